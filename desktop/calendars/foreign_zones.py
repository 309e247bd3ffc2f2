"""The zones that other people's calendar files name, found among those that every office has.

A name that says for certain which zone is meant is taken. A block of rules under a name that
nobody knows is compared with the real zones over the years in question. What is left is asked.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import available_timezones

from desktop.calendars.components import Component
from desktop.domain.time import is_zone, zone

FLOATING = ""
"""The key of the question in which zone the times are that name none."""

OURS = ("Asia/Tokyo", "Europe/Copenhagen")
_MOST_OFFERED = 12
# A file with more is not of any calendar, and would keep an office waiting for minutes.
_MOST_RULES = 2000
_Change = tuple[datetime, timedelta]
# CLDR names one city for each name of Windows, here Paris; it is the one that Denmark's computers
# write, and both cities share their clock.
_WINDOWS_HERE = {"romance standard time": "Europe/Copenhagen"}
_AREAS = "Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific"
_INSIDE = re.compile(rf"(?:{_AREAS})[/_][A-Za-z_-]+(?:/[A-Za-z_-]+)*", re.IGNORECASE)
_OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?\d\d)?")
_DAY = re.compile(r"([+-]?\d+)?(MO|TU|WE|TH|FR|SA|SU)")
_WALL = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)?Z?")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Answer:
    """The zone that a name stands for, or None with those that the officer may choose among."""

    zone: str | None
    offered: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Observance:
    """The changes to one offset: their first onset on the clock before, and in which years."""

    onset: datetime
    before: timedelta
    after: timedelta
    month: int = 0
    weekday: int | None = None
    nth: int = 0
    days: tuple[int, ...] = ()
    last: int = 9999
    dates: tuple[datetime, ...] = ()

    def onsets(self, year: int) -> list[datetime]:
        """The onsets in a year, as UTC."""
        walls = [wall for wall in (self.onset, *self.dates) if wall.year == year]
        if self.month and self.onset.year <= year <= self.last:
            walls = [datetime.combine(self._day(year), self.onset.time())]
        return [wall.replace(tzinfo=UTC) - self.before for wall in walls]

    def _day(self, year: int) -> date:
        length = calendar.monthrange(year, self.month)[1]
        days = [date(year, self.month, day) for day in range(1, length + 1)]
        if self.days:
            days = [day for day in days if day.day in self.days] or days[-1:]
        if self.weekday is not None:
            days = [day for day in days if day.weekday() == self.weekday] or days
        return days[max(-len(days), min(len(days) - 1, self.nth - (self.nth > 0)))]


class ForeignZones:
    """The zones of one file: its blocks by name, and what the officer has answered by name."""

    def __init__(
        self, blocks: Mapping[str, Component], answers: Mapping[str, str] | None = None
    ) -> None:
        self._blocks = blocks
        self._answers = answers or {}
        self._rules_left = _MOST_RULES

    def find(self, name: str, years: Iterable[int] = ()) -> Answer:
        """The zone that a TZID means for times in those years; `FLOATING` is never known."""
        if name in self._answers:
            return Answer(self._answers[name])
        if name == FLOATING:
            return Answer(None, OURS)
        named = by_name(name)
        if named is not None:
            return Answer(named)
        block = self._blocks.get(name)
        inside = [found for part in _INSIDE.findall(name) if (found := _canonical(part))]
        # A path before it is some program's own, and says nothing else than the zone after it.
        if len(inside) == 1 and (block is None or name.startswith("/")):
            return Answer(inside[0])
        if block is not None:
            self._rules_left -= _size(block)
        if block is None or self._rules_left < 0:
            return Answer(None, (*inside, *OURS))
        return _by_rules(block, sorted(set(years)), inside)


def by_name(name: str) -> str | None:
    """The zone that a name says by itself: an IANA name, or one that Windows has for it."""
    plain = name.strip().strip("\"'")
    found = _canonical(plain) or _canonical(plain.strip("/"))
    return found or _windows().get(plain.casefold())


def _by_rules(block: Component, years: list[int], inside: list[str]) -> Answer:
    location = _canonical(block.raw("X-LIC-LOCATION"))
    likely = [*([location] if location else []), *inside]
    try:
        observances = _observances(block)
    except ValueError:
        return Answer(None, (*likely, *OURS))
    instants = _instants(observances, years or [datetime.now(UTC).year])
    around = {year + shift for year in {at.year for at in instants} for shift in (-1, 0, 1)}
    changes = {
        year: [(onset, one.after) for one in observances for onset in one.onsets(year)]
        for year in around
    }
    told = {at: _offset(observances, changes, at) for at in instants}

    def fits(name: str) -> bool:
        return all(at.astimezone(zone(name)).utcoffset() == is_at for at, is_at in told.items())

    for name in (*likely, *OURS):
        if fits(name):
            return Answer(name)
    found = [name for name in _usual() if fits(name)]
    if len(found) == 1:
        return Answer(found[0])
    return Answer(None, tuple(found[:_MOST_OFFERED]) or OURS)


def _instants(observances: list[_Observance], years: list[int]) -> list[datetime]:
    """When to compare: in each month, and right before and after each change of the clock."""
    months = [datetime(year, month, 15, 12, tzinfo=UTC) for year in years for month in range(1, 13)]
    changes = [onset for year in years for one in observances for onset in one.onsets(year)]
    hour = timedelta(hours=1)
    return [*months, *(at + shift for at in changes for shift in (-hour, timedelta()))]


def _offset(
    observances: list[_Observance], changes: Mapping[int, Sequence[_Change]], at: datetime
) -> timedelta:
    """The offset that the rules give at an instant; `changes` are those of the years around it."""
    years = (at.year - 1, at.year, at.year + 1)
    before = [change for year in years for change in changes[year] if change[0] <= at]
    if before:
        return max(before)[1]
    # Nothing changed lately: what began last of all still stands.
    begun = [one for one in observances if one.onset.replace(tzinfo=UTC) - one.before <= at]
    if begun:
        return max(begun, key=lambda one: one.onset).after
    return min(observances, key=lambda one: one.onset).before


def _size(block: Component) -> int:
    """How many rules and single dates a block has."""
    dates = (
        line.value.count(",") + 1 for part in block.parts for line in part.lines.get("RDATE", ())
    )
    return len(block.parts) + sum(dates)


def _observances(block: Component) -> list[_Observance]:
    """The rules of a block; ValueError where they cannot be understood."""
    found = [
        _observance(part)
        for part in block.parts
        if part.name in ("STANDARD", "DAYLIGHT") and part.first("TZOFFSETTO")
    ]
    if not found:
        raise ValueError("no rules")
    return found


def _observance(part: Component) -> _Observance:
    after = _duration(part.raw("TZOFFSETTO"))
    before = _duration(part.raw("TZOFFSETFROM")) if part.raw("TZOFFSETFROM") else after
    onset = _wall(part.raw("DTSTART"))
    values = [value for line in part.lines.get("RDATE", ()) for value in line.value.split(",")]
    dates = tuple(_wall(value) for value in values)
    rule = dict(pair.split("=", 1) for pair in part.raw("RRULE").upper().split(";") if "=" in pair)
    if not rule:
        return _Observance(onset, before, after, dates=dates)
    if rule.get("FREQ") != "YEARLY" or rule.get("INTERVAL", "1") != "1" or "COUNT" in rule:
        raise ValueError("a rule that no real clock follows")
    weekday, nth = None, 0
    if "BYDAY" in rule:
        matched = _DAY.fullmatch(rule["BYDAY"])
        if matched is None:
            raise ValueError("a rule with several weekdays")
        weekday, nth = _WEEKDAYS.index(matched[2]), int(matched[1] or 1)
    days = tuple(int(day) for day in rule.get("BYMONTHDAY", "").split(",") if day)
    if weekday is None and not days:
        days = (onset.day,)
    month = int(rule.get("BYMONTH", onset.month))
    if not 1 <= month <= 12:
        raise ValueError("no such month")
    last = int(rule["UNTIL"][:4]) if "UNTIL" in rule else 9999
    return _Observance(onset, before, after, month, weekday, nth, days, last, dates)


def _duration(text: str) -> timedelta:
    matched = _OFFSET.fullmatch(text)
    if matched is None:
        raise ValueError("no offset")
    size = timedelta(hours=int(matched[2]), minutes=int(matched[3]))
    return -size if matched[1] == "-" else size


def _wall(text: str) -> datetime:
    matched = _WALL.fullmatch(text.strip())
    if matched is None:
        raise ValueError("no wall time")
    year, month, day, hour, minute, second = (int(part or 0) for part in matched.groups())
    return datetime.combine(date(year, month, day), time(hour, minute, second))


def _canonical(name: str) -> str | None:
    """The zone of that name however it is capitalised, with / or _ between its parts."""
    if not name or len(name) > 64:
        return None
    known = _zones()
    return known.get(name.casefold()) or known.get(name.replace("_", "/", 1).casefold())


@cache
def _zones() -> Mapping[str, str]:
    # A zone of that name means "not set up yet".
    return {name.casefold(): name for name in available_timezones() if name != "Factory"}


@cache
def _windows() -> Mapping[str, str]:
    from babel.core import get_global

    mapped = get_global("windows_zone_mapping")
    return {name.casefold(): city for name, city in mapped.items()} | _WINDOWS_HERE


@cache
def _usual() -> tuple[str, ...]:
    """One zone for each clock that Windows knows, which is all that people have."""
    return tuple(sorted(name for name in set(_windows().values()) if is_zone(name)))
