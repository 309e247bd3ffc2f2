"""Asking for a password: the one that counts now, a new one twice, or both."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.store.protect import LEAST, check_passphrase
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.forms import Field, Form, SwitchField, TextLine
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, row

Text = Callable[[], str]


class PasswordField(Field):
    """A line for a password: exactly what was typed, hidden unless the officer wants to see it."""

    def __init__(
        self, label: Text, *, hint: Text | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self.line = TextLine()
        self.show_typed(False)
        self.set_control(self.line)

    def show_typed(self, shown: bool) -> None:
        """Show what is typed, or dots in its place."""
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)

    @override
    def normal(self, value: Any) -> str:
        return value or ""

    @override
    def show_value(self, value: Any) -> None:
        self.line.show_text(value or "")

    @override
    def read(self) -> str:
        return self.line.text()


class PasswordDialog(Spoken, QDialog):
    """Asks for passwords before something is done.

    With `check` the password of now is asked for, or the recovery code: `check(typed)` is called
    on another thread, and what it gives is `checked`; it raises a Problem that is told beside the
    field. With `new` another one is asked for twice, and is `chosen`.
    """

    def __init__(
        self,
        background: Background,
        title: Text,
        text: Text,
        action: Text,
        *,
        check: Callable[[str], object] | None = None,
        new: bool = False,
        danger: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._check, self._new = background, check, new
        self._busy = False
        self._fault: Problem | None = None
        self._asked: list[PasswordField] = []
        self.checked: object = None
        self.chosen = ""
        self.setModal(True)
        heading = PlainLabel(role="section", wrap=True)
        about = PlainLabel(role="soft", wrap=True)
        self.say(self.setWindowTitle, title)
        self.say(heading.setText, title)
        self.say(about.setText, text)
        self.form = self._make_form()
        self._said = PlainLabel(role="problem", wrap=True)
        self._said.hide()
        self.say(self._tell_fault, self._fault_text)
        self._go = Button(action, self.go, kind="danger" if danger else "filled")
        cancel = Button(lambda: _("Cancel"), self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for part in (heading, about, self.form, self._said):
            layout.addWidget(part)
        layout.addSpacing(look.S)
        layout.addLayout(row(None, cancel, self._go))
        self.setMinimumWidth(look.COLUMN * 2)
        self.form.focus(self.form.names()[0])

    def field(self, name: str) -> PasswordField:
        """The field of the password of "now", of the "new" one, or of that "again"."""
        field = self.form.field(name)
        assert isinstance(field, PasswordField)
        return field

    def is_busy(self) -> bool:
        """Whether what was typed is being checked."""
        return self._busy

    def fault(self) -> str:
        """What stands in the way and belongs to no field; "" for nothing."""
        return self._fault_text()

    def go(self) -> None:
        """Check what was typed, and be accepted if it is right."""
        if self._busy or not self._is_new_right():
            return
        if self._check is None:
            self.accept()
            return
        check, typed = self._check, self.field("now").read()
        self._set_busy(True)
        self._background.run(lambda: check(typed), self._right, self._wrong, owner=self)

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=1)
        if self._check is not None:
            now = PasswordField(
                lambda: _("Current password"),
                hint=lambda: _("The recovery code from the sheet works as well."),
            )
            self._asked.append(form.add("now", now))
        if self._new:
            new = PasswordField(
                lambda: _("New password"),
                hint=lambda: _(
                    "At least {least} characters. Several words are easy to remember and hard to "
                    "guess."
                ).format(least=LEAST),
            )
            self._asked.append(form.add("new", new))
            self._asked.append(form.add("again", PasswordField(lambda: _("Repeat the password"))))
        shown = form.add("shown", SwitchField(lambda: _("Show what I type"), alone=True))
        shown.edited.connect(self._show_typed)
        for field in self._asked:
            field.line.returnPressed.connect(self._returned)
            field.line.abandoned.connect(self.reject)
            field.line.textEdited.connect(partial(self._forget_problem, field))
        return form

    def _forget_problem(self, field: PasswordField, _typed: str) -> None:
        field.set_problem(None)

    def _returned(self) -> None:
        """Go on to the next line that is empty, else do what was asked for."""
        for field in self._asked:
            if not field.read():
                field.line.setFocus(Qt.FocusReason.TabFocusReason)
                return
        self.go()

    def _show_typed(self, shown: Any) -> None:
        for field in self._asked:
            field.show_typed(bool(shown))

    def _is_new_right(self) -> bool:
        if not self._new:
            return True
        typed = self.field("new").read()
        try:
            check_passphrase(typed)
            if typed != self.field("again").read():
                raise Problem("passphrase_twice")
        except Problem as problem:
            at = "again" if problem.code == "passphrase_twice" else "new"
            self._tell(at, problem)
            return False
        self.chosen = typed
        return True

    def _right(self, given: object) -> None:
        self.checked = given
        self._set_busy(False)
        self.accept()

    def _wrong(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, Problem):
            raise error
        if error.code == "passphrase_wrong":
            self._tell("now", error)
        else:
            self._fault = error
            self._tell_fault(self._fault_text())

    def _tell(self, name: str, problem: Problem) -> None:
        self.form.problem(name, lambda: words.problem(problem))
        line = self.field(name).line
        line.setFocus(Qt.FocusReason.OtherFocusReason)
        line.selectAll()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._fault = None
        self._tell_fault("")
        self.form.setEnabled(not busy)
        self._go.setEnabled(not busy)

    def _fault_text(self) -> str:
        return words.problem(self._fault) if self._fault is not None else ""

    def _tell_fault(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))
