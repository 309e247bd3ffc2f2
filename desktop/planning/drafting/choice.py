"""The best plan that can be put together from routes, with its proof."""

from collections.abc import Callable, Collection
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING
from zlib import crc32

from desktop.planning.drafting.columns import Columns
from desktop.planning.drafting.master import TINY, Master, Relaxed
from desktop.planning.drafting.problem import Answer
from desktop.planning.drafting.schedule import answer

if TYPE_CHECKING:
    from desktop.planning.drafting.columns import Floats

# Among more columns than this, equal plans are not told apart.
_MOST_EQUALS = 1500
# How long telling equal plans apart may take, in seconds.
_EQUALS_TIME = 2.0


def choose(
    columns: Columns,
    seconds: float,
    *,
    start: Answer | None = None,
    force: Collection[int] = (),
    without: Collection[int] = (),
    seed: int = 1,
    report: Callable[[Answer], object] | None = None,
) -> Answer | None:
    """The best plan of these columns with the visits `force` in it and those `without` left out.

    `start` is a plan to begin with. None where no plan has what is forced. Raises TimeoutError
    where it has to be left open whether there is one. `bound` and `proven` are about all plans if
    the columns are complete, else the plan is only the best of them.
    """
    if not len(columns):
        nothing = answer(columns.problem, ())
        whole = columns.is_complete
        return None if force else replace(nothing, bound=0.0 if whole else None, proven=whole)
    asked = _Choice(columns, monotonic() + seconds, frozenset(force), frozenset(without), seed)
    return asked.answer(start, report)


