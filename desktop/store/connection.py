"""The one place that makes an engine for an office file, with the settings that were measured."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import QueuePool

from desktop.domain.base import UnreadableCell
from desktop.errors import Problem
from desktop.store.cipher import Key, unlock
from desktop.store.driver import sqlite

APPLICATION_ID = 0x4B414B45  # "KAKE"

_PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=5000",
    "cache_size=-65536",
    "secure_delete=ON",
    "cell_size_check=ON",
)
_MAC_PRAGMAS = ("fullfsync=ON", "checkpoint_fullfsync=ON")


def make_engine(
    path: Path, key: Key | None = None, *, read_only: bool = False, foreign_keys: bool = True
) -> Engine:
    """An engine for an existing file, encrypted with `key`; opening never creates one (`mode=rw`).

    A connection made with the execution option `write=True` begins with BEGIN IMMEDIATE: a
    transaction that reads first and then writes would fail at once when another has written.
    """
    uri = f"{path.absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"

    def connect() -> Any:
        return sqlite.connect(uri, uri=True, isolation_level=None, check_same_thread=False)

    engine = create_engine(
        "sqlite://",
        module=sqlite,
        creator=connect,
        poolclass=QueuePool,
        pool_reset_on_return=None,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        unlock(connection, key)
        if read_only:
            connection.execute("PRAGMA query_only=ON")
            return
        for pragma in (*_PRAGMAS, *(_MAC_PRAGMAS if sys.platform == "darwin" else ())):
            connection.execute(f"PRAGMA {pragma}")
        if not foreign_keys:
            connection.execute("PRAGMA foreign_keys=OFF")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    @event.listens_for(engine, "reset")
    def reset(connection: Any, *_state: object) -> None:
        # A COMMIT that fails leaves the transaction open, and its lock with it.
        connection.rollback()

    return engine


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """What SQLite says of the disk or the file becomes a Problem; a bug of ours stays an error.

    Raises Problem `file_full`, `file_unwritable` or `file_damaged`.
    """
    try:
        yield
    except UnreadableCell as error:
        raise Problem("file_damaged", path=str(path), reason=str(error)) from error
    except (DatabaseError, sqlite.Error) as error:
        text = str(error.orig if isinstance(error, DatabaseError) else error)
        if "is full" in text:
            raise Problem("file_full", path=str(path)) from error
        if any(sign in text for sign in ("readonly", "locked", "disk I/O", "unable to open")):
            raise Problem("file_unwritable", path=str(path), reason=text) from error
        if any(sign in text for sign in ("malformed", "not a database", "decode to UTF-8")):
            raise Problem("file_damaged", path=str(path), reason=text) from error
        raise
