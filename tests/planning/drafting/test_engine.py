"""Drafting as a whole: every plan can be, each is better than the one before, the last is best."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.planning.drafting.columns import Columns
from desktop.planning.drafting.engine import including, solve, worth
from desktop.planning.drafting.problem import Answer, Keep, Problem, Route, Stop
from tests.planning.drafting import brute, checker
from tests.planning.drafting.kit import random_problem

LONG = 30.0


def some(seed: int, most: int = 9) -> Problem:
    rng = Random(seed)
    return random_problem(rng, rng.randint(0, most), rng.randint(1, 3), rng.randint(1, 2))


def placed(plan: Answer) -> dict[int, tuple[int, float]]:
    return {stop.visit: (route.block, stop.start) for route in plan.routes for stop in route.stops}


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10_000))
def test_every_plan_can_be_and_is_worth_what_it_says(seed: int) -> None:
    problem, told = some(seed), list[Answer]()
    plan = solve(problem, LONG, report=told.append)
    for one in (*told, plan):
        assert checker.faults(problem, one) == []
        assert one.value == pytest.approx(checker.value(problem, one))
    ranks = [worth(one) for one in told]
    assert ranks == sorted(set(ranks))
    assert plan.proven
    assert plan.bound == pytest.approx(plan.value)
    assert worth(plan) >= (ranks[-1][0], ranks[-1][1] - 1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_what_is_proven_is_the_best_of_all(seed: int) -> None:
    problem = some(seed, most=4)
    plan, expected = solve(problem, LONG), brute.best(problem)
    assert expected is not None
    assert len(plan.impossible) == len(expected.impossible)
    assert plan.value == pytest.approx(expected.value)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_the_same_problem_has_the_same_plan_wherever_it_begins(seed: int) -> None:
    problem = some(seed)
    plan = solve(problem, LONG)
    assert solve(problem, LONG) == plan
    assert solve(problem, LONG, start=Answer(plan.routes[:1])) == plan


@pytest.mark.parametrize("seed", range(12))
def test_around_pins_the_plan_is_the_same_whatever_was_known_before(seed: int) -> None:
    """Two visits at their times, the others held a little: as an officer drafts anew."""
    problem = some(seed)
    before = solve(problem, LONG)
    at = placed(before)
    pins = sorted(at)[:2]
    visits = tuple(
        replace(one, keep=Keep(*at[n], 20.0), windows={} if n in pins else one.windows)
        if n in at
        else one
        for n, one in enumerate(problem.visits)
    )
    around = replace(problem, visits=visits)
    plan = solve(around, LONG)
    assert plan.proven
    assert checker.faults(around, plan) == []
    found = placed(plan)
    assert all(found[n] == pytest.approx(at[n]) for n in pins if n in found)
    for known in (before.routes, before.routes[:1], solve(around, 0.0).routes):
        assert solve(around, LONG, start=Answer(known)) == plan


@pytest.mark.parametrize("seed", range(8))
def test_more_time_is_never_worse(seed: int) -> None:
    problem = random_problem(Random(seed), 16, 3)
    ranks = [worth(solve(problem, seconds)) for seconds in (0.0, 0.2, LONG)]
    assert ranks[0][0] <= ranks[1][0] <= ranks[2][0]
    assert ranks[0] <= (ranks[1][0], ranks[1][1] + 1e-6)
    assert ranks[1] <= (ranks[2][0], ranks[2][1] + 1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_confirmed_stays_when_more_is_asked_for(seed: int) -> None:
    """Each visit kept at a cost of 1000 is where it was, unless the plan has to leave it out."""
    problem = random_problem(Random(seed), 9, 2, features=("lunch", "windows"))
    before = placed(solve(problem, LONG))
    kept = tuple(
        replace(visit, keep=Keep(*before[number], 1000.0), must=True) if number in before else visit
        for number, visit in enumerate(problem.visits)
    )
    after = placed(solve(replace(problem, visits=kept), LONG))
    assert {number: after[number] for number in before} == before


def test_a_start_is_never_worsened_and_one_that_cannot_be_is_passed_over() -> None:
    problem = some(5)
    plan = solve(problem, LONG)
    assert worth(solve(problem, 0.0, start=plan)) >= worth(plan)
    wrong = Answer((Route(0, tuple(Stop(n, 540.0) for n in range(len(problem.visits)))),), 1e9)
    for start in (
        wrong,
        Answer((Route(99, (Stop(0, 1.0),)),)),
        Answer((Route(0, (Stop(99, 1.0),)),)),
    ):
        assert solve(problem, LONG, start=start) == plan


def test_too_many_routes_are_left_to_the_heuristic_and_said_to_be() -> None:
    problem, told = random_problem(Random(2), 14, 2, features=("lunch", "windows")), list[Answer]()
    plan = solve(problem, 1.5, report=told.append, most=50)
    assert plan.capped
    assert not plan.proven
    for one in (*told, plan):
        assert checker.faults(problem, one) == []
    best = solve(problem, LONG)
    assert best.value >= plan.value - 1e-6
    assert plan.value >= 0.9 * best.value


def test_it_stops_when_told() -> None:
    problem, told = random_problem(Random(2), 20, 2, features=()), list[Answer]()
    plan = solve(problem, 600.0, report=told.append, stop=lambda: True)
    assert checker.faults(problem, plan) == []
    assert plan.routes == told[-1].routes


@pytest.mark.parametrize("seed", range(10))
def test_a_visit_left_out_is_put_in_or_said_to_fit_nowhere(seed: int) -> None:
    rng = Random(seed)
    problem = random_problem(rng, 4, rng.randint(1, 2))
    columns = Columns(problem)
    columns.fill()
    plan = solve(problem, LONG)
    for visit in range(len(problem.visits)):
        expected = brute.best(problem, [visit])
        for known in (None, columns):
            found = including(problem, visit, LONG, start=plan, columns=known)
            if expected is None or found is None:
                assert found is expected
                continue
            assert visit in placed(found)
            assert checker.faults(problem, found) == []
            assert found.value == pytest.approx(expected.value)


def test_among_too_many_routes_the_heuristic_puts_a_visit_in() -> None:
    problem = random_problem(Random(2), 30, 2, features=())
    for visit in (0, 29):
        plan = including(problem, visit, 0.6)
        assert plan is not None
        assert visit in placed(plan)
        assert checker.faults(problem, plan) == []
        assert plan.value == pytest.approx(checker.value(problem, plan))
        assert not plan.proven


def test_no_time_to_find_out_is_said() -> None:
    problem = random_problem(Random(2), 30, 2, features=())
    nowhere = replace(problem.visits[0], windows={})
    problem = replace(problem, visits=(nowhere, *problem.visits[1:]))
    with pytest.raises(TimeoutError):
        including(problem, 0, 0.0)
