"""A field for a start or an end: day, time or part of the day, and the zone of its clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.time import Clock, DayPart, Moment
from desktop.language import _, current, dates
from desktop.ui import look
from desktop.ui.forms.dates import CalendarPopup, DateLine, read_time
from desktop.ui.forms.doubt import doubt_about
from desktop.ui.forms.field import Field, Text, Unreadable
from desktop.ui.forms.lines import TextLine
from desktop.ui.forms.suggest import Suggester, Suggestion
from desktop.ui.forms.zone import ZoneLine, Zones, two_countries
from desktop.ui.widgets import Button, FlowLayout, IconButton, PlainLabel, row

_BESIDE = look.COLUMN * 3 // 2  # a date with its weekday, a time and a city, none of them cut
_PARTS = tuple(part for part in DayPart if part != DayPart.EXACT)


def part_text(part: str) -> str:
    """A part of the day in words."""
    return {
        DayPart.EXACT: "",
        DayPart.MORNING: _("Morning"),
        DayPart.AFTERNOON: _("Afternoon"),
        DayPart.EVENING: _("Evening"),
        DayPart.ALL_DAY: _("All day"),
        DayPart.TBC: _("To be confirmed"),
    }[DayPart(part)]


def other_clock(moment: Moment, zone: str) -> str:
    """The same instant on the clock of another zone: 23:00 Mon 18 Apr, Copenhagen."""
    there, instant = moment.in_zone(zone), moment.utc()
    if instant is None or there.date is None or there.time is None:
        return ""
    language = current()
    shift = dates.date_shift(language, moment.shift_to(zone))
    clock = dates.clock(language, there.time)
    when = f"{clock} {dates.day_short(language, there.date)}" if shift else clock
    return _("{when} in {city}").format(when=when, city=dates.zone_city(language, zone))


class TimeLine(TextLine):
    """A line that holds a time of day, or a part of the day in words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.suggester = Suggester(self, self._offers)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self.suggester.is_open():
            self.suggester.offer_all()
        else:
            super().keyPressEvent(event)

    def show_time(self, at: dt.time | None, part: str) -> None:
        """Show a time, or a part of the day."""
        text = dates.clock(current(), at) if at and part == DayPart.EXACT else part_text(part)
        self.show_text(text)

    def read_part(self) -> tuple[dt.time | None, str]:
        """Give the time and the part that stand here; `Unreadable` if it is neither."""
        text = self.text().strip()
        for part in _PARTS:
            if text and text.casefold() == part_text(part).casefold():
                return None, part
        return read_time(text), DayPart.EXACT

    def _offers(self, text: str) -> list[Suggestion]:
        parts = [Suggestion(part, part_text(part), icon="clock") for part in _PARTS]
        fitting = [part for part in parts if part.text.casefold().startswith(text.casefold())]
        return fitting if text else parts


