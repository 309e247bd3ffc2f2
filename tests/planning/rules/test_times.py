"""Times that cannot be, and items that are not where the calendar of their visit is."""

from datetime import date, timedelta

import pytest

from desktop.domain.codes import ItemKind, ItemStatus, Rule, Severity
from desktop.domain.finding import Fix
from desktop.domain.plan import SLOT, Booking
from tests.planning.kit import (
    COPENHAGEN,
    MONDAY,
    TODAY,
    found,
    item,
    moment,
    pairs,
    plan,
    with_visit,
)

TUESDAY = MONDAY + timedelta(days=1)
FALL_BACK, SPRING_FORWARD = date(2027, 10, 31), date(2028, 3, 26)


def test_an_end_before_its_start_is_a_block_and_perhaps_meant_the_next_day() -> None:
    (finding,) = found(plan(item("a", "22:00", "01:00")), Rule.ENDS_BEFORE_START)
    assert finding.severity == Severity.BLOCK
    assert finding.values == {"minutes": 21 * 60}
    assert finding.fix == Fix("move", "a", start=moment("22:00"), end=moment("01:00", TUESDAY))


def test_days_alone_tell_it_too() -> None:
    wrong = item("a", "all_day", "all_day", last_day=MONDAY - timedelta(days=1))
    assert pairs(plan(wrong), Rule.ENDS_BEFORE_START) == [("a",)]
    right = [item("a", "10:00", "10:00"), item("b", "tbc", ""), item("c", "morning", "evening")]
    assert pairs(plan(*right), Rule.ENDS_BEFORE_START) == []


def flight(start: str, end: str, *route: str | None, landing: date = MONDAY) -> Booking:
    from_place, to_place = route
    return item(
        "a",
        start,
        end,
        zone=COPENHAGEN,
        end_zone="Asia/Tokyo",
        last_day=landing,
        kind=ItemKind.FLIGHT,
        place_id=from_place,
        end_place_id=to_place,
    )


@pytest.mark.parametrize(
    ("one", "minutes"),
    [
        (flight("11:20", "07:55", "CPH", "HND"), -625),
        (flight("11:20", "00:30", "CPH", "HND", landing=TUESDAY), 370),
        (flight("11:20", "07:55", "CPH", "HND", landing=TUESDAY + timedelta(days=1)), 2255),
        (flight("11:20", "18:30", None, None), 10),
    ],
    ids=["lands before it leaves", "faster than sound", "a day too long", "no airports"],
)
def test_a_flight_that_cannot_be(one: Booking, minutes: int) -> None:
    (finding,) = found(plan(one), Rule.FLIGHT_DURATION)
    assert finding.values["minutes"] == minutes
    assert finding.severity == Severity.BLOCK
    assert pairs(plan(one), Rule.ENDS_BEFORE_START) == []


@pytest.mark.parametrize(
    "one",
    [
        flight("11:20", "07:55", "CPH", "HND", landing=TUESDAY),
        flight("18:40", "15:20", "CPH", "HND", landing=TUESDAY),
        flight("11:20", "07:55", None, None, landing=TUESDAY),
        item("a", "10:00", "11:10", kind=ItemKind.FLIGHT, place_id="HND", end_place_id="ITM"),
    ],
    ids=["over the pole", "by Helsinki", "no airports", "at home"],
)
def test_a_flight_that_can_be(one: Booking) -> None:
    assert pairs(plan(one), Rule.FLIGHT_DURATION) == []


def test_a_flight_on_the_wrong_day_is_moved_to_the_next() -> None:
    (finding,) = found(plan(flight("11:20", "07:55", "CPH", "HND")), Rule.FLIGHT_DURATION)
    assert finding.fix is not None
    assert finding.fix.end.date == TUESDAY


def test_a_time_that_the_clocks_leave_out() -> None:
    fields = {"day": SPRING_FORWARD, "zone": COPENHAGEN}
    (finding,) = found(plan(item("a", "02:30", "04:00", **fields)), Rule.CLOCK_SKIPPED)  # type: ignore[arg-type]
    assert finding.values == {"which": "start", "zone": COPENHAGEN}
    assert finding.fix is not None
    assert finding.fix.start == moment("03:30", SPRING_FORWARD, COPENHAGEN)


def test_other_times_of_such_days_are_there() -> None:
    spring = item("a", "01:30", "03:30", day=SPRING_FORWARD, zone=COPENHAGEN)
    autumn = item("b", "02:30", "03:30", day=FALL_BACK, zone=COPENHAGEN)
    japan = item("c", "02:30", "03:30", day=SPRING_FORWARD)
    assert pairs(plan(spring, autumn, japan), Rule.CLOCK_SKIPPED) == []


@pytest.mark.parametrize(("days", "expected"), [(0, True), (14, True), (15, False)])
def test_what_is_soon_should_be_confirmed(days: int, expected: bool) -> None:
    day = TODAY + timedelta(days=days)
    assert bool(pairs(plan(item("a", day=day)), Rule.UNCONFIRMED)) is expected


def test_a_part_of_the_day_is_soon_too_and_confirming_settles_it() -> None:
    (finding,) = found(plan(item("a", "tbc", "", day=TODAY)), Rule.UNCONFIRMED)
    assert (finding.severity, finding.fix) == (Severity.HINT, Fix("confirm", "a"))


def test_what_need_not_be_confirmed() -> None:
    soon = [
        item("a", day=TODAY, status=ItemStatus.CONFIRMED),
        item("b", day=TODAY, kind=ItemKind.FREE),
        item("c", "", ""),
    ]
    assert pairs(plan(*soon), Rule.UNCONFIRMED) == []
    assert pairs(plan(item("d", day=TODAY, sort=SLOT)), Rule.UNCONFIRMED) == [("d",)]


def test_items_are_within_the_days_of_their_visit() -> None:
    first, last = date(2027, 4, 17), date(2027, 4, 24)
    inside = [
        item("a", day=first, zone=COPENHAGEN),
        item("b", "11:45", "18:40", day=last, end_zone=COPENHAGEN),
    ]
    assert pairs(plan(*inside), Rule.OUTSIDE_DATES) == []
    outside = [
        item("a", day=first - timedelta(days=1)),
        item("b", "23:00", "01:00", day=last, last_day=last + timedelta(days=1)),
    ]
    days = [finding.values["day"] for finding in found(plan(*outside), Rule.OUTSIDE_DATES)]
    assert days == [date(2027, 4, 16), date(2027, 4, 25)]


def test_a_visit_of_nobody_yet_has_days_too() -> None:
    known = with_visit(plan(item("a", day=date(2028, 1, 1))), members=())
    assert pairs(known, Rule.OUTSIDE_DATES) == [("a",)]


def test_a_visit_without_dates_has_nothing_outside() -> None:
    known = with_visit(plan(item("a", day=date(2028, 1, 1))), start=None)
    assert pairs(known, Rule.OUTSIDE_DATES) == []
