"""The card about the password of the office file, its recovery sheet, and when it is locked."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop import words
from desktop.errors import Problem
from desktop.language import _, current, dates, ngettext
from desktop.store import protect, remember
from desktop.store.cipher import Key
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, Form, SwitchField
from desktop.ui.protection.passwords import PasswordDialog
from desktop.ui.protection.recovery import RecoveryDialog
from desktop.ui.protection.telling import age
from desktop.ui.protection.work import Standing, next_backup, prove
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, FlowLayout, PictureLabel, PlainLabel, row

_MINUTES = ("1", "5", "10", "30", "60", "0")


class PasswordCard(Spoken, Card):
    """Says whether the office file is encrypted, and lets the officer change that.

    `changed` is sent when something about the file's protection was changed here.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._standing: Standing | None = None
        self._can_remember: bool | None = None
        heading = PlainLabel(role="section")
        self.say(heading.setText, lambda: _("Password"))
        self._icon = PictureLabel("lock", colour="good")
        self._state = PlainLabel(wrap=True)
        self.say(self._state.setText, self._state_text)
        state = row(self._icon, self._state, spacing=look.M)
        state.setStretch(1, 1)
        self._sheet = PlainLabel(role="soft", wrap=True)
        self.say(self._sheet.setText, self._sheet_text)
        self._fault = PlainLabel(role="problem", wrap=True)
        self.say(self._fault.setText, self._fault_text)
        self.protect = Button(lambda: _("Protect with a password…"), self.ask_protect)
        self.change = Button(lambda: _("Change password…"), self.ask_change)
        self.print = Button(lambda: _("Print recovery sheet…"), self.ask_sheet, icon="printer")
        self.remove = Button(lambda: _("Remove the password…"), self.ask_remove, kind="quiet")
        buttons = QWidget()
        flow = FlowLayout(buttons)
        for button in (self.protect, self.change, self.print, self.remove):
            flow.addWidget(button)
        self.form = self._make_form()
        for part in (heading, state, self._fault, self._sheet, buttons, self.form):
            if isinstance(part, QWidget):
                self.body.addWidget(part)
            else:
                self.body.addLayout(part)
        self.body.setSpacing(look.M)
        self._dress()

    def show_standing(self, standing: Standing) -> None:
        """Show how the file is protected now."""
        self._standing = standing
        self.form.load(
            {
                "remembered": standing.remembered,
                "lock": str(self._desk.settings.lock_minutes),
            }
        )
        if standing.encrypted and self._can_remember is None:
            # By itself: a keyring may take its time, which nothing else here waits for.
            self._can_remember = False
            self._desk.background.run(remember.available, self._may_remember)
        self._dress()

    def sheet(self) -> str:
        """What is said of the recovery sheet."""
        return self._sheet.text()

    def fault(self) -> str:
        """What is wrong with the key file; "" for nothing."""
        return self._fault.text()

    # -- what the officer asks for

    def ask_protect(self) -> None:
        """Ask for a password and encrypt the office file with it."""
        asked = self._ask(
            PasswordDialog(
                self._desk.background,
                lambda: _("Protect with a password"),
                lambda: _(
                    "The office file and all backups from now on are encrypted. Without the "
                    "password or the recovery sheet nobody can read them, and nobody can reset "
                    "the password. A backup is made first."
                ),
                lambda: _("Encrypt the file"),
                renewed=True,
                parent=self,
            )
        )
        if asked is None:
            return
        passphrase, kept = asked.chosen, self._backup_first()

        def work(path: Path, _key: Key | None) -> Key:
            return protect.encrypt(path, passphrase, kept())

        self._desk.replace_asked.emit(work)

    def ask_remove(self) -> None:
        """Ask for the password and decrypt the office file."""
        asked = self._ask(
            PasswordDialog(
                self._desk.background,
                lambda: _("Remove the password"),
                lambda: _(
                    "Afterwards anyone who has this computer or a copy of the file can read it, "
                    "and new backups are not encrypted either. A backup is made first."
                ),
                lambda: _("Remove the password"),
                check=self._prove,
                danger=True,
                parent=self,
            )
        )
        if asked is None:
            return
        kept = self._backup_first()

        def work(path: Path, key: Key | None) -> None:
            if key is not None:
                protect.decrypt(path, key, kept())

        self._desk.replace_asked.emit(work)

    def ask_change(self) -> None:
        """Ask for the password and for another one, which opens the file from then on."""
        key, path = self._desk.office.key, self._desk.office.path
        if key is None:
            return
        asked = self._ask(
            PasswordDialog(
                self._desk.background,
                lambda: _("Change password"),
                lambda: _(
                    "The recovery sheet stays valid. Backups made until now still open with the "
                    "password they were made with. Computers that remember the password ask for "
                    "it again."
                ),
                lambda: _("Change password"),
                check=self._prove,
                renewed=True,
                parent=self,
            )
        )
        if asked is not None:
            work = partial(protect.change_passphrase, path, key, asked.chosen)
            self._desk.background.run(work, self._password_changed, self._failed, owner=self)

    def ask_sheet(self) -> None:
        """Ask for the password, and show the recovery sheet to be printed or saved."""
        key = self._desk.office.key
        if key is None:
            return
        asked = self._ask(
            PasswordDialog(
                self._desk.background,
                lambda: _("Recovery sheet"),
                lambda: _(
                    "Whoever has this sheet can open the office file without its password. Print "
                    "it where nobody else is, and keep it in a safe."
                ),
                lambda: _("Show the sheet"),
                check=self._prove,
                parent=self,
            )
        )
        if asked is not None:
            RecoveryDialog.show_sheet(self._desk, key, self)
            self.changed.emit()

    # -- parts

    def _make_form(self) -> Form:
        form = Form()
        form.section(columns=2)
        form.add(
            "lock",
            ChoiceField(
                lambda: _("Lock after"),
                _MINUTES,
                _minutes_text,
                hint=lambda: _("When nobody has used the keyboard or the mouse for so long."),
            ),
        )
        form.add(
            "remembered",
            SwitchField(
                lambda: _("Remember on this computer"),
                hint=lambda: _("Whoever is logged in on this computer can then open the file."),
            ),
        )
        form.edited.connect(self._edited)
        return form

    def _ask(self, dialog: PasswordDialog) -> PasswordDialog | None:
        accepted = dialog.exec() == PasswordDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog if accepted else None

    def _prove(self, typed: str) -> None:
        office = self._desk.office
        if office.key is not None:
            prove(office.path, office.key, typed)

    def _backup_first(self) -> partial[Path]:
        return partial(next_backup, self._desk.office.path, self._desk.clock())

    def _edited(self, name: str, value: Any) -> None:
        if name == "lock":
            self._desk.settings.lock_minutes = int(value)
            self._desk.save_settings()
            return
        office, computer = self._desk.office, self._desk.settings.installation_id
        if value and office.key is not None:
            work = partial(remember.remember, office.path, office.key, computer)
        else:
            work = partial(remember.forget, office.path, computer)
        self._desk.background.run(work, lambda _none: self.changed.emit(), self._failed, owner=self)

    def _may_remember(self, can: bool) -> None:
        self._can_remember = can
        self._dress()

    def _password_changed(self, _none: object) -> None:
        self._desk.notice(lambda: _("The password was changed."))
        self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        if not isinstance(error, Problem):
            raise error
        self._desk.trouble(error)
        self.changed.emit()

    # -- telling

    def _dress(self) -> None:
        standing = self._standing
        known, encrypted = standing is not None, standing is not None and standing.encrypted
        self._icon.show_icon(*(("lock", "good") if encrypted else ("info", "soft")))
        self.protect.setVisible(known and not encrypted)
        worried = standing is not None and bool(standing.worries)
        self.protect.set_kind("" if worried else "filled")
        for part in (self.change, self.print, self.remove, self.form):
            part.setVisible(encrypted)
        self.form.field("remembered").setVisible(bool(self._can_remember))
        for label, text in (
            (self._state, self._state_text()),
            (self._sheet, self._sheet_text()),
            (self._fault, self._fault_text()),
        ):
            label.setText(text)
            label.setVisible(bool(text))
        self.setVisible(known)

    def _state_text(self) -> str:
        if self._standing is None:
            return ""
        if self._standing.encrypted:
            return _(
                "This office file is encrypted. It opens with its password or with the recovery "
                "sheet."
            )
        return _(
            "This office file has no password. Anyone who has this computer or a copy of the file "
            "can read it."
        )

    def _sheet_text(self) -> str:
        standing = self._standing
        if standing is None or standing.printed is None:
            return ""
        return _("Recovery sheet last printed or saved: {day} ({age})").format(
            day=dates.date_short(current(), standing.printed),
            age=age(standing.printed, self._desk.today()),
        )

    def _fault_text(self) -> str:
        standing = self._standing
        if standing is None or standing.keys_fault is None:
            return ""
        return _("{reason} A new password makes a new key file.").format(
            reason=words.problem(standing.keys_fault)
        )


def _minutes_text(code: str) -> str:
    minutes = int(code)
    if not minutes:
        return _("Never")
    return ngettext("{n} minute", "{n} minutes", minutes).format(n=minutes)
