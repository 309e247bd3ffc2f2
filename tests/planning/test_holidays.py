from datetime import date

import pytest

from desktop.planning.holidays import (
    half_holidays,
    holiday_on,
    is_working_day,
    public_holidays,
)

# The Cabinet Office's list for 2027, and the Danish one.
JAPAN = """
01-01 元日, 01-11 成人の日, 02-11 建国記念の日, 02-23 天皇誕生日, 03-21 春分の日, 03-22 振替休日,
04-29 昭和の日, 05-03 憲法記念日, 05-04 みどりの日, 05-05 こどもの日, 07-19 海の日, 08-11 山の日,
09-20 敬老の日, 09-23 秋分の日, 10-11 スポーツの日, 11-03 文化の日, 11-23 勤労感謝の日
"""
DENMARK = """
01-01 Nytårsdag, 03-25 Skærtorsdag, 03-26 Langfredag, 03-28 Påskedag, 03-29 Anden påskedag,
05-06 Kristi himmelfartsdag, 05-16 Pinsedag, 05-17 Anden pinsedag, 12-25 Juledag,
12-26 Anden juledag
"""


def of_2027(text: str) -> dict[date, str]:
    lines = (line.strip().split(" ", 1) for line in text.replace("\n", " ").split(","))
    return {date.fromisoformat(f"2027-{day}"): name for day, name in lines}


@pytest.mark.parametrize(("country", "listed"), [("JP", JAPAN), ("DK", DENMARK)])
def test_a_year_has_the_holidays_of_the_official_list(country: str, listed: str) -> None:
    found = public_holidays(country, date(2027, 1, 1), date(2027, 12, 31))
    assert found == of_2027(listed)
    assert list(found) == sorted(found)


def test_both_ends_of_a_period_count_and_it_may_cross_the_year() -> None:
    assert list(public_holidays("DK", date(2026, 12, 25), date(2027, 1, 1))) == [
        date(2026, 12, 25),
        date(2026, 12, 26),
        date(2027, 1, 1),
    ]
    assert public_holidays("DK", date(2026, 12, 27), date(2026, 12, 31)) == {}
    assert public_holidays("JP", date(2027, 1, 2), date(2027, 1, 1)) == {}


def test_a_substitute_day_and_the_day_between_two_holidays_are_holidays() -> None:
    assert holiday_on("JP", date(2027, 3, 22)) == "振替休日"
    assert holiday_on("JP", date(2026, 9, 22)) == "国民の休日"


def test_great_prayer_day_is_none_since_2024() -> None:
    assert holiday_on("DK", date(2023, 5, 5)) == "Store bededag"
    assert holiday_on("DK", date(2024, 4, 26)) == ""


def test_days_on_which_many_are_closed_are_kept_apart() -> None:
    year = date(2027, 1, 1), date(2027, 12, 31)
    assert half_holidays("DK", *year) == {
        date(2027, 5, 1): "Arbejdernes kampdag",
        date(2027, 6, 5): "Grundlovsdag",
        date(2027, 12, 24): "Juleaftensdag",
        date(2027, 12, 31): "Nytårsaften",
    }
    assert list(half_holidays("JP", *year)) == [
        date(2027, 1, 2),
        date(2027, 1, 3),
        date(2027, 12, 31),
    ]


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("JP", date(2027, 4, 28), True),
        ("JP", date(2027, 4, 29), False),
        ("DK", date(2027, 4, 29), True),
        ("DK", date(2027, 5, 6), False),
        ("DK", date(2027, 5, 7), True),
        ("JP", date(2027, 4, 24), False),
        ("DK", date(2027, 6, 4), True),
        ("", date(2027, 1, 1), True),
        ("SE", date(2027, 1, 2), False),
    ],
)
def test_weekends_and_holidays_are_no_working_days(country: str, day: date, works: bool) -> None:
    assert is_working_day(country, day) is works


def test_a_year_has_as_many_days_common_to_both_offices_as_was_counted() -> None:
    days = [date.fromordinal(date(2027, 1, 1).toordinal() + number) for number in range(365)]
    common = [day for day in days if is_working_day("JP", day) and is_working_day("DK", day)]
    assert len(common) == 240


def test_a_country_that_is_not_known_and_a_year_beyond_the_tables_have_none() -> None:
    assert public_holidays("SE", date(2027, 1, 1), date(2027, 12, 31)) == {}
    assert half_holidays("", date(2027, 1, 1), date(2027, 12, 31)) == {}
    assert public_holidays("JP", date(1900, 1, 1), date(1900, 12, 31)) == {}


def test_what_is_given_is_the_callers_own() -> None:
    first = public_holidays("DK", date(2027, 1, 1), date(2027, 1, 1))
    first.clear()
    assert public_holidays("DK", date(2027, 1, 1), date(2027, 1, 1)) != {}
