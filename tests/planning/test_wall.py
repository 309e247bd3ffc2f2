from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop.planning.wall import DAY, days_between, minute_at, wall_at

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


def test_a_day_is_as_long_as_its_clock_makes_it() -> None:
    def length(zone: str, day: date) -> int:
        return minute_at(zone, day, DAY) - minute_at(zone, day)

    assert length(COPENHAGEN, FORWARD) == 23 * 60
    assert length(COPENHAGEN, BACK) == 25 * 60
    assert length(COPENHAGEN, FORWARD - timedelta(days=1)) == length(TOKYO, FORWARD) == DAY


def test_a_skipped_hour_is_the_next_and_of_a_repeated_one_the_first_counts() -> None:
    assert minute_at(COPENHAGEN, FORWARD, 150) == minute_at(COPENHAGEN, FORWARD, 210)
    assert minute_at(COPENHAGEN, BACK, 150) == minute_at(COPENHAGEN, BACK) + 150


def test_minutes_past_the_end_of_a_day_are_the_clock_of_the_next() -> None:
    night = minute_at(COPENHAGEN, BACK - timedelta(days=1), DAY + 300)
    assert wall_at(COPENHAGEN, night) == (BACK, 300)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(4 * 60, DAY - 1))
def test_what_a_clock_shows_is_read_back(day: date, minutes: int) -> None:
    for zone in (TOKYO, COPENHAGEN):
        assert wall_at(zone, minute_at(zone, day, minutes)) == (day, minutes)


def test_the_days_that_a_span_touches_are_those_of_the_clock() -> None:
    midnight = minute_at(TOKYO, FORWARD)
    assert days_between(TOKYO, midnight, midnight + DAY) == [FORWARD]
    assert days_between(TOKYO, midnight - 1, midnight + DAY + 1) == [
        FORWARD - timedelta(days=1),
        FORWARD,
        FORWARD + timedelta(days=1),
    ]
    assert days_between(TOKYO, midnight, midnight) == [FORWARD]
