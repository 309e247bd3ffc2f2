from datetime import UTC, date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain.time import (
    Clock,
    DayPart,
    Moment,
    clock_at,
    is_zone,
    minutes_between,
    zone,
)

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


def at(day: date, clock: str, zone_name: str | None = TOKYO, fold: int = 0) -> Moment:
    return Moment(day, time.fromisoformat(clock), zone_name, fold)


@pytest.mark.parametrize(
    ("day", "clock", "found"),
    [
        (FORWARD, "01:59", Clock.NORMAL),
        (FORWARD, "02:00", Clock.SKIPPED),
        (FORWARD, "02:30", Clock.SKIPPED),
        (FORWARD, "02:59", Clock.SKIPPED),
        (FORWARD, "03:00", Clock.NORMAL),
        (BACK, "01:59", Clock.NORMAL),
        (BACK, "02:00", Clock.REPEATED),
        (BACK, "02:30", Clock.REPEATED),
        (BACK, "02:59", Clock.REPEATED),
        (BACK, "03:00", Clock.NORMAL),
    ],
)
def test_a_clock_change_is_noticed(day: date, clock: str, found: Clock) -> None:
    assert clock_at(day, time.fromisoformat(clock), COPENHAGEN) == found
    assert at(day, clock, COPENHAGEN).clock() == found
    assert at(day, clock, TOKYO).clock() == Clock.NORMAL


def test_an_inexact_time_is_never_skipped() -> None:
    assert Moment(FORWARD, time(2, 30), COPENHAGEN, 0, DayPart.MORNING).clock() == Clock.NORMAL
    assert Moment(FORWARD, time(2, 30)).clock() == Clock.NORMAL
    assert Moment(None, time(2, 30), COPENHAGEN).clock() == Clock.NORMAL


def test_a_repeated_hour_is_told_apart_by_its_fold() -> None:
    first, second = (at(BACK, "02:30", COPENHAGEN, fold) for fold in (0, 1))
    assert first.utc() == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
    assert second.utc() == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    assert Moment.at(datetime(2027, 10, 31, 1, 30, tzinfo=UTC), COPENHAGEN) == second
    assert minutes_between(first, second) == 60


@pytest.mark.parametrize(
    ("start", "end", "minutes"),
    [
        # Three hours on the clock are four, and two, in truth.
        (at(BACK, "01:00", COPENHAGEN), at(BACK, "04:00", COPENHAGEN), 240),
        (at(FORWARD, "01:00", COPENHAGEN), at(FORWARD, "04:00", COPENHAGEN), 120),
        # A flight east and the one back.
        (at(date(2027, 4, 17), "11:20", COPENHAGEN), at(date(2027, 4, 18), "07:55"), 815),
        (at(date(2027, 4, 24), "10:00"), at(date(2027, 4, 24), "16:25", COPENHAGEN), 805),
        # Across midnight.
        (at(date(2027, 4, 19), "22:00"), at(date(2027, 4, 20), "00:30"), 150),
    ],
)
def test_true_minutes(start: Moment, end: Moment, minutes: int) -> None:
    assert minutes_between(start, end) == minutes
    assert minutes_between(end, start) == -minutes


def test_no_minutes_without_two_instants() -> None:
    known = at(date(2027, 4, 19), "10:00")
    for vague in (Moment(), at(date(2027, 4, 19), "11:00", None), Moment(date(2027, 4, 19))):
        assert minutes_between(known, vague) is None
        assert minutes_between(vague, known) is None


@pytest.mark.parametrize(
    ("day", "clock", "there", "shift"),
    [
        (date(2027, 1, 19), "07:00", "2027-01-18T23:00", -1),  # eight hours in winter
        (date(2027, 4, 19), "07:00", "2027-04-19T00:00", 0),  # seven in summer
        (date(2027, 4, 19), "06:59", "2027-04-18T23:59", -1),
    ],
)
def test_both_clocks(day: date, clock: str, there: str, shift: int) -> None:
    moment = at(day, clock)
    other = moment.in_zone(COPENHAGEN)
    assert other.wall() == datetime.fromisoformat(there)
    assert moment.shift_to(COPENHAGEN) == shift
    assert other.shift_to(TOKYO) == -shift


@pytest.mark.parametrize(
    "vague",
    [
        Moment(),
        Moment(date(2027, 4, 19)),
        Moment(date(2027, 4, 19), time(9)),
        Moment(None, time(9), TOKYO),
        *(
            Moment(date(2027, 4, 19), time(9), TOKYO, 0, part)
            for part in DayPart
            if part != DayPart.EXACT
        ),
    ],
)
def test_what_is_not_exact_has_no_instant(vague: Moment) -> None:
    assert not vague.is_exact
    assert vague.utc() is None
    assert vague.in_zone(COPENHAGEN) == vague
    assert vague.shift_to(COPENHAGEN) == 0


