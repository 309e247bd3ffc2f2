"""Which items are within which blocks, of all records at once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Item

# These of a block say who "everyone" within it is.
WHOSE = ("everyone", "parent_id")


@dataclass(frozen=True, slots=True)
class Blocks:
    """The block of each item that is in one, and the items of each block, by identity."""

    block_of: Mapping[str, str]
    inside: Mapping[str, list[str]]

    @classmethod
    def read(cls, session: Session) -> "Blocks":
        """The blocks as they are now."""
        # Said so, few items are found by their index; IS NOT NULL would read them all.
        rows = session.execute(select(Item.id, Item.parent_id).where(Item.parent_id > ""))
        block_of = {row.id: row.parent_id for row in rows}
        inside: defaultdict[str, list[str]] = defaultdict(list)
        for item, block in block_of.items():
            inside[block].append(item)
        return cls(block_of, inside)

    def within(self, ids: Iterable[str]) -> set[str]:
        """All that is within some blocks, and within what is in them."""
        return all_inside(self.inside, ids)

    def around(self, ids: Iterable[str]) -> set[str]:
        """The blocks that some items are in, and those around these."""
        found: set[str] = set()
        for one in ids:
            block = self.block_of.get(one)
            while block is not None and block not in found:
                found.add(block)
                block = self.block_of.get(block)
        return found


def all_inside(inside: Mapping[str, Iterable[str]], ids: Iterable[str]) -> set[str]:
    """All that is within some blocks and within what is in them, by what is directly in each."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        new = set(inside.get(waiting.pop(), ())) - found
        found |= new
        waiting += new
    return found
