"""Slots in programmes: an item that takes place at a slot, and keeping the two together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Instrument,
    Item,
    Moment,
    Slot,
    Trilingual,
)
from desktop.domain.codes import DelegationStatus, ExchangeStatus, ItemKind, ItemStatus
from desktop.store import lists, programmes, records
from desktop.store.tree import kind_of

Programme = Delegation | Exchange
Join = Callable[[Session, str], None]
"""Gives an item, named by its identity, and its slot the same time."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An item that takes place at a slot, and the programme it stands in."""

    item_id: str
    record_kind: str
    record_id: str
    reference: str
    title: Trilingual
    start: Moment
    end: Moment
    cancelled: bool


@dataclass(frozen=True, slots=True)
class SlotOf:
    """The slot at which an item takes place, and the request it belongs to."""

    slot_id: str
    access_id: str
    reference: str
    title: Trilingual
    instrument: Trilingual
    start: Moment
    end: Moment
    status: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A programme into which a slot can be put; `fits` where its days include those of the slot."""

    id: str
    kind: str
    reference: str
    title: Trilingual
    start: date | None
    end: date | None
    fits: bool


def place(session: Session, slot_id: str, owner: Programme, kind: ItemKind) -> Item:
    """Put a slot into a programme: an item at its time and place that stays linked to it."""
    slot = records.get(session, Slot, slot_id)
    request = records.get(session, AccessRequest, slot.access_id)
    instrument = session.get(Instrument, slot.instrument_id or "")
    facility_id = instrument.facility_id if instrument is not None else request.facility_id
    facility = session.get(Facility, facility_id or "")
    names = [one.name for one in (instrument, facility) if one is not None]
    status = ItemStatus.CONFIRMED if slot.is_agreed else ItemStatus.TENTATIVE
    item = Item(
        delegation_id=owner.id if isinstance(owner, Delegation) else None,
        exchange_id=owner.id if isinstance(owner, Exchange) else None,
        kind=kind.value,
        title=next((name for name in names if name), request.title),
        start=slot.start,
        end=slot.end,
        place_id=facility.place_id if facility is not None else None,
        host_organisation_id=facility.organisation_id if facility is not None else None,
        status=status.value,
        slot_id=slot.id,
    )
    item.position = programmes.next_position(session, item)
    return records.add(session, item)


def item_follows(session: Session, item_id: str) -> None:
    """Give an item the time of its slot.

    Raises Problem `record_gone`, or `item_pinned` (title).
    """
    item = records.get(session, Item, item_id)
    slot = records.get(session, Slot, item.slot_id or "")
    programmes.set_times(session, {item.id: (slot.start, slot.end)})


def slot_follows(session: Session, item_id: str) -> None:
    """Give a slot the time of the item that takes place at it; Problem `record_gone`."""
    item = records.get(session, Item, item_id)
    records.update(session, Slot, item.slot_id or "", start=item.start, end=item.end)


def placed(session: Session, slot_id: str) -> list[Placed]:
    """The items that take place at a slot, by their time."""
    found = []
    for item in session.scalars(select(Item).where(Item.slot_id == slot_id)):
        owner = _owner(session, item)
        if owner is not None:
            found.append(
                Placed(
                    item.id,
                    kind_of(type(owner)),
                    owner.id,
                    owner.reference,
                    owner.title,
                    item.start,
                    item.end,
                    item.is_cancelled,
                )
            )
    return sorted(found, key=lambda one: (one.start.sort_key(), one.item_id))


def slot_of(session: Session, slot_id: str | None) -> SlotOf | None:
    """What is known of the slot at which an item takes place; None where there is none."""
    slot = session.get(Slot, slot_id or "")
    request = None if slot is None else session.get(AccessRequest, slot.access_id)
    if slot is None or request is None:
        return None
    instrument = session.get(Instrument, slot.instrument_id or "")
    return SlotOf(
        slot.id,
        request.id,
        request.reference,
        request.title,
        instrument.name if instrument is not None else Trilingual(),
        slot.start,
        slot.end,
        slot.status,
    )


def states_at(session: Session, instrument_id: str) -> dict[str, str]:
    """How far each slot at an instrument is agreed, by the slot's identity."""
    query = select(Slot.id, Slot.status).where(Slot.instrument_id == instrument_id)
    return {row.id: row.status for row in session.execute(query)}


def choices(session: Session, slot_id: str, text: str = "") -> list[Choice]:
    """The programmes into which a slot can be put, those on its days first, then the nearest.

    Left out are those that are called off, and those in which it stands already.
    """
    day = records.get(session, Slot, slot_id).start.date
    taken = {one.record_id for one in placed(session, slot_id)}
    off = (DelegationStatus.CANCELLED, ExchangeStatus.CANCELLED)
    found = [
        Choice(
            row.id,
            kind,
            row.reference,
            row.title,
            row.start,
            row.end,
            fits=_apart(row.start, row.end, day) == 0,
        )
        for kind, rows in (
            ("delegation", lists.delegations(session, text)),
            ("exchange", lists.exchanges(session, text)),
        )
        for row in rows
        if row.status not in off and row.id not in taken
    ]
    return sorted(found, key=lambda one: (_apart(one.start, one.end, day), one.reference))


def _owner(session: Session, item: Item) -> Programme | None:
    if item.delegation_id:
        return session.get(Delegation, item.delegation_id)
    return session.get(Exchange, item.exchange_id or "")


def _apart(first: date | None, last: date | None, day: date | None) -> int:
    """By how many days a day lies outside a period; very many where that cannot be told."""
    if day is None or first is None:
        return timedelta.max.days
    if day < first:
        return (first - day).days
    return max(0, (day - (last or first)).days)
