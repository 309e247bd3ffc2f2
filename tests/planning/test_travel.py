from datetime import date

import pytest

from desktop.domain.codes import PlaceKind
from desktop.domain.plan import OrganisationFact, PlaceFact, Plan, TravelFact
from desktop.domain.text import Trilingual
from desktop.planning.cities import Position
from desktop.planning.positions import guess_position, kilometres, locate
from desktop.planning.travel import CITIES, ESTIMATE, OFFICE, Leg, Travel, estimate

TOKYO, WAKO, LYNGBY = Trilingual(en="Tokyo"), Trilingual(ja="和光"), Trilingual(da="Kgs. Lyngby")


def place(
    name: str,
    city: Trilingual = Trilingual(),
    at: tuple[float, float] | None = None,
    *,
    within_id: str | None = None,
    organisation_id: str | None = None,
    kind: str = PlaceKind.VENUE,
    iata: str = "",
) -> PlaceFact:
    latitude, longitude = at or (None, None)
    return PlaceFact(
        name,
        kind=kind,
        organisation_id=organisation_id,
        within_id=within_id,
        city=city,
        latitude=latitude,
        longitude=longitude,
        iata=iata,
    )


def plan(*places: PlaceFact, travel: tuple[TravelFact, ...] = ()) -> Plan:
    hosts = {"riken": OrganisationFact("riken", city=WAKO, country="JP")}
    return Plan(
        date(2027, 1, 1),
        places={one.id: one for one in places},
        organisations=hosts,
        travel=travel,
    )


def between(one: PlaceFact, other: PlaceFact, *travel: TravelFact) -> Leg | None:
    return Travel(plan(one, other, travel=travel)).between(one.id, other.id)


def test_what_the_office_says_counts_before_all_else() -> None:
    one, other = place("a", TOKYO, (35.68, 139.75)), place("b", WAKO, (35.78, 139.61))
    assert between(one, other, TravelFact("a", "b", 33)) == Leg(33, OFFICE)
    assert between(one, other, TravelFact("b", "a", 33)) == Leg(33, OFFICE)
    assert between(one, other, TravelFact("b", "a", 33, one_way=True)) == Leg(50, CITIES)


@pytest.mark.parametrize("turned", [False, True])
def test_a_way_back_may_take_another_time(turned: bool) -> None:
    facts = [TravelFact("a", "b", 20), TravelFact("b", "a", 45, one_way=True)]
    travel = Travel(plan(place("a"), place("b"), travel=tuple(facts[::-1] if turned else facts)))
    assert travel.between("a", "b") == Leg(20, OFFICE)
    assert travel.between("b", "a") == Leg(45, OFFICE)


def test_a_room_is_as_far_away_as_the_house_it_is_in() -> None:
    house, far = place("house"), place("far")
    room, next_door = place("room", within_id="house"), place("next", within_id="house")
    travel = Travel(plan(house, room, next_door, far, travel=(TravelFact("house", "far", 40),)))
    assert travel.between("room", "far") == travel.between("far", "room") == Leg(40, OFFICE)
    assert travel.between("room", "house") is None
    assert travel.between("room", "next") is None


def test_a_way_between_two_rooms_counts_where_the_office_entered_one() -> None:
    rooms = place("one", within_id="campus"), place("two", within_id="campus")
    facts = (TravelFact("one", "two", 15),)
    assert Travel(plan(place("campus"), *rooms, travel=facts)).between("one", "two") == Leg(
        15, OFFICE
    )


def test_cities_have_a_usual_way_whatever_language_they_are_written_in() -> None:
    assert between(place("a", TOKYO), place("b", Trilingual(ja="つくば市"))) == Leg(90, CITIES)
    assert between(place("a", LYNGBY), place("b", Trilingual(en="Copenhagen"))) == Leg(35, CITIES)
    assert between(place("a", Trilingual(ja="渋谷区")), place("b", WAKO)) == Leg(50, CITIES)


def test_an_airport_is_not_the_city_it_is_named_after() -> None:
    airport = place("hnd", TOKYO, iata="HND")
    assert between(airport, place("b", TOKYO)) == Leg(50, CITIES)
    assert between(airport, place("b", iata="NRT")) == Leg(105, CITIES)


