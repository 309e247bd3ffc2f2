"""Ways of having begun a day, thousands at once, and which of them are worth going on from."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]
    Shorts = NDArray[np.int16]
    Words = NDArray[np.uint64]

# So many visits are told by the bits of one word.
WORD = 64


@dataclass(slots=True)
class Labels:
    """Ways of having begun one block, with as many visits in each; one place of all arrays is one.

    `sets` has rows of words with a bit for each visit made, `last` the visit it ends with (-1:
    none), `end` when it ends, `pay` what it gains, `ate` whether lunch was had, `takes` how long
    it takes without waiting, `latest` the latest leaving that still keeps every window, and
    `orders` rows of the visits as they are made.
    """

    sets: "Words"
    last: "Numbers"
    end: "Floats"
    pay: "Floats"
    ate: "Bools"
    takes: "Floats"
    latest: "Floats"
    orders: "Shorts"

    def __len__(self) -> int:
        return len(self.last)

    def of(self, some: Any) -> "Labels":
        """Those in some places: a slice, numbers or a choice."""
        return Labels(*(array[some] for array in self._arrays()))

    def _arrays(self) -> list[Any]:
        return [getattr(self, one.name) for one in fields(self)]


def joined(parts: Sequence[Labels]) -> Labels:
    """All of some labels after each other."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    arrays = zip(*(part._arrays() for part in parts), strict=True)
    return Labels(*(np.concatenate(some) for some in arrays))


def fewest(labels: Labels, *, timed: bool) -> Labels:
    """Those of which none with the same visits and end is better in every way.

    How long they take and when they may leave counts only where it is `timed`.
    """
    import numpy as np

    if len(labels) < 2:
        return labels
    keys = [~labels.ate, -labels.pay, labels.end, labels.last, *labels.sets.T]
    if timed:
        keys = [-labels.latest, labels.takes, *keys]
    # What is better in every way comes before what it beats.
    labels = labels.of(np.lexsort(keys))
    pay, ate, takes, latest = labels.pay, labels.ate, labels.takes, labels.latest
    is_new = np.ones(len(labels), dtype=bool)
    is_new[1:] = labels.last[1:] != labels.last[:-1]
    is_new[1:] |= (labels.sets[1:] != labels.sets[:-1]).any(axis=1)
    firsts = np.flatnonzero(is_new)
    places = np.arange(len(labels)) - np.repeat(firsts, np.diff(firsts, append=len(labels)))
    good, back, left = np.ones(len(labels), dtype=bool), 1, np.flatnonzero(places > 0)
    while len(left):
        other = left - back
        beaten = (pay[other] >= pay[left]) & (ate[other] >= ate[left])
        if timed:
            beaten &= (takes[other] <= takes[left]) & (latest[other] >= latest[left])
        good[left[beaten]] = False
        back += 1
        left = left[~beaten & (places[left] >= back)]
    return labels.of(good)
