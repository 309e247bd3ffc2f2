"""A field for opening hours, typed as they are written in any of the three languages."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain import hours
from desktop.domain.text import clean
from desktop.language import _, current
from desktop.ui.forms.field import Field, Text
from desktop.ui.forms.lines import TextLine
from desktop.words.hours import hours_text, read_hours, written_hours


class HoursField(Field):
    """Opening hours in the notation of the file, shown in the window's language; "" for none.

    What is understood stands below while it is typed. A text that cannot be read is kept as it
    is, and marked: it is shown and printed, but plans are not checked against it.
    """

    def __init__(self, label: Text, *, parent: QWidget | None = None) -> None:
        self._shown = self._shows = ""  # the text, and the value that it was made of
        self._line = TextLine()
        super().__init__(label, hint=self._understood, parent=parent)
        self.set_control(self._line)
        self.say(
            self._line.setPlaceholderText, lambda: _("Mon–Fri 9–17, closed on public holidays")
        )
        self._line.textEdited.connect(lambda _text: self._refresh())

    @override
    def normal(self, value: Any) -> str:
        return value or ""

    @override
    def show_value(self, value: Any) -> None:
        self._shown, self._shows = written_hours(current(), value), value
        self._line.show_text(self._shown)

    @override
    def read(self) -> str:
        text = clean(self._line.text())
        # Some weeks cannot be read back from how they are written for people.
        if text == self._shown:
            return self._shows
        weekly = read_hours(text)
        return text if weekly is None else weekly.text()

    @override
    def _refresh(self) -> None:
        # What the form still needs here stands above what the field has to say by itself.
        if self._missing in (None, self._unread):
            self._missing = self._unread if self._is_unread() else None
        super()._refresh()

    def _is_unread(self) -> bool:
        """Whether what stands here was taken as it is, because it could not be read."""
        untouched = clean(self._line.text()) == self._shown
        return untouched and bool(self._value) and hours.parse(self._value) is None

    def _unread(self) -> str:
        return _(
            "Kept as you wrote it, but not checked: plans are only compared with hours such as "
            "“Mon–Fri 9–17”."
        )

    def _understood(self) -> str:
        text = clean(self._line.text())
        weekly = None if text == self._shown else read_hours(text)
        if weekly is None:
            return ""
        return _("That is: {hours}").format(hours=hours_text(current(), weekly))
