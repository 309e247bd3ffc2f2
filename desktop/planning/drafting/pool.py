"""Good routes that the heuristic came by, for a better plan to be put together from them."""

from collections.abc import Sequence
from typing import NamedTuple


class Entry(NamedTuple):
    """Visits in their order, in any block of a kind, and what they are worth there at least."""

    kind: int
    order: tuple[int, ...]
    worth: float


class Pool:
    """A bounded set of routes: of the same visits in blocks of one kind only the best is kept.

    `kinds[block]` is equal for blocks that can have the same routes (`Sheet.kinds`). Where there
    are too many, those go that were in no good plan for the longest time.
    """

    def __init__(self, kinds: Sequence[int], limit: int = 6000) -> None:
        self.kinds = tuple(kinds)
        self._limit = limit
        self._entries: dict[tuple[int, frozenset[int]], Entry] = {}

    def __len__(self) -> int:
        return len(self._entries)

    def entries(self) -> list[Entry]:
        """All routes, those that were met last at the end."""
        return list(self._entries.values())

    def put(self, kind: int, order: Sequence[int], worth: float) -> None:
        """Keep a route unless one of the same visits is known that is worth as much."""
        key = (kind, frozenset(order))
        known = self._entries.pop(key, None)
        if known is None or known.worth < worth:
            known = Entry(kind, tuple(order), worth)
        self._entries[key] = known
        if len(self._entries) > 2 * self._limit:
            for old in list(self._entries)[: -self._limit]:
                del self._entries[old]
