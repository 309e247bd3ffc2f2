"""Who has an instrument when, as plain values."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from desktop.domain import Moment, Trilingual
from desktop.domain.codes import ClosureKind, SlotStatus
from desktop.domain.plan import SLOT, Booking, ClosureFact, InstrumentFact, Plan, minute_of
from desktop.planning.occupancy import occupancy

ZONE = "Europe/Copenhagen"
MONDAY = date(2027, 10, 25)  # the clocks go back on its Sunday


def minute(day: int, hour: int) -> int:
    return minute_of(datetime(2027, 10, day, hour, tzinfo=ZoneInfo(ZONE)))


def slot(name: str, day: int, hours: tuple[int, int], **more: object) -> Booking:
    first, last = (Moment(date(2027, 10, day), time(hour), ZONE) for hour in hours)
    return Booking(
        id=name,
        record_kind="access_request",
        record_id=f"request of {name}",
        sort=SLOT,
        start=first,
        end=last,
        start_minute=minute(day, hours[0]),
        end_minute=minute(day, hours[1]),
        **{"instrument_id": "tool", "status": SlotStatus.CONFIRMED, **more},  # type: ignore[arg-type]
    )


def plan(*bookings: Booking, closures: tuple[ClosureFact, ...] = (), hours: str = "") -> Plan:
    return Plan(
        today=MONDAY,
        bookings={booking.id: booking for booking in bookings},
        instruments={
            "tool": InstrumentFact("tool", Trilingual(en="Tool"), ZONE, "DK", hours, "lab")
        },
        closures=closures,
    )


def test_slots_of_all_requests_are_there_but_not_what_is_called_off_or_elsewhere() -> None:
    shown = occupancy(
        plan(
            slot("a", 26, (9, 12)),
            slot("b", 26, (10, 11), status=SlotStatus.TENTATIVE),
            slot("off", 26, (9, 12), cancelled=True),
            slot("else", 26, (9, 12), instrument_id="other"),
            slot("before", 24, (9, 12)),
        ),
        "tool",
        MONDAY,
        7,
        {"b": SlotStatus.RESERVE},
    )
    assert {one.id: one.status for one in shown.slots} == {"a": "confirmed", "b": "reserve"}
    found = shown.slot_at(minute(26, 10))
    assert found is not None
    assert found.id == "a", "what is agreed goes before a reserve"
    assert shown.slot_at(minute(26, 12)) is None
    assert shown.slot_at(minute(26, 8), 61) is not None, "a slot that begins within the stretch"


def test_a_day_on_which_the_clocks_change_is_longer() -> None:
    days = occupancy(plan(), "tool", MONDAY, 7, {}).days
    lengths = [(last - first) // 60 for _day, (first, last) in days]
    assert lengths == [24, 24, 24, 24, 24, 24, 25]


def test_closures_of_instrument_and_facility_shut_it_and_hours_close_it() -> None:
    shown = occupancy(
        plan(
            closures=(
                ClosureFact("1", "tool", MONDAY, MONDAY, kind=ClosureKind.MAINTENANCE),
                ClosureFact("2", "lab", date(2027, 10, 26), date(2027, 10, 26), time(12)),
                ClosureFact("3", "other", date(2027, 10, 27), date(2027, 10, 27)),
            ),
            hours="Mo-Fr 09:00-17:00",
        ),
        "tool",
        MONDAY,
        7,
        {"b": SlotStatus.RESERVE},
    )
    first, second = shown.shut_at(minute(25, 3)), shown.shut_at(minute(26, 13))
    assert first is not None
    assert second is not None
    assert (first.closure.id, second.closure.id) == ("1", "2")
    assert shown.shut_at(minute(26, 11)) is None
    assert shown.shut_at(minute(27, 11)) is None
    assert shown.is_open(minute(27, 9))
    assert not shown.is_open(minute(27, 18))
    assert not shown.is_open(minute(30, 10))
