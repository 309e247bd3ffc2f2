"""Entities that were not loaded from the file, joined as loading would have joined them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm import RelationshipProperty
from sqlalchemy.orm.attributes import set_committed_value

from desktop.domain.base import Entity


def knit(entities: Iterable[Entity]) -> None:
    """Set every relationship among some entities; one to what is not among them is None."""
    found = list(entities)
    by_id = {entity.id: entity for entity in found}
    parts: dict[tuple[type[Entity], str], dict[str, list[Entity]]] = {}

    def parts_of(relation: RelationshipProperty[Any]) -> dict[str, list[Entity]]:
        ((_local, remote),) = relation.local_remote_pairs or ()
        cls, key = relation.mapper.class_, str(remote.key)
        if (cls, key) not in parts:
            grouped: defaultdict[str, list[Entity]] = defaultdict(list)
            for entity in found:
                if type(entity) is cls and getattr(entity, key) is not None:
                    grouped[getattr(entity, key)].append(entity)
            for some in grouped.values():
                some.sort(key=lambda one: (getattr(one, "position", 0), one.id))
            parts[cls, key] = grouped
        return parts[cls, key]

    for entity in found:
        for relation in inspect(type(entity)).relationships:
            if relation.uselist:
                value: object = parts_of(relation).get(entity.id, [])
            else:
                ((local, _remote),) = relation.local_remote_pairs or ()
                value = by_id.get(getattr(entity, str(local.key)) or "")
            set_committed_value(entity, relation.key, value)
