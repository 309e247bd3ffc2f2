"""Tasks over all records: ticked with the keyboard, given to another, counted, and sent."""

from datetime import date
from pathlib import Path
from typing import Any

import icalendar
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from desktop.ui.pages.overview import OverviewPage
from desktop.ui.tasks.task_list import TaskList
from tests.journeys.officer import Officer

TASKS = {"Book the hotel": "25/11/2026", "Order the bus": "26/11/2026"}


def _list(officer: Officer) -> TaskList:
    return next(each for each in officer.here().findChildren(TaskList) if each.isVisible())


def _open(officer: Officer) -> list[str]:
    return [one.row.title.en for one in _list(officer).tasks() if one.row.done is None]


def _due(officer: Officer) -> str:
    """What the overview counts as due within a week; "" where it counts nothing."""
    officer.key("Ctrl+1")
    page = officer.page
    assert isinstance(page, OverviewPage)
    officer.until(page.is_read)
    return next((name for name in officer.names() if name.startswith("Due within a week")), "")


def _reassign(officer: Officer, name: str) -> None:
    """Give the current task to somebody through its menu."""
    tasks = _list(officer)
    at = tasks.visualRect(tasks.currentIndex()).center()
    there = tasks.viewport().mapToGlobal(at)
    asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, there)
    QApplication.sendEvent(tasks.viewport(), asked)
    officer.until(lambda: QApplication.activePopupWidget() is not None)
    for keys in ("Up", "Up", "Right", "Down"):  # the last entry but one, and in it another name
        officer.key(keys)

    def answer() -> None:
        officer.write("Officer", name)
        officer.press("Save")

    with officer.answering(answer):
        officer.key("Return")


def test_tasks_are_ticked_given_away_taken_back_and_sent(officer: Officer, tmp_path: Path) -> None:
    officer.press("New delegation")
    officer.type("Winter visit")
    officer.key("Tab")
    officer.tab("Tasks")
    for title, day in TASKS.items():
        officer.click(officer.field("Add a task"))
        officer.line(title)
        officer.press(f"Change “{title}”")
        officer.field("Due").setFocus()
        officer.key("Tab")
        officer.type(day)
        officer.key("Tab")
    assert _due(officer) == "Due within a week 2"

    # The number leads to the tasks; Space ticks the first one off, and the number follows.
    officer.press("Due within a week 2")
    officer.until(lambda: _open(officer) == list(TASKS))
    officer.window.stage.take_focus()
    officer.key("Space")
    officer.until(lambda: _open(officer) == ["Order the bus"])
    assert _due(officer) == "Due within a week 1"

    # The other one is given to a colleague; one step back, and one more.
    officer.key("Ctrl+9")
    officer.until(lambda: _open(officer) == ["Order the bus"])
    officer.window.stage.take_focus()
    _reassign(officer, "Bo Demosen")
    officer.until(lambda: "Bo Demosen" in {one.row.officer for one in _list(officer).tasks()})
    officer.key("Ctrl+Z")
    officer.until(lambda: {one.row.officer for one in _list(officer).tasks()} == {""})
    officer.key("Ctrl+Z")
    assert officer.said() == "Undone: Tick off a task"
    officer.until(lambda: _open(officer) == list(TASKS))
    assert _due(officer) == "Due within a week 2"

    # In a calendar file a reader finds them with their days.
    entries = tmp_path / "tasks.ics"

    def save() -> None:
        with officer.answering(lambda: officer.save_as(entries)):
            officer.press("Save calendar file…")

    with officer.answering(save):
        officer.key("Ctrl+E")
    read = icalendar.Calendar.from_ical(entries.read_bytes())
    todos: Any = read.walk("VTODO")
    found = {str(todo["SUMMARY"]): todo["DUE"].dt for todo in todos}
    assert found == {
        "Book the hotel": date(2026, 11, 25),
        "Order the bus": date(2026, 11, 26),
    }
