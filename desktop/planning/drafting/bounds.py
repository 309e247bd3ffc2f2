"""What no plan can exceed, where there are too many routes to list them."""

from collections.abc import Iterator, Sequence
from itertools import product
from math import inf
from time import monotonic
from typing import NamedTuple

from desktop.planning.drafting.problem import Problem
from desktop.planning.drafting.routes import shortest
from desktop.planning.drafting.schedule import Day

# Of the hours of a block so many times are looked at from which on, or until which, visits are.
_TIMES = 8


class _May(NamedTuple):
    """A visit on a block: what it gains there, what it takes, and the hours it is within."""

    visit: int
    gain: float
    arrive: float
    minutes: float
    leave: float
    first: float
    last: float


class _Least(NamedTuple):
    """The least that the ways of a block grow by: at any rate, and with each of the visits."""

    none: float
    of_visit: dict[int, float]


def bound(problem: Problem, seconds: float = 1.0) -> float:
    """A value that no plan exceeds, reckoned from what fits into the hours of each day.

    Of the ways each visit has half of the shortest one to it and half of the shortest from it, so
    that a day never takes less. Takes at most about so many `seconds`.
    """
    days = [Day(problem, number) for number in range(len(problem.blocks))]
    mays = [list(_mays(day)) for day in days]
    near = shortest(problem)
    least = [_least(day, near) for day in days]
    sum_of_all = _sum_of_all(problem, mays, least)
    found = _relaxed(problem, days, mays, least, monotonic() + seconds)
    return sum_of_all if found is None else min(sum_of_all, found)


def _sum_of_all(problem: Problem, mays: list[list[_May]], least: list[_Least]) -> float:
    most = [0.0] * len(problem.visits)
    for may in (one for of_block in mays for one in of_block):
        most[may.visit] = max(most[may.visit], may.gain)
    saved = sum(one.none for one, of_block in zip(least, mays, strict=True) if of_block)
    return sum(most) - problem.travel_cost * saved


def _least(day: Day, near: Sequence[Sequence[float]]) -> _Least:
    """The least that visits add to the ways of a block, which may be less than nothing."""
    problem, block, ways = day.problem, day.block, list[tuple[int, int, float]]()
    at, ends = block.start_place, -inf
    for fixed in day.fixed:
        way = near[at][fixed.place]
        way = way if ends == -inf else min(way, max(0.0, fixed.start - ends))
        ways.append((at, fixed.place, way))
        at, ends = fixed.end_place, fixed.end
    ways.append((at, block.end_place, near[at][block.end_place]))
    none = sum(way for *_, way in ways) - day.alone_travel
    of_visit = {}
    for number, visit in enumerate(problem.visits):
        if day.options(number):
            detours = (near[a][visit.place] + near[visit.place][b] - way for a, b, way in ways)
            of_visit[number] = none + min(detours)
    return _Least(min(0.0, none), of_visit)


def _mays(day: Day) -> Iterator[_May]:
    problem = day.problem
    here = [n for n in range(len(problem.visits)) if day.options(n)]
    for number in here:
        visit, options = problem.visits[number], day.options(number)
        arrive, leave = (_half(day, here, number, to=to) for to in (True, False))
        gain = visit.value + max(more for _, _, more in options)
        last = max(last for _, last, _ in options) + visit.minutes
        yield _May(number, gain, arrive, visit.minutes, leave, options[0][0], last)


def _half(day: Day, here: list[int], number: int, *, to: bool) -> float:
    """Half of the shortest way to a visit, or from it."""
    problem, block = day.problem, day.block
    place = problem.visits[number].place
    others = {problem.visits[other].place for other in here if other != number}
    if to:
        others |= {block.start_place, *(one.end_place for one in block.fixed)}
        return min(problem.travel[other][place] for other in others) / 2
    others |= {block.end_place, *(one.place for one in block.fixed)}
    return min(problem.travel[place][other] for other in others) / 2


