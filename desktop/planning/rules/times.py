"""Times that cannot be, and items that are not where the calendar of their visit is."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from desktop.domain.codes import ItemKind, ItemStatus, Rule
from desktop.domain.plan import STAY, Booking
from desktop.domain.time import Clock, Moment
from desktop.planning.ground import Ground
from desktop.planning.positions import kilometres, locate
from desktop.planning.trouble import Trouble
from desktop.planning.wall import DAY, minute_at

SOON = 14
"""Days before an item from which on it should be confirmed."""

# What no airliner beats, and what with every change of planes is still one flight.
_FASTEST, _SLOWEST, _STOPS = 1100, 750, 12 * 60
_SHORTEST, _LONGEST = 20, 36 * 60


def ends_before_start(_ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """An end that lies before the start; of a flight, its duration says so."""
    start, end = booking.start_minute, booking.end_minute
    if start is not None and end is not None:
        early = start - end
    elif booking.start.date is not None and booking.end.date is not None:
        early = (booking.start.date - booking.end.date).days * DAY
    else:
        return
    if early > 0 and booking.kind != ItemKind.FLIGHT:
        yield Trouble(Rule.ENDS_BEFORE_START, (booking.id,), values={"minutes": early})


def flight_duration(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A flight that lands too early or too late for the way it goes."""
    start, end = booking.start_minute, booking.end_minute
    if booking.kind != ItemKind.FLIGHT or start is None or end is None:
        return
    least, most = flight_bounds(ground, booking)
    if not least <= end - start <= most:
        values = {"minutes": end - start, "least": least, "most": most}
        yield Trouble(Rule.FLIGHT_DURATION, (booking.id,), values=values)


def flight_bounds(ground: Ground, flight: Booking) -> tuple[int, int]:
    """The fewest and the most minutes that a flight can take between its airports."""
    ends = (flight.place_id, flight.end_place_id)
    located = [locate(ground.plan, place_id) for place_id in ends if place_id is not None]
    here, there = located if len(located) == len(ends) else (None, None)
    if here is None or there is None:
        return _SHORTEST, _LONGEST
    distance = kilometres(here.position, there.position)
    least, most = distance / _FASTEST * 60, distance / _SLOWEST * 60 + _STOPS
    return max(_SHORTEST, round(least)), round(most)


def clock_skipped(_ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A time that a clock change leaves out."""
    for name, moment in (("start", booking.start), ("end", booking.end)):
        if _is_skipped(moment):
            values = {"which": name, "zone": moment.zone}
            yield Trouble(Rule.CLOCK_SKIPPED, (booking.id,), values=values, detail=name)


def unconfirmed(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """What is not confirmed though it is soon."""
    day = booking.start.date
    if day is None or booking.sort == STAY or booking.kind == ItemKind.FREE:
        return
    is_soon = timedelta() <= day - ground.plan.today <= timedelta(days=SOON)
    if is_soon and booking.status == ItemStatus.TENTATIVE:
        yield Trouble(Rule.UNCONFIRMED, (booking.id,), values={"day": day})


def outside_dates(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """What is not within the days of its delegation; each end is told on its own clock."""
    record = ground.record(booking)
    if record is None or record.start is None or record.end is None:
        return
    if record.kind != "delegation":  # to a stay belong calls before it, too
        return
    first = booking.start.date
    if first is not None:
        last = booking.end.date or first
        if first < record.start or last > record.end:
            values = {
                "day": first if first < record.start else last,
                "first": record.start,
                "last": record.end,
            }
            yield Trouble(Rule.OUTSIDE_DATES, (booking.id,), values=values)


def _is_skipped(moment: Moment) -> bool:
    day, at, zone = moment.date, moment.time, moment.zone
    if day is None or at is None or zone is None or not moment.is_exact:
        return False
    return _clocks_change(zone, day) and moment.clock() == Clock.SKIPPED


@lru_cache(maxsize=10_000)
def _clocks_change(zone: str, day: date) -> bool:
    return minute_at(zone, day + timedelta(days=1)) - minute_at(zone, day) != DAY
