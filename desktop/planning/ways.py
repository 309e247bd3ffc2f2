"""How people come to a place from where they were before, and on to where they are wanted next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking, Plan
from desktop.planning.intervals import Interval
from desktop.planning.places import country_of
from desktop.planning.rules.way import CHECK_IN_ABROAD, CHECK_IN_AT_HOME, LANDING
from desktop.planning.travel import CITIES, Leg, Travel


@dataclass(frozen=True, slots=True)
class Stop:
    """A booking that keeps a person, from when to when."""

    start: int
    end: int
    booking: Booking

    @property
    def place_id(self) -> str | None:
        """Where it begins."""
        return self.booking.place_id

    @property
    def end_place_id(self) -> str | None:
        """Where it ends."""
        return self.booking.end_place_id or self.booking.place_id


class Ways:
    """The ways to one place and from it; a flight needs time at its airports, too."""

    def __init__(self, plan: Plan, place_id: str) -> None:
        self._plan, self._place, self._travel = plan, place_id, Travel(plan)

    def after(self, stop: Stop) -> Leg | None:
        """The way to the place from where a booking ends; None where nothing is known or needed."""
        start = stop.end_place_id
        leg = None if start is None else self._travel.between(start, self._place)
        landed = stop.booking.kind == ItemKind.FLIGHT
        return _longer(leg, LANDING) if landed else leg

    def before(self, stop: Stop) -> Leg | None:
        """The way from the place to where a booking begins."""
        end = stop.place_id
        leg = None if end is None else self._travel.between(self._place, end)
        flies = stop.booking.kind == ItemKind.FLIGHT
        return _longer(leg, self._check_in(stop.booking)) if flies else leg

    def _check_in(self, flight: Booking) -> int:
        start, end = (
            country_of(self._plan, place) for place in (flight.place_id, flight.end_place_id)
        )
        at_home = start == end if start and end else flight.start.zone == flight.end.zone
        return CHECK_IN_AT_HOME if at_home else CHECK_IN_ABROAD


def _longer(leg: Leg | None, minutes: int) -> Leg:
    return Leg(minutes, CITIES) if leg is None else Leg(leg.minutes + minutes, leg.source)


def ways_of(stops: Sequence[Stop], ways: Ways | None) -> Iterator[Interval]:
    """When a person is under way to a place, or from it, if they are to be there at all.

    Only the placed booking before counts, and the one after: what has no place leaves the person
    where they were.
    """
    if ways is None:
        return
    placed = [stop for stop in stops if stop.place_id is not None]
    by_end = sorted(placed, key=lambda stop: stop.end)
    for stop, later in zip_longest(by_end, by_end[1:]):
        if leg := ways.after(stop):
            there = stop.end + leg.minutes
            yield stop.end, there if later is None else min(there, later.end)
    by_start = sorted(placed, key=lambda stop: stop.start)
    for earlier, stop in zip(chain([None], by_start), by_start, strict=False):
        if leg := ways.before(stop):
            left = stop.start - leg.minutes
            yield left if earlier is None else max(left, earlier.start), stop.start
