"""Other drafts of the same programme that really differ from it, and what each is best at."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from time import monotonic

from desktop.errors import Problem as Refusal
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_why import Ask, Solve, default_ask, default_solve, travel
from desktop.planning.drafting.problem import Answer, Problem
from desktop.planning.drafting.schedule import Day, answer
from desktop.planning.proposal import Aim

# In the order in which they are tried and shown.
AIMS = (Aim.BALANCED, Aim.WAYS, Aim.EVENINGS, Aim.MOST)
_LEAST_VISITS, _LEAST_PART = 2, 0.2
_MOST = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """What a draft offers in figures: visits, minutes on the way, and the latest return.

    `returns` is in minutes after midnight; None where no day has a visit.
    """

    visits: int
    travel: int
    returns: int | None


def alternatives(
    asked: Asked,
    given: Answer,
    *,
    solve: Solve | None = None,
    ask: Ask | None = None,
    seconds: float = 6.0,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = monotonic,
) -> list[tuple[Aim, Answer]]:
    """Up to three drafts with other aims, each really different from `given` and those before it.

    Two are different where at least two visits, and a fifth of all, are on another day or are made
    in one alone. Values are reckoned by the aim of each. Takes about `seconds` in all.
    """
    solving, asking = solve or default_solve(), ask or default_ask()
    aims = [aim for aim in AIMS if aim != asked.wanted.aim]
    until = clock() + seconds
    chosen = [given]
    found: list[tuple[Aim, Answer]] = []
    for number, aim in enumerate(aims):
        left = (until - clock()) / (len(aims) - number)
        if left <= 0 or stop() or len(found) == _MOST:
            break
        try:
            wanted = replace(asked.wanted, aim=aim)
            other = asking(asked.plan, asked.wishes, wanted, seq=asked.seq)
        except Refusal:
            continue
        if (other.items, other.blocks) != (asked.items, asked.blocks):
            continue  # its numbers would be read as those of other visits
        start = answer(other.problem, given.routes)
        solved = solving(other.problem, left, start=start, stop=stop)
        if all(is_different(asked.problem, one, solved) for one in chosen):
            chosen.append(solved)
            found.append((aim, solved))
    return found


def is_different(problem: Problem, one: Answer, other: Answer) -> bool:
    """Whether enough visits are on another day in one draft than in the other, or not in it."""
    days, others = _days(problem, one), _days(problem, other)
    every = days.keys() | others.keys()
    changed = sum(days.get(visit) != others.get(visit) for visit in every)
    return changed >= max(_LEAST_VISITS, ceil(_LEAST_PART * len(every)))


def figures(asked: Asked, given: Answer) -> Figures:
    """What a draft offers, in figures."""
    problem = asked.problem
    returns = [_returns(problem, given, block) for block in range(len(problem.blocks))]
    known = [one for one in returns if one is not None]
    return Figures(
        sum(len(route.stops) for route in given.routes),
        round(travel(problem, given)),
        round(max(known)) if known else None,
    )


def _days(problem: Problem, given: Answer) -> dict[int, int]:
    return {stop.visit: problem.blocks[one.block].day for one in given.routes for stop in one.stops}


def _returns(problem: Problem, given: Answer, block: int) -> float | None:
    """When a block with visits is back at its last place."""
    route = next((one for one in given.routes if one.block == block and one.stops), None)
    if route is None:
        return None
    last = route.stops[-1]
    visit = problem.visits[last.visit]
    way = problem.travel[visit.place][problem.blocks[block].end_place]
    return max(last.start + visit.minutes + way, Day(problem, block).alone_end)
