"""Whose data the office no longer needs: counted from the end of each person's last visit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, inspect, or_, select
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Group,
    GroupMember,
    Item,
    ItemPerson,
    Member,
    Permit,
    Person,
    Retention,
    Slot,
)
from desktop.domain.codes import DataClass, Involvement, ItemStatus, SlotStatus
from desktop.domain.privacy import DEFAULT_DAYS, FIELDS
from desktop.domain.revision import CALLED_OFF
from desktop.domain.text import PARTS
from desktop.store.log import CREATED, Change, Unit
from desktop.store.matching import PersonName, name_columns, name_of
from desktop.store.tree import classes
from desktop.store.values import stored_columns

OPEN = date.max
"""The last day of what has no end yet: whoever takes part still has something to come."""

_STATES: Mapping[str, Any] = {
    "delegation": Delegation.status,
    "exchange": Exchange.status,
    "access_request": AccessRequest.stage,
}
_NO_SLOT = (SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY)
_GUESTS = (Involvement.PARTICIPANT, Involvement.SPEAKER)


@dataclass(frozen=True, slots=True)
class Due:
    """Data of one person that should go: of which classes, and since which day each is due.

    `last` is the last day of their last visit; None of somebody who never took part in any, whose
    data count from the day they were written down.
    """

    person: PersonName
    since: Mapping[DataClass, date]
    last: date | None


@dataclass(slots=True)
class _Presence:
    """The last day of all that one person takes part in, whether as a guest, or often asked."""

    last: date = date.min
    guest: bool = False
    asked: bool = False


def columns_of(kind: str, fields: Iterable[str]) -> list[str]:
    """The columns that hold these fields of a kind: a text in three languages has three."""
    known = stored_columns(inspect(classes()[kind]))
    return [
        column
        for field in fields
        for column in ([field] if field in known else [f"{field}_{part}" for part in PARTS])
    ]


def days(session: Session) -> dict[DataClass, int]:
    """For how many days after a visit this office keeps each class."""
    chosen = {row.data_class: row.days for row in session.scalars(select(Retention))}
    return {one: chosen.get(one.value, usual) for one, usual in DEFAULT_DAYS.items()}


def set_days(session: Session, data_class: DataClass, number: int) -> None:
    """Let the office keep a class for another number of days; the usual one needs no entry."""
    written = list(
        session.scalars(select(Retention).where(Retention.data_class == data_class.value))
    )
    for row in written:  # two offices may each have written one
        row.days = number
    if not written and number != DEFAULT_DAYS[data_class]:
        session.add(Retention(data_class=data_class.value, days=number))


def due(session: Session, today: date) -> list[Due]:
    """All whose data should go by today, who waits longest first."""
    found = []
    for person, last, terms in _terms(session):
        since = {one: day for one, day in terms.items() if day <= today}
        if since and (last is None or last < today):
            found.append(Due(person, since, last))
    return sorted(found, key=lambda one: (min(one.since.values()), one.person.id))


def count_due(session: Session, today: date) -> int:
    """How many people have data that should go by today."""
    return len(due(session, today))


def next_due(session: Session, today: date) -> date | None:
    """The next day on which data fall due, as far as it is known; None where none do."""
    coming = [day for _, _, terms in _terms(session) for day in terms.values() if day > today]
    return min(coming, default=None)


def terms_of(session: Session, person_id: str) -> dict[DataClass, date]:
    """Until when each class that is held of one person is kept; without those kept for now."""
    return next((dict(terms) for person, _, terms in _terms(session) if person.id == person_id), {})


def held(session: Session, person_id: str) -> frozenset[DataClass]:
    """The classes of which something is held about a person."""
    return frozenset(one for one in DataClass if person_id in _holders(session, one))


def _terms(
    session: Session,
) -> Iterator[tuple[PersonName, date | None, Mapping[DataClass, date]]]:
    """Each person with data, the last day of their last visit, and when each class falls due."""
    holders = {one: _holders(session, one) for one in DataClass}
    ids = set().union(*holders.values())
    if not ids:
        return
    kept, presences = days(session), _presences(session)
    entered = _entered(session, ids - presences.keys())
    for row in session.execute(select(*name_columns(Person, "person"))):
        person = name_of(row, "person")
        if person is None or person.id not in ids:
            continue
        presence = presences.get(person.id, _Presence())
        took_part = presence.last > date.min
        start = presence.last if took_part else entered.get(person.id, OPEN)
        terms = {
            one: start + timedelta(days=kept[one])
            for one in DataClass
            if person.id in holders[one]
            and start < OPEN
            # Whoever is asked again and again is no guest whose visit is over.
            and (one is not DataClass.CONTACT or (presence.guest and not presence.asked))
        }
        yield person, presence.last if took_part else None, terms


def _holders(session: Session, data_class: DataClass) -> set[str]:
    """The people of whom something of a class is held."""
    found: set[str] = set()
    for kind, fields in FIELDS[data_class].items():
        cls: Any = classes()[kind]
        columns = [getattr(cls, name) for name in columns_of(kind, fields)]
        filled = or_(*(func.coalesce(column, "") != "" for column in columns))
        query: Any = select(Person.id)
        if kind == "permit":
            query = select(Exchange.person_id).join(Permit, Permit.exchange_id == Exchange.id)
        found |= {one for one in session.scalars(query.where(filled)) if one is not None}
    return found


def _presences(session: Session) -> dict[str, _Presence]:
    presences: dict[str, _Presence] = {}

    def note(query: Any, *, guest: bool) -> None:
        for person_id, last in session.execute(query):
            if person_id is not None:
                one = presences.setdefault(person_id, _Presence())
                one.last = max(one.last, last or OPEN)
                one.guest = one.guest or guest

    def standing(kind: str) -> Any:
        return _STATES[kind].not_in(tuple(CALLED_OFF[kind]))

    visit = func.coalesce(Delegation.end, Delegation.start)
    stay = func.coalesce(Exchange.end, Exchange.start)
    access = func.coalesce(AccessRequest.end, AccessRequest.start)
    for query, guest in (
        (select(Member.person_id, visit).join(Delegation), True),
        (
            select(GroupMember.person_id, visit)
            .join(Group, Group.id == GroupMember.group_id)
            .join(Delegation, Delegation.id == Group.delegation_id),
            True,
        ),
    ):
        note(query.where(standing("delegation")), guest=guest)
    for key, guest in ((Exchange.person_id, True), (Exchange.host_person_id, False)):
        note(select(key, stay).where(standing("exchange")), guest=guest)
    for key, guest in (
        (AccessRequest.investigator_id, True),
        (AccessRequest.local_contact_id, False),
    ):
        note(select(key, access).where(standing("access_request")), guest=guest)
    team = select(AccessMember.person_id, access).join(AccessRequest)
    note(team.where(standing("access_request")), guest=True)
    _note_slots(session, presences, standing("access_request"))
    _note_items(session, presences)
    asked = session.scalars(select(Facility.contact_id).where(Facility.former.is_(False)))
    for person_id in asked:
        if person_id is not None:
            presences.setdefault(person_id, _Presence()).asked = True
    return presences


def _note_slots(session: Session, presences: dict[str, _Presence], standing: Any) -> None:
    """A slot may lie after the days of its request."""
    slot: Any = Slot
    day = func.max(func.coalesce(slot.end_date, slot.start_date))
    slots = (
        select(Slot.access_id, day)
        .join(AccessRequest, AccessRequest.id == Slot.access_id)
        .where(standing, Slot.status.not_in(_NO_SLOT))
        .group_by(Slot.access_id)
    )
    last = {row[0]: date.fromisoformat(str(row[1])) for row in session.execute(slots) if row[1]}
    teams = (
        select(AccessMember.access_id, AccessMember.person_id),
        select(AccessRequest.id, AccessRequest.investigator_id),
    )
    for access_id, person_id in (row for team in teams for row in session.execute(team)):
        if person_id is not None and access_id in last:
            one = presences.setdefault(person_id, _Presence())
            one.last, one.guest = max(one.last, last[access_id]), True


def _note_items(session: Session, presences: dict[str, _Presence]) -> None:
    item: Any = Item
    day = func.coalesce(
        item.end_date, item.start_date, Delegation.end, Delegation.start, Exchange.end
    )
    query = (
        select(ItemPerson.person_id, ItemPerson.involvement, day)
        .join(Item, Item.id == ItemPerson.item_id)
        .outerjoin(Delegation, Delegation.id == Item.delegation_id)
        .outerjoin(Exchange, Exchange.id == Item.exchange_id)
        .where(
            Item.status != ItemStatus.CANCELLED,
            func.coalesce(Delegation.status, "").not_in(tuple(CALLED_OFF["delegation"])),
            func.coalesce(Exchange.status, "").not_in(tuple(CALLED_OFF["exchange"])),
        )
    )
    for person_id, involvement, last in session.execute(query):
        one = presences.setdefault(person_id, _Presence())
        one.last = max(one.last, last or OPEN)
        one.guest = one.guest or involvement in _GUESTS


def _entered(session: Session, ids: set[str]) -> dict[str, date]:
    """The day (UTC) on which people were written down."""
    if not ids:
        return {}
    rows: Sequence[Any] = session.execute(
        select(Change.entity_id, Unit.at)
        .join(Unit, Unit.seq == Change.unit)
        .where(Change.kind == "person", Change.action == CREATED)
    ).all()
    return {row.entity_id: row.at.date() for row in rows if row.entity_id in ids}
