"""Other drafts are shown only where they really differ."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.codes import Priority
from desktop.planning.draft_more import (
    Figures,
    Others,
    alternatives,
    figures,
    is_better,
    is_different,
    is_worth_showing,
)
from desktop.planning.drafting.problem import Answer, Fixed, Problem
from desktop.planning.drafting.schedule import answer, route
from desktop.planning.proposal import Aim, Note, Wanted
from tests.planning.drafting.checker import faults, value
from tests.planning.why_kit import TUE, WED, ask, plan, refusing, solve, wish, wishes

COULD = Priority.COULD


def _answer(problem: Problem, *orders: list[int]) -> Answer:
    routes = [route(problem, block, order) for block, order in enumerate(orders) if order]
    assert None not in routes
    return answer(problem, [one for one in routes if one is not None])


def test_an_aim_that_changes_much_is_shown_with_it() -> None:
    # Two hours for one host, or for two that matter less.
    given = [wish("a", 180), wish("b", 60, COULD), wish("c", 60, COULD)]
    asked = ask(plan(), wishes(*given))
    first = solve(asked.problem, 1)
    found = alternatives(asked, first, solve=solve, ask=ask, seconds=60).found
    assert [aim for aim, _answer in found] == [Aim.MOST]
    most = ask(asked.plan, asked.wishes, Wanted(Aim.MOST))
    assert faults(most.problem, found[0][1]) == []
    assert figures(asked, found[0][1]) == Figures(2, 90, 720)
    assert figures(asked, first) == Figures(1, 60, 750)


def test_the_present_aim_and_what_hardly_differs_are_not_shown() -> None:
    asked = ask(plan(TUE, WED), wishes(wish("a"), wish("b"), wish("c")))
    first = solve(asked.problem, 1)
    seen: list[Aim] = []

    def listening(*args: object, **more: object) -> object:
        seen.append(args[2].aim)  # type: ignore[attr-defined]
        return ask(*args, **more)  # type: ignore[arg-type]

    found = alternatives(asked, first, solve=solve, ask=listening, seconds=60)  # type: ignore[arg-type]
    assert seen == [Aim.WAYS, Aim.EVENINGS, Aim.MOST]
    for aim, other in found.found:
        assert aim != Aim.BALANCED
        assert is_different(asked.problem, first, other)


def test_two_of_the_others_are_not_alike() -> None:
    asked = ask(plan(), wishes(wish("a", 180), wish("b", 60, COULD), wish("c", 60, COULD)))
    first = solve(asked.problem, 1)
    same = _answer(asked.problem, [1, 2])

    def always(
        problem: Problem,
        seconds: float,
        *,
        start: Answer | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        assert start is not None
        assert start.routes == first.routes
        return same

    found = alternatives(asked, first, solve=always, ask=ask, seconds=60)
    assert found.found == ((Aim.WAYS, same),)


def test_what_cannot_be_asked_stopped_or_out_of_time_gives_none() -> None:
    asked = ask(plan(), wishes(wish("a")))
    first = solve(asked.problem, 1)
    assert alternatives(asked, first, solve=solve, ask=refusing, seconds=60).found == ()
    stopped = alternatives(asked, first, solve=solve, ask=ask, seconds=60, stop=lambda: True)
    assert stopped == Others()
    assert alternatives(asked, first, solve=solve, ask=ask, seconds=-1).found == ()


def test_other_days_are_offered_where_no_aim_gives_others() -> None:
    # All are alike, so that no aim is better than the first draft by anything.
    asked = ask(plan(TUE, WED), wishes(*(wish(name, 75) for name in "abcd")))
    first = solve(asked.problem, 1)
    found = alternatives(asked, first, solve=solve, ask=refusing, seconds=60)
    ((aim, other),) = found.found
    assert aim is None
    assert faults(asked.problem, other) == []
    assert is_different(asked.problem, first, other)
    assert value(asked.problem, other) == pytest.approx(other.value)
    # Nothing is lost by it, and that is known.
    assert other.proven
    assert other.value == pytest.approx(first.value)


def test_another_host_of_as_much_worth_may_be_seen_instead() -> None:
    asked = ask(plan(), wishes(wish("a", 60), wish("b", 60), wish("c", 60), wish("d", 60)))
    first = solve(asked.problem, 1)
    assert figures(asked, first).visits == 2
    (found,) = alternatives(asked, first, solve=solve, ask=refusing, seconds=60).found
    seen = [
        {stop.visit for route in one.routes for stop in route.stops} for one in (first, found[1])
    ]
    assert seen[0].isdisjoint(seen[1])


def test_what_a_draft_is_best_at_already_is_said() -> None:
    asked = ask(plan(), wishes(wish("a", 60), wish("b", 60)))
    first = solve(asked.problem, 1)
    found = alternatives(asked, first, solve=solve, ask=ask, seconds=60)
    assert found.found == ()
    codes = ("ways_best", "evenings_best", "visits_best")
    assert found.notes == tuple(Note(code, {"proven": True}) for code in codes)


def test_what_is_not_proven_is_only_said_not_to_be_found() -> None:
    asked = ask(plan(), wishes(wish("a", 60), wish("b", 60)))
    first = solve(asked.problem, 1)

    def unsure(problem: Problem, seconds: float, **more: Any) -> Answer:
        return replace(solve(problem, seconds, **more), proven=False)

    found = alternatives(asked, first, solve=unsure, ask=ask, seconds=60)
    assert [one.values["proven"] for one in found.notes] == [False, False, False]


def test_that_next_to_nothing_may_move_is_said() -> None:
    asked = ask(plan(TUE, WED), wishes(*(wish(name) for name in "abc")))
    first = solve(asked.problem, 1)
    kept = tuple(replace(one, windows={}) for one in asked.problem.visits[:2])
    few = replace(asked.problem, visits=(*kept, asked.problem.visits[2]))
    found = alternatives(replace(asked, problem=few), first, solve=solve, ask=refusing, seconds=60)
    assert found == Others(notes=(Note("few_move", {"hosts": 1}),))


def test_days_and_not_times_make_drafts_different() -> None:
    problem = ask(plan(TUE, WED), wishes(*(wish(name) for name in "abcd"))).problem
    one = _answer(problem, [0, 1], [2, 3])
    assert not is_different(problem, one, _answer(problem, [1, 0], [3, 2]))
    assert not is_different(problem, one, _answer(problem, [0], [2, 3]))
    assert is_different(problem, one, _answer(problem, [0, 2], [1, 3]))
    assert is_different(problem, one, _answer(problem, [], [2, 3]))


def test_what_an_officer_notices_is_better() -> None:
    asked = ask(plan(TUE, WED), wishes(*(wish(name) for name in "abcd")))
    one_day, both = _answer(asked.problem, [0, 1]), _answer(asked.problem, [0], [1])
    assert is_better(asked, Aim.WAYS, one_day, both)  # half an hour less
    assert not is_better(asked, Aim.WAYS, both, one_day)
    full, half = _answer(asked.problem, [0, 1], [2, 3]), _answer(asked.problem, [0], [2])
    assert is_better(asked, Aim.EVENINGS, half, full)
    assert not is_better(asked, Aim.EVENINGS, full, half)
    assert is_better(asked, Aim.MOST, full, half)
    assert not is_better(asked, Aim.MOST, full, full)


def test_neither_what_gives_up_too_much_nor_what_is_nearly_the_same_is_shown() -> None:
    asked = ask(plan(TUE, WED), wishes(*(wish(name) for name in "abcd")))
    full, half = _answer(asked.problem, [0, 1], [2, 3]), _answer(asked.problem, [0], [2])
    assert not is_worth_showing(asked, Aim.EVENINGS, half, full)
    assert is_worth_showing(asked, Aim.MOST, full, half)
    less, more = _answer(asked.problem, [0, 1], [2]), full
    assert not is_worth_showing(asked, Aim.WAYS, less, more)  # one visit alone is another


def test_a_fifth_of_many_visits_has_to_be_elsewhere() -> None:
    many = [wish(f"v{n}", 5) for n in range(12)]
    problem = ask(plan(TUE, WED), wishes(*many)).problem
    near = tuple(tuple(0.0 for _ in row) for row in problem.travel)
    problem = replace(problem, travel=near)
    one = _answer(problem, list(range(12)), [])
    assert not is_different(problem, one, _answer(problem, list(range(10)), [10, 11]))
    assert is_different(problem, one, _answer(problem, list(range(9)), [9, 10, 11]))


def test_figures_count_what_stays_on_the_way_home() -> None:
    asked = ask(plan(TUE, WED), wishes(wish("a")))
    late = Fixed("talk", 1, 1, 900.0, 960.0)
    blocks = tuple(replace(block, fixed=(late,)) for block in asked.problem.blocks)
    asked = replace(asked, problem=replace(asked.problem, blocks=blocks))
    given = _answer(asked.problem, [0])
    # The other day has its ways to the talk and back, whatever is drafted.
    assert figures(asked, given) == Figures(1, 120, 990)
    assert figures(asked, Answer()) == Figures(0, 120, None)
