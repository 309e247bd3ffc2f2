"""What a calendar can say about the times that programmes have."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from desktop.calendars.when import Span, span
from desktop.domain.time import DayPart, Moment, zone
from desktop.errors import Problem

DAY = date(2027, 4, 19)
COPENHAGEN, TOKYO = "Europe/Copenhagen", "Asia/Tokyo"


def at(day: date, clock: str, zone_name: str | None = TOKYO, fold: int = 0) -> Moment:
    return Moment(day, time.fromisoformat(clock), zone_name, fold)


def part(day: date, part: DayPart, zone_name: str | None = TOKYO) -> Moment:
    return Moment(day, None, zone_name, 0, part)


def minutes(of: Span) -> int:
    assert isinstance(of.start, datetime)
    assert isinstance(of.end, datetime)
    return (of.end.astimezone(UTC) - of.start.astimezone(UTC)) // timedelta(minutes=1)


def code(start: Moment, end: Moment | None = None) -> str:
    with pytest.raises(Problem) as caught:
        span(start, end or Moment())
    return caught.value.code


def test_a_flight_keeps_both_zones() -> None:
    flight = span(at(date(2027, 4, 17), "11:20", COPENHAGEN), at(date(2027, 4, 18), "07:55", TOKYO))
    assert flight.start == datetime(2027, 4, 17, 11, 20, tzinfo=zone(COPENHAGEN))
    assert flight.end == datetime(2027, 4, 18, 7, 55, tzinfo=zone(TOKYO))
    assert minutes(flight) == 815


@pytest.mark.parametrize(
    ("day", "length"), [(date(2027, 10, 31), 240), (date(2028, 3, 26), 120), (DAY, 180)]
)
def test_lengths_count_the_clock_change(day: date, length: int) -> None:
    assert minutes(span(at(day, "01:00", COPENHAGEN), at(day, "04:00", COPENHAGEN))) == length


def test_the_second_of_two_hours_is_told_in_utc() -> None:
    day = date(2027, 10, 31)
    both = span(at(day, "02:10", COPENHAGEN), at(day, "02:50", COPENHAGEN, fold=1))
    assert both.start == datetime(2027, 10, 31, 2, 10, tzinfo=zone(COPENHAGEN))
    assert both.end == datetime(2027, 10, 31, 1, 50, tzinfo=UTC)
    assert isinstance(both.end, datetime)
    assert both.end.tzinfo is UTC
    assert minutes(both) == 100


def test_an_hour_back_on_the_clock_can_be_later() -> None:
    day = date(2027, 10, 31)
    assert minutes(span(at(day, "02:50", COPENHAGEN), at(day, "02:10", COPENHAGEN, fold=1))) == 20


def test_a_skipped_time_is_refused() -> None:
    day = date(2027, 3, 28)
    assert code(at(day, "02:30", COPENHAGEN)) == "calendar_skipped_time"
    end = at(day, "02:30", COPENHAGEN)
    assert code(at(day, "01:30", COPENHAGEN), end) == "calendar_skipped_time"


def test_nothing_is_guessed() -> None:
    assert code(Moment()) == "calendar_no_date"
    assert code(at(date(20, 4, 19), "09:00")) == "calendar_no_date"
    assert code(at(DAY, "09:00", None)) == "calendar_no_zone"
    assert code(at(DAY, "09:00", "Europe/Atlantis")) == "calendar_no_zone"
    assert code(at(DAY, "09:00"), at(DAY, "10:00", None)) == "calendar_no_zone"


@pytest.mark.parametrize("part_of_day", [one for one in DayPart if one != DayPart.EXACT])
def test_an_inexact_time_is_its_day(part_of_day: DayPart) -> None:
    assert span(part(DAY, part_of_day), Moment()) == Span(DAY, date(2027, 4, 20))
    assert span(part(DAY, part_of_day), at(DAY, "12:00")) == Span(DAY, date(2027, 4, 20))


def test_a_day_without_a_time_is_a_day() -> None:
    assert span(Moment(DAY), Moment()).all_day


def test_the_last_day_is_included() -> None:
    days = span(part(DAY, DayPart.ALL_DAY), part(date(2027, 4, 21), DayPart.ALL_DAY))
    assert days == Span(DAY, date(2027, 4, 22))
    assert span(Moment(DAY), Moment(date(2027, 4, 18))) == Span(DAY, date(2027, 4, 20))
    assert span(Moment(DAY), Moment(date(9999, 12, 31))) == Span(DAY, date(2027, 4, 20))


@pytest.mark.parametrize(
    "end",
    [
        Moment(),
        at(DAY, "09:00"),
        at(DAY, "08:00"),
        at(DAY, "01:00", COPENHAGEN),
        part(DAY, DayPart.EVENING),
        Moment(DAY, None, TOKYO),
    ],
)
def test_an_end_that_says_nothing_is_left_out(end: Moment) -> None:
    assert span(at(DAY, "09:00"), end).end is None


def test_an_open_end_is_left_out() -> None:
    assert span(at(DAY, "09:00"), at(DAY, "11:00"), open_end=True).end is None
    assert span(Moment(DAY), Moment(date(2027, 4, 22)), open_end=True).end == date(2027, 4, 20)


def test_midnight_is_crossed() -> None:
    night = span(at(DAY, "22:00"), at(date(2027, 4, 20), "01:00"))
    assert minutes(night) == 180


def test_events_are_ordered_by_instant() -> None:
    late = span(at(DAY, "02:30", COPENHAGEN), Moment())
    early = span(at(DAY, "09:10", TOKYO), Moment())
    assert sorted([late, early, span(Moment(DAY), Moment())], key=Span.sort_key) == [
        span(Moment(DAY), Moment()),
        early,
        late,
    ]


def test_utc_needs_no_zone() -> None:
    assert span(at(DAY, "09:00", "Etc/UTC"), Moment()).start == datetime(2027, 4, 19, 9, tzinfo=UTC)
