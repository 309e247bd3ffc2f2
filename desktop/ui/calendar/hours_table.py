"""The hours of a week as they are seen, with both clocks at the left and a line for now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView
from typing_extensions import override

from desktop.language import current, dates
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.calendar import painting, telling
from desktop.ui.calendar.hours_model import DAY, HOUR, Block, HoursModel, walls
from desktop.ui.calendar.lanes import WEEK
from desktop.ui.calendar.painting import Face
from desktop.ui.calendar.table import CalendarTable
from desktop.ui.calendar.view import Move
from desktop.ui.grid.packing import Share

CLOCKS = look.SIDEBAR_FOLDED + look.XL
"""The width of the two clocks."""

_HOUR_HEIGHT = look.ROW
_SATURDAY = 5
_FIRST_SEEN = 8  # the hour that is at the top at first
_WHOLE = Share(0.0, 1.0)


class _Clocks(QHeaderView):
    """Both clocks beside the hours: the one of the office, and more softly the other."""

    def __init__(self, model: HoursModel, day: Callable[[], int]) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._model, self._day = model, day

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = look.colours()
        here, there = self._model.both_clocks(logicalIndex, self._day())
        line = look.line_height("small")
        half = rect.width() // 2
        home = QRect(rect.left(), rect.top(), half - look.XS, line)
        painting.write(painter, home, here, colours.text, right=True)
        other = home.translated(half, 0)
        painting.write(painter, other, there, colours.faint, right=True)

    @override
    def sizeHint(self) -> QSize:
        return QSize(CLOCKS, super().sizeHint().height())


class ZonesHeader(QHeaderView):
    """What the two clocks are called, above them."""

    def __init__(self, model: HoursModel) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._model = model

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours, half = look.colours(), rect.width() // 2
        here, there = self._model.zone_labels()
        home = QRect(rect.left(), rect.top(), half - look.XS, rect.height())
        painting.write(painter, home, here, colours.text, right=True)
        painting.write(painter, home.translated(half, 0), there, colours.faint, right=True)


class HoursTable(CalendarTable):
    """Shows an `HoursModel` to scale; `now` gives the present instant, `step` minutes of a move."""

    def __init__(
        self, model: HoursModel, now: Callable[[], datetime], step: Callable[[], int]
    ) -> None:
        self.hours = model
        self._now, self._step = now, step
        self._blocks: list[Block] | None = None
        self._off: frozenset[date] = frozenset()
        super().__init__()
        self.setVerticalHeader(_Clocks(model, lambda: max(0, self.currentIndex().column())))
        self.setModel(model)
        self.horizontalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_HOUR_HEIGHT)
        self.verticalHeader().setFixedWidth(CLOCKS)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        model.dataChanged.connect(self.lay_out)
        model.modelReset.connect(self.lay_out)

    def show_off(self, days: frozenset[date]) -> None:
        """Draw these days as days off."""
        self._off = days
        self.viewport().update()

    def stand_on(self, day: date) -> None:
        """Lead the keyboard to a day of the week, at the hour where it is."""
        row = self.currentIndex().row()
        index = self.hours.index(row if row >= 0 else _FIRST_SEEN, (day - self.hours.monday).days)
        if index.isValid():
            self.setCurrentIndex(index)

    def begin(self) -> None:
        """Show the hours in which people work."""
        self.verticalScrollBar().setValue(_FIRST_SEEN * _HOUR_HEIGHT - look.S)

    def blocks(self) -> list[Block]:
        """The things as they are laid out."""
        if self._blocks is None:
            self._blocks = self.hours.blocks()
        return self._blocks

    # -- what the keyboard and the mouse are at

    @override
    def lay_out(self, *_signal: object) -> None:
        self._blocks = None
        self.viewport().update()

    @override
    def spans(self) -> Sequence[Span]:
        return self.hours.spans

    @override
    def things(self) -> list[Span]:
        column = self.currentIndex().column()
        there = [block for block in self.blocks() if block.column == column]
        return [block.span for block in sorted(there, key=lambda block: block.top)]

    @override
    def choose(self, span: Span | None) -> None:
        super().choose(span)
        block = next((one for one in self.blocks() if one.span is span), None)
        if block is not None:
            self.scrollTo(self.hours.index(block.top // HOUR, block.column))

    @override
    def day(self) -> date:
        return self.hours.day_at(max(0, self.currentIndex().column()))

    @override
    def day_at(self, at: QPoint) -> date | None:
        index = self.indexAt(at)
        return self.hours.day_at(index.column()) if index.isValid() else None

    @override
    def span_at(self, at: QPoint) -> Span | None:
        # What is drawn last lies on top.
        there = (one.span for one in reversed(self.blocks()) if self.place(one).contains(at))
        return next(there, None)

    @override
    def tip_at(self, at: QPoint) -> str:
        span = self.span_at(at)
        return "" if span is None else telling.tip(span, self._names, self.hours.clocks())

    _names = telling.NOBODY

    def know(self, names: Names) -> None:
        """Know what everybody is called whom a thing names."""
        self._names = names

    @override
    def by_arrow(self, key: Qt.Key, span: Span) -> Move:
        step = self._step()
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        minutes = {Qt.Key.Key_Up: -step, Qt.Key.Key_Down: step}.get(key, 0)
        return _moved(span, days, minutes)

    @override
    def by_hand(self, span: Span, start: QPoint, at: QPoint) -> Move | None:
        before, after = self.indexAt(start), self.indexAt(at)
        if not before.isValid() or not after.isValid():
            return None
        step = self._step()
        minutes = round((at.y() - start.y()) * HOUR / _HOUR_HEIGHT / step) * step
        days = after.column() - before.column()
        return _moved(span, days, minutes) if days or minutes else Move(span)

    @override
    def walk(self, key: Qt.Key) -> None:
        index = self.currentIndex()
        row, column = max(0, index.row()), max(0, index.column())
        match key:
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                row = max(0, min(23, row + (1 if key == Qt.Key.Key_Down else -1)))
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                column = 0 if key == Qt.Key.Key_Home else WEEK - 1
            case _:
                column += 1 if key == Qt.Key.Key_Right else -1
        if 0 <= column < WEEK:
            self.setCurrentIndex(self.hours.index(row, column))
        else:
            self.left.emit(self.hours.day_at(column))

    # -- painting

    def place(self, block: Block) -> QRect:
        """Where a block is in the view."""
        left, width = self.columnViewportPosition(block.column), self.columnWidth(block.column)
        room = width - look.S
        top = self._y(block.top)
        begin, end = (round(room * part) for part in (block.share.left, block.share.right))
        return QRect(
            left + look.EDGE + begin, top, end - begin - look.EDGE, self._y(block.bottom) - top - 1
        )

    def _y(self, minute: int) -> int:
        return round(minute * _HOUR_HEIGHT / HOUR) - self.verticalScrollBar().value()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours = look.colours()
        painter.fillRect(self.viewport().rect(), QColor(colours.surface))
        for column in range(WEEK):
            day = self.hours.day_at(column)
            left, width = self.columnViewportPosition(column), self.columnWidth(column)
            if column >= _SATURDAY or day in self._off:
                area = QRect(left, 0, width, self.viewport().height())
                painter.fillRect(area, QColor(colours.sidebar))
        painter.setPen(QColor(colours.border))
        for hour in range(25):
            painter.drawLine(0, self._y(hour * HOUR), self.viewport().width(), self._y(hour * HOUR))
        for column in range(WEEK):
            right = self.columnViewportPosition(column) + self.columnWidth(column) - 1
            painter.drawLine(right, 0, right, self.viewport().height())
        if self.hasFocus() and self.currentIndex().isValid() and self.entry() is None:
            painter.setPen(QPen(QColor(colours.accent), 1))
            painter.drawRect(self.visualRect(self.currentIndex()).adjusted(0, 0, -1, -1))
        for block in self.blocks():
            self._paint_block(painter, block)
        self._paint_now(painter)
        if self._ghost is not None:
            self._paint_ghost(painter, self._ghost)
        painter.end()

    def _paint_block(self, painter: QPainter, block: Block) -> None:
        rect = self.place(block)
        if not rect.intersects(self.viewport().rect()):
            return
        cut = rect.top() < 0  # what it is called stays in sight when its beginning is not
        rect.setTop(max(rect.top(), 0))
        face = Face(
            telling.title(block.span),
            telling.times(block.span, self.hours.clocks()[0]),
            current=self.is_current(block.span),
            short=telling.clock(block.span.start.in_zone(self.hours.clocks()[0])),
            begins=block.begins and not cut,
            ends=block.ends,
        )
        if self._ghost is not None and self._ghost.span is block.span:
            painter.setOpacity(0.4)
        painting.paint_block(painter, rect, block.span, face, self.viewport().rect())
        painter.setOpacity(1.0)

    def _paint_ghost(self, painter: QPainter, ghost: Move) -> None:
        """Draw what is dragged where it would be dropped, with the time it would have."""
        start, end = ghost.start or ghost.span.start, ghost.end or ghost.span.end
        moved = replace(ghost.span, start=start, end=end)
        home = self.hours.clocks()[0]
        begin, stop = walls(moved, home)
        column = (begin.date() - self.hours.monday).days
        top = begin.hour * HOUR + begin.minute
        length = round((stop - begin).total_seconds() / 60)
        block = Block(moved, column, top, min(DAY, top + length), _WHOLE, True, True)
        day = dates.day_short(current(), begin.date())
        face = Face(telling.title(moved), f"{day} {telling.times(moved, home)}", ghost=True)
        if 0 <= column < WEEK:
            view = self.viewport().rect()
            painting.paint_block(painter, self.place(block), moved, face, view)

    def _paint_now(self, painter: QPainter) -> None:
        now = self._now().astimezone(ZoneInfo(self.hours.clocks()[0]))
        column = (now.date() - self.hours.monday).days
        if not 0 <= column < WEEK:
            return
        y = self._y(now.hour * HOUR + now.minute)
        left, width = self.columnViewportPosition(column), self.columnWidth(column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.colours().bad), look.EDGE))
        painter.drawLine(left, y, left + width, y)
        painter.setBrush(QColor(look.colours().bad))
        painter.drawEllipse(QPoint(left + look.XS, y), look.XS, look.XS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    @override
    def respoken(self) -> None:
        self.hours.respeak()


def _moved(span: Span, days: int, minutes: int) -> Move:
    """A move on the thing's own clock."""
    by = timedelta(days=days, minutes=minutes)
    return Move(
        span,
        by.days if not minutes else 0,
        span.start.moved(days=days, minutes=minutes),
        span.end.moved(days=days, minutes=minutes),
    )
