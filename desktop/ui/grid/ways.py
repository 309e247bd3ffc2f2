"""How the ways between items are drawn: where nothing else stands, and never half a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.ui import look
from desktop.ui.grid.draft import Way
from desktop.ui.grid.frame import Frame
from desktop.ui.grid.scene import Scene

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_ways(painter: QPainter, scene: Scene, frame: Frame, ways: Sequence[Way]) -> None:
    """Draw a dotted line from an item to the next, and beside it how long the way takes."""
    colours = look.colours()
    painter.save()
    painter.setFont(look.font("small"))
    for rect, text in ways_in(scene, ways):
        area = frame.from_picture(rect)
        if not area.intersects(frame.body):
            continue
        painter.setPen(QPen(QColor(colours.border_strong), 2, Qt.PenStyle.DotLine))
        left = area.left() + look.EDGE
        painter.drawLine(left, area.top() + look.EDGE, left, area.bottom() - look.EDGE)
        painter.setPen(QColor(colours.soft))
        painter.drawText(area.adjusted(look.S, 0, 0, 0), _LEFT, text)
    painter.restore()


def ways_in(scene: Scene, ways: Sequence[Way]) -> Iterator[tuple[QRect, str]]:
    """Each way for which there is room: where it is in the picture, and what is written there."""
    metrics = QFontMetrics(look.font("small"))
    for way in ways:
        before, after = scene.of.get(way.from_id), scene.of.get(way.to_id)
        if not before or not after or before[-1].slot != after[0].slot:
            continue
        first, last = before[-1], after[0]
        left = max(first.x, last.x)
        right = min(first.x + first.width, last.x + last.width)
        rect = QRect(left, first.y + first.height, right - left, last.y - first.y - first.height)
        if rect.height() < metrics.height() or rect.width() <= look.L or _taken(scene, rect):
            continue
        room = rect.width() - look.S
        fits = (each for each in (way.text, way.short) if metrics.horizontalAdvance(each) <= room)
        text = next(fits, "")
        if text:
            yield rect, text


def _taken(scene: Scene, rect: QRect) -> bool:
    """Whether something else stands between the two."""
    return any(
        rect.intersects(QRect(block.x, block.y, block.width, block.height))
        for block in scene.blocks
    )
