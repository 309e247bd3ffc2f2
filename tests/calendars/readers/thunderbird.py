"""Thunderbird without a window, following a CalDAV calendar as an officer's own would."""

import os
import shutil
import sqlite3
import subprocess
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.calendars.readers.seen import Seen

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# So long may a start and a first look at a small calendar take on a machine that does much else.
_PATIENCE = 240
_WHOLE_DAY = 8  # CAL_ITEM_FLAG.EVENT_ALLDAY of the storage provider
_QUIET = {
    "app.donation.eoy.version.viewed": 999,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "calendar.timezone.local": "UTC",
    "calendar.timezone.useSystemTimezone": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.update.enabled": False,
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "",
    "toolkit.telemetry.enabled": False,
}


class Thunderbird:
    """A profile that follows calendars; each look is a start of the program, and its end."""

    def __init__(self, folder: Path, calendars: dict[str, str]) -> None:
        """`calendars` gives each address a UUID as its key."""
        self._folder = folder
        self._profile = folder / "profile"
        self._profile.mkdir()
        settings: dict[str, object] = {**_QUIET, "calendar.list.sortOrder": " ".join(calendars)}
        for key, url in calendars.items():
            mine = f"calendar.registry.{key}."
            settings |= {
                f"{mine}type": "caldav",
                f"{mine}uri": url,
                f"{mine}name": key,
                f"{mine}cache.enabled": True,
                f"{mine}calendar-main-in-composite": True,
            }
        lines = (f'user_pref("{name}", {_js(value)});\n' for name, value in settings.items())
        (self._profile / "user.js").write_text("".join(lines), encoding="utf-8")

    def look(
        self, enough: Callable[[dict[str, list[tuple[str, Seen]]]], bool]
    ) -> dict[str, list[tuple[str, Seen]]]:
        """The events of each calendar once it has `enough`, or when patience ends."""
        command = ["thunderbird", "--headless", "--no-remote", "--profile", str(self._profile)]
        environment = {**os.environ, "HOME": str(self._folder), "MOZ_HEADLESS": "1"}
        with (self._folder / "thunderbird.log").open("ab") as log:
            program = subprocess.Popen(command, stdout=log, stderr=log, env=environment)
        try:
            end = time.monotonic() + _PATIENCE
            found = self._events()
            while not enough(found) and time.monotonic() < end and program.poll() is None:
                time.sleep(1)
                found = self._events()
            return found
        finally:
            program.terminate()
            program.wait(60)

    def _events(self) -> dict[str, list[tuple[str, Seen]]]:
        """What stands in its database, read from a copy, as the program locks its own."""
        copies = self._folder / "copies"
        shutil.rmtree(copies, ignore_errors=True)
        copies.mkdir()
        for file in (self._profile / "calendar-data").glob("cache.sqlite*"):
            if not file.name.endswith("-shm"):
                shutil.copy(file, copies / file.name)
        database = copies / "cache.sqlite"
        found: dict[str, list[tuple[str, Seen]]] = {}
        if not database.exists():
            return found
        try:
            with closing(sqlite3.connect(database)) as connection:
                rows = connection.execute(_EVENTS).fetchall()
        except sqlite3.DatabaseError:  # copied while it was being written
            return found
        for calendar, uid, *rest in rows:
            found.setdefault(calendar, []).append((uid, _seen(*rest)))
        return found


_EVENTS = """
SELECT e.cal_id, e.id, e.title, e.ical_status, e.event_start, e.event_end, e.event_start_tz,
       e.event_end_tz, e.flags,
       (SELECT value FROM cal_properties p
         WHERE p.item_id = e.id AND p.cal_id = e.cal_id AND p.key = 'LOCATION'),
       (SELECT value FROM cal_properties p
         WHERE p.item_id = e.id AND p.cal_id = e.cal_id AND p.key = 'SEQUENCE')
  FROM cal_events e ORDER BY e.id
"""


def _seen(
    title: str,
    status: str,
    start: int,
    end: int | None,
    start_zone: str,
    end_zone: str | None,
    flags: int,
    location: str | bytes | None,
    sequence: str | bytes | None,
) -> Seen:
    whole = bool(flags & _WHOLE_DAY)
    return Seen(
        title,
        _at(start),
        # Of an event without an end it says that it ends as it starts.
        None if end is None or end == start else _at(end),
        (None, None) if whole else (start_zone, end_zone if end != start else None),
        _text(location),
        status or "",
        int(_text(sequence) or 0),
    )


def _at(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def _text(value: str | bytes | None) -> str:
    return value.decode() if isinstance(value, bytes) else value or ""


def _js(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else f'"{value}"'
