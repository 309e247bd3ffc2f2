"""Slots at instruments: refused ones, clock changes, and the programme items that lie in them."""

from collections.abc import Iterator
from datetime import datetime

from desktop.domain.codes import InstrumentAnswer, Rule
from desktop.domain.plan import ITEM, SLOT, Booking
from desktop.planning.ground import Ground
from desktop.planning.trouble import Trouble


def instrument_refused(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A slot at an instrument that the facility refused."""
    record = ground.record(booking)
    if booking.sort != SLOT or booking.instrument_id is None or record is None:
        return
    answers = {one.instrument_id: one.answer for one in record.instruments}
    if answers.get(booking.instrument_id) == InstrumentAnswer.REFUSED:
        values = {"instrument": booking.instrument_id}
        yield Trouble(Rule.INSTRUMENT_REFUSED, (booking.id,), values=values)


def clock_change(_ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A slot during which the clock is changed, so that it is longer or shorter than it looks."""
    start, end = booking.start, booking.end
    if booking.sort != SLOT or booking.start_minute is None or booking.end_minute is None:
        return
    if start.date is None or start.time is None or end.date is None or end.time is None:
        return
    if start.zone != end.zone:
        return
    on_the_wall = datetime.combine(end.date, end.time) - datetime.combine(start.date, start.time)
    by_clock = int(on_the_wall.total_seconds() // 60)
    minutes = booking.end_minute - booking.start_minute
    if minutes != by_clock and minutes > 0:
        values = {"minutes": minutes, "by_clock": by_clock, "zone": start.zone or ""}
        yield Trouble(Rule.CLOCK_CHANGE, (booking.id,), values=values)


def slot_moved(ground: Ground, booking: Booking) -> Iterator[Trouble]:
    """A programme item that lies in a slot which is at another time by now, or called off."""
    slot = ground.bookings.get(booking.slot_id or "")
    if booking.sort != ITEM or slot is None:
        return
    values: dict[str, object]
    record = ground.record(slot)
    if slot.cancelled or (record is not None and record.cancelled):
        values = {"reason": "cancelled"}
    elif (slot.start_minute, slot.end_minute) != (booking.start_minute, booking.end_minute):
        values = {"reason": "moved", "start": slot.start_minute, "end": slot.end_minute}
        values["right"] = slot.start.date
    else:
        return
    yield Trouble(Rule.SLOT_MOVED, (booking.id, slot.id), values=values)
