"""The editor of an exchange: a draft from its first field, whole with gates, tasks, programme."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget
from pytestqt.qtbot import QtBot

from desktop.domain import (
    Exchange,
    Gate,
    Item,
    Organisation,
    Permit,
    Person,
    Task,
    Trilingual,
)
from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.store import exchanges, interchange, lists, records
from desktop.ui.desk import Desk
from desktop.ui.editors.exchange import ExchangeEditor
from desktop.ui.stay.telling import Need
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button, PlainLabel
from tests.ui.sweep import child, line, press, texts_left, type_text


def _editor(qtbot: QtBot, desk: Desk, record: str = "") -> ExchangeEditor:
    editor = ExchangeEditor(desk, record)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    return editor


def _stay(desk: Desk, record: str) -> Exchange:
    found = desk.read(lambda session: session.get(Exchange, record))
    assert found is not None
    return found


def _texts(editor: ExchangeEditor) -> list[str]:
    return [label.text() for label in editor.findChildren(PlainLabel)]


@pytest.fixture
def stay_id(desk: Desk) -> str:
    """A stay of which only the reference is known."""
    with desk.office.writing("create") as session:
        return exchanges.create(session, desk.today()).id


def test_nothing_is_made_before_the_first_field(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    assert editor.title() == "New exchange"
    assert editor.leave()
    assert desk.read(lists.exchanges) == []
    buttons = [button for button in editor.findChildren(Button) if "Print" in button.text()]
    assert [button.isEnabled() for button in buttons] == [False]


def test_the_first_field_makes_a_draft_with_its_gates_as_one_action(
    qtbot: QtBot, desk: Desk
) -> None:
    editor = _editor(qtbot, desk)
    field = editor.form.field("title")
    type_text(field.control(), "A stay")
    press(field.control(), Qt.Key.Key_Return)
    stay = _stay(desk, editor.record_id)
    assert stay.title.en == "A stay"
    assert stay.reference == "EXC-2026-001"
    gates = desk.read(lambda s: records.parts(s, Gate, "exchange", stay.id))
    assert len(gates) == 4
    assert editor.title() == "A stay"
    desk.undo()
    assert desk.read(lists.exchanges) == []


def test_what_is_missing_is_said_gently_and_forbids_nothing(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    editor = _editor(qtbot, desk, stay_id)
    asked = {
        name
        for name in editor.form.names()
        if editor.form.field(name).control().accessibleDescription() == "Still needed"
    }
    assert asked == {"title", "person_id", "host_organisation_id", "start", "end"}
    assert editor.leave()


def test_the_zones_follow_the_direction_until_they_were_chosen(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("direction", "jp_dk")
    stay = _stay(desk, stay_id)
    assert (stay.home_zone, stay.visit_zone) == ("Asia/Tokyo", "Europe/Copenhagen")
    editor.form.edited.emit("visit_zone", "Europe/Stockholm")
    editor.form.edited.emit("direction", "dk_jp")
    assert _stay(desk, stay_id).visit_zone == "Europe/Stockholm"


def test_the_days_of_stay_are_counted_first_and_last(
    qtbot: QtBot, desk: Desk, stay_id: str, switch: LanguageSwitch
) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("start", date(2027, 9, 1))
    editor.form.edited.emit("end", date(2027, 11, 30))
    assert "91 days, 90 nights" in _texts(editor)
    below = [text for text in _texts(editor) if text.startswith("13 weeks")]
    assert below[0].split("\n") == [
        "13 weeks  ·  3 months",
        (
            "Copenhagen and Tokyo are 7 h apart. "
            "The clocks change during the stay: from 31 Oct 2027 it is 8 h."
        ),
    ]
    switch.use("qps")
    assert "⟦⟦91 days⟧, ⟦90 nights⟧⟧" in _texts(editor)


def test_an_end_before_the_start_is_told_beside_it(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("start", date(2027, 9, 1))
    editor.form.edited.emit("end", date(2027, 8, 1))
    below = editor.form.field("end").control().accessibleDescription()
    assert below == "The end is before the start."
    assert " apart" not in " ".join(_texts(editor))
    assert "–" in _texts(editor), "no length is told"


def test_a_person_brings_their_institution_where_none_was_chosen(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    with desk.office.writing("create") as session:
        home = records.add(session, Organisation(name=Trilingual(en="Home")))
        host = records.add(session, Organisation(name=Trilingual(en="Host")))
        guest = records.add(session, Person(given="Prøve", organisation_id=home.id))
        hosting = records.add(session, Person(given="Vært", organisation_id=host.id))
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("host_organisation_id", home.id)
    editor.form.edited.emit("person_id", guest.id)
    editor.form.edited.emit("host_person_id", hosting.id)
    stay = _stay(desk, stay_id)
    assert stay.home_organisation_id == home.id
    assert stay.host_organisation_id == home.id, "what was chosen stays"


def test_a_person_is_taken_by_the_name_alone(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    with desk.office.writing("create") as session:
        guest = records.add(session, Person(given="Freja", family="Prøvesen"))
    editor = _editor(qtbot, desk, stay_id)
    control = line(editor.form.field("person_id"))
    type_text(control, "freja prøvesen")
    press(control, Qt.Key.Key_Return)
    assert _stay(desk, stay_id).person_id == guest.id


def test_printing_and_exporting_name_the_record(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    asked: list[tuple[str, str]] = []
    desk.preview_asked.connect(lambda kind, record: asked.append((kind, record)))
    desk.calendar_asked.connect(lambda kind, record: asked.append((kind, record)))
    editor = _editor(qtbot, desk, stay_id)
    for button in editor.findChildren(Button):
        if button.text() in ("Print stay sheet", "Export calendar…"):
            button.click()
    assert asked == [("exchange", stay_id), ("exchange", stay_id)]


def test_an_editor_whose_record_is_gone_says_so(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    editor = _editor(qtbot, desk, stay_id)
    with qtbot.waitSignal(editor.gone), desk.office.writing("delete") as session:
        records.delete(session, records.get(session, Exchange, stay_id))


def _tab(editor: ExchangeEditor) -> str:
    tabs = child(editor, QTabWidget)
    return tabs.tabText(tabs.currentIndex())


def test_each_part_is_led_to(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    with desk.office.writing("create") as session:
        task = records.add(session, Task(exchange_id=stay_id, title=Trilingual(en="Visa")))
        permit = records.add(session, Permit(exchange_id=stay_id, number="P1"))
        records.add(session, Permit(exchange_id=stay_id, kind="eligibility"))
        item = records.add(session, Item(exchange_id=stay_id, title=Trilingual(en="Talk")))
        gate = records.parts(session, Gate, "exchange", stay_id)[0]
    editor = _editor(qtbot, desk, stay_id)
    editor.show_part(stay_id)
    assert _tab(editor) == "Stay"
    editor.show_part(task.id)
    assert _tab(editor) == "Tasks"
    editor.show_part(permit.id)
    assert (_tab(editor), editor.permits.part_id) == ("Permits", permit.id)
    editor.show_part(gate.id)
    assert _tab(editor) == "Gates"
    assert editor.gates.rows[gate.kind].form.isVisible()
    editor.show_part(item.id)
    assert _tab(editor) == "Programme of the stay"


def test_each_rule_leads_to_where_it_is_seen_to(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    with desk.office.writing("create") as session:
        guest = records.add(session, Person(given="Prøve"))
    opened: list[tuple[str, str]] = []
    desk.record_asked.connect(lambda kind, record: opened.append((kind, record)))
    editor = _editor(qtbot, desk, stay_id)
    editor.form.edited.emit("person_id", guest.id)
    other = Finding(
        Rule.STAY_TWICE, Severity.BLOCK, records=(("exchange", stay_id), ("delegation", "d"))
    )
    for need, tab in (
        (Need(Rule.SHORT_STAY, "fine"), "Permits"),
        (Need(Rule.FISCAL_YEAR, "fine"), "Gates"),
        (Need(Rule.TASK_OVERDUE, "fine"), "Tasks"),
        (Need(Rule.PASSPORT_EXPIRY, "found"), "Tasks"),
        (Need(Rule.STAY_TWICE, "found", (other,)), "Tasks"),
    ):
        editor.needs.asked.emit(need)
        assert _tab(editor) == tab
    assert opened == [("person", guest.id), ("delegation", "d")]


def test_a_copy_is_opened_as_a_new_draft_without_permits(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    with desk.office.writing("create") as session:
        records.add(session, Permit(exchange_id=stay_id))
    opened: list[tuple[str, str]] = []
    desk.record_asked.connect(lambda kind, record: opened.append((kind, record)))
    _editor(qtbot, desk, stay_id).duplicate()
    ((kind, copy),) = opened
    assert (kind, copy != stay_id) == ("exchange", True)
    assert desk.read(lambda s: records.parts(s, Permit, "exchange", copy)) == []


def test_the_menu_offers_what_else_can_be_done(qtbot: QtBot, desk: Desk, stay_id: str) -> None:
    menu = _editor(qtbot, desk, stay_id).make_menu()
    assert [action.text() for action in menu.actions() if action.text()] == [
        "Move the stay…",
        "Duplicate",
        "Delete…",
    ]


def test_every_text_of_every_tab_follows_the_language(
    qtbot: QtBot, desk: Desk, switch: LanguageSwitch
) -> None:
    interchange.import_demo(desk.office)
    row = desk.read(lists.exchanges)[3]
    editor = _editor(qtbot, desk, row.id)
    switch.use("qps")
    data = {
        *row.title.parts(),
        row.reference,
        "Freja",
        "Demobæk",
        "Mette Demo",
        "September",
        "November",
    }
    stay = _stay(desk, row.id)
    data |= {stay.funding, stay.note, *row.home.parts(), *row.host.parts()}
    left = [
        text
        for text in texts_left(editor, data, cells=False)
        if not text.startswith(("HistoryPanel", "_View"))
    ]
    assert left == []
