"""What a calendar file is made from: records with their parts, and how often each part moved."""

import gc
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, false, or_, select
from sqlalchemy.orm import Load, Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Organisation,
    Person,
    Place,
    Slot,
    Task,
)
from desktop.domain.revision import Revision
from desktop.errors import Problem
from desktop.store import records
from desktop.store.calendar_gone import Former, deleted, handed
from desktop.store.calendar_undated import undated
from desktop.store.log import Change
from desktop.store.revisions import revisions

Record = Delegation | Exchange | AccessRequest
_TASK_OWNERS = (Task.delegation_id, Task.exchange_id, Task.access_id)
_NO_OTHERS: ColumnElement[bool] = false()


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """Records with all that a calendar shows of them; `audience` where it is somebody's.

    `tasks` are those of the records, each with its record; somebody's calendar has none. `gone`
    is what was handed out and may be there no more; `invited` are those who were ever invited to
    a thing, by its identity, where that is asked for.
    """

    records: tuple[Record, ...]
    revisions: dict[str, Revision]
    audience: Person | Group | Organisation | None = None
    tasks: tuple[tuple[Task, Record], ...] = ()
    gone: tuple[Former, ...] = ()
    invited: Mapping[str, Sequence[Person]] = field(default_factory=dict)

    @property
    def person(self) -> Person | None:
        """Whose calendar it is, if it is one person's."""
        return self.audience if isinstance(self.audience, Person) else None


def whole_office(session: Session) -> CalendarSource:
    """Every record of the file."""
    with _all_is_kept():
        found: tuple[Record, ...] = (
            *_delegations(session),
            *_exchanges(session),
            *_requests(session),
        )
        gone = (*undated(session, _pairs(found)), *deleted(session, found))
        return CalendarSource(found, revisions(session), tasks=_tasks(session, found), gone=gone)


