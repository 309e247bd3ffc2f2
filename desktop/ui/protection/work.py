"""What the page about protection does on other threads. No widget in here."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from desktop.errors import Problem
from desktop.settings import Settings
from desktop.store import backups, remember
from desktop.store.backups import Backup, Worry
from desktop.store.cipher import Key
from desktop.store.identify import is_locked, schema_of
from desktop.store.keys import Keys, key_of_code, read_keys

# What is told first, and with the button that stands out.
_URGENCY = (
    "backup_none",
    "backup_old",
    "backup_place_missing",
    "sheet_never_printed",
    "backups_in_clear",
    "backups_one_disk",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose protection is asked for: the open office file, its places, at a time in UTC."""

    path: Path
    key: Key | None
    places: tuple[Path, ...]
    now: datetime
    computer: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How an office file is protected at one moment.

    `printed` is the day on which the recovery sheet was last printed; `keys_fault` is why the key
    file cannot be read; `remembered` whether this computer opens the file by itself.
    """

    encrypted: bool
    printed: date | None
    keys_fault: Problem | None
    remembered: bool
    backups: tuple[Backup, ...]
    worries: tuple[Worry, ...]


def places(path: Path, settings: Settings) -> tuple[Path, ...]:
    """Where the backups of an office file lie on this computer."""
    return tuple(backups.places_of(path, settings.backup_folder))


def look_at(asked: Asked) -> Standing:
    """Find out how an office file is protected."""
    keys, fault = None, None
    if asked.key is not None:
        try:
            keys = read_keys(asked.path)
        except Problem as problem:
            fault = problem
    return Standing(
        asked.key is not None,
        keys.printed if keys is not None else None,
        fault,
        keys is not None and remember.is_remembered(asked.path, asked.computer),
        tuple(backups.list_backups(asked.places)),
        worries(asked, keys),
    )


def worries(asked: Asked, keys: Keys | None) -> tuple[Worry, ...]:
    """What the officer should see to, the most urgent first; `keys` is the key file."""
    found = backups.worries(asked.path, asked.places, asked.now, keys)
    return tuple(sorted(found, key=lambda worry: _URGENCY.index(worry.code)))


def prove(path: Path, key: Key, typed: str) -> None:
    """Make sure that whoever asks knows the password of the open file, or has its sheet.

    Raises Problem `passphrase_wrong`, or as `read_keys` where only the sheet can help.
    """
    with suppress(Problem):
        if key_of_code(typed) == key:
            return
    if read_keys(path).unlock(typed) != key:
        raise Problem("passphrase_wrong")


def key_of_backup(backup: Path, own: Key | None, typed: str = "") -> Key | None:
    """What a backup is opened with: None for a plain one, else what was typed, else our own key.

    Raises Problem `file_locked` where its password must be asked for, `passphrase_wrong`, and as
    `schema_of` and `read_keys` do.
    """
    if not is_locked(backup):
        schema_of(backup)
        return None
    if typed:
        key = _key_typed(backup, typed)
        schema_of(backup, key)
        return key
    try:
        schema_of(backup, own)
    except Problem as problem:
        if problem.code == "key_wrong":
            raise Problem("file_locked", path=str(backup)) from problem
        raise
    return own


def check_folder(folder: Path, office: Path) -> bool:
    """Whether a folder outlives the disk that the office file is on.

    Raises Problem `file_unwritable` where nothing can be written there.
    """
    try:
        with tempfile.TemporaryFile(dir=folder):
            return folder.stat().st_dev != office.parent.stat().st_dev
    except OSError as error:
        raise Problem("file_unwritable", path=str(folder), reason=error.strerror) from error


def next_backup(path: Path, now: datetime) -> Path:
    """Where the backup goes that is made before an office file is changed as a whole."""
    return backups.next_path(backups.folder_of(path), now)


def needs_word(worry: Worry) -> bool:
    """Whether a worry is told beyond its page: not where a second disk alone is missing."""
    return worry.code != "backups_one_disk"


def _key_typed(backup: Path, typed: str) -> Key:
    with suppress(Problem):
        return key_of_code(typed)
    return read_keys(backup).unlock(typed)
