"""What an unlock window may ask for: the password, the recovery sheet, a new password."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.forms.lines import TextLine
from desktop.ui.speech import Spoken
from desktop.ui.unlock.password import (
    NewPassword,
    PasswordField,
    SecretField,
    Tick,
    sentence,
)
from desktop.ui.widgets import Button, column, row

_CODE = 56  # letters and digits of a recovery sheet, as `recovery_code` writes them


class PasswordFace(Spoken, QWidget):
    """Asks for the password of a file."""

    given = Signal()
    sheet_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = PasswordField(lambda: _("Password"))
        self.field.entered.connect(self.given)
        show = Tick(lambda: _("Show the password"))
        show.toggled.connect(self.field.reveal)
        self.remember = Tick(lambda: _("Remember on this computer"))
        self.say(
            self.remember.setToolTip,
            lambda: _("Whoever is logged in on this computer can then open the file."),
        )
        self.remember.hide()
        self.setLayout(
            column(
                self.field,
                show,
                self.remember,
                look.XS,
                row(
                    Button(lambda: _("Unlock"), self.given.emit, kind="filled"),
                    Button(
                        lambda: _("Use the recovery sheet…"), self.sheet_asked.emit, kind="quiet"
                    ),
                    None,
                ),
                None,
            )
        )

    def begin(self) -> None:
        """Lead the keyboard to the password."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)


class _CodeField(SecretField):
    """The letters and digits of a recovery sheet, in any spacing."""

    def __init__(self, entered: Callable[[], object]) -> None:
        super().__init__(TextLine(), lambda: _("Recovery code"), hint=self._count)
        self.line.returnPressed.connect(entered)

    def refuse(self, problem: Problem) -> None:
        """Say what is wrong with the code, which stays to be looked through again."""
        self.set_problem(lambda: words.problem(problem))
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self) -> str:
        typed = sum(1 for char in self.line.text() if char.isalnum())
        return _("{typed} of {all} letters and digits. Spaces do not matter.").format(
            typed=typed, all=_CODE
        )


class SheetFace(Spoken, QWidget):
    """Asks for the code that is printed on the recovery sheet."""

    given = Signal()
    password_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = sentence()
        self.say(
            text.setText,
            lambda: _(
                "Type the letters and digits that are printed on the recovery sheet of this file. "
                "You then choose a new password."
            ),
        )
        self.field = _CodeField(self.given.emit)
        self._back = Button(lambda: _("Use the password"), self.password_asked.emit, kind="quiet")
        self.setLayout(
            column(
                text,
                look.XS,
                self.field,
                look.XS,
                row(
                    Button(lambda: _("Continue"), self.given.emit, kind="filled"), self._back, None
                ),
                None,
            )
        )

    def offer_password(self, there: bool) -> None:
        """Show the way back to the password, which a file without its key file does not have."""
        self._back.setVisible(there)

    def begin(self) -> None:
        """Lead the keyboard to the code."""
        self.field.line.setFocus(Qt.FocusReason.OtherFocusReason)


class NewPasswordFace(Spoken, QWidget):
    """Asks for the password that the file has from now on."""

    given = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        text = sentence()
        self.say(
            text.setText,
            lambda: _(
                "The recovery code is right. Choose a new password for this file; the recovery "
                "sheet stays as it is."
            ),
        )
        self.new = NewPassword()
        self.new.entered.connect(self.given)
        self.setLayout(
            column(
                text,
                look.XS,
                self.new,
                look.XS,
                row(Button(lambda: _("Open the file"), self.given.emit, kind="filled"), None),
                None,
            )
        )

    def begin(self) -> None:
        """Lead the keyboard to the new password."""
        self.new.begin()
