"""A proposal beside the present programme, to be taken as a whole, by days or by single visits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QSplitter, QWidget
from typing_extensions import override

from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.errors import Problem
from desktop.language import _, current, ngettext, pgettext
from desktop.planning.proposal import Change, Proposal
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.change_row import ICONS
from desktop.ui.drafting.changes import Changes
from desktop.ui.drafting.clash_line import ClashLine
from desktop.ui.drafting.draft_grid import DraftGrid, Shown
from desktop.ui.drafting.legend import CALM, LEFT, SIGN, Entry, Legend
from desktop.ui.drafting.proposed import Proposed
from desktop.ui.drafting.together import Comings, Times, Together
from desktop.ui.programme.programme import DELEGATION, KINDS, Programme, read_programme
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, FlowLayout, IconButton, ToolButton, column, row
from desktop.words.bookings import Called

_BESIDE = look.COLUMN * 3  # from this width on the list stands beside the grid, else below
_LIST = look.COLUMN * 5 // 4
_CLOSER = 1.25
_NOBODY = Programme("", "", "", "", None, None)


class Board(Spoken, QWidget):
    """Shows a proposal in the day grid and as a list of changes.

    `accepted(ids)` when the officer takes some of its placements; nothing is stored here.
    """

    accepted = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._delegation_id = ""
        self._proposal: Proposal | None = None
        self._proposed: Proposed | None = None
        self._plan, self._wishes = Plan(desk.today()), Wishes("")
        self._present = _NOBODY
        self._shown = Shown.BOTH
        self._asked: list[str] = []
        self._leading = False
        self._fresh = True  # the first change is to be brought into sight
        self._is_walked = False  # the officer has gone to a change, or has ticked one
        self.grid = DraftGrid(desk)
        self.changes = Changes()
        self.clash = ClashLine()
        self.legend = Legend()
        self.accept_ticked = Button(self._ticked_text, self._accept_ticked, icon="check")
        self.tick_all = Button(self._tick_all_text, self._tick_all, kind="quiet")
        self._fill()
        self.grid.selectionModel().currentChanged.connect(self._lead_list)
        self.grid.turn_asked.connect(self.changes.turn)
        self.grid.details_asked.connect(lambda each: self.changes.go_to(each, keyboard=True))
        self.changes.current_changed.connect(self._walk)
        self.changes.accept_asked.connect(self.accept)
        self.changes.ticked.connect(self._show_ticks)
        self.clash.with_others.connect(lambda: self._answer(with_others=True))
        self.clash.alone.connect(lambda: self._answer(with_others=False))
        self.clash.dropped.connect(self._drop)
        desk.changed.connect(self._follow)
        self.setFocusProxy(self.grid)

    def show_proposal(
        self, delegation_id: str, proposal: Proposal | None, plan: Plan, wishes: Wishes
    ) -> None:
        """Show a proposal beside the programme as it is now; without one, that programme alone."""
        if delegation_id != self._delegation_id:
            self._present, self._fresh, self._is_walked = _NOBODY, True, False
        elif not self._is_walked:
            self._fresh = True  # a better draft may change something else first
        self._delegation_id, self._proposal = delegation_id, proposal
        self._plan, self._wishes = plan, wishes
        self._desk.watch.start()  # so that it can tell what accepting a part would cause
        if self._present is _NOBODY:
            self._read()
        self._show()

    def shown(self) -> Shown:
        """Which programme the grid shows."""
        return self._shown

    def show_side(self, shown: Shown) -> None:
        """Show the present programme, the proposal, or the proposal with what it empties."""
        self._shown = shown
        self.switch[shown].setChecked(True)
        self._show_grid()

    def accept(self, ids: Collection[str]) -> None:
        """Tell that some changes are wanted; where they collide, ask before."""
        self.clash.hide()
        if self._proposed is None:
            return
        wanted = [each for each in self._proposed.changes if each in set(ids)]
        if not wanted:
            return
        together = self._together(self._proposed)
        clashing = together.clashing(wanted)
        if not clashing:
            self.accepted.emit(wanted)
            return
        self._asked = wanted
        others = len(together.with_others(wanted)) - len(wanted)
        self.clash.ask(partial(self._clash_text, clashing), others)

    # -- what it is made of

    def _fill(self) -> None:
        self._segments = QFrame()
        self._segments.setProperty("role", "segments")
        self._segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(self._segments.setAccessibleName, lambda: _("What the grid shows"))
        inner = QHBoxLayout(self._segments)
        inner.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        inner.setSpacing(0)
        group = QButtonGroup(self)
        self.switch: dict[Shown, ToolButton] = {}
        for shown in Shown:
            button = ToolButton()
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.setChecked(shown == self._shown)
            button.clicked.connect(partial(self._choose, shown))
            self.say(button.setText, partial(_side_name, shown))
            group.addButton(button)
            inner.addWidget(button)
            self.switch[shown] = button
        zooms = [
            IconButton("minus", lambda: _("Zoom out"), partial(self._zoom, 1 / _CLOSER)),
            IconButton("plus", lambda: _("Zoom in"), partial(self._zoom, _CLOSER)),
        ]
        head = row(self._segments, self.legend, *zooms, spacing=look.S)
        head.setStretchFactor(self.legend, 1)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=look.S)
        flow.addWidget(self.accept_ticked)
        flow.addWidget(self.tick_all)
        beside = QWidget()
        inset = column(self.changes, foot, spacing=look.S)
        inset.setContentsMargins(look.S, 0, 0, 0)
        beside.setLayout(inset)
        self.splitter = QSplitter()
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(self.grid)
        self.splitter.addWidget(beside)
        self.splitter.setStretchFactor(0, 1)
        self.grid.setMinimumSize(look.COLUMN, look.COLUMN // 2)
        beside.setMinimumSize(look.COLUMN, look.COLUMN // 2)
        layout = column(head, self.splitter, self.clash, spacing=look.S)
        layout.setStretchFactor(self.splitter, 1)
        self.setLayout(layout)

    # -- showing

    def _read(self) -> None:
        try:
            self._present = self._desk.read(
                lambda session: read_programme(session, DELEGATION, self._delegation_id)
            )
        except Problem:
            self._present = _NOBODY  # the record is gone, and its page goes with it

    def _show(self) -> None:
        proposal = self._proposal
        self._proposed = Proposed.of(self._present, proposal) if proposal is not None else None
        if self.clash.isVisible():
            self._drop()  # what was asked is of another proposal
        self._show_grid()
        self.changes.load(self._proposed, self._plan, self._wishes)
        self._show_ticks()
        self._begin()

    def _begin(self) -> None:
        """Bring the first change into sight, once the grid is as large as it is going to be."""
        if self._fresh and self.isVisible() and self.changes.current():
            self._fresh = False
            QTimer.singleShot(0, self, self._lead_to_first)

    def _lead_to_first(self) -> None:
        first = self.changes.first()
        if first and not self._is_walked:
            self.changes.go_to(first)
            self._lead_grid(first)

    def _show_grid(self) -> None:
        for button in self.switch.values():
            button.setEnabled(self._proposed is not None)
        args = (self._proposed, self._present, self._plan, self._wishes, self._shown)
        self.grid.show_draft(*args)
        self.legend.show_entries(self._legend() if self._proposed is not None else ())

    def _legend(self) -> Sequence[Entry]:
        calm: Entry = (CALM, lambda: _("Stays"))
        estimated: Entry = (SIGN, lambda: _("≈ estimated"))
        moved = ICONS[Change.MOVED]
        if self._shown == Shown.PRESENT:
            return (moved, lambda: _("Moves away")), estimated, calm
        # There is not always room for all, so what is nowhere to be seen is not explained.
        changes = self._proposed.changes.values() if self._proposed is not None else ()
        there = {one.change for one in changes}
        left: Entry = (LEFT, lambda: _("Now"))
        new: Entry = (ICONS[Change.NEW], lambda: pgettext("change", "New"))
        entries = {
            Change.NEW: [new],
            Change.MOVED: [
                (moved, lambda: _("Moved")),
                *([left] if self._shown == Shown.BOTH else []),
            ],
        }
        shown = [entry for change, some in entries.items() if change in there for entry in some]
        return (*shown, estimated, calm)

    def _show_ticks(self) -> None:
        changes = self._proposed.changes if self._proposed is not None else {}
        for button in (self.accept_ticked, self.tick_all):
            button.setVisible(bool(changes))
            button.say_again()
        self.accept_ticked.setEnabled(bool(self.changes.ticks()))

    def _tick_all_text(self) -> str:
        return _("Tick all") if self._is_some_left() else _("Tick none")

    def _is_some_left(self) -> bool:
        every = len(self._proposed.changes) if self._proposed is not None else 0
        return len(self.changes.ticks()) < every

    def _ticked_text(self) -> str:
        number = len(self.changes.ticks())
        if not number:
            return _("Accept what is ticked")
        return ngettext("Accept {n} ticked", "Accept {n} ticked", number).format(n=number)

    def _clash_text(self, clashing: dict[str, list[str]]) -> str:
        language = current()
        called = Called(self._plan, language)
        lines = [
            _("“{item}” collides with what is there now: {others}").format(
                item=called.booking(each),
                others=language.listed([called.booking(other) for other in others]),
            )
            for each, others in clashing.items()
        ]
        return "\n".join(lines)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() >= _BESIDE
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.splitter.orientation() != way or not all(self.splitter.sizes()):
            self.splitter.setOrientation(way)
            whole = self.width() if beside else self.height()
            part = _LIST if beside else whole * 2 // 5
            self.splitter.setSizes([whole - part, part])

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._present is _NOBODY and self._delegation_id:
            self._read()
            self._show()
        self._begin()

    @override
    def respoken(self) -> None:
        self._show_ticks()

    def _follow(self, kinds: frozenset[str]) -> None:
        """Show the programme as it is after a change, beside the same proposal."""
        if not kinds & KINDS or not self._delegation_id:
            return
        self._present = _NOBODY
        if self.isVisible():
            self._read()
            self._show()

    # -- what an officer does

    def _choose(self, shown: Shown, _on: bool = False) -> None:
        self.show_side(shown)

    def _zoom(self, factor: float) -> None:
        self.grid.zoom(self.grid.hour() * factor)

    def _tick_all(self) -> None:
        self.changes.turn_all(self._is_some_left())

    def _accept_ticked(self) -> None:
        self.accept(self.changes.ticks())

    def _answer(self, *, with_others: bool) -> None:
        wanted, self._asked = self._asked, []
        self.clash.hide()
        if self._proposed is None:
            return
        if with_others:
            wanted = self._together(self._proposed).with_others(wanted)
        self.accepted.emit(wanted)

    def _drop(self) -> None:
        self._asked = []
        focus = self.focusWidget()
        had_keyboard = focus is not None and self.clash.isAncestorOf(focus)
        self.clash.hide()
        if had_keyboard:
            self.changes.begin_focus()

    def _together(self, proposed: Proposed) -> Together:
        return Together(proposed, Comings(self._plan, self._wishes), self._would_cause)

    def _would_cause(self, times: Times) -> Sequence[Finding]:
        return self._desk.watch.would_cause(times) if self._desk.watch.is_ready() else ()

    # -- the list and the grid are at the same item

    def _lead_list(self, index: QModelIndex, _before: QModelIndex) -> None:
        item_id = self.grid.item_id(index)
        if item_id and not self._leading:
            self._is_walked = True
            self.changes.go_to(item_id)

    def _walk(self, item_id: str) -> None:
        self._is_walked = True
        self._lead_grid(item_id)

    def _lead_grid(self, item_id: str) -> None:
        self._leading = True
        self.grid.choose([item_id])
        self._leading = False


def _side_name(shown: Shown) -> str:
    return {
        Shown.PRESENT: _("Present"),
        Shown.PROPOSAL: pgettext("draft", "Proposal"),
        Shown.BOTH: _("Both"),
    }[shown]
