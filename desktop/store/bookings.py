"""Programme items, slots and stays as the bookings that rules reckon with; no entities are made."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, func, or_, select, type_coerce
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Exchange,
    Facility,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Slot,
    Trilingual,
)
from desktop.domain.codes import (
    AccessMode,
    ExchangeStatus,
    Function,
    Involvement,
    ItemKind,
    ItemStatus,
    SlotStatus,
)
from desktop.domain.plan import ITEM, SLOT, STAY, Attendance, Booking, minute_of
from desktop.domain.time import DayPart
from desktop.store.matching import word_columns

Key = tuple[str, str]
"""A record: its kind and its identity."""

_Narrow = Callable[[Select[Any]], Select[Any]]

DELEGATION, EXCHANGE, ACCESS = "delegation", "exchange", "access_request"
_CALLED_OFF = frozenset({SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY})
_AGREED_SLOT = frozenset({SlotStatus.CONFIRMED, SlotStatus.DONE})
_AGREED_STAY = frozenset(
    {ExchangeStatus.APPROVED, ExchangeStatus.IN_PROGRESS, ExchangeStatus.COMPLETED}
)
_MOMENT = ("date", "time", "zone", "fold", "part")


class Identities(dict[str | None, Any]):
    """Identities as the program writes them, by how SQLite holds them; the few are asked often.

    The column type's own conversion takes longer than all the rest of a query.
    """

    def __missing__(self, stored: str | None) -> str | None:
        if stored is None:
            return None
        parts = (stored[:8], stored[8:12], stored[12:16], stored[16:20], stored[20:])
        self[stored] = written = "-".join(parts)
        return written


def raw(column: Any, name: str = "") -> ColumnElement[Any]:
    """An identity as SQLite holds it, for `Identities`; labelled with the column's own name."""
    return type_coerce(column, Text).label(name or column.key)


def moment_columns(cls: Any, name: str) -> list[ColumnElement[Any]]:
    """The five columns of a moment, in the order of `Moment`."""
    return [getattr(cls, f"{name}_{part}") for part in _MOMENT]


def minute_in(moment: Moment) -> int | None:
    """The instant of a moment in minutes since 1970; None when it is not exact."""
    instant = moment.utc()
    return None if instant is None else minute_of(instant)


def read_bookings(session: Session, records: Collection[Key] | None = None) -> dict[str, Booking]:
    """The bookings of some records, or of all, by identity."""
    only = None if records is None else _by_kind(records)
    ids = Identities()
    bookings = (
        *_items(session, ids, only),
        *_slots(session, ids, only),
        *_stays(session, ids, only),
    )
    return {booking.id: booking for booking in bookings}


