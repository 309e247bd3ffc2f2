"""A visit that is begun, moved, found again and hidden in the calendar, with mouse and keyboard."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QTableView, QWidget

from desktop.ui.calendar.days_table import DaysGrid
from tests.journeys.officer import Officer

VISIT = "Spring visit"


def _month(officer: Officer) -> DaysGrid:
    return next(grid for grid in officer.here().findChildren(DaysGrid) if grid.isVisible())


def _place(grid: DaysGrid, day: date) -> QPoint:
    """Where one would point at to mean a day: at what is first on it."""
    index = grid.days.index_of(day)
    assert index.isValid(), f"{day} is not shown"
    head = QPoint(grid.visualRect(index).center().x(), grid.visualRect(index).top())
    return head + QPoint(0, grid.head_height() + grid.head_height() // 2)


def _drag(widget: QWidget, start: QPoint, end: QPoint) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mousePress(widget, left, pos=start)
    for part in range(1, 5):
        QTest.mouseMove(widget, start + (end - start) * part / 4)
    QTest.mouseRelease(widget, left, pos=end)
    QApplication.processEvents()


def _said_of(grid: DaysGrid, day: date) -> str:
    """What a screen reader says of a day."""
    index = grid.days.index_of(day)
    return str(grid.model().data(index, Qt.ItemDataRole.AccessibleTextRole))


def _agenda(officer: Officer) -> list[list[str]]:
    tables = [each for each in officer.here().findChildren(QTableView) if each.isVisible()]
    assert len(tables) == 1
    return [row for row in officer.rows(tables[0]) if VISIT in row]


def _clause(officer: Officer, name: str) -> QAbstractButton:
    """The button above the calendar, not the page of the same name beside it."""
    buttons = officer.page.findChildren(QAbstractButton)
    return next(each for each in buttons if each.isVisible() and each.text() == name)


def test_a_visit_in_the_calendar(officer: Officer) -> None:
    # A double click on a day asks what is to be planned there.
    officer.key("Ctrl+2")
    officer.press("Later")
    month = _month(officer)
    wednesday, friday = date(2026, 12, 16), date(2026, 12, 18)
    QTest.mouseDClick(month.viewport(), Qt.MouseButton.LeftButton, pos=_place(month, wednesday))
    officer.until(lambda: QApplication.activePopupWidget() is not None)
    officer.key("Down")
    officer.key("Return")
    officer.type(VISIT)
    officer.key("Tab")

    # It is there, and dragged to another day; it says where it is now.
    officer.key("Ctrl+2")
    month = _month(officer)
    officer.until(lambda: VISIT in _said_of(month, wednesday))
    _drag(month.viewport(), _place(month, wednesday), _place(month, friday))
    officer.until(lambda: VISIT in _said_of(month, friday))
    assert VISIT not in _said_of(month, wednesday)
    assert officer.said().startswith(f"{VISIT}: now Fri 18 Dec")

    # Undone while another view is shown, which follows.
    officer.key("Alt+3")
    officer.until(lambda: [row[0] for row in _agenda(officer)] == ["Fri 18 Dec"])
    officer.key("Ctrl+Z")
    assert officer.said() == f"Undone: Move {VISIT}"
    officer.until(lambda: [row[0] for row in _agenda(officer)] == ["Wed 16 Dec"])

    # A clause that is switched off is not shown, and shown again.
    clause = _clause(officer, "Delegations")
    officer.click(clause)
    assert _agenda(officer) == []
    officer.click(clause)
    assert len(_agenda(officer)) == 1

    # And from its line it opens.
    table = next(each for each in officer.here().findChildren(QTableView) if each.isVisible())
    at = next(number for number, row in enumerate(officer.rows(table)) if VISIT in row)
    place = table.visualRect(table.model().index(at, 3)).center()
    officer.click(table.viewport(), place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    officer.until(lambda: officer.page.title() == VISIT)
