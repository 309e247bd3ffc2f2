"""Going back to a backup: what that would change, seen before it is done."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from typing_extensions import override

from desktop import words
from desktop.errors import Problem
from desktop.language import _
from desktop.store import restoring
from desktop.store.cipher import Key
from desktop.store.restoring import Differences
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.protection.differences import difference_lines
from desktop.ui.protection.telling import age_at, when
from desktop.ui.protection.work import key_of_backup
from desktop.ui.speech import Spoken
from desktop.ui.unlock.password import PasswordField
from desktop.ui.widgets import BusyBar, Button, PlainLabel, Scroll, column, row

_ASK_FOR_IT = ("file_locked", "passphrase_wrong", "recovery_code_wrong", "key_wrong")


class RestoreDialog(Spoken, QDialog):
    """Shows what is only here, only in the backup, or different; then goes back to the backup.

    `at` is when the backup was made, None where that is not known. A backup with another password
    than the office file's asks for it.
    """

    def __init__(
        self, desk: Desk, backup: Path, at: datetime | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._backup, self._at = desk, backup, at
        self._key: Key | None = None
        self._found: Differences | None = None
        self._problem: Problem | None = None
        self._locked = False
        self.setModal(True)
        heading = PlainLabel(role="section", wrap=True)
        self._what = PlainLabel(role="soft", wrap=True)
        self.say(self.setWindowTitle, lambda: _("Restore a backup"))
        self.say(heading.setText, lambda: _("Restore a backup"))
        self.say(self._what.setText, self._what_text)
        self._busy = BusyBar()
        self.password = PasswordField(
            lambda: _("Password of the backup"),
            hint=lambda: _("The recovery code from the sheet works as well."),
        )
        self.password.entered.connect(self.compare)
        self.password.line.abandoned.connect(self.reject)
        self._lines = QWidget()
        self._list = column(spacing=look.XS)
        self._lines.setLayout(self._list)
        self._scroll = Scroll(self._lines)
        self._fault = PlainLabel(role="problem", wrap=True)
        self.say(self._fault.setText, self._fault_text)
        self._kept = PlainLabel(role="hint", wrap=True)
        self.say(self._kept.setText, self._kept_text)
        cancel = Button(lambda: _("Cancel"), self.reject)
        self.unlock = Button(lambda: _("Open the backup"), self.compare, kind="filled")
        self.go = Button(lambda: _("Restore"), self.restore, kind="filled")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for part in (heading, self._what, self._busy, self._fault, self.password):
            layout.addWidget(part)
        layout.addWidget(self._scroll, 100)
        layout.addStretch(1)  # takes the room while there is nothing to compare
        layout.addWidget(self._kept)
        layout.addLayout(row(None, cancel, self.unlock, self.go))
        self.resize(look.COLUMN * 2 + look.COLUMN // 2, look.COLUMN * 2)
        self._dress()
        self.compare()

    @classmethod
    def ask(cls, desk: Desk, backup: Path, at: datetime | None, parent: QWidget | None) -> None:
        """Show a backup, and go back to it if the officer says so."""
        dialog = cls(desk, backup, at, parent)
        dialog.exec()
        dialog.deleteLater()

    def fault(self) -> str:
        """What stands in the way; "" for nothing."""
        return self._fault_text()

    def compare(self) -> None:
        """Open the backup, with what was typed if it was asked for, and compare."""
        office, backup, typed = self._desk.office, self._backup, self.password.password()

        def work() -> tuple[Key | None, Differences]:
            key = key_of_backup(backup, office.key, typed)
            with office.reading() as session:
                return key, restoring.differences(session, backup, key)

        self.password.setEnabled(False)
        self.unlock.setEnabled(False)
        job = self._desk.background.run(work, self._show, self._failed, owner=self)
        self._busy.follow(job, lambda: _("Comparing the backup with the office file…"))

    def restore(self) -> None:
        """Have the office file closed, replaced and opened again."""
        backup, opens, now = self._backup, self._key, self._desk.clock()

        def work(path: Path, key: Key | None) -> Key | None:
            restoring.restore(path, backup, opens, now, own_key=key)
            return opens

        self.accept()
        self._desk.replace_asked.emit(work)

    # -- what comes back

    def _show(self, found: tuple[Key | None, Differences]) -> None:
        self._busy.done()
        self._key, self._found = found
        self._problem, self._locked = None, False
        for text, role in difference_lines(self._found):
            if role == "strong":
                self._list.addSpacing(look.S)
            label = PlainLabel(text, role=role, wrap=True)
            self._list.addWidget(label)
        self._dress()
        self.go.setFocus()

    def _failed(self, error: BaseException) -> None:
        self._busy.done()
        if not isinstance(error, Problem):
            raise error
        asked_before = self._locked
        self._locked = error.code in _ASK_FOR_IT
        # To be asked for a password is no fault the first time.
        self._problem = error if asked_before or not self._locked else None
        self._dress()
        if self._locked:
            self.password.line.setFocus()
            self.password.line.selectAll()

    @override
    def respoken(self) -> None:
        if self._found is not None:
            labels = self._lines.findChildren(PlainLabel)
            for label, (text, _role) in zip(labels, difference_lines(self._found), strict=True):
                label.setText(text)

    # -- telling

    def _dress(self) -> None:
        shown = self._found is not None
        self.password.setVisible(self._locked)
        self.password.setEnabled(True)
        self.unlock.setVisible(self._locked)
        self.unlock.setEnabled(True)
        self._scroll.setVisible(shown)
        self._kept.setVisible(shown)
        self.go.setEnabled(shown)
        self.go.setVisible(not self._locked)
        self._fault.setText(self._fault_text())
        self._fault.setVisible(self._problem is not None)

    def _what_text(self) -> str:
        if self._at is None:
            return _("Backup “{name}”").format(name=self._backup.name)
        zone = self._desk.zones()[0]
        return _("Backup of {moment} ({age})").format(
            moment=when(self._at, zone), age=age_at(self._at, self._desk.today(), zone)
        )

    def _fault_text(self) -> str:
        return words.problem(self._problem) if self._problem is not None else ""

    def _kept_text(self) -> str:
        kept = restoring.kept_name(self._desk.office.path, self._desk.clock())
        return _(
            "The office file as it is now is not lost: it is kept beside the restored one as "
            "“{name}”."
        ).format(name=kept)
