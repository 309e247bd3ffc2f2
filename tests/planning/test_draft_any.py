"""Whatever an officer entered becomes a draft that clashes nowhere, or a clear sentence."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.codes import HalfDay, ItemKind, ItemStatus, Priority
from desktop.domain.plan import (
    Attendance,
    Booking,
    ClosureFact,
    Plan,
    Presence,
    TravelFact,
    minute_of,
)
from desktop.domain.wishes import DayFact, GroupFact, WindowFact, Wishes, WishFact
from desktop.errors import Problem
from desktop.planning.draft import Asked, ask, told
from desktop.planning.draft_eased import eased
from desktop.planning.draft_fits import frame_of, halts_of, has_lunch
from desktop.planning.draft_ways import Ways
from desktop.planning.drafting import engine, quick
from desktop.planning.drafting.problem import Answer
from desktop.planning.proposal import Aim, Change, Hold, Wanted
from tests.planning import kit
from tests.planning.drafting.checker import faults, value
from tests.planning.kit import moment
from tests.planning.kit_draft import MEMBERS, grave, host, visit

FIRST = date(2027, 4, 17)
KINDS = (ItemKind.VISIT, ItemKind.MEETING, ItemKind.DINNER, *ItemKind)
PLACES = ("north", "south", "tsukuba", "museum", "room", "bus", "hotel", None)


def some_day(chance: Random) -> date:
    return FIRST + timedelta(days=chance.randint(0, 7))


def some_item(chance: Random, name: str, names: list[str]) -> Booking:
    people: list[str | Attendance] = list(chance.sample(MEMBERS, chance.randint(0, 4)))
    everyone = chance.random() < 0.5
    if everyone:
        people = list(MEMBERS)
    if chance.random() < 0.3:
        people.append(Attendance("yuki", kit.HOST))
    booking = host(
        name,
        people=people,
        everyone=everyone,
        kind=chance.choice(KINDS),
        place_id=chance.choice(PLACES),
        host_organisation_id=chance.choice(["riken", "riken", None]),
        status=chance.choice([ItemStatus.TENTATIVE, ItemStatus.CONFIRMED]),
        pinned=chance.random() < 0.2,
        parent_id=chance.choice(names) if chance.random() < 0.1 else None,
        room=chance.choice(["", "", "A"]),
    )
    day = some_day(chance)
    if chance.random() < 0.4:
        part = chance.choice(["", "morning", "afternoon", "evening", "all_day", "tbc"])
        return replace(booking, start=moment(part, day))
    start = moment(f"{chance.randint(7, 22):02}:{chance.choice(['00', '30', '07'])}", day)
    end = start.moved(minutes=chance.choice([20, 60, 60, 90, 180, 600, 1800, -30]))
    instants = (start.utc(), end.utc())
    minutes = [None if one is None else minute_of(one) for one in instants]
    return replace(booking, start=start, end=end, start_minute=minutes[0], end_minute=minutes[1])


def some_wish(chance: Random, name: str, names: list[str]) -> WishFact:
    windows = tuple(
        WindowFact(chance.choice([None, FIRST + timedelta(days=4)]), start, start + length)
        for start in (chance.randint(300, 1400) for _ in range(chance.choice([0, 0, 1, 2])))
        for length in (chance.choice([30, 120, 600, -60]),)
    )
    return WishFact(
        name,
        chance.choice([None, 30, 60, 120, 0, 700]),
        chance.choice(list(Priority)),
        chance.choice(list(HalfDay)),
        chance.random() < 0.3,
        windows,
        frozenset(chance.sample(names, chance.choice([0, 0, 1]))),
        frozenset(chance.sample(names, chance.choice([0, 0, 1]))),
    )


def some_frame(chance: Random, day: date | None) -> DayFact:
    return DayFact(
        day,
        free=chance.random() < 0.1,
        begins=chance.choice([None, 480, 600]),
        ends=chance.choice([None, 1020, 900]),
        begin_place_id=chance.choice([None, "north", "gone"]),
        lunch_from=chance.choice([None, 660, 800]),
        lunch_minutes=chance.choice([None, 0, 30]),
        evening_to=chance.choice([None, 1380, 60]),
        longest_minutes=chance.choice([None, 300, 600]),
        parallel=chance.random() < 0.5,
    )


def some_plan(chance: Random, names: list[str]) -> Plan:
    noon = moment("12:00", FIRST + timedelta(days=2)).utc()
    assert noon is not None
    members = [
        Presence(name, arrives=minute_of(noon) if chance.random() < 0.2 else None)
        for name in MEMBERS
    ]
    plan = visit(*(some_item(chance, name, names) for name in names), members=members)
    shut = tuple(
        ClosureFact(target, target, day, day)
        for target in chance.sample(["north", "riken", "yuki", "south"], chance.randint(0, 2))
        for day in (some_day(chance),)
    )
    ways = tuple(
        TravelFact(start, end, chance.randint(5, 100))
        for start, end in (("hotel", "tsukuba"), ("north", "south"), ("south", "hotel"))
        if chance.random() < 0.5
    )
    hotel = chance.choice(["hotel", "hotel", None, "gone"])
    return kit.with_visit(replace(plan, closures=shut, travel=ways), hotel_id=hotel)


def some_wishes(chance: Random, names: list[str]) -> Wishes:
    items = {name: some_wish(chance, name, names) for name in names if chance.random() < 0.7}
    days = {
        day: some_frame(chance, day)
        for day in (None, *(FIRST + timedelta(days=number) for number in range(8)))
        if chance.random() < 0.4
    }
    groups = (
        GroupFact("A", people=frozenset(MEMBERS[:2])),
        GroupFact("B", people=frozenset(MEMBERS[2 if chance.random() < 0.9 else 1 :])),
    )
    return Wishes("visit", items, days, groups if chance.random() < 0.7 else ())


def see_that_blocks_stand(asked: Asked) -> None:
    """What stays on a day never breaks it, however much that is."""
    travel = asked.problem.travel
    for block in asked.problem.blocks:
        halts = halts_of(asked.problem, block, ())
        assert all(one.end <= other.start for one, other in pairwise(halts))
        if halts:
            leaves, returns = frame_of(travel, block, halts)
            assert block.opens <= leaves
            assert returns <= block.closes
            assert block.longest is None or returns - leaves <= block.longest
            assert has_lunch(travel, block, halts)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(Aim), st.sampled_from(Hold))
def test_any_programme_becomes_a_draft_or_a_clear_sentence(seed: int, aim: Aim, hold: Hold) -> None:
    chance = Random(seed)
    names = [f"item {number}" for number in range(chance.randint(1, 12))]
    plan, wishes = some_plan(chance, names), some_wishes(chance, names)
    try:
        asked = ask(plan, wishes, Wanted(aim, hold))
    except Problem:
        return
    see_that_blocks_stand(asked)
    assert faults(asked.problem, asked.present) == []
    assert abs(value(asked.problem, asked.present) - asked.present.value) < 1e-6
    for answer in (quick.first(asked.problem), asked.present):
        assert faults(asked.problem, answer) == []
        routes = tuple(eased(asked, route) for route in answer.routes)
        assert faults(asked.problem, replace(answer, routes=routes)) == []
        proposal = told(asked, answer)
        told_of = [one.item_id for one in (*proposal.placements,)]
        told_of += [one.item_id for one in proposal.left]
        assert len(told_of) == len(set(told_of))
        assert {*told_of} >= {*asked.items, *asked.held}
        clashes = grave(asked, proposal)
        assert clashes == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(Aim), st.sampled_from(Hold))
def test_more_time_never_gives_a_worse_draft(seed: int, aim: Aim, hold: Hold) -> None:
    chance = Random(seed)
    names = [f"item {number}" for number in range(chance.randint(1, 8))]
    plan, wishes = some_plan(chance, names), some_wishes(chance, names)
    try:
        asked = ask(plan, wishes, Wanted(aim, hold))
    except Problem:
        return
    found = [asked.present, quick.first(asked.problem)]
    for seconds in (0.0, 5.0):
        start = max(found, key=engine.worth)
        reported: list[Answer] = []
        found.append(engine.solve(asked.problem, seconds, start=start, report=reported.append))
        found[-1:-1] = reported
    musts = [len(one.impossible) for one in found[2:]]
    assert musts == sorted(musts, reverse=True)
    for one, other in pairwise(found[2:]):
        assert len(one.impossible) > len(other.impossible) or other.value >= one.value - 1e-4
    assert engine.worth(found[-1]) >= max(
        (musts, worth - 1e-4) for musts, worth in map(engine.worth, found)
    )
    for answer in found:
        assert faults(asked.problem, answer) == []
        proposal = told(asked, answer)
        assert grave(asked, proposal) == []
        for placed in proposal.placements:
            assert placed.change == Change.KEPT or not plan.bookings[placed.item_id].pinned


def test_where_nobody_goes_anywhere_there_is_one_place() -> None:
    """The engine reckons with a matrix, even if all hosts live abroad and no day has a bed."""
    assert Ways(visit()).matrix() == (((0.0,),), frozenset())


def test_an_evening_that_begins_after_its_usual_end_does_not_last_into_the_next_day() -> None:
    days: dict[date | None, DayFact] = {None: DayFact(None, evening_from=23 * 60)}
    asked = ask(visit(host("a", kind=ItemKind.DINNER)), Wishes("visit", days=days), Wanted())
    ends = [end for spans in asked.problem.visits[0].windows.values() for _, end in spans]
    assert all(end <= 30 * 60 for end in ends)
    assert ends


def test_a_length_of_less_than_nothing_counts_as_the_usual_one() -> None:
    """The store keeps whatever a file of others says."""
    wish = WishFact("a", minutes=-5)
    asked = ask(visit(host("a")), Wishes("visit", {"a": wish}), Wanted())
    assert asked.problem.visits[0].minutes == 60
