"""A draft at times that people would choose: round ones, with some minutes between two visits.

The engine has all begin as early as can be; here they wait, where nothing is lost by that.
"""

from collections.abc import Iterator, Sequence

from desktop.planning.draft_asked import Asked
from desktop.planning.draft_fits import fits, halts_of
from desktop.planning.drafting.problem import Problem, Route, Stop
from desktop.planning.drafting.schedule import worth
from desktop.planning.proposal import Aim

_STEPS = (15, 5)
"""Minutes of the clock on which a visit begins where it can."""

CHANGE_OVER = 10.0
"""Minutes between two visits at one place, where there is time for them."""

_SLACK = 1e-6


def eased(asked: Asked, route: Route) -> Route:
    """A route of the same visits in the same order, at better times where it has the time."""
    return _rounded(asked, _spread(asked.problem, route))


def _spread(problem: Problem, route: Route) -> Route:
    """A route with a few minutes between visits at one place, where it is worth no less so."""
    for at in range(1, len(route.stops)):
        lack = _lacks(problem, route.stops[at - 1], route.stops[at])
        if not lack:
            continue
        tried = Route(route.block, tuple(_delayed(problem, route, at, lack)), route.travel)
        if _goes(problem, route, tried.stops):
            route = tried if worth(problem, tried) >= worth(problem, route) - _SLACK else route
    return route


def _delayed(problem: Problem, route: Route, at: int, minutes: float) -> Iterator[Stop]:
    """The stops of a route, one of them later, and so are those after it as far as they have to."""
    yield from route.stops[:at]
    ready, place = route.stops[at].start + minutes, problem.visits[route.stops[at].visit].place
    for stop in route.stops[at:]:
        visit = problem.visits[stop.visit]
        start = max(stop.start, ready + problem.travel[place][visit.place])
        if _is_kept(problem, route.block, stop):
            start = stop.start  # where that is too early now, it does not fit
        yield Stop(stop.visit, start)
        ready, place = start + visit.minutes, visit.place


def _goes(problem: Problem, route: Route, stops: Sequence[Stop]) -> bool:
    """Whether a route can be done at other times, and nothing passes what it came after.

    A short visit could pass the next one, or something fixed, and what was wished with it.
    """
    block = problem.blocks[route.block]
    before, after = (
        [halt.visit for halt in halts_of(problem, block, some)] for some in (route.stops, stops)
    )
    return before == after and fits(problem, route.block, stops)


def _lacks(problem: Problem, one: Stop, other: Stop) -> float:
    """How many minutes are missing between two visits that follow each other at one place."""
    if problem.visits[one.visit].place != problem.visits[other.visit].place:
        return 0.0
    ends = one.start + problem.visits[one.visit].minutes
    return max(0.0, ends + CHANGE_OVER - other.start)


def _is_kept(problem: Problem, block: int, stop: Stop) -> bool:
    """Whether a visit is where it was before the draft."""
    keep = problem.visits[stop.visit].keep
    return keep is not None and keep.block == block and abs(keep.start - stop.start) <= _SLACK


def _rounded(asked: Asked, route: Route) -> Route:
    """A route whose visits begin on round times, where they have the time to wait for them."""
    problem, stops = asked.problem, list(route.stops)
    steps = _STEPS[1:] if asked.wanted.aim == Aim.EVENINGS else _STEPS
    for at in reversed(range(len(stops))):
        stop, visit = stops[at], problem.visits[stops[at].visit]
        if _is_kept(problem, route.block, stop):
            continue
        for step in steps:
            start = -(-(stop.start - _SLACK) // step) * step
            later = [*stops[:at], Stop(stop.visit, start), *stops[at + 1 :]]
            loses = any(
                first <= stop.start + _SLACK
                and stop.start + visit.minutes <= last + _SLACK < start + visit.minutes
                for (first, last), _bonus in visit.bonus.get(route.block, ())
            )
            crowds = at + 1 < len(stops) and (
                _lacks(problem, later[at], later[at + 1])
                > _lacks(problem, stop, stops[at + 1]) + _SLACK
            )
            if not loses and not crowds and _goes(problem, route, later):
                stops = later
                break
    return Route(route.block, tuple(stops), route.travel)
