"""Records of a stretch of time, loaded whole, for papers of the whole office."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop.domain import AccessRequest, Delegation, Exchange, Item, Slot
from desktop.domain.comparing import Record
from desktop.store import loading

_KINDS: tuple[type[Delegation | Exchange | AccessRequest], ...] = (
    Delegation,
    Exchange,
    AccessRequest,
)


def records_between(session: Session, first: date, last: date) -> list[Record]:
    """All records that plan something from `first` to `last`, delegations first, then by start."""
    found: list[Record] = []
    for cls in _KINDS:
        wanted = {*_by_period(session, cls, first, last), *_by_parts(session, cls, first, last)}
        of_kind = loading.many(session, cls.__tablename__, wanted)
        found += sorted(of_kind, key=lambda one: (one.start or date.max, one.reference))
    return found


def planned_span(session: Session) -> tuple[date, date] | None:
    """The first and the last day for which anything is planned; None for an empty office."""
    days: list[date] = []
    for cls in (*_KINDS, Item, Slot):
        start, end = _ends(cls)
        ends = session.execute(select(func.min(start), func.max(end), func.max(start))).one()
        days += [day for day in ends if day is not None]
    return (min(days), max(days)) if days else None


def _by_period(session: Session, cls: Any, first: date, last: date) -> Iterator[str]:
    start, end = func.coalesce(cls.start, cls.end), func.coalesce(cls.end, cls.start)
    yield from session.scalars(select(cls.id).where(start <= last, end >= first))


def _by_parts(session: Session, cls: Any, first: date, last: date) -> Iterator[str]:
    """The records whose items or slots lie there, whatever their own dates say."""
    part: Any = Slot if cls is AccessRequest else Item
    owner = {Delegation: "delegation_id", Exchange: "exchange_id", AccessRequest: "access_id"}[cls]
    start, end = _ends(part)
    touches = start.between(first, last)
    lasts = (start <= last) & (end >= first)
    column = getattr(part, owner)
    yield from session.scalars(
        select(column).where(column.is_not(None), or_(touches, lasts)).distinct()
    )


def _ends(cls: Any) -> tuple[Any, Any]:
    table = cls.__table__.c
    if cls in _KINDS:
        return table.start, table.end
    return table.start_date, table.end_date
