"""The ways between all places of a draft, as a matrix of minutes."""

from itertools import product

from desktop.domain.plan import Plan
from desktop.planning.cities import City, find_city, minutes_between_cities
from desktop.planning.places import around
from desktop.planning.positions import city_of, kilometres, locate
from desktop.planning.travel import OFFICE, Leg, Travel, estimate

IN_TOWN, OUT_OF_TOWN = 15, 30
"""Minutes of a way of which nothing is known, within a city and beyond it."""

_Key = tuple[str, str]


class Ways:
    """Numbers the places of a draft as they come, and knows the ways between them.

    What the office entered stands as it is, even where a way round would be shorter: it knows
    why, and the conflict engine reckons with it, too. A host of whom not even the city is known is
    taken to be in that of `home`, where the visit lives: who goes there and on has time for the
    way between the two ends of that, too.
    """

    def __init__(self, plan: Plan, home: str | None = None) -> None:
        self._plan, self._travel = plan, Travel(plan)
        self._home = None if home is None else city_of(plan, home)
        self._numbers: dict[_Key, int] = {}
        self._cities: dict[str, City | None] = {}
        self._exact: dict[str, bool] = {}
        self._legs: dict[tuple[str, str], Leg] = {}
        self._houses: dict[str, list[str]] = {}
        for place in plan.places.values():
            if place.organisation_id is not None and place.within_id is None:
                self._houses.setdefault(place.organisation_id, []).append(place.id)

    def number(self, place_id: str | None) -> int:
        """The number of a place; None is a place to which no way is counted."""
        return self._number(("place", place_id) if place_id is not None else ("open", ""))

    def number_of_host(self, place_id: str | None, owner_id: str | None) -> int:
        """The number of where a host is; without a place, the only house of their organisation.

        Where there is no such house either, every way counts as one of which nothing is known, but
        none is needed between those of one owner: an organisation, or a visit without one.
        """
        if place_id is not None:
            return self.number(place_id)
        houses = self._houses.get(owner_id or "", [])
        if len(houses) == 1:
            return self.number(houses[0])
        return self._number(("host", owner_id or ""))

    def between(self, one: str, other: str) -> Leg:
        """The way between two places; what is not known counts as a short one."""
        way = one, other
        if way not in self._legs:
            leg = self._travel.between(one, other)
            self._legs[way] = leg if leg is not None else self._unknown(one, other)
        return self._legs[way]

    def matrix(self) -> tuple[tuple[tuple[float, ...], ...], frozenset[tuple[int, int]]]:
        """The minutes between all places that were numbered, and which pairs are estimates."""
        keys = list(self._numbers)
        estimated: set[tuple[int, int]] = set()
        rows = []
        for n, one in enumerate(keys):
            row = []
            for m, other in enumerate(keys):
                leg = Leg(0, OFFICE) if n == m else self._leg(one, other)
                if leg.minutes and leg.source != OFFICE:
                    estimated.add((n, m))
                row.append(float(leg.minutes))
            rows.append(tuple(row))
        # Where nobody goes anywhere there is one place all the same, for who reckons with it.
        return tuple(rows) or ((0.0,),), frozenset(estimated)

    def _number(self, key: _Key) -> int:
        return self._numbers.setdefault(key, len(self._numbers))

    def _leg(self, one: _Key, other: _Key) -> Leg:
        if "open" in (one[0], other[0]):
            return Leg(0, OFFICE)
        if one[0] == other[0] == "place":
            return self.between(one[1], other[1])
        return self._guessed(one, other)

    def _unknown(self, one: str, other: str) -> Leg:
        here, there = around(self._plan, one), around(self._plan, other)
        if one == other or {place.id for place in here} & {place.id for place in there}:
            return Leg(0, OFFICE)
        if self._is_exact(one) and self._is_exact(other):
            return Leg(0, OFFICE)  # both are known, so that no way means one site
        return self._guessed(("place", one), ("place", other))

    def _guessed(self, one: _Key, other: _Key) -> Leg:
        here, there = self._city(one), self._city(other)
        between = _between(here or self._home, there or self._home)
        return Leg(max(_guess(here, there), between), "")

    def _is_exact(self, place_id: str) -> bool:
        if place_id not in self._exact:
            door = locate(self._plan, place_id)
            self._exact[place_id] = door is not None and door.exact
        return self._exact[place_id]

    def _city(self, key: _Key) -> City | None:
        kind, identity = key
        if identity not in self._cities:
            if kind == "place":
                found = city_of(self._plan, identity)
            else:
                host = self._plan.organisations.get(identity)
                found = None if host is None else find_city(host.city.parts(), host.country)
            self._cities[identity] = found
        return self._cities[identity]


def _between(one: City | None, other: City | None) -> int:
    """Minutes of the way from one city to another; none within one, or where one is not known."""
    if one is None or other is None:
        return 0
    here, there = ([name for name in (city.name, city.part_of) if name] for city in (one, other))
    if not set(here).isdisjoint(there):
        return 0
    usual = minutes_between_cities()
    known = (usual[pair] for pair in product(here, there) if pair in usual)
    return next(known, estimate(kilometres(one.position, other.position)))


def _guess(one: City | None, other: City | None) -> int:
    if one is None or other is None:
        return OUT_OF_TOWN
    here, there = {one.name, one.part_of} - {""}, {other.name, other.part_of} - {""}
    return IN_TOWN if here & there else OUT_OF_TOWN
