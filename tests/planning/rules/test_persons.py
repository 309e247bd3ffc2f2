"""Whether the journeys of one person fit together: stays, visits, and slots during a stay."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.codes import ItemStatus, PermitKind, Rule, Severity
from desktop.domain.plan import PermitFact, Presence, RecordFact
from desktop.domain.text import Trilingual
from tests.planning.kit import COPENHAGEN, TOKYO, found, item, journeys, request, slot, stay

DAY = date(2027, 9, 13)


def visit(name: str, start: str, end: str, person: str = "ida", zone: str = TOKYO) -> RecordFact:
    days = (date.fromisoformat(start), date.fromisoformat(end))
    return RecordFact(
        "delegation",
        name,
        direction="dk_jp" if zone == TOKYO else "jp_dk",
        start=days[0],
        end=days[1],
        home_zone=COPENHAGEN if zone == TOKYO else TOKYO,
        visit_zone=zone,
        members=(Presence(person),),
    )


def test_two_stays_at_once_are_a_block() -> None:
    one, other = stay("a", "2027-09-01", "2027-09-30"), stay("b", "2027-09-15", "2027-10-15")
    (finding,) = found(journeys(one, other), Rule.STAY_TWICE)
    assert (finding.severity, finding.people) == (Severity.BLOCK, ("ida",))
    assert finding.records == (("exchange", "a"), ("exchange", "b"))
    assert (finding.values["first"], finding.values["last"]) == (
        date(2027, 9, 15),
        date(2027, 9, 30),
    )
    assert finding.values["right"] == date(2027, 10, 1)


@pytest.mark.parametrize("start", ["2027-09-30", "2027-10-01"])
def test_to_change_over_on_one_day_is_all_right(start: str) -> None:
    one, other = stay("a", "2027-09-01", "2027-09-30"), stay("b", start, "2027-10-15")
    assert found(journeys(one, other), Rule.STAY_TWICE) == []


def test_a_visit_during_a_stay_is_a_warning_for_its_members() -> None:
    away = stay("a", "2027-09-01", "2027-09-30")
    (finding,) = found(journeys(away, visit("v", "2027-09-10", "2027-09-12")), Rule.STAY_TWICE)
    assert finding.severity == Severity.WARNING
    other = visit("v", "2027-09-10", "2027-09-12", person="yuki")
    assert found(journeys(away, other), Rule.STAY_TWICE) == []
    visits = visit("v", "2027-09-10", "2027-09-12"), visit("w", "2027-09-10", "2027-09-12")
    assert found(journeys(*visits), Rule.STAY_TWICE) == []


def test_what_is_called_off_overlaps_nothing() -> None:
    one = stay("a", "2027-09-01", "2027-09-30")
    off = stay("b", "2027-09-15", "2027-10-15", cancelled=True)
    assert found(journeys(one, off), Rule.STAY_TWICE) == []


AWAY = stay("stay", "2027-09-01", "2027-11-30")


def test_slots_elsewhere_are_one_warning_until_one_is_confirmed() -> None:
    slots = [slot("a", "09:00", "17:00", DAY), slot("b", "09:00", "17:00", date(2027, 9, 14))]
    (finding,) = found(journeys(AWAY, request(), bookings=slots), Rule.STAY_ELSEWHERE)
    assert (finding.severity, finding.bookings) == (Severity.WARNING, ("a", "b"))
    assert finding.records == (("exchange", "stay"), ("access_request", "request"))
    assert (finding.values["first"], finding.values["last"]) == (DAY, date(2027, 9, 14))
    assert (finding.values["host"], finding.values["where"]) == ("riken", "kek")
    slots[1] = replace(slots[1], status=ItemStatus.CONFIRMED)
    (finding,) = found(journeys(AWAY, request(), bookings=slots), Rule.STAY_ELSEWHERE)
    assert (finding.severity, finding.values["right"]) == (Severity.BLOCK, date(2027, 12, 1))


@pytest.mark.parametrize(
    "fields",
    [
        {"host_organisation_id": "riken"},
        {"host_organisation_id": "neighbour"},
        {"host_organisation_id": None},
        {"cancelled": True},
        {"people": ()},  # remote
    ],
)
def test_at_the_host_in_its_city_or_not_at_all_is_not_elsewhere(fields: dict[str, Any]) -> None:
    one = slot("a", "09:00", "17:00", DAY, **fields)
    known = journeys(AWAY, request(), bookings=[one])
    near = replace(known.organisations["riken"], id="neighbour")
    known = replace(known, organisations={**known.organisations, "neighbour": near})
    assert found(known, Rule.STAY_ELSEWHERE) == []


def test_outside_the_stay_nobody_is_elsewhere() -> None:
    for day, is_found in ((date(2027, 11, 30), True), (date(2027, 12, 1), False)):
        known = journeys(AWAY, request(), bookings=[slot("a", "09:00", "17:00", day)])
        assert bool(found(known, Rule.STAY_ELSEWHERE)) == is_found


def test_a_slot_that_was_placed_into_the_stay_is_part_of_it() -> None:
    one = slot("a", "09:00", "17:00", DAY)
    placed = replace(
        item("i", "09:00", "17:00", day=DAY),
        record_kind="exchange",
        record_id="stay",
        slot_id="a",
        host_organisation_id="kek",
    )
    known = journeys(AWAY, request(), bookings=[one, placed])
    assert found(known, Rule.STAY_ELSEWHERE) == []
    off = replace(placed, cancelled=True)
    assert found(journeys(AWAY, request(), bookings=[one, off]), Rule.STAY_ELSEWHERE) != []


def test_an_item_of_a_visit_elsewhere_is_a_warning() -> None:
    meeting = item(
        "m", day=DAY, host_organisation_id="kek", status=ItemStatus.CONFIRMED, title=Trilingual()
    )
    host = visit("visit", "2027-09-12", "2027-09-18", person="yuki")
    (finding,) = found(journeys(AWAY, host, bookings=[meeting]), Rule.STAY_ELSEWHERE)
    assert finding.severity == Severity.WARNING
    # Whoever travels with that visit is told that it overlaps the stay as a whole.
    own = visit("visit", "2027-09-12", "2027-09-18")
    assert found(journeys(AWAY, own, bookings=[meeting]), Rule.STAY_ELSEWHERE) == []


DANISH: dict[str, Any] = {
    "person_id": "yuki",
    "direction": "jp_dk",
    "home_zone": TOKYO,
    "visit_zone": COPENHAGEN,
    "host_organisation_id": "dtu",
}


def test_days_of_stays_and_visits_are_counted_together() -> None:
    first = stay("a", "2027-04-01", "2027-06-09", **DANISH)  # 70 days
    short = visit("v", "2027-08-01", "2027-08-20", "yuki", COPENHAGEN)
    assert found(journeys(first, short), Rule.DAYS_IN_WINDOW) == []
    second = visit("v", "2027-08-01", "2027-08-21", "yuki", COPENHAGEN)
    (finding,) = found(journeys(first, second), Rule.DAYS_IN_WINDOW)
    assert (finding.records, finding.people) == ((("delegation", "v"),), ("yuki",))
    told = finding.values
    assert (told["days"], told["limit"], told["within"]) == (91, 90, 180)


def test_the_earliest_start_that_fits_is_told() -> None:
    first = stay("a", "2027-04-01", "2027-06-09", **DANISH)
    second = stay("b", "2027-08-01", "2027-08-31", **DANISH)  # 31 days more
    (finding,) = found(journeys(first, second), Rule.DAYS_IN_WINDOW)
    # The window of the last day, 180 days long, must have left 11 of the 70 days behind.
    right = finding.values["right"]
    assert right == date(2027, 9, 8)
    for start, end, is_found in (
        ("2027-09-08", "2027-10-08", False),
        ("2027-09-07", "2027-10-07", True),
    ):
        moved = stay("b", start, end, **DANISH)
        assert bool(found(journeys(first, moved), Rule.DAYS_IN_WINDOW)) == is_found


def test_days_with_a_permit_and_stays_that_need_one_are_not_counted() -> None:
    second = stay("b", "2027-08-01", "2027-08-31", **DANISH)
    issued = PermitFact("p", PermitKind.RESIDENCE, issued=date(2027, 3, 1))
    allowed = stay("a", "2027-04-01", "2027-06-09", permits=(issued,), **DANISH)
    assert found(journeys(allowed, second), Rule.DAYS_IN_WINDOW) == []
    long = stay("a", "2027-04-01", "2027-07-31", **DANISH)
    assert found(journeys(long, second), Rule.DAYS_IN_WINDOW) == []


def test_in_japan_each_entry_counts_for_itself() -> None:
    stays = stay("a", "2027-04-01", "2027-06-09"), stay("b", "2027-08-01", "2027-08-31")
    assert found(journeys(*stays), Rule.DAYS_IN_WINDOW) == []


def test_a_member_counts_the_days_they_are_there() -> None:
    first = stay("a", "2027-04-01", "2027-06-09", **DANISH)
    late = visit("v", "2027-08-01", "2027-08-21", "yuki", COPENHAGEN)
    minute = item("x", "12:00", "13:00", day=date(2027, 8, 2), zone=COPENHAGEN).start_minute
    late = replace(late, members=(Presence("yuki", arrives=minute),))
    assert found(journeys(first, late), Rule.DAYS_IN_WINDOW) == []
