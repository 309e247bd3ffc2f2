"""What a file is, found out by reading alone, so that a wrong one stays byte for byte the same."""

from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop.errors import Problem
from desktop.store.connection import APPLICATION_ID
from desktop.store.migrate import SCHEMA_VERSION

_MAGIC = b"SQLite format 3\0"
# Byte offsets in the database header (sqlite.org/fileformat2.html §1.3).
_USER_VERSION, _APPLICATION_ID = 60, 68


def schema_of(path: Path) -> int:
    """The schema version of an office file.

    Raises Problem `file_missing`, `file_empty`, `file_foreign`, `file_newer`, `file_damaged` or
    `file_unreadable`, each with `path`; the file is not written to in any case.
    """
    name = str(path)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Problem("file_missing", path=name) from error
    except OSError as error:
        raise Problem("file_unreadable", path=name, reason=str(error)) from error
    if not header:
        raise Problem("file_empty", path=name)
    if not header.startswith(_MAGIC) or len(header) < 100:
        raise Problem("file_foreign", path=name)
    if _number(header, _APPLICATION_ID) != APPLICATION_ID:
        raise Problem("file_foreign", path=name)
    version = _number(header, _USER_VERSION)
    if version > SCHEMA_VERSION:
        raise Problem("file_newer", path=name, version=version, known=SCHEMA_VERSION)
    if version < 1:
        raise Problem("file_foreign", path=name)
    return version


def check_sound(path: Path) -> None:
    """Refuse a damaged file with Problem `file_damaged`, and a newer one, writing nothing."""
    # With a log beside it the newest pages are there; without one, nothing may be created.
    live = path.with_name(path.name + "-wal").exists()
    index = path.with_name(path.name + "-shm")
    left_by_others = index.exists()
    uri = f"{path.absolute().as_uri()}?mode=ro" + ("" if live else "&immutable=1")
    try:
        connection = sqlite.connect(uri, uri=True)
        try:
            connection.execute("PRAGMA cipher_log_level=NONE")
            (verdict,) = connection.execute("PRAGMA quick_check").fetchone()
            (revisions,) = connection.execute("SELECT count(*) FROM alembic_version").fetchone()
            # The log may hold a newer version than the header of the file itself.
            (version,) = connection.execute("PRAGMA user_version").fetchone()
        finally:
            connection.close()
            if not left_by_others:
                index.unlink(missing_ok=True)
    except sqlite.Error as error:
        raise Problem("file_damaged", path=str(path), reason=str(error)) from error
    if verdict != "ok" or not revisions:
        raise Problem("file_damaged", path=str(path), reason=str(verdict))
    if version > SCHEMA_VERSION:
        raise Problem("file_newer", path=str(path), version=version, known=SCHEMA_VERSION)


def _number(header: bytes, offset: int) -> int:
    return int.from_bytes(header[offset : offset + 4], "big")
