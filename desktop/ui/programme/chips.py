"""What the quick entry line understood, as words with a tone and an icon. No Qt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from desktop import words
from desktop.domain.codes import ItemStatus
from desktop.domain.time import DayPart, Moment
from desktop.language import _, current, dates
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.known import Known, Mention
from desktop.ui.programme.quick_entry import Entry
from desktop.ui.statuses import status_look

_PLACE_ICONS = {"organisation": "building-2"}


@dataclass(frozen=True, slots=True)
class Chip:
    """One thing that is understood; `text` is asked again when the language changes."""

    text: Callable[[], str]
    tone: str
    icon: str


def chips(entry: Entry, day: dt.date | None) -> Iterator[Chip]:
    """All that is understood of a line, in the order in which it is usually typed."""
    if entry.start.date is not None and entry.start.date != day:
        yield Chip(lambda: _day(entry.start), "info", "calendar")
    asked = entry.start.time is not None and None in (
        entry.start.zone,
        entry.end.zone if entry.end.time else entry.start.zone,
    )
    yield Chip(lambda: _time(entry), "warn" if asked else "info", "clock")
    if entry.status is not None:
        status = entry.status
        yield Chip(lambda: words.word(ItemStatus(status)), *status_look(status))
    if entry.kind is not None:
        kind = entry.kind
        yield Chip(lambda: words.word(kind), "quiet", kind_icon(kind))
    if entry.transport:
        yield Chip(lambda: entry.transport, "quiet", "plane")
    for mention in (entry.place, entry.end_place):
        if mention is not None:
            yield _place(mention)
    for group in entry.groups:
        yield Chip(partial(_label, group), "info", "users-round")
    for name in entry.unknown_groups:
        yield Chip(partial(_no_group, name), "warn", "users-round")


def _place(mention: Mention) -> Chip:
    known = mention.found
    if known is None:
        return Chip(lambda: f"{mention.text} ?", "warn", "map-pin")
    return Chip(partial(_label, known), "good", _PLACE_ICONS.get(known.kind, "map-pin"))


def _label(known: Known) -> str:
    return known.label.best(current().code)


def _no_group(name: str) -> str:
    return _("No group “{name}”").format(name=name)


def _day(moment: Moment) -> str:
    return dates.day_short(current(), moment.date) if moment.date else ""


def _time(entry: Entry) -> str:
    """The time with the city of its clock: 10:00–11:30 Tokyo, 11:20 Copenhagen → 07:55 Tokyo."""
    start, end = entry.start, entry.end
    language = current()
    if entry.printed_time:
        return f"{entry.printed_time} {_city(start)}"
    if start.time is None:
        part = start.part if start.part != DayPart.EXACT else DayPart.TBC
        return words.word(DayPart(part))
    if end.time is None:
        clock = dates.clock(language, start.time)
        clock = dates.clock_range(language, start.time, None) if entry.open_end else clock
        return f"{clock} {_city(start)}"
    days = (end.date - start.date).days if start.date and end.date else 0
    shift = f" ({dates.date_shift(language, days)})" if days else ""
    if start.zone == end.zone:
        return f"{dates.clock_range(language, start.time, end.time)} {_city(start)}{shift}"
    leaves = f"{dates.clock(language, start.time)} {_city(start)}"
    return f"{leaves} → {dates.clock(language, end.time)} {_city(end)}{shift}"


def _city(moment: Moment) -> str:
    if moment.zone is None:
        return f"({_('Which clock?')})"
    return dates.zone_city(current(), moment.zone)
