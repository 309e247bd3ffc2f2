"""What the calendar says of things and days."""

from dataclasses import replace
from datetime import date

from desktop.domain import Trilingual
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.store.matching import PersonName
from desktop.store.spans import Names
from desktop.ui.calendar import telling
from tests.ui.calendar.kit import COPENHAGEN, NOBODY, TOKYO, bar, line

DAY = date(2027, 4, 29)
SHOWA = DayMark("JP", DAY, DAY, MarkSort.HOLIDAY, "昭和の日")
GOLDEN = DayMark("JP", DAY, date(2027, 5, 5), MarkSort.SEASON, title=Trilingual(en="Golden Week"))


def test_times_are_told_on_its_own_clock_and_on_another() -> None:
    call = line("call", DAY, 9, 10)
    assert telling.times(call) == "09:00–10:00"
    assert telling.times(call, COPENHAGEN) == "02:00–03:00"
    assert telling.times(bar("trip", DAY, DAY)) == ""


def test_when_names_both_clocks_and_another_day_there() -> None:
    early = line("call", DAY, 5, 6)
    assert telling.when(early, (TOKYO, COPENHAGEN)) == (
        "29 April 2027, 05:00–06:00 JST, 22:00–23:00 CEST (previous day)"
    )


def test_a_tip_says_all_that_a_bar_cannot() -> None:
    known = Names(
        {str(at): PersonName(str(at), f"Family{at}", "", "", "", "") for at in range(8)},
        {"home": Trilingual(en="Home")},
        {},
    )
    trip = replace(
        bar("Trip", DAY, DAY, people=tuple(known.people), organisations=("home",)),
        reference="DEL-1",
        status="draft",
        place=Trilingual(en="Hall"),
    )
    said = telling.tip(trip, known, ()).split("\n")
    assert said[:4] == ["Trip", "29 April 2027", "Hall", "Home"]
    assert said[4].endswith(", 2 more")
    assert said[5] == "DEL-1 · Draft"
    assert telling.tip(bar("Trip", DAY, DAY), NOBODY, ()) == "Trip\n29 April 2027"


def test_what_has_no_title_is_called_by_its_reference() -> None:
    trip = replace(bar("", DAY, DAY), title=Trilingual(), reference="DEL-1")
    assert telling.title(trip) == "DEL-1"
    assert telling.title(replace(trip, reference="")) == "untitled"


def test_a_long_mark_is_named_once_a_week_after_the_holidays() -> None:
    marks = [GOLDEN, SHOWA]
    assert telling.marks_on(marks, DAY) == [SHOWA, GOLDEN]
    assert telling.marks_on(marks, date(2027, 4, 30)) == []
    assert telling.marks_on(marks, date(2027, 5, 3), monday=True) == [GOLDEN]


def test_a_day_is_said_with_all_that_is_on_it() -> None:
    said = telling.day_sentence(DAY, [SHOWA], [line("call", DAY, 9, 10, status="tentative")])
    assert said == (
        "Thursday 29 April 2027. JP Showa Day. 1 entry. Delegation, 09:00–10:00, call, Tentative"
    )
    assert telling.day_sentence(DAY, [], []) == "Thursday 29 April 2027. nothing"
