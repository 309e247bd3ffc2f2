"""The head of the timeline: divisions of time, and a strip of holidays for each country."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QLine, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QPainter

from desktop.domain.day_mark import MarkSort
from desktop.language import Language, _, dates
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_frame import Frame
from desktop.ui.calendar.timeline_letters import SOFT, STRONG, Letters
from desktop.ui.calendar.timeline_marks import COUNTRIES, Marked, Marks
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
_LEAST = 2  # the width of a day off that is shorter than can be seen
_DAYS = {Unit.YEAR: 365, Unit.MONTH: 28, Unit.WEEK: 7, Unit.DAY: 1}


@dataclass(frozen=True, slots=True)
class Header:
    """Draws the head of a timeline; `marks` are the holidays and closures in sight, by day."""

    frame: Frame
    letters: Letters
    language: Language
    marks: Marks
    today: dt.date

    def paint_still(self, painter: QPainter) -> None:
        """Draw what stands still on the ground: divisions with their names, days off."""
        frame, colours = self.frame, self.letters.colours
        header = frame.header
        painter.fillRect(header, QColor(colours.window))
        units = levels(frame.scale.per_day)
        for number, unit in enumerate(units):
            self._level(painter, unit, frame.level_place(number, len(units)), largest=not number)
        for country in COUNTRIES:
            self._strip(painter, country)
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(header.bottomLeft(), header.bottomRight())

    def paint_moving(self, painter: QPainter) -> None:
        """Draw the names that stay in sight where what they name begins out of sight."""
        frame = self.frame
        painter.save()
        painter.setClipRect(frame.header)
        first, units = self.seen()[0], levels(frame.scale.per_day)
        for number, unit in enumerate(units):
            room = frame.level_place(number, len(units))
            day, following = next(divisions(unit, first, first))
            if unit == Unit.HOURS or frame.x(day.toordinal()) >= room.left():
                continue
            room.setRight(frame.x(following.toordinal()) - 1)
            painter.fillRect(room, QColor(self.letters.colours.window))
            self._name(painter, unit, (day, following), room, largest=not number)
        for country in COUNTRIES:
            self._strip_names(painter, country)
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
        lines: list[QLine] = []
        for day, following in divisions(unit, *self.seen()):
            left, right = self.frame.x(day.toordinal()), self.frame.x(following.toordinal())
            lines.append(QLine(left, room.top(), left, room.bottom()))
            place = QRect(left, room.top(), right - left, room.height())
            self._name(painter, unit, (day, following), place, largest=largest)
        painter.setPen(QColor(self.letters.colours.border))
        painter.drawLines(lines)

    def _name(
        self,
        painter: QPainter,
        unit: Unit,
        days: tuple[dt.date, dt.date],
        room: QRect,
        *,
        largest: bool,
    ) -> None:
        """Write what a division is called into what is in sight of it, shorter where it must be."""
        colours, letters, day = self.letters.colours, self.letters, days[0]
        style = STRONG if largest else SOFT
        usual = int(_DAYS[unit] * self.frame.scale.per_day) - look.XS
        which = _which(letters, unit, usual, self.language.code)
        if which is None:
            return
        if unit == Unit.MONTH and not largest:
            which = max(which, 1)  # the year stands above
        start, end = room.left() + look.XS, room.right() + 1
        ways = _ways(unit, day, self.language.code)[which:]
        text = next((way for way in ways if letters.width(way, style) <= end - start), "")
        wide = letters.width(text, style)
        left = self.frame.x(day.toordinal())
        if unit == Unit.DAY and end - left < 2 * wide + look.XL:
            start = max(room.left(), left + (end - left - wide) // 2)
        today = unit == Unit.DAY and day == self.today
        tone = colours.accent if today else colours.text if largest else colours.soft
        letters.write_at(painter, start, room, text, tone, style)

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
                self.letters.write_at(painter, left + look.XS, room, text, colours.soft)

    # -- holidays

    def _strip(self, painter: QPainter, country: str) -> None:
        colours, frame = self.letters.colours, self.frame
        strip, (first, last) = frame.strip_place(country), frame.days()
        least = _LEAST / frame.scale.per_day
        painter.setPen(Qt.PenStyle.NoPen)
        for sort, tone in _TONES.items():
            places = [
                self._marked(each, strip)
                for each in self.marks.within(country, sort, first - least, last)
            ]
            painter.setBrush(QColor(colours.pair(tone)[1]))
            painter.drawRects(places)
            if sort == MarkSort.CLOSURE:
                painter.setBrush(QBrush(QColor(colours.border_strong), Qt.BrushStyle.BDiagPattern))
                painter.drawRects(places)

    def _strip_names(self, painter: QPainter, country: str) -> None:
        """Write what days off are called, where there is room; it stays in sight with them."""
        colours, frame, letters = self.letters.colours, self.frame, self.letters
        strip, least = frame.strip_place(country), look.L / frame.scale.per_day
        for sort, tone in _TONES.items():
            for each in self.marks.within(country, sort, *frame.days()):
                if each.end - each.first < least:
                    continue
                shown = self._marked(each, strip) & frame.header
                shown.adjust(look.XS, 0, -look.XS, 0)
                text = day_mark(each.mark, self.language)
                if shown.width() >= look.ICON_LARGE or letters.width(text) <= shown.width():
                    letters.write(painter, shown, text, colours.pair(tone)[0])

    def _marked(self, each: Marked, strip: QRect) -> QRect:
        left = self.frame.x(each.first)
        width = max(_LEAST, self.frame.x(each.end) - left)
        return QRect(left, strip.top(), width, strip.height() - 1)


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
