"""The length of a stay and its two clocks, as people count them."""

from datetime import date

import pytest

from desktop.language import Language
from desktop.words.stays import clocks, in_weeks, length

EN, JA, DA = Language.of("en"), Language.of("ja"), Language.of("da")
HOME, VISIT = "Europe/Copenhagen", "Asia/Tokyo"


def test_days_and_nights_are_counted_first_and_last() -> None:
    assert length(EN, date(2027, 9, 1), date(2027, 11, 30)) == "91 days, 90 nights"
    assert length(EN, date(2027, 9, 1), date(2027, 9, 2)) == "2 days, 1 night"
    assert length(EN, date(2027, 9, 1), date(2027, 9, 1)) == "1 day"
    assert length(EN, date(2027, 9, 2), date(2027, 9, 1)) == ""


@pytest.mark.parametrize(("language", "told"), [(JA, "6泊7日"), (DA, "7 dage, 6 nætter")])
def test_each_language_counts_as_it_is_used_to(language: Language, told: str) -> None:
    assert length(language, date(2027, 9, 1), date(2027, 9, 7)) == told


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (date(2027, 9, 13), ""),
        (date(2027, 9, 14), "2 weeks"),
        (date(2027, 9, 15), "2 weeks and 1 day"),
        (date(2027, 10, 31), "8 weeks and 5 days  ·  2 months"),
        (date(2027, 11, 30), "13 weeks  ·  3 months"),
        (date(2028, 2, 29), "26 weeks  ·  6 months"),
        (date(2028, 3, 2), "26 weeks and 2 days  ·  6 months and 2 days"),
    ],
)
def test_a_longer_stay_is_told_in_weeks_and_months(last: date, told: str) -> None:
    assert in_weeks(EN, date(2027, 9, 1), last) == told


def test_months_end_with_the_month_where_it_is_shorter() -> None:
    begun = date(2027, 1, 31)
    assert in_weeks(EN, begun, date(2027, 3, 30)) == "8 weeks and 3 days  ·  2 months"
    assert in_weeks(EN, begun, date(2027, 3, 31)) == "8 weeks and 4 days  ·  2 months and 1 day"


def test_every_clock_change_during_a_stay_is_told() -> None:
    told = clocks(EN, HOME, VISIT, date(2027, 9, 1), date(2028, 4, 10))
    assert told == (
        "Copenhagen and Tokyo are 7 h apart. "
        "The clocks change during the stay: from 31 Oct 2027 it is 8 h. "
        "The clocks change during the stay: from 26 Mar 2028 it is 7 h."
    )
    assert clocks(EN, HOME, VISIT, date(2027, 9, 1), date(2027, 10, 30)).endswith("7 h apart.")


def test_nothing_is_told_of_one_clock_or_of_a_mistyped_year() -> None:
    assert clocks(EN, HOME, "Europe/Paris", date(2027, 9, 1), date(2027, 9, 2)) == ""
    assert clocks(EN, HOME, VISIT, date(2027, 9, 2), date(2027, 9, 1)) == ""
    assert clocks(EN, HOME, VISIT, date(2027, 9, 1), date(9027, 9, 1)) == ""
