"""Making a plan better: never worse, never infeasible, the same for the same seed."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from desktop.planning.drafting import heuristic, quick
from desktop.planning.drafting.pool import Pool
from desktop.planning.drafting.problem import Answer, Block, Problem, Route, Stop, Visit
from desktop.planning.drafting.schedule import route, worth
from desktop.planning.drafting.sheet import Sheet
from tests.planning.drafting import checker
from tests.planning.drafting.kit import ALL, random_problem


def steps(count: int) -> Callable[[], bool]:
    left = iter(range(count))
    return lambda: next(left, None) is None


@pytest.mark.parametrize("seed", range(20))
def test_every_plan_on_the_way_is_feasible_and_none_is_worse(seed: int) -> None:
    rng = Random(seed)
    problem = random_problem(rng, rng.randrange(20), rng.randint(1, 4), rng.randint(1, 3))
    start = quick.first(problem)
    told: list[Answer] = []
    best = heuristic.improve(problem, start, until=steps(30), report=told.append)
    ranks = [heuristic.rank(answer) for answer in (start, *told, best)]
    assert ranks == sorted(ranks)
    for answer in (*told, best):
        assert checker.faults(problem, answer) == []
        assert checker.value(problem, answer) == pytest.approx(answer.value)


@pytest.mark.parametrize("feature", sorted(ALL))
def test_from_nothing_each_thing_alone_is_minded(feature: str) -> None:
    problem = random_problem(Random(5), 14, 3, 2, features={feature})
    best = heuristic.improve(problem, Answer(), until=steps(40))
    assert checker.faults(problem, best) == []
    assert best.value > 0


def test_the_same_seed_and_steps_give_the_same_plan() -> None:
    problem = random_problem(Random(11), 25, 4, 2)
    start = quick.first(problem)
    one, other = (heuristic.improve(problem, start, until=steps(60), seed=4) for _ in range(2))
    assert one == other


def test_it_finds_what_the_first_draft_misses() -> None:
    better = 0
    for seed in range(3):
        problem = random_problem(Random(seed), 30, 2, 1, features={"windows", "lunch"})
        start = quick.first(problem)
        better += heuristic.improve(problem, start, until=steps(80)).value > start.value + 1e-6
    assert better >= 2


def test_a_ring_of_orders_is_never_closed() -> None:
    problem = random_problem(Random(2), 9, 2, features={"lunch"})
    ring = replace(problem, before=((0, 1), (1, 2), (2, 0), (3, 4), (4, 3), (5, 6), (6, 5)))
    best = heuristic.improve(ring, Answer(), until=steps(40))
    assert checker.faults(ring, best) == []


def test_without_time_the_start_stays() -> None:
    problem = random_problem(Random(2), 12, 2, 1)
    start = quick.first(problem)
    assert heuristic.improve(problem, start, until=lambda: True) == start


def test_a_look_is_over_where_nothing_better_is_found_for_long() -> None:
    problem, asked = random_problem(Random(2), 8, 2, 1), iter(range(20_000))
    told: list[Answer] = []
    best = heuristic.improve(
        problem,
        Answer(),
        until=lambda: next(asked, None) is None,
        report=told.append,
        is_look=True,
    )
    assert best == told[-1]
    assert next(asked, None) is not None


def test_an_empty_start_tells_the_musts_it_leaves_out() -> None:
    visits = (Visit("must", 0, 60.0, 9.0, {}, must=True),)
    problem = Problem(visits, (Block(0, 0, 0, 0.0, 600.0),), ((0.0,),))
    assert heuristic.improve(problem, Answer(), until=steps(3)).impossible == (0,)


def test_a_must_is_never_given_up_for_value() -> None:
    windows = {0: ((0.0, 100.0),)}
    visits = (Visit("must", 0, 60.0, 1.0, windows, True), Visit("dear", 0, 60.0, 99.0, windows))
    problem = Problem(visits, (Block(0, 0, 0, 0.0, 100.0),), ((0.0,),))
    start = Answer((Route(0, (Stop(1, 0.0),)),), 99.0, impossible=(0,))
    best = heuristic.improve(problem, start, until=steps(20))
    assert [stop.visit for one in best.routes for stop in one.stops] == [0]


def test_the_pool_has_routes_that_can_be_and_their_worth() -> None:
    problem = random_problem(Random(8), 20, 3, 2, features=ALL - {"keep"})
    pool = Pool(Sheet(problem).kinds)
    heuristic.improve(problem, quick.first(problem), until=steps(50), pool=pool)
    assert len(pool) > len(problem.blocks)
    for entry in pool.entries():
        for block in (n for n, kind in enumerate(pool.kinds) if kind == entry.kind):
            found = route(problem, block, entry.order)
            assert found is not None
            assert worth(problem, found) >= entry.worth - 1e-6


def test_the_pool_keeps_the_best_of_equal_routes_and_forgets_the_oldest() -> None:
    pool = Pool((0, 0), limit=2)
    pool.put(0, (1, 2), 5.0)
    pool.put(0, (2, 1), 7.0)
    pool.put(0, (1, 2), 6.0)
    assert [(entry.order, entry.worth) for entry in pool.entries()] == [((2, 1), 7.0)]
    for visit in range(3, 7):
        pool.put(0, (visit,), 1.0)
    assert [entry.order for entry in pool.entries()] == [(5,), (6,)]


def test_blocks_are_alike_only_where_every_visit_can_do_the_same() -> None:
    block = Block(0, 0, 0, 0.0, 600.0)
    both = {0: ((0.0, 600.0),), 1: ((0.0, 600.0),), 2: ((0.0, 300.0),)}
    problem = Problem((Visit("one", 0, 60.0, 9.0, both),), (block, block, block), ((0.0,),))
    kinds = Sheet(problem).kinds
    assert kinds[0] == kinds[1]
    assert kinds[0] != kinds[2]
