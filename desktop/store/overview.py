"""What the first page tells: what comes next, what waits, and how many records are where."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, joinedload

from desktop.domain import (
    AccessRequest,
    DayPart,
    Delegation,
    Exchange,
    Gate,
    Item,
    Moment,
    Permit,
    Slot,
    StageMove,
    Trilingual,
)
from desktop.domain.codes import (
    DelegationStatus,
    ExchangeStatus,
    GateState,
    ItemStatus,
    SlotStatus,
    Stage,
)
from desktop.domain.revision import CALLED_OFF
from desktop.store.matching import trilingual, word_columns

ITEM, SLOT, ARRIVAL, DEPARTURE, BEGINNING = "item", "slot", "arrival", "departure", "beginning"

_ENDED = {
    "delegation": CALLED_OFF["delegation"] | {DelegationStatus.COMPLETED},
    "exchange": CALLED_OFF["exchange"] | {ExchangeStatus.COMPLETED},
    "access_request": CALLED_OFF["access_request"] | {Stage.CLOSED},
}
_CLEARED = (GateState.CLEARED, GateState.CLEARED_WITH_CONDITIONS)
_CANCELLED = (SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY)
_STATES: tuple[tuple[Any, Any], ...] = (
    (Delegation, Delegation.status),
    (Exchange, Exchange.status),
    (AccessRequest, AccessRequest.stage),
)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happens soon, and the record it belongs to; `part_id` is its item or slot.

    `sort` tells an item and a slot from a stay's first and last day and a delegation's first.
    """

    sort: str
    record_kind: str
    record_id: str
    record_title: Trilingual
    title: Trilingual
    start: Moment
    place: Trilingual
    status: str
    part_id: str = ""


