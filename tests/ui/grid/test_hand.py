"""The grid under the mouse: what is dragged, where it comes to, and what is told."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.time import DayPart, Moment
from desktop.ui.grid.drag import Grip
from desktop.ui.programme.programme import Programme
from tests.ui.grid.conftest import NONE, Bench
from tests.ui.grid.kit import COPENHAGEN, TOKYO, at, day, instant, item, programme

Show = Callable[[Programme], Bench]
DOWN = QPoint(0, 60)  # an hour


def test_an_item_is_dragged_to_another_time(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:30")))
    start = bench.centre("visit")
    bench.drag(start, start + DOWN)
    assert bench.moved() == {"visit": (at("19 11:00"), at("19 12:30"))}


def test_times_fall_on_the_step(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:30")))
    start = bench.centre("visit")
    bench.grid.set_step(30)
    bench.drag(start, start + QPoint(0, 50))
    assert bench.moved()["visit"][0] == at("19 11:00")


def test_a_drag_back_to_where_it_was_changes_nothing(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:30")))
    start = bench.centre("visit")
    bench.press(start)
    bench.move(start + DOWN)
    bench.move(start)
    bench.release(start)
    assert bench.told == []


def test_an_item_is_dragged_to_another_day(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:00")))
    bench.drag(bench.centre("visit"), bench.point(2, instant("21 10:30")))
    assert bench.moved() == {"visit": (at("21 10:00"), at("21 11:00"))}


def test_what_goes_to_a_day_on_another_clock_takes_that_clock(show: Show) -> None:
    out = item("out", "17 11:20", "18 07:55", COPENHAGEN, kind="flight", to=TOKYO)
    bus = item("bus", "18 09:15", "18 10:30")
    bench = show(
        programme(out, bus, item("call", "17 09:00", "17 10:00", COPENHAGEN), first="17", last="18")
    )
    bench.drag(bench.centre("call"), bench.point(1, instant("18 12:30")))
    assert bench.moved() == {"call": (at("18 12:00"), at("18 13:00"))}


def test_a_journey_keeps_its_clocks_and_its_duration(show: Show) -> None:
    back = item("back", "24 11:45", "24 18:40", kind="flight", to=COPENHAGEN)
    bench = show(programme(back, first="24", last="25"))
    start = bench.point(0, instant("24 13:00"))
    bench.drag(start, start + DOWN)
    assert bench.moved() == {"back": (at("24 12:45"), at("24 19:40", COPENHAGEN))}


def test_the_edges_change_start_and_end(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 12:00")))
    rect = bench.grid.visualRect(bench.index("visit"))
    bottom = QPoint(rect.center().x(), rect.bottom() - 2)
    bench.drag(bottom, bottom + DOWN)
    assert bench.moved() == {"visit": (at("19 10:00"), at("19 13:00"))}
    bench.told.clear()
    top = QPoint(rect.center().x(), rect.top() + 2)
    bench.drag(top, top + DOWN / 2)
    assert bench.moved() == {"visit": (at("19 10:30"), at("19 12:00"))}


def test_an_item_cannot_end_before_it_begins(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 12:00")))
    rect = bench.grid.visualRect(bench.index("visit"))
    bottom = QPoint(rect.center().x(), rect.bottom() - 2)
    bench.drag(bottom, bottom - QPoint(0, 200))
    assert bench.moved()["visit"][1] == at("19 10:15")


def test_what_has_no_end_keeps_none(show: Show) -> None:
    bench = show(programme(item("talk", "19 10:00")))
    start = bench.centre("talk")
    bench.drag(start, start + DOWN)
    assert bench.moved() == {"talk": (at("19 11:00"), Moment())}


def test_several_move_together(show: Show) -> None:
    bench = show(
        programme(item("one", "19 10:00", "19 11:00"), item("two", "20 14:10", "20 15:00"))
    )
    bench.grid.choose(["one", "two"])
    bench.drag(bench.centre("one"), bench.point(1, instant("20 11:30")))
    assert bench.moved() == {
        "one": (at("20 11:00"), at("20 12:00")),
        "two": (at("21 15:10"), at("21 16:00")),
    }


def test_a_block_takes_its_parts_along(show: Show) -> None:
    seminar = item("seminar", "19 13:00", "19 17:00")
    talk = item("talk", "19 13:10", "19 14:00", parent_id="seminar")
    bench = show(programme(seminar, talk))
    rect = bench.grid.visualRect(bench.index("seminar"))
    start = QPoint(rect.left() + 10, rect.center().y())
    bench.drag(start, start - DOWN)
    assert bench.moved() == {
        "seminar": (at("19 12:00"), at("19 16:00")),
        "talk": (at("19 12:10"), at("19 13:00")),
    }


def test_pinned_items_stay_where_they_are_and_say_so(show: Show) -> None:
    bench = show(
        programme(
            item("visit", "19 10:00", "19 11:30", pinned=True), item("two", "19 14:00", "19 15:00")
        )
    )
    start = bench.centre("visit")
    bench.drag(start, start + DOWN)
    assert bench.told == [("refused", "visit", "pinned")]
    bench.told.clear()
    bench.grid.choose(["visit", "two"])
    start = bench.centre("two")
    bench.drag(start, start + DOWN)
    assert bench.told[0] == ("refused", "visit", "pinned")
    assert bench.told[1][1] == {"two": (at("19 15:00"), at("19 16:00"))}


def test_escape_leaves_it_where_it_was(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:30")))
    start = bench.centre("visit")
    bench.press(start)
    bench.move(start + DOWN)
    assert bench.grid.drag() is not None
    bench.key(Qt.Key.Key_Escape)
    assert bench.grid.drag() is None
    bench.release(start + DOWN)
    assert bench.told == []


def test_what_a_drop_would_cause_is_told_before_it(qtbot: QtBot, show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:30")))
    asked: list[object] = []

    def would_cause(times: object) -> list[tuple[str, str]]:
        asked.append(times)
        return [("warning", "Closed on Mondays")]

    bench.grid.would_cause = would_cause
    start = bench.centre("visit")
    bench.press(start)
    bench.move(start + DOWN / 2)
    bench.move(start + DOWN)
    qtbot.waitUntil(lambda: bool(bench.grid.causes()))
    assert asked == [{"visit": (at("19 11:00"), at("19 12:30"))}]
    assert bench.grid.causes() == (("warning", "Closed on Mondays"),)
    bench.release(start + DOWN)
    assert bench.grid.causes() == ()


def test_a_day_item_gets_a_time_and_loses_it_again(show: Show) -> None:
    some_time = item("someday")
    some_time.start = Moment(day("19"), None, TOKYO, 0, DayPart.MORNING)
    bench = show(programme(some_time, item("visit", "20 10:00", "20 11:00")))
    bench.drag(bench.centre("someday"), bench.point(0, instant("19 14:00")))
    assert bench.moved() == {"someday": (at("19 14:00"), at("19 15:00"))}
    bench.told.clear()
    strip = bench.grid.frame().column(bench.grid.scene(), 1, bench.grid.frame().strip).center()
    bench.drag(bench.centre("visit"), strip)
    assert bench.moved() == {"visit": (Moment(day("20"), None, TOKYO, 0, DayPart.TBC), Moment())}


def test_a_day_item_keeps_its_part_of_the_day_on_another_day(show: Show) -> None:
    some_time = item("someday")
    some_time.start = Moment(day("19"), None, TOKYO, 0, DayPart.MORNING)
    bench = show(programme(some_time))
    strip = bench.grid.frame().column(bench.grid.scene(), 2, bench.grid.frame().strip).center()
    bench.drag(bench.centre("someday"), strip)
    assert bench.moved()["someday"][0] == Moment(day("21"), None, TOKYO, 0, DayPart.MORNING)


def test_what_is_in_the_tray_is_placed_and_goes_back(show: Show) -> None:
    bench = show(programme(item("host"), item("visit", "19 10:00", "19 11:00")))
    bench.drag(bench.centre("host"), bench.point(1, instant("20 14:00")))
    assert bench.moved() == {"host": (at("20 14:00"), at("20 15:00"))}
    bench.told.clear()
    bench.drag(bench.centre("visit"), bench.grid.frame().tray.center())
    assert bench.told == [("unplaced", ["visit"])]


def test_the_tray_opens_while_something_is_dragged(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:00")))
    assert bench.grid.frame().tray.isEmpty()
    start = bench.centre("visit")
    bench.press(start)
    bench.move(start + DOWN)
    tray = bench.grid.frame().tray
    assert not tray.isEmpty()
    bench.move(tray.center())
    bench.release(tray.center())
    assert bench.told == [("unplaced", ["visit"])]
    assert bench.grid.frame().tray.isEmpty()


def test_a_drag_on_free_time_begins_something_new(show: Show) -> None:
    bench = show(programme())
    bench.drag(bench.point(1, instant("20 10:00")), bench.point(1, instant("20 11:30")))
    assert bench.told == [("created", at("20 10:00"), at("20 11:30"))]
    bench.told.clear()
    bench.drag(bench.point(1, instant("20 11:30")), bench.point(1, instant("20 10:00")))
    assert bench.told == [("created", at("20 10:00"), at("20 11:30"))]


def test_a_double_click_begins_something_new_or_opens_what_is_there(show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:00")))
    point = bench.point(0, instant("19 14:10"))
    QTest.mouseDClick(bench.grid.viewport(), Qt.MouseButton.LeftButton, pos=point)
    QTest.mouseDClick(bench.grid.viewport(), Qt.MouseButton.LeftButton, pos=bench.centre("visit"))
    assert bench.told == [("created", at("19 14:00"), at("19 15:00")), ("details_asked", "visit")]


def test_clicks_choose_one_or_several(show: Show) -> None:
    bench = show(
        programme(item("one", "19 10:00", "19 11:00"), item("two", "20 10:00", "20 11:00"))
    )

    def click(where: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.mouseClick(bench.grid.viewport(), Qt.MouseButton.LeftButton, modifiers, where)

    click(bench.centre("one"))
    assert bench.grid.chosen() == ["one"]
    click(bench.centre("two"), Qt.KeyboardModifier.ControlModifier)
    assert bench.grid.chosen() == ["one", "two"]
    click(bench.centre("two"))
    assert bench.grid.chosen() == ["two"]
    click(bench.point(2, instant("21 10:00")))
    assert bench.grid.chosen() == []


def test_a_change_of_the_clock_is_crossed_in_true_time(show: Show) -> None:
    date = "2027-03-28"  # 02:00 becomes 03:00 in Copenhagen
    late = item("late", f"{date} 01:00", f"{date} 01:30", COPENHAGEN)
    bench = show(programme(late, first=date, last=date))
    start = bench.centre("late")
    bench.drag(start, start + DOWN)
    assert bench.moved() == {
        "late": (at(f"{date} 03:00", COPENHAGEN), at(f"{date} 03:30", COPENHAGEN))
    }


def test_the_hour_that_comes_twice_is_told_by_its_fold(show: Show) -> None:
    date = "2027-10-31"  # 03:00 becomes 02:00 in Copenhagen
    late = item("late", f"{date} 02:00", f"{date} 02:30", COPENHAGEN)
    bench = show(programme(late, first=date, last=date))
    start = bench.centre("late")
    bench.drag(start, start + DOWN)
    assert bench.moved() == {
        "late": (at(f"{date} 02:00", COPENHAGEN, 1), at(f"{date} 02:30", COPENHAGEN, 1))
    }


@pytest.mark.parametrize(("y", "grip"), [(2, Grip.START), (30, Grip.MOVE)])
def test_what_is_held_depends_on_where(show: Show, y: int, grip: Grip) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:00")))
    start = bench.grid.visualRect(bench.index("visit")).topLeft() + QPoint(40, y)
    bench.press(start)
    bench.move(start + QPoint(0, 20))
    drag = bench.grid.drag()
    assert drag is not None
    assert drag.grip == grip
    bench.key(Qt.Key.Key_Escape)
    bench.release(start)


def test_holding_something_at_the_edge_shows_further_hours(qtbot: QtBot, show: Show) -> None:
    bench = show(programme(item("visit", "19 10:00", "19 11:00")))
    start = bench.centre("visit")
    body = bench.grid.frame().body
    bench.press(start)
    bench.move(start + DOWN)
    edge = QPoint(start.x(), body.bottom() - 2)
    bench.move(edge)
    qtbot.waitUntil(lambda: bench.grid.scene().axis.last >= 21 * 60)
    bench.release(edge)
    clock = bench.moved()["visit"][0].time
    assert clock is not None
    assert clock.hour >= 17
    assert bench.grid.scene().axis.last == 18 * 60
