"""Whether one more visit fits into a drafted programme, and what has to give way for it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations

from desktop.planning.drafting.problem import SLACK, Answer, Problem, Route
from desktop.planning.drafting.schedule import Day, answer, worth

# What a visit that keeps its time for so much was promised; none of these moves for another one.
_PROMISE = 100.0


class Room:
    """A programme into which visits are put one at a time; nothing else goes to another day."""

    def __init__(self, problem: Problem, routes: Iterable[Route]) -> None:
        self.problem = problem
        self.routes: Mapping[int, Route] = {one.block: one for one in routes if one.stops}
        self._days: dict[int, Day] = {}

    def with_visit(
        self, visit: int, block: int, dropped: frozenset[int] = frozenset()
    ) -> Route | None:
        """The best route of a block with one more visit and the others in their order.

        None where there is none, or where what was promised to another host would be broken.
        """
        problem = self.problem
        if not self._is_free(block):
            return None
        day = self._days.get(block)
        if day is None:
            day = self._days[block] = Day(problem, block)
        if not day.options(visit):
            return None
        old = self.routes.get(block)
        stops = [stop.visit for stop in old.stops] if old is not None else []
        order = [number for number in stops if number not in dropped]
        best: tuple[float, Route] | None = None
        for at in range(len(order) + 1):
            route = day.best([*order[:at], visit, *order[at:]])
            if route is None or not self._may_be(old, route):
                continue
            value = worth(problem, route)
            if best is None or value > best[0]:
                best = value, route
        return None if best is None else best[1]

    def anywhere(self, visit: int, dropped: int = 0) -> Iterator[Route]:
        """The routes that take a visit in when so many others of the day are left out."""
        for block in range(len(self.problem.blocks)):
            route = self.routes.get(block)
            there = [stop.visit for stop in route.stops] if route is not None else []
            for out in combinations(there, dropped):
                found = self.with_visit(visit, block, frozenset(out))
                if found is not None:
                    yield found

    def replaced(self, route: Route) -> list[Route]:
        """The routes of the programme with this one in its place."""
        return list({**self.routes, route.block: route}.values())

    def _is_free(self, block: int) -> bool:
        """Whether no route goes together where others go in groups on that day."""
        day, mode = self.problem.blocks[block].day, self.problem.blocks[block].mode
        blocks = (self.problem.blocks[other] for other in self.routes if other != block)
        return all(other.mode == mode for other in blocks if other.day == day)

    def _may_be(self, old: Route | None, new: Route) -> bool:
        """Whether a route keeps the orders of visits, and what hosts were promised."""
        kept = set(_promised(self.problem, old)) if old is not None else set()
        broken = kept & {stop.visit for stop in new.stops} - set(_promised(self.problem, new))
        return not broken and are_orders_kept(self.problem, self.replaced(new))


def _promised(problem: Problem, route: Route) -> Iterator[int]:
    """The visits of a route that are where their hosts were told."""
    for stop in route.stops:
        keep = problem.visits[stop.visit].keep
        if keep is None or keep.cost < _PROMISE or keep.block != route.block:
            continue
        if abs(keep.start - stop.start) <= SLACK:
            yield stop.visit


def are_orders_kept(problem: Problem, routes: Iterable[Route]) -> bool:
    """Whether visits that share no day, or come one after the other, do so."""
    at: dict[int, tuple[int, int, float]] = {}
    for route in routes:
        for stop in route.stops:
            at[stop.visit] = (problem.blocks[route.block].day, route.block, stop.start)

    def both(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[tuple[int, int, float], ...]]:
        return ((at[one], at[other]) for one, other in pairs if one in at and other in at)

    return not (
        any(one[0] == other[0] for one, other in both(problem.apart))
        or any(one[0] == other[0] and one[1] != other[1] for one, other in both(problem.alone))
        or any(
            one[0] > other[0] or (one[0] == other[0] and (one[1] != other[1] or one[2] > other[2]))
            for one, other in both(problem.before)
        )
    )


def squeezed(
    problem: Problem, given: Answer, visit: int, is_over: Callable[[], bool]
) -> Answer | None:
    """The programme with a visit in it for which the fewest others of one day are left out.

    None where no day can have it at all, or time is up before one is found.
    """
    room = Room(problem, given.routes)
    most = max((len(one.stops) for one in given.routes), default=0)
    for dropped in range(most + 1):
        best: Answer | None = None
        for route in room.anywhere(visit, dropped):
            found = answer(problem, room.replaced(route))
            if best is None or found.value > best.value:
                best = found
            if is_over():
                break
        if best is not None or is_over():
            return best
    return None
