"""Rows that no choice of whole routes violates, but routes taken in part do."""

from typing import TYPE_CHECKING

from desktop.planning.drafting.columns import Matrix

if TYPE_CHECKING:
    from desktop.planning.drafting.columns import Bools, Floats, Numbers

# How many are found at once, and how much they have to be violated.
_CUTS = 30
_VIOLATED = 0.02


def violated(matrix: Matrix, routes: "Numbers", parts: "Floats") -> list["Bools"]:
    """The cuts that routes violate of which so large a part is taken: the columns in each.

    Of three rows that allow one route each, one route alone can be in two or more.
    """
    import numpy as np

    count = len(matrix.scores)
    end = matrix.begins[count]
    columns = np.repeat(np.arange(count), np.diff(matrix.begins[: count + 1]))
    rows = matrix.rows[:end]
    place = np.full(count, -1)
    place[routes] = np.arange(len(routes))
    where = np.full(len(matrix.upper), -1)
    single = np.flatnonzero(matrix.upper == 1.0)
    where[single] = np.arange(len(single))
    inside = np.zeros((len(single), len(routes)))
    here = (place[columns] >= 0) & (where[rows] >= 0)
    inside[where[rows[here]], place[columns[here]]] = 1.0
    busy = np.flatnonzero(inside.sum(axis=1) > 1)
    inside, single = inside[busy], single[busy]
    both = (inside * parts) @ inside.T
    # At most this much is taken of routes in two of them; the depth below is exact.
    sums = both[:, :, None] + both[:, None, :] + both[None, :, :]
    one, two, three = np.nonzero(sums > 1.0 + _VIOLATED)
    rising = (one < two) & (two < three)
    one, two, three = one[rising], two[rising], three[rising]
    depth = ((inside[one] + inside[two] + inside[three]) >= 2) @ parts - 1.0
    deepest = np.argsort(-depth, kind="stable")[:_CUTS]
    found = []
    for n in deepest[depth[deepest] > _VIOLATED]:
        is_of = np.zeros(len(matrix.upper), dtype=bool)
        is_of[single[[one[n], two[n], three[n]]]] = True
        found.append(np.bincount(columns[is_of[rows]], minlength=count) >= 2)
    return found
