"""How the bars of the timeline are drawn: each once, then from a picture that is kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
)

from desktop.ui import look
from desktop.ui.calendar.timeline_frame import LEAST, Frame
from desktop.ui.calendar.timeline_layout import Bar, Lane, Place, Scale, Tick

CLAUSES = {"delegation": "b", "exchange": "c", "access_request": "f"}

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_KEPT = 4000  # pictures; a bar of usual size takes about 10 kB
_LONG = 640  # a bar that is longer is drawn anew each time: there are few of them in sight
_READABLE = 44  # a name in less room than this says nothing
_MARK = look.M + look.XS  # the letter of the clause

Key = tuple[str, int, int, bool]


@dataclass(frozen=True, slots=True)
class Ink:
    """Fonts and colours of one painting: to ask for them for each bar would cost more than it."""

    colours: look.Colours
    small: QFont
    strong: QFont
    struck: QFont
    metrics: QFontMetrics
    ratio: float

    @staticmethod
    def at(ratio: float) -> Ink:
        """Those to paint with on a screen of so many device pixels per pixel."""
        small, strong = look.font("small"), look.font("small", bold=True)
        struck = QFont(small)
        struck.setStrikeOut(True)
        return Ink(look.colours(), small, strong, struck, QFontMetrics(small), ratio)


@dataclass(frozen=True, slots=True)
class Written:
    """Where a bar's name stands: in it, beside it (with the room it has there), or nowhere."""

    inside: bool
    room: int


