"""One edition in the list: when it was issued, to whom, whether it still holds, its files."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.documents.catalogue import SHEETS
from desktop.documents.issuing import CALENDAR
from desktop.domain import Edition, EditionPaper, Person
from desktop.language import current, dates, npgettext, pgettext
from desktop.language.names import display
from desktop.ui import icons, look
from desktop.ui.editions.telling import (
    CURRENT,
    DRAFT,
    FINAL,
    SUPERSEDED,
    changed_until,
    edition_name,
    languages_name,
    size,
)
from desktop.ui.speech import Spoken
from desktop.ui.widgets import (
    Button,
    Card,
    FlowLayout,
    LinkButton,
    PictureLabel,
    PlainLabel,
    StatusChip,
    ToolButton,
    column,
    row,
)


class EditionCard(Spoken, Card):
    """Shows one edition; `save_asked(paper)` and `save_all_asked()` ask for copies of its files.

    `changes` says how many things are otherwise in the edition that came after it, `follower`;
    `changes_asked` asks to see them.
    """

    save_asked = Signal(object)
    save_all_asked = Signal()
    compare_asked = Signal()
    changes_asked = Signal()

    def __init__(
        self,
        edition: Edition,
        people: Mapping[str, Person],
        *,
        holds: bool,
        follower: Edition | None = None,
        changes: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.edition, self._people, self._holds = edition, people, holds
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        title = PlainLabel(role="strong")
        self.say(title.setText, lambda: edition_name(edition.number))
        day = PlainLabel(role="soft")
        self.say(day.setText, self._day)
        self.body.addLayout(row(title, day, None, spacing=look.M))
        marks = QWidget()
        flow = FlowLayout(marks)
        flow.addWidget(self._kind_chip())
        flow.addWidget(self._state_chip())
        self.body.addWidget(marks)
        if follower is not None and changes is not None:
            self._add_changes(follower.number, changes)
        for text in (self._recipients, lambda: edition.note):
            label = PlainLabel(role="soft", wrap=True)
            self.body.addWidget(label)
            self.say(label.setText, text)
            label.setVisible(bool(text()))
        for paper in edition.papers:
            if not paper.audience:
                self.body.addWidget(self._line(paper))
        if any(paper.audience for paper in edition.papers):
            self._add_personal()
        buttons = QWidget()
        below = FlowLayout(buttons)
        if len(edition.papers) > 1:
            below.addWidget(
                Button(
                    lambda: pgettext("edition", "Save all copies…"),
                    self.save_all_asked.emit,
                    kind="quiet",
                    icon="download",
                )
            )
        below.addWidget(
            Button(
                lambda: pgettext("edition", "Compare with now"),
                self.compare_asked.emit,
                kind="quiet",
                icon="arrow-left-right",
            )
        )
        self.body.addWidget(buttons)
        self.say(self.setAccessibleName, self._heard)

    def state(self) -> str:
        """Whether the edition still holds, in a word."""
        if self._holds:
            return pgettext("edition", "Current")
        return pgettext("edition", "Superseded")

    def _add_changes(self, number: int, changes: int) -> None:
        if changes:
            link = LinkButton(lambda: changed_until(number, changes), self.changes_asked.emit)
            self.body.addWidget(link)
            return
        label = PlainLabel(role="soft", wrap=True)
        self.say(label.setText, lambda: changed_until(number, changes))
        self.body.addWidget(label)

    def _add_personal(self) -> None:
        """Fold away the files that are for one person each: there may be many."""
        papers = [paper for paper in self.edition.papers if paper.audience]
        inside = QWidget()
        inside.setLayout(column(*(self._line(paper) for paper in papers), spacing=look.XS))
        fold = ToolButton()
        fold.setProperty("kind", "fold")
        fold.setCheckable(True)
        fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

        def unfold(opened: bool) -> None:
            fold.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "soft"))
            inside.setVisible(opened)

        fold.toggled.connect(unfold)
        unfold(False)
        number = len(papers)
        self.say(
            fold.setText,
            lambda: npgettext(
                "edition", "{n} file for one person", "{n} files for one person each", number
            ).format(n=number),
        )
        self.body.addWidget(fold)
        self.body.addWidget(inside)

    def _line(self, paper: EditionPaper) -> QWidget:
        """What a file is; a press saves a copy."""
        calendar = paper.document == CALENDAR
        link = LinkButton(lambda: self._called(paper), partial(self.save_asked.emit, paper))
        weight = PlainLabel(role="hint")
        self.say(weight.setText, lambda: size(paper.size))
        line = row(PictureLabel("calendar" if calendar else "file-text"), link, weight)
        line.setStretch(1, 1)
        whole = QWidget()
        whole.setLayout(line)
        whole.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        return whole

    def _called(self, paper: EditionPaper) -> str:
        """What a file is, and in which languages; for whom, where it is for one person."""
        spoken = languages_name(paper.languages.split())
        person = self._people.get(paper.audience.removeprefix("person:"))
        sheet = SHEETS.get(paper.document)
        if paper.document == CALENDAR:
            what = pgettext("edition", "Calendar")
        elif sheet is not None:
            what = sheet.name_in(current())
        else:
            return paper.name
        if person is not None:
            what = pgettext("edition", "{what}, {person}").format(
                what=what, person=display(current(), person)
            )
        return pgettext("edition", "{what} ({languages})").format(what=what, languages=spoken)

    def _kind_chip(self) -> StatusChip:
        if self.edition.draft:
            return StatusChip(lambda: pgettext("edition", "Draft"), *DRAFT)
        return StatusChip(lambda: pgettext("edition", "Final"), *FINAL)

    def _state_chip(self) -> StatusChip:
        return StatusChip(self.state, *(CURRENT if self._holds else SUPERSEDED))

    def _heard(self) -> str:
        return ", ".join(
            filter(None, (edition_name(self.edition.number), self._day(), self.state()))
        )

    def _day(self) -> str:
        return dates.date_long(current(), self.edition.on) if self.edition.on else ""

    def _recipients(self) -> str:
        sent = self.edition.recipients
        return pgettext("edition", "Sent to: {names}").format(names=sent) if sent else ""
