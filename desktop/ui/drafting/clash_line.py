"""What is asked before changes are accepted that collide with what stands there now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _, ngettext
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, PlainLabel


class ClashLine(Spoken, QFrame):
    """Tells what collides and asks what to do; Escape leaves all as it is.

    `with_others` when what is in the way is to be taken along, `alone` when it is not, `dropped`
    when nothing is to be done.
    """

    with_others = Signal()
    alone = Signal()
    dropped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._words: Callable[[], str] = str
        self._number = 0
        self.sentence = PlainLabel(wrap=True)
        self.take = Button(self._take_text, self.with_others.emit)
        self.anyway = Button(lambda: _("Accept anyway"), self.alone.emit, kind="quiet")
        self.leave = Button(lambda: _("Cancel"), self.dropped.emit, kind="quiet")
        answers = QWidget()
        flow = FlowLayout(answers, spacing=look.XS)
        for button in (self.take, self.anyway, self.leave):
            flow.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, look.S, look.M, look.S)
        layout.setSpacing(look.S)
        layout.addWidget(self.sentence)
        layout.addWidget(answers)
        self.say(self._tell, lambda: self._words())
        self.hide()

    def ask(self, sentence: Callable[[], str], others: int) -> None:
        """Ask about what collides with so many others."""
        self._words, self._number = sentence, others
        self.say_again()
        self.take.say_again()
        self.show()
        self.take.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_text(self) -> str:
        number = self._number
        return ngettext("Take it along too", "Take all {n} along too", number).format(n=number)

    def _tell(self, text: str) -> None:
        self.sentence.setText(text)
        self.setAccessibleName(text)
        self.take.setAccessibleDescription(text)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)
