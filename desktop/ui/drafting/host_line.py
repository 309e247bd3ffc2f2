"""The line in which hosts are added: one after the other, or a whole list from a sheet."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Suggester, Suggestion, TextLine
from desktop.ui.forms.suggest import CREATE
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, row


class HostLine(Spoken, QWidget):
    """Type a host and press Return; the line stays for the next one.

    `named` is sent with a name and the identity of the organisation that was chosen for it, or
    "". `pasted` is sent with a text of several lines or cells.
    """

    named = Signal(str, str)
    pasted = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._source = find.organisations(desk)
        self.line = TextLine()
        self.line.setObjectName("host-line")
        self.line.installEventFilter(self)
        self.line.finished.connect(self._finished)
        self.line.abandoned.connect(self.line.clear)
        self.suggester = Suggester(self.line, self._suggestions)
        self.suggester.chosen.connect(self._choose)
        self._hint = PlainLabel(role="hint", wrap=True)
        self._hint.hide()
        add = Button(lambda: _("Add host"), self._enter, icon="plus")
        line = row(self.line, add, spacing=look.S)
        line.setStretchFactor(self.line, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addLayout(line)
        layout.addWidget(self._hint)
        self.say(self.line.setPlaceholderText, lambda: _("Type a host to see…"))
        self.say(self.line.setAccessibleName, lambda: _("New host"))
        self.say(self._hint.setText, how_to_add)
        self.say(self.line.setAccessibleDescription, how_to_add)

    def put_back(self, name: str) -> None:
        """Let a name stand here again that could not be added."""
        self.line.setText(name)

    def _suggestions(self, text: str) -> list[Suggestion]:
        if not text:
            return []
        found = [Suggestion(*each) for each in self._source.find(text)]
        if not found:
            return []
        return [*found, Suggestion(CREATE, _("Add “{text}”").format(text=text), icon="plus")]

    def _choose(self, suggestion: Suggestion) -> None:
        if suggestion.id == CREATE:
            self._enter()
        else:
            self._send(suggestion.text, suggestion.id)

    def _finished(self, returned: bool) -> None:
        if returned:
            self._enter()

    def _enter(self) -> None:
        self._send(self.line.text().strip(), "")

    def _send(self, name: str, organisation: str) -> None:
        self.suggester.hide()
        self.line.clear()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        if name:
            self.named.emit(name, organisation)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self._hint.setVisible(event.type() == QEvent.Type.FocusIn)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.matches(QKeySequence.StandardKey.Paste)
        ):
            text = QGuiApplication.clipboard().text().strip("\r\n")
            if "\n" in text or "\t" in text:  # a line would run all of them together
                self.suggester.hide()
                self.pasted.emit(text)
                return True
        return super().eventFilter(watched, event)


def how_to_add() -> str:
    """How to add hosts, one or many."""
    return _(
        "Return adds it. A list copied from Excel can be pasted here: name, minutes and priority."
    )
