"""The details of the selected item: every field is saved as it is left."""

import datetime as dt
from typing import Any

import pytest
from PySide6.QtWidgets import QToolButton

from desktop.domain import Trilingual
from desktop.domain.codes import Involvement
from desktop.domain.time import DayPart, Moment
from desktop.ui.forms import ChipsField, ReferenceField, TimeField
from desktop.ui.programme import ProgrammePanel
from desktop.ui.programme.item_editor import ItemEditor
from desktop.ui.programme.participants import EVERYONE, PresencePanel
from tests.ui.programme.conftest import COPENHAGEN, MONDAY, TOKYO, TUESDAY, Visit, at


@pytest.fixture
def editor(panel: ProgrammePanel, visit: Visit) -> ItemEditor:
    """The details of the visit to RIKEN."""
    panel.table.choose([visit.ids["visit"]])
    panel.open_details()
    assert panel.details is not None
    return panel.details


def give(editor: ItemEditor, name: str, value: Any) -> None:
    """Change a field as the officer does."""
    field = editor.form.field(name)
    field.show_value(value)
    assert field.commit()


def test_each_field_is_saved_as_it_is_left(editor: ItemEditor, visit: Visit) -> None:
    values: dict[str, object] = {
        "title": Trilingual("理研", "Besøg", "Visit"),
        "kind": "lab_tour",
        "status": "confirmed",
        "open_end": True,
        "printed_time": "17.30/18.00",
        "alternative": True,
        "pinned": True,
        "place_id": None,
        "room": "Room 101",
        "transport": "JR 5",
        "interpreted": True,
        "topics": Trilingual(en="Qubits\nCryostats"),
        "printed_note": Trilingual(en="Bring a passport"),
        "dress": Trilingual(en="Dark suit"),
        "gift": "A book",
        "meeting_link": "https://example.org/meet",
        "closed_to_media": True,
        "internal_note": "Ask twice",
        "purpose": Trilingual("意見交換", "Udveksling", "Exchange of views"),
        "questions": Trilingual(en="Which qubits?\nSince when?"),
    }
    for name, value in values.items():
        give(editor, name, value)
        assert getattr(visit.item("visit"), name) == value
        assert editor.form.field(name).value() == value


