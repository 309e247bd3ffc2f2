"""Public holidays of Japan and Denmark, by the names they have there.

Other countries have none here: what is not known is not taken for a holiday.
"""

from datetime import date
from functools import cache

_SPOKEN = {"JP": "ja", "DK": "da"}
_HALF = {"JP": "bank", "DK": "optional"}
_PUBLIC = "public"


def public_holidays(country: str, first: date, last: date) -> dict[date, str]:
    """The days that are holidays by law from `first` to `last`, with their Japanese or Danish name.

    A day that is two holidays at once has both names, with "; " between them.
    """
    return _between(country, _PUBLIC, first, last)


def half_holidays(country: str, first: date, last: date) -> dict[date, str]:
    """The days on which many are closed though they are no holidays by law.

    In Denmark 1 May, 5 June, 24 and 31 December; in Japan 31 December to 3 January.
    """
    found = _between(country, _HALF.get(country, ""), first, last)
    # The first of January is among the days on which Japan's banks are closed, too.
    return {day: name for day, name in found.items() if not holiday_on(country, day)}


def holiday_on(country: str, day: date) -> str:
    """What public holiday a day is in a country, or ""."""
    return _year(country, _PUBLIC, day.year).get(day, "") if country in _SPOKEN else ""


def is_at_hand() -> bool:
    """Whether the library has answered before; until then the first question takes a second."""
    return bool(_year.cache_info().currsize)


def is_working_day(country: str, day: date) -> bool:
    """Whether offices of a country work on a day: neither weekend nor public holiday."""
    return day.weekday() < 5 and not holiday_on(country, day)


def _between(country: str, category: str, first: date, last: date) -> dict[date, str]:
    if country not in _SPOKEN:
        return {}
    days: dict[date, str] = {}
    for year in range(first.year, last.year + 1):
        days |= _year(country, category, year)
    return {day: name for day, name in sorted(days.items()) if first <= day <= last}


@cache
def _year(country: str, category: str, year: int) -> dict[date, str]:
    import holidays

    # Without `language`, and with one that it lacks, the library silently gives English names.
    found = holidays.country_holidays(
        country, years=year, language=_SPOKEN[country], categories=(category,)
    )
    return {day: name for day, name in found.items() if day.year == year}
