"""The one thing to do next, with the button that leads to it."""

from __future__ import annotations

from collections.abc import Callable

from desktop.language import _
from desktop.ui import look
from desktop.ui.overview.lines import Entry
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, ElidedLabel, PictureLabel, PlainLabel, column, row


class NextStep(Spoken, Card):
    """What is most pressing; hidden where nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self._entry: Entry | None = None
        self.body.setContentsMargins(look.L, look.M, look.L, look.M)
        what, detail = ElidedLabel(role="strong"), ElidedLabel(role="soft")
        heading = PlainLabel(role="soft")
        self.say(heading.setText, lambda: _("Most pressing:"))
        self.say(what.setText, lambda: self._entry.title() if self._entry else "")
        self.say(detail.setText, self._detail)
        line = row(PictureLabel("clock", look.ICON + look.S, "accent"), spacing=look.L)
        first = row(heading, spacing=look.S)
        first.addWidget(what, 1)
        line.addLayout(column(first, detail, spacing=0), 1)
        line.addWidget(Button(lambda: _("Open"), self._open, kind="filled"))
        self.body.addLayout(line)
        self.hide()

    def show_first(self, *candidates: Callable[[], Entry | None]) -> None:
        """Show the first of the candidates that there is."""
        found = (candidate() for candidate in candidates)
        self._entry = next((entry for entry in found if entry is not None), None)
        self.say_again()
        self.setVisible(self._entry is not None)

    def _detail(self) -> str:
        entry = self._entry
        if entry is None:
            return ""
        chip = entry.chip.text() if entry.chip is not None else ""
        return " · ".join(text for text in (chip, entry.detail()) if text)

    def _open(self) -> None:
        if self._entry is not None:
            self._entry.open()
