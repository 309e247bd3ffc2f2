"""The routes to choose from do not depend on which plans were known."""

from itertools import permutations
from random import Random

import pytest

from desktop.planning.drafting.columns import Columns
from tests.planning.drafting.kit import random_problem


@pytest.mark.parametrize("seed", range(12))
def test_where_every_route_is_listed_no_plan_changes_one(seed: int) -> None:
    """Another order may be worth the same but for what adding up loses."""
    problem = random_problem(Random(seed), 6, 1, features=())
    columns = Columns(problem)
    assert columns.fill()
    scores, orders = list(columns.scores), list(columns.orders)
    for order in orders:
        for other in permutations(order) if len(order) < 5 else ():
            assert not columns.add(columns.kinds[0], other)
    assert (columns.scores, columns.orders) == (scores, orders)
