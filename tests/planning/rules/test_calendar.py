"""Days and hours at which nobody receives."""

from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop.domain.codes import ItemKind, Rule, Severity
from desktop.domain.plan import SLOT, Attendance, Booking, ClosureFact, InstrumentFact, PlaceFact
from tests.planning.kit import COPENHAGEN, HOST, MONDAY, PLACES, found, item, moment, pairs, plan

SHOWA_DAY, SATURDAY = date(2027, 4, 29), date(2027, 4, 24)
OBON = date(2027, 8, 13)


def meeting(name: str = "a", start: str = "10:00", end: str = "11:00", **fields: Any) -> Booking:
    host = {"host_organisation_id": "riken", "place_id": "institute"}
    return item(name, start, end, **{**host, **fields})


def with_hours(text: str) -> dict[str, PlaceFact]:
    places = {place.id: place for place in PLACES}
    return places | {"institute": replace(places["institute"], opening_hours=text)}


def test_a_meeting_on_a_public_holiday_of_its_place() -> None:
    (finding,) = found(plan(meeting(day=SHOWA_DAY)), Rule.PUBLIC_HOLIDAY)
    assert finding.severity == Severity.WARNING
    assert finding.values == {"country": "JP", "day": SHOWA_DAY, "name": "昭和の日"}


def test_the_country_is_that_of_the_place() -> None:
    ascension = date(2027, 5, 6)
    for place, expected in (("institute", []), ("CPH", [("a",)])):
        known = plan(meeting(day=ascension, place_id=place))
        assert pairs(known, Rule.PUBLIC_HOLIDAY) == expected


@pytest.mark.parametrize(
    "one",
    [
        meeting(host_organisation_id=None, day=SHOWA_DAY),
        meeting(kind=ItemKind.TRANSFER, day=SHOWA_DAY),
        meeting(kind=ItemKind.INTERNAL, day=SHOWA_DAY),
        meeting(cancelled=True, day=SHOWA_DAY),
        meeting(alternative=True, day=SHOWA_DAY),
        meeting(day=MONDAY),
    ],
)
def test_who_may_work_on_a_holiday(one: Booking) -> None:
    assert pairs(plan(one), Rule.PUBLIC_HOLIDAY) == []


def test_a_person_who_hosts_has_holidays_too_and_a_time_need_not_be_exact() -> None:
    host = Attendance("ken", HOST)
    one = meeting("a", "morning", "", host_organisation_id=None, people=[host], day=SHOWA_DAY)
    assert pairs(plan(one), Rule.PUBLIC_HOLIDAY) == [("a",)]


def test_a_weekend_is_a_hint_unless_the_doors_are_known_to_be_open() -> None:
    (finding,) = found(plan(meeting(day=SATURDAY)), Rule.WEEKEND)
    assert (finding.severity, finding.values) == (
        Severity.HINT,
        {"country": "JP", "day": SATURDAY},
    )
    open_ = plan(meeting(day=SATURDAY), places=with_hours("Mo-Sa 09:00-17:00"))
    assert pairs(open_, Rule.WEEKEND) == []
    shut = plan(meeting(day=SATURDAY), places=with_hours("Mo-Fr 09:00-17:00"))
    assert (pairs(shut, Rule.WEEKEND), pairs(shut, Rule.OPENING_HOURS)) == ([], [("a",)])


def test_a_season_in_which_many_are_away_is_a_hint() -> None:
    (finding,) = found(plan(meeting(day=OBON)), Rule.CLOSURE)
    assert finding.severity == Severity.HINT
    assert (finding.values["season"], finding.values["target"]) == ("obon", "JP")


def closed(target: str, **fields: Any) -> dict[str, Any]:
    return {"closures": (ClosureFact("c", target, MONDAY, MONDAY, **fields),)}


def test_what_the_office_says_of_a_country_is_a_hint_for_meetings_alone() -> None:
    (finding,) = found(plan(meeting(), **closed("JP")), Rule.CLOSURE)
    assert (finding.severity, finding.values["closure"]) == (Severity.HINT, "c")
    assert pairs(plan(item("a"), **closed("JP")), Rule.CLOSURE) == []


@pytest.mark.parametrize("target", ["institute", "riken"])
def test_a_closed_place_or_host(target: str) -> None:
    (finding,) = found(plan(meeting(), **closed(target)), Rule.CLOSURE)
    assert finding.severity == Severity.WARNING
    assert finding.values == {"closure": "c", "target": target, "first": MONDAY, "last": MONDAY}
    tomorrow = meeting(day=date(2027, 4, 20))
    assert pairs(plan(tomorrow, **closed(target)), Rule.CLOSURE) == []


def test_a_room_is_closed_with_its_house() -> None:
    assert pairs(plan(item("a", place_id="room"), **closed("campus")), Rule.CLOSURE) == [("a",)]


