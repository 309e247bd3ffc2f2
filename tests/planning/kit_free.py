"""A small world to find a time in: two in Japan, one in Denmark, and a few places."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from desktop.domain.codes import PlaceKind
from desktop.domain.plan import (
    Attendance,
    Booking,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Plan,
    minute_of,
)
from desktop.planning.free import Query, Suggestion

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
ZONES = (TOKYO, COPENHAGEN)
TODAY = date(2026, 11, 23)
WINTER, SUMMER = date(2027, 2, 3), date(2027, 6, 9)  # Wednesdays, working days in both countries
PEOPLE = {
    "yuki": PersonFact("yuki", organisation_id="riken"),
    "ken": PersonFact("ken", zone=TOKYO),
    "liv": PersonFact("liv", organisation_id="nbi"),
}
PLACES = {
    "wako": PlaceFact("wako", country="JP", zone=TOKYO),
    "tsukuba": PlaceFact("tsukuba", country="JP", zone=TOKYO),
    "museum": PlaceFact("museum", country="JP", opening_hours="Tu-Su 10:00-16:00"),
    "room": PlaceFact("room", kind=PlaceKind.ROOM, country="JP"),
}
ORGANISATIONS = {
    "riken": OrganisationFact("riken", country="JP", zone=TOKYO),
    "nbi": OrganisationFact("nbi", country="DK", zone=COPENHAGEN),
}


def at(day: date, clock: str, zone: str = TOKYO) -> int:
    return minute_of(datetime.combine(day, time.fromisoformat(clock), ZoneInfo(zone)))


def booking(name: str, start: int, end: int, *people: str, place: str | None = None) -> Booking:
    return Booking(
        name,
        "delegation",
        "d",
        start_minute=start,
        end_minute=end,
        place_id=place,
        people=tuple(Attendance(person) for person in people),
    )


def plan(*bookings: Booking, **more: object) -> Plan:
    facts: dict[str, object] = {"people": PEOPLE, "places": PLACES, "organisations": ORGANISATIONS}
    return Plan(TODAY, {one.id: one for one in bookings}, **(facts | more))  # type: ignore[arg-type]


def query(*people: str, day: date = WINTER, **more: object) -> Query:
    wanted: dict[str, object] = {"minutes": 60, "first": day, "last": day, "zones": ZONES}
    return Query(people, **(wanted | more))  # type: ignore[arg-type]


def clocks(found: list[Suggestion]) -> list[str]:
    """The starts on the first clock, in order of time."""
    moments = sorted((one.start, one.moments[0][0]) for one in found)
    return [f"{moment.time:%H:%M}" for _start, moment in moments]


def codes(one: Suggestion) -> list[str]:
    return [reason.code for reason in one.reasons]
