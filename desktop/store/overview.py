"""What the first page tells: what comes next, and how many records are in which state."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

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
from desktop.domain.codes import ItemStatus, SlotStatus
from desktop.domain.revision import CALLED_OFF


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
    """What starts after an instant and is not called off, nor its record, soonest first."""
    items = session.execute(
        select(Item, Delegation, Exchange)
        .outerjoin(Delegation, Delegation.id == Item.delegation_id)
        .outerjoin(Exchange, Exchange.id == Item.exchange_id)
        .where(
            Item.start_utc >= since,
            Item.status != ItemStatus.CANCELLED,
            func.coalesce(Delegation.status, "").not_in(CALLED_OFF["delegation"]),
            func.coalesce(Exchange.status, "").not_in(CALLED_OFF["exchange"]),
        )
        .options(joinedload(Item.place))
        .order_by(Item.start_utc)
        .limit(limit)
    )
    events: list[tuple[datetime, Event]] = []
    for item, delegation, exchange in items:
        record = delegation if exchange is None else exchange
        if record is not None and item.start_utc is not None:
            event = _event(record, item.title, item.start, item.place, item.status)
            events.append((item.start_utc, event))
    slots = session.execute(
        select(Slot, AccessRequest)
        .join(AccessRequest, AccessRequest.id == Slot.access_id)
        .where(
            Slot.start_utc >= since,
            Slot.status.not_in((SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY)),
            AccessRequest.stage.not_in(CALLED_OFF["access_request"]),
        )
        .options(joinedload(Slot.instrument))
        .order_by(Slot.start_utc)
        .limit(limit)
    )
    for slot, request in slots:
        title = slot.instrument.name if slot.instrument is not None else request.title
        if slot.start_utc is not None:
            event = _event(request, title, slot.start, None, slot.status)
            events.append((slot.start_utc, event))
    events.sort(key=lambda entry: entry[0])
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
