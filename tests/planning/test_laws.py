"""The limits that come with the program: each has a source, and holds for whom it is meant."""

from datetime import date

import pytest

from desktop.planning.laws import (
    PASSPORT,
    SHORT_STAY,
    WINDOW,
    _all,
    law_of,
    laws,
    months_after,
)


def test_every_limit_says_where_it_is_written_and_when_it_was_checked() -> None:
    assert _all()
    for law in _all():
        assert law.source
        assert law.checked >= date(2026, 11, 23)


def test_a_limit_holds_for_guests_and_not_for_citizens() -> None:
    law = law_of(SHORT_STAY, "JP", "DK")
    assert law is not None
    assert law.days == 90
    assert law_of(SHORT_STAY, "JP", "JP") is None
    assert law_of(WINDOW, "JP", "DK") is None
    window = law_of(WINDOW, "DK", "JP")
    assert window is not None
    assert (window.days, window.within) == (90, 180)


def test_the_nearest_limit_comes_first() -> None:
    assert [law.months for law in laws(PASSPORT, "DK", "JP")] == [3, 6]
    assert [law.months for law in laws(PASSPORT, "JP", "DK")] == [6]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2027, 12, 1), 1, date(2028, 1, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
