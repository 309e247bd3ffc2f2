"""Every route of a day is listed, each set of visits with its best."""

from dataclasses import replace
from random import Random

import pytest

from desktop.planning.drafting import routes
from desktop.planning.drafting.problem import Block, Problem, Visit
from desktop.planning.drafting.routes import Listing, likeness, listed
from desktop.planning.drafting.schedule import Day, worth
from tests.planning.drafting import brute
from tests.planning.drafting.kit import random_problem


def by_set(listing: Listing) -> dict[frozenset[int], float]:
    return {
        frozenset(order): score for order, score in zip(listing.orders, listing.scores, strict=True)
    }


@pytest.mark.parametrize("seed", [*range(30), 66])
def test_every_set_is_listed_with_what_it_is_worth(seed: int) -> None:
    rng = Random(seed)
    problem = random_problem(rng, rng.randint(1, 4), 2, rng.randint(1, 2))
    for block in range(len(problem.blocks)):
        listing = listed(Day(problem, block))
        expected = {
            visits: worth(problem, route) for visits, route in brute.routes(problem, block).items()
        }
        assert listing.is_complete
        assert by_set(listing) == pytest.approx(expected)


def test_a_mask_is_of_the_visits_of_its_order() -> None:
    problem = random_problem(Random(3), 6, 1, features=())
    listing = listed(Day(problem, 0))
    assert listing.masks == [sum(1 << visit for visit in order) for order in listing.orders]
    assert len(set(listing.masks)) == len(listing.masks) > 6


@pytest.mark.parametrize("seed", range(5))
def test_more_visits_than_bits_of_a_word_are_told_apart(seed: int) -> None:
    """Seventy that are all possible at one time of the day alone, before those of a problem."""
    features = ("apart", "before", "bonus", "ends", "lunch", "windows")
    problem, more = random_problem(Random(seed), 4, 1, features=features), 70
    block = problem.blocks[0]
    late = block.closes - problem.travel[0][block.end_place] - 1.0
    visits = tuple(Visit(f"late{n}", 0, 1.0, 10.0, {0: ((late, late + 1.0),)}) for n in range(more))
    apart = tuple((one + more, other + more) for one, other in problem.apart)
    before = tuple((one + more, other + more) for one, other in problem.before)
    visits = (*visits, *problem.visits)
    many = replace(problem, visits=visits, apart=apart, before=before)
    listing, expected = listed(Day(many, 0)), by_set(listed(Day(problem, 0)))
    assert {
        frozenset(visit - more for visit in visits): score
        for visits, score in by_set(listing).items()
        if min(visits) >= more
    } == pytest.approx(expected)
    assert listing.masks == [sum(1 << visit for visit in order) for order in listing.orders]
    assert all(sum(visit < more for visit in order) <= 1 for order in listing.orders)
    assert {order[0] for order in listing.orders if len(order) == 1} >= set(range(more))


@pytest.mark.parametrize("seed", range(10))
def test_the_same_is_listed_however_many_are_reckoned_at_once(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    problem = random_problem(Random(seed), 7, 1)
    expected = by_set(listed(Day(problem, 0)))
    monkeypatch.setattr(routes, "_AT_ONCE", 12)
    assert by_set(listed(Day(problem, 0))) == pytest.approx(expected)


def test_too_many_routes_are_said_to_be() -> None:
    problem = random_problem(Random(1), 14, 1, features=())
    listing = listed(Day(problem, 0), most=500)
    assert not listing.is_complete
    assert 500 <= listing.labels < 5000


def test_far_too_many_routes_are_foreseen_before_time_is_spent_on_them() -> None:
    many = listed(Day(random_problem(Random(1), 90, 1, features=()), 0))
    assert not many.is_complete
    assert many.labels < 20_000
    some = listed(Day(random_problem(Random(1), 12, 1, features=()), 0), most=60_000)
    assert some.is_complete
    assert some.labels > 5_000


def test_listing_stops_when_told() -> None:
    asked: list[int] = []

    def stop() -> bool:
        asked.append(1)
        return len(asked) > 2

    problem = random_problem(Random(1), 14, 1, features=())
    assert not listed(Day(problem, 0), stop=stop).is_complete
    assert len(asked) == 3


def test_blocks_are_alike_on_other_days_but_not_where_a_visit_has_other_windows() -> None:
    block = Block(0, 1, 1, 0, 24)
    spans = ((0.0, 9.0),)
    visit = Visit("visit", 0, 2, 10, {0: spans, 1: spans})
    problem = Problem((visit,), (block, replace(block, day=1)), ((0, 1), (1, 0)))
    assert likeness(Day(problem, 0)) == likeness(Day(problem, 1))
    later = replace(visit, windows={0: spans, 1: ((1.0, 9.0),)})
    problem = replace(problem, visits=(later,))
    assert likeness(Day(problem, 0)) != likeness(Day(problem, 1))
