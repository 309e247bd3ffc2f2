"""Plans found by trying everything, for problems of a few visits."""

from collections.abc import Collection
from itertools import permutations, product

from desktop.planning.drafting.problem import Answer, Problem, Route
from desktop.planning.drafting.schedule import Day, answer, worth
from tests.planning.drafting import checker


def routes(problem: Problem, block: int) -> dict[frozenset[int], Route]:
    """The best route of a block for every set of visits that it can have."""
    found: dict[frozenset[int], Route] = {}
    day, visits = Day(problem, block), range(len(problem.visits))
    for count in range(1, len(problem.visits) + 1):
        for order in permutations(visits, count):
            route = None if _clashes(problem, order) else day.best(order)
            known = found.get(frozenset(order))
            if route and (known is None or worth(problem, route) > worth(problem, known)):
                found[frozenset(order)] = route
    return found


def _clashes(problem: Problem, order: tuple[int, ...]) -> bool:
    at = {visit: n for n, visit in enumerate(order)}
    return any(one in at and other in at for one, other in problem.apart) or any(
        one in at and other in at and at[one] > at[other] for one, other in problem.before
    )


def best(problem: Problem, force: Collection[int] = ()) -> Answer | None:
    """The best plan with some visits in it, by the checker's word; None where there is none."""
    known = [routes(problem, block) for block in range(len(problem.blocks))]
    found: list[Answer] = []
    for where in product(range(-1, len(known)), repeat=len(problem.visits)):
        if any(where[visit] < 0 for visit in force):
            continue
        sets = [
            frozenset(visit for visit, at in enumerate(where) if at == block)
            for block in range(len(known))
        ]
        if all(not one or one in known[block] for block, one in enumerate(sets)):
            plan = answer(problem, [known[block][one] for block, one in enumerate(sets) if one])
            if not checker.faults(problem, plan):
                found.append(plan)
    return max(found, key=lambda one: (-len(one.impossible), one.value), default=None)
