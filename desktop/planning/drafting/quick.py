"""A first draft at once, before anything heavy is loaded: best insertion, and a little repair."""

from collections.abc import Iterable, Sequence
from math import inf
from typing import NamedTuple

from desktop.planning.drafting import schedule
from desktop.planning.drafting.line import Frame, Halt, Line
from desktop.planning.drafting.problem import SLACK, Answer, Problem
from desktop.planning.drafting.sheet import Sheet

# How many pairs of a visit and a block one construction may look at for another to follow it.
_SIZE = 800
# How many gaps the repair may try.
_TRIES = 8_000


class _Found(NamedTuple):
    """The best place of a visit in a block."""

    score: float
    gap: int
    halt: Halt | None


_NOWHERE = _Found(-inf, 0, None)


def first(problem: Problem) -> Answer:
    """A feasible plan with as many musts as were easily fitted in; the same for the same problem.

    It takes a tenth of a second where a delegation sees 80 hosts, and neither proves anything nor
    is the best: `desktop.planning.drafting.engine` goes on from it.
    """
    sheet = Sheet(problem)
    size = len(problem.visits) * len(problem.blocks)
    best: _Draft | None = None
    for power, mode in ((1.0, None), (2.0, 0), (0.5, 1), (2.0, None), (1.0, 1)):
        if best is not None and size > _SIZE and not (sheet.rules.has_modes and mode is not None):
            continue
        draft = _Draft(sheet, power, mode)
        draft.fill(range(len(problem.visits)))
        if best is None or draft.worth() > best.worth():
            best = draft
    assert best is not None
    best.tried = 0
    best.repair()
    return best.answer()


