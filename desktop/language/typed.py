"""Dates and times as officers type or paste them, in any of the three languages.

What has one sensible reading is read; anything else is None, and the field asks again.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from desktop.language.era import ERAS, from_era

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.language.catalogue import Language

_MONTHS = {
    word: number
    for names in (
        "januar februar marts april maj juni juli august september oktober november december",
        "january february march april may june july august september october november december",
    )
    for number, name in enumerate(names.split(), 1)
    for word in (name, name[:3])
} | {"sept": 9}
_WEEKDAYS = {
    word: number
    for names in (
        "mandag tirsdag onsdag torsdag fredag lørdag søndag",
        "monday tuesday wednesday thursday friday saturday sunday",
        "月 火 水 木 金 土 日",
    )
    for number, name in enumerate(names.split())
    for word in (name, name[:3], name[:4])
}
_DAYS_FROM_TODAY = {
    **dict.fromkeys(("today", "i dag", "今日", "本日"), 0),
    **dict.fromkeys(("tomorrow", "i morgen", "明日"), 1),
}
_LOOK_BACK = timedelta(days=60)

_WEEKDAY_BEFORE = re.compile(r"([a-zæøå]+)[., ]+")
_WEEKDAY_AFTER = re.compile(r"[ ,(]+([a-zæøå]+)\.?\)?$|\(?([月火水木金土日])(?:曜日?\)?|\))$")
_ARTICLE = re.compile(r"(?:den|the) +|d\. *")
_ERA = re.compile(
    rf"({'|'.join(era.name for era in ERAS)}) ?(\d\d?|元) ?年 ?(\d\d?) ?月 ?(\d\d?) ?日"
    rf"|([{''.join(era.letter for era in ERAS).lower()}]) ?(\d\d?)([./-])(\d\d?)\7(\d\d?)"
)
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})([-/.]) ?(?P<month>\d\d?)\2 ?(?P<day>\d\d?)",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)",
        r"(?:(?P<year>\d{4}) ?年 ?)?(?P<month>\d\d?) ?月 ?(?P<day>\d\d?) ?日",
        r"(?P<day>\d\d?)(?:\.|st|nd|rd|th)? *(?P<month>[a-z]+)\.?(?:,? *(?P<year>\d{4}))?",
        r"(?P<month>[a-z]+)\.? +(?P<day>\d\d?)(?:st|nd|rd|th)?(?:,? +(?P<year>\d{4}))?",
    )
)
_TWO_NUMBERS = re.compile(r"(\d\d?)([./-]) ?(\d\d?)(?:\2|\2 ?(\d{4}|\d\d))?")

_CLOCK = re.compile(r"(?:kl\.? *)?(\d\d?)(?:[:.](\d\d)(?::00)?|(\d\d))?")
_HALF_DAY = re.compile(r"(\d\d?)(?:[:.](\d\d))? *([ap])\.?m\.?")
_JAPANESE_CLOCK = re.compile(r"(午前|午後)? ?(\d\d?)(?: ?時(?: ?(\d\d?) ?分|(半))?|:(\d\d))")


def parse_date(language: Language, text: str, today: date) -> date | None:
    """Read a date: 19/4, 19. april 2027, Mon 19 Apr, 4月19日, 令和9年4月19日, R9.4.19, 2027-04-19.

    A missing year is the one that puts the date on or after `today`, or at most two months before
    it (in a programme, give its first day). A weekday can move that by a year; one that fits no
    such year makes the date unreadable. 4/5 is 4 May, but 5 April in Japanese.
    """
    plain = _plain(text)
    if plain in _DAYS_FROM_TODAY:
        return today + timedelta(days=_DAYS_FROM_TODAY[plain])
    plain, weekday = _without_weekday(plain)
    days = _days(plain, today, month_first=language.locale.language == "ja")
    if weekday is None:
        return days[0]
    return next((day for day in days if day and day.weekday() == weekday), None)


def parse_time(text: str) -> time | None:
    """Read a time of day: 9, 9.30, 9:30, 0930, kl. 9, 2 pm, 9時半, 午後2時15分."""
    plain = _plain(text)
    if found := _CLOCK.fullmatch(plain):
        return _time(int(found[1]), int(found[2] or found[3] or 0))
    if found := _HALF_DAY.fullmatch(plain):
        hour = int(found[1])
        afternoon = 12 if found[3] == "p" else 0
        return _time(hour % 12 + afternoon, int(found[2] or 0)) if 1 <= hour <= 12 else None
    if found := _JAPANESE_CLOCK.fullmatch(plain):
        half, hour_text, minutes, half_past, after_colon = found.groups()
        hour = int(hour_text)
        # 午前12時 is noon to the law and midnight to many readers, so it is not read.
        if half and hour > 11:
            return None
        minute = 30 if half_past else int(minutes or after_colon or 0)
        return _time(hour + (12 if half == "午後" else 0), minute)
    return None


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).lower()
    return " ".join(folded.replace("–", "-").split())


def _without_weekday(text: str) -> tuple[str, int | None]:
    """Take the weekday and the article away: `man. den 19. april` is `19. april`, 0."""
    weekday = None
    if (found := _WEEKDAY_BEFORE.match(text)) and found[1] in _WEEKDAYS:
        weekday, text = _WEEKDAYS[found[1]], text[found.end() :]
    elif (found := _WEEKDAY_AFTER.search(text)) and (found[1] or found[2]) in _WEEKDAYS:
        weekday, text = _WEEKDAYS[found[1] or found[2]], text[: found.start()].rstrip()
    if found := _ARTICLE.match(text):
        text = text[found.end() :]
    return text, weekday


def _days(text: str, today: date, *, month_first: bool) -> Sequence[date | None]:
    """Give the readings of a date, the most likely first; never empty."""
    if found := _ERA.fullmatch(text):
        era, year, month, day = found.group(1, 2, 3, 4) if found[1] else found.group(5, 6, 8, 9)
        return [from_era(era, 1 if year == "元" else int(year), int(month), int(day))]
    for pattern in _DATES:
        if found := pattern.fullmatch(text):
            month = found["month"]
            number = int(month) if month.isdigit() else _MONTHS.get(month, 0)
            return _in_years(found["year"], number, int(found["day"]), today)
    if found := _TWO_NUMBERS.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), found[4]
        order = _month_is_first(first, second, found[2], year, usually=month_first)
        if order is not None:
            month, day = (first, second) if order else (second, first)
            return _in_years(f"20{year}" if year and len(year) == 2 else year, month, day, today)
    return [None]


def _month_is_first(
    first: int, second: int, separator: str, year: str | None, *, usually: bool
) -> bool | None:
    """Tell whether 4/5 is 5 April; None where a careful reader could not tell."""
    if usually and year and len(year) == 2:
        return None  # 27/4/19 begins with the year in Japan
    if separator != "." and max(first, second) > 12:
        return second > 12
    if usually and year:  # only Europeans write the year last, and they put dots
        return False if separator == "." else None
    return usually


def _in_years(year: str | None, month: int, day: int, today: date) -> Sequence[date | None]:
    if year:
        return [_date(int(year), month, day)]
    earliest = today - _LOOK_BACK
    this_year = _date(earliest.year, month, day)
    likely = earliest.year + (this_year is not None and this_year < earliest)
    return [_date(candidate, month, day) for candidate in (likely, likely - 1, likely + 1)]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _time(hour: int, minute: int) -> time | None:
    return time(hour, minute) if hour < 24 and minute < 60 else None
