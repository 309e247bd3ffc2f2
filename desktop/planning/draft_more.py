"""Other drafts of the same programme that really differ from it, and what each is best at."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from time import monotonic

from desktop.errors import Problem as Refusal
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_why import Ask, Solve, default_ask, default_solve, travel
from desktop.planning.drafting.problem import Answer, Problem
from desktop.planning.drafting.schedule import Day, answer
from desktop.planning.proposal import Aim, Note
from desktop.planning.wall import DAY

# In the order in which they are tried and shown.
AIMS = (Aim.BALANCED, Aim.WAYS, Aim.EVENINGS, Aim.MOST)
_LEAST_VISITS, _LEAST_PART = 2, 0.2
_MOST, _FEW = 3, 2
# What an officer notices: minutes or a part less on the way, minutes by which the days end earlier
# all together or the latest of them does.
_LESS_WAY, _LESS_PART = 20, 0.1
_EARLIER, _EARLIER_LATEST = 45, 30
# By so many minutes a visit is at another time.
_APART = 15
# The part of the visits that may be given up for an aim.
_LOST = 0.25
# What a minute costs where the usual cost of an aim changes too little or too much: first with
# all visits kept, for which each is worth so much more, then without.
_WAYS_COST, _EVENING_COST = 0.6, 0.3
_KEPT = 10_000.0
_TINY = 1e-6
# The part of what is left of the time of an aim that each try but the last has.
_A_TRY = 0.5
# What another day is worth to a visit where no aim gives others: a little way, then more than a
# wish, but less than any visit itself.
_ANOTHER_DAY = 0.5, 10.0
_ANY_TIME = -1.0 * DAY, 3.0 * DAY
# What is said where nothing is clearly better at an aim than the draft that is there.
_BEST_ALREADY = {Aim.WAYS: "ways_best", Aim.EVENINGS: "evenings_best", Aim.MOST: "visits_best"}


@dataclass(frozen=True, slots=True)
class Figures:
    """What a draft offers in figures: visits, minutes on the way, and the latest return.

    `returns` is in minutes after midnight; None where no day has a visit.
    """

    visits: int
    travel: int
    returns: int | None


@dataclass(frozen=True, slots=True)
class Others:
    """The drafts that really differ from one, and why there are no more of them.

    Each has the aim that it is best at; None where it has the same aim, but other days for the
    visits, or other visits.
    """

    found: tuple[tuple[Aim | None, Answer], ...] = ()
    notes: tuple[Note, ...] = ()


def alternatives(
    asked: Asked,
    given: Answer,
    *,
    solve: Solve | None = None,
    ask: Ask | None = None,
    seconds: float = 10.0,
    stop: Callable[[], bool] = lambda: False,
    clock: Callable[[], float] = monotonic,
) -> Others:
    """Up to three drafts with other aims, each really different from `given` and those before it.

    Two are different where one is better at its aim by what an officer notices, or where at least
    two visits, and a fifth of all, are on another day or are made in one alone; at least two are
    at other times. Where an aim gives none it is tried with more weight; up to a quarter of the
    visits may be given up for it. Where the aims give fewer than two, other days for the visits
    are tried. Values are reckoned by the aim of each. Takes about `seconds`.
    """
    search = _Search(asked, given, solve or default_solve(), stop, clock)
    asking, until = ask or default_ask(), clock() + seconds
    aims = [aim for aim in AIMS if aim != asked.wanted.aim]
    for number, aim in enumerate(aims):
        end = clock() + (until - clock()) / (len(aims) + 1 - number)
        try:
            other = asking(asked.plan, asked.wishes, replace(asked.wanted, aim=aim), seq=asked.seq)
        except Refusal:
            continue
        if (other.items, other.blocks) == (asked.items, asked.blocks):
            search.by_aim(aim, other.problem, end)  # else its numbers are those of other visits
    for _another in range(_FEW - len(search.found)):
        search.by_days(clock() + (until - clock()) / _FEW)
    return Others(tuple(search.found), search.notes())


class _Search:
    """Looks for one draft after another that differs from all so far."""

    def __init__(
        self,
        asked: Asked,
        given: Answer,
        solve: Solve,
        stop: Callable[[], bool],
        clock: Callable[[], float],
    ) -> None:
        self._asked, self._given, self._solve = asked, given, solve
        self._stop, self._clock = stop, clock
        self._reached: list[tuple[Aim, bool]] = []
        self.found: list[tuple[Aim | None, Answer]] = []

    def by_aim(self, aim: Aim, problem: Problem, end: float) -> None:
        """Look until `end` for one that is better at an aim, or with it is really another one."""
        asked, given = self._asked, self._given
        tries = list(_tries(problem, aim, given))
        better, proven = False, True
        for tried, (one, more) in enumerate(tries, 1):
            left = (end - self._clock()) * (1.0 if tried == len(tries) else _A_TRY)
            if left <= 0 or self._stop():
                return
            start = answer(one, given.routes)
            solved = _told(self._solve(one, left, start=start, stop=self._stop), given, more)
            if self._stop():
                return
            proven = proven and solved.proven
            better = better or is_better(asked, aim, solved, given)
            if all(is_worth_showing(asked, aim, solved, other) for other in self._chosen()):
                self.found.append((aim, solved))
                return
        if not better:
            self._reached.append((aim, proven))

    def by_days(self, end: float) -> None:
        """Look until `end` for one with other days for the visits, or other visits."""
        problem, given = self._asked.problem, self._given
        start = answer(problem, given.routes)
        for tried, worth in enumerate(_ANOTHER_DAY, 1):
            left = (end - self._clock()) / (len(_ANOTHER_DAY) + 1 - tried)
            if left <= 0 or self._stop():
                return
            wanted = _elsewhere(problem, self._chosen(), worth)
            solved = self._solve(wanted, left, start=start, stop=self._stop)
            if self._stop():
                return
            found = self._valued(answer(problem, solved.routes))
            if len(found.impossible) <= len(start.impossible) and all(
                _keeps_most(found, other) and is_different(problem, found, other)
                for other in self._chosen()
            ):
                self.found.append((None, found))
                return

    def _valued(self, found: Answer) -> Answer:
        """A draft of the problem itself, with what is known of how good it can be."""
        given = self._given
        if given.proven and found.value >= given.value - _TINY:
            return replace(found, bound=found.value, proven=True)
        return replace(found, bound=given.bound)

    def notes(self) -> tuple[Note, ...]:
        """Why there are no more: what cannot be bettered, and how little may move."""
        if self._stop():
            return ()
        notes = [
            Note(_BEST_ALREADY[aim], {"proven": proven})
            for aim, proven in self._reached
            if aim in _BEST_ALREADY
        ]
        visits = self._asked.problem.visits
        free = sum(bool(visit.windows) for visit in visits)
        if not self.found and free < max(_LEAST_VISITS, _LEAST_PART * len(visits)):
            notes = [Note("few_move", {"hosts": free})]
        return tuple(notes)

    def _chosen(self) -> list[Answer]:
        return [self._given, *(one for _aim, one in self.found)]


def is_worth_showing(asked: Asked, aim: Aim, one: Answer, other: Answer) -> bool:
    """Whether a draft with an aim is to be shown beside another one."""
    if _moved(one, other) < _LEAST_VISITS or not _keeps_most(one, other):
        return False
    return is_better(asked, aim, one, other) or is_different(asked.problem, one, other)


def is_better(asked: Asked, aim: Aim, one: Answer, other: Answer) -> bool:
    """Whether a draft is better than another at an aim by what an officer notices."""
    problem = asked.problem
    match aim:
        case Aim.WAYS:
            ways = travel(problem, other)
            less = ways - travel(problem, one)
            return less >= _LESS_WAY or less >= max(1.0, _LESS_PART * ways)
        case Aim.EVENINGS:
            ours, theirs = _evenings(problem, one), _evenings(problem, other)
            both = ours.keys() & theirs.keys()
            earlier = sum(theirs[day] - ours[day] for day in both)
            latest = max(theirs.values(), default=0.0) - max(ours.values(), default=0.0)
            return bool(both) and (
                earlier >= _EARLIER or (earlier >= 0 and latest >= _EARLIER_LATEST)
            )
        case Aim.MOST:
            return _visits(one) > _visits(other)
        case _:
            return _visits(one) >= _visits(other) and (
                _visits(one) > _visits(other) or is_better(asked, Aim.WAYS, one, other)
            )


def is_different(problem: Problem, one: Answer, other: Answer) -> bool:
    """Whether enough visits are on another day in one draft than in the other, or not in it."""
    days, others = _days(problem, one), _days(problem, other)
    every = days.keys() | others.keys()
    changed = sum(days.get(visit) != others.get(visit) for visit in every)
    return changed >= max(_LEAST_VISITS, ceil(_LEAST_PART * len(every)))


def figures(asked: Asked, given: Answer) -> Figures:
    """What a draft offers, in figures."""
    problem = asked.problem
    returns = _evenings(problem, given).values()
    return Figures(
        _visits(given),
        round(travel(problem, given)),
        round(max(returns)) if returns else None,
    )


def _tries(problem: Problem, aim: Aim, given: Answer) -> Iterator[tuple[Problem, float]]:
    """What is asked for an aim, one after another, and what visits of `given` are worth more."""
    yield problem, 0.0
    if aim == Aim.WAYS:
        firm = replace(problem, travel_cost=max(_WAYS_COST, problem.travel_cost))
    elif aim == Aim.EVENINGS:
        firm = replace(problem, end_cost=max(_EVENING_COST, problem.end_cost))
    else:
        return
    had = _times(given)
    visits = tuple(
        replace(one, value=one.value + _KEPT) if number in had else one
        for number, one in enumerate(problem.visits)
    )
    yield replace(firm, visits=visits), _KEPT
    yield firm, 0.0


def _elsewhere(problem: Problem, chosen: Sequence[Answer], worth: float) -> Problem:
    """The problem with more for each visit on a day on which no chosen draft has it."""
    days = [_days(problem, one) for one in chosen]
    visits = []
    for number, visit in enumerate(problem.visits):
        taken = {one[number] for one in days if number in one}
        bonus = dict(visit.bonus)
        for block in visit.windows:
            if problem.blocks[block].day not in taken:
                bonus[block] = (*bonus.get(block, ()), (_ANY_TIME, worth))
        visits.append(replace(visit, bonus=bonus))
    return replace(problem, visits=tuple(visits))


def _told(solved: Answer, given: Answer, more: float) -> Answer:
    """An answer without what visits of `given` were worth more."""
    if not more:
        return solved
    had = _times(given).keys()
    value = solved.value - more * len(had & _times(solved).keys())
    bound = None if solved.bound is None else max(value, solved.bound - more * len(had))
    return replace(solved, value=value, bound=value if solved.proven else bound)


def _keeps_most(one: Answer, other: Answer) -> bool:
    """Whether a draft gives up few visits of another one at most."""
    return _visits(one) >= (1.0 - _LOST) * _visits(other)


def _visits(given: Answer) -> int:
    return sum(len(route.stops) for route in given.routes)


def _moved(one: Answer, other: Answer) -> int:
    """How many visits are at another time, or are made in one alone."""
    ours, theirs = _times(one), _times(other)
    return sum(
        visit not in ours
        or visit not in theirs
        or ours[visit][0] != theirs[visit][0]
        or abs(ours[visit][1] - theirs[visit][1]) >= _APART
        for visit in ours.keys() | theirs.keys()
    )


def _times(given: Answer) -> dict[int, tuple[int, float]]:
    return {stop.visit: (one.block, stop.start) for one in given.routes for stop in one.stops}


def _days(problem: Problem, given: Answer) -> dict[int, int]:
    return {stop.visit: problem.blocks[one.block].day for one in given.routes for stop in one.stops}


def _evenings(problem: Problem, given: Answer) -> dict[int, float]:
    """When each day with visits is over, whichever group is back last."""
    found: dict[int, float] = {}
    for route in given.routes:
        if route.stops:
            block, last = problem.blocks[route.block], route.stops[-1]
            visit = problem.visits[last.visit]
            back = last.start + visit.minutes + problem.travel[visit.place][block.end_place]
            back = max(back, Day(problem, route.block).alone_end)
            found[block.day] = max(found.get(block.day, back), back)
    return found
