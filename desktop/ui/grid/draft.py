"""What the grid is told of a draft: what becomes of each item, and the ways in between. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Becomes:
    """What a draft makes of an item: an icon and a word on it, and a sentence for its tip."""

    icon: str
    word: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class Way:
    """What is written between an item and the one that the same people go to next.

    `short` stands where there is no room for `text`.
    """

    from_id: str
    to_id: str
    text: str
    short: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft to be seen at a glance: what is in `changes` stands out, all else is calm.

    While one is shown, other programmes are where its items are now, each a pale outline.
    """

    changes: Mapping[str, Becomes] = field(default_factory=dict)
    ways: tuple[Way, ...] = ()

    def told(self, item_id: str) -> str:
        """The sentence on what becomes of an item; "" where it stays."""
        change = self.changes.get(item_id)
        return "" if change is None else change.told or change.word
