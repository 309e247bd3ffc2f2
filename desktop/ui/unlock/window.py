"""The window that opens an encrypted office file, and stands there while it is locked."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.store.keys import read_keys
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.speech import Spoken
from desktop.ui.topbar import LanguageButtons
from desktop.ui.unlock.faces import NewPasswordFace, PasswordFace, SheetFace
from desktop.ui.unlock.waiting import Waiting, centred
from desktop.ui.unlock.work import (
    Damaged,
    Opening,
    key_from_sheet,
    open_remembered,
    open_with_key,
    open_with_password,
)
from desktop.ui.widgets import (
    Button,
    Card,
    ElidedLabel,
    PictureLabel,
    PlainLabel,
    Scroll,
    column,
    row,
)

if TYPE_CHECKING:
    from desktop.store.cipher import Key

_log = logging.getLogger(__name__)
T = TypeVar("T")
Face = PasswordFace | SheetFace | NewPasswordFace
_KEYLESS = ("keys_missing", "keys_damaged")


class UnlockWindow(Spoken, QWidget):
    """Asks for what opens a file, and gives the open file, `opened(Opened)`.

    `opening` opens it with its key, on another thread. `damaged(problem, key)` tells of a file
    whose key is right and which cannot be read; `others_asked` that another file is wanted, and
    `language_asked` another language.
    """

    opened = Signal(object)
    damaged = Signal(object, object)
    others_asked = Signal()
    language_asked = Signal(str)

    def __init__(self, path: Path, computer: str, opening: Opening) -> None:
        super().__init__()
        self.path = path
        self._computer = computer
        self._opening = opening
        self._key: Key | None = None
        self._problem: Problem | None = None
        self._busy = False
        self._background = Background(self)
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        # The name of the file stays out of the title, as do the records that it holds.
        self.say(self.setWindowTitle, lambda: _("Locked") + " – Kakehashi")
        self.password, self.sheet, self.renewal = PasswordFace(), SheetFace(), NewPasswordFace()
        self._face: Face = self.password
        # One below the other, one of them shown: a stack is as tall as the tallest of its parts.
        self._faces = QWidget()
        self._faces.setLayout(column(self.password, self.sheet, self.renewal))
        self._turn_to(self.password)
        self._said = PlainLabel(role="problem", wrap=True)
        self.say(self._tell, self._problem_text)
        self._waiting = Waiting(lambda: _("Opening the file…"))
        self._build()
        self.password.given.connect(self._unlock)
        self.password.sheet_asked.connect(lambda: self._show_face(self.sheet))
        self.sheet.password_asked.connect(lambda: self._show_face(self.password))
        self.sheet.given.connect(self._read_sheet)
        self.renewal.given.connect(self._renew)
        self.resize(*look.START)

    def begin(self, *, ask: bool, place: QRect | None = None) -> None:
        """Open the file if this computer remembers how; else, or with `ask`, ask the officer."""
        if place is not None:
            self.setGeometry(place)
        if ask:
            self._ask()
            return
        self._run(
            lambda: open_remembered(self.path, self._computer, self._opening),
            lambda opened: self._ask() if opened is None else self.opened.emit(opened),
            lambda problem: self._ask(problem),
        )

    def is_busy(self) -> bool:
        """Whether a key is being made or the file opened."""
        return self._busy

    def _build(self) -> None:
        name = PlainLabel(role="title")
        self.say(name.setText, lambda: "Kakehashi")
        languages = LanguageButtons()
        languages.respoken()
        languages.chosen.connect(self.language_asked)
        card = Card()
        card.body.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        file_name = ElidedLabel(self.path.name, role="section")
        folder = ElidedLabel(str(self.path.parent), role="hint")
        head = row(PictureLabel("lock", look.ICON + look.S, "accent"), spacing=look.L)
        head.addLayout(column(file_name, folder, spacing=look.XS), 1)
        for part in (head, look.S, self._said, self._faces, self._waiting):
            if isinstance(part, int):
                card.body.addSpacing(part)
            elif isinstance(part, QWidget):
                card.body.addWidget(part)
            else:
                card.body.addLayout(part)
        inside = QWidget()
        inside.setLayout(
            column(
                row(name, None, languages),
                card,
                row(
                    Button(
                        lambda: _("Other offices…"),
                        self.others_asked.emit,
                        kind="quiet",
                        icon="folder-open",
                    ),
                    None,
                ),
                spacing=look.L,
                margins=look.XL,
            )
        )
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        middle = QWidget()
        middle.setLayout(centred(inside))
        outer.addWidget(Scroll(middle, widest=look.WIDE * 2))

    # -- asking

    def _ask(self, problem: Problem | None = None) -> None:
        if problem is None:
            try:
                read_keys(self.path)
            except Problem as without:
                problem = without
        keyless = problem is not None and problem.code in _KEYLESS
        self._problem = problem
        self.sheet.offer_password(not keyless)
        self.say_again()
        self.show()
        self.activateWindow()
        self._show_face(self.sheet if keyless else self.password, keeps=True)
        self._background.run(_can_remember, self.password.remember.setVisible, owner=self)

    def _unlock(self) -> None:
        field, remember = self.password.field, self.password.remember
        password = field.password()
        computer = self._computer if remember.isVisible() and remember.isChecked() else ""
        self._run(
            lambda: open_with_password(self.path, password, computer, self._opening),
            self.opened.emit,
            lambda problem: (
                field.refuse(problem)
                if problem.code == "passphrase_wrong"
                else self._refused(problem)
            ),
        )

    def _read_sheet(self) -> None:
        code = self.sheet.field.line.text()

        def right(key: Key) -> None:
            self._key = key
            self._show_face(self.renewal)

        self._run(lambda: key_from_sheet(self.path, code), right, self.sheet.field.refuse)

    def _renew(self) -> None:
        password, key = self.renewal.new.take(), self._key
        if password is None or key is None:
            return
        self._run(
            lambda: open_with_key(self.path, key, password, self._opening),
            self.opened.emit,
            self._refused,
        )

    # -- working

    def _run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        refused: Callable[[Problem], object],
    ) -> None:
        if self._busy:
            return
        self._set_busy(True)

        def after(result: T) -> None:
            self._set_busy(False)
            done(result)

        def failed(error: BaseException) -> None:
            self._set_busy(False)
            if isinstance(error, Damaged):
                self.damaged.emit(error.problem, error.key)
            elif isinstance(error, Problem):
                _log.info("not opened: %s", error.code)
                refused(error)
            else:
                raise error

        self._background.run(work, after, failed, owner=self)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._problem = None
        self.say_again()
        self._faces.setEnabled(not busy)
        self._waiting.setVisible(busy)

    def _refused(self, problem: Problem) -> None:
        if problem.code in _KEYLESS:
            self._ask(problem)
            return
        self._problem = problem
        self.say_again()
        self._face.begin()

    def _show_face(self, face: Face, *, keeps: bool = False) -> None:
        if not keeps:
            self._problem = None
            self.say_again()
        self._face = face
        self._turn_to(face)
        face.begin()

    def _turn_to(self, face: Face) -> None:
        for one in (self.password, self.sheet, self.renewal):
            one.setVisible(one is face)

    def _problem_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _tell(self, text: str) -> None:
        self._said.setText(text)
        self._said.setVisible(bool(text))

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self._busy:
            event.ignore()  # what is being opened must not be left open with nobody there
            return
        self.password.field.clear()
        self._key = None
        super().closeEvent(event)
        self._background.stop()


def _can_remember() -> bool:
    # Imported here: only an encrypted file asks, and the keyring takes its time.
    from desktop.store.remember import available

    return available()
