"""A field for a length of time, typed as people write it: 24, 24 h, 24:00, 7,5 or 3 x 8 h."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.language import _, current, dates
from desktop.ui.forms import Field, TextLine, Unreadable
from desktop.ui.forms.field import Text

_MOST = 100_000 * 60
_LONGEST = 60  # characters
_TIMES = re.compile(r"(\d+) ?[x*×] ?(.+)")
_CLOCK = re.compile(r"(\d+):([0-5]\d)(?: ?h)?")
_MINUTES = re.compile(r"(\d+) ?(?:min|minutes?|minut|minutter|分)\.?")
_HOURS = re.compile(
    r"(\d+(?:[.,]\d+)?) ?(?:h|hrs?|hours?|t|time|timer|時間)?\.?"
    r"(?: ?(\d+) ?(?:m|min|minutes?|minutter|分)\.?)?"
)


def read_minutes(text: str) -> int:
    """The whole minutes that a text says; a mere number are hours. ValueError if it says none."""
    written = " ".join(unicodedata.normalize("NFKC", text).lower().split())
    if len(written) > _LONGEST:  # such as thousands of digits, pasted by mistake
        raise ValueError("no length of time")
    if found := _TIMES.fullmatch(written):
        return int(found[1]) * read_minutes(found[2])
    if found := _CLOCK.fullmatch(written):
        return int(found[1]) * 60 + int(found[2])
    if found := _MINUTES.fullmatch(written):
        return int(found[1])
    if found := _HOURS.fullmatch(written):
        return round(float(found[1].replace(",", ".")) * 60) + int(found[2] or 0)
    raise ValueError(f"no length of time: {text!r}")


class DurationField(Field):
    """A length of time in minutes, or None where nothing is written."""

    def __init__(
        self, label: Text, *, hint: Text | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._line = TextLine()
        self.set_control(self._line)

    @override
    def show_value(self, value: Any) -> None:
        self._line.show_text("" if value is None else dates.duration(current(), value))

    @override
    def read(self) -> int | None:
        text = self._line.text().strip()
        if not text:
            return None
        try:
            minutes = read_minutes(text)
        except ValueError:
            raise Unreadable(_not_hours) from None
        if minutes > _MOST:
            raise Unreadable(_not_hours)
        return minutes


def _not_hours() -> str:
    return _("Please write hours, such as 24, 7:30 or 3 x 8 h.")
