"""Which items of a programme concern some people, or a body that receives them."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.item import Item


@dataclass(frozen=True, slots=True)
class Concern:
    """Tells which items some people go to, by identity, or what their organisation (`host`) hosts.

    `travels` says that "everyone" includes them. That is so of all members, also of those who only
    help (an interpreter, the local team): they go along and need the whole programme, although
    nobody counts them among the guests or invites them (`comparing.going`).
    """

    people: frozenset[str]
    groups: frozenset[str] = frozenset()
    travels: bool = False
    host: str | None = None

    def of(self, items: Iterable[Item]) -> list[Item]:
        """The items, each once, in their order."""
        known = {item.id: item for item in items}
        return [item for item in known.values() if self._goes_to(item, known, frozenset())]

    def _goes_to(self, item: Item, known: dict[str, Item], above: frozenset[str]) -> bool:
        if self.host is not None and item.host_organisation_id == self.host:
            return True
        # Somebody who does not travel is named where they are wanted.
        if any(link.person_id in self.people for link in item.people):
            return True
        block = known.get(item.parent_id or "")
        if item.everyone and block is not None and block.id not in above:
            # "Everyone" within a block means everyone of the block.
            return self._goes_to(block, known, above | {item.id})
        return self.travels and item.concerns("", self.groups)


def blocks_around(item: Item, items: Iterable[Item]) -> list[Item]:
    """The blocks, among some items, that tell who "everyone" of an item is, the innermost first."""
    found: list[Item] = []
    while item.everyone and item.parent_id is not None:
        block = next((one for one in items if one.id == item.parent_id), None)
        if block is None or block in found:
            break
        found.append(block)
        item = block
    return found
