"""Branching on which day has which visit, which closes the last gap sooner than on routes."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, NamedTuple

from desktop.planning.drafting.columns import Columns
from desktop.planning.drafting.cuts import violated
from desktop.planning.drafting.master import TINY, Master, quiet

if TYPE_CHECKING:
    from desktop.planning.drafting.columns import Bools, Floats, Numbers

# What is nearer to a whole number than this is one.
_WHOLE = 1e-6
# How many ways to branch are tried out before one is taken.
_TRIED = 4
# How often cuts are added before it branches.
_ROUNDS = 5
# After so many branches a plan is sought straight down from one.
_DIVE = 12


class _Way(NamedTuple):
    """One side of a branch: some routes are not taken, and some visits are made."""

    without: "Bools"
    made: tuple[int, ...] = ()
    mode: int = -1
    is_mode: bool = False


class _Node(NamedTuple):
    bound: float
    values: "Floats"


class Branching:
    """A search among some columns for the best choice; `best` is the best so far.

    Each better one is told to `better`.
    """

    def __init__(
        self,
        columns: Columns,
        master: Master,
        goal: "Floats",
        among: "Numbers",
        best: Sequence[int],
        deadline: float,
        better: Callable[[list[int]], object] = lambda numbers: None,
    ) -> None:
        import numpy as np

        self.better = better
        self.master, self.goal, self.deadline = master, goal, deadline
        self.best, self.among = list(best), among.astype(np.int64)
        self.value = float(goal[self.best].sum())
        self.highs = quiet(master.seed, deadline)
        self.highs.passModel(master.model(goal, self.among))
        self.modes = master.matrix.modes
        visits = len(columns.problem.visits)
        self.has = np.zeros((visits, len(self.among)), dtype=bool)
        for place, number in enumerate(self.among):
            self.has[list(columns.orders[number]), place] = True
        self.group = np.array([columns.group[number] for number in self.among])
        self.lower = master.lower[:visits].copy()
        self._upper = np.full(len(self.among) + self.modes, inf)
        self._fixed = np.zeros(len(self._upper))
        self._made = self.lower.copy()

    def dive(self) -> None:
        """Look for a better plan straight down, without trying all."""
        if len(self.among):
            self._dive([], self._solve([]))

    def run(self, step: float = 0.0) -> bool:
        """Search until nothing is better by more than `step`; False where time is up before."""
        if not len(self.among):
            return True
        root = self._solve([])
        if root is None:
            return self._is_in_time()
        self._dive([], root)
        heap: list[tuple[float, int, list[_Way]]] = []
        count = 0
        if self._is_open(root, step):
            heappush(heap, (-root.bound, count, []))
        while heap:
            bound, _, ways = heappop(heap)
            if -bound <= self.value + step + 10 * TINY:
                return True
            node = self._cut(ways, self._solve(ways), step)
            if not self._is_in_time():
                return False
            if node is None or not self._is_open(node, step):
                continue
            if count % _DIVE == _DIVE - 1:
                self._dive(ways, node)
            for way, child in self._branch(ways, node):
                count += 1
                if self._is_open(child, step):
                    heappush(heap, (-child.bound, count, [*ways, way]))
            if not self._is_in_time():
                return False
        return True

    def _is_in_time(self) -> bool:
        return monotonic() < self.deadline

    def _is_open(self, node: _Node, step: float) -> bool:
        """Whether there may be something better below; keeps what is whole."""
        import numpy as np

        values = node.values[: len(self.among)]
        if (np.minimum(values, abs(values - 1.0)) < _WHOLE).all():
            chosen = [int(number) for number in self.among[values > 0.5]]
            if self.master.allows(chosen):
                value = float(self.goal[chosen].sum())
                if value > self.value + TINY:
                    self.best, self.value = chosen, value
                    self.better(chosen)
                return False
        return node.bound > self.value + step + 10 * TINY

    def _solve(self, ways: Sequence[_Way], taken: "Numbers | None" = None) -> _Node | None:
        """The best choice of parts of routes on these ways; None where there is none."""
        import highspy
        import numpy as np

        count = len(self.among)
        upper, fixed = np.full(count + self.modes, inf), np.zeros(count + self.modes)
        made = self.lower.copy()
        for way in ways:
            upper[:count][way.without] = 0.0
            made[list(way.made)] = 1.0
            if way.mode >= 0:
                (fixed if way.is_mode else upper)[count + way.mode] = float(way.is_mode)
        if taken is not None:
            fixed[taken] = 1.0
        changed = np.flatnonzero((upper != self._upper) | (fixed != self._fixed)).astype(np.int32)
        if len(changed):
            self.highs.changeColsBounds(len(changed), changed, fixed[changed], upper[changed])
        for visit in np.flatnonzero(made != self._made):
            self.highs.changeRowBounds(int(visit), made[visit], self.master.upper[visit])
        self._upper, self._fixed, self._made = upper, fixed, made
        left = max(0.01, self.deadline - monotonic())
        self.highs.setOptionValue("time_limit", left + self.highs.getRunTime())
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        bound = float(self.highs.getInfo().objective_function_value)
        return _Node(bound, np.array(self.highs.getSolution().col_value))

    def _cut(self, ways: Sequence[_Way], node: _Node | None, step: float) -> _Node | None:
        """The same with cuts added that it violates; they hold everywhere."""
        import numpy as np

        for _ in range(_ROUNDS):
            if node is None or not self._is_open(node, step) or not self._is_in_time():
                break
            values = node.values[: len(self.among)]
            taken = values > TINY
            cuts = violated(self.master.matrix, self.among[taken], values[taken])
            if not cuts:
                break
            for cut in cuts:
                inside = np.flatnonzero(cut[self.among]).astype(np.int32)
                self.highs.addRow(-inf, 1.0, len(inside), inside, np.ones(len(inside)))
            node = self._solve(ways)
        return node

    def _dive(self, ways: Sequence[_Way], node: _Node | None) -> None:
        """Take the routes of which most is taken one by one, in the hope for a better plan."""
        import numpy as np

        taken: list[int] = []
        while node is not None and self._is_open(node, 0.0) and self._is_in_time():
            values = node.values[: len(self.among)].copy()
            whole = np.flatnonzero(values > 1.0 - _WHOLE)
            values[whole] = 0.0
            if values.max() < _WHOLE:
                return
            taken = [*{*taken, *(int(one) for one in whole), int(values.argmax())}]
            node = self._solve(ways, np.array(taken))

    def _branch(self, ways: list[_Way], node: _Node) -> Iterator[tuple[_Way, _Node]]:
        """Both sides of the branch that lowers the bound most."""
        best: list[tuple[_Way, _Node]] | None = None
        most = (-1.0, -1.0)
        for pair in self._pairs(node):
            sides = [(way, self._solve([*ways, way])) for way in pair]
            if not self._is_in_time():
                return
            found = [(way, side) for way, side in sides if side is not None]
            falls = sorted(
                1e9 if side is None else max(0.0, node.bound - side.bound) for _, side in sides
            )
            score = (min(falls[0], node.bound - self.value), falls[1])
            if best is None or score > most:
                best, most = found, score
            if len(found) < len(sides) or falls[0] >= node.bound - self.value:
                break
        yield from best or []

    def _pairs(self, node: _Node) -> list[tuple[_Way, _Way]]:
        """What may be branched on, what is nearest to a half first."""
        import numpy as np

        count = len(self.among)
        values = node.values[:count]
        found: list[tuple[float, tuple[_Way, _Way]]] = []
        none = np.zeros(count, dtype=bool)
        for mode, part in enumerate(node.values[count:]):
            if _WHOLE < part < 1.0 - _WHOLE:
                ways = (_Way(none, (), mode, True), _Way(none, (), mode, False))
                found.append((abs(part - 0.5) - 1.0, ways))
        busy = values > _WHOLE
        for visit, has in enumerate(self.has):
            made = float(values[has].sum())
            if _WHOLE < made < 1.0 - _WHOLE:
                # Whether a visit is made at all changes more than when it is.
                found.append((abs(made - 0.5) - 0.1, (_Way(none, (visit,)), _Way(has))))
            groups = np.unique(self.group[has & busy])
            for group in groups if len(groups) > 1 else ():
                here = self.group == group
                part = float(values[has & here].sum())
                if _WHOLE < part < 1.0 - _WHOLE:
                    ways = (_Way(has & ~here, (visit,)), _Way(has & here))
                    found.append((abs(part - 0.5), ways))
        if not found:
            found = [*self._couples(values)]
        found.sort(key=lambda one: one[0])
        return [pair for _, pair in found[:_TRIED]]

    def _couples(self, values: "Floats") -> Iterator[tuple[float, tuple[_Way, _Way]]]:
        """Whether two visits are in one route or not."""
        import numpy as np

        busy = np.flatnonzero((values > _WHOLE) & (values < 1.0 - _WHOLE))
        has = self.has[:, busy].astype(float)
        both = (has * values[busy]) @ has.T
        for one, other in zip(*np.nonzero(np.triu(both, 1)), strict=True):
            part = both[one, other]
            if _WHOLE < part < 1.0 - _WHOLE:
                apart, together = self.has[one] ^ self.has[other], self.has[one] & self.has[other]
                yield abs(part - 0.5), (_Way(apart), _Way(together))
