"""What the header of the timeline is divided into at each zoom. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from enum import StrEnum


class Unit(StrEnum):
    """A division of time."""

    YEAR = "year"
    MONTH = "month"
    WEEK = "week"
    DAY = "day"
    HOURS = "hours"


def levels(per_day: float) -> tuple[Unit, ...]:
    """The divisions shown above one another, the largest first, where a day has so many pixels."""
    if per_day < 4:
        return Unit.YEAR, Unit.MONTH
    if per_day < 18:
        return Unit.YEAR, Unit.MONTH, Unit.WEEK
    if per_day < 260:
        return Unit.MONTH, Unit.WEEK, Unit.DAY
    return Unit.WEEK, Unit.DAY, Unit.HOURS


def hours(per_day: float) -> int:
    """How many hours apart the lines of a day are."""
    return next(step for step in (1, 3, 6, 12) if per_day * step / 24 >= 40 or step == 12)


def begin(unit: Unit, day: dt.date) -> dt.date:
    """The day with which the division begins that a day is in."""
    match unit:
        case Unit.YEAR:
            return day.replace(month=1, day=1)
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.WEEK:
            return day - dt.timedelta(days=day.weekday())
        case _:
            return day


def after(unit: Unit, day: dt.date) -> dt.date:
    """The day with which the next division begins, from the first day of one."""
    match unit:
        case Unit.YEAR:
            return day.replace(year=day.year + 1)
        case Unit.MONTH:
            return (day + dt.timedelta(days=31)).replace(day=1)
        case Unit.WEEK:
            return day + dt.timedelta(days=7)
        case _:
            return day + dt.timedelta(days=1)


def divisions(unit: Unit, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, dt.date]]:
    """The divisions that two days and the days between them are in: first day, next first day."""
    day = begin(unit, first)
    while day <= last:
        following = after(unit, day)
        yield day, following
        day = following


def weekends(first: dt.date, last: dt.date) -> Iterator[int]:
    """The Saturdays from the week of a day on, in days since year one."""
    start = first.toordinal() - first.weekday() + 5
    return iter(range(start, last.toordinal() + 1, 7))
