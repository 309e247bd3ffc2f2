"""Lists of records as plain rows, filtered by what was typed; no entities are loaded."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

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
    Trilingual,
)
from desktop.domain.codes import Function
from desktop.store.matching import (
    PersonName,
    count_of,
    matches,
    name_columns,
    name_of,
    people_text,
    trilingual,
    word_columns,
)


@dataclass(frozen=True, slots=True)
class DelegationRow:
    """One delegation in a list."""

    id: str
    reference: str
    title: Trilingual
    direction: str
    start: date | None
    end: date | None
    status: str
    head: PersonName | None
    members: int
    items: int


@dataclass(frozen=True, slots=True)
class ExchangeRow:
    """One stay in a list."""

    id: str
    reference: str
    title: Trilingual
    direction: str
    person: PersonName | None
    home: Trilingual
    host: Trilingual
    start: date | None
    end: date | None
    status: str


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One access request in a list."""

    id: str
    reference: str
    title: Trilingual
    direction: str
    investigator: PersonName | None
    facility: Trilingual
    stage: str
    start: date | None
    end: date | None
    slots: int


def delegations(session: Session, query: str = "") -> list[DelegationRow]:
    """Delegations, by start, found by their own words, members, lead or places."""
    head_link, head = aliased(Member), aliased(Person)
    statement = (
        select(
            Delegation.id,
            Delegation.reference,
            *word_columns(Delegation, "title"),
            Delegation.direction,
            Delegation.start,
            Delegation.end,
            Delegation.status,
            *name_columns(head, "head"),
            count_of(Member, Member.delegation_id, Delegation).label("members"),
            count_of(Item, Item.delegation_id, Delegation).label("items"),
        )
        .outerjoin(
            head_link,
            and_(
                head_link.delegation_id == Delegation.id, head_link.function == Function.HEAD.value
            ),
        )
        .outerjoin(head, head.id == head_link.person_id)
        .outerjoin(Organisation, Organisation.id == Delegation.lead_organisation_id)
        .order_by(Delegation.start, Delegation.reference)
    )
    if query.strip():
        hosts = (
            select(func.coalesce(func.group_concat(Place.search, "\n"), ""))
            .where(Item.delegation_id == Delegation.id, Place.id == Item.place_id)
            .scalar_subquery()
        )
        statement = statement.where(
            matches(
                query,
                Delegation.search,
                func.coalesce(Organisation.search, ""),
                people_text((Member, Member.delegation_id), owner=Delegation.id),
                hosts,
            )
        )
    rows: dict[str, DelegationRow] = {}
    for row in session.execute(statement):
        rows.setdefault(
            row.id,
            DelegationRow(
                row.id,
                row.reference,
                trilingual(row, "title"),
                row.direction,
                row.start,
                row.end,
                row.status,
                name_of(row, "head"),
                row.members,
                row.items,
            ),
        )
    return list(rows.values())


def exchanges(session: Session, query: str = "") -> list[ExchangeRow]:
    """Stays, by start, found by their own words, the people and the institutions."""
    guest, host_person = aliased(Person), aliased(Person)
    home, host = aliased(Organisation), aliased(Organisation)
    statement = (
        select(
            Exchange.id,
            Exchange.reference,
            *word_columns(Exchange, "title"),
            Exchange.direction,
            *name_columns(guest, "guest"),
            *word_columns(home, "name", "home"),
            *word_columns(host, "name", "host"),
            Exchange.start,
            Exchange.end,
            Exchange.status,
        )
        .outerjoin(guest, guest.id == Exchange.person_id)
        .outerjoin(host_person, host_person.id == Exchange.host_person_id)
        .outerjoin(home, home.id == Exchange.home_organisation_id)
        .outerjoin(host, host.id == Exchange.host_organisation_id)
        .order_by(Exchange.start, Exchange.reference)
    )
    if query.strip():
        texts = (guest.search, host_person.search, home.search, host.search)
        statement = statement.where(
            matches(query, Exchange.search, *(func.coalesce(text, "") for text in texts))
        )
    return [
        ExchangeRow(
            row.id,
            row.reference,
            trilingual(row, "title"),
            row.direction,
            name_of(row, "guest"),
            trilingual(row, "home"),
            trilingual(row, "host"),
            row.start,
            row.end,
            row.status,
        )
        for row in session.execute(statement)
    ]


def access_requests(session: Session, query: str = "") -> list[AccessRow]:
    """Access requests, by start, found by their own words, people, facility and instruments."""
    investigator, contact = aliased(Person), aliased(Person)
    statement = (
        select(
            AccessRequest.id,
            AccessRequest.reference,
            *word_columns(AccessRequest, "title"),
            AccessRequest.direction,
            *name_columns(investigator, "investigator"),
            *word_columns(Facility, "name", "facility"),
            AccessRequest.stage,
            AccessRequest.start,
            AccessRequest.end,
            count_of(Slot, Slot.access_id, AccessRequest).label("slots"),
        )
        .outerjoin(investigator, investigator.id == AccessRequest.investigator_id)
        .outerjoin(contact, contact.id == AccessRequest.local_contact_id)
        .outerjoin(Facility, Facility.id == AccessRequest.facility_id)
        .outerjoin(Organisation, Organisation.id == AccessRequest.requester_organisation_id)
        .order_by(AccessRequest.start, AccessRequest.reference)
    )
    if query.strip():
        instruments = (
            select(func.coalesce(func.group_concat(Instrument.search, "\n"), ""))
            .where(
                AccessInstrument.access_id == AccessRequest.id,
                Instrument.id == AccessInstrument.instrument_id,
            )
            .scalar_subquery()
        )
        texts = (investigator.search, contact.search, Facility.search, Organisation.search)
        statement = statement.where(
            matches(
                query,
                AccessRequest.search,
                *(func.coalesce(text, "") for text in texts),
                people_text((AccessMember, AccessMember.access_id), owner=AccessRequest.id),
                instruments,
            )
        )
    return [
        AccessRow(
            row.id,
            row.reference,
            trilingual(row, "title"),
            row.direction,
            name_of(row, "investigator"),
            trilingual(row, "facility"),
            row.stage,
            row.start,
            row.end,
            row.slots,
        )
        for row in session.execute(statement)
    ]
