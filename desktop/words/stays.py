"""How long a stay is, and how its two clocks stand to each other, as each language counts it."""

from datetime import UTC, date, datetime, time, timedelta

from desktop.domain.time import zone
from desktop.language import N_, Language, dates

_WEEK = 7
_MANY_DAYS = 14  # from here on weeks say more than days
_MANY_MONTHS = 2
_LONGEST = timedelta(days=4000)  # a mistyped year is not reckoned with day by day


def length(language: Language, first: date, last: date) -> str:
    """Days and nights, both days counted: 91 days, 90 nights; 90泊91日. "" for a stay backwards."""
    days = (last - first).days + 1
    if days < 1:
        return ""
    told = language.ngettext("{n} day", "{n} days", days).format(n=days)
    if days == 1:
        return told
    nights = language.ngettext("{n} night", "{n} nights", days - 1).format(n=days - 1)
    return language.gettext(N_("{days}, {nights}")).format(days=told, nights=nights)


def in_weeks(language: Language, first: date, last: date) -> str:
    """The same length in weeks and in months, where it is long enough for them; else ""."""
    days = (last - first).days + 1
    if days < _MANY_DAYS:
        return ""
    whole, rest = divmod(days, _WEEK)
    weeks = language.ngettext("{n} week", "{n} weeks", whole).format(n=whole)
    told = [_and_days(language, weeks, rest)]
    months, over = _months(first, last + timedelta(days=1))
    if months >= _MANY_MONTHS:
        text = language.ngettext("{n} month", "{n} months", months).format(n=months)
        told.append(_and_days(language, text, over))
    return "  ·  ".join(told)


def clocks(language: Language, home: str, visit: str, first: date, last: date) -> str:
    """How far the two clocks are apart during a stay, and from when on otherwise; "" if the same.

    A long stay has several clock changes, and all of them are told.
    """
    apart = _differences(home, visit, first, last)
    if not apart or apart == [(first, 0)]:
        return ""
    told = [
        language.gettext(N_("{home} and {visit} are {hours} apart.")).format(
            home=dates.zone_city(language, home),
            visit=dates.zone_city(language, visit),
            hours=dates.duration(language, apart[0][1]),
        )
    ]
    told += [
        language.gettext(N_("The clocks change during the stay: from {day} it is {hours}.")).format(
            day=dates.date_short(language, day), hours=dates.duration(language, minutes)
        )
        for day, minutes in apart[1:]
    ]
    return ("" if language.code == "ja" else " ").join(told)


def _and_days(language: Language, text: str, days: int) -> str:
    if not days:
        return text
    told = language.ngettext("{n} day", "{n} days", days).format(n=days)
    return language.gettext(N_("{weeks} and {days}")).format(weeks=text, days=told)


def _months(first: date, after: date) -> tuple[int, int]:
    """Whole months from one day to another, and the days that are left."""
    months = (after.year - first.year) * 12 + after.month - first.month
    begun = _months_later(first, months)
    if begun > after:
        months -= 1
        begun = _months_later(first, months)
    return months, (after - begun).days


def _months_later(day: date, months: int) -> date:
    """The same day of a later month, or the last one of a month that is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    next_month = date(day.year + year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(
        next_month - timedelta(days=1),
        date(day.year + year, month + 1, 1) + timedelta(days=day.day - 1),
    )


def _differences(home: str, visit: str, first: date, last: date) -> list[tuple[date, int]]:
    """The days from which the clocks are so many minutes apart, the first day in front."""
    if not home or not visit or not timedelta(0) <= last - first <= _LONGEST:
        return []
    found: list[tuple[date, int]] = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        noon = datetime.combine(day, time(12), UTC)
        here, there = (
            noon.astimezone(zone(name)).utcoffset() or timedelta() for name in (home, visit)
        )
        minutes = abs(int((there - here).total_seconds()) // 60)
        if not found or found[-1][1] != minutes:
            found.append((day, minutes))
    return found
