"""The best times for visits of one block in a given order, and what a plan is worth."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from math import inf
from typing import Any, NamedTuple

from desktop.planning.drafting.problem import SLACK, Answer, Block, Fixed, Problem, Route, Stop

# The first and last start of a visit between which it gains the same, and that gain.
Option = tuple[float, float, float]


class _Halt(NamedTuple):
    place: int
    end_place: int
    start: float
    end: float
    visit: int = -1


class _Gap(NamedTuple):
    """How the way to a halt goes: when it arrives, and what `_Label` says up to there."""

    arrives: float
    takes: float
    latest: float
    lunched: bool


class _Label(NamedTuple):
    """A way to have done so much: leaving at s up to `latest`, it ends at max(end, s + takes)."""

    end: float
    takes: float
    latest: float
    pay: float
    travel: float
    lunched: bool
    before: "_Label | None" = None
    way: float = 0.0
    visit: int = -1
    opens: float = 0.0
    fixed: int = -1


class Day:
    """One block of a problem, prepared for asking about many orders."""

    def __init__(self, problem: Problem, block: int) -> None:
        self.problem, self.number = problem, block
        self.block: Block = problem.blocks[block]
        self.fixed = in_order(self.block)
        # Of fixed stops that overlap, none is over before the longest is.
        self.free_from = [max(f.end for f in self.fixed[: n + 1]) for n in range(len(self.fixed))]
        alone = [_Halt(f.place, f.end_place, f.start, f.end) for f in self.fixed]
        self.alone_travel = sum(_legs(problem, self.block, alone))
        self.alone_end = _end(problem, self.block, alone)
        lunched = self.block.lunch is None or any(f.is_lunch for f in self.fixed)
        self.lunch = None if lunched else self.block.lunch
        self._options: dict[int, tuple[Option, ...]] = {}

    def options(self, visit: int) -> tuple[Option, ...]:
        """When a visit may start and what it gains then, its value left out; by start."""
        known = self._options.get(visit)
        if known is None:
            known = self._options[visit] = _options(self.problem, self.number, visit)
        return known

    def best(self, order: Sequence[int]) -> Route | None:
        """The most valuable feasible route through visits in this order."""
        fixed = self.fixed
        fronts: list[list[list[_Label]]] = [[[] for _ in (*fixed, 0)] for _ in (*order, 0)]
        start = _Label(self.block.opens, 0.0, inf, 0.0, 0.0, self.lunch is None)
        fronts[0][0].append(start)
        for n in range(len(order) + 1):
            for m in range(len(fixed) + 1):
                for label in fronts[n][m]:
                    if n < len(order):
                        for found in self._to_visit(label, order[n]):
                            self._keep(fronts[n + 1][m], found)
                    if m < len(fixed):
                        for found in self._to_fixed(label, m):
                            self._keep(fronts[n][m + 1], found)
        done = [end for label in fronts[-1][-1] if (end := self._finish(label)) is not None]
        if not done:
            return None
        _, _, last, back, travel = max(done, key=lambda one: (one[0], one[1]))
        return Route(self.number, tuple(self._times(last, back)), travel)

    def lunch_between(self, end: float, start: float, way: float) -> bool:
        """Whether there is lunch to be had, and it fits between two stops."""
        return self.lunch is not None and self.lunch.fits(end, start, way)

    def _place(self, label: _Label) -> int:
        if label.visit >= 0:
            return self.problem.visits[label.visit].place
        return self.fixed[label.fixed].end_place if label.fixed >= 0 else self.block.start_place

    def _gaps(self, label: _Label, way: float) -> Iterator[_Gap]:
        end, takes, latest = label.end, label.takes, label.latest
        yield _Gap(end + way, takes + way, latest, label.lunched)
        lunch = self.lunch
        if lunch is None or label.lunched or (over := lunch.eaten(end, way)) == inf:
            return
        if label.before is None:
            yield _Gap(over, way, latest, True)
            return
        until = lunch.closes - lunch.minutes - takes
        yield _Gap(over, takes + way + lunch.minutes, min(latest, until), True)

    def _to_visit(self, label: _Label, number: int) -> Iterator[_Label]:
        visit = self.problem.visits[number]
        way = self.problem.travel[self._place(label)][visit.place]
        pay, travel = label.pay - self.problem.travel_cost * way, label.travel + way
        free = self.free_from[label.fixed] if label.fixed >= 0 else -inf
        for gap in self._gaps(label, way):
            for first, last, gain in self.options(number):
                opens = max(first, free)
                start = max(opens, gap.arrives)
                if start > last + SLACK:
                    continue
                end, takes = start + visit.minutes, gap.takes + visit.minutes
                latest, lunched = min(gap.latest, last - gap.takes), gap.lunched
                step = (label, way, number, opens)
                yield _Label(end, takes, latest, pay + gain, travel, lunched, *step)

    def _to_fixed(self, label: _Label, number: int) -> Iterator[_Label]:
        fixed = self.fixed[number]
        way = self.problem.travel[self._place(label)][fixed.place]
        if label.visit < 0 and label.fixed >= 0:
            way = min(way, max(0.0, fixed.start - label.end))
            lunched = label.lunched or self.lunch_between(label.end, fixed.start, way)
            takes, latest = label.takes + fixed.end - label.end, label.latest
            found = [_Gap(fixed.start, takes, latest, lunched)]
        else:
            found = [
                gap._replace(
                    arrives=fixed.start,
                    takes=gap.takes + fixed.end - fixed.start,
                    latest=min(gap.latest, fixed.start - gap.takes),
                )
                for gap in self._gaps(label, way)
                if gap.arrives <= fixed.start + SLACK
            ]
        pay, travel = label.pay - self.problem.travel_cost * way, label.travel + way
        for gap in found:
            step = (label, way, -1, fixed.start, number)
            yield _Label(fixed.end, gap.takes, gap.latest, pay, travel, gap.lunched, *step)

    def _keep(self, front: list[_Label], label: _Label) -> None:
        """Add a label to those of which none is better in every way."""
        longest = self.block.longest is not None

        def beats(one: _Label, other: _Label) -> bool:
            return (
                one.visit == other.visit
                and one.end <= other.end
                and one.pay >= other.pay
                and one.lunched >= other.lunched
                and (not longest or (one.takes <= other.takes and one.latest >= other.latest))
            )

        if not any(beats(one, label) for one in front):
            front[:] = [one for one in front if not beats(label, one)]
            front.append(label)

    def _finish(self, label: _Label) -> tuple[float, float, _Label, float, float] | None:
        block, problem = self.block, self.problem
        way = problem.travel[self._place(label)][block.end_place]
        if label.before is None:
            return 0.0, 0.0, label, block.opens, way
        back, travel = label.end + way, label.travel + way
        if back > block.closes + SLACK:
            return None
        shortest = max(label.takes + way, back - label.latest)
        if block.longest is not None and shortest > block.longest + SLACK:
            return None
        if not label.lunched and not self.lunch_between(label.end, block.closes, way):
            return None
        late = problem.end_cost * max(0.0, back - self.alone_end)
        return label.pay - problem.travel_cost * way - late, -travel, label, back, travel

    def _times(self, last: _Label, back: float) -> Iterator[Stop]:
        """The starts of the visits: as early as can be, and for a short day as late as needed."""
        steps, label = [last], last.before
        while label is not None:
            steps.append(label)
            label = label.before
        at = self.block.opens
        if len(steps) > 1 and self._eats(steps[-2]):
            at = self._arrive(at, steps[-2]) - steps[-2].way
        if self.block.longest is not None:
            at = max(at, back - self.block.longest)
        for n, step in enumerate(reversed(steps[:-1])):
            if step.fixed >= 0 and step.visit < 0:
                at = self.fixed[step.fixed].end
                continue
            # Lunch before the first stop is behind when the day is left for.
            start = max(step.opens, self._arrive(at, step) if n else at + step.way)
            yield Stop(step.visit, start)
            at = start + self.problem.visits[step.visit].minutes

    def _arrive(self, at: float, step: _Label) -> float:
        there = at + step.way
        if self.lunch is not None and self._eats(step):
            return max(there, self.lunch.opens) + self.lunch.minutes
        return there

    def _eats(self, step: _Label) -> bool:
        """Whether lunch comes between a step and the one before."""
        return step.before is not None and step.lunched and not step.before.lunched


def route(problem: Problem, block: int, order: Sequence[int]) -> Route | None:
    """The most valuable times for visits of a block in this order; None when it cannot be.

    Fixed stops are passed where their times put them. Who asks about many orders keeps a `Day`.
    """
    return Day(problem, block).best(order)


def worth(problem: Problem, one: Route) -> float:
    """What one route adds to the value of a plan."""
    block = problem.blocks[one.block]
    alone = [_Halt(f.place, f.end_place, f.start, f.end) for f in in_order(block)]
    visits = problem.visits
    halts = [
        _Halt(visits[stop.visit].place, visits[stop.visit].place, stop.start, end, stop.visit)
        for stop in one.stops
        for end in (stop.start + visits[stop.visit].minutes,)
    ]
    halts = sorted([*alone, *halts], key=lambda halt: (halt.start, halt.end))
    more = sum(_legs(problem, block, halts)) - sum(_legs(problem, block, alone))
    later = max(0.0, _end(problem, block, halts) - _end(problem, block, alone))
    gains = sum(
        visits[stop.visit].value + gain_at(problem, one.block, stop.visit, stop.start)
        for stop in one.stops
    )
    return gains - problem.travel_cost * more - problem.end_cost * later


def answer(problem: Problem, routes: Iterable[Route], **more: Any) -> Answer:
    """The plan of these routes, its value and the musts it leaves out; `more` is of `Answer`."""
    kept = tuple(sorted((one for one in routes if one.stops), key=lambda one: one.block))
    placed = {stop.visit for one in kept for stop in one.stops}
    left = tuple(n for n, one in enumerate(problem.visits) if one.must and n not in placed)
    value = sum((worth(problem, one) for one in kept), 0.0)
    return Answer(**{"routes": kept, "value": value, "impossible": left, **more})


def in_order(block: Block) -> tuple[Fixed, ...]:
    """The fixed stops of a block by their times."""
    return tuple(sorted(block.fixed, key=lambda fixed: (fixed.start, fixed.end)))


def gain_at(problem: Problem, block: int, number: int, start: float) -> float:
    """What a visit gains beside its value when it starts then: bonuses, less what moving costs."""
    visit = problem.visits[number]
    gain, keep = _bonus(problem, block, number, start), visit.keep
    if keep is not None and not (keep.block == block and abs(keep.start - start) <= SLACK):
        gain -= keep.cost
    return gain


def _bonus(problem: Problem, block: int, number: int, start: float) -> float:
    visit = problem.visits[number]
    end = start + visit.minutes
    return sum(
        bonus
        for (first, last), bonus in visit.bonus.get(block, ())
        if first - SLACK <= start and end <= last + SLACK
    )


def _options(problem: Problem, block: int, number: int) -> tuple[Option, ...]:
    visit = problem.visits[number]
    bonuses = visit.bonus.get(block, ())
    keep = visit.keep
    moves = 0.0 if keep is None else keep.cost
    ends = [time for (a, b), _ in bonuses for time in (a, b - visit.minutes) if a <= time]
    found: list[Option] = []
    for opens, closes in visit.windows.get(block, ()):
        last = closes - visit.minutes
        if last < opens - SLACK:
            continue
        last = max(opens, last)
        cuts = sorted({opens, last, *(time for time in ends if opens < time < last)})
        found.extend((time, time, gain_at(problem, block, number, time)) for time in cuts)
        for one, other in pairwise(cuts):
            gain = _bonus(problem, block, number, (one + other) / 2)
            found.append((one, other, gain - moves))
    if keep is not None and keep.block == block:
        found.append((keep.start, keep.start, gain_at(problem, block, number, keep.start)))
    return tuple(sorted(_fewest(found)))


def _fewest(options: list[Option]) -> Iterator[Option]:
    """The same, joined where they meet, without those that another covers and outbids."""
    joined: list[Option] = []
    for gain in sorted({gain for _, _, gain in options}, reverse=True):
        # What gains more may be taken as gaining this, too, so that it joins its neighbours.
        spans = sorted((first, last) for first, last, more in options if more >= gain)
        merged = [spans[0]]
        for first, last in spans[1:]:
            if first <= merged[-1][1] + SLACK:
                merged[-1] = (merged[-1][0], max(merged[-1][1], last))
            else:
                merged.append((first, last))
        for first, last in merged:
            if not any(one <= first and last <= other for one, other, _ in joined):
                joined.append((first, last, gain))
    yield from joined


def _legs(problem: Problem, block: Block, halts: Sequence[_Halt]) -> Iterator[float]:
    if not halts:
        yield problem.travel[block.start_place][block.end_place]
        return
    yield problem.travel[block.start_place][halts[0].place]
    for one, other in pairwise(halts):
        way = problem.travel[one.end_place][other.place]
        both = one.visit < 0 and other.visit < 0
        yield min(way, max(0.0, other.start - one.end)) if both else way
    yield problem.travel[halts[-1].end_place][block.end_place]


def _end(problem: Problem, block: Block, halts: Sequence[_Halt]) -> float:
    if not halts:
        return block.opens
    return halts[-1].end + problem.travel[halts[-1].end_place][block.end_place]
