"""Fields of wishes: lengths, clock times and windows, with what is usual where nothing is said."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.wishes import WindowFact
from desktop.language import _, current, dates
from desktop.ui import look
from desktop.ui.drafting.frames import clock_of
from desktop.ui.drafting.typed import DAY, Unclear, read_length, read_windows, window_text
from desktop.ui.forms import Choice, Field, TextLine, Unreadable
from desktop.ui.forms.dates import read_time
from desktop.ui.forms.field import Text
from desktop.ui.speech import Spoken
from desktop.ui.widgets import IconButton, PlainLabel

Usual = Callable[[], int | None]


class _UsualField(Field):
    """A line that shows softly what holds where nothing is written.

    `usual` gives the minutes of it, and `no_usual` says it where there are none.
    """

    def __init__(
        self,
        label: Text,
        usual: Usual,
        *,
        no_usual: Text = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, parent=parent)
        self._usual, self._no_usual = usual, no_usual
        self._line = TextLine()
        self.set_control(self._line)
        self.say(self._line.setPlaceholderText, self._said_usual)

    def written_out(self, minutes: int) -> str:
        """Minutes as the line shows them."""
        raise NotImplementedError

    @override
    def show_value(self, value: Any) -> None:
        self._line.setPlaceholderText(self._said_usual())
        self._line.show_text("" if value is None else self.written_out(value))

    def _said_usual(self) -> str:
        minutes = self._usual()
        if minutes is None:
            return self._no_usual()
        return _("{value} as usual").format(value=self.written_out(minutes))


class LengthField(_UsualField):
    """How long something takes, in minutes, typed as 90, 1 h 30 or 1:30; None where empty."""

    def __init__(
        self,
        label: Text,
        usual: Usual,
        *,
        no_usual: Text = str,
        least: int = 0,
        most: int = DAY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, usual, no_usual=no_usual, parent=parent)
        self._least, self._most = least, most

    @override
    def written_out(self, minutes: int) -> str:
        return dates.duration(current(), minutes)

    @override
    def read(self) -> int | None:
        text = self._line.text().strip()
        if not text:
            return None
        minutes = read_length(text, zero=not self._least)
        if minutes is None or not self._least <= minutes <= self._most:
            raise Unreadable(no_length)
        return minutes


class ClockField(_UsualField):
    """A time of day in minutes after midnight; None where empty.

    With `is_end`, 0:00 is the end of the day. `check` says why a time does not fit the rest.
    """

    def __init__(
        self,
        label: Text,
        usual: Usual,
        *,
        is_end: bool = False,
        check: Callable[[int | None], Text | None] = lambda _minutes: None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, usual, parent=parent)
        self._is_end, self._check = is_end, check

    @override
    def written_out(self, minutes: int) -> str:
        return clock_of(minutes)

    @override
    def read(self) -> int | None:
        minutes = self.read_unchecked()
        fault = self._check(minutes) if minutes != self._value else None
        if fault is not None:
            raise Unreadable(fault)
        return minutes

    def read_unchecked(self) -> int | None:
        """What stands here, whether it fits the rest or not."""
        return read_clock(self._line.text(), is_end=self._is_end)


def read_clock(text: str, *, is_end: bool = False) -> int | None:
    """Minutes after midnight of a typed time, None for nothing; `Unreadable` if it is none."""
    if is_end and text.strip() in ("24", "24:00", "24.00", "24時"):
        return DAY
    time = read_time(text)
    if time is None:
        return None
    minutes = time.hour * 60 + time.minute
    return DAY if is_end and not minutes else minutes


class _WindowRow(Spoken, QWidget):
    """One window: a day or any day, from and to."""

    def __init__(self, remove: Callable[[], object]) -> None:
        super().__init__()
        self.day = Choice()
        self.start, self.end = TextLine(), TextLine()
        self.remove = IconButton("x", lambda: _("Remove this time"), remove)
        dash = PlainLabel("–")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        for part, stretch in ((self.day, 3), (self.start, 2), (dash, 0), (self.end, 2)):
            layout.addWidget(part, stretch)
        layout.addWidget(self.remove)
        self.say(self.start.setPlaceholderText, lambda: _("from"))
        self.say(self.end.setPlaceholderText, lambda: _("to"))


class WindowsField(Field):
    """When an item may take place: a tuple of windows, each in a row, or typed "Tue 9–12" at once.

    `days` gives the days of the visit. A window without a day holds on any, one without times for
    the whole day.
    """

    def __init__(
        self, label: Text, days: Callable[[], Sequence[dt.date]], parent: QWidget | None = None
    ) -> None:
        self._days = days
        self._shown: tuple[WindowFact, ...] = ()
        # Rows are hidden and shown again, never deleted: one of them may have the keyboard.
        self._rows: list[_WindowRow] = []
        super().__init__(label, parent=parent)
        self.keeps = False  # "Tue 9-1" is half of what is being typed
        box = QWidget()
        self._column = QVBoxLayout(box)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(look.XS)
        self._line = TextLine()
        self._column.addWidget(self._line)
        self.set_control(box, focus=self._line)
        self.say(self._line.setPlaceholderText, self._example)

    @override
    def normal(self, value: Any) -> tuple[WindowFact, ...]:
        return tuple(value or ())

    @override
    def show_value(self, value: Any) -> None:
        self._shown = tuple(value)
        while len(self._rows) < len(self._shown):
            self._add_row()
        for at, row in enumerate(self._rows):
            row.setVisible(at < len(self._shown))
            if at < len(self._shown):
                self._fill(row, self._shown[at], at)
        self._line.show_text("")
        self._line.setPlaceholderText(self._example())

    @override
    def read(self) -> tuple[WindowFact, ...]:
        found = [self._window(row) for row in self._rows[: len(self._shown)]]
        text = self._line.text().strip()
        if text:
            try:
                found += read_windows(text, self._days())
            except Unclear as unclear:
                said = unclear.said
                raise Unreadable(lambda: said) from None
        return tuple(dict.fromkeys(found))

    def remove(self, at: int) -> None:
        """Take a window out."""
        windows = list(self._value)
        if at < len(windows):
            del windows[at]
            self.show_value(windows)
            self.commit()
            self._line.setFocus()

    def _window(self, row: _WindowRow) -> WindowFact:
        start = read_clock(row.start.text())
        end = read_clock(row.end.text(), is_end=True)
        start, end = start or 0, DAY if end is None else end
        if end <= start:
            raise Unreadable(ends_before)
        return WindowFact(row.day.currentData(), start, end)

    def _add_row(self) -> None:
        at = len(self._rows)
        row = _WindowRow(lambda: self.remove(at))
        self._rows.append(row)
        self._column.insertWidget(at, row)
        for part in (row.start, row.end):
            self.watch(part)
        self._controls.append(row.day)
        row.day.activated.connect(lambda _at: self.commit())
        self._watch_leaving(row)

    def _fill(self, row: _WindowRow, window: WindowFact, at: int) -> None:
        language, days = current(), list(self._days())
        if window.day is not None and window.day not in days:
            days.append(window.day)
        row.day.clear()
        row.day.addItem(_("any day"), None)
        for day in days:
            row.day.addItem(dates.day_short(language, day), day)
        row.day.setCurrentIndex(0 if window.day is None else 1 + days.index(window.day))
        row.start.show_text("" if window.start <= 0 else clock_of(window.start))
        row.end.show_text("" if window.end >= DAY else clock_of(window.end))
        number = at + 1
        self.name_part(row.day, _("Day of time {number}").format(number=number))
        self.name_part(row.start, _("Beginning of time {number}").format(number=number))
        self.name_part(row.end, _("End of time {number}").format(number=number))

    def _example(self) -> str:
        days = self._days()
        if not days:
            return _("Add a time, such as {example}").format(example="9–12")
        day = days[min(1, len(days) - 1)]
        example = window_text(WindowFact(day, 9 * 60, 12 * 60), days)
        return _("Add a time, such as {example}").format(example=example)


def no_length() -> str:
    """What to say of a text that is no length."""
    return _("Please write minutes or hours, such as 90 or {example}.").format(
        example=dates.duration(current(), 90)
    )


def ends_before() -> str:
    """What to say of a time that ends before it starts."""
    return _("This ends before it starts.")
