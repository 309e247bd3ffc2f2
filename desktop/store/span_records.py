"""Delegations, stays and access requests as a calendar needs them, read without entities."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Item,
    Member,
    Organisation,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import Direction
from desktop.domain.revision import CALLED_OFF
from desktop.store.attendances import Identities, moment_columns, raw
from desktop.store.matching import trilingual, word_columns

DELEGATION, EXCHANGE, ACCESS = "delegation", "exchange", "access_request"
COUNTRY_OF_ZONE = {"Asia/Tokyo": "JP", "Europe/Copenhagen": "DK"}
Days = tuple[date, date]
"""A first and a last day, both included."""

_HOST = {Direction.DK_JP: "JP", Direction.JP_DK: "DK"}


@dataclass(frozen=True, slots=True)
class Record:
    """A delegation, a stay or a request, perhaps without days."""

    kind: str
    id: str
    reference: str
    title: Trilingual
    direction: str
    status: str
    start: date | None
    end: date | None
    zone: str
    country: str
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    facility_id: str = ""

    @property
    def cancelled(self) -> bool:
        """Whether it is called off, so that nothing of it takes place."""
        return self.status in CALLED_OFF[self.kind]


def read_records(session: Session, ids: Identities, days: Days | None = None) -> Iterator[Record]:
    """The records; of those that are touched by the days only, with the owners of such items."""
    yield from _delegations(session, ids, days)
    yield from _exchanges(session, ids, days)
    yield from _requests(session, ids, days)


def _wanted(cls: Any, owner: Any, days: Days | None) -> ColumnElement[bool]:
    if days is None:
        return true()
    owners = select(owner).where(touching(owner.class_, days))
    return or_(_between(cls.start, cls.end, days), cls.id.in_(owners))


def _delegations(session: Session, ids: Identities, days: Days | None) -> Iterator[Record]:
    wanted = _wanted(Delegation, Item.delegation_id, days)
    members: dict[str, list[str]] = {}
    query = select(raw(Member.delegation_id), raw(Member.person_id)).order_by(Member.position)
    if days is not None:
        query = query.join(Delegation, Delegation.id == Member.delegation_id).where(wanted)
    for delegation_id, person_id in session.execute(query):
        members.setdefault(ids[delegation_id], []).append(ids[person_id])
    query = select(
        *_common(Delegation, "status"),
        Delegation.visit_zone,
        raw(Delegation.lead_organisation_id, "lead"),
    )
    for row in session.execute(query.where(wanted)):
        record_id = ids[row.id]
        yield _record(
            DELEGATION,
            record_id,
            row,
            zone=row.visit_zone,
            people=tuple(members.get(record_id, ())),
            organisations=given(ids[row.lead]),
        )


def _exchanges(session: Session, ids: Identities, days: Days | None) -> Iterator[Record]:
    query = select(
        *_common(Exchange, "status"),
        Exchange.visit_zone,
        *(raw(Exchange.person_id), raw(Exchange.host_person_id)),
        *(raw(Exchange.home_organisation_id, "home"), raw(Exchange.host_organisation_id, "host")),
    )
    for row in session.execute(query.where(_wanted(Exchange, Item.exchange_id, days))):
        yield _record(
            EXCHANGE,
            ids[row.id],
            row,
            zone=row.visit_zone,
            people=given(ids[row.person_id], ids[row.host_person_id]),
            organisations=given(ids[row.home], ids[row.host]),
        )


def _requests(session: Session, ids: Identities, days: Days | None) -> Iterator[Record]:
    # A request without days of its own has those of its slots.
    undated = or_(AccessRequest.start.is_(None), AccessRequest.end.is_(None))
    wanted = or_(undated, _wanted(AccessRequest, Slot.access_id, days))
    team: dict[str, list[str]] = {}
    query = select(raw(AccessMember.access_id), raw(AccessMember.person_id))
    for access_id, person_id in session.execute(query.order_by(AccessMember.position)):
        team.setdefault(ids[access_id], []).append(ids[person_id])
    begins, ends = moment_columns(Slot, "start")[0], moment_columns(Slot, "end")[0]
    slots = {
        ids[access_id]: (first, last)
        for access_id, first, last in session.execute(
            select(
                raw(Slot.access_id),
                func.min(begins),
                func.max(func.coalesce(ends, begins)),
            ).group_by(Slot.access_id)
        )
    }
    query = (
        select(
            *_common(AccessRequest, "stage"),
            *(raw(AccessRequest.investigator_id, "who"), raw(AccessRequest.local_contact_id)),
            *(raw(AccessRequest.requester_organisation_id, "home"), raw(Facility.id, "facility")),
            raw(Facility.organisation_id, "host"),
            func.coalesce(func.nullif(Facility.zone, ""), Organisation.zone, "").label("zone"),
            func.coalesce(func.nullif(Place.country, ""), Organisation.country, "").label("land"),
        )
        .outerjoin(Facility, Facility.id == AccessRequest.facility_id)
        .outerjoin(Place, Place.id == Facility.place_id)
        .outerjoin(Organisation, Organisation.id == Facility.organisation_id)
    )
    for row in session.execute(query.where(wanted)):
        record_id = ids[row.id]
        first, last = slots.get(record_id, (None, None))
        yield _record(
            ACCESS,
            record_id,
            row,
            zone=row.zone,
            country=row.land,
            days=(row.start or first, row.end or last),
            people=given(ids[row.who], *team.get(record_id, ()), ids[row.local_contact_id]),
            organisations=given(ids[row.home], ids[row.host]),
            facility_id=ids[row.facility] or "",
        )


def _common(cls: Any, status: str) -> list[Any]:
    return [
        *word_columns(cls, "title"),
        *(raw(cls.id), cls.reference, cls.direction, cls.start, cls.end),
        getattr(cls, status).label("status"),
    ]


def _record(
    kind: str,
    record_id: str,
    row: Any,
    *,
    zone: str,
    people: tuple[str, ...],
    organisations: tuple[str, ...],
    country: str = "",
    days: tuple[date | None, date | None] | None = None,
    facility_id: str = "",
) -> Record:
    start, end = days or (row.start, row.end)
    return Record(
        kind,
        record_id,
        row.reference,
        trilingual(row, "title"),
        row.direction,
        row.status,
        start,
        end,
        zone,
        country or COUNTRY_OF_ZONE.get(zone, "") or _HOST.get(row.direction, ""),
        people,
        organisations,
        facility_id,
    )


def given(*identities: str | None) -> tuple[str, ...]:
    """Those that are given, each once."""
    return tuple(dict.fromkeys(one for one in identities if one))


def touching(cls: Any, days: Days) -> ColumnElement[bool]:
    """That an item or a slot touches these days, by the days of its own clock."""
    return _between(moment_columns(cls, "start")[0], moment_columns(cls, "end")[0], days)


def _between(start: Any, end: Any, days: Days) -> ColumnElement[bool]:
    return (func.coalesce(start, end) <= days[1]) & (func.coalesce(end, start) >= days[0])
