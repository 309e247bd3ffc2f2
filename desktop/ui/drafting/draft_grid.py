"""The day grid as it shows a proposal: to be looked at and walked through, never to be changed."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.language import _, current, dates, pgettext
from desktop.planning.proposal import Change
from desktop.planning.travel import ESTIMATE
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.change_row import ICONS
from desktop.ui.drafting.proposed import Proposed
from desktop.ui.drafting.together import Comings, minutes_of
from desktop.ui.grid.draft import Becomes, Draft, Way
from desktop.ui.grid.grid import DayGrid
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.table_model import ProgrammeModel
from desktop.words import drafting as said

_PLAIN = Qt.KeyboardModifier.KeypadModifier


class Shown(StrEnum):
    """Which programme the grid shows; BOTH is the proposal, with the places that it empties."""

    PRESENT = "present"
    PROPOSAL = "proposal"
    BOTH = "both"


class DraftGrid(DayGrid):
    """Shows a proposal. Space asks to tick an item, Return for its line in the list of changes."""

    turn_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        model = ProgrammeModel(desk.zones)
        selection = QItemSelectionModel(model)
        super().__init__(model, selection, desk.zones, parent, now=desk.clock)
        selection.setParent(model)
        model.setParent(self)
        self.programme_model = model
        self.set_fixed(True)
        self.set_dense(True)
        self._last: tuple[Proposed | None, Programme, Plan, Wishes, Shown] | None = None

    def show_draft(
        self,
        proposed: Proposed | None,
        present: Programme,
        plan: Plan,
        wishes: Wishes,
        shown: Shown,
    ) -> None:
        """Show a proposal, or with None the present programme alone."""
        self._last = (proposed, present, plan, wishes, shown)
        if proposed is None:
            self.set_draft(None)
            self.set_others(())
            self.programme_model.show(present)
            return
        programme = present if shown == Shown.PRESENT else proposed.programme()
        changes = dict(_changes(proposed, plan, wishes, shown))
        self.set_draft(Draft(changes, tuple(_ways(programme, proposed, plan, wishes, shown))))
        left = [(_("Now"), proposed.places_left())] if shown == Shown.BOTH else []
        self.set_others(left if proposed.moved() else ())
        self.programme_model.show(programme)

    @override
    def _has_tray(self) -> bool:
        # Who is left out is told beside the proposal, with the reasons; here the days go first.
        return self.width() >= look.TWO_COLUMNS

    @override
    def respoken(self) -> None:
        super().respoken()
        if self._last is not None:
            self.show_draft(*self._last)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What the list is at stays in sight, however little room there comes to be.
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        item_id = self.item_id(self.currentIndex())
        if event.key() == Qt.Key.Key_Space and not event.modifiers() & ~_PLAIN and item_id:
            self.turn_asked.emit(item_id)
            event.accept()
        else:
            super().keyPressEvent(event)


def _changes(
    proposed: Proposed, plan: Plan, wishes: Wishes, shown: Shown
) -> Iterator[tuple[str, Becomes]]:
    for item_id, one in proposed.changes.items():
        told = said.change(one, plan, wishes)
        if shown == Shown.PRESENT and one.before is None:
            word = _("Gets a time")
        elif shown == Shown.PRESENT:
            word = _("Moves away")
        else:
            word = pgettext("change", "New") if one.before is None else _("Moved")
        change = Change.NEW if one.before is None else Change.MOVED
        yield item_id, Becomes(ICONS[change], word, told)


def _ways(
    programme: Programme, proposed: Proposed, plan: Plan, wishes: Wishes, shown: Shown
) -> Iterator[Way]:
    times = {
        item.id: minutes
        for item in programme.items
        if (minutes := minutes_of(item.start, item.end)) is not None
    }
    placements = () if shown == Shown.PRESENT else proposed.proposal.placements
    groups = {one.item_id: one.group_id for one in placements}
    for way in Comings(plan, wishes).ways(times, groups):
        time = dates.duration(current(), way.leg.minutes)
        if way.leg.source == ESTIMATE:
            text, short = _("about {time}, estimated"), f"≈ {time}"
            yield Way(way.from_id, way.to_id, text.format(time=time), short)
        else:
            yield Way(way.from_id, way.to_id, time)
