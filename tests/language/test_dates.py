from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from desktop.language import PSEUDO, Language, dates

JA, DA, EN = (Language.of(code) for code in ("ja", "da", "en"))
MONDAY = date(2027, 4, 19)
WINTER = datetime(2027, 1, 15, 12, tzinfo=UTC)
SUMMER = datetime(2027, 7, 15, 12, tzinfo=UTC)


def in_all(write: Callable[..., str], *values: object) -> tuple[str, str, str]:
    return write(JA, *values), write(DA, *values), write(EN, *values)


@pytest.mark.parametrize(
    ("write", "ja", "da", "en"),
    [
        (
            dates.day_heading,
            "2027年4月19日（月）",
            "Mandag den 19. april 2027",
            "Monday 19 April 2027",
        ),
        (
            dates.day_heading_official,
            "令和9年4月19日（月）",
            "Mandag den 19. april 2027",
            "Monday 19 April 2027",
        ),
        (dates.day_short, "4/19（月）", "man. 19.4.", "Mon 19 Apr"),
        (dates.date_short, "2027/4/19", "19.4.2027", "19 Apr 2027"),
        (dates.date_long, "2027年4月19日", "19. april 2027", "19 April 2027"),
        (dates.date_official, "令和9年4月19日", "19. april 2027", "19 April 2027"),
        (dates.weekday_short, "月", "man.", "Mon"),
        (dates.weekday_name, "月曜日", "mandag", "Monday"),
        (dates.week, "第16週", "uge 16", "week 16"),
    ],
)
def test_a_day(write: Callable[..., str], ja: str, da: str, en: str) -> None:
    assert in_all(write, MONDAY) == (ja, da, en)


def test_the_first_year_of_an_era_is_gannen() -> None:
    assert dates.day_heading_official(JA, date(2019, 12, 19)) == "令和元年12月19日（木）"


def test_a_day_of_one_digit_is_not_filled_up() -> None:
    assert in_all(dates.date_short, date(2027, 2, 1)) == ("2027/2/1", "1.2.2027", "1 Feb 2027")


def test_months_have_their_names() -> None:
    assert in_all(dates.month_name, 5) == ("5月", "maj", "May")
    may = date(2027, 5, 1)
    assert in_all(dates.month_and_year, may) == ("2027年5月", "maj 2027", "May 2027")


@pytest.mark.parametrize(
    ("first", "last", "ja", "da", "en"),
    [
        (
            date(2027, 4, 17),
            date(2027, 4, 24),
            "2027年4月17日（土）～24日（土）",
            "17.–24. april 2027",
            "17–24 April 2027",
        ),
        (
            date(2027, 4, 30),
            date(2027, 5, 2),
            "2027年4月30日（金）～5月2日（日）",
            "30. april – 2. maj 2027",
            "30 April – 2 May 2027",
        ),
        (
            date(2027, 12, 30),
            date(2028, 1, 2),
            "2027年12月30日（木）～2028年1月2日（日）",
            "30. december 2027 – 2. januar 2028",
            "30 December 2027 – 2 January 2028",
        ),
        (
            date(2026, 4, 17),
            date(2027, 4, 24),
            "2026年4月17日（金）～2027年4月24日（土）",
            "17. april 2026 – 24. april 2027",
            "17 April 2026 – 24 April 2027",
        ),
        (MONDAY, MONDAY, "2027年4月19日（月）", "19. april 2027", "19 April 2027"),
    ],
)
def test_a_period_says_nothing_twice(first: date, last: date, ja: str, da: str, en: str) -> None:
    assert in_all(dates.date_range, first, last) == (ja, da, en)


def test_times_of_day() -> None:
    assert in_all(dates.clock, time(9)) == ("09:00", "09.00", "09:00")
    assert in_all(dates.clock_in_text, time(9)) == ("9時", "kl. 09.00", "09:00")
    assert in_all(dates.clock_after_day, time(9)) == ("09:00", "kl. 09.00", "09:00")
    assert in_all(dates.clock_in_text, time(9, 5)) == ("9時5分", "kl. 09.05", "09:05")


