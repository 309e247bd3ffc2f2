"""Of thousands of beginnings of a day those that another beats are left out, and no others."""

from random import Random
from typing import Any

import numpy as np
import pytest

from desktop.planning.drafting.labels import Labels, fewest, joined


def some(rng: Random, count: int) -> Labels:
    """Labels of few sets and times, so that many are beaten and some are equal."""

    def drawn(values: tuple[float, ...]) -> Any:
        return np.array([rng.choice(values) for _ in range(count)])

    return Labels(
        sets=np.array([[rng.randrange(2), rng.randrange(2)] for _ in range(count)], np.uint64),
        last=drawn((-1, 0, 1)).astype(np.int64),
        end=drawn((10.0, 20.0, 30.0)),
        pay=drawn((0.0, 1.0, 2.0)),
        ate=drawn((0, 1)).astype(bool),
        takes=drawn((5.0, 6.0)),
        latest=drawn((1.0, 2.0)),
        orders=np.arange(count, dtype=np.int16)[:, None],
    )


def rows(labels: Labels, *, timed: bool) -> list[tuple[tuple[int, ...], tuple[float, ...]]]:
    """What makes a label as good as another, larger numbers being better; by set and last."""
    found = []
    for n in range(len(labels)):
        key = (*labels.sets[n].tolist(), int(labels.last[n]))
        good = (-labels.end[n], labels.pay[n], float(labels.ate[n]))
        times = (-labels.takes[n], labels.latest[n]) if timed else ()
        found.append((key, tuple(map(float, (*good, *times)))))
    return found


@pytest.mark.parametrize("timed", [True, False])
@pytest.mark.parametrize("seed", range(20))
def test_what_no_other_beats_is_left(seed: int, timed: bool) -> None:
    rng = Random(seed)
    labels = some(rng, rng.randrange(200))
    kept = rows(fewest(labels, timed=timed), timed=timed)
    distinct = set(rows(labels, timed=timed))
    expected = {
        (key, one)
        for key, one in distinct
        if not any(
            key == other and one != better and all(a <= b for a, b in zip(one, better, strict=True))
            for other, better in distinct
        )
    }
    assert len(kept) == len(set(kept))
    assert set(kept) == expected


def test_labels_stay_whole_where_they_are_joined_and_picked() -> None:
    labels = some(Random(1), 30)
    again = joined([labels.of(slice(20)), labels.of(np.arange(20, 30))])
    assert again.orders.ravel().tolist() == list(range(30))
    assert rows(again, timed=True) == rows(labels, timed=True)
