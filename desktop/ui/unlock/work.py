"""What takes some tenths of a second when an encrypted office file is opened; no Qt here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.errors import Problem
from desktop.store.identify import schema_of
from desktop.store.keys import key_of_code, keys_path, read_keys

if TYPE_CHECKING:
    from desktop.store.cipher import Key
    from desktop.store.office import OfficeFile

Opening = Callable[[Path, "Key"], "OfficeFile"]


@dataclass(frozen=True)
class Opened:
    """An office file that is open now; `problem` is what did not work beside it."""

    office: OfficeFile
    problem: Problem | None = None


class Damaged(Exception):
    """The key is right, and the file is not: there is help for that which needs the key."""

    def __init__(self, problem: Problem, key: Key) -> None:
        super().__init__(problem)
        self.problem, self.key = problem, key


def open_remembered(path: Path, computer: str, opening: Opening) -> Opened | None:
    """Open a file with what this computer remembers; None when it does not, or not rightly.

    Raises Problem as `OfficeFile.open`, and Damaged.
    """
    # Imported here: it asks the computer's keyring, which most files never need.
    from desktop.store.remember import remembered

    key = remembered(path, computer)
    try:
        return None if key is None else Opened(_open(path, key, opening))
    except Problem as problem:
        if problem.code == "key_wrong":
            return None
        raise


def open_with_password(path: Path, password: str, computer: str, opening: Opening) -> Opened:
    """Open a file with its password, and let `computer` remember it, "" for none.

    Raises Problem `passphrase_wrong`, as `read_keys` and as `OfficeFile.open`, and Damaged.
    """
    key = read_keys(path).unlock(password)
    office = _open(path, key, opening)
    if computer:
        from desktop.store.remember import remember

        try:
            remember(path, key, computer)
        except Problem as problem:
            return Opened(office, problem)
    return Opened(office)


def key_from_sheet(path: Path, code: str) -> Key:
    """The key that a recovery sheet gives, which opens this very file.

    Raises Problem `recovery_code_wrong` and as `schema_of`, and Damaged.
    """
    key = key_of_code(code)
    try:
        schema_of(path, key)
    except Problem as problem:
        if problem.code == "file_damaged":
            raise Damaged(problem, key) from problem
        raise
    return key


def open_with_key(path: Path, key: Key, password: str, opening: Opening) -> Opened:
    """Put the key behind a new password, and open the file.

    Raises Problem as `change_passphrase` and `OfficeFile.open`, and Damaged.
    """
    from desktop.store.protect import change_passphrase

    _keep_of_others(path, key)
    change_passphrase(path, key, password)
    return Opened(_open(path, key, opening))


def _keep_of_others(path: Path, key: Key) -> None:
    """Put a key file of another office file aside: that one may still need it."""
    try:
        keys = read_keys(path)
    except Problem:
        return
    if keys.fingerprint != key.fingerprint():
        keys_path(path).replace(path.with_suffix(f".{keys.fingerprint.lower()}.keys"))


def _open(path: Path, key: Key, opening: Opening) -> OfficeFile:
    try:
        return opening(path, key)
    except Problem as problem:
        if problem.code == "file_damaged":
            raise Damaged(problem, key) from problem
        raise
