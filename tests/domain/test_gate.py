"""The days that are usual for a gate."""

from datetime import date

import pytest

from desktop.domain.gate import fiscal_year_end, reminder_day, year_end


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2027, 4, 1), date(2028, 3, 31)),
        (date(2027, 12, 31), date(2028, 3, 31)),
        (date(2028, 1, 1), date(2028, 3, 31)),
        (date(2028, 3, 31), date(2028, 3, 31)),
    ],
)
def test_a_japanese_fiscal_year_ends_on_the_next_31_march(day: date, last: date) -> None:
    assert fiscal_year_end(day) == last


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2027, 4, 19), date(2028, 4, 18)),
        (date(2027, 3, 1), date(2028, 2, 29)),
        (date(2028, 2, 29), date(2029, 2, 28)),
        (date(2027, 1, 1), date(2027, 12, 31)),
    ],
)
def test_a_year_ends_the_day_before_the_same_day(day: date, last: date) -> None:
    assert year_end(day) == last


def test_a_reminder_comes_four_weeks_before() -> None:
    assert reminder_day(date(2028, 3, 31)) == date(2028, 3, 3)
