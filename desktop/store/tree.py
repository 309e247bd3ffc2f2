"""Which class owns which, read off the mapped classes themselves."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, select
from sqlalchemy.orm import Session, configure_mappers

from desktop.domain.base import Base, Entity


@cache
def classes() -> dict[str, type[Entity]]:
    """All entity classes by table name; the name is the entity's kind everywhere outside Python."""
    configure_mappers()
    return {
        mapper.class_.__tablename__: mapper.class_
        for mapper in Base.registry.mappers
        if issubclass(mapper.class_, Entity)
    }


def kind_of(entity: Entity | type[Entity]) -> str:
    """The kind of an entity: its table name."""
    return str(entity.__tablename__)


@cache
def keys(cls: type[Entity]) -> tuple[Column[Any], ...]:
    """The columns of a class that refer to others."""
    return tuple(
        column for column in cls.metadata.tables[kind_of(cls)].columns if column.foreign_keys
    )


def target_kind(column: Column[Any]) -> str:
    """The kind that a key column refers to."""
    return next(iter(column.foreign_keys)).column.table.name


def is_owner(column: Column[Any]) -> bool:
    """Whether the key says what the entity is a part of."""
    return bool(column.info.get("owner"))


def is_loose(column: Column[Any]) -> bool:
    """Whether the key lets go of what it refers to when that is deleted."""
    return bool(column.info.get("loose"))


@cache
def part_keys(cls: type[Entity]) -> tuple[tuple[type[Entity], Column[Any]], ...]:
    """The classes that are parts of this one, with the key that says so."""
    return tuple(
        (other, column)
        for other in classes().values()
        for column in keys(other)
        if is_owner(column) and target_kind(column) == kind_of(cls)
    )


@cache
def reference_keys(cls: type[Entity]) -> tuple[tuple[type[Entity], Column[Any]], ...]:
    """The classes that refer to this one without being a part of it."""
    return tuple(
        (other, column)
        for other in classes().values()
        for column in keys(other)
        if not is_owner(column) and target_kind(column) == kind_of(cls)
    )


def referring(cls: type[Entity], column: Column[Any], entity_id: str) -> Select[Any]:
    """The query for entities whose key `column` is `entity_id`."""
    return select(cls).where(column == entity_id)


def with_parts(session: Session, entity: Entity) -> Iterator[Entity]:
    """The entity and everything that is a part of it, owners before parts."""
    yield entity
    for cls, column in part_keys(type(entity)):
        for part in session.scalars(referring(cls, column, entity.id)):
            yield from with_parts(session, part)


Finder = Callable[[type[Entity], str], Entity | None]


def record_of(entity: Entity, find: Finder) -> Entity:
    """The thing at the top that an entity is a part of; itself when it stands alone."""
    for column in keys(type(entity)):
        owner_id = getattr(entity, column.key) if is_owner(column) else None
        if owner_id is not None:
            owner = find(classes()[target_kind(column)], owner_id)
            if owner is not None:
                return record_of(owner, find)
    return entity
