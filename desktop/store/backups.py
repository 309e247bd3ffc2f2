"""The backups of an office file: made into several places, listed, thinned out, worried about.

A backup is called `2026-11-26T0912Z.kakehashi`, by the UTC minute in which it was made: what
lies on a stick names no office and nobody. Its key file lies beside it. A place is a folder; the
one that is always there is `office.backups` beside the office file. Times are aware and in UTC.
"""

import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from desktop.errors import Problem
from desktop.store.backup import back_up
from desktop.store.cipher import Key, is_plain, looks_encrypted
from desktop.store.half_made import sweep, sweep_beside
from desktop.store.identify import check_sound, schema_of
from desktop.store.keys import Keys, keys_path
from desktop.store.location import unsafe_location
from desktop.store.office import OfficeFile
from desktop.store.unaltered import check_unaltered

DAILY, WEEKLY = 14, 8
# Whatever was made lately is kept, so that nothing made by hand before a risky step goes at once.
_LATELY = timedelta(days=2)
_OLD = timedelta(days=3)
_ENDING, _FOLDER = ".kakehashi", ".backups"
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{4})Z(?:-(\d{1,6}))?\.kakehashi", re.ASCII)
_MOMENT = "%Y-%m-%dT%H%M"
# What the program keeps beside an office file before it changes all of it.
_KEPT = r"\.(?:schema-\d+|replaced-.+)\.kakehashi"


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: when it was made, whether it is encrypted, its bytes, the folder it is in."""

    path: Path
    at: datetime
    encrypted: bool
    size: int
    place: Path


@dataclass(frozen=True, slots=True)
class Made:
    """The backups that were made and checked, and what went wrong in the other places."""

    paths: tuple[Path, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Worry:
    """Something about the backups that the officer should see to: a code and its values."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


def folder_of(office_path: Path) -> Path:
    """Where the backups of an office file lie that are always made."""
    return office_path.with_suffix(_FOLDER)


def places_of(office_path: Path, second: str = "") -> list[Path]:
    """The places of an office file: beside it, and in a second folder where one is chosen.

    There, too, in a folder of its own name: two office files must not thin out each other's.
    """
    first = folder_of(office_path)
    return [first, Path(second) / first.name] if second else [first]


def list_backups(places: Iterable[Path]) -> list[Backup]:
    """All backups in these places, newest first.

    What else lies there is passed over, and so is a place that is not there now.
    """
    found = [backup for place in dict.fromkeys(places) for backup in _in_place(place)]
    # Of one minute, the one with the higher number is the newer.
    return sorted(found, key=lambda one: (one.at, len(one.path.name), one.path.name), reverse=True)


def back_up_now(office: OfficeFile, places: Sequence[Path], now: datetime) -> Made:
    """Make one backup in each place, each of which counts only after it was opened and checked.

    The first is made of the live file, the others of the first. A place that is full or gone is
    told in `problems` (`backup_place_missing` or `backup_failed`); the others count all the same.
    """
    made: list[Path] = []
    problems: list[Problem] = []
    for place in dict.fromkeys(places):
        try:
            target = next_path(place, now)
            back_up(made[0] if made else office.path, target, office.key)
            made.append(target)
        except Problem as problem:
            problems.append(problem)
    return Made(tuple(made), tuple(problems))


def next_path(place: Path, now: datetime) -> Path:
    """The path of a backup that is to be made now: nothing has that name, the folder is there.

    Raises Problem `backup_place_missing` or `backup_failed`.
    """
    _make_ready(place)
    for path in _names(place, now):
        # Not even a key file or a link to nowhere may have it.
        if not os.path.lexists(path) and not os.path.lexists(keys_path(path)):
            return path
    raise AssertionError("numbers do not end")


def is_due(office_path: Path, places: Iterable[Path], now: datetime) -> bool:
    """Whether a place that can be written to has neither a backup of today nor the last change."""
    changed, size = _last_change(office_path)
    for place in dict.fromkeys(places):
        if not _takes(place, size):
            continue
        good = (one.at for one in _in_place(place) if one.at <= now and _is_whole(one))
        newest = max(good, default=None)
        if newest is None or (newest.date() < now.astimezone(UTC).date() and newest < changed):
            return True
    return False


