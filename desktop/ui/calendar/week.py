"""A week: above what lasts for days, below the hours on both clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.language import _, current, dates
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.calendar import painting, telling
from desktop.ui.calendar.days_model import DaysModel
from desktop.ui.calendar.days_table import DaysGrid
from desktop.ui.calendar.hours_model import HoursModel, has_hours
from desktop.ui.calendar.hours_table import CLOCKS, HoursTable, ZonesHeader
from desktop.ui.calendar.lanes import WEEK, monday_of
from desktop.ui.calendar.month import opening
from desktop.ui.calendar.view import CalendarView
from desktop.ui.desk import Desk
from desktop.ui.pages.periods import period_text

_MOST = 5  # so many lines stand above the hours before it says that there are more


class WeekView(CalendarView):
    """Seven days. Days and hours are those of the office's own clock; the other one is beside."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._marks: Sequence[DayMark] = ()
        self.days = DaysModel(1, self._heading, parent=self)
        self.strip = DaysGrid(self.days, desk.zones, desk.today)
        self.model = HoursModel(desk.zones, parent=self)
        self.hours = HoursTable(self.model, desk.clock, lambda: desk.settings.grid_step)
        self.strip.setVerticalHeader(ZonesHeader(self.model))
        self.strip.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.strip.verticalHeader().setFixedWidth(CLOCKS)
        self.strip.horizontalHeader().setFixedHeight(2 * look.line_height() + look.XS)
        self.say(self.strip.setAccessibleName, lambda: _("Whole days"))
        self.say(self.hours.setAccessibleName, lambda: _("Hours"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        above = QHBoxLayout()
        above.setContentsMargins(0, 0, self.hours.verticalScrollBar().sizeHint().width(), 0)
        above.addWidget(self.strip)
        layout.addLayout(above)
        layout.addWidget(self.hours, 1)
        self.setFocusProxy(self.hours)
        for table in (self.strip, self.hours):
            table.opened.connect(lambda span: self.opened.emit(*opening(span)))
            table.moved.connect(self.moved)
            table.make_asked.connect(lambda day: self.make_asked.emit("", day, day))
            table.day_asked.connect(self.day_asked)
            table.left.connect(self._leave)
        self.go(desk.today())
        self.hours.begin()

    @override
    def go(self, day: date) -> None:
        if monday_of(day) != self.days.monday:
            self.days.go(day)
            self.model.go(day)
        self.strip.stand_on(day)
        self.hours.stand_on(day)
        self._fit()

    @override
    def turn(self, by: int) -> None:
        self.go(self.day() + timedelta(days=WEEK * by))

    @override
    def day(self) -> date:
        return (self.strip if self.strip.hasFocus() else self.hours).day()

    @override
    def period(self) -> tuple[date, date]:
        # On the other clock something may lie on the day before or after.
        return self.days.monday - timedelta(days=1), self.days.last() + timedelta(days=1)

    @override
    def near(self) -> Sequence[tuple[date, date]]:
        first, last = self.period()
        return [
            (first + timedelta(days=days), last + timedelta(days=days)) for days in (WEEK, -WEEK)
        ]

    @override
    def heading(self) -> str:
        language, monday = current(), self.days.monday
        week = dates.week(language, monday)
        days = period_text(monday, self.days.last())
        return f"{week[:1].upper()}{week[1:]} · {days}"

    @override
    def show_spans(self, spans: Sequence[Span], names: Names) -> None:
        home = self.desk.zones()[0]
        timed = [span for span in spans if has_hours(span, home)]
        above = {(span.kind, span.id) for span in spans} - {(one.kind, one.id) for one in timed}
        self.hours.know(names)
        self.model.fill(timed)
        self.days.fill([span for span in spans if (span.kind, span.id) in above], names)
        self._fit()

    @override
    def show_marks(self, marks: Sequence[DayMark]) -> None:
        self._marks = marks
        self.days.mark(marks)
        self.days.respeak()
        off = (MarkSort.HOLIDAY, MarkSort.CLOSURE)
        days = (self.days.day_at(0, column) for column in range(WEEK))
        self.hours.show_off(
            frozenset(
                day for day in days if any(one.covers(day) and one.sort in off for one in marks)
            )
        )

    @override
    def refresh(self) -> None:
        self.strip.lay_out()
        self.hours.lay_out()

    def _heading(self, day: date) -> str:
        told = telling.marks_on(self._marks, day, monday=day.weekday() == 0)
        names = " · ".join(telling.mark(one) for one in told)
        room = self.strip.columnWidth(day.weekday()) - look.M if self._marks else 0
        named = painting.elided(names, room, False, painting.small_key())
        return f"{dates.day_short(current(), day)}\n{named}"

    def _fit(self) -> None:
        """Let what lasts for days have the height that it needs, up to a point."""
        lines = max(1, min(_MOST, self.strip.lines_wanted()))
        height = lines * painting.line_height() + self.strip.head_height() + look.XS
        header = self.strip.horizontalHeader()
        self.strip.setFixedHeight(header.height() + height + 2 * self.strip.frameWidth())

    def _leave(self, day: date) -> None:
        self.go(day)
        self.turned.emit()
