"""Going back to a backup: what that would change, and doing it so that nothing is ever lost."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from desktop.domain import Trilingual
from desktop.domain.base import Entity
from desktop.errors import Problem
from desktop.files import settle, write_file
from desktop.store.backups import folder_of, list_backups, verify
from desktop.store.cipher import Key, connected, is_plain
from desktop.store.connection import make_engine, telling
from desktop.store.driver import sqlite
from desktop.store.half_made import FOLDER
from desktop.store.keys import keys_path, read_keys
from desktop.store.log import SETTLE
from desktop.store.migrate import SCHEMA_VERSION, upgrade
from desktop.store.office import OfficeFile, companions, locked
from desktop.store.tombstones import Erased, erased
from desktop.store.tree import classes, is_owner, keys, target_kind
from desktop.store.unaltered import check_unaltered
from desktop.store.values import stored_columns

NAMED = 10
"""How many things are named on each side; all of them are counted."""
_NEVER = datetime.min.replace(tzinfo=UTC)
_TOMBSTONES = "SELECT entity_id, data_class, kind, at FROM tombstone"


@dataclass(frozen=True, slots=True)
class Found:
    """How many things there are, and what the first of them are called; empty without a name."""

    number: int = 0
    names: tuple[Trilingual, ...] = ()


@dataclass(frozen=True, slots=True)
class KindDifferences:
    """What differs among the entities of a kind (a table name)."""

    kind: str
    only_here: Found = Found()
    only_in_backup: Found = Found()
    changed: Found = Found()


@dataclass(frozen=True, slots=True)
class Differences:
    """What differs between the open office file and a backup; kinds without any are left out."""

    kinds: tuple[KindDifferences, ...]

    @property
    def are_none(self) -> bool:
        """Whether both hold the same."""
        return not self.kinds


def differences(session: Session, backup: Path, key: Key | None) -> Differences:
    """Compare an open office file with a backup, field by field; `key` is the backup's.

    A backup of an older schema is brought up to date as a copy, in a folder of our own that is
    removed afterwards. Raises Problem as `schema_of`, `check_sound` and `upgrade` do.
    """
    with _current(backup, key) as path:
        left_by_others = {one for one in companions(path) if one.exists()}
        engine = make_engine(path, key, read_only=True)
        try:
            with telling(backup), Session(engine) as other:
                every = (_compared(session, other, cls) for cls in _records_first())
                return Differences(tuple(one for one in every if one is not None))
        finally:
            engine.dispose()
            for companion in set(companions(path)) - left_by_others:
                companion.unlink(missing_ok=True)


def kept_name(path: Path, now: datetime) -> str:
    """What an office file is called that a backup replaces at this moment."""
    return _kept_path(path, now).name


def restore(
    path: Path,
    backup: Path,
    backup_key: Key | None,
    now: datetime,
    *,
    own_key: Key | None = None,
) -> Path | None:
    """Put a backup in the place of an office file that is closed; gives where that one is kept.

    The backup is looked through, brought up to date and rid of what was erased since before
    anything is changed. The replaced file is kept with its log and its keys, None where there
    was none. At each moment either the old or the new file is there whole. `own_key` opens the
    replaced file where that is another key, so that what was erased in it stays erased.

    Raises Problem `restore_itself`, `restore_failed` (reason), and as `verify`, `OfficeFile.open`
    and `locked` do; the office file is then as it was.
    """
    try:
        verify(backup, backup_key)
        there = path.exists()
        if there and path.samefile(backup):
            raise Problem("restore_itself", path=str(path))
        with locked(path) if there else nullcontext(path) as office:
            known = {key for key in (own_key, backup_key) if key is not None}
            graves = _graves(office, backup, known)
            with TemporaryDirectory(
                dir=office.parent, prefix=f".{office.name}{FOLDER}", ignore_cleanup_errors=True
            ) as folder:
                fresh = _prepared(Path(folder), backup, backup_key, graves)
                kept = _keep(office, now) if there else None
                _put_in_place(fresh, backup_key, office, known)
                return kept
    except OSError as error:
        raise Problem("restore_failed", reason=error.strerror or str(error)) from error


@contextmanager
def _current(backup: Path, key: Key | None) -> Iterator[Path]:
    """A backup in today's schema: itself, or a copy for a while."""
    if verify(backup, key) == SCHEMA_VERSION:
        yield backup
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "backup.kakehashi"
        try:
            _copy(backup, copy)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Problem("file_unreadable", path=str(backup), reason=reason) from error
        upgrade(copy, key=key)
        yield copy


