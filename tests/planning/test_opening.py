from datetime import date

import pytest

from desktop.domain.plan import InstrumentFact, PlaceFact, Plan
from desktop.planning.opening import (
    closed_at_instrument,
    closed_spans,
    hours,
    hours_of_place,
    open_spans,
    without,
)
from desktop.planning.wall import DAY, minute_at, wall_at

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"


def told(text: str, zone: str, country: str, first: date, last: date) -> list[str]:
    """The open spans of whole days, on the clock they are told by."""
    weekly = hours(text)
    assert weekly is not None
    spans = open_spans(weekly, zone, country, minute_at(zone, first), minute_at(zone, last, DAY))
    return [f"{at(zone, start)}–{at(zone, end)}" for start, end in spans]


def at(zone: str, minute: int) -> str:
    day, minutes = wall_at(zone, minute)
    return f"{day:%d} {minutes // 60:02}:{minutes % 60:02}"


def test_doors_open_by_the_week_and_not_on_holidays_that_are_said_to_be_closed() -> None:
    period = date(2027, 4, 28), date(2027, 5, 1)
    assert told("Mo-Fr 09:00-17:00; PH off", TOKYO, "JP", *period) == [
        "28 09:00–28 17:00",
        "30 09:00–30 17:00",
    ]
    assert told("Mo-Fr 09:00-17:00", TOKYO, "JP", *period) == [
        "28 09:00–28 17:00",
        "29 09:00–29 17:00",
        "30 09:00–30 17:00",
    ]
    assert len(told("Mo-Fr 09:00-17:00; PH off", COPENHAGEN, "DK", *period)) == 3


def test_the_evening_before_reaches_past_midnight() -> None:
    day = date(2027, 4, 24)
    assert told("Fr 18:00-02:00", TOKYO, "JP", day, day) == ["24 00:00–24 02:00"]


def test_a_day_of_a_clock_change_opens_by_the_clock() -> None:
    day = date(2027, 3, 28)
    assert told("Mo-Su 01:00-09:00", COPENHAGEN, "DK", day, day) == ["28 01:00–28 09:00"]
    weekly = hours("24/7")
    assert weekly is not None
    first, last = minute_at(COPENHAGEN, day), minute_at(COPENHAGEN, day, DAY)
    assert list(open_spans(weekly, COPENHAGEN, "DK", first, last)) == [(first, first + 23 * 60)]


@pytest.mark.parametrize("text", ["", "on request"])
def test_a_place_without_hours_that_can_be_read_is_never_said_to_be_shut(text: str) -> None:
    plan = Plan(date(2027, 1, 1), places={"p": PlaceFact("p", zone=TOKYO, opening_hours=text)})
    assert hours_of_place(plan, "p") is None
    assert list(closed_spans(plan, "p", 0, DAY)) == []
    assert list(closed_spans(plan, "nowhere", 0, DAY)) == []
    assert list(closed_spans(plan, None, 0, DAY)) == []


def test_a_room_is_shut_when_its_house_is_unless_it_has_hours_of_its_own() -> None:
    house = PlaceFact("house", zone=TOKYO, country="JP", opening_hours="Mo-Fr 09:00-17:00")
    room = PlaceFact("room", within_id="house")
    late = PlaceFact("late", within_id="house", opening_hours="Mo-Su 09:00-22:00")
    plan = Plan(date(2027, 1, 1), places={one.id: one for one in (house, room, late)})
    monday = minute_at(TOKYO, date(2027, 4, 19)), minute_at(TOKYO, date(2027, 4, 19), DAY)
    assert [
        (at(TOKYO, start), at(TOKYO, end)) for start, end in closed_spans(plan, "room", *monday)
    ] == [
        ("19 00:00", "19 09:00"),
        ("19 17:00", "20 00:00"),
    ]
    assert [at(TOKYO, start) for start, _end in closed_spans(plan, "late", *monday)][1:] == [
        "19 22:00"
    ]


def test_hours_without_a_clock_say_nothing() -> None:
    plan = Plan(
        date(2027, 1, 1),
        places={"p": PlaceFact("p", opening_hours="off")},
        instruments={"i": InstrumentFact("i", opening_hours="off")},
    )
    assert list(closed_spans(plan, "p", 0, DAY)) == []
    assert list(closed_at_instrument(plan, "i", 0, DAY)) == []


def test_an_instrument_is_shut_by_its_facilitys_clock() -> None:
    instrument = InstrumentFact("i", zone=COPENHAGEN, country="DK", opening_hours="Mo 08:00-16:00")
    plan = Plan(date(2027, 1, 1), instruments={"i": instrument})
    day = date(2027, 4, 19)
    first, last = minute_at(COPENHAGEN, day), minute_at(COPENHAGEN, day, DAY)
    assert list(closed_at_instrument(plan, "i", first, last)) == [
        (first, first + 480),
        (last - 480, last),
    ]
    assert list(closed_at_instrument(plan, None, first, last)) == []


def test_what_is_left_beside_spans() -> None:
    assert without([], 0, 10) == [(0, 10)]
    assert without([(0, 10)], 0, 10) == []
    assert without([(2, 4), (6, 8)], 0, 10) == [(0, 2), (4, 6), (8, 10)]
    assert without([(-5, 3), (9, 20)], 0, 10) == [(3, 9)]
