"""What an answer of the engine is told as: placements, days, letters, what is left out and why."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.codes import HalfDay, ItemStatus, Priority
from desktop.domain.plan import TravelFact
from desktop.domain.wishes import DayFact, WishFact
from desktop.planning.draft import Asked, first, told
from desktop.planning.draft_asked import KEPT
from desktop.planning.draft_eased import eased
from desktop.planning.draft_fits import fits
from desktop.planning.drafting.problem import Answer, Fixed, Route, Stop
from desktop.planning.drafting.schedule import answer as valued
from desktop.planning.proposal import Aim, Change, Hold, Note, Proposal, Wanted
from tests.planning.drafting.checker import faults
from tests.planning.kit_draft import (
    MONDAY,
    TUESDAY,
    answered,
    at,
    drafted,
    host,
    placement,
    question,
    visit,
    within,
)

CONFIRMED = ItemStatus.CONFIRMED
NOTHING = Wanted(hold=Hold.NOTHING)
BOTH = Wanted(hold=Hold.NOTHING, days=frozenset({MONDAY, TUESDAY}))


def by_hand(asked: Asked, *stops: tuple[str, date, int], **more: Any) -> Answer:
    """An answer with items at minutes of days on which all are together."""
    routes: dict[int, list[Stop]] = {}
    for item_id, day, start in sorted(stops, key=lambda one: one[2]):
        block = [one.day for one in asked.blocks].index(day)
        routes.setdefault(block, []).append(Stop(asked.items.index(item_id), float(start)))
    found = valued(asked.problem, [Route(n, tuple(on)) for n, on in routes.items()], **more)
    assert faults(asked.problem, found) == []
    return found


def codes(notes: tuple[Note, ...]) -> list[str]:
    return [note.code for note in notes]


def values(notes: tuple[Note, ...], code: str) -> dict[str, object]:
    return dict(next(note for note in notes if note.code == code).values)


def test_visits_begin_on_round_times_where_nothing_else_changes() -> None:
    ways = (TravelFact("hotel", "north", 23), TravelFact("north", "south", 17))
    plan = replace(visit(host("a"), host("b", place_id="south"), host("c")), travel=ways)
    asked = question(plan, WishFact("a", 47))
    proposal = told(asked, by_hand(asked, ("a", MONDAY, 543), ("b", MONDAY, 607)))
    assert (at(proposal, "a"), at(proposal, "b")) == ("04-19 09:05", "04-19 10:15")
    assert str(getattr(placement(proposal, "a"), "end", None)).count("9, 52") == 1


def test_what_has_no_time_to_wait_begins_when_it_can() -> None:
    fixed = host("fixed", "10:10", "11:00", pinned=True)
    asked = question(visit(host("a"), fixed), WishFact("a", 67))
    route = eased(asked, Route(2, (Stop(0, 543.0),)))
    assert [stop.start for stop in route.stops] == [543.0]
    evening = replace(asked, wanted=Wanted(Aim.EVENINGS))
    assert eased(evening, Route(3, (Stop(0, 546.0),))).stops[0].start == 550
    assert eased(asked, Route(3, (Stop(0, 546.0),))).stops[0].start == 555


def test_a_short_visit_passes_nothing_on_its_way_to_a_round_time() -> None:
    short, late = WishFact("a", 3, before=frozenset({"b"})), WishFact("b", 4)
    asked = question(visit(host("a"), host("b", place_id="north")), short, late)
    windows = {3: ((545.0, 549.0),)}
    both = (asked.problem.visits[0], replace(asked.problem.visits[1], windows=windows))
    asked = replace(asked, problem=replace(asked.problem, visits=both))
    route = eased(asked, Route(3, (Stop(0, 541.0), Stop(1, 545.0))))
    assert [(stop.visit, stop.start) for stop in route.stops] == [(0, 541.0), (1, 545.0)]
    assert faults(asked.problem, valued(asked.problem, [route])) == []
    ahead = replace(asked.problem.blocks[3], fixed=(Fixed("f", *2 * (both[0].place,), 545, 550),))
    blocks = (*asked.problem.blocks[:3], ahead, *asked.problem.blocks[4:])
    asked = replace(asked, problem=replace(asked.problem, blocks=blocks))
    assert eased(asked, Route(3, (Stop(0, 541.0),))).stops[0].start == 541.0


def test_a_round_time_loses_no_bonus_and_moves_nothing_that_stays() -> None:
    plan = visit(host("a"), host("b", "10:07", "11:00"))
    asked = question(plan, WishFact("a", half=HalfDay.MORNING))
    assert eased(asked, Route(3, (Stop(0, 659.0),))).stops[0].start == 660
    assert eased(asked, Route(3, (Stop(0, 660.0),))).stops[0].start == 660
    half = question(plan, WishFact("a", 57, half=HalfDay.MORNING))
    assert eased(half, Route(3, (Stop(0, 662.0),))).stops[0].start == 662
    assert at(drafted(plan), "b") == "04-19 10:07"


def test_what_becomes_of_each_item() -> None:
    plan = visit(
        host("kept", "10:00", "11:00"),
        host("moved", "14:00", "15:00", status=CONFIRMED),
        host("loose", "09:00", "", day=TUESDAY),
        host("new"),
    )
    asked = question(plan, WishFact("loose", 90), wanted=NOTHING)
    stops = (("kept", MONDAY, 600), ("moved", TUESDAY, 840), ("loose", TUESDAY, 600))
    proposal = told(asked, by_hand(asked, *stops, ("new", TUESDAY, 960)))
    assert [(one.item_id, one.change) for one in proposal.placements] == [
        ("kept", Change.KEPT),
        ("loose", Change.MOVED),
        ("moved", Change.MOVED),
        ("new", Change.NEW),
    ]
    kept, loose, moved, new = proposal.placements
    assert kept.before == (kept.start, kept.end)
    assert loose.before is not None
    assert [one.time and f"{one.time:%H:%M}" for one in loose.before] == ["09:00", "10:30"]
    assert new.before is None
    assert [one.letter for one in proposal.placements] == [False, False, True, False]
    assert proposal.letters() == ["moved"]
    assert "letter" in codes(moved.costs)
    assert proposal.delegation_id == "visit"
    assert proposal.seq == asked.seq


def test_what_a_placement_costs() -> None:
    ways = (
        TravelFact("hotel", "north", 10),
        TravelFact("hotel", "tsukuba", 70),
        TravelFact("north", "tsukuba", 65),
    )
    plan = visit(
        host("a", "10:00", "11:00"),
        host("far", place_id="tsukuba"),
        host("out", "14:00", "15:00"),
        host("half"),
    )
    items = (WishFact("half", half=HalfDay.MORNING),)
    asked = question(replace(plan, travel=ways), *items, wanted=BOTH)
    proposal = told(
        asked,
        by_hand(asked, ("a", MONDAY, 600), ("far", MONDAY, 840), ("half", TUESDAY, 840)),
    )
    far, half = placement(proposal, "far"), placement(proposal, "half")
    assert far is not None
    assert half is not None
    assert values(far.costs, "travel_more") == {"minutes": 125}
    assert values(far.costs, "displaces") == {"items": ("out",)}
    assert "half_missed" in codes(half.costs)
    nearer = told(asked, by_hand(asked, ("out", MONDAY, 840)))
    assert {one.item_id for one in nearer.left} == {"a", "far", "half"}
    assert nearer.placements[0].costs == ()


def test_days_are_compared_with_what_they_are_now() -> None:
    ways = (TravelFact("hotel", "north", 10), TravelFact("hotel", "tsukuba", 70))
    plan = visit(
        host("a", "10:00", "11:00"),
        host("b", "15:00", "16:00", place_id="tsukuba"),
        host("c", "16:00", "17:00", day=TUESDAY),
        host("d", "09:00", "09:30", pinned=True, day=TUESDAY),
    )
    asked = question(replace(plan, travel=ways), wanted=BOTH)
    stops = (("a", MONDAY, 660), ("b", TUESDAY, 870), ("c", TUESDAY, 600))
    monday, tuesday = told(asked, by_hand(asked, *stops)).days
    assert (monday.day, monday.item_ids, monday.travel) == (MONDAY, ("a",), 20)
    assert monday.travel_before > monday.travel
    assert not monday.estimated
    assert tuesday.item_ids == ("d", "c", "b")
    assert tuesday.estimated
    assert tuesday.leaves is not None
    assert tuesday.leaves.time is not None
    assert f"{tuesday.leaves.time:%H:%M}" == "08:50"
    assert monday.returns is not None
    assert monday.returns.time is not None
    assert f"{monday.returns.time:%H:%M}" == "12:10"
    less = monday.travel_before - 20
    assert values(monday.costs, "travel_less") == {"minutes": less}
    assert values(monday.costs, "ends_earlier") == {"minutes": 300}
    assert values(monday.costs, "moves_day") == {"item": "b", "day": TUESDAY}
    assert values(monday.costs, "moves_time")["item"] == "a"
    assert "travel_estimated" in codes(tuesday.costs)
    nothing = told(asked, asked.present).days
    assert [one.costs for one in nothing] == [(), ()]


def test_a_day_with_nothing_on_it_has_no_frame() -> None:
    days = told(question(visit(host("a")), wanted=BOTH), Answer()).days
    assert [(one.item_ids, one.leaves, one.returns, one.travel) for one in days] == [
        ((), None, None, 0)
    ] * 2


def test_what_is_left_out_and_whether_that_is_best() -> None:
    plan = visit(host("a"), host("b"), host("closed", place_id="museum"))
    items = (WishFact("closed", 500),)
    asked = question(plan, *items, wanted=BOTH)
    some = told(asked, by_hand(asked, ("a", MONDAY, 600)))
    assert [(one.item_id, codes(one.reasons)) for one in some.left] == [
        ("closed", ["closed"]),
        ("b", []),
    ]
    best = told(asked, by_hand(asked, ("a", MONDAY, 600), proven=True))
    assert [codes(one.reasons) for one in best.left] == [["closed"], ["all_placed_better"]]


def test_musts_that_cannot_be_together_are_named() -> None:
    only = Wanted(days=frozenset({TUESDAY}))
    must = [WishFact(name, 150, priority=Priority.MUST) for name in "ab"]
    shut = WishFact("shut", priority=Priority.MUST, windows=(within(date(2027, 5, 1), 9, 12),))
    days: dict[date | None, DayFact] = {None: DayFact(ends=13 * 60)}
    plan = visit(host("a"), host("b"), host("shut"))
    asked = question(plan, *must, shut, wanted=only, days=days)
    found = by_hand(asked, ("a", TUESDAY, 540), proven=True)
    assert found.impossible == (1, 2)
    notes = told(asked, found).troubles
    assert codes(notes) == ["must_left", "musts_clash"]
    assert values(notes, "must_left") == {"item": "shut"}
    assert values(notes, "musts_clash") == {"items": ("b", "a")}
    unproven = told(asked, replace(found, proven=False)).troubles
    assert codes(unproven) == ["must_left", "must_left"]


def test_what_was_confirmed_and_cannot_stay_is_named() -> None:
    asked = question(visit(host("a", "10:00", "11:00", status=CONFIRMED)))
    assert asked.wide is not None
    asked = replace(asked, problem=asked.wide)
    moved = told(asked, by_hand(asked, ("a", TUESDAY, 600), capped=True))
    assert codes(moved.troubles) == ["keeps_broken", "too_many"]
    assert values(moved.troubles, "too_many") == {"hosts": 1}
    assert codes(told(asked, Answer()).troubles) == ["keeps_broken"]
    assert told(asked, asked.present).troubles == ()


@pytest.mark.parametrize(
    ("more", "gap"),
    [({}, None), ({"proven": True}, 0.0), ({"bound": 0.0}, 0.0), ({"more": 4.0}, 10.0)],
)
def test_how_far_from_the_best_it_may_be(more: dict[str, Any], gap: float | None) -> None:
    plan = visit(host("a", "10:00", "11:00", status=CONFIRMED, place_id="hotel"))
    asked = question(plan)
    assert asked.present.value == KEPT + 40
    if "more" in more:
        more = {"bound": asked.present.value + more["more"]}
    proposal = told(asked, replace(asked.present, **more))
    assert proposal.value == 40
    assert proposal.gap == (None if gap is None else pytest.approx(gap))
    assert proposal.is_proven == (gap == 0.0)


def test_a_first_draft_is_no_worse_than_what_is_planned() -> None:
    plan = visit(*(host(f"v{n}", f"{9 + n:02}:00", f"{10 + n}:00") for n in range(3)), host("new"))
    asked = question(plan)
    proposal = first(asked)
    assert proposal.value >= asked.present.value
    assert placed(proposal) >= {"v0", "v1", "v2"}


def test_the_present_programme_is_told_as_far_as_it_is_possible() -> None:
    plan = visit(
        host("a", "10:00", "11:00"),
        host("b", "10:30", "11:30"),
        host("c", "14:00", "15:00", place_id="south", status=CONFIRMED),
        host("d", "14:30", "15:30", place_id="south"),
        host("night", "23:00", "23:50", day=TUESDAY),
        host("e", "10:00", "11:00", day=TUESDAY),
    )
    items = (WishFact("c", apart=frozenset({"a"})),)
    asked = question(plan, *items, wanted=NOTHING)
    on = {asked.items[stop.visit] for route in asked.present.routes for stop in route.stops}
    assert on in ({"c", "e"}, {"a", "e"})
    assert fits(asked.problem, 0, ())


def placed(proposal: Proposal) -> set[str]:
    return {one.item_id for one in proposal.placements}


def test_all_that_may_be_placed_is_told_once() -> None:
    plan = visit(*(host(name, place_id="tsukuba") for name in "abcdefghijkl"))
    asked = question(plan, wanted=Wanted(days=frozenset({MONDAY})))
    proposal = told(asked, answered(asked))
    left = {one.item_id for one in proposal.left}
    assert left
    assert placed(proposal).isdisjoint(left)
    assert placed(proposal) | left == set("abcdefghijkl")


def test_a_programme_of_hosts_abroad_alone_leaves_them_out() -> None:
    plan = visit(host("a", place_id="lyngby", host_organisation_id=None))
    proposal = first(question(plan, WishFact("a", priority=Priority.MUST)))
    assert proposal.placements == ()
    assert [codes(one.reasons) for one in proposal.left] == [["other_country"]]
    assert codes(proposal.troubles) == ["must_left"]


def eased_starts(asked: Asked, *stops: tuple[str, int]) -> list[float]:
    """The starts of items that a route has on Monday, once it is eased."""
    block = next(n for n, one in enumerate(asked.blocks) if one.day == MONDAY)
    route = Route(block, tuple(Stop(asked.items.index(one), float(at)) for one, at in stops))
    assert fits(asked.problem, block, route.stops)
    return [stop.start for stop in eased(asked, route).stops]


def test_two_visits_at_one_place_have_a_few_minutes_between_where_there_is_time() -> None:
    asked = question(visit(host("a"), host("b"), host("c", place_id="south")))
    visits = asked.problem.visits
    way = round(asked.problem.travel[visits[0].place][visits[2].place])
    close = ("a", 540), ("b", 600), ("c", 660 + way)
    starts = eased_starts(asked, *close)
    assert starts[:2] == [540, 615]
    assert starts[2] >= 675 + way  # it waits for them
    evening = replace(asked, problem=replace(asked.problem, end_cost=0.05))
    assert eased_starts(evening, *close)[:2] == [540, 600]


def test_what_stays_or_has_no_time_follows_at_once() -> None:
    tight = WishFact("b", windows=(within(MONDAY, 10, 11),))
    close = ("a", 540), ("b", 600)
    assert eased_starts(question(visit(host("a"), host("b"))), *close) == [540, 615]
    assert eased_starts(question(visit(host("a"), host("b")), tight), *close) == [540, 600]
    there = question(visit(host("a"), host("b", "10:00", "11:00")))
    assert eased_starts(there, *close) == [540, 600]
    # One that has its minutes is not pushed into the next for a round time.
    there = question(visit(host("a"), host("b", "10:15", "11:15")), WishFact("a", 62))
    assert eased_starts(there, ("a", 543), ("b", 615)) == [543, 615]
