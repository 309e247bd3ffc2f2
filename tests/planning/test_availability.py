from dataclasses import replace
from datetime import date, time

import pytest

from desktop.domain.codes import Involvement, ItemKind, PlaceKind
from desktop.domain.plan import (
    Attendance,
    Booking,
    ClosureFact,
    InstrumentFact,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Plan,
    Presence,
    RecordFact,
)
from desktop.domain.text import Trilingual
from desktop.planning.availability import Reason, Span, blocks, unavailable
from desktop.planning.wall import DAY, minute_at

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
MONDAY = date(2027, 4, 19)
START, END = minute_at(TOKYO, MONDAY), minute_at(TOKYO, MONDAY, DAY)


def clock(text: str, day: date = MONDAY, zone: str = TOKYO) -> int:
    hour, minute = text.split(":")
    return minute_at(zone, day, int(hour) * 60 + int(minute))


def booking(
    name: str,
    start: str = "10:00",
    end: str = "11:00",
    people: tuple[str | Attendance, ...] = (),
    *,
    place: str | None = None,
    host: str | None = None,
    instrument: str | None = None,
    vehicle: str | None = None,
    room: str = "",
) -> Booking:
    return Booking(
        name,
        "delegation",
        "d",
        start_minute=clock(start),
        end_minute=clock(end),
        place_id=place,
        room=room,
        vehicle_id=vehicle,
        instrument_id=instrument,
        host_organisation_id=host,
        people=tuple(Attendance(one) if isinstance(one, str) else one for one in people),
    )


def plan(*bookings: Booking, closures: tuple[ClosureFact, ...] = ()) -> Plan:
    places = (
        PlaceFact("house", organisation_id="riken"),
        PlaceFact("room", kind=PlaceKind.ROOM, within_id="house"),
        PlaceFact("bus", kind=PlaceKind.VEHICLE, zone=TOKYO),
        PlaceFact("shop", zone=TOKYO, country="JP", opening_hours="Mo-Fr 09:00-17:00"),
    )
    return Plan(
        MONDAY,
        bookings={one.id: one for one in bookings},
        records={("delegation", "d"): RecordFact("delegation", "d")},
        places={one.id: one for one in places},
        people={"anna": PersonFact("anna", zone=COPENHAGEN)},
        organisations={"riken": OrganisationFact("riken", country="JP", zone=TOKYO)},
        instruments={"ins": InstrumentFact("ins", zone=TOKYO, country="JP")},
        closures=closures,
    )


def found(plan: Plan, wanted: Booking, first: int = START, last: int = END) -> list[Span]:
    return unavailable(plan, wanted, first, last)


def test_a_person_cannot_be_had_while_in_another_booking() -> None:
    mine, other = booking("a", people=("p", "q")), booking("b", "14:00", "15:00", ("p", "r"))
    assert found(plan(mine, other), mine) == [
        Span(clock("14:00"), clock("15:00"), Reason.PERSON, "p", "b")
    ]


def test_a_person_is_free_before_joining_the_other_and_after_leaving_it() -> None:
    part = Attendance("p", joins=clock("14:20"), leaves=clock("14:40"))
    other = booking("b", "14:00", "15:00", (part,))
    assert found(plan(other), booking("a", people=("p",))) == [
        Span(clock("14:20"), clock("14:40"), Reason.PERSON, "p", "b")
    ]


@pytest.mark.parametrize("mine", [Involvement.CONTACT, Involvement.PARTICIPANT])
@pytest.mark.parametrize("theirs", [Involvement.CONTACT, Involvement.DRIVER])
def test_a_contact_need_not_be_there(mine: Involvement, theirs: Involvement) -> None:
    wanted = booking("a", people=(Attendance("p", mine),))
    other = booking("b", "14:00", "15:00", (Attendance("p", theirs),))
    assert bool(found(plan(other), wanted)) is (Involvement.CONTACT not in (mine, theirs))


def test_what_does_not_occupy_anybody_is_no_hindrance() -> None:
    other = booking("b", "14:00", "15:00", ("p",), place="room")
    wanted = booking("a", people=("p",), place="room")
    for idle in (
        replace(other, cancelled=True),
        replace(other, alternative=True),
        replace(other, kind=ItemKind.FREE),
        replace(other, start_minute=None),
        replace(other, id="a"),
        replace(other, id="part", parent_id="a"),
    ):
        assert found(plan(idle, wanted), wanted) == []
    dropped = replace(
        plan(other), records={("delegation", "d"): RecordFact("delegation", "d", cancelled=True)}
    )
    assert found(dropped, wanted) == []
    block = replace(other, id="block")
    assert found(plan(block), replace(wanted, parent_id="block")) == []
    assert len(found(plan(other), wanted)) == 2


