"""Where ways cost nothing, a plan is still had by the shorter ones."""

from dataclasses import replace
from random import Random

import pytest

from desktop.planning.drafting import quick
from desktop.planning.drafting.engine import solve
from desktop.planning.drafting.problem import Block, Problem, Visit
from desktop.planning.drafting.schedule import answer, route
from desktop.planning.drafting.shorten import shortened
from tests.planning.drafting import checker
from tests.planning.drafting.kit import random_problem


def along(count: int) -> Problem:
    """Visits an hour apart along a road, open all day."""
    visits = tuple(Visit(f"v{n}", n + 1, 10.0, 5.0, {0: ((0.0, 2000.0),)}) for n in range(count))
    places = range(count + 1)
    travel = tuple(tuple(60.0 * abs(a - b) for b in places) for a in places)
    return Problem(visits, (Block(0, 0, 0, 0.0, 2000.0),), travel, travel_cost=0.0)


def test_a_road_is_gone_up_and_down_once() -> None:
    problem = along(5)
    there_and_back = route(problem, 0, (2, 0, 4, 1, 3))
    assert there_and_back is not None
    plan = replace(answer(problem, [there_and_back]), proven=True, bound=25.0)
    better = shortened(problem, plan, lambda: False)
    assert better.routes[0].travel == pytest.approx(600.0)
    assert (better.value, better.proven, better.bound) == (25.0, True, 25.0)
    assert shortened(problem, plan, lambda: True) == plan
    assert solve(problem, 30.0).routes[0].travel == pytest.approx(600.0)


@pytest.mark.parametrize("seed", range(25))
def test_a_shorter_plan_is_as_good_and_keeps_all_rules(seed: int) -> None:
    rng = Random(seed)
    problem = random_problem(rng, rng.randint(2, 14), rng.randint(1, 3), rng.randint(1, 2))
    problem = replace(problem, travel_cost=0.0)
    plan = quick.first(problem)
    better = shortened(problem, plan, lambda: False)
    assert checker.faults(problem, better) == []
    assert better.value == pytest.approx(checker.value(problem, better))
    assert better.value >= plan.value - 1e-6
    for one, other in zip(plan.routes, better.routes, strict=True):
        assert {stop.visit for stop in one.stops} == {stop.visit for stop in other.stops}
        assert other.travel <= one.travel
