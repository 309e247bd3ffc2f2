"""The routes to choose from: made once, and asked as often as one likes."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain, combinations
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

from desktop.planning.drafting.problem import SLACK, Answer, Problem, Route
from desktop.planning.drafting.routes import MOST, Listing, likeness, listed, shortest
from desktop.planning.drafting.schedule import Day, worth

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]
    Numbers = NDArray[np.int64]

Told = Callable[[], bool]
# The part of the time that one kind of day may take to list.
_ONE_KIND = 0.7


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks of one day that do not differ, so that it does not matter which has which route."""

    blocks: tuple[int, ...]
    day: int
    mode: int
    kind: int


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a choice has to obey: for each row the columns in it, and how much they may come to.

    Entries are sorted by column; those from `begins[n]` to `begins[n + 1]` are of column n. After
    the routes come `modes` columns, one for each way in which a day can be: 1 where it is so.
    """

    begins: "Numbers"
    rows: "Numbers"
    factors: "Floats"
    upper: "Floats"
    scores: "Floats"
    modes: int


class Columns:
    """Routes for the blocks of a problem; `is_complete` where they are all there are.

    `kinds[block]` is equal for blocks that can have the same routes, on whatever day.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.days = [Day(problem, block) for block in range(len(problem.blocks))]
        known: dict[Any, int] = {}
        self.kinds = tuple(known.setdefault(likeness(day), len(known)) for day in self.days)
        alike: dict[tuple[int, int, int], list[int]] = {}
        for number, block in enumerate(problem.blocks):
            alike.setdefault((block.day, block.mode, self.kinds[number]), []).append(number)
        self.groups = [Group(tuple(blocks), *key) for key, blocks in alike.items()]
        self.is_complete = False
        self.labels = 0
        self.group: list[int] = []
        self.masks: list[int] = []
        self.scores: list[float] = []
        self.orders: list[tuple[int, ...]] = []
        self._numbers: dict[tuple[int, int], int] = {}
        self._asked: set[tuple[int, tuple[int, ...]]] = set()
        self._matrix: Matrix | None = None

    def __len__(self) -> int:
        return len(self.masks)

    def fill(self, seconds: float = inf, *, most: int = MOST, stop: Told = lambda: False) -> bool:
        """List every route; False, and none, where there are too many or it was told to stop.

        Too many are more than `most` of a kind, or more than can be listed in so many seconds.
        """
        near, begun = shortest(self.problem), monotonic()
        # The day with most choice first, since it tells soonest that time will not do.
        kinds = sorted(set(self.kinds), key=self._choice, reverse=True)
        each = seconds if len(kinds) == 1 else _ONE_KIND * seconds

        def is_over(until: float) -> bool:
            return monotonic() > min(until, begun + seconds) or stop()

        listings = []
        for kind in kinds:
            day, until = self.days[self.kinds.index(kind)], monotonic() + each
            listing = listed(_in_one_order(day), near, most=most, stop=partial(is_over, until))
            if not listing.is_complete:
                return False
            listings.append((kind, listing))
        for kind, listing in sorted(listings, key=lambda one: one[0]):
            self._take(kind, listing)
        self.is_complete = True
        return True

    def add(self, kind: int, order: Sequence[int]) -> bool:
        """Add one route to all blocks of a kind; False where none has it or it is known as good."""
        key = (kind, tuple(order))
        if key in self._asked:
            return False
        self._asked.add(key)
        block = self.kinds.index(kind)
        route = self.days[block].best(order)
        if route is None or not order:
            return False
        mask, score = sum(1 << visit for visit in order), worth(self.problem, route)
        found = False
        for number, group in enumerate(self.groups):
            if group.kind == kind:
                found = self._put(number, mask, score, tuple(order)) or found
        if found:
            self._matrix = None
        return found

    def add_plan(self, answer: Answer) -> None:
        """Add the routes of a plan."""
        for route in answer.routes:
            self.add(self.kinds[route.block], [stop.visit for stop in route.stops])

    def numbers(self, answer: Answer) -> list[int] | None:
        """The columns that make up a plan; None where one of them is not known."""
        found = []
        of_block = {block: n for n, group in enumerate(self.groups) for block in group.blocks}
        for route in answer.routes:
            mask = sum(1 << stop.visit for stop in route.stops)
            number = self._numbers.get((of_block[route.block], mask))
            if number is None and mask:
                return None
            if number is not None:
                found.append(number)
        return found

    def plan(self, numbers: Iterable[int]) -> list[Route]:
        """The routes of so many columns, each in a block of its own."""
        chosen: dict[int, list[Route]] = {}
        for number in numbers:
            group = self.group[number]
            route = self.days[self.groups[group].blocks[0]].best(self.orders[number])
            assert route is not None, "a column is a route that can be"
            chosen.setdefault(group, []).append(route)
        found = []
        for group, routes in chosen.items():
            routes.sort(key=lambda one: (one.stops[0].start, one.stops[0].visit))
            blocks = self.groups[group].blocks
            found += [replace(r, block=b) for r, b in zip(routes, blocks, strict=False)]
        return found

    def matrix(self) -> Matrix:
        """What a choice among the columns has to obey."""
        if self._matrix is None:
            self._matrix = _matrix(self)
        return self._matrix

    def _choice(self, kind: int) -> float:
        """How much there is to choose from on a day of a kind: the more, the longer it takes."""
        day = self.days[self.kinds.index(kind)]
        options = (day.options(visit) for visit in range(len(self.problem.visits)))
        return sum(sum(last - first + 1.0 for first, last, _ in some) for some in options)

    def _take(self, kind: int, listing: Listing) -> None:
        self.labels += listing.labels
        self._matrix = None
        for number, group in enumerate(self.groups):
            if group.kind != kind:
                continue
            for mask, score, order in zip(
                listing.masks, listing.scores, listing.orders, strict=True
            ):
                self._put(number, mask, score, order)

    def _put(self, group: int, mask: int, score: float, order: tuple[int, ...]) -> bool:
        known = self._numbers.get((group, mask))
        if known is not None:
            # What only adding up in another order gains is nothing: a plan would depend on it.
            if self.scores[known] >= score - SLACK:
                return False
            self.scores[known], self.orders[known] = score, order
            return True
        self._numbers[group, mask] = len(self.masks)
        self.group.append(group)
        self.masks.append(mask)
        self.scores.append(score)
        self.orders.append(order)
        return True


