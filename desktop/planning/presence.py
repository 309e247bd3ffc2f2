"""Who is really there in a booking, and from when to when: the small rules that all others share.

Spans are half open, (start, end) in minutes since 1970: what ends when another begins does not
overlap it.
"""

from collections.abc import Iterator, Mapping

from desktop.domain.codes import Involvement, ItemKind
from desktop.domain.plan import STAY, Attendance, Booking

# A contact answers the telephone; all others are wanted in the room.
_ELSEWHERE = frozenset({Involvement.CONTACT})
# Where a person sleeps, gathers or does as they like keeps them from nothing else.
_IDLE = frozenset({ItemKind.FREE, ItemKind.HOTEL, ItemKind.MEETING_POINT})
_WITH_OTHERS = frozenset({Involvement.HOST})


def span(booking: Booking) -> tuple[int, int] | None:
    """When a booking takes place; None without an exact time or when it ends before it starts.

    Without an end it is known to take its first minute, and no more.
    """
    start, end = booking.start_minute, booking.end_minute
    if start is None:
        return None
    if end is None:
        return start, start + 1
    return (start, end) if end > start else None


def occupies(booking: Booking) -> bool:
    """Whether a booking keeps its people, room, vehicle or instrument from anything else."""
    return booking.counts and booking.sort != STAY and booking.kind not in _IDLE


def present(booking: Booking) -> Iterator[Attendance]:
    """All who are there in person, once each for every part they have in it."""
    return (one for one in booking.people if one.involvement not in _ELSEWHERE)


def attended(booking: Booking, attendance: Attendance) -> tuple[int, int] | None:
    """When a person is in a booking; None if never, or at no exact time."""
    whole = span(booking)
    if whole is None:
        return None
    start = whole[0] if attendance.joins is None else max(whole[0], attendance.joins)
    end = whole[1] if attendance.leaves is None else min(whole[1], attendance.leaves)
    return (start, end) if end > start else None


def is_hosted(booking: Booking) -> bool:
    """Whether somebody outside the office receives, who has working days and opening hours."""
    return booking.host_organisation_id is not None or any(
        one.involvement in _WITH_OTHERS for one in booking.people
    )


def is_part_of(bookings: Mapping[str, Booking], part: Booking, block: Booking) -> bool:
    """Whether one booking is a part of another, perhaps of a part of it."""
    seen: set[str] = set()
    above = part.parent_id
    while above is not None and above not in seen:
        if above == block.id:
            return True
        seen.add(above)
        parent = bookings.get(above)
        above = None if parent is None else parent.parent_id
    return False
