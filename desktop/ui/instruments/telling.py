"""What an instrument is taken by, in words."""

from __future__ import annotations

from desktop import words
from desktop.domain.codes import ClosureKind, SlotStatus
from desktop.domain.plan import Booking, Plan, instant_of
from desktop.domain.time import Moment
from desktop.language import _, current, dates
from desktop.planning.occupancy import Occupancy, Shut
from desktop.ui.slots.telling import day_and_clock, hours_text


def request_name(plan: Plan, slot: Booking) -> str:
    """Which request a slot belongs to: its reference and its title."""
    record = plan.records.get((slot.record_kind, slot.record_id))
    if record is None:
        return ""
    parts = (record.reference, record.title.best(current().code))
    return "  ".join(part for part in parts if part)


def slot_told(plan: Plan, slot: Booking) -> str:
    """One slot in a sentence: whose it is, when, how long and in which state."""
    status = words.word(SlotStatus(slot.status))
    when = _times(slot)
    parts = (request_name(plan, slot), when, hours_text(slot.start, slot.end), status)
    return ", ".join(part for part in parts if part)


def shut_told(shut: Shut) -> str:
    """Why the instrument is closed: the sort of closure and its reason."""
    kind = words.word(ClosureKind(shut.closure.kind))
    name = shut.closure.name.best(current().code)
    return _("{kind}: {name}").format(kind=kind, name=name) if name else kind


def told_at(plan: Plan, shown: Occupancy, minute: int, minutes: int) -> str:
    """What there is from an instant on, for so many minutes, with its day and time."""
    moment = Moment.at(instant_of(minute), shown.zone)
    day = dates.day_short(current(), moment.date) if moment.date else ""
    clock = dates.clock(current(), moment.time) if moment.time else ""
    slot, shut = shown.slot_at(minute, minutes), shown.shut_at(minute)
    if slot is not None:
        what = slot_told(plan, slot)
    elif shut is not None:
        what = shut_told(shut)
    else:
        what = _("free") if shown.is_open(minute) else _("outside the opening hours")
    return _("{day} {clock}: {what}").format(day=day, clock=clock, what=what)


def _times(slot: Booking) -> str:
    language, start, end = current(), slot.start, slot.end
    if start.date is None or start.time is None or end.date is None or end.time is None:
        return ""
    first = day_and_clock(dates.day_short(language, start.date), dates.clock(language, start.time))
    last = dates.clock(language, end.time)
    if end.date != start.date:
        last = day_and_clock(dates.day_short(language, end.date), last)
    return f"{first}{'～' if language.code == 'ja' else '–'}{last}"
