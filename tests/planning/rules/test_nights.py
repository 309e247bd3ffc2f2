"""Whether everybody has a bed each night, and a room when they come and go."""

from datetime import date
from typing import Any

from desktop.domain.codes import ItemKind, Rule
from desktop.domain.plan import Booking, Plan
from tests.planning.kit import COPENHAGEN, found, item, plan, with_visit

PEOPLE = ("ida", "bo")


def day(number: int) -> date:
    return date(2027, 4, number)


def bed(first: int, last: int, name: str = "bed", **fields: Any) -> Booking:
    return item(
        name,
        "15:00",
        "10:00",
        fields.pop("people", PEOPLE),
        day=day(first),
        last_day=day(last),
        kind=ItemKind.HOTEL,
        place_id="hotel",
        **fields,
    )


def meet(name: str, on: int, *hours: str, **fields: Any) -> Booking:
    start, end = hours or ("10:00", "11:00")
    return item(name, start, end, fields.pop("people", PEOPLE), day=day(on), **fields)


def nights(*bookings: Booking, **fields: Any) -> list[tuple[date, date, tuple[str, ...]]]:
    known = with_visit(plan(*bookings), **{"hotel_id": None, **fields})
    return [
        (finding.values["first"], finding.values["last"], finding.people)  # type: ignore[misc]
        for finding in found(known, Rule.NIGHT_WITHOUT_HOTEL)
    ]


def test_nights_for_which_no_bed_is_known_are_one_finding() -> None:
    assert nights(meet("a", 19), meet("b", 20), meet("c", 22)) == [
        (day(19), day(21), ("bo", "ida"))
    ]


def test_a_hotel_of_the_visit_is_for_all_nights() -> None:
    assert nights(meet("a", 19), meet("b", 20), hotel_id="hotel") == []


def test_a_bed_is_for_the_nights_before_its_last_day_and_for_its_people() -> None:
    programme = [meet("a", 19), meet("b", 22)]
    assert nights(*programme, bed(19, 22)) == []
    assert nights(*programme, bed(19, 21)) == [(day(21), day(21), ("bo", "ida"))]
    assert nights(*programme, bed(19, 22, people=("bo",))) == [(day(19), day(21), ("ida",))]


def test_a_night_on_board_or_at_home_needs_no_bed() -> None:
    board = item(
        "b",
        "11:20",
        "07:55",
        PEOPLE,
        day=day(17),
        last_day=day(18),
        zone=COPENHAGEN,
        end_zone="Asia/Tokyo",
        kind=ItemKind.FLIGHT,
    )
    home = item("a", "10:00", "11:00", PEOPLE, day=day(16), zone=COPENHAGEN)
    assert nights(home, board, meet("c", 18)) == []


def test_who_goes_on_in_the_night_does_not_go_to_bed() -> None:
    late, early = meet("a", 19, "20:00", "23:30"), meet("b", 20, "01:30", "06:00")
    assert nights(late, early) == []


def test_nights_beyond_the_visit_are_not_its_matter() -> None:
    assert nights(meet("a", 22), meet("b", 27)) == [(day(22), day(23), ("bo", "ida"))]


def ride(name: str, start: str, end: str, on: int, **fields: Any) -> Booking:
    return meet(name, on, start, end, kind=ItemKind.TRANSFER, **fields)


def waits(known: Plan) -> list[tuple[tuple[str, ...], object]]:
    return [
        (finding.bookings, finding.values["side"]) for finding in found(known, Rule.HOTEL_TIMES)
    ]


def test_people_who_come_before_their_room_is_free() -> None:
    early = ride("early", "09:00", "10:30", 19, end_place_id="hotel")
    assert waits(plan(early, bed(19, 22))) == [(("early", "bed"), "arrives")]
    late = ride("late", "13:00", "14:30", 19, end_place_id="hotel")
    assert waits(plan(late, bed(19, 22))) == []


def test_people_who_leave_after_they_gave_up_their_room() -> None:
    late = ride("late", "12:00", "13:00", 22, place_id="hotel")
    assert waits(plan(late, bed(19, 22))) == [(("late", "bed"), "leaves")]
    before = ride("before", "08:15", "09:15", 22, place_id="hotel")
    other_day = ride("other", "12:00", "13:00", 21, place_id="hotel")
    elsewhere = ride("elsewhere", "12:00", "13:00", 22, place_id="campus")
    assert waits(plan(before, other_day, elsewhere, bed(19, 22))) == []
