"""Today in both countries: the time, the day, its holiday, and how far the clocks are apart."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _, current, dates
from desktop.language.era import era_year
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.overview.lines import joined
from desktop.ui.overview.reading import Holidays, country_of
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Card, ElidedLabel, PlainLabel, column, row
from desktop.words.holidays import holiday


class TodayCard(Spoken, Card):
    """One block for each of the two clocks. `ticked` is sent as each minute begins."""

    ticked = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._holidays: Holidays | None = None
        self.body.setContentsMargins(look.L, look.M, look.L, look.M)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(look.XL)
        for place in (0, 1):
            self._row.addWidget(self._block(place), 1)
        self.body.addLayout(self._row)
        self.say(self.setAccessibleName, lambda: _("Today in both countries"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._wait()
        desk.settings_changed.connect(self.say_again)

    def show_holidays(self, holidays: Holidays) -> None:
        """Say which day is a holiday, now that it is known."""
        self._holidays = holidays
        self.say_again()

    def _block(self, place: int) -> QWidget:
        time = PlainLabel(role="title")
        day, facts = ElidedLabel(role="strong"), ElidedLabel(role="soft")
        self.say(time.setText, lambda: dates.clock(current(), self._local(place).time()))
        self.say(day.setText, lambda: self._day(place))
        self.say(facts.setText, lambda: self._facts(place))
        block = QWidget()
        line = row(time, spacing=look.L)
        line.addLayout(column(day, facts, spacing=0), 1)
        block.setLayout(line)
        return block

    def _local(self, place: int) -> datetime:
        return self._desk.clock().astimezone(ZoneInfo(self._desk.zones()[place]))

    def _day(self, place: int) -> str:
        city = dates.zone_city(current(), self._desk.zones()[place])
        return joined(city, dates.day_in_line(current(), self._local(place).date()))

    def _facts(self, place: int) -> str:
        language, day = current(), self._local(place).date()
        era = era_year(day) if language.code == "ja" else ""
        kind = self._kind_of_day(country_of(self._desk.zones()[place]), day)
        return joined(era, dates.week(language, day), kind, self._apart() if place else "")

    def _kind_of_day(self, country: str, day: date) -> str:
        if self._holidays is not None and (name := self._holidays.get((country, day))):
            return holiday(name, current())
        if day.weekday() >= 5:
            return _("weekend")
        return _("working day") if country and self._holidays is not None else ""

    def _apart(self) -> str:
        """How far the second clock is from the first."""
        language = current()
        first, second = (self._local(place).utcoffset() for place in (0, 1))
        city = dates.zone_city(language, self._desk.zones()[0])
        assert first is not None
        assert second is not None
        minutes = int((second - first).total_seconds() // 60)
        if not minutes:
            return _("same time as {city}").format(city=city)
        said = _("{length} ahead of {city}") if minutes > 0 else _("{length} behind {city}")
        return said.format(length=dates.duration(language, abs(minutes)), city=city)

    def _tick(self) -> None:
        self.say_again()
        self.ticked.emit()
        self._wait()

    def _wait(self) -> None:
        """Sleep until the next minute begins."""
        now = self._desk.clock()
        gone = now.second * 1000 + now.microsecond // 1000
        self._timer.start(60_000 - gone + 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = event.size().width() >= 3 * look.COLUMN
        way = QBoxLayout.Direction
        self._row.setDirection(way.LeftToRight if wide else way.TopToBottom)