@contextmanager
def _all_is_kept() -> Iterator[None]:
    """Spare the search for what can be let go: all that is read is kept, and it takes a third."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()


def one_record(session: Session, kind: str, record_id: str) -> CalendarSource:
    """One record: a `delegation`, `exchange` or `access_request`; Problem `record_gone` (kind)."""
    source = some_records(session, kind, [record_id])
    if not source.records:
        raise Problem("record_gone", kind=kind)
    return source


def some_records(session: Session, kind: str, record_ids: Collection[str]) -> CalendarSource:
    """Some records of a kind, such as those that a filter shows; those that are gone are not."""
    found = _records(session, kind, record_ids)
    owned = or_(*(key.in_(record_ids) for key in _TASK_OWNERS))
    tasks = _tasks(session, found, owned)
    deleted_ones = deleted(session, found, [record.id for record in found])
    gone = (*undated(session, _pairs(found)), *deleted_ones)
    shown = [*_shown(found), *(task.id for task, _record in tasks), *_former(gone)]
    return CalendarSource(tuple(found), revisions(session, shown), tasks=tasks, gone=gone)


def one_person(session: Session, person_id: str, record_id: str | None = None) -> CalendarSource:
    """Every record that a person has to do with, or only one; Problem `record_gone` (kind)."""
    person = records.get(session, Person, person_id)
    found = _of_people(session, [person_id])
    if record_id is None:
        return _source(session, found, person)
    only = [record for record in found if record.id == record_id]
    return _source(session, only, person, [record_id])


def one_group(session: Session, group_id: str) -> CalendarSource:
    """The visit of a group, for that group; Problem `record_gone` (kind)."""
    group = records.get(session, Group, group_id)
    found = _delegations(session, Delegation.id == group.delegation_id)
    return _source(session, found, next(one for one in found[0].groups if one.id == group_id))


def one_institution(session: Session, organisation_id: str) -> CalendarSource:
    """Every record that an organisation or its people have to do with; Problem `record_gone`."""
    organisation = records.get(session, Organisation, organisation_id)
    people = select(Person.id).where(Person.organisation_id == organisation_id)
    hosted = Item.host_organisation_id == organisation_id
    facilities = select(Facility.id).where(Facility.organisation_id == organisation_id)
    found = _of_people(
        session,
        people,
        Delegation.id.in_(select(Item.delegation_id).where(hosted)),
        or_(
            Exchange.home_organisation_id == organisation_id,
            Exchange.host_organisation_id == organisation_id,
            Exchange.id.in_(select(Item.exchange_id).where(hosted)),
        ),
        or_(
            AccessRequest.requester_organisation_id == organisation_id,
            AccessRequest.facility_id.in_(facilities),
        ),
    )
    return _source(session, found, organisation)


def members(session: Session, delegation_id: str) -> list[CalendarSource]:
    """One for each member of a delegation, in their order, of that visit alone.

    Raises Problem `record_gone` (kind).
    """
    found = _delegations(session, Delegation.id == delegation_id)
    if not found:
        raise Problem("record_gone", kind="delegation")
    people = [member.person for member in found[0].ordered_members()]
    return [_source(session, found, person, [delegation_id]) for person in people]


def for_each(
    session: Session, kind: str, record_id: str, people: Iterable[str]
) -> dict[str, CalendarSource]:
    """The part that each of some people has in one record; Problem `record_gone` (kind)."""
    wanted = list(people)
    if kind == "delegation":
        found = members(session, record_id)
        return {one.person.id: one for one in found if one.person and one.person.id in wanted}
    return {person: one_person(session, person, record_id) for person in wanted}


def _source(
    session: Session,
    found: Sequence[Record],
    audience: Person | Group | Organisation,
    record_ids: Collection[str] | None = None,
) -> CalendarSource:
    """The calendar of somebody: what they had and is theirs no more is told as well."""
    had = handed(session, audience.id)
    if record_ids is not None:
        had = {thing: record for thing, record in had.items() if record in record_ids}
    known = {record.id for record in found}
    others = {record for record in had.values() if record not in known}
    left = [
        record
        for kind in ("delegation", "exchange", "access_request")
        for record in (_records(session, kind, others) if others else ())
    ]
    former: list[Former] = [
        (record, thing) for record, thing in _pairs((*found, *left)) if thing.id in had
    ]
    gone = (
        *former,
        *undated(session, _pairs((*found, *left)), audience.id),
        *deleted(session, (*found, *left), record_ids, audience.id),
    )
    shown = [*_shown(found), *_former(gone)]
    people = _people_of(session, audience)
    return CalendarSource(tuple(found), revisions(session, shown, people), audience, gone=gone)


def _people_of(session: Session, audience: Person | Group | Organisation) -> Collection[str]:
    """Those by whose coming and leaving a thing is somebody's; a group stays as it is."""
    if isinstance(audience, Organisation):
        those = select(Person.id).where(Person.organisation_id == audience.id)
        # SEQUENCE must not fall when one of them goes to another body.
        once = select(Change.entity_id).where(
            Change.kind == "person",
            Change.field == "organisation_id",
            Change.before == json.dumps(audience.id),
        )
        return {*session.scalars(those), *session.scalars(once)}
    return [audience.id] if isinstance(audience, Person) else []


def _things(record: Record) -> Iterator[Item | Slot | Exchange]:
    if isinstance(record, Exchange):
        yield record
    yield from record.slots if isinstance(record, AccessRequest) else record.items


def _pairs(found: Iterable[Record]) -> Iterator[Former]:
    return ((record, thing) for record in found for thing in _things(record))


def _former(gone: Iterable[Former]) -> list[str]:
    return [thing.id for _record, thing in gone]


def _of_people(
    session: Session,
    people: Sequence[str] | Select[*tuple[str]],
    visit: ColumnElement[bool] = _NO_OTHERS,
    stay: ColumnElement[bool] = _NO_OTHERS,
    request: ColumnElement[bool] = _NO_OTHERS,
) -> tuple[Record, ...]:
    """The records that some people have to do with, and those for which the rest is true."""
    items = ItemPerson.person_id.in_(people)
    involved = select(ItemPerson.item_id).where(items)
    in_groups = (
        select(Group.delegation_id)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(GroupMember.person_id.in_(people))
    )
    visits = select(Item.delegation_id).where(Item.id.in_(involved))
    stays = select(Item.exchange_id).where(Item.id.in_(involved))
    travelling = select(Member.delegation_id).where(Member.person_id.in_(people))
    teams = select(AccessMember.access_id).where(AccessMember.person_id.in_(people))
    of_visits = (Delegation.id.in_(these) for these in (travelling, in_groups, visits))
    return (
        *_delegations(session, or_(*of_visits, visit)),
        *_exchanges(
            session,
            or_(
                Exchange.person_id.in_(people),
                Exchange.host_person_id.in_(people),
                Exchange.id.in_(stays),
                stay,
            ),
        ),
        *_requests(
            session,
            or_(
                AccessRequest.investigator_id.in_(people),
                AccessRequest.local_contact_id.in_(people),
                AccessRequest.id.in_(teams),
                request,
            ),
        ),
    )


