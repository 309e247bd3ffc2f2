"""Which thing stands in which line of which day: bars over several days, then single lines. No Qt.

A calendar of weeks has for each day so many lines. Bars take the first line that is free on all
of their days of that week; what is within one day fills what they leave.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.time import DayPart
from desktop.store.spans import TASK, Span

WEEK = 7


@dataclass(frozen=True, slots=True)
class Placed:
    """A thing in one week: from a column to a column, in a line; where it is not cut it ends."""

    span: Span
    first: int
    last: int
    line: int
    begins: bool = True
    ends: bool = True

    @property
    def is_bar(self) -> bool:
        """Whether it is drawn as a bar rather than as a line of text with its time."""
        return is_bar(self.span)


@dataclass(frozen=True, slots=True)
class Week:
    """One week as it is drawn. `hidden` is how many things there was no line for, by column."""

    monday: date
    placed: tuple[Placed, ...]
    hidden: tuple[int, ...]

    def on(self, column: int) -> list[Placed]:
        """What is drawn in a column, from the top."""
        there = [one for one in self.placed if one.first <= column <= one.last]
        return sorted(there, key=lambda one: one.line)


def is_bar(span: Span) -> bool:
    """Whether a thing lasts for whole days, or over several; a task is only due on its day."""
    if span.kind == TASK:
        return False
    return span.first != span.last or span.start.part == DayPart.ALL_DAY or span.is_record


def monday_of(day: date) -> date:
    """The Monday of the ISO week of a day."""
    return day - timedelta(days=day.weekday())


def laid_out(monday: date, weeks: int, spans: Iterable[Span], lines: int) -> list[Week]:
    """So many weeks from a Monday, each day with at most so many lines.

    Where there is more than that, the last line stays free to say how much more.
    """
    last = monday + timedelta(days=WEEK * weeks - 1)
    by_week: list[list[Span]] = [[] for _ in range(weeks)]
    for span in spans:
        if span.first <= last and span.last >= monday:
            begin = max(0, (span.first - monday).days // WEEK)
            end = min(weeks - 1, (span.last - monday).days // WEEK)
            for week in by_week[begin : end + 1]:
                week.append(span)
    return [
        _week(monday + timedelta(days=WEEK * number), found, lines)
        for number, found in enumerate(by_week)
    ]


def _week(monday: date, spans: Sequence[Span], lines: int) -> Week:
    # Of each day the lines that are taken, as the bits of a number: a week may have hundreds.
    taken = [0] * WEEK
    placed = [_place(span, monday, taken) for span in sorted(spans, key=_order)]
    room = [lines if day.bit_length() <= lines else lines - 1 for day in taken]
    shown = [
        one for one in placed if all(one.line < room[at] for at in range(one.first, one.last + 1))
    ]
    hidden = tuple(
        day.bit_count() - sum(one.first <= at <= one.last for one in shown)
        for at, day in enumerate(taken)
    )
    return Week(monday, tuple(shown), hidden)


def _order(span: Span) -> tuple[object, ...]:
    """Bars first, the longer ones of one day before the shorter; by time of day; then tasks."""
    if is_bar(span):
        return (0, span.first, span.first - span.last, span.reference, span.id)
    return (2 if span.kind == TASK else 1, span.first, span.start.sort_key(span.zone), span.id)


def _place(span: Span, monday: date, taken: list[int]) -> Placed:
    first = max(0, (span.first - monday).days)
    last = min(WEEK - 1, (span.last - monday).days)
    together = 0
    for column in range(first, last + 1):
        together |= taken[column]
    free = ~together & (together + 1)  # the lowest bit that is not set on any of the days
    for column in range(first, last + 1):
        taken[column] |= free
    line = free.bit_length() - 1
    return Placed(
        span,
        first,
        last,
        line,
        begins=span.first >= monday,
        ends=span.last < monday + timedelta(days=WEEK),
    )