def test_the_working_languages_are_kept_as_codes(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    give(editor, "language", ("ja", "en"))
    assert visit.item("visit").language == "ja/en"
    panel.actions_on_items.save(visit.ids["visit"], language="German, perhaps")
    assert editor.form.field("language")._below.text() == "German, perhaps"
    give(editor, "language", ("da",))
    assert visit.item("visit").language == "da"
    assert editor.form.field("language")._below.text() == ""


def test_an_item_can_be_part_of_another_but_not_of_itself(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    give(editor, "parent_id", visit.ids["block"])
    assert visit.item("visit").parent_id == visit.ids["block"]
    panel.table.choose([visit.ids["block"]])
    field = editor.form.field("parent_id")
    assert isinstance(field, ReferenceField)
    offered = {row[0] for row in field._find("")}
    assert not offered & {visit.ids["block"], visit.ids["part"], visit.ids["visit"]}
    assert visit.ids["early"] in offered


def test_the_end_follows_when_the_start_moves(editor: ItemEditor, visit: Visit) -> None:
    give(editor, "start", at(TUESDAY, "14:00"))
    item = visit.item("visit")
    assert (item.start, item.end) == (at(TUESDAY, "14:00"), at(TUESDAY, "15:30"))
    assert visit.labels() == ("item.move", {"name": "RIKEN visit"})
    give(editor, "start", at(TUESDAY, "14:00", COPENHAGEN))
    assert visit.item("visit").end == at(TUESDAY, "15:30", COPENHAGEN)


def test_a_known_end_is_not_open(editor: ItemEditor, visit: Visit) -> None:
    give(editor, "open_end", True)
    give(editor, "end", at(MONDAY, "12:00"))
    assert (visit.item("visit").end, visit.item("visit").open_end) == (at(MONDAY, "12:00"), False)


def test_an_end_before_the_start_is_told_beside_it(editor: ItemEditor, visit: Visit) -> None:
    give(editor, "end", at(MONDAY, "09:00"))
    assert editor.form.field("end")._below.text() == "This ends before it starts."
    give(editor, "end", at(MONDAY, "12:00"))
    assert editor.form.field("end")._below.text() == ""


def test_the_true_length_is_shown(panel: ProgrammePanel, editor: ItemEditor, visit: Visit) -> None:
    assert editor.form._length() == "1 h 30 min"
    panel.table.choose([visit.ids["flight"]])
    assert editor.form._length() == "13 h 5 min"


def test_fields_of_a_journey_are_shown_for_journeys(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    assert editor.form.field("end_place_id").isHidden()
    panel.table.choose([visit.ids["flight"]])
    assert not editor.form.field("end_place_id").isHidden()
    assert editor.form.field("transport").value() == "SK984"


def test_people_are_given_their_parts(editor: ItemEditor, visit: Visit) -> None:
    for name, involvement in (
        ("hosts", Involvement.HOST),
        ("contacts", Involvement.CONTACT),
        ("interpreters", Involvement.INTERPRETER),
        ("speakers", Involvement.SPEAKER),
        ("drivers", Involvement.DRIVER),
    ):
        give(editor, name, (visit.ids["Testrup"],))
        involved = visit.item("visit").involved(involvement)
        assert [person.family for person in involved] == ["Testrup"]


def toggles(editor: ItemEditor) -> dict[str, QToolButton]:
    field = editor.form.field("taking_part")
    return {b.text(): b for b in field.findChildren(QToolButton) if b.isCheckable()}


def test_everyone_and_groups_exclude_each_other(editor: ItemEditor, visit: Visit) -> None:
    assert editor.form.field("taking_part").value() == (EVERYONE,)
    toggles(editor)["A"].click()
    item = visit.item("visit")
    assert (item.everyone, [link.group.code for link in item.groups]) == (False, ["A"])
    toggles(editor)["B"].click()
    assert len(visit.item("visit").groups) == 2
    toggles(editor)["Everyone"].click()
    item = visit.item("visit")
    assert (item.everyone, item.groups) == (True, [])


def test_naming_persons_means_them_and_not_all(editor: ItemEditor, visit: Visit) -> None:
    give(editor, "people", (visit.ids["Testrup"], visit.ids["Eksempel"]))
    item = visit.item("visit")
    assert not item.everyone
    named = item.involved(Involvement.PARTICIPANT)
    assert [person.family for person in named] == ["Testrup", "Eksempel"]
    toggles(editor)["Everyone"].click()
    assert visit.item("visit").people == []


def test_everyone_and_groups_can_be_typed_like_persons(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    field = editor.form.field("people")
    assert isinstance(field, ChipsField)

    def take(text: str) -> None:
        (found, *_rest) = [row for row in field._suggester._find(text) if row.text == text]
        field._choose(found)

    take("A")
    item = visit.item("visit")
    assert (item.everyone, [link.group.code for link in item.groups]) == (False, ["A"])
    take("Anna Testrup")
    take("B")
    item = visit.item("visit")
    assert len(item.groups) == 2
    assert [link.person_id for link in item.people] == [visit.ids["Testrup"]]
    assert field.value() == (visit.ids["Testrup"],)
    take("Everyone")
    item = visit.item("visit")
    assert (item.everyone, item.groups, item.people) == (True, [], [])
    take("Everyone")  # changes nothing, and leaves no chip behind
    assert field.value() == ()


def test_everyone_but_one_is_said_as_such(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    give(editor, "without", (visit.ids["Testrup"],))
    item = visit.item("visit")
    assert not item.everyone
    assert {link.person_id for link in item.people} == {
        visit.ids["Eksempel"],
        visit.ids["Prøvesen"],
    }
    assert editor.form.field("without").value() == (visit.ids["Testrup"],)
    panel.actions_on_items.take_out(visit.ids["visit"], visit.ids["Eksempel"])
    assert editor.form.field("without").isHidden()  # most of them are missing now
    give(editor, "people", (visit.ids["Eksempel"], visit.ids["Prøvesen"]))
    give(editor, "without", ())
    assert visit.item("visit").everyone


def test_the_vehicle_and_what_is_shown_are_told_to_the_panel(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    told: list[list[str]] = []
    editor.shown.connect(told.append)
    give(editor, "vehicle_id", visit.ids["wako"])
    assert visit.item("visit").vehicle_id == visit.ids["wako"]
    panel.table.choose([visit.ids["early"]])
    assert told[0] == [visit.ids["visit"]]
    assert told[-1] == [visit.ids["early"]]


def test_a_person_joins_late_while_everyone_takes_part(editor: ItemEditor, visit: Visit) -> None:
    presence = editor.findChild(PresencePanel)
    assert isinstance(presence, PresencePanel)
    presence.field.show_value(visit.ids["Testrup"])
    presence.field.commit()
    (link,) = visit.item("visit").people
    assert visit.item("visit").everyone
    assert link.joins == Moment(MONDAY, None, TOKYO, 0, DayPart.TBC)
    joins, leaves = presence.findChildren(TimeField)
    joins.show_value(dt.time(10, 45))
    joins.commit()
    leaves.show_value(dt.time(11))
    leaves.commit()
    (link,) = visit.item("visit").people
    assert (link.joins, link.leaves) == (at(MONDAY, "10:45"), at(MONDAY, "11:00"))
    assert editor.form.field("people").value() == ()
    joins.show_value(None)
    joins.commit()
    leaves.show_value(None)
    leaves.commit()
    assert visit.item("visit").people == []
    assert presence.findChildren(TimeField) == [] or not joins.isVisible()


def test_several_items_share_few_fields(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    panel.table.choose([visit.ids["visit"], visit.ids["early"]])
    assert editor._heading.text() == "2 items selected"
    field = editor.common.field("status")
    assert field.value() == "tentative"
    field.show_value("confirmed")
    field.commit()
    assert visit.item("visit").status == visit.item("early").status == "confirmed"
    assert visit.labels() == ("edit", {"kind": "item"})
    day = editor.common.field("day")
    assert day.value() == MONDAY
    day.show_value(TUESDAY)
    day.commit()
    assert visit.item("visit").start == at(TUESDAY, "10:00")
    assert visit.item("early").start == at(TUESDAY, "06:30")


def test_nothing_selected_says_what_to_do(panel: ProgrammePanel, editor: ItemEditor) -> None:
    panel.table.clearSelection()
    assert editor._heading.text() == "Details"
    assert editor._stack.currentIndex() == 0


def test_what_is_typed_is_taken_when_another_item_is_selected(
    panel: ProgrammePanel, editor: ItemEditor, visit: Visit
) -> None:
    editor.form.field("room").show_value("Room 7")
    panel.table.choose([visit.ids["early"]])
    assert visit.item("visit").room == "Room 7"
    assert visit.item("early").room == ""


def test_the_panel_is_left_only_when_all_is_taken(
    panel: ProgrammePanel, editor: ItemEditor
) -> None:
    assert panel.leave()
    field = editor.form.field("place_id")
    assert isinstance(field, ReferenceField)
    field._line.setText("nowhere at all")
    assert not panel.leave()
