"""The same person or thing in two bookings at once, and what only looks like it."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.codes import Involvement, ItemKind, Rule, Severity
from desktop.domain.plan import SLOT, STAY, Attendance, Booking, Plan
from tests.planning.kit import (
    CONTACT,
    DRIVER,
    HOST,
    INTERPRETER,
    MONDAY,
    found,
    item,
    pairs,
    plan,
)


def at(clock: str) -> int:
    minute = item("", clock).start_minute
    assert minute is not None
    return minute


def test_a_person_in_two_items_at_once_is_a_block() -> None:
    known = plan(item("a", "10:00", "11:00"), item("b", "10:30", "12:00"))
    (finding,) = found(known, Rule.PERSON_TWICE)
    assert (finding.bookings, finding.people) == (("a", "b"), ("ida",))
    assert finding.severity == Severity.BLOCK
    assert finding.values == {"start": at("10:30"), "end": at("11:00")}


def test_adjacent_items_do_not_overlap() -> None:
    known = plan(item("a", "10:00", "11:00"), item("b", "11:00", "12:00"))
    assert pairs(known, Rule.PERSON_TWICE) == []


@pytest.mark.parametrize(
    "other",
    [
        item("b", cancelled=True),
        item("b", alternative=True),
        item("b", "all_day", "all_day"),
        item("b", "morning", ""),
        item("b", "tbc", ""),
        item("b", kind=ItemKind.FREE),
        item("b", kind=ItemKind.HOTEL),
        item("b", kind=ItemKind.MEETING_POINT),
        item("b", sort=STAY),
        item("b", people=["bo"]),
        item("b", people=[Attendance("ida", CONTACT)]),
        item("b", "10:30", "10:10"),
    ],
)
def test_what_never_clashes(other: Booking) -> None:
    assert pairs(plan(item("a"), other), Rule.PERSON_TWICE) == []


def test_an_item_with_an_open_end_is_where_it_begins() -> None:
    known = plan(item("a", "10:00", "11:00"), item("b", "10:30", ""), item("c", "11:00", ""))
    assert pairs(known, Rule.PERSON_TWICE) == [("a", "b")]


def test_who_joins_late_or_leaves_early_is_not_there_before_or_after() -> None:
    late = Attendance("ida", joins=at("11:00"))
    early = Attendance("ida", leaves=at("10:30"))
    for kind, one in (("late", late), ("early", early)):
        known = plan(item("a", "10:00", "12:00", [one]), item("b", "10:30", "11:00"))
        assert pairs(known, Rule.PERSON_TWICE) == [], kind


def test_everybody_who_is_in_both_is_named_once() -> None:
    people = ("ida", "bo", Attendance("ida", Involvement.SPEAKER))
    (finding,) = found(plan(item("a", people=people), item("b", people=people)), Rule.PERSON_TWICE)
    assert finding.people == ("bo", "ida")


@pytest.mark.parametrize("involvement", [INTERPRETER, DRIVER])
def test_interpreters_and_drivers_cannot_be_in_two_places(involvement: str) -> None:
    two = [item(name, people=[Attendance("mai", involvement)], place_id="room") for name in "ab"]
    assert pairs(plan(*two), Rule.PERSON_TWICE) == [("a", "b")]


def test_a_host_receives_both_halves_of_a_group_in_one_house() -> None:
    one, other = (
        item(name, people=[Attendance("ken", HOST)], place_id=place)
        for name, place in (("a", "institute"), ("b", "memorial"))
    )
    assert pairs(plan(one, other), Rule.PERSON_TWICE) == []
    elsewhere = replace(other, place_id="ministry")
    assert pairs(plan(one, elsewhere), Rule.PERSON_TWICE) == [("a", "b")]
    guest = replace(other, people=(Attendance("ken"),))
    assert pairs(plan(one, guest), Rule.PERSON_TWICE) == [("a", "b")]


def test_a_block_does_not_clash_with_its_parts() -> None:
    block, part = item("a", "09:00", "17:00"), item("b", "10:00", "11:00", parent_id="a")
    deep, other = item("c", parent_id="b"), item("d", "10:00", "11:00", parent_id="a")
    assert pairs(plan(block, part, deep), Rule.PERSON_TWICE) == []
    assert pairs(plan(block, part, other), Rule.PERSON_TWICE) == [("b", "d")]


def in_room(name: str, **fields: Any) -> Booking:
    return item(name, people=[name], **fields)


def test_a_room_holds_one_item_and_a_venue_many() -> None:
    for place, expected in (("room", [("a", "b")]), ("campus", [])):
        known = plan(in_room("a", place_id=place), in_room("b", place_id=place))
        assert pairs(known, Rule.ROOM_TWICE) == expected


def test_a_room_may_be_only_a_name_in_a_house() -> None:
    known = plan(
        in_room("a", place_id="campus", room="301"),
        in_room("b", place_id="campus", room=" 301 "),
        in_room("c", place_id="campus", room="302"),
        in_room("d", place_id="ministry", room="301"),
    )
    (finding,) = found(known, Rule.ROOM_TWICE)
    assert finding.bookings == ("a", "b")
    assert finding.values == {
        "place": "campus",
        "room": "301",
        "start": at("10:00"),
        "end": at("11:00"),
    }


def test_a_part_is_in_the_room_of_its_block() -> None:
    block = in_room("a", place_id="room")
    part, other = in_room("b", parent_id="a"), in_room("c", place_id="room")
    assert pairs(plan(block, part, other), Rule.ROOM_TWICE) == [("a", "c"), ("b", "c")]


def test_a_ride_from_a_room_does_not_need_the_room() -> None:
    ride = in_room("a", place_id="room", kind=ItemKind.TRANSFER)
    assert pairs(plan(ride, in_room("b", place_id="room")), Rule.ROOM_TWICE) == []


def test_a_vehicle_is_in_one_place() -> None:
    known = plan(in_room("a", vehicle_id="bus"), in_room("b", place_id="bus"), in_room("c"))
    (finding,) = found(known, Rule.VEHICLE_TWICE)
    assert finding.bookings == ("a", "b")
    assert finding.values["place"] == "bus"


def slot(name: str, **fields: Any) -> Booking:
    booking = item(name, people=[name], sort=SLOT, instrument_id="laser", **fields)
    return replace(booking, record_kind="access_request", record_id=name)


def test_an_instrument_has_one_user_and_a_reserve_slot_waits() -> None:
    known = plan(slot("a"), slot("b"), slot("c", alternative=True))
    (finding,) = found(known, Rule.INSTRUMENT_TWICE)
    assert finding.bookings == ("a", "b")
    assert finding.records == (("access_request", "a"), ("access_request", "b"))


def test_two_records_share_their_people() -> None:
    stay = replace(item("b"), record_kind="exchange", record_id="stay")
    assert pairs(plan(item("a"), stay), Rule.PERSON_TWICE) == [("a", "b")]


def test_clocks_of_two_zones_meet() -> None:
    known = plan(
        item("a", "17:00", "18:00"),
        item("b", "10:30", "11:00", zone="Europe/Copenhagen"),
        item("c", "11:00", "12:00", zone="Europe/Copenhagen"),
    )
    assert pairs(known, Rule.PERSON_TWICE) == [("a", "b")]


def test_what_is_over_is_left_alone() -> None:
    def known(today: int) -> Plan:
        return plan(item("a"), item("b"), today=MONDAY.replace(day=today))

    assert pairs(known(19), Rule.PERSON_TWICE) == [("a", "b")]
    assert pairs(known(20), Rule.PERSON_TWICE) == []
