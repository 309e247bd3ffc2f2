"""What stands beside a proposal: how good it is, who is left out, others like it, letters."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.language import ngettext
from desktop.planning.draft_others import look_for_others
from desktop.planning.proposal import Note
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.left_panel import LeftPanel, Why, reckon_why
from desktop.ui.drafting.letters_panel import LettersPanel
from desktop.ui.drafting.lines import SaidLine, Section, refill
from desktop.ui.drafting.others_panel import More, OthersPanel
from desktop.ui.drafting.run_panel import RunPanel
from desktop.words import drafting as words


class TroublesPanel(Section):
    """What kept a draft from doing all that was asked."""

    def __init__(self, drafter: Drafter, parent: QWidget | None = None) -> None:
        self._drafter = drafter
        super().__init__(self._title, parent)
        self._shown: tuple[Note, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Show what the proposal as it is now says."""
        notes = self._notes()
        if notes != self._shown:
            self._shown = notes
            said = (partial(self._said, one) for one in notes)
            refill(self.body, [SaidLine("triangle-alert", "warn", text) for text in said])
        self.setVisible(bool(notes))
        self.say_again()

    def told(self) -> list[str]:
        """The sentences that are shown."""
        return [self._said(one) for one in self._shown]

    def _notes(self) -> tuple[Note, ...]:
        proposal = self._drafter.proposal()
        return proposal.troubles if proposal is not None else ()

    def _said(self, note: Note) -> str:
        asked = self._drafter.asked()
        return words.note(note, asked.plan, asked.wishes) if asked is not None else ""

    def _title(self) -> str:
        number = len(self._notes())
        return ngettext("{n} thing to note", "{n} things to note", number).format(n=number)


class SidePanel(QWidget):
    """Follows a Drafter. `redraft` asks for another draft, `opened` leads to an item."""

    redraft = Signal()
    opened = Signal(str)

    def __init__(
        self,
        desk: Desk,
        drafter: Drafter,
        *,
        why: Why = reckon_why,
        more: More = look_for_others,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.run = RunPanel(drafter)
        self.run.asked.connect(self.redraft)
        self.troubles = TroublesPanel(drafter)
        self.left = LeftPanel(desk, drafter, why)
        self.left.opened.connect(self.opened)
        self.letters = LettersPanel(desk, drafter)
        self.others = OthersPanel(desk, drafter, more)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, look.S, look.M)
        layout.setSpacing(look.M)
        # The letters are many, and of no use before a proposal is chosen: they come last.
        for part in (self.run, self.troubles, self.left, self.others, self.letters):
            layout.addWidget(part)

    def refresh(self) -> None:
        """Show how things are now."""
        for part in (self.run, self.troubles, self.left, self.others, self.letters):
            part.refresh()
