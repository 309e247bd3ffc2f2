"""Times of the year at which much of a country is away though no law says so, such as Obon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from desktop.domain.text import Trilingual
from desktop.paths import shipped
from desktop.planning.holidays import public_holidays


@dataclass(frozen=True, slots=True)
class Season:
    """Days on which much of a country is away; both are included."""

    code: str
    first: date
    last: date
    name: Trilingual


def seasons(country: str, first: date, last: date) -> list[Season]:
    """The seasons of a country that have a day between two days, both included, in order."""
    found = [
        season
        # The one that begins before New Year may not end before the year that is asked for.
        for year in range(first.year - 1, last.year + 1)
        for season in _in_year(country, year)
        if season.first <= last and season.last >= first
    ]
    return sorted(found, key=lambda season: (season.first, season.last))


def season_name(code: str) -> Trilingual:
    """What a season is called; nothing for a code that there is not."""
    names = (name for _country, known, _first, _last, name in _table() if known == code)
    return next(names, Trilingual())


@cache
def _table() -> tuple[tuple[str, str, str, str, Trilingual], ...]:
    text = (shipped("resources/calendar") / "seasons.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")][1:]
    return tuple(
        (country, code, first, last, Trilingual(*names))
        for country, code, first, last, *names in rows
    )


@cache
def _in_year(country: str, year: int) -> tuple[Season, ...]:
    return tuple(_seasons(country, year))


def _seasons(country: str, year: int) -> Iterator[Season]:
    for of, code, begins, ends, name in _table():
        if of == country:
            first, last = _day(country, begins, year), _day(country, ends, year)
            if first is not None and last is not None and last < first:
                last = _day(country, ends, year + 1)
            if first is not None and last is not None:
                yield Season(code, first, last, name)


def _day(country: str, rule: str, year: int) -> date | None:
    """The day of a rule in a year; None where the holiday it hangs on is not known."""
    if rule.startswith("W"):
        week, weekday = rule[1:].split("-")
        return date.fromisocalendar(year, int(week), int(weekday))
    if "+" not in rule:
        month, day = rule.split("-")
        return date(year, int(month), int(day))
    name, days = rule.split("+")
    holidays = public_holidays(country, date(year, 1, 1), date(year, 12, 31))
    after = (day + timedelta(days=int(days)) for day, known in holidays.items() if known == name)
    return next(after, None)
