"""Other drafts of the same programme that really differ, to be looked at one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QWidget

from desktop.errors import Problem
from desktop.language import _
from desktop.planning.draft_others import Looked, Other, look_for_others
from desktop.planning.proposal import Note
from desktop.ui import look
from desktop.ui.background import Job
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.lines import Section, Waiting, refill
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, ToolButton, column, row
from desktop.words import drafting as words

if TYPE_CHECKING:
    from desktop.planning.draft import Asked
    from desktop.planning.drafting.problem import Answer


More = Callable[["Asked", "Answer", Callable[[], bool]], Looked]


class OtherRow(Spoken, QWidget):
    """A proposal as a button with its aim, and its figures below."""

    def __init__(
        self, other: Other, chosen: Callable[[], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.other = other
        self.button = ToolButton()
        self.button.setProperty("kind", "choice")
        self.button.setCheckable(True)
        self.button.clicked.connect(lambda _on: chosen())
        figures = PlainLabel(role="soft", wrap=True)
        self.setLayout(column(row(self.button, None), figures, spacing=look.XS))
        self.say(self.button.setText, self._title)
        self.say(figures.setText, self._figures)
        self.say(self.button.setAccessibleName, lambda: f"{self._title()} {self._figures()}")

    def _title(self) -> str:
        return words.other(self.other.aim, is_elsewhere=self.other.is_elsewhere)

    def _figures(self) -> str:
        return words.outcome(self.other.proposal)


class OthersPanel(Section):
    """Looks for other proposals when asked, and lets one be looked at in the place of the first."""

    def __init__(
        self,
        desk: Desk,
        drafter: Drafter,
        more: More = look_for_others,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(lambda: _("Other proposals"), parent)
        self._desk, self._drafter, self._more = desk, drafter, more
        self._job: Job | None = None
        self._stop = Event()  # whoever reckons looks at it, so that nothing waits for them
        self.destroyed.connect(lambda: self._stop.set())
        self._first: Other | None = None
        self.rows: list[OtherRow] = []
        self._group = QButtonGroup(self)
        self.ask = Button(lambda: _("Look for others"), self.look_for)
        self._busy = Waiting(lambda: _("Looking for others…"), self._stopped)
        self._notes: Sequence[Note] = ()
        self.told = PlainLabel(role="soft", wrap=True)
        self.told.hide()
        self.say(self.told.setText, self._told_text)
        for part in (self.told, self._busy):
            self.foot.addWidget(part)
        self.foot.addLayout(row(self.ask, None))
        self.refresh()

    def refresh(self) -> None:
        """Offer what can be asked of the proposal as it is now."""
        drafter = self._drafter
        proposal = drafter.proposal()
        known = [one.other.answer for one in self.rows]
        if self._first is not None and drafter.answer() not in (self._first.answer, *known):
            self._forget()
        self.setVisible(proposal is not None and bool(proposal.placements))
        self.ask.setVisible(not self.rows and self._job is None and self.told.isHidden())
        self.ask.setEnabled(not drafter.is_working() and not drafter.is_outdated())
        for one in self.rows:
            one.button.setChecked(one.other.answer == drafter.answer())

    def look_for(self) -> None:
        """Reckon the others, off the window's thread."""
        drafter = self._drafter
        asked, answer, proposal = drafter.asked(), drafter.answer(), drafter.proposal()
        if asked is None or answer is None or proposal is None or self._job is not None:
            return
        self._first = Other(asked, answer, proposal)
        self._stop = Event()
        work = partial(self._more, asked, answer, self._stop.is_set)
        self._job = self._desk.background.run(work, self._show, self._failed, owner=self)
        self._busy.show()
        self.refresh()

    def give_up(self) -> None:
        """Look no further for others."""
        if self._job is not None:
            self._stop.set()
            self._job.cancel()
            self._job = None
            self._busy.hide()

    def _stopped(self) -> None:
        self.give_up()
        self.refresh()

    def _show(self, looked: Looked) -> None:
        self._job = None
        self._busy.hide()
        if self._first is None or self._first.answer != self._drafter.answer():
            self.refresh()
            return  # they are others of a draft that is no more
        if looked.others:
            self._fill([self._first, *looked.others])
        self._notes = looked.notes
        self.say_again()
        self.told.setVisible(bool(self.told.text()))
        self.refresh()

    def _told_text(self) -> str:
        """Why there are no other proposals, or no more of them."""
        if self._first is None:
            return ""
        asked = self._first.asked
        notes = [words.note(one, asked.plan, asked.wishes) for one in self._notes]
        return "\n".join(notes if self.rows else [_("No other draft is really different."), *notes])

    def _failed(self, error: BaseException) -> None:
        self._job = None
        self._busy.hide()
        self.refresh()
        if not isinstance(error, Problem):
            raise error
        self._desk.trouble(error)

    def _fill(self, others: Sequence[Other]) -> None:
        self.rows = [OtherRow(one, partial(self._choose, one)) for one in others]
        for row_ in self.rows:
            self._group.addButton(row_.button)
        refill(self.body, self.rows)

    def _choose(self, other: Other) -> None:
        self._drafter.choose(other.asked, other.answer, other.proposal)

    def _forget(self) -> None:
        """The draft is another one, and so are the others of it."""
        self.give_up()
        self._first = None
        self.told.hide()
        self._fill([])
