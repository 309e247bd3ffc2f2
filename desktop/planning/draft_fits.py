"""Whether visits fit into a block at given times, and what ways a day has.

It reckons as `planning.drafting.problem` tells, for plans that no solver made: the present
programme, and a draft whose times were moved onto round ones.
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from desktop.planning.drafting.problem import Block, Problem, Stop

_SLACK = 1e-6


class Halt(NamedTuple):
    """One stop of a block, fixed or a visit; of a fixed one, `visit` is -1."""

    start: float
    end: float
    place: int
    end_place: int
    visit: int = -1
    is_lunch: bool = False


def halts_of(problem: Problem, block: Block, stops: Iterable[Stop]) -> list[Halt]:
    """What a block goes through, in order: what is fixed, and these visits."""
    found = [Halt(f.start, f.end, f.place, f.end_place, -1, f.is_lunch) for f in block.fixed]
    for stop in stops:
        visit = problem.visits[stop.visit]
        end = stop.start + visit.minutes
        found.append(Halt(stop.start, end, visit.place, visit.place, stop.visit))
    return sorted(found)


def legs(travel: Sequence[Sequence[float]], block: Block, halts: Sequence[Halt]) -> list[float]:
    """The minutes of the ways of a block, from its beginning to its end; none without stops."""
    if not halts:
        return []
    found = [travel[block.start_place][halts[0].place]]
    for one, other in pairwise(halts):
        way = travel[one.end_place][other.place]
        both = one.visit < 0 and other.visit < 0
        found.append(min(way, max(0.0, other.start - one.end)) if both else way)
    return [*found, travel[halts[-1].end_place][block.end_place]]


def has_lunch(travel: Sequence[Sequence[float]], block: Block, halts: Sequence[Halt]) -> bool:
    """Whether lunch fits somewhere between the stops of a block, or none is needed."""
    lunch = block.lunch
    if lunch is None or not halts or any(halt.is_lunch for halt in halts):
        return True
    ends = [block.opens, *(halt.end for halt in halts)]
    starts = [*(halt.start for halt in halts), block.closes]
    return any(map(lunch.fits, ends, starts, legs(travel, block, halts)))


def frame_of(
    travel: Sequence[Sequence[float]], block: Block, halts: Sequence[Halt]
) -> tuple[float, float]:
    """When a block leaves its first place for its stops, and when it reaches its last."""
    ways = legs(travel, block, halts)
    return halts[0].start - ways[0], halts[-1].end + ways[-1]


def fits(problem: Problem, number: int, stops: Sequence[Stop]) -> bool:
    """Whether a block can have these visits at these times."""
    block, travel = problem.blocks[number], problem.travel
    halts = halts_of(problem, block, stops)
    if not stops:
        return True
    if not all(_is_possible(problem, number, stop) for stop in stops):
        return False
    leaves, returns = frame_of(travel, block, halts)
    if leaves < block.opens - _SLACK or returns > block.closes + _SLACK:
        return False
    if block.longest is not None and returns - leaves > block.longest + _SLACK:
        return False
    for one, other in pairwise(halts):
        is_fixed = one.visit < 0 and other.visit < 0
        if not is_fixed and one.end + travel[one.end_place][other.place] > other.start + _SLACK:
            return False
    return has_lunch(travel, block, halts)


def _is_possible(problem: Problem, number: int, stop: Stop) -> bool:
    visit = problem.visits[stop.visit]
    keep, end = visit.keep, stop.start + visit.minutes
    if keep is not None and keep.block == number and abs(keep.start - stop.start) <= _SLACK:
        return True
    spans = visit.windows.get(number, ())
    return any(first - _SLACK <= stop.start and end <= last + _SLACK for first, last in spans)
