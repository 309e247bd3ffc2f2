"""What the calendar says of things and days, in the language of the moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from desktop.domain.codes import CLAUSE_OF
from desktop.domain.day_mark import DayMark, MarkSort
from desktop.domain.time import DayPart, Moment
from desktop.language import _, current, dates, names, ngettext
from desktop.store.spans import TASK, Names, Span
from desktop.ui.calendar.filter import status_word
from desktop.ui.forms import part_text
from desktop.ui.widgets.marks import clause_name
from desktop.words.day_marks import day_mark

NOBODY = Names({}, {}, {})
"""No names at all."""

_SORTS = list(MarkSort)
_PEOPLE = 6  # so many people of a thing are named


def title(span: Span) -> str:
    """What a thing is called; its reference where it has no title."""
    return span.title.best(current().code) or span.reference or _("untitled")


def clock(moment: Moment) -> str:
    """When it is, on its own clock; the part of the day where no time is known."""
    if moment.part != DayPart.EXACT or moment.time is None:
        return "" if moment.part in (DayPart.ALL_DAY, DayPart.EXACT) else part_text(moment.part)
    return dates.clock(current(), moment.time)


def times(span: Span, zone: str = "") -> str:
    """From when to when a thing lasts on a day, on the clock of a zone, else on its own."""
    start, end = (
        moment.in_zone(zone) if zone and moment.is_exact else moment
        for moment in (span.start, span.end)
    )
    if start.time is None or start.part != DayPart.EXACT:
        return clock(start)
    ends = end.time if end.part == DayPart.EXACT and end.date == start.date else None
    return dates.clock_range(current(), start.time, ends) if ends else clock(start)


def days(span: Span) -> str:
    """The days of a thing."""
    return dates.date_range(current(), span.first, span.last)


def when(span: Span, zones: Iterable[str]) -> str:
    """The days, and the times on its own clock and on the others."""
    language = current()
    parts = [days(span)]
    instant = span.start.utc()
    if instant is None:
        part = clock(span.start)
        return ", ".join([*parts, *([part] if part else [])])
    for zone in dict.fromkeys((span.zone, *zones)):
        there = span.start.in_zone(zone)
        shift = dates.date_shift(language, span.start.shift_to(zone))
        said = f"{times(span, zone)} {dates.zone_label(language, zone, instant)}"
        parts.append(f"{said} ({shift})" if shift and there.date != span.first else said)
    return ", ".join(parts)


def sentence(span: Span) -> str:
    """A thing as a screen reader says it."""
    sort = _("Task") if span.kind == TASK else clause_name(CLAUSE_OF[span.record_kind])
    parts = [sort, times(span), title(span)]
    if span.first != span.last:
        parts.append(days(span))
    return ", ".join(part for part in (*parts, status_word(span)) if part)


def tip(span: Span, known: Names, zones: Iterable[str]) -> str:
    """All that a small bar cannot show, a line for each."""
    language = current()
    people = [names.display(language, known.people[one]) for one in span.people[:_PEOPLE]]
    more = len(span.people) - len(people)
    if more > 0:
        people.append(ngettext("{n} more", "{n} more", more).format(n=more))
    bodies = [known.organisations[one].best(language.code) for one in span.organisations]
    named = f"{_('Task')} · {title(span)}" if span.kind == TASK else title(span)
    lines = [
        named,
        when(span, zones),
        span.place.best(language.code),
        language.listed([body for body in bodies if body]),
        language.listed(people),
        " · ".join(part for part in (span.reference, status_word(span)) if part),
    ]
    return "\n".join(line for line in lines if line)


def mark(one: DayMark) -> str:
    """A mark with its country: "JP Showa Day"."""
    return " ".join(part for part in (one.country, day_mark(one, current())) if part)


def marks_on(marks: Iterable[DayMark], day: date, monday: bool = False) -> list[DayMark]:
    """The marks to be named on a day, the most important first.

    A longer one is named on its first day, and on each `monday`.
    """
    named = [one for one in marks if one.covers(day) and (one.first == day or monday)]
    return sorted(named, key=lambda one: _SORTS.index(one.sort))


def day_sentence(day: date, marks: Iterable[DayMark], spans: Sequence[Span]) -> str:
    """A day as a screen reader says it, with all that is on it."""
    language = current()
    many = len(spans)
    count = ngettext("{n} entry", "{n} entries", many).format(n=many) if many else _("nothing")
    parts = [dates.day_heading(language, day)]
    parts += [mark(one) for one in marks if one.covers(day)]
    return ". ".join([*parts, count, *(sentence(span) for span in spans)])


def moved_days(first: date, last: date) -> str:
    """The days that something would have after a move, briefly."""
    language = current()
    said = dates.day_short(language, first)
    return said if first == last else f"{said} – {dates.day_short(language, last)}"
