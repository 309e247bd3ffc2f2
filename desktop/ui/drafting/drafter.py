"""The run behind the page that drafts: reads, asks, and follows the child process that reckons."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from desktop.domain import Item
from desktop.errors import Problem
from desktop.planning.proposal import Change, Placement, Proposal, Wanted
from desktop.store.plan import changed_since, kinds_since, last_change, read_plan
from desktop.ui.desk import Desk
from desktop.ui.drafting.tools import Child, Tools, tools

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from desktop.domain.plan import Plan
    from desktop.planning.draft import Asked
    from desktop.planning.drafting import problem as engine
    from desktop.store.office import OfficeFile

SECONDS = 5.0  # how long the child process looks for a better one
_POLL_MS = 80
# The first draft is painted before a process is started, which takes the processor from it.
_PAINTING_MS = 20

# What a programme is drafted from; a change of anything else leaves a proposal as good as it was.
_FACTS = frozenset(
    {
        "closure",
        "country_closure",
        "delegation",
        "draft_day",
        "group",
        "group_member",
        "item",
        "item_group",
        "item_order",
        "item_person",
        "item_window",
        "member",
        "organisation",
        "person",
        "place",
        "travel_time",
    }
)
_OF_ITEMS = frozenset({"item", "item_group", "item_person"})


@dataclass(frozen=True)
class _Draft:
    """A draft that can be shown: what was asked, the answer, and that answer as a proposal."""

    asked: Asked
    answer: engine.Answer
    proposal: Proposal


@dataclass(frozen=True)
class _Reading:
    """The office file, the day and the clock that it is read for, and what is known of it."""

    office: OfficeFile
    today: date
    zone: str
    known: tuple[Plan, int] | None = None


def _first(
    make_tools: Callable[[], Tools], reading: _Reading, delegation_id: str, wanted: Wanted
) -> tuple[Tools, _Draft]:
    """Read, ask, and make the first draft; runs on a thread."""
    tools = make_tools()
    # One session, so that all that is read is of one moment.
    with reading.office.reading() as session:
        seq = last_change(session)
        plan, known = reading.known or (None, 0)
        if plan is None or known != seq:
            plan = read_plan(session, reading.today, reading.zone)
        wishes = tools.wishes(session, delegation_id)
    asked = tools.ask(plan, wishes, wanted, seq)
    answer = tools.first(asked.problem)
    return tools, _Draft(asked, answer, tools.told(asked, answer))


class Drafter(QObject):
    """Drafts the programme of one delegation after another, never on the window's thread.

    `proposed` is sent with each better Proposal, `ended` once when a run is over, `failed` with
    the Problem that kept one from beginning, `outdated` when the file has changed since, and
    `warm` once a first draft has nothing to wait for but itself.
    A second `begin` ends the first run; what comes back of it is dropped.
    """

    proposed = Signal(object)
    ended = Signal()
    failed = Signal(object)
    outdated = Signal()
    warm = Signal()

    def __init__(
        self,
        desk: Desk,
        parent: QObject | None = None,
        *,
        make_tools: Callable[[], Tools] = tools,
        seconds: float = SECONDS,
    ) -> None:
        super().__init__(parent)
        self._desk, self._make_tools, self.seconds = desk, make_tools, seconds
        self._tools: Tools | None = None
        self._run = 0  # counts the runs, so that what comes late from an older one is known
        self._draft: _Draft | None = None
        self._is_reading = False
        self._is_starting = False  # the first draft is shown, and its child is about to begin
        self._is_outdated = False
        self._ours = False
        self._has_changed = False
        self._accepted: set[str] = set()  # what the programme has of the proposal
        self._taken: set[str] = set()  # what it had at some time, before an undo
        self._touched: frozenset[str] = frozenset()  # that, and what moved along
        self._told_last: engine.Answer | None = None
        self._to_tell: engine.Answer | None = None
        self._is_telling = False
        # A list, since the child has to go even where only Qt's part of this is left.
        self._children: list[Child] = []
        self.destroyed.connect(partial(_kill, self._children))
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._poll)
        desk.changed.connect(self._follow)

    # -- for the page

    def begin(self, delegation_id: str, wanted: Wanted) -> None:
        """Draft anew; the proposal so far stays until the first one comes."""
        self._stop()
        self._is_reading, self._has_changed = True, False
        self._clock.start()
        work = partial(_first, self._make_tools, self._reading(), delegation_id, wanted)
        self._desk.background.run(
            work, partial(self._begun, self._run), partial(self._refused, self._run), owner=self
        )

    def warm_up(self, delegation_id: str) -> None:
        """Import, read and reckon what a first draft would wait for; nothing is told."""
        self._desk.watch.start()
        work = partial(_first, self._make_tools, self._reading(), delegation_id, Wanted())

        def warmed(_result: object) -> None:
            self.warm.emit()

        self._desk.background.run(work, warmed, warmed, owner=self)

    def cancel(self) -> None:
        """End the run at once; the best so far stays, and is still told."""
        if not self.is_working():
            return
        best = None
        if self._children:
            best = self._children[0].poll() or self._children[0].best()
        _kill(self._children)
        self._timer.stop()
        if self._is_reading or self._is_starting:
            self._stop()
            self.ended.emit()
            return
        self._tell(best)
        self._end_if_told()

    def is_working(self) -> bool:
        """Whether a run is on its way."""
        at_work = self._is_reading or self._is_starting or self._is_telling
        return at_work or bool(self._children)

    def is_outdated(self) -> bool:
        """Whether the office file has changed since the proposal was reckoned."""
        return self._is_outdated

    def elapsed(self) -> float:
        """For how long the run has been going on, in seconds."""
        return self._clock.elapsed() / 1000 if self._clock.isValid() else 0.0

    def proposal(self) -> Proposal | None:
        """The best proposal so far."""
        return self._draft.proposal if self._draft is not None else None

    def asked(self) -> Asked | None:
        """What the proposal answers."""
        return self._draft.asked if self._draft is not None else None

    def answer(self) -> engine.Answer | None:
        """The answer that the proposal tells."""
        return self._draft.answer if self._draft is not None else None

    def choose(self, asked: Asked, answer: engine.Answer, proposal: Proposal) -> None:
        """Look at another proposal that was made of the same programme."""
        self._stop()
        self._draft = _Draft(asked, answer, proposal)
        self.proposed.emit(proposal)

    @contextmanager
    def accepting(self) -> Iterator[None]:
        """What is written within is what this proposal says, so it is not out of date by it."""
        self._ours = True
        try:
            yield
        finally:
            self._ours = False

    def accepted(self, item_ids: Collection[str]) -> None:
        """Go on with the same proposal, of which these items are in the programme now."""
        was_working = self.is_working()
        self._stop()
        if self._draft is None:
            return
        self._accepted |= set(item_ids)
        self._taken |= set(item_ids)
        seq = self._draft.asked.seq
        self._touched = self._desk.read(lambda session: changed_since(session, seq)).items
        self.proposed.emit(self._draft.proposal)
        if was_working:
            self.ended.emit()

    def grow_old(self) -> None:
        """Say that the file has changed since, so that the proposal is no longer of use."""
        self._is_outdated = True
        self.outdated.emit()

    def pending(self) -> list[Placement]:
        """What the proposal changes and the programme does not have yet."""
        proposal = self.proposal()
        return [
            one
            for one in (proposal.placements if proposal is not None else ())
            if one.change != Change.KEPT and one.item_id not in self._accepted
        ]

    # -- a run

    def _reading(self) -> _Reading:
        desk = self._desk
        return _Reading(desk.office, desk.today(), desk.zones()[0], desk.watch.snapshot())

    def _stop(self) -> None:
        """End the run without a word."""
        _kill(self._children)
        self._timer.stop()
        self._run += 1
        self._is_reading = self._is_starting = self._is_telling = False
        self._to_tell = self._told_last = None

    def _begun(self, run: int, made: tuple[Tools, _Draft]) -> None:
        if run != self._run:
            return
        self._is_reading, self._is_outdated = False, False
        self._tools, self._draft = made
        self._accepted, self._taken = set(), set()
        draft = self._draft
        self._told_last = draft.answer
        if self._has_changed and self._kinds_changed() & _FACTS:
            # A run that answers to a file that is no more is not worth its time.
            self.grow_old()
            self.proposed.emit(draft.proposal)
            self.ended.emit()
            return
        self._is_starting = True
        QTimer.singleShot(_PAINTING_MS, self, partial(self._start, run))
        self.proposed.emit(draft.proposal)

    def _start(self, run: int) -> None:
        if run != self._run or not self._is_starting:
            return
        tools, draft = self._tools, self._draft
        assert tools is not None
        assert draft is not None
        self._is_starting = False
        child = tools.child(draft.asked.problem, self.seconds, draft.answer)
        self._children.append(child)
        self._timer.start()

    def _refused(self, run: int, error: BaseException) -> None:
        if run != self._run:
            return
        self._stop()
        if not isinstance(error, Problem):
            self.ended.emit()
            raise error
        self._draft = None
        self._is_outdated = False
        self.failed.emit(error)
        self.ended.emit()

    def _poll(self) -> None:
        if not self._children:
            return
        child = self._children[0]
        # Asked first: what comes between the two is then not missed.
        done = child.is_done()
        better = child.poll()
        if done:
            # What is proven may be no better than what was told, but it is told as proven.
            better = child.best() or better
            _kill(self._children)
            self._timer.stop()
        if better is not None:
            self._tell(better)
        if done:
            self._end_if_told()
            if child.failure is not None:
                # What was found stays; but that the engine broke is a fault of the program.
                raise RuntimeError(child.failure)

    def _tell(self, answer: engine.Answer | None) -> None:
        if answer is None or answer == self._told_last:
            return
        self._told_last = self._to_tell = answer
        if not self._is_telling:
            self._tell_next()

    def _tell_next(self) -> None:
        answer, draft, tools = self._to_tell, self._draft, self._tools
        assert answer is not None
        assert draft is not None
        assert tools is not None
        self._to_tell, self._is_telling = None, True
        run, asked = self._run, draft.asked

        def work() -> _Draft:
            return _Draft(asked, answer, tools.told(asked, answer))

        self._desk.background.run(
            work, partial(self._told, run), partial(self._refused, run), owner=self
        )

    def _told(self, run: int, draft: _Draft) -> None:
        if run != self._run:
            return
        self._is_telling = False
        self._draft = draft
        if self._to_tell is not None:
            self._tell_next()
        self.proposed.emit(draft.proposal)
        if not self._children:
            self._end_if_told()

    def _end_if_told(self) -> None:
        if not self.is_working():
            self.ended.emit()

    # -- the office file

    def _follow(self, kinds: frozenset[str]) -> None:
        if self._ours or kinds.isdisjoint(_FACTS):
            return
        if self._is_reading:
            self._has_changed = True
            return
        if self._draft is None or self._is_outdated:
            return
        # A commit names the record that it was in too, which need not have changed itself.
        changed = self._kinds_changed()
        if changed.isdisjoint(_FACTS):
            return
        if self._taken and changed <= _OF_ITEMS and self._is_only_taken():
            self.proposed.emit(self._draft.proposal)
            return
        self.grow_old()
        self.cancel()

    def _kinds_changed(self) -> frozenset[str]:
        assert self._draft is not None
        seq = self._draft.asked.seq
        return self._desk.read(lambda session: kinds_since(session, seq))

    def _is_only_taken(self) -> bool:
        """Whether all that changed is what was accepted of this proposal, or was undone of it."""
        assert self._draft is not None
        seq, taken = self._draft.asked.seq, self._taken

        def read(session: Session) -> tuple[frozenset[str], dict[str, Item | None]]:
            items = {one: session.get(Item, one) for one in taken}
            return changed_since(session, seq).items, items

        changed, items = self._desk.read(read)
        accepted: set[str] = set()
        for one in self._draft.proposal.placements:
            if one.item_id not in taken:
                continue
            item = items[one.item_id]
            start = item.start.utc() if item is not None else None
            if item is not None and (start, item.end.utc()) == (one.start.utc(), one.end.utc()):
                accepted.add(one.item_id)
            elif item is None or start != (one.before[0].utc() if one.before else None):
                return False
        if not changed <= self._touched:
            return False
        self._accepted = accepted
        return True


def _kill(children: list[Child]) -> None:
    while children:
        children.pop().kill()
