"""Fields that passwords are typed into, hidden or shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.forms.field import Field, Text
from desktop.ui.forms.lines import TextLine
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel


class _HiddenLine(TextLine):
    """A line that shows dots, and notices when letters come in the other case than is held."""

    reversed_case = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(TextLine.EchoMode.Password)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.reversed_case.emit(False)
        elif len(typed) == 1 and typed.upper() != typed.lower():
            held = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.reversed_case.emit(typed.isupper() != held)
        super().keyPressEvent(event)


class SecretField(Field):
    """One line of what opens a file: a `str`, taken as it is typed."""

    def __init__(
        self,
        line: TextLine,
        label: Text,
        *,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self.line = line
        super().__init__(label, hint=hint, parent=parent)
        self.set_control(line)
        line.textEdited.connect(lambda _text: self.set_problem(None))

    @override
    def normal(self, value: Any) -> str:
        return value or ""

    @override
    def show_value(self, value: Any) -> None:
        self.line.show_text(value)

    @override
    def read(self) -> str:
        return self.line.text()


class PasswordField(SecretField):
    """A password: a `str`, taken as it is typed. `entered` is sent when Return is pressed."""

    entered = Signal()

    def __init__(
        self, label: Text, *, hint: Text | None = None, parent: QWidget | None = None
    ) -> None:
        line = _HiddenLine()
        super().__init__(line, label, hint=hint, parent=parent)
        line.returnPressed.connect(self.entered)
        line.reversed_case.connect(self._warn)

    def reveal(self, shown: bool) -> None:
        """Show the characters, or dots."""
        modes = TextLine.EchoMode
        self.line.setEchoMode(modes.Normal if shown else modes.Password)

    def password(self) -> str:
        """What is typed at this moment."""
        return self.line.text()

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong with the password, which the next key replaces."""
        self.set_problem(lambda: words.problem(problem))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def clear(self) -> None:
        """Forget what was typed."""
        self.line.clear()
        self.set_value("")

    def _warn(self, reversed_case: bool) -> None:
        self.set_missing((lambda: _("Caps Lock is on.")) if reversed_case else None)


class Tick(Spoken, QCheckBox):
    """A choice of yes or no, in words that follow the language."""

    def __init__(self, text: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say(self.setText, text)


class NewPassword(Spoken, QWidget):
    """A new password, typed twice. `entered` is sent when Return is pressed in the second line."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PasswordField(
            lambda: _("New password"),
            hint=lambda: _(
                "At least 8 characters. Several words in a row are strong, and easy to remember."
            ),
        )
        self.second = PasswordField(lambda: _("The same password again"))
        self.show_it = show = Tick(lambda: _("Show the password"))
        for field in (self.first, self.second):
            show.toggled.connect(field.reveal)
        self.first.entered.connect(self.second.setFocus)
        self.second.entered.connect(self.entered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.M)
        for part in (self.first, self.second, show):
            layout.addWidget(part)

    def take(self) -> str | None:
        """The password, if it is long enough and twice the same; else its field says why not."""
        # Imported here: whoever has no password should not wait for it.
        from desktop.store.protect import check_passphrase

        first = self.first.password()
        try:
            check_passphrase(first)
        except Problem as problem:
            self.first.refuse(problem)
            return None
        if first != self.second.password():
            self.second.refuse(Problem("passphrase_twice"))
            return None
        return first

    def begin(self) -> None:
        """Lead the keyboard to the first line."""
        self.first.setFocus(Qt.FocusReason.OtherFocusReason)


def sentence() -> PlainLabel:
    """A quiet text that explains what is asked."""
    return PlainLabel(role="soft", wrap=True)
