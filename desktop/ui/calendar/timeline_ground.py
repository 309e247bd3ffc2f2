"""What is behind, beside and over the bars of the timeline: quiet days, names of groups, now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.planning.day_marks import DayMark, MarkSort
from desktop.ui import icons, look
from desktop.ui.calendar.timeline_frame import Frame
from desktop.ui.calendar.timeline_ticks import Unit, divisions, levels, weekends

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_QUIET_FROM = 2.5  # pixels a day: below, a weekend is a flicker
_OFF = (MarkSort.HOLIDAY,)


@dataclass(frozen=True, slots=True)
class Ground:
    """Draws all but the bars and the header. `name` gives what a group is called."""

    frame: Frame
    marks: Sequence[DayMark]
    now: dt.datetime
    zones: tuple[str, ...]
    name: Callable[[str], str]

    def paint_behind(self, painter: QPainter) -> None:
        """Draw weekends, holidays, today, and the lines between days and groups."""
        frame, colours = self.frame, look.colours()
        body, per_day = frame.body, frame.scale.per_day
        first, last = (dt.date.fromordinal(int(day)) for day in frame.days())
        painter.setPen(Qt.PenStyle.NoPen)
        if per_day >= _QUIET_FROM:
            painter.setBrush(QColor(colours.sidebar))
            painter.drawRects([self._column(day, day + 2) for day in weekends(first, last)])
            painter.setBrush(QColor(colours.hover))
            painter.drawRects(
                [
                    self._column(mark.first.toordinal(), mark.last.toordinal() + 1)
                    for mark in self.marks
                    if mark.sort in _OFF and mark.first <= last and mark.last >= first
                ]
            )
        today = self.now.astimezone(ZoneInfo(self.zones[0])).date().toordinal()
        painter.setBrush(QColor(colours.selected))
        painter.drawRect(self._column(today, today + 1).intersected(body))
        painter.setPen(QColor(colours.border))
        units = [unit for unit in levels(per_day) if unit != Unit.HOURS][-2:]
        fine = per_day * (7 if Unit.DAY in units else 30) >= look.XL
        unit = units[1] if fine and Unit.DAY not in units else units[0]
        painter.drawLines(
            [
                QLine(x, body.top(), x, body.bottom())
                for day, _after in divisions(unit, first, last)
                if body.left() <= (x := frame.x(day.toordinal()))
            ]
        )
        top, bottom = frame.heights()
        painter.setPen(QColor(colours.border_strong))
        painter.drawLines(
            [
                QLine(body.left(), y, body.right(), y)
                for number in frame.scene.seen(top, bottom)
                if (y := frame.y(frame.scene.tops[number + 1]) - 1) >= body.top()
            ]
        )

    def _column(self, first: int, end: int) -> QRect:
        body, left = self.frame.body, self.frame.x(first)
        return QRect(left, body.top(), max(1, self.frame.x(end) - left), body.height())

    def paint_now(self, painter: QPainter) -> None:
        """Draw a line where the present is; where there is room, one for each country's clock."""
        body, colours = self.frame.body, look.colours()
        shown: list[int] = []
        for zone in self.zones:
            local = self.now.astimezone(ZoneInfo(zone))
            part = (local.hour * 60 + local.minute) / 1440
            x = self.frame.x(local.date().toordinal() + part)
            if body.left() <= x <= body.right() and all(abs(x - each) >= look.XL for each in shown):
                style = Qt.PenStyle.DashLine if shown else Qt.PenStyle.SolidLine
                painter.setPen(QPen(QColor(colours.bad), 1, style))
                painter.drawLine(x, body.top(), x, body.bottom())
                shown.append(x)

    def paint_names(self, painter: QPainter, current: str) -> None:
        """Draw the names of the groups; the name of one that is cut off above stays in sight."""
        frame, colours = self.frame, look.colours()
        names, scene = frame.names, frame.scene
        painter.save()
        painter.setClipRect(names)
        painter.fillRect(names, QColor(colours.window))
        top, bottom = frame.heights()
        for number in scene.seen(top, bottom):
            group = scene.groups[number]
            place = self.name_place(number)
            folded = scene.is_folded(number)
            chevron = QRect(place.left(), place.center().y() - look.M // 2, look.M, look.M)
            icons.icon("chevron-right" if folded else "chevron-down", "soft").paint(
                painter, chevron
            )
            count = str(len(group.bars))
            painter.setFont(look.font("small"))
            painter.setPen(QColor(colours.faint))
            wide = painter.fontMetrics().horizontalAdvance(count)
            room = place.adjusted(look.M + look.XS, 0, -wide - look.S, 0)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count
            )
            painter.setPen(QColor(colours.accent if group.key == current else colours.text))
            painter.setFont(look.font("small", bold=True))
            name = _elided(self.name(group.key), room.width(), painter.font().key())
            painter.drawText(room, _LEFT, name)
            y = frame.y(scene.tops[number + 1]) - 1
            painter.setPen(QColor(colours.border_strong))
            painter.drawLine(names.left(), y, names.right(), y)
        painter.drawLine(names.right(), names.top(), names.right(), names.bottom())
        painter.restore()

    def name_place(self, number: int) -> QRect:
        """Where the name of a group is."""
        names, scene = self.frame.names, self.frame.scene
        height = scene.lane
        top = max(names.top(), self.frame.y(scene.tops[number]) + scene.gap // 2)
        top = min(top, self.frame.y(scene.tops[number + 1]) - height - scene.gap // 2)
        return QRect(names.left() + look.S, top, names.width() - 2 * look.S, height)


@lru_cache(maxsize=4096)
def _elided(text: str, width: int, _font: str) -> str:
    metrics = QFontMetrics(look.font("small", bold=True))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
