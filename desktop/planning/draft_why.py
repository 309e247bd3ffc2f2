"""Why one item is left out of a draft, and what it would take to have it in."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from time import monotonic
from typing import Protocol

from desktop.domain.plan import Plan
from desktop.domain.wishes import Wishes
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_eased import eased
from desktop.planning.draft_relax import Relaxing
from desktop.planning.draft_room import squeezed
from desktop.planning.drafting import quick
from desktop.planning.drafting.problem import Answer, Keep, Problem
from desktop.planning.drafting.schedule import Day, answer
from desktop.planning.proposal import Note, Wanted

# What a visit loses by moving for the one that is asked about, or by being left out for it beside
# its value, so that few are.
_STIR = 5.0
# More than all else together can win on the days of one delegation, so that musts stay in.
_MUST = 1000.0
# What part of the time goes into the search for what gives way; the rest is for small changes.
_FORCING = 0.5
_MOST_CHANGES = 3
# So many musts that clash are named though perhaps one of them could be spared.
_FEW = 6


class Solve(Protocol):
    """Solves a problem within so many seconds, as `drafting.engine.solve` does."""

    def __call__(
        self,
        problem: Problem,
        seconds: float,
        *,
        start: Answer | None = None,
        stop: Callable[[], bool] = lambda: False,
    ) -> Answer:
        """Give the best plan that was found."""


class Ask(Protocol):
    """Puts a question for a draft, as `draft.ask` does."""

    def __call__(self, plan: Plan, wishes: Wishes, wanted: Wanted = ..., *, seq: int = 0) -> Asked:
        """Give the question, or raise `Problem`."""


def why(
    asked: Asked,
    given: Answer,
    item_id: str,
    *,
    solve: Solve | None = None,
    ask: Ask | None = None,
    seconds: float = 1.8,
    clock: Callable[[], float] = monotonic,
) -> tuple[Note, ...]:
    """What is known of an item that `given` leaves out: why, and what it would take, in notes.

    First what keeps it out whatever is drafted, then up to three small changes that would let it
    in, the smallest first, then what gives way where it is put in all the same. Takes about
    `seconds`; it may run on a thread.
    """
    until = clock() + seconds
    asked = replace(asked, problem=asked.wide or asked.problem)
    known = next((one.reasons for one in asked.left if one.item_id == item_id), ())
    if any(reason.code == "other_country" for reason in known):
        return known
    relaxing = Relaxing(asked, given, item_id, ask or default_ask(), lambda: clock() >= until)
    if known or item_id not in asked.items:
        return (*known, *relaxing.found(_MOST_CHANGES))  # no other visit is in its way
    visit, solving = asked.items.index(item_id), solve or default_solve()
    forced = _forced(asked, given, visit, solving, until, seconds, clock)
    if forced is not None and not any(note.code in ("drops", "fits_nowhere") for note in forced):
        return forced
    rivals: tuple[Note, ...] = ()
    if visit in given.impossible:
        first = [visit, *(n for n in given.impossible if n != visit)]
        left = (until - clock()) / 2
        names = clash(asked, first, solve=solving, seconds=left, clock=clock)
        rivals = (Note("musts_clash", {"items": names}),) if len(names) > 1 else ()
    changes = relaxing.found(_MOST_CHANGES)
    if forced is None:
        forced = () if changes or rivals else (Note("not_known"),)
    return (*rivals, *changes, *forced)


def clash(
    asked: Asked,
    impossible: Sequence[int],
    *,
    solve: Solve | None = None,
    seconds: float = 1.0,
    clock: Callable[[], float] = monotonic,
) -> tuple[str, ...]:
    """The fewest items that must be seen and cannot be together, with the first of `impossible`.

    The others of `impossible` are not among them. None of them can be spared, unless time ran out;
    empty where it is not proven that they clash, or too little is known to name but a few.
    """
    if not impossible:
        return ()
    solving, until = solve or default_solve(), clock() + seconds
    problem, first = asked.wide or asked.problem, impossible[0]
    # Those that are left out as well may clash with others, which is told of them.
    others = [n for n, one in enumerate(problem.visits) if one.must and n not in impossible]

    def clashes(chosen: Sequence[int]) -> bool:
        only, left = _only(problem, chosen), max(0.05, until - clock())
        if not quick.first(only).impossible:
            return False
        found = solving(only, left)
        return found.proven and bool(found.impossible)

    def named(chosen: Sequence[int]) -> tuple[str, ...]:
        return tuple(asked.items[n] for n in sorted(chosen))

    # Alone or two together is what clashes most, and what is understood best.
    for few in ([first], *([first, other] for other in others)):
        if clock() >= until:
            return ()
        if clashes(few):
            return named(few)
    if not clashes([first, *others]):
        return ()
    chosen = others
    for other in others:
        if clock() >= until:
            return named([first, *chosen]) if len(chosen) < _FEW else ()
        fewer = [n for n in chosen if n != other]
        if clashes([first, *fewer]):
            chosen = fewer
    return named([first, *chosen])


def including(problem: Problem, visit: int, given: Answer) -> Problem:
    """The same problem where a visit has to be made, and else as little changes as can be."""
    at = {stop.visit: (one.block, stop.start) for one in given.routes for stop in one.stops}

    visits = []
    for number, one in enumerate(problem.visits):
        keep = one.keep
        if keep is None and number in at:
            keep = Keep(*at[number], _STIR)
        value = one.value + (_STIR if number in at else 0.0)
        value += _MUST if one.must and number != visit else 0.0
        visits.append(replace(one, keep=keep, value=value, must=number == visit))
    return replace(problem, visits=tuple(visits))


def compared(asked: Asked, before: Answer, after: Answer) -> Iterator[Note]:
    """What becomes of the others: those that are left out, those that move, and longer ways."""
    was, now = _times(asked, before), _times(asked, after)
    if gone := [n for n in was if n not in now]:
        yield Note("drops", {"items": tuple(asked.items[n] for n in gone)})
    if moved := [n for n, at in now.items() if n in was and was[n] != at]:
        yield Note("moves", {"items": tuple(asked.items[n] for n in moved)})
    more = round(travel(asked.problem, after) - travel(asked.problem, before))
    if more > 0:
        yield Note("costs", {"minutes": more})


def travel(problem: Problem, given: Answer) -> float:
    """The minutes on the way of all days, those without visits as well."""
    ways = {one.block: one.travel for one in given.routes}
    modes = {problem.blocks[n].day: problem.blocks[n].mode for n in ways}
    for number, block in enumerate(problem.blocks):
        if block.fixed and modes.get(block.day, 0) == block.mode:
            ways.setdefault(number, Day(problem, number).alone_travel)
    return sum(ways.values())


def _forced(
    asked: Asked,
    given: Answer,
    visit: int,
    solve: Solve,
    until: float,
    seconds: float,
    clock: Callable[[], float],
) -> tuple[Note, ...] | None:
    """What gives way where a visit is put in; None where that is not known."""
    problem = including(asked.problem, visit, given)
    half = until - (1.0 - _FORCING) * seconds
    start = squeezed(problem, given, visit, lambda: clock() >= half)
    left = max(0.1, half - clock())
    found = solve(problem, left, start=start, stop=lambda: clock() >= until)
    if visit in found.impossible and start is not None:
        found = start
    if visit in found.impossible:
        return (Note("fits_nowhere"),) if found.proven else None
    # Ways are told as they are, not as they were reckoned for few changes.
    notes = tuple(compared(asked, given, answer(asked.problem, found.routes)))
    return notes or (Note("fits_freely"),)


def _only(problem: Problem, chosen: Sequence[int]) -> Problem:
    """The problem of some visits alone, all of which must be made."""
    kept = set(chosen)
    visits = tuple(
        one if number in kept else replace(one, windows={}, must=False, keep=None)
        for number, one in enumerate(problem.visits)
    )
    return replace(problem, visits=visits, travel_cost=0.0, end_cost=0.0)


def _times(asked: Asked, given: Answer) -> dict[int, tuple[int, int]]:
    """The block and the start of each visit, on the round times that are shown."""
    routes = (eased(asked, one) for one in given.routes)
    return {stop.visit: (one.block, round(stop.start)) for one in routes for stop in one.stops}


def default_solve() -> Solve:
    """The engine, imported when it is first wanted."""
    from desktop.planning.drafting.engine import solve

    return solve


def default_ask() -> Ask:
    """What puts questions for drafts, imported when it is first wanted."""
    from desktop.planning.draft import ask

    return ask
