"""Passphrases on the command line: from a descriptor, the keyring or a prompt.

Never from an argument or the environment, which other programs of the same computer can read.
"""

import getpass
import os
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.errors import Problem
from desktop.language import _
from desktop.store.cipher import Key
from desktop.store.identify import is_locked
from desktop.store.keys import key_of_code, read_keys
from desktop.store.protect import check_passphrase
from desktop.store.remember import remembered

_LONGEST = 4096  # bytes of a line


def add_options(parser: ArgumentParser) -> None:
    """Let a command be told where the passphrase or the recovery code is read from."""
    secret = parser.add_mutually_exclusive_group()
    for option, told in (
        ("--passphrase-fd", _("read the password from this open descriptor")),
        ("--recovery-fd", _("read the recovery code from this open descriptor")),
    ):
        secret.add_argument(option, metavar="N", type=int, help=told)


def check_options(parser: ArgumentParser, options: Namespace) -> None:
    """Refuse a descriptor that nothing would be read from."""
    command = str(options.command or "kakehashi")
    if command == "new" and options.without_passphrase:
        command = "new --without-passphrase"
    unread = ("kakehashi", "demo", "forget", "new --without-passphrase")
    told = _("{option} does not go with “{command}”")
    if options.passphrase_fd is not None and command in unread:
        parser.error(told.format(option="--passphrase-fd", command=command))
    if options.recovery_fd is not None and command in (*unread, "new", "encrypt"):
        parser.error(told.format(option="--recovery-fd", command=command))


def key_of(path: Path, options: Namespace, computer: str) -> Key | None:
    """The key that opens an office file, None for a plain one.

    Raises Problem `passphrase_needed` where nobody gives a passphrase, `descriptor_unreadable`,
    and as `is_locked`, `read_keys`, `Keys.unlock` and `key_of_code` do.
    """
    if not is_locked(path):
        return None
    if options.recovery_fd is not None:
        return key_of_code(_line(options.recovery_fd))
    if options.passphrase_fd is not None:
        return read_keys(path).unlock(_line(options.passphrase_fd))
    key = remembered(path, computer)
    if key is not None:
        return key
    keys = read_keys(path)
    if not _at_terminal():
        raise Problem("passphrase_needed", path=str(path))
    return keys.unlock(_asked(_("Password of {path}: ").format(path=path)))


def new_passphrase(descriptor: int | None, option: str) -> str:
    """A passphrase for a file that gets one: typed twice at a terminal, or read once.

    `option` is the one that names the descriptor. Raises Problem `passphrase_missing` (option)
    where nobody gives one, `passphrase_twice`, `passphrase_short` or `descriptor_unreadable`.
    """
    if descriptor is not None:
        passphrase = _line(descriptor)
        check_passphrase(passphrase)
        return passphrase
    if not _at_terminal():
        raise Problem("passphrase_missing", option=option)
    passphrase = _asked(_("New password: "))
    check_passphrase(passphrase)
    if _asked(_("The same password again: ")) != passphrase:
        raise Problem("passphrase_twice")
    return passphrase


def _at_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _asked(prompt: str) -> str:
    try:
        return getpass.getpass(prompt)
    except EOFError:
        raise KeyboardInterrupt from None


def _line(descriptor: int) -> str:
    """The first line of what a descriptor gives; what comes after it is left to others."""
    found = bytearray()
    try:
        while len(found) <= _LONGEST and (byte := os.read(descriptor, 1)) not in (b"", b"\n"):
            found += byte
        text = found.decode().removesuffix("\r")
    except (OSError, OverflowError, UnicodeDecodeError):
        # The cause of the last one would hold what was read.
        raise Problem("descriptor_unreadable", descriptor=descriptor) from None
    if not text or len(found) > _LONGEST:
        raise Problem("descriptor_unreadable", descriptor=descriptor)
    return text
