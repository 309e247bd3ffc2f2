"""The one change that would settle a finding, where there is one."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace

from desktop.domain.codes import ItemKind, Rule
from desktop.domain.finding import Finding, Fix
from desktop.domain.plan import Booking
from desktop.domain.time import minutes_between
from desktop.planning.cases import Case
from desktop.planning.ground import Ground, Resource, depends_on
from desktop.planning.moving import Held, Mover, at_minute
from desktop.planning.overlaps import Line
from desktop.planning.rules.times import flight_bounds
from desktop.planning.wall import DAY

_TWICE = frozenset({Rule.PERSON_TWICE, Rule.ROOM_TWICE, Rule.VEHICLE_TWICE, Rule.INSTRUMENT_TWICE})
_TOO_MANY = frozenset({Rule.PERSON_TWICE, Rule.MEMBER_AWAY, Rule.NOT_AVAILABLE})
_TOO_SOON = frozenset({Rule.TRAVEL_TIME, Rule.ARRIVAL_MARGIN})
_SHUT = frozenset({Rule.OPENING_HOURS, Rule.OUTSIDE_HOURS})
_WRONG_DAY = frozenset({Rule.ENDS_BEFORE_START, Rule.FLIGHT_DURATION})
_MOVING = _TWICE | _TOO_SOON | _SHUT
_OVERNIGHT = 12 * 60

Need = tuple[Hashable, int]


class Fixes:
    """Finds fixes on the ground of a plan, around what holds its resources."""

    def __init__(self, ground: Ground, lines: Mapping[Resource, Line], held: Held) -> None:
        self._ground, self._held = ground, held
        self._mover = Mover(ground, lines, held)
        self._fixed: dict[Case, Finding] = {}
        # Which cases have a fix that counts on what is free on a day.
        self._counting: dict[Need, set[Case]] = {}

    def with_fix(self, case: Case, finding: Finding) -> Finding:
        """A finding with the change that would settle it, and disturb nothing else on that day."""
        if case not in self._fixed:
            self._fixed[case] = replace(finding, fix=self._fix(finding))
            for booking_id in finding.bookings if finding.rule in _MOVING else ():
                booking = self._ground.bookings[booking_id]
                for need in self._needs(booking, self._mover.days(booking)):
                    self._counting.setdefault(need, set()).add(case)
        return self._fixed[case]

    def forget(self, case: Case) -> None:
        """Look for another fix when one is asked for next."""
        self._fixed.pop(case, None)

    def edited(self, booking: Booking) -> None:
        """Know that a booking comes or goes: what others found on its days may be so no longer."""
        self._mover.forget()
        needs = [*self._needs(booking, _days(booking))]
        # What has parts is not moved.
        needs += [(block.id, 0) for block in self._ground.blocks_of(booking)]
        for need in needs:
            for case in self._counting.pop(need, ()):
                self._fixed.pop(case, None)

    def _needs(self, booking: Booking, days: range) -> Iterator[Need]:
        """Whom and what a booking holds, on some days, and itself."""
        yield booking.id, 0
        for resource, _span in self._held[booking.id]:
            for day in days:
                yield resource, day

    def _fix(self, finding: Finding) -> Fix | None:
        rule = finding.rule
        bookings = [self._ground.bookings[booking_id] for booking_id in finding.bookings]
        if rule in _TOO_MANY and len(finding.people) == 1:
            return _take_out(bookings, finding.people[0])
        if rule == Rule.UNCONFIRMED:
            return Fix("confirm", bookings[0].id)
        if rule == Rule.CLOCK_SKIPPED:
            return _unskipped(bookings[0])
        if rule in _WRONG_DAY:
            return self._other_day(bookings[0])
        if rule in _SHUT:
            return self._move(bookings[0], 0)
        if rule in _TOO_SOON and len(bookings) == 2:
            return self._move(bookings[1], bookings[1].start_minute or 0)
        if rule in _TWICE:
            one, other = bookings
            # The later one after the earlier one; if it must stay, the earlier one after it.
            return self._move(other, one.end_minute or 0) or self._move(one, other.end_minute or 0)
        return None

    def _move(self, booking: Booking, since: int) -> Fix | None:
        moved = self._mover.moved(booking, since)
        return None if moved is None else _move_to(moved)

    def _other_day(self, booking: Booking) -> Fix | None:
        """The end a day later or earlier, where that is what must have been meant."""
        least, most = 1, _OVERNIGHT
        if booking.kind == ItemKind.FLIGHT:
            least, most = flight_bounds(self._ground, booking)
        for days in (1, -1):
            end = booking.end.moved(days=days)
            length = minutes_between(booking.start, end)
            if length is not None and least <= length <= most:
                return Fix("move", booking.id, start=booking.start, end=end)
        return None


def _days(booking: Booking) -> range:
    """The days of a booking; those of UTC, counted since 1970."""
    start, end = booking.start_minute, booking.end_minute
    return range(0) if start is None else range(start // DAY, max(start, end or 0) // DAY + 1)


def _take_out(bookings: list[Booking], person_id: str) -> Fix:
    """Out of where they need not host, speak or interpret; else of where more people are left."""

    def loss(booking: Booking) -> tuple[bool, int]:
        return depends_on(booking, person_id), -len(booking.people)

    return Fix("take_out", min(reversed(bookings), key=loss).id, person_id)


def _unskipped(booking: Booking) -> Fix | None:
    """The times that the clocks show instead of those they leave out."""
    if booking.start_minute is None:
        return None
    return _move_to(at_minute(booking, booking.start_minute))


def _move_to(booking: Booking) -> Fix:
    return Fix("move", booking.id, start=booking.start, end=booking.end)
