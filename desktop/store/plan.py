"""The whole office as plain values for the rules of `desktop.planning`, and what changed since."""

import re
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session

from desktop.domain import (
    Acceptance,
    Closure,
    CountryClosure,
    Facility,
    Instrument,
    Organisation,
    Person,
    Place,
    RuleSetting,
    TravelTime,
)
from desktop.domain.codes import ClosureKind, Rule, Severity
from desktop.domain.plan import (
    AcceptedFact,
    ClosureFact,
    InstrumentFact,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Plan,
    TravelFact,
)
from desktop.store.bookings import ACCESS, DELEGATION, EXCHANGE, Key, read_bookings
from desktop.store.log import Change, Unit
from desktop.store.matching import trilingual, word_columns
from desktop.store.plan_records import read_records
from desktop.store.touched import touched_items

# What a change of each kind of entity touches; the other kinds touch nothing that rules look at.
_ITEMS = frozenset({"item", "item_person", "item_group"})
_BOOKINGS = frozenset({"slot", "group", "group_member", "access_member"})
_ABOUT = frozenset({DELEGATION, "gate", "permit", "task", "stage_move", "access_instrument"})
_BOTH = frozenset({EXCHANGE, ACCESS, "member"})
_FACTS = frozenset(
    {"place", "organisation", "person", "facility", "instrument", "closure", "country_closure"}
    | {"travel_time", "rule_setting", "acceptance"}
)


@dataclass(frozen=True, slots=True)
class Changes:
    """What became of the plans: which bookings and which records are to be read again.

    `items` are single bookings, `records` those of which each booking is to be read, `about` those
    of which something else was changed: their days, gates, permits or tasks. `facts` is whether
    anything beside them was changed, such as a place or a setting: then all is read anew.
    """

    records: frozenset[Key] = frozenset()
    items: frozenset[str] = frozenset()
    about: frozenset[Key] = frozenset()
    facts: bool = False

    def __bool__(self) -> bool:
        """Whether anything changed that the rules look at."""
        return bool(self.records or self.items or self.about or self.facts)


def last_change(session: Session) -> int:
    """The number of the last unit in the change log; 0 in a new file."""
    return session.scalar(select(func.max(Unit.seq))) or 0


def changed_since(session: Session, seq: int) -> Changes:
    """What changed after the unit of that number."""
    query = (
        select(Change.kind, Change.record_kind, Change.record_id)
        .where(
            Change.unit > seq,
            Change.kind.in_(_ITEMS | _BOOKINGS | _ABOUT | _BOTH | _FACTS),
        )
        .distinct()
    )
    rows = session.execute(query).all()

    def of(kinds: frozenset[str]) -> frozenset[Key]:
        return frozenset((row.record_kind, row.record_id) for row in rows if row.kind in kinds)

    items: set[str] = set()
    if of(_ITEMS):
        items = touched_items(session, seq, ()) or items
    return Changes(
        of(_BOOKINGS | _BOTH),
        frozenset(items),
        of(_ABOUT | _BOTH),
        any(row.kind in _FACTS for row in rows),
    )


def kinds_since(session: Session, seq: int) -> frozenset[str]:
    """What kinds of entities changed after the unit of that number."""
    return frozenset(session.scalars(select(Change.kind).where(Change.unit > seq).distinct()))


def read_plan(session: Session, today: date, office_zone: str = "") -> Plan:
    """All that the rules reckon with; `today` is the office's day, `office_zone` its clock."""
    organisations = _organisations(session)
    return Plan(
        today=today,
        bookings=read_bookings(session),
        records=read_records(session),
        people=_people(session, organisations),
        places=_places(session, organisations),
        organisations=organisations,
        instruments=_instruments(session, organisations),
        closures=_closures(session),
        travel=tuple(
            TravelFact(*row)
            for row in session.execute(
                select(
                    TravelTime.from_place_id,
                    TravelTime.to_place_id,
                    TravelTime.minutes,
                    TravelTime.one_way,
                ).order_by(TravelTime.id)
            )
        ),
        accepted={
            row.subject: AcceptedFact(row.subject, row.state, row.reason)
            for row in session.execute(
                select(Acceptance.subject, Acceptance.state, Acceptance.reason)
            )
        },
        severities={
            Rule(row.rule): Severity(row.severity)
            for row in session.execute(select(RuleSetting.rule, RuleSetting.severity))
            # A file of a later version may know rules that this one does not.
            if row.rule in set(Rule) and row.severity in set(Severity)
        },
        office_zone=office_zone,
    )


