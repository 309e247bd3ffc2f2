"""The tasks of a record: typed, dated, ticked off."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Delegation, Task, Trilingual
from desktop.language import use
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.tasks.due import Due, DueField, due_state, due_text
from desktop.ui.tasks.task_panel import TaskPanel


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
    assert row._chip.text() == "Due 23 Jan 2027"
    with desk.office.writing("edit") as session:
        records.update(session, Delegation, record, start=date(2027, 4, 24))
    assert row._chip.text() == "Due 30 Jan 2027"


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
