"""Where on the globe a place is: by its own coordinates, its airport code, or its city."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from desktop.domain.plan import PlaceFact, Plan
from desktop.domain.text import Trilingual
from desktop.planning.cities import City, Position, find_airport, find_city
from desktop.planning.places import around, country_of

_EARTH = 6371.0


class Located(NamedTuple):
    """Where a place is, and whether that is the place itself or only the middle of its city."""

    position: Position
    exact: bool


def kilometres(one: Position, other: Position) -> float:
    """The distance of two points along a great circle."""
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one.longitude - other.longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def locate(plan: Plan, place_id: str) -> Located | None:
    """Where a place is, as exactly as is known."""
    city = city_of(plan, place_id)
    for place in around(plan, place_id):
        own = own_position(place) or find_airport(place.iata)
        if own is not None:
            # An office may have taken over the middle of the city as the best that is known.
            return Located(own, exact=city is None or own != city.position)
    return None if city is None else Located(city.position, exact=False)


def own_position(place: PlaceFact) -> Position | None:
    """The coordinates that the office gave a place."""
    if place.latitude is None or place.longitude is None:
        return None
    return Position(place.latitude, place.longitude)


def city_of(plan: Plan, place_id: str) -> City | None:
    """The known city that a place is in: its own, of what it lies in, or of its organisation."""
    chain = around(plan, place_id)
    hosts = (plan.organisations.get(place.organisation_id or "") for place in chain)
    told = [place.city for place in chain] + [host.city for host in hosts if host is not None]
    first = next((city for city in told if city), Trilingual())
    return find_city(first.parts(), country_of(plan, place_id))


def guess_position(iata: str, city: Trilingual, country: str = "") -> Located | None:
    """Where to begin with a place that has no coordinates: at its airport, else in its city."""
    airport = find_airport(iata)
    if airport is not None:
        return Located(airport, exact=True)
    found = find_city(city.parts(), country)
    return None if found is None else Located(found.position, exact=False)
