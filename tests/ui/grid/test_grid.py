"""The grid under the keyboard: all that the mouse does, and walking."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain.time import DayPart, Moment
from desktop.ui import look
from desktop.ui.grid.lanes import Lane, Mode
from desktop.ui.programme.programme import Programme
from tests.ui.grid.conftest import Bench
from tests.ui.grid.kit import COPENHAGEN, TOKYO, at, day, item, programme

Show = Callable[[Programme], Bench]
Key, Mod = Qt.Key, Qt.KeyboardModifier
ALT, SHIFT, CTRL = Mod.AltModifier, Mod.ShiftModifier, Mod.ControlModifier


def week() -> Programme:
    """Three days: two items side by side and one below them, one the day after, an empty day."""
    return programme(
        item("early", "19 09:00", "19 10:00"),
        item("left", "19 11:00", "19 12:00"),
        item("right", "19 11:00", "19 12:00"),
        item("next", "20 11:30", "20 12:30"),
    )


def test_arrows_walk_in_time_and_over_the_days(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    for key, there in (
        (Key.Key_Down, "left"),
        (Key.Key_Right, "right"),
        (Key.Key_Right, "next"),
        (Key.Key_Left, "left"),
        (Key.Key_Up, "early"),
    ):
        bench.key(key)
        assert bench.grid.chosen() == [there]


def test_a_day_without_items_is_reached_by_its_head(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["next"])
    bench.key(Key.Key_Right)
    assert bench.model.line_at(bench.grid.currentIndex().row()).day == day("21")
    assert bench.grid.day() == day("21")
    bench.key(Key.Key_N)
    assert bench.told == [("created", at("21 09:00"), at("21 10:00"))]


def test_home_end_and_pages(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["left"])
    bench.key(Key.Key_End)
    assert bench.grid.chosen() == ["right"]
    bench.key(Key.Key_PageUp)
    assert bench.grid.item_id(bench.grid.currentIndex()) in ("", "early")
    bench.key(Key.Key_Home)
    assert bench.grid.item_id(bench.grid.currentIndex()) == ""


def test_shift_selects_more_and_control_walks_alone(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    bench.key(Key.Key_Down, SHIFT)
    assert bench.grid.chosen() == ["early", "left"]
    bench.key(Key.Key_Right, CTRL)
    assert bench.grid.chosen() == ["early", "left"]
    bench.key(Key.Key_Space)
    assert bench.grid.chosen() == ["early", "left", "right"]
    bench.key(Key.Key_A, CTRL)
    assert len(bench.grid.chosen()) == 4


def test_alt_and_arrows_move(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    bench.key(Key.Key_Down, ALT)
    assert bench.moved() == {"early": (at("19 09:15"), at("19 10:15"))}
    bench.told.clear()
    bench.key(Key.Key_Right, ALT)
    assert bench.moved() == {"early": (at("20 09:00"), at("20 10:00"))}
    bench.told.clear()
    bench.key(Key.Key_Left, ALT)
    assert bench.told == []  # there is no day before


def test_several_are_moved_by_the_keyboard_and_pinned_ones_refuse(show: Show) -> None:
    pinned = item("pin", "19 15:00", "19 16:00", pinned=True)
    bench = show(
        programme(item("one", "19 09:00", "19 10:00"), item("two", "19 11:05", "19 12:00"), pinned)
    )
    bench.grid.choose(["one", "two", "pin"])
    bench.key(Key.Key_Down, ALT)
    refused, (_name, times) = bench.told
    assert refused == ("refused", "pin", "pinned")
    assert times == {
        "one": (at("19 09:15"), at("19 10:15")),
        "two": (at("19 11:20"), at("19 12:15")),
    }


def test_alt_and_shift_change_the_length(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    bench.grid.set_step(5)
    for key, times in (
        (Key.Key_Down, (at("19 09:00"), at("19 10:05"))),
        (Key.Key_Up, (at("19 09:00"), at("19 09:55"))),
        (Key.Key_Left, (at("19 08:55"), at("19 10:00"))),
        (Key.Key_Right, (at("19 09:05"), at("19 10:00"))),
    ):
        bench.key(key, ALT | SHIFT)
        assert bench.moved() == {"early": times}
        bench.told.clear()


def test_return_asks_for_details_and_n_begins_what_comes_next(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    bench.key(Key.Key_Return)
    bench.key(Key.Key_N)
    assert bench.told == [("details_asked", "early"), ("created", at("19 10:00"), at("19 11:00"))]


def test_the_tray_is_emptied_by_keyboard(show: Show) -> None:
    bench = show(programme(item("host"), item("visit", "19 09:00", "19 10:30")))
    bench.grid.choose(["host"])
    bench.key(Key.Key_Return)
    drag = bench.grid.drag()
    assert drag is not None
    assert drag.times == {"host": (at("19 10:30"), at("19 11:30"))}  # after the visit
    bench.key(Key.Key_Down, times=2)
    bench.key(Key.Key_Right)
    assert bench.told == []
    bench.key(Key.Key_Return)
    assert bench.moved() == {"host": (at("20 11:00"), at("20 12:00"))}


def test_what_is_carried_shows_what_its_drop_would_cause(qtbot: QtBot, show: Show) -> None:
    bench = show(week())
    bench.grid.would_cause = lambda times: [("block", f"{len(times)} clash")]
    bench.grid.choose(["early"])
    bench.key(Key.Key_M)
    bench.key(Key.Key_Down, times=4)
    qtbot.waitUntil(lambda: bool(bench.grid.causes()))
    assert bench.grid.causes() == (("block", "1 clash"),)
    bench.key(Key.Key_Escape)
    assert bench.grid.drag() is None
    bench.key(Key.Key_Return)
    assert bench.told == [("details_asked", "early")]


def test_a_day_item_goes_to_another_day(show: Show) -> None:
    some_time = item("someday")
    some_time.start = Moment(day("19"), None, TOKYO, 0, DayPart.EVENING)
    bench = show(programme(some_time))
    bench.grid.choose(["someday"])
    bench.key(Key.Key_Right, ALT)
    assert bench.moved()["someday"][0] == Moment(day("20"), None, TOKYO, 0, DayPart.EVENING)
    bench.told.clear()
    bench.key(Key.Key_M)
    bench.key(Key.Key_Return)
    assert bench.moved() == {"someday": (at("19 09:00"), at("19 10:00"))}


def test_a_flight_is_moved_with_its_clocks(show: Show) -> None:
    out = item("out", "17 11:20", "18 07:55", COPENHAGEN, kind="flight", to=TOKYO)
    bench = show(programme(out, item("bus", "18 09:15", "18 10:00"), first="17", last="18"))
    bench.grid.choose(["out"])
    bench.key(Key.Key_Down, ALT)
    assert bench.moved() == {"out": (at("17 11:30", COPENHAGEN), at("18 08:05"))}


def test_a_flight_goes_to_another_day_at_the_time_of_its_own_clock(show: Show) -> None:
    out = item("out", "17 11:20", "18 07:55", COPENHAGEN, kind="flight", to=TOKYO)
    bus = item("bus", "18 09:15", "18 10:00")
    bench = show(programme(out, bus, first="17", last="19"))
    bench.grid.choose(["out"])
    bench.key(Key.Key_Right, ALT)
    assert bench.moved() == {"out": (at("18 11:20", COPENHAGEN), at("19 07:55"))}


def test_lanes_are_changed_by_keyboard(show: Show) -> None:
    bench = show(
        programme(
            item("visit", "19 09:00", "19 10:00", place_id="a"), item("two", "19 12:00", "19 13:00")
        )
    )
    bench.grid.set_mode(Mode.PLACES)
    bench.grid.set_day(day("19"))
    bench.grid.choose(["visit"])
    bench.key(Key.Key_Right, ALT)
    assert bench.told == [("lane_moved", ["visit"], Lane("place", "a"), Lane("place"), {})]


def test_zoom_by_keyboard(show: Show) -> None:
    bench = show(week())
    bench.key(Key.Key_Plus, CTRL)
    assert bench.grid.hour() > look.GRID_HOUR
    bench.key(Key.Key_Minus, CTRL, times=2)
    assert bench.grid.hour() < look.GRID_HOUR
    bench.key(Key.Key_0, CTRL)
    assert bench.grid.hour() == look.GRID_HOUR
    bench.grid.zoom(10_000)
    assert bench.grid.hour() == look.GRID_HOURS[1]


def test_the_menu_key_opens_the_menu_at_the_item(qtbot: QtBot, show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, bench.centre("next"), bench.centre("next")
    )
    bench.grid.contextMenuEvent(event)
    assert bench.told == [("menu_asked", bench.grid.viewport().mapToGlobal(bench.centre("early")))]


@pytest.mark.parametrize("key", [Key.Key_Down, Key.Key_N, Key.Key_M, Key.Key_Return, Key.Key_Home])
def test_an_empty_programme_takes_any_key(show: Show, key: Qt.Key) -> None:
    bench = show(Programme("delegation", "visit", COPENHAGEN, TOKYO, None, None))
    bench.key(key)
    bench.key(key, ALT)
    assert bench.told == []
    assert bench.grid.grab().width() > 0


def test_a_day_without_lanes_takes_any_key(show: Show) -> None:
    """Nobody is known yet who could have one."""
    bench = show(week())
    bench.grid.set_mode(Mode.PEOPLE)
    assert not bench.grid.scene().slots
    bench.grid.choose(["early"])
    for key in (Key.Key_Down, Key.Key_Right, Key.Key_N, Key.Key_M, Key.Key_Return):
        bench.key(key, ALT)
        bench.key(key, ALT | SHIFT)
    assert bench.told == []


def test_a_key_for_the_menu_is_left_to_others(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    bench.key(Key.Key_F2)
    bench.key(Key.Key_X)
    assert bench.grid.chosen() == ["early"]
    assert bench.told == []


def test_keys_of_the_window_do_not_take_those_of_the_grid(show: Show) -> None:
    bench = show(week())
    back: list[bool] = []
    action = QAction(bench.grid)
    action.setShortcut("Alt+Left")
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda: back.append(True))
    bench.grid.addAction(action)
    bench.grid.activateWindow()
    QTest.qWaitForWindowActive(bench.grid)
    bench.grid.choose(["next"])
    bench.key(Key.Key_Left, ALT)
    assert back == []
    assert bench.moved() == {"next": (at("19 11:30"), at("19 12:30"))}
    # With nothing to move, it leads back in the window as it does everywhere.
    bench.selection.clearSelection()
    bench.key(Key.Key_Left, ALT)
    assert len(back) == len(bench.told) == 1


def test_hours_that_are_not_in_use_are_shown_to_what_is_carried_there(show: Show) -> None:
    bench = show(programme(item("late", "19 16:00", "19 17:00")))
    bench.grid.set_step(30)
    bench.grid.choose(["late"])
    bench.key(Key.Key_M)
    bench.key(Key.Key_Down, times=6)
    axis = bench.grid.scene().axis
    assert axis.last == 20 * 60
    bench.key(Key.Key_Escape)
    assert bench.grid.scene().axis.last == 18 * 60


def test_what_was_deleted_while_it_was_carried_is_let_fall(show: Show) -> None:
    bench = show(week())
    bench.grid.choose(["early"])
    bench.key(Key.Key_M)
    bench.key(Key.Key_Down)
    bench.model.show(programme(item("left", "19 11:00", "19 12:00")))
    assert bench.grid.grab().width() > 0
    bench.key(Key.Key_Return)
    assert bench.told == []


def test_what_is_not_placed_yet_is_placed_into_a_lane(show: Show) -> None:
    bench = show(programme(item("host"), item("visit", "19 09:00", "19 10:00", place_id="a")))
    bench.grid.set_mode(Mode.PLACES)
    bench.grid.set_day(day("19"))
    bench.grid.choose(["host"])
    bench.key(Key.Key_Return)
    bench.key(Key.Key_Return)
    ((name, ids, before, after, times),) = bench.told
    assert (name, ids, before, after) == ("lane_moved", ["host"], None, Lane("place", "a"))
    assert times == {"host": (at("19 10:00"), at("19 11:00"))}