def _in_one_order(day: Day) -> Day:
    """The same day where visits that do not differ on it are made in one order alone."""
    problem, alike = day.problem, dict[Hashable, list[int]]()
    ordered = {visit for pair in (*problem.apart, *problem.before) for visit in pair}
    for number, visit in enumerate(problem.visits):
        if number not in ordered and (options := day.options(number)):
            key = (visit.place, visit.minutes, visit.value, options)
            alike.setdefault(key, []).append(number)
    twins = [pair for some in alike.values() for pair in combinations(some, 2)]
    if not twins:
        return day
    return Day(replace(problem, before=(*problem.before, *twins)), day.number)


def _matrix(columns: Columns) -> Matrix:
    import numpy as np

    problem, groups, count = columns.problem, columns.groups, len(columns)
    visits = len(problem.visits)
    lengths = np.fromiter(map(len, columns.orders), np.int64, count)
    in_visit = np.fromiter(chain.from_iterable(columns.orders), np.int64)
    of_visit = np.repeat(np.arange(count), lengths)
    group = np.array(columns.group, dtype=np.int64)
    upper = [1.0] * visits + [float(len(one.blocks)) for one in groups]
    cols, rows = [of_visit, np.arange(count)], [in_visit, visits + group]
    day = np.array([one.day for one in groups], dtype=np.int64)[group]
    has = {
        visit: np.isin(np.arange(count), of_visit[in_visit == visit])
        for pairs in (problem.apart, problem.before, problem.alone)
        for pair in pairs
        for visit in pair
    }
    days = sorted({one.day for one in groups})
    for inside in _pairs(problem, has, day, days):
        found = np.flatnonzero(inside)
        cols.append(found)
        rows.append(np.full(len(found), len(upper)))
        upper.append(1.0)
    modes: dict[tuple[int, int], int] = {}
    for one in groups:
        if any(other.day == one.day and other.mode != one.mode for other in groups):
            modes.setdefault((one.day, one.mode), len(modes))
    factors = [np.ones(sum(len(some) for some in cols))]
    for number, one in enumerate(groups):
        if (mode := modes.get((one.day, one.mode))) is not None:
            upper[visits + number] = 0.0
            cols.append(np.array([count + mode]))
            rows.append(np.array([visits + number]))
            factors.append(np.array([-float(len(one.blocks))]))
    for number in sorted({number for number, _ in modes}):
        of_day = [mode for (other, _), mode in modes.items() if other == number]
        cols.append(count + np.array(of_day))
        rows.append(np.full(len(of_day), len(upper)))
        factors.append(np.ones(len(of_day)))
        upper.append(1.0)
    by_column = np.concatenate(cols)
    order = np.argsort(by_column, kind="stable")
    begins = np.searchsorted(by_column[order], np.arange(count + len(modes) + 1))
    return Matrix(
        begins.astype(np.int64),
        np.concatenate(rows)[order],
        np.concatenate(factors)[order],
        np.array(upper),
        np.array(columns.scores),
        len(modes),
    )


def _pairs(problem: Problem, has: Any, day: "Numbers", days: Sequence[int]) -> Iterable[Any]:
    """For each row that pairs of visits ask for: whether a column is in it."""
    for one, other in (*problem.apart, *problem.alone):
        for number in days:
            yield (has[one] | has[other]) & (day == number)
    for one, other in problem.before:
        for number in days:
            yield (has[one] & ~has[other] & (day >= number)) | (
                has[other] & ~has[one] & (day <= number)
            )
