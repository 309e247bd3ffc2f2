"""The days of a proposal in outline, each compared with what it is like at present."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.domain.plan import instant_of
from desktop.domain.time import Moment
from desktop.planning.draft_asked import Asked
from desktop.planning.draft_fits import Halt, frame_of, halts_of, legs
from desktop.planning.drafting.problem import Block, Route, Stop
from desktop.planning.proposal import Change, DayOutline, Note, Placement
from desktop.planning.wall import DAY, minute_at, wall_at

_WORTH_TELLING = 5
"""Minutes by which a day has to end otherwise to be worth a word."""


@dataclass(frozen=True, slots=True)
class _Sum:
    """The ways of a day, of all groups together, and when the first leaves and the last is back."""

    travel: float = 0.0
    estimated: bool = False
    leaves: float | None = None
    returns: float | None = None


class Outlines:
    """Makes the outlines of all days of a draft."""

    def __init__(
        self, asked: Asked, routes: Sequence[Route], placements: Sequence[Placement]
    ) -> None:
        self._asked, self._placements = asked, placements
        self._routes = {route.block: route for route in routes}
        self._now = {route.block: route for route in asked.present.routes}

    def days(self) -> tuple[DayOutline, ...]:
        """Every day that is drafted, in order."""
        days = dict.fromkeys(one.day for one in self._asked.blocks)
        return tuple(self._outline(day) for day in days)

    def _outline(self, day: date) -> DayOutline:
        mode = self._mode(day, self._routes)
        drafted = self._sum(
            {n: self._routes[n].stops if n in self._routes else () for n in self._of(day, mode)}
        )
        present = self._sum(self._present(day))
        costs = [*self._costs(drafted, present), *self._moves(day)]
        return DayOutline(
            day,
            self._items(day),
            round(drafted.travel),
            round(present.travel),
            drafted.estimated,
            self._moment(day, drafted.leaves),
            self._moment(day, drafted.returns),
            tuple(costs),
        )

    def _of(self, day: date, mode: int) -> list[int]:
        blocks = self._asked.problem.blocks
        return [
            number
            for number, one in enumerate(self._asked.blocks)
            if one.day == day and blocks[number].mode == mode
        ]

    def _mode(self, day: date, routes: dict[int, Route]) -> int:
        """Whether a day is spent together or in groups."""
        blocks = self._asked.problem.blocks
        on = [
            blocks[number].mode
            for number, route in routes.items()
            if route.stops and self._asked.blocks[number].day == day
        ]
        first = [blocks[n].mode for n, one in enumerate(self._asked.blocks) if one.day == day]
        return on[0] if on else min(first)

    def _present(self, day: date) -> dict[int, tuple[Stop, ...]]:
        """All visits that are on a day at present, possible or not."""
        asked = self._asked
        blocks = self._of(day, self._mode(day, self._now))
        placed = {stop.visit for route in self._now.values() for stop in route.stops}
        found = {n: list(self._now[n].stops) if n in self._now else [] for n in blocks}
        for number, item_id in enumerate(asked.items):
            start = asked.plan.bookings[item_id].start_minute
            if start is None or number in placed:
                continue
            on, minutes = wall_at(asked.zone, start)
            if on == day and blocks:
                found[blocks[0]].append(Stop(number, float(minutes)))
        return {number: tuple(stops) for number, stops in found.items()}

    def _sum(self, routes: dict[int, tuple[Stop, ...]]) -> _Sum:
        problem = self._asked.problem
        travel, estimated = 0.0, False
        leaves, returns = list[float](), list[float]()
        for number, stops in routes.items():
            block = problem.blocks[number]
            halts = halts_of(problem, block, stops)
            if not halts:
                continue
            travel += sum(legs(problem.travel, block, halts))
            estimated = estimated or any(
                pair in self._asked.estimated for pair in _pairs(block, halts)
            )
            first, last = frame_of(problem.travel, block, halts)
            leaves.append(first)
            returns.append(last)
        return _Sum(travel, estimated, min(leaves, default=None), max(returns, default=None))

    def _costs(self, drafted: _Sum, present: _Sum) -> Iterator[Note]:
        more = round(drafted.travel - present.travel)
        if more:
            yield Note("travel_more" if more > 0 else "travel_less", {"minutes": abs(more)})
            if drafted.estimated or present.estimated:
                yield Note("travel_estimated")
        if drafted.returns is not None and present.returns is not None:
            later = round(drafted.returns - present.returns)
            if abs(later) >= _WORTH_TELLING:
                yield Note("ends_later" if later > 0 else "ends_earlier", {"minutes": abs(later)})

    def _moves(self, day: date) -> Iterator[Note]:
        """The items that leave a day, and those that get another time on it."""
        for one in self._placements:
            if one.change != Change.MOVED or one.before is None:
                continue
            if one.before[0].in_zone(self._asked.zone).date != day:
                continue
            if one.start.date == day:
                yield Note("moves_time", {"item": one.item_id, "start": one.start})
            else:
                yield Note("moves_day", {"item": one.item_id, "day": one.start.date})

    def _items(self, day: date) -> tuple[str, ...]:
        asked = self._asked
        staying = {item for one in asked.blocks if one.day == day for item in one.staying}
        minutes = {item: asked.plan.bookings[item].start_minute or 0 for item in staying}
        first, last = minute_at(asked.zone, day), minute_at(asked.zone, day, DAY)
        for one in self._placements:
            instant = one.start.utc()
            if instant is not None and instant_of(first) <= instant < instant_of(last):
                minutes[one.item_id] = round((instant - instant_of(0)).total_seconds() / 60)
        return tuple(sorted(minutes, key=lambda item: (minutes[item], item)))

    def _moment(self, day: date, minutes: float | None) -> Moment | None:
        if minutes is None:
            return None
        return Moment.at(
            instant_of(minute_at(self._asked.zone, day, round(minutes))), self._asked.zone
        )


def _pairs(block: Block, halts: Sequence[Halt]) -> Iterator[tuple[int, int]]:
    at = block.start_place
    for halt in halts:
        yield at, halt.place
        at = halt.end_place
    yield at, block.end_place