def _records(session: Session, kind: str, record_ids: Collection[str]) -> Sequence[Record]:
    if kind == "delegation":
        return _delegations(session, Delegation.id.in_(record_ids))
    if kind == "exchange":
        return _exchanges(session, Exchange.id.in_(record_ids))
    return _requests(session, AccessRequest.id.in_(record_ids))


def _tasks(
    session: Session, found: Sequence[Record], *where: ColumnElement[bool]
) -> tuple[tuple[Task, Record], ...]:
    records = {record.id: record for record in found}
    tasks = session.scalars(select(Task).where(*where).order_by(Task.position))
    return tuple(
        (task, records[owner])
        for task in tasks
        for owner in (task.delegation_id or task.exchange_id or task.access_id,)
        if owner in records
    )


def _shown(found: Sequence[Record]) -> list[str]:
    return [thing.id for record in found for thing in _things(record)]


def _items(load: Any) -> list[ORMOption]:
    # Many items share few places, bodies and people, so each of these is read once, not with each.
    return [
        load.selectinload(Item.place).selectinload(Place.organisation),
        load.selectinload(Item.end_place),
        load.selectinload(Item.host_organisation),
        load.selectinload(Item.people).selectinload(ItemPerson.person),
        load.selectinload(Item.groups)
        .joinedload(ItemGroup.group)
        .selectinload(Group.memberships)
        .joinedload(GroupMember.person),
    ]


def items(session: Session, item_ids: Collection[str]) -> Sequence[Item]:
    """Some items with all that a calendar shows of them."""
    # Loaded from the items themselves, not from their records.
    return session.scalars(
        select(Item).where(Item.id.in_(item_ids)).options(*_items(Load(Item)))
    ).all()


def slots(session: Session, slot_ids: Collection[str]) -> Sequence[Slot]:
    """Some slots with their instruments."""
    wanted = select(Slot).where(Slot.id.in_(slot_ids))
    return session.scalars(wanted.options(joinedload(Slot.instrument))).all()


def without_things(session: Session, record_ids: Collection[str]) -> list[Record]:
    """Some records of any kind, with what stands in each of their events, but not those."""
    return [
        *session.scalars(
            select(Delegation).where(Delegation.id.in_(record_ids)).options(*_of_visits())
        ),
        *session.scalars(select(Exchange).where(Exchange.id.in_(record_ids)).options(*_of_stays())),
        *session.scalars(
            select(AccessRequest).where(AccessRequest.id.in_(record_ids)).options(*_of_requests())
        ),
    ]


def _of_visits() -> list[ORMOption]:
    return [
        selectinload(Delegation.members).joinedload(Member.person),
        selectinload(Delegation.groups)
        .selectinload(Group.memberships)
        .joinedload(GroupMember.person),
    ]


def _of_stays() -> list[ORMOption]:
    return [
        joinedload(Exchange.person),
        joinedload(Exchange.host_person),
        joinedload(Exchange.home_organisation),
        joinedload(Exchange.host_organisation),
    ]


def _of_requests() -> list[ORMOption]:
    return [
        joinedload(AccessRequest.facility).joinedload(Facility.organisation),
        joinedload(AccessRequest.facility)
        .joinedload(Facility.place)
        .joinedload(Place.organisation),
        joinedload(AccessRequest.investigator),
        joinedload(AccessRequest.local_contact),
        selectinload(AccessRequest.team).joinedload(AccessMember.person),
    ]


def _delegations(session: Session, *where: ColumnElement[bool]) -> Sequence[Delegation]:
    options = [*_of_visits(), *_items(selectinload(Delegation.items))]
    query = select(Delegation).where(*where).options(*options)
    return session.scalars(query.order_by(Delegation.reference)).all()


def _exchanges(session: Session, *where: ColumnElement[bool]) -> Sequence[Exchange]:
    options = [*_of_stays(), *_items(selectinload(Exchange.items))]
    query = select(Exchange).where(*where).options(*options)
    return session.scalars(query.order_by(Exchange.reference)).all()


def _requests(session: Session, *where: ColumnElement[bool]) -> Sequence[AccessRequest]:
    slots = selectinload(AccessRequest.slots).joinedload(Slot.instrument)
    query = select(AccessRequest).where(*where).options(*_of_requests(), slots)
    return session.scalars(query.order_by(AccessRequest.reference)).all()
