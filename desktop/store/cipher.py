"""The key of an encrypted office file, and connections that are keyed or not made at all."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from desktop.errors import Problem
from desktop.store.driver import sqlite

KEY_BYTES = 32
PLAIN_HEADER = b"SQLite format 3\0"
# SQLCipher's own page size; each page has its own authentication code.
_PAGE = 4096


@dataclass(frozen=True, slots=True)
class Key:
    """The 32 random bytes that an office file is encrypted with (SQLCipher's raw key)."""

    raw: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if len(self.raw) != KEY_BYTES:
            raise ValueError(f"a key has {KEY_BYTES} bytes")

    @classmethod
    def new(cls) -> Self:
        """A key that nobody had before."""
        return cls(secrets.token_bytes(KEY_BYTES))

    def literal(self) -> str:
        """The key as SQLCipher takes a raw one, from which nothing is derived."""
        return f"x'{self.raw.hex()}'"

    def pragma(self) -> str:
        """The statement that gives a connection this key."""
        return f'PRAGMA key = "{self.literal()}"'

    def fingerprint(self) -> str:
        """Eight letters and digits that tell keys apart and give nothing of this one away."""
        mark = hmac.digest(self.raw, b"kakehashi office key", hashlib.sha256)
        return mark[:4].hex().upper()

    def derived(self, purpose: str) -> bytes:
        """Another 32 bytes, for what lies beside the file and is of the same secret."""
        return hmac.digest(self.raw, purpose.encode(), hashlib.sha256)


def is_plain(path: Path) -> bool:
    """Whether a file is a database that anybody can read. Raises OSError."""
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def looks_encrypted(path: Path) -> bool:
    """Whether a file may be an encrypted database: whole pages of what has no pattern.

    Raises OSError.
    """
    size = path.stat().st_size
    if size == 0 or size % _PAGE:
        return False
    with path.open("rb") as file:
        page = file.read(_PAGE)
    # Of 4,096 random bytes hardly ever fewer than 250 different ones come up.
    return not page.startswith(PLAIN_HEADER) and len(set(page)) >= 200


def unlock(connection: Any, key: Key | None) -> None:
    """Key a new connection before anything else is asked of it; without a key it stays plain.

    Raises Problem `cipher_missing` when the library in use cannot encrypt: it would write in
    clear and say nothing.
    """
    if key is not None:
        connection.execute(key.pragma())
        if connection.execute("PRAGMA cipher_version").fetchone() in (None, ("",), (None,)):
            connection.close()
            raise Problem("cipher_missing")
    # Only after the key: what a connection is asked first settles what the file is.
    connection.execute("PRAGMA cipher_log_level=NONE")


@contextmanager
def connected(
    path: Path, key: Key | None, *, mode: str = "rw", immutable: bool = False
) -> Iterator[Any]:
    """A bare connection to a file that exists (`mode` is SQLite's "ro" or "rw"), closed at the end.

    Raises what the driver raises, and Problem `cipher_missing`.
    """
    uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
    connection = sqlite.connect(uri, uri=True)
    try:
        unlock(connection, key)
        yield connection
    finally:
        connection.close()


def check_written(path: Path, key: Key | None) -> None:
    """Refuse a file that was to be encrypted and lies there in clear; Problem `cipher_missing`."""
    if key is not None and is_plain(path):
        raise Problem("cipher_missing")
