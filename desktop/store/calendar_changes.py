"""What of a calendar of the whole office was changed since it was made, read from the log alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Item,
    ItemGroup,
    ItemPerson,
    Slot,
    Task,
)
from desktop.domain.revision import Revision
from desktop.store import calendar_source
from desktop.store.blocks import Blocks
from desktop.store.calendar_gone import Former, deleted
from desktop.store.calendar_undated import undated
from desktop.store.log import CHANGED, CREATED, Change, Unit
from desktop.store.revisions import revisions

_THINGS = ("item", "slot", "task")
_RECORDS = ("delegation", "exchange", "access_request")
# These stand in every event of their record.
_OF_ALL = ("member", "group", "group_member", "access_member")
# These stand in events of many records.
_EVERYWHERE = ("person", "place", "organisation", "facility", "instrument")
_PARTS: dict[str, type[ItemPerson] | type[ItemGroup]] = {
    "item_person": ItemPerson,
    "item_group": ItemGroup,
}


@dataclass(frozen=True, slots=True)
class Changed:
    """What is another now, up to the action `unit`; all of it where `ids` is None.

    `things` are those of the `ids` that are there, each with its record; `gone` are those that
    were handed out and deleted, or lost their day.
    """

    unit: int
    ids: frozenset[str] | None = None
    things: tuple[Former, ...] = ()
    gone: tuple[Former, ...] = ()
    revisions: dict[str, Revision] = field(default_factory=dict)


def last_unit(session: Session) -> int:
    """The number of the last action in the file."""
    return session.scalar(select(func.max(Unit.seq))) or 0


def changed_since(session: Session, unit: int) -> Changed:
    """What of a calendar of the whole office is another after an action than until it."""
    until = last_unit(session)
    ids = _ids(session, unit)
    if ids is None or until < unit:
        return Changed(until)
    things = tuple(_things(session, ids))
    there = {thing.id for _record, thing in things}
    gone = tuple(
        one
        for one in (deleted(session, (record for record, _thing in things)) if ids - there else ())
        if one[1].id in ids
    )
    gone = (*undated(session, things), *gone)
    return Changed(until, frozenset(ids), things, gone, revisions(session, ids))


def _ids(session: Session, unit: int) -> set[str] | None:
    """The items, slots, stays and tasks that look different; None where all of them may.

    All within a block counts with it, as it tells who goes there.
    """
    state = case((Change.action == CREATED, Change.after), else_=Change.before)
    owner = case(
        (Change.action == CHANGED, None), else_=func.json_extract(state, "$.item_id")
    ).label("owner")
    rows = session.execute(
        select(Change.kind, Change.action, Change.entity_id, Change.record_id, owner)
        .where(Change.unit > unit)
        .distinct()
    ).all()
    ids: set[str] = set()
    records: set[str] = set()
    for row in rows:
        if row.kind in _EVERYWHERE or (row.kind in _RECORDS and row.action != CHANGED):
            return None
        if row.kind in _RECORDS or row.kind in _OF_ALL:
            records.add(row.record_id)
        elif row.kind in _THINGS:
            ids.add(row.entity_id)
        elif row.kind in _PARTS and row.owner is not None:
            ids.add(row.owner)
    for kind, part in _PARTS.items():
        of_kind = [row.entity_id for row in rows if row.kind == kind and row.owner is None]
        ids.update(session.scalars(select(part.item_id).where(part.id.in_(of_kind))))
    ids |= Blocks.read(session).within(ids)
    return ids | _of_records(session, records)


def _of_records(session: Session, records: Collection[str]) -> set[str]:
    """All things of some records; a stay is both."""
    owners = (
        (Item, Item.delegation_id),
        (Item, Item.exchange_id),
        (Slot, Slot.access_id),
        (Task, Task.delegation_id),
        (Task, Task.exchange_id),
        (Task, Task.access_id),
    )
    ids: set[str] = set(session.scalars(select(Exchange.id).where(Exchange.id.in_(records))))
    for cls, key in owners:
        ids.update(session.scalars(select(cls.id).where(key.in_(records))))
    return ids


def _things(session: Session, ids: Collection[str]) -> Iterable[Former]:
    blocks = Blocks.read(session)
    around = calendar_source.items(session, {*ids, *blocks.around(ids)})
    items = [one for one in around if one.id in ids]
    slots = calendar_source.slots(session, ids)
    tasks = session.scalars(select(Task).where(Task.id.in_(ids))).all()
    owners = {one.delegation_id or one.exchange_id or "" for one in items}
    owners |= {one.delegation_id or one.exchange_id or one.access_id or "" for one in tasks}
    owners |= {slot.access_id for slot in slots}
    found = calendar_source.without_things(session, owners | set(ids))
    records: dict[str, Delegation | Exchange | AccessRequest] = {one.id: one for one in found}
    of_record: defaultdict[str, list[Item]] = defaultdict(list)
    for one in around:
        of_record[one.delegation_id or one.exchange_id or ""].append(one)
    for record in found:
        if not isinstance(record, AccessRequest):
            # Of its items, these and the blocks that tell who goes there.
            set_committed_value(record, "items", of_record[record.id])
    yield from ((one, one) for one in found if isinstance(one, Exchange) and one.id in ids)
    yield from ((records[one.delegation_id or one.exchange_id or ""], one) for one in items)
    yield from ((records[slot.access_id], slot) for slot in slots)
    for task in tasks:
        yield records[task.delegation_id or task.exchange_id or task.access_id or ""], task
