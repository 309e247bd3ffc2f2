"""The question why findings are all right, asked in place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.text import clean
from desktop.language import _, ngettext
from desktop.ui import look
from desktop.ui.forms import TextLine
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, row


class ReasonLine(Spoken, QWidget):
    """Asks for a reason; `given(reason)` once there is one, `dropped` when the officer turns back.

    A reason is needed: without one nobody knows later whether it still holds.
    """

    given = Signal(str)
    dropped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._number = 1
        self._label, self._line = PlainLabel(role="label"), TextLine()
        self._line.finished.connect(self._returned)
        self._line.abandoned.connect(self.dropped)
        self._line.textChanged.connect(lambda _text: self._judge())
        self._accept = Button(lambda: _("Accept"), self._give)
        cancel = Button(lambda: _("Cancel"), self.dropped.emit, kind="quiet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, 0, look.S, look.S)
        layout.setSpacing(look.XS)
        layout.addWidget(self._label)
        layout.addLayout(row(self._line, self._accept, cancel))
        self.say(self._name, self._question)
        self.say(self._line.setPlaceholderText, lambda: _("such as: they join by video"))

    def ask(self, number: int) -> None:
        """Ask anew, for so many findings at once."""
        self._number = number
        self._line.clear()
        self._judge()
        self.say_again()
        self._line.setFocus()

    def line(self) -> TextLine:
        """Where the reason is typed."""
        return self._line

    def _question(self) -> str:
        return ngettext(
            "Why is this all right?", "Why are these {n} all right?", self._number
        ).format(n=self._number)

    def _name(self, text: str) -> None:
        self._label.setText(text)
        self._line.setAccessibleName(text)

    def _judge(self) -> None:
        self._accept.setEnabled(bool(clean(self._line.text())))

    def _returned(self, returned: bool) -> None:
        if returned:
            self._give()

    def _give(self) -> None:
        reason = clean(self._line.text())
        if reason:
            self.given.emit(reason)