def test_coordinates_give_an_estimate_within_a_city() -> None:
    embassy, ministry = place("a", TOKYO, (35.651, 139.699)), place("b", TOKYO, (35.671, 139.748))
    assert between(embassy, ministry) == Leg(30, ESTIMATE)


def test_between_cities_without_a_usual_way_there_is_an_estimate() -> None:
    leg = between(place("a", Trilingual(en="Nara")), place("b", Trilingual(en="Okayama")))
    assert leg is not None
    assert leg.source == ESTIMATE
    assert 120 < leg.minutes < 240


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (place("a", TOKYO), place("a", TOKYO)),
        (place("a", TOKYO), place("b", TOKYO)),
        (place("a", TOKYO, (35.6, 139.7)), place("b", TOKYO)),
        (place("a", TOKYO, (35.6, 139.7)), place("b", TOKYO, (35.69, 139.692))),
        (place("a", TOKYO), place("b", Trilingual(ja="渋谷区"))),
        (place("a", TOKYO), place("b")),
        (place("a", Trilingual(en="Atlantis")), place("b", TOKYO)),
        (place("a", organisation_id="riken"), place("b", organisation_id="riken")),
        (place("a", TOKYO, (35.6, 139.7)), place("b", TOKYO, (35.601, 139.7))),
        (place("a", WAKO, kind=PlaceKind.VEHICLE), place("b", TOKYO)),
    ],
)
def test_what_is_not_known_is_not_guessed(one: PlaceFact, other: PlaceFact) -> None:
    assert between(one, other) is None
    assert between(other, one) is None


def test_a_place_that_is_not_in_the_plan_is_nowhere() -> None:
    assert Travel(plan()).between("a", "b") is None


def test_a_place_without_a_city_is_in_that_of_its_organisation() -> None:
    assert between(place("a", organisation_id="riken"), place("b", TOKYO)) == Leg(50, CITIES)


def test_two_houses_of_one_organisation_are_apart_if_their_coordinates_are() -> None:
    north = place("a", WAKO, (35.780, 139.612), organisation_id="riken")
    south = place("b", WAKO, (35.771, 139.612), organisation_id="riken")
    assert between(north, south) == Leg(15, ESTIMATE)


def test_an_estimate_grows_with_the_distance_and_ends_in_the_air() -> None:
    minutes = [estimate(distance) for distance in range(1, 10_000, 7)]
    assert minutes == sorted(minutes)
    assert 180 <= estimate(157) <= 220  # Copenhagen–Aarhus, by rail about 195
    assert 700 <= estimate(8700) <= 960  # Copenhagen–Tokyo, about 13 hours in the air


def test_distances_are_those_of_the_globe() -> None:
    tokyo, copenhagen = Position(35.68, 139.77), Position(55.68, 12.57)
    assert kilometres(tokyo, copenhagen) == pytest.approx(8700, rel=0.01)
    assert kilometres(tokyo, tokyo) == 0


def test_a_place_is_located_as_exactly_as_it_can_be() -> None:
    known = plan(
        place("own", TOKYO, (1, 2), iata="HND"),
        place("air", TOKYO, iata="hnd"),
        place("city", TOKYO),
        place("room", within_id="own"),
        place("none"),
    )
    found = {name: locate(known, name) for name in known.places}
    assert found["own"] == found["room"] == (Position(1, 2), True)
    assert found["air"] is not None
    assert found["air"].exact
    assert found["city"] is not None
    assert not found["city"].exact
    assert found["none"] is None


def test_coordinates_are_offered_from_the_airport_or_the_city() -> None:
    assert guess_position("HND", LYNGBY) == guess_position("hnd", Trilingual())
    lyngby = guess_position("", LYNGBY, "DK")
    assert lyngby is not None
    assert not lyngby.exact
    assert lyngby.position.latitude == pytest.approx(55.77, abs=0.01)
    airport = guess_position("HND", LYNGBY)
    assert airport is not None
    assert airport.exact
    assert guess_position("", LYNGBY, "JP") is None
    assert guess_position("", Trilingual()) is None
