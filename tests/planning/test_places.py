from datetime import date

from desktop.domain.plan import Booking, InstrumentFact, OrganisationFact, PlaceFact, Plan
from desktop.domain.time import Moment
from desktop.planning.places import (
    around,
    country_of,
    country_of_booking,
    zone_of,
    zone_of_booking,
)

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
PLAN = Plan(
    date(2027, 1, 1),
    places={
        one.id: one
        for one in (
            PlaceFact("house", country="DK", zone=COPENHAGEN),
            PlaceFact("room", within_id="house"),
            PlaceFact("lab", organisation_id="riken"),
            PlaceFact("clock", zone=TOKYO),
            PlaceFact("land", country="JP"),
            PlaceFact("lund", country="SE", zone="Europe/Stockholm"),
            PlaceFact("bare"),
            PlaceFact("ring", within_id="gnir"),
            PlaceFact("gnir", within_id="ring"),
            PlaceFact("lost", within_id="not there"),
        )
    },
    organisations={"riken": OrganisationFact("riken", country="JP", zone=TOKYO)},
    instruments={"ins": InstrumentFact("ins", zone=TOKYO, country="JP")},
)


def test_what_is_around_a_place_is_told_from_the_inside_out() -> None:
    assert [place.id for place in around(PLAN, "room")] == ["room", "house"]
    assert [place.id for place in around(PLAN, "ring")] == ["ring", "gnir"]
    assert [place.id for place in around(PLAN, "lost")] == ["lost"]
    assert around(PLAN, "not there") == around(PLAN, None) == []


def test_a_place_has_the_clock_and_country_of_what_it_belongs_to() -> None:
    found = {name: (zone_of(PLAN, name), country_of(PLAN, name)) for name in PLAN.places}
    assert found == {
        "house": (COPENHAGEN, "DK"),
        "room": (COPENHAGEN, "DK"),
        "lab": (TOKYO, "JP"),
        "clock": (TOKYO, "JP"),
        "land": (TOKYO, "JP"),
        "lund": ("Europe/Stockholm", "SE"),
        "bare": ("", ""),
        "ring": ("", ""),
        "gnir": ("", ""),
        "lost": ("", ""),
    }
    assert (zone_of(PLAN, None), country_of(PLAN, "not there")) == ("", "")


def booking(
    place: str | None = None,
    host: str | None = None,
    instrument: str | None = None,
    zone: str | None = None,
) -> Booking:
    return Booking(
        "b",
        "delegation",
        "d",
        start=Moment(zone=zone),
        place_id=place,
        host_organisation_id=host,
        instrument_id=instrument,
    )


def test_a_booking_keeps_the_days_of_its_place_then_its_host_then_its_clock() -> None:
    for one, zone, country in (
        (booking("house", "riken", zone=TOKYO), COPENHAGEN, "DK"),
        (booking("bare", "riken", zone=COPENHAGEN), TOKYO, "JP"),
        (booking(instrument="ins", zone=COPENHAGEN), TOKYO, "JP"),
        (booking(zone=COPENHAGEN), COPENHAGEN, "DK"),
        (booking(zone="Europe/London"), "Europe/London", ""),
        (booking(), "", ""),
    ):
        assert (zone_of_booking(PLAN, one), country_of_booking(PLAN, one)) == (zone, country)
