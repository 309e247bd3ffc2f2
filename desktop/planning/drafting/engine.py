"""Drafting as a whole: a plan at once, better ones while time is left, the best with its proof."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import monotonic

from desktop.planning.drafting.bounds import bound
from desktop.planning.drafting.choice import choose
from desktop.planning.drafting.columns import Columns
from desktop.planning.drafting.problem import Answer, Problem
from desktop.planning.drafting.routes import MOST
from desktop.planning.drafting.schedule import Day, answer
from desktop.planning.drafting.shorten import shortened

# The part of the time in which every route has to be listed, else the heuristic has it.
_LISTING = 0.6
# How long at most is reckoned with what no plan can exceed, in seconds.
_BOUNDING = 0.5
# What reckoning loses: two values that differ by less do not differ.
_TINY = 1e-6
# Where there are too many routes: how many seconds the heuristic looks at most before routes are
# chosen from, and for which part of the time it took.
_LOOKING, _CHOOSING = 1.0, 0.5
# The most seconds kept back for shorter ways where they cost nothing.
_SHORTENING = 0.1


def solve(
    problem: Problem,
    seconds: float,
    *,
    start: Answer | None = None,
    report: Callable[[Answer], object] | None = None,
    stop: Callable[[], bool] = lambda: False,
    seed: int = 1,
    most: int = MOST,
) -> Answer:
    """The best plan that can be found in so many seconds.

    Each plan reported is better than the one before; none is worse than `start`, if that is a
    plan for this problem. `stop` is asked whether to give up; a step of the choice takes its
    time, so that who needs it at once asks a `Child`. At most `most` beginnings of a day are kept.
    """
    deadline = monotonic() + seconds
    if problem.travel_cost:
        return _Run(problem, deadline, report, stop, seed).solve(start, most)
    # Where ways cost nothing, plans of one value are alike to all that follows.
    until = deadline - min(_SHORTENING, 0.02 * seconds)
    found = _Run(problem, until, report, stop, seed).solve(start, most)
    return shortened(problem, found, lambda: monotonic() > deadline or stop())


def including(
    problem: Problem,
    visit: int,
    seconds: float,
    *,
    start: Answer | None = None,
    columns: Columns | None = None,
) -> Answer | None:
    """The best plan that has this visit; None where no plan has it.

    `columns` are those of the problem if they were listed already, `start` is a plan known. What
    is not `proven` is the best that was found in so many seconds; TimeoutError where none was.
    """
    deadline = monotonic() + seconds
    if columns is None:
        columns = Columns(problem)
        columns.fill(_LISTING * seconds)
    if not columns.is_complete:
        return _searched(problem, visit, deadline)
    if start is not None:
        columns.add_plan(start)
    return choose(columns, max(0.1, deadline - monotonic()), start=start, force=[visit])


def _searched(problem: Problem, visit: int, deadline: float) -> Answer:
    """A good plan that has this visit, found by the heuristic."""
    from desktop.planning.drafting import heuristic, quick

    # Worth more than all others, it is left out only where it has to be.
    much = 1.0 + sum(abs(one.value) for one in problem.visits)
    wanted = replace(problem.visits[visit], must=True, value=much)
    visits = tuple(wanted if n == visit else one for n, one in enumerate(problem.visits))
    asked = replace(problem, visits=visits)
    found = heuristic.improve(asked, quick.first(asked), until=lambda: monotonic() > deadline)
    if not any(stop.visit == visit for route in found.routes for stop in route.stops):
        raise TimeoutError
    return answer(problem, found.routes, capped=True)


class _Run:
    def __init__(
        self,
        problem: Problem,
        deadline: float,
        report: Callable[[Answer], object] | None,
        stop: Callable[[], bool],
        seed: int,
    ) -> None:
        self.problem, self.deadline, self.seed = problem, deadline, seed
        self.report, self.stop = report, stop
        self.best = answer(problem, ())
        self.is_reported = False

    def solve(self, start: Answer | None, most: int) -> Answer:
        from desktop.planning.drafting import quick

        if start is not None and (own := _again(self.problem, start)) is not None:
            self.take(own)
        self.take(quick.first(self.problem))
        if not self.is_reported:
            self.tell()
        columns = Columns(self.problem)
        if columns.fill(_LISTING * self.left(), most=most, stop=self.is_over):
            columns.add_plan(self.best)
            found = choose(columns, self.left(), start=self.best, seed=self.seed, report=self.take)
            if found is not None and not self.take(found):
                # Worth the same, but proven, and always the same of those that are.
                self.best = self.settled(found)
        if not self.best.proven and not self.is_over():
            self.alternate(columns)
        return self.best

    def settled(self, found: Answer) -> Answer:
        """What was found last, unless it is worse: then the best so far, with its bound."""
        if worth(found) >= _a_little_less(worth(self.best)):
            return found
        return replace(self.best, bound=found.bound)

    def alternate(self, columns: Columns) -> None:
        """Look and choose by turns until time is up; routes that were listed are used, too."""
        from desktop.planning.drafting import heuristic
        from desktop.planning.drafting.pool import Pool
        from desktop.planning.drafting.sheet import Sheet

        limit = self.best.bound
        capped = not columns.is_complete
        if limit is None:
            limit = bound(self.problem, min(_BOUNDING, self.left()))
        self.best = self.bounded(self.best, limit, capped)
        self.tell()
        pool, turn = Pool(Sheet(self.problem).kinds), 0
        while not self.is_over() and not self.best.proven:
            begun = monotonic()
            until = min(self.deadline, begun + _LOOKING)
            found = heuristic.improve(
                self.problem,
                self.best,
                until=partial(self.is_over, until),
                seed=self.seed + turn,
                pool=pool,
                report=lambda one: self.take(self.bounded(one, limit, capped)),
                is_look=capped,
            )
            self.take(self.bounded(found, limit, capped))
            if self.is_over() or self.best.proven:
                return
            if capped:
                seconds = _CHOOSING * (monotonic() - begun)
                for entry in pool.entries():
                    of_kind = (b for b, kind in enumerate(pool.kinds) if kind == entry.kind)
                    for kind in sorted({columns.kinds[block] for block in of_kind}):
                        columns.add(kind, entry.order)
                columns.add_plan(self.best)
                chosen = choose(columns, min(seconds, self.left()), start=self.best, seed=self.seed)
                if chosen is not None:
                    self.take(self.bounded(chosen, limit, capped))
            turn += 1

    def bounded(self, one: Answer, limit: float, capped: bool) -> Answer:
        """A plan with what none exceeds; it is the best where it comes to that."""
        if not one.impossible and one.value >= limit - _TINY:
            return replace(one, bound=one.value, proven=True)
        return replace(one, bound=max(limit, one.value), capped=capped)

    def left(self) -> float:
        return max(0.05, self.deadline - monotonic())

    def is_over(self, until: float | None = None) -> bool:
        return monotonic() > (self.deadline if until is None else until) or self.stop()

    def take(self, found: Answer) -> bool:
        """Keep and report a plan if it is better than the best so far."""
        if worth(found) <= _a_little_more(worth(self.best)):
            return False
        self.best = found
        self.tell()
        return True

    def tell(self) -> None:
        self.is_reported = True
        if self.report is not None:
            self.report(self.best)


def worth(one: Answer) -> tuple[int, float]:
    """What plans are compared by: musts first, then value."""
    return -len(one.impossible), one.value


def _a_little_more(one: tuple[int, float]) -> tuple[int, float]:
    return one[0], one[1] + 1e-6


def _a_little_less(one: tuple[int, float]) -> tuple[int, float]:
    return one[0], one[1] - 1e-5


def _again(problem: Problem, start: Answer) -> Answer | None:
    """A plan reckoned anew in its orders, as good as can be; None where it breaks a rule."""
    routes = []
    for one in start.routes:
        if not 0 <= one.block < len(problem.blocks):
            return None
        order = [stop.visit for stop in one.stops]
        if any(not 0 <= visit < len(problem.visits) for visit in order):
            return None
        route = Day(problem, one.block).best(order)
        if route is None:
            return None
        routes.append(route)
    found = answer(problem, routes)
    return found if _is_allowed(problem, found) else None


def _is_allowed(problem: Problem, one: Answer) -> bool:
    """Whether the routes of a plan, each of which can be, can be together."""
    blocks = problem.blocks
    if len({route.block for route in one.routes}) < len(one.routes):
        return False
    modes: dict[int, int] = {}
    for route in one.routes:
        if modes.setdefault(blocks[route.block].day, blocks[route.block].mode) != (
            blocks[route.block].mode
        ):
            return False
    stops = [
        (stop.visit, route.block, n) for route in one.routes for n, stop in enumerate(route.stops)
    ]
    at = {visit: (blocks[block].day, block, n) for visit, block, n in stops}
    if len(at) < len(stops):
        return False

    def both(pairs: tuple[tuple[int, int], ...]) -> list[tuple[tuple[int, int, int], ...]]:
        return [(at[a], at[b]) for a, b in pairs if a in at and b in at]

    return not (
        any(a[0] == b[0] for a, b in both(problem.apart))
        or any(a[0] == b[0] and a[1] != b[1] for a, b in both(problem.alone))
        or any(a[0] >= b[0] and not (a[1] == b[1] and a[2] < b[2]) for a, b in both(problem.before))
    )
