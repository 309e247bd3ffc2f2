"""Getting out of a damaged office file what can still be read, into a fresh one that is sound.

Tables are read row by row around the pages that do not open. What is lost in its table is made
again from the change log, which holds every value a second time.
"""

# ruff: noqa: S608 (the names in these queries are those of the schema)

import json
import shutil
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import delete, func, inspect, select
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import Session, make_transient

from desktop.domain.base import Base, Entity
from desktop.errors import Problem
from desktop.files import settle, write_file
from desktop.store.backups import newest_good, verify
from desktop.store.cipher import Key, connected, is_plain
from desktop.store.connection import APPLICATION_ID, make_engine
from desktop.store.derive import derive
from desktop.store.driver import sqlite
from desktop.store.half_made import FOLDER, take_name
from desktop.store.keys import keys_path
from desktop.store.log import CHANGED, CREATED, DELETED, SETTLE, Change, Unit
from desktop.store.migrate import SCHEMA_VERSION, upgrade
from desktop.store.office import OfficeFile, companions
from desktop.store.tree import classes
from desktop.store.unaltered import altered
from desktop.store.values import forget_composites, from_json, stored_columns

__all__ = ["Salvaged", "newest_good", "salvage"]

# How often a table may fail to be read before what is left of it is given up: each fault costs
# some milliseconds, and a bad page hides a few thousand rows at most. Where nothing was read at
# all, its root is gone, and the rest with it.
_PATIENCE, _HOPELESS = 4000, 200
_INTERIOR, _LEAF = 5, 13  # sorts of pages of a table
_NOTHING = bytes([6, 1, 6, 0, 0, 0, 0, 0])  # a row of five times NULL: no page may be empty
_SMALLEST = 32  # bytes of a row: where no index tells how many there are, the file's size does


@dataclass(frozen=True, slots=True)
class Salvaged:
    """What came out: rows by kind (table name), and how many that are known of are lost.

    `actions` is how many actions the change log still holds.
    """

    rows: Mapping[str, int]
    lost: Mapping[str, int]
    actions: int


