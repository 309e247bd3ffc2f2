"""A file from elsewhere may bring its own rules; one that does is refused before it is written to.

A trigger, a view or a generated column is code that runs in our connection: a trigger in a file
that somebody sent could erase or copy data at the first change. No office file of ours has any.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from desktop.domain.base import Base
from desktop.errors import Problem
from desktop.store import kept, log, sent, tombstones
from desktop.store.cipher import Key
from desktop.store.driver import sqlite
from desktop.store.identify import looked_into
from desktop.store.migrate import SCHEMA_VERSION

_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'")
# Comments, brackets and operators: where there are none, nothing is hidden from `_QUOTED`.
_ODD = re.compile(r"[^\w\s(),.]|\bdefault\s*\(", re.IGNORECASE)
# What makes a table or an index do more than hold data (sqlite.org/lang_keywords.html).
_RULES = re.compile(
    r"\b(?:always|as|autoincrement|begin|cascade|case|check|collate|conflict|delete|fail|generated"
    r"|glob|ignore|instead|like|match|regexp|replace|restrict|rollback|select|set|stored|strict"
    r"|temp|temporary|trigger|update|using|values|view|virtual|when|where|without)\b",
    re.IGNORECASE,
)
# Only what is imported is mapped.
_OWN = (log.Unit, log.Change, kept.Kept, sent.Sent, tombstones.Tombstone)
# Asked only where there are neither views nor virtual tables.
_COLUMNS = (
    "SELECT m.name, x.name FROM sqlite_master m, pragma_table_xinfo(m.name) x"
    " WHERE m.type = 'table'"
)


def check_unaltered(path: Path, key: Key | None, version: int) -> None:
    """Refuse a file of schema `version` that holds anything but tables and indexes of ours.

    A table or column too many holds data and does nothing, so it may stay; of today's schema none
    may be missing. Raises Problem `file_altered` (path, name) or `file_damaged`; nothing is
    written.
    """
    try:
        with looked_into(path, key) as connection:
            master = connection.execute("SELECT type, name, sql FROM sqlite_master").fetchall()
            foreign = next(altered(master), None)
            if foreign is None and version == SCHEMA_VERSION:
                lacking = _lacking(set(connection.execute(_COLUMNS).fetchall()))
            else:
                lacking = None
    except (sqlite.Error, UnicodeDecodeError) as error:
        raise Problem("file_damaged", path=str(path), reason=str(error)) from error
    if foreign is not None:
        raise Problem("file_altered", path=str(path), name=foreign)
    if lacking is not None:
        raise Problem("file_damaged", path=str(path), reason=f"no {lacking}")


def altered(master: Iterable[tuple[Any, ...]]) -> Iterator[str]:
    """The names of what is no plain table and no plain index, by (type, name, sql) of each."""
    for kind, name, sql in master:
        bare = _QUOTED.sub(" ", str(sql or ""))
        reckoned = kind == "index" and bare.count("(") > 1
        if kind not in ("table", "index") or reckoned or _ODD.search(bare) or _RULES.search(bare):
            yield str(name)


def _lacking(found: set[tuple[str, str]]) -> str | None:
    """The first of our columns that is not there, after its table."""
    ours = Base.metadata.tables.values()
    wanted = {(table.name, column.name) for table in ours for column in table.columns}
    return next((f"{table}.{column}" for table, column in sorted(wanted - found)), None)