def test_a_time_moves_on_its_own_clock() -> None:
    before = at(date(2027, 3, 27), "10:00", COPENHAGEN)
    after = before.moved(days=1)
    assert after == at(FORWARD, "10:00", COPENHAGEN)
    assert minutes_between(before, after) == 23 * 60
    assert at(FORWARD, "23:30").moved(minutes=45) == at(date(2027, 3, 29), "00:15")
    assert at(FORWARD, "00:15").moved(minutes=-30) == at(date(2027, 3, 27), "23:45")


def test_moving_into_a_skipped_hour_is_noticed() -> None:
    moved = at(date(2027, 3, 27), "02:30", COPENHAGEN).moved(days=1)
    assert moved.clock() == Clock.SKIPPED


def test_a_fold_does_not_travel_to_another_day() -> None:
    assert at(BACK, "02:30", COPENHAGEN, 1).moved(days=1).fold == 0


@pytest.mark.parametrize("part", [part for part in DayPart if part != DayPart.EXACT])
def test_an_inexact_time_moves_by_days_alone(part: DayPart) -> None:
    moment = Moment(FORWARD, time(9), TOKYO, 0, part)
    moved = moment.moved(days=2, minutes=90)
    assert moved == Moment(date(2027, 3, 30), time(9), TOKYO, 0, part)


def test_what_has_no_day_stays() -> None:
    assert Moment(None, time(9), TOKYO).moved(days=3) == Moment(None, time(9), TOKYO)


def test_the_order_of_a_day() -> None:
    day = date(2027, 4, 19)
    ordered = [
        Moment(day, None, None, 0, DayPart.ALL_DAY),
        at(day, "07:30"),
        Moment(day, None, None, 0, DayPart.MORNING),
        at(day, "08:30"),
        at(day, "12:59"),
        Moment(day, None, TOKYO, 0, DayPart.AFTERNOON),
        at(day, "17:00"),
        Moment(day, None, None, 0, DayPart.EVENING),
        at(day, "23:59"),
        Moment(day, None, TOKYO, 0, DayPart.TBC),
        at(date(2027, 4, 20), "00:30"),
        Moment(None, time(9), TOKYO),
    ]
    shuffled = sorted(ordered, key=lambda moment: str(hash(moment)))
    assert sorted(shuffled, key=lambda moment: moment.sort_key(TOKYO)) == ordered


def test_several_zones_in_a_day_are_ordered_by_instant() -> None:
    day = date(2027, 4, 18)
    tokyo, copenhagen = at(day, "14:00"), at(day, "09:00", COPENHAGEN)
    assert tokyo.sort_key() < copenhagen.sort_key()  # 07:00 in Copenhagen
    # Eastward over the date line a flight lands by the clock before it leaves.
    leaves, after = at(day, "17:00"), at(day, "14:00", "America/Los_Angeles")
    assert leaves.sort_key() < after.sort_key()


def test_the_repeated_hour_comes_in_its_order() -> None:
    first, second = (at(BACK, "02:30", COPENHAGEN, fold) for fold in (0, 1))
    assert first.sort_key() < second.sort_key()
    assert second.sort_key() < at(BACK, "03:00", COPENHAGEN).sort_key()


def test_without_a_zone_the_usual_clock_orders() -> None:
    day = date(2027, 4, 18)
    bare = at(day, "10:00", None)
    assert at(day, "09:30").sort_key(TOKYO) < bare.sort_key(TOKYO) < at(day, "10:30").sort_key()
    assert bare.utc() is None


@pytest.mark.parametrize(
    "name", ["", "Mars/Phobos", "../etc/passwd", "/etc/localtime", "Asia", "\0", "CEST", "東京"]
)
def test_an_unknown_zone_is_refused(name: str) -> None:
    assert not is_zone(name)
    with pytest.raises(ValueError, match="unknown zone"):
        zone(name)


def test_zones_come_from_the_bundled_data() -> None:
    import zoneinfo

    assert zoneinfo.TZPATH == ()
    assert is_zone(TOKYO)


def test_the_ends_of_the_calendar_do_not_overflow() -> None:
    assert at(date.min, "00:00").utc() is None
    assert at(date.max, "23:59", "America/Los_Angeles").utc() is None
    assert at(date.min, "00:00").sort_key() < at(date.max, "23:59").sort_key()


@given(
    st.datetimes(min_value=datetime(1950, 1, 1), max_value=datetime(2099, 1, 1)),
    st.sampled_from([TOKYO, COPENHAGEN, "America/Los_Angeles", "Asia/Kolkata"]),
)
@example(datetime(1987, 9, 27), COPENHAGEN)
def test_an_instant_survives_the_wall_clock(naive: datetime, name: str) -> None:
    instant = naive.replace(tzinfo=UTC, microsecond=0)
    moment = Moment.at(instant, name)
    assert moment.utc() == instant
    assert moment.clock() != Clock.SKIPPED
    assert moment.moved(days=3).moved(days=-3).wall() == moment.wall()
    assert abs(moment.shift_to(TOKYO)) <= 1
    aware = moment.aware()
    assert aware is not None
    # Python takes no time that a clock shows twice for equal to one of another zone (PEP 495).
    assert aware.astimezone(UTC) == instant
