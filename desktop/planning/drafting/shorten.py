"""Shorter ways for a plan that is as good as it gets, where the problem asks no price for ways."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from desktop.planning.drafting.problem import SLACK, Answer, Problem, Route
from desktop.planning.drafting.schedule import Day, answer, worth


def shortened(problem: Problem, plan: Answer, is_over: Callable[[], bool]) -> Answer:
    """A plan of the same visits and no less worth, each day in the order of the shorter ways.

    Orders are looked for near by, until `is_over` says that time is up.
    """
    routes = [_shorter(problem, route, is_over) for route in plan.routes]
    if routes == list(plan.routes):
        return plan
    value = answer(problem, routes).value
    return replace(plan, routes=tuple(routes), value=value)


def _shorter(problem: Problem, route: Route, is_over: Callable[[], bool]) -> Route:
    day, best, least = Day(problem, route.block), route, worth(problem, route)
    places, is_free = [visit.place for visit in problem.visits], not day.fixed

    def ways(order: Sequence[int]) -> float:
        stops = (day.block.start_place, *(places[visit] for visit in order), day.block.end_place)
        return sum(problem.travel[one][other] for one, other in pairwise(stops))

    again = True
    while again:
        again = False
        for order in _near([stop.visit for stop in best.stops]):
            if is_over():
                return best
            # With nothing fixed between the visits their ways are known without the times.
            if is_free and ways(order) > best.travel - SLACK:
                continue
            if not _is_allowed(problem, order):
                continue
            found = day.best(order)
            if found is None or found.travel > best.travel - SLACK:
                continue
            if worth(problem, found) >= least - SLACK / 10:
                best, again = found, True
                break
    return best


def _near(order: Sequence[int]) -> Iterator[list[int]]:
    """Orders with some visits that follow each other turned round, or put elsewhere."""
    count = len(order)
    for first, last in combinations(range(count + 1), 2):
        part, rest = list(order[first:last]), [*order[:first], *order[last:]]
        if len(part) > 1:
            yield [*order[:first], *reversed(part), *order[last:]]
        if len(part) <= 3:
            for at in range(len(rest) + 1):
                if at != first:
                    yield [*rest[:at], *part, *rest[at:]]


def _is_allowed(problem: Problem, order: Sequence[int]) -> bool:
    at = {visit: n for n, visit in enumerate(order)}
    return all(at[one] < at[other] for one, other in problem.before if one in at and other in at)