@pytest.mark.parametrize(
    ("mine", "theirs", "reason", "who"),
    [
        ({"place": "room"}, {"place": "room"}, Reason.PLACE, "room"),
        ({"place": "house", "room": "A"}, {"place": "house", "room": "a"}, Reason.PLACE, "house"),
        ({"place": "house", "room": "A"}, {"place": "house", "room": "B"}, None, ""),
        ({"place": "house"}, {"place": "house"}, None, ""),
        ({"vehicle": "bus"}, {"vehicle": "bus"}, Reason.VEHICLE, "bus"),
        ({"vehicle": "bus"}, {"place": "bus"}, Reason.VEHICLE, "bus"),
        ({"instrument": "ins"}, {"instrument": "ins"}, Reason.INSTRUMENT, "ins"),
        ({"instrument": "ins"}, {}, None, ""),
    ],
)
def test_a_room_a_vehicle_and_an_instrument_serve_one_at_a_time(
    mine: dict[str, str], theirs: dict[str, str], reason: Reason | None, who: str
) -> None:
    wanted, other = booking("a", **mine), booking("b", "14:00", "15:00", **theirs)  # type: ignore[arg-type]
    expected = [Span(clock("14:00"), clock("15:00"), reason, who, "b")] if reason else []
    assert found(plan(other), wanted) == expected


def test_only_the_time_that_is_asked_for_is_told() -> None:
    other = booking("b", "14:00", "15:00", ("p",))
    wanted = booking("a", people=("p",))
    assert found(plan(other), wanted, clock("14:30"), clock("14:45")) == [
        Span(clock("14:30"), clock("14:45"), Reason.PERSON, "p", "b")
    ]
    assert found(plan(other), wanted, clock("15:00"), END) == []
    assert found(plan(other), wanted, START, clock("14:00")) == []


def test_a_member_is_away_before_arriving_and_after_leaving() -> None:
    member = Presence("p", clock("09:00"), clock("16:00"))
    record = RecordFact("delegation", "d", members=(member, Presence("q", clock("12:00"))))
    known = replace(plan(), records={("delegation", "d"): record})
    assert found(known, booking("a", people=("p",))) == [
        Span(START, clock("09:00"), Reason.AWAY, "p"),
        Span(clock("16:00"), END, Reason.AWAY, "p"),
    ]


@pytest.mark.parametrize("target", ["house", "room", "riken", "ins", "p"])
def test_a_closure_counts_for_whatever_the_booking_needs(target: str) -> None:
    closure = ClosureFact("c", target, MONDAY, MONDAY, time(13), time(14))
    wanted = booking("a", people=("p",), place="room", instrument="ins")
    assert found(plan(closures=(closure,)), wanted) == [
        Span(clock("13:00"), clock("14:00"), Reason.CLOSURE, target, "c")
    ]
    assert found(plan(closures=(replace(closure, target="other"),)), wanted) == []


def test_a_closure_of_days_is_one_span_on_the_clock_of_whom_it_concerns() -> None:
    closure = ClosureFact("c", "anna", MONDAY, date(2027, 4, 20))
    wanted = booking("a", people=("anna",), place="room")
    span = Span(
        minute_at(COPENHAGEN, MONDAY),
        minute_at(COPENHAGEN, date(2027, 4, 21)),
        Reason.CLOSURE,
        "anna",
        "c",
    )
    assert found(plan(closures=(closure,)), wanted, START - DAY, END + 3 * DAY) == [span]


def test_a_place_cannot_be_had_when_it_is_not_open() -> None:
    assert found(plan(), booking("a", place="shop")) == [
        Span(START, clock("09:00"), Reason.OPENING_HOURS, "shop"),
        Span(clock("17:00"), END, Reason.OPENING_HOURS, "shop"),
    ]


def test_a_host_has_weekends_holidays_and_quiet_weeks() -> None:
    first, last = minute_at(TOKYO, date(2027, 4, 28)), minute_at(TOKYO, date(2027, 5, 2), DAY)
    wanted = booking("a", place="house", host="riken")
    assert found(plan(), wanted, first, last) == [
        Span(first + DAY, first + 2 * DAY, Reason.PUBLIC_HOLIDAY, "JP", "昭和の日"),
        Span(first + DAY, last, Reason.SEASON, "JP", "golden_week"),
        Span(first + 3 * DAY, last, Reason.WEEKEND, "JP"),
    ]
    assert found(plan(), replace(wanted, host_organisation_id=None), first, last) == []


def test_the_offices_own_closure_of_a_country_is_a_quiet_time_of_its_hosts() -> None:
    closure = ClosureFact("c", "JP", MONDAY, MONDAY)
    known = plan(closures=(closure,))
    assert found(known, booking("a", host="riken")) == [Span(START, END, Reason.SEASON, "JP", "c")]
    assert found(known, booking("a", place="house")) == []


def test_a_day_off_can_be_asked_about_and_a_clash_cannot() -> None:
    soft = {reason for reason in Reason if not blocks(reason)}
    assert soft == {
        Reason.PUBLIC_HOLIDAY,
        Reason.HALF_HOLIDAY,
        Reason.WEEKEND,
        Reason.SEASON,
    }


def test_days_that_are_no_holiday_by_law_are_told_apart_and_named() -> None:
    day = date(2027, 12, 31)
    wanted = booking("a", host="riken")
    spans = found(plan(), wanted, minute_at(TOKYO, day), minute_at(TOKYO, day, DAY))
    assert [(one.reason, one.what) for one in spans] == [
        (Reason.HALF_HOLIDAY, "銀行休業日"),
        (Reason.SEASON, "new_year"),
    ]
    assert spans[1].name.ja == "年末年始"


def test_a_closure_keeps_its_name() -> None:
    closure = ClosureFact("c", "house", MONDAY, MONDAY, name=Trilingual(en="Power cut"))
    (span,) = found(plan(closures=(closure,)), booking("a", place="house"))
    assert span.name.en == "Power cut"