def rotation(times: Iterable[datetime], now: datetime) -> set[datetime]:
    """Which of these backups are kept: the newest of 14 days and of 8 ISO weeks, in UTC.

    Days and weeks without any are not counted. Kept too are the newest of all, those of the last
    two days, and those that a clock dated into the future.
    """
    every = sorted(set(times), reverse=True)
    kept = {at for at in every if at > now - _LATELY} | set(every[:1])
    past = [at for at in every if at <= now]
    for most, period in ((DAILY, _day), (WEEKLY, _week)):
        newest: dict[tuple[int, int], datetime] = {}
        for at in past:
            newest.setdefault(period(at), at)
        kept.update(list(newest.values())[:most])
    return kept


def prune(places: Iterable[Path], now: datetime) -> list[Path]:
    """Thin out the backups of each place by itself; gives those that are gone.

    A backup that is not whole neither stands for its day nor is removed: it may be all there is.
    Raises Problem `backup_not_removed`.
    """
    gone = []
    for place in dict.fromkeys(places):
        whole = [backup for backup in _in_place(place) if _is_whole(backup)]
        kept = rotation((backup.at for backup in whole), now)
        old = [backup for backup in whole if backup.at not in kept]
        remove(old)
        gone += [backup.path for backup in old]
        _sweep(place, now)
    return gone


def in_clear(places: Iterable[Path]) -> list[Backup]:
    """The backups that anybody can read, and such copies kept beside the office file, newest first.

    For an office file that is encrypted: what lies there from before it was.
    """
    places = list(dict.fromkeys(places))
    copies = [kept for place in places for kept in _kept_beside(place)]
    found = [one for one in (*list_backups(places), *copies) if not one.encrypted]
    return sorted(found, key=lambda one: one.at, reverse=True)


def remove(backups: Iterable[Backup]) -> None:
    """Remove backups with their key files; Problem `backup_not_removed` (path, reason)."""
    for backup in backups:
        try:
            backup.path.unlink(missing_ok=True)
            # The key last: a backup without its key file could be lost, a key file alone is none.
            keys_path(backup.path).unlink(missing_ok=True)
        except OSError as error:
            reason = error.strerror or str(error)
            raise Problem("backup_not_removed", path=str(backup.path), reason=reason) from error


def newest_good(office_path: Path, places: Iterable[Path], key: Key | None) -> Backup | None:
    """The newest backup that opens, by this key or in clear, and is sound in every page."""
    for backup in list_backups(dict.fromkeys((folder_of(office_path), *places))):
        if backup.encrypted and key is None:
            continue
        with suppress(Problem):
            verify(backup.path, key if backup.encrypted else None)
            return backup
    return None


def verify(path: Path, key: Key | None) -> int:
    """Look through a backup before anything relies on it; gives its schema version.

    Raises Problem as `schema_of`, `check_unaltered` and `check_sound` do.
    """
    version = schema_of(path, key)
    check_unaltered(path, key, version)
    check_sound(path, key, thorough=True)
    return version


def worries(
    office_path: Path, places: Sequence[Path], now: datetime, keys: Keys | None
) -> list[Worry]:
    """What the officer should see to; `keys` is the key file of an encrypted office file.

    Codes: `backup_none`, `backup_old` (days), `backup_place_missing` (path), `backups_one_disk`,
    `sheet_never_printed`, `backups_in_clear` (number).
    """
    found = []
    # A clock that was wrong for a while must not calm anybody for years.
    backups = [backup for backup in list_backups(places) if backup.at <= now]
    missing = [place for place in places if not _is_there(place)]
    if not backups:
        found.append(Worry("backup_none"))
    elif now - backups[0].at >= _OLD and backups[0].at < _last_change(office_path)[0]:
        found.append(Worry("backup_old", {"days": (now - backups[0].at).days}))
    found += [Worry("backup_place_missing", {"path": str(_root(place))}) for place in missing]
    if backups and not missing and not any(_elsewhere(one.place, office_path) for one in backups):
        found.append(Worry("backups_one_disk"))
    if keys is not None:
        if keys.printed is None:
            found.append(Worry("sheet_never_printed"))
        if readable := in_clear(places):
            found.append(Worry("backups_in_clear", {"number": len(readable)}))
    return found


