"""On which days an event takes place that repeats by a rule (RRULE, RFC 5545 §3.3.10).

The usual library walks from the first time on and, where no day fits, on to the year 9999; files
of others would keep an officer waiting for minutes. Here only the days asked for are looked at.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count

_STEPS = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
# Rules that name hours, weeks or days of the year are of no calendar program that people use.
_PARTS = frozenset(
    ("FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS")
)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_MOST = {"BYMONTHDAY": 31, "BYMONTH": 12, "BYSETPOS": 366}
_PART = re.compile(r"([A-Z-]+)=([A-Z0-9+,-]+)")


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by days; `until` is as written, "" without.

    `weekdays` are pairs of which (0: each) and the day of the week, Monday being 0.
    """

    step: str
    interval: int = 1
    times: int | None = None
    until: str = ""
    week_start: int = 0
    weekdays: tuple[tuple[int, int], ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()

    def days(self, start: date, first: date, last: date) -> Iterator[date]:
        """The days from `first` to `last`, in order; `start` is one whatever the rule says."""
        rule = self._filled(start)
        if first <= start <= last:
            yield start
        left = None if rule.times is None else rule.times - 1
        for number in count(0 if left is not None else rule.period(start, first)):
            days = rule.days_of(start, number, last)
            if days is None:
                return
            for day in days:
                if day <= start:
                    continue
                if day > last or left == 0:
                    return
                left = None if left is None else left - 1
                if day >= first:
                    yield day

    def period(self, start: date, day: date) -> int:
        """The number of the last period that begins by that day, counted from 0."""
        if self.step == "DAILY":
            passed = (day - start).days
        elif self.step == "WEEKLY":
            passed = (day - self._week(start)).days // 7
        elif self.step == "MONTHLY":
            passed = (day.year - start.year) * 12 + day.month - start.month
        else:
            passed = day.year - start.year
        return max(0, passed // self.interval)

    def days_of(self, start: date, number: int, last: date) -> list[date] | None:
        """The days of one period that the rule chooses; None where it begins after `last`."""
        passed = number * self.interval
        if self.step in ("DAILY", "WEEKLY"):
            weekly = self.step == "WEEKLY"
            begin = self._week(start) if weekly else start
            ahead = passed * (7 if weekly else 1)
            if ahead > (last - begin).days:
                return None
            length = 7 if weekly else 1
            days = [begin + timedelta(days=ahead + each) for each in range(length)]
        else:
            whole_year = self.step == "YEARLY"
            year, month = start.year + passed, 1
            if not whole_year:
                year, month = divmod(start.year * 12 + start.month - 1 + passed, 12)
                month += 1
            if (year, month) > (last.year, last.month):
                return None
            months = (self.months or range(1, 13)) if whole_year else (month,)
            days = [
                date(year, each, day)
                for each in sorted(months)
                for day in range(1, calendar.monthrange(year, each)[1] + 1)
            ]
        chosen = [day for day in days if self._fits(day)]
        if not self.positions:
            return chosen
        at = {place - 1 if place > 0 else len(chosen) + place for place in self.positions}
        return [day for place, day in enumerate(chosen) if place in at]

    def _week(self, start: date) -> date:
        return start - timedelta(days=(start.weekday() - self.week_start) % 7)

    def _filled(self, start: date) -> Rule:
        """The rule with what it leaves to the first day."""
        if self.step == "WEEKLY" and not self.weekdays:
            return replace(self, weekdays=((0, start.weekday()),))
        if self.step in ("MONTHLY", "YEARLY") and not self.weekdays and not self.month_days:
            yearly = self.step == "YEARLY" and not self.months
            months = (start.month,) if yearly else self.months
            return replace(self, month_days=(start.day,), months=months)
        return self

    def _fits(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days:
            length = calendar.monthrange(day.year, day.month)[1]
            if not {day.day, day.day - length - 1} & set(self.month_days):
                return False
        return not self.weekdays or any(
            weekday == day.weekday() and (not which or which in self._which(day))
            for which, weekday in self.weekdays
        )

    def _which(self, day: date) -> tuple[int, int]:
        """The how manyth of its weekday a day is in its month or year, from both ends."""
        if self.step == "YEARLY" and not self.months:
            at, length = day.timetuple().tm_yday, 366 if calendar.isleap(day.year) else 365
        else:
            at, length = day.day, calendar.monthrange(day.year, day.month)[1]
        return (at - 1) // 7 + 1, -((length - at) // 7 + 1)


def understood(text: str) -> Rule | None:
    """The rule that a text is; None where it is none by days, or says what is not worked out."""
    parts: dict[str, str] = {}
    for part in text.strip().strip(";").upper().split(";"):
        matched = _PART.fullmatch(part.strip())
        if matched is None or matched[1] not in _PARTS or matched[1] in parts:
            return None
        parts[matched[1]] = matched[2]
    try:
        return _rule(parts)
    except ValueError:
        return None


def _rule(parts: Mapping[str, str]) -> Rule:
    step = parts.get("FREQ", "")
    weekdays = tuple(dict.fromkeys(map(_weekday, filter(None, parts.get("BYDAY", "").split(",")))))
    rule = Rule(
        step,
        _number(parts.get("INTERVAL", "1")),
        _number(parts["COUNT"]) if "COUNT" in parts else None,
        parts.get("UNTIL", ""),
        _DAYS.index(parts.get("WKST", "MO")),
        weekdays,
        *(_numbers(parts, name, most) for name, most in _MOST.items()),
    )
    of_weeks = step in ("DAILY", "WEEKLY")
    if (
        step not in _STEPS
        or (of_weeks and any(which for which, _day in weekdays))
        or (step == "WEEKLY" and rule.month_days)
        or any(month < 0 for month in rule.months)
    ):
        raise ValueError("a rule that means nothing")
    return rule


def _number(text: str) -> int:
    number = int(text)
    if not 0 < number < 100_000:
        raise ValueError(text)
    return number


def _numbers(parts: Mapping[str, str], name: str, most: int) -> tuple[int, ...]:
    told = parts[name].split(",") if name in parts else ()
    # Each once: a line may name the same day a hundred thousand times.
    numbers = tuple(dict.fromkeys(int(each) for each in told))
    if any(not 0 < abs(number) <= most for number in numbers):
        raise ValueError(name)
    return numbers


def _weekday(text: str) -> tuple[int, int]:
    matched = _DAY.fullmatch(text)
    if matched is None or (matched[1] and not 0 < abs(int(matched[1])) <= 53):
        raise ValueError(text)
    return int(matched[1] or 0), _DAYS.index(matched[2])
