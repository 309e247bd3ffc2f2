"""Whose data are due for removal: a tick for each person, and chips for what is held."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop import words
from desktop.domain.codes import DataClass
from desktop.language import _, current, dates, names, ngettext, sorting
from desktop.store.retention import Due
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Card, FlowLayout, PlainLabel, StatusChip

_MOST = 100  # each is several widgets; the rest come up once these are gone
_TONES: Mapping[DataClass, str] = {
    DataClass.CONTACT: "quiet",
    DataClass.PASSPORT: "warn",
    DataClass.HEALTH: "bad",
    DataClass.EMERGENCY: "info",
}


class DueList(Spoken, QWidget):
    """The people whose data are due, all ticked at first; `changed` when a tick was set or not."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards: list[_DueCard] = []
        self._more = PlainLabel(role="soft", wrap=True)
        self._left = 0
        self._more.hide()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.S)
        self._layout.addWidget(self._more)
        self.say(self._more.setText, self._more_text)

    def show_due(self, found: Sequence[Due]) -> None:
        """Show these people; who was unticked stays so."""
        unticked = {card.due.person.id for card in self._cards if not card.box.isChecked()}
        for card in self._cards:
            card.hide()
            card.deleteLater()
        # Of those who wait equally long, as in any list of names.
        ordered = sorted(
            found,
            key=lambda due: (
                min(due.since.values()),
                sorting.person_sort_key(current(), due.person),
            ),
        )
        self._cards = [_DueCard(due, self) for due in ordered[:_MOST]]
        for at, card in enumerate(self._cards):
            card.box.setChecked(card.due.person.id not in unticked)
            card.box.toggled.connect(lambda _on: self.changed.emit())
            self._layout.insertWidget(at, card)
        self._left = max(0, len(found) - _MOST)
        self._more.setVisible(bool(self._left))
        self.say_again()
        self.changed.emit()

    def chosen(self) -> list[Due]:
        """Those that are ticked."""
        return [card.due for card in self._cards if card.box.isChecked()]

    def boxes(self) -> list[QCheckBox]:
        """The ticks, in the order of the list."""
        return [card.box for card in self._cards]

    def _more_text(self) -> str:
        told = ngettext(
            "{n} more person follows once these are removed.",
            "{n} more people follow once these are removed.",
            self._left,
        )
        return told.format(n=self._left)


class _DueCard(Spoken, Card):
    """One person."""

    def __init__(self, due: Due, parent: QWidget) -> None:
        super().__init__(parent)
        self.due = due
        self.box = QCheckBox()
        when = PlainLabel(role="soft", wrap=True)
        chips = FlowLayout(spacing=look.S)
        for one in DataClass:
            if one in due.since:
                chips.addWidget(StatusChip(partial(words.word, one), _TONES[one]))
        self.body.addWidget(self.box)
        self.body.addLayout(chips)
        self.body.addWidget(when)
        self.say(self.box.setText, lambda: _plain(names.display(current(), due.person)))
        self.say(self.box.setAccessibleName, lambda: names.display(current(), due.person))
        self.say(when.setText, self._when)

    def _when(self) -> str:
        since = dates.date_short(current(), min(self.due.since.values()))
        if self.due.last is None:
            return _("Never took part in anything  ·  due since {day}").format(day=since)
        last = dates.date_short(current(), self.due.last)
        return _("Last visit until {last}  ·  due since {day}").format(last=last, day=since)


def _plain(name: str) -> str:
    """A name as a tick shows it, where an ampersand would mark a key."""
    return name.replace("&", "&&") or _("untitled")
