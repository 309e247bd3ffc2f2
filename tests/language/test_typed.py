from collections.abc import Callable
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language import CODES, Language, dates
from desktop.language.typed import parse_date, parse_time

TODAY = date(2026, 11, 23)
MONDAY = date(2027, 4, 19)


def read(text: str, code: str = "da", today: date = TODAY) -> date | None:
    return parse_date(Language.of(code), text, today)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "text",
    [
        "19/4",
        "19/4/2027",
        "19.4.2027",
        "19. 4. 2027",
        "2027-04-19",
        "2027/4/19",
        "2027.4.19",
        "20270419",
        "19. april 2027",
        "19.april",
        "19 april",
        "den 19. april",
        "d. 19. april 2027",
        "mandag den 19. april 2027",
        "Mandag d. 19. april",
        "man. 19. apr.",
        "19 Apr",
        "Mon 19 Apr",
        "Monday, 19 April 2027",
        "Monday 19th April",
        "April 19, 2027",
        "Apr. 19th",
        "19 Apr (Mon)",
        "19/4 Mon",
        "4月19日",
        "4 月 19 日",
        "2027年4月19日",
        "2027年4月19日（月）",
        "4月19日(月曜日)",
        "4月19日月曜",
        "4/19（月）",
        "令和9年4月19日",
        "令和 9 年 4 月 19 日",
        "令和９年４月１９日（月）",
        "R9.4.19",
        "r9/4/19",
        "２０２７年４月１９日",
        "２０２７／４／１９",
        "  19/4 ",
    ],
)
def test_what_officers_type_is_read_in_every_language(code: str, text: str) -> None:
    assert read(text, code) == MONDAY


@pytest.mark.parametrize(
    "text",
    [
        "",
        "19",
        "19.",
        "april",
        "2027",
        "monday",
        "next week",
        "31/4",
        "29. februar 2027",
        "2027-13-01",
        "19. aprilis",
        "Moon 19 Apr 2027",
        "Tue 19 Apr 2027",
        "2027年4月19日（火）",
        "令和元年4月30日",
        "平成31年5月1日",
        "R9.13.1",
        "9.30",
        "19/4/2027/1",
        "19.4-2027",
        "19 4 2027",
    ],
)
def test_what_has_no_sensible_reading_is_not_read(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "european", "japanese"),
    [
        ("4/5", date(2027, 5, 4), date(2027, 4, 5)),
        ("4.5.", date(2027, 5, 4), date(2027, 4, 5)),
        ("4.5.2027", date(2027, 5, 4), date(2027, 5, 4)),
        ("4/5/2027", date(2027, 5, 4), None),
        ("4.5.27", date(2027, 5, 4), None),
        ("4/13", date(2027, 4, 13), date(2027, 4, 13)),
    ],
)
def test_day_and_month_stand_as_the_language_has_them(
    text: str, european: date, japanese: date | None
) -> None:
    assert read(text, "da") == read(text, "en") == european
    assert read(text, "ja") == japanese


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("23/11", date(2026, 11, 23)),
        ("24. september", date(2026, 9, 24)),
        ("23. september", date(2027, 9, 23)),
        ("1. januar", date(2027, 1, 1)),
        ("tors. 19. november", date(2026, 11, 19)),
        ("søn. 19. april", date(2026, 4, 19)),
        ("ons. 19. april", date(2028, 4, 19)),
        ("fre. 19. april", None),
    ],
)
def test_a_missing_year_is_the_coming_one_unless_the_weekday_says_otherwise(
    text: str, day: date | None
) -> None:
    assert read(text) == day


def test_the_year_turns_within_the_two_months_looked_back() -> None:
    assert read("20. december", today=date(2027, 1, 10)) == date(2026, 12, 20)
    assert read("10. november", today=date(2027, 1, 10)) == date(2027, 11, 10)


@pytest.mark.parametrize(
    ("text", "day"),
    [("i dag", TODAY), ("Tomorrow", date(2026, 11, 24)), ("明日", date(2026, 11, 24))],
)
def test_today_and_tomorrow_have_words(text: str, day: date) -> None:
    assert read(text) == day


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize(
    "write",
    [
        dates.day_heading,
        dates.day_heading_official,
        dates.day_short,
        dates.date_short,
        dates.date_long,
        dates.date_official,
    ],
)
@given(day=st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
def test_what_we_write_we_read(
    write: Callable[[Language, date], str], code: str, day: date
) -> None:
    language = Language.of(code)
    assert parse_date(language, write(language, day), day) == day


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("9", time(9)),
        ("09", time(9)),
        ("0", time(0)),
        ("9.30", time(9, 30)),
        ("9:30", time(9, 30)),
        ("09.30", time(9, 30)),
        ("9:30:00", time(9, 30)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("1745", time(17, 45)),
        ("kl. 9", time(9)),
        ("Kl 17.30", time(17, 30)),
        ("9時", time(9)),
        ("9時30分", time(9, 30)),
        ("9時5分", time(9, 5)),
        ("9時半", time(9, 30)),
        ("午前10時", time(10)),
        ("午後2時", time(14)),
        ("午後2時15分", time(14, 15)),
        ("午後 2:15", time(14, 15)),
        ("午後0時", time(12)),
        ("2 pm", time(14)),
        ("2PM", time(14)),
        ("2:30 p.m.", time(14, 30)),
        ("12 am", time(0)),
        ("12 pm", time(12)),
        ("９：３０", time(9, 30)),
        ("１４時", time(14)),
    ],
)
def test_times_that_officers_type(text: str, moment: time) -> None:
    assert parse_time(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        "",
        "24",
        "24:00",
        "9.5",
        "9:60",
        "2460",
        "12345",
        "9-10",
        "9:30:15",
        "13 pm",
        "0 pm",
        "午前12時",
        "午後13時",
        "9時70分",
        "noonish",
        "-9",
        "9..30",
    ],
)
def test_what_is_no_time_is_not_read(text: str) -> None:
    assert parse_time(text) is None


@pytest.mark.parametrize("code", CODES)
@given(moment=st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_times_that_we_write_we_read(code: str, moment: time) -> None:
    language = Language.of(code)
    assert parse_time(dates.clock(language, moment)) == moment
    assert parse_time(dates.clock_in_text(language, moment)) == moment


@given(st.text())
def test_no_text_is_too_strange(text: str) -> None:
    for code in CODES:
        read(text, code)
    parse_time(text)
