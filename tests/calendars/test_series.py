"""The times of repeating events, compared with another reader's, and what is not worked out."""

from datetime import date, datetime
from datetime import time as midnight

import pytest
import recurring_ical_events
from icalendar import Calendar

from desktop.calendars.incoming import Incoming, read
from desktop.calendars.rule import understood
from desktop.calendars.series import Patience, Series
from tests.calendars.foreign import event, file

TOKYO = "DTSTART;TZID=Asia/Tokyo:20270419T090000"
COPENHAGEN = "DTSTART;TZID=Europe/Copenhagen:20270301T233000"


def _read(*lines: str) -> tuple[Incoming, bytes]:
    content = file(event(*lines))
    (one,) = read(content).events
    return one, content


def _series(*lines: str) -> Series | None:
    return _read(*lines)[0].series


def _ours(series: Series, first: date, last: date) -> list[str]:
    found = Patience().between(series, first, last)
    assert found is not None
    return [time.stamp for time in found]


@pytest.mark.parametrize(
    "lines",
    [
        (TOKYO, "RRULE:FREQ=DAILY"),
        (TOKYO, "RRULE:FREQ=DAILY;INTERVAL=3;COUNT=40"),
        (TOKYO, "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
        (TOKYO, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU"),
        (TOKYO, "RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=MO"),
        (TOKYO, "RRULE:FREQ=WEEKLY;UNTIL=20270614T000000Z"),
        (TOKYO, "RRULE:FREQ=MONTHLY;BYDAY=3MO"),
        (TOKYO, "RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=13"),
        (TOKYO, "RRULE:FREQ=MONTHLY;BYMONTHDAY=19,-1"),
        (TOKYO, "RRULE:FREQ=YEARLY"),
        (TOKYO, "RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=3MO"),
        (TOKYO, "RRULE:FREQ=DAILY;COUNT=9", "EXDATE;TZID=Asia/Tokyo:20270421T090000"),
        (TOKYO, "RRULE:FREQ=DAILY;COUNT=9", "EXDATE:20270421T000000Z,20270419T000000Z"),
        (TOKYO, "RDATE;TZID=Asia/Tokyo:20270421T090000,20270423T100000"),
        (COPENHAGEN, "RRULE:FREQ=WEEKLY;BYDAY=MO"),
        ("DTSTART:20270301T223000Z", "RRULE:FREQ=WEEKLY;BYDAY=MO"),
        ("DTSTART;VALUE=DATE:20280229", "RRULE:FREQ=YEARLY"),
    ],
)
def test_as_many_times_as_another_reader_finds(lines: tuple[str, ...]) -> None:
    one, content = _read(*lines)
    assert one.series is not None
    theirs = recurring_ical_events.of(Calendar.from_ical(content)).between(
        datetime(2027, 4, 1), datetime(2033, 1, 1)
    )
    starts = sorted(each.start.strftime("%Y%m%dT%H%M") for each in theirs)
    found = one.series.times(date(2027, 4, 1), date(2032, 12, 31))
    told = [(time.start.date, time.start.time or midnight()) for time in found]
    assert [f"{day:%Y%m%d}T{at:%H%M}" for day, at in told] == starts
    assert len(told) >= 2


def test_the_hour_stays_the_same_over_a_change_of_the_clock_and_so_does_the_length() -> None:
    end = "DTEND;TZID=Europe/Copenhagen:20270302T003000"
    series = _series(COPENHAGEN, end, "RRULE:FREQ=WEEKLY")
    assert series is not None
    before, after = series.times(date(2027, 3, 22), date(2027, 3, 29))
    assert (before.stamp, after.stamp) == ("20270322T223000Z", "20270329T213000Z")
    assert (str(after.start.time), str(after.end.time)) == ("23:30:00", "00:30:00")
    assert after.end.date == date(2027, 3, 30)


def test_an_hour_that_the_clock_skips_is_the_instant_that_is_meant() -> None:
    series = _series("DTSTART;TZID=Europe/Copenhagen:20270321T023000", "RRULE:FREQ=WEEKLY")
    assert series is not None
    (skipped,) = series.times(date(2027, 3, 28), date(2027, 3, 28))
    assert (skipped.stamp, str(skipped.start.time)) == ("20270328T013000Z", "03:30:00")


def test_a_day_that_is_taken_away_takes_its_times_away() -> None:
    series = _series(TOKYO, "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:20270420")
    assert series is not None
    assert _ours(series, date(2027, 4, 19), date(2027, 4, 21)) == [
        "20270419T000000Z",
        "20270421T000000Z",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("RRULE:FREQ=HOURLY;COUNT=3",),
        ("RRULE:FREQ=SECONDLY",),
        ("RRULE:FREQ=DAILY;BYHOUR=9,15",),
        ("RRULE:FREQ=YEARLY;BYWEEKNO=16",),
        ("RRULE:FREQ=WEEKLY;BYDAY=2MO",),
        ("RRULE:FREQ=DAILY;COUNT=0",),
        ("RRULE:FREQ=DAILY;INTERVAL=-1",),
        ("RRULE:FREQ=DAILY;UNTIL=20279999",),
        ("RRULE:FREQ=DAILY;COUNT=9;COUNT=8",),
        ("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"),
        ("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"),
        ("RRULE:FREQ=DAILY", "EXDATE:tomorrow"),
        ("RDATE;VALUE=PERIOD:20270421T000000Z/PT1H",),
        ("RDATE;VALUE=DATE:20270421",),
        ("RRULE:",),
    ],
)
def test_what_is_not_understood_is_not_worked_out(lines: tuple[str, ...]) -> None:
    one, _content = _read(TOKYO, *lines)
    assert one.repeats
    assert one.series is None


def test_a_zone_that_is_not_known_is_asked_before_times_are_worked_out() -> None:
    lines = ("DTSTART:20270419T090000", "RRULE:FREQ=DAILY")
    assert _series(*lines) is None
    (one,) = read(file(event(*lines)), {"": "Asia/Tokyo"}).events
    assert one.series is not None


def test_patience_ends_with_days_and_with_times() -> None:
    daily = _series(TOKYO, "RRULE:FREQ=DAILY;COUNT=90000")
    assert daily is not None
    assert Patience().between(daily, date(2027, 4, 19), date(2028, 6, 30)) is None
    patience, far = Patience(days=40_000), (date(2107, 4, 19), date(2107, 4, 20))
    assert patience.between(daily, *far) is not None
    assert patience.between(daily, *far) is None


def test_a_rule_on_which_no_day_ever_falls_has_none() -> None:
    rule = understood("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
    assert rule is not None
    start = date(2027, 4, 19)
    assert list(rule.days(start, start, date(2030, 1, 1))) == [start]
