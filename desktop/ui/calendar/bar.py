"""The bar above the calendar: its views, the way through time, what the period is called."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.settings import CalendarView as ViewName
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, ElidedLabel, IconButton, PlainLabel, ToolButton

_NAMES: Mapping[ViewName, Callable[[], str]] = {
    "month": lambda: _("Month"),
    "week": lambda: _("Week"),
    "agenda": lambda: _("Agenda"),
    "timeline": lambda: _("Timeline"),
}


class CalendarBar(Spoken, QWidget):
    """Tells which view is chosen (`chosen`), and how far to go on (`turned`)."""

    chosen = Signal(str)
    turned = Signal(int)
    today_asked = Signal()

    def __init__(self, title: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = PlainLabel(role="title")
        self.say(self._heading.setText, title)
        self.period = ElidedLabel("", role="section")
        self.period.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.views = self._make_views()
        self.before = IconButton("chevron-left", lambda: _("Earlier"), lambda: self._go(-1))
        self.today = Button(lambda: _("Today"), self.today_asked.emit)
        self.after = IconButton("chevron-right", lambda: _("Later"), lambda: self._go(1))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addWidget(self._heading)
        for part in (self._segments, self.before, self.today, self.after):
            layout.addWidget(part)
        layout.addSpacing(look.XS)
        layout.addWidget(self.period, 1)
        self.say(self._segments.setAccessibleName, lambda: _("View"))

    def mark(self, name: ViewName) -> None:
        """Show which view is chosen."""
        self.views[name].setChecked(True)

    def say_period(self, text: str) -> None:
        """Show what the period is called."""
        self.period.setText(text)
        self._fit()

    @override
    def respoken(self) -> None:
        for name, button in self.views.items():
            button.setText(_NAMES[name]())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the title of the page give way where the period would be cut."""
        fixed = (self._segments, self.before, self.today, self.after, self._heading)
        taken = sum(part.sizeHint().width() + look.S for part in fixed) + look.M
        wanted = self.period.fontMetrics().horizontalAdvance(self.period.text())
        self._heading.setVisible(taken + wanted <= self.width())

    def _go(self, by: int) -> None:
        self.turned.emit(by)

    def _make_views(self) -> dict[ViewName, ToolButton]:
        self._segments = QFrame()
        self._segments.setProperty("role", "segments")
        self._segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        layout = QHBoxLayout(self._segments)
        layout.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        buttons: dict[ViewName, ToolButton] = {}
        for number, (name, text) in enumerate(_NAMES.items(), start=1):
            button = ToolButton()
            button.setText(text())
            button.setToolTip(f"Alt+{number}")
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, name))
            group.addButton(button)
            layout.addWidget(button)
            buttons[name] = button
        return buttons

    def _choose(self, name: ViewName, _on: bool = False) -> None:
        self.chosen.emit(name)
