from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Instrument,
    Item,
    Member,
    Organisation,
    Person,
    Place,
    Slot,
    Task,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.store import directory, lists
from desktop.store.office import OfficeFile
from tests.store.kit import one_of_each, watched


def add(office: OfficeFile, *entities: Entity) -> None:
    with office.writing("create") as session:
        session.add_all(entities)


def test_a_delegation_is_one_row(office: OfficeFile) -> None:
    lead = Organisation(name=Trilingual(en="Lead Agency"))
    ida, bo = Person(family="Prøvesen", given="Ida", nationality="DK"), Person(given="Bo")
    trip = Delegation(
        reference="DEL-2027-001",
        title=Trilingual("訪日", "Rejse", "Trip"),
        lead_organisation_id=lead.id,
        start=date(2027, 4, 17),
        status="confirmed",
    )
    # Two heads can come from a merge of offices; the list must not show the record twice.
    heads = [
        Member(delegation_id=trip.id, person_id=one.id, function="head", position=place)
        for place, one in enumerate((ida, bo))
    ]
    items = [Item(delegation_id=trip.id) for _ in range(3)]
    other = Delegation(reference="DEL-2027-002", start=date(2027, 1, 1), direction="jp_dk")
    add(office, lead, ida, bo, trip, *heads, *items, other)
    with office.reading() as session:
        found = lists.delegations(session)
    assert [row.reference for row in found] == ["DEL-2027-002", "DEL-2027-001"]
    empty, row = found
    assert (row.title, row.direction, row.status) == (trip.title, "dk_jp", "confirmed")
    assert (row.start, row.end) == (date(2027, 4, 17), None)
    assert (row.members, row.items) == (2, 3)
    assert row.head is not None
    assert row.head.given in ("Ida", "Bo")
    assert (empty.head, empty.members, empty.items) == (None, 0, 0)


def test_stays_and_requests_are_one_row_each(office: OfficeFile) -> None:
    add(office, *one_of_each())
    with office.reading() as session:
        (stay,) = lists.exchanges(session)
        (request,) = lists.access_requests(session)
    assert stay.person is not None
    assert (stay.person.name_ja, stay.home.en, stay.host.en) == (
        "架空 光",
        "Sample University",
        "Sample University",
    )
    assert request.investigator is not None
    assert (request.investigator.kana, request.facility.en) == ("カクウ ヒカル", "Cold Lab")
    assert (request.stage, request.slots) == ("draft", 1)


FOUND_BY: list[tuple[Callable[..., list[Any]], str]] = [
    (lists.delegations, "DEL-2027-001"),
    (lists.delegations, "prøvesen"),  # a member
    (lists.delegations, "sample univ"),  # the lead
    (lists.delegations, "room 1"),  # where an item takes place
    (lists.delegations, "prøvesen room"),  # each word somewhere else
    (lists.exchanges, "exc-2027"),
    (lists.exchanges, "かくう"),
    (lists.exchanges, "kakuu"),
    (lists.exchanges, "kaku hikaru"),
    (lists.exchanges, "provesen"),  # the host
    (lists.exchanges, "見本大学"),
    (lists.access_requests, "acc-2027-001"),
    (lists.access_requests, "cold lab"),
    (lists.access_requests, "refriger"),
    (lists.access_requests, "架空"),
    (lists.access_requests, "prøveuni"),
    (directory.people, "hikaru"),
    (directory.people, "sample"),
    (directory.organisations, "見本"),
    (directory.places, "hotel ex"),
    (directory.places, "sample univ"),
    (directory.facilities, "refrigerator"),
    (directory.facilities, "cold"),
]


@pytest.mark.parametrize(("rows_of", "typed"), FOUND_BY)
def test_what_is_typed_is_found_in_all_that_belongs_to_it(
    office: OfficeFile, rows_of: Callable[..., list[Any]], typed: str
) -> None:
    add(office, *one_of_each())
    with office.reading() as session:
        assert rows_of(session, typed)
        assert not rows_of(session, f"{typed} qqq")


def test_nothing_private_is_found(office: OfficeFile) -> None:
    secret = Person(
        passport_number="X1234567",
        emergency_contact="Mother Dearest",
        diet=Trilingual(en="gluten"),
        mobile="+45 00 00 00 00",
        note="whisper",
    )
    add(office, secret)
    with office.reading() as session:
        for typed in ("X1234567", "dearest", "gluten", "+45", "whisper"):
            assert directory.people(session, typed) == []
        (row,) = directory.people(session)
    assert not {"X1234567", "whisper", "gluten"} & set(map(str, (row.title, row.roles, row.name)))


def test_directories_tell_what_a_list_shows(office: OfficeFile) -> None:
    add(office, *one_of_each())
    with office.reading() as session:
        people = {row.name.given: row for row in directory.people(session)}
        places = {row.name.en: row for row in directory.places(session)}
        (organisation,) = directory.organisations(session)
        (facility,) = directory.facilities(session)
    assert people["Ida"].organisation.da == "Prøveuniversitetet"
    assert not people["Hikaru"].organisation
    assert places["Hotel Example"].organisation.en == "Sample University"
    assert organisation.name.ja == "見本大学"
    assert (facility.instruments, facility.former) == (1, False)


def many(count: int) -> list[Entity]:
    found: list[Entity] = []
    for number in range(count):
        person, place, lab = Person(family=f"Demo {number}"), Place(), Facility()
        trip = Delegation(reference=f"DEL-{number}")
        stay = Exchange(reference=f"EXC-{number}", person_id=person.id)
        request = AccessRequest(reference=f"ACC-{number}", facility_id=lab.id)
        instrument = Instrument(facility_id=lab.id)
        found += [person, place, lab, trip, stay, request, instrument, Organisation()]
        found += [
            Member(delegation_id=trip.id, person_id=person.id, function="head"),
            Item(delegation_id=trip.id, place_id=place.id),
            Task(delegation_id=trip.id),
            Task(exchange_id=stay.id),
            AccessMember(access_id=request.id, person_id=person.id),
            AccessInstrument(access_id=request.id, instrument_id=instrument.id),
            Slot(access_id=request.id),
        ]
    return found


LISTS: list[Callable[[Session, str], list[Any]]] = [
    lists.delegations,
    lists.exchanges,
    lists.access_requests,
    directory.people,
    directory.organisations,
    directory.places,
    directory.facilities,
]


@pytest.mark.parametrize("rows_of", LISTS)
def test_a_list_is_one_statement_however_long(
    office: OfficeFile, rows_of: Callable[[Session, str], list[Any]]
) -> None:
    add(office, *many(30))
    with office.reading() as session:
        for typed in ("", "demo", "nothing of that name"):
            with watched(office) as sent:
                rows_of(session, typed)
            assert len([one for one in sent if not one.startswith("BEGIN")]) == 1
        assert len(rows_of(session, "")) >= 30
