"""A short mark of all that a finding depends on, so that a change of any of it is noticed."""

import hashlib
from collections.abc import Iterable

from desktop.domain.plan import Booking
from desktop.planning.trouble import Trouble

# Where a limit is written, and when somebody last looked, changes nothing for the officer.
_ASIDE = frozenset({"source", "checked"})


def state_of(trouble: Trouble, people: tuple[str, ...], bookings: Iterable[Booking]) -> str:
    """The mark of a finding: of times, places, people and values, not of what things are called."""
    told = (
        trouble.rule,
        trouble.detail,
        people,
        sorted((name, str(it)) for name, it in trouble.values.items() if name not in _ASIDE),
        [_of(booking) for booking in bookings],
    )
    return hashlib.blake2s(repr(told).encode(), digest_size=8).hexdigest()


def _of(booking: Booking) -> tuple[str, ...]:
    return tuple(
        map(
            str,
            (
                booking.id,
                (booking.start.date, booking.start.time, booking.start.zone, booking.start.fold),
                (booking.end.date, booking.end.time, booking.end.zone, booking.end.fold),
                (booking.start.part, booking.end.part),
                (booking.place_id, booking.end_place_id, booking.room.strip().casefold()),
                (booking.vehicle_id, booking.instrument_id, booking.host_organisation_id),
            ),
        )
    )
