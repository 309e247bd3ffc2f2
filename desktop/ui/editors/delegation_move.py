"""The question, asked beside the date, whether a programme moves along with its visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.language import _, ngettext
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, Card, PictureLabel, PlainLabel, row


class MoveQuestion(Spoken, Card):
    """Asks once a visit with a programme gets another start; hidden otherwise.

    `answered(start, along)` is called with the new start and whether the programme moves along.
    """

    def __init__(
        self, answered: Callable[[date, bool], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._answered = answered
        self._start: date | None = None
        self._days = self._items = 0
        text = PlainLabel(wrap=True)
        self._along = Button(self._along_text, lambda: self._answer(along=True), kind="")
        alone = Button(lambda: _("Change only the date"), lambda: self._answer(along=False))
        top = row(PictureLabel("calendar-days", colour="accent"), text, spacing=look.M)
        top.setStretch(1, 1)
        self.body.addLayout(top)
        self.body.addLayout(row(None, alone, self._along))
        self.say(text.setText, self._question)
        self.hide()

    def pending(self) -> date | None:
        """The start that waits for an answer."""
        return self._start

    def ask(self, start: date, days: int, items: int) -> None:
        """Ask whether so many items move along by so many days."""
        self._start, self._days, self._items = start, days, items
        self.say_again()
        self._along.say_again()
        self.show()
        self._along.setFocus(Qt.FocusReason.OtherFocusReason)

    def drop(self) -> None:
        """Ask no more."""
        self._start = None
        self.hide()

    def settle(self) -> None:
        """The officer goes elsewhere: the date alone is changed."""
        if self._start is not None:
            self._answer(along=False)

    def _answer(self, *, along: bool) -> None:
        start = self._start
        self.drop()
        if start is not None:
            self._answered(start, along)

    def _question(self) -> str:
        return ngettext(
            "The programme has {n} item. Does it move along with the visit?",
            "The programme has {n} items. Do they move along with the visit?",
            self._items,
        ).format(n=self._items)

    def _along_text(self) -> str:
        days = abs(self._days)
        if self._days < 0:
            return ngettext(
                "Move everything {n} day earlier", "Move everything {n} days earlier", days
            ).format(n=days)
        return ngettext(
            "Move everything {n} day later", "Move everything {n} days later", days
        ).format(n=days)
