"""The problem that drafting solves: visits with windows, days with open hours, ways between them.

It is the team orienteering problem with time windows, with what delegations need beside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf

# What adding up parts of minutes may lose.
SLACK = 1e-7
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Lunch:
    """A break of `minutes` that has to fit between two stops, begun and ended within the hours.

    It may begin as soon as a stop ends, and be had there, on the way to the next (in a train, say)
    or after it, where the time between the two holds both; before the first stop or after the
    last, too. A block without stops needs none.
    """

    opens: float
    closes: float
    minutes: float

    def eaten(self, end: float, way: float) -> float:
        """When the next stop begins at the earliest, with lunch since the `end` of this one.

        Infinite where it cannot be.
        """
        begin = max(end, self.opens)
        if begin + self.minutes > self.closes + SLACK:
            return inf
        return max(end + way, begin) + self.minutes

    def to_eat(self, start: float, way: float) -> float:
        """When this stop ends at the latest, with lunch before the `start` of the next.

        Minus infinity where it cannot be.
        """
        over = min(start, self.closes)
        if over - self.minutes < self.opens - SLACK:
            return -inf
        return min(start - way, over) - self.minutes

    def fits(self, end: float, start: float, way: float) -> bool:
        """Whether lunch can be had between the end of a stop and the start of the next."""
        return self.eaten(end, way) <= start + SLACK


@dataclass(frozen=True, slots=True)
class Fixed:
    """What takes place at its time whatever is drafted: a block goes through it, and pays no value.

    The way between two that are both fixed takes no more than the time between them.
    """

    id: str
    place: int
    end_place: int
    start: float
    end: float
    is_lunch: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One day of one group: where it begins and ends, when, and how long it may be.

    `day` numbers the day, `track` the group on it. Blocks of one day with another `mode` exclude
    each other: all together in the one, in groups in the other. `longest` counts from leaving
    `start_place` to reaching `end_place`, and leaves out lunch before the first stop or after the
    last.
    """

    day: int
    start_place: int
    end_place: int
    opens: float
    closes: float
    track: int = 0
    mode: int = 0
    lunch: Lunch | None = None
    longest: float | None = None
    fixed: tuple[Fixed, ...] = ()


@dataclass(frozen=True, slots=True)
class Keep:
    """Where a visit is now and had better stay: its block, its start, and what moving it costs."""

    block: int
    start: float
    cost: float


@dataclass(frozen=True, slots=True)
class Visit:
    """One host to be seen, at most once.

    `windows` holds, by the number of the block, sorted spans within one of which the whole visit
    lies; a block that is not named cannot have it. `bonus` is added to the value, by block, where
    a visit lies within a span of it altogether: a preferred half-day. A visit with `keep` may also
    stay just where it is, whatever its windows say; `keep.cost` is taken off where it moves, and
    nothing where it is left out.
    """

    id: str
    place: int
    minutes: float
    value: float
    windows: Mapping[int, tuple[Span, ...]]
    must: bool = False
    bonus: Mapping[int, tuple[tuple[Span, float], ...]] = field(default_factory=dict)
    keep: Keep | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """All of it. Visits and blocks go by their number in these tuples.

    `travel` is the matrix of minutes between places, from the row to the column; it need not be
    symmetric, nor obey the triangle inequality. `apart` are pairs of visits that share no day,
    `before` those of which the first, if it is made at all, comes before the second, and `alone`
    those that cannot be made by two groups on one day, since both need the same person or room.
    What is wanted is the largest sum of values and bonuses, less `travel_cost` for each minute on
    the way and `end_cost` for each by which a block ends later, both beyond those that the block
    has with its fixed stops alone; but as many musts as can be come first. A fixed stop alone never
    breaks the hours of its block.
    """

    visits: tuple[Visit, ...]
    blocks: tuple[Block, ...]
    travel: tuple[tuple[float, ...], ...]
    travel_cost: float = 0.02
    end_cost: float = 0.0
    apart: tuple[tuple[int, int], ...] = ()
    before: tuple[tuple[int, int], ...] = ()
    alone: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A visit at its time."""

    visit: int
    start: float


@dataclass(frozen=True, slots=True)
class Route:
    """The visits of one block in their order; fixed stops and lunch are not told."""

    block: int
    stops: tuple[Stop, ...]
    travel: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan for a problem: one route for each block that has visits, in the order of blocks.

    `value` is what the problem wants the largest of, musts apart. `bound` is what no plan can
    exceed, where that is known, and `proven` that none is better. `impossible` are the musts that
    are left out. `capped` is whether there were too many routes to list, so that the heuristic
    alone worked.
    """

    routes: tuple[Route, ...] = ()
    value: float = 0.0
    bound: float | None = None
    proven: bool = False
    impossible: tuple[int, ...] = ()
    capped: bool = False
