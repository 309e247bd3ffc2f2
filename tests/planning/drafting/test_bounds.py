"""What no plan can exceed is exceeded by none, and is not far from the best."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.planning.drafting.bounds import bound
from desktop.planning.drafting.engine import solve
from desktop.planning.drafting.problem import Block, Problem, Visit
from tests.planning.drafting import checker
from tests.planning.drafting.kit import random_problem


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 100_000))
def test_no_plan_exceeds_it(seed: int) -> None:
    rng = Random(seed)
    problem = random_problem(rng, rng.randint(0, 8), rng.randint(1, 3), rng.randint(1, 2))
    plan = solve(problem, 30.0)
    assert plan.proven
    assert checker.value(problem, plan) <= bound(problem) + 1e-6


def test_hours_and_ways_count() -> None:
    # Of six visits of two hours, with ways of half an hour, a day of nine hours has three.
    ways = tuple(tuple(0.0 if a == b else 30.0 for b in range(7)) for a in range(7))
    visits = tuple(Visit(str(n), n, 120.0, 40.0, {0: ((540.0, 1080.0),)}) for n in range(1, 7))
    problem = Problem(visits, (Block(0, 0, 0, 540.0, 1080.0),), ways, travel_cost=0.1)
    assert solve(problem, 30.0).value == 3 * 40 - 0.1 * 4 * 30
    assert bound(problem) < 4 * 40
    short = replace(problem, blocks=(replace(problem.blocks[0], longest=300.0),))
    assert bound(short) < 2.5 * 40
