"""Copies of a live office file that count only after they were opened and checked."""

from contextlib import suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from desktop.domain.base import new_id
from desktop.errors import Problem


def back_up(source: Path, target: Path) -> None:
    """Copy a file through SQLite's backup API, check the copy, then put it in place.

    Copying the file itself would miss what is still in the write-ahead log. All pages go at
    once: in small steps a busy file never ends. Raises Problem `backup_failed`.
    """
    partial = target.with_name(f".{target.name}.{new_id()}.part")
    try:
        if target.exists() and target.samefile(source):
            raise OSError("a file cannot be its own copy")
        origin = sqlite.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True)
        copy = sqlite.connect(partial)
        try:
            origin.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
        finally:
            copy.close()
            origin.close()
        _check(partial)
        partial.replace(target)
    except (sqlite.Error, OSError) as error:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise Problem("backup_failed", path=str(target), reason=str(error)) from error


def _check(path: Path) -> None:
    copy = sqlite.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        result = copy.execute("PRAGMA integrity_check").fetchone()
        if result is None or result[0] != "ok":
            raise sqlite.DatabaseError("the copy is damaged")
    finally:
        copy.close()
