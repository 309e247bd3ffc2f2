"""Bringing an office file to today's schema, so that nothing is lost on the way."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, func, inspect, select, table
from sqlalchemy.exc import DatabaseError

from desktop.errors import Problem
from desktop.paths import shipped
from desktop.store.cipher import Key
from desktop.store.connection import APPLICATION_ID, make_engine, telling

# `PRAGMA user_version` of a file in today's schema; docs/schema.md tells the history.
SCHEMA_VERSION = 6
# Alembic keeps the migration that runs in a global of its own, so one thread at a time.
_ALEMBIC = Lock()


def upgrade(
    path: Path, before_writing: Callable[[], None] | None = None, key: Key | None = None
) -> None:
    """Run the missing migrations on a file in one transaction, or leave it as it was.

    Alembic rebuilds SQLite tables by dropping the old one, which would delete the rows of their
    children while foreign keys are on: so they are off from before the transaction begins, and
    checked before it ends. `before_writing` makes the backup, `key` is the file's own. Raises
    Problem `migration_failed` (reason, tables), `file_full` or `file_unwritable`.
    """
    if before_writing is not None:
        before_writing()
    engine = make_engine(path, key, foreign_keys=False)
    try:
        with (
            telling(path),
            engine.connect().execution_options(write=True) as connection,
            connection.begin(),
        ):
            counts = _row_counts(connection)
            _run(connection)
            _verify(connection, counts)
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
    except DatabaseError as error:
        raise Problem("migration_failed", reason=str(error.orig), tables=()) from error
    finally:
        engine.dispose()


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        with _ALEMBIC:
            command.upgrade(config, "head")
    except CommandError as error:  # a revision that this program has never heard of
        raise Problem("migration_failed", reason=str(error), tables=()) from error


def _row_counts(connection: Connection) -> dict[str, int]:
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in inspect(connection).get_table_names()
        if name != "alembic_version"
    }


def _verify(connection: Connection, before: dict[str, int]) -> None:
    after = _row_counts(connection)
    lost = sorted(name for name, count in before.items() if after.get(name, 0) < count)
    if lost:
        raise Problem("migration_failed", reason="rows lost", tables=tuple(lost))
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise Problem("migration_failed", reason="foreign keys", tables=())
    if connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() != "ok":
        raise Problem("migration_failed", reason="integrity", tables=())
