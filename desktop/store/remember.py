"""Letting one computer open an office file without the passphrase, through its own keyring.

The keyring (Windows Credential Manager, macOS Keychain, Secret Service) keeps a random secret that
unwraps the key in the key file, never the passphrase. Every program of the same user can read it,
so this is off until it is asked for. A keyring may show a question of its own and wait for it:
none of this is called before the officer asked for it, and never where a window would freeze.
"""

from __future__ import annotations

import base64
import logging
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from desktop.errors import Problem
from desktop.store.cipher import Key
from desktop.store.keys import ComputerSlot, Keys, read_keys, write_keys

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

T = TypeVar("T")
SERVICE = "Kakehashi"
_log = logging.getLogger(__name__)


def available() -> bool:
    """Whether this computer has a keyring that keeps a secret safely."""
    return _keyring() is not None


def remember(path: Path, key: Key, computer: str) -> None:
    """Let this computer open a file by itself.

    Raises Problem `keyring_missing`, `key_wrong` (the key file is of another key),
    `file_unwritable`, and as `read_keys` does.
    """
    keyring, keys = _keyring(), read_keys(path)
    if keys.fingerprint != key.fingerprint():
        raise Problem("key_wrong", path=str(path))
    keys, secret = keys.with_computer(key, computer)
    account = _account(keys, computer)
    try:
        if keyring is None:
            raise LookupError("no keyring")
        keyring.set_password(SERVICE, account, base64.b64encode(secret).decode())
    except Exception as error:
        raise Problem("keyring_missing") from error
    write_keys(path, keys)


def remembered(path: Path, computer: str) -> Key | None:
    """The key, where this computer remembers it; the keyring is asked only then."""
    try:
        keys = read_keys(path)
    except Problem:
        return None
    keyring = _keyring() if _slot(keys, computer) is not None else None
    if keyring is None:
        return None
    kept = _tried(lambda: keyring.get_password(SERVICE, _account(keys, computer)))
    try:
        secret = base64.b64decode(kept or "", validate=True)
    except ValueError:
        return None
    return keys.unlock_remembered(computer, secret)


def is_remembered(path: Path, computer: str) -> bool:
    """Whether the key file lets this computer open the file; the keyring is not asked."""
    try:
        return _slot(read_keys(path), computer) is not None
    except Problem:
        return False


def forget(path: Path, computer: str) -> None:
    """Let this computer not open a file by itself any more; raises as `read_keys` does.

    What the keyring may still hold then opens nothing.
    """
    keys = read_keys(path)
    if _slot(keys, computer) is None:
        return
    write_keys(path, keys.without_computer(computer))
    keyring = _keyring()
    if keyring is None:
        return
    _tried(lambda: keyring.delete_password(SERVICE, _account(keys, computer)))


def _keyring() -> KeyringBackend | None:
    """The keyring of this computer, if it is one that its makers recommend (priority 1 or more)."""

    def find() -> KeyringBackend | None:
        import keyring

        found = keyring.get_keyring()
        return found if found.priority >= 1 else None

    return _tried(find)


def _tried(ask: Callable[[], T]) -> T | None:
    """What the keyring answers; None where it fails, as each system's does in ways of its own."""
    try:
        return ask()
    except Exception as error:  # noqa: BLE001 - backends raise what their systems' libraries do
        _log.info("the keyring failed: %s", type(error).__name__)
        return None


def _slot(keys: Keys, computer: str) -> ComputerSlot | None:
    return next((slot for slot in keys.computers if slot.computer == computer), None)


def _account(keys: Keys, computer: str) -> str:
    return f"{keys.fingerprint} {computer}"
