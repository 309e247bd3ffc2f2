"""The bar above the grid does what it says, and shows what the grid does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.domain import Person
from desktop.language import PSEUDO
from desktop.ui import look
from desktop.ui.grid.bar import GridBar
from desktop.ui.grid.lanes import Mode
from desktop.ui.programme.programme import Programme
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import ToolButton
from tests.ui.grid.conftest import Bench
from tests.ui.grid.kit import day, item, programme
from tests.ui.sweep import press, texts_left

Show = Callable[[Programme], Bench]


@pytest.fixture
def bench(qtbot: QtBot, show: Show) -> Bench:
    """A grid with a visit of two people."""
    people = tuple(Person(id=name, family=name, given="Anna") for name in ("Aa", "Bb"))
    return show(programme(item("visit", "20 10:00", "20 11:00"), people=people))


@pytest.fixture
def bar(qtbot: QtBot, bench: Bench) -> GridBar:
    """The bar of the grid."""
    made = GridBar(bench.grid, bench.model)
    qtbot.addWidget(made)
    made.resize(900, 80)
    made.show()
    return made


def opened(button: ToolButton) -> QMenu:
    menu = button.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    return menu


def choose(button: ToolButton, text: str) -> None:
    (action,) = [each for each in opened(button).actions() if each.text() == text]
    action.trigger()


def test_columns_become_lanes_of_the_current_day(bench: Bench, bar: GridBar) -> None:
    assert not bar.lanes_only.isVisible()
    bench.grid.choose(["visit"])
    press(bar.modes[Mode.PLACES], Qt.Key.Key_Return)
    assert bench.grid.mode() == Mode.PLACES
    assert bench.grid.day() == day("20")
    assert bar.lanes_only.isVisible()
    assert bar.day.text() == "Tue 20 Apr"
    QTest.mouseClick(bar.after, Qt.MouseButton.LeftButton)
    assert bench.grid.day() == day("21")
    assert not bar.after.isEnabled()
    choose(bar.day, "Mon 19 Apr")
    assert bench.grid.day() == day("19")
    assert not bar.before.isEnabled()
    press(bar.modes[Mode.DAYS], Qt.Key.Key_Return)
    assert [slot.column.day for slot in bench.grid.scene().slots] == bench.grid.days()


def test_an_item_of_another_day_brings_its_lanes(bench: Bench, bar: GridBar) -> None:
    bench.grid.set_mode(Mode.PLACES)
    bench.grid.set_day(day("19"))
    assert bench.grid.scene().slot_of("visit") == -1
    bench.grid.choose(["visit"])
    assert bench.grid.day() == day("20")
    assert bar.day.text() == "Tue 20 Apr"
    assert bench.grid.scene().slot_of("visit") == 0


def test_people_are_chosen_by_name(bench: Bench, bar: GridBar) -> None:
    bench.grid.set_mode(Mode.PEOPLE)
    assert len(bench.grid.scene().slots) == 2
    assert bar.people.text() == "Everyone"
    (bb,) = [each for each in opened(bar.people).actions() if "Bb" in each.text().title()]
    bb.trigger()
    assert [slot.lane.id for slot in bench.grid.scene().slots if slot.lane] == ["Bb"]
    choose(bar.people, "Everyone")
    assert len(bench.grid.scene().slots) == 2


def test_step_zoom_and_hours(bench: Bench, bar: GridBar) -> None:
    choose(bar.step, "5 min")
    assert (bench.grid.step(), bar.step.text()) == (5, "5 min")
    press(bar.larger, Qt.Key.Key_Return)
    assert bench.grid.hour() > look.GRID_HOUR
    for _time in range(12):
        press(bar.smaller, Qt.Key.Key_Return)
    assert bench.grid.hour() == look.GRID_HOURS[0]
    assert not bar.smaller.isEnabled()
    press(bar.hours, Qt.Key.Key_Return)
    assert bench.grid.scene().axis.first == 0


def test_the_bar_follows_the_language(bar: GridBar, switch: LanguageSwitch) -> None:
    switch.use(PSEUDO)
    assert texts_left(bar, ["Tue 20 Apr"]) == []
