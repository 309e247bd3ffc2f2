import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.calendar.timeline_ticks import Unit, divisions, hours, levels, weekends

DATES = st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1))
OF_DAYS = [Unit.YEAR, Unit.MONTH, Unit.WEEK, Unit.DAY]


@given(st.sampled_from(OF_DAYS), DATES, st.integers(0, 800))
def test_divisions_cover_all_days_without_a_gap(unit: Unit, first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    found = list(divisions(unit, first, last))
    assert found[0][0] <= first
    assert found[-1][1] > last >= found[-1][0]
    assert all(before[1] == after[0] for before, after in itertools.pairwise(found))


def test_a_week_begins_on_monday_and_a_month_with_its_first_day() -> None:
    wednesday = dt.date(2027, 4, 21)
    assert next(divisions(Unit.WEEK, wednesday, wednesday)) == (
        dt.date(2027, 4, 19),
        dt.date(2027, 4, 26),
    )
    december = dt.date(2027, 12, 31)
    assert next(divisions(Unit.MONTH, december, december)) == (
        dt.date(2027, 12, 1),
        dt.date(2028, 1, 1),
    )


@pytest.mark.parametrize(
    ("per_day", "smallest"),
    [(0.9, Unit.MONTH), (6, Unit.WEEK), (30, Unit.DAY), (1000, Unit.HOURS)],
)
def test_the_nearer_one_looks_the_finer_it_is_divided(per_day: float, smallest: Unit) -> None:
    order = list(Unit)
    shown = levels(per_day)
    assert shown[-1] == smallest
    assert list(shown) == sorted(shown, key=order.index)


def test_hours_are_apart_far_enough_for_their_names() -> None:
    for per_day in (260, 500, 1000, 2000):
        assert per_day * hours(per_day) / 24 >= 40


@given(DATES, st.integers(0, 60))
def test_every_weekend_in_sight_is_found(first: dt.date, days: int) -> None:
    last = first + dt.timedelta(days=days)
    found = {day + more for day in weekends(first, last) for more in (0, 1)}
    for number in range(first.toordinal(), last.toordinal() + 1):
        assert (number in found) == (dt.date.fromordinal(number).weekday() >= 5)
