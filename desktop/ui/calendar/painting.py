"""How a thing looks in the calendar, as a bar, as a line or as a block of the week."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout

from desktop.domain.codes import CLAUSE_OF
from desktop.store.spans import TASK, Span
from desktop.ui import look
from desktop.ui.grid.letters import ICON, picture

ICONS = {"b": "handshake", "c": "graduation-cap", "f": "microscope"}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ROOM_FOR_ICON = look.ROW


def line_height() -> int:
    """The height of one line of a day, with the gap below it."""
    return look.line_height("small") + look.XS


@dataclass(frozen=True, slots=True)
class Face:
    """What a thing looks like at a moment: `lead` is written before its title.

    Where there is no room for that, `short` is. A `ghost` is where it would be dropped. Where it
    does not begin or end, it is cut.
    """

    text: str
    lead: str = ""
    short: str = ""
    current: bool = False
    ghost: bool = False
    begins: bool = True
    ends: bool = True


def _paint_ground(
    painter: QPainter, rect: QRect, span: Span, face: Face
) -> tuple[QPainterPath, str]:
    """Draw the tint and the edge of a span; gives its shape, and the ink to write with."""
    colours = look.colours()
    ink, tint = colours.pair(CLAUSE_OF[span.record_kind])
    if span.cancelled:
        ink, tint = colours.soft, colours.quiet_tint
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face.ghost:
        painter.setOpacity(0.75)
    shape = _shape(rect, face)
    painter.fillPath(shape, QColor(tint))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if span.tentative and not span.cancelled:
        painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine))
        painter.drawPath(shape)
    if face.current or face.ghost:
        painter.setPen(QPen(QColor(colours.accent), look.EDGE))
        painter.drawPath(shape)
    return shape, ink


def paint_bar(painter: QPainter, rect: QRect, span: Span, face: Face) -> None:
    """Draw a bar on the tint of its clause; open ones have a broken edge, cancelled ones none."""
    painter.save()
    shape, ink = _paint_ground(painter, rect, span, face)
    if face.begins:
        edge = QRect(rect.left(), rect.top(), look.GRID_BAR, rect.height())
        painter.setClipPath(shape)
        painter.fillRect(edge, QColor(ink))
        painter.setClipping(False)
    room = rect.adjusted(look.S, 0, -look.XS, 0)
    if room.width() > _ROOM_FOR_ICON:
        icon = ICONS[CLAUSE_OF[span.record_kind]]
        name = "soft" if span.cancelled else CLAUSE_OF[span.record_kind]
        top = room.center().y() - ICON // 2 + 1
        ratio = painter.device().devicePixelRatio()
        painter.drawPixmap(room.left(), top, picture(icon, name, ratio))
        room.setLeft(room.left() + ICON + look.XS)
    write(painter, room, face.text, ink, struck=span.cancelled, bold=not span.cancelled)
    painter.restore()


def paint_line(painter: QPainter, rect: QRect, span: Span, face: Face) -> None:
    """Draw what is within one day: a point in the colour of its clause, the time, the title.

    A task has an open box for its point, and is written more softly.
    """
    colours = look.colours()
    ink = colours.soft if span.cancelled else colours.pair(CLAUSE_OF[span.record_kind])[0]
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if face.current or face.ghost:
        painter.setPen(QPen(QColor(colours.accent), look.EDGE))
        painter.setBrush(QColor(colours.selected))
        painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), look.XS, look.XS)
    point = QRectF(0, 0, look.S - look.EDGE, look.S - look.EDGE)
    point.moveCenter(QRectF(rect).center())
    point.moveLeft(rect.left() + look.XS)
    painter.setPen(QPen(QColor(ink), 1.5))
    open_ = span.tentative or span.cancelled or span.kind == TASK
    painter.setBrush(QColor(colours.surface if open_ else ink))
    (painter.drawRect if span.kind == TASK else painter.drawEllipse)(point)
    room = rect.adjusted(look.L, 0, -look.EDGE, 0)
    if face.lead:
        write(painter, room, face.lead, colours.soft)
        room.setLeft(room.left() + wide(face.lead, small_key()) + look.XS)
    text = colours.soft if span.cancelled or span.kind == TASK else colours.text
    write(painter, room, face.text, text, struck=span.cancelled)
    painter.restore()


def paint_block(painter: QPainter, rect: QRect, span: Span, face: Face, view: QRect) -> None:
    """Draw what has hours, to scale: its time and as many lines of its title as there is room.

    What is written stays in `view` while the block is.
    """
    painter.save()
    shape, ink = _paint_ground(painter, rect, span, face)
    painter.setClipPath(shape)
    painter.fillRect(QRect(rect.left(), rect.top(), look.GRID_BAR, rect.height()), QColor(ink))
    line = look.line_height("small")
    room = rect.adjusted(look.S, 1, -look.EDGE, -1)
    room.setTop(max(room.top(), min(view.top() + 1, room.bottom() - line)))
    lines = max(1, room.height() // line)
    # A time that is cut tells nothing.
    ways = (way for way in (face.lead, face.short) if wide(way, small_key()) <= room.width())
    lead = next(ways, "") if lines > 1 else ""
    place = QRect(room.left(), room.top(), room.width(), min(room.height(), line))
    if lead:
        write(painter, place, lead, ink)
        place.translate(0, line)
        lines -= 1
    for text in _wrapped(face.text, room.width(), lines, small_key()):
        write(painter, place, text, ink, struck=span.cancelled, bold=True)
        place.translate(0, line)
    painter.restore()


def write(
    painter: QPainter,
    room: QRect,
    text: str,
    colour: str,
    *,
    bold: bool = False,
    struck: bool = False,
    right: bool = False,
) -> None:
    """Write one line of small text, cut where the room ends."""
    if room.width() < look.M or not text:
        return
    painter.setFont(_font(bold=bold, struck=struck))
    painter.setPen(QColor(colour))
    side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter if right else _LEFT
    painter.drawText(room, side, elided(text, room.width(), bold, small_key()))


def small_key() -> str:
    """What names the small font of the moment, for what is kept of it."""
    return look.font("small").key()


def _font(*, bold: bool = False, struck: bool = False) -> QFont:
    font = look.font("small", bold=bold)
    font.setStrikeOut(struck)
    return font


@lru_cache(maxsize=8192)
def elided(text: str, width: int, bold: bool, _key: str) -> str:
    """A text in the small font, cut where a width in pixels ends."""
    metrics = QFontMetrics(look.font("small", bold=bold))
    return metrics.elidedText(text.replace("\n", " "), Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=8192)
def _wrapped(text: str, width: int, most: int, _key: str) -> tuple[str, ...]:
    """A bold text in at most so many lines; the last one takes all that is left."""
    layout = QTextLayout(text.replace("\n", " "), look.font("small", bold=True))
    lines: list[str] = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(1, width))
        begin = line.textStart()
        if len(lines) == most - 1:
            lines.append(layout.text()[begin:])
            break
        lines.append(layout.text()[begin : begin + line.textLength()])
    layout.endLayout()
    return tuple(lines)


@lru_cache(maxsize=8192)
def wide(text: str, _key: str) -> int:
    """How wide a text in the small font is, in pixels."""
    return QFontMetrics(look.font("small")).horizontalAdvance(text)


def _shape(rect: QRect, face: Face) -> QPainterPath:
    """A rounded box whose cut ends are straight."""
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(box, look.XS, look.XS)
    half = QRectF(box)
    if not face.begins:
        half.setRight(box.center().x())
        path = _joined(path, half)
    half = QRectF(box)
    if not face.ends:
        half.setLeft(box.center().x())
        path = _joined(path, half)
    return path


def _joined(path: QPainterPath, box: QRectF) -> QPainterPath:
    square = QPainterPath()
    square.addRect(box)
    return path.united(square)