def _compared(here: Session, there: Session, cls: type[Entity]) -> KindDifferences | None:
    ours: list[str] = []
    theirs: list[str] = []
    changed: list[str] = []
    columns = list(stored_columns(inspect(cls)).values())
    query = select(*columns).order_by(columns[0])
    # Both in the order of their identities, side by side: no more than a row of each is held.
    left, right = (iter(session.execute(query)) for session in (here, there))
    mine, other = next(left, None), next(right, None)
    while mine is not None or other is not None:
        if other is None or (mine is not None and mine[0] < other[0]):
            assert mine is not None
            ours.append(mine[0])
            mine = next(left, None)
        elif mine is None or other[0] < mine[0]:
            theirs.append(other[0])
            other = next(right, None)
        else:
            if tuple(mine) != tuple(other):
                changed.append(mine[0])
            mine, other = next(left, None), next(right, None)
    if not (ours or theirs or changed):
        return None
    return KindDifferences(
        str(cls.__tablename__),
        _found(here, cls, ours),
        _found(there, cls, theirs),
        _found(here, cls, changed),
    )


def _records_first() -> list[type[Entity]]:
    """All classes, what stands alone before what is a part of it, always in the same order."""
    every = sorted(classes().items(), key=lambda one: (any(map(is_owner, keys(one[1]))), one[0]))
    return [cls for _kind, cls in every]


def _found(session: Session, cls: type[Entity], ids: Sequence[str]) -> Found:
    named = (_name(session, cls, one) for one in ids[:NAMED])
    return Found(len(ids), tuple(named))


def _name(session: Session, cls: type[Entity], entity_id: str) -> Trilingual:
    """What a thing is called; a mere link goes by what it links to, a part by its whole."""
    entity: Any = session.get(cls, entity_id)
    label = entity.label() if hasattr(entity, "label") else Trilingual()
    if label or hasattr(entity, "reference"):
        return label or Trilingual(en=entity.reference)
    for column in sorted(keys(cls), key=is_owner):
        linked = getattr(entity, str(column.key), None)
        if linked and linked != entity_id:
            return _name(session, classes()[target_kind(column)], linked)
    return Trilingual()


def _graves(office: Path, backup: Path, known: Iterable[Key]) -> list[Erased]:
    """What was erased by all that lies about: the file to be replaced, its backups, kept files."""
    beside = office.parent.glob(f"{office.stem}*{office.suffix}")
    places = dict.fromkeys((folder_of(office), backup.parent))
    files = {office, *beside, *(one.path for one in list_backups(places))} - {backup}
    found: dict[Erased, None] = {}
    for path in sorted(files):
        with suppress(OSError):
            for key in [None] if is_plain(path) else list(known):
                found.update(dict.fromkeys(_erased_in(path, key)))
    return sorted(found, key=lambda one: (one.at, one.entity_id))


def _erased_in(path: Path, key: Key | None) -> list[Erased]:
    """What a file says was erased; nothing where it is older than that, or cannot be read."""
    live = companions(path)[0].exists()
    try:
        # Any file may lie beside; one with rules of its own is not asked. No column is missed.
        check_unaltered(path, key, 0)
        with connected(path, key, mode="ro", immutable=not live) as connection:
            rows = connection.execute(_TOMBSTONES).fetchall()
            return [
                Erased(str(UUID(one)), of, kind, datetime.fromisoformat(at).replace(tzinfo=UTC))
                for one, of, kind, at in rows
            ]
    except (sqlite.Error, Problem, ValueError, TypeError, AttributeError):
        return []


