"""What happens day by day, as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from desktop.domain.codes import CLAUSE_OF
from desktop.domain.day_mark import DayMark
from desktop.language import _, current, dates
from desktop.store.spans import TASK, Names, Span
from desktop.ui.calendar import telling
from desktop.ui.calendar.filter import status_code, status_word
from desktop.ui.calendar.month import opening
from desktop.ui.calendar.painting import ICONS
from desktop.ui.calendar.view import CalendarView, Move
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.statuses import status_look
from desktop.ui.widgets import EmptyState

_STEP = 60  # days that are read at a time


@dataclass(frozen=True, slots=True)
class Line:
    """One line: a thing that begins on a day, or is under way on the first one; or a marked day."""

    day: date
    first_of_day: bool
    span: Span | None = None
    mark: DayMark | None = None

    @property
    def id(self) -> str:
        """What it is known by."""
        if self.span is not None:
            return f"{self.span.kind}:{self.span.id}"
        assert self.mark is not None
        return f"{self.mark.country}:{self.mark.sort}:{self.mark.first}:{self.mark.name}"


def lines_of(spans: Sequence[Span], marks: Sequence[DayMark], first: date) -> list[Line]:
    """The lines from a day on, by day: what is marked, what lasts for days, what has a time."""
    order: list[tuple[tuple[object, ...], Span | None, DayMark | None]] = [
        ((max(mark.first, first), 0), None, mark) for mark in marks if mark.last >= first
    ]
    order += [
        (
            (
                max(span.first, first),
                1 if span.is_record else 3 if span.kind == TASK else 2,
                span.start.sort_key(span.zone),
                span.id,
            ),
            span,
            None,
        )
        for span in spans
        if span.last >= first
    ]
    order.sort(key=lambda entry: entry[0])
    lines: list[Line] = []
    for _key, one, mark_of in order:
        begin = one.first if one is not None else mark_of.first if mark_of is not None else first
        day = max(begin, first)
        lines.append(Line(day, not lines or lines[-1].day != day, one, mark_of))
    return lines


class _Table(ListTable):
    """The list under the keyboard: Alt with arrows moves, N begins something new."""

    moved = Signal(list)
    make_asked = Signal(date)
    ended = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = self.chosen()
        days = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if days and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            spans = [line.span for line in chosen if line.span is not None]
            self.moved.emit([Move(span, days) for span in spans])
        elif event.key() == Qt.Key.Key_N and not event.modifiers() and chosen:
            self.make_asked.emit(chosen[0].day)
        else:
            super().keyPressEvent(event)


class AgendaView(CalendarView):
    """A list from a day on, on both clocks; it reads further days when its end comes into sight."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._first = desk.today()
        self._days = _STEP
        self._spans: Sequence[Span] = ()
        self._marks: Sequence[DayMark] = ()
        self.model = ListModel(self._columns(), parent=self)
        self.table = _Table(self.model)
        self.table.horizontalHeader().setSectionsClickable(False)
        self.say(self.table.setAccessibleName, lambda: _("Agenda"))
        self._nothing = EmptyState(
            "calendar-days",
            lambda: _("Nothing in these days"),
            lambda: _("There is nothing planned here that fits the filter."),
        )
        self._layout = QStackedLayout(self)
        self._layout.addWidget(self.table)
        self._layout.addWidget(self._nothing)
        self.setFocusProxy(self.table)
        self.table.opened.connect(self._open)
        self.table.moved.connect(self.moved)
        self.table.make_asked.connect(lambda day: self.make_asked.emit("", day, day))
        self.table.verticalScrollBar().valueChanged.connect(self._scrolled)

    @override
    def go(self, day: date) -> None:
        self._first, self._days = day, _STEP
        self.table.verticalScrollBar().setValue(0)

    @override
    def turn(self, by: int) -> None:
        self.go(self._first + timedelta(days=by * _STEP // 2))

    @override
    def day(self) -> date:
        chosen = self.table.chosen()
        return chosen[0].day if chosen else self._first

    @override
    def period(self) -> tuple[date, date]:
        return self._first, self._first + timedelta(days=self._days - 1)

    @override
    def near(self) -> Sequence[tuple[date, date]]:
        firsts = [self._first + timedelta(days=by * _STEP // 2) for by in (1, -1)]
        return [(first, first + timedelta(days=_STEP - 1)) for first in firsts]

    @override
    def heading(self) -> str:
        return dates.date_range(current(), *self.period())

    @override
    def show_spans(self, spans: Sequence[Span], names: Names) -> None:
        self._spans = spans
        self._fill()

    @override
    def show_marks(self, marks: Sequence[DayMark]) -> None:
        if list(marks) != list(self._marks):
            self._marks = marks
            self._fill()

    @override
    def refresh(self) -> None:
        self.table.viewport().update()

    @override
    def respoken(self) -> None:
        self.model.respeak()

    def _fill(self) -> None:
        chosen = [line.id for line in self.table.chosen()]
        bar = self.table.verticalScrollBar()
        height = bar.value()
        self.model.set_rows(lines_of(self._spans, self._marks, self._first))
        self.table.choose(chosen)
        bar.setValue(height)
        self._layout.setCurrentIndex(0 if self.model.rowCount() else 1)

    def _open(self, line: Line) -> None:
        if line.span is not None:
            self.opened.emit(*opening(line.span))
        else:
            self.make_asked.emit("", line.day, line.day)

    def _scrolled(self, value: int) -> None:
        bar = self.table.verticalScrollBar()
        if bar.maximum() and value >= bar.maximum() and self.isVisible():
            self._days += _STEP
            self.turned.emit()

    # -- columns

    def _columns(self) -> list[Column]:
        return [
            Column(
                name="day",
                title=lambda: _("Day"),
                text=lambda line: _day(line) if line.first_of_day else "",
                look="strong",
                width=13,
            ),
            Column(
                name="time",
                title=lambda: self._clock(0),
                text=lambda line: self._time(line, 0),
                width=19,
            ),
            Column(
                name="there",
                title=lambda: self._clock(1),
                text=lambda line: self._time(line, 1),
                look="soft",
                width=19,
                spare=True,
            ),
            Column(
                name="title",
                title=lambda: _("What"),
                text=_what,
                icon=_icon,
                tone=_tone,
                width=28,
                grows=True,
            ),
            Column(
                name="place",
                title=lambda: _("Where"),
                text=lambda line: line.span.place.best(current().code) if line.span else "",
                look="soft",
                width=18,
                spare=True,
            ),
            Column(
                name="reference",
                title=lambda: _("Record"),
                text=lambda line: line.span.reference if line.span else "",
                look="soft",
                width=13,
                spare=True,
            ),
            Column(
                name="status",
                title=lambda: _("Status"),
                text=lambda line: status_word(line.span) if line.span else "",
                status=_status,
                width=15,
                spare=True,
            ),
        ]

    def _clock(self, clock: int) -> str:
        called = dates.zone_name(current(), self.desk.zones()[clock])
        return f"{called[:1].upper()}{called[1:]}"

    def _time(self, line: Line, clock: int) -> str:
        """The times of a thing on one of the two clocks; of what lasts for days, until when."""
        span = line.span
        if span is None:
            return ""
        if not span.start.is_exact or span.is_record:
            last = dates.day_short(current(), span.last)
            until = _("until {day}").format(day=last) if span.last != line.day else ""
            return (telling.clock(span.start) or until) if clock == 0 else ""
        zone = self.desk.zones()[clock]
        day = span.start.in_zone(zone).date or line.day
        shift = dates.date_shift(current(), (day - line.day).days)
        return f"{telling.times(span, zone)} {shift}".strip()


def _day(line: Line) -> str:
    return dates.day_short(current(), line.day)


def _what(line: Line) -> str:
    if line.span is not None:
        return telling.title(line.span)
    return telling.mark(line.mark) if line.mark is not None else ""


def _icon(line: Line) -> str:
    if line.span is None:
        return "sun"
    return "list-checks" if line.span.kind == TASK else ICONS[CLAUSE_OF[line.span.record_kind]]


def _tone(line: Line) -> str:
    return "soft" if line.span is None else CLAUSE_OF[line.span.record_kind]


def _status(line: Line) -> tuple[str, str] | None:
    code = status_code(line.span) if line.span is not None else None
    return None if code is None else status_look(code)