def _by_kind(records: Iterable[Key]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {DELEGATION: [], EXCHANGE: [], ACCESS: []}
    for kind, record_id in records:
        found[kind].append(record_id)
    return found


def _items(
    session: Session, ids: Identities, only: Mapping[str, Sequence[str]] | None
) -> list[Booking]:
    def within(query: Select[Any]) -> Select[Any]:
        if only is None:
            return query
        return query.where(
            or_(Item.delegation_id.in_(only[DELEGATION]), Item.exchange_id.in_(only[EXCHANGE]))
        )

    all_of, group_of = _everyone(session, ids), _groups(session, ids)
    groups: dict[str, list[str]] = {}
    links = select(raw(ItemGroup.item_id), raw(ItemGroup.group_id))
    for row in session.execute(within(links.join(Item, Item.id == ItemGroup.item_id))):
        groups.setdefault(row.item_id, []).append(ids[row.group_id])
    named = _named(session, ids, within)
    query = select(
        *moment_columns(Item, "start"),
        *moment_columns(Item, "end"),
        *word_columns(Item, "title"),
        *(_minute(Item.start_utc), _minute(Item.end_utc)),
        *(raw(Item.id), raw(Item.delegation_id), raw(Item.exchange_id), raw(Item.parent_id)),
        *(raw(Item.place_id), raw(Item.end_place_id), raw(Item.vehicle_id)),
        raw(Item.host_organisation_id),
        *(Item.kind, Item.open_end, Item.status, Item.alternative, Item.pinned),
        *(Item.room, Item.language, Item.interpreted, Item.everyone),
    )
    found = []
    for row in session.execute(within(query)):
        record_id = ids[row.delegation_id or row.exchange_id]
        if record_id is None:
            continue
        group_ids = tuple(groups.get(row.id, ()))
        shared = [all_of.get(record_id, ())] if row.everyone else []
        shared += [group_of.get(group_id, ()) for group_id in group_ids]
        found.append(
            Booking(
                id=ids[row.id],
                record_kind=DELEGATION if row.delegation_id else EXCHANGE,
                record_id=record_id,
                sort=ITEM,
                kind=row.kind,
                title=Trilingual(*row[10:13]),
                start=Moment(*row[0:5]),
                end=Moment(*row[5:10]),
                open_end=row.open_end,
                start_minute=row.start_utc,
                end_minute=row.end_utc,
                status=row.status,
                cancelled=row.status == ItemStatus.CANCELLED,
                alternative=row.alternative,
                pinned=row.pinned,
                parent_id=ids[row.parent_id],
                place_id=ids[row.place_id],
                end_place_id=ids[row.end_place_id],
                room=row.room,
                vehicle_id=ids[row.vehicle_id],
                host_organisation_id=ids[row.host_organisation_id],
                language=row.language,
                interpreted=row.interpreted,
                everyone=row.everyone,
                group_ids=group_ids,
                people=_people(shared, named.get(row.id, ())),
            )
        )
    return found


def _minute(column: Any) -> ColumnElement[Any]:
    # SQLite's own division of whole numbers; `//` would call Python for every row.
    return func.unixepoch(column).op("/")(60).label(column.key)


def _everyone(session: Session, ids: Identities) -> dict[str, tuple[Attendance, ...]]:
    """Who "everyone" is, by record: the members of a delegation, the guest of a stay."""
    found: dict[str, list[Attendance]] = {}
    members = select(raw(Member.delegation_id), raw(Member.person_id), Member.function)
    for row in session.execute(members.order_by(Member.position)):
        # An interpreter who travels along interprets wherever they are.
        interprets = row.function == Function.INTERPRETER
        involvement = Involvement.INTERPRETER if interprets else Involvement.PARTICIPANT
        attendance = Attendance(ids[row.person_id], involvement)
        found.setdefault(ids[row.delegation_id], []).append(attendance)
    guests = select(raw(Exchange.id), raw(Exchange.person_id))
    for row in session.execute(guests.where(Exchange.person_id.is_not(None))):
        found[ids[row.id]] = [Attendance(ids[row.person_id])]
    return {record_id: tuple(people) for record_id, people in found.items()}


def _groups(session: Session, ids: Identities) -> dict[str, tuple[Attendance, ...]]:
    found: dict[str, list[Attendance]] = {}
    for row in session.execute(select(raw(GroupMember.group_id), raw(GroupMember.person_id))):
        found.setdefault(ids[row.group_id], []).append(Attendance(ids[row.person_id]))
    return {group_id: tuple(people) for group_id, people in found.items()}


def _named(session: Session, ids: Identities, within: _Narrow) -> dict[str, list[Attendance]]:
    query = select(
        *moment_columns(ItemPerson, "joins"),
        *moment_columns(ItemPerson, "leaves"),
        *(raw(ItemPerson.item_id), raw(ItemPerson.person_id), ItemPerson.involvement),
    ).order_by(ItemPerson.position)
    found: dict[str, list[Attendance]] = {}
    for row in session.execute(within(query.join(Item, Item.id == ItemPerson.item_id))):
        joins, leaves = minute_in(Moment(*row[0:5])), minute_in(Moment(*row[5:10]))
        attendance = Attendance(ids[row.person_id], row.involvement, joins, leaves)
        found.setdefault(row.item_id, []).append(attendance)
    return found


def _people(
    shared: Sequence[Sequence[Attendance]], named: Sequence[Attendance]
) -> tuple[Attendance, ...]:
    """Everyone, groups and names together; who is named is there as the name says."""
    if not named:
        return tuple(shared[0]) if len(shared) == 1 else _once(shared)
    own = {one.person_id for one in named if one.involvement != Involvement.CONTACT}
    return (*(one for one in _once(shared) if one.person_id not in own), *named)


def _once(shared: Iterable[Sequence[Attendance]]) -> tuple[Attendance, ...]:
    found: dict[str, Attendance] = {}
    for people in shared:
        for one in people:
            found.setdefault(one.person_id, one)
    return tuple(found.values())


def _slots(
    session: Session, ids: Identities, only: Mapping[str, Sequence[str]] | None
) -> list[Booking]:
    team: dict[str, dict[str, None]] = {}
    leaders = select(raw(AccessRequest.id, "access_id"), raw(AccessRequest.investigator_id, "who"))
    members = select(raw(AccessMember.access_id), raw(AccessMember.person_id, "who"))
    for query in (leaders, members.order_by(AccessMember.position)):
        for row in session.execute(query):
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
