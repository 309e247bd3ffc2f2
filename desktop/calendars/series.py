"""The single times of somebody else's repeating event, worked out between two days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from desktop.calendars.components import Component
from desktop.calendars.foreign_times import BadTime, ForeignTimes, existing, stamp, stamped
from desktop.calendars.rule import Rule, understood
from desktop.domain.time import DayPart, Moment

_UNTIL = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?")
_MOST_TIMES = 400
_MOST_DAYS = 1_000_000
_MOST_SINGLE = 5_000
_LAST_DAY = date(2200, 1, 1)
# What a time zone, and a period of a rule that has begun, may add to the days that are looked at.
_MARGIN = 40


class Time(NamedTuple):
    """One time of a repeating event; `stamp` is how RECURRENCE-ID calls it."""

    stamp: str
    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True)
class Series:
    """A repeating event: its first time on the clock that its rule goes by, and what changes it.

    `zone` is the clock on which its times are shown. `more` are the starts that RDATE adds, and
    `without` are the stamps and days that EXDATE takes away.
    """

    start: Moment
    end: Moment
    zone: str | None
    rule: Rule | None = None
    more: tuple[Moment, ...] = ()
    without: frozenset[str] = frozenset()

    @property
    def first(self) -> str:
        """The stamp of the first time."""
        return stamp(self.start)

    def day(self, recurrence: str) -> date | None:
        """The day of a stamp on the clock of the rule."""
        return stamped(recurrence, self.start.zone or self.zone).date

    def cost(self, first: date, last: date) -> int:
        """How many days are looked at between two days."""
        assert self.start.date is not None
        counted = self.rule is not None and self.rule.times is not None
        begin = min(self.start.date, first) if counted else first
        return max(0, (last - begin).days) + _MARGIN + len(self.more) + len(self.without)

    def ends_by(self, last: date) -> bool:
        """Whether the file says for certain that nothing comes after a day."""
        later = any(one.date is None or one.date > last for one in self.more)
        if self.rule is None or later:
            return not later
        if self.rule.times is not None and self.start.date is not None:
            days = self.rule.days(self.start.date, self.start.date, last)
            return sum(1 for _day in days) >= self.rule.times
        matched = _UNTIL.fullmatch(self.rule.until)
        return matched is not None and _wall(matched).date() < last

    def times(self, first: date, last: date) -> Iterator[Time]:
        """The times that begin from `first` to `last`, days on the clock of the rule, in order."""
        found = {stamp(start): start for start in self._starts(first, min(last, _LAST_DAY))}
        for name, start in sorted(found.items(), key=lambda one: one[1].sort_key()):
            day = f"{start.date:%Y%m%d}"
            if name not in self.without and day not in self.without:
                yield Time(name, self._shown(start), self._end(start))

    def _starts(self, first: date, last: date) -> Iterator[Moment]:
        assert self.start.date is not None
        days = self.rule.days(self.start.date, first, last) if self.rule else (self.start.date,)
        for day in days:
            start = existing(replace(self.start, date=day, fold=0))
            if day == self.start.date:
                start = self.start
            elif self.rule and _is_after(start, self.rule.until):
                break
            if first <= day <= last:
                yield start
        yield from (one for one in self.more if one.date and first <= one.date <= last)

    def _shown(self, start: Moment) -> Moment:
        return start.in_zone(self.zone) if self.zone else start

    def _end(self, start: Moment) -> Moment:
        """The end of a time: whole days by the calendar, else as long after it as for the first."""
        if self.end.date is None or start.date is None or self.start.date is None:
            return Moment()
        if start.part == DayPart.ALL_DAY:
            return self.end.moved(days=(start.date - self.start.date).days)
        begun, first, last = start.utc(), self.start.utc(), self.end.utc()
        if not (begun and first and last and self.end.zone):
            return Moment()
        return Moment.at(begun + (last - first), self.end.zone)


class Patience:
    """Works series out as long as that takes no longer than an officer waits for a file."""

    def __init__(self, days: int = _MOST_DAYS) -> None:
        self._left = days

    def between(self, series: Series, first: date, last: date) -> list[Time] | None:
        """The times that begin between two days; None where they are too many or take too long."""
        self._left -= series.cost(first, last)
        if self._left < 0:
            return None
        found = list(series.times(first, last))
        return found if len(found) <= _MOST_TIMES else None


def series_of(
    component: Component, start: Moment, end: Moment, times: ForeignTimes
) -> Series | None:
    """What makes an event repeat; None where it does not, or by what is not understood.

    A clock that is not known is asked first, and an end without an instant waits for it, too.
    """
    rules = component.lines.get("RRULE", ())
    if len(rules) > 1 or "EXRULE" in component.lines or not (rules or "RDATE" in component.lines):
        return None
    single = (line for name in ("RDATE", "EXDATE") for line in component.lines.get(name, ()))
    if sum(line.value.count(",") + 1 for line in single) > _MOST_SINGLE:
        return None
    rule = understood(rules[0].value) if rules else None
    known = start.part == DayPart.ALL_DAY or start.utc() is not None
    if (rules and rule is None) or not known or (end.is_exact and end.utc() is None):
        return None
    if end.date is not None and end.part == DayPart.EXACT and end.zone is None:
        return None
    try:
        if rule is not None and rule.until:
            matched = _UNTIL.fullmatch(rule.until)
            if matched is None:
                return None
            _wall(matched)
        more = times.moments(component, "RDATE")
        without = times.moments(component, "EXDATE")
    except (BadTime, ValueError):
        return None
    if any(one.part != start.part for one in more) or any(not stamp(one) for one in without):
        return None
    # A rule for times in UTC goes by that clock, whichever they are shown on.
    line = component.first("DTSTART")
    in_utc = line is not None and line.value.strip()[-1:] in ("Z", "z")
    clock = "UTC" if in_utc else start.zone
    if clock:
        more = [one.in_zone(clock) for one in more]
    return Series(
        start.in_zone("UTC") if in_utc else start,
        end,
        start.zone,
        rule,
        tuple(more),
        frozenset(map(stamp, without)),
    )


def _is_after(start: Moment, until: str) -> bool:
    matched = _UNTIL.fullmatch(until)
    if matched is None:
        return False
    last = _wall(matched)
    if matched[4] is None or start.time is None:
        return start.date is not None and start.date > last.date()
    instant, wall = start.utc(), start.wall()
    if matched[7] and instant:
        return instant > last.replace(tzinfo=UTC)
    return wall is not None and wall > last


def _wall(matched: re.Match[str]) -> datetime:
    """The clock that a time shows; ValueError where there is none."""
    year, month, day, hour, minute, second, _utc = matched.groups()
    at = time(int(hour), int(minute), min(int(second), 59)) if hour else time()
    return datetime.combine(date(int(year), int(month), int(day)), at)
