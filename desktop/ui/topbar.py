"""The bar at the top: find anything, undo and redo, the two clocks, the language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QWidget,
)
from typing_extensions import override

from desktop.language import CODES, Language, _, current, dates
from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel, ToolButton, column, row


class ZoneClock(Spoken, QWidget):
    """The time in one zone: city above, weekday and time below."""

    def __init__(
        self, zone: str, clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._zone = zone
        self._clock = clock
        city, time = PlainLabel(role="clock-city"), PlainLabel(role="clock-time")
        # Set closer than a font asks for, or two lines would not stand quietly in the bar.
        city.setFixedHeight(look.line_height("small"))
        time.setFixedHeight(look.line_height("body"))
        self.setLayout(column(None, city, time, None, spacing=0))
        self.say(city.setText, lambda: dates.zone_city(current(), self._zone))
        self.say(time.setText, self._time)
        self.say(self.setAccessibleName, self._sentence)

    def show_zone(self, zone: str) -> None:
        """Tell the time in another zone."""
        self._zone = zone
        self.say_again()

    def _local(self) -> datetime:
        return self._clock().astimezone(ZoneInfo(self._zone))

    def _time(self) -> str:
        local, language = self._local(), current()
        weekday = dates.weekday_short(language, local.date())
        return f"{weekday} {dates.clock(language, local.time())}"

    def _sentence(self) -> str:
        local, language = self._local(), current()
        return _("{city}: {weekday} {time}").format(
            city=dates.zone_city(language, self._zone),
            weekday=dates.weekday_name(language, local.date()),
            time=dates.clock(language, local.time()),
        )


class LanguageButtons(Spoken, QFrame):
    """The three languages by their own names, which are never translated."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, ToolButton] = {}
        group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        layout.setSpacing(0)
        for code in CODES:
            button = ToolButton()
            button.setText(Language.of(code).name)
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, code=code: self.chosen.emit(code))
            group.addButton(button)
            layout.addWidget(button)
            self._buttons[code] = button
        self.say(self.setAccessibleName, lambda: _("Language"))

    def respoken(self) -> None:
        """Mark the language that is spoken now."""
        button = self._buttons.get(current().code)
        if button is not None:
            button.setChecked(True)


class Topbar(Spoken, QWidget):
    """What is in reach on every page."""

    find_asked = Signal()

    def __init__(
        self, zones: tuple[str, str], clock: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setFixedHeight(look.TOPBAR)
        self._clock = clock
        self.search = QPushButton()
        self.search.setProperty("kind", "find")
        self.search.setAutoDefault(True)  # Return presses it too
        self.search.setIcon(icons.icon("search", "faint"))
        self.search.setIconSize(QSize(look.ICON, look.ICON))
        self.search.setMaximumWidth(look.COLUMN + look.SIDEBAR // 2)
        self.search.setMinimumWidth(look.SIDEBAR // 2)
        self.search.clicked.connect(self.find_asked)
        self.say(self._name_find, lambda: _("Find anything"))
        self.undo, self.redo = self._tool(), self._tool()
        self.clocks = tuple(ZoneClock(zone, clock) for zone in zones)
        self.languages = LanguageButtons()
        self.languages.respoken()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.L, 0, look.L, 0)
        layout.setSpacing(look.L)
        layout.addWidget(self.search, 3)
        layout.addLayout(row(self.undo, self.redo, spacing=look.XS))
        layout.addStretch(1)
        for each in self.clocks:
            layout.addWidget(each)
        layout.addWidget(self.languages)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._wait()

    def follow(self, undo: QAction, redo: QAction) -> None:
        """Let the two buttons do what these actions do, and say the same."""
        for button, action in ((self.undo, undo), (self.redo, redo)):
            button.setDefaultAction(action)
            action.changed.connect(lambda b=button, a=action: b.setAccessibleName(a.text()))

    def show_zones(self, zones: tuple[str, str]) -> None:
        """Tell the time in other zones."""
        for clock, zone in zip(self.clocks, zones, strict=True):
            clock.show_zone(zone)

    def _name_find(self, text: str) -> None:
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        whole = f"  {text}  ({keys})"
        needed = self.search.fontMetrics().horizontalAdvance(whole) + look.ICON + 2 * look.L
        self.search.setText(whole if needed <= self.search.width() else f"  {text}")
        self.search.setAccessibleName(text)
        self.search.setToolTip(f"{text}  {keys}")

    def _tool(self) -> ToolButton:
        button = ToolButton()
        button.setIconSize(QSize(look.ICON, look.ICON))
        return button

    def _tick(self) -> None:
        for clock in self.clocks:
            clock.say_again()
        self._wait()

    def _wait(self) -> None:
        """Sleep until the next minute begins, so that the clocks turn when the minute does."""
        now = self._clock()
        gone = now.second * 1000 + now.microsecond // 1000
        self._timer.start(60_000 - gone + 1)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name_find(_("Find anything"))