class _Choice:
    def __init__(
        self,
        columns: Columns,
        deadline: float,
        force: frozenset[int],
        without: frozenset[int],
        seed: int,
    ) -> None:
        import numpy as np

        self.columns, self.deadline, self.force, self.seed = columns, deadline, force, seed
        problem, self.matrix = columns.problem, columns.matrix()
        musts = [n for n, one in enumerate(problem.visits) if one.must and n not in without]
        self.musts = frozenset(musts) - force
        self.lower = np.full(len(self.matrix.upper), -np.inf)
        self.upper = self.matrix.upper.copy()
        self.upper[list(without)] = 0.0
        wanted = np.zeros(len(problem.visits))
        wanted[list(self.musts)] = 1.0
        # One that is forced outweighs all musts.
        wanted[list(force)] = 1.0 + len(self.musts)
        self.all = float(wanted.sum())
        self.count = self._sums(wanted)

    def answer(
        self, start: Answer | None, report: Callable[[Answer], object] | None
    ) -> Answer | None:
        begun = self._begun(start)
        begun, is_most = self._most(begun)
        had = self._sum(self.count, begun)
        if self.force and had < (1 + len(self.musts)) * len(self.force):
            if is_most:
                return None
            raise TimeoutError
        master = self._master(had)
        scores = self.matrix.scores
        relaxed = master.relaxed(scores, begun, self.deadline)
        if relaxed is None:
            return self._told(begun, None, False)
        if report is not None:
            report(self._told(begun, None, False))
        gap = relaxed.bound - self._sum(scores, begun)
        if gap > TINY * 10:
            until = min(self.deadline, monotonic() + 0.3 * (self.deadline - monotonic()))
            found, _ = master.chosen(scores, relaxed.used, begun, until)
            begun = self._better(scores, begun, found)
            if report is not None:
                report(self._told(begun, relaxed.bound, False))
        begun, is_proven = self._proven(master, scores, begun, relaxed)
        if is_proven:
            begun = self._first_of_equals(master, begun, relaxed)
        return self._told(begun, relaxed.bound, is_proven and is_most)

    def _proven(
        self, master: Master, goal: "Floats", begun: list[int], relaxed: Relaxed
    ) -> tuple[list[int], bool]:
        """The best choice of all: what falls short by more than the gap is in none that is."""
        import numpy as np

        gap = relaxed.bound - self._sum(goal, begun)
        if gap <= TINY * 10:
            return begun, True
        among = np.flatnonzero(relaxed.short <= gap + TINY)
        found, is_proven = master.chosen(goal, among, begun, self.deadline)
        return self._better(goal, begun, found), is_proven

    def _most(self, begun: list[int]) -> tuple[list[int], bool]:
        """A choice with all that is forced and as many musts as can be, and whether it is."""
        had = self._sum(self.count, begun)
        if had >= self.all:
            return begun, True
        master = Master(self.matrix, self.lower, self.upper, self.seed)
        relaxed = master.relaxed(self.count, begun, self.deadline)
        if relaxed is None:
            return begun, False
        # Counts are whole: less than one more is nothing more.
        if relaxed.bound < had + 1 - 1e-6:
            return begun, True
        found, _ = master.chosen(self.count, relaxed.used, begun, self.deadline)
        begun = self._better(self.count, begun, found)
        relaxed.bound = min(self.all, float(int(relaxed.bound + 1e-6)))
        return self._proven(master, self.count, begun, relaxed)

    def _master(self, had: float) -> Master:
        lower = self.lower.copy()
        lower[list(self.force)] = 1.0
        if had >= self.all:
            lower[list(self.musts)] = 1.0
            return Master(self.matrix, lower, self.upper, self.seed)
        extra = [(self.count, had)] if had > 0 else []
        return Master(self.matrix, lower, self.upper, self.seed, extra)

    def _first_of_equals(self, master: Master, begun: list[int], relaxed: Relaxed) -> list[int]:
        """Of all plans that are worth the same always the same: with less travel, then earlier."""
        import numpy as np

        scores = self.matrix.scores
        best = self._sum(scores, begun)
        among = np.flatnonzero(relaxed.short <= relaxed.bound - best + 10 * TINY)
        if len(among) > _MOST_EQUALS:
            return begun
        goal = np.zeros(len(scores))
        for number in np.union1d(among, np.array(begun, dtype=np.int64)):
            goal[number] = -self._dearth(int(number))
        extra = [*master.extra, (scores, best - 10 * TINY)]
        narrow = Master(self.matrix, master.lower, self.upper, self.seed, extra)
        until = min(self.deadline, monotonic() + _EQUALS_TIME)
        found, is_proven = narrow.chosen(goal, among, begun, until)
        if not is_proven or found is None or self._sum(scores, found) < best - 1e-5:
            return begun
        return found

    def _dearth(self, number: int) -> float:
        """What speaks against a route where plans are worth the same; differs for each."""
        columns = self.columns
        group, order = columns.group[number], columns.orders[number]
        (route,) = columns.plan([number])
        late = sum(stop.start for stop in route.stops)
        chance = crc32(repr((group, order)).encode()) / 2**32
        return route.travel + 1e-2 * late + 1e-1 * chance

    def _begun(self, start: Answer | None) -> list[int]:
        """The plan to begin with, as far as it is of these columns and has none left out."""
        found = None if start is None else self.columns.numbers(start)
        plain = Master(self.matrix, self.lower, self.upper)
        return found if found and plain.allows(found) else []

    def _sums(self, of_visits: "Floats") -> "Floats":
        """For each column the sum over its visits."""
        import numpy as np

        sums = [sum(of_visits[visit] for visit in order) for order in self.columns.orders]
        return np.array(sums, dtype=float)

    def _sum(self, goal: "Floats", numbers: list[int]) -> float:
        return float(goal[numbers].sum()) if numbers else 0.0

    def _better(self, goal: "Floats", one: list[int], other: list[int] | None) -> list[int]:
        if other is None or self._sum(goal, other) <= self._sum(goal, one):
            return one
        return other

    def _told(self, numbers: list[int], bound: float | None, is_proven: bool) -> Answer:
        found = answer(self.columns.problem, self.columns.plan(numbers))
        if not self.columns.is_complete:
            return found
        return replace(found, bound=found.value if is_proven else bound, proven=is_proven)
