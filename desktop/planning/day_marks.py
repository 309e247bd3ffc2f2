"""Days on which a country or an office is away, as a calendar draws them behind what is planned."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.plan import ClosureFact
from desktop.domain.text import Trilingual
from desktop.planning.holidays import half_holidays, is_working_day, public_holidays
from desktop.planning.seasons import seasons

_DAY = timedelta(days=1)


def day_marks(
    countries: Iterable[str],
    first: date,
    last: date,
    closures: Iterable[ClosureFact] = (),
    whose: Mapping[str, Trilingual] | None = None,
) -> list[DayMark]:
    """What is to be known of the days from `first` to `last`, by day and then by importance.

    `whose` names what a closure may be of, by identity; a closure of what it does not name is
    left out, as is that of a country that is not asked for.
    """
    wanted = tuple(countries)
    found = [mark for country in wanted for mark in _of_country(country, first, last)]
    found += _closures(closures, wanted, first, last, whose or {})
    order = list(MarkSort)
    return sorted(found, key=lambda mark: (mark.first, order.index(mark.sort), mark.country))


def _of_country(country: str, first: date, last: date) -> Iterator[DayMark]:
    for day, name in public_holidays(country, first, last).items():
        yield DayMark(country, day, day, MarkSort.HOLIDAY, name)
    for day, name in half_holidays(country, first, last).items():
        yield DayMark(country, day, day, MarkSort.HALF, name)
    named = set()
    for season in seasons(country, first, last):
        yield DayMark(country, season.first, season.last, MarkSort.SEASON, title=season.name)
        if season.first == season.last:
            named.add(season.first)
    for number in range((last - first).days + 1):
        day = first + number * _DAY
        # One that has a name of its own is told by that.
        if day not in named and _is_bridge(country, day):
            yield DayMark(country, day, day, MarkSort.BRIDGE)


def _is_bridge(country: str, day: date) -> bool:
    """Whether a working day stands alone between two days off."""
    return is_working_day(country, day) and not any(
        is_working_day(country, beside) for beside in (day - _DAY, day + _DAY)
    )


def _closures(
    closures: Iterable[ClosureFact],
    countries: tuple[str, ...],
    first: date,
    last: date,
    whose: Mapping[str, Trilingual],
) -> Iterator[DayMark]:
    for one in closures:
        if one.first > last or one.last < first:
            continue
        if one.target in countries:
            yield DayMark(one.target, one.first, one.last, MarkSort.CLOSURE, title=one.name)
        elif one.target in whose:
            yield DayMark(
                "", one.first, one.last, MarkSort.CLOSURE, title=one.name, whose=whose[one.target]
            )
