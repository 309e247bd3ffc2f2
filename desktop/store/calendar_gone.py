"""What others have in their calendars and is there no more, as it was last.

A calendar keeps an event until it is told that it is called off (RFC 5546 §3.2.5), so what was
deleted, or is no longer somebody's, is told once more for as long as calendars are made.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any, TypeAlias

from sqlalchemy import func, inspect, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Organisation,
    Person,
    Place,
    Slot,
    Task,
)
from desktop.domain.base import Entity
from desktop.store.knit import knit
from desktop.store.log import DELETED, Change
from desktop.store.sent import Sent, handed_to, sent
from desktop.store.tree import classes
from desktop.store.values import forget_composites, from_json, read_json, stored_columns

Record: TypeAlias = Delegation | Exchange | AccessRequest
Former: TypeAlias = tuple[Record, Item | Slot | Exchange | Task]

_THINGS: tuple[type[Entity], ...] = (Item, Slot, Exchange, Task)
_RECORDS: tuple[type[Record], ...] = (Delegation, Exchange, AccessRequest)


def deleted(
    session: Session,
    records: Iterable[Record],
    record_ids: Collection[str] | None = None,
    audience_id: str = "",
) -> tuple[Former, ...]:
    """Things that were handed out and deleted since, each with its record; of some records only.

    `records` are those at hand. With `audience_id` it is what was in that somebody's calendars.
    """
    rows = _last_states(session, record_ids)
    if audience_id:
        theirs = sent(session, record_ids).keys()
        rows = {key: row for key, row in rows.items() if handed_to(audience_id, key) in theirs}
    owners = _owners(session, rows.values(), records)
    found: list[Former] = []
    for row in rows.values():
        thing = _revived(row.kind, row.before)
        owner = thing if isinstance(thing, Exchange) else owners.get(row.record_id)
        if owner is not None:
            found.append((owner, thing))  # type: ignore[arg-type]
    knit([thing for _record, thing in found])
    link(session, found)
    return tuple(found)


def handed(session: Session, audience_id: str) -> dict[str, str]:
    """What was ever in the calendars of one person, group or organisation, each with its record."""
    every = sent(session)
    return {
        thing: record for thing, record in every.items() if handed_to(audience_id, thing) in every
    }


def give_guests(session: Session, found: Iterable[Former]) -> None:
    """Let items that are no more, or have no day, know who was to be at them, by name or group."""
    items = {thing.id: thing for _record, thing in found if isinstance(thing, Item)}
    links: dict[str, list[ItemPerson | ItemGroup]] = {item_id: [] for item_id in items}
    named = select(ItemPerson).where(ItemPerson.item_id.in_(list(items)))
    grouped = select(ItemGroup).where(ItemGroup.item_id.in_(list(items)))
    for there in (*session.scalars(named), *session.scalars(grouped)):
        links[there.item_id].append(there)
    for row in _links_deleted_with(session, items):
        former = _revived(row.kind, row.before)
        assert isinstance(former, ItemPerson | ItemGroup)
        links[former.item_id].append(former)
    for item_id, item in items.items():
        people = [one for one in links[item_id] if isinstance(one, ItemPerson)]
        for one in people:
            set_committed_value(one, "person", session.get(Person, one.person_id))
        set_committed_value(item, "people", [one for one in people if one.person is not None])
        groups = [one for one in links[item_id] if isinstance(one, ItemGroup)]
        set_committed_value(item, "groups", groups)


def _links_deleted_with(session: Session, items: Collection[str]) -> list[Any]:
    """The rows of the log of what was deleted of items in the action that last deleted them."""
    deleted_in = session.execute(
        select(Change.entity_id, func.max(Change.unit).label("unit"))
        .where(Change.entity_id.in_(list(items)), Change.action == DELETED)
        .group_by(Change.entity_id)
    )
    last = {row.entity_id: row.unit for row in deleted_in}
    rows = session.execute(
        select(
            Change.kind,
            Change.unit,
            Change.before,
            func.json_extract(Change.before, "$.item_id").label("owner"),
        )
        .where(
            Change.unit.in_(set(last.values())),
            Change.action == DELETED,
            Change.kind.in_(("item_person", "item_group")),
        )
        .order_by(Change.unit, Change.step)
    )
    return [row for row in rows if last.get(row.owner) == row.unit]


def _last_states(session: Session, record_ids: Collection[str] | None) -> dict[str, Any]:
    """The last row of the log of each deleted thing that was handed out."""
    kinds = [str(cls.__tablename__) for cls in _THINGS]
    query = (
        select(Change.kind, Change.entity_id, Change.record_id, Change.before)
        .join(Sent, Sent.entity_id == Change.entity_id)
        .where(Change.action == DELETED, Change.kind.in_(kinds))
        .order_by(Change.seq)
    )
    if record_ids is not None:
        query = query.where(Sent.record_id.in_(list(record_ids)))
    rows = {row.entity_id: row for row in session.execute(query)}
    for cls in _THINGS:
        there = session.scalars(select(cls.id).where(cls.id.in_(list(rows))))
        for entity_id in there.all():
            del rows[entity_id]
    return rows


def _owners(session: Session, rows: Iterable[Any], records: Iterable[Record]) -> dict[str, Record]:
    """The records of deleted things: at hand, in the file, or deleted with them."""
    owners = {record.id: record for record in records}
    for kind, wanted in _by_kind(rows, owners).items():
        cls = classes()[kind]
        if not issubclass(cls, _RECORDS):
            continue
        for record in session.scalars(select(cls).where(cls.id.in_(wanted))):
            owners[record.id] = record  # type: ignore[assignment]
            _link_request(session, record)
        missing = [one for one in wanted if one not in owners]
        states = session.execute(
            select(Change.entity_id, Change.before)
            .where(Change.action == DELETED, Change.entity_id.in_(missing))
            .order_by(Change.seq)
        )
        for row in states:
            revived = _revived(kind, row.before)
            knit([revived])
            _link_request(session, revived)
            owners[row.entity_id] = revived  # type: ignore[assignment]
    return owners


def _by_kind(rows: Iterable[Any], known: Collection[str]) -> dict[str, list[str]]:
    wanted: defaultdict[str, list[str]] = defaultdict(list)
    kinds = {
        "delegation_id": "delegation",
        "exchange_id": "exchange",
        "access_id": "access_request",
    }
    for row in rows:
        state = read_json(row.before)
        for key, kind in kinds.items():
            if (owner := state.get(key)) and owner not in known and owner not in wanted[kind]:
                wanted[kind].append(owner)
    return wanted


def _revived(kind: str, state: str) -> Entity:
    """An entity as a row of the log has it, outside of any session."""
    cls = classes()[kind]
    columns = stored_columns(inspect(cls))
    entity = cls()
    for key, value in read_json(state).items():
        if key in columns:
            setattr(entity, key, from_json(columns[key], value))
    forget_composites(entity)
    return entity


def link(session: Session, found: Iterable[Former]) -> None:
    """Join things that are no more to the places and bodies that are still there."""
    house = joinedload(Place.organisation)
    for _record, thing in found:
        if isinstance(thing, Item):
            for key in ("place", "end_place"):
                wanted = getattr(thing, f"{key}_id")
                # Asked for anew: what the session has may be known without its house.
                query = select(Place).where(Place.id == wanted).options(house)
                set_committed_value(thing, key, session.scalar(query) if wanted else None)
        elif isinstance(thing, Slot) and thing.instrument_id:
            instrument = session.get(Instrument, thing.instrument_id)
            set_committed_value(thing, "instrument", instrument)
        elif isinstance(thing, Exchange) and thing.host_organisation_id:
            host = session.get(Organisation, thing.host_organisation_id)
            set_committed_value(thing, "host_organisation", host)


def _link_request(session: Session, record: Entity) -> None:
    if isinstance(record, AccessRequest):
        parts = (
            joinedload(Facility.organisation),
            joinedload(Facility.place).joinedload(Place.organisation),
        )
        query = select(Facility).where(Facility.id == record.facility_id).options(*parts)
        set_committed_value(record, "facility", session.scalar(query))
