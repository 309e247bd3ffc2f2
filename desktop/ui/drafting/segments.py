"""Buttons of which one is chosen, side by side as one control."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import ToolButton


class Segments(Spoken, QFrame):
    """Chooses among a few views; the arrow keys go from one to the next.

    `texts` names them in their order; `chosen` is sent with the name of the one the officer took.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: Callable[[], str],
        texts: Mapping[str, Callable[[], str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(self.setAccessibleName, name)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[str, ToolButton] = {}
        for code, text in texts.items():
            button = ToolButton()
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, code))
            self.say(button.setText, text)
            group.addButton(button)
            layout.addWidget(button)
            self.buttons[code] = button

    def show_chosen(self, code: str) -> None:
        """Mark the one that is shown."""
        self.buttons[code].setChecked(True)

    def current(self) -> str:
        """The one that is marked; "" for none."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")

    def _choose(self, code: str, _on: bool = False) -> None:
        self.chosen.emit(code)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Qt hands on what a button makes nothing of.
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        codes = list(self.buttons)
        at = next((n for n, one in enumerate(codes) if self.buttons[one].hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        button = self.buttons[codes[(at + step) % len(codes)]]
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        button.click()
