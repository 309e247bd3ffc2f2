"""What the first page reads off the window's thread: the file and the holidays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from desktop.domain.codes import Direction, Turn
from desktop.planning.deadlines import countries_of
from desktop.planning.holidays import public_holidays
from desktop.store import overview
from desktop.store.overview import Morning

DAYS_AHEAD, WEEK, GATE_DAYS, EVENTS = 14, 7, 60, 8
_COUNTRIES = ("JP", "DK")

Holidays = Mapping[tuple[str, date], str]


def read_morning(session: Session, now: datetime, today: date, office_zone: str) -> Morning:
    """All but the tasks, which the desk's agenda knows."""
    return overview.morning(
        session,
        now,
        today,
        limit=EVENTS,
        days=DAYS_AHEAD,
        gate_days=GATE_DAYS,
        months=year_around(today, office_zone),
    )


def holidays_ahead(today: date) -> Holidays:
    """The holidays of the days ahead by country and day, named as at home."""
    # The date in one of the two countries may be the day before or after.
    first, last = today - timedelta(days=1), today + timedelta(days=DAYS_AHEAD)
    return {
        (country, day): name
        for country in _COUNTRIES
        for day, name in public_holidays(country, first, last).items()
    }


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
