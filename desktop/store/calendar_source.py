"""What a calendar file is made from: records with their parts, and how often each part moved."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload
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
    Person,
    Place,
    Slot,
    Task,
)
from desktop.domain.revision import Revision
from desktop.errors import Problem
from desktop.store import records
from desktop.store.revisions import revisions

Record = Delegation | Exchange | AccessRequest
_TASK_OWNERS = (Task.delegation_id, Task.exchange_id, Task.access_id)


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """Records with all that a calendar shows of them; `person` where it is one person's.

    `tasks` are those of the records, each with its record; a person's calendar has none.
    """

    records: tuple[Record, ...]
    revisions: dict[str, Revision]
    person: Person | None = None
    tasks: tuple[tuple[Task, Record], ...] = ()


def whole_office(session: Session) -> CalendarSource:
    """Every record of the file."""
    found: tuple[Record, ...] = (
        *_delegations(session),
        *_exchanges(session),
        *_requests(session),
    )
    return CalendarSource(found, revisions(session), tasks=_tasks(session, found))


def one_record(session: Session, kind: str, record_id: str) -> CalendarSource:
    """One record: a `delegation`, `exchange` or `access_request`; Problem `record_gone` (kind)."""
    found: Sequence[Record]
    if kind == "delegation":
        found = _delegations(session, Delegation.id == record_id)
    elif kind == "exchange":
        found = _exchanges(session, Exchange.id == record_id)
    else:
        found = _requests(session, AccessRequest.id == record_id)
    if not found:
        raise Problem("record_gone", kind=kind)
    tasks = _tasks(session, found, or_(*(key == record_id for key in _TASK_OWNERS)))
    shown = [*_shown(found), *(task.id for task, _record in tasks)]
    return CalendarSource(tuple(found), revisions(session, shown), tasks=tasks)


def one_person(session: Session, person_id: str) -> CalendarSource:
    """Every record that a person has to do with; Problem `record_gone` (kind)."""
    person = records.get(session, Person, person_id)
    involved = select(ItemPerson.item_id).where(ItemPerson.person_id == person_id)
    items = select(Item.delegation_id).where(Item.id.in_(involved))
    stays = select(Item.exchange_id).where(Item.id.in_(involved))
    in_groups = (
        select(Group.delegation_id)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(GroupMember.person_id == person_id)
    )
    members = select(Member.delegation_id).where(Member.person_id == person_id)
    teams = select(AccessMember.access_id).where(AccessMember.person_id == person_id)
    found: tuple[Record, ...] = (
        *_delegations(
            session,
            or_(*(Delegation.id.in_(these) for these in (members, in_groups, items))),
        ),
        *_exchanges(
            session,
            or_(
                Exchange.person_id == person_id,
                Exchange.host_person_id == person_id,
                Exchange.id.in_(stays),
            ),
        ),
        *_requests(
            session,
            or_(
                AccessRequest.investigator_id == person_id,
                AccessRequest.local_contact_id == person_id,
                AccessRequest.id.in_(teams),
            ),
        ),
    )
    return CalendarSource(found, revisions(session, _shown(found)), person)


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
    ids = []
    for record in found:
        if isinstance(record, AccessRequest):
            ids += [slot.id for slot in record.slots]
        else:
            ids += [record.id, *(item.id for item in record.items)]
    return ids


def _items(load: Any) -> list[ORMOption]:
    return [
        load.joinedload(Item.place).joinedload(Place.organisation),
        load.joinedload(Item.end_place),
        load.joinedload(Item.host_organisation),
        load.selectinload(Item.people).joinedload(ItemPerson.person),
        load.selectinload(Item.groups)
        .joinedload(ItemGroup.group)
        .selectinload(Group.memberships)
        .joinedload(GroupMember.person),
    ]


def _delegations(session: Session, *where: ColumnElement[bool]) -> Sequence[Delegation]:
    options = [
        selectinload(Delegation.members).joinedload(Member.person),
        selectinload(Delegation.groups)
        .selectinload(Group.memberships)
        .joinedload(GroupMember.person),
        *_items(selectinload(Delegation.items)),
    ]
    query = select(Delegation).where(*where).options(*options)
    return session.scalars(query.order_by(Delegation.reference)).all()


def _exchanges(session: Session, *where: ColumnElement[bool]) -> Sequence[Exchange]:
    options = [
        joinedload(Exchange.person),
        joinedload(Exchange.host_person),
        joinedload(Exchange.home_organisation),
        joinedload(Exchange.host_organisation),
        *_items(selectinload(Exchange.items)),
    ]
    query = select(Exchange).where(*where).options(*options)
    return session.scalars(query.order_by(Exchange.reference)).all()


def _requests(session: Session, *where: ColumnElement[bool]) -> Sequence[AccessRequest]:
    options = [
        joinedload(AccessRequest.facility).joinedload(Facility.organisation),
        joinedload(AccessRequest.facility)
        .joinedload(Facility.place)
        .joinedload(Place.organisation),
        joinedload(AccessRequest.investigator),
        joinedload(AccessRequest.local_contact),
        selectinload(AccessRequest.team),
        selectinload(AccessRequest.slots).joinedload(Slot.instrument),
    ]
    query = select(AccessRequest).where(*where).options(*options)
    return session.scalars(query.order_by(AccessRequest.reference)).all()
