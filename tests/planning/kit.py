"""A small plan for the rules to look at: one delegation of Danes in Tokyo, in April 2027."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, time
from typing import Any

from desktop.domain.codes import Involvement, PlaceKind, Rule
from desktop.domain.finding import Finding
from desktop.domain.plan import (
    SLOT,
    Attendance,
    Booking,
    InstrumentFact,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Plan,
    Presence,
    RecordFact,
    minute_of,
)
from desktop.domain.text import Trilingual
from desktop.domain.time import DayPart, Moment
from desktop.planning.conflicts import find

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
MONDAY = date(2027, 4, 19)
TODAY = date(2027, 3, 1)
HOST, INTERPRETER, DRIVER = Involvement.HOST, Involvement.INTERPRETER, Involvement.DRIVER
CONTACT = Involvement.CONTACT

PLACES = (
    PlaceFact("ministry", city=Trilingual(en="Tokyo"), country="JP", zone=TOKYO),
    PlaceFact("institute", organisation_id="riken", country="JP", zone=TOKYO),
    PlaceFact("memorial", organisation_id="riken", country="JP", zone=TOKYO),
    PlaceFact("campus", country="JP", zone=TOKYO),
    PlaceFact("room", kind=PlaceKind.ROOM, within_id="campus", capacity=3),
    PlaceFact("hotel", kind=PlaceKind.HOTEL, country="JP", zone=TOKYO),
    PlaceFact("bus", kind=PlaceKind.VEHICLE, capacity=2),
    PlaceFact("HND", kind=PlaceKind.AIRPORT, country="JP", zone=TOKYO, iata="HND"),
    PlaceFact("ITM", kind=PlaceKind.AIRPORT, country="JP", zone=TOKYO, iata="ITM"),
    PlaceFact("CPH", kind=PlaceKind.AIRPORT, country="DK", zone=COPENHAGEN, iata="CPH"),
)


def moment(clock: str, day: date = MONDAY, zone: str = TOKYO) -> Moment:
    """A wall time: "09:30", a part of the day such as "morning", or "" for none."""
    if not clock:
        return Moment()
    if ":" not in clock:
        return Moment(day, None, zone, part=DayPart(clock))
    return Moment(day, time.fromisoformat(clock), zone)


def item(
    name: str,
    start: str = "10:00",
    end: str = "11:00",
    people: Iterable[str | Attendance] = ("ida",),
    *,
    day: date = MONDAY,
    zone: str = TOKYO,
    last_day: date | None = None,
    end_zone: str = "",
    **fields: Any,
) -> Booking:
    """An item of the delegation; times as `moment` reads them."""
    begins, ends = moment(start, day, zone), moment(end, last_day or day, end_zone or zone)
    return Booking(
        name,
        "delegation",
        "visit",
        start=begins,
        end=ends,
        start_minute=_minute(begins),
        end_minute=_minute(ends),
        title=fields.pop("title", Trilingual(name, name, name)),
        people=tuple(Attendance(one) if isinstance(one, str) else one for one in people),
        **fields,
    )


def plan(*bookings: Booking, **facts: Any) -> Plan:
    """A plan of these bookings; everybody in them is a member, unless `visit` says who is."""
    people = dict.fromkeys(one.person_id for booking in bookings for one in booking.people)
    visit = RecordFact(
        "delegation",
        "visit",
        start=date(2027, 4, 17),
        end=date(2027, 4, 24),
        home_zone=COPENHAGEN,
        visit_zone=TOKYO,
        hotel_id="hotel",
        members=tuple(Presence(person_id) for person_id in people),
    )
    known = Plan(
        today=TODAY,
        bookings={booking.id: booking for booking in bookings},
        records={("delegation", "visit"): visit},
        people={person_id: PersonFact(person_id, nationality="DK") for person_id in people},
        places={place.id: place for place in PLACES},
        organisations={"riken": OrganisationFact("riken", country="JP", zone=TOKYO)},
        instruments={"laser": InstrumentFact("laser", zone=TOKYO, country="JP")},
    )
    return replace(known, **facts)


def with_visit(known: Plan, **fields: Any) -> Plan:
    """The plan with a delegation that is otherwise."""
    key = ("delegation", "visit")
    return replace(known, records={**known.records, key: replace(known.records[key], **fields)})


def stay(name: str = "stay", start: str = "", end: str = "", **fields: Any) -> RecordFact:
    """A stay of Ida at RIKEN, as ISO dates; other fields as they are named."""
    known: dict[str, Any] = {
        "person_id": "ida",
        "direction": "dk_jp",
        "home_zone": COPENHAGEN,
        "visit_zone": TOKYO,
        "host_organisation_id": "riken",
        "start": date.fromisoformat(start) if start else None,
        "end": date.fromisoformat(end) if end else None,
    }
    return RecordFact("exchange", name, **{**known, **fields})


def request(name: str = "request", **fields: Any) -> RecordFact:
    """An access request of Ida at a facility in Japan."""
    known = {"person_id": "ida", "direction": "dk_jp", "visit_zone": TOKYO}
    return RecordFact("access_request", name, **{**known, **fields})


def slot(name: str, start: str, end: str, day: date, **fields: Any) -> Booking:
    """A slot of the request for Ida, at the laser of KEK."""
    known = {
        "host_organisation_id": "kek",
        "instrument_id": "laser",
        "record_kind": "access_request",
        "record_id": "request",
    }
    last_day = fields.pop("last_day", None)
    zone = fields.pop("zone", TOKYO)
    people = fields.pop("people", ("ida",))
    booking = item(name, start, end, people, day=day, zone=zone, last_day=last_day)
    return replace(booking, sort=SLOT, **{**known, **fields})


def journeys(*records: RecordFact, bookings: Iterable[Booking] = (), **facts: Any) -> Plan:
    """A plan of these records and bookings alone; Ida is Danish, Yuki is Japanese."""
    known = plan()
    return replace(
        known,
        records={(one.kind, one.id): one for one in records},
        bookings={one.id: one for one in bookings},
        people={
            "ida": PersonFact("ida", nationality="DK"),
            "yuki": PersonFact("yuki", nationality="JP"),
        },
        organisations={
            "riken": OrganisationFact("riken", city=Trilingual(en="Wako"), country="JP"),
            "kek": OrganisationFact("kek", city=Trilingual(en="Tsukuba"), country="JP", zone=TOKYO),
            "dtu": OrganisationFact("dtu", city=Trilingual(en="Lyngby"), country="DK"),
        },
        **facts,
    )


def found(known: Plan, rule: Rule) -> list[Finding]:
    """What a rule finds."""
    return [finding for finding in find(known) if finding.rule == rule]


def pairs(known: Plan, rule: Rule) -> list[tuple[str, ...]]:
    """The bookings that a rule finds."""
    return [finding.bookings for finding in found(known, rule)]


def _minute(at: Moment) -> int | None:
    instant = at.utc()
    return None if instant is None else minute_of(instant)
