"""What is the same for every kind: find, change, copy, delete, replace, merge."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from desktop.domain.base import Entity, new_id
from desktop.domain.codes import GateState
from desktop.domain.gate import Gate
from desktop.domain.item import ItemPerson
from desktop.domain.task import Task
from desktop.domain.text import Trilingual, clean
from desktop.errors import Problem
from desktop.store.tree import (
    classes,
    is_owner,
    keys,
    kind_of,
    part_keys,
    record_of,
    reference_keys,
    referring,
    target_kind,
    with_parts,
)
from desktop.store.values import stored_columns

E = TypeVar("E", bound=Entity)


@dataclass(frozen=True, slots=True)
class Use:
    """A place where an entity is referred to: in what, as a part of which record."""

    kind: str
    entity_id: str
    field: str
    record_kind: str
    record_id: str
    record_label: Trilingual


def get(session: Session, cls: type[E], entity_id: str) -> E:
    """The entity with that identity; Problem `record_gone` (kind) when there is none any more."""
    entity = session.get(cls, entity_id)
    if entity is None:
        raise Problem("record_gone", kind=kind_of(cls))
    return entity


def tidy(value: object) -> object:
    """A value as it may be stored: texts without control characters and edge spaces."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Trilingual):
        return Trilingual(clean(value.ja), clean(value.da), clean(value.en))
    return value


def add(session: Session, entity: E) -> E:
    """Store a new entity, its texts tidied."""
    for key, column in stored_columns(inspect(type(entity))).items():
        value = getattr(entity, key)
        if isinstance(value, str) and not column.foreign_keys and key != "id":
            setattr(entity, key, clean(value))
    session.add(entity)
    return entity


def update(session: Session, cls: type[E], entity_id: str, **values: object) -> E:
    """Give fields of an entity new values; TypeError for a field that it does not have."""
    entity = get(session, cls, entity_id)
    for field, value in values.items():
        if not hasattr(cls, field):
            raise TypeError(f"{cls.__name__} has no field {field!r}")
        setattr(entity, field, tidy(value))
    return entity


def uses(session: Session, entity: Entity) -> list[Use]:
    """Where an entity, or a part of it, is referred to from outside itself."""
    family = list(with_parts(session, entity))
    own = {member.id for member in family}
    return [
        _use(session, other, str(column.key))
        for member in family
        for cls, column in reference_keys(type(member))
        for other in session.scalars(referring(cls, column, member.id))
        if other.id not in own
    ]


def _use(session: Session, other: Entity, field: str) -> Use:
    record = record_of(other, session.get)
    label = record.label() if hasattr(record, "label") else Trilingual()
    return Use(kind_of(other), other.id, field, kind_of(record), record.id, label)


def delete(session: Session, entity: Entity) -> None:
    """Delete an entity with its parts.

    Raises Problem `in_use` (kind, uses: tuple of Use) when something else refers to it.
    """
    where = uses(session, entity)
    if where:
        raise Problem("in_use", kind=kind_of(entity), uses=tuple(where))
    for member in reversed(list(with_parts(session, entity))):
        session.delete(member)


def replace(session: Session, old: Entity, new: Entity) -> int:
    """Let everything that refers to `old` refer to `new`; gives how many references moved.

    A link that would then stand twice (the same person twice in one delegation) is dropped.
    """
    moved = 0
    for cls, column in reference_keys(type(old)):
        for other in session.scalars(referring(cls, column, old.id)).all():
            if _has_twin(session, other, str(column.key), new.id):
                for member in reversed(list(with_parts(session, other))):
                    session.delete(member)
            else:
                setattr(other, str(column.key), new.id)
            moved += 1
    session.flush()
    return moved


def _has_twin(session: Session, other: Entity, field: str, new: str) -> bool:
    cls = type(other)
    owners = [column for column in keys(cls) if is_owner(column)]
    if not owners or len(keys(cls)) != len(owners) + 1:
        return False  # not a mere link between two things
    query = select(cls).where(inspect(cls).columns[field] == new)
    for column in owners:
        query = query.where(column == getattr(other, str(column.key)))
    if isinstance(other, ItemPerson):
        query = query.where(ItemPerson.involvement == other.involvement)
    return session.scalars(query).first() is not None


def merge(session: Session, duplicate: Entity, kept: Entity) -> None:
    """Make one of two: references and parts go to `kept`, whose empty fields are filled."""
    if duplicate.id == kept.id or type(duplicate) is not type(kept):
        raise Problem("cannot_merge", kind=kind_of(kept))
    for key, column in stored_columns(inspect(type(kept))).items():
        if key != "id" and not column.primary_key and not getattr(kept, key):
            value = getattr(duplicate, key)
            if value and not (column.foreign_keys and value == kept.id):
                setattr(kept, key, value)
    replace(session, duplicate, kept)
    for cls, column in part_keys(type(duplicate)):
        for part in session.scalars(referring(cls, column, duplicate.id)).all():
            setattr(part, str(column.key), kept.id)
    session.flush()
    session.delete(duplicate)


def duplicate(session: Session, entity: E, **changes: object) -> E:
    """A copy of an entity with all its parts under new identities; `changes` apply to the copy."""
    family = list(with_parts(session, entity))
    new_ids = {member.id: new_id() for member in family}
    copies = [_copy(member, new_ids) for member in family]
    for field, value in changes.items():
        setattr(copies[0], field, tidy(value))
    session.add_all(copies)
    session.flush()
    copy = copies[0]
    if not isinstance(copy, type(entity)):
        raise TypeError("a copy is of its original's class")
    return copy


def _copy(entity: Entity, new_ids: dict[str, str]) -> Entity:
    copy = type(entity)()
    for key in stored_columns(inspect(type(entity))):
        value = getattr(entity, key)
        setattr(copy, key, new_ids.get(value, value) if isinstance(value, str) else value)
    for composite in inspect(type(copy)).composites:
        copy.__dict__.pop(composite.key, None)
    return copy


def parts(session: Session, cls: type[E], owner_kind: str, owner_id: str) -> list[E]:
    """The parts of a class that belong to that owner, in their own order where they have one."""
    column = next(
        column for column in keys(cls) if is_owner(column) and target_kind(column) == owner_kind
    )
    found = list(session.scalars(referring(cls, column, owner_id)))
    if "position" in inspect(cls).columns:
        found.sort(key=_position)
    return found


def _position(entity: Any) -> int:
    return int(entity.position)


def start_over(session: Session, owner_kind: str, owner_id: str) -> None:
    """Set the gates of a copied record to not started and its tasks to not done."""
    for gate in parts(session, Gate, owner_kind, owner_id):
        gate.state = GateState.NOT_STARTED.value
        gate.started = gate.decided = gate.expires = None
    for task in parts(session, Task, owner_kind, owner_id):
        task.done = None


def reorder(entities: Iterable[Any]) -> None:
    """Number entities by the order they come in."""
    for position, entity in enumerate(entities):
        if entity.position != position:
            entity.position = position


def by_kind(kind: str) -> type[Entity]:
    """The class of a kind; KeyError when there is no such kind."""
    return classes()[kind]