@dataclass(frozen=True, slots=True)
class GateRow:
    """A gate that somebody must look at, with the record it belongs to."""

    id: str
    kind: str
    expires: date | None
    remind: date | None
    record_kind: str
    record_id: str
    reference: str
    record_title: Trilingual


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that others have to answer; `since` is None where nobody noted when it was sent.

    `state` is a stage of an access request, or the kind of a stay's permit.
    """

    record_kind: str
    record_id: str
    reference: str
    title: Trilingual
    state: str
    since: date | None
    part_id: str = ""


@dataclass(frozen=True, slots=True)
class Morning:
    """All that the first page shows of the file but the tasks.

    `ahead` is how many events there are in the days that are looked ahead; `events` are the first
    of them, and of what follows. `months` counts what starts in a month, by kind of record.
    """

    events: tuple[Event, ...]
    ahead: int
    gates: tuple[GateRow, ...]
    waiting: tuple[Waiting, ...]
    states: dict[str, Counter[str]]
    months: dict[str, Counter[str]]


def morning(
    session: Session,
    now: datetime,
    today: date,
    *,
    limit: int,
    days: int,
    gate_days: int,
    months: tuple[date, date],
) -> Morning:
    """Read the first page: so many events and days ahead, and the months from and to a day."""
    return Morning(
        events=tuple(next_events(session, now, today, limit)),
        ahead=count_events(session, now, today, today + timedelta(days=days)),
        gates=tuple(gates(session, today, today + timedelta(days=gate_days))),
        waiting=tuple(waiting(session)),
        states=state_counts(session),
        months=starts_by_month(session, *months),
    )


def next_events(session: Session, since: datetime, today: date, limit: int) -> list[Event]:
    """What starts after an instant, or on a day without a clock time, soonest first.

    What is called off does not come, nor what belongs to a record that is.
    """
    found = [*_items(session, since, today, limit), *_slots(session, since, today, limit)]
    found += _days(session, today, limit)
    # By the day on its own clock, so that the events of a day stand together.
    found.sort(key=lambda event: event.start.sort_key())
    return found[:limit]


def count_events(session: Session, since: datetime, today: date, until: date) -> int:
    """How many events `next_events` would give up to a day, if it gave them all."""
    items = _of_items(select(func.count(Item.id))).where(
        _to_come(Item, since, today), _begins_by(Item, until)
    )
    slots = _of_slots(select(func.count(Slot.id))).where(
        _to_come(Slot, since, today), _begins_by(Slot, until)
    )
    days = (
        select(func.count()).where(day.between(today, until), _goes_on(cls))
        for _sort, cls, day in _FIRST_AND_LAST
    )
    return sum(session.scalar(query) or 0 for query in (items, slots, *days))


def is_empty(session: Session) -> bool:
    """Whether there is no record of any kind yet."""
    return all(session.scalar(select(cls.id).limit(1)) is None for cls, _state in _STATES)


def state_counts(session: Session) -> dict[str, Counter[str]]:
    """How many records of each kind are in which state."""
    result: dict[str, Counter[str]] = {}
    for cls, state in _STATES:
        counted = select(state, func.count()).group_by(state)
        result[cls.__tablename__] = Counter({row[0]: row[1] for row in session.execute(counted)})
    return result


def starts_by_month(session: Session, first: date, last: date) -> dict[str, Counter[str]]:
    """How many records of each kind start in which month (2027-04), called off ones left out."""
    result: dict[str, Counter[str]] = {}
    for cls, state in _STATES:
        month = func.strftime("%Y-%m", cls.start)
        counted = (
            select(month, func.count())
            .where(cls.start.between(first, last), state.not_in(CALLED_OFF[cls.__tablename__]))
            .group_by(month)
        )
        result[cls.__tablename__] = Counter({row[0]: row[1] for row in session.execute(counted)})
    return result


def gates(session: Session, today: date, until: date) -> list[GateRow]:
    """Gates that are cleared but expire by a day, or whose reminder has come, soonest first.

    Those of records that have ended are left out.
    """
    wanted = or_(
        and_(Gate.state.in_(_CLEARED), Gate.expires.is_not(None), Gate.expires <= until),
        and_(Gate.remind.is_not(None), Gate.remind <= today),
    )
    return sorted(_gates(session, today, wanted), key=lambda row: row.expires or today)


def gates_expired(session: Session, since: date, today: date) -> int:
    """How many cleared gates of records under way lost their validity from one day to another."""
    wanted = and_(Gate.state.in_(_CLEARED), Gate.expires >= since, Gate.expires < today)
    return sum(1 for _row in _gates(session, today, wanted))


def waiting(session: Session) -> list[Waiting]:
    """Access requests that wait for a facility, and permits that wait for an authority.

    Who has waited longest comes first, and what nobody noted a day of last.
    """
    sent = (
        select(func.max(StageMove.on)).where(StageMove.access_id == AccessRequest.id)
    ).scalar_subquery()
    requests = select(
        AccessRequest.id,
        AccessRequest.reference,
        *word_columns(AccessRequest, "title"),
        AccessRequest.stage.label("state"),
        sent.label("since"),
    ).where(AccessRequest.stage.in_((Stage.SUBMITTED, Stage.REVIEW)))
    permits = (
        select(
            Exchange.id,
            Exchange.reference,
            *word_columns(Exchange, "title"),
            Permit.kind.label("state"),
            Permit.applied.label("since"),
            Permit.id.label("part"),
        )
        .join(Exchange, Exchange.id == Permit.exchange_id)
        .where(
            Permit.applied.is_not(None),
            Permit.issued.is_(None),
            Exchange.status.not_in(_ENDED["exchange"]),
        )
    )
    found = [_waiting("access_request", row, "") for row in session.execute(requests)]
    found += [_waiting("exchange", row, row.part) for row in session.execute(permits)]
    return sorted(found, key=lambda one: (one.since or date.max, one.reference))


def _waiting(kind: str, row: Any, part: str) -> Waiting:
    return Waiting(
        kind, row.id, row.reference, trilingual(row, "title"), row.state, row.since, part
    )


def _gates(session: Session, today: date, wanted: Any) -> Iterator[GateRow]:
    for cls, key, state in (
        (Exchange, Gate.exchange_id, Exchange.status),
        (AccessRequest, Gate.access_id, AccessRequest.stage),
    ):
        kind = cls.__tablename__
        rows = (
            select(
                *(Gate.id, Gate.kind, Gate.expires, Gate.remind),
                cls.id.label("record"),
                cls.reference,
                *word_columns(cls, "title"),
            )
            .join(cls, cls.id == key)
            .where(wanted, state.not_in(_ENDED[kind]), or_(cls.end.is_(None), cls.end >= today))
        )
        for row in session.execute(rows):
            title = trilingual(row, "title")
            yield GateRow(
                row.id, row.kind, row.expires, row.remind, kind, row.record, row.reference, title
            )


# What happens on whole days; an access request is there through its slots.
_FIRST_AND_LAST: tuple[tuple[str, Any, Any], ...] = (
    (BEGINNING, Delegation, Delegation.start),
    (ARRIVAL, Exchange, Exchange.start),
    (DEPARTURE, Exchange, Exchange.end),
)


def _goes_on(cls: Any) -> Any:
    return cls.status.not_in(CALLED_OFF[cls.__tablename__])


def _to_come(cls: Any, since: datetime, today: date) -> Any:
    """That it starts later; without an instant, that its day is not over."""
    without = and_(cls.start_utc.is_(None), cls.start_date >= today)
    return or_(cls.start_utc >= since, without)


def _begins_by(cls: Any, day: date) -> Any:
    return cls.start_date <= day


def _of_items(query: Any) -> Any:
    """Restrict a query to the items that take place."""
    return (
        query.select_from(Item)
        .outerjoin(Delegation, Delegation.id == Item.delegation_id)
        .outerjoin(Exchange, Exchange.id == Item.exchange_id)
        .where(
            Item.status != ItemStatus.CANCELLED,
            func.coalesce(Delegation.status, "").not_in(CALLED_OFF["delegation"]),
            func.coalesce(Exchange.status, "").not_in(CALLED_OFF["exchange"]),
        )
    )


def _of_slots(query: Any) -> Any:
    """Restrict a query to the slots that are not called off."""
    return (
        query.select_from(Slot)
        .join(AccessRequest, AccessRequest.id == Slot.access_id)
        .where(
            Slot.status.not_in(_CANCELLED),
            AccessRequest.stage.not_in(CALLED_OFF["access_request"]),
        )
    )


def _soonest(query: Any, cls: Any, since: datetime, today: date, limit: int) -> Iterable[Any]:
    """The first ones with an instant, and the first of those that only have a day."""
    exact = query.where(cls.start_utc >= since).order_by(cls.start_utc)
    vague = query.where(cls.start_utc.is_(None), cls.start_date >= today).order_by(cls.start_date)
    return exact.limit(limit), vague.limit(limit)


def _items(session: Session, since: datetime, today: date, limit: int) -> Iterator[Event]:
    query = _of_items(select(Item, Delegation, Exchange)).options(joinedload(Item.place))
    for some in _soonest(query, Item, since, today, limit):
        for item, delegation, exchange in session.execute(some):
            record: Delegation | Exchange | None = delegation or exchange
            if record is not None:
                yield Event(
                    ITEM,
                    record.__tablename__,
                    record.id,
                    record.title,
                    item.title,
                    item.start,
                    item.place.name if item.place is not None else Trilingual(),
                    item.status,
                    item.id,
                )


def _slots(session: Session, since: datetime, today: date, limit: int) -> Iterator[Event]:
    query = _of_slots(select(Slot, AccessRequest)).options(
        joinedload(Slot.instrument), joinedload(AccessRequest.facility)
    )
    for some in _soonest(query, Slot, since, today, limit):
        for slot, request in session.execute(some):
            yield Event(
                SLOT,
                request.__tablename__,
                request.id,
                request.title,
                slot.instrument.name if slot.instrument is not None else request.title,
                slot.start,
                request.facility.name if request.facility is not None else Trilingual(),
                slot.status,
                slot.id,
            )


def _days(session: Session, today: date, limit: int) -> Iterator[Event]:
    for sort, cls, day in _FIRST_AND_LAST:
        query = select(cls).where(day >= today, _goes_on(cls)).order_by(day).limit(limit)
        for record in session.scalars(query):
            on = record.end if sort == DEPARTURE else record.start
            yield Event(
                sort,
                cls.__tablename__,
                record.id,
                record.title,
                record.title,
                Moment(on, part=DayPart.ALL_DAY),
                Trilingual(),
                record.status,
            )
