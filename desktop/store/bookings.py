"""Programme items, slots and stays as the bookings that rules reckon with; no entities are made."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, false, func, or_, select
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Exchange,
    Facility,
    Instrument,
    Item,
    Moment,
    Slot,
    Trilingual,
)
from desktop.domain.codes import (
    AccessMode,
    ExchangeStatus,
    ItemKind,
    ItemStatus,
    SlotStatus,
)
from desktop.domain.plan import ITEM, SLOT, STAY, Attendance, Booking
from desktop.domain.time import DayPart
from desktop.store.attendances import Attendances, Identities, moment_columns, raw
from desktop.store.matching import word_columns

Key = tuple[str, str]
"""A record: its kind and its identity."""


DELEGATION, EXCHANGE, ACCESS = "delegation", "exchange", "access_request"
_CALLED_OFF = frozenset({SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY})
_AGREED_SLOT = frozenset({SlotStatus.CONFIRMED, SlotStatus.DONE})
_AGREED_STAY = frozenset(
    {ExchangeStatus.APPROVED, ExchangeStatus.IN_PROGRESS, ExchangeStatus.COMPLETED}
)


def read_bookings(
    session: Session, records: Collection[Key] | None = None, items: Collection[str] = ()
) -> dict[str, Booking]:
    """The bookings of some records and some items alone, or all, by identity."""
    only = None if records is None else by_kind(records)
    ids = Identities()
    bookings = (
        *_items(session, ids, only, items),
        *_slots(session, ids, only),
        *_stays(session, ids, only),
    )
    return {booking.id: booking for booking in bookings}


def by_kind(records: Iterable[Key]) -> dict[str, list[str]]:
    """The identities of records under each kind of record."""
    found: dict[str, list[str]] = {DELEGATION: [], EXCHANGE: [], ACCESS: []}
    for kind, record_id in records:
        found[kind].append(record_id)
    return found


def _items(
    session: Session,
    ids: Identities,
    only: Mapping[str, Sequence[str]] | None,
    items: Collection[str],
) -> list[Booking]:
    def within(query: Select[Any]) -> Select[Any]:
        if only is None:
            return query
        wanted = (
            (Item.delegation_id, only[DELEGATION]),
            (Item.exchange_id, only[EXCHANGE]),
            (Item.id, items),
        )
        # An index that is not needed keeps SQLite from using the one that is.
        return query.where(or_(false(), *(key.in_(found) for key, found in wanted if found)))

    if only is not None and not (only[DELEGATION] or only[EXCHANGE] or items):
        return []
    attendances = Attendances(session, ids, within, whole=only is None)
    query = select(
        *moment_columns(Item, "start"),
        *moment_columns(Item, "end"),
        *word_columns(Item, "title"),
        *(raw(Item.id), raw(Item.delegation_id), raw(Item.exchange_id), raw(Item.parent_id)),
        *(raw(Item.place_id), raw(Item.end_place_id), raw(Item.vehicle_id)),
        raw(Item.slot_id),
        *(raw(Item.host_organisation_id), _minute(Item.start_utc), _minute(Item.end_utc)),
        *(Item.kind, Item.status, Item.open_end, Item.alternative, Item.pinned),
        *(Item.room, Item.language, Item.interpreted, Item.everyone),
    )
    found = []
    for row in session.execute(within(query)):
        # To look each of them up by its name takes as long as the query.
        stored, delegation, exchange, parent, place, end_place, vehicle, slot, host = row[13:22]
        start, end, kind, status, open_end, alternative, pinned = row[22:29]
        room, language, interpreted, everyone = row[29:]
        item_id, record_id = ids[stored], ids[delegation or exchange]
        if record_id is None:
            continue
        found.append(
            Booking(
                id=item_id,
                record_kind=DELEGATION if delegation else EXCHANGE,
                record_id=record_id,
                sort=ITEM,
                kind=kind,
                title=Trilingual(*row[10:13]),
                start=Moment(*row[0:5]),
                end=Moment(*row[5:10]),
                open_end=open_end,
                start_minute=start,
                end_minute=end,
                status=status,
                cancelled=status == ItemStatus.CANCELLED,
                alternative=alternative,
                pinned=pinned,
                parent_id=ids[parent],
                place_id=ids[place],
                end_place_id=ids[end_place],
                room=room,
                vehicle_id=ids[vehicle],
                slot_id=ids[slot],
                host_organisation_id=ids[host],
                language=language,
                interpreted=interpreted,
                everyone=everyone,
                group_ids=attendances.groups(item_id),
                people=attendances.people(item_id, record_id, everyone=everyone),
            )
        )
    return found


def _minute(column: Any) -> ColumnElement[Any]:
    # SQLite's own division of whole numbers; `//` would call Python for every row.
    return func.unixepoch(column).op("/")(60).label(column.key)


def _slots(
    session: Session, ids: Identities, only: Mapping[str, Sequence[str]] | None
) -> list[Booking]:
    if only is not None and not only[ACCESS]:
        return []
    team: dict[str, dict[str, None]] = {}
    leaders = select(raw(AccessRequest.id, "access_id"), raw(AccessRequest.investigator_id, "who"))
    members = select(raw(AccessMember.access_id), raw(AccessMember.person_id, "who"))
    for query, key in (
        (leaders, AccessRequest.id),
        (members.order_by(AccessMember.position), AccessMember.access_id),
    ):
        wanted = query if only is None else query.where(key.in_(only[ACCESS]))
        for row in session.execute(wanted):
            if row.who is not None:
                team.setdefault(row.access_id, {})[ids[row.who]] = None
    slots = (
        select(
            *moment_columns(Slot, "start"),
            *moment_columns(Slot, "end"),
            *word_columns(Instrument, "name"),
            *word_columns(AccessRequest, "title"),
            *(_minute(Slot.start_utc), _minute(Slot.end_utc)),
            *(raw(Slot.id), raw(Slot.access_id), raw(Slot.instrument_id), Slot.status),
            *(AccessRequest.mode, raw(Facility.place_id), raw(Facility.organisation_id)),
        )
        .join(AccessRequest, AccessRequest.id == Slot.access_id)
        .outerjoin(Instrument, Instrument.id == Slot.instrument_id)
        .outerjoin(Facility, Facility.id == AccessRequest.facility_id)
    )
    if only is not None:
        slots = slots.where(Slot.access_id.in_(only[ACCESS]))
    return [
        Booking(
            id=ids[row.id],
            record_kind=ACCESS,
            record_id=ids[row.access_id],
            sort=SLOT,
            kind=ItemKind.WORKING_SESSION,
            title=Trilingual(*row[10:13]) if any(row[10:13]) else Trilingual(*row[13:16]),
            start=Moment(*row[0:5]),
            end=Moment(*row[5:10]),
            start_minute=row.start_utc,
            end_minute=row.end_utc,
            status=ItemStatus.CONFIRMED if row.status in _AGREED_SLOT else ItemStatus.TENTATIVE,
            cancelled=row.status in _CALLED_OFF,
            alternative=row.status == SlotStatus.RESERVE,
            place_id=ids[row.place_id],
            instrument_id=ids[row.instrument_id],
            host_organisation_id=ids[row.organisation_id],
            people=tuple(Attendance(who) for who in team.get(row.access_id, ()))
            if row.mode == AccessMode.ON_SITE
            else (),
        )
        for row in session.execute(slots)
    ]


def _stays(
    session: Session, ids: Identities, only: Mapping[str, Sequence[str]] | None
) -> list[Booking]:
    if only is not None and not only[EXCHANGE]:
        return []
    stays = select(
        *word_columns(Exchange, "title"),
        *(raw(Exchange.id), raw(Exchange.person_id), raw(Exchange.host_organisation_id)),
        *(Exchange.start, Exchange.end, Exchange.visit_zone, Exchange.status),
    )
    if only is not None:
        stays = stays.where(Exchange.id.in_(only[EXCHANGE]))
    return [
        Booking(
            id=ids[row.id],
            record_kind=EXCHANGE,
            record_id=ids[row.id],
            sort=STAY,
            kind=ItemKind.OTHER,
            title=Trilingual(*row[0:3]),
            start=Moment(row.start, zone=row.visit_zone, part=DayPart.ALL_DAY),
            end=Moment(row.end, zone=row.visit_zone, part=DayPart.ALL_DAY),
            status=ItemStatus.CONFIRMED if row.status in _AGREED_STAY else ItemStatus.TENTATIVE,
            cancelled=row.status == ExchangeStatus.CANCELLED,
            host_organisation_id=ids[row.host_organisation_id],
            people=() if row.person_id is None else (Attendance(ids[row.person_id]),),
        )
        for row in session.execute(stays)
    ]
