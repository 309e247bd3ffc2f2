"""How the days of an office are: when people work there, when they eat, when nobody is in.

A day is reckoned on the wall clock of its zone and told in minutes since 1970, so that days of
Tokyo and Copenhagen lie on one line, over clock changes too.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.plan import ClosureFact
from desktop.domain.text import Trilingual
from desktop.planning.holidays import half_holidays, public_holidays
from desktop.planning.intervals import Interval
from desktop.planning.seasons import seasons
from desktop.planning.wall import minute_at

WEEKEND, HOLIDAY = "weekend", "public_holiday"
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Hours:
    """From when to when something lasts each day, in minutes of the day."""

    opens: int
    closes: int


OFFICE_HOURS: Mapping[str, Hours] = {
    "JP": Hours(9 * 60, 17 * 60 + 30),
    "DK": Hours(8 * 60 + 30, 16 * 60 + 30),
}
"""When offices of a country work, as far as nobody says otherwise."""

ELSEWHERE = Hours(9 * 60, 17 * 60)
"""When offices of any other country work."""

WAKING = Hours(7 * 60, 22 * 60)
LUNCH = Hours(12 * 60, 13 * 60)

_ZONES = {"JP": "Asia/Tokyo", "DK": "Europe/Copenhagen"}
_COUNTRIES = {zone: country for country, zone in _ZONES.items()}


@dataclass(frozen=True, slots=True)
class Where:
    """Whose clock and whose calendar count."""

    zone: str
    country: str

    @staticmethod
    def known(zone_name: str, country: str, usual_zone: str) -> "Where":
        """Fill in what is not known: the zone of a country, the country of a zone.

        An embassy keeps the hours and the holidays of where it stands: the zone goes first.
        """
        found = zone_name or _ZONES.get(country, "") or usual_zone
        return Where(found, _COUNTRIES.get(found, country))

    def hours(self) -> Hours:
        """When offices usually work here."""
        return OFFICE_HOURS.get(self.country, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Day:
    """One day of an office. `off` says why nobody works, `name` which holiday it is.

    `quiet` is the name of a day on which many are away though the law does not say so: as the
    country has it or, where the office entered it, in three languages.
    """

    on: date
    where: Where
    whole: Interval
    work: Interval
    waking: Interval
    lunch: Interval
    off: str = ""
    name: str = ""
    quiet: str | Trilingual = ""


def office_days(
    closures: Iterable[ClosureFact], where: Where, hours: Hours, first: date, last: date
) -> Iterator[Day]:
    """The days of an office from the first to the last, which both count."""
    holidays = public_holidays(where.country, first, last)
    away = [(one.name, one.first, one.last) for one in seasons(where.country, first, last)]
    away += [(one.name, one.first, one.last) for one in closures if one.target == where.country]
    quiet: dict[date, str | Trilingual] = {
        on: name
        for name, begins, ends in away
        for on in each_day(max(first, begins), min(last, ends))
    }
    quiet |= half_holidays(where.country, first, last)
    for on in each_day(first, last):
        name = holidays.get(on, "")
        off = HOLIDAY if name else WEEKEND if on.weekday() >= _SATURDAY else ""
        work, waking, lunch = (
            (minute_at(where.zone, on, span.opens), minute_at(where.zone, on, span.closes))
            for span in (hours, WAKING, LUNCH)
        )
        whole = minute_at(where.zone, on), minute_at(where.zone, on + timedelta(days=1))
        hush = "" if off else quiet.get(on, "")
        yield Day(on, where, whole, work, waking, lunch, off, name, hush)


def each_day(first: date, last: date) -> Iterator[date]:
    """Each day from the first to the last, which both count."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
