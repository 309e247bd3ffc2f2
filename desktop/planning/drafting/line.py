"""The stops of one block in their order, and how early and how late each may be.

From these times it shows at once, for any gap, whether a further visit fits there.
"""

from collections.abc import Iterator, Sequence
from math import inf
from typing import NamedTuple

from desktop.planning.drafting.problem import SLACK, Problem, Span
from desktop.planning.drafting.sheet import Choice


class Halt(NamedTuple):
    """A visit or a fixed stop in a line; a fixed one is no visit (-1)."""

    visit: int
    place: int
    end_place: int
    minutes: float
    starts: tuple[Span, ...]
    gain: float = 0.0


class Frame:
    """What is the same for every line of one block."""

    def __init__(self, problem: Problem, number: int) -> None:
        self.problem, self.number = problem, number
        block = self.block = problem.blocks[number]
        self.travel = problem.travel
        self._halts: dict[int, tuple[Halt, ...]] = {}
        self.fixed = tuple(
            Halt(-1, f.place, f.end_place, f.end - f.start, ((f.start, f.start),))
            for f in sorted(block.fixed, key=lambda one: (one.start, one.end))
        )
        self.lunch = None if any(f.is_lunch for f in block.fixed) else block.lunch
        # Neither is bound by the other: a line of fixed stops alone is as it is.
        self.ways = sum(legs(self, self.fixed))
        self.end = block.opens
        if self.fixed:
            last = self.fixed[-1]
            self.end = last.starts[0][0] + last.minutes
            self.end += self.travel[last.end_place][block.end_place]

    def halts(self, number: int, choices: Sequence[Choice]) -> tuple[Halt, ...]:
        """The halts that a visit makes by its choices here."""
        known = self._halts.get(number)
        if known is None:
            visit = self.problem.visits[number]
            place, minutes = visit.place, visit.minutes
            known = self._halts[number] = tuple(
                Halt(number, place, place, minutes, one.starts, one.gain) for one in choices
            )
        return known


def legs(frame: Frame, halts: Sequence[Halt]) -> Iterator[float]:
    """The way before each halt, and the way home."""
    place, fixed, end = frame.block.start_place, False, 0.0
    for halt in halts:
        way = frame.travel[place][halt.place]
        if halt.visit < 0:
            if fixed:
                way = min(way, max(0.0, halt.starts[0][0] - end))
            end = halt.starts[0][0] + halt.minutes
        yield way
        place, fixed = halt.end_place, halt.visit < 0
    yield frame.travel[place][frame.block.end_place]


class Line:
    """A block with visits in it, and its times.

    By gap, from the one before the first halt to the one before coming home: `out` is when one can
    leave the halt before it with lunch behind (or none needed), `hungry` with lunch still ahead;
    `by` is when one has to be at the halt after it with lunch behind, `by_hungry` with lunch ahead;
    `ways` are its minutes on the way. Where no lunch is needed, nobody is hungry: both are the
    same. What cannot be is infinite. `is_right` is whether all fits.
    """

    __slots__ = ("back", "by", "by_hungry", "frame", "halts", "hungry", "is_right", "out", "ways")

    def __init__(self, frame: Frame, halts: Sequence[Halt] | None = None) -> None:
        self.frame = frame
        self.set(list(frame.fixed if halts is None else halts))

    def set(self, halts: list[Halt]) -> bool:
        """Take other halts, and say whether they fit."""
        self.halts = halts
        self.ways = list(legs(self.frame, halts))
        if self.frame.lunch is None:
            self._forward()
            self._backward(self.frame.block.closes)
        else:
            self._forward_hungry()
            self._backward_hungry(self.frame.block.closes)
        if not any(halt.visit >= 0 for halt in halts):
            self.back, self.is_right = self.frame.end, True
            return True
        self.is_right = self.back <= self.frame.block.closes + SLACK
        longest = self.frame.block.longest
        if self.is_right and longest is not None:
            self.is_right = self.back - self._leave() <= longest + SLACK
        return self.is_right

    def worth(self) -> float:
        """What the line is worth by the choices of its halts, musts as others."""
        problem, frame = self.frame.problem, self.frame
        return (
            sum([halt.gain for halt in self.halts])
            - problem.travel_cost * (sum(self.ways) - frame.ways)
            - problem.end_cost * max(0.0, self.back - frame.end)
        )

    def order(self) -> list[int]:
        """The visits in their order, and -1 for each fixed stop."""
        return [halt.visit for halt in self.halts]

    def _forward(self) -> None:
        out = self.frame.block.opens
        found = [out]
        for halt, way in zip(self.halts, self.ways, strict=False):
            out += way
            for first, last in halt.starts:
                if out <= last + SLACK:
                    if out < first:
                        out = first
                    break
            else:
                out = inf
            out += halt.minutes
            found.append(out)
        self.out, self.hungry = found, found
        self.back = out + self.ways[-1]

    def _forward_hungry(self) -> None:
        lunch = self.frame.lunch
        assert lunch is not None
        hungry, out = self.frame.block.opens, inf
        self.out, self.hungry = [out], [hungry]
        for halt, way in zip(self.halts, self.ways, strict=False):
            there = min(out + way, lunch.eaten(hungry, way))
            out = _begin(halt, there) + halt.minutes
            hungry = _begin(halt, hungry + way) + halt.minutes
            self.out.append(out)
            self.hungry.append(hungry)
        way = self.ways[-1]
        self.back = min(out + way, lunch.eaten(hungry, way))

    def _backward(self, by: float) -> None:
        found = [by]
        for halt, way in zip(reversed(self.halts), reversed(self.ways), strict=False):
            by -= way + halt.minutes
            for first, last in reversed(halt.starts):
                if first <= by + SLACK:
                    if by > last:
                        by = last
                    break
            else:
                by = -inf
            found.append(by)
        found.reverse()
        self.by, self.by_hungry = found, found

    def _backward_hungry(self, by: float) -> None:
        lunch = self.frame.lunch
        assert lunch is not None
        hungry = -inf
        found, found_hungry = [by], [hungry]
        for halt, way in zip(reversed(self.halts), reversed(self.ways), strict=False):
            last = max(hungry - way, lunch.to_eat(by, way))
            by, hungry = _latest(halt, by - way), _latest(halt, last)
            found.append(by)
            found_hungry.append(hungry)
        found.reverse()
        found_hungry.reverse()
        self.by, self.by_hungry = found, found_hungry

    def _leave(self) -> float:
        """The latest leave by which one is back no later than now."""
        by, by_hungry = self.by, self.by_hungry
        if self.frame.lunch is None:
            self._backward(self.back)
            first = self.by[0]
        else:
            self._backward_hungry(self.back)
            first = max(self.by_hungry[0], self._after_lunch(self.by[0]))
        self.by, self.by_hungry = by, by_hungry
        return first - self.ways[0]

    def _after_lunch(self, first: float) -> float:
        """The start of the first halt where lunch comes before it, else minus infinity."""
        lunch = self.frame.lunch
        assert lunch is not None
        return first if lunch.fits(self.frame.block.opens, first, self.ways[0]) else -inf


def _begin(halt: Halt, there: float) -> float:
    """When a halt begins that is reached then."""
    for first, last in halt.starts:
        if there <= last + SLACK:
            return max(first, there)
    return inf


def _latest(halt: Halt, end_by: float) -> float:
    """When a halt begins at the latest that has to end then."""
    by = end_by - halt.minutes
    for first, last in reversed(halt.starts):
        if first <= by + SLACK:
            return min(last, by)
    return -inf
