"""Wall times in zones: the truth that programmes are written in, with UTC derived from it."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from functools import cache

# Both offices must compute the same instant on every platform, so only the bundled data counts.
zoneinfo.reset_tzpath(())


class DayPart(StrEnum):
    """How exactly a time is known; real programmes are full of the inexact kinds."""

    EXACT = "exact"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    ALL_DAY = "all_day"
    TBC = "tbc"


# Where an inexact time sorts within its day; the other kinds sort before or after all clocks.
_SORTS_AT = {
    DayPart.MORNING: dt.time(8, 0),
    DayPart.AFTERNOON: dt.time(13, 0),
    DayPart.EVENING: dt.time(18, 0),
}
_NO_INSTANT = dt.datetime.min.replace(tzinfo=UTC)


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone called `name`; ValueError when the bundled data has none."""
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, OSError, ValueError) as error:
        raise ValueError(f"unknown zone {name!r}") from error


def is_zone(name: str) -> bool:
    """Whether the bundled data has a zone called `name`."""
    try:
        zone(name)
    except ValueError:
        return False
    return True


class Clock(StrEnum):
    """What a zone's clock does at a wall time."""

    NORMAL = "normal"
    SKIPPED = "skipped"
    REPEATED = "repeated"


def clock_at(day: dt.date, at: dt.time, zone_name: str) -> Clock:
    """Whether the wall time exists once, never or twice on that day in that zone."""
    wall = dt.datetime.combine(day, at)
    first = wall.replace(tzinfo=zone(zone_name), fold=0)
    second = first.replace(fold=1)
    if first.utcoffset() == second.utcoffset():
        return Clock.NORMAL
    back = first.astimezone(UTC).astimezone(zone(zone_name)).replace(tzinfo=None)
    return Clock.REPEATED if back == wall else Clock.SKIPPED


@dataclass(frozen=True, slots=True)
class Moment:
    """A start or an end as it is written down: a day, perhaps a time, and the zone of its clock.

    `fold` tells the two hours apart that a clock change repeats. A moment without a day is not
    placed yet; without a zone it cannot be compared with others, and the officer is asked.
    """

    date: dt.date | None = None
    time: dt.time | None = None
    zone: str | None = None
    fold: int = 0
    part: str = DayPart.EXACT

    @property
    def is_exact(self) -> bool:
        """Whether day, time and zone are all known, so that there is an instant."""
        return None not in (self.date, self.time, self.zone) and self.part == DayPart.EXACT

    def wall(self) -> dt.datetime | None:
        """The wall time without its zone, or None when the time is not exact."""
        if self.date is None or self.time is None or self.part != DayPart.EXACT:
            return None
        return dt.datetime.combine(self.date, self.time)

    def aware(self) -> dt.datetime | None:
        """The wall time in its zone, or None when it is not exact."""
        wall = self.wall()
        if wall is None or self.zone is None:
            return None
        return wall.replace(tzinfo=zone(self.zone), fold=self.fold)

    def utc(self) -> dt.datetime | None:
        """The instant in UTC, or None when the time is not exact (or beyond the calendar)."""
        aware = self.aware()
        try:
            return None if aware is None else aware.astimezone(UTC)
        except OverflowError:
            return None

    def in_zone(self, other: str) -> "Moment":
        """The same instant on another zone's clock; an inexact moment is returned as it is."""
        instant = self.utc()
        if instant is None:
            return self
        return Moment.at(instant, other)

    def shift_to(self, other: str) -> int:
        """Days by which the other zone's date differs from this one's (-1, 0 or 1)."""
        there = self.in_zone(other)
        if self.date is None or there.date is None:
            return 0
        return (there.date - self.date).days

    def clock(self) -> Clock:
        """Whether a clock change skips or repeats this wall time."""
        wall = self.wall()
        if wall is None or self.zone is None:
            return Clock.NORMAL
        return clock_at(wall.date(), wall.time(), self.zone)

    def moved(self, days: int = 0, minutes: int = 0) -> "Moment":
        """The moment moved on its own wall clock; an inexact one moves by days alone."""
        if self.date is None:
            return self
        wall = self.wall()
        if wall is None:
            return replace(self, date=self.date + dt.timedelta(days=days))
        wall += dt.timedelta(days=days, minutes=minutes)
        return replace(self, date=wall.date(), time=wall.time(), fold=0)

    def sort_key(self, usual_zone: str | None = None) -> tuple[dt.date, int, dt.datetime]:
        """Order within a programme: by its own day, all-day first, by instant, unknown last.

        A part of the day counts as an hour of it. A moment without a zone is compared as if its
        clock were that of `usual_zone`; nothing but the order comes of that.
        """
        day = self.date or dt.date.max
        if self.part == DayPart.ALL_DAY:
            return (day, 0, _NO_INSTANT)
        at = self.time if self.part == DayPart.EXACT else _SORTS_AT.get(DayPart(self.part))
        if at is None:
            return (day, 2, _NO_INSTANT)
        zone_name = self.zone or usual_zone or None
        instant = Moment(self.date, at, zone_name, self.fold).utc()
        # Without a day or any zone the clock alone orders it.
        return (day, 1, instant or dt.datetime.combine(day, at, UTC))

    @staticmethod
    def at(instant: dt.datetime, zone_name: str) -> "Moment":
        """The wall time of an aware instant in a zone."""
        local = instant.astimezone(zone(zone_name))
        return Moment(local.date(), local.time(), zone_name, local.fold, DayPart.EXACT)


def minutes_between(start: Moment, end: Moment) -> int | None:
    """True minutes from start to end, over zones and clock changes; None unless both are exact."""
    first, last = start.utc(), end.utc()
    if first is None or last is None:
        return None
    return round((last - first).total_seconds() / 60)
