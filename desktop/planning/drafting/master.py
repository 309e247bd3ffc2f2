"""The linear and the integer programme behind the choice of routes, put to HiGHS."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Any

from desktop.planning.drafting.columns import Matrix
from desktop.planning.drafting.cuts import violated

if TYPE_CHECKING:
    from desktop.planning.drafting.columns import Bools, Floats, Numbers

# What is lost in reckoning; a column that could gain less than this gains nothing.
TINY = 1e-7
# So many routes are put in at a time while the bound is sought.
_AT_ONCE = 400
# How often cuts are sought.
_ROUNDS = 20


@dataclass(slots=True)
class Relaxed:
    """What no choice exceeds, how much each column falls short of it, and the columns in play."""

    bound: float
    short: "Floats"
    used: "Numbers"


@dataclass(slots=True)
class Master:
    """A matrix with what one question asks beside it.

    `lower` and `upper` are of its rows; `extra` holds rows over all columns with the least they
    have to come to. `cuts` are rows, too: of the columns in each one may be taken.
    """

    matrix: Matrix
    lower: "Floats"
    upper: "Floats"
    seed: int = 1
    extra: list[tuple["Floats", float]] = field(default_factory=list)
    cuts: list["Bools"] = field(default_factory=list)

    def allows(self, numbers: Sequence[int]) -> bool:
        """Whether a choice obeys the matrix and what no visit may be in."""
        import numpy as np

        matrix, count = self.matrix, len(self.matrix.scores)
        values = np.zeros(count + matrix.modes)
        values[list(numbers)] = 1.0
        values[count:] = self._modes(numbers)
        columns = np.repeat(np.arange(len(values)), np.diff(matrix.begins))
        priced = matrix.factors * values[columns]
        came = np.bincount(matrix.rows, weights=priced, minlength=len(self.upper))
        return bool((came <= self.upper + TINY).all())

    def relaxed(self, goal: "Floats", start: Sequence[int], deadline: float) -> Relaxed | None:
        """The largest sum of `goal` were routes divisible; `start` is a choice that is allowed.

        None where the deadline, by `monotonic`, came first.
        """
        import highspy
        import numpy as np

        few = np.argsort(-goal, kind="stable")[: 4 * _AT_ONCE]
        used = np.union1d(np.array(start, dtype=np.int64), few)
        highs = quiet(self.seed, deadline)
        highs.passModel(self.model(goal, used))
        # The column of each variable; after the first routes come the modes.
        variables = np.concatenate([used, np.full(self.matrix.modes, -1)])
        inside = np.zeros(len(goal), dtype=bool)
        inside[used] = True
        found, rounds = None, 0
        while True:
            highs.setOptionValue("time_limit", max(0.01, deadline - monotonic()) + _spent(highs))
            highs.run()
            if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return found
            solution = highs.getSolution()
            reduced = self._reduced(goal, np.array(solution.row_dual))
            more = np.flatnonzero((reduced > TINY) & ~inside)
            if len(more):
                more = np.sort(more[np.argsort(-reduced[more], kind="stable")[:_AT_ONCE]])
                inside[more] = True
                variables = np.concatenate([variables, more])
                begins, rows, factors = self._entries(more)
                zeros, ones = np.zeros(len(more)), np.full(len(more), inf)
                highs.addCols(
                    *(len(more), goal[more], zeros, ones, len(rows)),
                    *(begins[:-1].astype(np.int32), rows.astype(np.int32), factors),
                )
                continue
            bound = highs.getInfo().objective_function_value
            found = Relaxed(bound, np.maximum(0.0, -reduced), np.flatnonzero(inside))
            values = np.array(solution.col_value)
            taken = (values > TINY) & (variables >= 0)
            cuts = violated(self.matrix, variables[taken], values[taken])
            if rounds == _ROUNDS or not cuts:
                return found
            rounds += 1
            for cut in cuts:
                self.cuts.append(cut)
                among = np.flatnonzero((variables >= 0) & cut[variables]).astype(np.int32)
                highs.addRow(-inf, 1.0, len(among), among, np.ones(len(among)))

    def _modes(self, numbers: Sequence[int]) -> "Floats":
        """Which ways of a day a choice takes: those whose rows would not hold otherwise."""
        import numpy as np

        matrix, count = self.matrix, len(self.matrix.scores)
        taken = np.zeros(len(matrix.upper))
        for number in numbers:
            taken[matrix.rows[matrix.begins[number] : matrix.begins[number + 1]]] += 1
        found = np.zeros(matrix.modes)
        for mode in range(matrix.modes):
            part = slice(matrix.begins[count + mode], matrix.begins[count + mode + 1])
            rows, factors = matrix.rows[part], matrix.factors[part]
            found[mode] = float(taken[rows[factors < 0]].any())
        return found

    def _reduced(self, goal: "Floats", duals: "Floats") -> "Floats":
        import numpy as np

        matrix, count = self.matrix, len(goal)
        inner = len(matrix.upper)
        end = matrix.begins[count]
        priced = matrix.factors[:end] * duals[matrix.rows[:end]]
        columns = np.repeat(np.arange(count), np.diff(matrix.begins[: count + 1]))
        reduced: Floats = goal - np.bincount(columns, weights=priced, minlength=count)
        for (coefficients, _), dual in zip(self.extra, duals[inner:], strict=False):
            reduced -= coefficients * dual
        for cut, dual in zip(self.cuts, duals[inner + len(self.extra) :], strict=True):
            reduced[cut] -= dual
        return reduced

    def _entries(self, numbers: "Numbers") -> tuple["Numbers", "Numbers", "Floats"]:
        """The begins, rows and factors of some columns, extra rows among them."""
        import numpy as np

        matrix = self.matrix
        first, lengths = matrix.begins[numbers], matrix.begins[numbers + 1] - matrix.begins[numbers]
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        at = np.repeat(first - (ends - lengths), lengths) + np.arange(total)
        column = np.repeat(np.arange(len(numbers)), lengths)
        rows, factors = [matrix.rows[at]], [matrix.factors[at]]
        columns = [column]
        inside = np.flatnonzero(numbers < len(matrix.scores))
        for number, (coefficients, _) in enumerate(self.extra):
            values = coefficients[numbers[inside]]
            there = np.flatnonzero(values)
            columns.append(inside[there])
            rows.append(np.full(len(there), len(matrix.upper) + number))
            factors.append(values[there])
        for number, cut in enumerate(self.cuts):
            there = inside[cut[numbers[inside]]]
            columns.append(there)
            rows.append(np.full(len(there), len(matrix.upper) + len(self.extra) + number))
            factors.append(np.ones(len(there)))
        by = np.concatenate(columns)
        order = np.argsort(by, kind="stable")
        begins = np.searchsorted(by[order], np.arange(len(numbers) + 1))
        return begins, np.concatenate(rows)[order], np.concatenate(factors)[order]

    def model(self, goal: "Floats", used: "Numbers") -> Any:
        """What HiGHS is given: parts of some columns, then of the modes."""
        import highspy
        import numpy as np

        matrix = self.matrix
        count, modes = len(matrix.scores), matrix.modes
        begins, rows, factors = self._entries(
            np.concatenate([used, count + np.arange(modes)]).astype(np.int64)
        )
        total = len(used) + modes
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = total, len(matrix.upper) + len(self.extra) + len(self.cuts)
        model.sense_ = highspy.ObjSense.kMaximize
        model.col_cost_ = np.concatenate([goal[used], np.zeros(modes)])
        model.col_lower_ = np.zeros(total)
        # Rows keep routes from being taken twice, so that a bound would only disturb the duals.
        model.col_upper_ = np.full(total, inf)
        extra, cuts = len(self.extra), len(self.cuts)
        least = [least for _, least in self.extra]
        model.row_lower_ = np.concatenate([self.lower, least, np.full(cuts, -inf)])
        model.row_upper_ = np.concatenate([self.upper, np.full(extra, inf), np.ones(cuts)])
        model.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        model.a_matrix_.start_ = begins.astype(np.int32)
        model.a_matrix_.index_ = rows.astype(np.int32)
        model.a_matrix_.value_ = factors
        return model


def quiet(seed: int, deadline: float) -> Any:
    """A solver that says nothing, works alone and does the same each time."""
    import highspy

    # The class for all, without the comforts of `Highs`, which greets on the standard output.
    highs: Any = highspy.Highs.__mro__[1]()
    for name, value in (
        ("output_flag", False),
        ("threads", 1),
        ("parallel", "off"),
        ("random_seed", seed),
        ("time_limit", max(0.01, deadline - monotonic())),
    ):
        highs.setOptionValue(name, value)
    return highs


def _spent(highs: Any) -> float:
    return float(highs.getRunTime())
