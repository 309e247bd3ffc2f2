"""The page with the real engine behind it: it tells what is found, and outlives it."""

import os
import signal
from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Item
from desktop.planning.drafting.child import Child
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from desktop.ui.drafting.page import DraftPage
from desktop.ui.drafting.tools import Tools, tools
from tests.ui.drafting.kit import Hosts, make_hosts


@pytest.fixture
def hosts(desk: Desk) -> Hosts:
    """A delegation with four hosts, one of them confirmed."""
    return make_hosts(desk)


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, hosts: Hosts) -> Callable[[Drafter], DraftPage]:
    """Show the page of the draft, with all its parts."""

    def shown(drafter: Drafter) -> DraftPage:
        page = DraftPage(desk, hosts.trip, drafter=drafter)
        qtbot.addWidget(page)
        page.resize(1200, 800)
        page.show()
        return page

    return shown


def _with_child(make: Callable[..., Any]) -> Callable[[], Tools]:
    """The tools of the program with another way to start the engine."""
    real = tools()
    return lambda: Tools(real.wishes, real.ask, real.first, real.told, make)


def test_the_engine_proves_a_small_draft(
    qtbot: QtBot, desk: Desk, hosts: Hosts, show: Callable[[Drafter], DraftPage]
) -> None:
    page = show(Drafter(desk, seconds=60.0))
    page.draft()
    qtbot.waitUntil(lambda: page.drafter.proposal() is not None and not page.drafter.is_working())
    proposal = page.drafter.proposal()
    assert proposal is not None
    assert proposal.is_proven
    assert {one.item_id for one in proposal.placements} == set(hosts.items)
    page.accept()
    items = desk.read(lambda session: [records.get(session, Item, one) for one in hosts.items])
    assert all(item.start.time is not None for item in items)


def test_the_page_outlives_its_engine(
    qtbot: QtBot, desk: Desk, hosts: Hosts, show: Callable[[Drafter], DraftPage]
) -> None:
    started: list[Child] = []

    def dying(problem: Any, seconds: float, start: Any) -> Child:
        child = Child(problem, seconds, start)
        if not started:
            (process, _reader) = child._kill.peek()[2]  # type: ignore[index]
            os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))
        started.append(child)
        return child

    page = show(Drafter(desk, make_tools=_with_child(dying), seconds=60.0))
    page.draft()
    qtbot.waitUntil(lambda: page.drafter.proposal() is not None and not page.drafter.is_working())
    # The first draft is there and can be taken, and nothing hangs.
    proposal = page.drafter.proposal()
    assert proposal is not None
    assert proposal.placements
    assert not page.side.run.stop.isVisible()
    assert not proposal.is_proven
    page.draft()
    qtbot.waitUntil(lambda: len(started) > 1 and not page.drafter.is_working())
    again = page.drafter.proposal()
    assert again is not None
    assert again.is_proven
