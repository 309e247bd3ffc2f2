"""How people come to a place from where they were before, and on to where they are wanted next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest

from desktop.domain.plan import Booking
from desktop.planning.intervals import Interval
from desktop.planning.travel import Leg, Travel


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
    """The ways to one place and from it, each looked up once."""

    def __init__(self, travel: Travel, place_id: str) -> None:
        self._travel, self._place = travel, place_id
        self._to: dict[str, Leg | None] = {}
        self._from: dict[str, Leg | None] = {}

    def after(self, stop: Stop) -> Leg | None:
        """The way to the place from where a booking ends; None where nothing is known or needed."""
        start = stop.end_place_id
        if start is None:
            return None
        if start not in self._to:
            self._to[start] = self._travel.between(start, self._place)
        return self._to[start]

    def before(self, stop: Stop) -> Leg | None:
        """The way from the place to where a booking begins."""
        end = stop.place_id
        if end is None:
            return None
        if end not in self._from:
            self._from[end] = self._travel.between(self._place, end)
        return self._from[end]


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
