"""Small changes to the wishes that would let one more visit into a draft.

What lies in the problem itself, lunch and the length of the visit, is tried on it; for other hours
of a day or of the host the question is put anew, so that opening hours and absences are heeded.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date

from desktop.domain.wishes import DayFact, Wishes, WishFact
from desktop.errors import Problem as Refusal
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_frames import Frame, days_of
from desktop.planning.draft_room import Room
from desktop.planning.drafting.problem import Answer, Block, Lunch, Problem, Route, Span, Stop
from desktop.planning.drafting.schedule import worth
from desktop.planning.proposal import Note

_NOON = 12 * 60
_LATER = (30, 60, 90)
_EARLIER = (30, 60)
_LUNCH_BY = (15, 30, 45, 60)
_SHORTER_BY, _SHORTEST = 15, 30
# So many days are looked at closely for each change of their hours.
_GUESSES = 2
# How much of a change it is to ask a host for another half-day, in minutes of the other changes.
_OTHER_HALF = 75

# How large a change is, and what it says.
Change = tuple[int, Note]


class Relaxing:
    """Tries what would let an item into a draft on top of all that is in it."""

    def __init__(
        self,
        asked: Asked,
        given: Answer,
        item_id: str,
        ask: Callable[..., Asked],
        is_over: Callable[[], bool],
    ) -> None:
        self._asked, self._given, self._item_id = asked, given, item_id
        self._ask, self._is_over = ask, is_over

    def found(self, most: int) -> list[Note]:
        """So many changes at most, each of another kind, the smallest first."""
        changes: list[Change] = []
        for kind in (self._lunch, self._shorter, self._ends, self._begins, self._other_half):
            change = kind()
            if change is not None:
                changes.append(change)
            if self._is_over():
                break
        return [note for _size, note in sorted(changes, key=lambda one: one[0])[:most]]

    def _visit(self) -> int | None:
        items = self._asked.items
        return items.index(self._item_id) if self._item_id in items else None

    def _lunch(self) -> Change | None:
        """Lunch a little earlier or later than it may be."""
        visit, problem = self._visit(), self._asked.problem
        if visit is None:
            return None
        without = replace(problem, blocks=tuple(replace(b, lunch=None) for b in problem.blocks))
        fits = {route.block for route in Room(without, self._given.routes).anywhere(visit)}
        for minutes in _LUNCH_BY if fits else ():
            for way in (-minutes, minutes):
                blocks = tuple(_with_lunch(block, way) for block in problem.blocks)
                other = replace(problem, blocks=blocks)
                route = self._best(other, self._given.routes, visit, fits)
                lunch = other.blocks[route.block].lunch if route is not None else None
                if route is not None and lunch is not None:
                    day = self._asked.blocks[route.block].day
                    values = {"day": day, "minutes": round(lunch.closes)}
                    return minutes, Note("fits_if_lunch", values)
        return None

    def _shorter(self) -> Change | None:
        """The visit itself in less time."""
        number, problem = self._visit(), self._asked.problem
        if number is None:
            return None
        visit = problem.visits[number]
        least = max(_SHORTEST, visit.minutes / 2)
        minutes = visit.minutes - _SHORTER_BY
        while minutes >= least and not self._is_over():
            visits = list(problem.visits)
            visits[number] = replace(visit, minutes=minutes, keep=None)
            other = replace(problem, visits=tuple(visits))
            if self._best(other, self._given.routes, number) is not None:
                return round(visit.minutes - minutes), Note(
                    "fits_if_shorter", {"minutes": round(minutes)}
                )
            minutes -= _SHORTER_BY
        return None

    def _ends(self) -> Change | None:
        """A day on which visits may last longer."""
        for minutes in _LATER:
            for day, frame in self._days_with_room(0, minutes).items():
                if self._is_so(day, replace(self._row(day), ends=frame.ends + minutes)):
                    values = {"day": day, "minutes": frame.ends + minutes}
                    return minutes, Note("fits_if_ends", values)
        return None

    def _begins(self) -> Change | None:
        """A day on which visits may begin earlier."""
        for minutes in _EARLIER:
            for day, frame in self._days_with_room(minutes, 0).items():
                if self._is_so(day, replace(self._row(day), begins=frame.begins - minutes)):
                    values = {"day": day, "minutes": frame.begins - minutes}
                    return minutes, Note("fits_if_begins", values)
        return None

    def _days_with_room(self, earlier: int, later: int) -> dict[date, Frame]:
        """The days that might have room if visits began or ended at other hours, the best first.

        Whoever could be seen until the last hour is taken to have time after it, which is not so
        where it closes then: so this is but a guess that saves putting the question anew in vain.
        """
        visit, problem, frames = self._visit(), self._asked.problem, self._frames()
        if visit is None or not frames or self._is_over():
            return {}
        on = [frames.get(block.day) for block in self._asked.blocks]
        visits = tuple(
            replace(
                one,
                windows={
                    block: tuple(_stretched(span, on[block], earlier, later) for span in spans)
                    for block, spans in one.windows.items()
                },
            )
            for one in problem.visits
        )
        stretched = replace(problem, visits=visits)
        routes = list(Room(stretched, self._given.routes).anywhere(visit))
        routes.sort(key=lambda one: -_more(stretched, self._given.routes, one))
        days = dict.fromkeys(self._asked.blocks[route.block].day for route in routes)
        return {day: frames[day] for day in list(days)[:_GUESSES]}

    def _is_so(self, day: date, row: DayFact) -> bool:
        """Whether the day has room for the item where its hours are those of `row`."""
        wishes = self._asked.wishes
        found = (
            None
            if self._is_over()
            else self._again(replace(wishes, days={**wishes.days, day: row}), day)
        )
        if found is None:
            return False
        again, routes, visit = found
        blocks = [number for number, one in enumerate(again.blocks) if one.day == day]
        return self._best(again.problem, routes, visit, blocks) is not None

    def _row(self, day: date) -> DayFact:
        days = self._asked.wishes.days
        return days.get(day) or replace(days.get(None) or DayFact(), day=day)

    def _other_half(self) -> Change | None:
        """Another half-day of the host, beside the times that it offers."""
        wishes = self._asked.wishes
        wish = wishes.items.get(self._item_id)
        if wish is None or not wish.windows:
            return None
        free: dict[str, WishFact] = {**wishes.items, self._item_id: replace(wish, windows=())}
        found = self._again(replace(wishes, items=free))
        if found is None:
            return None
        again, routes, number = found
        best: tuple[float, Route, Span] | None = None
        for spans in _halves(again.problem, number):
            visits = list(again.problem.visits)
            visits[number] = replace(visits[number], windows=spans, keep=None)
            other = replace(again.problem, visits=tuple(visits))
            route = self._best(other, routes, number)
            if route is not None:
                value = _more(other, routes, route)
                span = _around(other, number, route)
                if best is None or value > best[0]:
                    best = value, route, span
            if self._is_over():
                break
        if best is None:
            return None
        _value, route, (start, end) = best
        day = again.blocks[route.block].day
        values = {"day": day, "start": round(start), "end": round(end)}
        return _OTHER_HALF, Note("fits_if_window", values)

    def _frames(self) -> dict[date, Frame]:
        asked = self._asked
        record = asked.plan.records.get(("delegation", asked.wishes.delegation_id))
        if record is None:
            return {}
        frames = days_of(asked.plan, record, asked.wishes, asked.wanted)
        return {frame.day: frame for frame in frames}

    def _again(
        self, wishes: Wishes, day: date | None = None
    ) -> tuple[Asked, list[Route], int] | None:
        """The question put anew, with the routes of the draft in its numbers, and the item's.

        It is about what the draft has placed alone, of one day if that is given: what is left out
        has no part in it, and reckoning all ways between places takes the longest of all.
        """
        old = self._asked
        given = [
            route
            for route in self._given.routes
            if day is None or old.blocks[route.block].day == day
        ]
        kept = {old.items[stop.visit] for route in given for stop in route.stops} | {self._item_id}
        # What has a time now stays in it: it says which others are held beside it.
        bookings = {
            one: booking
            for one, booking in old.plan.bookings.items()
            if one in kept or one not in old.items or booking.start_minute is not None
        }
        try:
            new = self._ask(replace(old.plan, bookings=bookings), wishes, old.wanted, seq=old.seq)
        except Refusal:
            return None
        visits = {item_id: number for number, item_id in enumerate(new.items)}
        blocks = {(one.day, one.group_id): number for number, one in enumerate(new.blocks)}
        routes = []
        for route in given:
            of = old.blocks[route.block]
            if (of.day, of.group_id) not in blocks or not kept <= visits.keys():
                return None
            stops = (Stop(visits[old.items[stop.visit]], stop.start) for stop in route.stops)
            routes.append(Route(blocks[of.day, of.group_id], tuple(stops), route.travel))
        number = visits.get(self._item_id)
        return None if number is None else (new, routes, number)

    def _best(
        self,
        problem: Problem,
        routes: Iterable[Route],
        visit: int,
        blocks: Iterable[int] | None = None,
    ) -> Route | None:
        """The route with the item that is worth most, wherever there is room for it."""
        room = Room(problem, routes)
        there = range(len(problem.blocks)) if blocks is None else blocks
        best: tuple[float, Route] | None = None
        for block in there:
            route = room.with_visit(visit, block)
            if route is not None:
                value = _more(problem, room.routes.values(), route)
                if best is None or value > best[0]:
                    best = value, route
            if self._is_over():
                break
        return None if best is None else best[1]


def _more(problem: Problem, routes: Iterable[Route], route: Route) -> float:
    """What a route is worth more than the one it stands for."""
    before = sum(worth(problem, one) for one in routes if one.block == route.block)
    return worth(problem, route) - before


def _with_lunch(block: Block, minutes: int) -> Block:
    """The day with its lunch so much before the first time it may be at, or after the last."""
    lunch = block.lunch
    if lunch is None:
        return block
    begins = lunch.opens + minutes if minutes < 0 else lunch.closes - lunch.minutes + minutes
    return replace(block, lunch=Lunch(begins, begins + lunch.minutes, lunch.minutes))


def _stretched(span: Span, frame: Frame | None, earlier: int, later: int) -> Span:
    """A time at which a visit can be, longer where it is the hours of the day that limit it."""
    start, end = span
    if frame is None:
        return span
    begins = start - earlier if start == frame.begins else start
    return begins, end + later if end == frame.ends else end


def _halves(problem: Problem, visit: int) -> Iterator[dict[int, tuple[Span, ...]]]:
    """The times of a visit in each half of each day alone."""
    one = problem.visits[visit]
    for block, spans in one.windows.items():
        for first, last in ((0, _NOON), (_NOON, 24 * 60)):
            cut = [(max(first, start), min(last, end)) for start, end in spans]
            kept = tuple((start, end) for start, end in cut if end - start >= one.minutes)
            if kept:
                yield {block: kept}


def _around(problem: Problem, visit: int, route: Route) -> Span:
    """The span of a visit's windows within which it lies on a route."""
    start = next(stop.start for stop in route.stops if stop.visit == visit)
    spans = problem.visits[visit].windows[route.block]
    return next(span for span in reversed(spans) if span[0] <= start + 1e-6)
