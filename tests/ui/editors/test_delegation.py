"""The editor of a delegation, driven as an officer drives it."""

from datetime import date, time

import pytest
from PySide6.QtWidgets import QTabBar, QToolButton
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    EmergencyContact,
    Item,
    Moment,
    Person,
    Task,
    Trilingual,
)
from desktop.domain.codes import Function
from desktop.language import PSEUDO
from desktop.store import delegations, lists, records
from desktop.ui.desk import Desk
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import texts_left, type_text

START = date(2027, 4, 17)


def _visit(desk: Desk, *, items: int = 2, members: int = 1, **values: object) -> str:
    def work(session: Session) -> str:
        visit = delegations.create(
            session,
            desk.today(),
            **{
                "title": Trilingual("訪問", "Besøg", "Visit"),
                "start": START,
                "end": date(2027, 4, 24),
                **values,
            },
        )
        for at in range(items):
            delegations.add_item(
                session,
                delegation_id=visit.id,
                title=Trilingual(en=f"Item {at}"),
                start=Moment(date(2027, 4, 17 + at), time(9), "Asia/Tokyo"),
            )
        for at in range(members):
            person = Person(family=f"Prøvesen{at}", given="Anna")
            session.add(person)
            session.flush()
            delegations.add_member(
                session, visit.id, person.id, Function.HEAD if at == 0 else Function.MEMBER
            )
        return visit.id

    made = desk.do("create", work, kind="delegation")
    assert made is not None
    return made


def _editor(qtbot: QtBot, desk: Desk, record: str = "") -> DelegationEditor:
    editor = DelegationEditor(desk, record)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    return editor


def _stored(desk: Desk, record: str) -> Delegation:
    return desk.read(lambda session: records.get(session, Delegation, record))


def _choose(editor: DelegationEditor, name: str, value: object) -> None:
    """Let a field have another value, as the officer gives it one."""
    editor.form.field(name).show_value(value)
    editor.form.field(name).commit()


def _tabs(editor: DelegationEditor) -> list[str]:
    bar = editor.findChild(QTabBar)
    assert isinstance(bar, QTabBar)
    return [bar.tabText(at) for at in range(bar.count())]