def _relaxed(
    problem: Problem,
    days: list[Day],
    mays: list[list[_May]],
    least: list[_Least],
    deadline: float,
) -> float | None:
    """The most that visits gain were they divisible among the days; None where time ran out."""
    import highspy
    import numpy as np

    from desktop.planning.drafting.master import quiet

    count = sum(map(len, mays))
    if not count:
        return 0.0
    modes: dict[tuple[int, int], int] = {}
    for day in days:
        modes.setdefault((day.block.day, day.block.mode), count + len(modes))
    rows: list[tuple[float, list[int], list[float]]] = []
    of_visit: dict[int, list[int]] = {}
    at, ways = 0, count + len(modes)
    for way, (day, of_block) in enumerate(zip(days, mays, strict=True), ways):
        numbers = range(at, at + len(of_block))
        at += len(of_block)
        for column, may in zip(numbers, of_block, strict=True):
            of_visit.setdefault(may.visit, []).append(column)
        mode = modes[day.block.day, day.block.mode]
        for room, inside in _rooms(day, of_block):
            chosen = [numbers[n] for n in inside]
            takes = [of_block[n].arrive + of_block[n].minutes + of_block[n].leave for n in inside]
            rows.append((0.0, [*chosen, mode], [*takes, -room]))
        # What is added to the ways: half of them to and from each, and a detour to the farthest.
        halves = [may.arrive + may.leave for may in of_block]
        rows.append((day.alone_travel, [*numbers, way], [*halves, -1.0]))
        none = least[way - ways].none
        for column, may in zip(numbers, of_block, strict=True):
            detour = least[way - ways].of_visit[may.visit] - none
            rows.append((-none, [column, way], [detour, -1.0]))
    rows += [(1.0, columns, [1.0] * len(columns)) for columns in of_visit.values()]
    for number in {number for number, _ in modes}:
        columns = [column for (other, _), column in modes.items() if other == number]
        rows.append((1.0, columns, [1.0] * len(columns)))
    gains = [max(0.0, may.gain) for of_block in mays for may in of_block]
    costs = [*([0.0] * len(modes)), *([-problem.travel_cost] * len(days))]
    highs = quiet(1, deadline)
    total = ways + len(days)
    highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
    lower = np.array([*([0.0] * ways), *(one.none for one in least)])
    highs.addVars(total, lower, np.array([*([1.0] * ways), *([inf] * len(days))]))
    every = np.arange(total, dtype=np.int32)
    highs.changeColsCost(total, every, np.array([*gains, *costs]))
    for upper, columns, factors in rows:
        indices = np.array(columns, dtype=np.int32)
        highs.addRow(-inf, upper, len(columns), indices, np.array(factors))
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(highs.getInfo().objective_function_value) + 1e-6


def _rooms(day: Day, mays: list[_May]) -> Iterator[tuple[float, list[int]]]:
    """How many minutes there are for some visits together: all, and those within some hours."""
    block = day.block
    whole = _room(day, block.opens, block.closes)
    yield whole, list(range(len(mays)))
    if block.longest is not None and block.longest < whole:
        yield block.longest, list(range(len(mays)))
    firsts, lasts = ({may.first for may in mays}, {may.last for may in mays})
    begins, ends = sorted(firsts)[:_TIMES], sorted(lasts, reverse=True)[:_TIMES]
    for first, last in product(begins, ends):
        inside = [n for n, may in enumerate(mays) if first <= may.first and may.last <= last]
        if len(inside) < 2:
            continue
        # The way to the first of them and from the last of them may be before and after.
        more = max(mays[n].arrive for n in inside) + max(mays[n].leave for n in inside)
        room = _room(day, first, last) + more
        if room < whole:
            yield room, inside


def _room(day: Day, first: float, last: float) -> float:
    """The minutes between two times in which neither a fixed stop nor the lunch of the day is."""
    free, at = 0.0, first
    for fixed in day.fixed:
        free += max(0.0, min(fixed.start, last) - at)
        at = max(at, min(fixed.end, last))
    free += max(0.0, last - at)
    lunch = day.lunch
    if lunch is not None and first <= lunch.opens and lunch.closes <= last:
        free -= lunch.minutes
    return max(0.0, free)
