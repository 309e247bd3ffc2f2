"""The commands that encrypt an office file, and those that see to its password."""

import os
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.cli.passphrase import new_passphrase
from desktop.cli.work import Work, now
from desktop.errors import Problem
from desktop.language import _
from desktop.store.backups import folder_of, next_path
from desktop.store.cipher import Key
from desktop.store.identify import is_locked, schema_of
from desktop.store.office import OfficeFile
from desktop.store.protect import change_passphrase, decrypt, encrypt, mark_printed
from desktop.store.remember import available, forget, is_remembered, remember


def add_commands(add: Callable[[str, str], ArgumentParser]) -> None:
    """Let these commands be typed; `add` makes one, of a name and a help text."""
    add("encrypt", _("encrypt the office file with a password, after a backup"))
    add("decrypt", _("let everybody read the office file again, after a backup"))
    changing = add("password", _("change the password of the office file"))
    changing.add_argument(
        "--new-passphrase-fd",
        metavar="N",
        type=int,
        help=_("read the new password from this open descriptor"),
    )
    sheet = add("recovery-sheet", _("write the sheet that opens the office file without password"))
    sheet.add_argument("file", metavar="OUT.pdf", type=Path, help=_("the file to write"))
    sheet.add_argument("--force", action="store_true", help=_("replace a file that is there"))
    add("remember", _("let this computer open the office file without password"))
    add("forget", _("let this computer ask for the password again"))


def add_plain(parser: ArgumentParser) -> None:
    """Let a new file be asked for that is not encrypted."""
    parser.add_argument(
        "--without-passphrase",
        action="store_true",
        help=_("do not encrypt it: everybody who has the file can read it"),
    )


class Protecting(Work):
    """Commands about who can open the office file."""

    def _new(self) -> None:
        options = self._options
        passphrase = None
        if not options.without_passphrase:
            passphrase = new_passphrase(options.passphrase_fd, "--passphrase-fd")
        OfficeFile.create(options.file, self._author(), passphrase=passphrase).close()
        print(_("Made {path}").format(path=options.file))
        if passphrase is not None:
            print(_("Print its recovery sheet, too: “kakehashi recovery-sheet OUT.pdf”"))

    def _encrypt(self) -> None:
        path = self._path()
        if is_locked(path):
            raise Problem("file_encrypted", path=str(path))
        schema_of(path)
        passphrase = new_passphrase(self._options.passphrase_fd, "--passphrase-fd")
        backup = _backup_of(path)
        encrypt(path, passphrase, backup)
        print(_("Encrypted: {path}").format(path=path))
        print(_("A backup from before lies in {path}").format(path=backup))
        print(_("Print its recovery sheet, too: “kakehashi recovery-sheet OUT.pdf”"))

    def _decrypt(self) -> None:
        path, key = self._locked()
        backup = _backup_of(path)
        decrypt(path, key, backup)
        print(_("Not encrypted any more: {path}").format(path=path))
        print(_("A backup from before lies in {path}").format(path=backup))

    def _password(self) -> None:
        path, key = self._locked()
        passphrase = new_passphrase(self._options.new_passphrase_fd, "--new-passphrase-fd")
        change_passphrase(path, key, passphrase)
        print(_("The password is changed. Computers that remembered it ask for the new one."))

    def _recovery_sheet(self) -> None:
        from desktop.making.recovery import recovery_sheet

        path, key = self._locked()
        self._refuse_over(self._options.file)
        day = self._today()
        sheet = recovery_sheet(self._settings.office_name, path, key, day, [self._say.code])
        with _for_own_eyes():
            self._write(self._options.file, sheet)
        mark_printed(path, day)
        print(_("Print it and then delete that file: whoever has it can read the whole office."))

    def _remember(self) -> None:
        path, key = self._locked()
        if not available():
            raise Problem("keyring_missing")
        remember(path, key, self._computer())
        print(_("This computer opens {path} without the password.").format(path=path))

    def _forget(self) -> None:
        path = self._path()
        if not is_locked(path):
            raise Problem("file_plain", path=str(path))
        if is_remembered(path, self._computer()):
            forget(path, self._computer())
        print(_("This computer asks for the password of {path}.").format(path=path))

    def _locked(self) -> tuple[Path, Key]:
        """The office file that is encrypted, and its key, which is known to open it."""
        path = self._path()
        key = self._key(path)
        schema_of(path, key)
        if key is None:
            raise Problem("file_plain", path=str(path))
        return path, key


def _backup_of(path: Path) -> Path:
    """Where a backup goes that is made now: with the others of that office file."""
    return next_path(folder_of(path), now())


@contextmanager
def _for_own_eyes() -> Iterator[None]:
    """Let no other user of this computer read what is written."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)
