"""Encrypting an office file, making it plain again, and the passphrase of an encrypted one.

What lay in clear before a file was encrypted may stay readable on the disk until something else
is written there; only the encryption of the whole disk helps against that.
"""

import os
import shutil
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from desktop.errors import Problem
from desktop.files import settle, write_file
from desktop.store.backup import back_up
from desktop.store.cipher import Key, check_written, connected, is_plain
from desktop.store.connection import telling
from desktop.store.half_made import half_made
from desktop.store.identify import check_sound, is_locked, schema_of
from desktop.store.keys import Keys, keys_path, read_keys, write_keys
from desktop.store.office import companions, locked

LEAST = 8  # characters: NIST SP 800-63B §5.1.1.2

_SHAPE = "SELECT type, name, tbl_name, sql FROM {}.sqlite_master ORDER BY type, name"
_SAME_ROWS = """
    SELECT (SELECT count(*) FROM source."{0}") = (SELECT count(*) FROM main."{0}")
    AND NOT EXISTS (SELECT * FROM source."{0}" EXCEPT SELECT * FROM main."{0}")
"""


def check_passphrase(text: str) -> None:
    """Refuse a passphrase that is too short, however it is typed; Problem `passphrase_short`."""
    if len(unicodedata.normalize("NFKC", text).strip()) < LEAST:
        raise Problem("passphrase_short", least=LEAST)


def change_passphrase(path: Path, key: Key, passphrase: str) -> None:
    """Put the key of a file behind another passphrase, in one step; the file may be open.

    A key file that is lost, damaged or of another file is made anew, and the old one kept under
    another name. Raises Problem
    `passphrase_short`, `file_plain`, `keys_newer`, `keys_unreadable` or `file_unwritable`, and as
    `schema_of` does when the key is not the file's own.
    """
    check_passphrase(passphrase)
    _refuse_plain(path, key)
    try:
        keys = read_keys(path)
    except Problem as problem:
        if problem.code not in ("keys_missing", "keys_damaged"):
            raise
        keys = None
    if keys is None or keys.fingerprint != key.fingerprint():
        _set_aside(keys_path(path))
        write_keys(path, Keys.new(key, passphrase))
    else:
        write_keys(path, keys.with_passphrase(key, passphrase))


def mark_printed(path: Path, on: date) -> None:
    """Remember the day on which the recovery sheet was printed; raises as `read_keys` does."""
    write_keys(path, read_keys(path).with_printed(on))


def encrypt(path: Path, passphrase: str, backup: Path) -> Key:
    """Encrypt a closed file behind a passphrase, after a verified backup with the same new key.

    At each moment there is a file that opens, with the key file it needs. A key file that lies
    there of another time is kept under another name. Raises Problem `passphrase_short`,
    `file_encrypted`, `file_exists` (the backup), `cipher_missing`, `file_damaged`, `file_full`,
    `file_unwritable`, and as `locked` and `schema_of` do; the file is then as it was, and nothing
    is left beside it.
    """
    check_passphrase(passphrase)
    if is_locked(path):
        raise Problem("file_encrypted", path=str(path))
    schema_of(path)
    key = Key.new()
    keys = Keys.new(key, passphrase)
    with locked(path) as office, _undoing(office, backup):
        check_sound(office)
        _copy(office, None, backup, key, keys)
        _set_aside(keys_path(office))
        _copy(office, None, office, key, keys)
    return key


def decrypt(path: Path, key: Key, backup: Path) -> None:
    """Make a closed encrypted file plain again, after a verified backup that stays encrypted.

    The key file goes last: beside a plain file it does no harm. Raises Problem `file_plain`,
    `backup_failed`, and as `encrypt` does; the file is then as it was.
    """
    _refuse_plain(path, key)
    with locked(path) as office, _undoing(office, backup):
        check_sound(office, key)
        back_up(office, backup, key)
        _copy(office, key, office, None, None)
        with suppress(OSError):
            keys_path(office).unlink(missing_ok=True)


def _refuse_plain(path: Path, key: Key) -> None:
    schema_of(path, key)
    if is_plain(path):
        raise Problem("file_plain", path=str(path))


