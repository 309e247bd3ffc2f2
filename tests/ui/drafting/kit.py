"""A delegation with hosts to be placed, and an engine that says what a test wants it to say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, time
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.domain import Delegation, Item, Moment, Organisation, Trilingual
from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.errors import Problem
from desktop.planning.drafting.problem import Answer
from desktop.planning.drafting.problem import Problem as Posed
from desktop.planning.proposal import (
    Change,
    DayOutline,
    LeftOut,
    Placement,
    Proposal,
    Wanted,
)
from desktop.store import wishes
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.tools import Tools

DAY = date(2027, 4, 19)
ZONE = "Asia/Tokyo"


@dataclass(frozen=True)
class Hosts:
    """The identities of a delegation and of its items; the last of them has a time already."""

    trip: str
    items: tuple[str, ...]


def at(hour: int, day: date = DAY) -> Moment:
    """A time in Tokyo."""
    return Moment(day, time(hour), ZONE)


def make_hosts(desk: Desk) -> Hosts:
    """Three hosts without a time, and one that is confirmed at ten."""
    trip = Delegation(
        reference="DEL-2027-001",
        title=Trilingual(en="Quantum visit", ja="量子訪問団", da="Kvantebesøg"),
        start=DAY,
        end=date(2027, 4, 21),
        home_zone="Europe/Copenhagen",
        visit_zone=ZONE,
    )
    house = Organisation(name=Trilingual(en="Riken Demo"), country="JP")
    names = ("Alpha Lab", "Beta Lab", "Gamma Lab", "Delta Lab")
    items = [Item(delegation_id=trip.id, title=Trilingual(en=name), kind="visit") for name in names]
    items[3].start, items[3].end = at(10), at(11)
    items[3].host_organisation_id = house.id
    with desk.office.writing("create") as session:
        session.add_all([trip, house])
        session.flush()
        session.add_all(items)
    return Hosts(trip.id, tuple(item.id for item in items))


@dataclass(frozen=True)
class FakeAsked:
    """What is known of a question, as the page and its parts look at it."""

    problem: Posed
    plan: Plan
    wishes: Wishes
    wanted: Wanted
    seq: int
    items: tuple[str, ...]


class FakeChild:
    """Says better answers when a test calls `say`, and is done when it calls `finish`."""

    def __init__(self, _problem: Posed, seconds: float, start: Answer | None) -> None:
        self.seconds = seconds
        self.killed = False
        self.failure: str | None = None
        self._best = start
        self._new: Answer | None = None
        self._done = False

    def say(self, value: float, *, proven: bool = False) -> None:
        """Have found a better answer."""
        self._new = self._best = Answer(value=value, proven=proven)

    def finish(self, *, proven: bool = False) -> None:
        """Look no further."""
        if proven and self._best is not None:
            self._best = replace(self._best, proven=True)
        self._done = True

    def poll(self, timeout: float = 0.0) -> Answer | None:
        """The newest since the last time."""
        del timeout
        new, self._new = self._new, None
        return new

    def is_done(self) -> bool:
        """Whether it is."""
        return self._done

    def best(self) -> Answer | None:
        """The best so far."""
        return self._best

    def kill(self) -> None:
        """Remember that it was."""
        self.killed = True


@dataclass
class Fake:
    """Tools whose answers are worth as many hosts as they place, in the order of the programme."""

    hosts: Hosts
    problem: Problem | None = None
    children: list[FakeChild] = field(default_factory=list)
    wanted: list[Wanted] = field(default_factory=list)
    before_ask: Callable[[], object] = lambda: None

    def tools(self) -> Tools:
        """What the drafter is given."""
        return Tools(
            wishes.read_wishes, self._ask, lambda _problem: Answer(value=1), told, self._child
        )

    def child(self) -> FakeChild:
        """The child that was begun last."""
        return self.children[-1]

    def _ask(self, plan: Plan, wished: Wishes, wanted: Wanted, seq: int) -> Any:
        self.before_ask()
        if self.problem is not None:
            raise self.problem
        self.wanted.append(wanted)
        return FakeAsked(Posed((), (), ()), plan, wished, wanted, seq, self.hosts.items)

    def _child(self, problem: Posed, seconds: float, start: Answer | None) -> FakeChild:
        self.children.append(FakeChild(problem, seconds, start))
        return self.children[-1]


def told(asked: Any, answer: Answer) -> Proposal:
    """As many items placed as the answer is worth; the confirmed one moves from ten to three."""
    booked = {one: asked.plan.bookings[one] for one in asked.items if one in asked.plan.bookings}
    placed = list(booked)[: int(answer.value)]
    placements = []
    for number, item_id in enumerate(placed):
        now = booked[item_id]
        before = (now.start, now.end) if now.start_minute is not None else None
        placements.append(
            Placement(
                item_id,
                at(12 + number),
                at(13 + number),
                Change.NEW if before is None else Change.MOVED,
                before,
                letter=before is not None,
            )
        )
    return Proposal(
        asked.wishes.delegation_id,
        asked.wanted,
        tuple(placements),
        (DayOutline(DAY, tuple(placed), travel=50),),
        tuple(LeftOut(one, must=n == 0) for n, one in enumerate(booked) if one not in placed),
        value=answer.value,
        gap=0.0 if answer.proven else None,
        seq=asked.seq,
    )


class FakePart(QWidget):
    """Stands for a panel of wishes; `stays` keeps the officer on it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.stays = False
        self.first = QPushButton(name)
        layout = QVBoxLayout(self)
        layout.addWidget(self.first)

    def load(self, delegation_id: str) -> None:
        """Remember what is shown."""
        self.loaded.append(delegation_id)

    def leave(self) -> bool:
        """Whether it may be left."""
        return not self.stays


class FakeBoard(QWidget):
    """Stands for the board; `shown` are the proposals that it was given."""

    accepted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[Proposal] = []
        layout = QVBoxLayout(self)
        layout.addWidget(QLabel("board"))

    def show_proposal(
        self, _delegation_id: str, proposal: Proposal, _plan: Plan, _wishes: Wishes
    ) -> None:
        """Remember it."""
        self.shown.append(proposal)


def make_part(name: str, _desk: Desk) -> QWidget:
    """The parts of the page that others are tested for."""
    return FakeBoard() if name == "board" else FakePart(name)


def make_drafter(desk: Desk, fake: Fake) -> Drafter:
    """A drafter with an engine that a test has in hand."""
    return Drafter(desk, make_tools=fake.tools)
