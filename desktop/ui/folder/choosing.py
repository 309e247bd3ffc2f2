"""The papers and languages that are ticked for a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from desktop.documents.catalogue import Sheet, Shelf
from desktop.documents.wish import Wish
from desktop.language import _, current
from desktop.ui import look
from desktop.ui.forms import FlagsField
from desktop.ui.output.choices import PAIRS, languages_in_words
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PictureLabel, PlainLabel, column, row
from desktop.words import papers as words


class _Tick(Spoken, QCheckBox):
    """A paper to tick."""

    def __init__(self, text: Callable[[], str]) -> None:
        super().__init__()
        self.say(self.setText, text)


class FolderChoices(Spoken, QWidget):
    """Which papers are wanted, in which languages; `edited` is sent after each choice.

    `usual` are ticked at first; the languages are those of `wish`.
    """

    edited = Signal()

    def __init__(
        self,
        sheets: Sequence[Sheet],
        usual: Iterable[str],
        wish: Wish,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        ticked = set(usual)
        self._ticks: dict[str, _Tick] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, look.S, 0)
        layout.setSpacing(look.XS)
        pairs = dict.fromkeys((*PAIRS, " ".join(wish.languages)))
        self._languages = FlagsField(lambda: _("Languages"), pairs, languages_in_words)
        self._languages.set_value((" ".join(wish.languages),))
        self._beside = _Tick(lambda: _("Two languages side by side"))
        self._beside.setChecked(wish.beside)
        self._beside.clicked.connect(self._edited)
        self._for_each = QWidget()
        self._each = _Tick(lambda: _("The programme of each member too"))
        self._each.setChecked(wish.kind == "delegation")
        self._each.clicked.connect(self._edited)
        hint = PlainLabel(role="hint", wrap=True)
        self.say(hint.setText, lambda: _("In the member's own language where it is known."))
        inset = self._each.sizeHint().height() + look.XS
        self._for_each.setLayout(column(self._each, row(inset, hint, spacing=0), spacing=0))
        self._for_each.setVisible(wish.kind == "delegation")
        layout.addWidget(self._languages)
        layout.addWidget(self._beside)
        self._languages.edited.connect(self._edited)
        for shelf in Shelf:
            self._add_shelf(shelf, [one for one in sheets if one.shelf == shelf], ticked, layout)
        layout.addStretch(1)
        self._fit()

    def documents(self) -> list[str]:
        """The papers that are ticked."""
        return [code for code, tick in self._ticks.items() if tick.isChecked()]

    def languages(self) -> list[tuple[str, ...]]:
        """The languages, one or two each, in which every paper is made."""
        return [tuple(str(pair).split()) for pair in self._languages.value()]

    def choose_languages(self, *pairs: str) -> None:
        """Take other languages, as clicks do."""
        self._languages.set_value(pairs)
        self._edited()

    def tick(self, document: str, on: bool = True) -> None:
        """Tick a paper or not, as a click does."""
        if self._ticks[document].isChecked() != on:
            self._ticks[document].click()

    def is_beside(self) -> bool:
        """Whether two languages stand in two columns."""
        return self._beside.isChecked()

    def each(self) -> bool:
        """Whether each member has a programme of their own."""
        return self._each.isChecked()

    def _add_shelf(
        self, shelf: Shelf, sheets: Sequence[Sheet], ticked: set[str], layout: QVBoxLayout
    ) -> None:
        if not sheets:
            return
        heading = PlainLabel(role="label")
        self.say(heading.setText, lambda: words.shelf(shelf))
        layout.addSpacing(look.M)
        layout.addWidget(heading)
        for sheet in sheets:
            tick = _Tick(partial(_named, sheet))
            tick.setChecked(sheet.code in ticked)
            tick.clicked.connect(self._edited)
            self._ticks[sheet.code] = tick
            if sheet.private:
                lock = PictureLabel("lock", look.ICON, "soft")
                layout.addLayout(row(tick, lock, None, spacing=look.XS))
            else:
                layout.addWidget(tick)
        if shelf is Shelf.PROGRAMME:
            layout.addWidget(self._for_each)

    def _fit(self) -> None:
        self._beside.setVisible(any(len(pair) > 1 for pair in self.languages()))

    def _edited(self, _value: object = None) -> None:
        self._fit()
        self.edited.emit()


def _named(sheet: Sheet) -> str:
    name = sheet.name_in(current())
    return _("{paper} (for the office only)").format(paper=name) if sheet.private else name