@contextmanager
def _undoing(office: Path, backup: Path) -> Iterator[None]:
    """Take backup and key file back when the office file did not become another one."""
    was_plain = is_plain(office)
    for made in (backup, keys_path(backup)):
        if made.exists():
            raise Problem("file_exists", path=str(made))
    beside = keys_path(office)
    keys = _content(beside)
    aside = None if keys is None else _aside(beside, keys)
    new = [made for made in (backup, keys_path(backup), aside) if made and not made.exists()]
    try:
        yield
    except BaseException as error:
        with suppress(OSError, Problem):
            # Once the office file is the new one, its new key file is the one it needs.
            if is_plain(office) == was_plain:
                _put_back(beside, keys)
                for made in new:
                    with suppress(OSError):
                        made.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _unwritable(office, error) from error
        raise


def _copy(
    source: Path, opens: Key | None, target: Path, key: Key | None, keys: Keys | None
) -> None:
    """Write all of a file into a new one with another key, compare them, then put it in place."""
    partial = half_made(target)
    try:
        partial.open("xb").close()
        shutil.copymode(source, partial)
        with telling(source), connected(partial, key) as connection:
            _export(connection, source, opens)
        _check(partial, key, target)
        with partial.open("r+b") as file:
            os.fsync(file.fileno())
        if keys is not None:
            write_keys(target, keys)
        if target == source:
            _refuse_log(source)
        partial.replace(target)
        # The new names are there; a folder that cannot be synchronised takes nothing back.
        with suppress(OSError):
            settle(target.parent)
    except OSError as error:
        raise _unwritable(target, error) from error
    finally:
        for leftover in (partial, *companions(partial)):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _export(connection: Any, source: Path, opens: Key | None) -> None:
    """Fill a new database from another one, and make sure that nothing of it is missing."""
    uri = f"{source.absolute().as_uri()}?mode=rw"
    # An empty key says that the source is plain; without one, that of the copy would be tried.
    connection.execute("ATTACH ? AS source KEY ?", (uri, opens.literal() if opens else ""))
    # What is not whole is thrown away, and what is whole goes to the disk before it counts.
    connection.execute("PRAGMA main.synchronous=OFF")
    connection.execute("PRAGMA main.journal_mode=MEMORY").fetchall()
    # All of the log must be in the file before another one takes its place.
    connection.execute("PRAGMA source.wal_checkpoint(TRUNCATE)").fetchall()
    connection.execute("SELECT sqlcipher_export('main', 'source')").fetchall()
    for name in ("application_id", "user_version"):
        (value,) = connection.execute(f"PRAGMA source.{name}").fetchone()
        connection.execute(f"PRAGMA main.{name}={int(value)}")
    shapes = [connection.execute(_SHAPE.format(name)).fetchall() for name in ("source", "main")]
    tables = [name for kind, name, *_rest in shapes[0] if kind == "table"]
    differ = [
        name for name in tables if connection.execute(_SAME_ROWS.format(name)).fetchone() != (1,)
    ]
    if shapes[0] != shapes[1] or differ:
        raise Problem("file_damaged", path=str(source), reason=", ".join(differ) or "schema")


def _check(partial: Path, key: Key | None, target: Path) -> None:
    check_written(partial, key)
    try:
        check_sound(partial, key, thorough=True)
    except Problem as problem:
        # Not the office file is damaged: the disk gives back something else than was written.
        reason = problem.values.get("reason", problem.code)
        raise Problem("file_unwritable", path=str(target), reason=reason) from problem


def _refuse_log(path: Path) -> None:
    """Let no log of the old file lie beside the new one: its pages would be put into it."""
    for beside in companions(path):
        if beside.exists():
            raise OSError(f"{beside.name} is still there")


def _set_aside(keys: Path) -> None:
    """Keep a key file that gives way to another one: it may open another file of that name."""
    content = _content(keys)
    if content is not None:
        write_file(_aside(keys, content), content)


def _put_back(keys: Path, content: bytes | None) -> None:
    if content is None:
        keys.unlink(missing_ok=True)
    elif _content(keys) != content:
        write_file(keys, content)


def _content(keys: Path) -> bytes | None:
    """What stands in a key file, None where there is none; Problem `keys_unreadable`."""
    try:
        return keys.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Problem("keys_unreadable", path=str(keys), reason=error.strerror) from error


def _aside(keys: Path, content: bytes) -> Path:
    return keys.with_name(f"{keys.stem}.{sha256(content).hexdigest()[:8]}{keys.suffix}")


def _unwritable(path: Path, error: OSError) -> Problem:
    return Problem("file_unwritable", path=str(path), reason=error.strerror or str(error))
