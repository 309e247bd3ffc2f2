from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.language.era import ERAS, era_of, era_year, from_era


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2027, 4, 19), "令和9年"),
        (date(2026, 1, 1), "令和8年"),
        (date(2020, 1, 1), "令和2年"),
        (date(2019, 12, 31), "令和元年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(1989, 1, 8), "平成元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1912, 7, 30), "大正元年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1873, 1, 1), "明治6年"),
        (date(1872, 12, 31), "1872年"),
    ],
)
def test_years_are_counted_from_the_day_an_era_began(day: date, year: str) -> None:
    assert era_year(day) == year


@given(st.dates(min_value=ERAS[-1].begins), st.booleans())
def test_an_era_date_is_the_day_it_was_made_from(day: date, by_letter: bool) -> None:
    era = era_of(day)
    assert era is not None
    name = era.letter.lower() if by_letter else era.name
    assert from_era(name, day.year - era.first_year + 1, day.month, day.day) == day


def test_eras_follow_one_another() -> None:
    for later, earlier in pairwise(ERAS):
        assert era_of(later.begins) is later
        assert era_of(later.begins - timedelta(days=1)) is earlier


@pytest.mark.parametrize(
    ("era", "year", "month", "day"),
    [
        ("令和", 1, 4, 30),
        ("平成", 31, 5, 1),
        ("令和", 9, 2, 29),
        ("令和", 0, 5, 1),
        ("X", 9, 4, 19),
    ],
)
def test_what_is_no_day_of_its_era_is_nothing(era: str, year: int, month: int, day: int) -> None:
    assert from_era(era, year, month, day) is None
