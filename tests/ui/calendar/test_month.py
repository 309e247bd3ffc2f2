"""The month under mouse and keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.ui.calendar.month import MonthView
from desktop.ui.calendar.view import Move
from desktop.ui.desk import Desk
from desktop.ui.switch import LanguageSwitch
from tests.ui.calendar.kit import NOBODY, bar, line

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
DAY = date(2027, 4, 21)
TRIP = bar("Trip", date(2027, 4, 19), date(2027, 4, 23))
CALL = line("Call", DAY, 9, 10)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> MonthView:
    """April 2027 with a visit and a call on its third day."""
    view = MonthView(desk)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.go(DAY)
    view.show_spans([TRIP, CALL], NOBODY)
    view.grid.setFocus()
    return view


def place(view: MonthView, title: str) -> QPoint:
    """The middle of a thing."""
    for row, week in enumerate(view.grid.weeks()):
        for one in week.placed:
            if one.span.title.en == title:
                return view.grid.place(row, one).center()
    raise AssertionError(title)


def middle(view: MonthView, day: date) -> QPoint:
    """The middle of a day."""
    return view.grid.visualRect(view.model.index_of(day)).center()


def drag(qtbot: QtBot, view: MonthView, start: QPoint, *stops: QPoint) -> None:
    """Press, and move over places."""
    port = view.grid.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    for stop in stops:
        QTest.mouseMove(port, stop)


def test_a_month_has_the_weeks_that_its_days_are_in(view: MonthView) -> None:
    assert view.period() == (date(2027, 3, 29), date(2027, 5, 2))
    assert view.heading() == "April 2027"
    view.turn(1)
    assert (view.heading(), view.day()) == ("May 2027", date(2027, 5, 1))
    assert view.period() == (date(2027, 4, 26), date(2027, 6, 6))
    view.turn(-5)
    assert view.heading() == "December 2026"


def test_what_was_shown_of_another_month_is_gone_at_once(view: MonthView) -> None:
    view.turn(3)
    assert view.grid.things() == []


def test_arrows_walk_and_lead_into_the_next_month(qtbot: QtBot, view: MonthView) -> None:
    QTest.keyClick(view.grid, KEY.Key_Right)
    QTest.keyClick(view.grid, KEY.Key_Down)
    assert view.day() == date(2027, 4, 29)
    QTest.keyClick(view.grid, KEY.Key_End)
    assert view.day() == date(2027, 5, 2)
    with qtbot.waitSignal(view.turned):
        QTest.keyClick(view.grid, KEY.Key_Down)
    assert (view.heading(), view.day()) == ("May 2027", date(2027, 5, 9))


def test_tab_goes_through_the_things_of_a_day_and_return_opens(
    qtbot: QtBot, view: MonthView
) -> None:
    grid = view.grid
    assert [span.title.en for span in grid.things()] == ["Trip", "Call"]
    QTest.keyClick(grid, KEY.Key_Tab)
    QTest.keyClick(grid, KEY.Key_Tab)
    assert grid.entry() == CALL
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(grid, KEY.Key_Return)
    assert told.args == ["delegation", "trip", "Call"]
    QTest.keyClick(grid, KEY.Key_Backtab)
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(grid, KEY.Key_Return)
    assert told.args == ["delegation", "Trip", ""]
    QTest.keyClick(grid, KEY.Key_Escape)
    assert grid.entry() is None
    with qtbot.waitSignal(view.day_asked) as told:
        QTest.keyClick(grid, KEY.Key_Return)
    assert told.args == [DAY]


def test_alt_with_arrows_moves_what_tab_led_to(qtbot: QtBot, view: MonthView) -> None:
    QTest.keyClick(view.grid, KEY.Key_Tab)
    for key, days in ((KEY.Key_Left, -1), (KEY.Key_Down, 7)):
        with qtbot.waitSignal(view.moved) as told:
            QTest.keyClick(view.grid, key, ALT)
        assert told.args == [[Move(TRIP, days)]]


def test_n_and_a_double_click_begin_something_new(qtbot: QtBot, view: MonthView) -> None:
    with qtbot.waitSignal(view.make_asked) as told:
        QTest.keyClick(view.grid, KEY.Key_N)
    assert told.args == ["", DAY, DAY]
    free = date(2027, 4, 7)
    with qtbot.waitSignal(view.make_asked) as told:
        QTest.mouseDClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=middle(view, free))
    assert told.args == ["", free, free]


def test_a_click_opens_and_a_drag_moves(qtbot: QtBot, view: MonthView) -> None:
    port = view.grid.viewport()
    with qtbot.waitSignal(view.opened) as told:
        QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=place(view, "Call"))
    assert told.args == ["delegation", "trip", "Call"]
    over = middle(view, date(2027, 4, 30))
    drag(qtbot, view, place(view, "Call"), over)
    view.grab()  # the ghost is painted
    with qtbot.waitSignal(view.moved) as told:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=over)
    assert told.args == [[Move(CALL, 9)]]


def test_escape_leaves_what_is_dragged_where_it_was(qtbot: QtBot, view: MonthView) -> None:
    over = middle(view, date(2027, 4, 30))
    drag(qtbot, view, place(view, "Call"), over)
    QTest.keyClick(view.grid, KEY.Key_Escape)
    with qtbot.assertNotEmitted(view.moved), qtbot.assertNotEmitted(view.opened):
        QTest.mouseRelease(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=over)


def test_a_day_with_more_opens_when_that_is_pressed(qtbot: QtBot, view: MonthView) -> None:
    many = [line(str(hour), DAY, hour, hour + 1) for hour in range(6, 20)]
    view.show_spans(many, NOBODY)
    row, column = divmod((DAY - view.model.monday).days, 7)
    assert view.grid.weeks()[row].hidden[column]
    at = view.grid._more_rect(row, column).center()
    with qtbot.waitSignal(view.day_asked) as told:
        QTest.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert told.args == [DAY]


def test_a_screen_reader_is_told_each_day(view: MonthView) -> None:
    holiday = DayMark("JP", DAY, DAY, MarkSort.HOLIDAY, "昭和の日")
    view.show_marks([holiday])
    view.grab()
    row, column = divmod((DAY - view.model.monday).days, 7)
    index = view.model.index(row, column)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said.startswith("Wednesday 21 April 2027. JP Showa Day. 2 entries. Delegation, Trip")
    grid = QAccessible.queryAccessibleInterface(view.grid)
    assert grid.childCount() >= 6 * 7
    head = view.grid.visualRect(index).topLeft() + QPoint(9, 9)
    assert view.grid.tip_at(head) == "JP Showa Day"
    assert view.grid.tip_at(place(view, "Call")).startswith("Call\n21 April 2027")


def test_it_speaks_another_language_at_once(view: MonthView, switch: LanguageSwitch) -> None:
    switch.use("ja")
    header = view.model.headerData(0, Qt.Orientation.Horizontal)
    assert (header, view.heading()) == ("月", "2027年4月")
    assert view.model.headerData(3, Qt.Orientation.Vertical) == "16"
