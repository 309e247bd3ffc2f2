"""Delegations, stays and access requests as the facts that rules reckon with."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Gate,
    Member,
    Moment,
    Organisation,
    Permit,
    StageMove,
    Task,
)
from desktop.domain.codes import Function
from desktop.domain.plan import (
    AskedInstrument,
    GateFact,
    PermitFact,
    Presence,
    RecordFact,
    TaskFact,
)
from desktop.domain.revision import CALLED_OFF
from desktop.store.attendances import minute_in, moment_columns
from desktop.store.bookings import ACCESS, DELEGATION, EXCHANGE, Key, by_kind
from desktop.store.matching import trilingual, word_columns

_Only = Mapping[str, list[str]] | None


def read_records(session: Session, records: Collection[Key] | None = None) -> dict[Key, RecordFact]:
    """What is known of some records, or of all; what is gone is not in it."""
    only = None if records is None else by_kind(records)
    parts = _Parts(session, only)
    found: dict[Key, RecordFact] = {}
    for kind, query in (
        (DELEGATION, _delegations()),
        (EXCHANGE, _exchanges()),
        (ACCESS, _requests()),
    ):
        if only is not None:
            if not only[kind]:
                continue
            query = query.where(_CLASSES[kind].id.in_(only[kind]))
        for row in session.execute(query):
            found[kind, row.id] = _record(kind, row, parts)
    return found


_CLASSES: Mapping[str, Any] = {
    DELEGATION: Delegation,
    EXCHANGE: Exchange,
    ACCESS: AccessRequest,
}


def _delegations() -> Select[Any]:
    return select(
        *_common(Delegation, "status"), Delegation.visit_zone, Delegation.hotel_id.label("hotel_id")
    )


def _exchanges() -> Select[Any]:
    return select(
        *_common(Exchange, "status"),
        *(Exchange.visit_zone, Exchange.accommodation_id.label("hotel_id"), Exchange.person_id),
        *(Exchange.host_person_id, Exchange.home_organisation_id, Exchange.host_organisation_id),
        Exchange.paid_by,
    )


def _requests() -> Select[Any]:
    zone = func.coalesce(func.nullif(Facility.zone, ""), Organisation.zone, "")
    return (
        select(
            *_common(AccessRequest, "stage"),
            zone.label("visit_zone"),
            AccessRequest.investigator_id.label("person_id"),
            AccessRequest.local_contact_id.label("host_person_id"),
            AccessRequest.requester_organisation_id.label("home_organisation_id"),
            Facility.organisation_id.label("host_organisation_id"),
            *(AccessRequest.facility_id, AccessRequest.mode, AccessRequest.report_due),
        )
        .outerjoin(Facility, Facility.id == AccessRequest.facility_id)
        .outerjoin(Organisation, Organisation.id == Facility.organisation_id)
    )


def _common(cls: Any, status: str) -> list[Any]:
    """What delegations, stays and access requests have in common."""
    return [
        *word_columns(cls, "title"),
        *(cls.id, cls.reference, cls.direction, cls.start, cls.end, cls.home_zone),
        getattr(cls, status).label("status"),
    ]


# What only some kinds of records have; the others have what `RecordFact` says by itself.
_OWN = (
    *("hotel_id", "person_id", "host_person_id", "home_organisation_id", "host_organisation_id"),
    *("facility_id", "paid_by", "mode", "report_due"),
)


def _record(kind: str, row: Any, parts: "_Parts") -> RecordFact:
    known = row._mapping
    return RecordFact(
        kind,
        row.id,
        row.reference,
        trilingual(row, "title"),
        row.direction,
        row.status,
        row.status in CALLED_OFF[kind],
        row.start,
        row.end,
        row.home_zone,
        row.visit_zone,
        members=tuple(parts.members.get(row.id, ())),
        since=parts.since.get(row.id),
        gates=tuple(parts.gates.get(row.id, ())),
        permits=tuple(parts.permits.get(row.id, ())),
        tasks=tuple(parts.tasks.get(row.id, ())),
        instruments=tuple(parts.instruments.get(row.id, ())),
        **{name: known[name] for name in _OWN if name in known},
    )


class _Parts:
    """The parts of records by the identity of their record, each read with one query."""

    def __init__(self, session: Session, only: _Only) -> None:
        self._session, self._only = session, only
        self.members: dict[str, list[Presence]] = {}
        query = select(
            *moment_columns(Member, "arrives"),
            *moment_columns(Member, "leaves"),
            *(Member.delegation_id, Member.person_id, Member.function),
        ).order_by(Member.position)
        for row in self._read(query, {DELEGATION: Member.delegation_id}):
            arrives, leaves = minute_in(Moment(*row[0:5])), minute_in(Moment(*row[5:10]))
            interprets = row.function == Function.INTERPRETER
            presence = Presence(row.person_id, arrives, leaves, interprets)
            self.members.setdefault(row.delegation_id, []).append(presence)
        self.gates = self._gates()
        self.permits = self._permits()
        self.tasks = self._tasks()
        self.instruments = self._instruments()
        moves = select(StageMove.access_id, func.max(StageMove.on).label("since"))
        found = self._read(moves.group_by(StageMove.access_id), {ACCESS: StageMove.access_id})
        self.since = {row.access_id: row.since for row in found}

    def _read(self, query: Any, owners: Mapping[str, Any]) -> Iterable[Any]:
        """The rows of some records, or of all; `owners` are the keys of parts, by kind."""
        if self._only is not None:
            wanted = [(key, self._only[kind]) for kind, key in owners.items() if self._only[kind]]
            if not wanted:
                return ()
            query = query.where(or_(*(key.in_(ids) for key, ids in wanted)))
        return self._session.execute(query)

    def _gates(self) -> dict[str, list[GateFact]]:
        found: dict[str, list[GateFact]] = {}
        query = select(
            *(Gate.exchange_id, Gate.access_id, Gate.id, Gate.kind),
            *(Gate.state, Gate.decided, Gate.expires, Gate.remind),
        ).order_by(Gate.id)
        owners = {EXCHANGE: Gate.exchange_id, ACCESS: Gate.access_id}
        for exchange_id, access_id, *values in self._read(query, owners):
            found.setdefault(exchange_id or access_id, []).append(GateFact(*values))
        return found

    def _permits(self) -> dict[str, list[PermitFact]]:
        found: dict[str, list[PermitFact]] = {}
        query = select(
            *(Permit.exchange_id, Permit.id, Permit.kind),
            *(Permit.issued, Permit.valid_from, Permit.valid_until),
        ).order_by(Permit.id)
        for exchange_id, *values in self._read(query, {EXCHANGE: Permit.exchange_id}):
            found.setdefault(exchange_id, []).append(PermitFact(*values))
        return found

    def _tasks(self) -> dict[str, list[TaskFact]]:
        found: dict[str, list[TaskFact]] = {}
        query = select(
            *word_columns(Task, "title"),
            *(Task.delegation_id, Task.exchange_id, Task.access_id, Task.id, Task.code),
            *(Task.anchor, Task.due, Task.offset_days, Task.turn, Task.officer, Task.done),
        ).order_by(Task.position, Task.id)
        owners = {
            DELEGATION: Task.delegation_id,
            EXCHANGE: Task.exchange_id,
            ACCESS: Task.access_id,
        }
        for row in self._read(query, owners):
            owner = row.delegation_id or row.exchange_id or row.access_id
            found.setdefault(owner, []).append(
                TaskFact(row.id, row.code, trilingual(row, "title"), *row[8:])
            )
        return found

    def _instruments(self) -> dict[str, list[AskedInstrument]]:
        found: dict[str, list[AskedInstrument]] = {}
        query = select(
            *(AccessInstrument.access_id, AccessInstrument.instrument_id),
            *(AccessInstrument.answer, AccessInstrument.allocated_minutes),
        ).order_by(AccessInstrument.id)
        for access_id, *values in self._read(query, {ACCESS: AccessInstrument.access_id}):
            found.setdefault(access_id, []).append(AskedInstrument(*values))
        return found
