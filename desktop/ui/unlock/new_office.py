"""The step between "New file…" and a new office: with a password, or without one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.speech import Spoken
from desktop.ui.unlock.password import NewPassword, sentence
from desktop.ui.unlock.waiting import Waiting
from desktop.ui.widgets import Button, FittedDialog, Line, PlainLabel, row

if TYPE_CHECKING:
    from desktop.store.office import OfficeFile


class NewOfficeDialog(Spoken, FittedDialog):
    """Asks for the password of a new office, then where it is to lie, and has it made.

    `choose` asks for the place, None for none after all; `make(path, password)` makes the office
    on another thread, None for no password. The office is given by `made`, as it is then open.
    """

    made = Signal(object)

    def __init__(
        self,
        parent: QWidget | None,
        choose: Callable[[QWidget], Path | None],
        make: Callable[[Path, str | None], OfficeFile],
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._choose, self._make = choose, make
        self._problem: Problem | None = None
        self._busy = False
        self._background = Background(self)
        self.finished.connect(self._background.stop)
        self.say(self.setWindowTitle, lambda: _("New office"))
        heading, why, without = PlainLabel(role="section", wrap=True), sentence(), sentence()
        self.say(heading.setText, lambda: _("Protect the new office with a password"))
        self.say(
            why.setText,
            lambda: _(
                "The file is then encrypted: whoever finds the computer or a copy of the file "
                "reads nothing. If you forget the password, only the recovery sheet opens the "
                "file; you can print it next."
            ),
        )
        self.say(
            without.setText,
            lambda: _(
                "Without a password, anyone who has this computer or a copy of the file can read "
                "it."
            ),
        )
        self.new = NewPassword()
        self.new.entered.connect(self._with_password)
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._tell, self._problem_text)
        self._waiting = Waiting(lambda: _("Making the office…"))
        self._inside = QWidget()
        body = QVBoxLayout(self._inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(look.M)
        for part in (heading, why, self.new, self._said):
            body.addWidget(part)
        forth = Button(lambda: _("Continue"), self._with_password, kind="filled")
        body.addLayout(row(None, Button(lambda: _("Cancel"), self.reject), forth))
        body.addWidget(Line())
        plain = row(without, spacing=look.L)
        plain.setStretch(0, 1)
        plain.addWidget(Button(lambda: _("Without a password"), self._without_password))
        body.addLayout(plain)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.S)
        layout.addWidget(self._inside)
        layout.addWidget(self._waiting)
        self.setMinimumWidth(look.PALETTE)
        self.new.begin()

    def _with_password(self) -> None:
        password = self.new.take()
        if password is not None:
            self._go(password)

    def _without_password(self) -> None:
        self._go(None)

    def _go(self, password: str | None) -> None:
        path = self._choose(self)
        if path is None or self._busy:
            return
        self._set_busy(True)
        make = self._make
        self._background.run(lambda: make(path, password), self._made, self._failed, owner=self)

    def _made(self, office: OfficeFile) -> None:
        self._set_busy(False)
        self.accept()
        self.made.emit(office)

    def _failed(self, error: BaseException) -> None:
        self._set_busy(False)
        if not isinstance(error, Problem):
            raise error
        self._problem = error
        self.say_again()
        self.new.begin()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._problem = None
        self.say_again()
        self._inside.setEnabled(not busy)
        self._waiting.setVisible(busy)

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @override
    def reject(self) -> None:
        if not self._busy:  # what is being made must not be left open with nobody there
            super().reject()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()
        else:
            super().closeEvent(event)
