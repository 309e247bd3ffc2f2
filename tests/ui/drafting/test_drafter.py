"""A run is read, followed, ended and thrown away; what comes late of an older one is dropped."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop.domain import Item, Task, Trilingual
from desktop.errors import Problem
from desktop.planning.proposal import Aim, Proposal, Wanted
from desktop.store import drafting, records
from desktop.ui.desk import Desk
from desktop.ui.drafting.drafter import Drafter
from tests.ui.drafting.kit import Fake, Hosts, at, make_drafter, make_hosts


@pytest.fixture
def hosts(desk: Desk) -> Hosts:
    """A delegation with four hosts."""
    return make_hosts(desk)


@pytest.fixture
def fake(hosts: Hosts) -> Fake:
    """An engine in hand."""
    return Fake(hosts)


@pytest.fixture
def drafter(desk: Desk, fake: Fake) -> Drafter:
    """A drafter that uses it."""
    return make_drafter(desk, fake)


def _begun(qtbot: QtBot, drafter: Drafter, fake: Fake, aim: Aim = Aim.BALANCED) -> None:
    before = len(fake.children)
    drafter.begin(fake.hosts.trip, Wanted(aim=aim))
    qtbot.waitUntil(lambda: len(fake.children) > before)


def _placed(proposal: Proposal | None) -> int:
    return len(proposal.placements) if proposal is not None else -1


def _ended(qtbot: QtBot, drafter: Drafter) -> None:
    qtbot.waitUntil(lambda: not drafter.is_working())


def test_the_first_draft_comes_then_each_better_one(
    qtbot: QtBot, drafter: Drafter, fake: Fake
) -> None:
    told: list[int] = []
    ends: list[bool] = []
    drafter.proposed.connect(lambda one: told.append(_placed(one)))
    drafter.ended.connect(lambda: ends.append(drafter.is_working()))
    _begun(qtbot, drafter, fake)
    assert told == [1]
    assert fake.child().seconds == drafter.seconds
    fake.child().say(2)
    qtbot.waitUntil(lambda: told == [1, 2])
    assert drafter.is_working()
    fake.child().say(3, proven=True)
    fake.child().finish()
    _ended(qtbot, drafter)
    assert told == [1, 2, 3]
    assert ends == [False]
    proposal, answer = drafter.proposal(), drafter.answer()
    assert proposal is not None
    assert proposal.is_proven
    assert answer is not None
    assert answer.value == 3
    assert fake.child().killed


def test_what_is_proven_without_being_better_is_told_as_proven(
    qtbot: QtBot, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    fake.child().finish(proven=True)
    _ended(qtbot, drafter)
    proposal = drafter.proposal()
    assert proposal is not None
    assert proposal.is_proven


def test_cancel_kills_the_child_and_keeps_the_best_so_far(
    qtbot: QtBot, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    fake.child().say(3)
    with qtbot.waitSignal(drafter.ended):
        drafter.cancel()
    assert fake.child().killed
    assert _placed(drafter.proposal()) == 3
    with qtbot.assertNotEmitted(drafter.ended):
        drafter.cancel()


def test_a_draft_that_is_still_read_can_be_cancelled(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    with qtbot.waitSignal(drafter.ended):
        drafter.begin(fake.hosts.trip, Wanted())
        drafter.cancel()
    come: list[bool] = []
    desk.background.run(lambda: True, come.append)
    qtbot.waitUntil(lambda: bool(come) and bool(fake.wanted))
    qtbot.wait(50)
    assert fake.children == []
    assert drafter.proposal() is None


def test_an_engine_that_broke_is_told_and_the_first_draft_stays(
    qtbot: QtBot, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    with qtbot.captureExceptions() as told:
        fake.child().failure = "Traceback of the engine"
        fake.child().finish()
        _ended(qtbot, drafter)
    assert [str(one[1]) for one in told] == ["Traceback of the engine"]
    assert _placed(drafter.proposal()) == 1


def test_a_second_begin_ends_the_first(qtbot: QtBot, drafter: Drafter, fake: Fake) -> None:
    _begun(qtbot, drafter, fake)
    first = fake.child()
    told: list[Any] = []
    drafter.proposed.connect(told.append)
    _begun(qtbot, drafter, fake, Aim.MOST)
    assert first.killed
    first.say(4)
    fake.child().say(2)
    fake.child().finish()
    _ended(qtbot, drafter)
    assert [(one.wanted.aim, _placed(one)) for one in told] == [(Aim.MOST, 1), (Aim.MOST, 2)]


def test_the_child_goes_with_the_drafter(qtbot: QtBot, drafter: Drafter, fake: Fake) -> None:
    _begun(qtbot, drafter, fake)
    delete(drafter)
    assert fake.child().killed


def test_a_problem_is_told_and_nothing_is_begun(qtbot: QtBot, drafter: Drafter, fake: Fake) -> None:
    fake.problem = Problem("draft_no_items")
    with qtbot.waitSignals([drafter.failed, drafter.ended]):
        told: list[Problem] = []
        drafter.failed.connect(told.append)
        drafter.begin(fake.hosts.trip, Wanted())
    assert [one.code for one in told] == ["draft_no_items"]
    assert not drafter.is_working()
    assert fake.children == []


def _rename(desk: Desk, item_id: str) -> None:
    with desk.office.writing("edit") as session:
        records.update(session, Item, item_id, title=Trilingual(en="Renamed"))


def test_a_change_while_it_runs_ends_it_as_out_of_date(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    with qtbot.waitSignals([drafter.outdated, drafter.ended]):
        _rename(desk, fake.hosts.items[0])
    assert fake.child().killed
    assert drafter.is_outdated()
    _begun(qtbot, drafter, fake)
    assert not drafter.is_outdated()


def test_a_change_while_it_is_read_makes_it_out_of_date(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    # Read, but not come back yet when the officer changes something.
    fake.before_ask = lambda: _rename(desk, fake.hosts.items[0])
    with qtbot.waitSignal(drafter.ended):
        drafter.begin(fake.hosts.trip, Wanted())
    assert drafter.is_outdated()
    assert _placed(drafter.proposal()) == 1
    assert fake.children == []


def test_what_no_draft_depends_on_changes_nothing(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    with desk.office.writing("create") as session:
        session.add(Task(delegation_id=fake.hosts.trip, title=Trilingual(en="Book the bus")))
    assert not drafter.is_outdated()
    assert drafter.is_working()


def _accept(desk: Desk, drafter: Drafter, number: int) -> list[str]:
    wanted = drafter.pending()[:number]
    with drafter.accepting(), desk.office.writing(drafting.ACCEPT) as session:
        drafting.accept(session, _trip(drafter), wanted)
    ids = [one.item_id for one in wanted]
    drafter.accepted(ids)
    return ids


def _trip(drafter: Drafter) -> str:
    proposal = drafter.proposal()
    assert proposal is not None
    return proposal.delegation_id


def test_what_is_accepted_leaves_the_rest_of_the_proposal_as_good_as_it_was(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    fake.child().say(4)
    fake.child().finish()
    _ended(qtbot, drafter)
    ids = _accept(desk, drafter, 2)
    assert not drafter.is_outdated()
    assert [one.item_id for one in drafter.pending()] == [
        one for one in fake.hosts.items if one not in ids
    ]
    desk.undo()
    assert not drafter.is_outdated()
    assert len(drafter.pending()) == 4
    desk.redo()
    assert not drafter.is_outdated()
    assert len(drafter.pending()) == 2


def test_another_change_of_what_was_accepted_makes_it_out_of_date(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    fake.child().finish()
    _ended(qtbot, drafter)
    ids = _accept(desk, drafter, 1)
    with desk.office.writing("edit") as session:
        records.update(session, Item, ids[0], start=at(17), end=at(18))
    assert drafter.is_outdated()


def test_accepting_while_it_runs_ends_the_run(
    qtbot: QtBot, desk: Desk, drafter: Drafter, fake: Fake
) -> None:
    _begun(qtbot, drafter, fake)
    with qtbot.waitSignal(drafter.ended):
        _accept(desk, drafter, 1)
    assert fake.child().killed
    assert drafter.pending() == []
