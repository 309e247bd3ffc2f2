"""A draft that is accepted as it stands gives the conflict engine nothing new to say."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.codes import ItemKind, ItemStatus, PlaceKind, Priority, Severity
from desktop.domain.plan import Attendance, Booking, PlaceFact, Plan, TravelFact, minute_of
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.domain.wishes import DayFact, GroupFact, WindowFact, Wishes, WishFact
from desktop.errors import Problem
from desktop.planning.conflicts import find
from desktop.planning.draft import Asked, ask, told
from desktop.planning.drafting import quick
from desktop.planning.proposal import Aim, Hold, Proposal, Wanted
from tests.planning import kit
from tests.planning.drafting.checker import faults
from tests.planning.kit import moment
from tests.planning.kit_draft import MEMBERS, applied, host, visit

FIRST = date(2027, 4, 19)
HONOLULU = "Pacific/Honolulu"
FAR = (
    PlaceFact("HNL", kind=PlaceKind.AIRPORT, country="US", zone=HONOLULU, iata="HNL"),
    PlaceFact("kyoto", city=Trilingual(en="Kyoto"), country="JP", zone=kit.TOKYO),
)
ZONES = {"HNL": HONOLULU, "CPH": kit.COPENHAGEN}
NEAR = ("north", "south", "east", "west", "tsukuba", "museum", "room", "hotel", "kyoto")
ANYWHERE = (*NEAR, *NEAR, "bus", None, None)
FLIGHTS = (("CPH", "HND"), ("HND", "CPH"), ("HNL", "HND"), ("HND", "HNL"), ("HND", "ITM"))
MINUTES = {"CPH": 780, "HNL": 450, "ITM": 65, "HND": 0}


def ends(start: Moment, minutes: int, zone: str) -> dict[str, Any]:
    """The times of an item, its end on the clock of a zone; none where it takes no time."""
    end = start.moved(minutes=minutes).in_zone(zone) if minutes else Moment()
    instants = [None if one is None else minute_of(one) for one in (start.utc(), end.utc())]
    return {
        "start": start,
        "end": end,
        "start_minute": instants[0],
        "end_minute": instants[1],
    }


def timed(
    name: str, day: date, start: int, minutes: int, zone: str = kit.TOKYO, **more: Any
) -> Booking:
    """An item that begins so many minutes after a midnight in Tokyo, and takes that long."""
    at = moment("00:00", day).moved(minutes=start)
    return replace(host(name, "", **more), **ends(at, minutes, zone))


def some_flight(chance: Random, name: str, day: date, **more: Any) -> Booking:
    ways = chance.choice(FLIGHTS)
    start, end = (ZONES.get(place, kit.TOKYO) for place in ways)
    minutes = max(MINUTES[place] for place in ways)
    at = moment("00:00", day).moved(minutes=chance.randrange(0, 1440, 5)).in_zone(start)
    more |= {"kind": ItemKind.FLIGHT, "place_id": ways[0], "end_place_id": ways[1]}
    return replace(host(name, "", **more), **ends(at, minutes, end))


def some_item(chance: Random, name: str) -> Booking:
    """One of what makes programmes hard: gathering, nights on the way, flights, no place."""
    who: dict[str, Any] = {}
    if chance.random() < 0.3:
        who = {"people": chance.sample(MEMBERS, chance.randint(1, 4)), "everyone": False}
    if chance.random() < 0.2:
        guide = Attendance("yuki", kit.INTERPRETER)
        who["people"] = (*who.get("people", MEMBERS), guide)
    where = chance.choice(ANYWHERE)
    day = FIRST + timedelta(days=chance.randint(0, 3))
    nobody = {"host_organisation_id": None, **who}
    match chance.randint(0, 9):
        case 0 | 1:
            return host(name, place_id=where, **who)
        case 2:
            kind = chance.choice([ItemKind.DINNER, ItemKind.ONLINE, ItemKind.MEETING])
            return host(name, kind=kind, place_id=where, **who)
        case 3:
            status = chance.choice([ItemStatus.CONFIRMED, ItemStatus.TENTATIVE])
            start, minutes = chance.randrange(420, 1290, 10), chance.choice([20, 60, 90, 240])
            pinned = chance.random() < 0.3
            return timed(
                name, day, start, minutes, status=status, pinned=pinned, place_id=where, **who
            )
        case 4 | 5:
            start, minutes = chance.randrange(360, 1320, 5), chance.choice([0, 10, 30, 60, 60, 120])
            kind = chance.choice([ItemKind.MEETING_POINT] * 3 + [ItemKind.FREE])
            return timed(name, day, start, minutes, kind=kind, place_id=where, **nobody)
        case 6:
            start, minutes = chance.randrange(1080, 1500, 10), chance.randrange(240, 1000, 10)
            kind = chance.choice([ItemKind.TRAIN, ItemKind.TRANSFER])
            there = chance.choice([*NEAR, None])
            return timed(
                name, day, start, minutes, kind=kind, place_id=where, end_place_id=there, **nobody
            )
        case 7:
            start, minutes = chance.randrange(1080, 1430, 10), chance.choice([90, 180, 270, 420])
            kind = chance.choice([ItemKind.DINNER, ItemKind.RECEPTION, ItemKind.VISIT])
            pinned = chance.random() < 0.5
            return timed(name, day, start, minutes, kind=kind, pinned=pinned, place_id=where, **who)
        case 8:
            return some_flight(chance, name, day, **nobody)
    start, minutes = chance.randrange(360, 1320, 10), chance.choice([20, 60, 120])
    kind = chance.choice([ItemKind.HOTEL, ItemKind.TRANSFER, ItemKind.INTERNAL, ItemKind.MEAL])
    there = chance.choice(NEAR) if kind == ItemKind.TRANSFER else None
    return timed(name, day, start, minutes, kind=kind, place_id=where, end_place_id=there, **nobody)


def some_wish(chance: Random, name: str, names: list[str]) -> WishFact:
    windows = tuple(
        WindowFact(chance.choice([None, FIRST + timedelta(days=1)]), start, start + length)
        for start in (chance.randrange(360, 1320, 10) for _ in range(chance.choice([0, 0, 1, 2])))
        for length in (chance.choice([60, 120, 600]),)
    )
    return WishFact(
        name,
        chance.choice([None, 10, 20, 30, 60, 120]),
        chance.choice(list(Priority)),
        one_group=chance.random() < 0.2,
        windows=windows,
        before=frozenset(chance.sample(names, chance.choice([0, 1]))) - {name},
    )


def some_case(seed: int) -> tuple[Plan, Wishes, Wanted]:
    """A programme with what is wished of it, and of the draft."""
    chance = Random(seed)
    names = [f"item {number}" for number in range(chance.randint(2, 10))]
    items = [some_item(chance, name) for name in names]
    # Some of the same people are in what others plan, too.
    items = [
        replace(one, record_id="other")
        if one.start_minute is not None and chance.random() < 0.1
        else one
        for one in items
    ]
    plan = visit(*items, start=FIRST, end=date(2027, 4, 22))
    places = {**plan.places, **{place.id: place for place in FAR}}
    ways = tuple(
        TravelFact(one, other, chance.randint(5, 100))
        for one, other in (chance.sample(NEAR, 2) for _ in range(chance.choice([0, 3, 20])))
    )
    days: dict[date | None, DayFact] = {
        None: DayFact(
            evening_to=chance.choice([None, 1380, 60]),
            longest_minutes=chance.choice([None, 600]),
            parallel=chance.random() < 0.3,
        )
    }
    groups = (
        GroupFact("A", people=frozenset(MEMBERS[:2])),
        GroupFact("B", people=frozenset(MEMBERS[2:])),
    )
    asking = {name: some_wish(chance, name, names) for name in names if chance.random() < 0.8}
    wanted = Wanted(chance.choice(list(Aim)), chance.choice(list(Hold)))
    return (
        replace(plan, places=places, travel=ways),
        Wishes("visit", asking, days, groups if chance.random() < 0.5 else ()),
        wanted,
    )


def news(asked: Asked, proposal: Proposal) -> Iterator[tuple[object, ...]]:
    """What is found above a hint once a proposal is accepted, and is not found at present.

    What stays may have been too close before, with a visit between that moves: that is no news.
    """
    plan, changed = asked.plan, applied(asked, proposal)
    known = {one.key for one in find(plan)}
    after = replace(plan, bookings={**plan.bookings, **changed})
    for one in find(after):
        drafted = not one.bookings or not changed.keys().isdisjoint(one.bookings)
        if drafted and one.severity != Severity.HINT and one.key not in known:
            yield one.rule, one.bookings, one.people, dict(one.values)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 10**9))
def test_an_accepted_draft_brings_no_finding_above_a_hint(seed: int) -> None:
    plan, wishes, wanted = some_case(seed)
    try:
        asked = ask(plan, wishes, wanted)
    except Problem:
        return
    for answer in (quick.first(asked.problem), asked.present):
        assert faults(asked.problem, answer) == []
        assert list(news(asked, told(asked, answer))) == []
