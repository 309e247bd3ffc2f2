"""What stands above the changes of a day: the day, what it costs, and the way to take all of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget
from typing_extensions import override

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.language import _, current, dates, ngettext
from desktop.planning.proposal import DayOutline
from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, column, row
from desktop.words import drafting as said


class DayHeading(Spoken, QFrame):
    """Heads the changes of a day. `fold` is the button that shows what stays, below the changes.

    On a day without changes it stands in the heading itself.

    `accept_asked()` when all changes of the day are wanted, `unfolded()` when what stays is to be
    shown or not. `changes` and `kept` are the items below it.
    """

    accept_asked = Signal()
    unfolded = Signal()

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day = day
        self.changes: tuple[str, ...] = ()
        self.kept: tuple[str, ...] = ()
        self._outline: DayOutline | None = None
        self._plan: Plan | None = None
        self._wishes = Wishes("")
        self._open = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._title = PlainLabel(role="strong", wrap=True)
        self._line = PlainLabel(role="hint", wrap=True)
        self._costs = PlainLabel(role="soft", wrap=True)
        self.accept = Button(lambda: _("Accept day"), self.accept_asked.emit, kind="quiet")
        self.fold = Button(
            self._fold_text,
            lambda: self.unfold(not self._open),
            kind="quiet",
            icon="chevron-right",
            parent=parent,
        )
        texts = column(self._title, self._line, self._costs, spacing=look.EDGE)
        layout = row(texts, self.accept, spacing=look.S)
        layout.setContentsMargins(look.XS, look.M, 0, look.XS)
        layout.setStretchFactor(texts, 1)
        layout.setAlignment(self.accept, Qt.AlignmentFlag.AlignTop)
        self._row = layout
        self.setLayout(layout)
        self.say(self._title.setText, lambda: dates.day_heading(current(), self.day))
        self.say(self.accept.setAccessibleName, self._accept_name)
        self.say(self._line.setText, self._line_text)
        self.say(self._tell_costs, self._costs_text)

    def show_day(
        self,
        outline: DayOutline,
        plan: Plan,
        wishes: Wishes,
        changes: Sequence[str],
        kept: Sequence[str],
    ) -> None:
        """Show what the day is like in a proposal."""
        self._outline, self._plan, self._wishes = outline, plan, wishes
        self.changes, self.kept = tuple(changes), tuple(kept)
        self.accept.setVisible(bool(changes))
        self._dress()
        if changes:
            self._row.removeWidget(self.fold)
        elif self._row.indexOf(self.fold) < 0:
            self._row.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignTop)
        self.say_again()
        self.fold.say_again()

    def unfold(self, opened: bool) -> None:
        """Show what stays on the day, or take it away."""
        self._open = opened
        self._dress()
        self.fold.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "accent"))
        self.unfolded.emit()

    def is_unfolded(self) -> bool:
        """Whether what stays is shown."""
        return self._open

    def _dress(self) -> None:
        """Leave the room to the days on which something changes."""
        calm = not self.changes
        self._title.dress("soft" if calm else "strong")
        self._line.setVisible(not calm or self._open)
        self._row.setContentsMargins(look.XS, look.XS if calm else look.M, 0, look.XS)

    def _fold_text(self) -> str:
        number = len(self.kept)
        return ngettext("{n} stays as it is", "{n} stay as they are", number).format(n=number)

    def _accept_name(self) -> str:
        return _("Accept {day}").format(day=dates.day_short(current(), self.day))

    def _line_text(self) -> str:
        return said.day_line(self._outline) if self._outline is not None else ""

    def _costs_text(self) -> str:
        if self._outline is None or self._plan is None:
            return ""
        # What becomes of an item that has a line below is said there.
        costs = (
            each for each in self._outline.costs if each.values.get("item") not in self.changes
        )
        outline = replace(self._outline, costs=tuple(costs))
        return said.day_costs(outline, self._plan, self._wishes)

    def _tell_costs(self, text: str) -> None:
        self._costs.setText(text)
        self._costs.setVisible(bool(text))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(look.COLUMN // 2, super().minimumSizeHint().height())
