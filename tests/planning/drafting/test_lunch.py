"""Lunch between two stops: there, on the way or after it, as trying every minute finds it."""

from dataclasses import replace
from itertools import product
from math import inf
from random import Random

import pytest

from desktop.planning.draft_fits import fits
from desktop.planning.drafting import engine, heuristic, quick, schedule
from desktop.planning.drafting.problem import Answer, Block, Lunch, Problem, Route, Stop, Visit
from desktop.planning.drafting.routes import listed
from tests.planning.drafting import brute, checker
from tests.planning.drafting.kit import random_problem

LUNCHES = (Lunch(4, 6, 2), Lunch(4, 9, 2), Lunch(2, 5, 3), Lunch(6, 7, 2))
HOURS = range(14)


def by_trying(lunch: Lunch, end: int, start: int, way: int) -> bool:
    """Whether there is an hour for lunch which leaves as many others as the way takes."""
    return any(
        lunch.opens <= begin and begin + lunch.minutes <= lunch.closes
        for begin in range(end, start - int(lunch.minutes) + 1)
        if (begin - end) + (start - begin - lunch.minutes) >= way
    )


@pytest.mark.parametrize("lunch", LUNCHES)
@pytest.mark.parametrize("way", range(5))
def test_lunch_fits_where_an_hour_for_it_is_found(lunch: Lunch, way: int) -> None:
    fitting = {pair for pair in product(HOURS, HOURS) if by_trying(lunch, *pair, way)}
    assert {pair for pair in product(HOURS, HOURS) if lunch.fits(*pair, way)} == fitting
    for end in HOURS:
        starts = [start for one, start in fitting if one == end]
        assert lunch.eaten(end, way) == min(starts, default=inf)
    for start in HOURS:
        ends = [end for end, one in fitting if one == start]
        latest = lunch.to_eat(start, way)
        assert (latest if latest >= 0 else -inf) == max(ends, default=-inf)


def over_noon() -> Problem:
    """Two visits three hours apart; the only hour for lunch is while one is between them."""
    windows = {0: ((0.0, 9.0),)}, {0: ((11.0, 15.0),)}
    visits = tuple(Visit(f"v{n}", n, 2.0, 10.0, spans) for n, spans in enumerate(windows))
    block = Block(0, 0, 1, 7.0, 15.0, lunch=Lunch(10.0, 11.0, 1.0), longest=8.0)
    return Problem(visits, (block,), ((0.0, 3.0), (3.0, 0.0)))


def test_every_part_has_lunch_on_the_way() -> None:
    problem, steps = over_noon(), iter(range(20))
    found = schedule.route(problem, 0, (0, 1))
    assert found is not None
    assert found.stops == (Stop(0, 7.0), Stop(1, 13.0))
    assert fits(problem, 0, found.stops)
    plan = schedule.answer(problem, [found])
    assert checker.faults(problem, plan) == []
    assert (0, 1) in listed(schedule.Day(problem, 0)).orders
    assert quick.first(problem) == plan
    improved = heuristic.improve(problem, Answer(), until=lambda: next(steps, None) is None)
    assert improved.routes == plan.routes
    assert engine.solve(problem, 30.0).routes == plan.routes


def test_a_way_and_lunch_take_the_time_of_both() -> None:
    problem = over_noon()
    block = replace(problem.blocks[0], closes=14.5)
    short = replace(problem, blocks=(block,))
    assert schedule.route(short, 0, (0, 1)) is None
    stops = (Stop(0, 7.0), Stop(1, 12.5))
    assert not fits(short, 0, stops)
    assert checker.faults(short, Answer((Route(0, stops),))) == ["block 0: no time for lunch"]


@pytest.mark.parametrize("seed", range(30))
def test_every_set_of_a_day_with_long_ways_is_listed(seed: int) -> None:
    """Ways twice as long and less time for lunch than elsewhere, so that it comes on the way."""
    rng = Random(seed)
    features = ("bonus", "ends", "longest", "lunch", "windows")
    problem = random_problem(rng, rng.randint(2, 4), 1, features=features)
    lunch = Lunch(720.0, rng.choice((770.0, 800.0)), 50.0)
    block = replace(problem.blocks[0], lunch=lunch)
    travel = tuple(tuple(2 * way for way in row) for row in problem.travel)
    problem = replace(problem, blocks=(block,), travel=travel)
    listing = listed(schedule.Day(problem, 0))
    expected = brute.routes(problem, 0)
    for route in expected.values():
        assert checker.faults(problem, schedule.answer(problem, [route])) == []
        assert fits(problem, 0, route.stops)
    worths = {visits: schedule.worth(problem, one) for visits, one in expected.items()}
    scores = zip(map(frozenset, listing.orders), listing.scores, strict=True)
    assert dict(scores) == pytest.approx(worths)
