"""Drafts of the demo delegation: nothing that the conflict engine did not find before."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count

import pytest

from desktop.domain.codes import ItemKind, Severity
from desktop.domain.plan import Plan
from desktop.domain.time import Moment
from desktop.domain.wishes import DayFact, GroupFact, Wishes, WishFact
from desktop.planning.conflicts import Checker
from desktop.planning.draft import Asked, ask, first, told
from desktop.planning.draft_more import alternatives, is_better, is_different
from desktop.planning.draft_programme import ONLY_NAMED
from desktop.planning.drafting import heuristic, quick
from desktop.planning.drafting.problem import Answer, Problem
from desktop.planning.presence import is_hosted
from desktop.planning.proposal import Aim, Change, Hold, Proposal, Wanted
from desktop.store.interchange import import_demo
from desktop.store.office import OfficeFile
from desktop.store.plan import read_plan
from tests.planning.drafting.checker import faults
from tests.planning.kit_draft import applied, grave

_LOOKS = 200


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plan]:
    file = OfficeFile.create(tmp_path_factory.mktemp("demo") / "demo.kakehashi")
    import_demo(file)
    with file.reading() as session:
        yield read_plan(session, date(2027, 3, 1), "Asia/Tokyo")
    file.close()


def delegation(plan: Plan) -> str:
    return next(key for kind, key in plan.records if kind == "delegation")


def asked_of(plan: Plan, wanted: Wanted, days: dict[date | None, DayFact] | None = None) -> Asked:
    groups: dict[str, set[str]] = {}
    for booking in plan.bookings.values():
        for group in booking.group_ids:
            members = {one.person_id for one in booking.people if one.involvement == "participant"}
            groups.setdefault(group, members).intersection_update(members)
    facts = tuple(GroupFact(key, people=frozenset(groups[key])) for key in sorted(groups))
    asked = ask(plan, Wishes(delegation(plan), days=days or {}, groups=facts), wanted)
    assert faults(asked.problem, asked.present) == []
    return asked


def from_hosts(plan: Plan) -> Plan:
    """The demo before anybody has given its hosts a time."""
    bookings = {}
    for key, booking in plan.bookings.items():
        if booking.record_kind == "delegation" and is_hosted(booking):
            nowhere = Moment()
            booking = replace(
                booking, start=nowhere, end=nowhere, start_minute=None, end_minute=None
            )
        bookings[key] = booking
    return replace(plan, bookings=bookings)


@pytest.mark.parametrize("aim", Aim)
@pytest.mark.parametrize("hold", [Hold.NOTHING, Hold.CONFIRMED])
def test_a_draft_brings_no_clashes(demo: Plan, hold: Hold, aim: Aim) -> None:
    asked = asked_of(demo, Wanted(aim, hold))
    proposal = first(asked)
    assert grave(asked, proposal) == []
    hosted = {
        booking.id
        for booking in demo.bookings.values()
        if booking.record_kind == "delegation"
        and is_hosted(booking)
        and booking.counts
        and booking.kind != ItemKind.MEAL
    }
    placed = {one.item_id for one in proposal.placements}
    known = placed | {one.item_id for one in proposal.left}
    assert hosted <= known
    # Others are visits for which nobody is named yet.
    assert {demo.bookings[one].kind for one in known - hosted} & ONLY_NAMED == set()


def test_what_is_confirmed_stays_though_it_is_side_by_side_or_too_close(demo: Plan) -> None:
    asked = asked_of(demo, Wanted())
    proposal = first(asked)
    assert {one.change for one in proposal.placements} == {Change.KEPT}
    assert proposal.left == ()
    assert proposal.troubles == ()
    assert proposal.letters() == []
    assert [day.costs for day in proposal.days] == [()] * len(proposal.days)


def test_the_days_begin_after_the_arrival_and_end_before_the_departure(demo: Plan) -> None:
    asked = asked_of(demo, Wanted(hold=Hold.NOTHING))
    days = [one.day for one in asked.blocks]
    assert days == [date(2027, 4, number) for number in range(18, 25)]
    first_day, last_day = asked.problem.blocks[0], asked.problem.blocks[-1]
    assert first_day.opens == 7 * 60 + 55 + 40
    assert last_day.closes == 11 * 60 + 45 - 120


@pytest.mark.parametrize("parallel", [False, True])
def test_the_demo_is_drafted_from_its_hosts(demo: Plan, parallel: bool) -> None:
    plan = from_hosts(demo)
    days: dict[date | None, DayFact] = {None: DayFact(parallel=parallel)}
    asked = asked_of(plan, Wanted(hold=Hold.PLACED), days=days)
    proposal = first(asked)
    assert grave(asked, proposal) == []
    assert {one.change for one in proposal.placements} == {Change.NEW}
    assert len(proposal.placements) >= 15
    if not parallel:
        assert len(asked.blocks) == 7


def above_hint(asked: Asked, proposal: Proposal) -> list[tuple[str, tuple[str, ...]]]:
    """What the conflict engine finds anew once a whole proposal is accepted, hints apart."""
    found = Checker(asked.plan).would_cause(applied(asked, proposal))
    return [(one.rule, one.bookings) for one in found if one.severity != Severity.HINT]


@pytest.mark.parametrize("aim", Aim)
def test_a_draft_that_is_accepted_as_it_stands_is_found_fault_with_nowhere(
    demo: Plan, aim: Aim
) -> None:
    for plan in (demo, from_hosts(demo)):
        for hold in (Hold.NOTHING, Hold.CONFIRMED):
            asked = asked_of(plan, Wanted(aim, hold))
            for answer in (quick.first(asked.problem), improving(asked.problem, 1)):
                assert above_hint(asked, told(asked, answer)) == []


def improving(
    problem: Problem,
    seconds: float,
    *,
    start: Answer | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """A draft that is looked for so many times, on however fast a computer."""
    assert seconds > 0
    looks = count()
    begun = max((quick.first(problem), start or Answer()), key=lambda one: one.value)
    return heuristic.improve(problem, begun, until=lambda: stop() or next(looks) > _LOOKS)


def test_two_others_of_the_demo_from_its_hosts_really_differ(demo: Plan) -> None:
    asked = asked_of(from_hosts(demo), Wanted())
    given = improving(asked.problem, 1)
    found = alternatives(asked, given, solve=improving, seconds=1e9).found
    assert len(found) >= 2
    drafts = [given, *(other for _aim, other in found)]
    for number, (aim, other) in enumerate(found, 1):
        assert faults(asked.problem, other) == []
        for one in drafts[:number]:
            better = aim is not None and is_better(asked, aim, other, one)
            assert better or is_different(asked.problem, other, one)


def test_that_no_other_is_there_while_all_is_confirmed_is_said(demo: Plan) -> None:
    asked = asked_of(demo, Wanted())
    looked = alternatives(asked, asked.present, solve=improving, seconds=1e9)
    assert looked.found == ()
    assert [one.code for one in looked.notes] == ["few_move"]


def test_nothing_moves_while_all_placed_stays(demo: Plan) -> None:
    extra = replace(
        next(one for one in demo.bookings.values() if one.title.en.startswith("QST Chiba")),
        id="extra",
        start=Moment(),
        end=Moment(),
        start_minute=None,
        end_minute=None,
    )
    plan = replace(demo, bookings={**demo.bookings, "extra": extra})
    asked = asked_of(plan, Wanted(hold=Hold.PLACED))
    assert asked.items == ("extra",)
    proposal = first(asked)
    assert grave(asked, proposal) == []
    placed = [one.item_id for one in proposal.placements]
    assert [*placed, *(one.item_id for one in proposal.left)] == ["extra"]


def test_wishes_of_items_that_are_gone_do_no_harm(demo: Plan) -> None:
    wishes = Wishes(delegation(demo), {"gone": WishFact("gone", 30)})
    assert "gone" not in ask(demo, wishes).items
