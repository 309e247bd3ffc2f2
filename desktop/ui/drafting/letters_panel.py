"""Which hosts were promised another time, so that they must be written to anew."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from desktop.language import _, ngettext
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.lines import SaidLine, Section, refill
from desktop.ui.widgets import Button, row
from desktop.words import drafting as words


class LettersPanel(Section):
    """The letters that a proposal asks for, to be copied as a list."""

    def __init__(self, desk: Desk, drafter: Drafter, parent: QWidget | None = None) -> None:
        self._drafter = drafter
        super().__init__(self._title, parent)
        self._desk = desk
        self.copy = Button(lambda: _("Copy"), self.copy_list, icon="copy")
        self.say(self.copy.setAccessibleName, lambda: _("Copy who must be written to"))
        self.foot.addLayout(row(self.copy, None))
        self.refresh()

    def refresh(self) -> None:
        """Show the letters of the proposal as it is now."""
        number = len(self.lines())
        refill(self.body, [SaidLine("send", "soft", partial(self._line, n)) for n in range(number)])
        self.setVisible(number > 0)
        self.say_again()

    def lines(self) -> list[str]:
        """A line for each host, in the order of the new times."""
        asked, proposal = self._drafter.asked(), self._drafter.proposal()
        if asked is None or proposal is None:
            return []
        return words.letters(proposal, asked.plan, asked.wishes)

    def copy_list(self) -> None:
        """Put the list on the clipboard."""
        lines = self.lines()
        QGuiApplication.clipboard().setText("\n".join((words.letters_title(), *lines)))
        number = len(lines)
        self._desk.notice(
            lambda: ngettext("{n} line copied.", "{n} lines copied.", number).format(n=number)
        )

    def _title(self) -> str:
        number = len(self.lines())
        return ngettext(
            "{n} host to be written to anew", "{n} hosts to be written to anew", number
        ).format(n=number)

    def _line(self, number: int) -> str:
        lines = self.lines()
        return lines[number] if number < len(lines) else ""
