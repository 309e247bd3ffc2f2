"""What the mails say: the opening words in each language, and one mail as it will be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.calendars.letter import Letter
from desktop.language import CODES, Language, _
from desktop.ui import look
from desktop.ui.forms import ChoiceField, Form, LongTextField
from desktop.ui.mailing.people import Reader
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Card, PlainLabel, Scroll


class Wording(Spoken, QWidget):
    """The opening words by language, and below them the mail to one person as it will be.

    `changed` tells that other words or another person were chosen.
    """

    changed = Signal()

    def __init__(self, readers: Mapping[str, Reader], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = Form()
        self.words.section(lambda: _("Opening words"), columns=1, folded=True)
        for code in CODES:
            self.words.add(code, LongTextField(partial(_name_of, code)))
        self.words.edited.connect(lambda _name, _value: self.changed.emit())
        self.person = ChoiceField(lambda: _("Mail to"), readers, lambda code: readers[code].name())
        self.person.set_value(next(iter(readers), None))
        self.person.edited.connect(lambda _value: self.changed.emit())
        self._subject = PlainLabel(role="strong", wrap=True, select=True)
        self._text = PlainLabel(wrap=True, select=True)
        card = Card()
        card.body.addWidget(self._subject)
        card.body.addWidget(self._text)
        card.body.addStretch(1)
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, look.S, 0)
        layout.setSpacing(look.M)
        for part in (self.words, self.person, card):
            layout.addWidget(part)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.addWidget(Scroll(inside))

    def load(self, opened: Mapping[str, str]) -> None:
        """Show the usual opening words of each language."""
        self.words.load(opened)

    def opened(self) -> dict[str, str]:
        """The opening words by code of language."""
        return {code: str(text) for code, text in self.words.values().items()}

    def use(self, codes: set[str]) -> None:
        """Offer the words of these languages alone."""
        for code in CODES:
            self.words.field(code).setVisible(code in codes)

    def show_letter(self, letter: Letter) -> None:
        """Show one mail as it will be."""
        self._subject.setText(letter.subject)
        self._text.setText(letter.text)

    def text(self) -> str:
        """The text that is shown."""
        return self._text.text()


def _name_of(code: str) -> str:
    return Language.of(code).name
