"""What an officer chooses of a paper: which, in which languages, for whom, with what in it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.documents.audience import EVERYONE as FOR_EVERYONE
from desktop.documents.audience import Audience
from desktop.documents.catalogue import SHEETS, Sheet, sheets_of
from desktop.documents.wish import Option, Wish
from desktop.language import CODES, Language, _
from desktop.ui import look
from desktop.ui.forms import ChoiceField
from desktop.ui.output.offers import EVERYONE, Offers
from desktop.ui.output.paper_list import PaperList
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, IconButton, Scroll
from desktop.words import papers as words

_ALL = "all"
PAIRS = (*CODES, "ja da", "ja en", "da en")
_BESIDE, _BELOW = "columns", "lines"
_OF_CHANGES = (Option.CHANGES, Option.STRUCK)


class _Tick(Spoken, QCheckBox):
    """One thing to tick; words that are too long for the column are whole in the tooltip."""

    def __init__(self, option: Option) -> None:
        super().__init__()
        # The column decides how wide it is: what asks for more would cut off all choices.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.say(self.setText, lambda: words.option(option))
        self.say(self.setToolTip, lambda: words.option(option))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


class PaperChoices(Spoken, QWidget):
    """The papers of a kind of record, and below them what can be chosen of the one that is shown.

    `edited` is sent after each choice of the officer.
    """

    edited = Signal()

    def __init__(self, kind: str, record: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind, self.record = kind, record
        self._offers = Offers()
        sheets = sheets_of(kind)
        self._document = sheets[0].code if sheets else ""
        self.papers = PaperList(sheets)
        self.papers.choose(self._document)
        self.papers.chosen.connect(self._take_document)
        self.languages = ChoiceField(lambda: _("Document language"), PAIRS, languages_in_words)
        self.languages.edited.connect(self._edited)
        self._swap = IconButton("arrow-left-right", lambda: _("Swap the two languages"), self.swap)
        self.languages.add_to_heading(self._swap)
        self.placing = ChoiceField(
            lambda: _("The second language"),
            (_BELOW, _BESIDE),
            lambda code: _("Side by side") if code == _BESIDE else _("Line under line"),
        )
        self.placing.set_value(_BELOW)
        self.reader = ChoiceField(
            lambda: _("For"), (EVERYONE,), lambda code: self._offers.readers.get(code, "")
        )
        self.own = Button(self._own_text, self.use_own, kind="quiet", icon="languages")
        self.subject = ChoiceField(lambda: _("About"), (), self._subject_text)
        self.since = ChoiceField(
            lambda: _("Mark what has changed since"),
            (),
            lambda code: self._offers.editions.get(code, ""),
            none=lambda: _("Mark nothing"),
        )
        self._ticks = {option: _Tick(option) for option in Option}
        self._build()
        for field in (self.placing, self.subject, self.since):
            field.edited.connect(self._edited)
        self.reader.edited.connect(self._take_reader)
        for tick in self._ticks.values():
            tick.clicked.connect(self._edited)
        self._fit()

    # -- for the page

    def sheet(self) -> Sheet | None:
        """The kind of paper that is chosen; None where there is none for such a record."""
        return SHEETS.get(self._document)

    def choose(self, document: str, languages: tuple[str, ...], *, beside: bool = False) -> None:
        """Take a choice that was made elsewhere or earlier, without telling of it."""
        sheet = SHEETS.get(document)
        if sheet is not None and sheet in sheets_of(self.kind):
            self._document = document
            self.papers.choose(document)
        self.languages.set_value(" ".join(languages))
        self.placing.set_value(_BESIDE if beside else _BELOW)
        self._fit()

    def offer(self, offers: Offers, made: Wish | None) -> None:
        """Show what there is to choose from; `made` is what is shown."""
        self._offers = offers
        self.reader.set_codes(offers.readers)
        if self.reader.value() is None:
            self.reader.set_value(EVERYONE)
        self.subject.set_codes([*([_ALL] if self.record else []), *offers.subjects])
        about = made.subject if made is not None else self.subject.value()
        if offers.subjects and about not in offers.subjects:
            about = _ALL if self.record else None
        self.subject.set_value(about or None)
        self.since.set_codes(offers.editions)
        self._fit()
        self.own.say_again()

    def wish(self, on: date, paper: str) -> Wish:
        """The paper that is chosen, made on a day, on a size of paper."""
        sheet = SHEETS[self._document]
        what, _colon, which = str(self.reader.value() or EVERYONE).partition(":")
        audience = FOR_EVERYONE
        if sheet.audience and what != EVERYONE:
            audience = Audience(group=which) if what == "group" else Audience(person=which)
        since = str(self.since.value() or "") if sheet.marks else ""
        subject = str(self.subject.value() or "") if sheet.subjects is not None else ""
        languages = self.chosen_languages()
        return Wish(
            sheet.code,
            self.kind,
            self.record,
            languages,
            on,
            audience,
            beside=len(languages) > 1 and self.is_beside(),
            options=frozenset(
                option
                for option, tick in self._ticks.items()
                if tick.isChecked() and self._is_offered(option)
            ),
            subject="" if subject == _ALL else subject,
            since=since,
            paper=paper,
        )

    def chosen_languages(self) -> tuple[str, ...]:
        """The codes of one or two languages."""
        return tuple(str(self.languages.value() or "en").split())

    def is_beside(self) -> bool:
        """Whether two languages stand in two columns."""
        return bool(self.placing.value() == _BESIDE)

    def tick(self, option: Option, on: bool = True) -> None:
        """Choose an option or not, as a click does."""
        if self._ticks[option].isChecked() != on:
            self._ticks[option].click()

    def swap(self) -> None:
        """Let the second language be the first."""
        self.languages.set_value(" ".join(reversed(self.chosen_languages())))
        self._edited()

    def use_own(self) -> None:
        """Take the language of the person whom the paper is for."""
        self.languages.set_value(self._own())
        self._edited()

    # -- parts

    def _build(self) -> None:
        self._choices = QWidget()
        below = QVBoxLayout(self._choices)
        below.setContentsMargins(0, 0, look.S, 0)
        below.setSpacing(look.M)
        for part in (self.languages, self.placing, self.reader, self.own, self.subject, self.since):
            below.addWidget(part)
        ticks = QVBoxLayout()
        ticks.setSpacing(look.XS)
        for tick in self._ticks.values():
            ticks.addWidget(tick)
        below.addLayout(ticks)
        below.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.L)
        self._room = Scroll(self._choices)
        layout.addWidget(self.papers, 2)
        layout.addWidget(self._room, 3)

    def _fit(self) -> None:
        sheet = self.sheet()
        two = len(self.chosen_languages()) > 1
        self._swap.setVisible(two)
        self.placing.setVisible(two)
        self.reader.setVisible(sheet is not None and sheet.audience and bool(self._offers.readers))
        self.own.setVisible(bool(self._own()) and self._own() not in self.chosen_languages())
        self.subject.setVisible(bool(self._offers.subjects) and _has_subjects(sheet))
        self.since.setVisible(sheet is not None and sheet.marks and bool(self._offers.editions))
        for option, tick in self._ticks.items():
            tick.setVisible(self._is_offered(option))
        # What the choices do not need is the list's.
        self._room.setMaximumHeight(self._choices.sizeHint().height())

    def _is_offered(self, option: Option) -> bool:
        sheet = self.sheet()
        if sheet is None:
            return False
        if option in _OF_CHANGES:
            return sheet.marks and self.since.value() is not None
        if option is Option.TWELVE_HOURS and "en" not in self.chosen_languages():
            return False
        return option in sheet.options

    def _own(self) -> str:
        """The own language of the person whom the paper is for; "" for others."""
        sheet = self.sheet()
        if sheet is None or not sheet.audience:
            return ""
        return self._offers.own.get(str(self.reader.value()), "")

    def _own_text(self) -> str:
        own = self._own()
        return (
            _("In {language}, their language").format(language=Language.of(own).name) if own else ""
        )

    def _subject_text(self, code: str) -> str:
        return _("All of them") if code == _ALL else self._offers.subjects.get(code, "")

    # -- what the officer does

    def _take_document(self, code: str) -> None:
        self._document = code
        self.subject.set_value(None)
        self._edited()

    def _take_reader(self, _code: str) -> None:
        self.own.say_again()
        self._edited()

    def _edited(self, _value: object = None) -> None:
        self._fit()
        self.edited.emit()


def languages_in_words(codes: str) -> str:
    """What one or two languages, by their codes, are called: 日本語 + Dansk."""
    return " + ".join(Language.of(code).name for code in codes.split())


def _has_subjects(sheet: Sheet | None) -> bool:
    return sheet is not None and sheet.subjects is not None
