"""Dates, times and time zones as each language writes them.

Names of days, months and cities are Babel's; the patterns are the national conventions of printed
programmes: 2027年4月19日（月）, Mandag den 19. april 2027, Monday 19 April 2027. Each function
takes the language first and plain values after it; nothing here asks for the current language.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

from desktop.language.era import era_year
from desktop.language.typed import parse_date, parse_time

if TYPE_CHECKING:
    from desktop.language.catalogue import Language

__all__ = [
    "clock",
    "clock_after_day",
    "clock_in_text",
    "clock_range",
    "date_long",
    "date_official",
    "date_range",
    "date_shift",
    "date_short",
    "day_heading",
    "day_heading_official",
    "day_in_line",
    "day_short",
    "duration",
    "month_and_year",
    "month_name",
    "parse_date",
    "parse_time",
    "timestamp",
    "week",
    "weekday_name",
    "weekday_short",
    "zone_city",
    "zone_label",
    "zone_name",
]

# The abbreviations that officers of both countries know; every other zone is named by its city.
_KNOWN_ABBREVIATIONS = ("JST", "CET", "CEST", "UTC")


def weekday_short(language: Language, day: date) -> str:
    """Name the weekday briefly: 月, man., Mon."""
    return _weekday(language, day, "abbreviated")


def weekday_name(language: Language, day: date) -> str:
    """Name the weekday in full: 月曜日, mandag, Monday."""
    return _weekday(language, day, "wide")


def month_name(language: Language, month: int) -> str:
    """Name a month, 1 to 12: 4月, april, April."""
    from babel.dates import get_month_names

    return str(get_month_names("wide", locale=language.locale)[month])


def month_and_year(language: Language, day: date) -> str:
    """Name the month of a day with its year: 2027年5月, maj 2027, May 2027."""
    year = f"{day.year}年" if language.locale.language == "ja" else ""
    month = month_name(language, day.month)
    return f"{year}{month}" if year else f"{month} {day.year}"


def day_heading(language: Language, day: date) -> str:
    """Write a day as the heading of its section in a programme."""
    said = day_in_line(language, day)
    return f"{said[:1].upper()}{said[1:]}"


def day_in_line(language: Language, day: date) -> str:
    """Write a day as `day_heading` does, for where it does not begin a line."""
    weekday = weekday_name(language, day)
    match language.locale.language:
        case "ja":
            return f"{date_long(language, day)}（{weekday_short(language, day)}）"
        case "da":
            return f"{weekday} den {date_long(language, day)}"
        case _:
            return f"{weekday} {date_long(language, day)}"


def day_heading_official(language: Language, day: date) -> str:
    """Write a day as the heading in an official paper: in Japanese with the era, 令和9年."""
    if language.locale.language != "ja":
        return day_heading(language, day)
    return f"{date_official(language, day)}（{weekday_short(language, day)}）"


def day_short(language: Language, day: date) -> str:
    """Write a day without its year, for a row of a table: 4/19（月）, man. 19.4., Mon 19 Apr."""
    weekday = weekday_short(language, day)
    match language.locale.language:
        case "ja":
            return f"{day.month}/{day.day}（{weekday}）"
        case "da":
            return f"{weekday} {day.day}.{day.month}."
        case _:
            return f"{weekday} {day.day} {_month_short(language, day)}"


def date_short(language: Language, day: date) -> str:
    """Write a date briefly: 2027/4/19, 19.4.2027, 19 Apr 2027."""
    match language.locale.language:
        case "ja":
            return f"{day.year}/{day.month}/{day.day}"
        case "da":
            return f"{day.day}.{day.month}.{day.year}"
        case _:  # a month in letters: 4/5 and 5/4 are read in two ways
            return f"{day.day} {_month_short(language, day)} {day.year}"


def date_long(language: Language, day: date) -> str:
    """Write a date in full: 2027年4月19日, 19. april 2027, 19 April 2027."""
    if language.locale.language == "ja":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{_day_and_month(language, day)} {day.year}"


def date_official(language: Language, day: date) -> str:
    """Write a date as official papers do: in Japanese with the era, 令和9年4月19日."""
    if language.locale.language != "ja":
        return date_long(language, day)
    return f"{era_year(day)}{day.month}月{day.day}日"


def date_range(language: Language, first: date, last: date) -> str:
    """Write a period of whole days, with nothing said twice.

    2027年4月17日（土）～24日（土）; 17.–24. april 2027; 17–24 April 2027. Japanese periods name the
    weekdays, Danish and English ones do not. A period of one day is that day.
    """
    if language.locale.language == "ja":
        return _date_range_ja(language, first, last)
    if first == last:
        return date_long(language, first)
    if first.year != last.year:
        return f"{date_long(language, first)} – {date_long(language, last)}"
    if first.month != last.month:
        return f"{_day_and_month(language, first)} – {date_long(language, last)}"
    return f"{_day(language, first)}–{date_long(language, last)}"


def clock(language: Language, moment: time) -> str:
    """Write a time of day, always with two digits so that columns stand straight: 09:00, 09.00."""
    return moment.strftime("%H.%M" if language.locale.language == "da" else "%H:%M")


def clock_after_day(language: Language, moment: time) -> str:
    """Write a time of day behind its day, lest dots run on: 09:00, kl. 09.00."""
    japanese = language.locale.language == "ja"
    return clock(language, moment) if japanese else clock_in_text(language, moment)


def clock_range(language: Language, start: time, end: time | None) -> str:
    """Write a span of time, 13:30～15:00, 13.30–15.00, 13:30–15:00; an open end stays open."""
    dash = "～" if language.locale.language == "ja" else "–"
    return f"{clock(language, start)}{dash}{clock(language, end) if end else ''}"


def clock_in_text(language: Language, moment: time) -> str:
    """Write a time of day within a sentence: 9時30分, kl. 09.30, 09:30."""
    match language.locale.language:
        case "ja":
            return f"{moment.hour}時" + (f"{moment.minute}分" if moment.minute else "")
        case "da":
            return f"kl. {clock(language, moment)}"
        case _:
            return clock(language, moment)


def week(language: Language, day: date) -> str:
    """Name the ISO week of a day: 第16週, uge 16, week 16."""
    return language.gettext("week {number}").format(number=day.isocalendar().week)


def zone_label(language: Language, zone: str, instant: datetime) -> str:
    """Name a zone briefly as it is at an aware instant: JST, CET, CEST; else London GMT+1."""
    local = instant.astimezone(ZoneInfo(zone))
    abbreviation = local.tzname() or ""
    if abbreviation in _KNOWN_ABBREVIATIONS:
        return abbreviation
    return f"{zone_city(language, zone)} GMT{_offset(local.utcoffset() or timedelta())}"


def zone_name(language: Language, zone: str) -> str:
    """Name the time of a zone in words: 日本時間, dansk tid; else by its city: London time."""
    match zone:
        case "Asia/Tokyo":
            return language.gettext("Japan time")
        case "Europe/Copenhagen":
            return language.gettext("Danish time")
        case "UTC" | "Etc/UTC":
            return "UTC"
        case _:
            return language.gettext("{city} time").format(city=zone_city(language, zone))


def zone_city(language: Language, zone: str) -> str:
    """Name the city that stands for an IANA zone: 東京, København, London."""
    from babel.core import get_global

    # Babel's names hang on the oldest identifier of a zone: Asia/Calcutta for Asia/Kolkata.
    older = (old for old, new in get_global("zone_aliases").items() if new == zone)
    known = language.locale.time_zones
    cities = (known[name].get("city") for name in (zone, *older) if name in known)
    return next(filter(None, cities), zone.rpartition("/")[2].replace("_", " "))


def date_shift(language: Language, days: int) -> str:
    """Say how many days another clock is ahead or behind; nothing for the same day."""
    match days:
        case 0:
            return ""
        case 1:
            return language.gettext("next day")
        case -1:
            return language.gettext("previous day")
        case _:
            shift = f"+{days}" if days > 0 else f"−{-days}"
            return language.gettext("{shift} days").format(shift=shift)


def timestamp(language: Language, instant: datetime, zone: str) -> str:
    """Write an aware instant as a date and a time in a zone: 19. april 2027 kl. 09.00 CEST."""
    local = instant.astimezone(ZoneInfo(zone))
    day, label = date_long(language, local), zone_label(language, zone, instant)
    match language.locale.language:
        case "ja":
            return f"{day} {clock(language, local.time())}（{label}）"
        case "da":
            return f"{day} {clock_in_text(language, local.time())} {label}"
        case _:
            return f"{day}, {clock(language, local.time())} {label}"


def duration(language: Language, minutes: int) -> str:
    """Write a length of time, in minutes and not negative: 2時間15分, 2 t. 15 min., 2 h 15 min."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return language.gettext("{minutes} min").format(minutes=rest)
    if not rest:
        return language.gettext("{hours} h").format(hours=hours)
    return language.gettext("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def _weekday(language: Language, day: date, width: Literal["abbreviated", "wide"]) -> str:
    from babel.dates import get_day_names

    return str(get_day_names(width, locale=language.locale)[day.weekday()])


def _month_short(language: Language, day: date) -> str:
    from babel.dates import get_month_names

    return str(get_month_names("abbreviated", locale=language.locale)[day.month])


def _day(language: Language, day: date) -> str:
    return f"{day.day}." if language.locale.language == "da" else str(day.day)


def _day_and_month(language: Language, day: date) -> str:
    return f"{_day(language, day)} {month_name(language, day.month)}"


def _date_range_ja(language: Language, first: date, last: date) -> str:
    start = day_heading(language, first)
    if first == last:
        return start
    year = f"{last.year}年" if first.year != last.year else ""
    month = f"{last.month}月" if (first.year, first.month) != (last.year, last.month) else ""
    return f"{start}～{year}{month}{last.day}日（{weekday_short(language, last)}）"


def _offset(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    if not minutes:
        return ""
    return f"{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