def salvage(path: Path, target: Path, key: Key | None) -> Salvaged:
    """Make a fresh office file of what can be read of a damaged one, which stays as it is.

    It is encrypted with the same key, and has the same key file. Raises Problem `file_exists`,
    `salvage_nothing` (path), `file_newer`, `file_unwritable` or `file_full`.
    """
    try:
        if target.exists() or (key is not None and _has_other_keys(path, target)):
            raise Problem("file_exists", path=str(target))
        with TemporaryDirectory(
            dir=target.parent, prefix=f".{target.name}{FOLDER}", ignore_cleanup_errors=True
        ) as folder:
            # Even reading would leave traces beside a file that has a log.
            copy, fresh = Path(folder) / "damaged.kakehashi", Path(folder) / "fresh.kakehashi"
            shutil.copyfile(path, copy)
            if companions(path)[0].exists():
                shutil.copyfile(companions(path)[0], companions(copy)[0])
            if is_plain(copy):
                _mend_schema(copy)
            with closing(_Reader(copy, key)) as reader:
                version = reader.version(path)
                known = _copied(reader, fresh, key, version, path)
            salvaged = _made_sound(fresh, key, known, path)
            if key is not None and keys_path(path).exists():
                write_file(keys_path(target), keys_path(path).read_bytes())
            take_name(fresh, target)
            settle(target.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem("file_unwritable", path=str(target), reason=reason) from error
    return salvaged


def _has_other_keys(path: Path, target: Path) -> bool:
    """Whether a key file is in the way; the same one may be left of a try that was killed."""
    here, there = keys_path(path), keys_path(target)
    if not there.exists():
        return False
    return here == there or not here.exists() or here.read_bytes() != there.read_bytes()


def _mend_schema(path: Path) -> None:
    """Empty the damaged pages of a copy's schema, behind which SQLite would read none of the rest.

    What is done to a page of an encrypted file takes its key away from it, so this is for plain
    ones. The layout is that of sqlite.org/fileformat2.html §1.6.
    """
    with path.open("r+b") as file:
        first = file.read(65536)
        size = int.from_bytes(first[16:18], "big")
        if size < 512 or first[100] != _INTERIOR:
            return
        count = int.from_bytes(first[103:105], "big")
        cells = (int.from_bytes(first[at : at + 2], "big") for at in range(112, 112 + 2 * count, 2))
        for at in (108, *cells):
            page = int.from_bytes(first[at : at + 4], "big")
            file.seek((page - 1) * size)
            if 0 < page * size <= path.stat().st_size and file.read(1)[0] != _LEAF:
                file.seek((page - 1) * size)
                place = (size - len(_NOTHING)).to_bytes(2, "big")
                page_head = bytes([_LEAF, 0, 0, 0, 1]) + place + b"\0" + place
                file.write(page_head.ljust(size - len(_NOTHING), b"\0") + _NOTHING)


class _Reader:
    """Asks a damaged file, and opens it anew after a fault, as the cipher does not forget one."""

    def __init__(self, path: Path, key: Key | None) -> None:
        self._path, self._key = path, key
        self.size = path.stat().st_size
        self._opened: Any = None
        self._connection: Any = None

    def ask(self, statement: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query as far as they come; raises what the driver does."""
        try:
            if self._connection is None:
                self._opened = connected(self._path, self._key)
                self._connection = self._opened.__enter__()
                self._connection.text_factory = _text
                for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "writable_schema=ON"):
                    # With a schema that may be written, as much of it is used as can be read.
                    self._connection.execute(f"PRAGMA {pragma}")
            yield from self._connection.execute(statement, values)
        except (sqlite.Error, OverflowError, MemoryError):
            self.close()
            raise

    def version(self, path: Path) -> int:
        """The schema version; Problem where not even that can be read, or it is not ours."""
        try:
            ((application,),) = self.ask("PRAGMA application_id")
            ((version,),) = self.ask("PRAGMA user_version")
        except (sqlite.Error, ValueError) as error:
            raise Problem("salvage_nothing", path=str(path)) from error
        if application != APPLICATION_ID or version < 1:
            raise Problem("salvage_nothing", path=str(path))
        if version > SCHEMA_VERSION:
            raise Problem("file_newer", path=str(path), version=version, known=SCHEMA_VERSION)
        return int(version)

    def close(self) -> None:
        """Let the file go; the next question opens it again."""
        if self._opened is not None:
            with suppress(sqlite.Error):
                self._opened.__exit__(None, None, None)
        self._opened = self._connection = None


def _text(raw: bytes) -> str:
    return raw.decode(errors="replace")


class _Rows:
    """The rows of a table in the order of their numbers, around what cannot be read."""

    def __init__(self, reader: _Reader, table: str, columns: Iterable[str]) -> None:
        self._reader = reader
        self._table = table
        listed = "".join(f', "{column}"' for column in columns)
        self._query = (
            f'SELECT rowid{listed} FROM "{table}" NOT INDEXED '
            "WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        )
        self.faults = 0
        self._read = False

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        # The widest stretches first, so that patience ends with the most rows read.
        left = deque([(0, self._last())])
        while left and self.faults < (_PATIENCE if self._read else _HOPELESS):
            first, last = left.popleft()
            try:
                for row in self._reader.ask(self._query, first, last):
                    if not first <= row[0] <= last:
                        raise sqlite.DatabaseError("a page leads back to another")
                    first, self._read = row[0] + 1, True
                    yield row[1:]
                self._read = True
            except (sqlite.Error, OverflowError, MemoryError) as error:
                self.faults += 1
                if "no such table" in str(error):  # where it begins was lost with the schema
                    return
                if first < last:
                    middle = (first + last) // 2
                    left += [(first, middle), (middle + 1, last)]

    def _last(self) -> int:
        """The number of the last row, from the table itself or else from an index of it."""
        indexes = []
        with suppress(sqlite.Error):
            indexes = [row[1] for row in self._reader.ask(f'PRAGMA index_list("{self._table}")')]
        for way in ("NOT INDEXED", *(f'INDEXED BY "{name}"' for name in indexes)):
            with suppress(sqlite.Error, ValueError):
                ((last,),) = self._reader.ask(f'SELECT max(rowid) FROM "{self._table}" {way}')
                return int(last or 0)
        return self._reader.size // _SMALLEST


def _copied(
    reader: _Reader, fresh: Path, key: Key | None, version: int, path: Path
) -> dict[str, set[str]]:
    """Copy what can be read; gives the kinds that had faults, with what an index knows of them."""
    fresh.open("xb").close()
    if version == SCHEMA_VERSION:
        upgrade(fresh, key=key)
    damaged: dict[str, set[str]] = {}
    foreign = _foreign(reader)
    with connected(fresh, key) as target:
        if version < SCHEMA_VERSION:
            _same_schema(reader, target, version, path)
        tables = [name for (name,) in target.execute(_TABLES).fetchall()]
        for table in tables:
            if table == "alembic_version" and version == SCHEMA_VERSION:
                continue
            if table in foreign:
                damaged[table] = set()
                continue
            columns = [row[1] for row in target.execute(f'PRAGMA table_info("{table}")')]
            rows = _Rows(reader, table, columns)
            marks = ", ".join("?" * len(columns))
            # What a page that was written over seems to hold may break every rule.
            target.executemany(f'INSERT OR IGNORE INTO "{table}" VALUES ({marks})', rows)
            if rows.faults:
                damaged[table] = _indexed(reader, table)
        if version < SCHEMA_VERSION:
            _let_go(target)
        target.commit()
    if version < SCHEMA_VERSION:
        try:
            upgrade(fresh, key=key)
        except Problem as problem:
            raise Problem("salvage_nothing", path=str(path)) from problem
    return damaged


_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


def _foreign(reader: _Reader) -> set[str]:
    """The names of what brings rules of its own, which are neither taken over nor followed."""
    found: set[str] = set()
    with suppress(sqlite.Error):
        for one in reader.ask("SELECT type, name, sql FROM sqlite_master"):
            found.update(altered([one]))
    return found


def _same_schema(reader: _Reader, target: Any, version: int, path: Path) -> None:
    """Give a new file the schema of the damaged one, which migrations then bring up to date."""
    try:
        for kind, name, statement in reader.ask(
            "SELECT type, name, sql FROM sqlite_master"
            " WHERE sql IS NOT NULL ORDER BY type = 'index'"
        ):
            if next(altered([(kind, name, statement)]), None) is None:
                target.execute(statement)
    except sqlite.Error as error:
        raise Problem("salvage_nothing", path=str(path)) from error
    target.execute(f"PRAGMA application_id={APPLICATION_ID}")
    target.execute(f"PRAGMA user_version={version}")


def _indexed(reader: _Reader, table: str) -> set[str]:
    """The identities in the index of a table of entities, as far as it can be read."""
    found: set[str] = set()
    if table in classes():
        with suppress(sqlite.Error):
            for (one,) in reader.ask(
                f'SELECT id FROM "{table}" INDEXED BY "sqlite_autoindex_{table}_1" ORDER BY id'
            ):
                found.add(_dashed(one))
    return found


def _dashed(one: object) -> str:
    text = str(one)
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


def _let_go(target: Any) -> None:
    """Drop what belongs to something that is lost; where it merely refers to that, let go."""
    while dangling := target.execute("PRAGMA foreign_key_check").fetchall():
        for table, rowid, _parent, number in dangling:
            keys = target.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            column = next(key[3] for key in keys if key[0] == number)
            known = Base.metadata.tables.get(table)
            about = None if known is None else known.columns.get(column)
            if about is not None and about.nullable and not about.info.get("owner"):
                target.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (rowid,))
            else:
                target.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))


def _made_sound(
    fresh: Path, key: Key | None, damaged: Mapping[str, set[str]], path: Path
) -> Salvaged:
    engine = make_engine(fresh, key, foreign_keys=False)
    try:
        with Session(engine.execution_options(write=True)) as session:
            known = {
                kind: {*session.scalars(select(cls.id)), *damaged.get(kind, ())}
                for kind, cls in classes().items()
            }
            for kind, values in _in_the_log(session, set(classes()) & set(damaged)):
                known[kind].add(str(values["id"]))
                _make_again(session, classes()[kind], values)
            for cls in classes().values():
                _drop_unreadable(session, cls)
            session.commit()
    finally:
        engine.dispose()
    with connected(fresh, key) as target:
        _let_go(target)
        target.commit()
    with closing(OfficeFile.open(fresh, key=key)) as office:
        with office.writing("office.import", mode=SETTLE) as session:
            _begin_in_the_log(session)
        with office.reading() as session:
            rows, lost = Counter[str](), Counter[str]()
            for kind, cls in classes().items():
                there = set(session.scalars(select(cls.id)))
                rows[kind] = len(there)
                lost[kind] = len(known[kind] - there)
            actions = session.scalar(select(func.count(Unit.seq))) or 0
    if not +rows:
        raise Problem("salvage_nothing", path=str(path))
    verify(fresh, key)
    return Salvaged(dict(+rows), dict(+lost), actions)


def _in_the_log(session: Session, kinds: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """What stands of these kinds as the change log tells it, each with its latest values."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    query = (
        select(Change.kind, Change.entity_id, Change.action, Change.field)
        .add_columns(Change.after)
        .where(Change.kind.in_(kinds))
        .order_by(Change.unit, Change.step)
    )
    for kind, entity_id, action, field, after in session.execute(query):
        with suppress(ValueError, KeyError, TypeError):
            if action == CREATED:
                found[kind, entity_id] = {**json.loads(after), "id": entity_id}
            elif action == CHANGED:
                found[kind, entity_id][field] = json.loads(after)
            elif action == DELETED:
                found.pop((kind, entity_id), None)
    for (kind, _entity_id), values in found.items():
        yield kind, values


def _make_again(session: Session, cls: type[Entity], values: Mapping[str, Any]) -> None:
    """Put an entity back that its table lost, unless it no longer fits."""
    columns = stored_columns(inspect(cls))
    if session.scalar(select(cls.id).where(cls.id == values["id"])) is not None:
        return
    with suppress(IntegrityError, StatementError, ValueError, TypeError), session.begin_nested():
        entity = cls(
            **{key: from_json(columns[key], one) for key, one in values.items() if key in columns}
        )
        forget_composites(entity)
        derive(entity)
        session.add(entity)


def _drop_unreadable(session: Session, cls: type[Entity]) -> None:
    """Drop the rows of a kind that hold what no value of their columns can be."""
    try:
        for _entity in session.scalars(select(cls).execution_options(yield_per=1000)):
            pass
        return
    except (ValueError, TypeError, StatementError):
        session.expunge_all()
    run = session.connection().exec_driver_sql
    for (rowid,) in run(f'SELECT rowid FROM "{cls.__tablename__}"').fetchall():
        raw = run(f'SELECT id FROM "{cls.__tablename__}" WHERE rowid = ?', (rowid,)).scalar()
        try:
            session.scalars(select(cls).where(cls.id == _dashed(raw))).one()
        except Exception:  # noqa: BLE001 (whatever keeps it from being read would do so again)
            run(f'DELETE FROM "{cls.__tablename__}" WHERE rowid = ?', (rowid,))
        session.expunge_all()


def _begin_in_the_log(session: Session) -> None:
    """Have everything begin in the change log whose beginning there is lost."""
    for kind, cls in classes().items():
        begun = select(Change.seq).where(Change.entity_id == cls.id, Change.action == CREATED)
        for entity in session.scalars(select(cls).where(~begun.exists())).all():
            make_transient(entity)
            session.connection().execute(
                delete(Base.metadata.tables[kind]).where(cls.id == entity.id)
            )
            session.add(entity)
