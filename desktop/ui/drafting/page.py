"""The page on which an officer has a programme drafted: the wishes, the run, the proposal."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from importlib import import_module
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QWidget
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop.domain import Delegation, Item, Trilingual
from desktop.domain.plan import minute_of
from desktop.errors import Problem
from desktop.language import _, current, ngettext, pgettext
from desktop.planning.proposal import Change
from desktop.store import drafting
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.beginnings import Beginnings
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.segments import Segments
from desktop.ui.drafting.side import SidePanel
from desktop.ui.page import Page, focus_first
from desktop.ui.widgets import Button, ClauseBadge, LinkButton, Scroll, TitleLabel, column, row

HOSTS, DAYS, PROPOSAL = "hosts", "days", "proposal"
_WISHES = (HOSTS, DAYS)
_CLASSES = {HOSTS: "HostsPanel", DAYS: "DaysPanel", "board": "Board"}

MakePart = Callable[[str, Desk], Any]


def make_part(name: str, desk: Desk) -> Any:
    """A part of the page, whose class is imported when it is first wanted."""
    return getattr(import_module(f"desktop.ui.drafting.{name}"), _CLASSES[name])(desk)


@dataclass(frozen=True, slots=True)
class _Record:
    """What the page tells of the delegation itself."""

    reference: str
    title: Trilingual
    first: date | None
    last: date | None
    items: int


class DraftPage(Page):
    """The draft of one delegation; `drafter` and `make` are handed in by tests."""

    kinds = frozenset({"delegation", "item"})

    def __init__(
        self,
        desk: Desk,
        record: str,
        *,
        drafter: Drafter | None = None,
        make: MakePart = make_part,
        tools: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(desk)
        self.record_id = record
        self._record: _Record | None = None
        self._problem: Problem | None = None
        self._part = HOSTS
        self._make = make
        self._made: dict[str, Any] = {}
        self._scrolls: dict[str, QScrollArea] = {}
        self.drafter = Drafter(desk) if drafter is None else drafter
        self.drafter.setParent(self)
        self._build(tools or {})
        self.drafter.proposed.connect(self._proposed)
        self.drafter.failed.connect(self._failed)
        self.drafter.ended.connect(self._refresh)
        self.drafter.outdated.connect(self._refresh)
        # Made while the officer reads, so that the first draft need not wait for it.
        self.drafter.warm.connect(partial(self._get, "board"))

    # -- for the window

    @override
    def title(self) -> str:
        return _("Draft of the programme")

    @override
    def record(self) -> str:
        return self.record_id

    @override
    def reload(self) -> None:
        self._record = self.desk.read(partial(_read, record_id=self.record_id))
        if self._record is None:
            self.gone.emit()
            return
        if not self._made:
            self.drafter.warm_up(self.record_id)
        self._show_part()
        self._refresh()

    @override
    def leave(self) -> bool:
        return all(self._made[name].leave() for name in _WISHES if name in self._made)

    @override
    def begin_focus(self) -> None:
        shown = self._views.currentWidget()
        if shown is not None:
            focus_first(shown)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        # A window that is only put down into the task bar says so as something from outside.
        if not event.spontaneous():
            self.drafter.cancel()
            self.side.others.give_up()
            self.side.left.give_up()
            self.side.refresh()
        super().hideEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.height() < look.WINDOW_LEAST[1]
        self._heading.set_room(lines=1, large=not low)
        narrow = self.width() < look.TWO_COLUMNS
        self._beside.setFixedWidth(look.COLUMN - look.ROW if narrow else look.COLUMN)

    # -- what an officer does

    def draft(self) -> None:
        """Draft, with what is wished now."""
        if not self.leave():
            return
        self._problem = None
        self.show_segment(PROPOSAL)
        now = minute_of(self.desk.clock())
        self.drafter.begin(self.record_id, replace(self.side.run.wanted(), now=now))
        self._refresh()
        if not self._proposal.isAncestorOf(QApplication.focusWidget() or self):
            # A second Return is not to accept what the first one had drafted.
            self._segments.buttons[PROPOSAL].setFocus(Qt.FocusReason.OtherFocusReason)

    def accept(self, item_ids: Collection[str] | None = None) -> None:
        """Take what is proposed into the programme: all of it, or these items."""
        drafter = self.drafter
        wanted = [one for one in drafter.pending() if item_ids is None or one.item_id in item_ids]
        proposal = drafter.proposal()
        if not wanted or proposal is None:
            return
        displaced = proposal.displaced(None if item_ids is None else [o.item_id for o in wanted])
        try:
            with (
                drafter.accepting(),
                self.desk.office.writing(drafting.ACCEPT) as session,
            ):
                changed = drafting.accept(session, self.record_id, wanted, displaced)
        except Problem as problem:
            if problem.code == "draft_outdated":
                drafter.grow_old()
            self.desk.trouble(problem)
            return
        drafter.accepted([one.item_id for one in wanted])
        self._refresh()
        self.desk.notice(partial(_placed, len(changed)), undo=True)

    def show_segment(self, part: str) -> None:
        """Show the hosts, the days or the proposal."""
        if part != self._part and not self.leave():
            self._segments.show_chosen(self._part)
            return
        self._part = part
        self._segments.show_chosen(part)
        self._show_part()
        self._refresh()

    # -- building

    def _build(self, tools: Mapping[str, Any]) -> None:
        self._heading = TitleLabel()
        self.say(self._heading.setText, self.title)
        self.main = Button(self._main_text, self._press_main, kind="filled")
        head = row(ClauseBadge("b"), self._heading, self.main, spacing=look.M)
        head.setStretch(1, 1)
        self._segments = Segments(
            lambda: _("Steps of the draft"),
            {
                HOSTS: lambda: pgettext("draft", "Hosts"),
                DAYS: lambda: pgettext("draft", "Days"),
                PROPOSAL: lambda: pgettext("draft", "Proposal"),
            },
        )
        self._segments.chosen.connect(self.show_segment)
        self._segments.show_chosen(self._part)
        self.back = LinkButton(self._record_text, self._open)
        way = row(self._segments, self.back, spacing=look.L)
        way.setStretch(1, 1)
        self.side = SidePanel(self.desk, self.drafter, **tools)
        self.side.redraft.connect(self.draft)
        self.side.opened.connect(self._open)
        self._beside = Scroll(self.side)
        self._nothing = Beginnings(self._lead)
        self._area = QStackedWidget()
        self._area.addWidget(self._nothing)
        proposal = QWidget()
        both = row(self._area, self._beside, spacing=look.L)
        both.setStretch(0, 1)
        proposal.setLayout(both)
        self._proposal = proposal
        self._views = QStackedWidget()
        self._views.addWidget(proposal)
        layout = column(head, way, self._views, spacing=look.M)
        layout.setStretch(2, 1)
        layout.setContentsMargins(look.XL, look.L, look.XL, look.M)
        self.setLayout(layout)
        self._key(self, "Ctrl+Return", self._press_main)
        self._key(self, "F5", self.draft)
        # On the other steps Esc brings back what stood in a field.
        self._key(proposal, "Esc", self.drafter.cancel)

    def _key(self, where: QWidget, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), where)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _get(self, name: str) -> Any:
        """A part that is made when it is first looked at."""
        if name not in self._made:
            made = self._made[name] = self._make(name, self.desk)
            self._scrolls[name] = scroll = _scrolling(made)
            (self._views if name in _WISHES else self._area).addWidget(scroll)
            if name == "board":
                made.accepted.connect(self.accept)
            else:
                made.load(self.record_id)
        return self._made[name]

    # -- showing

    def _show_part(self) -> None:
        part = self._part
        if part in _WISHES:
            self._get(part)
        self._views.setCurrentWidget(self._scrolls.get(part, self._proposal))

    def _refresh(self) -> None:
        """Show how far the draft is."""
        record, drafter = self._record, self.drafter
        if record is not None:
            there = record.first is not None and record.last is not None
            self._nothing.show_beginning(self._problem, dates=there, hosts=record.items > 0)
            # What a draft is to aim at can wait until there is something to draft.
            can = there and record.items > 0
            self._beside.setVisible(can or drafter.proposal() is not None or drafter.is_working())
        if drafter.proposal() is None:
            self._area.setCurrentWidget(self._nothing)
        self.side.refresh()
        for said in (self.main, self.back):
            said.say_again()

    def _proposed(self) -> None:
        asked, proposal = self.drafter.asked(), self.drafter.proposal()
        if asked is None or proposal is None:
            return
        board = self._get("board")
        board.show_proposal(self.record_id, proposal, asked.plan, asked.wishes)
        self._area.setCurrentWidget(self._scrolls["board"])
        self.side.run.show_wanted(proposal.wanted)
        self._refresh()

    def _failed(self, problem: Problem) -> None:
        self._problem = problem
        self._refresh()

    # -- words, and where they lead

    def _step(self) -> str:
        """What is to be done next: draft, anew (draft again), accept or open."""
        drafter = self.drafter
        proposal = drafter.proposal()
        if proposal is None:
            return "draft"
        if drafter.is_outdated() or not proposal.placements:
            return "anew"
        return "accept" if drafter.pending() else "open"

    def _main_text(self) -> str:
        return {
            "draft": pgettext("button", "Draft"),
            "anew": _("Draft anew"),
            "accept": _("Accept all"),
            "open": _("To the programme"),
        }[self._step()]

    def _press_main(self) -> None:
        match self._step():
            case "accept":
                self.accept()
            case "open":
                # To one of the visits, since that leads past the other tabs of the delegation.
                self._open(self._first_placed())
            case _:
                self.draft()

    def _first_placed(self) -> str:
        proposal = self.drafter.proposal()
        placements = proposal.placements if proposal is not None else ()
        changed = (one.item_id for one in placements if one.change != Change.KEPT)
        return next(changed, "")

    def _record_text(self) -> str:
        record = self._record
        if record is None:
            return ""
        parts = (record.reference, record.title.best(current().code))
        return "  ·  ".join(filter(None, parts))

    def _open(self, item_id: str = "") -> None:
        self.desk.open("delegation", self.record_id, item_id)

    def _lead(self, where: str) -> None:
        if where in _WISHES:
            self.show_segment(where)
            self.begin_focus()
        else:
            self._open(where)


def _scrolling(part: QWidget) -> QScrollArea:
    """A part in all the room there is, which scrolls where that is less than it needs."""
    canvas = QWidget()
    canvas.setProperty("role", "canvas")
    canvas.setLayout(column(part))
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(canvas)
    return area


def _placed(number: int) -> str:
    return ngettext("{n} visit placed.", "{n} visits placed.", number).format(n=number)


def _read(session: Session, record_id: str) -> _Record | None:
    one = session.get(Delegation, record_id)
    if one is None:
        return None
    query = select(func.count(Item.id)).where(Item.delegation_id == record_id)
    return _Record(one.reference, one.title, one.start, one.end, session.scalar(query) or 0)
