"""A month in its weeks."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.day_mark import DayMark
from desktop.language import _, current, dates
from desktop.store.spans import Names, Span
from desktop.ui.calendar.days_model import DaysModel
from desktop.ui.calendar.days_table import DaysGrid
from desktop.ui.calendar.lanes import WEEK, monday_of
from desktop.ui.calendar.view import CalendarView
from desktop.ui.desk import Desk

_MOST_WEEKS = 6
_NOTCH = 120  # what a wheel tells for one step


class MonthView(CalendarView):
    """The weeks that have days of the month: four to six, so that each has the most room."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._month = desk.today().replace(day=1)
        self.model = DaysModel(
            _MOST_WEEKS, lambda day: dates.weekday_short(current(), day), parent=self
        )
        self.grid = DaysGrid(self.model, desk.zones, desk.today)
        self.say(self.grid.setAccessibleName, lambda: _("Month"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.grid)
        self.setFocusProxy(self.grid)
        self._turned = 0
        grid = self.grid
        grid.opened.connect(lambda span: self.opened.emit(*opening(span)))
        grid.moved.connect(self.moved)
        grid.make_asked.connect(lambda day: self.make_asked.emit("", day, day))
        grid.day_asked.connect(self.day_asked)
        grid.left.connect(self._leave)
        self.go(desk.today())

    @override
    def go(self, day: date) -> None:
        month = day.replace(day=1)
        if month != self._month or self.model.monday == date.min:
            self._month = month
            self.model.go(month, _weeks(month))
            self.grid.show_month(month.month)
        self.grid.stand_on(day)

    @override
    def turn(self, by: int) -> None:
        self.go(self._after(by))

    def _after(self, by: int) -> date:
        """The first day of the month so many months later."""
        year, month = divmod(self._month.year * 12 + self._month.month - 1 + by, 12)
        return date(year, month + 1, 1)

    @override
    def day(self) -> date:
        return self.grid.day()

    @override
    def period(self) -> tuple[date, date]:
        return self.model.monday, self.model.last()

    @override
    def near(self) -> Sequence[tuple[date, date]]:
        months = (self._after(by) for by in (1, -1))
        return [
            (monday_of(first), monday_of(first) + timedelta(days=_weeks(first) * WEEK - 1))
            for first in months
        ]

    @override
    def heading(self) -> str:
        return dates.month_and_year(current(), self._month)

    @override
    def show_spans(self, spans: Sequence[Span], names: Names) -> None:
        self.model.fill(spans, names)

    @override
    def show_marks(self, marks: Sequence[DayMark]) -> None:
        self.model.mark(marks)

    @override
    def refresh(self) -> None:
        self.grid.lay_out()

    def _leave(self, day: date) -> None:
        self.go(day)
        self.turned.emit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        if steps:
            self._turned -= steps * _NOTCH
            self.turn(-steps)
            self.turned.emit()
        event.accept()


def _weeks(first: date) -> int:
    """In how many weeks the days are of the month that begins on a day."""
    days = monthrange(first.year, first.month)[1]
    return (first.weekday() + days - 1) // WEEK + 1


def opening(span: Span) -> tuple[str, str, str]:
    """Which record opens, and at which part of it."""
    return span.record_kind, span.record_id, "" if span.is_record else span.id
