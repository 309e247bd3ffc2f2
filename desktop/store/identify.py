"""What a file is, found out by reading alone, so that a wrong one stays byte for byte the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.errors import Problem
from desktop.files import open_ordinary
from desktop.store.cipher import PLAIN_HEADER, Key, connected, looks_encrypted
from desktop.store.connection import APPLICATION_ID
from desktop.store.driver import sqlite
from desktop.store.keys import keys_path, read_keys
from desktop.store.migrate import SCHEMA_VERSION

# Byte offsets in the database header (sqlite.org/fileformat2.html §1.3).
_USER_VERSION, _APPLICATION_ID = 60, 68


def schema_of(path: Path, key: Key | None = None) -> int:
    """The schema version of an office file.

    Raises Problem `file_missing`, `file_empty`, `file_foreign`, `file_newer`, `file_damaged`,
    `file_unreadable`, `file_locked` (it is encrypted, and no key is given) or `key_wrong`, each
    with `path`; the file is not written to in any case.
    """
    header = _header(path)
    if not header.startswith(PLAIN_HEADER):
        version = _encrypted_version(path, key)
    elif len(header) < 100 or _number(header, _APPLICATION_ID) != APPLICATION_ID:
        raise Problem("file_foreign", path=str(path))
    else:
        version = _number(header, _USER_VERSION)
    if version > SCHEMA_VERSION:
        raise Problem("file_newer", path=str(path), version=version, known=SCHEMA_VERSION)
    if version < 1:
        raise Problem("file_foreign", path=str(path))
    return version


def is_locked(path: Path) -> bool:
    """Whether a file wants a passphrase or a recovery sheet before it can be opened.

    Raises Problem as `schema_of` for what cannot be read at all.
    """
    return not _header(path).startswith(PLAIN_HEADER) and _may_be_encrypted(path)


def check_sound(path: Path, key: Key | None = None, *, thorough: bool = False) -> None:
    """Refuse a damaged file with Problem `file_damaged`, and a newer one, writing nothing.

    A thorough check also compares each index with its table, and each encrypted page with its
    authentication code.
    """
    try:
        with looked_into(path, key) as connection:
            ask = connection.execute
            faults = faults_of(connection, key, thorough=thorough)
            (revisions,) = ask("SELECT count(*) FROM alembic_version").fetchone()
            # The log may hold a newer version than the header of the file itself.
            (version,) = ask("PRAGMA user_version").fetchone()
    except sqlite.Error as error:
        raise Problem("file_damaged", path=str(path), reason=str(error)) from error
    if faults or not revisions:
        raise Problem("file_damaged", path=str(path), reason=faults or "no version")
    if version > SCHEMA_VERSION:
        raise Problem("file_newer", path=str(path), version=version, known=SCHEMA_VERSION)


@contextmanager
def looked_into(path: Path, key: Key | None) -> Iterator[Any]:
    """A bare connection that only reads, and leaves nothing beside the file.

    Raises what the driver raises.
    """
    # With a log beside it the newest pages are there; without one, nothing may be created.
    live = path.with_name(path.name + "-wal").exists()
    index = path.with_name(path.name + "-shm")
    left_by_others = index.exists()
    try:
        with connected(path, key, mode="ro", immutable=not live) as connection:
            yield connection
    finally:
        if not left_by_others:
            index.unlink(missing_ok=True)


def faults_of(connection: Any, key: Key | None, *, thorough: bool) -> str:
    """What a look through all pages finds first, in SQLite's words; "" for nothing.

    Raises what the driver raises.
    """
    ask = connection.execute
    (verdict,) = ask(f"PRAGMA {'integrity' if thorough else 'quick'}_check").fetchone()
    if verdict != "ok":
        return str(verdict)
    forged = ask("PRAGMA cipher_integrity_check").fetchone() if key and thorough else None
    return str(forged[0]) if forged else ""


def _header(path: Path) -> bytes:
    name = str(path)
    try:
        with open_ordinary(path) as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Problem("file_missing", path=name) from error
    except OSError as error:
        raise Problem("file_unreadable", path=name, reason=str(error)) from error
    if not header:
        raise Problem("file_empty", path=name)
    return header


def _may_be_encrypted(path: Path) -> bool:
    try:
        # Where the key file is lost, the recovery sheet still opens what it opened before.
        return keys_path(path).exists() or looks_encrypted(path)
    except OSError as error:
        raise Problem("file_unreadable", path=str(path), reason=str(error)) from error


def _encrypted_version(path: Path, key: Key | None) -> int:
    if not _may_be_encrypted(path):
        raise Problem("file_foreign", path=str(path))
    if key is None:
        raise Problem("file_locked", path=str(path))
    # An encrypted header can be read only as a whole page, and a log beside it may be newer.
    live = path.with_name(path.name + "-wal").exists()
    try:
        with connected(path, key, mode="ro", immutable=not live) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (version,) = connection.execute("PRAGMA user_version").fetchone()
    except sqlite.Error as error:
        raise _unlockable(path, key) from error
    if application != APPLICATION_ID:
        raise Problem("file_foreign", path=str(path))
    return int(version)


def _unlockable(path: Path, key: Key) -> Problem:
    """Why the first page does not open: damage if the key is known to be right, else the key."""
    try:
        right = read_keys(path).fingerprint == key.fingerprint()
    except Problem:
        right = False
    if right:
        return Problem("file_damaged", path=str(path), reason="the first page does not open")
    return Problem("key_wrong", path=str(path))


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")
