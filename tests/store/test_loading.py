from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Gate,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Slot,
    StageMove,
    Task,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.domain.codes import Involvement
from desktop.domain.item import days
from desktop.errors import Problem
from desktop.store import loading, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, watched

LOADERS: dict[str, Callable[[Session, str], Entity]] = {
    "delegation": loading.delegation,
    "exchange": loading.exchange,
    "access_request": loading.access_request,
    "facility": loading.facility,
    "item": loading.item,
}


def full(count: int) -> dict[str, Entity]:
    """A whole record of each kind with `count` of every part; under "" all the rest."""
    home = Organisation(name=Trilingual(en="Sample University"))
    rest: list[Entity] = [home]
    people = [Person(given=f"P{number}", organisation_id=home.id) for number in range(count + 2)]
    places = [Place(organisation_id=home.id) for _ in range(count + 1)]
    rest += [*people, *places]
    lab = Facility(organisation_id=home.id, place_id=places[0].id)
    tools = [Instrument(facility_id=lab.id) for _ in range(count)]
    trip = Delegation(reference="D", lead_organisation_id=home.id, hotel_id=places[0].id)
    stay = Exchange(
        reference="E",
        person_id=people[0].id,
        host_person_id=people[1].id,
        home_organisation_id=home.id,
        host_organisation_id=home.id,
        accommodation_id=places[0].id,
    )
    request = AccessRequest(
        reference="A",
        facility_id=lab.id,
        requester_organisation_id=home.id,
        investigator_id=people[0].id,
        local_contact_id=people[1].id,
    )
    items: list[Item] = []
    for number in range(count):
        group = Group(delegation_id=trip.id, position=number)
        where = {"place_id": places[number].id, "end_place_id": places[number + 1].id}
        for owner in ({"delegation_id": trip.id}, {"exchange_id": stay.id}):
            item = Item(
                start=Moment(DAY, time(number % 24)), host_organisation_id=home.id, **where, **owner
            )
            items.append(item)
            rest += [
                item,
                ItemPerson(item_id=item.id, person_id=people[number].id),
                ItemPerson(item_id=item.id, person_id=people[0].id, involvement=Involvement.HOST),
                ItemGroup(item_id=item.id, group_id=group.id),
            ]
        rest += [
            group,
            tools[number],
            Member(delegation_id=trip.id, person_id=people[number].id),
            GroupMember(group_id=group.id, person_id=people[number].id),
            Gate(exchange_id=stay.id),
            Gate(access_id=request.id),
            Task(exchange_id=stay.id),
            AccessInstrument(access_id=request.id, instrument_id=tools[number].id),
            AccessMember(access_id=request.id, person_id=people[number].id),
            StageMove(access_id=request.id, on=DAY, position=number),
            Slot(access_id=request.id, instrument_id=tools[number].id, start=Moment(DAY)),
        ]
    rest += [trip, stay, request, lab]
    return {
        "delegation": trip,
        "exchange": stay,
        "access_request": request,
        "facility": lab,
        "item": items[0],
        **{f"rest {number}": one for number, one in enumerate(rest)},
    }


def fill(office: OfficeFile, count: int = 2) -> dict[str, Entity]:
    made = full(count)
    with office.writing("create") as session:
        session.add_all(dict.fromkeys(made.values()))
    return made


@pytest.mark.parametrize("kind", LOADERS)
def test_what_is_gone_is_told(office: OfficeFile, kind: str) -> None:
    with office.reading() as session, pytest.raises(Problem) as problem:
        LOADERS[kind](session, "0" * 36)
    assert (problem.value.code, problem.value.values) == ("record_gone", {"kind": kind})


def person(one: Person | None) -> object:
    assert one is not None
    return one.organisation and one.organisation.name


def place(one: Place | None) -> object:
    assert one is not None
    return one.organisation and one.organisation.name


def item(one: Item) -> list[object]:
    """Everything a line of a programme is printed from."""
    return [
        place(one.place),
        place(one.end_place),
        one.host_organisation,
        [(person(link.person), link.joins, link.involvement) for link in one.people],
        [link.group.label() for link in one.groups],
        one.involved(Involvement.HOST),
        one.concerns("somebody", ["some group"]),
    ]


def delegation(one: Any) -> list[object]:
    return [
        one.lead_organisation,
        one.hotel,
        [person(member.person) for member in one.ordered_members()],
        [[link.person.latin() for link in group.memberships] for group in one.groups],
        one.emergency_contacts,
        [item(line) for _, lines in days(one.items) for line in lines],
    ]


def exchange(one: Any) -> list[object]:
    return [
        person(one.person),
        person(one.host_person),
        one.home_organisation,
        one.host_organisation,
        one.accommodation,
        [gate.kind for gate in one.gates],
        [task.due_on(one.start, one.end) for task in one.tasks],
        [item(line) for line in one.items],
    ]


def access_request(one: Any) -> list[object]:
    return [
        one.facility.organisation,
        one.facility.place,
        one.requester_organisation,
        person(one.investigator),
        person(one.local_contact),
        [link.instrument.name for link in one.instruments],
        [person(member.person) for member in one.team],
        [gate.state for gate in one.gates],
        [move.to_stage for move in one.moves],
        [slot.instrument.facility.name for slot in one.slots],
    ]


def facility(one: Any) -> list[object]:
    return [one.organisation, one.place, [tool.name for tool in one.instruments]]


READ: dict[str, Callable[[Any], object]] = {
    "delegation": delegation,
    "exchange": exchange,
    "access_request": access_request,
    "facility": facility,
    "item": item,
}


@pytest.mark.parametrize("kind", LOADERS)
def test_a_loaded_record_can_be_read_when_the_session_is_over(
    office: OfficeFile, kind: str
) -> None:
    made = fill(office)
    with office.reading() as session:
        record = LOADERS[kind](session, made[kind].id)
    assert inspect(record).detached
    assert READ[kind](record)


@pytest.mark.parametrize("kind", LOADERS)
def test_a_record_is_whole_also_where_the_session_had_a_part_of_it(
    office: OfficeFile, kind: str
) -> None:
    made = fill(office)
    with office.writing("change") as session:
        records.get(session, type(made[kind]), made[kind].id)
        record = LOADERS[kind](session, made[kind].id)
    assert READ[kind](record)


@pytest.mark.parametrize("kind", LOADERS)
def test_the_number_of_statements_does_not_grow(office: OfficeFile, kind: str) -> None:
    counts = []
    for size in (1, 50):
        made = fill(office, size)
        with watched(office) as sent, office.reading() as session:
            LOADERS[kind](session, made[kind].id)
        counts.append(len(sent))
        office.undo()  # the references are free again
    assert counts[0] == counts[1]


def test_what_was_not_loaded_is_never_fetched_behind_the_back(office: OfficeFile) -> None:
    made = fill(office)
    with office.reading() as session:
        bare = session.get_one(Delegation, made["delegation"].id)
        with pytest.raises(InvalidRequestError, match="lazy='raise'"):
            _ = bare.members


def test_parts_are_loaded_in_their_order(office: OfficeFile) -> None:
    made = fill(office, 5)
    trip = made["delegation"].id
    with office.writing("reorder") as session:
        records.reorder(records.parts(session, Group, "delegation", trip)[::-1])
    with office.reading() as session:
        groups = loading.delegation(session, trip).groups
        moves = loading.access_request(session, made["access_request"].id).moves
    assert [group.position for group in groups] == [0, 1, 2, 3, 4]
    assert [move.position for move in moves] == [0, 1, 2, 3, 4]
