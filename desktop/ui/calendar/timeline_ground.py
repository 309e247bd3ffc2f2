"""What is behind, beside and over the bars of the timeline: quiet days, names of groups, now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.domain.day_mark import MarkSort
from desktop.ui import look
from desktop.ui.calendar.timeline_frame import Frame
from desktop.ui.calendar.timeline_letters import STRONG, Letters
from desktop.ui.calendar.timeline_marks import COUNTRIES, Marks
from desktop.ui.calendar.timeline_ticks import Unit, divisions, levels, weekends

_QUIET_FROM = 2.5  # pixels a day: below, a weekend is a flicker
_TODAY = 28  # of 255: how much of the accent lies over today


@dataclass(frozen=True, slots=True)
class Ground:
    """Draws all but the bars and the header. `name` gives what a group is called."""

    frame: Frame
    marks: Marks
    now: dt.datetime
    zones: tuple[str, ...]
    name: Callable[[str], str]
    letters: Letters

    def today(self) -> dt.date:
        """The day it is on the first clock."""
        return self.now.astimezone(ZoneInfo(self.zones[0])).date()

    def paint_behind(self, painter: QPainter) -> None:
        """Draw weekends, holidays, today, and the lines between days and groups."""
        frame, body = self.frame, self.frame.body
        painter.fillRect(body, QColor(self.letters.colours.window))
        self._paint_days(painter)
        top, bottom = frame.heights()
        painter.setPen(QColor(self.letters.colours.border_strong))
        painter.drawLines(
            [
                QLine(body.left(), y, body.right(), y)
                for number in frame.scene.seen(top, bottom)
                if (y := frame.y(frame.scene.tops[number + 1]) - 1) >= body.top()
            ]
        )

    def _paint_days(self, painter: QPainter) -> None:
        frame, colours, per_day = self.frame, self.letters.colours, self.frame.scale.per_day
        seen = frame.days()
        first, last = (dt.date.fromordinal(int(day)) for day in seen)
        if per_day >= _QUIET_FROM:
            weekend, holiday = QColor(colours.sidebar), QColor(colours.hover)
            for day in weekends(first, last):
                painter.fillRect(self._column(day, day + 2), weekend)
            for country in COUNTRIES:
                for each in self.marks.within(country, MarkSort.HOLIDAY, *seen):
                    painter.fillRect(self._column(each.first, each.end), holiday)
        today, tint = self.today().toordinal(), QColor(colours.accent)
        tint.setAlpha(_TODAY)
        painter.fillRect(self._column(today, today + 1), tint)
        units = [unit for unit in levels(per_day) if unit != Unit.HOURS][-2:]
        fine = per_day * (7 if Unit.DAY in units else 30) >= look.XL
        unit = units[1] if fine and Unit.DAY not in units else units[0]
        line = QColor(colours.border)
        for begins, _after in divisions(unit, first, last):
            left = frame.x(begins.toordinal())
            painter.fillRect(QRect(left, frame.body.top(), 1, frame.body.height()), line)

    def _column(self, first: int, end: int) -> QRect:
        """Days, from top to bottom."""
        body, left = self.frame.body, self.frame.x(first)
        return QRect(left, body.top(), max(1, self.frame.x(end) - left), body.height()) & body

    def paint_now(self, painter: QPainter) -> None:
        """Draw a line where the present is; where there is room, one for each country's clock."""
        body, colours = self.frame.body, self.letters.colours
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
        frame, colours = self.frame, self.letters.colours
        names, scene = frame.names, frame.scene
        painter.save()
        painter.setClipRect(names)
        painter.fillRect(names, QColor(colours.window))
        top, bottom = frame.heights()
        for number in scene.seen(top, bottom):
            group = scene.groups[number]
            place = self.name_place(number)
            folded = scene.is_folded(number)
            chevron = self.letters.icon(
                "chevron-right" if folded else "chevron-down", "soft", look.M
            )
            painter.drawPixmap(place.left(), place.center().y() - look.M // 2, chevron)
            count, letters = str(len(group.bars)), self.letters
            wide = letters.width(count)
            at = QRect(place.right() + 1 - wide, place.top(), wide, place.height())
            letters.write(painter, at, count, colours.faint)
            room = place.adjusted(look.M + look.XS, 0, -wide - look.S, 0)
            tone = colours.accent if group.key == current else colours.text
            letters.write(painter, room, self.name(group.key), tone, STRONG)
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
