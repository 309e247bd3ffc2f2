"""What is dragged, drawn over the grid, with its new time and what the drop would cause."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.domain.codes import Severity
from desktop.domain.time import Moment
from desktop.language import Language, dates
from desktop.ui import look
from desktop.ui.grid import moves
from desktop.ui.grid.blocks import Face, lettering, mark_look, paint_block
from desktop.ui.grid.columns import Piece, offset_at
from desktop.ui.grid.drag import Drag, Over
from desktop.ui.grid.frame import pill_height
from desktop.ui.grid.letters import Ink, picture
from desktop.ui.grid.picture import Picture

_ICON = look.ICON - look.XS
_WRAP = Qt.TextFlag.TextWordWrap
_ORDER = (Severity.BLOCK, Severity.WARNING, Severity.HINT)


@dataclass(frozen=True, slots=True)
class Ghost:
    """Draws what is dragged; `told` are (severity, sentence) of what the drop would cause."""

    drag: Drag
    picture: Picture
    told: Sequence[tuple[str, str]] = ()

    def paint(self, painter: QPainter) -> None:
        """Draw it where it would come to."""
        ground = self.picture.ground
        if self.drag.over == Over.TRAY:
            painter.setPen(QPen(QColor(look.colours().accent), 2))
            painter.drawRect(ground.frame.tray.adjusted(1, 1, -1, -1))
        first = QRect()
        for item_id, rect, begins, ends in self.places():
            painter.save()
            hours = self.drag.over == Over.HOURS
            painter.setClipRect(ground.frame.body if hours else ground.frame.strip)
            self._item(painter, item_id, rect, begins, ends)
            painter.restore()
            if first.isNull() or item_id == self.drag.grabbed:
                first = rect
        if not first.isNull():
            self._box(painter, first)

    def places(self) -> Iterator[tuple[str, QRect, bool, bool]]:
        """Each part of what is dragged, where it is drawn, and whether it begins and ends there."""
        scene, frame = self.picture.ground.scene, self.picture.ground.frame
        if self.drag.over == Over.STRIP:
            area = frame.column(scene, self.drag.target, frame.strip)
            pill = QRect(area.left() + look.EDGE, area.top() + look.EDGE, area.width(), 0)
            pill.setHeight(pill_height() - look.EDGE)
            for item_id in self.drag.times:
                yield item_id, pill.adjusted(0, 0, -2 * look.EDGE, 0), True, True
            return
        for item_id, times in self.drag.times.items():
            found = moves.instants(times)
            if found is None or (item_id and item_id not in scene.contents.items):
                continue
            start, end = found
            end = max(end, start + 1)
            for number, slot in enumerate(scene.slots):
                if slot.lane is not None and number != self.drag.target:
                    continue
                column = slot.column
                if start < column.end and column.begin < end:
                    top = scene.y(number, max(start, column.begin))
                    bottom = scene.y(number, min(end, column.end))
                    least = QFontMetrics(look.font("small")).height() + look.EDGE
                    x, width = slot.x + slot.gutter, slot.width - slot.gutter - look.M
                    rect = QRect(x, top, width, max(least, bottom - top))
                    begins, ends = start >= column.begin, end <= column.end
                    yield item_id, frame.from_picture(rect), begins, ends

    def _item(self, painter: QPainter, item_id: str, rect: QRect, begins: bool, ends: bool) -> None:
        item = self.picture.ground.scene.contents.items.get(item_id)
        worst = self.worst()
        if item is None:
            ink, tint = look.colours().pair("meet")
            painter.fillRect(rect, QColor(tint))
            painter.setPen(QPen(QColor(ink), 1, Qt.PenStyle.DashLine))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
            return
        when = self.when(item_id)
        face = Face(chosen=True, mark=worst, begins=begins, ends=ends, when=when)
        written = lettering(item, self.picture.texts, face)
        paint_block(painter, rect, item, written, face, Ink.on(painter))
        if worst and Severity(worst) != Severity.HINT:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(getattr(look.colours(), mark_look(worst)[1])), 2))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -2, -2), look.XS, look.XS)

    def when(self, item_id: str) -> str:
        """The new time of an item, where it happens."""
        start, end = self.drag.times[item_id]
        if start.time is None:
            return ""
        return dates.clock_range(self.picture.texts.language, start.time, end.time)

    def worst(self) -> str:
        """The severity of the worst of what the drop would cause; "" for nothing."""
        severities = {Severity(severity) for severity, _sentence in self.told}
        return next((each.value for each in _ORDER if each in severities), "")

    # -- the box beside it

    def lines(self) -> list[str]:
        """The new time, on both clocks, of what was grasped."""
        times = self.drag.times.get(self.drag.grabbed)
        if times is None:
            return []
        language = self.picture.texts.language
        start, end = times
        if start.time is None:
            return [dates.day_short(language, start.date)] if start.date else []
        told = [_range(language, start, end)]
        other = self._other(start)
        if other is not None:
            told.append(_range(language, start.in_zone(other), end.in_zone(other)))
        return told

    def _other(self, start: Moment) -> str | None:
        found = moves.instants((start, start))
        if found is None or start.zone is None:
            return None
        offset = offset_at(found[0], start.zone)
        return self.picture.ground.other()(Piece(start.zone, offset, found[0], found[0]))

    def _box(self, painter: QPainter, beside: QRect) -> None:
        lines = self.lines()
        rows = [*[("", line) for line in lines], *self.told]
        if not rows:
            return
        frame, colours = self.picture.ground.frame, look.colours()
        metrics = QFontMetrics(look.font("small", bold=True))
        room = look.COLUMN - 2 * look.S
        heights = [
            metrics.boundingRect(0, 0, room - self._indent(severity), 1 << 16, _WRAP, text).height()
            for severity, text in rows
        ]
        box = QRect(0, 0, look.COLUMN, sum(heights) + look.EDGE * len(rows) + 2 * look.S)
        box.moveTopLeft(beside.topRight())
        box.translate(look.S, 0)
        if box.right() > frame.body.right():
            box.moveRight(beside.left() - look.S)
        box.moveLeft(max(0, box.left()))
        box.moveBottom(min(box.bottom(), frame.body.bottom() - look.XS))
        box.moveTop(max(0, box.top()))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        worst = self.worst()
        edge = getattr(colours, mark_look(worst)[1]) if worst else colours.border_strong
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(QRectF(box), look.RADIUS, look.RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        top = box.top() + look.S
        for number, ((severity, text), height) in enumerate(zip(rows, heights, strict=True)):
            indent = self._indent(severity)
            if severity:
                name, colour = mark_look(severity)
                icon = picture(name, colour, painter.device().devicePixelRatio())
                painter.drawPixmap(box.left() + look.S, top, icon)
            painter.setFont(look.font("small", bold=number == 0 and bool(lines)))
            painter.setPen(QColor(colours.text if severity or number == 0 else colours.soft))
            line = QRect(box.left() + look.S + indent, top, room - indent, height)
            painter.drawText(line, _WRAP, text)
            top += height + look.EDGE
        painter.restore()

    @staticmethod
    def _indent(severity: str) -> int:
        return _ICON + look.XS if severity else 0


def _range(language: Language, start: Moment, end: Moment) -> str:
    """A span of time with its day and its clock: Mon 19 Apr 14:00–15:30 JST."""
    instant = start.utc()
    if start.date is None or start.time is None or start.zone is None or instant is None:
        return ""
    day = dates.day_short(language, start.date)
    label = dates.zone_label(language, start.zone, instant)
    if end.time is None or end.zone == start.zone:
        return f"{day} {dates.clock_range(language, start.time, end.time)} {label}"
    arrives = end.utc()
    there = dates.zone_label(language, end.zone or start.zone, arrives) if arrives else ""
    leaves = f"{day} {dates.clock(language, start.time)} {label}"
    return f"{leaves} → {dates.clock(language, end.time)} {there}"
