"""What the first page reads off the window's thread: the file, the due days, the holidays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from desktop.domain.codes import Direction, Turn
from desktop.planning.deadlines import countries_of, due_day
from desktop.planning.holidays import public_holidays
from desktop.store import overview, tasks
from desktop.store.overview import Morning
from desktop.store.tasks import TaskRow

DAYS_AHEAD, WEEK, GATE_DAYS, EVENTS = 14, 7, 60, 8
# A due day is moved to before a weekend or holidays; no longer row of them than this is known.
_MOVED_AT_MOST = timedelta(days=21)
_COUNTRIES = ("JP", "DK")

Holidays = Mapping[tuple[str, date], str]


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that is to be done, and the day it is really due."""

    row: TaskRow
    day: date


@dataclass(frozen=True, slots=True)
class Due:
    """What is due, and the holidays of the days ahead by country and day, named as at home."""

    tasks: tuple[DueTask, ...]
    holidays: Holidays


def read_morning(session: Session, now: datetime, today: date, office_zone: str) -> Morning:
    """All but the tasks, which have to wait for the holidays."""
    return overview.morning(
        session,
        now,
        today,
        limit=EVENTS,
        days=DAYS_AHEAD,
        gate_days=GATE_DAYS,
        months=year_around(today, office_zone),
    )


def read_due(session: Session, today: date, office_zone: str) -> Due:
    """What is overdue or due within a week, the longest overdue first, and the holidays ahead."""
    # The date in one of the two countries may be the day before or after.
    first, last = today - timedelta(days=1), today + timedelta(days=DAYS_AHEAD)
    holidays = {
        (country, day): name
        for country in _COUNTRIES
        for day, name in public_holidays(country, first, last).items()
    }
    due = due_tasks(session, today + timedelta(days=WEEK), office_zone)
    return Due(tuple(due), holidays)


def due_tasks(session: Session, until: date, office_zone: str) -> list[DueTask]:
    """What is not done and due by a day, soonest first; not of records that are called off."""
    found = []
    for row in tasks.rows(session):
        if row.done is not None or row.cancelled or row.counted is None:
            continue
        if row.counted > until + _MOVED_AT_MOST:
            break  # they come by the day they are counted to
        day = due_day(
            row.counted,
            anchor=row.anchor,
            offset_days=row.offset_days,
            turn=row.turn,
            direction=row.direction,
            office_zone=office_zone,
        )
        if day is not None and day <= until:
            found.append(DueTask(row, day))
    return sorted(found, key=lambda task: task.day)


def country_of(zone: str) -> str:
    """The country whose working days an office with that clock keeps; "" for another."""
    return countries_of(Turn.OFFICE, Direction.DK_JP, zone)[0]


def year_around(today: date, office_zone: str) -> tuple[date, date]:
    """The first and the last day of the year that offices with that clock plan in.

    It is the fiscal year from 1 April in Japan, and the calendar year elsewhere.
    """
    if country_of(office_zone) != "JP":
        return date(today.year, 1, 1), date(today.year, 12, 31)
    year = today.year if today.month >= 4 else today.year - 1
    return date(year, 4, 1), date(year + 1, 3, 31)
