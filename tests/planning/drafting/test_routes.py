"""Every route of a day is listed, each set of visits with its best."""

from dataclasses import replace
from random import Random

import pytest

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


def test_too_many_routes_are_said_to_be() -> None:
    problem = random_problem(Random(1), 14, 1, features=())
    listing = listed(Day(problem, 0), most=500)
    assert not listing.is_complete
    assert 500 <= listing.labels < 5000


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