class BarPainter:
    """Draws the bars in sight. `label` gives what is written on one."""

    def __init__(self, label: Callable[[Bar], str]) -> None:
        self._label = label
        self._pictures: dict[Key, QPixmap] = {}
        self._labels: dict[str, tuple[str, int]] = {}
        self._ink = Ink.at(1.0)
        self._scale = Scale(0, 1, 1.0)

    def forget(self) -> None:
        """Draw everything anew: something may look different."""
        self._pictures.clear()
        self._labels.clear()
        self._ink = Ink.at(self._ink.ratio)

    def paint(self, painter: QPainter, frame: Frame, chosen: str, hidden: str = "") -> None:
        """Draw all bars in sight; the record `chosen` stands out, `hidden` is being dragged."""
        self.prepare(painter, frame)
        scene, (top, bottom) = frame.scene, frame.heights()
        for number in scene.seen(top, bottom):
            if scene.is_folded(number):
                self._paint_folded(painter, frame, number)
                continue
            lanes = scene.groups[number].lanes
            for at in scene.lanes_seen(number, top, bottom):
                line = frame.lane(number, at, 0, 0)
                self._paint_lane(painter, frame, lanes[at], line, (chosen, hidden))

    def prepare(self, painter: QPainter, frame: Frame) -> None:
        """Take over the zoom and the sharpness of what is painted on."""
        ratio = painter.device().devicePixelRatio()
        if self._ink.ratio != ratio:
            self._ink = Ink.at(ratio)
            self._pictures.clear()
        if frame.scale != self._scale or len(self._pictures) > _KEPT:
            self._scale = frame.scale
            self._pictures.clear()

    def _paint_lane(
        self, painter: QPainter, frame: Frame, lane: Lane, line: QRect, marked: tuple[str, str]
    ) -> None:
        chosen, hidden = marked
        first, last = frame.days()
        # What is written beside a bar may be in sight where the bar itself is not any more.
        first -= look.TIMELINE_LABEL / frame.scale.per_day
        body, x_of, y, height = frame.body, frame.x, line.top(), line.height()
        left = body.left()
        for at in lane.within(first, last):
            bar = lane.bars[at]
            if bar.id == hidden:
                continue
            x = x_of(bar.first)
            width = max(LEAST, x_of(bar.end) - x)
            beside = look.TIMELINE_LABEL
            if at + 1 < len(lane.bars):
                beside = min(beside, x_of(lane.firsts[at + 1]) - x - width - look.S)
            if x < left or width > _LONG:
                self.draw(painter, QRect(x, y, width, height), bar, body, beside, bar.id == chosen)
            else:
                picture = self._picture(bar, width, height, beside, bar.id == chosen)
                painter.drawPixmap(x, y, picture)

    def _paint_folded(self, painter: QPainter, frame: Frame, number: int) -> None:
        """A folded group: the days on which there is anything."""
        first, last = frame.days()
        line = frame.lane(number, 0, 0, 0)
        thick = line.height() // 3
        top = line.top() + thick
        rects = [
            QRect(frame.x(a), top, max(LEAST, frame.x(b) - frame.x(a)), thick)
            for a, b in frame.scene.groups[number].stretches
            if a < last and b > first
        ]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._ink.colours.border_strong))
        painter.drawRects(rects)

    def _picture(self, bar: Bar, width: int, height: int, beside: int, chosen: bool) -> QPixmap:
        key = (bar.id, width, beside, chosen)
        kept = self._pictures.get(key)
        if kept is None:
            ratio, written = self._ink.ratio, self.written(bar, width, beside)
            whole = width + (0 if written.inside else written.room + look.XS)
            kept = QPixmap(round(whole * ratio), round(height * ratio))
            kept.setDevicePixelRatio(ratio)
            kept.fill(Qt.GlobalColor.transparent)
            rect = QRect(0, 0, width, height)
            painter = QPainter(kept)
            self.draw(painter, rect, bar, rect, beside, chosen)
            painter.end()
            self._pictures[key] = kept
        return kept

    def written(self, bar: Bar, width: int, beside: int) -> Written:
        """Where the name of a bar stands, where so much room is left after it."""
        needed = self._named(bar)[1]
        inside = width - _MARK - 2 * look.XS
        if inside >= min(needed, 2 * _READABLE) or inside >= max(_READABLE, beside):
            return Written(True, inside)
        if beside >= min(needed, _READABLE):
            return Written(False, min(needed + look.XS, beside))
        return Written(True, inside if inside >= _READABLE else 0)

    def _named(self, bar: Bar) -> tuple[str, int]:
        named = self._labels.get(bar.id)
        if named is None:
            text = self._label(bar)
            named = self._labels[bar.id] = text, self._ink.metrics.horizontalAdvance(text)
        return named

    def draw(
        self, painter: QPainter, rect: QRect, bar: Bar, view: QRect, beside: int, chosen: bool
    ) -> None:
        """Draw a bar; what is written on it stays in `view` while the bar is."""
        ink, clause = self._ink, CLAUSES[bar.span.record_kind]
        tone, tint = ink.colours.pair(clause)
        written = self.written(bar, rect.width(), beside)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # Outlines of many thousand pixels are slow to draw, and nothing of them is seen.
        seen = rect.intersected(view.adjusted(-look.XL, -look.XL, look.XL, look.XL))
        self._shape(painter, seen, bar, (tone, tint), chosen)
        self._ticks(painter, rect, seen, bar)
        shown = rect.intersected(view).adjusted(look.XS, 0, -look.XS, 0)
        if bar.span.cancelled:
            tone = ink.colours.soft
        if rect.width() >= _MARK and shown.width() >= _MARK - look.S:
            painter.setPen(QColor(tone))
            painter.setFont(ink.strong)
            mark = QRect(shown.left(), shown.top(), _MARK - look.XS, shown.height())
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, clause)
        room = shown.adjusted(_MARK, 0, 0, 0)
        if not written.inside:
            room = QRect(rect.right() + 1 + look.XS, rect.top(), written.room, rect.height())
            tone = ink.colours.soft if bar.span.cancelled else ink.colours.text
        if written.room and room.width() >= min(_READABLE, written.room):
            painter.setPen(QColor(tone))
            painter.setFont(ink.struck if bar.span.cancelled else ink.small)
            painter.drawText(room, _LEFT, self._fitting(bar, room.width()))
        painter.restore()

    def _fitting(self, bar: Bar, width: int) -> str:
        text, needed = self._named(bar)
        if needed <= width:
            return text
        return self._ink.metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)

    def _shape(
        self, painter: QPainter, rect: QRect, bar: Bar, pair: tuple[str, str], chosen: bool
    ) -> None:
        """The body: filled; hatched and dashed while tentative; pale where it is called off."""
        (tone, tint), colours = pair, self._ink.colours
        off, maybe = bar.span.cancelled, bar.span.tentative
        box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        corner = min(look.RADIUS - 1.0, box.width() / 2)
        path = QPainterPath()
        path.addRoundedRect(box, corner, corner)
        painter.fillPath(path, QColor(colours.window if off or maybe else tint))
        if maybe and not off:
            painter.fillPath(path, QBrush(QColor(tint), Qt.BrushStyle.BDiagPattern))
        style = Qt.PenStyle.DashLine if maybe or off else Qt.PenStyle.SolidLine
        if rect.width() <= 2 * LEAST:
            style = Qt.PenStyle.SolidLine  # nothing would be left of dashes
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.border_strong if off else tone), 1, style))
        painter.drawPath(path)
        if chosen:
            painter.setPen(QPen(QColor(colours.accent), 2))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)

    def _ticks(self, painter: QPainter, rect: QRect, seen: QRect, bar: Bar) -> None:
        """The slots of a request, at the lower edge of its bar."""
        colours, origin = self._ink.colours, rect.left() - self._scale.x(bar.first)
        inner = seen.adjusted(1, 1, -1, -1)
        for tick in bar.ticks:
            left = origin + self._scale.x(tick.start)
            width = max(LEAST, origin + self._scale.x(tick.end) - left)
            place = QRect(left, rect.bottom() - look.XS, width, look.XS).intersected(inner)
            if not place.isEmpty():
                painter.fillRect(place, QColor(colours.border_strong if tick.off else colours.f))


def moved(place: Place, days: int) -> Place:
    """A bar so many days later, where it is held."""
    bar = place.bar
    ticks = tuple(Tick(tick.start + days, tick.end + days, tick.off) for tick in bar.ticks)
    return Place(place.group, place.lane, Bar(bar.span, bar.first + days, bar.end + days, ticks))
