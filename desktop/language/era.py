"""Japanese eras: 令和9年 for 2027, and 元年 for the first year of each.

Babel and Qt know no Japanese calendar, so the table is here; a new era is a new line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Era:
    """One era; `first_year` is the Western year of its year 1."""

    name: str
    letter: str
    begins: date
    first_year: int


ERAS = (
    Era("令和", "R", date(2019, 5, 1), 2019),
    Era("平成", "H", date(1989, 1, 8), 1989),
    Era("昭和", "S", date(1926, 12, 25), 1926),
    Era("大正", "T", date(1912, 7, 30), 1912),
    # Japan took the Western calendar on this day; earlier Meiji dates are not comparable.
    Era("明治", "M", date(1873, 1, 1), 1868),
)
"""Newest first."""


def era_of(day: date) -> Era | None:
    """Tell the era of a day; None before Japan took the Western calendar (1873)."""
    return next((era for era in ERAS if day >= era.begins), None)


def era_year(day: date) -> str:
    """Write the year as Japanese papers do: 令和9年, 令和元年; 1850年 where no era is known."""
    era = era_of(day)
    if era is None:
        return f"{day.year}年"
    year = day.year - era.first_year + 1
    return f"{era.name}{'元' if year == 1 else year}年"


def from_era(era: str, year: int, month: int, day: int) -> date | None:
    """Give the day of an era date; None if there is no such day in that era.

    The era is its name (令和) or its letter (R, r); the first year is 1.
    """
    found = next((known for known in ERAS if era.upper() in (known.name, known.letter)), None)
    if found is None or year < 1:
        return None
    try:
        result = date(found.first_year + year - 1, month, day)
    except ValueError:
        return None
    return result if era_of(result) is found else None
