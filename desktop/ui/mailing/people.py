"""Who gets something, in which language, and whether a mail would reach them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from desktop.calendars.mail import address
from desktop.language import CODES, Language, _, current, names
from desktop.ui import look
from desktop.ui.forms import Choice
from desktop.ui.speech import Spoken
from desktop.ui.widgets import ElidedLabel, PlainLabel
from desktop.ui.widgets.labels import plain_tooltip

if TYPE_CHECKING:
    from desktop.domain import Person


@dataclass(frozen=True, slots=True)
class Reader:
    """One who may get something, and the code of the language they are written to in."""

    person: Person
    language: str

    @property
    def id(self) -> str:
        """The identity of the person."""
        return self.person.id

    def name(self) -> str:
        """What they are called in the window's language."""
        return names.display(current(), self.person)

    def reached(self) -> bool:
        """Whether a mail would know where to go."""
        return bool(address(self.person.email))


class PeopleList(Spoken, QWidget):
    """One line for each person: a box to tick, the language, the address. `changed` tells of it."""

    changed = Signal()

    def __init__(self, readers: Sequence[Reader], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.readers = tuple(readers)
        self._boxes: dict[str, QCheckBox] = {}
        self._languages: dict[str, Choice] = {}
        self._addresses: dict[str, PlainLabel] = {}
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(look.M)
        layout.setVerticalSpacing(look.XS)
        layout.setColumnStretch(2, 1)
        for line, reader in enumerate(self.readers):
            for column, widget in enumerate(self._line(reader)):
                layout.addWidget(widget, line, column)

    def to(self) -> tuple[tuple[str, str], ...]:
        """Who is ticked, each with the code of their language."""
        return tuple(
            (person, str(self._languages[person].currentData()))
            for person, box in self._boxes.items()
            if box.isChecked()
        )

    def language_of(self, person: str) -> str:
        """The code of the language that is chosen for a person."""
        return str(self._languages[person].currentData())

    def choose(self, people: Iterable[str]) -> None:
        """Tick these people and no others."""
        wanted = set(people)
        for person, box in self._boxes.items():
            box.setChecked(person in wanted)
        self.changed.emit()

    def use_language(self, code: str) -> None:
        """Let everybody have one language; "" gives each their own."""
        for reader in self.readers:
            choice = self._languages[reader.id]
            choice.setCurrentIndex(choice.findData(code or reader.language))
        self.changed.emit()

    def set_language(self, person: str, code: str) -> None:
        """Let one person have a language."""
        choice = self._languages[person]
        choice.setCurrentIndex(choice.findData(code))
        self.changed.emit()

    def show_addresses(self, shown: bool) -> None:
        """Show or hide where the mails go to."""
        for label in self._addresses.values():
            label.setVisible(shown)

    def _line(self, reader: Reader) -> tuple[QWidget, ...]:
        box = QCheckBox()
        self.say(partial(_name_box, box), reader.name)
        box.setChecked(True)
        box.clicked.connect(lambda _on: self.changed.emit())
        choice = Choice()
        for code in CODES:
            choice.addItem(Language.of(code).name, code)
        choice.setCurrentIndex(choice.findData(reader.language))
        choice.setFixedWidth(look.COLUMN // 2)
        choice.activated.connect(lambda _index: self.changed.emit())
        self.say(
            choice.setAccessibleName,
            lambda: _("Language for {name}").format(name=reader.name()),
        )
        shown = ElidedLabel(role="soft" if reader.reached() else "hint")
        self.say(
            shown.setText,
            lambda: reader.person.email if reader.reached() else _("No e-mail address"),
        )
        self._boxes[reader.id], self._languages[reader.id] = box, choice
        self._addresses[reader.id] = shown
        return box, choice, shown


def _name_box(box: QCheckBox, name: str) -> None:
    """Put a name beside a box; a very long one is cut, or it would push the address away."""
    room = look.COLUMN - look.XL
    shown = box.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
    box.setText(shown.replace("&", "&&"))
    box.setAccessibleName(name)
    box.setToolTip(plain_tooltip(name) if shown != name else "")
