"""Copies of a live office file that count only after they were opened and checked."""

import os
from contextlib import suppress
from pathlib import Path

from desktop.domain.base import new_id
from desktop.errors import Problem
from desktop.files import settle, write_file
from desktop.store.cipher import Key, check_written, connected
from desktop.store.driver import sqlite
from desktop.store.identify import check_sound
from desktop.store.keys import keys_path


def back_up(source: Path, target: Path, key: Key | None = None) -> None:
    """Copy a file through SQLite's backup API, check the copy, then put it in place.

    Copying the file itself would miss what is still in the write-ahead log. All pages go at
    once: in small steps a busy file never ends. An encrypted copy is encrypted with the same
    key, and has its key file beside it. Raises Problem `backup_failed`.
    """
    partial = target.with_name(f".{target.name}.{new_id()}.part")
    try:
        if target.exists() and target.samefile(source):
            raise OSError("a file cannot be its own copy")
        partial.open("xb").close()
        with connected(source, key) as origin, connected(partial, key) as copy:
            origin.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode=DELETE")
        check_sound(partial, key, thorough=True)
        check_written(partial, key)
        with partial.open("r+b") as file:
            os.fsync(file.fileno())
        if key is not None:
            _copy_keys(source, target)
        partial.replace(target)
        settle(target.parent)
    except (sqlite.Error, OSError, Problem) as error:
        reason = error.values.get("reason", error.code) if isinstance(error, Problem) else error
        raise Problem("backup_failed", path=str(target), reason=str(reason)) from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _copy_keys(source: Path, target: Path) -> None:
    """Give the copy its key file; without one of its own, the recovery sheet alone opens both."""
    with suppress(FileNotFoundError):
        write_file(keys_path(target), keys_path(source).read_bytes())
