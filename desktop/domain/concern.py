"""Which items of a programme concern some people, or a body that receives them."""

from collections.abc import Iterable
from dataclasses import dataclass

from desktop.domain.item import Item


@dataclass(frozen=True, slots=True)
class Concern:
    """Tells which items some people go to, by identity, or what their organisation (`host`) hosts.

    `travels` says that "everyone" includes them.
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
