"""Where each visit fits best into a line, reckoned for all visits and gaps at once."""

from math import inf
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.planning.drafting.line import Frame, Halt, Line
from desktop.planning.drafting.problem import SLACK
from desktop.planning.drafting.sheet import Sheet

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]
    Counts = np.ndarray[Any, np.dtype[np.intp]]


class Fits(NamedTuple):
    """How each row of a table fits into one line.

    `minutes` are all that it takes in its best gap, infinite where it cannot be, and `ways` those
    of them that are on the way (not reckoned where they cost nothing); `each` has the minutes by
    gap and row.
    """

    minutes: "Numbers"
    each: "Numbers"
    ways: "Numbers"

    def gap(self, row: int) -> int:
        """The best gap of a row."""
        return int(self.each[:, row].argmin())


class Table:
    """The choices of all visits as rows: some visits have several, worth more at fewer times.

    `rows[visit]` are the first and one past the last row of a visit; `halts[block][row]` is what it
    would be in a block.
    """

    def __init__(self, sheet: Sheet, frames: list[Frame]) -> None:
        import numpy as np

        self._np = np
        self.sheet = sheet
        problem = sheet.problem
        count = len(problem.visits)
        most = [max((len(own[n]) for own in sheet.choices), default=0) for n in range(count)]
        self.visits = [n for n in range(count) for _ in range(most[n])]
        firsts = [sum(most[:n]) for n in range(count + 1)]
        self.rows = [(firsts[n], firsts[n + 1]) for n in range(count)]
        self.size = len(self.visits)
        travel = np.array(problem.travel, dtype=np.float64).reshape(
            len(problem.travel), len(problem.travel)
        )
        places = np.array([problem.visits[n].place for n in self.visits], dtype=np.intp)
        self._there = np.ascontiguousarray(travel[:, places])
        self._on = np.ascontiguousarray(travel[places, :].T)
        self._minutes = np.array([problem.visits[n].minutes for n in self.visits])
        self._on_after = self._on + self._minutes
        self._columns = np.arange(self.size)
        self._spans: dict[int, list[tuple[Numbers, Numbers]]] = {}
        gains: dict[int, Numbers] = {}
        self.halts: list[list[Halt | None]] = []
        for block, kind in enumerate(sheet.kinds):
            halts: list[Halt | None] = []
            for visit in range(count):
                own = sheet.choices[block][visit]
                found = frames[block].halts(visit, own)
                halts += [*found, *[None] * (most[visit] - len(found))]
            self.halts.append(halts)
            if kind not in gains:
                gains[kind], self._spans[kind] = self._gains(halts), self._starts(halts)
        self.gains = np.array([gains[kind] for kind in sheet.kinds])

    def _gains(self, halts: list[Halt | None]) -> "Numbers":
        visits = self.sheet.problem.visits
        found = [
            0.0 if h is None else h.gain + (self.sheet.big if visits[h.visit].must else 0.0)
            for h in halts
        ]
        return self._np.array(found, dtype=self._np.float64)

    def _starts(self, halts: list[Halt | None]) -> list[tuple["Numbers", "Numbers"]]:
        """The first and last starts, from the last window to the first."""
        most = max((len(halt.starts) for halt in halts if halt), default=0)
        found = []
        for n in reversed(range(most)):
            spans = [h.starts[n] if h and n < len(h.starts) else (0.0, -inf) for h in halts]
            both = self._np.array(spans, dtype=self._np.float64)
            found.append((both[:, 0].copy(), both[:, 1] + SLACK))
        return found

    def fits(self, line: Line) -> Fits:
        """Where each row fits best into a line, with the fewest minutes."""
        np, frame, halts = self._np, line.frame, line.halts
        before = np.array([frame.block.start_place, *[halt.end_place for halt in halts]])
        after = np.array([*[halt.place for halt in halts], frame.block.end_place])
        ways = np.array(line.ways)[:, None]
        there = self._there.take(before, 0)
        if frame.lunch is None:
            minutes = self._plain(line, there, after, ways)
        else:
            minutes = self._hungry(line, there, after, ways)
        self._order(line, minutes)
        if not self.sheet.problem.travel_cost:
            best = minutes.min(0)
            return Fits(best, minutes, best)
        gaps = minutes.argmin(0)
        more = there[gaps, self._columns] + self._on[after[gaps], self._columns] - ways[gaps, 0]
        return Fits(minutes[gaps, self._columns], minutes, more)

    def _plain(self, line: Line, there: "Numbers", after: "Counts", ways: "Numbers") -> "Numbers":
        np, spans = self._np, self._spans[self.sheet.kinds[line.frame.number]]
        out = np.array(line.out)[:, None]
        arrives = there + out
        if len(spans) == 1:
            first, last = spans[0]
            end: Numbers = np.maximum(arrives, first)
            end += self._on_after.take(after, 0)
            bad = arrives > last
            bad |= end > np.array(line.by)[:, None] + SLACK
        else:
            end = self._begin(spans, arrives) + self._on_after.take(after, 0)
            bad = end > np.array(line.by)[:, None] + SLACK
        out += ways
        end -= out
        np.copyto(end, inf, where=bad)
        return end

    def _begin(self, spans: list[tuple["Numbers", "Numbers"]], there: "Numbers") -> "Numbers":
        np = self._np
        found: Numbers | None = None
        for first, last in spans:
            start = np.maximum(there, first)
            if found is None:
                found = start
                found[there > last] = inf
            else:
                found = np.where(there <= last, start, found)
        if found is None:
            found = np.full(there.shape, inf)
        return found

    def _eaten(self, line: Line, out: "Numbers", way: "Numbers") -> "Numbers":
        np, lunch = self._np, line.frame.lunch
        assert lunch is not None
        begin = np.maximum(out, lunch.opens)
        found: Numbers = np.maximum(out + way, begin) + lunch.minutes
        late = begin > lunch.closes - lunch.minutes + SLACK
        np.copyto(found, inf, where=late)
        return found

    def _hungry(self, line: Line, there: "Numbers", after: "Counts", ways: "Numbers") -> "Numbers":
        np = self._np
        spans = self._spans[self.sheet.kinds[line.frame.number]]
        out, by = np.array(line.out)[:, None], np.array(line.by)[:, None] + SLACK
        hungry = np.array(line.hungry)[:, None]
        by_hungry = np.array(line.by_hungry)[:, None] + SLACK
        on = self._on.take(after, 0)
        way = self._minutes + there + on - ways
        arrives = np.minimum(out + there, self._eaten(line, hungry, there))
        start = self._begin(spans, arrives)
        end = start + self._minutes
        # What cannot be reached is infinitely late at both ends, and infinite less infinite is nan.
        fed = np.where(end + on <= by, start - np.where(start < inf, arrives, 0.0), inf)
        arrives = hungry + there
        start = self._begin(spans, arrives)
        end = start + self._minutes
        fits = (end + on <= by_hungry) | (self._eaten(line, end, on) <= by)
        fits &= start < inf
        late = np.where(fits, start - np.where(fits, arrives, 0.0), inf)
        found: Numbers = way + np.where(fed < inf, fed, late)
        return found

    def _order(self, line: Line, minutes: "Numbers") -> None:
        """Bar the gaps where a visit would come before one it has to follow."""
        rules = self.sheet.rules
        if not any(rules.earlier[n] or rules.later[n] for n in rules.minding):
            return
        order = line.order()
        present = [visit for visit in order if visit >= 0]
        for visit in {o for n in present for o in (*rules.earlier[n], *rules.later[n])}:
            low, high = rules.gaps(visit, order)
            first, last = self.rows[visit]
            minutes[:low, first:last] = inf
            minutes[high + 1 :, first:last] = inf
