"""Whose data are due for removal, and when the next ones are."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessMember,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Item,
    ItemPerson,
    Member,
    Moment,
    Permit,
    Person,
    Slot,
    Trilingual,
)
from desktop.domain.codes import DataClass, Involvement
from desktop.domain.privacy import DEFAULT_DAYS, FIELDS, REST
from desktop.store import retention
from desktop.store.interchange_shape import fields_of
from desktop.store.office import OfficeFile
from desktop.store.tree import classes

LAST = date(2026, 6, 30)
FULL = {
    "email": "ida@example.dk",
    "mobile": "+45 00 00 00 01",
    "passport_number": "P0000001",
    "diet": Trilingual(en="no nuts"),
    "emergency_contact": "Bo, +45 00 00 00 02",
}


def add(office: OfficeFile, *entities: Any) -> None:
    with office.writing("create") as session:
        session.add_all(entities)


def found(office: OfficeFile, today: date) -> dict[str, set[DataClass]]:
    with office.reading() as session:
        return {one.person.given: set(one.since) for one in retention.due(session, today)}


def visit(number: int, last: date | None, **more: Any) -> Delegation:
    return Delegation(reference=f"DEL-2026-{number:03}", start=last, end=last, **more)


def member(office: OfficeFile, last: date | None = LAST, **more: Any) -> Person:
    person, trip = Person(given="Ida", **FULL), visit(1, last, **more)
    add(office, person, trip, Member(delegation_id=trip.id, person_id=person.id))
    return person


def test_each_class_falls_due_its_days_after_the_visit(office: OfficeFile) -> None:
    member(office)
    for one, number in DEFAULT_DAYS.items():
        day = LAST + timedelta(days=number)
        assert one not in found(office, day - timedelta(days=1)).get("Ida", set())
        assert one in found(office, day)["Ida"]


def test_an_office_may_keep_a_class_for_longer(office: OfficeFile) -> None:
    member(office)
    with office.writing("edit") as session:
        retention.set_days(session, DataClass.PASSPORT, 40)
    day = LAST + timedelta(days=30)
    assert found(office, day) == {"Ida": {DataClass.HEALTH}}
    office.undo()
    assert found(office, day) == {"Ida": {DataClass.HEALTH, DataClass.PASSPORT}}


def test_who_has_something_to_come_is_never_due(office: OfficeFile) -> None:
    person = member(office)
    trip = visit(2, date(2030, 1, 1))
    add(office, trip, Member(delegation_id=trip.id, person_id=person.id))
    assert found(office, date(2029, 12, 31)) == {}


def test_a_visit_without_days_is_still_to_come(office: OfficeFile) -> None:
    member(office, None)
    assert found(office, date(2040, 1, 1)) == {}


def test_a_visit_that_was_called_off_keeps_nothing(office: OfficeFile) -> None:
    person = member(office)
    trip = visit(2, date(2030, 1, 1), status="cancelled")
    add(office, trip, Member(delegation_id=trip.id, person_id=person.id))
    assert found(office, LAST + timedelta(days=30))["Ida"]


@pytest.mark.parametrize("as_what", ["item", "guest", "team", "slot"])
def test_the_last_of_all_that_somebody_takes_part_in_counts(
    office: OfficeFile, as_what: str
) -> None:
    person = member(office)
    later = LAST + timedelta(days=20)
    access = AccessRequest(reference="ACC-2026-001", investigator_id=person.id, end=LAST)
    if as_what == "item":
        item = Item(start=Moment(later))
        trip = visit(2, LAST)
        item.delegation_id = trip.id
        add(office, trip, item, ItemPerson(item_id=item.id, person_id=person.id))
    elif as_what == "guest":
        add(office, Exchange(reference="EXC-2026-001", person_id=person.id, end=later))
    elif as_what == "team":
        access.investigator_id, access.end = None, later
        add(office, access, AccessMember(access_id=access.id, person_id=person.id))
    else:
        add(office, access, Slot(access_id=access.id, start=Moment(later)))
    assert found(office, later + timedelta(days=29)) == {}
    assert found(office, later + timedelta(days=30)) == {
        "Ida": {DataClass.PASSPORT, DataClass.HEALTH}
    }


def test_hosts_and_contacts_keep_their_addresses(office: OfficeFile) -> None:
    host, contact, unknown = (Person(given=name, **FULL) for name in ("Host", "Lab", "New"))
    trip, item = visit(1, LAST), Item(start=Moment(LAST))
    item.delegation_id = trip.id
    link = ItemPerson(item_id=item.id, person_id=host.id, involvement=Involvement.HOST)
    stay = Exchange(reference="EXC-2026-001", person_id=contact.id, end=LAST)
    add(office, host, contact, unknown, trip, item, link, stay, Facility(contact_id=contact.id))
    late = found(office, date(2040, 1, 1))
    rest = {DataClass.PASSPORT, DataClass.HEALTH, DataClass.EMERGENCY}
    assert late == {"Host": rest, "Lab": rest, "New": rest}


def test_a_permit_is_of_the_guest(office: OfficeFile) -> None:
    person = Person(given="Ida")
    stay = Exchange(reference="EXC-2026-001", person_id=person.id, end=LAST)
    add(office, person, stay, Permit(exchange_id=stay.id, number="RC000001"))
    assert found(office, LAST + timedelta(days=30)) == {"Ida": {DataClass.PASSPORT}}


def test_the_next_day_on_which_something_falls_due(office: OfficeFile) -> None:
    def next_after(day: date) -> date | None:
        with office.reading() as session:
            return retention.next_due(session, day)

    assert next_after(LAST) is None
    member(office)
    assert next_after(LAST) == LAST + timedelta(days=30)
    assert next_after(LAST + timedelta(days=30)) == LAST + timedelta(days=90)


# Not of one person, or no more than that somebody took part: nobody removes these by a class.
NOT_PERSONAL = {
    "person": {"organisation_id", "former"},
    "permit": {"kind", "applied", "issued", "valid_from", "valid_until"},
    "member": {"person_id", "function", "position", "arrives", "leaves"},
    # Whom to call during a visit: numbers of duty, which guests get in print.
    "emergency_contact": {"name", "phone", "note", "position"},
    "item_person": {"person_id", "involvement", "joins", "leaves", "position"},
    "access_member": {"person_id", "role", "position"},
    "group_member": {"person_id"},
}


@pytest.mark.parametrize("kind", NOT_PERSONAL)
def test_every_field_of_a_person_is_of_a_class_or_is_not_on_purpose(kind: str) -> None:
    classed = {name for part in FIELDS.values() for name in part.get(kind, ())}
    parts = [classed, set(REST.get(kind, ())), NOT_PERSONAL[kind]]
    names = {field.key for field in fields_of(classes()[kind])}
    assert set().union(*parts) == names
    assert sum(map(len, parts)) == len(names)


def test_the_days_of_a_class_are_written_once(office: OfficeFile) -> None:
    def days(session: Session) -> dict[DataClass, int]:
        return retention.days(session)

    with office.writing("edit") as session:
        retention.set_days(session, DataClass.CONTACT, 365)
    with office.writing("edit") as session:
        retention.set_days(session, DataClass.CONTACT, 100)
    with office.reading() as session:
        assert days(session) == {**DEFAULT_DAYS, DataClass.CONTACT: 100}
