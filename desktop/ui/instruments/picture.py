"""The days of an instrument as lines below each other, each from midnight to midnight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.domain.codes import SlotStatus
from desktop.domain.plan import Booking, Plan, instant_of
from desktop.language import _, current, dates
from desktop.planning.occupancy import Occupancy
from desktop.planning.wall import minute_at, wall_at
from desktop.ui import look
from desktop.ui.grid.packing import Share, Stretch, packed
from desktop.ui.instruments.telling import request_name, shut_told, told_at
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

HOUR, DAY = 60, 24 * 60
_LEAST = 3 * HOUR  # between two numbers of the axis where there is little room
_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class Picture(Spoken, QWidget):
    """Paints who has an instrument when. `zones` are the two clocks.

    Arrow keys go from hour to hour; Return or a click opens a slot (`opened`), or asks for one
    from an instant to another where the time is free (`asked`), as dragging over hours does.
    """

    opened = Signal(str)
    asked = Signal(int, int)

    def __init__(self, zones: tuple[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zones = zones
        self._plan: Plan | None = None
        self._shown: Occupancy | None = None
        self._own, self._slot = "", ""
        self._shares: dict[str, Share] = {}
        self._today: date | None = None
        self._at = (0, 9)  # the day and the hour that the keyboard is at
        self._drag: tuple[int, int] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(self.setAccessibleName, lambda: _("Calendar of the instrument"))

    def show_days(self, plan: Plan, shown: Occupancy, own: str, slot: str) -> None:
        """Show the days of an instrument; slots of the request `own` and `slot` stand out."""
        self._plan, self._shown, self._own, self._slot = plan, shown, own, slot
        self._today = plan.today
        self._shares = packed(
            Stretch(slot.id, slot.start_minute or 0, slot.end_minute or 0) for slot in shown.slots
        )
        self._at = (min(self._at[0], len(shown.days) - 1), self._at[1])
        self.respoken()

    def told(self) -> str:
        """What there is where the keyboard is, in words."""
        if self._plan is None or self._shown is None:
            return ""
        return told_at(self._plan, self._shown, self._minute(*self._at), HOUR)

    @override
    def respoken(self) -> None:
        self.setAccessibleDescription(self.told())
        self.updateGeometry()
        self.update()

    # -- where things are

    def _line(self) -> int:
        many = self._shown is not None and len(self._shown.days) > 7
        return look.BADGE + look.XS if many else look.ROW

    def _axis(self) -> int:
        return len(self._clocks()) * (look.line_height("small") + look.EDGE) + look.XS

    def _left(self) -> int:
        return look.COLUMN * 2 // 5

    def _x(self, wall: float) -> float:
        return self._left() + (self.width() - self._left() - look.M) * wall / DAY

    def _minute(self, day: int, hour: int) -> int:
        assert self._shown is not None
        return minute_at(self._shown.zone, self._shown.days[day][0], hour * HOUR)

    def _cell(self, at: QPointF) -> tuple[int, int] | None:
        """The day and the hour at a place."""
        shown = self._shown
        day = int((at.y() - self._axis()) // self._line())
        room = self.width() - self._left() - look.M
        hour = int((at.x() - self._left()) * 24 // max(1, room))
        if shown is None or at.y() < self._axis() or not 0 <= day < len(shown.days):
            return None
        return (day, hour) if 0 <= hour < 24 else None

    def _clocks(self) -> list[str]:
        own = self._shown.zone if self._shown is not None else self._zones[0]
        return [own, *(zone for zone in dict.fromkeys(self._zones) if zone != own)][:2]

    def _boxes(self, start: int, end: int, inset: int) -> Iterator[QRectF]:
        """Where a stretch of time lies: a box in the line of each day that it touches."""
        assert self._shown is not None
        for number, (_day, (begin, stop)) in enumerate(self._shown.days):
            first, last = max(start, begin), min(end, stop)
            if first >= last:
                continue
            left = wall_at(self._shown.zone, first)[1]
            right = DAY if last == stop else wall_at(self._shown.zone, last)[1]
            top = self._axis() + number * self._line() + inset
            wide = max(self._x(right) - self._x(left), look.EDGE)
            yield QRectF(self._x(left), top, wide, self._line() - 2 * inset)

    def _slot_boxes(self, slot: Booking) -> Iterator[QRectF]:
        """Where a slot is painted; what overlaps stands below each other in the line."""
        share = self._shares[slot.id]
        for box in self._boxes(slot.start_minute or 0, slot.end_minute or 0, look.EDGE + 1):
            high = box.height()
            yield box.adjusted(0, high * share.left, 0, -high * (1 - share.right))

    def _slot_under(self, at: QPointF) -> str:
        """The slot that is painted at a place, or ""."""
        slots = self._shown.slots if self._shown is not None else ()
        return next(
            (slot.id for slot in slots if any(box.contains(at) for box in self._slot_boxes(slot))),
            "",
        )

    # -- painting

    @override
    def sizeHint(self) -> QSize:
        days = len(self._shown.days) if self._shown is not None else 7
        return QSize(look.COLUMN * 2, self._axis() + days * self._line() + look.EDGE)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.COLUMN, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        shown = self._shown
        if shown is None or self._plan is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        self._paint_ground(painter, shown)
        for one in shown.shut:
            for box in self._boxes(one.start, one.end, look.EDGE):
                self._paint_shut(painter, box, shut_told(one))
        for slot in shown.slots:
            self._paint_slot(painter, slot)
        if self._drag is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.colours().accent), look.EDGE))
            for box in self._boxes(*self._dragged(), look.EDGE):
                painter.drawRoundedRect(box, look.RADIUS, look.RADIUS)
        elif self.hasFocus():
            at = self._minute(*self._at)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(look.colours().accent), look.EDGE))
            for box in self._boxes(at, at + HOUR, 1):
                painter.drawRoundedRect(box, look.XS, look.XS)

    def _paint_ground(self, painter: QPainter, shown: Occupancy) -> None:
        colours = look.colours()
        self._paint_axes(painter, shown)
        painter.setPen(Qt.PenStyle.NoPen)
        begin, end = shown.days[0][1][0], shown.days[-1][1][1]
        painter.setBrush(QColor(colours.surface))
        for box in self._boxes(begin, end, 0):
            painter.drawRect(box)
        painter.setBrush(QColor(colours.pressed if colours.dark else colours.hover))
        for start, stop in shown.closed:
            for box in self._boxes(start, stop, 0):
                painter.drawRect(box)
        bottom = self._axis() + len(shown.days) * self._line()
        painter.setPen(QColor(colours.border))
        for hour in range(0, 25, 3):
            x = self._x(hour * HOUR)
            painter.drawLine(QPointF(x, self._axis()), QPointF(x, bottom))
        for number, (day, (first, last)) in enumerate(shown.days):
            top = self._axis() + number * self._line()
            painter.setPen(QColor(colours.border_strong if day.weekday() == 0 else colours.border))
            painter.drawLine(QPointF(0, top), QPointF(self.width() - look.M, top))
            self._paint_day(painter, top, day, last - first)
        painter.setPen(QColor(colours.border))
        painter.drawLine(QPointF(0, bottom), QPointF(self.width() - look.M, bottom))

    def _paint_day(self, painter: QPainter, top: int, day: date, minutes: int) -> None:
        colours = look.colours()
        today = day == self._today
        painter.setFont(look.font("small", bold=today))
        painter.setPen(QColor(colours.accent if today else colours.soft))
        text = dates.day_short(current(), day)
        if minutes != DAY:  # the clocks change on that day
            text = f"{text} ({dates.duration(current(), minutes)})"
        painter.drawText(QRectF(0, top, self._left() - look.S, self._line()), _MIDDLE, text)
        painter.setFont(look.font("small"))

    def _paint_axes(self, painter: QPainter, shown: Occupancy) -> None:
        height, first = look.line_height("small") + look.EDGE, shown.days[0]
        painter.setPen(QColor(look.colours().soft))
        wide = painter.fontMetrics().horizontalAdvance("00:00")
        every = HOUR if self._x(HOUR) - self._x(0) > wide else _LEAST
        for number, zone in enumerate(self._clocks()):
            noon = minute_at(shown.zone, first[0], DAY // 2)
            label = dates.zone_label(current(), zone, instant_of(noon))
            top = number * height
            painter.drawText(QRectF(0, top, self._left() - look.S, height), _MIDDLE, label)
            ahead = wall_at(zone, noon)[1] - DAY // 2
            for wall in range(0, DAY, every):
                box = QRectF(self._x(wall) - wide, top, 2 * wide, height)
                hour = (wall + ahead) % DAY // HOUR
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(hour))

    def _paint_shut(self, painter: QPainter, box: QRectF, text: str) -> None:
        colours = look.colours()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.quiet_tint))
        painter.drawRect(box)
        painter.setBrush(QBrush(QColor(colours.border_strong), Qt.BrushStyle.BDiagPattern))
        painter.drawRect(box)
        self._write(painter, box, text, colours.text)

    def _paint_slot(self, painter: QPainter, slot: Booking) -> None:
        if self._plan is None:
            return
        colours = look.colours()
        own = slot.record_id == self._own
        agreed = slot.status in (SlotStatus.CONFIRMED, SlotStatus.DONE)
        fill = colours.f if own and agreed else colours.f_tint
        ink = colours.surface if own and agreed else colours.f
        pen = QPen(QColor(colours.f), look.EDGE if own else 1)
        if not agreed:
            pen.setStyle(Qt.PenStyle.DashLine)
        if slot.id == self._slot:
            pen = QPen(QColor(colours.accent), look.EDGE + 1)
        name = request_name(self._plan, slot)
        for box in self._slot_boxes(slot):
            painter.setPen(pen)
            if slot.status == SlotStatus.RESERVE:
                painter.setBrush(Qt.BrushStyle.NoBrush)
            else:
                painter.setBrush(QColor(fill))
            painter.drawRoundedRect(box, look.XS, look.XS)
            self._write(painter, box, name, ink)

    def _write(self, painter: QPainter, box: QRectF, text: str, ink: str) -> None:
        room = box.adjusted(look.XS, 0, -look.XS, 0)
        if room.height() < painter.fontMetrics().ascent():
            return
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, max(0, int(room.width()))
        )
        if len(shown) > 2 or shown == text:
            painter.setPen(QColor(ink))
            painter.drawText(room, _MIDDLE, shown)

    # -- mouse and keyboard

    def _dragged(self) -> tuple[int, int]:
        assert self._drag is not None
        first, last = sorted(self._drag)
        return first, last + HOUR

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell(event.position())
        if event.button() == Qt.MouseButton.LeftButton and cell is not None:
            self._at = cell
            if not self._slot_under(event.position()):
                minute = self._minute(*cell)
                self._drag = (minute, minute)
            self.respoken()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        cell = self._cell(event.position())
        if self._drag is not None and cell is not None:
            self._drag = (self._drag[0], self._minute(*cell))
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if self._drag is not None:
            span = self._dragged()
            self._drag = None
            self.update()
            self.asked.emit(*span)
        elif slot_id := self._slot_under(event.position()):
            self.opened.emit(slot_id)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if self._shown is None:
            super().keyPressEvent(event)
        elif step is not None:
            last = len(self._shown.days) - 1
            day, hour = self._at[0] + step[0], self._at[1] + step[1]
            day, hour = day + hour // 24, hour % 24
            if 0 <= day <= last:
                self._at = (day, hour)
            self.respoken()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            minute = self._minute(*self._at)
            slot = self._shown.slot_at(minute, HOUR)
            if slot is not None:
                self.opened.emit(slot.id)
            else:
                self.asked.emit(minute, minute + HOUR)
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            cell = self._cell(QPointF(event.pos()))
            told = ""
            if cell is not None and self._plan is not None and self._shown is not None:
                told = told_at(self._plan, self._shown, self._minute(*cell), HOUR)
            QToolTip.showText(event.globalPos(), plain_tooltip(told), self)
            return True
        return super().event(event)