class _Draft:
    """A plan in the making."""

    def __init__(self, sheet: Sheet, power: float, mode: int | None) -> None:
        self.sheet, self.power, self.mode = sheet, power, mode
        self.problem = sheet.problem
        self.lines = [Line(Frame(self.problem, n)) for n in range(len(self.problem.blocks))]
        self.placed = [-1] * len(self.problem.visits)
        self.minding = set(sheet.rules.minding)
        self.tried = 0

    def worth(self) -> float:
        """The value of the plan, and much more for each must."""
        return sum(line.worth() for line in self.lines if len(line.halts) > 0) + sum(
            self.sheet.big
            for visit, block in zip(self.problem.visits, self.placed, strict=True)
            if visit.must and block >= 0
        )

    def answer(self) -> Answer:
        """The plan with its best times."""
        routes = []
        for number, line in enumerate(self.lines):
            order = [halt.visit for halt in line.halts if halt.visit >= 0]
            if order and (route := schedule.route(self.problem, number, order)) is not None:
                routes.append(route)
        return schedule.answer(self.problem, routes)

    def fill(self, visits: Iterable[int]) -> None:
        """Put in what fits, the musts first, then always what gains most for its time."""
        left = [visit for visit in visits if self.placed[visit] < 0]
        blocks = [n for n in range(len(self.lines)) if self._may_use(n)]
        self._fill([visit for visit in left if self.problem.visits[visit].must], blocks)
        self._fill(left, blocks)

    def _fill(self, visits: Sequence[int], blocks: Sequence[int]) -> None:
        table = self._table(visits, blocks)
        stale: set[tuple[int, int]] = set()
        while table:
            at, found = max(table.items(), key=lambda item: item[1].score)
            block, visit = at
            if found.halt is None:
                return
            if at in stale:
                stale.discard(at)
                table[at] = self._find(block, visit)
                continue
            if self._is_barred(block, visit) or not self._insert(block, found):
                table[at] = _NOWHERE
                continue
            for key in [key for key in table if key[1] == visit]:
                del table[key]
            for key, known in table.items():
                if key[0] == block:
                    table[key] = self._look_again(block, key[1], known, found.gap)
                    stale.add(key)

    def _table(self, visits: Sequence[int], blocks: Sequence[int]) -> dict[tuple[int, int], _Found]:
        alike: dict[tuple[int, int], _Found] = {}
        table = {}
        for block in blocks:
            bare = len(self.lines[block].halts) == len(self.lines[block].frame.fixed)
            for visit in visits:
                if self.placed[visit] >= 0 or not self.sheet.choices[block][visit]:
                    continue
                key = (self.sheet.kinds[block], visit)
                if not bare or visit in self.minding:
                    table[block, visit] = self._find(block, visit)
                    continue
                if key not in alike:
                    alike[key] = self._find(block, visit)
                table[block, visit] = alike[key]
        return table

    def _look_again(self, block: int, visit: int, known: _Found, gap: int) -> _Found:
        """What is known of a visit after one came into a gap: two gaps are new, others fill up."""
        new = self._find(block, visit, (gap, gap + 1))
        if known.gap == gap or new.score > known.score:
            return new if new.halt is not None or known.halt is None else self._find(block, visit)
        return known._replace(gap=known.gap + (known.gap > gap))

    def _is_barred(self, block: int, visit: int) -> bool:
        if not self._may_use(block):
            return True
        return visit in self.minding and self.sheet.rules.is_barred(visit, block, self.placed)

    def _may_use(self, block: int) -> bool:
        rules = self.sheet.rules
        if not rules.has_modes:
            return True
        day, mode = rules.days[block], rules.modes[block]
        used = {rules.modes[b] for b in self.placed if b >= 0 and rules.days[b] == day}
        if used:
            return used == {mode}
        return self.mode is None or min(mode, 1) == self.mode or not self._has_mode(day)

    def _has_mode(self, day: int) -> bool:
        rules = self.sheet.rules
        pairs = zip(rules.days, rules.modes, strict=True)
        return any(d == day and min(mode, 1) == self.mode for d, mode in pairs)

    def _insert(self, block: int, found: _Found) -> bool:
        line, halt = self.lines[block], found.halt
        assert halt is not None
        before = line.halts
        if not line.set([*before[: found.gap], halt, *before[found.gap :]]):
            line.set(before)
            return False
        self.placed[halt.visit] = block
        return True

    def _find(self, block: int, visit: int, gaps: Sequence[int] | None = None) -> _Found:
        if visit in self.minding and self.sheet.rules.is_barred(visit, block, self.placed):
            return _NOWHERE
        line = self.lines[block]
        low, high = 0, len(line.halts)
        if visit in self.minding:
            low, high = self.sheet.rules.gaps(visit, line.order())
        best = _NOWHERE
        must = self.sheet.big if self.problem.visits[visit].must else 0.0
        choices = self.sheet.choices[block][visit]
        for halt in line.frame.halts(visit, choices):
            for gap in range(low, high + 1) if gaps is None else gaps:
                if not low <= gap <= high:
                    continue
                self.tried += 1
                cost = added(line, gap, halt)
                if cost is None:
                    continue
                more, minutes = cost
                net = halt.gain + must - self.problem.travel_cost * more
                score = net**self.power / max(1.0, minutes) if net > 0 else -inf
                if score > best.score:
                    best = _Found(score, gap, halt)
        return best

    def repair(self) -> None:
        """Take out each visit in turn, fill up with others, and keep what is better for it."""
        worth, start = self.worth(), -inf
        while worth > start + SLACK:
            start = worth
            for block, line in enumerate(self.lines):
                for visit in [v for v in line.order() if v >= 0]:
                    if self.tried > _TRIES:
                        return
                    if self.placed[visit] == block:
                        worth = self._without(block, visit, worth)

    def _without(self, block: int, visit: int, worth: float) -> float:
        before = [line.halts for line in self.lines]
        placed = list(self.placed)
        line = self.lines[block]
        if not line.set([halt for halt in line.halts if halt.visit != visit]):
            line.set(before[block])  # where ways break the triangle inequality
            return worth
        self.placed[visit] = -1
        others = [n for n, at in enumerate(self.placed) if at < 0 and n != visit]
        self._fill(others, [block])
        self.fill([visit])
        now = self.worth()
        if now > worth + SLACK:
            return now
        for number, halts in enumerate(before):
            if self.lines[number].halts is not halts:
                self.lines[number].set(halts)
        self.placed = placed
        return worth


def added(line: Line, gap: int, halt: Halt) -> tuple[float, float] | None:
    """The minutes on the way, and all minutes, that a halt adds in a gap; None if it cannot be."""
    frame, halts = line.frame, line.halts
    before = halts[gap - 1].end_place if gap else frame.block.start_place
    after = halts[gap].place if gap < len(halts) else frame.block.end_place
    there, on = frame.travel[before][halt.place], frame.travel[halt.place][after]
    minutes, by = halt.minutes, line.by[gap] + SLACK
    out = line.out[gap] + there
    lunch = frame.lunch
    hungry = 0.0
    if lunch is not None:
        hungry = line.hungry[gap]
        out = min(out, lunch.eaten(hungry, there))
    more = there + on - line.ways[gap]
    for begin, last in halt.starts:
        if out <= last + SLACK:
            start = max(begin, out)
            if start + minutes + on <= by:
                return more, more + minutes + start - out
            break
    if lunch is None:
        return None
    out = hungry + there
    for begin, last in halt.starts:
        if out <= last + SLACK:
            end = (max(begin, out)) + minutes
            fed = lunch.eaten(end, on)
            if fed <= by or end + on <= line.by_hungry[gap] + SLACK:
                return more, more + end - out
            return None
    return None
