"""The office file as the rest of the program sees it: open it, read, write, undo, close."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from desktop.domain.text import clean
from desktop.errors import Problem
from desktop.files import open_ordinary, settle, write_file
from desktop.store import history
from desktop.store.backup import back_up
from desktop.store.cipher import Key, check_written
from desktop.store.connection import make_engine, telling
from desktop.store.driver import sqlite
from desktop.store.half_made import half_made, made_with, sweep_beside, take_name
from desktop.store.identify import check_sound, faults_of, schema_of
from desktop.store.keys import Keys, keys_path, read_keys, write_keys
from desktop.store.location import unsafe_location
from desktop.store.log import DO, REDO, UNDO, Author, Recorder, Unit
from desktop.store.migrate import SCHEMA_VERSION, upgrade
from desktop.store.runs import Run, join
from desktop.store.unaltered import check_unaltered

_LONGEST_HOLDER = 1000  # bytes of the name of whoever has the file open
Listener = Callable[[frozenset[str]], None]


def utc_now() -> datetime:
    """The machine's clock, as an aware UTC time."""
    return datetime.now(UTC)


class OfficeFile:
    """One open office file. Only one program may have it open; sessions are short, one an action.

    `author` is who the change log names; `clock` gives aware UTC times; `key` is what the file
    is encrypted with, None for a plain one. While `run` is set, edits of the same things that
    follow each other are one action.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        lock: FileLock,
        author: Author,
        clock: Callable[[], datetime],
        key: Key | None = None,
    ) -> None:
        self.path = path
        self.author = author
        self.clock = clock
        self.key = key
        self.run: Run | None = None
        self._engine = engine
        self._writing = engine.execution_options(write=True)
        self._lock = lock
        self._listeners: list[Listener] = []
        self._checking: Any = None

    @classmethod
    def create(
        cls,
        path: Path,
        author: Author | None = None,
        clock: Callable[[], datetime] = utc_now,
        *,
        passphrase: str | None = None,
    ) -> "OfficeFile":
        """Make a new, empty file and open it; never over an existing one.

        With a passphrase it is encrypted, with its key file beside it. Raises Problem
        `file_exists`, `file_unsafe_place`, `file_full`, `file_unwritable` or `cipher_missing`.
        """
        path = _real(path)
        _refuse_unsafe(path)
        key = None if passphrase is None else Key.new()
        partial = half_made(path, "" if key is None else key.fingerprint())
        try:
            if path.exists():
                raise FileExistsError
            partial.open("xb").close()
            upgrade(partial, key=key)
            check_written(partial, key)
            if path.exists():
                raise FileExistsError
            # Whoever else makes a file of this name waits for no one: the first one makes it.
            with _lock_of(path):
                if key is None or passphrase is None:
                    take_name(partial, path)
                else:
                    _clear_way(path)
                    _put_with_keys(partial, path, Keys.new(key, passphrase))
            with suppress(OSError):  # the names are there
                settle(path.parent)
        except (FileExistsError, Timeout) as error:
            raise Problem("file_exists", path=str(path)) from error
        except OSError as error:
            raise Problem("file_unwritable", path=str(path), reason=error.strerror) from error
        finally:
            for leftover in (partial, *companions(partial)):
                with suppress(OSError):
                    leftover.unlink(missing_ok=True)
        return cls.open(path, author, clock, key=key)

    @classmethod
    def open(
        cls,
        path: Path,
        author: Author | None = None,
        clock: Callable[[], datetime] = utc_now,
        *,
        key: Key | None = None,
        check: bool = True,
    ) -> "OfficeFile":
        """Open an existing file, upgraded to today's schema after a backup.

        `key` opens an encrypted one. Without `check` its pages are not looked through first:
        whoever opens it has that done behind the window. Raises Problem as `schema_of` and
        `check_sound` do, `file_altered` (path, name), `file_in_use` (path, who),
        `file_unwritable` or `file_unsafe_place`; the file is then as it was.
        """
        path = _real(path)
        version = schema_of(path, key)
        _refuse_unsafe(path)
        lock = _take_lock(path, author or Author())
        try:
            check_unaltered(path, key, version)
            if check or version < SCHEMA_VERSION:
                check_sound(path, key)
            if version < SCHEMA_VERSION:
                kept = path.with_name(f"{path.stem}.schema-{version}{path.suffix}")
                upgrade(path, before_writing=lambda: back_up(path, kept, key), key=key)
            engine = _connected(path, key)
        except BaseException:
            _release(lock)
            raise
        sweep_beside(path, clock())
        return cls(path, engine, lock, author or Author(), clock, key)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads; what it gives stays usable afterwards.

        Raises Problem `file_damaged` when the disk gives back something else than was written.
        """
        with (
            telling(self.path),
            Session(self._engine, expire_on_commit=False, autoflush=False) as session,
        ):
            yield session

    @contextmanager
    def writing(
        self, label: str, *, mode: str = DO, target: int | None = None, **values: object
    ) -> Iterator[Session]:
        """A session whose changes are one undo unit called `label`, committed when it ends well.

        Raises Problem `file_full` or `file_unwritable` when the disk refuses; nothing is then
        changed.
        """
        with telling(self.path), Session(self._writing, expire_on_commit=False) as session:
            recorder = Recorder(
                session, self.author, self.clock(), label, values, mode=mode, target=target
            )
            session.connection()
            yield session
            session.flush()
            run = self.run
            if run is not None and run.unit is not None and recorder.unit is not None:
                join(session, run.unit, recorder.unit)
            session.commit()
        if run is not None and recorder.unit is not None:
            run.unit = recorder.unit
        if recorder.kinds:
            for listener in tuple(self._listeners):
                listener(frozenset(recorder.kinds))

    def on_commit(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with the kinds that a commit changed; the result stops it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def undo_label(self) -> tuple[str, dict[str, object]] | None:
        """What undo would take back: a label and its values, or None."""
        with self.reading() as session:
            unit = history.next_undo(session)
            return None if unit is None else (unit.label, history.label_values(unit))

    def redo_label(self) -> tuple[str, dict[str, object]] | None:
        """What redo would do again: a label and its values, or None."""
        with self.reading() as session:
            unit = history.next_redo(session)
            return None if unit is None else (unit.label, history.label_values(unit))

    def undo(self) -> tuple[str, dict[str, object]] | None:
        """Take the last action back as a new unit, also one from before a restart.

        Gives what was undone, or None when there is nothing. Raises Problem `undo_conflict`.
        """
        return self._turn(history.next_undo, UNDO)

    def redo(self) -> tuple[str, dict[str, object]] | None:
        """Do again what was undone last, unless something else was done since."""
        return self._turn(history.next_redo, REDO)

    def take_back(self, seq: int) -> tuple[str, dict[str, object]] | None:
        """Take back one action, which need not be the last; None when it does not stand any more.

        Raises Problem `undo_conflict` when something newer builds upon it.
        """
        with self.reading() as session:
            unit = session.get(Unit, seq) if history.standing(session, [seq]) else None
            if unit is None:
                return None
            values = history.label_values(unit)
        with self.writing(unit.label, mode=UNDO, target=seq, **values) as session:
            history.take_back(session, seq)
        return unit.label, values

    def checkpoint(self) -> None:
        """Write the log beside the file back into it, and empty the log.

        Raises Problem `file_full` or `file_unwritable` when it must stay; nothing is lost then.
        """
        with telling(self.path), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            if raw is not None:
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def check(self, *, thorough: bool = False) -> bool:
        """Look through all pages beside the work, as `check_sound` does; on another thread.

        False when `stop_checking` came before the end. Raises Problem `file_damaged`.
        """
        with telling(self.path), self._engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            self._checking = raw
            try:
                faults = faults_of(raw, self.key, thorough=thorough)
                if faults and self.key is not None and thorough:
                    # A page that was being written may look forged; while nobody writes, none is.
                    raw.execute("BEGIN IMMEDIATE")
                    faults = faults_of(raw, self.key, thorough=True)
            except sqlite.OperationalError as error:
                if "interrupted" not in str(error):
                    raise
                return False
            finally:
                self._checking = None
                if raw.in_transaction:
                    raw.rollback()
        if faults:
            raise Problem("file_damaged", path=str(self.path), reason=faults)
        return True

    def stop_checking(self) -> None:
        """Let a check under way end at once: the file is about to be closed."""
        checking = self._checking
        if checking is not None:
            with suppress(sqlite.Error):  # it may have come to its end just now
                checking.interrupt()

    def close(self) -> None:
        """Write the log back into the file, so that it can be copied, and let it go.

        Closing twice is closing once. Raises Problem `file_full` or `file_unwritable` when the
        log must stay beside the file; nothing is lost then.
        """
        if not self._lock.is_locked:
            return
        try:
            self.checkpoint()
        finally:
            self._engine.dispose()
            if self.key is not None:
                # Whoever still holds this object after the file was locked holds no key.
                self.key = None
                self._engine = make_engine(self.path)
                self._writing = self._engine.execution_options(write=True)
            _release(self._lock)

    def _turn(
        self, find: Callable[[Session], history.UnitRow | None], mode: str
    ) -> tuple[str, dict[str, object]] | None:
        with self.reading() as session:
            unit = find(session)
            if unit is None:
                return None
            values = history.label_values(unit)
        with self.writing(unit.label, mode=mode, target=unit.seq, **values) as session:
            # Somebody may have been quicker between the look and the lock.
            current = find(session) == unit
            if current:
                seq = unit.seq if mode == UNDO else history.undoing(session, unit.seq)
                history.reverse(session, seq)
        return (unit.label, values) if current else self._turn(find, mode)


@contextmanager
def locked(path: Path, author: Author | None = None) -> Iterator[Path]:
    """Keep every other program off a closed file, and give its real path.

    Raises Problem `file_in_use` (path, who), `file_unwritable` or `file_unsafe_place`.
    """
    path = _real(path)
    _refuse_unsafe(path)
    lock = _take_lock(path, author or Author())
    try:
        yield path
    finally:
        _release(lock)


def _real(path: Path) -> Path:
    # One file has one name here: the lock and the log lie beside the file, not beside a link.
    return Path(os.path.realpath(path))


def _refuse_unsafe(path: Path) -> None:
    reason = unsafe_location(path)
    if reason is not None:
        raise Problem("file_unsafe_place", path=str(path), reason=reason)


def _take_lock(path: Path, author: Author) -> FileLock:
    holder = path.with_name(f".{path.name}.holder")
    lock = _lock_of(path)
    try:
        # Only asks whether the file may be written to; nothing is.
        path.open("r+b").close()
        lock.acquire()
        write_file(holder, author.name.encode(errors="replace"))
    except Timeout as error:
        try:
            with open_ordinary(holder) as file:
                who = clean(file.read(_LONGEST_HOLDER).decode(errors="replace"))
        except (OSError, Problem):
            who = ""
        raise Problem("file_in_use", path=str(path), who=who) from error
    except OSError as error:
        lock.release()
        raise Problem("file_unwritable", path=str(path), reason=error.strerror) from error
    return lock


def _lock_of(path: Path) -> FileLock:
    # Not bound to a thread: a file that one thread opened may be closed by another.
    return FileLock(path.with_name(f".{path.name}.lock"), blocking=False, thread_local=False)


def _clear_way(path: Path) -> None:
    """Remove the key file of an office file that was never finished; only under its lock.

    Any other key file opens another office file, such as a backup, and is kept: FileExistsError.
    """
    if not keys_path(path).exists():
        return
    try:
        unfinished = made_with(path, read_keys(path).fingerprint)
    except Problem as problem:
        raise FileExistsError from problem
    if not unfinished:
        raise FileExistsError
    keys_path(path).unlink()
    # Last, as without it the key file would be kept.
    for partial in unfinished:
        partial.unlink(missing_ok=True)


def _put_with_keys(partial: Path, path: Path, keys: Keys) -> None:
    """Give an encrypted file its name last, so that what has the name can be opened."""
    try:
        write_keys(path, keys)
        take_name(partial, path)
    except BaseException:
        with suppress(OSError):
            keys_path(path).unlink(missing_ok=True)
        raise


def _release(lock: FileLock) -> None:
    try:
        with suppress(OSError):
            Path(lock.lock_file).with_suffix(".holder").unlink(missing_ok=True)
    finally:
        # The lock file stays: removing it would let two programs lock two files of one name.
        lock.release()


def _connected(path: Path, key: Key | None) -> Engine:
    engine = make_engine(path, key)
    try:
        with telling(path), engine.connect() as connection:
            connection.exec_driver_sql("SELECT count(*) FROM unit")
    except DatabaseError as error:
        engine.dispose()
        raise Problem("file_damaged", path=str(path), reason=str(error.orig)) from error
    except BaseException:
        engine.dispose()
        raise
    return engine


def companions(path: Path) -> tuple[Path, ...]:
    """What SQLite may keep beside a file: its log, the index of that, and its journal."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))