def test_a_closed_instrument() -> None:
    slot = item("a", sort=SLOT, instrument_id="laser")
    assert pairs(plan(slot, **closed("laser")), Rule.CLOSURE) == [("a",)]


def test_a_closure_of_a_few_hours() -> None:
    hours = {"from_time": time(11, 0), "to_time": time(12, 0)}
    assert pairs(plan(meeting(), **closed("riken", **hours)), Rule.CLOSURE) == []
    later = meeting(start="11:30", end="12:30")
    assert pairs(plan(later, **closed("riken", **hours)), Rule.CLOSURE) == [("a",)]


def test_a_person_who_is_away_can_be_taken_out() -> None:
    (finding,) = found(plan(item("a", people=["ida", "bo"]), **closed("bo")), Rule.NOT_AVAILABLE)
    assert finding.people == ("bo",)
    assert finding.fix is not None
    assert (finding.fix.code, finding.fix.person_id) == ("take_out", "bo")


def test_a_person_is_away_on_their_own_clock() -> None:
    # 06:00 on Tuesday in Tokyo is still Monday in Copenhagen.
    early = item("a", "06:00", "06:30", day=date(2027, 4, 20))
    known = plan(early, **closed("ida"))
    assert pairs(known, Rule.NOT_AVAILABLE) == []
    ida = replace(known.people["ida"], zone=COPENHAGEN)
    assert pairs(replace(known, people={"ida": ida}), Rule.NOT_AVAILABLE) == [("a",)]


def test_a_place_that_is_not_open_and_when_it_is() -> None:
    known = plan(meeting(start="08:00", end="10:00"), places=with_hours("Mo-Fr 09:00-12:00"))
    (finding,) = found(known, Rule.OPENING_HOURS)
    assert finding.values == {"place": "institute", "day": MONDAY, "open": ((540, 720),)}
    assert finding.fix is not None
    assert (finding.fix.start, finding.fix.end) == (moment("09:00"), moment("11:00"))
    assert pairs(known, Rule.OUTSIDE_HOURS) == []


def test_on_a_holiday_the_holiday_says_it() -> None:
    known = plan(meeting(day=SHOWA_DAY), places=with_hours("Mo-Fr 09:00-17:00; PH off"))
    assert pairs(known, Rule.OPENING_HOURS) == []
    assert pairs(known, Rule.PUBLIC_HOLIDAY) == [("a",)]


def test_a_bus_may_leave_when_the_house_is_shut() -> None:
    known = plan(meeting(start="07:00", end="08:00", kind=ItemKind.TRANSFER))
    assert pairs(replace(known, places=with_hours("Mo-Fr 09:00-17:00")), Rule.OPENING_HOURS) == []


def test_an_instrument_has_hours_of_its_own() -> None:
    laser = InstrumentFact("laser", zone="Asia/Tokyo", country="JP", opening_hours="Mo 13:00-17:00")
    slot = item("a", sort=SLOT, instrument_id="laser", place_id="institute")
    (finding,) = found(plan(slot, instruments={"laser": laser}), Rule.OPENING_HOURS)
    assert finding.values["instrument"] == "laser"


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (meeting(start="09:00", end="17:30"), []),
        (meeting(start="08:30", end="10:00"), [("a",)]),
        (meeting(start="17:00", end="18:00"), [("a",)]),
        (meeting(start="08:30", end="16:30", place_id="CPH", zone=COPENHAGEN), []),
        (meeting(start="16:00", end="17:00", place_id="CPH", zone=COPENHAGEN), [("a",)]),
        (meeting(start="18:00", end="20:00", kind=ItemKind.RECEPTION), []),
        (meeting(start="18:00", end="20:00", kind=ItemKind.DINNER), []),
        (meeting(start="18:00", end="20:00", host_organisation_id=None), []),
        (meeting(start="18:00", end="20:00", day=SATURDAY), []),
    ],
)
def test_office_hours_of_the_place(one: Booking, expected: list[tuple[str, ...]]) -> None:
    assert pairs(plan(one), Rule.OUTSIDE_HOURS) == expected


def test_a_meeting_after_hours_is_moved_into_them() -> None:
    (finding,) = found(plan(meeting(start="08:00", end="10:00")), Rule.OUTSIDE_HOURS)
    assert finding.values == {"country": "JP", "opens": 540, "closes": 1050}
    assert finding.fix is not None
    assert finding.fix.start == moment("09:00")


def test_a_night_at_an_instrument_is_nobodys_office_hour() -> None:
    slot = item(
        "a", "22:00", "22:00", last_day=SATURDAY, sort=SLOT, instrument_id="laser", day=MONDAY
    )
    known = plan(replace(slot, host_organisation_id="riken"))
    assert (pairs(known, Rule.OUTSIDE_HOURS), pairs(known, Rule.WEEKEND)) == ([], [])
