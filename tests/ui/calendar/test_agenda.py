"""The agenda lists what happens, day by day."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import Moment
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.time import DayPart
from desktop.ui.calendar.agenda import AgendaView, Line, lines_of
from desktop.ui.calendar.view import Move
from desktop.ui.desk import Desk
from tests.ui.calendar.kit import COPENHAGEN, NOBODY, TOKYO, bar, line

DAY = date(2027, 4, 21)
TRIP = bar("Trip", date(2027, 4, 19), date(2027, 4, 23))
CALL = line("Call", DAY, 5, 6)
LATER = line("Later", date(2027, 4, 22), 9, 10)
HOLIDAY = DayMark("JP", DAY, DAY, MarkSort.HOLIDAY, "昭和の日")


@pytest.fixture
def view(qtbot: QtBot, desk: Desk) -> AgendaView:
    """The agenda from a day on."""
    view = AgendaView(desk)
    qtbot.addWidget(view)
    view.resize(1200, 500)
    view.go(DAY)
    view.show()
    view.show_spans([LATER, CALL, TRIP], NOBODY)
    view.table.setFocus()
    return view


def cells(view: AgendaView, column: int) -> list[str]:
    return [str(view.model.index(row, column).data() or "") for row in range(view.model.rowCount())]


def test_a_day_begins_with_what_is_marked_and_what_is_under_way() -> None:
    lines = lines_of([LATER, CALL, TRIP], [HOLIDAY], DAY)
    assert [
        (one.day.day, one.first_of_day, one.span.title.en if one.span else "") for one in lines
    ] == [(21, True, ""), (21, False, "Trip"), (21, False, "Call"), (22, True, "Later")]


def test_both_clocks_and_the_day_there_are_told(view: AgendaView) -> None:
    assert cells(view, 0) == ["Wed 21 Apr", "", "Thu 22 Apr"]
    assert cells(view, 1) == ["until Fri 23 Apr", "05:00–06:00", "09:00–10:00"]
    assert cells(view, 2) == ["", "22:00–23:00 previous day", "02:00–03:00"]


def test_what_has_no_time_says_which_part_of_the_day(view: AgendaView) -> None:
    morning = replace(CALL, start=Moment(DAY, zone=TOKYO, part=DayPart.MORNING))
    view.show_spans([morning], NOBODY)
    assert cells(view, 1) == ["Morning"]


def test_what_happens_there_on_another_day_here_says_so(view: AgendaView) -> None:
    late = line("Late", DAY, 20, 21, COPENHAGEN)
    view.show_spans([late], NOBODY)
    assert cells(view, 1) == ["03:00–04:00 next day"]


def test_return_opens_a_thing_and_begins_something_on_a_marked_day(
    qtbot: QtBot, view: AgendaView
) -> None:
    view.show_marks([HOLIDAY])
    view.table.selectRow(2)
    with qtbot.waitSignal(view.opened) as told:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert told.args == ["delegation", "trip", "Call"]
    view.table.selectRow(0)
    with qtbot.waitSignal(view.make_asked) as told:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert told.args == ["", DAY, DAY]


def test_alt_with_arrows_moves_and_n_begins(qtbot: QtBot, view: AgendaView) -> None:
    view.table.selectRow(0)
    with qtbot.waitSignal(view.moved) as told:
        QTest.keyClick(view.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert told.args == [[Move(TRIP, 1)]]
    with qtbot.waitSignal(view.make_asked) as told:
        QTest.keyClick(view.table, Qt.Key.Key_N)
    assert told.args == ["", DAY, DAY]


def test_it_asks_for_further_days_when_its_end_comes_into_sight(
    qtbot: QtBot, view: AgendaView
) -> None:
    before = view.period()
    view.show_spans([replace(CALL, id=str(at)) for at in range(80)], NOBODY)
    bar = view.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    with qtbot.waitSignal(view.turned):
        bar.setValue(bar.maximum())
    assert view.period()[0] == before[0]
    assert view.period()[1] > before[1]
    height = bar.value()
    view.show_spans([replace(CALL, id=str(at)) for at in range(200)], NOBODY)
    assert bar.value() == height


def test_it_says_when_there_is_nothing(view: AgendaView) -> None:
    view.show_spans([], NOBODY)
    assert not view.table.isVisible()


def test_each_line_is_known_by_what_it_is() -> None:
    assert Line(DAY, True, CALL).id == "item:Call"
    assert Line(DAY, True, mark=HOLIDAY).id == "JP:holiday:2027-04-21:昭和の日"
