"""How the bars of the timeline are drawn: each once, then from a picture that is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPixmap

from desktop.domain.codes import CLAUSE_OF
from desktop.ui import look
from desktop.ui.calendar.timeline_frame import LEAST, Frame
from desktop.ui.calendar.timeline_layout import Bar, Lane, Place, Scale, Tick
from desktop.ui.calendar.timeline_letters import SOFT, STRONG, STRUCK, Letters, blank

_KEPT = 3000  # pictures of bars; one of usual size takes about 10 kB
_LONG = 480  # no picture is kept of a longer bar as a whole: there are few of them in sight
_READABLE = 44  # a name in less room than this says nothing
_MARK = look.M + look.XS  # the letter of the clause
_PIECE = 504  # of a long bar: a multiple of the periods of hatching and dashes, 8 and 6

# Clause, called off, tentative, chosen; the width of all, and the piece of it: left, width.
Shape = tuple[str, bool, bool, bool, int, int, int]


@dataclass(frozen=True, slots=True)
class Written:
    """Where a bar's name stands: in it, or beside it, with the room it has there; 0 for nowhere."""

    inside: bool
    room: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A bar at one zoom: its pixels on the ground, the room beside it, and its picture.

    `end` is where what is written beside it ends. One without a picture is put together each time
    it is painted.
    """

    x: int
    width: int
    end: int
    beside: int
    inside: bool
    picture: QPixmap | None


class BarPainter:
    """Draws the bars in sight. `label` gives what is written on one."""

    def __init__(self, label: Callable[[Bar], str]) -> None:
        self._label = label
        self._letters = Letters(1.0)
        self._scale = Scale(0, 1, 1.0)
        self._lanes: dict[int, list[Drawn | None]] = {}
        self._shapes: dict[Shape, QPixmap] = {}
        self._whole_text = lru_cache(maxsize=512)(self._drawn_text)
        self._names: dict[str, str] = {}
        self._count = 0
        self._height = 1

    def forget(self) -> None:
        """Draw everything anew: the bars are others, or look different."""
        self._names.clear()
        self._whole_text.cache_clear()
        self._shapes.clear()
        self._forget_lanes()

    def _forget_lanes(self) -> None:
        self._lanes.clear()
        self._count = 0

    def prepare(self, frame: Frame, letters: Letters) -> None:
        """Take over the zoom, and the look and the sharpness of what is painted on."""
        if letters is not self._letters:
            self._letters = letters
            self.forget()
        if frame.scale != self._scale or self._count > _KEPT:
            self._forget_lanes()
            self._shapes.clear()
        self._scale = frame.scale
        self._height = frame.lane(0, 0, 0, 0).height() if frame.scene.groups else 1

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """Draw all bars in sight."""
        scene, (top, bottom), (first, last) = frame.scene, frame.heights(), frame.days()
        # What is written beside a bar may be in sight where the bar itself is not any more.
        first -= look.TIMELINE_LABEL / frame.scale.per_day
        for number in scene.seen(top, bottom):
            if scene.is_folded(number):
                self._paint_folded(painter, frame, number)
                continue
            for lane, y in self._lanes_seen(frame, number, top, bottom):
                self._paint_lane(painter, frame, lane, lane.within(first, last), y)

    def paint_moving(self, painter: QPainter, frame: Frame, chosen: Iterable[Place]) -> None:
        """Draw what is written on bars that begin out of sight, and the `chosen` bars."""
        scene, (top, bottom), (first, _last) = frame.scene, frame.heights(), frame.days()
        body = frame.body
        for number in scene.seen(top, bottom):
            for lane, y in self._lanes_seen(frame, number, top, bottom):
                for crossing in lane.within(first, first):
                    drawn = self._kept(lane)[crossing] or self._draw_once(lane, crossing)
                    if drawn.inside:
                        rect = QRect(frame.left + drawn.x, y, drawn.width, self._height)
                        self._paint_crossing(painter, rect, lane.bars[crossing], body, drawn.beside)
        for place in chosen:
            rect = frame.bar(place)
            if rect.intersects(body):
                lane = scene.groups[place.group].lanes[place.lane]
                at = lane.bars.index(place.bar)
                drawn = self._kept(lane)[at] or self._draw_once(lane, at)
                self.draw(painter, rect, place.bar, body, drawn.beside, True)

    def _paint_crossing(
        self, painter: QPainter, rect: QRect, bar: Bar, body: QRect, beside: int
    ) -> None:
        """Draw what is written on a bar that begins out of sight at the edge, to read it there."""
        if self._text_end(rect, bar) > body.left():
            self.draw(painter, rect, bar, body, beside, chosen=False)
            return
        whole = self._whole_text(bar)
        if body.left() + whole.width() / self._letters.ratio <= rect.right():
            painter.drawPixmap(body.left(), rect.top(), whole)
        else:
            self._write(painter, rect, _across(rect, body), bar, beside)

    def _lanes_seen(
        self, frame: Frame, number: int, top: int, bottom: int
    ) -> Iterator[tuple[Lane, int]]:
        """The lanes of a group between two heights, and where their bars are in the view."""
        seen, scene = frame.scene.lanes_seen(number, top, bottom), frame.scene
        y = frame.lane(number, seen.start, 0, 0).top()
        for at in seen:
            yield scene.groups[number].lanes[at], y
            y += scene.lane

    def _paint_lane(self, painter: QPainter, frame: Frame, lane: Lane, seen: range, y: int) -> None:
        ground, edge = frame.left, frame.body.left()
        paint, kept = painter.drawPixmap, self._kept(lane)
        for at in seen:
            drawn = kept[at] or self._draw_once(lane, at)
            if ground + drawn.end < edge:
                continue
            if drawn.picture is not None:
                paint(ground + drawn.x, y, drawn.picture)
            else:
                rect = QRect(ground + drawn.x, y, drawn.width, self._height)
                bar = lane.bars[at]
                self._paint_shape(painter, rect, bar, frame.body, chosen=False)
                if not drawn.inside or self._text_end(rect, bar) > edge:
                    self._write(painter, rect, rect, bar, drawn.beside)

    def _drawn_text(self, bar: Bar) -> QPixmap:
        """The picture of what is written in a bar that is long enough for it."""
        rect = QRect(0, 0, self._text_end(QRect(), bar) + look.S, self._height)
        picture = blank(rect.width(), rect.height(), self._letters.ratio)
        painter = QPainter(picture)
        self._write(painter, rect, rect, bar, 0)
        painter.end()
        return picture

    def _text_end(self, rect: QRect, bar: Bar) -> int:
        """Where ends at the latest what is written in a bar from its beginning on."""
        return rect.left() + 2 * look.XS + _MARK + self._letters.width(self._named(bar))

    def _kept(self, lane: Lane) -> list[Drawn | None]:
        kept = self._lanes.get(id(lane))
        if kept is None:
            kept = self._lanes[id(lane)] = [None] * len(lane.bars)
        return kept

    def _draw_once(self, lane: Lane, at: int) -> Drawn:
        bar, scale = lane.bars[at], self._scale
        x = scale.x(bar.first)
        width = max(LEAST, scale.x(bar.end) - x)
        beside = look.TIMELINE_LABEL
        if at + 1 < len(lane.bars):
            beside = min(beside, scale.x(lane.firsts[at + 1]) - x - width - look.S)
        written = self.written(bar, width, beside)
        end = x + width + (0 if written.inside else written.room + look.XS)
        picture = None
        if width <= _LONG:
            picture = self._whole(bar, width, end - x, beside)
            self._count += 1
        drawn = self._kept(lane)[at] = Drawn(x, width, end, beside, written.inside, picture)
        return drawn

    def _whole(self, bar: Bar, width: int, whole: int, beside: int) -> QPixmap:
        """The picture of a bar, with what is written beside it."""
        picture = blank(whole, self._height, self._letters.ratio)
        painter = QPainter(picture)
        rect = QRect(0, 0, width, self._height)
        self.draw(painter, rect, bar, rect, beside, chosen=False)
        painter.end()
        return picture

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
        painter.setBrush(QColor(self._letters.colours.border_strong))
        painter.drawRects(rects)

    def written(self, bar: Bar, width: int, beside: int) -> Written:
        """Where the name of a bar stands, where so much room is left after it."""
        needed = self._letters.width(self._named(bar))
        inside = width - _MARK - 2 * look.XS
        if inside >= min(needed, 2 * _READABLE) or inside >= max(_READABLE, beside):
            return Written(True, inside)
        if beside >= min(needed, _READABLE):
            return Written(False, min(needed + look.XS, beside))
        return Written(True, inside if inside >= _READABLE else 0)

    def _named(self, bar: Bar) -> str:
        name = self._names.get(bar.id)
        if name is None:
            name = self._names[bar.id] = self._label(bar)
        return name

    def draw(
        self, painter: QPainter, rect: QRect, bar: Bar, view: QRect, beside: int, chosen: bool
    ) -> None:
        """Draw a bar; what is written on it stays in `view` while the bar is."""
        self._paint_shape(painter, rect, bar, view, chosen)
        self._write(painter, rect, _across(rect, view), bar, beside)

    def _write(self, painter: QPainter, rect: QRect, shown: QRect, bar: Bar, beside: int) -> None:
        """Write the letter and the name of a bar on the part of it that is shown."""
        letters, clause = self._letters, CLAUSE_OF[bar.span.record_kind]
        colours, off = letters.colours, bar.span.cancelled
        tone = colours.soft if off else colours.pair(clause)[0]
        written = self.written(bar, rect.width(), beside)
        shown = shown.adjusted(look.XS, 0, -look.XS, 0)
        if rect.width() >= _MARK and shown.width() >= _MARK - look.S:
            mark = shown.adjusted(look.EDGE, 0, 0, 0)
            mark.setWidth(_MARK)
            letters.write(painter, mark, clause, tone, STRONG)
        room = shown.adjusted(_MARK, 0, 0, 0)
        if not written.inside:
            room = QRect(rect.right() + 1 + look.XS, rect.top(), written.room, rect.height())
            tone = colours.soft if off else colours.text
        if written.room and room.width() >= min(_READABLE, written.room):
            letters.write(painter, room, self._named(bar), tone, STRUCK if off else SOFT)

    def _paint_shape(
        self, painter: QPainter, rect: QRect, bar: Bar, view: QRect, chosen: bool
    ) -> None:
        """The body of a bar; of a long one only the pieces that are in sight."""
        span, width = bar.span, rect.width()
        key = (CLAUSE_OF[span.record_kind], span.cancelled, span.tentative, chosen)
        if width < 2 * _PIECE:
            shape = self._shape((*key, width, 0, width))
            painter.drawPixmap(rect.left(), rect.top(), shape)
        else:
            count = width // _PIECE - 1  # all but the last, which is longer than the others
            first = max(0, (view.left() - rect.left()) // _PIECE)
            for number in range(min(first, count), count + 1):
                left = rect.left() + number * _PIECE
                if left > view.right():
                    break
                if number < count:
                    part = (3 * _PIECE, _PIECE if number else 0, _PIECE)
                else:
                    last = width - count * _PIECE
                    part = (_PIECE + last, _PIECE, last)
                painter.drawPixmap(left, rect.top(), self._shape((*key, *part)))
        _paint_ticks(painter, rect, view, bar, self._scale, self._letters.colours)

    def _shape(self, key: Shape) -> QPixmap:
        shape = self._shapes.get(key)
        if shape is None:
            *_look, whole, left, width = key
            shape = self._shapes[key] = blank(width, self._height, self._letters.ratio)
            painter = QPainter(shape)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rect = QRect(-left, 0, whole, self._height)
            _draw_shape(painter, rect, self._letters.colours, key)
            painter.end()
        return shape


def _across(rect: QRect, view: QRect) -> QRect:
    """What is in sight of a bar from left to right; above and below it is only cut off."""
    left, right = max(rect.left(), view.left()), min(rect.right(), view.right())
    return QRect(left, rect.top(), right - left + 1, rect.height())


def _draw_shape(painter: QPainter, rect: QRect, colours: look.Colours, key: Shape) -> None:
    """Filled; hatched and dashed while tentative; pale where it is called off."""
    clause, off, maybe, chosen, width, *_part = key
    tone, tint = colours.pair(clause)
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    corner = min(look.RADIUS - 1.0, box.width() / 2)
    path = QPainterPath()
    path.addRoundedRect(box, corner, corner)
    painter.fillPath(path, QColor(colours.window if off or maybe else tint))
    if maybe and not off:
        painter.fillPath(path, QBrush(QColor(tint), Qt.BrushStyle.BDiagPattern))
    # Of a bar of a few pixels nothing would be left of dashes.
    dashed = (maybe or off) and width > 2 * LEAST
    style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(colours.border_strong if off else tone), 1, style))
    painter.drawPath(path)
    if chosen:
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), corner, corner)


def _paint_ticks(
    painter: QPainter, rect: QRect, view: QRect, bar: Bar, scale: Scale, colours: look.Colours
) -> None:
    """The slots of a request, at the lower edge of its bar."""
    origin, inner = rect.left() - scale.x(bar.first), rect.adjusted(1, 1, -1, -1) & view
    for tick in bar.ticks:
        left = origin + scale.x(tick.start)
        width = max(LEAST, origin + scale.x(tick.end) - left)
        place = QRect(left, rect.bottom() - look.XS, width, look.XS) & inner
        if not place.isEmpty():
            painter.fillRect(place, QColor(colours.border_strong if tick.off else colours.f))


def moved(place: Place, days: int) -> Place:
    """A bar so many days later, where it is held."""
    bar = place.bar
    ticks: Sequence[Tick] = [
        Tick(tick.start + days, tick.end + days, tick.off) for tick in bar.ticks
    ]
    later = Bar(bar.id, bar.span, bar.first + days, bar.end + days, tuple(ticks))
    return Place(place.group, place.lane, later)
