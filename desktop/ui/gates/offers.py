"""The days that are usual for a gate, each filled in with one press."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain import Gate
from desktop.ui import look
from desktop.ui.gates.telling import Offer, offers
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout

_MOST = 3


class GateOffers(Spoken, QWidget):
    """Offers an expiry and a reminder; `taken(field, day)` tells which one the officer took."""

    taken = Signal(str, object)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._offers: list[Offer] = []
        flow = FlowLayout(self, spacing=look.XS)
        self.buttons = [
            Button(partial(self._text, at), partial(self._take, at), kind="quiet", icon="plus")
            for at in range(_MOST)
        ]
        for button in self.buttons:
            flow.addWidget(button)

    def load(self, gate: Gate) -> None:
        """Offer what is usual for a gate and not so yet."""
        self._offers = offers(gate, self._today())
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(self._offers))
            button.say_again()
        self.setVisible(bool(self._offers))

    def _text(self, at: int) -> str:
        return self._offers[at].text() if at < len(self._offers) else ""

    def _take(self, at: int) -> None:
        if at < len(self._offers):
            self.taken.emit(self._offers[at].field, self._offers[at].day)
