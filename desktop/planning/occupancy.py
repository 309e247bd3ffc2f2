"""What an instrument is taken by on some days: slots of all requests, closures, closed hours."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.codes import SlotStatus
from desktop.domain.plan import SLOT, Booking, ClosureFact, Plan
from desktop.planning.availability import closed_times
from desktop.planning.intervals import Interval
from desktop.planning.opening import closed_at_instrument
from desktop.planning.wall import minute_at


@dataclass(frozen=True, slots=True)
class Shut:
    """A stretch in which a closure keeps the instrument from everybody."""

    start: int
    end: int
    closure: ClosureFact


@dataclass(frozen=True, slots=True)
class Occupancy:
    """One instrument on some days of its own clock, in minutes since 1970.

    `days` are the days with their beginnings and ends; a clock change makes one shorter or longer.
    """

    instrument_id: str
    zone: str
    days: tuple[tuple[date, Interval], ...]
    closed: tuple[Interval, ...]
    shut: tuple[Shut, ...]
    slots: tuple[Booking, ...]

    def slot_at(self, minute: int, minutes: int = 1) -> Booking | None:
        """The slot that takes the instrument from an instant on, an agreed one before others."""
        return next(
            (
                slot
                for slot in reversed(self.slots)
                if _span(slot)[0] < minute + minutes and minute < _span(slot)[1]
            ),
            None,
        )

    def shut_at(self, minute: int) -> Shut | None:
        """The closure that holds at an instant."""
        return next((one for one in self.shut if one.start <= minute < one.end), None)

    def is_open(self, minute: int) -> bool:
        """Whether an instant lies within the opening hours, as far as they are known."""
        return not any(start <= minute < end for start, end in self.closed)


def occupancy(
    plan: Plan, instrument_id: str, first: date, days: int, states: Mapping[str, str]
) -> Occupancy:
    """What an instrument is taken by from a first day on.

    `states` are the slots' own states by identity, of which the plan knows less. Slots that are
    called off take nothing; those without an exact time cannot be placed.
    """
    instrument = plan.instruments.get(instrument_id)
    zone = (instrument.zone if instrument is not None else "") or plan.office_zone or "UTC"
    shown = [first + timedelta(days=number) for number in range(days)]
    spans = [(minute_at(zone, day), minute_at(zone, day + timedelta(days=1))) for day in shown]
    begin, end = spans[0][0], spans[-1][1]
    slots = [
        replace(booking, status=states.get(booking.id, booking.status))
        for booking in plan.bookings.values()
        if booking.sort == SLOT
        and booking.instrument_id == instrument_id
        and not booking.cancelled
        and _span(booking)[0] < end
        and begin < _span(booking)[1]
    ]
    slots.sort(key=lambda slot: (slot.status in _AGREED, _span(slot)[0], slot.id))
    return Occupancy(
        instrument_id,
        zone,
        tuple(zip(shown, spans, strict=True)),
        tuple(closed_at_instrument(plan, instrument_id, begin, end)),
        tuple(_shut(plan, instrument_id, zone, begin, end)),
        tuple(slots),
    )


_AGREED = frozenset({SlotStatus.CONFIRMED, SlotStatus.DONE})


def _span(slot: Booking) -> Interval:
    """From when to when a slot is; none at all while that is not known."""
    if slot.start_minute is None or slot.end_minute is None:
        return (0, 0)
    return slot.start_minute, slot.end_minute


def _shut(plan: Plan, instrument_id: str, zone: str, begin: int, end: int) -> Iterator[Shut]:
    instrument = plan.instruments.get(instrument_id)
    targets = {instrument_id, instrument.facility_id if instrument is not None else instrument_id}
    for closure in plan.closures:
        if closure.target in targets:
            for start, stop in closed_times(closure, zone, begin, end):
                yield Shut(start, stop, closure)
