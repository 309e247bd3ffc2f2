"""The head of the timeline: divisions of time, and a strip of holidays for each country."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from desktop.domain.day_mark import DayMark, MarkSort
from desktop.language import Language, _, dates
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_frame import Frame
from desktop.ui.calendar.timeline_letters import SOFT, STRONG, Letters
from desktop.ui.calendar.timeline_marks import COUNTRIES, Marks
from desktop.ui.calendar.timeline_ticks import Unit, divisions, hours, levels
from desktop.words.day_marks import day_mark

_TONES = {
    # In this order they are painted over each other, the most important last.
    MarkSort.SEASON: "info",
    MarkSort.BRIDGE: "warn",
    MarkSort.HALF: "warn",
    MarkSort.CLOSURE: "quiet",
    MarkSort.HOLIDAY: "bad",
}
_SAMPLE = dt.date(2024, 9, 25)  # a Wednesday in September: words as long as any
_DAYS = {Unit.YEAR: 365, Unit.MONTH: 28, Unit.WEEK: 7, Unit.DAY: 1}


@dataclass(frozen=True, slots=True)
class Header:
    """Draws the head of a timeline; `marks` are the holidays and closures in sight, by day."""

    frame: Frame
    letters: Letters
    language: Language
    marks: Marks
    today: dt.date

    def paint(self, painter: QPainter) -> None:
        """Draw it."""
        frame, colours = self.frame, self.letters.colours
        header = frame.header
        painter.save()
        painter.setClipRect(header)
        painter.fillRect(header, QColor(colours.window))
        units = levels(frame.scale.per_day)
        for number, unit in enumerate(units):
            self._level(painter, unit, frame.level_place(number, len(units)), largest=not number)
        for country in COUNTRIES:
            self._strip(painter, country)
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(header.bottomLeft(), header.bottomRight())
        painter.restore()

    def paint_corner(self, painter: QPainter, clock: str) -> None:
        """Draw what stands above the names: whose days these are, and the two countries."""
        frame, colours = self.frame, self.letters.colours
        corner = QRect(0, 0, frame.body.left(), frame.header.height())
        painter.fillRect(corner, QColor(colours.window))
        letters, above = self.letters, frame.strip_place(COUNTRIES[0]).top()
        wide = corner.width() - look.M - look.S
        told = letters.paragraph(clock, colours.faint, wide, above - look.XS)
        painter.drawPixmap(look.M, look.XS, told)
        units = levels(frame.scale.per_day)
        if units[-1] == Unit.WEEK:
            week, place = _("Week"), frame.level_place(len(units) - 1, len(units))
            at = corner.width() - look.S - letters.width(week)
            letters.write_at(painter, at, place, week, colours.soft)
        for country in COUNTRIES:
            at = corner.width() - look.S - letters.width(country)
            letters.write_at(painter, at, frame.strip_place(country), country, colours.soft)
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(corner.bottomLeft(), corner.bottomRight())

    # -- divisions

    def seen(self) -> tuple[dt.date, dt.date]:
        """The first and the last day in sight."""
        first, last = self.frame.days()
        return dt.date.fromordinal(int(first)), dt.date.fromordinal(int(last))

    def _level(self, painter: QPainter, unit: Unit, room: QRect, *, largest: bool) -> None:
        if unit == Unit.HOURS:
            self._hours(painter, room)
            return
        colours, letters = self.letters.colours, self.letters
        style = STRONG if largest else SOFT
        first, end = self.seen()
        which = _which(
            letters, unit, int(_DAYS[unit] * self.frame.scale.per_day) - look.XS, self.language.code
        )
        if which is not None and unit == Unit.MONTH and not largest:
            which = max(which, 1)  # the year stands above
        lines: list[QLine] = []
        for day, following in divisions(unit, first, end):
            left, right = self.frame.x(day.toordinal()), self.frame.x(following.toordinal())
            lines.append(QLine(left, room.top(), left, room.bottom()))
            if which is None:
                continue
            # The name of what begins out of sight stays in sight, shorter where it must be.
            start = max(left, room.left()) + look.XS
            ways = _ways(unit, day, self.language.code)[which:]
            room_left = right - start
            text = ways[0]
            wide = letters.width(text, style)
            if wide > room_left:
                text = next((way for way in ways if letters.width(way, style) <= room_left), "")
                wide = letters.width(text, style)
            if unit == Unit.DAY and right - left < 2 * wide + look.XL:
                start = max(room.left(), left + (right - left - wide) // 2)
            today = unit == Unit.DAY and day == self.today
            tone = colours.accent if today else colours.text if largest else colours.soft
            letters.write_at(painter, start, room, text, tone, style)
        painter.setPen(QColor(colours.border))
        painter.drawLines(lines)

    def _hours(self, painter: QPainter, room: QRect) -> None:
        colours, frame = self.letters.colours, self.frame
        step = hours(frame.scale.per_day)
        first, end = self.seen()
        painter.setPen(QColor(colours.border))
        for day in range(first.toordinal(), end.toordinal() + 1):
            for hour in range(0, 24, step):
                left = frame.x(day + hour / 24)
                painter.drawLine(left, room.top(), left, room.bottom())
                text = dates.clock(self.language, dt.time(hour))
                place = QRect(left + look.XS, room.top(), room.width(), room.height())
                self.letters.write(painter, place, text, colours.soft)

    # -- holidays

    def _strip(self, painter: QPainter, country: str) -> None:
        colours, frame = self.letters.colours, self.frame
        strip, (first, last) = frame.strip_place(country), frame.days()
        named: list[tuple[DayMark, QRect, str]] = []
        painter.setPen(Qt.PenStyle.NoPen)
        for sort, tone in _TONES.items():
            ink, tint = colours.pair(tone)
            places: list[QRect] = []
            for each in self.marks.within(country, sort, first, last):
                left = frame.x(each.first)
                width = max(2, frame.x(each.end) - left)
                places.append(QRect(left, strip.top(), width, strip.height() - 1))
                if width >= look.L:
                    named.append((each.mark, places[-1], ink))
            painter.setBrush(QColor(tint))
            painter.drawRects(places)
            if sort == MarkSort.CLOSURE:
                painter.setBrush(QBrush(QColor(colours.border_strong), Qt.BrushStyle.BDiagPattern))
                painter.drawRects(places)
        for mark, place, ink in named:
            shown = place.intersected(frame.header).adjusted(look.XS, 0, -look.XS, 0)
            text = day_mark(mark, self.language)
            if shown.width() >= look.ICON_LARGE or self.letters.width(text) <= shown.width():
                self.letters.write(painter, shown, text, ink)


@lru_cache(maxsize=256)
def _which(letters: Letters, unit: Unit, room: int, code: str) -> int | None:
    """The longest way to call a division that fits everywhere in so many pixels."""
    samples = [_SAMPLE]
    if unit == Unit.MONTH:
        samples = [_SAMPLE.replace(month=number) for number in range(1, 13)]
    elif unit == Unit.DAY:
        samples = [_SAMPLE + dt.timedelta(days=number) for number in range(7)]
    called = [_ways(unit, day, code) for day in samples]
    for way in range(len(called[0])):
        if all(letters.width(each[way], STRONG) <= room for each in called):
            return way
    return None


@lru_cache(maxsize=4096)
def _ways(unit: Unit, day: dt.date, code: str) -> tuple[str, ...]:
    return wording.division(unit, day, Language.of(code))
