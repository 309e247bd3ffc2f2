"""The first draft: at once, feasible, the same each time, musts first."""

import subprocess
import sys
from dataclasses import replace
from random import Random

import pytest

from desktop.planning.drafting import quick
from desktop.planning.drafting.problem import Answer, Block, Keep, Lunch, Problem, Visit
from tests.planning.drafting import checker
from tests.planning.drafting.kit import ALL, random_problem

NEAR = ((0.0, 10.0), (10.0, 0.0))


def one_day(*visits: Visit, closes: float = 600.0) -> Problem:
    return Problem(visits, (Block(0, 0, 0, 0.0, closes),), NEAR)


def visit(name: str, value: float, minutes: float = 60.0, must: bool = False) -> Visit:
    return Visit(name, 1, minutes, value, {0: ((0.0, 600.0),)}, must)


@pytest.mark.parametrize("seed", range(25))
def test_a_draft_with_everything_is_feasible_and_worth_what_it_says(seed: int) -> None:
    rng = Random(seed)
    problem = random_problem(rng, rng.randrange(20), rng.randint(1, 4), rng.randint(1, 3))
    answer = quick.first(problem)
    assert checker.faults(problem, answer) == []
    assert checker.value(problem, answer) == pytest.approx(answer.value)


@pytest.mark.parametrize("feature", sorted(ALL))
def test_a_draft_with_one_of_everything_is_feasible(feature: str) -> None:
    problem = random_problem(Random(7), 14, 3, 2, features={feature})
    answer = quick.first(problem)
    assert checker.faults(problem, answer) == []
    assert answer.value > 0


def test_the_same_problem_gives_the_same_draft() -> None:
    assert quick.first(random_problem(Random(3), 25, 4, 2)) == quick.first(
        random_problem(Random(3), 25, 4, 2)
    )


def test_a_must_comes_before_what_is_worth_more() -> None:
    problem = one_day(visit("dear", 100.0), visit("must", 1.0, must=True), closes=85.0)
    (route,) = quick.first(problem).routes
    assert [stop.visit for stop in route.stops] == [1]


def test_musts_that_do_not_fit_are_told() -> None:
    problem = one_day(visit("one", 9.0, must=True), visit("other", 9.0, must=True), closes=85.0)
    assert len(quick.first(problem).impossible) == 1


def test_of_two_visits_each_before_the_other_only_one_is_made() -> None:
    ring = replace(one_day(visit("one", 5.0), visit("other", 9.0)), before=((0, 1), (1, 0)))
    (route,) = quick.first(ring).routes
    assert [stop.visit for stop in route.stops] == [1]


def test_nothing_to_see_is_no_route() -> None:
    assert quick.first(Problem((), (), ())) == Answer()
    assert quick.first(one_day()) == Answer()


def test_lunch_takes_its_time() -> None:
    block = Block(0, 0, 0, 0.0, 205.0, lunch=Lunch(60.0, 140.0, 60.0))
    problem = Problem((visit("one", 5.0), visit("other", 5.0), visit("third", 5.0)), (block,), NEAR)
    (route,) = quick.first(problem).routes
    assert len(route.stops) == 2
    assert checker.faults(problem, quick.first(problem)) == []


def test_what_is_confirmed_stays_even_outside_its_windows() -> None:
    kept = Visit("kept", 1, 60.0, 40.0, {0: ((300.0, 600.0),)}, keep=Keep(0, 123.0, 1000.0))
    (route,) = quick.first(one_day(kept, visit("other", 40.0))).routes
    assert 123.0 in [stop.start for stop in route.stops if stop.visit == 0]


def test_it_loads_nothing_heavy() -> None:
    code = (
        "import sys; from desktop.planning.drafting import quick; "
        "from tests.planning.drafting.kit import random_problem; import random; "
        "quick.first(random_problem(random.Random(1), 9, 2)); "
        "print('numpy' in sys.modules, 'highspy' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.split() == ["False", "False"]
