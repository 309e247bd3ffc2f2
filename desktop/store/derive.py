"""What is computed from an entity's own fields when it is written: UTC and search text."""

from sqlalchemy import inspect

from desktop.domain.base import Entity
from desktop.domain.time import Moment
from desktop.store.search import searchable


def derive(entity: Entity) -> None:
    """Bring the derived columns of an entity up to date."""
    for attribute in inspect(type(entity)).column_attrs:
        name = attribute.columns[0].info.get("instant_of")
        if name is not None:
            moment: Moment = getattr(entity, name)
            setattr(entity, attribute.key, moment.utc() if moment is not None else None)
    parts = getattr(entity, "search_parts", None)
    if parts is not None:
        text = searchable(parts())
        if getattr(entity, "search") != text:
            setattr(entity, "search", text)
