"""Slots in words: both clocks, and how long they truly last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from desktop.domain.time import DayPart, Moment, minutes_between
from desktop.language import _, current, dates
from desktop.ui.forms import part_text


def moment_text(moment: Moment) -> str:
    """A start or an end on its own clock: Wed 20 Oct 09:00 JST."""
    language = current()
    day = dates.day_short(language, moment.date) if moment.date is not None else ""
    if moment.part != DayPart.EXACT:
        at = part_text(moment.part)
    else:
        at = dates.clock(language, moment.time) if moment.time is not None else ""
    instant = moment.utc()
    label = dates.zone_label(language, moment.zone, instant) if moment.zone and instant else ""
    when = day_and_clock(day, at) if day and at else day or at
    return " ".join(part for part in (when, label) if part)


def day_and_clock(day: str, clock: str) -> str:
    """A day and a time of day beside each other, as the language sets them."""
    return _("{day} {clock}").format(day=day, clock=clock)


def other_text(start: Moment, end: Moment, zones: Sequence[str]) -> str:
    """The same time on the first of `zones` that is not its own: Wed 20 Oct 02:00–10:00 CEST."""
    language = current()
    zone = next((each for each in zones if each != start.zone), None)
    if zone is None or start.utc() is None:
        return ""
    first, last = start.in_zone(zone), end.in_zone(zone)
    if first.date is None or first.time is None:
        return ""
    instant = first.utc()
    begins = day_and_clock(dates.day_short(language, first.date), dates.clock(language, first.time))
    ends = ""
    if end.utc() is not None and last.date is not None and last.time is not None:
        ends = dates.clock(language, last.time)
        if last.date != first.date:
            ends = day_and_clock(dates.day_short(language, last.date), ends)
    dash = "～" if language.code == "ja" else "–"
    label = dates.zone_label(language, zone, instant) if instant is not None else ""
    return f"{begins}{dash}{ends} {label}" if ends else f"{begins} {label}"


def hours_text(start: Moment, end: Moment) -> str:
    """How long it truly lasts, whatever the clocks do meanwhile: 4 h; "" while that is unknown."""
    minutes = minutes_between(start, end)
    if minutes is None or minutes < 0:
        return ""
    return dates.duration(current(), minutes)


def clock_change(start: Moment, end: Moment) -> int:
    """Minutes by which the true length differs from what the wall clocks say; 0 usually."""
    minutes, first, last = minutes_between(start, end), start.wall(), end.wall()
    if minutes is None or first is None or last is None or start.zone != end.zone:
        return 0
    return minutes - round((last - first).total_seconds() / 60)


def length_told(start: Moment, end: Moment) -> str:
    """How long it truly lasts, and why that is not what the clocks say."""
    text, change = hours_text(start, end), clock_change(start, end)
    if not text or not change:
        return text
    by = dates.duration(current(), abs(change))
    reason = (
        _("the clocks go back meanwhile, so it is {hours} longer than the clock says")
        if change > 0
        else _("the clocks go forward meanwhile, so it is {hours} shorter than the clock says")
    )
    return _("{length} ({reason})").format(length=text, reason=reason.format(hours=by))


def completed(start: Moment, end: Moment) -> Moment:
    """An end of which only the clock was written, on the day when it next shows that time."""
    if start.date is None or end.date is not None or end.time is None:
        return end
    over = start.time is not None and start.zone == end.zone and end.time <= start.time
    return replace(end, date=start.date + timedelta(days=1 if over else 0))
