"""When which visit is worth what, which visits mind each other, and which blocks are alike."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from desktop.planning.drafting.problem import Block, Problem, Span, Stop


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to have a visit in a block: within which spans it may start, to be worth `gain`.

    The choices of a visit lie within each other: the more it is worth, the fewer the starts.
    """

    visit: int
    gain: float
    starts: tuple[Span, ...]


class Sheet:
    """What all heuristics ask of a problem, reckoned once.

    `choices[block][visit]` has the best first and is empty where a block cannot have a visit;
    `kinds[block]` is equal for blocks that can have the same routes, each worth the same; `big` is
    more than any plan is worth without musts: what a must is worth beyond its value.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.big = 1.0 + 2 * sum(
            abs(visit.value)
            + sum(abs(b) for spans in visit.bonus.values() for _, b in spans)
            + (visit.keep.cost if visit.keep else 0.0)
            for visit in problem.visits
        )
        self.choices = [
            [_choices(problem, number, n) for n in range(len(problem.visits))]
            for number in range(len(problem.blocks))
        ]
        seen: dict[object, int] = {}
        self.kinds = tuple(
            seen.setdefault((_frame(block), tuple(map(tuple, self.choices[number]))), len(seen))
            for number, block in enumerate(problem.blocks)
        )
        self.rules = Rules(problem)

    def choice_of(self, block: int, stop: Stop) -> Choice | None:
        """The choice that a stop is, at its time; None where it may not be there."""
        for choice in self.choices[block][stop.visit]:
            if any(a - 1e-6 <= stop.start <= b + 1e-6 for a, b in choice.starts):
                return choice
        return None


class Rules:
    """Which visits mind each other, and which blocks exclude each other."""

    def __init__(self, problem: Problem) -> None:
        count = len(problem.visits)
        self.days = [block.day for block in problem.blocks]
        self.modes = [block.mode for block in problem.blocks]
        self.apart: list[list[int]] = [[] for _ in range(count)]
        self.alone: list[list[int]] = [[] for _ in range(count)]
        self.later: list[list[int]] = [[] for _ in range(count)]
        self.earlier: list[list[int]] = [[] for _ in range(count)]
        for one, other in problem.apart:
            self.apart[one].append(other)
            self.apart[other].append(one)
        for one, other in problem.alone:
            self.alone[one].append(other)
            self.alone[other].append(one)
        for one, other in problem.before:
            self.later[one].append(other)
            self.earlier[other].append(one)
        pairs = (*problem.apart, *problem.alone, *problem.before)
        self.minding = sorted({visit for pair in pairs for visit in pair})
        self.has_modes = len({(b.day, b.mode) for b in problem.blocks}) > len(set(self.days))

    def is_barred(self, visit: int, block: int, placed: Sequence[int]) -> bool:
        """Whether others, placed in the blocks that are told, keep a visit out of a block.

        Orders within the block itself are not looked at: those bar only some positions.
        """
        day = self.days[block]
        return (
            any(placed[o] >= 0 and self.days[placed[o]] == day for o in self.apart[visit])
            or any(
                placed[o] >= 0 and placed[o] != block and self.days[placed[o]] == day
                for o in self.alone[visit]
            )
            or any(
                placed[o] >= 0 and placed[o] != block and self.days[placed[o]] <= day
                for o in self.later[visit]
            )
            or any(
                placed[o] >= 0 and placed[o] != block and self.days[placed[o]] >= day
                for o in self.earlier[visit]
            )
        )

    def gaps(self, visit: int, order: Sequence[int]) -> tuple[int, int]:
        """The first and last gap of a line, whose halts are told, where a visit may go in.

        The first is after the last where it can go nowhere, as between two that turn round.
        """
        low, high = 0, len(order)
        earlier, later = self.earlier[visit], self.later[visit]
        if earlier or later:
            for at, other in enumerate(order):
                if other in earlier:
                    low = at + 1
                if other in later and at < high:
                    high = at
        return low, high


def nearest(problem: Problem, able: Sequence[int]) -> list[list[int]]:
    """For each visit those of `able`, the nearest first, there and back."""
    travel, visits = problem.travel, problem.visits

    def way(place: int, visit: int) -> tuple[float, int]:
        other = visits[visit].place
        return travel[place][other] + travel[other][place], visit

    return [sorted(able, key=partial(way, one.place)) for one in visits]


def _frame(block: Block) -> object:
    return (
        *(block.start_place, block.end_place, block.opens, block.closes),
        *(block.lunch, block.longest, block.fixed),
    )


def _choices(problem: Problem, block: int, number: int) -> tuple[Choice, ...]:
    visit = problem.visits[number]
    keep, spans = visit.keep, visit.windows.get(block, ())
    cost = keep.cost if keep else 0.0
    starts = [(a, max(a, b - visit.minutes)) for a, b in spans if b - a > visit.minutes - 1e-6]
    likes = [((a, b - visit.minutes), more) for (a, b), more in visit.bonus.get(block, ())]
    stays = keep is not None and keep.block == block
    if not likes and not stays:
        return (Choice(number, visit.value - cost, tuple(sorted(starts))),) if starts else ()
    pieces: list[tuple[float, Span]] = []
    for first, last in starts:
        cuts = sorted({first, last, *(x for span, _ in likes for x in span if first < x < last)})
        for one in (*((x, x) for x in cuts), *pairwise(cuts)):
            pieces += [(visit.value - cost + _liked(likes, one), one)]
    if keep is not None and stays:
        at = (keep.start, keep.start)
        pieces.append((visit.value + _liked(likes, at), at))
    return tuple(
        Choice(number, gain, tuple(_merged(span for worth, span in pieces if worth >= gain)))
        for gain in sorted({gain for gain, _ in pieces}, reverse=True)
    )


def _liked(likes: Sequence[tuple[Span, float]], span: Span) -> float:
    return sum(more for (a, b), more in likes if a <= span[0] and span[1] <= b)


def _merged(spans: Iterator[Span]) -> list[Span]:
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return found
