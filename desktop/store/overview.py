"""What the first page tells: what comes next, and how many records are in which state."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Item,
    Moment,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import ItemStatus


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens soon, and the record it belongs to."""

    record_kind: str
    record_id: str
    record_title: Trilingual
    title: Trilingual
    start: Moment
    place: Trilingual
    status: str


def next_events(session: Session, since: datetime, limit: int) -> list[Event]:
    """Items and slots that start after an instant and are not called off, soonest first."""
    items = session.scalars(
        select(Item)
        .where(Item.start_utc >= since, Item.status != ItemStatus.CANCELLED)
        .options(joinedload(Item.place))
        .order_by(Item.start_utc)
        .limit(limit)
    ).all()
    events = []
    for item in items:
        record = _record_of(session, item)
        if record is not None:
            events.append(
                (item.start_utc, _event(record, item.title, item.start, item.place, item.status))
            )
    slots = session.scalars(
        select(Slot)
        .where(Slot.start_utc >= since, Slot.status.not_like("cancelled%"))
        .options(joinedload(Slot.instrument))
        .order_by(Slot.start_utc)
        .limit(limit)
    ).all()
    for slot in slots:
        request = session.get(
            AccessRequest, slot.access_id, options=[selectinload(AccessRequest.facility)]
        )
        if request is not None:
            title = slot.instrument.name if slot.instrument is not None else request.title
            events.append((slot.start_utc, _event(request, title, slot.start, None, slot.status)))
    events.sort(key=lambda entry: (entry[0] is None, entry[0]))
    return [event for _, event in events[:limit]]


def state_counts(session: Session) -> dict[str, Counter[str]]:
    """How many records of each kind are in which state."""
    result: dict[str, Counter[str]] = {}
    for kind, column in (
        ("delegation", Delegation.status),
        ("exchange", Exchange.status),
        ("access_request", AccessRequest.stage),
    ):
        counted = select(column, func.count()).group_by(column)
        result[kind] = Counter({row[0]: row[1] for row in session.execute(counted)})
    return result


def _record_of(session: Session, item: Item) -> Delegation | Exchange | None:
    if item.delegation_id is not None:
        return session.get(Delegation, item.delegation_id)
    return session.get(Exchange, item.exchange_id) if item.exchange_id is not None else None


def _event(
    record: Delegation | Exchange | AccessRequest,
    title: Trilingual,
    start: Moment,
    place: Place | None,
    status: str,
) -> Event:
    return Event(
        str(record.__tablename__),
        record.id,
        record.title,
        title,
        start,
        place.name if place is not None else Trilingual(),
        status,
    )
