"""The times of a day's visits: as good as trying every minute finds them."""

from itertools import pairwise, permutations, product
from random import Random

import pytest

from desktop.planning.drafting.problem import (
    Answer,
    Block,
    Fixed,
    Keep,
    Lunch,
    Problem,
    Route,
    Stop,
    Visit,
)
from desktop.planning.drafting.schedule import answer, route
from tests.planning.drafting import checker

HOURS = 27


def tiny(seed: int) -> Problem:
    """A day in hours with all that can beset it, small enough to try every start."""
    rng = Random(seed)
    count = rng.randint(1, 3)
    places = count + 3
    travel = tuple(
        tuple(0 if a == b else rng.randint(0, 4) for b in range(places)) for a in range(places)
    )
    fixed: list[Fixed] = []
    time = rng.randint(0, 6)
    for number in range(rng.randint(0, 2)):
        time += rng.randint(3, 8)
        end = time + rng.randint(1, 3)
        place = (count + 2, rng.choice((count + 1, count + 2)))
        fixed.append(Fixed(f"f{number}", *place, time, end, rng.random() < 0.2))
        time = end
    lunch = Lunch(8, 8 + rng.randint(2, 6), 2) if rng.random() < 0.6 else None
    block = Block(
        *(0, count, rng.choice((count, count + 1)), rng.randint(0, 3), rng.randint(15, 26)),
        lunch=lunch,
        longest=rng.choice((None, rng.randint(6, 16))),
        fixed=tuple(fixed),
    )
    visits = tuple(_visit(rng, number) for number in range(count))
    return Problem(visits, (block,), travel, rng.choice((0, 0.5)), rng.choice((0, 0.25)))


def _visit(rng: Random, number: int) -> Visit:
    spans, time = [], 0
    for _ in range(rng.randint(1, 3)):
        first = time + rng.randint(0, 7)
        time = first + rng.randint(2, 7)
        spans.append((first, time))
    bonus = tuple(
        ((first, first + rng.randint(2, 8)), rng.randint(1, 4))
        for first in (rng.randint(0, 20), rng.randint(0, 20))
    )
    keep = Keep(rng.randint(0, 1), rng.randint(1, 18), rng.randint(1, 6))
    return Visit(
        *(f"v{number}", number, rng.randint(1, 3), rng.randint(1, 20), {0: tuple(spans)}),
        bonus={0: bonus} if rng.random() < 0.5 else {},
        keep=keep if rng.random() < 0.4 else None,
    )


def best_of_all(problem: Problem, order: tuple[int, ...]) -> float | None:
    """The value of the best starts that the checker allows."""
    found = []
    for starts in product(range(HOURS), repeat=len(order)):
        if any(one > other for one, other in pairwise(starts)):
            continue
        stops = tuple(Stop(visit, start) for visit, start in zip(order, starts, strict=True))
        plan = Answer((Route(0, stops),))
        if not checker.faults(problem, plan):
            found.append(checker.value(problem, plan))
    return max(found, default=None)


# Those that once found mistakes are among them: stops that end elsewhere, a kept hour in a window,
# lunch on the way.
@pytest.mark.parametrize("seed", [*range(25), 124, 337])
def test_the_best_times_are_found(seed: int) -> None:
    problem = tiny(seed)
    for order in list(permutations(range(len(problem.visits))))[:2]:
        expected, found = best_of_all(problem, order), route(problem, 0, order)
        if found is None:
            assert expected is None
            continue
        plan = answer(problem, [found])
        assert checker.faults(problem, plan) == []
        assert plan.value == pytest.approx(checker.value(problem, plan))
        assert plan.value == pytest.approx(expected)


def day(*visits: Visit, block: Block, way: float = 1.0) -> Problem:
    places = len(visits) + 1
    travel = tuple(tuple(0.0 if a == b else way for b in range(places)) for a in range(places))
    return Problem(visits, (block,), travel)


def test_a_short_day_begins_as_late_as_needed() -> None:
    early = Visit("early", 0, 2, 10, {0: ((0, 10),)})
    late = Visit("late", 1, 2, 10, {0: ((9, 12),)})
    problem = day(early, late, block=Block(0, 2, 2, 0, 24, longest=8))
    found = route(problem, 0, (0, 1))
    assert found is not None
    assert found.stops == (Stop(0, 5), Stop(1, 9))
    assert route(day(early, late, block=Block(0, 2, 2, 0, 24, longest=6)), 0, (0, 1)) is None


def test_a_kept_visit_stays_where_no_window_is() -> None:
    kept = Visit("kept", 0, 2, 10, {0: ((2, 6),)}, keep=Keep(0, 12, 5))
    found = route(day(kept, block=Block(0, 1, 1, 0, 24)), 0, (0,))
    assert found is not None
    assert found.stops == (Stop(0, 12),)


def test_visits_go_round_what_is_fixed() -> None:
    fixed = Fixed("fixed", 1, 1, 5, 9)
    visit = Visit("visit", 0, 3, 10, {0: ((0, 24),)})
    problem = day(visit, block=Block(0, 1, 1, 2, 24, fixed=(fixed,)))
    found = route(problem, 0, (0,))
    assert found is not None
    assert found.stops == (Stop(0, 10),)


def test_within_fixed_stops_that_overlap_there_is_no_time() -> None:
    stops = (Fixed("long", 1, 1, 5, 20), Fixed("short", 1, 1, 6, 7))
    visit = Visit("visit", 0, 3, 10, {0: ((0, 30),)})
    found = route(day(visit, block=Block(0, 1, 1, 4, 30, fixed=stops)), 0, (0,))
    assert found is not None
    assert found.stops == (Stop(0, 20),)


def test_an_answer_names_the_musts_left_out() -> None:
    visits = (
        Visit("one", 0, 2, 100, {0: ((0, 9),)}, must=True),
        Visit("other", 1, 2, 100, {0: ((0, 1),)}, must=True),
    )
    problem = day(*visits, block=Block(0, 2, 2, 0, 24))
    found = route(problem, 0, (0,))
    assert found is not None
    plan = answer(problem, [found], proven=True)
    assert (plan.impossible, plan.proven) == ((1,), True)
    assert plan.value == pytest.approx(100 - 0.02 * 2)
