"""Whether a long day leaves time to eat."""

from datetime import timedelta

import pytest

from desktop.domain.codes import ItemKind, Rule, Severity
from desktop.domain.plan import SLOT, Attendance, Booking
from tests.planning.kit import COPENHAGEN, INTERPRETER, MONDAY, found, item, pairs, plan

MORNING, AFTERNOON = item("a", "09:00", "13:00"), item("b", "13:00", "17:00")


def test_a_long_day_without_a_meal_is_a_hint() -> None:
    people = ("ida", "bo")
    known = plan(item("a", "09:00", "13:00", people), item("b", "13:00", "17:00", people))
    (finding,) = found(known, Rule.NO_MEAL)
    assert (finding.bookings, finding.people) == (("a", "b"), ("bo", "ida"))
    assert (finding.severity, finding.values["day"]) == (Severity.HINT, MONDAY)


@pytest.mark.parametrize(
    "other",
    [
        item("c", "12:00", "13:00", kind=ItemKind.MEAL),
        item("c", "19:00", "21:00", kind=ItemKind.DINNER),
        item("c", "12:00", "13:00", kind=ItemKind.FREE_LUNCH),
        item("c", "18:00", "19:00", kind=ItemKind.RECEPTION),
        item("c", "15:00", "16:00", kind=ItemKind.FREE),
        item("c", "evening", "", kind=ItemKind.DINNER),
        item("c", "17:00", "20:00", kind=ItemKind.FLIGHT),
        item("c", "17:00", "18:00", sort=SLOT),
    ],
)
def test_what_feeds_people(other: Booking) -> None:
    assert pairs(plan(MORNING, AFTERNOON, other), Rule.NO_MEAL) == []


@pytest.mark.parametrize(
    "other",
    [
        item("c", "12:00", "13:00", ["bo"], kind=ItemKind.MEAL),
        item("c", "12:00", "13:00", kind=ItemKind.MEAL, cancelled=True),
        item("c", "evening", "", kind=ItemKind.DINNER, day=MONDAY + timedelta(days=1)),
        item("c", "17:00", "18:00", kind=ItemKind.FLIGHT),
    ],
)
def test_what_does_not_feed_them(other: Booking) -> None:
    assert len(pairs(plan(MORNING, AFTERNOON, other), Rule.NO_MEAL)) == 1


@pytest.mark.parametrize(
    ("free", "expected"),
    [
        (("12:00", "13:00"), []),
        (("12:00", "12:59"), [("a", "b")]),
        (("09:30", "11:30"), [("a", "b")]),
    ],
)
def test_an_hour_around_noon_is_enough(
    free: tuple[str, str], expected: list[tuple[str, ...]]
) -> None:
    known = plan(item("a", "09:00", free[0]), item("b", free[1], "17:00"))
    assert pairs(known, Rule.NO_MEAL) == expected


def test_noon_is_that_of_the_place() -> None:
    one = item("a", "09:00", "12:00", zone=COPENHAGEN)
    other = item("b", "13:00", "17:00", zone=COPENHAGEN)
    assert pairs(plan(one, other), Rule.NO_MEAL) == []


def test_a_day_that_is_short_or_has_one_thing() -> None:
    assert pairs(plan(MORNING, item("b", "13:00", "16:59")), Rule.NO_MEAL) == []
    assert pairs(plan(item("a", "09:00", "17:30")), Rule.NO_MEAL) == []


def test_who_only_works_there_eats_by_themselves() -> None:
    works = [Attendance("mai", INTERPRETER)]
    known = plan(item("a", "09:00", "13:00", works), item("b", "13:00", "17:00", works))
    assert pairs(known, Rule.NO_MEAL) == []
