"""Who has to be at a visit keeps it to when they are there; who is missed is told beforehand."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.codes import Involvement, ItemStatus
from desktop.domain.plan import (
    Attendance,
    Booking,
    ClosureFact,
    PersonFact,
    Plan,
    Presence,
    minute_of,
)
from desktop.domain.wishes import DayFact, GroupFact, WishFact
from desktop.planning.draft import ask, told
from desktop.planning.drafting import quick
from desktop.planning.proposal import Change, Hold, Note, Wanted
from tests.planning.kit import moment
from tests.planning.kit_draft import (
    MEMBERS,
    MONDAY,
    TUESDAY,
    applied,
    at,
    drafted,
    grave,
    host,
    placement,
    question,
    visit,
    windows,
    wishes,
)

GROUPS = (
    GroupFact("A", people=frozenset(MEMBERS[:2])),
    GroupFact("B", people=frozenset(MEMBERS[2:])),
)
APART: dict[date | None, DayFact] = {None: DayFact(None, parallel=True)}
NAMED = Attendance("ida", named=True)


def minute(clock: str, day: date) -> int:
    instant = moment(clock, day).utc()
    assert instant is not None
    return minute_of(instant)


def late(name: str = "ida", day: date = TUESDAY, clock: str = "12:00") -> Presence:
    return Presence(name, arrives=minute(clock, day))


def with_late(*bookings: Booking) -> Plan:
    return visit(*bookings, members=[late(), *map(Presence, MEMBERS[1:])])


def codes(notes: tuple[Note, ...]) -> list[str]:
    return [one.code for one in notes]


def test_who_is_named_beside_everyone_has_to_be_there() -> None:
    named = host("named", people=(*MEMBERS[1:], NAMED))
    of_group = host("of group", people=(*MEMBERS[1:], NAMED), everyone=False, group_ids=("A", "B"))
    asked = question(with_late(named, of_group, host("all")), groups=GROUPS)
    for name in ("named", "of group"):
        assert MONDAY not in windows(asked, name)
        assert windows(asked, name)[TUESDAY] == ((720.0, 1050.0),)
    assert MONDAY in windows(asked, "all")


def test_who_is_missed_at_a_visit_is_told_before_it_is_accepted() -> None:
    plan = with_late(host("all"))
    proposal = drafted(plan, wanted=Wanted(days=frozenset({MONDAY})))
    placed = placement(proposal, "all")
    assert placed is not None
    assert Note("people_away", {"people": ("ida",)}) in placed.costs
    later = drafted(plan, wanted=Wanted(days=frozenset({TUESDAY + timedelta(days=1)})))
    there = placement(later, "all")
    assert there is not None
    assert "people_away" not in codes(there.costs)


def test_who_is_on_leave_is_told_as_one_who_comes_late() -> None:
    plan = visit(host("all"))
    plan = replace(plan, closures=(ClosureFact("leave", "per", MONDAY, MONDAY),))
    placed = placement(drafted(plan, wanted=Wanted(days=frozenset({MONDAY}))), "all")
    assert placed is not None
    assert Note("people_away", {"people": ("per",)}) in placed.costs


def test_one_of_a_group_who_comes_late_is_told_of_the_visits_of_that_group_alone() -> None:
    groups = (
        GroupFact("A", people=frozenset(MEMBERS[:3])),
        GroupFact("B", people=frozenset(MEMBERS[3:])),
    )
    plan = with_late(
        host("a", people=MEMBERS[:3], everyone=False, group_ids=("A",)),
        host("b", people=MEMBERS[3:], everyone=False, group_ids=("B",)),
    )
    proposal = drafted(plan, wanted=Wanted(days=frozenset({MONDAY})), days=APART, groups=groups)
    for name, missed in (("a", True), ("b", False)):
        placed = placement(proposal, name)
        assert placed is not None
        assert ("people_away" in codes(placed.costs)) == missed


def test_a_pin_at_a_time_when_somebody_named_is_away_is_told_at_once() -> None:
    pinned = host("pin", "10:00", "11:00", pinned=True, people=(*MEMBERS[1:], NAMED))
    asked = question(with_late(pinned, host("a")))
    assert Note("pin_away", {"item": "pin", "people": ("ida",)}) in asked.troubles
    loose = host("pin", "10:00", "11:00", pinned=True)
    assert "pin_away" not in codes(question(with_late(loose, host("a"))).troubles)


def test_one_group_is_enough_but_it_is_the_one_of_who_is_named() -> None:
    plan = visit(host("a", people=(*MEMBERS[:3], Attendance("per", named=True))))
    asked = question(plan, WishFact("a", one_group=True), days=APART, groups=GROUPS)
    open_to = {asked.blocks[block].group_id for block in asked.problem.visits[0].windows}
    assert open_to == {None, "B"}


def speaking(plan: Plan, **languages: str) -> Plan:
    """A plan in which these people are known to speak so."""
    people = {
        name: replace(plan.people.get(name) or PersonFact(name), languages=tuple(each.split()))
        for name, each in languages.items()
    }
    return replace(plan, people={**plan.people, **people})


def test_a_host_whom_one_group_understands_is_for_that_one() -> None:
    plan = speaking(
        visit(host("a", language="ja"), host("b", language="en")),
        ida="da en",
        ole="da en",
        eva="da en ja",
        per="en ja",
    )
    enough = (WishFact("a", one_group=True), WishFact("b", one_group=True))
    asked = question(plan, *enough, days=APART, groups=GROUPS)
    open_to = {
        one.id: {asked.blocks[block].group_id for block in one.windows}
        for one in asked.problem.visits
    }
    assert open_to == {"a": {None, "B"}, "b": {None, "A", "B"}}


def test_a_group_with_an_interpreter_takes_the_hosts_who_need_one() -> None:
    members = [Presence("ida", interprets=True), *map(Presence, MEMBERS[1:])]
    people = (Attendance("ida", Involvement.INTERPRETER), *MEMBERS[1:])
    hosts = (host(name, interpreted=True, people=people) for name in "abcd")
    plan = visit(*hosts, members=members)
    enough = [WishFact(name, one_group=True) for name in "abcd"]
    asked = question(plan, *enough, days=APART, groups=GROUPS)
    proposal = told(asked, quick.first(asked.problem))
    assert {one.group_id for one in proposal.placements} <= {None, "A"}
    assert not any("interpreter_needed" in codes(one.costs) for one in proposal.placements)


def test_where_no_group_has_an_interpreter_any_may_go_and_that_is_told() -> None:
    plan = visit(host("a", interpreted=True, language="ja"))
    asked = question(plan, WishFact("a", one_group=True), days=APART, groups=GROUPS)
    assert {asked.blocks[b].group_id for b in asked.problem.visits[0].windows} == {None, "A", "B"}
    (placed,) = told(asked, quick.first(asked.problem)).placements
    assert Note("interpreter_needed", {"language": "ja"}) in placed.costs


def test_an_interpreter_who_is_not_there_yet_interprets_nothing() -> None:
    members = [
        Presence("ida", arrives=minute("12:00", TUESDAY), interprets=True),
        *map(Presence, MEMBERS[1:]),
    ]
    interpreter = Attendance("ida", Involvement.INTERPRETER)
    bookings = host("a", interpreted=True, people=(interpreter, *MEMBERS[1:]))
    proposal = drafted(visit(bookings, members=members))
    assert at(proposal, "a") >= "04-20 12:00"
    placed = placement(proposal, "a")
    assert placed is not None
    assert "interpreter_needed" not in codes(placed.costs)


def test_two_groups_do_not_need_the_only_interpreter_on_one_day() -> None:
    groups = (GroupFact("A", people=frozenset({"ida"})), GroupFact("B", people=frozenset({"ole"})))
    members = [Presence("ida"), Presence("ole"), Presence("eva", interprets=True)]

    def pairs(*members: Presence, **fields: Any) -> tuple[tuple[int, int], ...]:
        plan = visit(
            host("a", people=("ida",), everyone=False, group_ids=("A",), **fields),
            host("b", people=("ole",), everyone=False, group_ids=("B",), **fields),
            members=members,
        )
        return question(plan, days=APART, groups=groups).problem.alone

    assert pairs(*members, interpreted=True) == ((0, 1),)
    assert pairs(*members) == ()
    assert pairs(*members, Presence("per", interprets=True), interpreted=True) == ()


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(Hold))
def test_nobody_who_has_to_be_there_is_away_and_whoever_else_is_missed_is_told(
    seed: int, hold: Hold
) -> None:
    chance = Random(seed)
    days = [MONDAY + timedelta(days=number) for number in range(3)]
    members = [
        Presence(
            name,
            minute(f"{chance.randint(8, 16):02}:00", MONDAY) if chance.random() < 0.4 else None,
            minute(f"{chance.randint(9, 18):02}:00", days[2]) if chance.random() < 0.4 else None,
        )
        for name in MEMBERS
    ]
    bookings = []
    for number in range(chance.randint(1, 8)):
        named = [
            Attendance(one, named=True) for one in chance.sample(MEMBERS, chance.randint(0, 2))
        ]
        there = {one.person_id for one in named}
        own = chance.choice([(), ("A",), ("B",), ("A", "B")])
        of_groups = [one for group in GROUPS if group.id in own for one in sorted(group.people)]
        coming = of_groups if own else MEMBERS
        clock = chance.randint(8, 17)
        times = (f"{clock:02}:00", f"{clock + 1:02}:00") if chance.random() < 0.3 else ("", "")
        bookings.append(
            host(
                f"item {number}",
                *times,
                people=(*(one for one in coming if one not in there), *named),
                everyone=not own,
                group_ids=own,
                pinned=chance.random() < 0.2,
                status=chance.choice([ItemStatus.TENTATIVE, ItemStatus.CONFIRMED]),
            )
        )
    enough = (WishFact(one.id, one_group=chance.random() < 0.3) for one in bookings)
    wanted = wishes(*enough, days=APART if chance.random() < 0.5 else {}, groups=GROUPS)
    bookings.append(host("another"))
    asked = ask(visit(*bookings, members=members), wanted, Wanted(hold=hold))
    proposal = told(asked, quick.first(asked.problem))
    assert grave(asked, proposal) == []
    after = applied(asked, proposal)
    for placed in proposal.placements:
        if placed.change == Change.KEPT:
            continue
        booking = after[placed.item_id]
        assert booking.start_minute is not None
        assert booking.end_minute is not None
        away = {
            one.person_id
            for one in members
            if one.person_id in {each.person_id for each in booking.people}
            and (
                (one.arrives is not None and booking.start_minute < one.arrives)
                or (one.leaves is not None and booking.end_minute > one.leaves)
            )
        }
        missed = [note.values["people"] for note in placed.costs if note.code == "people_away"]
        in_order = tuple(one.person_id for one in members if one.person_id in away)
        assert missed == ([in_order] if away else [])
        assert not away & {one.person_id for one in booking.people if one.named}