def _prepared(folder: Path, backup: Path, key: Key | None, graves: Iterable[Erased]) -> Path:
    """A copy of the backup that can take the place of the office file as it is."""
    fresh = folder / "office.kakehashi"
    _copy(backup, fresh)
    if keys_path(backup).exists():
        _copy_file(keys_path(backup), keys_path(fresh))
    with closing(OfficeFile.open(fresh, key=key)) as office:
        with office.reading() as session:
            known = {(one.entity_id, one.data_class): one.at for one in erased(session)}
        # What was entered after an erasure that the backup knows of stays.
        again = [
            one for one in graves if one.at > known.get((one.entity_id, one.data_class), _NEVER)
        ]
        if again:
            from desktop.store.erasing import reapply

            with office.writing("privacy.erase", mode=SETTLE) as session:
                reapply(session, again)
    verify(fresh, key)
    return fresh


def _keep(office: Path, now: datetime) -> Path:
    """Copy the office file with its log and its keys, byte for byte, as it may be damaged."""
    kept = _kept_path(office, now)
    _copy(office, kept)
    if keys_path(office).exists():
        _copy_file(keys_path(office), keys_path(kept))
    settle(office.parent)
    return kept


def _put_in_place(fresh: Path, key: Key | None, office: Path, known: Iterable[Key]) -> None:
    beside = keys_path(office)
    old = beside.read_bytes() if beside.exists() else None
    _settle_log(office, known)
    try:
        # The same key behind a password that was changed since: today's password stays.
        if key is not None and not _opens(office, key) and keys_path(fresh).exists():
            write_file(beside, keys_path(fresh).read_bytes())
        # A log that stayed would be taken for the new file's; what was in it is kept.
        for companion in companions(office):
            companion.unlink(missing_ok=True)
        fresh.replace(office)
    except BaseException:
        if old is not None:
            with suppress(Problem):
                write_file(beside, old)
        raise
    with suppress(OSError):
        settle(office.parent)
        # A key file of another key opens nothing here.
        if key is None or not _opens(office, key):
            beside.unlink(missing_ok=True)


def _settle_log(office: Path, known: Iterable[Key]) -> None:
    """Write what a crash left in the log back into the file, if it can be read at all."""
    with suppress(OSError, Problem, sqlite.Error):
        for key in [None] if is_plain(office) else list(known):
            with suppress(sqlite.Error), connected(office, key) as connection:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()


def _opens(office: Path, key: Key) -> bool:
    """Whether the key file beside an office file is one of this key."""
    try:
        return read_keys(office).fingerprint == key.fingerprint()
    except Problem:
        return False


def _kept_path(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}.replaced-{now.astimezone(UTC):%Y-%m-%dT%H%M}Z"
    for number in count(1):
        kept = path.with_name(f"{stem}{'' if number == 1 else f'-{number}'}{path.suffix}")
        if not kept.exists() and not keys_path(kept).exists():
            return kept
    raise AssertionError("numbers do not end")


def _copy(source: Path, target: Path) -> None:
    """Copy a file that nobody has open, with a log that was left beside it."""
    _copy_file(source, target)
    log, *_rest = companions(source)
    if log.exists():
        _copy_file(log, companions(target)[0])


def _copy_file(source: Path, target: Path) -> None:
    """Copy a file to where there is none; it is on the disk when this ends. Raises OSError."""
    with source.open("rb") as origin, target.open("xb") as copy:
        shutil.copyfileobj(origin, copy, 1024 * 1024)
        copy.flush()
        os.fsync(copy.fileno())
