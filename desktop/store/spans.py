"""Everything that has days, as plain values for the calendar: records, items and slots."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from desktop.domain import (
    Facility,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Moment,
    Organisation,
    Person,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import (
    DelegationStatus,
    ExchangeStatus,
    Involvement,
    ItemStatus,
    SlotStatus,
    Stage,
)
from desktop.domain.time import DayPart
from desktop.store.attendances import Identities, moment_columns, raw
from desktop.store.matching import PersonName, name_columns, name_of, trilingual, word_columns
from desktop.store.span_records import (
    ACCESS,
    COUNTRY_OF_ZONE,
    DELEGATION,
    EXCHANGE,
    Days,
    Record,
    given,
    read_records,
    touching,
)

ITEM, SLOT, TASK = "item", "slot", "task"

_SLOT_OFF = frozenset({SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY})
_UNCERTAIN: Mapping[str, frozenset[str]] = {
    DELEGATION: frozenset({DelegationStatus.DRAFT, DelegationStatus.TENTATIVE}),
    EXCHANGE: frozenset({ExchangeStatus.DRAFT, ExchangeStatus.PLANNED, ExchangeStatus.ON_HOLD}),
    ACCESS: frozenset(
        {Stage.DRAFT, Stage.SUBMITTED, Stage.REVIEW, Stage.RETURNED, Stage.RESERVE, Stage.ON_HOLD}
    ),
    ITEM: frozenset({ItemStatus.TENTATIVE}),
    SLOT: frozenset({SlotStatus.REQUESTED, SlotStatus.TENTATIVE, SlotStatus.RESERVE}),
}
"""The states in which it is not agreed yet, by kind."""


@dataclass(frozen=True, slots=True)
class Span:
    """One thing in the calendar, from its first to its last day; both days are included.

    The days are those of its own clock, `zone`. Items and slots have times; a record and a task
    are all day. A record is its own record. `country` is where it takes place, "" if unknown.
    """

    kind: str
    id: str
    record_kind: str
    record_id: str
    reference: str
    title: Trilingual
    first: date
    last: date
    start: Moment
    end: Moment
    status: str = ""
    cancelled: bool = False
    tentative: bool = False
    direction: str = ""
    country: str = ""
    people: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    facility_id: str = ""
    zone: str = ""
    place: Trilingual = field(default=Trilingual())
    pinned: bool = False

    @property
    def is_record(self) -> bool:
        """Whether it is a delegation, a stay or a request as a whole."""
        return self.kind == self.record_kind


@dataclass(frozen=True, slots=True)
class Names:
    """What the people, organisations and facilities are called that spans name, by identity."""

    people: Mapping[str, PersonName]
    organisations: Mapping[str, Trilingual]
    facilities: Mapping[str, Trilingual]


def records(session: Session) -> list[Span]:
    """All delegations, stays and access requests that have days, by their first day."""
    return _ordered(span for one in read_records(session, Identities()) if (span := _whole(one)))


def records_and_slots(session: Session) -> list[Span]:
    """All that `records` gives, and all slots of the requests among them."""
    ids = Identities()
    known = {(one.kind, one.id): one for one in read_records(session, ids)}
    whole = (span for one in known.values() if (span := _whole(one)))
    return _ordered((*whole, *_slots(session, ids, (date.min, date.max), known)))


def between(session: Session, first: date, last: date) -> list[Span]:
    """The records, items and slots that touch these days, both included, by start."""
    ids, days = Identities(), (first, last)
    known = {(one.kind, one.id): one for one in read_records(session, ids, days)}
    whole = (span for one in known.values() if (span := _whole(one)) and _touches(span, days))
    return _ordered(
        (*whole, *_items(session, ids, days, known), *_slots(session, ids, days, known))
    )


def names(session: Session) -> Names:
    """What everybody and everything is called that a span can name."""
    people = (name_of(row, "who") for row in session.execute(select(*name_columns(Person, "who"))))
    organisations = select(Organisation.id, *word_columns(Organisation, "name"))
    facilities = select(Facility.id, *word_columns(Facility, "name"))
    return Names(
        {one.id: one for one in people if one is not None},
        {row.id: trilingual(row, "name") for row in session.execute(organisations)},
        {row.id: trilingual(row, "name") for row in session.execute(facilities)},
    )


def _whole(record: Record) -> Span | None:
    first, last = record.start or record.end, record.end or record.start
    if first is None or last is None:
        return None
    return Span(
        kind=record.kind,
        id=record.id,
        record_kind=record.kind,
        record_id=record.id,
        reference=record.reference,
        title=record.title,
        first=first,
        last=max(first, last),
        start=Moment(first, zone=record.zone or None, part=DayPart.ALL_DAY),
        end=Moment(last, zone=record.zone or None, part=DayPart.ALL_DAY),
        status=record.status,
        cancelled=record.cancelled,
        tentative=record.status in _UNCERTAIN[record.kind],
        direction=record.direction,
        country=record.country,
        people=record.people,
        organisations=record.organisations,
        facility_id=record.facility_id,
        zone=record.zone,
    )


def _ordered(spans: Iterable[Span]) -> list[Span]:
    return sorted(spans, key=lambda span: (span.first, span.start.sort_key(span.zone), span.id))


def _touches(span: Span, days: Days) -> bool:
    return span.first <= days[1] and span.last >= days[0]


def _items(
    session: Session, ids: Identities, days: Days, known: Mapping[tuple[str, str], Record]
) -> Iterator[Span]:
    within = touching(Item, days)
    named: dict[str, list[str]] = {}
    people = (
        select(raw(ItemPerson.item_id), raw(ItemPerson.person_id))
        .join(Item, Item.id == ItemPerson.item_id)
        .where(ItemPerson.involvement != Involvement.CONTACT)
    )
    grouped = (
        select(raw(ItemGroup.item_id), raw(GroupMember.person_id))
        .join(Item, Item.id == ItemGroup.item_id)
        .join(GroupMember, GroupMember.group_id == ItemGroup.group_id)
    )
    for query in (people, grouped):
        for item_id, person_id in session.execute(query.where(within)):
            named.setdefault(ids[item_id], []).append(ids[person_id])
    query = (
        select(
            *moment_columns(Item, "start"),
            *moment_columns(Item, "end"),
            *word_columns(Item, "title"),
            *word_columns(Place, "name"),
            *(raw(Item.id), raw(Item.delegation_id), raw(Item.exchange_id), Item.everyone),
            *(raw(Item.host_organisation_id, "host"), raw(Place.organisation_id, "house")),
            *(Item.status, Item.pinned, Place.country),
        )
        .outerjoin(Place, Place.id == Item.place_id)
        .where(within)
    )
    for row in session.execute(query):
        kind = DELEGATION if row.delegation_id else EXCHANGE
        record = known.get((kind, ids[row.delegation_id or row.exchange_id]))
        if record is None:
            continue
        item_id, start, end = ids[row.id], Moment(*row[0:5]), Moment(*row[5:10])
        there = record.people if row.everyone else ()
        yield _part(
            ITEM,
            item_id,
            record,
            (start, end),
            Trilingual(*row[10:13]),
            row.status,
            off=row.status == ItemStatus.CANCELLED,
            people=given(*there, *named.get(item_id, ())),
            organisations=given(ids[row.host], ids[row.house], *record.organisations),
            country=row.country or "",
            place=trilingual(row, "name"),
            pinned=row.pinned,
        )


def _slots(
    session: Session, ids: Identities, days: Days, known: Mapping[tuple[str, str], Record]
) -> Iterator[Span]:
    where = aliased(Facility)
    query = (
        select(
            *moment_columns(Slot, "start"),
            *moment_columns(Slot, "end"),
            *word_columns(Instrument, "name"),
            *word_columns(where, "name", "place"),
            *(raw(Slot.id), raw(Slot.access_id), Slot.status),
        )
        .outerjoin(Instrument, Instrument.id == Slot.instrument_id)
        .outerjoin(where, where.id == Instrument.facility_id)
        .where(touching(Slot, days))
    )
    for row in session.execute(query):
        record = known[ACCESS, ids[row.access_id]]
        yield _part(
            SLOT,
            ids[row.id],
            record,
            (Moment(*row[0:5]), Moment(*row[5:10])),
            trilingual(row, "name") or record.title,
            row.status,
            off=row.status in _SLOT_OFF,
            people=record.people,
            organisations=record.organisations,
            place=trilingual(row, "place"),
        )


def _part(
    kind: str,
    part_id: str,
    record: Record,
    times: tuple[Moment, Moment],
    title: Trilingual,
    status: str,
    *,
    off: bool,
    people: tuple[str, ...],
    organisations: tuple[str, ...],
    place: Trilingual,
    country: str = "",
    pinned: bool = False,
) -> Span:
    start, end = times
    first = start.date or end.date
    assert first is not None  # the query asked for days
    zone = start.zone or record.zone
    return Span(
        kind=kind,
        id=part_id,
        record_kind=record.kind,
        record_id=record.id,
        reference=record.reference,
        title=title or record.title,
        first=first,
        last=_last_day(first, end),
        start=start,
        end=end,
        status=status,
        cancelled=off or record.cancelled,
        tentative=status in _UNCERTAIN[kind],
        direction=record.direction,
        country=country or COUNTRY_OF_ZONE.get(zone, "") or record.country,
        people=people,
        organisations=organisations,
        facility_id=record.facility_id,
        zone=zone,
        place=place,
        pinned=pinned,
    )


def _last_day(first: date, end: Moment) -> date:
    """The last day that is touched: what ends at midnight does not take place on the next day."""
    if end.date is None:
        return first
    midnight = end.part == DayPart.EXACT and end.time == time(0)
    return max(first, end.date - timedelta(days=1) if midnight else end.date)
