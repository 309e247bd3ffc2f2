"""Backups on the command line: make one, list them, go back to one, salvage a damaged file."""

from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from desktop import words
from desktop.cli import text
from desktop.cli.work import Work, complain, now, print_json, print_lines
from desktop.domain import Trilingual
from desktop.errors import Problem
from desktop.language import Language, _, ngettext
from desktop.language.dates import timestamp
from desktop.store import backups, restoring
from desktop.store.backups import Backup, Worry
from desktop.store.cipher import Key
from desktop.store.keys import Keys, keys_path, read_keys
from desktop.store.restoring import Differences, Found
from desktop.store.salvage import Salvaged, salvage
from desktop.words.backups import worry
from desktop.words.entities import kind


def add_commands(add: Callable[[str, str], ArgumentParser]) -> None:
    """Add the commands of this file to the command line."""
    making = add("backup", _("make a backup of the office file now, and check it"))
    making.add_argument(
        "--to", metavar="DIR", type=Path, help=_("only into this folder, where nothing is removed")
    )
    listing = add("backups", _("list the backups of the office file, the newest first"))
    listing.add_argument("--json", action="store_true", help=_("as JSON, for other programs"))
    going_back = add("restore", _("go back to a backup; the replaced file is kept"))
    going_back.add_argument("backup", metavar="FILE", type=Path, help=_("the backup"))
    sure = going_back.add_mutually_exclusive_group(required=True)
    sure.add_argument(
        "--dry-run", action="store_true", help=_("only tell what would change; change nothing")
    )
    sure.add_argument("--yes", action="store_true", help=_("replace the office file"))
    saving = add("salvage", _("get out of a damaged office file what can still be read"))
    saving.add_argument("file", metavar="OUT", type=Path, help=_("the new file"))


class BackingUp(Work):
    """Commands that keep an office file from being lost."""

    def _backup(self) -> None:
        to: Path | None = self._options.to
        with self._office() as office:
            places = self._places(office.path) if to is None else [to]
            made = backups.back_up_now(office, places, now())
        for path in made.paths:
            print(_("Backup made: {path}").format(path=path))
        if not made.paths:
            raise made.problems[0]
        for problem in made.problems:
            complain(words.problem(problem))
        if to is None:
            backups.prune(places, now())

    def _backups(self) -> None:
        path = self._path()
        places = self._places(path)
        found = backups.list_backups(places)
        worries = backups.worries(path, places, now(), _keys(path))
        if self._options.json:
            print_json(_as_json(found, worries))
            return
        zone = self._settings.home_zone
        rows = [_row(backup, timestamp(self._say, backup.at, zone)) for backup in found]
        print_lines([*text.table(rows), *(worry(one, self._say) for one in worries)])

    def _restore(self) -> None:
        backup: Path = self._options.backup
        key = self._key(backup)
        if self._options.dry_run:
            with self._reading() as session:
                found = restoring.differences(session, backup, key)
            print_lines(_lines(found, self._say))
            return
        path = self._path()
        kept = restoring.restore(path, backup, key, now(), own_key=self._own_key(path))
        print(_("Restored: {path}").format(path=path))
        if kept is not None:
            print(_("The file that was replaced is kept: {path}").format(path=kept))

    def _own_key(self, path: Path) -> Key | None:
        """What opens the file that is replaced, if it can be opened: it may be damaged or gone."""
        with suppress(Problem):
            return self._key(path)
        return None

    def _salvage(self) -> None:
        path, target = self._path(), self._options.file
        saved = salvage(path, target, self._key(path))
        print_lines(_saved(saved, self._say))
        print(_("Made {path}").format(path=target))

    def _places(self, path: Path) -> list[Path]:
        return backups.places_of(path, self._settings.backup_folder)


def _keys(path: Path) -> Keys | None:
    try:
        return read_keys(path) if keys_path(path).exists() else None
    except Problem:
        return None


def _row(backup: Backup, at: str) -> tuple[str, str, str, str]:
    protection = _("encrypted") if backup.encrypted else _("not encrypted")
    return at, protection, f"{backup.size / 1e6:.1f} MB", str(backup.path)


def _as_json(found: Sequence[Backup], worries: Sequence[Worry]) -> dict[str, Any]:
    return {
        "backups": [
            {
                "path": str(one.path),
                "at": one.at.isoformat(),
                "encrypted": one.encrypted,
                "size": one.size,
            }
            for one in found
        ],
        "worries": [{"code": one.code, **one.values} for one in worries],
    }


def _lines(found: Differences, say: Language) -> list[str]:
    """What differs, a line for each kind and each side of it."""
    if found.are_none:
        return [_("The backup holds the same as the office file.")]
    sides = (
        ("only_here", _("only here, and would be gone: {number}")),
        ("only_in_backup", _("only in the backup, and would come back: {number}")),
        ("changed", _("different, and would be as in the backup: {number}")),
    )
    rows = []
    for one in found.kinds:
        for side, told in sides:
            there: Found = getattr(one, side)
            if there.number:
                counted = told.format(number=there.number)
                rows.append((kind(one.kind, say), counted, _names(there.names, say)))
    return text.table(rows)


def _names(names: Sequence[Trilingual], say: Language) -> str:
    return say.listed([name.best(say.code) for name in names if name])


def _saved(saved: Salvaged, say: Language) -> list[str]:
    """How many of each kind were saved, and how many that are known of were not."""
    rows = []
    for name in dict.fromkeys((*saved.rows, *saved.lost)):
        told = _("saved: {number}").format(number=saved.rows.get(name, 0))
        lost = saved.lost.get(name, 0)
        rows.append(
            (kind(name, say), told, _("lost: {number}").format(number=lost) if lost else "")
        )
    log = ngettext(
        "The change log still holds {number} action.",
        "The change log still holds {number} actions.",
        saved.actions,
    )
    return [*text.table(rows), log.format(number=saved.actions)]
