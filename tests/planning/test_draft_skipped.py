"""Whoever skips a stop has the time for the straight way to the next one."""

from dataclasses import replace

from desktop.domain.plan import OrganisationFact, TravelFact
from desktop.domain.text import Trilingual
from desktop.domain.wishes import WishFact
from desktop.planning.draft_skipped import Bypasses
from desktop.planning.drafting.problem import Block, Fixed, Visit
from tests.planning.kit_draft import drafted, host, question, visit

ROUND = ((0.0, 20.0, 93.0), (20.0, 0.0, 20.0), (93.0, 20.0, 0.0))
"""From the first place to the last it takes longer than by way of the middle."""


def test_a_way_round_takes_no_less_than_the_way_past() -> None:
    bypasses = Bypasses(ROUND, frozenset({(0, 1), (1, 0)}))
    seen = bypasses.visit(Visit("a", 1, 30.0, 1.0, {}))
    assert seen.place == 3
    assert [row[3] for row in bypasses.travel] == [43.0, 0.0, 43.0, 0.0]
    assert bypasses.travel[3] == (20.0, 0.0, 20.0, 0.0)
    assert bypasses.estimated == {(0, 1), (1, 0), (0, 3), (3, 0)}


def test_places_that_are_skipped_one_after_the_other_know_each_other() -> None:
    bypasses = Bypasses(ROUND, frozenset())
    first = bypasses.visit(Visit("a", 1, 10.0, 1.0, {}))
    second = bypasses.visit(Visit("b", 1, 20.0, 1.0, {}))
    travel = bypasses.travel
    assert travel[0][first.place] + 10 + travel[first.place][second.place] + 20 + 20 >= 93


def test_where_no_way_is_longer_all_stays_as_it_is() -> None:
    bypasses = Bypasses(ROUND, frozenset())
    long = Visit("a", 1, 53.0, 1.0, {})
    assert bypasses.visit(long) == long
    assert bypasses.travel == ROUND


def test_a_fixed_stop_that_some_skip_is_as_far_as_it_takes_too() -> None:
    bypasses = Bypasses(ROUND, frozenset())
    stops = (Fixed("a", 1, 1, 600.0, 610.0), Fixed("b", 1, 1, 700.0, 710.0))
    block = bypasses.block(Block(0, 0, 0, 0.0, 1440.0, fixed=stops), frozenset({"b"}))
    assert [one.place for one in block.fixed] == [1, 3]
    assert bypasses.travel[0][3] == 63.0


def test_an_interpreter_who_skips_a_visit_is_in_time_for_the_next() -> None:
    ways = (TravelFact("north", "south", 95), TravelFact("north", "east", 15))
    plan = visit(
        host("a", people=("ida", "ole"), everyone=False),
        host("b", people=("ole",), everyone=False, place_id="east"),
        host("c", people=("ida", "ole"), everyone=False, place_id="south"),
    )
    plan = replace(plan, travel=ways)
    order = [WishFact("a", 20, before=frozenset("b")), WishFact("b", 20, before=frozenset("c"))]
    asked = question(plan, *order)
    north, east, south = (one.place for one in asked.problem.visits)
    assert asked.problem.travel[north][east] + 20 + asked.problem.travel[east][south] == 95
    drafted(plan, *order)


def test_a_host_without_a_place_is_as_far_as_their_city_or_the_delegation_s() -> None:
    plan = visit(
        host("a", place_id=None, host_organisation_id="kyoto"),
        host("b", place_id=None),
        host("c", place_id="tsukuba"),
    )
    kyoto = OrganisationFact("kyoto", city=Trilingual(en="Kyoto"), country="JP")
    asked = question(replace(plan, organisations={**plan.organisations, "kyoto": kyoto}))
    there, unknown, tsukuba = (one.place for one in asked.problem.visits)
    travel = asked.problem.travel
    hotel = asked.problem.blocks[0].start_place
    assert travel[hotel][there] == travel[unknown][there] == 180
    assert travel[hotel][unknown] == 30
    assert travel[unknown][tsukuba] == travel[hotel][tsukuba] > 60
