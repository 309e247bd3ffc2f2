"""The best plan that can be put together from routes, with its proof."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING
from zlib import crc32

from desktop.planning.drafting.branch import Branching
from desktop.planning.drafting.columns import Columns
from desktop.planning.drafting.master import TINY, Master, Relaxed
from desktop.planning.drafting.problem import Answer
from desktop.planning.drafting.schedule import answer

if TYPE_CHECKING:
    from desktop.planning.drafting.columns import Floats

# So many routes are enough for a plan that is nearly always the best.
_FEW = 300
# What the worths of plans may all be multiples of.
_COARSE = (10.0, 5.0, 2.0)
_GRAINS = (1.0, 0.5, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001)


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

        self.better: Callable[[list[int]], object] = lambda numbers: None
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
        self._settled()

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
        master, goal = self._master(had), self.goal
        relaxed = master.relaxed(goal, begun, self.deadline)
        if relaxed is None:
            return self._told(begun, None, False)
        bound = relaxed.bound + self.blur
        if report is not None:
            self.better = lambda numbers: report(self._told(numbers, bound, False))
        begun = self._quickly(master, goal, begun, relaxed)
        begun, is_proven = self._surely(master, goal, begun, relaxed, self.step)
        return self._told(begun, bound, is_proven and is_most)

    def _quickly(
        self, master: Master, goal: "Floats", begun: list[int], relaxed: Relaxed
    ) -> list[int]:
        """A good choice, of the routes that the bound is made of and those next to them."""
        import numpy as np

        down = Branching(
            self.columns, master, goal, relaxed.used, begun, self.deadline, self.better
        )
        down.dive()
        gap = relaxed.bound - down.value
        if gap <= self.step + TINY * 10 or len(relaxed.short) <= _FEW:
            return down.best
        near = np.partition(relaxed.short, _FEW)[_FEW]
        among = np.flatnonzero(relaxed.short <= min(gap, near) + TINY)
        until = min(self.deadline, monotonic() + 0.4 * (self.deadline - monotonic()))
        first = Branching(
            self.columns, master, goal, among[: 2 * _FEW], down.best, until, self.better
        )
        first.run(self.step)
        return first.best

    def _surely(
        self,
        master: Master,
        goal: "Floats",
        begun: list[int],
        relaxed: Relaxed,
        step: float = 0.0,
    ) -> tuple[list[int], bool]:
        """The best choice of all: what falls short by more than the gap is in none that is."""
        import numpy as np

        gap = relaxed.bound - self._sum(goal, begun)
        if gap <= step + TINY * 10:
            return begun, True
        among = np.flatnonzero(relaxed.short <= gap - step + TINY)
        search = Branching(self.columns, master, goal, among, begun, self.deadline, self.better)
        is_proven = search.run(step)
        return search.best, is_proven

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
        step = 1 - 1e-5
        if relaxed.bound <= had + step:
            return begun, True
        begun = self._quickly(master, self.count, begun, relaxed)
        return self._surely(master, self.count, begun, relaxed, step)

    def _master(self, had: float) -> Master:
        lower = self.lower.copy()
        lower[list(self.force)] = 1.0
        if had >= self.all:
            lower[list(self.musts)] = 1.0
            return Master(self.matrix, lower, self.upper, self.seed)
        extra = [(self.count, had)] if had > 0 else []
        return Master(self.matrix, lower, self.upper, self.seed, extra)

    def _settled(self) -> None:
        """Let no two plans be worth the same: the earlier days are better, then it is chance.

        It changes what a plan is worth by less than half of what two plans differ in. Where they
        differ in the smallest parts, there are no two that are worth the same.
        """
        import numpy as np

        scores, columns = self.matrix.scores, self.columns
        self.goal, self.blur, self.step = scores, 0.0, 0.0
        grain = _grain(scores, _GRAINS)
        if not columns.is_complete:
            # Nothing is proven, so that plans of one worth need no choice among them.
            self.step = 0.5 * (_grain(scores, _COARSE) or grain or 0.0)
        if grain is None:
            return
        days = 1 + max(group.day for group in columns.groups)
        chance = [
            0.9 * columns.groups[group].day / days + 0.1 * crc32(repr(order).encode()) / 2**32
            for group, order in zip(columns.group, columns.orders, strict=True)
        ]
        self.blur = 0.45 * grain
        self.goal = scores - self.blur / len(columns.problem.blocks) * np.array(chance)

    def _begun(self, start: Answer | None) -> list[int]:
        """The plan to begin with, as far as it is of these columns and has none left out."""
        found = None if start is None else self.columns.numbers(start)
        plain = Master(self.matrix, self.lower, self.upper)
        return found if found and plain.allows(found) else []

    def _sums(self, of_visits: "Floats") -> "Floats":
        """For each column the sum over its visits."""
        import numpy as np

        matrix, count = self.matrix, len(self.matrix.scores)
        of_rows = np.zeros(len(matrix.upper))
        of_rows[: len(of_visits)] = of_visits
        columns = np.repeat(np.arange(count), np.diff(matrix.begins[: count + 1]))
        weights = of_rows[matrix.rows[: matrix.begins[count]]]
        return np.bincount(columns, weights=weights, minlength=count).astype(float)

    def _sum(self, goal: "Floats", numbers: list[int]) -> float:
        return float(goal[numbers].sum()) if numbers else 0.0

    def _told(self, numbers: list[int], bound: float | None, is_proven: bool) -> Answer:
        found = answer(self.columns.problem, self.columns.plan(numbers))
        if not self.columns.is_complete:
            return found
        return replace(found, bound=found.value if is_proven else bound, proven=is_proven)


def _grain(values: "Floats", grains: Sequence[float]) -> float | None:
    """The first of some grains that all values are multiples of."""
    return next((one for one in grains if _is_whole(values / one)), None)


def _is_whole(values: "Floats") -> bool:
    return bool((abs(values - values.round()) < 1e-5).all())
