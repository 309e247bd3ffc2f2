"""What is computed from an entity's own fields when it is written: UTC and search text."""

from typing import Protocol, runtime_checkable

from sqlalchemy import inspect

from desktop.domain.base import Entity
from desktop.domain.time import Moment
from desktop.store.search import searchable


@runtime_checkable
class Findable(Protocol):
    """An entity that lists the texts it is found by."""

    search: str

    def search_parts(self) -> list[str]:
        """The texts it is found by."""


def derive(entity: Entity) -> None:
    """Bring the derived columns of an entity up to date."""
    for attribute in inspect(type(entity)).column_attrs:
        name = attribute.columns[0].info.get("instant_of")
        if name is not None:
            moment: Moment = getattr(entity, name)
            setattr(entity, attribute.key, moment.utc() if moment is not None else None)
    if isinstance(entity, Findable):
        text = searchable(entity.search_parts())
        if entity.search != text:
            entity.search = text
