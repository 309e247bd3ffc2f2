"""Undo and redo as new units of the change log, and a record's history read from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, inspect, or_, select
from sqlalchemy.orm import Session, aliased

from desktop.domain.base import Entity, UnreadableCell
from desktop.errors import Problem
from desktop.store.log import CHANGED, CREATED, DO, REDO, UNDO, Change, Unit
from desktop.store.tree import classes, kind_of, part_keys, reference_keys, referring
from desktop.store.values import (
    Json,
    forget_composites,
    from_json,
    read_json,
    stored_columns,
    to_json,
)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit of the log, as undo needs it."""

    seq: int
    label: str
    label_values: str


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One change of a record or of a part of it, with who did it and when (UTC)."""

    at: datetime
    author: str
    mode: str
    label: str
    action: str
    kind: str
    entity_id: str
    field: str
    before: object
    after: object
    unit: int = 0


def _latest_turn(session: Session, seq: int) -> str:
    """Whether a unit now stands ("redo", also when never touched) or is taken back ("undo")."""
    mode = session.scalar(
        select(Unit.mode).where(Unit.target == seq).order_by(Unit.seq.desc()).limit(1)
    )
    return mode or REDO


def _row(unit: Unit) -> UnitRow:
    return UnitRow(unit.seq, unit.label, unit.label_values)


def _does_something() -> ColumnElement[bool]:
    """That a unit has a change left that says something; an erasure may have taken them all."""
    told = or_(Change.action != CHANGED, Change.before != Change.after)
    return exists().where(Change.unit == Unit.seq, told)


def label_values(unit: Unit | UnitRow) -> dict[str, object]:
    """What the label of a unit says besides its words; UnreadableCell when that is damaged."""
    values = read_json(unit.label_values)
    if not isinstance(values, dict):
        raise UnreadableCell("no label values")
    return values


def next_undo(session: Session) -> UnitRow | None:
    """The newest action that stands, or None."""
    turn = aliased(Unit)
    later = (
        select(turn.mode)
        .where(turn.target == Unit.seq)
        .order_by(turn.seq.desc())
        .limit(1)
        .scalar_subquery()
    )
    unit = session.scalar(
        select(Unit)
        .where(Unit.mode == DO, later.is_distinct_from(UNDO), _does_something())
        .order_by(Unit.seq.desc())
        .limit(1)
    )
    return None if unit is None else _row(unit)


def next_redo(session: Session) -> UnitRow | None:
    """The action that was undone last, unless something new was done after that; or None."""
    last_done = session.scalar(
        select(Unit.seq).where(Unit.mode == DO).order_by(Unit.seq.desc()).limit(1)
    )
    undone = session.scalars(
        select(Unit.target)
        .where(Unit.mode == UNDO, Unit.seq > (last_done or 0), _does_something())
        .order_by(Unit.seq.desc())
    )
    for seq in undone:
        if seq is not None and _latest_turn(session, seq) == UNDO:
            unit = session.get(Unit, seq)
            return None if unit is None else _row(unit)
    return None


def undoing(session: Session, seq: int) -> int:
    """The newest unit that took `seq` back; reversing it is the redo."""
    unit = session.scalar(
        select(Unit.seq)
        .where(Unit.target == seq, Unit.mode == UNDO)
        .order_by(Unit.seq.desc())
        .limit(1)
    )
    if unit is None:
        raise Problem("undo_conflict", kind="", field="")
    return unit


def reverse(session: Session, seq: int) -> None:
    """Apply the inverse of a unit, last step first.

    A field is put back only where it still has the value that the unit wrote; otherwise Problem
    `undo_conflict` (kind, field) is raised and nothing changes.
    """
    steps = session.scalars(select(Change).where(Change.unit == seq).order_by(Change.step.desc()))
    for step in steps.all():
        if step.action == CHANGED and step.before == step.after:
            continue  # what it changed was erased, and does not come back
        cls = classes().get(step.kind)
        if cls is None:  # a kind that the schema has no more
            raise Problem("undo_conflict", kind=step.kind, field="")
        entity = session.get(cls, step.entity_id)
        if step.action == CREATED:
            if entity is None:
                raise Problem("undo_conflict", kind=step.kind, field="")
            session.delete(entity)
        elif step.action == CHANGED:
            _put_back(entity, step)
        else:
            if entity is not None:
                raise Problem("undo_conflict", kind=step.kind, field="")
            session.add(_revive(cls, read_json(step.before)))
        # Steps of one entity may follow each other, so each must be seen by the next.
        session.flush()


def take_back(session: Session, seq: int) -> None:
    """Reverse a unit that need not be the newest, unless something newer builds upon it.

    That is told as by `reverse`; what the unit made is built upon when it was changed since, has
    got parts, or is referred to.
    """
    created = (Change.unit == seq, Change.action == CREATED)
    since = session.execute(
        select(Change.kind, Unit.seq)
        .join(Unit, Unit.seq == Change.unit)
        .where(Change.entity_id.in_(select(Change.entity_id).where(*created)))
        .where(Unit.seq > seq, Unit.target.is_(None))
    )
    for kind, later in since:
        if _latest_turn(session, later) == REDO:
            raise Problem("undo_conflict", kind=kind, field="")
    reverse(session, seq)
    for kind, entity_id in session.execute(select(Change.kind, Change.entity_id).where(*created)):
        cls = classes()[kind]
        for other, key in (*part_keys(cls), *reference_keys(cls)):
            if session.scalar(referring(other, key, entity_id).limit(1)) is not None:
                raise Problem("undo_conflict", kind=kind, field="")


def _put_back(entity: Entity | None, step: Change) -> None:
    column = None if entity is None else stored_columns(inspect(type(entity))).get(step.field)
    if (
        entity is None
        or column is None
        or to_json(getattr(entity, step.field)) != read_json(step.after)
    ):
        raise Problem("undo_conflict", kind=step.kind, field=step.field)
    setattr(entity, step.field, from_json(column, read_json(step.before)))
    forget_composites(entity)


def _revive(cls: type[Entity], values: dict[str, Json]) -> Entity:
    columns = stored_columns(inspect(cls))
    entity = cls()
    for key, value in values.items():
        if key in columns:
            setattr(entity, key, from_json(columns[key], value))
    forget_composites(entity)
    return entity


def history(session: Session, record_id: str) -> list[HistoryEntry]:
    """Everything that happened to a record and its parts, newest first."""
    return _entries(session, Change.record_id == record_id)


def history_of(session: Session, record_id: str, kind: str, entity_id: str) -> list[HistoryEntry]:
    """What happened to one part of a record, and to its own parts, also those that are gone."""
    ids = {entity_id}
    for cls, _key in part_keys(classes()[kind]):
        made = select(Change.entity_id).where(
            Change.record_id == record_id,
            Change.kind == kind_of(cls),
            or_(Change.after.contains(entity_id), Change.before.contains(entity_id)),
        )
        ids |= set(session.scalars(made))
    return _entries(session, Change.entity_id.in_(ids))


def _entries(session: Session, which: ColumnElement[bool]) -> list[HistoryEntry]:
    rows = session.execute(
        select(Unit, Change)
        .join(Change, Change.unit == Unit.seq)
        .where(which)
        .order_by(Unit.seq.desc(), Change.step)
    )
    return [
        HistoryEntry(
            unit.at,
            unit.author,
            unit.mode,
            unit.label,
            change.action,
            change.kind,
            change.entity_id,
            change.field,
            read_json(change.before),
            read_json(change.after),
            unit.seq,
        )
        for unit, change in rows
    ]


def standing(session: Session, units: Iterable[int]) -> set[int]:
    """Which of these units are actions that stand."""
    query = select(Unit.seq).where(Unit.mode == DO, Unit.seq.in_(set(units)), _does_something())
    done = session.scalars(query)
    return {seq for seq in done if _latest_turn(session, seq) == REDO}


def small_actions(session: Session, record_id: str, units: Iterable[int]) -> set[int]:
    """Which of these units stand and changed only parts of one record.

    An import, or the making of the whole record, is not what anybody takes back from the history
    of one of its parts.
    """
    stand = standing(session, units)
    wider = select(Change.unit).where(
        Change.unit.in_(stand),
        or_(
            Change.record_id != record_id,
            and_(Change.entity_id == record_id, Change.action == CREATED),
        ),
    )
    return stand - set(session.scalars(wider))