def test_a_span_of_time_may_have_no_end() -> None:
    span = time(13, 30), time(15)
    assert in_all(dates.clock_range, *span) == ("13:30～15:00", "13.30–15.00", "13:30–15:00")
    assert in_all(dates.clock_range, time(13, 30), None) == ("13:30～", "13.30–", "13:30–")
    assert dates.clock_range(EN, time(22), time(0)) == "22:00–00:00"


@pytest.mark.parametrize(("day", "number"), [(date(2027, 1, 3), 53), (date(2027, 1, 4), 1)])
def test_weeks_are_those_of_iso_8601(day: date, number: int) -> None:
    assert dates.week(DA, day) == f"uge {number}"


@pytest.mark.parametrize(
    ("zone", "instant", "label"),
    [
        ("Asia/Tokyo", SUMMER, "JST"),
        ("Europe/Copenhagen", WINTER, "CET"),
        ("Europe/Copenhagen", SUMMER, "CEST"),
        ("UTC", SUMMER, "UTC"),
        ("Europe/London", WINTER, "London GMT"),
        ("Europe/London", SUMMER, "London GMT+1"),
        ("America/New_York", WINTER, "New York GMT−5"),
        ("Asia/Kolkata", SUMMER, "Kolkata GMT+5:30"),
        ("America/St_Johns", WINTER, "St John’s GMT−3:30"),
    ],
)
def test_a_zone_has_a_short_label(zone: str, instant: datetime, label: str) -> None:
    assert dates.zone_label(EN, zone, instant) == label


def test_a_zone_has_a_name_in_words() -> None:
    assert in_all(dates.zone_name, "Asia/Tokyo") == ("日本時間", "japansk tid", "Japan time")
    copenhagen = ("デンマーク時間", "dansk tid", "Danish time")
    assert in_all(dates.zone_name, "Europe/Copenhagen") == copenhagen
    london = ("ロンドン時間", "lokal tid i London", "London time")
    assert in_all(dates.zone_name, "Europe/London") == london
    assert in_all(dates.zone_name, "UTC") == ("UTC",) * 3


@pytest.mark.parametrize(
    ("zone", "cities"),
    [
        ("Asia/Tokyo", ("東京", "Tokyo", "Tokyo")),
        ("Europe/Copenhagen", ("コペンハーゲン", "København", "Copenhagen")),
        ("Asia/Kolkata", ("コルカタ", "Kolkata", "Kolkata")),
        ("Asia/Calcutta", ("コルカタ", "Kolkata", "Kolkata")),
        ("America/Argentina/Buenos_Aires", ("ブエノスアイレス", "Buenos Aires", "Buenos Aires")),
    ],
)
def test_a_zone_is_named_by_its_city(zone: str, cities: tuple[str, str, str]) -> None:
    assert in_all(dates.zone_city, zone) == cities


@pytest.mark.parametrize(
    ("days", "texts"),
    [
        (0, ("", "", "")),
        (1, ("翌日", "næste dag", "next day")),
        (-1, ("前日", "dagen før", "previous day")),
        (2, ("+2日", "+2 dage", "+2 days")),
        (-3, ("−3日", "−3 dage", "−3 days")),
    ],
)
def test_the_shift_of_a_date(days: int, texts: tuple[str, str, str]) -> None:
    assert in_all(dates.date_shift, days) == texts


def test_an_instant_is_written_where_it_is_read() -> None:
    late = datetime(2027, 4, 19, 22, 30, tzinfo=UTC)
    assert in_all(dates.timestamp, late, "Asia/Tokyo") == (
        "2027年4月20日 07:30（JST）",
        "20. april 2027 kl. 07.30 JST",
        "20 April 2027, 07:30 JST",
    )
    assert dates.timestamp(DA, late, "Europe/Copenhagen") == "20. april 2027 kl. 00.30 CEST"


@pytest.mark.parametrize(
    ("minutes", "texts"),
    [
        (135, ("2時間15分", "2 t. 15 min.", "2 h 15 min")),
        (120, ("2時間", "2 t.", "2 h")),
        (45, ("45分", "45 min.", "45 min")),
        (0, ("0分", "0 min.", "0 min")),
    ],
)
def test_lengths_of_time(minutes: int, texts: tuple[str, str, str]) -> None:
    assert in_all(dates.duration, minutes) == texts


def test_the_pseudo_language_writes_english_dates() -> None:
    assert dates.day_heading(Language.of(PSEUDO), MONDAY) == "Monday 19 April 2027"
