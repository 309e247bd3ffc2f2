"""One edition in the list: when it was issued, to whom, whether it still holds, its files."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.documents.issuing import CALENDAR
from desktop.domain import Edition, EditionPaper
from desktop.language import current, dates, pgettext
from desktop.ui import look
from desktop.ui.editions.telling import CURRENT, DRAFT, FINAL, SUPERSEDED, edition_name, size
from desktop.ui.speech import Spoken
from desktop.ui.widgets import (
    Button,
    Card,
    FlowLayout,
    LinkButton,
    PictureLabel,
    PlainLabel,
    StatusChip,
    column,
    row,
)


class EditionCard(Spoken, Card):
    """Shows one edition; `save_asked(paper)` and `save_all_asked()` ask for copies of its files."""

    save_asked = Signal(object)
    save_all_asked = Signal()
    compare_asked = Signal()

    def __init__(
        self, edition: Edition, *, current_one: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edition = edition
        self._current = current_one
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
        for text in (self._recipients, lambda: edition.note):
            label = PlainLabel(role="soft", wrap=True)
            self.say(label.setText, text)
            label.setVisible(bool(text()))
            self.body.addWidget(label)
        if edition.papers:
            self.body.addLayout(self._papers())
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
        if self._current:
            return pgettext("edition", "Current")
        return pgettext("edition", "Superseded")

    def _papers(self) -> QVBoxLayout:
        lines = [self._paper(paper) for paper in self.edition.papers]
        return column(*lines, spacing=look.XS)

    def _paper(self, paper: EditionPaper) -> QHBoxLayout:
        """A line that saves a copy when it is pressed."""
        calendar = paper.document == CALENDAR
        link = LinkButton(lambda: paper.name, partial(self.save_asked.emit, paper))
        weight = PlainLabel(role="hint")
        self.say(weight.setText, lambda: size(paper.size))
        line = row(PictureLabel("calendar" if calendar else "file-text"), link, weight)
        line.setStretch(1, 1)
        return line

    def _kind_chip(self) -> StatusChip:
        if self.edition.draft:
            return StatusChip(lambda: pgettext("edition", "Draft"), *DRAFT)
        return StatusChip(lambda: pgettext("edition", "Final"), *FINAL)

    def _state_chip(self) -> StatusChip:
        return StatusChip(self.state, *(CURRENT if self._current else SUPERSEDED))

    def _heard(self) -> str:
        return ", ".join(
            filter(None, (edition_name(self.edition.number), self._day(), self.state()))
        )

    def _day(self) -> str:
        return dates.date_long(current(), self.edition.on) if self.edition.on else ""

    def _recipients(self) -> str:
        sent = self.edition.recipients
        return pgettext("edition", "Sent to: {names}").format(names=sent) if sent else ""