def test_nothing_is_made_before_the_first_field(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    assert editor.leave()
    assert desk.read(lambda session: lists.delegations(session)) == []
    assert editor.title() == "New delegation"
    assert not editor._print.isEnabled()


def test_the_first_field_makes_a_draft_in_one_action(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    type_text(editor.form.field("title").control(), "A new visit")
    assert editor.leave()
    (row,) = desk.read(lambda session: lists.delegations(session))
    assert (row.title.en, row.reference, row.status) == ("A new visit", "DEL-2026-001", "draft")
    assert editor.title() == "A new visit"
    assert editor._print.isEnabled()
    desk.undo()
    assert desk.read(lambda session: lists.delegations(session)) == []


def test_the_record_is_gone_after_its_making_was_undone(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    _choose(editor, "title", Trilingual(en="A new visit"))
    with qtbot.waitSignal(editor.gone):
        desk.undo()


def test_what_is_missing_is_said_and_leads_there(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    assert editor.missing.missing() == []
    _choose(editor, "purpose", Trilingual(en="To learn"))
    assert editor.missing.missing() == ["title", "start", "members", "programme"]
    editor.missing.asked.emit("members")
    assert editor.members.isVisible()
    editor.members.add_new("Anna Prøvesen")
    assert editor.missing.missing() == ["title", "start", "head", "programme"]
    editor.missing.asked.emit("head")
    assert editor.members.table.currentIndex().row() == 0
    editor.missing.asked.emit("programme")
    assert editor.programme.isVisible()
    editor.missing.asked.emit("start")
    assert editor.form.field("start").isVisible()


def test_nothing_is_missing_from_what_is_over(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk, _visit(desk, items=0, status="cancelled"))
    assert editor.missing.missing() == []


def test_it_opens_at_the_programme_once_there_is_one(qtbot: QtBot, desk: Desk) -> None:
    assert _editor(qtbot, desk, _visit(desk)).programme.isVisible()
    assert _editor(qtbot, desk, _visit(desk, items=0)).form.isVisible()


def test_the_count_of_findings_leads_to_where_it_folds_out(qtbot: QtBot, desk: Desk) -> None:
    desk.watch.start()
    qtbot.waitUntil(desk.watch.is_ready)
    editor = _editor(qtbot, desk, _visit(desk))
    findings = editor.programme.findings
    qtbot.waitUntil(lambda: findings.text() != "")
    assert findings.isHidden()
    assert editor._tabs is not None
    editor.show_tab(editor._details_tab)
    button = editor._tabs.cornerWidget()
    assert isinstance(button, QToolButton)
    assert button.accessibleName() == findings.text()
    button.click()
    assert editor._tabs.currentIndex() == editor._programme_tab
    assert findings.isVisible()


def test_the_programme_can_be_begun_first(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    editor.show_tab(editor._programme_tab)
    assert not editor.programme.isVisible()
    assert editor.record_id == ""
    editor.lead_to("programme")
    assert editor.programme.isVisible()
    assert _stored(desk, editor.record_id).reference == "DEL-2026-001"


def test_the_direction_of_an_empty_visit_turns_the_zones(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk, items=0, home_zone="Europe/Stockholm")
    editor = _editor(qtbot, desk, record)
    _choose(editor, "direction", "jp_dk")
    stored = _stored(desk, record)
    assert (stored.home_zone, stored.visit_zone) == ("Asia/Tokyo", "Europe/Stockholm")
    assert editor.form.field("home_zone").value() == "Asia/Tokyo"
    desk.undo()
    assert _stored(desk, record).home_zone == "Europe/Stockholm"


def test_the_direction_of_a_planned_visit_leaves_the_zones(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    _choose(_editor(qtbot, desk, record), "direction", "jp_dk")
    assert _stored(desk, record).home_zone == "Europe/Copenhagen"


def _starts(desk: Desk, record: str) -> list[date]:
    items = desk.read(lambda session: records.parts(session, Item, "delegation", record))
    return sorted(item.start.date for item in items if item.start.date)


def test_a_programme_moves_along_as_one_action(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    editor.show_tab(editor._details_tab)
    _choose(editor, "start", date(2027, 4, 24))
    assert editor.question.isVisible()
    assert _stored(desk, record).start == START  # nothing is changed before the answer
    assert editor.question._along.text() == "Move everything 7 days later"
    editor.question._along.click()
    stored = _stored(desk, record)
    assert (stored.start, stored.end) == (date(2027, 4, 24), date(2027, 5, 1))
    assert _starts(desk, record) == [date(2027, 4, 24), date(2027, 4, 25)]
    assert not editor.question.isVisible()
    assert desk.office.undo_label() == ("visit.move", {})
    desk.undo()
    assert _stored(desk, record).start == START
    assert _starts(desk, record) == [START, date(2027, 4, 18)]


def test_a_programme_can_stay_where_it_is(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    editor.show_tab(editor._details_tab)
    _choose(editor, "start", date(2027, 4, 16))
    editor.question._answer(along=False)
    assert _stored(desk, record).start == date(2027, 4, 16)
    assert _starts(desk, record) == [START, date(2027, 4, 18)]


def test_leaving_an_unanswered_question_changes_the_date_alone(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    _choose(editor, "start", date(2027, 4, 16))
    with desk.office.writing("edit") as session:  # something else changes meanwhile
        records.update(session, Delegation, record, note="x")
    assert editor.form.field("start").value() == date(2027, 4, 16)
    assert editor.leave()
    assert _stored(desk, record).start == date(2027, 4, 16)
    assert _starts(desk, record) == [START, date(2027, 4, 18)]


def test_going_back_to_the_old_date_asks_nothing(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    _choose(editor, "start", date(2027, 4, 16))
    _choose(editor, "start", START)
    assert editor.question.pending() is None
    assert _stored(desk, record).start == START


def test_an_end_before_the_start_is_said_beside_it(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk, items=0)
    editor = _editor(qtbot, desk, record)
    _choose(editor, "end", date(2027, 4, 1))
    assert editor.form.field("end")._below.text() == "The end is before the start."
    assert _stored(desk, record).end == date(2027, 4, 1)


@pytest.mark.parametrize("name", ["edition", "home_zone"])
def test_what_must_be_there_cannot_be_emptied(qtbot: QtBot, desk: Desk, name: str) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    before = editor.form.field(name).value()
    editor.form.edited.emit(name, None)
    assert editor.form.field(name).value() == before
    assert getattr(_stored(desk, record), name) == before


def test_the_whole_visit_is_shifted_from_its_programme(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk, start=date(2027, 4, 19), end=date(2027, 4, 23), items=1)
    with desk.office.writing("fill") as session:
        (item,) = records.parts(session, Item, "delegation", record)
        records.update(session, Item, item.id, pinned=True, kind="visit")
        item.start = Moment(date(2027, 4, 19), time(9), "Asia/Tokyo")
        letters = Trilingual(en="Letters")
        session.add(Task(delegation_id=record, title=letters, anchor="start", offset_days=-146))
    editor = _editor(qtbot, desk, record)
    editor.programme.shift_asked.emit()
    assert editor.shift.isVisible()
    assert not editor.shift.answer.isEnabled()
    assert editor.shift.effects.text() == ""
    holidays = "Showa Day (Thu 29 Apr), Constitution Memorial Day (Mon 3 May)"
    editor.shift.field.show_value(date(2027, 4, 29))
    editor.shift.field.commit()
    assert editor.shift.effects.text().split("\n") == [
        f"Public holidays during the visit: {holidays}",
        "Then on a weekend or holiday: Item 0 (Thu 29 Apr)",
        "1 pinned item moves along",
    ]
    assert editor.shift.answer.text() == "Move everything 10 days later"
    editor.shift.step(-7)
    editor.shift.step(-7)
    assert editor.shift.effects.text().split("\n") == [
        "Deadlines that would lie in the past: Letters (Fri 20 Nov)",
        "1 pinned item moves along",
    ]
    editor.shift.step(7)
    editor.shift.answer.click()
    assert not editor.shift.isVisible()
    assert _stored(desk, record).start == date(2027, 4, 22)
    desk.undo()
    assert _stored(desk, record).start == date(2027, 4, 19)


def test_a_visit_without_its_first_day_is_not_shifted(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk, _visit(desk, start=None, end=None))
    with qtbot.waitSignal(desk.noticed) as told:
        editor.programme.shift_asked.emit()
    assert told.args is not None
    assert told.args[0]() == "Give the visit its first day before it is shifted."
    assert not editor.shift.isVisible()


def test_emergency_contacts_are_kept(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    editor.contacts.add()
    (form,) = editor.contacts.lines()
    form.edited.emit("name", Trilingual(en="On duty"))
    form.edited.emit("phone", "+81 3 0000 0000")
    (contact,) = desk.read(lambda s: records.parts(s, EmergencyContact, "delegation", record))
    assert (contact.name.en, contact.phone) == ("On duty", "+81 3 0000 0000")
    editor.contacts._remove(contact.id)
    assert editor.contacts.lines() == []


def test_the_tabs_count_what_is_in_them(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk, members=2)
    editor = _editor(qtbot, desk, record)
    with desk.office.writing("create") as session:
        session.add(Task(delegation_id=record, title=Trilingual(en="Book")))
    counted = ["Participants (2)", "Tasks (1)"]
    assert _tabs(editor) == ["Programme", "Details", *counted, "Editions", "History"]


def test_the_other_tabs_show_the_record_when_they_are_opened(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    editor.tasks.load("")
    editor.show_tab(editor._tasks_tab)
    assert editor.tasks.add("Book a bus")
    editor.show_tab(editor._history_tab)
    assert any("Book a bus" in line for line in editor._history.lines())


def test_printing_and_exporting_are_asked_of_the_window(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    with qtbot.waitSignal(desk.preview_asked) as printed:
        editor._print.click()
    with qtbot.waitSignal(desk.calendar_asked) as exported:
        editor._export.click()
    assert printed.args == exported.args == ["delegation", record]


def test_the_menu_leads_to_the_draft_and_a_field_can_be_led_to(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    editor = _editor(qtbot, desk, record)
    with qtbot.waitSignal(desk.record_asked) as asked:
        editor.make_menu().actions()[0].trigger()
    assert asked.args == ["drafting", record]
    editor.show_part("start")
    assert editor.is_shown(editor._details_tab)


def test_a_narrow_window_keeps_the_export_in_the_menu(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk, _visit(desk))
    editor.resize(600, 500)
    assert not editor._export.isVisible()
    texts = [action.text() for action in editor.make_menu().actions() if action.text()]
    assert texts == ["Draft the programme…", "Export calendar…", "Duplicate", "Delete…"]


def test_a_copy_is_opened_as_a_new_draft(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk, status="confirmed")
    editor = _editor(qtbot, desk, record)
    with qtbot.waitSignal(desk.record_asked) as asked:
        editor.duplicate()
    assert asked.args is not None
    assert (_stored(desk, asked.args[1]).status, asked.args[0]) == ("draft", "delegation")


def test_every_tab_speaks_the_language_of_the_moment(
    qtbot: QtBot, desk: Desk, switch: LanguageSwitch
) -> None:
    editor = _editor(qtbot, desk, _visit(desk, members=2))
    editor.members.add_group()
    editor.tasks.load(editor.record_id)
    editor.tasks.add("Book a bus")
    editor.tasks.tasks()[0].unfold(True)
    editor.contacts.add()
    editor.question.ask(date(2027, 4, 18), 1, 2)
    editor.shift.ask(START)
    editor.shift.step(12)
    switch.use(PSEUDO)
    data = [
        "Visit",
        "Item 0",
        "Item 1",
        "Anna",
        "Prøvesen0",
        "Prøvesen1",
        "DEL",
        "Book a bus",
        "April",
    ]
    for tab in range(5):
        editor.show_tab(tab)
        assert texts_left(editor, [*data, "Mette Demo"]) == [], _tabs(editor)[tab]
