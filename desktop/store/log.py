"""The change log: every change, field by field, in the transaction of the change itself."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    ForeignKey,
    Integer,
    Text,
    UniqueConstraint,
    event,
    func,
    insert,
    inspect,
    select,
)
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column
from sqlalchemy.orm.unitofwork import UOWTransaction

from desktop.domain.base import Base, Entity, Identity, new_id
from desktop.store.derive import derive
from desktop.store.tree import Finder, kind_of, record_of
from desktop.store.values import stored_columns, to_json

# SETTLE is what the program does by itself when a file is opened: no action to be undone.
DO, UNDO, REDO, SETTLE = "do", "undo", "redo", "settle"
CREATED, CHANGED, DELETED = "created", "changed", "deleted"


class Unit(Base):
    """One thing the officer would call one action; what was undone stays in the log as well."""

    __tablename__ = "unit"

    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str] = mapped_column(Identity(), unique=True, default=new_id)
    hlc: Mapped[str] = mapped_column(Text, index=True)
    at: Mapped[datetime] = mapped_column()
    mode: Mapped[str] = mapped_column(Text, default=DO)
    label: Mapped[str] = mapped_column(Text)
    label_values: Mapped[str] = mapped_column(Text, default="{}")
    target: Mapped[int | None] = mapped_column(ForeignKey("unit.seq"), index=True)
    author: Mapped[str] = mapped_column(Text, default="")
    office_id: Mapped[str] = mapped_column(Text, default="")
    site: Mapped[str] = mapped_column(Text, default="")


class Change(Base):
    """One field of one entity before and after; a created or deleted entity is one row of all."""

    __tablename__ = "change"
    __table_args__ = (UniqueConstraint("unit", "step"),)

    seq: Mapped[int] = mapped_column(primary_key=True)
    unit: Mapped[int] = mapped_column(ForeignKey("unit.seq"), index=True)
    step: Mapped[int] = mapped_column(Integer)
    action: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    entity_id: Mapped[str] = mapped_column(Identity(), index=True)
    record_kind: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Identity(), index=True)
    field: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[str] = mapped_column(Text, default="null")
    after: Mapped[str] = mapped_column(Text, default="null")


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the officer's name, the office, and the computer (`site`)."""

    name: str = ""
    office_id: str = ""
    site: str = ""


def dump(value: object) -> str:
    """A value as it stands in the log: compact JSON, keys in order."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def tick(now: datetime, last: str | None, site: str) -> str:
    """The next hybrid logical clock value: never below `last`, also when the clock runs back.

    Twelve hexadecimal digits of milliseconds, four of a counter, then the site; sorts as text.
    """
    millis, counter = int(now.timestamp() * 1000), 0
    if last:
        last_millis, last_counter = int(last[:12], 16), int(last[13:17], 16)
        if last_millis >= millis:
            millis, counter = last_millis, last_counter + 1
        if counter > 0xFFFF:
            millis, counter = millis + 1, 0
    return f"{millis:012x}-{counter:04x}-{site[:8]}"


class Recorder:
    """Writes what one session changes as one unit of the log.

    Attach it to a session before anything is changed; bulk statements that would pass it by are
    refused with RuntimeError.
    """

    def __init__(
        self,
        session: Session,
        author: Author,
        now: datetime,
        label: str,
        values: dict[str, object],
        mode: str = DO,
        target: int | None = None,
    ) -> None:
        self._author = author
        self._now = now.astimezone(UTC)
        self._label = label
        self._values = values
        self._mode = mode
        self._target = target
        self._unit: int | None = None
        self._step = 0
        self._rows: list[dict[str, Any]] = []
        self._find: Finder = session.get
        self.kinds: set[str] = set()
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", self._refuse_bulk)

    @property
    def unit(self) -> int | None:
        """The number of the unit, once something was changed."""
        return self._unit

    def _before_flush(self, session: Session, _context: UOWTransaction, _instances: object) -> None:
        new = [entity for entity in session.new if isinstance(entity, Entity)]
        dirty = [
            entity
            for entity in session.dirty
            if isinstance(entity, Entity) and session.is_modified(entity)
        ]
        for entity in (*new, *dirty):
            derive(entity)
        known: dict[tuple[type[Entity], str], Entity | None] = {
            (type(entity), entity.id): entity for entity in new
        }

        def find(cls: type[Entity], entity_id: str) -> Entity | None:
            # The session forgets what nobody holds: 2,000 parts would load their owner each.
            if (cls, entity_id) not in known:
                known[cls, entity_id] = session.get(cls, entity_id)
            return known[cls, entity_id]

        self._find = find
        for entity in new:
            self._add(CREATED, entity, after=_snapshot(entity))
        for entity in dirty:
            for field, before, after in _changes(entity):
                self._add(CHANGED, entity, field, before, after)
        for entity in session.deleted:
            if isinstance(entity, Entity):
                self._add(DELETED, entity, before=_snapshot_before(entity))

    def _after_flush(self, session: Session, _context: UOWTransaction) -> None:
        if not self._rows:
            return
        connection = session.connection()
        if self._unit is None:
            last = connection.scalar(select(func.max(Unit.hlc)))
            self._unit = connection.execute(
                insert(Unit)
                .returning(Unit.seq)
                .values(
                    id=new_id(),
                    hlc=tick(self._now, last, self._author.site),
                    at=self._now,
                    mode=self._mode,
                    label=self._label,
                    label_values=dump(self._values),
                    target=self._target,
                    author=self._author.name,
                    office_id=self._author.office_id,
                    site=self._author.site,
                )
            ).scalar_one()
        connection.execute(insert(Change), [{**row, "unit": self._unit} for row in self._rows])
        self._rows.clear()

    def _add(
        self,
        action: str,
        entity: Entity,
        field: str = "",
        before: object = None,
        after: object = None,
    ) -> None:
        record = record_of(entity, self._find)
        self.kinds |= {kind_of(entity), kind_of(record)}
        self._rows.append(
            {
                "step": self._step,
                "action": action,
                "kind": kind_of(entity),
                "entity_id": entity.id,
                "record_kind": kind_of(record),
                "record_id": record.id,
                "field": field,
                "before": dump(before),
                "after": dump(after),
            }
        )
        self._step += 1

    @staticmethod
    def _refuse_bulk(state: ORMExecuteState) -> None:
        if not state.is_select:
            raise RuntimeError("a bulk statement would not be written to the change log")


def _snapshot(entity: Entity) -> dict[str, object]:
    return {key: to_json(getattr(entity, key)) for key in stored_columns(inspect(type(entity)))}


def _snapshot_before(entity: Entity) -> dict[str, object]:
    """The entity as the file still holds it, whatever was set before it was deleted."""
    return _snapshot(entity) | {field: before for field, before, _after in _changes(entity)}


def _changes(entity: Entity) -> Iterable[tuple[str, object, object]]:
    attributes = inspect(entity).attrs
    for key in stored_columns(inspect(type(entity))):
        history = attributes[key].history
        if history.has_changes():
            before = to_json(history.deleted[0]) if history.deleted else None
            after = to_json(history.added[0]) if history.added else None
            if before != after:
                yield key, before, after
