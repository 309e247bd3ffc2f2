"""When an event is, as a calendar can say it: instants with zones, or whole days."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from datetime import UTC, timedelta

from desktop.domain.time import Clock, DayPart, Moment, is_zone
from desktop.errors import Problem

# A zone by these names is written as UTC itself, which needs no rules.
_UTC_NAMES = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "UCT", "Zulu"})

# Any other year is a slip of the fingers, and some readers stop at it.
_YEARS = range(1900, 2200)


@dataclass(frozen=True, slots=True)
class Span:
    """The start and the end of an event: two aware datetimes, or two dates.

    The end is exclusive and later than the start (RFC 5545 §3.8.2.2), or None where none is known.
    """

    start: dt.datetime | dt.date
    end: dt.datetime | dt.date | None = None

    @property
    def all_day(self) -> bool:
        """Whether the event fills whole days, and so does not say that anybody is busy."""
        return not isinstance(self.start, dt.datetime)

    def sort_key(self) -> dt.datetime:
        """Order in a file: by instant, whole days from midnight UTC."""
        if isinstance(self.start, dt.datetime):
            return self.start.astimezone(UTC)
        return dt.datetime.combine(self.start, dt.time(), UTC)


def span(start: Moment, end: Moment, *, open_end: bool = False) -> Span:
    """What a calendar says about a start and an end.

    Only an exact start gives a clock time; a morning or a time to be confirmed is its whole day.
    An end that is open, inexact or not later than the start is left out. Raises Problem
    `calendar_no_date`, `calendar_no_zone` or `calendar_skipped_time`.
    """
    if start.date is None or start.date.year not in _YEARS:
        raise Problem("calendar_no_date")
    if start.part != DayPart.EXACT or start.time is None:
        return _days(start.date, None if open_end else end.date)
    first = _instant(start)
    if (
        open_end
        or end.date is None
        or end.date.year not in _YEARS
        or end.time is None
        or end.part != DayPart.EXACT
    ):
        return Span(first)
    last = _instant(end)
    # Two datetimes of one zone compare by their clocks, which a clock change makes wrong.
    return Span(first, last if last.astimezone(UTC) > first.astimezone(UTC) else None)


def _days(first: dt.date, last: dt.date | None) -> Span:
    if last is None or last <= first or last.year not in _YEARS:
        return Span(first, first + timedelta(days=1))
    return Span(first, last + timedelta(days=1))


def _instant(moment: Moment) -> dt.datetime:
    aware = moment.aware() if moment.zone and is_zone(moment.zone) else None
    if aware is None:
        raise Problem("calendar_no_zone")
    if moment.clock() == Clock.SKIPPED:
        raise Problem("calendar_skipped_time")
    # A local time that comes twice means the first of the two (§3.3.5); the second is UTC's to say.
    repeated = moment.fold and moment.clock() == Clock.REPEATED
    return aware.astimezone(UTC) if repeated or moment.zone in _UTC_NAMES else aware
