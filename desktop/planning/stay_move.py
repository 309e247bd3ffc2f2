"""What it does to a stay when all of it moves by days: deadlines, holidays, findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.domain.codes import DueAnchor, Turn
from desktop.domain.exchange import Exchange
from desktop.domain.finding import Finding
from desktop.domain.item import Item
from desktop.domain.plan import ITEM, Booking, Plan, minute_of
from desktop.domain.task import Task, counted_day
from desktop.planning.conflicts import find
from desktop.planning.deadlines import countries_of, due_day
from desktop.planning.holidays import holiday_on

_EXCHANGE = "exchange"


@dataclass(frozen=True, slots=True)
class StayMove:
    """What moving a stay would change.

    `moving` are open tasks with the day they would be due, the earliest first; `passed` are those
    of them that would lie before today and do not yet. `done` and `fixed` count the tasks that
    stay. `holidays` are the new first and last day where they are one in the visited country, by
    its name there. `pinned` is how many of the `items` that move along are pinned.
    """

    first: date
    last: date | None
    moving: tuple[tuple[Task, date], ...] = ()
    passed: tuple[tuple[Task, date], ...] = ()
    done: int = 0
    fixed: int = 0
    holidays: tuple[tuple[date, str], ...] = ()
    items: int = 0
    pinned: int = 0


def moved_stay(
    exchange: Exchange,
    items: Iterable[Item],
    tasks: Iterable[Task],
    days: int,
    today: date,
    office_zone: str,
) -> StayMove | None:
    """What happens when a stay moves by so many days; None for a stay without a first day."""
    start, end = exchange.start, exchange.end
    if start is None:
        return None
    by = timedelta(days=days)
    first, last = start + by, None if end is None else end + by
    tasks = list(tasks)
    open_ones = [task for task in tasks if task.done is None]

    def due(task: Task, start: date, end: date | None) -> date | None:
        counted = counted_day(task.anchor, task.offset_days, task.due, task.done, start, end)
        return due_day(
            counted,
            anchor=task.anchor,
            offset_days=task.offset_days,
            turn=task.turn,
            direction=exchange.direction,
            office_zone=office_zone,
        )

    moving, passed = [], []
    for task in open_ones:
        before, after = due(task, start, end), due(task, first, last)
        if before is not None and after is not None and before != after:
            moving.append((task, after))
            if after < today <= before:
                passed.append((task, after))
    (visited,) = countries_of(Turn.HOST, exchange.direction, office_zone)
    edges = dict.fromkeys(day for day in (first, last) if day is not None)
    placed = [one for one in items if one.start.date is not None and not one.is_cancelled]
    return StayMove(
        first=first,
        last=last,
        moving=tuple(sorted(moving, key=_day)),
        passed=tuple(sorted(passed, key=_day)),
        done=len(tasks) - len(open_ones),
        fixed=sum(task.anchor == DueAnchor.FIXED and task.due is not None for task in open_ones),
        holidays=tuple((day, name) for day in edges if (name := holiday_on(visited, day))),
        items=len(placed),
        pinned=sum(one.pinned for one in placed),
    )


def found_after_move(plan: Plan, exchange_id: str, days: int) -> tuple[list[Finding], int, Plan]:
    """What would be found of a stay that is not found now, and how much would be settled.

    The moved plan comes with it, for it is the one that the findings speak of. It holds only what
    concerns the guest, so this is asked with every step of the officer.
    """
    key = (_EXCHANGE, exchange_id)
    stay = plan.records.get(key)
    if stay is None:
        return [], 0, plan
    guest = stay.person_id
    bookings = {
        booking.id: booking
        for booking in plan.bookings.values()
        if (booking.record_kind, booking.record_id) == key
        or any(one.person_id == guest for one in booking.people)
    }
    around = {(one.record_kind, one.record_id) for one in bookings.values()} | {key}
    records = {
        other: fact
        for other, fact in plan.records.items()
        if other in around or (guest is not None and fact.person_id == guest)
    }
    now = replace(plan, bookings=bookings, records=records)
    by = timedelta(days=days)
    fact = replace(stay, start=stay.start and stay.start + by, end=stay.end and stay.end + by)
    then = replace(
        now,
        records={**records, key: fact},
        bookings={
            booking_id: _later(one, days) if (one.record_kind, one.record_id) == key else one
            for booking_id, one in bookings.items()
        },
    )
    before, after = _of(now, key), _of(then, key)
    arising = [one for found, one in after.items() if found not in before]
    return arising, sum(found not in after for found in before), then


def _of(plan: Plan, key: tuple[str, str]) -> Mapping[str, Finding]:
    return {one.key: one for one in find(plan) if key in one.records and one.accepted is None}


def _later(booking: Booking, days: int) -> Booking:
    """A booking of the stay so many days later, on the same clock."""
    start, end = booking.start.moved(days=days), booking.end.moved(days=days)
    first, last = start.utc(), end.utc()
    begins = None if first is None else minute_of(first)
    shift = 0
    if booking.sort == ITEM and begins is not None and booking.start_minute is not None:
        shift = begins - booking.start_minute
    people = tuple(
        replace(
            one,
            joins=None if one.joins is None else one.joins + shift,
            leaves=None if one.leaves is None else one.leaves + shift,
        )
        for one in booking.people
    )
    return replace(
        booking,
        start=start,
        end=end,
        start_minute=begins,
        end_minute=None if last is None else minute_of(last),
        people=people,
    )


def _day(pair: tuple[Task, date]) -> date:
    return pair[1]
