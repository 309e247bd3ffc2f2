"""The present programme of a delegation as a plan for its problem, as far as it is possible."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.codes import ItemStatus
from desktop.domain.plan import Booking
from desktop.planning.draft_asked import KEPT
from desktop.planning.draft_blocks import Built
from desktop.planning.draft_fits import fits
from desktop.planning.draft_problem import now_of
from desktop.planning.draft_programme import Programme
from desktop.planning.drafting import quick
from desktop.planning.drafting.problem import Answer, Problem, Route, Stop
from desktop.planning.drafting.schedule import answer as valued


def present_of(
    programme: Programme, problem: Problem, built: Sequence[Built], bookings: Sequence[Booking]
) -> Answer:
    """The present programme as a plan: all visits that can be where they are, confirmed first."""
    now = [
        (booking.status != ItemStatus.CONFIRMED, at[1], number, at[0])
        for number, booking in enumerate(bookings)
        if (at := now_of(programme, built, booking)) is not None
    ]
    routes: dict[int, list[Stop]] = {}
    modes: dict[int, int] = {}
    for _tentative, start, number, block in sorted(now):
        stops = sorted([*routes.get(block, ()), Stop(number, start)], key=lambda one: one.start)
        of = problem.blocks[block]
        if modes.setdefault(of.day, of.mode) == of.mode and fits(problem, block, stops):
            routes[block] = stops
    ordered = [Route(block, tuple(stops)) for block, stops in sorted(routes.items())]
    return valued(problem, _obeying(problem, ordered))


def _obeying(problem: Problem, routes: list[Route]) -> list[Route]:
    """Routes without the visits that break an order, or share a day or a person though not to."""
    at = {
        stop.visit: (problem.blocks[route.block].day, route.block, stop.start)
        for route in routes
        for stop in route.stops
    }
    out: set[int] = set()
    for one, other in problem.apart:
        if one in at and other in at and at[one][0] == at[other][0]:
            out.add(other)
    for one, other in problem.before:
        if one in at and other in at:
            (day, block, start), (later_day, later_block, later) = at[one], at[other]
            if day >= later_day and not (block == later_block and start < later):
                out.add(other)
    for one, other in problem.alone:
        same_day = one in at and other in at and at[one][0] == at[other][0]
        if same_day and at[one][1] != at[other][1]:
            out.add(other)
    kept = [replace(one, stops=tuple(s for s in one.stops if s.visit not in out)) for one in routes]
    return [route for route in kept if fits(problem, route.block, route.stops)]


def narrowed(problem: Problem, present: Answer) -> Problem:
    """The problem with what hosts confirmed at its time alone, wherever all of that can stay.

    Moving it costs more than all else is worth, so that only a must would move it. Where one
    finds no place otherwise, and on days on which not all can stay, it may move.
    """
    placed = {stop.visit for route in present.routes for stop in route.stops}
    promised = {
        number: visit.keep.block
        for number, visit in enumerate(problem.visits)
        if visit.keep is not None and visit.keep.cost == KEPT
    }
    broken = {block for number, block in promised.items() if number not in placed}
    visits = tuple(
        replace(visit, windows={}) if promised.get(n, -1) not in {-1, *broken} else visit
        for n, visit in enumerate(problem.visits)
    )
    found = replace(problem, visits=visits)
    fixed = {n for n, visit in enumerate(visits) if visit is not problem.visits[n]}
    if not fixed:
        return problem
    if all(n in placed for n, visit in enumerate(visits) if visit.must):
        return found
    draft = quick.first(found)
    stay = {stop.visit for route in draft.routes for stop in route.stops}
    return found if fixed <= stay and not draft.impossible else problem
