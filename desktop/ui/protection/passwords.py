"""Asking for a password before something is done: the one of now, a new one twice, or both."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.speech import Spoken
from desktop.ui.unlock.password import NewPassword, PasswordField, Tick, sentence
from desktop.ui.widgets import Button, FittedDialog, PlainLabel, row

Text = Callable[[], str]


class PasswordDialog(Spoken, FittedDialog):
    """Asks for passwords before something is done.

    With `check` the password of now is asked for in `now`, or the recovery code: `check(typed)` is
    called on another thread and raises a Problem, told beside the field, where it is not right.
    With `renewed` another one is asked for twice in `new`, and is `chosen` in the end.
    """

    def __init__(
        self,
        background: Background,
        title: Text,
        text: Text,
        action: Text,
        *,
        check: Callable[[str], object] | None = None,
        renewed: bool = False,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._check = background, check
        self._busy = False
        self._fault: Problem | None = None
        self.chosen = ""
        self.setModal(True)
        heading, about = PlainLabel(role="section", wrap=True), sentence()
        self.say(self.setWindowTitle, title)
        self.say(heading.setText, title)
        self.say(about.setText, text)
        self.now = PasswordField(
            lambda: _("Current password"),
            hint=lambda: _("The recovery code from the sheet works as well."),
        )
        self.new = NewPassword()
        show = Tick(lambda: _("Show the password"))
        # One box for all that is typed here: where a new password is asked for, that has it.
        for tick in (show, *self.new.findChildren(Tick)):
            tick.toggled.connect(self.now.reveal)
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(look.M)
        for part in (self.now, show, self.new):
            fields.addWidget(part)
        self.now.setVisible(check is not None)
        show.setVisible(check is not None and not renewed)
        self.new.setVisible(renewed)
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._tell_fault, self.fault)
        self._go = Button(action, self.go, kind="danger" if danger else "filled")
        cancel = Button(lambda: _("Cancel"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for widget in (heading, about, self._fields, self._said):
            layout.addWidget(widget)
        layout.addSpacing(look.S)
        layout.addStretch(1)
        layout.addLayout(row(None, cancel, self._go))
        self.setMinimumWidth(look.COLUMN * 2)
        self.now.entered.connect(self.new.begin if renewed else self.go)
        self.new.entered.connect(self.go)
        for field in self.findChildren(PasswordField):
            field.line.abandoned.connect(self.reject)
        if check is not None:
            self.now.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.new.begin()

    def is_busy(self) -> bool:
        """Whether what was typed is being checked."""
        return self._busy

    def fault(self) -> str:
        """What stands in the way and belongs to no field; "" for nothing."""
        return words.problem(self._fault) if self._fault is not None else ""

    def go(self) -> None:
        """Check what was typed, and be accepted if it is right."""
        if self._busy:
            return
        if not self.new.isHidden():
            chosen = self.new.take()
            if chosen is None:
                return
            self.chosen = chosen
        if self._check is None:
            self.accept()
            return
        check, typed = self._check, self.now.password()
        self._set_busy(True)
        self._background.run(lambda: check(typed), self._right, self._wrong, owner=self)

    def _right(self, _none: object) -> None:
        self._set_busy(False)
        self.accept()

    def _wrong(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, Problem):
            raise error
        if error.code == "passphrase_wrong":
            self.now.refuse(error)
        else:
            self._fault = error
            self._tell_fault(self.fault())

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._fault = None
        self._tell_fault("")
        self._fields.setEnabled(not busy)
        self._go.setEnabled(not busy)

    def _tell_fault(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
