"""How long it takes from door to door: what the office says, else what is usual, else a guess."""

from typing import NamedTuple

from desktop.domain.plan import Plan
from desktop.planning.places import around
from desktop.planning.positions import kilometres, position

OFFICE, CITIES, ESTIMATE = "office", "cities", "estimate"


class Leg(NamedTuple):
    """Minutes from door to door, and how far to trust them: "office", "cities" or "estimate"."""

    minutes: int
    source: str


class Travel:
    """The ways between the places of a plan."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._known: dict[tuple[str, str], Leg | None] = {}
        self._office: dict[tuple[str, str], int] = {}
        for fact in plan.travel:
            if not fact.one_way:
                self._office.setdefault((fact.to_place_id, fact.from_place_id), fact.minutes)
            self._office[fact.from_place_id, fact.to_place_id] = fact.minutes

    def between(self, from_place_id: str, to_place_id: str) -> Leg | None:
        """The way from one place to another; None where it is not known, or there is none."""
        way = from_place_id, to_place_id
        if way not in self._known:
            self._known[way] = self._leg(*way)
        return self._known[way]

    def _leg(self, from_place_id: str, to_place_id: str) -> Leg | None:
        starts = [place.id for place in around(self._plan, from_place_id)]
        ends = [place.id for place in around(self._plan, to_place_id)]
        for start in starts:
            for end in ends:
                if (start, end) in self._office:
                    return Leg(self._office[start, end], OFFICE)
        if set(starts) & set(ends):
            return None
        here, there = position(self._plan, from_place_id), position(self._plan, to_place_id)
        if here is None or there is None:
            return None
        return Leg(estimate(kilometres(here, there)), ESTIMATE)


def estimate(distance: float) -> int:
    """Minutes for a distance in kilometres by what is usually fastest; wrong across water."""
    on_the_way = distance * 1.25
    minutes, done = 10.0, 0.0
    for until, speed in ((5, 15), (30, 30), (150, 70), (float("inf"), 150)):
        minutes += max(0.0, min(on_the_way, until) - done) / speed * 60
        done = until
    by_air = 180 + distance / 750 * 60
    return 5 * round(min(minutes, by_air) / 5)
