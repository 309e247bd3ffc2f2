"""Fields for a date and for a time of day, typed as people write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _, current, dates
from desktop.ui import look
from desktop.ui.forms.field import Field, Text, Unreadable
from desktop.ui.forms.lines import TextLine
from desktop.ui.widgets import IconButton, row


def date_text(day: date | None) -> str:
    """A date with its weekday, as a field shows it: Mon 19 Apr 2027."""
    if day is None:
        return ""
    language = current()
    weekday, text = dates.weekday_short(language, day), dates.date_short(language, day)
    return f"{text}（{weekday}）" if language.code == "ja" else f"{weekday} {text}"


class DateLine(TextLine):
    """A line that holds a date: with its weekday to read, without it to type.

    `today` is the day from which a date without a year is understood. The Down key asks for a
    month to choose from (`month_asked`), so that Tab leads on to the next field.
    """

    month_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day: date | None = None

    def show_day(self, day: date | None) -> None:
        """Show a date, or nothing."""
        self._day = day
        self.show_text(self._plain() if self.hasFocus() else date_text(day))

    def read_day(self) -> date | None:
        """Give the date that stands here; `Unreadable` if it is none."""
        text = self.text().strip()
        if not text:
            return None
        if text in (self._plain(), date_text(self._day)):
            return self._day
        day = dates.parse_date(current(), text, self._today())
        if day is None:
            raise Unreadable(
                lambda: _("This is not a date. Write it for example as {example}.").format(
                    example=dates.date_short(current(), self._today())
                )
            )
        return day

    def _plain(self) -> str:
        return "" if self._day is None else dates.date_short(current(), self._day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.month_asked.emit()
        else:
            super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        # A weekday in the text would contradict a day typed over the old one.
        if self._day is not None and self.text() == date_text(self._day):
            self.setText(self._plain())
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._day is not None and self.text() == self._plain():
            self.show_day(self._day)


class CalendarPopup(QFrame):
    """A month to choose a day from, with the numbers of the weeks."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._month = QCalendarWidget()
        self._month.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.ISOWeekNumbers)
        self._month.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._month.clicked.connect(self._choose)
        self._month.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.S, look.S)
        layout.addWidget(self._month)

    def open_at(self, below: QWidget, day: date) -> None:
        """Open below a widget, at the month of a day."""
        self._month.setLocale(below.locale())
        self._colour()
        self._month.setSelectedDate(QDate(day.year, day.month, day.day))
        self.adjustSize()
        at = below.mapToGlobal(QPoint(0, below.height() + look.XS))
        room = below.screen().availableGeometry()
        at.setX(max(room.left(), min(at.x(), room.right() - self.width())))
        if at.y() + self.height() > room.bottom():
            at.setY(below.mapToGlobal(QPoint(0, 0)).y() - self.height() - look.XS)
        self.move(at)
        self.show()
        self._month.setFocus()

    def _colour(self) -> None:
        # Qt paints weekends red, which is kept for what is wrong.
        ink, heading = QTextCharFormat(), QTextCharFormat()
        ink.setForeground(QColor(look.colours().text))
        heading.setForeground(QColor(look.colours().faint))
        heading.setBackground(QColor(look.colours().surface))
        for weekday in Qt.DayOfWeek:
            self._month.setWeekdayTextFormat(weekday, ink)
        self._month.setHeaderTextFormat(heading)

    def _choose(self, day: QDate) -> None:
        self.hide()
        self.chosen.emit(date(day.year(), day.month(), day.day()))


class DateField(Field):
    """A date, typed in any of the usual ways or chosen from a month; None where empty."""

    def __init__(
        self,
        label: Text,
        *,
        today: Callable[[], date] = date.today,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._today = today
        self._line = DateLine(today)
        self._line.month_asked.connect(self._open)
        self._button = IconButton("calendar", lambda: _("Choose a day"), self._open)
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        box = QWidget()
        box.setLayout(row(self._line, self._button, spacing=look.XS))
        self.set_control(box, focus=self._line)

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_day(value)

    @override
    def read(self) -> date | None:
        return self._line.read_day()

    def _open(self) -> None:
        popup = CalendarPopup(self)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        popup.chosen.connect(self._choose)
        popup.open_at(self._line, self._value or self._today())

    def _choose(self, day: date) -> None:
        self._line.show_day(day)
        self.commit()
        self._line.setFocus()


class TimeField(Field):
    """A time of day, typed as 9, 9.30, 0930, 9時半 or 2 pm; None where empty."""

    def __init__(
        self, label: Text, *, hint: Text | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._line = TextLine()
        self.set_control(self._line)

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_text("" if value is None else dates.clock(current(), value))

    @override
    def read(self) -> time | None:
        return read_time(self._line.text())


def read_time(text: str) -> time | None:
    """Give the time of day in a text, None if it is empty; `Unreadable` if it is none."""
    if not text.strip():
        return None
    at = dates.parse_time(text)
    if at is None:
        raise Unreadable(
            lambda: _("This is not a time. Write it for example as {example}.").format(
                example=dates.clock(current(), time(9, 30))
            )
        )
    return at
