"""Periods of days as a list shows them."""

from __future__ import annotations

from datetime import date

from desktop.language import current, dates


def period_text(start: date | None, end: date | None) -> str:
    """A period in one line, 1 Sep – 30 Nov 2027; open where a day is missing, "" without any."""
    language = current()
    if start is None and end is None:
        return ""
    dash = "～" if language.code == "ja" else " – "
    first = dates.date_short(language, start) if start else ""
    if start is None or end is None:
        return f"{first}{dash}{dates.date_short(language, end) if end else ''}".strip()
    if start == end:
        return first
    if language.code == "ja":
        last = f"{end.month}/{end.day}" if start.year == end.year else ""
        return f"{first}{dash}{last or dates.date_short(language, end)}"
    if (start.year, start.month) == (end.year, end.month):
        day = f"{start.day}." if language.code == "da" else f"{start.day}"
        return f"{day}–{dates.date_short(language, end)}"
    year = f"{start.year}"
    if start.year == end.year:
        # The year is said once, at the end, where both languages write it.
        first = first.removesuffix(year).rstrip()
    return f"{first}{dash}{dates.date_short(language, end)}"