class MomentField(Field):
    """A `Moment`: date, time (or "morning", "to be confirmed" …) and zone, with the other clock.

    `zones` are the two clocks of the settings. `default_zone` gives the zone a new moment begins
    with, or None: then the field asks, because a zone is never guessed. A time that a clock
    change skips or repeats is noticed, and the officer chooses in place.
    """

    def __init__(
        self,
        label: Text,
        *,
        zones: Zones = two_countries,
        default_zone: Callable[[], str | None] = lambda: None,
        today: Callable[[], dt.date] = dt.date.today,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._zones, self._default_zone, self._today = zones, default_zone, today
        self._fold = 0
        self._date = DateLine(today)
        self._time = TimeLine()
        self._zone = ZoneLine(zones)
        self._pick = IconButton("calendar", lambda: _("Choose a day"), self._open)
        self._list = IconButton("chevron-down", lambda: _("Choose a part of the day"), self._parts)
        self._date.month_asked.connect(self._open)
        for button in (self._pick, self._list):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the keyboard has Down in the lines
        box = QWidget()
        day = row(self._date, self._pick, spacing=look.XS)
        clock = row(self._time, self._list, self._zone, spacing=look.XS)
        for part in (self._time, self._zone):
            clock.setStretchFactor(part, 1)
        # The clock stands beside the day, or below it where there is no room for both.
        self._lines = QBoxLayout(QBoxLayout.Direction.LeftToRight, box)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(look.XS)
        self._lines.addLayout(day, 5)
        self._lines.addLayout(clock, 8)
        self.set_control(box, focus=self._date)
        self.watch(self._time)
        self.watch(self._zone)
        self._clock = PlainLabel(role="hint", wrap=True)
        self._asked = PlainLabel(role="missing", wrap=True)
        self._answers = QWidget()
        self._answers.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._answer_flow = FlowLayout(self._answers, spacing=look.XS)
        for at, widget in enumerate((self._clock, self._asked, self._answers), start=2):
            self._body.insertWidget(at, widget)
        for line in (self._date, self._time, self._zone):
            line.textChanged.connect(self._look_again)
        self._time.suggester.chosen.connect(self._choose_part)
        self._zone.suggester.chosen.connect(self._choose_zone)
        self.say(self._date.setPlaceholderText, lambda: _("Date"))
        self.say(self._time.setPlaceholderText, lambda: _("Time"))
        self.say(self._zone.setPlaceholderText, lambda: _("Time zone"))
        self._name_parts()
        self._look_again()

    @override
    def normal(self, value: Any) -> Moment:
        return value or Moment()

    @override
    def show_value(self, value: Any) -> None:
        moment: Moment = value
        self._fold = moment.fold
        self._date.show_day(moment.date)
        self._time.show_time(moment.time, moment.part)
        empty = moment.date is None and moment.zone is None
        self._zone.show_zone(self._default_zone() if empty else moment.zone)
        self._look_again()

    @override
    def may_keep(self) -> bool:
        # A day without its time, or a time without its day, is half of what is being typed.
        half = bool(self._date.text().strip()) != bool(self._time.text().strip())
        finding = self._time.suggester.is_open() or self._zone.suggester.is_open()
        return super().may_keep() and not half and not finding

    @override
    def read(self) -> Moment:
        day = self._date.read_day()
        at, part = self._time.read_part()
        zone = self._zone.read_zone()
        if day is None and at is None and part == DayPart.EXACT:
            kept: Moment = self._value
            # The zone that is only offered is not a value yet.
            return kept if kept.date is None and kept.time is None else Moment(zone=zone)
        plain = Moment(day, at, zone, 0, part)
        # Which of two equal hours is meant has no sense for a time that comes but once.
        return Moment(day, at, zone, self._fold, part) if _repeats(plain) else plain

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < _BESIDE
        way = QBoxLayout.Direction
        self._lines.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    @override
    def respoken(self) -> None:
        if hasattr(self, "_answers"):
            self._name_parts()
            self._look_again()

    def _name_parts(self) -> None:
        self.name_part(self._date, _("Date"))
        self.name_part(self._time, _("Time"))
        self.name_part(self._zone, _("Time zone"))

    def _look_again(self) -> None:
        """Show the other clock for what stands here now, and ask what has to be asked."""
        moment = Moment()
        with suppress(Unreadable):
            moment = self.read()
        clocks = [other_clock(moment, zone) for zone in self._zones() if zone != moment.zone]
        self._clock.setText("  ·  ".join(clock for clock in clocks if clock))
        self._clock.setVisible(bool(self._clock.text()))
        self._ask(moment)

    def _ask(self, moment: Moment) -> None:
        while (item := self._answer_flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()  # else Qt may yet show it, as a window of its own
                widget.setParent(None)
                widget.deleteLater()
        doubt = doubt_about(moment, self._zones())
        for text, answer in doubt.answers if doubt is not None else ():
            self._offer(text, answer, among=moment.clock() == Clock.REPEATED)
        self._asked.setText(doubt.question() if doubt is not None else "")
        self._asked.setVisible(doubt is not None)
        self._answers.setVisible(doubt is not None)

    def _offer(self, text: Text, answer: Moment, *, among: bool) -> None:
        button = Button(text, partial(self._take, answer))
        if among:
            button.setCheckable(True)
            button.setChecked(answer.fold == self._fold)
        self.name_part(button, text())
        self._answer_flow.addWidget(button)

    def _take(self, answer: Moment) -> None:
        self._fold = answer.fold
        self._time.show_time(answer.time, answer.part)
        self._zone.show_zone(answer.zone)
        self.commit()
        self._look_again()

    def _choose_part(self, suggestion: Suggestion) -> None:
        self._time.show_time(None, suggestion.id)
        self._time.setFocus()

    def _choose_zone(self, suggestion: Suggestion) -> None:
        self._zone.show_zone(suggestion.id)
        self.commit()

    def _parts(self) -> None:
        self._time.setFocus(Qt.FocusReason.OtherFocusReason)
        self._time.suggester.offer_all()

    def _open(self) -> None:
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(self._choose_day)
        popup.open_at(self._date, self._value.date or self._today())

    def _choose_day(self, day: dt.date) -> None:
        self._date.show_day(day)
        self._time.setFocus()


def _repeats(moment: Moment) -> bool:
    return moment.clock() == Clock.REPEATED
