"""Where on the globe a place is."""

from math import asin, cos, radians, sin, sqrt
from typing import NamedTuple

from desktop.domain.plan import PlaceFact, Plan
from desktop.planning.places import around

_EARTH = 6371.0


class Position(NamedTuple):
    """A point on the globe, in degrees; north and east are positive."""

    latitude: float
    longitude: float


def kilometres(one: Position, other: Position) -> float:
    """The distance of two points along a great circle."""
    north, south = radians(one.latitude), radians(other.latitude)
    half = sin((north - south) / 2) ** 2
    half += cos(north) * cos(south) * sin(radians(one.longitude - other.longitude) / 2) ** 2
    return 2 * _EARTH * asin(min(1.0, sqrt(half)))


def own_position(place: PlaceFact) -> Position | None:
    """The coordinates that the office gave a place."""
    if place.latitude is None or place.longitude is None:
        return None
    return Position(place.latitude, place.longitude)


def position(plan: Plan, place_id: str) -> Position | None:
    """Where a place is: its own coordinates or those of what it lies in."""
    known = (own_position(place) for place in around(plan, place_id))
    return next((found for found in known if found is not None), None)