def _in_place(place: Path) -> Iterator[Backup]:
    for path in _files(place):
        named = _NAME.fullmatch(path.name)
        if named is None:
            continue
        # A number that is no day, or a file that went or cannot be read, is no backup.
        with suppress(ValueError, OSError):
            at = datetime.strptime(named[1], _MOMENT).replace(tzinfo=UTC)
            found = _described(path, at, place)
            if found is not None:
                yield found


def _kept_beside(place: Path) -> Iterator[Backup]:
    kept = re.compile(re.escape(place.stem) + _KEPT, re.ASCII)
    for path in _files(place.parent) if place.suffix == _FOLDER else ():
        if kept.fullmatch(path.name):
            with suppress(OSError):
                at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                found = _described(path, at, place.parent)
                if found is not None:
                    yield found


def _described(path: Path, at: datetime, place: Path) -> Backup | None:
    plain = is_plain(path)
    if not plain and not (keys_path(path).is_file() or looks_encrypted(path)):
        return None
    return Backup(path, at, not plain, path.stat().st_size, place)


def _files(folder: Path) -> list[Path]:
    """The ordinary files of a folder, none where it is gone; a link may lead anywhere."""
    try:
        with os.scandir(folder) as entries:
            return [Path(one.path) for one in entries if one.is_file(follow_symlinks=False)]
    except OSError:
        return []


def _make_ready(place: Path) -> None:
    """Make the folder in its place; never the place itself, which a stick may bring along."""
    try:
        if place.suffix == _FOLDER:
            place.mkdir(mode=stat.S_IRWXU, exist_ok=True)
        if not place.is_dir():
            raise FileNotFoundError
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Problem("backup_place_missing", path=str(_root(place))) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise Problem("backup_failed", path=str(place), reason=reason) from error


def _names(place: Path, now: datetime) -> Iterator[Path]:
    stem = f"{now.astimezone(UTC):{_MOMENT}}Z"
    for number in count(1):
        yield place / f"{stem}{'' if number == 1 else f'-{number}'}{_ENDING}"


def _root(place: Path) -> Path:
    """The folder that must be there before a place can be used: what the officer chose."""
    return place.parent if place.suffix == _FOLDER else place


def _is_there(place: Path) -> bool:
    return _root(place).is_dir()


def _takes(place: Path, size: int) -> bool:
    """Whether a file of so many bytes can be written there: if not, trying again is no use."""
    folder = place if place.is_dir() else _root(place)
    try:
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free > size
    except OSError:
        return False


def _elsewhere(place: Path, office_path: Path) -> bool:
    """Whether a place outlives the disk of the office file."""
    if unsafe_location(place / "office") is not None:
        return True
    try:
        return place.stat().st_dev != office_path.parent.stat().st_dev
    except OSError:
        return False


def _last_change(office_path: Path) -> tuple[datetime, int]:
    """When an office file was written to last, its log included, and how many bytes it has."""
    changed, size = 0.0, 0
    for path in (office_path, office_path.with_name(office_path.name + "-wal")):
        with suppress(OSError):
            about = path.stat()
            # An empty log is made anew each time that the file is opened.
            if about.st_size:
                changed, size = max(changed, about.st_mtime), size + about.st_size
    return datetime.fromtimestamp(changed, UTC), size


def _is_whole(backup: Backup) -> bool:
    """Whether a backup has as many bytes as it should; what is in them only its key can tell."""
    try:
        if backup.encrypted:
            return looks_encrypted(backup.path)
        with backup.path.open("rb") as file:
            header = file.read(100)
    except OSError:
        return False
    # Page size and number of pages (sqlite.org/fileformat2.html §1.3); 1 stands for 65,536.
    page = int.from_bytes(header[16:18], "big")
    return backup.size == (65536 if page == 1 else page) * int.from_bytes(header[28:32], "big")


def _sweep(place: Path, now: datetime) -> None:
    """Remove what was left half made in a place and beside the office file."""
    sweep(place, _NAME.pattern, now)
    if place.suffix == _FOLDER:
        sweep_beside(place.with_suffix(_ENDING), now)


def _day(at: datetime) -> tuple[int, int]:
    return at.year, at.timetuple().tm_yday


def _week(at: datetime) -> tuple[int, int]:
    year, week, _day_of_week = at.isocalendar()
    return year, week
