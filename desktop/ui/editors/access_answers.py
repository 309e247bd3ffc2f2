"""What the facility said to each instrument that a request asks for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from sqlalchemy.orm import Session

from desktop import words
from desktop.domain import AccessInstrument
from desktop.domain.codes import InstrumentAnswer
from desktop.language import _, current, dates
from desktop.store import access
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.forms import Choice, DateField, Form, TextField
from desktop.ui.slots.duration import DurationField
from desktop.ui.speech import Spoken
from desktop.ui.statuses import status_look
from desktop.ui.widgets import Card, ElidedLabel, IconButton, Line, row

_ANSWERS = tuple(InstrumentAnswer)
_DETAILS = ("answered", "allocated_minutes", "note")


class AnswerRow(Spoken, QWidget):
    """One instrument: the answer at hand, its day, time and note below when they are wanted.

    `changed(field, value)` tells of each change the officer made.
    """

    changed = Signal(str, object)

    def __init__(self, link: AccessInstrument, today: Callable[[], date]) -> None:
        super().__init__()
        self._link = link
        self._open = False
        self._name = ElidedLabel(role="strong")
        self._summary = ElidedLabel(role="soft")
        self.choice = Choice()
        self.choice.setIconSize(QSize(look.ICON, look.ICON))
        self.choice.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._fold = IconButton(
            "chevron-down", self._fold_name, lambda: self.unfold(not self._open)
        )
        self.form = Form()
        self.form.section(columns=3)
        self.form.add("allocated_minutes", DurationField(lambda: _("Time granted")))
        self.form.add("answered", DateField(lambda: _("Answered on"), today=today))
        self.form.add("note", TextField(lambda: _("Note")))
        self.form.edited.connect(self.changed)
        self.form.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.L, look.S, look.S, look.S)
        layout.setSpacing(look.M)
        head = row(self._name, self.choice, self._summary, self._fold, spacing=look.M)
        for part, stretch in ((self._name, 5), (self.choice, 4), (self._summary, 6)):
            head.setStretchFactor(part, stretch)
        layout.addLayout(head)
        layout.addWidget(self.form)
        self.say(self._name.setText, self._called)
        self.say(self._offer, lambda: _("Answer of the facility"))
        self.say(self._summary.setText, self._in_short)
        self.choice.activated.connect(self._choose)
        self.load(link)

    def load(self, link: AccessInstrument) -> None:
        """Show what was answered."""
        self._link = link
        self.choice.setCurrentIndex(_ANSWERS.index(InstrumentAnswer(link.answer)))
        self.form.load({name: getattr(link, name) for name in _DETAILS})
        accepted = link.answer == InstrumentAnswer.ACCEPTED
        untold = accepted and link.allocated_minutes is None
        self.form.missing({"allocated_minutes"} if untold else ())
        self.say_again()
        self._fold.say_again()

    def unfold(self, opened: bool) -> None:
        """Show or hide what is known beside the answer."""
        self._open = opened
        self.form.setVisible(opened)
        self._summary.setText(self._in_short())
        self._fold.setIcon(icons.icon("chevron-up" if opened else "chevron-down", "soft"))
        self._fold.say_again()

    def _called(self) -> str:
        return self._link.instrument.name.best(current().code) or _("Instrument")

    def _in_short(self) -> str:
        if self._open:
            return ""
        language, link = current(), self._link
        parts = []
        if link.allocated_minutes is not None and link.answer != InstrumentAnswer.REFUSED:
            length = dates.duration(language, link.allocated_minutes)
            parts.append(_("{hours} granted").format(hours=length))
        if link.answered is not None:
            parts.append(dates.date_short(language, link.answered))
        parts.append(link.note)
        return "  ·  ".join(part for part in parts if part)

    def _offer(self, label: str) -> None:
        chosen = max(0, self.choice.currentIndex())
        self.choice.clear()
        for answer in _ANSWERS:
            tone, icon = status_look(answer)
            self.choice.addItem(icons.icon(icon, tone), words.word(answer))
        self.choice.setCurrentIndex(chosen)
        name = _("{label}: {name}").format(label=label, name=self._called())
        self.choice.setAccessibleName(name)

    def _choose(self, index: int) -> None:
        answer = _ANSWERS[index]
        if answer != self._link.answer:
            self.unfold(self._open or answer == InstrumentAnswer.ACCEPTED)
            self.changed.emit("answer", answer.value)

    def _fold_name(self) -> str:
        text = _("Hide details of {name}") if self._open else _("Show details of {name}")
        return text.format(name=self._called())


class AnswersPanel(Spoken, QWidget):
    """The instruments of a request, each accepted or refused on its own."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.rows: dict[str, AnswerRow] = {}
        self._card = Card()
        self._card.body.setContentsMargins(0, look.XS, 0, look.XS)
        self._card.body.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._card)

    def load(self, links: Sequence[AccessInstrument]) -> None:
        """Show the answers to the instruments that a request asks for."""
        if [link.id for link in links] != list(self.rows):
            self._build(links)
        for link in links:
            self.rows[link.id].load(link)

    def leave(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        taken = [one.form.commit() for one in self.rows.values()]
        return all(taken)

    def _build(self, links: Sequence[AccessInstrument]) -> None:
        while (item := self._card.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.rows = {link.id: AnswerRow(link, self._desk.today) for link in links}
        for link_id, one in self.rows.items():
            if self._card.body.count():
                self._card.body.addWidget(Line())
            one.changed.connect(partial(self._save, link_id))
            self._desk.drafts.follow(one.form, partial(_subject, link_id))
            self._card.body.addWidget(one)

    def _save(self, link_id: str, name: str, value: Any) -> None:
        today = self._desk.today()

        def work(session: Session) -> bool:
            access.answer(session, link_id, today, **{name: value})
            return True

        self._desk.do("access.instruments", work)


def _subject(link_id: str) -> tuple[str, str]:
    return "access_instrument", link_id
