"""Who is left out of a draft, and what it would take to have them in it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.errors import Problem
from desktop.language import _, current, ngettext
from desktop.planning.proposal import LeftOut, Note
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.lines import SaidLine, Section, Waiting, refill
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, LinkButton, PlainLabel, StatusChip, row
from desktop.words import drafting as words
from desktop.words import problem as told_problem
from desktop.words.bookings import Called

if TYPE_CHECKING:
    from desktop.planning.draft import Asked
    from desktop.planning.drafting.problem import Answer

Why = Callable[["Asked", "Answer", str, Callable[[], bool]], tuple[Note, ...]]


def reckon_why(
    asked: Asked, answer: Answer, item_id: str, stop: Callable[[], bool]
) -> tuple[Note, ...]:
    """What it would take to have an item in a draft; in a process that ends when it is stopped."""
    from desktop.planning.draft_why import why
    from desktop.planning.drafting.apart import GivenUp, apart

    try:
        return apart(stop, why, asked, answer, item_id)
    except GivenUp:
        return ()


class LeftRow(Spoken, QWidget):
    """One host that finds no place: its name, why, and on demand what it would take."""

    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        drafter: Drafter,
        why: Why,
        left: LeftOut,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._drafter, self._why, self.left = desk, drafter, why, left
        self._job: Job | None = None
        self._stop = stop = Event()  # whoever reckons looks at it, so that nothing waits for them
        self.destroyed.connect(lambda: stop.set())
        self._answers: tuple[Note, ...] | None = None
        self.name = LinkButton(self._name, lambda: self.opened.emit(left.item_id))
        head = row(self.name, spacing=look.S)
        head.setStretch(0, 1)
        if left.must:
            head.addWidget(StatusChip(lambda: _("Must"), "warn", "triangle-alert"))
        reasons = PlainLabel(role="soft", wrap=True)
        self.ask = Button(lambda: _("Why?"), self.ask_why, kind="quiet")
        self.say(self.ask.setAccessibleName, self._heard)
        self._busy = Waiting(lambda: _("Trying what would help…"))
        self._found = QVBoxLayout()
        self._found.setSpacing(look.XS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, look.XS)
        layout.setSpacing(look.XS)
        layout.addLayout(head)
        layout.addWidget(reasons)
        layout.addLayout(row(self.ask, None))
        layout.addWidget(self._busy)
        layout.addLayout(self._found)
        self.say(reasons.setText, self._reasons)
        self.refresh()

    def refresh(self) -> None:
        """Offer the question where it can be asked now."""
        self.ask.setVisible(self._answers is None and self._job is None)
        # While the best is still looked for, an answer would speak of a draft that goes.
        self.ask.setEnabled(not self._drafter.is_working())

    def ask_why(self) -> None:
        """Reckon what it would take, off the window's thread, and tell it here."""
        asked, answer = self._drafter.asked(), self._drafter.answer()
        if asked is None or answer is None or self._job is not None:
            return
        work = partial(self._why, asked, answer, self.left.item_id, self._stop.is_set)
        self._job = self._desk.background.run(work, self._show, self._failed, owner=self)
        self._busy.show()
        self.refresh()

    def give_up(self) -> None:
        """Wait for no answer any more."""
        if self._job is not None:
            self._stop.set()
            self._stop = Event()
            self._job.cancel()
            self._job = None
            self._busy.hide()

    def answers(self) -> list[str]:
        """What it would take, as it is told."""
        lines = (self._found.itemAt(at) for at in range(self._found.count()))
        widgets = [line.widget() for line in lines if line is not None]
        return [one.text() for one in widgets if isinstance(one, SaidLine)]

    def _show(self, found: tuple[Note, ...]) -> None:
        self._job, self._answers = None, found
        self._busy.hide()
        more = [one for one in found if one not in self.left.reasons]
        # What stands above already is no answer.
        told = more or [Note("fits_nowhere")]
        refill(self._found, [SaidLine("info", "info", partial(self._said, one)) for one in told])
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._busy.hide()
        self.refresh()
        if not isinstance(error, Problem):
            raise error
        said = partial(told_problem, error)
        refill(self._found, [SaidLine("triangle-alert", "warn", said)])

    def _name(self) -> str:
        asked = self._drafter.asked()
        called = Called(asked.plan, current()).booking(self.left.item_id) if asked else ""
        return called or _("an item that is gone")

    def _heard(self) -> str:
        return _("{question} {name}").format(question=_("Why?"), name=self._name())

    def _reasons(self) -> str:
        asked = self._drafter.asked()
        return words.why_left(self.left, asked.plan, asked.wishes) if asked is not None else ""

    def _said(self, note: Note) -> str:
        asked = self._drafter.asked()
        return words.note(note, asked.plan, asked.wishes) if asked is not None else ""


class LeftPanel(Section):
    """All that finds no place; `opened` is sent with the item whose name was pressed."""

    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        drafter: Drafter,
        why: Why = reckon_why,
        parent: QWidget | None = None,
    ) -> None:
        self._drafter = drafter
        super().__init__(self._title, parent)
        self._desk, self._why = desk, why
        self.rows: list[LeftRow] = []
        self._shown: object = None
        self.refresh()

    def refresh(self) -> None:
        """Show who is left out of the proposal as it is now."""
        proposal = self._drafter.proposal()
        left = proposal.left if proposal is not None else ()
        # What was found out stays as long as the answer that it speaks of.
        shown = (self._drafter.answer(), left)
        if shown != self._shown:
            self._shown = shown
            self.give_up()
            self.rows = [LeftRow(self._desk, self._drafter, self._why, one) for one in left]
            for one in self.rows:
                one.opened.connect(self.opened)
            refill(self.body, self.rows)
        for one in self.rows:
            one.refresh()
        self.setVisible(bool(left))
        self.say_again()

    def give_up(self) -> None:
        """Wait for no answer any more."""
        for one in self.rows:
            one.give_up()

    def _title(self) -> str:
        proposal = self._drafter.proposal()
        number = len(proposal.left) if proposal is not None else 0
        return ngettext("{n} left out", "{n} left out", number).format(n=number)
