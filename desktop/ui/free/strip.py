"""One day of everybody who is asked: when they work, what they are busy with, and the suggestion.

The same is told in words, as the description of the strip and as the tooltip of each line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import time, timedelta

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from desktop.domain.plan import instant_of
from desktop.domain.time import Moment
from desktop.language import _, current, dates
from desktop.planning.free import Suggestion
from desktop.planning.intervals import Interval, common, merged
from desktop.planning.search import Party
from desktop.planning.wall import minute_at, wall_at
from desktop.ui import look
from desktop.ui.free.answer import Answer
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

_HOUR = 60
_LINE = look.BADGE
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class _Line:
    """One party on the day that is shown."""

    name: str
    work: list[Interval]
    busy: list[Interval]
    told: str


class DayStrip(Spoken, QWidget):
    """The day of one suggestion, with the hours of each clock above it."""

    def __init__(self, name_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name_of = name_of
        self._answer: Answer | None = None
        self._chosen: Suggestion | None = None
        self._lines: list[_Line] = []
        self._span: Interval = (0, _HOUR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.say(self.setAccessibleName, lambda: _("The day of everybody who is asked"))

    def show_day(self, answer: Answer, chosen: Suggestion | None) -> None:
        """Show the day of a suggestion."""
        self._answer, self._chosen = answer, chosen
        self.respoken()

    def lines(self) -> list[str]:
        """What the strip shows, in words."""
        return [line.told for line in self._lines]

    @override
    def respoken(self) -> None:
        answer, chosen = self._answer, self._chosen
        if answer is None or chosen is None:
            self._lines = []
        else:
            self._span = _span(answer, chosen)
            self._lines = [self._line(party) for party in answer.parties]
        self.setAccessibleDescription("\n".join(self.lines()))
        self.updateGeometry()
        self.update()

    def _line(self, party: Party) -> _Line:
        shown = [self._span]
        work = party.days.days if party.days is not None else ()
        at_work = common(merged(day.work for day in work if not day.off), shown)
        busy = common(party.busy, shown)
        name = self._name_of(party.id)
        told = _("{name}: {times} busy") if busy else _("{name}: free all day")
        return _Line(name, at_work, busy, told.format(name=name, times=self._times(busy)))

    def _times(self, busy: Iterable[Interval]) -> str:
        language, zone = current(), self._zones()[0]
        clocks = [
            dates.clock_range(
                language,
                *(Moment.at(instant_of(minute), zone).time or time() for minute in interval),
            )
            for interval in busy
        ]
        return language.listed(clocks)

    def _zones(self) -> tuple[str, ...]:
        return self._answer.query.zones if self._answer is not None else ()

    # -- painting

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.COLUMN, self._axes_height() + len(self._lines) * (_LINE + look.EDGE))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _axis_height(self) -> int:
        return look.line_height("small") + look.XS

    def _axes_height(self) -> int:
        return len(self._zones()) * self._axis_height()

    def _names_width(self) -> int:
        return min(look.COLUMN * 3 // 5, self.width() // 3)

    def _x(self, minute: int) -> float:
        start, end = self._span
        left = self._names_width() + look.S
        room = self.width() - left - look.M
        return left + room * (minute - start) / (end - start)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chosen is None or not self._lines:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(look.font("small"))
        top = 0
        for zone in self._zones():
            self._paint_axis(painter, zone, QRect(0, top, self.width(), self._axis_height()))
            top += self._axis_height()
        for line in self._lines:
            self._paint_line(painter, line, top)
            top += _LINE + look.EDGE
        self._paint_suggestion(painter, self._axes_height(), top)

    def _paint_line(self, painter: QPainter, line: _Line, top: int) -> None:
        colours = look.colours()
        painter.setPen(QColor(colours.text))
        names = QRect(0, top, self._names_width(), _LINE)
        metrics = painter.fontMetrics()
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, names.width())
        painter.drawText(names, _MIDDLE, name)
        bare = QPen(Qt.PenStyle.NoPen)
        for intervals, colour, pen, inset in (
            ([self._span], colours.hover, bare, 0),
            (line.work, colours.selected, QPen(QColor(colours.border_strong)), 1),
            (line.busy, colours.soft, bare, look.XS),
        ):
            painter.setBrush(QColor(colour))
            painter.setPen(pen)
            for start, end in intervals:
                left = self._x(start)
                box = QRectF(left, top + inset, self._x(end) - left, _LINE - 2 * inset)
                painter.drawRoundedRect(box, look.EDGE, look.EDGE)

    def _paint_suggestion(self, painter: QPainter, top: int, bottom: int) -> None:
        if self._chosen is None:
            return
        left, right = self._x(self._chosen.start), self._x(self._chosen.end)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(look.colours().accent), look.EDGE))
        box = QRectF(left, top - 1, right - left, bottom - top)
        painter.drawRoundedRect(box, look.XS, look.XS)

    def _paint_axis(self, painter: QPainter, zone: str, rect: QRect) -> None:
        painter.setPen(QColor(look.colours().soft))
        label = dates.zone_label(current(), zone, instant_of(self._span[0]))
        painter.drawText(rect.adjusted(0, 0, self._names_width() - rect.width(), 0), _MIDDLE, label)
        wide = painter.fontMetrics().horizontalAdvance("00 ")
        room = self._x(self._span[0] + _HOUR) - self._x(self._span[0])
        every = next(hours for hours in (1, 2, 3, 4, 6, 12) if hours * room >= wide or hours == 12)
        past = wall_at(zone, self._span[0])[1] % _HOUR
        first = self._span[0] + (_HOUR - past if past else 0)
        for minute in range(first, self._span[1] + 1, _HOUR):
            hour = wall_at(zone, minute)[1] // _HOUR
            if hour % every == 0:
                x = round(self._x(minute))
                box = QRect(x - wide, rect.top(), 2 * wide, rect.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(hour))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            row = (event.pos().y() - self._axes_height()) // (_LINE + look.EDGE)
            told = self._lines[row].told if 0 <= row < len(self._lines) else ""
            QToolTip.showText(event.globalPos(), plain_tooltip(told), self)
            return True
        return super().event(event)


def _span(answer: Answer, chosen: Suggestion) -> Interval:
    """From when to when the strip shows: the office hours of all on that day, in whole hours."""
    zone = answer.query.zones[0]
    day = wall_at(zone, chosen.start)[0]
    midnight, next_midnight = minute_at(zone, day), minute_at(zone, day + timedelta(days=1))
    shown = [(chosen.start, chosen.end)]
    for party in answer.parties:
        days = party.days.days if party.days is not None else ()
        shown += [one.work for one in days if midnight <= one.work[0] < next_midnight]
    start, end = min(start for start, _end in shown), max(end for _start, end in shown)
    return start // _HOUR * _HOUR - _HOUR, -(-end // _HOUR) * _HOUR + _HOUR
