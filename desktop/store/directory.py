"""Lists of people, organisations, places and facilities as plain rows; the caller sorts them."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import Facility, Instrument, Organisation, Person, Place, Trilingual
from desktop.store.matching import (
    PersonName,
    count_of,
    matches,
    name_columns,
    name_of,
    trilingual,
    word_columns,
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person in a list; nothing private is read."""

    id: str
    name: PersonName
    title: Trilingual
    organisation: Trilingual
    roles: str
    former: bool


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """One organisation in a list."""

    id: str
    name: Trilingual
    kind: str
    city: Trilingual
    country: str
    former: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place in a list."""

    id: str
    name: Trilingual
    kind: str
    city: Trilingual
    organisation: Trilingual
    address_local: str
    former: bool


@dataclass(frozen=True, slots=True)
class FacilityRow:
    """One facility in a list."""

    id: str
    name: Trilingual
    organisation: Trilingual
    zone: str
    instruments: int
    former: bool


def people(session: Session, query: str = "") -> list[PersonRow]:
    """People, found by any form of their name, their title or organisation; unsorted."""
    statement = select(
        *name_columns(Person, "person"),
        *word_columns(Person, "title"),
        *word_columns(Organisation, "name", "organisation"),
        Person.roles,
        Person.former,
    ).outerjoin(Organisation, Organisation.id == Person.organisation_id)
    if query.strip():
        statement = statement.where(
            matches(query, Person.search, func.coalesce(Organisation.search, ""))
        )
    result = []
    for row in session.execute(statement):
        name = name_of(row, "person")
        if name is not None:
            result.append(
                PersonRow(
                    name.id,
                    name,
                    trilingual(row, "title"),
                    trilingual(row, "organisation"),
                    row.roles,
                    row.former,
                )
            )
    return result


def organisations(session: Session, query: str = "") -> list[OrganisationRow]:
    """Organisations, found by name, city or address; unsorted."""
    statement = select(
        Organisation.id,
        *word_columns(Organisation, "name"),
        Organisation.kind,
        *word_columns(Organisation, "city"),
        Organisation.country,
        Organisation.former,
    )
    if query.strip():
        statement = statement.where(matches(query, Organisation.search))
    return [
        OrganisationRow(
            row.id,
            trilingual(row, "name"),
            row.kind,
            trilingual(row, "city"),
            row.country,
            row.former,
        )
        for row in session.execute(statement)
    ]


def places(session: Session, query: str = "") -> list[PlaceRow]:
    """Places, found by name, city, address, airport code or organisation; unsorted."""
    statement = select(
        Place.id,
        *word_columns(Place, "name"),
        Place.kind,
        *word_columns(Place, "city"),
        *word_columns(Organisation, "name", "organisation"),
        Place.address_local,
        Place.former,
    ).outerjoin(Organisation, Organisation.id == Place.organisation_id)
    if query.strip():
        statement = statement.where(
            matches(query, Place.search, func.coalesce(Organisation.search, ""))
        )
    return [
        PlaceRow(
            row.id,
            trilingual(row, "name"),
            row.kind,
            trilingual(row, "city"),
            trilingual(row, "organisation"),
            row.address_local,
            row.former,
        )
        for row in session.execute(statement)
    ]


def facilities(session: Session, query: str = "") -> list[FacilityRow]:
    """Facilities, found by name, rules, instruments or organisation; unsorted."""
    statement = select(
        Facility.id,
        *word_columns(Facility, "name"),
        *word_columns(Organisation, "name", "organisation"),
        Facility.zone,
        count_of(Instrument, Instrument.facility_id, Facility).label("instruments"),
        Facility.former,
    ).outerjoin(Organisation, Organisation.id == Facility.organisation_id)
    if query.strip():
        instruments = (
            select(func.coalesce(func.group_concat(Instrument.search, "\n"), ""))
            .where(Instrument.facility_id == Facility.id)
            .scalar_subquery()
        )
        statement = statement.where(
            matches(query, Facility.search, func.coalesce(Organisation.search, ""), instruments)
        )
    return [
        FacilityRow(
            row.id,
            trilingual(row, "name"),
            trilingual(row, "organisation"),
            row.zone,
            row.instruments,
            row.former,
        )
        for row in session.execute(statement)
    ]
