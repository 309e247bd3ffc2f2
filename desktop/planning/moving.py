"""The earliest other time of a day at which a booking would be in nobody's way."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from desktop.domain.codes import ItemKind
from desktop.domain.plan import Booking, instant_of
from desktop.domain.time import Moment
from desktop.planning.ground import MEALS, PERSON, Ground, Resource
from desktop.planning.intervals import Interval, merged, without
from desktop.planning.office_days import OFFICE_HOURS, WAKING
from desktop.planning.opening import hours_of_place, open_spans
from desktop.planning.overlaps import Line, Span
from desktop.planning.places import country_of, zone_of
from desktop.planning.presence import is_part_of, occupies
from desktop.planning.rules import OF_BOOKING
from desktop.planning.rules.way import gap_between, is_stop, stop_before
from desktop.planning.wall import DAY, minute_at

STEP = 5
"""Minutes of the clock on which a moved booking begins."""

_USUAL_LENGTH = 60
# What goes by a timetable goes at no other time.
_TIMETABLE = frozenset({ItemKind.FLIGHT, ItemKind.TRAIN})


Held = Mapping[str, Sequence[tuple[Resource, Span]]]


class Mover:
    """Looks for other times on the ground of a plan, around what holds its resources.

    `held` is what each booking holds in `lines`; whoever changes either says so with `forget`.
    """

    def __init__(self, ground: Ground, lines: Mapping[Resource, Line], held: Held) -> None:
        self._ground, self._lines, self._held = ground, lines, held
        self._near: dict[tuple[tuple[Resource, ...], int], set[Span]] = {}

    def forget(self) -> None:
        """Look anew at who and what is busy."""
        self._near.clear()

    def moved(self, booking: Booking, since: int) -> Booking | None:
        """The booking at the earliest time of its day from `since` on at which it would be right.

        None where there is none, and for what cannot be moved: what is pinned, goes by a
        timetable, or has parts.
        """
        start, day, zone = booking.start_minute, booking.start.date, booking.start.zone
        if start is None or day is None or zone is None or booking.pinned:
            return None
        if booking.kind in _TIMETABLE or self._ground.parts_of(booking.id):
            return None
        end = booking.end_minute
        length = _USUAL_LENGTH if end is None or end <= start else end - start
        held = tuple(resource for resource, _span in self._held[booking.id])
        people = [self._lines[resource] for resource in held if resource[0] == PERSON]
        for window in self._windows(booking, held, day, zone):
            if window[1] < max(since, window[0]) + length:
                continue
            first = max(since, self._reached(booking, people, window[0]))
            first += -first % STEP
            last = self._left(booking, people, window[1]) - length
            if first <= last and first != start:
                moved = at_minute(booking, first)
                troubled = self._troubled(moved)
                if not troubled or troubled <= self._troubled(booking):
                    return moved
        return None

    def days(self, booking: Booking) -> range:
        """The days that a search for another time looks at; those of UTC, counted since 1970."""
        if booking.start.date is None or booking.start.zone is None:
            return range(0)
        start, end = _whole_day(booking)
        return range(start // DAY, end // DAY + 1)

    def _windows(
        self, booking: Booking, held: tuple[Resource, ...], day: date, zone: str
    ) -> list[Interval]:
        """The times of a day at which whatever the booking needs is free."""
        start, end = _whole_day(booking)
        # Whole groups go through a day together, so that one look serves many bookings.
        near = self._near.get((held, start))
        if near is None:
            lines = (self._lines[resource] for resource in held)
            near = {span for line in lines for span in line.around(start, end)}
            self._near[held, start] = near
        busy = merged(span[:2] for span in near if self._keeps(booking, span[2]))
        return without(self._hours(booking, day, zone), busy)

    def _keeps(self, booking: Booking, other_id: str) -> bool:
        """Whether another booking keeps people or things from this one."""
        bookings = self._ground.bookings
        other = bookings[other_id]
        return (
            other_id != booking.id and occupies(other) and not is_part_of(bookings, booking, other)
        )

    def _hours(self, booking: Booking, day: date, zone: str) -> list[Interval]:
        """The hours of a day in which such a booking may be."""
        ground, place_id = self._ground, self._ground.place_of(booking)
        weekly, place_zone = hours_of_place(ground.plan, place_id), zone_of(ground.plan, place_id)
        midnight = minute_at(zone, day)
        if weekly is not None and place_zone:
            country = country_of(ground.plan, place_id)
            return list(
                open_spans(weekly, place_zone, country, midnight, minute_at(zone, day, DAY))
            )
        usual = WAKING
        if ground.meets(booking) and booking.kind not in MEALS:
            usual = OFFICE_HOURS.get(ground.country(booking), WAKING)
        return [(minute_at(zone, day, usual.opens), minute_at(zone, day, usual.closes))]

    def _reached(self, booking: Booking, people: Iterable[Line], minute: int) -> int:
        """From when on everybody can be there, from where they are at an instant."""
        stops = {stop_before(self._ground, booking, line, minute) for line in people}
        times = [minute]
        midnight = _whole_day(booking)[0]
        for stop in stops:
            if stop is None or stop[1] <= midnight:
                continue  # a night lies between
            gap = gap_between(self._ground, self._ground.bookings[stop[2]], booking)
            if gap is not None:
                times.append((stop[0] if gap.since_start else stop[1]) + gap.needed)
        return max(times)

    def _left(self, booking: Booking, people: Iterable[Line], minute: int) -> int:
        """Until when everybody can stay, for where they are wanted after an instant."""
        stops = {self._stop_after(booking, line, minute) for line in people}
        times = [minute]
        midnight = _whole_day(booking)[1]
        for stop in stops:
            if stop is None or stop[0] >= midnight:
                continue
            gap = gap_between(self._ground, booking, self._ground.bookings[stop[2]])
            if gap is not None:
                times.append(stop[0] - gap.needed)
        return min(times)

    def _stop_after(self, booking: Booking, line: Line, minute: int) -> Span | None:
        for span in line.starting(minute, minute + DAY):
            if span[2] != booking.id and is_stop(self._ground, self._ground.bookings[span[2]]):
                return span
        return None

    def _troubled(self, booking: Booking) -> set[tuple[object, ...]]:
        return {one.case for rule in OF_BOOKING for one in rule(self._ground, booking)}


def _whole_day(booking: Booking) -> Interval:
    """The day on which a booking begins, on its own clock."""
    day, zone = booking.start.date, booking.start.zone
    if day is None or zone is None:
        return 0, 0
    return minute_at(zone, day), minute_at(zone, day, DAY)


def at_minute(booking: Booking, start: int) -> Booking:
    """A booking as it would be at another time, on its own clocks and as long as it is."""
    by = start - (booking.start_minute or start)
    moved = replace(booking, start=_at(start, booking.start.zone), start_minute=start)
    if booking.end_minute is None:
        return moved
    end = booking.end_minute + by
    zone = booking.end.zone or booking.start.zone
    return replace(moved, end=_at(end, zone), end_minute=end)


def _at(minute: int, zone: str | None) -> Moment:
    return Moment.at(instant_of(minute), zone or "UTC")
