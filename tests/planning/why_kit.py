"""A small world to ask drafts about: one city, half an hour between any two places, no holidays."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import permutations, product

from desktop.domain.codes import Priority
from desktop.domain.plan import Booking, Plan, RecordFact
from desktop.domain.wishes import DayFact, WindowFact, Wishes, WishFact
from desktop.errors import Problem as Refusal
from desktop.planning.draft_asked import Asked, BlockOf
from desktop.planning.draft_frames import days_of
from desktop.planning.draft_room import are_orders_kept
from desktop.planning.drafting.problem import Answer, Block, Problem, Route, Visit
from desktop.planning.drafting.schedule import answer, route
from desktop.planning.proposal import Aim, Wanted

TUE, WED = date(2027, 4, 20), date(2027, 4, 21)
WAY = 30.0
NAMES = ("a", "b", "c", "d", "e", *(f"v{n}" for n in range(12)))
_VALUES = {Priority.MUST: 100.0, Priority.SHOULD: 40.0, Priority.COULD: 15.0}
MORNING = DayFact(begins=540, ends=720, lunch_minutes=0)


def plan(first: date = TUE, last: date = TUE) -> Plan:
    record = RecordFact("delegation", "trip", start=first, end=last, visit_zone="Asia/Tokyo")
    items = {name: Booking(name, "delegation", "trip") for name in NAMES}
    return Plan(date(2027, 1, 1), items, {("delegation", "trip"): record})


def wishes(
    *items: WishFact, every: DayFact = MORNING, days: Mapping[date, DayFact] | None = None
) -> Wishes:
    own: dict[date | None, DayFact] = dict((days or {}).items())
    return Wishes("trip", {one.item_id: one for one in items}, {None: every, **own})


def wish(
    name: str, minutes: int = 60, priority: str = Priority.SHOULD, *windows: WindowFact
) -> WishFact:
    return WishFact(name, minutes, priority, windows=windows)


def ask(plan: Plan, wishes: Wishes, wanted: Wanted = Wanted(), *, seq: int = 0) -> Asked:  # noqa: B008
    """What `draft.ask` does, for this small world alone."""
    record = plan.records["delegation", "trip"]
    frames = days_of(plan, record, wishes, wanted)
    blocks = tuple(
        Block(number, 0, 0, 0.0, 1440.0, lunch=frame.lunch) for number, frame in enumerate(frames)
    )
    items = [one for one in wishes.items.values() if one.item_id in plan.bookings]
    visits = []
    for number, one in enumerate(items):
        found = {}
        for block, frame in enumerate(frames):
            spans = [(w.start, w.end) for w in one.windows if w.day in (None, frame.day)]
            usual = [] if one.windows else [(frame.begins, frame.ends)]
            found[block] = tuple((float(a), float(b)) for a, b in [*spans, *usual])
        value, must = _VALUES[Priority(one.priority)], one.priority == Priority.MUST
        if wanted.aim == Aim.MOST:
            value = 50.0
        visits.append(Visit(one.item_id, number + 1, float(one.minutes or 60), value, found, must))
    names = [one.item_id for one in items]
    apart = tuple(
        (names.index(one.item_id), names.index(other))
        for one in items
        for other in sorted(one.apart & set(names))
    )
    places = range(len(visits) + 1)
    travel = tuple(tuple(0.0 if a == b else WAY for b in places) for a in places)
    problem = Problem(
        tuple(visits),
        blocks,
        travel,
        travel_cost=0.5 if wanted.aim == Aim.WAYS else 0.02,
        end_cost=0.5 if wanted.aim == Aim.EVENINGS else 0.0,
        apart=apart,
    )
    of = tuple(BlockOf(frame.day) for frame in frames)
    return Asked(problem, plan, wishes, wanted, seq, tuple(names), of, "Asia/Tokyo", Answer())


def refusing(plan: Plan, wishes: Wishes, wanted: Wanted = Wanted(), *, seq: int = 0) -> Asked:  # noqa: B008
    raise Refusal("draft_no_days")


def solve(
    problem: Problem,
    seconds: float,
    *,
    start: Answer | None = None,
    stop: Callable[[], bool] = lambda: False,
) -> Answer:
    """The best of all plans, by trying all: for a handful of visits."""
    best: tuple[int, float] | None = None
    found = Answer()
    for routes in _plans(problem):
        one = answer(problem, routes)
        rank = (-len(one.impossible), one.value)
        if best is None or rank > best:
            best, found = rank, one
    return replace(found, proven=True, bound=found.value)


def _plans(problem: Problem) -> Iterator[list[Route]]:
    blocks = range(len(problem.blocks))
    known: dict[tuple[int, tuple[int, ...]], Route | None] = {}
    for where in product((-1, *blocks), repeat=len(problem.visits)):
        routes = []
        for block in blocks:
            there = tuple(visit for visit, at in enumerate(where) if at == block)
            if (block, there) not in known:
                known[block, there] = _best(problem, block, there)
            routes.append(known[block, there])
        kept = [one for one in routes if one is not None]
        if len(kept) == len(routes) and are_orders_kept(problem, kept):
            yield kept


def _best(problem: Problem, block: int, there: tuple[int, ...]) -> Route | None:
    found = [route(problem, block, order) for order in permutations(there)]
    known = [one for one in found if one is not None]
    worths = [answer(problem, [one]).value for one in known]
    return known[worths.index(max(worths))] if known else None
