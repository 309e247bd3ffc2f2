"""Time granted, booked and used, and the day of the report."""

from datetime import date, time

from desktop.domain import AccessInstrument, Moment, Slot
from desktop.domain.access import TimeUse, report_day, time_use
from desktop.domain.codes import InstrumentAnswer, SlotStatus

ZONE = "Europe/Copenhagen"


def slot(first: date, last: date, status: str = SlotStatus.CONFIRMED, **more: object) -> Slot:
    start, end = Moment(first, time(22), ZONE), Moment(last, time(1 + 3), ZONE)
    return Slot(start=start, end=end, status=status, instrument_id="a", **more)


def test_slots_count_in_true_hours_over_clock_changes() -> None:
    spring, autumn = date(2027, 3, 27), date(2027, 10, 30)
    assert slot(spring, date(2027, 3, 28)).minutes == 5 * 60
    assert slot(autumn, date(2027, 10, 31)).minutes == 7 * 60
    assert slot(autumn, spring).minutes == 0


def test_only_agreed_slots_are_booked_and_refused_time_is_not_granted() -> None:
    day, after = date(2027, 6, 1), date(2027, 6, 2)
    slots = [
        slot(day, after),
        slot(day, after, SlotStatus.DONE, used_minutes=400),
        slot(day, after, SlotStatus.RESERVE),
        slot(day, after, SlotStatus.CANCELLED_BY_FACILITY),
    ]
    links = [
        AccessInstrument(instrument_id="a", answer="accepted", allocated_minutes=600),
        AccessInstrument(
            instrument_id="b", answer=InstrumentAnswer.REFUSED.value, allocated_minutes=99
        ),
    ]
    use = time_use(links, slots)
    assert use == TimeUse(granted=600, booked=720, used=400)
    assert use.over == 120
    assert time_use(links, slots, "b") == TimeUse(None, 0, None)
    assert time_use([], [], "b").over == 0


def test_the_report_follows_the_last_agreed_slot() -> None:
    slots = [
        slot(date(2027, 6, 1), date(2027, 6, 2)),
        slot(date(2027, 7, 1), date(2027, 7, 2), SlotStatus.TENTATIVE),
    ]
    assert report_day(slots, 10) == date(2027, 6, 12)
    assert report_day(slots, None) is None
    assert report_day([], 10) is None
