"""Times in a sentence, on the clock of where they are and on the other country's beside it."""

from datetime import datetime

from desktop.domain.time import zone as zone_of
from desktop.language import N_, Language, dates


def day_and_clocks(
    language: Language, start: datetime, end: datetime | None, zone: str, other: str = ""
) -> str:
    """A span between aware instants: Mon 19 Apr 14:00–15:30 JST (07:00–08:30 CEST).

    The other clock is left out where it is the same, and an end on another day as well.
    """
    there = start.astimezone(zone_of(zone))
    if end is not None and end.astimezone(zone_of(zone)).date() != there.date():
        end = None
    day = dates.day_short(language, there.date())
    own = _on_clock(language, start, end, zone)
    if not other or start.astimezone(zone_of(other)).utcoffset() == there.utcoffset():
        return language.gettext(N_("{day} {clock}")).format(day=day, clock=own)
    shift = (start.astimezone(zone_of(other)).date() - there.date()).days
    beside = _on_clock(language, start, end, other)
    if shift:
        beside = language.listed((beside, dates.date_shift(language, shift)))
    message = language.gettext(N_("{day} {clock} ({other})"))
    return message.format(day=day, clock=own, other=beside)


def _on_clock(language: Language, start: datetime, end: datetime | None, zone: str) -> str:
    local = start.astimezone(zone_of(zone))
    text = dates.clock(language, local.time())
    if end is not None and end != start:
        text = dates.clock_range(language, local.time(), end.astimezone(zone_of(zone)).time())
    return f"{text} {dates.zone_label(language, zone, start)}"
