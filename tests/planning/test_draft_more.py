"""Other drafts are shown only where they really differ."""

from collections.abc import Callable
from dataclasses import replace

from desktop.domain.codes import Priority
from desktop.planning.draft_more import (
    Figures,
    alternatives,
    figures,
    is_better,
    is_different,
    is_worth_showing,
)
from desktop.planning.drafting.problem import Answer, Fixed, Problem
from desktop.planning.drafting.schedule import answer, route
from desktop.planning.proposal import Aim, Wanted
from tests.planning.drafting.checker import faults
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
    found = alternatives(asked, first, solve=solve, ask=ask, seconds=60)
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
    for aim, other in found:
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
    assert found == [(Aim.WAYS, same)]


def test_what_cannot_be_asked_stopped_or_out_of_time_gives_none() -> None:
    asked = ask(plan(), wishes(wish("a")))
    first = solve(asked.problem, 1)
    assert alternatives(asked, first, solve=solve, ask=refusing, seconds=60) == []
    assert alternatives(asked, first, solve=solve, ask=ask, seconds=60, stop=lambda: True) == []
    assert alternatives(asked, first, solve=solve, ask=ask, seconds=-1) == []


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
