"""What this computer remembers between two starts: the officer, the language, the window."""

import logging
import os
import tempfile
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from typing import Literal, Self, get_args
from uuid import uuid4
from zoneinfo import available_timezones

import tomli_w

_log = logging.getLogger(__name__)

Theme = Literal["system", "light", "dark"]
Paper = Literal["a4", "letter"]
ProgrammeView = Literal["timeline", "table", "both"]
CalendarView = Literal["month", "week", "agenda", "timeline"]
TimelineBy = Literal["kind", "person", "institution", "facility", "country"]
Columns = list[dict[str, str | int | bool]]
PaperChoice = dict[str, str | bool]

_RECENT_KEPT = 10
_WIDEST_DAY = 10_000
_LONGEST_REMINDER = 4 * 7 * 24 * 60
_LONGEST_UNLOCKED = 24 * 60


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


def _columns(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(kept, list) and all(isinstance(column, dict) for column in kept)
        for kept in value.values()
    )


def _tables(value: object) -> bool:
    return isinstance(value, dict) and all(isinstance(table, dict) for table in value.values())


def _days(value: object) -> bool:
    return isinstance(value, dict) and all(type(day) is date for day in value.values())


def _minutes(value: object) -> bool:
    return type(value) is int and 0 <= value <= _LONGEST_REMINDER


def _any_text(value: object) -> bool:
    return isinstance(value, str)


def _zone(value: object) -> bool:
    return value in available_timezones()


# What is asked of a value beyond its type; of all others, only that it is not empty.
_FITS: Mapping[str, Callable[[object], bool]] = {
    "backup_folder": _any_text,
    "calendar_hidden": _texts,
    "calendar_view": lambda value: value in get_args(CalendarView),
    "checked": _days,
    "columns": _columns,
    "home_zone": _zone,
    "last_seen": _days,
    "other_zone": _zone,
    "grid_hour": lambda value: value in range(1, 1000),
    "grid_step": lambda value: value in (5, 10, 15, 30),
    "lock_minutes": lambda value: type(value) is int and 0 <= value <= _LONGEST_UNLOCKED,
    "paper": lambda value: value in get_args(Paper),
    "papers": _tables,
    "recent": _texts,
    "remind_meeting": _minutes,
    "remind_task": _minutes,
    "remind_travel": _minutes,
    "programme_view": lambda value: value in get_args(ProgrammeView),
    "theme": lambda value: value in get_args(Theme),
    "timeline_by": lambda value: value in get_args(TimelineBy),
    "timeline_day": lambda value: isinstance(value, float) and 0 < value < _WIDEST_DAY,
    "warned": _days,
}


def _new_id() -> str:
    return str(uuid4())


@dataclass(kw_only=True)
class Settings:
    """One officer's choices on one computer; nothing of it belongs to the office file.

    ``language`` is a code, or empty for the system's. ``home_zone`` and ``other_zone`` are the
    IANA zones of the two clocks. ``geometry`` is Qt's own bytes in base64. ``columns`` keeps,
    by the name of a list, its columns as plain tables. ``programme_view`` is how a programme is
    shown; in its timeline an hour is ``grid_hour`` pixels high, and times fall on multiples of
    ``grid_step`` minutes. ``last_seen`` keeps, by the path of a recent office file, the day on
    which it was opened last. ``calendar_view`` is how the calendar is shown, ``calendar_hidden``
    the clauses, countries and sorts of marked days that it leaves out. In the timeline the lanes
    are grouped by ``timeline_by``, a day is ``timeline_day`` pixels wide, and ``timeline_table``
    says whether the table stands beside it. In calendar files reminders come ``remind_travel``,
    ``remind_meeting`` and ``remind_task`` minutes before, 0 for never; invitations and mails are
    sent by ``organizer_name`` at ``organizer_email``, or where empty by the officer. ``papers``
    keeps, by the kind of record, which paper was looked at last, in which languages.
    ``backup_folder`` is the second place for backups, or empty; ``checked`` keeps, by the path of
    a recent office file, the day on which the whole of it was looked through, and ``warned`` the
    day on which something about its backups was said last. An encrypted file is locked after
    ``lock_minutes`` without the officer, 0 for never.
    """

    officer: str = ""
    office_name: str = ""
    office_id: str = ""
    installation_id: str = field(default_factory=_new_id)
    language: str = ""
    home_zone: str = "Asia/Tokyo"
    other_zone: str = "Europe/Copenhagen"
    paper: Paper = "a4"
    theme: Theme = "system"
    office_file: str = ""
    recent: list[str] = field(default_factory=list)
    last_seen: dict[str, date] = field(default_factory=dict)
    geometry: str = ""
    columns: dict[str, Columns] = field(default_factory=dict)
    programme_view: ProgrammeView = "timeline"
    grid_hour: int = 60
    grid_step: int = 15
    calendar_view: CalendarView = "month"
    calendar_hidden: list[str] = field(default_factory=list)
    timeline_by: TimelineBy = "kind"
    timeline_day: float = 6.0
    timeline_table: bool = False
    remind_travel: int = 180
    remind_meeting: int = 30
    remind_task: int = 24 * 60
    organizer_name: str = ""
    organizer_email: str = ""
    papers: dict[str, PaperChoice] = field(default_factory=dict)
    backup_folder: str = ""
    checked: dict[str, date] = field(default_factory=dict)
    warned: dict[str, date] = field(default_factory=dict)
    lock_minutes: int = 10

    def opened(self, office: Path) -> None:
        """Remember the office file that is open now, first among the recent ones."""
        self.office_file = str(office)
        others = [path for path in self.recent if path != self.office_file]
        self.recent = [self.office_file, *others][:_RECENT_KEPT]

    def seen(self, office: Path, today: date) -> date | None:
        """Remember that an office file was opened today; gives the day of the time before."""
        before = self.last_seen.get(str(office))
        self.last_seen[str(office)] = today
        self.last_seen = {path: day for path, day in self.last_seen.items() if path in self.recent}
        return before

    @classmethod
    def _from(cls, table: Mapping[str, object]) -> Self:
        """Take what is right in ``table``; a value of a wrong kind falls back to the default."""
        settings = cls()
        for known in fields(cls):
            value = table.get(known.name)
            default = getattr(settings, known.name)
            if isinstance(value, type(default)) and _FITS.get(known.name, bool)(value):
                setattr(settings, known.name, value)
        return settings


def load(path: Path) -> Settings:
    """Read the settings, and write them at once where there were none.

    The installation's id is made once and must be the same at the next start, also when nothing
    else is ever changed. A damaged file is kept beside it as ``*.damaged``, and defaults are used:
    a bad preference must never keep an officer from the office.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        table = {}
    except (OSError, ValueError, RecursionError) as fault:
        _set_aside(path, fault)
        table = {}
    settings = Settings._from(table)
    if table.get("installation_id") == settings.installation_id:
        return settings
    try:
        save(path, settings)
    except OSError as fault:
        _log.warning("the settings could not be written to %s: %s", path, fault)
    return settings


def save(path: Path, settings: Settings) -> None:
    """Write the settings so that a power cut leaves either the old file or the new one.

    Raises ``OSError`` where the folder cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    fresh = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            tomli_w.dump(asdict(settings), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise


def _set_aside(path: Path, fault: Exception) -> None:
    kept = path.with_name(path.name + ".damaged")
    try:
        path.replace(kept)
    except OSError as refused:
        _log.warning("damaged settings %s could not be set aside: %s", path, refused)
    else:
        _log.warning("damaged settings were set aside as %s: %s", kept, fault)
