"""Taking events of a calendar file into the programmes, as the officer accepted them."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from desktop.domain import Delegation, Exchange, Item, Place, Slot
from desktop.domain.importing import Known, PlaceName, Taken, Target, time_of
from desktop.domain.time import DayPart, Moment
from desktop.errors import Problem
from desktop.store import calendar_source, delegations, programmes, records

_IDENTITY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_AT_ONCE = 500
# With more records than this, reading all is quicker than reading each.
_FEW = 20
_OWNERS = {"delegation": "delegation_id", "exchange": "exchange_id"}


def known(session: Session, uids: Collection[str]) -> Known:
    """What events with these UIDs (`Incoming.key`) belong to, and where new ones can go.

    Of a repeating event, given by its UID alone, all its times are found.
    """
    owners = set(_owners(session, uids))
    if len(owners) > _FEW:
        whole = calendar_source.whole_office(session)
        found = [whole]
    else:
        found = [calendar_source.one_record(session, *owner) for owner in sorted(owners)]
    return Known(
        tuple(
            record
            for source in found
            for record in source.records
            if (record.__tablename__, record.id) in owners
        ),
        {key: one for source in found for key, one in source.revisions.items()},
        tuple(_places(session)),
        tuple(_targets(session)),
    )


def take(
    session: Session,
    taken: Iterable[Taken],
    into: tuple[str, str] | None = None,
    *,
    everyone: bool = True,
) -> list[Item]:
    """Do what was accepted; gives the items that were made or changed.

    New items go into the record `into` (kind, identity) and are for all its members or for nobody
    yet. Raises Problem `record_gone` (kind), `item_pinned` (title) or `import_nowhere`.
    """
    owner = _owner(session, into) if into else None
    done = []
    for one in taken:
        if one.item_id:
            done.append(_change(session, one))
        elif owner is None:
            raise Problem("import_nowhere")
        else:
            done.append(_add(session, one, owner, everyone=everyone))
    session.flush()
    return done


def _add(session: Session, one: Taken, owner: Delegation | Exchange, *, everyone: bool) -> Item:
    values = dict(one.values)
    for name in ("start", "end"):
        if isinstance(moment := values.get(name), Moment):
            values[name] = _on_the_clock_there(moment, owner.visit_zone)
    return delegations.add_item(
        session,
        **values,
        **{_OWNERS[owner.__tablename__]: owner.id},
        everyone=everyone,
        source_uid=one.uid,
        source_sequence=one.sequence,
    )


def _on_the_clock_there(moment: Moment, zone: str) -> Moment:
    """An instant that came as UTC on the clock of the visit; a whole day as one of the visit."""
    if moment.part == DayPart.ALL_DAY and moment.date is not None:
        return replace(moment, zone=zone or None)
    return moment.in_zone(zone) if moment.zone == "UTC" and zone else moment


def _change(session: Session, one: Taken) -> Item:
    item = records.get(session, Item, one.item_id)
    values = dict(one.values)
    start, end = values.pop("start", item.start), values.pop("end", item.end)
    if (start, end) != (item.start, item.end):
        assert isinstance(start, Moment)
        assert isinstance(end, Moment)
        programmes.set_times(session, {item.id: (start, end)})
    if item.source_uid and item.source_uid == one.uid:
        values["source_sequence"] = one.sequence
    return records.update(session, Item, item.id, **values)


def _owner(session: Session, into: tuple[str, str]) -> Delegation | Exchange:
    kind, record_id = into
    if kind == "delegation":
        return records.get(session, Delegation, record_id)
    if kind == "exchange":
        return records.get(session, Exchange, record_id)
    raise Problem("import_nowhere")  # a request for access has slots and no items


def _owners(session: Session, uids: Collection[str]) -> Iterator[tuple[str, str]]:
    """Kind and identity of the records that have something to do with these UIDs."""
    ids = [uid.lower() for uid in uids if _IDENTITY.fullmatch(uid.lower())]
    for some in _parts(ids):
        for row in session.execute(_items(Item.id.in_(some))):
            yield _owner_of(row)
        for access_id in session.scalars(select(Slot.access_id).where(Slot.id.in_(some))):
            yield "access_request", access_id
        for stay in session.scalars(select(Exchange.id).where(Exchange.id.in_(some))):
            yield "exchange", stay
    for some in _parts(list(uids)):
        for row in session.execute(_items(Item.source_uid.in_(some))):
            yield _owner_of(row)
    # Those made of single times of repeating events, which the file need not name one by one.
    wanted = set(uids)
    times = select(Item.delegation_id, Item.exchange_id, Item.source_uid)
    for time in session.execute(times.where(Item.source_uid.contains(";"))):
        if time_of(time.source_uid)[0] in wanted:
            yield _owner_of(time)


def _items(where: Any) -> Select[str | None, str | None]:
    return select(Item.delegation_id, Item.exchange_id).where(where).distinct()


def _owner_of(row: Any) -> tuple[str, str]:
    if row.delegation_id:
        return "delegation", row.delegation_id
    return "exchange", row.exchange_id


def _parts(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    for at in range(0, len(texts), _AT_ONCE):
        yield texts[at : at + _AT_ONCE]


def _places(session: Session) -> Iterator[PlaceName]:
    found = select(Place).where(~Place.former).options(joinedload(Place.organisation))
    for place in session.scalars(found):
        own = place.organisation
        house = (*own.name.parts(), own.address_local, own.address_latin) if own else ()
        also = (place.address_local, place.address_latin, *place.city.parts(), *house)
        yield PlaceName(place.id, place.name, place.iata, tuple(filter(None, also)))


def _targets(session: Session) -> Iterator[Target]:
    visits = session.scalars(select(Delegation).order_by(Delegation.reference))
    stays = session.scalars(select(Exchange).order_by(Exchange.reference))
    for one in (*visits, *stays):
        days = one.start, one.end
        yield Target(one.__tablename__, one.id, one.reference, one.title, *days, one.visit_zone)
