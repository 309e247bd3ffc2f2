"""The tasks of a record: typed, dated, ticked off."""

from datetime import date
from threading import Event

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Task, Trilingual
from desktop.language import use
from desktop.planning.deadlines import Deadline
from desktop.planning.holidays import holiday_on
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.tasks import task_panel
from desktop.ui.tasks.due import (
    Due,
    DueField,
    due_state,
    due_text,
    moved_text,
    source_text,
)
from desktop.ui.tasks.task_panel import TaskPanel
from desktop.ui.widgets import PlainLabel


@pytest.fixture(autouse=True)
def holidays_at_hand() -> None:
    """The library of holidays has been loaded, as it is a moment after the start."""
    assert holiday_on("JP", date(2027, 1, 1))


def _visit(desk: Desk) -> str:
    with desk.office.writing("create") as session:
        visit = delegations.create(
            session, desk.today(), start=date(2027, 4, 17), end=date(2027, 4, 24)
        )
    return visit.id


def _panel(qtbot: QtBot, desk: Desk, record: str) -> TaskPanel:
    panel = TaskPanel(desk, "delegation")
    qtbot.addWidget(panel)
    desk.changed.connect(lambda _kinds: panel.load(record))
    panel.load(record)
    panel.resize(800, 600)
    panel.show()
    return panel


def _tasks(desk: Desk, record: str) -> list[Task]:
    return desk.read(lambda session: records.parts(session, Task, "delegation", record))


