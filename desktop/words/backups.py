"""Backups, restoring and salvaging in words: what is wrong, and what the officer should see to."""

from collections.abc import Mapping
from typing import Protocol

from desktop.language import N_, Language, current

PROBLEMS: Mapping[str, str] = {
    "backup_place_missing": N_(
        "The folder for backups “{path}” is not there. Please connect the disk, or choose another "
        "folder."
    ),
    "backup_not_removed": N_("The backup “{path}” could not be removed: {reason}."),
    "restore_failed": N_("The backup could not be restored: {reason}. Nothing was changed."),
    "restore_itself": N_("“{path}” is the office file itself; please choose a backup."),
    "backup_unclear": N_("There are no backups of “{path}” yet."),
    "salvage_nothing": N_("Nothing in “{path}” can be read any more. Please open a backup."),
}

_WORRIES: Mapping[str, str] = {
    "backup_none": N_("There is no backup yet."),
    "backup_place_missing": N_(
        "The second folder for backups, “{path}”, is not there. Please connect the disk."
    ),
    "backups_one_disk": N_(
        "All backups lie on the same disk as the office file. If it breaks, all are lost."
    ),
    "sheet_never_printed": N_(
        "The recovery sheet was never printed. Without it and without the password, nobody can "
        "open the office file."
    ),
}


class Worrying(Protocol):
    """A worry as the store tells it: a code and its values."""

    @property
    def code(self) -> str:
        """Which worry it is."""

    @property
    def values(self) -> Mapping[str, object]:
        """What its sentence needs."""


def worry(about: Worrying, language: Language | None = None) -> str:
    """A worry about backups as a sentence, in a language or in the current one."""
    say = language or current()
    values = dict(about.values)
    if about.code == "backup_old":
        told = say.ngettext(
            "The newest backup is {days} day old, and the office file has changed since.",
            "The newest backup is {days} days old, and the office file has changed since.",
            int(str(values["days"])),
        )
    elif about.code == "backups_in_clear":
        told = say.ngettext(
            "{number} backup is not encrypted: anybody who gets hold of it can read it.",
            "{number} backups are not encrypted: anybody who gets hold of them can read them.",
            int(str(values["number"])),
        )
    else:
        told = say.gettext(_WORRIES[about.code])
    return told.format(**values)
