"""What is not a stop of a day, or hidden by another one, keeps visits away with the ways to it."""

from dataclasses import replace
from typing import Any

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking, Presence, TravelFact, minute_of
from desktop.domain.wishes import WishFact
from tests.planning import kit
from tests.planning.kit_draft import (
    MONDAY,
    TUESDAY,
    drafted,
    host,
    question,
    visit,
    windows,
    within,
)

WAYS = (TravelFact("south", "north", 40), TravelFact("south", "hotel", 25))
SHORT = WishFact("a", 10)


def own(name: str, start: str, end: str, kind: ItemKind, place: str, **more: Any) -> Booking:
    return host(name, start, end, kind=kind, place_id=place, host_organisation_id=None, **more)


def gathering(**more: Any) -> Booking:
    return own("gathering", "12:00", "13:00", ItemKind.MEETING_POINT, "south", **more)


def test_who_gathers_is_not_visiting_meanwhile_nor_on_the_way() -> None:
    plan = replace(visit(host("a"), host("b", place_id=None), gathering()), travel=WAYS)
    asked = question(plan, SHORT)
    assert windows(asked, "a")[MONDAY] == ((540.0, 680.0), (820.0, 1050.0))
    assert windows(asked, "b")[MONDAY] == ((540.0, 720.0), (780.0, 1050.0))
    drafted(plan, SHORT)


def test_a_gathering_keeps_only_those_who_are_to_be_there() -> None:
    few = gathering(people=("eva",), everyone=False)
    plan = visit(host("a", people=("ida", "ole"), everyone=False), host("b"), few)
    asked = question(replace(plan, travel=WAYS))
    assert windows(asked, "a")[MONDAY] == ((540.0, 1050.0),)
    assert windows(asked, "b")[MONDAY] == ((540.0, 680.0), (820.0, 1050.0))


def test_a_gathering_nowhere_or_called_off_keeps_nobody() -> None:
    nowhere = replace(gathering(), place_id=None)
    for other in (nowhere, gathering(cancelled=True)):
        assert windows(question(visit(host("a"), other)), "a")[MONDAY] == ((540.0, 1050.0),)


def test_what_lasts_over_midnight_keeps_its_ways_on_both_days() -> None:
    train = own("train", "23:00", "08:30", ItemKind.TRAIN, "north", last_day=TUESDAY)
    train = replace(train, end_place_id="south")
    asks = WishFact("a", 10, windows=(within(MONDAY, 20, 24), within(TUESDAY, 8, 12)))
    plan = replace(visit(host("a", place_id="south"), train), travel=WAYS)
    assert windows(question(plan, asks), "a") == {
        MONDAY: ((1200.0, 1340.0),),
        TUESDAY: ((510.0, 720.0),),
    }
    drafted(plan, asks)


def test_the_ways_of_what_lies_within_something_else_count_too() -> None:
    few: dict[str, Any] = {"pinned": True, "everyone": False}
    outer = host("outer", "12:00", "14:00", people=("ida", "ole"), place_id="north", **few)
    inner = host("inner", "12:10", "13:50", people=("eva", "per"), place_id="south", **few)
    plan = replace(visit(host("a"), outer, inner), travel=WAYS)
    asked = question(plan, SHORT)
    assert windows(asked, "a")[MONDAY] == ((540.0, 690.0), (870.0, 1050.0))
    drafted(plan, SHORT)


def test_a_transfer_of_which_only_the_start_is_known_is_reached_in_time() -> None:
    ride = own("ride", "12:00", "12:30", ItemKind.TRANSFER, "south")
    asked = question(replace(visit(host("a"), ride), travel=WAYS))
    assert windows(asked, "a")[MONDAY] == ((540.0, 680.0), (750.0, 1050.0))


def test_who_comes_while_something_lasts_is_in_it_from_then_on() -> None:
    noon = kit.moment("12:00", TUESDAY).utc()
    assert noon is not None
    members = [Presence("eva", arrives=minute_of(noon)), Presence("ida"), Presence("ole")]
    long = host(
        "long", "20:00", "15:00", people=("eva",), last_day=TUESDAY, everyone=False, pinned=True
    )
    plan = visit(host("a", people=("eva", "ida", "ole")), long, members=members)
    asked = question(plan)
    assert windows(asked, "a")[TUESDAY] == ((540.0, 720.0), (900.0, 1050.0))
    # The train that brings or takes them keeps nobody else.
    train = replace(long, kind=ItemKind.TRAIN)
    asked = question(replace(plan, bookings={**plan.bookings, "long": train}))
    assert windows(asked, "a")[TUESDAY] == ((540.0, 1050.0),)
