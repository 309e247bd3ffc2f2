"""How long it takes from door to door: what the office says, else what is usual, else a guess."""

from typing import NamedTuple

from desktop.domain.codes import PlaceKind
from desktop.domain.plan import Plan
from desktop.planning.cities import minutes_between_cities
from desktop.planning.places import around
from desktop.planning.positions import Located, city_of, kilometres, locate

OFFICE, CITIES, ESTIMATE = "office", "cities", "estimate"

# Below this the middle of a city says nothing of the way to a house in it.
_NEAR = 3.0
# Two doors of one site; and what a way by road or rail has over the straight line.
_SAME_SITE, _DETOUR = 0.2, 1.25
# From door to door, a way becomes faster the longer it is: km of it so far, km/h.
_PACE = ((5.0, 15.0), (30.0, 30.0), (150.0, 70.0), (float("inf"), 150.0))
_SETTING_OUT, _FLYING, _CRUISE = 10.0, 180.0, 750.0


class Leg(NamedTuple):
    """Minutes from door to door, and how far to trust them: "office", "cities" or "estimate"."""

    minutes: int
    source: str


class Travel:
    """The ways between the places of a plan, each reckoned once."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, str], Leg | None] = {}
        # Each place is asked for in many ways, and to find its city takes longer than the rest.
        self._stops_of: dict[str, list[str]] = {}
        self._located: dict[str, Located | None] = {}
        self._office: dict[tuple[str, str], int] = {}
        for fact in plan.travel:
            if not fact.one_way:
                self._office.setdefault((fact.to_place_id, fact.from_place_id), fact.minutes)
        # What was entered for a direction stands above what was entered for its way back.
        for fact in plan.travel:
            self._office[fact.from_place_id, fact.to_place_id] = fact.minutes

    def between(self, from_place_id: str, to_place_id: str) -> Leg | None:
        """The way from one place to another.

        None where nothing is known of it, and where there is none: within a place or a site.
        """
        way = from_place_id, to_place_id
        if way not in self._known:
            self._known[way] = self._leg(*way)
        return self._known[way]

    def _leg(self, from_place_id: str, to_place_id: str) -> Leg | None:
        starts, ends = around(self._plan, from_place_id), around(self._plan, to_place_id)
        if from_place_id == to_place_id:
            return None
        for start in starts:
            for end in ends:
                minutes = self._office.get((start.id, end.id))
                if minutes is not None:
                    return Leg(minutes, OFFICE)
        on_the_move = any(place.kind == PlaceKind.VEHICLE for place in (*starts[:1], *ends[:1]))
        if on_the_move or {place.id for place in starts} & {place.id for place in ends}:
            return None
        return self._usual(from_place_id, to_place_id) or self._estimated(
            from_place_id, to_place_id
        )

    def _usual(self, from_place_id: str, to_place_id: str) -> Leg | None:
        """What is usual between the airports or cities of two places."""
        usual = minutes_between_cities()
        for start in self._stops(from_place_id):
            for end in self._stops(to_place_id):
                if (start, end) in usual:
                    return Leg(usual[start, end], CITIES)
        return None

    def _stops(self, place_id: str) -> list[str]:
        """What a place is called in the table of ways: its airport, else its city or the larger."""
        if place_id not in self._stops_of:
            self._stops_of[place_id] = self._names(place_id)
        return self._stops_of[place_id]

    def _names(self, place_id: str) -> list[str]:
        airport = next(
            (place.iata for place in around(self._plan, place_id) if place.iata), ""
        ).upper()
        if airport:
            return [airport]
        city = city_of(self._plan, place_id)
        return [] if city is None else [name for name in (city.name, city.part_of) if name]

    def _locate(self, place_id: str) -> Located | None:
        if place_id not in self._located:
            self._located[place_id] = locate(self._plan, place_id)
        return self._located[place_id]

    def _estimated(self, from_place_id: str, to_place_id: str) -> Leg | None:
        here, there = self._locate(from_place_id), self._locate(to_place_id)
        if here is None or there is None:
            return None
        distance = kilometres(here.position, there.position)
        if not (here.exact and there.exact):
            starts, ends = self._stops(from_place_id), self._stops(to_place_id)
            one_city = {*starts[:1]} & {*ends} or {*ends[:1]} & {*starts}
            if distance < _NEAR or one_city:
                return None
        return None if distance < _SAME_SITE else Leg(estimate(distance), ESTIMATE)


def estimate(distance: float) -> int:
    """Minutes for kilometres as the crow flies, by what is usually fastest.

    It knows no water, no mountains and no timetable, so it is shown as the estimate it is.
    """
    on_the_way = distance * _DETOUR
    minutes, done = _SETTING_OUT, 0.0
    for until, speed in _PACE:
        minutes += max(0.0, min(on_the_way, until) - done) / speed * 60
        done = until
    by_air = _FLYING + distance / _CRUISE * 60
    return 5 * round(min(minutes, by_air) / 5)
