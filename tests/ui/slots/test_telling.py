"""Slots are told on both clocks and in true hours."""

from datetime import date, time

import pytest

from desktop import language
from desktop.domain import Moment
from desktop.domain.time import DayPart
from desktop.ui.slots.telling import (
    clock_change,
    completed,
    hours_text,
    length_told,
    moment_text,
    other_text,
)

_CPH, _TYO = "Europe/Copenhagen", "Asia/Tokyo"


def _at(day: date, hour: int, zone: str = _TYO) -> Moment:
    return Moment(day, time(hour, 0), zone)


def test_a_moment_says_its_own_clock() -> None:
    assert moment_text(_at(date(2027, 10, 20), 9)) == "Wed 20 Oct 09:00 JST"
    morning = Moment(date(2027, 10, 20), None, _TYO, 0, DayPart.MORNING)
    assert moment_text(morning) == "Wed 20 Oct Morning"
    assert moment_text(Moment()) == ""


def test_the_other_clock_names_a_day_twice_only_where_it_changes() -> None:
    zones = (_TYO, _CPH)
    start, end = _at(date(2027, 10, 20), 9), _at(date(2027, 10, 20), 17)
    assert other_text(start, end, zones) == "Wed 20 Oct 02:00–10:00 CEST"
    over = _at(date(2027, 10, 21), 9)
    assert other_text(start, over, zones) == "Wed 20 Oct 02:00–Thu 21 Oct 02:00 CEST"
    assert other_text(start, Moment(), zones) == "Wed 20 Oct 02:00 CEST"
    assert other_text(Moment(), end, zones) == ""


@pytest.mark.parametrize(
    ("day", "hours", "change", "word"),
    [(date(2027, 10, 31), "4 h", 60, "longer"), (date(2028, 3, 26), "2 h", -60, "shorter")],
)
def test_a_night_of_a_clock_change_has_its_true_hours(
    day: date, hours: str, change: int, word: str
) -> None:
    start, end = _at(day, 1, _CPH), _at(day, 4, _CPH)
    assert hours_text(start, end) == hours
    assert clock_change(start, end) == change
    assert word in length_told(start, end)


def test_an_ordinary_slot_needs_no_explanation() -> None:
    start, end = _at(date(2027, 10, 20), 22), _at(date(2027, 10, 21), 6)
    assert length_told(start, end) == "8 h"
    assert hours_text(end, start) == ""


def test_an_end_without_a_day_is_when_the_clock_next_shows_it() -> None:
    start = _at(date(2027, 10, 20), 22)
    assert completed(start, Moment(None, time(23), _TYO)).date == date(2027, 10, 20)
    assert completed(start, Moment(None, time(6), _TYO)).date == date(2027, 10, 21)
    fixed = _at(date(2027, 10, 25), 6)
    assert completed(start, fixed) == fixed
    assert completed(Moment(), Moment(None, time(6), _TYO)).date is None


def test_japanese_slots_are_written_the_japanese_way() -> None:
    language.use("ja")
    start, end = _at(date(2027, 10, 20), 9), _at(date(2027, 10, 20), 17)
    assert other_text(start, end, (_TYO, _CPH)) == "10/20（水）02:00～10:00 CEST"
