"""Which programme items were changed since somebody last looked, read from the change log."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import ItemGroup, ItemPerson
from desktop.domain.base import Entity
from desktop.store.log import CREATED, DELETED, Change
from desktop.store.values import read_json

_PARTS: dict[str, type[Entity]] = {"item_person": ItemPerson, "item_group": ItemGroup}


def touched_items(session: Session, since: int, others: Collection[str]) -> set[str] | None:
    """The items that changed after the unit of that number, with who is in them.

    None where an entity of one of the kinds `others` changed as well, on which all may depend.
    Deleted items are among them, and those of every record.
    """
    query = select(Change.kind, Change.entity_id, Change.action, Change.before, Change.after).where(
        Change.unit > since, Change.kind.in_({"item", *_PARTS, *others})
    )
    found: set[str] = set()
    for row in session.execute(query):
        if row.kind == "item":
            found.add(row.entity_id)
        elif row.kind not in _PARTS:
            return None
        elif row.action in (CREATED, DELETED):
            found.add(read_json(row.after if row.action == CREATED else row.before)["item_id"])
        else:
            part = session.get(_PARTS[row.kind], row.entity_id)
            if isinstance(part, ItemPerson | ItemGroup):
                found.add(part.item_id)
    return found
