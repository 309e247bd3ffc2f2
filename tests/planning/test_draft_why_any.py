"""What is told of a host left out holds for whatever an officer may have entered."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest

from desktop.domain.codes import Priority
from desktop.domain.wishes import DayFact, GroupFact, WindowFact, Wishes, WishFact
from desktop.planning import draft
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_room import squeezed
from desktop.planning.draft_why import why
from desktop.planning.drafting import engine
from desktop.planning.drafting.schedule import answer
from desktop.planning.proposal import Note, Wanted
from tests.planning import kit_draft
from tests.planning.drafting.checker import faults
from tests.planning.drafting.kit import random_problem
from tests.planning.why_kit import TUE, wish

COULD = Priority.COULD
CODES = {
    *("fits_if_lunch", "fits_if_ends", "fits_if_begins", "fits_if_shorter", "fits_if_window"),
    *("fits_freely", "fits_nowhere", "drops", "moves", "costs", "musts_clash"),
}


@pytest.mark.parametrize("seed", range(60))
def test_leaving_out_neighbours_gives_a_plan_that_holds(seed: int) -> None:
    problem = random_problem(Random(seed), 5, 2, 1 + seed % 2)
    start = squeezed(problem, answer(problem, []), 0, lambda: False)
    if start is None:
        return
    for visit in range(1, 5):
        after = squeezed(problem, start, visit, lambda: False)
        if after is None:
            continue
        assert faults(problem, after) == []
        assert visit in {stop.visit for one in after.routes for stop in one.stops}
        start = after


def test_every_change_that_is_told_lets_the_host_in_beside_all_others() -> None:
    tried = [code for seed in range(8) for code in _tried(Random(seed))]
    assert len(tried) > 8
    assert {"fits_if_ends", "fits_if_begins", "fits_if_shorter"} <= set(tried)


def _tried(rng: Random) -> Iterator[str]:
    """The changes told of a day by chance, each once it was obeyed and helped."""
    names = [f"h{n}" for n in range(9)]
    spots = ("north", "south", "east", "west", "tsukuba", "museum")
    plan = kit_draft.visit(*(kit_draft.host(one, place_id=rng.choice(spots)) for one in names))
    hosts = []
    for name in names:
        windows = [kit_draft.within(TUE, *rng.choice(((9, 12), (10, 13), (13, 16))))]
        some = windows if rng.random() < 0.5 else []
        hosts.append(wish(name, rng.choice((60, 90, 120)), COULD, *some))
    wanted = Wanted(days=frozenset({TUE}))
    asked = kit_draft.question(plan, *hosts, wanted=wanted)
    given = kit_draft.answered(asked)
    placed = {asked.items[stop.visit] for one in given.routes for stop in one.stops}
    for item_id in sorted(set(asked.items) - placed):
        for note in why(asked, given, item_id, solve=engine.solve, seconds=60):
            if note.code.startswith("fits_if"):
                other = draft.ask(plan, _obeyed(asked.wishes, item_id, note), wanted)
                assert _all_fit(other, {*placed, item_id}), (item_id, note)
                yield note.code


def test_groups_orders_and_what_has_a_time_are_heeded() -> None:
    tried = [code for seed in range(4) for code in _tried_in_groups(Random(seed))]
    assert any(code.startswith("fits_if") for code in tried)
    assert {"drops"} <= set(tried) <= CODES


def _tried_in_groups(rng: Random) -> Iterator[str]:
    names = [f"h{n}" for n in range(9)]
    spots = ("north", "south", "east", "west")
    times = [("10:00", "11:00"), ("14:00", "15:30")]
    hosts = [
        kit_draft.host(
            name,
            *(times[n] if n < len(times) else ()),
            day=TUE,
            place_id=rng.choice(spots),
            status=rng.choice(("confirmed", "tentative")),
        )
        for n, name in enumerate(names)
    ]
    plan = kit_draft.visit(*hosts)
    items = []
    for n, name in enumerate(names):
        one = WishFact(name, rng.choice((60, 90, 150)), COULD, one_group=rng.random() < 0.4)
        if n > 2 and rng.random() < 0.5:
            one = replace(one, apart=frozenset({names[n - 1]}), before=frozenset({names[n - 2]}))
        items.append(one)
    groups = (
        GroupFact("one", "1", people=frozenset({"ida", "ole"})),
        GroupFact("two", "2", people=frozenset({"eva", "per"})),
    )
    days: dict[date | None, DayFact] = {None: DayFact(parallel=rng.random() < 0.7)}
    wanted = Wanted(days=frozenset({TUE}))
    asked = kit_draft.question(plan, *items, wanted=wanted, days=days, groups=groups)
    given = kit_draft.answered(asked)
    placed = {asked.items[stop.visit] for one in given.routes for stop in one.stops}
    for item_id in sorted(set(asked.items) - placed):
        for note in why(asked, given, item_id, solve=engine.solve, seconds=60):
            yield note.code
            if note.code.startswith("fits_if"):
                other = draft.ask(plan, _obeyed(asked.wishes, item_id, note), wanted)
                assert _all_fit(other, {*placed, item_id}), (item_id, note)


def _obeyed(known: Wishes, item_id: str, note: Note) -> Wishes:
    """The wishes as they are once the officer has done what a note says."""
    told = note.values
    day, minutes, one = told.get("day"), told.get("minutes"), known.items[item_id]
    assert minutes is None or isinstance(minutes, int)
    row = DayFact(None)
    if isinstance(day, date):
        row = replace(known.days.get(None, row), day=day)
    match note.code:
        case "fits_if_ends":
            row = replace(row, ends=minutes)
        case "fits_if_begins":
            row = replace(row, begins=minutes)
        case "fits_if_lunch":
            assert minutes is not None
            row = replace(row, lunch_from=minutes - 60, lunch_to=minutes)
        case "fits_if_shorter":
            one = replace(one, minutes=minutes)
        case "fits_if_window":
            start, end = told["start"], told["end"]
            assert isinstance(start, int)
            assert isinstance(end, int)
            more = WindowFact(row.day, start, end)
            one = replace(one, windows=(*one.windows, more))
    days = {**known.days, row.day: row} if row.day is not None else known.days
    return replace(known, items={**known.items, item_id: one}, days=days)


def _all_fit(asked: Asked, items: set[str]) -> bool:
    """Whether there is a plan with all of these, as the engine proves."""
    visits = tuple(
        replace(visit, must=name in items, windows=visit.windows if name in items else {})
        for name, visit in zip(asked.items, asked.problem.visits, strict=True)
    )
    found = engine.solve(replace(asked.problem, visits=visits), 30)
    assert found.proven
    return not found.impossible