def test_a_typed_task_is_one_action_in_the_windows_language(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    use("da")
    assert panel.add("  Bestil bus ")
    (task,) = _tasks(desk, record)
    assert task.title == Trilingual(da="Bestil bus")
    assert desk.office.undo_label() == ("create", {"kind": "task"})
    assert panel.add("   ") == ""


def test_the_first_task_of_a_new_record_makes_the_record(qtbot: QtBot, desk: Desk) -> None:
    panel = TaskPanel(desk, "delegation", ensure=lambda: _visit(desk))
    qtbot.addWidget(panel)
    panel.load("")
    assert panel.add("Book a bus")
    assert len(panel.tasks()) == 1


def test_a_due_date_counted_back_moves_with_the_visit(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    panel.add("Letters to hosts")
    (row,) = panel.tasks()
    row.unfold(True)
    assert row.form is not None
    row.form.field("due").edited.emit(Due("start", None, -84))
    assert _tasks(desk, record)[0].offset_days == -84
    assert "12 weeks before the start" in row._detail.text()
    # 23 January is a Saturday.
    assert row._chip.text() == "Due 22 Jan 2027"
    assert "moved from Sat 23 Jan (weekend)" in row._detail.text()
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, record, start=date(2027, 4, 24))
    assert row._chip.text() == "Due 29 Jan 2027"


def test_ticking_off_is_dated_and_can_be_taken_back(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    for title in ("First", "Second"):
        panel.add(title)
    first = panel.tasks()[0]
    first._check.click()
    assert _tasks(desk, record)[0].done == date(2026, 11, 23)
    assert first._chip.text() == "Done 23 Nov 2026"
    assert panel.tasks()[-1] is first  # what is done goes below
    assert panel._count.text() == "1 task left"
    desk.undo()
    assert _tasks(desk, record)[0].done is None
    assert not first._check.isChecked()


def test_a_step_that_is_done_stays_on_the_day_it_was_due(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    panel.add("Letters to hosts")
    (row,) = panel.tasks()
    row.edited.emit("due", Due("start", None, -84))
    row._check.click()
    assert (_tasks(desk, record)[0].due, desk.office.undo_label()) == (
        date(2027, 1, 22),
        ("task.done", {"kind": "task"}),
    )
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, record, start=date(2027, 5, 15))
    assert row._deadline.day == date(2027, 1, 22)
    row.unfold(True)
    assert row.form is not None
    assert not row.form.field("due").is_changed()
    row._check.click()
    assert _tasks(desk, record)[0].due is None
    assert desk.office.undo_label() == ("task.undone", {"kind": "task"})
    assert row._deadline.day == date(2027, 2, 19)


def test_a_day_fixed_by_hand_stays_whatever_is_ticked(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    panel.add("Fixed")
    (row,) = panel.tasks()
    row.edited.emit("due", Due("fixed", date(2027, 1, 23), 0))
    assert row._chip.text() == "Due 23 Jan 2027"
    for _time in range(2):
        row._check.click()
        assert _tasks(desk, record)[0].due == date(2027, 1, 23)


def test_a_step_says_where_it_is_written_and_who_looks_after_it(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    with desk.office.writing("create") as session:
        records.add(
            session,
            Task(
                delegation_id=record,
                title=Trilingual(en="Check"),
                source="KEK",
                checked=date(2026, 11, 23),
            ),
        )
    panel = _panel(qtbot, desk, record)
    (row,) = panel.tasks()
    assert row._written.text() == "Checked 23 Nov 2026  ·  Source: KEK"
    row.unfold(True)
    assert row.form is not None
    row.form.field("officer").edited.emit("Mette")
    assert row._detail.text() == "Our office · Mette"
    panel.add("Typed")
    assert not panel.tasks()[1]._written.isVisible()


def test_deadlines_that_passed_at_set_up_are_told_at_once(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    assert not panel._warning.isVisible()
    panel.card.apply()
    (text,) = [label.text() for label in panel._warning.findChildren(PlainLabel) if label.text()]
    assert text == (
        "2 of 22 deadlines have already passed.\n"
        "Critical now: Settle purpose, clause, lead organisation and budget, "
        "Check the dates against the holidays of both countries"
    )
    for late in panel.tasks()[:2]:
        late._check.click()
    assert not panel._warning.isVisible()
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, record, start=date(2027, 1, 10))
    assert panel._warning.isVisible()
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, record, status="cancelled")
    assert not panel._warning.isVisible()


def test_the_first_question_for_a_holiday_is_asked_in_the_background(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = _visit(desk)
    with desk.office.writing("create") as session:
        records.add(
            session,
            Task(delegation_id=record, code="a", anchor="start", offset_days=-84),
        )
    loaded = Event()
    monkeypatch.setattr(task_panel, "is_at_hand", loaded.is_set)
    monkeypatch.setattr(task_panel, "holiday_on", lambda *_day: loaded.wait())
    panel = _panel(qtbot, desk, record)
    (row,) = panel.tasks()
    assert row._deadline.day == date(2027, 1, 23)  # as it is counted, until the answer comes
    loaded.set()
    qtbot.waitUntil(lambda: row._deadline.day == date(2027, 1, 22))


def test_the_most_urgent_stands_first(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    with desk.office.writing("create") as session:
        session.add_all(
            [
                Task(delegation_id=record, title=Trilingual(en="later"), due=date(2027, 3, 1)),
                Task(delegation_id=record, title=Trilingual(en="undated")),
                Task(delegation_id=record, title=Trilingual(en="soon"), due=date(2026, 12, 1)),
            ]
        )
    panel = _panel(qtbot, desk, record)
    assert [row._name.text() for row in panel.tasks()] == ["soon", "later", "undated"]


def test_deleting_says_so_and_can_be_undone(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk)
    panel = _panel(qtbot, desk, record)
    panel.add("Book a bus")
    (row,) = panel.tasks()
    row.unfold(True)
    with qtbot.waitSignal(desk.noticed) as told:
        row.delete_asked.emit()
    assert told.args is not None
    assert told.args[1] is True
    assert panel.tasks() == []
    desk.undo()
    assert len(panel.tasks()) == 1


def test_only_one_task_is_open_at_a_time(qtbot: QtBot, desk: Desk) -> None:
    panel = _panel(qtbot, desk, _visit(desk))
    panel.add("One")
    panel.add("Two")
    one, two = panel.tasks()
    one.unfold(True)
    two.unfold(True)
    assert (one.form, two.form is not None) == (None, True)


@pytest.mark.parametrize(
    ("due", "text"),
    [
        (Due("fixed", date(2027, 1, 1)), ""),
        (Due("start", None, -84), "12 weeks before the start"),
        (Due("start", None, -7), "1 week before the start"),
        (Due("start", None, 3), "3 days after the start"),
        (Due("end", None, 28), "4 weeks after the end"),
        (Due("end", None, -1), "1 day before the end"),
        (Due("start"), "on the day of the start"),
        (Due("end"), "on the day of the end"),
    ],
)
def test_a_relative_date_is_said_in_words(due: Due, text: str) -> None:
    assert due_text(due) == text


def test_what_moved_a_deadline_is_said_in_words() -> None:
    day, counted = date(2027, 3, 19), date(2027, 3, 22)
    assert moved_text(Deadline(day, counted, "振替休日")) == (
        "moved from Mon 22 Mar (Substitute holiday)"
    )
    assert moved_text(Deadline(day, date(2027, 3, 20))) == "moved from Sat 20 Mar (weekend)"
    assert moved_text(Deadline(day, day)) == moved_text(Deadline()) == ""


def test_what_has_no_source_is_general_knowledge_if_it_was_checked() -> None:
    day = date(2026, 11, 23)
    assert source_text("", day) == "Checked 23 Nov 2026  ·  General knowledge"
    assert source_text("KEK", None) == "Source: KEK"
    assert source_text("", None) == ""


def test_a_counted_field_offers_no_fixed_day(qtbot: QtBot) -> None:
    field = DueField(lambda: "Due", today=lambda: date(2026, 11, 23), counted=True)
    qtbot.addWidget(field)
    assert field.value() == Due("start")
    assert field._way.findText("On a fixed day") < 0
    field.set_value(Due("end", None, 28))
    assert field._way.currentText() == "After the end"
    assert field.read() == Due("end", None, 28)


def test_how_urgent_it_is_has_a_word_and_an_icon() -> None:
    today = date(2026, 11, 23)
    assert due_state(date(2026, 11, 22), None, today)[1:] == ("bad", "triangle-alert")
    assert due_state(date(2026, 12, 1), None, today)[1:] == ("warn", "clock")
    assert due_state(date(2027, 12, 1), None, today)[1:] == ("quiet", "calendar")
    assert due_state(date(2026, 11, 22), today, today) == ("Done 23 Nov 2026", "good", "check")


def test_the_due_field_reads_what_it_shows(qtbot: QtBot) -> None:
    field = DueField(lambda: "Due", today=lambda: date(2026, 11, 23))
    qtbot.addWidget(field)
    for due in (
        Due(),
        Due("fixed", date(2027, 1, 2)),
        Due("start", None, -84),
        Due("start", None, 3),
        Due("end", None, 0),
        Due("end", None, 14),
    ):
        field.set_value(due)
        read = field.read()
        assert read == due or (due.offset_days == 0 and read.offset_days == 0)
        assert not field.is_changed()


def test_choosing_a_way_and_typing_a_number_sets_the_date(qtbot: QtBot) -> None:
    field = DueField(lambda: "Due", today=lambda: date(2026, 11, 23))
    qtbot.addWidget(field)
    field._way.setCurrentIndex(1)
    field._turn()
    field._number.setText("12")
    with qtbot.waitSignal(field.edited) as told:
        field._number.finished.emit(True)
    assert told.args == [Due("start", None, -84)]
    field._way.setCurrentIndex(2)
    field._turn()
    assert field.value() == Due("start", None, 84)
    field._number.setText("0")
    field._turn()
    assert field._way.currentIndex() == 2
    field._number.setText("many")
    assert not field.commit()
    assert field.value() == Due("start", None, 0)
