"""What stands behind and around the items: hours, clock changes, heads, the axis, the tray."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from desktop.language import Language, _
from desktop.ui import icons, look
from desktop.ui.grid import wording
from desktop.ui.grid.axis import Tick, other_zone, ticks
from desktop.ui.grid.columns import Column, Piece
from desktop.ui.grid.frame import Frame, axis_split, tray_head
from desktop.ui.grid.lanes import lane_label
from desktop.ui.grid.scene import Scene

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_HALF = 40  # an hour of so many pixels has a line at its half


@dataclass(frozen=True, slots=True)
class Ground:
    """Draws all but the items.

    `now` is the present instant, `busy` is greyed, `notes` are said of days at their heads.
    """

    scene: Scene
    frame: Frame
    language: Language
    zones: tuple[str, ...]
    now: int
    current: int = 0
    busy: tuple[tuple[int, int, str], ...] = ()
    notes: Mapping[dt.date, str] = field(default_factory=dict)

    def other(self) -> Callable[[Piece], str | None]:
        """Gives the other country's clock."""
        return other_zone(self.zones)

    # -- the picture

    def paint_body(self, painter: QPainter) -> None:
        """Draw hours and changes of the clock behind the items."""
        frame, scene = self.frame, self.scene
        for number, slot in enumerate(scene.slots):
            rect = frame.column(scene, number, frame.body)
            if not rect.intersects(frame.body):
                continue
            self._hours(painter, slot.column, rect)
            self._outside(painter, slot.column, rect)
            self._greyed(painter, number, rect)
            if slot.gutter:
                self._own_hours(painter, slot.column, rect)
            painter.setPen(QColor(look.colours().border_strong))
            painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())

    def paint_changes(self, painter: QPainter) -> None:
        """Say over the items where a column's clock changes, and where a new day begins in it."""
        for number, slot in enumerate(self.scene.slots):
            rect = self.frame.column(self.scene, number, self.frame.body)
            column = slot.column
            if not rect.intersects(self.frame.body):
                continue
            if column.skipped:
                text = wording.change(column.skipped)
                self._label(painter, rect, self._y(column, column.begin), text)
            for instant, day in column.midnights():
                text = wording.day(self.language, day)
                self._label(painter, rect, self._y(column, instant), text)
            for instant, minutes in column.changes():
                self._label(painter, rect, self._y(column, instant), wording.change(minutes))

        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colours().bad))
        for rect, y in self._present():
            painter.drawEllipse(QPoint(rect.left() + 1, y), look.XS, look.XS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def paint_now(self, painter: QPainter) -> None:
        """Draw a line where the present is."""
        painter.setPen(QPen(QColor(look.colours().bad), 2))
        for rect, y in self._present():
            painter.drawLine(rect.left(), y, rect.right() - 1, y)

    def _present(self) -> Iterator[tuple[QRect, int]]:
        """The columns in which it is now, and where."""
        for number, slot in enumerate(self.scene.slots):
            if slot.column.begin <= self.now < slot.column.end:
                rect = self.frame.column(self.scene, number, self.frame.body)
                yield rect, self._y(slot.column, self.now)

    def _y(self, column: Column, instant: int) -> int:
        height = self.scene.axis.pixel(column.height_at(instant))
        return self.frame.body.top() - self.frame.offset.y() + height

    def _hours(self, painter: QPainter, column: Column, rect: QRect) -> None:
        colours, hour = look.colours(), self.scene.axis.hour
        for tick in ticks(column, lambda _piece: None):
            y = self._y(column, tick.instant)
            if rect.top() <= y <= rect.bottom():
                painter.setPen(QColor(colours.border))
                painter.drawLine(rect.left(), y, rect.right(), y)
            half = y + round(hour / 2)
            if hour >= _HALF and rect.top() <= half <= rect.bottom():
                painter.setPen(QPen(QColor(colours.border), 1, Qt.PenStyle.DotLine))
                painter.drawLine(rect.left(), half, rect.right(), half)

    def _outside(self, painter: QPainter, column: Column, rect: QRect) -> None:
        """Hatch what this column does not show: it is another column's, or no time at all."""
        brush = QBrush(QColor(look.colours().border_strong), Qt.BrushStyle.BDiagPattern)
        begin, end = self._y(column, column.begin), self._y(column, column.end)
        if column.skipped and begin > rect.top():
            above = QRect(rect.left(), rect.top(), rect.width(), begin - rect.top())
            painter.fillRect(above, QColor(look.colours().hover))
            painter.fillRect(above, brush)
        if end < rect.bottom():
            below = QRect(rect.left(), end, rect.width(), rect.bottom() - end + 1)
            painter.fillRect(below, QColor(look.colours().hover))

    def _greyed(self, painter: QPainter, number: int, rect: QRect) -> None:
        colours, column = look.colours(), self.scene.slots[number].column
        items = [self.frame.block(block) for block in self.scene.blocks if block.slot == number]
        brush = QBrush(QColor(colours.border_strong), Qt.BrushStyle.FDiagPattern)
        painter.setFont(look.font("small"))
        for start, end, reason in self.busy:
            if start >= column.end or end <= column.begin:
                continue
            top = max(rect.top(), self._y(column, max(start, column.begin)))
            bottom = min(rect.bottom(), self._y(column, min(end, column.end)))
            area = QRect(rect.left(), top, rect.width(), bottom - top)
            painter.fillRect(area, QColor(colours.pressed))
            painter.fillRect(area, brush)
            metrics = painter.fontMetrics()
            line = area.adjusted(look.S, 0, -look.XS, -look.EDGE)
            line.setTop(line.bottom() + 1 - metrics.height())
            # Behind an item nothing but the end of the reason would be seen.
            if line.top() >= area.top() and not any(line.intersects(item) for item in items):
                painter.setPen(QColor(colours.soft))
                text = metrics.elidedText(reason, Qt.TextElideMode.ElideRight, line.width())
                painter.drawText(line, _LEFT, text)

    def _own_hours(self, painter: QPainter, column: Column, rect: QRect) -> None:
        painter.setFont(look.font("small"))
        width = axis_split()
        for tick in ticks(column, lambda _piece: None):
            if tick.instant < column.begin:
                continue
            y = self._y(column, tick.instant)
            painter.setPen(QColor(look.colours().faint))
            height = painter.fontMetrics().height()
            line = QRect(rect.left() + look.S, y - height // 2, width, height)
            painter.drawText(line, _LEFT, wording.here(self.language, tick))

    def _label(self, painter: QPainter, rect: QRect, y: int, text: str) -> None:
        """Draw a line across a column, and say above it what changes there."""
        if not rect.top() <= y <= rect.bottom():
            return
        ink, tint = look.colours().pair("info")
        painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine))
        painter.drawLine(rect.left(), y, rect.right() - 1, y)
        painter.setFont(look.font("small", bold=True))
        metrics = painter.fontMetrics()
        label = QRect(0, 0, metrics.horizontalAdvance(text) + look.S, metrics.height())
        label.moveTopRight(rect.topRight())
        label.moveBottom(y - 1)
        painter.fillRect(label, QColor(tint))
        painter.setPen(QColor(ink))
        painter.drawText(label, _CENTRE, text)

    # -- around it

    def paint_heads(self, painter: QPainter) -> None:
        """Draw the head of each column: the day, or the lane, and where the group is."""
        frame, scene, colours = self.frame, self.scene, look.colours()
        area = frame.head.united(frame.strip)
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, QColor(colours.window))
        today = scene.slot_at_instant(self.now)
        for number, slot in enumerate(scene.slots):
            rect = frame.column(scene, number, area)
            if not rect.intersects(area):
                continue
            if slot.lane is None:
                day, tail = (
                    wording.day(self.language, slot.column.day),
                    wording.where(self.language, slot.column),
                )
            else:
                day, tail = lane_label(slot.lane, scene.programme, self.language)
            head = frame.column(scene, number, frame.head).adjusted(
                look.S, look.XS, -look.XS, -look.XS
            )
            # Of a day that is scrolled half out of sight, the name stays.
            head.setLeft(min(max(head.left(), area.left() + look.S), head.right()))
            bold = look.font("body", bold=True)
            ink = colours.accent if number == today and slot.lane is None else colours.text
            self._text(painter, head, day, bold, ink, Qt.AlignmentFlag.AlignTop)
            small = look.font("small")
            note = self.notes.get(slot.column.day, "") if slot.lane is None else ""
            tail = f"{note}  ·  {tail}" if note else tail
            tone = colours.warn if note else colours.faint
            self._text(painter, head, tail, small, tone, Qt.AlignmentFlag.AlignBottom)
            painter.setPen(QColor(colours.border_strong))
            painter.drawLine(rect.right(), rect.top() + look.S, rect.right(), rect.bottom())
        painter.setPen(QColor(colours.border))
        painter.drawLine(area.left(), frame.strip.top(), area.right(), frame.strip.top())
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(area.left(), area.bottom(), area.right(), area.bottom())
        painter.restore()

    def _text(
        self,
        painter: QPainter,
        rect: QRect,
        text: str,
        font: QFont,
        ink: str,
        vertical: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | vertical, shown)

    def paint_axis(self, painter: QPainter) -> None:
        """Draw both clocks at the left, those of the current column."""
        frame, scene, colours = self.frame, self.scene, look.colours()
        painter.save()
        whole = QRect(0, 0, frame.axis.width(), frame.axis.bottom() + 1)
        painter.fillRect(whole, QColor(colours.window))
        if scene.slots:
            column = scene.slots[min(self.current, len(scene.slots) - 1)].column
            self._clock_names(painter, column)
            if scene.slots[0].lane is not None:
                corner = QRect(look.S, look.XS, whole.width() - look.S, frame.head.height())
                day = wording.day(self.language, column.day)
                bold = look.font("body", bold=True)
                self._text(painter, corner, day, bold, colours.text, Qt.AlignmentFlag.AlignTop)
            painter.setClipRect(frame.axis)
            for tick in ticks(column, self.other()):
                self._hour(painter, column, tick)
        painter.setClipping(False)
        painter.setPen(QColor(colours.border_strong))
        right = frame.axis.right()
        painter.drawLine(right, frame.strip.top(), right, frame.axis.bottom())
        painter.restore()

    def _clock_names(self, painter: QPainter, column: Column) -> None:
        frame, colours = self.frame, look.colours()
        middle = (column.begin + column.end) // 2
        piece = column.piece_at(middle)
        there = self.other()(piece)
        area = QRect(0, frame.strip.top(), frame.axis.width(), frame.strip.height())
        painter.setFont(look.font("small", bold=True))
        painter.setPen(QColor(colours.text))
        here = wording.clock_label(self.language, piece.zone, middle)
        first = area.adjusted(look.S, 0, 0, -look.EDGE)
        first.setRight(axis_split() - look.XS)
        bottom = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
        painter.drawText(first, bottom, self._fit(painter, here, first.width()))
        if there is not None:
            painter.setFont(look.font("small"))
            painter.setPen(QColor(colours.faint))
            second = area.adjusted(axis_split(), 0, -look.XS, -look.EDGE)
            label = wording.clock_label(self.language, there, middle)
            painter.drawText(second, bottom, self._fit(painter, label, second.width()))

    def _fit(self, painter: QPainter, text: str, width: int) -> str:
        return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _hour(self, painter: QPainter, column: Column, tick: Tick) -> None:
        frame, colours = self.frame, look.colours()
        y = self._y(column, tick.instant)
        painter.setFont(look.font("small"))
        height = painter.fontMetrics().height()
        line = QRect(look.S, y - height // 2, frame.axis.width() - look.S, height)
        painter.setPen(QColor(colours.text))
        painter.drawText(line, _LEFT, wording.here(self.language, tick))
        painter.setPen(QColor(colours.faint))
        line.setLeft(axis_split())
        painter.drawText(line, _LEFT, wording.there(self.language, tick))
        painter.setPen(QColor(colours.border))
        painter.drawLine(frame.axis.right() - look.XS, y, frame.axis.right(), y)

    def paint_tray(self, painter: QPainter) -> None:
        """Draw the ground of the tray."""
        frame, colours = self.frame, look.colours()
        if frame.tray.isEmpty():
            return
        painter.fillRect(frame.tray, QColor(colours.sidebar))
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(frame.tray.topLeft(), frame.tray.bottomLeft())
        if frame.tray.width() <= look.GRID_RAIL:
            middle = QRect(0, 0, look.XL, look.XL)
            middle.moveCenter(frame.tray.center())
            icons.icon("archive", "soft").paint(painter, middle)
            return
        head = QRect(frame.tray).adjusted(look.S, look.S, -look.S, 0)
        head.setHeight(tray_head())
        bold = look.font("small", bold=True)
        top = Qt.AlignmentFlag.AlignTop
        self._text(painter, head, _("Not placed yet"), bold, colours.soft, top)
