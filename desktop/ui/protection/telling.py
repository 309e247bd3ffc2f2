"""How the page about protection puts days, ages and places into words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from desktop.language import _, current, dates, ngettext

_WEEKS_FROM = 14
_DAYS = 7


def when(at: datetime, zone: str) -> str:
    """An instant as day and time on a clock, as short as a table wants it."""
    there, language = at.astimezone(ZoneInfo(zone)), current()
    # With a space in Japanese too: both are digits, and a table has them one below the other.
    return f"{dates.date_short(language, there.date())} {dates.clock(language, there.time())}"


def age(day: date, today: date) -> str:
    """How long ago a day was."""
    days = (today - day).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < _WEEKS_FROM:
        return ngettext("{n} day ago", "{n} days ago", days).format(n=days)
    weeks = days // _DAYS
    return ngettext("{n} week ago", "{n} weeks ago", weeks).format(n=weeks)


def age_at(at: datetime, today: date, zone: str) -> str:
    """How long ago an instant was, counted in days on a clock."""
    return age(at.astimezone(ZoneInfo(zone)).date(), today)


def size(number: int) -> str:
    """A number of bytes as people read it."""
    return QLocale().formattedDataSize(number, 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def place(folder: Path, beside: Path) -> str:
    """Where a backup lies; `beside` is the folder that lies beside the office file."""
    return _("Beside the office file") if folder == beside else _("Second place")
