"""The week with its hours under mouse and keyboard."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import Moment
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.ui.calendar.view import Move
from desktop.ui.calendar.week import WeekView
from desktop.ui.desk import Desk
from tests.ui.calendar.kit import COPENHAGEN, NOBODY, TOKYO, bar, line

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
MONDAY, DAY = date(2027, 4, 19), date(2027, 4, 21)
TRIP = bar("Trip", MONDAY, date(2027, 4, 23))
CALL = line("Call", DAY, 9, 10)
THERE = line("There", DAY, 8, 9, COPENHAGEN)


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> WeekView:
    """A week with a visit, a call, and something in Denmark."""
    view = WeekView(desk)
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.go(DAY)
    view.show_spans([TRIP, CALL, THERE], NOBODY)
    view.hours.setFocus()
    return view


def place(view: WeekView, title: str) -> QPoint:
    """The middle of a thing."""
    block = next(one for one in view.hours.blocks() if one.span.title.en == title)
    return view.hours.place(block).center()


def test_what_lasts_for_days_stands_above_the_hours(view: WeekView) -> None:
    assert [span.title.en for span in view.strip.spans()] == ["Trip"]
    assert {span.title.en for span in view.hours.spans()} == {"Call", "There"}
    assert view.heading() == "Week 16 · 19–25 Apr 2027"
    assert view.period() == (date(2027, 4, 18), date(2027, 4, 26))
    view.turn(-1)
    assert view.heading() == "Week 15 · 12–18 Apr 2027"


def test_days_and_hours_stand_below_each_other(view: WeekView) -> None:
    view.grab()
    for column in range(7):
        above, below = view.strip, view.hours
        left = [
            table.viewport().mapTo(view, QPoint(table.columnViewportPosition(column), 0)).x()
            for table in (above, below)
        ]
        assert abs(left[0] - left[1]) <= 1


def test_a_drag_gives_another_day_and_time(qtbot: QtBot, view: WeekView) -> None:
    port, start = view.hours.viewport(), place(view, "Call")
    over = start + QPoint(view.hours.columnWidth(2), view.hours.rowHeight(0) // 2)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, over)
    view.grab()  # the ghost is painted
    with qtbot.waitSignal(view.moved) as told:
        QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=over)
    (move,) = told.args[0]
    assert move.span == CALL
    assert move.start == Moment(date(2027, 4, 22), time(9, 30), TOKYO)
    assert move.end == Moment(date(2027, 4, 22), time(10, 30), TOKYO)


def test_alt_with_arrows_moves_by_steps_and_days(qtbot: QtBot, view: WeekView) -> None:
    QTest.keyClick(view.hours, KEY.Key_Tab)
    assert view.hours.entry() == CALL
    with qtbot.waitSignal(view.moved) as told:
        QTest.keyClick(view.hours, KEY.Key_Down, ALT)
    assert told.args[0][0].start == Moment(DAY, time(9, 15), TOKYO)
    with qtbot.waitSignal(view.moved) as told:
        QTest.keyClick(view.hours, KEY.Key_Left, ALT)
    assert told.args[0][0].start == Moment(date(2027, 4, 20), time(9), TOKYO)


def test_what_happens_elsewhere_is_moved_on_its_own_clock(qtbot: QtBot, view: WeekView) -> None:
    view.hours.choose(THERE)
    with qtbot.waitSignal(view.moved) as told:
        QTest.keyClick(view.hours, KEY.Key_Right, ALT)
    assert told.args[0][0].start == Moment(date(2027, 4, 22), time(8), COPENHAGEN)


def test_what_stands_above_moves_by_days(qtbot: QtBot, view: WeekView) -> None:
    view.strip.setFocus()
    view.strip.stand_on(DAY)
    QTest.keyClick(view.strip, KEY.Key_Tab)
    with qtbot.waitSignal(view.moved) as told:
        QTest.keyClick(view.strip, KEY.Key_Right, ALT)
    assert told.args == [[Move(TRIP, 1)]]


def test_arrows_lead_into_the_next_week(qtbot: QtBot, view: WeekView) -> None:
    QTest.keyClick(view.hours, KEY.Key_End)
    assert view.day() == date(2027, 4, 25)
    with qtbot.waitSignal(view.turned):
        QTest.keyClick(view.hours, KEY.Key_Right)
    assert (view.day(), view.hours.hours.monday) == (date(2027, 4, 26), date(2027, 4, 26))


def test_an_hour_is_said_with_what_begins_in_it(view: WeekView) -> None:
    index = view.model.index(9, 2)
    said = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Wed 21 Apr 09:00. Delegation, 09:00–10:00, Call"
    assert view.model.headerData(9, Qt.Orientation.Vertical) == "09:00 02:00"


def test_holidays_are_named_above_their_day(view: WeekView) -> None:
    view.show_marks([DayMark("DK", DAY, DAY, MarkSort.HOLIDAY, "Påskedag")])
    header = view.days.headerData(2, Qt.Orientation.Horizontal)
    assert header == "Wed 21 Apr\nDK Easter Sunday"


def test_a_line_tells_where_now_is(view: WeekView, monkeypatch: pytest.MonkeyPatch) -> None:
    before = view.hours.grab().toImage()
    now = datetime.fromisoformat("2027-04-22T11:30:00+09:00")
    monkeypatch.setattr(view.hours, "_now", lambda: now)
    view.refresh()
    assert view.hours.grab().toImage() != before


def test_all_of_it_is_painted_however_it_is(view: WeekView) -> None:
    odd = [replace(CALL, id=str(at), tentative=at % 2 == 0, cancelled=at == 3) for at in range(9)]
    before = view.hours.grab().toImage()
    view.show_spans(odd, NOBODY)
    assert view.hours.grab().toImage() != before