def _organisations(session: Session) -> dict[str, OrganisationFact]:
    query = select(
        *word_columns(Organisation, "name"),
        *word_columns(Organisation, "city"),
        *(Organisation.id, Organisation.country, Organisation.zone),
    )
    return {
        row.id: OrganisationFact(
            row.id, trilingual(row, "name"), trilingual(row, "city"), row.country, row.zone
        )
        for row in session.execute(query)
    }


def _people(session: Session, organisations: dict[str, OrganisationFact]) -> dict[str, PersonFact]:
    query = select(
        *(Person.id, Person.family, Person.given, Person.name_ja, Person.kana),
        *(Person.nationality, Person.languages, Person.passport_expiry, Person.organisation_id),
        Person.former,
    )
    return {
        row.id: PersonFact(
            row.id,
            row.family,
            row.given,
            row.name_ja,
            row.kana,
            row.nationality,
            tuple(filter(None, re.split(r"[\s,;/+]+", row.languages))),
            row.passport_expiry,
            row.organisation_id,
            organisations[row.organisation_id].zone if row.organisation_id else "",
            row.former,
        )
        for row in session.execute(query)
    }


def _places(session: Session, organisations: dict[str, OrganisationFact]) -> dict[str, PlaceFact]:
    query = select(
        *word_columns(Place, "name"),
        *word_columns(Place, "city"),
        *(Place.id, Place.kind, Place.organisation_id, Place.within_id, Place.country, Place.zone),
        *(Place.capacity, Place.opening_hours, Place.latitude, Place.longitude, Place.iata),
    )
    nobody = OrganisationFact("")
    found = {}
    for row in session.execute(query):
        # A room has the clock and the city of its house rather than those of who rents it.
        host = nobody
        if row.organisation_id is not None and row.within_id is None:
            host = organisations[row.organisation_id]
        found[row.id] = PlaceFact(
            row.id,
            trilingual(row, "name"),
            row.kind,
            row.organisation_id,
            row.within_id,
            trilingual(row, "city") or host.city,
            row.country or host.country,
            row.zone or host.zone,
            row.capacity,
            row.opening_hours,
            row.latitude,
            row.longitude,
            row.iata,
        )
    return found


def _instruments(
    session: Session, organisations: dict[str, OrganisationFact]
) -> dict[str, InstrumentFact]:
    query = (
        select(
            *word_columns(Instrument, "name"),
            Instrument.id,
            Instrument.facility_id,
            Instrument.opening_hours,
            Facility.opening_hours.label("usual_hours"),
            Facility.zone,
            Facility.organisation_id,
            Place.country,
        )
        .join(Facility, Facility.id == Instrument.facility_id)
        .outerjoin(Place, Place.id == Facility.place_id)
    )
    found = {}
    for row in session.execute(query):
        host = organisations.get(row.organisation_id, OrganisationFact(""))
        found[row.id] = InstrumentFact(
            row.id,
            trilingual(row, "name"),
            row.zone or host.zone,
            row.country or host.country,
            row.opening_hours or row.usual_hours,
            row.facility_id,
        )
    return found


def _closures(session: Session) -> tuple[ClosureFact, ...]:
    targets = (
        *(Closure.place_id, Closure.organisation_id, Closure.person_id),
        *(Closure.facility_id, Closure.instrument_id),
    )
    own = select(
        *word_columns(Closure, "name"),
        *(Closure.id, Closure.first, Closure.last, Closure.from_time, Closure.to_time),
        Closure.kind,
        func.coalesce(*targets).label("target"),
    )
    country = select(
        *word_columns(CountryClosure, "name"),
        *(CountryClosure.id, CountryClosure.first, CountryClosure.last),
        *(literal(None).label(name) for name in ("from_time", "to_time")),
        literal(ClosureKind.CLOSED.value).label("kind"),
        CountryClosure.country.label("target"),
    )
    found = []
    for row in (*session.execute(own), *session.execute(country)):
        first, last = row.first or row.last, row.last or row.first
        if row.target and first is not None:
            times = (row.from_time, row.to_time)
            name = trilingual(row, "name")
            found.append(ClosureFact(row.id, row.target, first, last, *times, name, row.kind))
    return tuple(found)
