"""The one change that settles a finding and disturbs nothing else."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.codes import ItemKind, Rule
from desktop.domain.finding import Fix
from desktop.domain.plan import Attendance, Booking, TravelFact
from desktop.planning.conflicts import Checker
from tests.planning.kit import (
    COPENHAGEN,
    HOST,
    INTERPRETER,
    MONDAY,
    PLACES,
    found,
    item,
    moment,
    pairs,
    plan,
)

BOTH = ("ida", "bo")


def fix(rule: Rule, *bookings: Booking, **facts: Any) -> Fix | None:
    """What settles the only finding of a rule."""
    (finding,) = found(plan(*bookings, **facts), rule)
    return finding.fix


def settled(rule: Rule, *bookings: Booking, **facts: Any) -> str:
    """To when the fix moves which booking; the rule is quiet then, and nothing else is not."""
    known = plan(*bookings, **facts)
    (finding,) = found(known, rule)
    one = finding.fix
    assert one is not None
    assert one.code == "move"
    moved = replace(
        known.bookings[one.booking_id],
        start=one.start,
        end=one.end,
        start_minute=_minute(one.start.time),
        end_minute=_minute(one.end.time),
    )
    assert Checker(known).would_cause({moved.id: moved}) == []
    assert pairs(replace(known, bookings={**known.bookings, moved.id: moved}), rule) == []
    return f"{one.booking_id} {one.start.time:%H:%M}-{one.end.time:%H:%M}"


def _minute(clock: Any) -> int | None:
    return item("", f"{clock:%H:%M}").start_minute


def test_one_person_is_taken_out_of_where_more_are_left() -> None:
    one, other = item("a", people=["ida", "bo", "eva"]), item("b", people=["ida", "ken"])
    assert fix(Rule.PERSON_TWICE, one, other) == Fix("take_out", "a", "ida")


@pytest.mark.parametrize("involvement", [HOST, INTERPRETER])
def test_nobody_is_taken_out_of_where_they_are_needed(involvement: str) -> None:
    one = item("a", people=[Attendance("ida", involvement), "bo", "eva"])
    other = item("b", people=["ida", "ken"])
    assert fix(Rule.PERSON_TWICE, one, other) == Fix("take_out", "b", "ida")


def test_several_people_have_the_later_item_moved_behind_the_other() -> None:
    one, other = item("a", "10:00", "11:00", BOTH), item("b", "10:30", "12:00", BOTH)
    assert settled(Rule.PERSON_TWICE, one, other) == "b 11:00-12:30"


def test_a_move_goes_around_whatever_else_is_there() -> None:
    one, other = item("a", "10:00", "11:00", BOTH), item("b", "10:30", "12:00", BOTH)
    third = item("c", "12:00", "13:00", ["bo", "eva"])
    room = item("d", "13:00", "13:35", ["ken"], place_id="room")
    moved = replace(other, place_id="room")
    assert settled(Rule.PERSON_TWICE, one, moved, third, room) == "b 13:35-15:05"


def test_free_time_and_cancelled_items_are_not_gone_around() -> None:
    one, other = item("a", "10:00", "11:00", BOTH), item("b", "10:30", "12:00", BOTH)
    free = item("c", "11:00", "18:00", BOTH, kind=ItemKind.FREE)
    off = item("d", "11:00", "18:00", BOTH, cancelled=True)
    assert settled(Rule.PERSON_TWICE, one, other, free, off) == "b 11:00-12:30"


def test_a_pinned_item_stays_and_the_other_is_moved() -> None:
    one, other = item("a", "10:00", "11:00", BOTH), item("b", "10:30", "12:00", BOTH, pinned=True)
    assert settled(Rule.PERSON_TWICE, one, other) == "a 12:00-13:00"
    assert fix(Rule.PERSON_TWICE, replace(one, pinned=True), other) is None


def test_a_flight_leaves_when_it_leaves() -> None:
    one = item("a", "10:00", "11:00", BOTH)
    flight = item("b", "10:30", "12:00", BOTH, kind=ItemKind.FLIGHT)
    assert settled(Rule.PERSON_TWICE, one, flight) == "a 12:00-13:00"


def test_a_block_is_not_moved_without_its_parts() -> None:
    one, block = item("a", "10:00", "11:00", BOTH), item("b", "10:30", "12:00", BOTH)
    part = item("c", "13:00", "14:00", ["eva"], parent_id="b")
    (finding,) = found(plan(one, block, part), Rule.PERSON_TWICE)
    assert finding.fix is not None
    assert finding.fix.booking_id == "a"


WAYS = {"travel": (TravelFact("ministry", "institute", 40), TravelFact("institute", "campus", 30))}


def test_a_move_leaves_time_for_the_way_to_it_and_from_it() -> None:
    one = item("a", "10:00", "11:00", place_id="ministry")
    other = item("b", "11:10", "12:00", place_id="institute")
    assert settled(Rule.TRAVEL_TIME, one, other, **WAYS) == "b 11:40-12:30"
    after = item("c", "13:00", "14:00", place_id="campus")
    assert settled(Rule.TRAVEL_TIME, one, other, after, **WAYS) == "b 11:40-12:30"
    too_soon = item("c", "12:50", "13:00", place_id="campus")
    assert settled(Rule.TRAVEL_TIME, one, other, too_soon, **WAYS) == "b 13:30-14:20"


def test_a_move_stays_in_the_opening_hours_and_on_its_day() -> None:
    places = {place.id: place for place in PLACES}
    places["institute"] = replace(places["institute"], opening_hours="Mo-Fr 09:00-12:00")
    one = item("a", "10:00", "11:00", BOTH)
    other = item("b", "10:30", "12:00", BOTH, place_id="institute")
    assert settled(Rule.PERSON_TWICE, one, other, places=places) == "a 12:00-13:00"


def test_a_meeting_is_not_moved_out_of_office_hours() -> None:
    one = item("a", "16:00", "17:00", BOTH, pinned=True)
    other = item("b", "16:30", "17:30", BOTH, host_organisation_id="riken", place_id="institute")
    assert fix(Rule.PERSON_TWICE, one, other) is None


def test_a_transfer_waits_for_the_luggage() -> None:
    flight = item("a", "10:00", "11:10", kind=ItemKind.FLIGHT, end_place_id="HND")
    bus = item("b", "11:20", "12:00", kind=ItemKind.TRANSFER, place_id="HND")
    assert settled(Rule.ARRIVAL_MARGIN, flight, bus) == "b 11:50-12:30"


def test_a_move_keeps_the_clocks_of_both_ends() -> None:
    one = item("a", "10:00", "11:00", BOTH)
    other = item("b", "10:30", "04:00", BOTH, end_zone=COPENHAGEN, kind=ItemKind.TRANSFER)
    (finding,) = found(plan(one, other), Rule.PERSON_TWICE)
    assert finding.fix == Fix(
        "move", "b", start=moment("11:00"), end=moment("04:30", MONDAY, COPENHAGEN)
    )


def test_an_edit_elsewhere_on_the_day_finds_another_time() -> None:
    checker = Checker(plan(item("a", "10:00", "11:00", BOTH), item("b", "10:30", "12:00", BOTH)))

    def start() -> object:
        (one,) = (one for one in checker.findings() if one.rule == Rule.PERSON_TWICE)
        assert one.fix is not None
        return one.fix.start

    assert start() == moment("11:00")
    checker.replace({"c": item("c", "12:00", "12:20", ["bo"])})
    assert start() == moment("12:20")
    checker.replace({"c": item("c", "12:00", "12:20", ["bo"], day=date(2027, 4, 20))})
    assert start() == moment("11:00")
