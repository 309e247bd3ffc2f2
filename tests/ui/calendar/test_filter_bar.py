"""The controls of the filter say what is wanted, and remember what is switched off."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Trilingual
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.store.matching import PersonName
from desktop.store.spans import Names
from desktop.ui.calendar.filter import Filter
from desktop.ui.calendar.filter_bar import FilterBar
from desktop.ui.desk import Desk
from desktop.ui.switch import LanguageSwitch
from tests.ui.calendar.kit import bar

DAY = date(2027, 4, 19)
NAMES = Names(
    {
        "ann": PersonName("ann", "Zeuthen", "Ann", "", "", ""),
        "bo": PersonName("bo", "Aa", "Bo", "", "", ""),
    },
    {"home": Trilingual(en="Home")},
    {},
)
TRIP = bar("Trip", DAY, DAY, people=("bo", "ann", "gone"), organisations=("home",))


@pytest.fixture
def filters(qtbot: QtBot, desk: Desk) -> FilterBar:
    """The controls over one visit."""
    filters = FilterBar(desk)
    qtbot.addWidget(filters)
    filters.offer([TRIP], NAMES)
    filters.show()
    return filters


def test_people_and_institutions_are_those_of_what_is_shown(filters: FilterBar) -> None:
    people = [filters.person.itemText(at) for at in range(filters.person.count())]
    assert people == ["All people", "Ann Zeuthen", "Bo Aa"]
    assert filters.organisation.count() == 2


def test_what_is_chosen_is_wanted_and_stays_when_other_days_are_shown(
    qtbot: QtBot, filters: FilterBar
) -> None:
    filters.more.click()
    with qtbot.waitSignal(filters.changed):
        filters.person.setCurrentIndex(1)
        filters.person.activated.emit(1)
    assert filters.filter() == Filter(person="ann")
    filters.offer([], NAMES)
    assert filters.filter() == Filter(person="ann")
    filters.more.click()  # a choice that works is not folded away
    assert filters.person.isVisible()
    filters.all.click()
    assert not filters.filter()


def test_typing_filters_after_a_moment(qtbot: QtBot, filters: FilterBar) -> None:
    with qtbot.waitSignal(filters.changed):
        filters.text.setText(" trip ")
    assert filters.filter() == Filter("trip")


def test_clauses_that_are_switched_off_are_remembered(
    qtbot: QtBot, desk: Desk, filters: FilterBar
) -> None:
    filters.clauses["c"].click()
    assert filters.filter().hidden == {"c"}
    assert desk.settings.calendar_hidden == ["c"]
    again = FilterBar(desk)
    qtbot.addWidget(again)
    assert not again.clauses["c"].isChecked()
    again.show_all()
    assert desk.settings.calendar_hidden == []


def test_marked_days_can_be_left_out_by_country_and_sort(desk: Desk, filters: FilterBar) -> None:
    holiday = DayMark("JP", DAY, DAY, MarkSort.HOLIDAY, "昭和の日")
    bridge = DayMark("DK", DAY, DAY, MarkSort.BRIDGE)
    closed = DayMark("DK", DAY, DAY, MarkSort.CLOSURE)
    menu = filters.marks.menu()
    menu.aboutToShow.emit()
    texts = [action.text() for action in menu.actions()]
    assert texts[:4] == [
        *("Holidays in Japan", "Holidays in Denmark"),
        *("Seasons and bridging days", "Closures"),
    ]
    assert filters.marks_of([holiday, bridge, closed]) == [holiday, bridge, closed]
    menu.actions()[2].trigger()
    assert filters.marks_of([holiday, bridge, closed]) == [holiday, closed]
    menu.actions()[0].trigger()
    assert filters.marks_of([holiday, bridge, closed]) == [closed]
    assert desk.settings.calendar_hidden == ["JP", "seasons"]


def test_the_choices_follow_the_language(filters: FilterBar, switch: LanguageSwitch) -> None:
    switch.use("da")
    assert filters.country.itemText(2) == "Danmark"
