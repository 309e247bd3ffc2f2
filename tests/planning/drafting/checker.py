"""Checks a drafted plan against its problem, from the text of the problem alone.

It shares no code with the solvers: what they find is believed only after this.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from desktop.planning.drafting.problem import Answer, Block, Problem, Route, Stop

_SLACK = 1e-6


@dataclass(frozen=True)
class _Halt:
    place: int
    end_place: int
    start: float
    end: float
    visit: int = -1
    is_lunch: bool = False

    @property
    def is_fixed(self) -> bool:
        return self.visit < 0


def faults(problem: Problem, answer: Answer) -> list[str]:
    """What is wrong with a plan, in words for developers; empty when nothing is."""
    return [*_whole(problem, answer), *(f for r in answer.routes for f in _route(problem, r))]


def value(problem: Problem, answer: Answer) -> float:
    """What a plan is worth, reckoned anew."""
    return sum(_worth(problem, route) for route in answer.routes)


def _halts(problem: Problem, route: Route) -> list[_Halt]:
    block = problem.blocks[route.block]
    found = [_Halt(f.place, f.end_place, f.start, f.end, -1, f.is_lunch) for f in block.fixed]
    for stop in route.stops:
        visit = problem.visits[stop.visit]
        end = stop.start + visit.minutes
        found.append(_Halt(visit.place, visit.place, stop.start, end, stop.visit))
    return sorted(found, key=lambda halt: (halt.start, halt.end))


def _legs(problem: Problem, block: Block, halts: list[_Halt]) -> Iterator[float]:
    if not halts:
        yield problem.travel[block.start_place][block.end_place]
        return
    yield problem.travel[block.start_place][halts[0].place]
    for one, other in pairwise(halts):
        way = problem.travel[one.end_place][other.place]
        both = one.is_fixed and other.is_fixed
        yield min(way, max(0.0, other.start - one.end)) if both else way
    yield problem.travel[halts[-1].end_place][block.end_place]


def _end(problem: Problem, block: Block, halts: list[_Halt]) -> float:
    if not halts:
        return block.opens
    return halts[-1].end + problem.travel[halts[-1].end_place][block.end_place]


def _worth(problem: Problem, route: Route) -> float:
    block = problem.blocks[route.block]
    halts = _halts(problem, route)
    alone = [halt for halt in halts if halt.is_fixed]
    ways = sum(_legs(problem, block, halts)) - sum(_legs(problem, block, alone))
    later = max(0.0, _end(problem, block, halts) - _end(problem, block, alone))
    return (
        sum(_gain(problem, route.block, stop) for stop in route.stops)
        - problem.travel_cost * ways
        - problem.end_cost * later
    )


def _gain(problem: Problem, block: int, stop: Stop) -> float:
    visit = problem.visits[stop.visit]
    gain, end = visit.value, stop.start + visit.minutes
    for (first, last), bonus in visit.bonus.get(block, ()):
        if first - _SLACK <= stop.start and end <= last + _SLACK:
            gain += bonus
    if visit.keep is not None and not _is_kept(problem, block, stop):
        gain -= visit.keep.cost
    return gain


def _is_kept(problem: Problem, block: int, stop: Stop) -> bool:
    keep = problem.visits[stop.visit].keep
    return keep is not None and keep.block == block and abs(keep.start - stop.start) <= _SLACK


def _route(problem: Problem, route: Route) -> Iterator[str]:
    block = problem.blocks[route.block]
    halts = _halts(problem, route)
    told = [stop.visit for stop in route.stops]
    if told != [halt.visit for halt in halts if not halt.is_fixed]:
        yield f"block {route.block}: stops not in the order of their times"
    for stop in route.stops:
        visit, end = problem.visits[stop.visit], stop.start + problem.visits[stop.visit].minutes
        spans = visit.windows.get(route.block, ())
        inside = any(a - _SLACK <= stop.start and end <= b + _SLACK for a, b in spans)
        if not inside and not _is_kept(problem, route.block, stop):
            yield f"block {route.block}: visit {visit.id} outside its windows"
    if not halts:
        return
    leave = halts[0].start - problem.travel[block.start_place][halts[0].place]
    back = _end(problem, block, halts)
    if leave < block.opens - _SLACK or back > block.closes + _SLACK:
        yield f"block {route.block}: from {leave} to {back}, outside its hours"
    if block.longest is not None and back - leave > block.longest + _SLACK:
        yield f"block {route.block}: takes {back - leave}, longer than {block.longest}"
    for one, other in pairwise(halts):
        way = problem.travel[one.end_place][other.place]
        late = one.end + way > other.start + _SLACK
        if late and not (one.is_fixed and other.is_fixed):
            yield f"block {route.block}: no time between {one} and {other}"
    if route.stops and not _has_lunch(problem, block, halts):
        yield f"block {route.block}: no time for lunch"


def _has_lunch(problem: Problem, block: Block, halts: list[_Halt]) -> bool:
    lunch = block.lunch
    if lunch is None or any(halt.is_lunch for halt in halts):
        return True
    ways = list(_legs(problem, block, halts))
    ends = [block.opens, *(halt.end for halt in halts)]
    starts = [*(halt.start for halt in halts), block.closes]
    for end, start, way in zip(ends, starts, ways, strict=True):
        # It may be had on the way: what counts is that the time holds both.
        first, last = max(end, lunch.opens), min(start, lunch.closes)
        if start - end >= way + lunch.minutes - _SLACK and last - first >= lunch.minutes - _SLACK:
            return True
    return False


def _whole(problem: Problem, answer: Answer) -> Iterator[str]:
    blocks = [route.block for route in answer.routes]
    if len(set(blocks)) < len(blocks):
        yield "a block has two routes"
    modes: dict[int, set[int]] = {}
    placed: dict[int, tuple[int, int, float]] = {}
    for route in answer.routes:
        block = problem.blocks[route.block]
        if route.stops:
            modes.setdefault(block.day, set()).add(block.mode)
        for stop in route.stops:
            if stop.visit in placed:
                yield f"visit {problem.visits[stop.visit].id} twice"
            placed[stop.visit] = (block.day, route.block, stop.start)
    yield from (f"day {day}: together and apart at once" for day, m in modes.items() if len(m) > 1)
    musts = {n for n, visit in enumerate(problem.visits) if visit.must}
    if musts - placed.keys() != set(answer.impossible):
        yield "the musts that are left out are not those that are told"
    yield from _pairs(problem, placed)


def _pairs(problem: Problem, placed: dict[int, tuple[int, int, float]]) -> Iterator[str]:
    def both(pairs: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
        return ((one, other) for one, other in pairs if one in placed and other in placed)

    for one, other in both(problem.apart):
        if placed[one][0] == placed[other][0]:
            yield f"visits {one} and {other} on one day"
    for one, other in both(problem.before):
        (day, block, start), (later_day, later_block, later) = placed[one], placed[other]
        if day >= later_day and not (block == later_block and start < later):
            yield f"visit {one} not before {other}"
    for one, other in both(problem.alone):
        if placed[one][0] == placed[other][0] and placed[one][1] != placed[other][1]:
            yield f"visits {one} and {other} by two groups on one day"
