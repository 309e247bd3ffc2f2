"""Weeks of days as they are seen: bars, single lines, and what is away behind them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView
from typing_extensions import override

from desktop.domain.day_mark import MarkSort
from desktop.language import ngettext
from desktop.store.spans import Span
from desktop.ui import look
from desktop.ui.calendar import painting, telling
from desktop.ui.calendar.days_model import DaysModel
from desktop.ui.calendar.lanes import WEEK, Placed, Week
from desktop.ui.calendar.painting import Face
from desktop.ui.calendar.table import CalendarTable
from desktop.ui.calendar.view import Move

_SATURDAY = 5
_OFF = (MarkSort.HOLIDAY, MarkSort.CLOSURE)


ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -WEEK,
    Qt.Key.Key_Down: WEEK,
}
"""By how many days an arrow goes on."""


class DaysGrid(CalendarTable):
    """Shows a `DaysModel`; `clocks` gives the zones of the two clocks, `today` the office's day."""

    def __init__(
        self,
        model: DaysModel,
        clocks: Callable[[], tuple[str, str]],
        today: Callable[[], date],
    ) -> None:
        self.days = model
        self._clocks, self._today = clocks, today
        self._month: int | None = None
        self._weeks: list[Week] | None = None
        super().__init__()
        self.setModel(model)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        if model.weeks == 1:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        else:
            # In a low window a month is scrolled rather than nothing being told of its days.
            least = self.head_height() + 2 * painting.line_height()
            self.verticalHeader().setMinimumSectionSize(least)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setFixedWidth(look.ROW)
        model.dataChanged.connect(self.lay_out)
        model.modelReset.connect(self.lay_out)

    def show_month(self, month: int | None) -> None:
        """Draw the days of other months more quietly; None where there is no month."""
        self._month = month
        self.lay_out()

    def stand_on(self, day: date) -> None:
        """Lead the keyboard to a day that is shown."""
        index = self.days.index_of(day)
        if index.isValid():
            self.setCurrentIndex(index)
            self.viewport().update()

    @override
    def spans(self) -> Sequence[Span]:
        return self.days.spans

    @override
    def things(self) -> list[Span]:
        index = self.currentIndex()
        if not index.isValid():
            return []
        return [one.span for one in self.weeks()[index.row()].on(index.column())]

    @override
    def day(self) -> date:
        index = self.currentIndex()
        return self.days.day(index) if index.isValid() else self.days.monday

    @override
    def by_arrow(self, key: Qt.Key, span: Span) -> Move:
        return Move(span, ARROWS[key])

    @override
    def by_hand(self, span: Span, start: QPoint, at: QPoint) -> Move | None:
        before, after = self.day_at(start), self.day_at(at)
        return None if before is None or after is None else Move(span, (after - before).days)

    @override
    def walk(self, key: Qt.Key) -> None:
        day = self.day()
        if key in ARROWS:
            day += timedelta(days=ARROWS[key])
        else:
            day += timedelta(days=(0 if key == Qt.Key.Key_Home else WEEK - 1) - day.weekday())
        if self.days.index_of(day).isValid():
            self.stand_on(day)
        else:
            self.left.emit(day)

    @override
    def lay_out(self, *_signal: object) -> None:
        self._weeks = None
        self.viewport().update()

    def weeks(self) -> list[Week]:
        """The weeks as they are laid out."""
        if self._weeks is None:
            self._weeks = self.days.laid_out(self._lines())
        return self._weeks

    def lines_wanted(self) -> int:
        """How many lines would show everything."""
        weeks = self.days.laid_out(len(self.days.spans) + 1)
        return max((one.line + 1 for week in weeks for one in week.placed), default=0)

    # -- where things are

    def _lines(self) -> int:
        return max(1, (self.rowHeight(0) - self.head_height()) // painting.line_height())

    def head_height(self) -> int:
        """The height of the number of a day."""
        return look.line_height() + look.EDGE if self.days.weeks > 1 else look.EDGE

    def cell(self, row: int, column: int) -> QRect:
        """Where a day is."""
        return QRect(
            self.columnViewportPosition(column),
            self.rowViewportPosition(row),
            self.columnWidth(column),
            self.rowHeight(row),
        )

    def place(self, row: int, one: Placed) -> QRect:
        """Where a thing is in a week."""
        first, last = self.cell(row, one.first), self.cell(row, one.last)
        height = painting.line_height()
        left = first.left() + (look.XS if one.begins else 0)
        right = last.right() - (look.XS if one.ends else 0)
        top = first.top() + self.head_height() + one.line * height
        return QRect(left, top, right - left, height - look.EDGE)

    @override
    def span_at(self, at: QPoint) -> Span | None:
        for row, week in enumerate(self.weeks()):
            for one in week.placed:
                if self.place(row, one).contains(at):
                    return one.span
        return None

    @override
    def day_at(self, at: QPoint) -> date | None:
        index = self.indexAt(at)
        return self.days.day(index) if index.isValid() else None

    @override
    def more_at(self, at: QPoint) -> bool:
        index = self.indexAt(at)
        if not index.isValid() or not self.weeks()[index.row()].hidden[index.column()]:
            return False
        return self._more_rect(index.row(), index.column()).contains(at)

    def _more_rect(self, row: int, column: int) -> QRect:
        cell, height = self.cell(row, column), painting.line_height()
        top = cell.top() + self.head_height() + (self._lines() - 1) * height
        return QRect(cell.left() + look.S, top, cell.width() - look.M, height - look.EDGE)

    @override
    def tip_at(self, at: QPoint) -> str:
        span, day = self.span_at(at), self.day_at(at)
        if span is not None:
            return telling.tip(span, self.days.names, self._clocks())
        if day is None:
            return ""
        return "\n".join(telling.mark(one) for one in self.days.marks if one.covers(day))

    # -- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(look.colours().surface))
        for row, week in enumerate(self.weeks()):
            for column in range(WEEK):
                self._paint_day(painter, row, column)
            for one in week.placed:
                self._paint_placed(painter, row, one)
            for column, hidden in enumerate(week.hidden):
                if hidden:
                    text = ngettext("+{n} more", "+{n} more", hidden).format(n=hidden)
                    rect = self._more_rect(row, column)
                    painting.write(painter, rect, text, look.colours().accent)
        self._paint_ghost(painter)
        painter.end()

    def _paint_day(self, painter: QPainter, row: int, column: int) -> None:
        colours, day = look.colours(), self.days.day_at(row, column)
        cell = self.cell(row, column)
        marks = [one for one in self.days.marks if one.covers(day)]
        other = self._month is not None and day.month != self._month
        off = column >= _SATURDAY or any(one.sort in _OFF for one in marks)
        if off:
            painter.fillRect(cell, QColor(colours.sidebar))
        painter.setPen(QColor(colours.border))
        painter.drawLine(cell.topRight(), cell.bottomRight())
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if self.hasFocus() and day == self.day():
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(cell.adjusted(0, 0, -1, -1))
        if self.days.weeks == 1:
            return
        head = QRect(cell.left(), cell.top(), cell.width(), self.head_height())
        number = QRect(head.left() + look.XS, head.top() + look.EDGE, look.XL, look.line_height())
        today = day == self._today()
        if today:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.accent_fill))
            painter.drawRoundedRect(number, look.RADIUS, look.RADIUS)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        ink = colours.on_accent if today else colours.faint if other else colours.text
        painter.setFont(look.font(bold=today or day.day == 1))
        painter.setPen(QColor(ink))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        told = telling.marks_on(marks, day, monday=column == 0)
        if told:
            room = head.adjusted(look.XL + look.S, look.EDGE, -look.XS, 0)
            text = " · ".join(dict.fromkeys(map(telling.mark, told)))
            painting.write(painter, room, text, colours.faint, right=True)

    def _paint_placed(self, painter: QPainter, row: int, one: Placed) -> None:
        face = Face(
            telling.title(one.span),
            telling.clock(one.span.start),
            current=self.is_current(one.span),
            begins=one.begins,
            ends=one.ends,
        )
        if self._ghost is not None and self._ghost.span is one.span:
            painter.setOpacity(0.4)
        draw = painting.paint_bar if one.is_bar else painting.paint_line
        draw(painter, self.place(row, one), one.span, face)
        painter.setOpacity(1.0)

    def _paint_ghost(self, painter: QPainter) -> None:
        """Draw what is dragged where it would be dropped, with the days it would have."""
        if self._ghost is None:
            return
        span, by = self._ghost.span, self._ghost.days
        first, last = span.first + timedelta(days=by), span.last + timedelta(days=by)
        text = f"{telling.title(span)} · {telling.moved_days(first, last)}"
        for row in range(self.days.weeks):
            monday, sunday = self.days.day_at(row, 0), self.days.day_at(row, WEEK - 1)
            if first > sunday or last < monday:
                continue
            begin, end = max(first, monday), min(last, sunday)
            one = Placed(
                span,
                (begin - monday).days,
                (end - monday).days,
                self._line_of(span),
                begins=begin == first,
                ends=end == last,
            )
            face = Face(text, ghost=True, begins=one.begins, ends=one.ends)
            painting.paint_bar(painter, self.place(row, one), span, face)

    def _line_of(self, span: Span) -> int:
        lines = (one.line for week in self.weeks() for one in week.placed if one.span is span)
        return next(lines, 0)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    @override
    def respoken(self) -> None:
        self.days.respeak()
