"""The head of the timeline: divisions of time, and a strip of holidays for each country."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter

from desktop.language import Language, dates
from desktop.planning.day_marks import DayMark, MarkSort
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_frame import COUNTRIES, Frame
from desktop.ui.calendar.timeline_ticks import Unit, divisions, hours, levels
from desktop.words.day_marks import day_mark

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_CENTRE = Qt.AlignmentFlag.AlignCenter
_TONES = {
    MarkSort.HOLIDAY: "bad",
    MarkSort.HALF: "warn",
    MarkSort.BRIDGE: "warn",
    MarkSort.SEASON: "info",
    MarkSort.CLOSURE: "quiet",
}
_SAMPLE = dt.date(2024, 9, 25)  # a Wednesday in September: words as long as any
_DAYS = {Unit.YEAR: 365, Unit.MONTH: 28, Unit.WEEK: 7, Unit.DAY: 1}


@dataclass(frozen=True, slots=True)
class Header:
    """Draws the head of a timeline; `marks` are the holidays and closures in sight, by day."""

    frame: Frame
    language: Language
    marks: Sequence[DayMark]
    today: dt.date

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        frame, colours = self.frame, look.colours()
        header = frame.header
        painter.save()
        painter.setClipRect(header)
        painter.fillRect(header, QColor(colours.window))
        units = levels(frame.scale.per_day)
        for number, unit in enumerate(units):
            self._level(painter, unit, frame.level(number, len(units)), last=number > 0)
        for country in COUNTRIES:
            self._strip(painter, country)
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(header.bottomLeft(), header.bottomRight())
        painter.restore()

    def paint_corner(self, painter: QPainter, clock: str) -> None:
        """Draw what stands above the names: whose days these are, and the two countries."""
        frame, colours = self.frame, look.colours()
        corner = QRect(0, 0, frame.body.left(), frame.header.height())
        painter.fillRect(corner, QColor(colours.window))
        painter.setFont(look.font("small"))
        painter.setPen(QColor(colours.faint))
        wide = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
        above = QRect(corner)
        above.setBottom(frame.strip(COUNTRIES[0]).top())
        painter.drawText(above.adjusted(look.M, look.XS, -look.S, 0), wide, clock)
        painter.setPen(QColor(colours.soft))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for country in COUNTRIES:
            strip = frame.strip(country)
            room = QRect(0, strip.top(), corner.width() - look.S, strip.height())
            painter.drawText(room, right, country)
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(corner.bottomLeft(), corner.bottomRight())

    def mark_at(self, country: str, day: float) -> list[DayMark]:
        """What is marked in a country on a day."""
        return [
            mark
            for mark in self.marks
            if mark.country in (country, "")
            and mark.first.toordinal() <= day < mark.last.toordinal() + 1
        ]

    # -- divisions

    def seen(self) -> tuple[dt.date, dt.date]:
        """The first and the last day in sight."""
        first, last = self.frame.days()
        return dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))

    def _level(self, painter: QPainter, unit: Unit, room: QRect, *, last: bool) -> None:
        colours = look.colours()
        painter.setFont(look.font("small", bold=not last))
        if unit == Unit.HOURS:
            self._hours(painter, room)
            return
        first, end = self.seen()
        least = _DAYS[unit] * self.frame.scale.per_day
        which = _which(unit, int(least) - look.S, self.language.code, painter.font().key())
        lines: list[QRect] = []
        for day, following in divisions(unit, first, end):
            left, right = self.frame.x(day.toordinal()), self.frame.x(following.toordinal())
            lines.append(QRect(left, room.top(), 0, room.height() - 1))
            if which is None:
                continue
            text = wording.division(unit, day, self.language)[which]
            today = unit == Unit.DAY and day == self.today
            painter.setPen(
                QColor(colours.accent if today else colours.soft if last else colours.text)
            )
            # The name of what begins out of sight stays in sight, as long as it lasts.
            wide = _wide(text, painter.font().key(), not last)
            at = min(max(left, room.left()) + look.XS, right - look.XS - wide)
            if unit == Unit.DAY and right - left < 2 * wide + look.XL:
                at = left + (right - left - wide) // 2
            painter.drawText(QRect(at, room.top(), wide + 1, room.height()), _LEFT, text)
        painter.setPen(QColor(colours.border))
        for line in lines:
            painter.drawLine(line.left(), line.top(), line.left(), line.bottom() + 1)

    def _hours(self, painter: QPainter, room: QRect) -> None:
        colours, frame = look.colours(), self.frame
        step = hours(frame.scale.per_day)
        first, end = self.seen()
        for day in range(first.toordinal(), end.toordinal() + 1):
            for hour in range(0, 24, step):
                left = frame.x(day + hour / 24)
                painter.setPen(QColor(colours.border))
                painter.drawLine(left, room.top(), left, room.bottom())
                painter.setPen(QColor(colours.soft))
                text = dates.clock(self.language, dt.time(hour))
                painter.drawText(
                    QRect(left + look.XS, room.top(), look.L * 4, room.height()), _LEFT, text
                )

    # -- holidays

    def places(self, country: str) -> Iterator[tuple[DayMark, QRect]]:
        """The marks of a country in sight, the least important first, and where they are."""
        strip = self.frame.strip(country)
        first, last = self.frame.days()
        order = list(MarkSort)
        for mark in sorted(self.marks, key=lambda mark: -order.index(mark.sort)):
            start, end = mark.first.toordinal(), mark.last.toordinal() + 1
            if mark.country in (country, "") and start < last and end > first:
                left = self.frame.x(start)
                width = max(2, self.frame.x(end) - left)
                yield mark, QRect(left, strip.top(), width, strip.height() - 1)

    def _strip(self, painter: QPainter, country: str) -> None:
        colours = look.colours()
        painter.setFont(look.font("small"))
        for mark, place in self.places(country):
            ink, tint = colours.pair(_TONES[mark.sort])
            painter.fillRect(place, QColor(colours.window))
            painter.fillRect(place, QColor(tint))
            if mark.sort == MarkSort.CLOSURE:
                painter.fillRect(
                    place, QBrush(QColor(colours.border_strong), Qt.BrushStyle.BDiagPattern)
                )
            shown = place.intersected(self.frame.header).adjusted(look.XS, 0, -look.XS, 0)
            text = day_mark(mark, self.language)
            metrics = painter.fontMetrics()
            if shown.width() >= look.ICON_LARGE or metrics.horizontalAdvance(text) <= shown.width():
                painter.setPen(QColor(ink))
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, shown.width())
                painter.drawText(shown, _LEFT, text)


@lru_cache(maxsize=256)
def _which(unit: Unit, room: int, code: str, _font: str) -> int | None:
    """The longest way to call a division that fits everywhere in so many pixels."""
    language = Language.of(code)
    metrics = QFontMetrics(look.font("small", bold=True))
    samples = [_SAMPLE]
    if unit == Unit.MONTH:
        samples = [_SAMPLE.replace(month=number) for number in range(1, 13)]
    elif unit == Unit.DAY:
        samples = [_SAMPLE + dt.timedelta(days=number) for number in range(7)]
    called = [wording.division(unit, day, language) for day in samples]
    for way in range(len(called[0])):
        if all(metrics.horizontalAdvance(each[way]) <= room for each in called):
            return way
    return None


@lru_cache(maxsize=4096)
def _wide(text: str, _font: str, strong: bool) -> int:
    return QFontMetrics(look.font("small", bold=strong)).horizontalAdvance(text)
