"""Make a plan better by taking a part of it out and filling up anew, over and over."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from math import log
from random import Random
from typing import TYPE_CHECKING

from desktop.planning.drafting import schedule
from desktop.planning.drafting.line import Frame, Halt, Line
from desktop.planning.drafting.pool import Pool
from desktop.planning.drafting.problem import SLACK, Answer, Problem
from desktop.planning.drafting.sheet import Sheet, nearest
from desktop.planning.drafting.table import Fits, Table

if TYPE_CHECKING:
    from desktop.planning.drafting.table import Numbers

# After so many steps without a better plan, the search goes back to the best. Until then it cools,
# by its seed slowly or fast: the one finds other kinds of plans, the other the best of its kind.
_PATIENCE = (1000, 400)
# After so many, a look has come by enough routes for a better plan to be put together from them.
_LOOK = 300
# How much worse a plan may be for the search to go on from it, in mean visits: where there are
# many stops a second has too few steps to come back from far away, and short lines need it less.
_HEAT = 1750.0
# Where ways cost nothing, every other search (by its seed) goes by them all the same, since shorter
# ones leave time for more: as if all hours of all days on the way cost so many mean visits.
_WAYS = 25.0
# Routes are kept of plans that are worse than the best by no more than this share.
_GOOD = 0.08
# So many lines are kept with what fits into them.
_KNOWN = 5000


def improve(
    problem: Problem,
    start: Answer,
    *,
    until: Callable[[], bool],
    seed: int = 1,
    pool: Pool | None = None,
    report: Callable[[Answer], object] | None = None,
    is_look: bool = False,
) -> Answer:
    """The best plan found until `until` says stop, asked after each step; never worse than `start`.

    Good routes met on the way go into `pool`, and each better plan to `report`. A look is over by
    itself once it has found nothing better for a while.
    """
    best = replace(
        start,
        impossible=schedule.answer(problem, start.routes).impossible,
    )
    if not problem.visits or not problem.blocks:
        return best
    search = Search(Sheet(problem), seed, pool)
    if not search.table.size:
        return best
    search.load(start)
    while not until() and not (is_look and search.stale >= _LOOK):
        if search.step():
            found = search.answer()
            if rank(found) > rank(best):
                best = found
                if report is not None:
                    report(best)
    return best


def rank(answer: Answer) -> tuple[int, float]:
    """What makes one plan better than another: fewer musts left out, then the value."""
    return -len(answer.impossible), answer.value


class Search:
    """The plan at hand, the best one, and the steps from one to the next."""

    def __init__(self, sheet: Sheet, seed: int, pool: Pool | None) -> None:
        import numpy as np

        self._np = np
        self.sheet, self.problem, self.rules = sheet, sheet.problem, sheet.rules
        self.pool = pool
        self.random = Random(seed)  # noqa: S311 - nothing is kept secret by it
        self.chance = np.random.default_rng(seed)
        # Blocks of a kind share one frame, so that what is known of a line serves all of them.
        frames = {
            kind: Frame(self.problem, n) for n, kind in reversed(list(enumerate(sheet.kinds)))
        }
        self.frames = [frames[kind] for kind in sheet.kinds]
        self.days = [schedule.Day(self.problem, n) for n in range(len(self.problem.blocks))]
        self.table = Table(sheet, self.frames)
        self.lines = [Line(frame) for frame in self.frames]
        self.placed = [-1] * len(self.problem.visits)
        self.musts = [n for n, visit in enumerate(self.problem.visits) if visit.must]
        self.visits = np.array(self.table.visits, dtype=np.intp)
        self.known: dict[tuple[int, ...], tuple[Line, Fits]] = {}
        self.fits: list[Fits] = [self.table.fits(line) for line in self.lines]
        self.minutes = np.array([fits.minutes for fits in self.fits])
        self.ways = np.array([fits.ways for fits in self.fits])
        self.minding = set(self.rules.minding)
        self.can = [n for n, (first, last) in enumerate(self.table.rows) if last > first]
        self.near = nearest(self.problem, self.can)
        gains = [abs(self.problem.visits[n].value) for n in self.can]
        self.mean = sum(gains) / max(1, len(gains))
        hours = sum(block.closes - block.opens for block in self.problem.blocks)
        is_free = not self.problem.travel_cost and hours > 0 and seed % 2 == 0
        self.way_cost = _WAYS * self.mean / hours if is_free else 0.0
        self.best_worth = self._worth()
        self.aim = self._aim(self.best_worth)
        self.best = [line.halts for line in self.lines]
        self.stale, self.patience = 0, _PATIENCE[seed // 2 % 2]
        days, modes, numbers = (
            np.array(one)
            for one in (self.rules.days, self.rules.modes, range(len(self.rules.days)))
        )
        self.same = [days == day for day in days]
        self.beside = [(days == day) & (numbers != n) for n, day in enumerate(days)]
        self.until = [(days <= day) & (numbers != n) for n, day in enumerate(days)]
        self.since = [(days >= day) & (numbers != n) for n, day in enumerate(days)]
        self.other_modes = [
            (days == day) & (modes != mode) for day, mode in zip(days, modes, strict=True)
        ]
        self.gains: Numbers = np.maximum(self.table.gains, 0.0)
        self.noisy = self.gains
        self.power = 2.0
        self.banned: set[int] = set()

    # -- the plan -------------------------------------------------------------------------------

    def _worth(self) -> float:
        musts = sum([self.placed[visit] >= 0 for visit in self.musts])
        return sum([line.worth() for line in self.lines]) + self.sheet.big * musts

    def _aim(self, worth: float) -> float:
        """What the search goes by: the worth of the plan, and its ways even where they are free."""
        if not self.way_cost:
            return worth
        return worth - self.way_cost * sum([sum(line.ways) for line in self.lines])

    def load(self, answer: Answer) -> None:
        """Begin from a plan, as far as lines can tell it."""
        for one in answer.routes:
            frame = self.frames[one.block]
            halts = [(h.starts[0][0], h) for h in frame.fixed]
            for stop in one.stops:
                own = self.sheet.choices[one.block][stop.visit]
                choice = self.sheet.choice_of(one.block, stop)
                if choice is not None:
                    halts.append((stop.start, frame.halts(stop.visit, own)[own.index(choice)]))
            halts.sort(key=lambda pair: pair[0])
            if self._set(one.block, [halt for _, halt in halts]):
                for halt in self.lines[one.block].halts:
                    if halt.visit >= 0:
                        self.placed[halt.visit] = one.block
        self.best_worth = self._worth()
        self.aim = self._aim(self.best_worth)
        self.best = [line.halts for line in self.lines]
        self._collect(range(len(self.lines)))

    def answer(self) -> Answer:
        """The best plan with its best times."""
        routes = []
        for number, halts in enumerate(self.best):
            order = [halt.visit for halt in halts if halt.visit >= 0]
            if order and (route := self.days[number].best(order)) is not None:
                routes.append(route)
        return schedule.answer(self.problem, routes)

    def _set(self, block: int, halts: Sequence[Halt]) -> bool:
        """Give a block other halts, if they fit."""
        key = (self.sheet.kinds[block], *map(id, halts))
        known = self.known.get(key)
        if known is None:
            line = Line(self.frames[block], halts)
            if not line.is_right:
                return False
            if len(self.known) >= _KNOWN:
                self.known.clear()
            known = self.known[key] = (line, self.table.fits(line))
        self._put(block, *known)
        return True

    def _put(self, block: int, line: Line, fits: Fits) -> None:
        self.lines[block], self.fits[block] = line, fits
        self.minutes[block], self.ways[block] = fits.minutes, fits.ways

    def _collect(self, blocks: Sequence[int] | range) -> None:
        if self.pool is None:
            return
        for block in blocks:
            line = self.lines[block]
            order = [halt.visit for halt in line.halts if halt.visit >= 0]
            if order:
                self.pool.put(self.sheet.kinds[block], order, line.worth())

    # -- one step -------------------------------------------------------------------------------

    def step(self) -> bool:
        """Take out, fill up, keep or go back; whether that made a new best plan."""
        self.stale += 1
        if self.stale > self.patience:
            self._return()
        before = list(zip(self.lines, self.fits, strict=True))
        placed = list(self.placed)
        self.banned = set()
        self._dice()
        touched = self._ruin()
        touched |= self._fill()
        worth = self._worth()
        share = 1.0 - self.stale / (self.patience + 1)
        stops = sum([block >= 0 for block in self.placed])
        short = min(1.0, stops / len(self.lines) / 15)
        heat = self.mean * share * share * short * min(0.7, _HEAT / max(1, stops) ** 2)
        if worth > self.best_worth - _GOOD * abs(self.best_worth):
            self._collect(sorted(touched))
        aim = self._aim(worth)
        if aim >= self.aim + heat * log(self.random.random() + 1e-12):
            self.aim = aim
            if worth > self.best_worth + SLACK:
                self.best_worth, self.stale = worth, 0
                self.best = [line.halts for line in self.lines]
                return True
            return False
        for block in touched:
            self._put(block, *before[block])
        self.placed = placed
        return False

    def _return(self) -> None:
        self.stale = 0
        self.placed = [-1] * len(self.placed)
        for block, halts in enumerate(self.best):
            self._set(block, halts)
            for halt in halts:
                if halt.visit >= 0:
                    self.placed[halt.visit] = block
        self.aim = self._aim(self.best_worth)

    def _dice(self) -> None:
        """How this step weighs visits: each a little otherwise than the last."""
        self.power = self.random.choice((1.0, 1.5, 2.0, 3.0))
        spread = self.random.choice((0.0, 0.1, 0.25, 0.5))
        self.noisy = self.gains
        if spread:
            noise = self.chance.normal(1.0, spread, self.table.size)
            self.noisy = self.gains * self._np.clip(noise, 0.1, 4.0)

    # -- taking out -----------------------------------------------------------------------------

    def _ruin(self) -> set[int]:
        kind = self.random.random()
        used = [n for n, line in enumerate(self.lines) if len(line.halts) > len(line.frame.fixed)]
        if not used:
            return set()
        if kind < 0.7:
            out = self._strings()
        elif kind < 0.92:
            out = self._rows(used)
        elif kind < 0.97 or len(used) < 2:
            out = self._some()
        else:
            out = self._block(used)
        return self._take(out)

    def _take(self, out: set[int]) -> set[int]:
        touched = set()
        blocks = {self.placed[visit] for visit in out}
        for block in sorted(blocks - {-1}):
            line = self.lines[block]
            # Less may not fit where ways break the triangle inequality.
            if not self._set(block, [halt for halt in line.halts if halt.visit not in out]):
                self._set(block, line.frame.fixed)
            kept = {halt.visit for halt in self.lines[block].halts}
            for halt in line.halts:
                if halt.visit >= 0 and halt.visit not in kept:
                    self.placed[halt.visit] = -1
            touched.add(block)
        return touched

    def _strings(self) -> set[int]:
        """Strings of stops around a visit, each of another line."""
        seed = self.random.choice(self.can)
        lines = self.random.randint(1, 4)
        placed = sum([block >= 0 for block in self.placed])
        most = self.random.randint(1, max(2, min(12, placed // len(self.lines))))
        out: set[int] = set()
        seen: set[int] = set()
        for visit in self.near[seed]:
            block = self.placed[visit]
            if block < 0 or block in seen:
                continue
            seen.add(block)
            order = [v for v in self.lines[block].order() if v >= 0]
            length = min(len(order), self.random.randint(1, most))
            at = order.index(visit)
            first = self.random.randint(max(0, at - length + 1), min(at, len(order) - length))
            out.update(order[first : first + length])
            if len(seen) >= lines:
                break
        if self.placed[seed] < 0:
            first, last = self.table.rows[seed]
            self.noisy = self.noisy.copy()
            self.noisy[:, first:last] *= self.random.choice((1.0, 2.0, 5.0))
        return out

    def _rows(self, used: Sequence[int]) -> set[int]:
        """A row of stops of each line, or of some."""
        out: set[int] = set()
        for block in used:
            if len(used) > 1 and self.random.random() < 0.3:
                continue
            order = [v for v in self.lines[block].order() if v >= 0]
            length = self.random.randint(1, max(1, min(len(order), 1 + len(order) // 3)))
            first = self.random.randrange(len(order))
            out.update(order[first : first + length])
            out.update(order[: max(0, first + length - len(order))])
        return out

    def _some(self) -> set[int]:
        placed = [n for n, block in enumerate(self.placed) if block >= 0]
        return set(self.random.sample(placed, max(1, min(len(placed), len(placed) // 5))))

    def _block(self, used: Sequence[int]) -> set[int]:
        """All of a block, or of a day that may be spent together or in groups."""
        block = self.random.choice(used)
        blocks = {block}
        if self.rules.has_modes:
            day, mode = self.rules.days[block], self.rules.modes[block]
            on = [n for n, other in enumerate(self.rules.days) if other == day]
            if any(self.rules.modes[n] != mode for n in on):
                blocks = {n for n in on if self.rules.modes[n] == mode}
                self.banned = blocks
        return {n for n, at in enumerate(self.placed) if at in blocks}

    # -- filling up -----------------------------------------------------------------------------

    def _fill(self) -> set[int]:
        """Put in always what gains most for its time, until nothing more fits."""
        np, rows, touched = self._np, self.table.rows, set[int]()
        free = np.empty((len(self.lines), self.table.size))
        free[:] = np.array(self.placed)[self.visits] < 0
        for visit in self.rules.minding:
            if self.placed[visit] >= 0:
                self._bar(free, visit)
        if self.rules.has_modes:
            for block in {block for block in self.placed if block >= 0}:
                free[self.other_modes[block]] = 0.0
            for block in self.banned:
                free[block] = 0.0
        scores = self._scores(self.noisy, self.minutes, self.ways)
        scores *= free
        while True:
            block, row = divmod(int(scores.argmax()), self.table.size)
            if scores[block, row] <= 0.0:
                return touched
            visit, halt = self.table.visits[row], self.table.halts[block][row]
            halts, gap = self.lines[block].halts, self.fits[block].gap(row)
            assert halt is not None
            if not self._set(block, [*halts[:gap], halt, *halts[gap:]]):
                scores[block, row] = 0.0
                continue
            self.placed[visit] = block
            touched.add(block)
            first, last = rows[visit]
            free[:, first:last] = 0.0
            scores[:, first:last] = 0.0
            fits = self.fits[block]
            if visit in self.minding:
                self._bar(free, visit)
            if self.rules.has_modes:
                free[self.other_modes[block]] = 0.0
            scores[block] = self._scores(self.noisy[block], fits.minutes, fits.ways)
            if visit in self.minding or self.rules.has_modes:
                scores *= free
            else:
                scores[block] *= free[block]

    def _scores(self, gains: "Numbers", minutes: "Numbers", ways: "Numbers") -> "Numbers":
        np = self._np
        if self.problem.travel_cost:
            gains = np.maximum(gains - self.problem.travel_cost * ways, 0.0)
        if self.power != 1.0:
            gains = gains * gains if self.power == 2.0 else gains**self.power
        found: Numbers = gains / np.maximum(minutes, 1.0)
        return found

    def _bar(self, free: "Numbers", visit: int) -> None:
        """Keep others out of the blocks that a placed visit bars to them."""
        block, rules = self.placed[visit], self.rules
        for others, where in (
            (rules.apart[visit], self.same[block]),
            (rules.alone[visit], self.beside[block]),
            (rules.later[visit], self.until[block]),
            (rules.earlier[visit], self.since[block]),
        ):
            for other in others:
                first, last = self.table.rows[other]
                free[where, first:last] = 0.0
