"""What is the same for every kind: find, change, copy, delete, replace, merge."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Column, inspect, select
from sqlalchemy.orm import Session

from desktop.domain.base import Entity, new_id
from desktop.domain.codes import DueAnchor, Function, GateState, ItemStatus
from desktop.domain.delegation import Member
from desktop.domain.gate import Gate
from desktop.domain.item import Item, ItemPerson
from desktop.domain.task import Task
from desktop.domain.text import Trilingual, clean
from desktop.errors import Problem
from desktop.store.tree import (
    classes,
    is_loose,
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
from desktop.store.values import forget_composites, stored_columns

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
    forget_composites(entity)
    session.add(entity)
    return entity


def update(session: Session, cls: type[E], entity_id: str, **values: object) -> E:
    """Give fields of an entity new values; None empties a text. TypeError for an unknown field."""
    entity = get(session, cls, entity_id)
    for field, value in values.items():
        if not hasattr(cls, field):
            raise TypeError(f"{cls.__name__} has no field {field!r}")
        setattr(entity, field, tidy(value))
    forget_composites(entity)
    return entity


def uses(session: Session, entity: Entity) -> list[Use]:
    """Where an entity, or a part of it, is held by something outside itself."""
    family = list(with_parts(session, entity))
    own = {member.id for member in family}
    return [
        _use(session, other, str(column.key))
        for member in family
        for cls, column in reference_keys(type(member))
        if not is_loose(column)
        for other in session.scalars(referring(cls, column, member.id))
        if other.id not in own
    ]


def _use(session: Session, other: Entity, field: str) -> Use:
    record = record_of(other, session.get)
    label = record.label() if hasattr(record, "label") else Trilingual()
    return Use(kind_of(other), other.id, field, kind_of(record), record.id, label)


def delete(session: Session, entity: Entity) -> None:
    """Delete an entity with its parts; links that do not hold it let go.

    Raises Problem `in_use` (kind, uses: tuple of Use) when something else refers to it.
    """
    where = uses(session, entity)
    if where:
        raise Problem("in_use", kind=kind_of(entity), uses=tuple(where))
    family = list(with_parts(session, entity))
    for member in family:
        for cls, column in reference_keys(type(member)):
            if is_loose(column):
                for other in session.scalars(referring(cls, column, member.id)):
                    setattr(other, str(column.key), None)
    session.flush()
    for member in reversed(family):
        session.delete(member)


def replace(session: Session, old: Entity, new: Entity) -> int:
    """Let everything that refers to `old` refer to `new`; gives how many references moved.

    A link that would then stand twice (the same person twice in one delegation) is dropped, and
    what it alone says goes to the one that stays; a thing is never made to refer to itself.
    """
    moved = 0
    for cls, column in reference_keys(type(old)):
        for other in session.scalars(referring(cls, column, old.id)).all():
            twin = _twin(session, other, column, new.id)
            if twin is None:
                setattr(other, str(column.key), None if other.id == new.id else new.id)
            else:
                _fill(twin, other)
                _keep_function(twin, other)
                session.delete(other)
            moved += 1
    session.flush()
    return moved


def _twin(session: Session, other: Entity, key: Column[Any], new: str) -> Entity | None:
    # A mere link between two things cannot be without either of them; a slot, say, can.
    cls = type(other)
    owners = [column for column in keys(cls) if is_owner(column)]
    if key.nullable or len(owners) != 1:
        return None
    query = select(cls).where(key == new, owners[0] == getattr(other, str(owners[0].key)))
    if isinstance(other, ItemPerson):
        query = query.where(ItemPerson.involvement == other.involvement)
    return session.scalars(query).first()


def _keep_function(twin: Entity, other: Entity) -> None:
    # Whoever leads under either name leads.
    if isinstance(twin, Member) and isinstance(other, Member) and twin.function == Function.MEMBER:
        twin.function = other.function


def _fill(kept: Entity, other: Entity) -> None:
    """Give the empty fields of one entity what another of its class has there."""
    for key, column in stored_columns(inspect(type(kept))).items():
        value = getattr(other, key)
        if getattr(kept, key) in (None, "") and not (column.foreign_keys and value == kept.id):
            setattr(kept, key, value)
    forget_composites(kept)


def merge(session: Session, duplicate: Entity, kept: Entity) -> None:
    """Make one of two: references and parts go to `kept`, whose empty fields are filled."""
    if duplicate.id == kept.id or type(duplicate) is not type(kept):
        raise Problem("cannot_merge", kind=kind_of(kept))
    _fill(kept, duplicate)
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
    for made in copies:
        forget_composites(made)
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
    """Set a copied record's gates to not started, its tasks to not done, its items to tentative.

    Nothing of the copy takes place at a slot that the original has booked.
    """
    for part in list(with_parts(session, get(session, by_kind(owner_kind), owner_id))):
        if isinstance(part, Gate):
            part.state = GateState.NOT_STARTED.value
            part.started = part.decided = part.expires = part.remind = None
            part.conditions = ""
        elif isinstance(part, Task):
            if part.done is not None and part.anchor != DueAnchor.FIXED:
                part.due = None  # the day that it was due in the other record
            part.done = None
        elif isinstance(part, Item):
            part.slot_id = None
            if part.status == ItemStatus.CONFIRMED:
                part.status = ItemStatus.TENTATIVE.value


def reorder(entities: Iterable[Any]) -> None:
    """Number entities by the order they come in."""
    for position, entity in enumerate(entities):
        if entity.position != position:
            entity.position = position


def by_kind(kind: str) -> type[Entity]:
    """The class of a kind; KeyError when there is no such kind."""
    return classes()[kind]
