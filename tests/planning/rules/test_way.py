"""Whether people can be where they are wanted next, and in time for a flight."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop.domain.codes import ItemKind, PlaceKind, Rule, Severity
from desktop.domain.plan import Attendance, Booking, PlaceFact, Plan, TravelFact
from tests.planning.kit import COPENHAGEN, MONDAY, PLACES, found, item, pairs, plan

WAYS = (
    TravelFact("ministry", "institute", 40),
    TravelFact("campus", "HND", 50),
    TravelFact("HND", "hotel", 45),
)


def known(*bookings: Booking, **facts: Any) -> Plan:
    return plan(*bookings, travel=WAYS, **facts)


def test_too_little_time_between_two_places() -> None:
    people = ("ida", "bo")
    one = item("a", "10:00", "11:00", people, place_id="ministry")
    other = item("b", "11:30", "12:00", people, place_id="institute")
    (finding,) = found(known(one, other), Rule.TRAVEL_TIME)
    assert (finding.bookings, finding.people) == (("a", "b"), ("bo", "ida"))
    assert finding.severity == Severity.WARNING
    assert finding.values == {
        "from_place": "ministry",
        "to_place": "institute",
        "there": 30,
        "needed": 40,
        "way": 40,
        "margin": 0,
        "source": "office",
    }


def test_enough_time_is_enough() -> None:
    one = item("a", "10:00", "11:00", place_id="ministry")
    other = item("b", "11:40", "12:00", place_id="institute")
    assert pairs(known(one, other), Rule.TRAVEL_TIME) == []


def test_only_those_who_go_need_the_time() -> None:
    one = item("a", "10:00", "11:00", ["ida", "bo"], place_id="ministry")
    other = item("b", "11:30", "12:00", ["bo", "eva"], place_id="institute")
    (finding,) = found(known(one, other), Rule.TRAVEL_TIME)
    assert finding.people == ("bo",)


def test_who_leaves_early_has_more_time() -> None:
    early = Attendance("ida", leaves=(item("", "10:45").start_minute))
    one = item("a", "10:00", "11:00", [early], place_id="ministry")
    other = item("b", "11:30", "12:00", place_id="institute")
    assert pairs(known(one, other), Rule.TRAVEL_TIME) == []


def test_an_estimate_is_never_more_than_a_hint() -> None:
    places = {
        name: PlaceFact(name, latitude=latitude, longitude=139.7)
        for name, latitude in (("north", 36.1), ("south", 35.6))
    }
    one = item("a", "10:00", "11:00", place_id="north")
    other = item("b", "11:10", "12:00", place_id="south")
    estimated = plan(one, other, places=places)
    for severities in ({}, {Rule.TRAVEL_TIME: Severity.BLOCK}):
        (finding,) = found(replace(estimated, severities=severities), Rule.TRAVEL_TIME)
        assert finding.severity == Severity.HINT
        assert finding.values["source"] == "estimate"


def test_items_without_a_place_are_passed_by() -> None:
    one = item("a", "10:00", "11:00", place_id="ministry")
    call = item("b", "11:00", "11:20")
    other = item("c", "11:30", "12:00", place_id="institute")
    assert pairs(known(one, call, other), Rule.TRAVEL_TIME) == [("a", "c")]


def test_a_part_is_where_its_block_is() -> None:
    block = item("a", "10:00", "12:00", place_id="ministry")
    part = item("b", "10:00", "11:00", parent_id="a")
    other = item("c", "12:10", "13:00", place_id="institute")
    assert pairs(known(block, part, other), Rule.TRAVEL_TIME) == [("a", "c")]


def test_who_is_in_a_part_comes_to_the_part_and_not_to_the_block() -> None:
    before = item("a", "09:00", "09:40", place_id="ministry")
    block = item("b", "10:00", "12:00", place_id="institute")
    late = item("c", "10:30", "11:00", parent_id="b")
    assert pairs(known(before, block), Rule.TRAVEL_TIME) == [("a", "b")]
    assert pairs(known(before, block, late), Rule.TRAVEL_TIME) == []


@pytest.mark.parametrize("kind", [ItemKind.TRANSFER, ItemKind.TRAIN, ItemKind.FLIGHT])
def test_a_ride_covers_the_way(kind: ItemKind) -> None:
    one = item("a", "10:00", "11:00", place_id="ministry")
    ride = item("b", "11:00", "11:20", kind=kind)
    other = item("c", "11:30", "12:00", place_id="institute")
    assert pairs(known(one, ride, other), Rule.TRAVEL_TIME) == []


def test_a_ride_counts_from_where_it_ends() -> None:
    ride = item("b", "11:00", "11:20", kind=ItemKind.TRANSFER, end_place_id="ministry")
    other = item("c", "11:30", "12:00", place_id="institute")
    assert pairs(known(ride, other), Rule.TRAVEL_TIME) == [("b", "c")]


def test_a_ride_has_to_be_reached() -> None:
    one = item("a", "10:00", "11:00", place_id="ministry")
    ride = item("b", "11:10", "11:40", kind=ItemKind.TRANSFER, place_id="institute")
    assert pairs(known(one, ride), Rule.TRAVEL_TIME) == [("a", "b")]


def test_a_ride_that_is_too_short_for_its_way() -> None:
    ride = item(
        "a",
        "11:00",
        "11:20",
        kind=ItemKind.TRANSFER,
        place_id="ministry",
        end_place_id="institute",
    )
    (finding,) = found(known(ride), Rule.TRAVEL_TIME)
    assert (finding.values["there"], finding.values["needed"]) == (20, 40)
    train = replace(ride, kind=ItemKind.TRAIN)
    assert pairs(known(train), Rule.TRAVEL_TIME) == []


def test_free_time_may_be_left_for_the_next_place() -> None:
    one = item("a", "08:00", "09:00", place_id="ministry")
    free = item("b", "09:00", "11:00", kind=ItemKind.FREE, place_id="hotel")
    other = item("c", "11:00", "12:00", place_id="institute")
    assert pairs(known(one, free, other), Rule.TRAVEL_TIME) == []


def test_where_a_person_is_twice_the_ways_count_from_what_ended() -> None:
    one = item("a", "10:00", "11:00", place_id="ministry")
    both = [item(name, "11:10", "12:00", place_id="institute") for name in "bc"]
    assert pairs(known(one, *both), Rule.TRAVEL_TIME) == [("a", "b"), ("a", "c")]


def test_the_way_of_yesterday_is_no_matter() -> None:
    tomorrow = MONDAY + timedelta(days=1)
    far = (TravelFact("ministry", "institute", 3000),)
    one = item("a", "09:00", "10:00", place_id="ministry")
    other = item("b", "10:30", "11:00", place_id="institute", day=tomorrow)
    assert pairs(plan(one, other, travel=far), Rule.TRAVEL_TIME) == []


def flight(name: str, start: str, end: str, *route: str, **fields: Any) -> Booking:
    from_place, to_place = route
    return item(
        name,
        start,
        end,
        kind=ItemKind.FLIGHT,
        place_id=from_place,
        end_place_id=to_place,
        **fields,
    )


ABROAD: dict[str, Any] = {"end_zone": COPENHAGEN}


@pytest.mark.parametrize(
    ("leaves", "expected"), [("11:00", []), ("10:59", [("a", "b")])], ids=["in time", "late"]
)
def test_a_flight_abroad_wants_two_hours_at_the_airport(
    leaves: str, expected: list[tuple[str, ...]]
) -> None:
    ride = item("a", "08:00", "09:00", kind=ItemKind.TRANSFER, end_place_id="HND")
    home = flight("b", leaves, "18:00", "HND", "CPH", **ABROAD)
    assert pairs(known(ride, home), Rule.CHECK_IN_MARGIN) == expected


def test_a_flight_at_home_wants_one_hour_at_the_airport() -> None:
    ride = item("a", "08:00", "09:00", kind=ItemKind.TRANSFER, end_place_id="HND")
    assert (
        pairs(known(ride, flight("b", "10:00", "11:10", "HND", "ITM")), Rule.CHECK_IN_MARGIN) == []
    )
    (finding,) = found(
        known(ride, flight("b", "09:50", "11:00", "HND", "ITM")), Rule.CHECK_IN_MARGIN
    )
    assert finding.values == {"place": "HND", "there": 50, "needed": 60}


def test_who_meets_at_the_airport_is_there_from_the_beginning() -> None:
    meet = item("a", "09:00", "11:20", kind=ItemKind.MEETING_POINT, place_id="HND")
    home = flight("b", "11:20", "18:00", "HND", "CPH", **ABROAD)
    assert pairs(known(meet, home), Rule.CHECK_IN_MARGIN) == []
    late = flight("b", "11:20", "18:00", "HND", "CPH", **ABROAD)
    meet = replace(item("a", "09:30", "11:20", kind=ItemKind.MEETING_POINT), place_id="HND")
    assert pairs(known(meet, late), Rule.CHECK_IN_MARGIN) == [("a", "b")]


def test_the_way_to_a_flight_has_the_margin_on_top() -> None:
    one = item("a", "08:00", "09:00", place_id="campus")
    (finding,) = found(
        known(one, flight("b", "11:30", "18:00", "HND", "CPH", **ABROAD)), Rule.TRAVEL_TIME
    )
    assert (finding.values["way"], finding.values["margin"]) == (50, 120)
    assert (finding.values["there"], finding.values["needed"]) == (150, 170)


@pytest.mark.parametrize(
    "after",
    [
        item("b", "12:30", "13:30", kind=ItemKind.TRANSFER, place_id="HND"),
        item("b", "12:30", "13:30", kind=ItemKind.TRANSFER),
        flight("b", "12:30", "13:40", "HND", "ITM"),
    ],
    ids=["bus", "somehow", "next flight"],
)
def test_one_is_out_of_an_airport_forty_minutes_after_landing(after: Booking) -> None:
    on_time = flight("a", "10:50", "11:50", "ITM", "HND")
    late = flight("a", "10:50", "11:51", "ITM", "HND")
    assert pairs(known(on_time, after), Rule.ARRIVAL_MARGIN) == []
    (finding,) = found(known(late, after), Rule.ARRIVAL_MARGIN)
    assert finding.values == {"place": "HND", "there": 39, "needed": 40}


def test_the_way_from_a_flight_has_the_margin_on_top() -> None:
    one = flight("a", "10:00", "11:10", "ITM", "HND")
    (finding,) = found(known(one, item("b", "12:30", "13:00", place_id="hotel")), Rule.TRAVEL_TIME)
    assert (finding.values["there"], finding.values["needed"]) == (80, 85)


def test_who_waits_inside_the_airport_needs_no_margin() -> None:
    gate = PlaceFact("gate", kind=PlaceKind.ROOM, within_id="HND")
    places = {place.id: place for place in (*PLACES, gate)}
    one = flight("a", "10:00", "11:10", "ITM", "HND")
    inside = item("b", "11:20", "12:00", place_id="gate")
    assert pairs(known(one, inside, places=places), Rule.ARRIVAL_MARGIN) == []
