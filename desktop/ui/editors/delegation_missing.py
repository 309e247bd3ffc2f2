"""What a delegation still lacks, said calmly, each a click away from where it is filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.language import _
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, PlainLabel

_TEXTS = {
    "title": lambda: _("Title"),
    "start": lambda: _("Dates"),
    "head": lambda: _("Head of delegation"),
    "members": lambda: _("Participants"),
    "programme": lambda: _("Programme"),
}


class MissingBar(Spoken, QWidget):
    """A line of chips; `asked(name)` tells which of them the officer wants to fill in."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips: dict[str, Button] = {}
        flow = FlowLayout(self)
        label = PlainLabel(role="soft")
        self.say(label.setText, lambda: _("Still missing:"))
        flow.addWidget(label)
        for name, text in _TEXTS.items():
            chip = Button(text, partial(self._asked, name), kind="chip", icon="circle-dashed")
            flow.addWidget(chip)
            self._chips[name] = chip
        self.show_missing(())

    def show_missing(self, names: Sequence[str]) -> None:
        """Show that these are missing: "title", "start", "head", "members" or "programme"."""
        for name, chip in self._chips.items():
            chip.setVisible(name in names)
        self.setVisible(bool(names))

    def missing(self) -> list[str]:
        """What is said to be missing."""
        return [name for name, chip in self._chips.items() if not chip.isHidden()]

    def _asked(self, name: str) -> None:
        self.asked.emit(name)
