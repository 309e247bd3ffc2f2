"""What a paper over a stretch of time is about: a month, a week, a calendar or a fiscal year.

A subject is a code: `2027-04`, `2027-W16`, `2027`, and `FY2027` for April 2027 to March 2028.
"""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from desktop.documents.people import joined
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.dates import date_range, month_and_year, week
from desktop.language.era import era_year

_SHAPE = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})|-W(?P<week>\d{2}))?|FY(?P<fiscal>\d{4})", re.ASCII
)
_DAY = timedelta(days=1)
_APRIL = 4
_MOST = 60  # so many may be chosen from


def days_of(subject: str) -> tuple[date, date]:
    """The first and the last day of a subject; Problem `subject_unknown` for what is none."""
    found = _SHAPE.fullmatch(subject)
    try:
        if found is None:
            raise ValueError(subject)
        if fiscal := found["fiscal"]:
            return date(int(fiscal), _APRIL, 1), date(int(fiscal) + 1, _APRIL, 1) - _DAY
        year = int(found["year"])
        if number := found["week"]:
            monday = date.fromisocalendar(year, int(number), 1)
            return monday, monday + 6 * _DAY
        if number := found["month"]:
            first = date(year, int(number), 1)
            return first, _next_month(first) - _DAY
        return date(year, 1, 1), date(year, 12, 31)
    except ValueError as fault:
        raise Problem("subject_unknown", text=subject) from fault


def shown_days(subject: str) -> tuple[date, date]:
    """The same in whole weeks, as a calendar shows them."""
    first, last = days_of(subject)
    return first - first.weekday() * _DAY, last + (6 - last.weekday()) * _DAY


def month_of(day: date) -> str:
    """The month that a day is in."""
    return f"{day:%Y-%m}"


def week_of(day: date) -> str:
    """The ISO week that a day is in, by the year to which the week belongs."""
    year, number, _ = day.isocalendar()
    return f"{year}-W{number:02}"


def months(first: date, last: date) -> list[str]:
    """The months that some days touch, at most sixty."""
    found: list[str] = []
    month = first.replace(day=1)
    while month <= last and len(found) < _MOST:
        found.append(month_of(month))
        month = _next_month(month)
    return found


def weeks(first: date, last: date) -> list[str]:
    """The ISO weeks that some days touch, at most sixty."""
    monday = first - first.weekday() * _DAY
    count = min((last - monday).days // 7 + 1, _MOST)
    return [week_of(monday + number * 7 * _DAY) for number in range(count)]


def years(first: date, last: date) -> list[str]:
    """The calendar years and then the Japanese fiscal years that some days touch."""
    fiscal = [day.year - (day.month < _APRIL) for day in (first, last)]
    found = [f"{year:04}" for year in range(first.year, last.year + 1)]
    return found + [f"FY{year:04}" for year in range(fiscal[0], fiscal[1] + 1)]


def named(subjects: Iterable[str], language: Language) -> list[tuple[str, str]]:
    """Codes with what they are called."""
    return [(code, name(code, language)) for code in subjects]


def name(subject: str, language: Language) -> str:
    """What a subject is called: 2027年4月, uge 16, 2027, 令和9年度; Problem `subject_unknown`."""
    first, last = days_of(subject)
    japanese = language.locale.language == "ja"
    if subject.startswith("FY"):
        if japanese:
            return f"{era_year(first)}度（{first.year}年度）"
        text = language.pgettext("document", "Japanese fiscal year {year}")
        return text.format(year=first.year)
    if "W" in subject:
        return joined(language, (week(language, first), date_range(language, first, last)))
    if "-" in subject:
        return month_and_year(language, first)
    return f"{era_year(first)}（{first.year}年）" if japanese else f"{first.year}"


def heading(subject: str, language: Language) -> str:
    """What a subject is called at the head of its page; Problem `subject_unknown`."""
    text = name(subject, language)
    return f"{text[:1].upper()}{text[1:]}"


def _next_month(first: date) -> date:
    return (first + 31 * _DAY).replace(day=1)
