"""Whole records with all that belongs to them, as snapshots that stay usable afterwards."""

from collections.abc import Collection
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Load, Session, joinedload, selectinload

from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Person,
    Place,
    Slot,
)
from desktop.domain.base import Entity
from desktop.domain.comparing import Record
from desktop.errors import Problem
from desktop.store.tree import kind_of

T = TypeVar("T", bound=Entity)


def _person(load: Any) -> Any:
    return load.joinedload(Person.organisation)


def _item_parts(load: Any) -> list[Any]:
    return [
        load.joinedload(Item.place).joinedload(Place.organisation),
        load.joinedload(Item.end_place).joinedload(Place.organisation),
        load.joinedload(Item.vehicle),
        load.joinedload(Item.host_organisation),
        _person(load.selectinload(Item.people).joinedload(ItemPerson.person)),
        load.selectinload(Item.groups).joinedload(ItemGroup.group),
    ]


def _delegation() -> list[Load]:
    return [
        joinedload(Delegation.lead_organisation),
        joinedload(Delegation.hotel),
        _person(selectinload(Delegation.members).joinedload(Member.person)),
        selectinload(Delegation.groups)
        .selectinload(Group.memberships)
        .joinedload(GroupMember.person),
        selectinload(Delegation.emergency_contacts),
        *(option for option in _item_parts(selectinload(Delegation.items))),
    ]


def _programme() -> list[Load]:
    return [
        _person(selectinload(Delegation.members).joinedload(Member.person)),
        selectinload(Delegation.groups).selectinload(Group.memberships),
        *(option for option in _item_parts(selectinload(Delegation.items))),
    ]


def _exchange() -> list[Load]:
    return [
        _person(joinedload(Exchange.person)),
        _person(joinedload(Exchange.host_person)),
        joinedload(Exchange.home_organisation),
        joinedload(Exchange.host_organisation),
        joinedload(Exchange.accommodation),
        selectinload(Exchange.gates),
        selectinload(Exchange.permits),
        selectinload(Exchange.tasks),
        *_item_parts(selectinload(Exchange.items)),
    ]


def _access() -> list[Load]:
    return [
        joinedload(AccessRequest.facility).joinedload(Facility.organisation),
        joinedload(AccessRequest.facility).joinedload(Facility.place),
        joinedload(AccessRequest.requester_organisation),
        _person(joinedload(AccessRequest.investigator)),
        _person(joinedload(AccessRequest.local_contact)),
        selectinload(AccessRequest.instruments).joinedload(AccessInstrument.instrument),
        _person(selectinload(AccessRequest.team).joinedload(AccessMember.person)),
        selectinload(AccessRequest.gates),
        selectinload(AccessRequest.moves),
        selectinload(AccessRequest.slots)
        .joinedload(Slot.instrument)
        .joinedload(Instrument.facility),
    ]


def record(session: Session, kind: str, record_id: str) -> Record:
    """A record of any of the three kinds, loaded whole; Problem `record_gone`."""
    if kind == "delegation":
        return delegation(session, record_id)
    if kind == "exchange":
        return exchange(session, record_id)
    return access_request(session, record_id)


def many(session: Session, kind: str, record_ids: Collection[str]) -> list[Record]:
    """Records of a kind, each loaded whole; those that are gone are left out."""
    whole: dict[str, tuple[Any, list[Load]]] = {
        "delegation": (Delegation, _delegation()),
        "exchange": (Exchange, _exchange()),
        "access_request": (AccessRequest, _access()),
    }
    cls, options = whole[kind]
    found = session.scalars(select(cls).where(cls.id.in_(record_ids)).options(*options))
    return list(found.unique())


def delegation(session: Session, record_id: str) -> Delegation:
    """A delegation with members, groups and the whole programme; Problem `record_gone`."""
    return _found(session, Delegation, record_id, _delegation())


def programme(session: Session, record_id: str) -> Delegation:
    """A delegation with what its programme is made of alone; Problem `record_gone`."""
    return _found(session, Delegation, record_id, _programme())


def exchange(session: Session, record_id: str) -> Exchange:
    """A stay with its people, gates, permits, tasks and items; Problem `record_gone`."""
    return _found(session, Exchange, record_id, _exchange())


def access_request(session: Session, record_id: str) -> AccessRequest:
    """An access request with team, gates, moves and slots; Problem `record_gone`."""
    return _found(session, AccessRequest, record_id, _access())


def facility(session: Session, record_id: str) -> Facility:
    """A facility with its instruments; Problem `record_gone`."""
    options = [
        joinedload(Facility.organisation),
        joinedload(Facility.place),
        selectinload(Facility.instruments),
    ]
    return _found(session, Facility, record_id, options)


def item(session: Session, item_id: str) -> Item:
    """A programme item with place, people and groups; Problem `record_gone`."""
    top: Any = Load(Item)
    return _found(session, Item, item_id, _item_parts(top))


def items(session: Session, item_ids: Collection[str]) -> list[Item]:
    """Programme items as `item` gives one; those that are gone are left out."""
    top: Any = Load(Item)
    found = session.scalars(select(Item).where(Item.id.in_(item_ids)).options(*_item_parts(top)))
    return list(found.unique())


def _found(session: Session, cls: type[T], entity_id: str, options: list[Any]) -> T:
    # Not `get`: that gives what the session already has, without the rest.
    entity = session.scalars(select(cls).where(cls.id == entity_id).options(*options)).one_or_none()
    if entity is None:
        raise Problem("record_gone", kind=kind_of(cls))
    return entity
