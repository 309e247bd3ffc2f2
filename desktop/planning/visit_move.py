"""What it does to a visit when all of it moves by days: deadlines, holidays, weekdays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.domain.codes import Direction, ItemKind
from desktop.domain.delegation import Delegation
from desktop.domain.item import Item
from desktop.domain.task import Task
from desktop.planning.deadlines import due_day
from desktop.planning.holidays import is_working_day, public_holidays

# Nobody has to be at work for these.
_ANY_DAY = frozenset(
    {
        ItemKind.FLIGHT,
        ItemKind.TRAIN,
        ItemKind.TRANSFER,
        ItemKind.HOTEL,
        ItemKind.MEETING_POINT,
        ItemKind.FREE,
        ItemKind.FREE_LUNCH,
        ItemKind.INTERNAL,
        ItemKind.PREPARATION,
    }
)


@dataclass(frozen=True, slots=True)
class Effects:
    """What moving a visit would change for the worse; what is so already is not in it.

    `overdue` are open tasks that would be due before today. `holidays` are those of the visited
    country within the visit, by their names there. `closed` are items that would come to lie on a
    weekend or holiday, `pinned` is how many pinned items move along.
    """

    overdue: tuple[tuple[Task, date], ...] = ()
    holidays: tuple[tuple[date, str], ...] = ()
    closed: tuple[tuple[Item, date], ...] = ()
    pinned: int = 0

    def __bool__(self) -> bool:
        return bool(self.overdue or self.holidays or self.closed or self.pinned)


def effects_of_moving(
    delegation: Delegation,
    items: Iterable[Item],
    tasks: Iterable[Task],
    days: int,
    today: date,
    office_zone: str,
) -> Effects:
    """What happens when a visit and its programme move by so many days."""
    if not days:
        return Effects()
    by = timedelta(days=days)
    items = [item for item in items if not item.is_cancelled]
    visited = "JP" if delegation.direction == Direction.DK_JP else "DK"
    start, end = delegation.start, delegation.end
    overdue = []
    for task in tasks:
        before, after = (
            due_day(
                task.due_on(start and start + shift, end and end + shift),
                anchor=task.anchor,
                offset_days=task.offset_days,
                turn=task.turn,
                direction=delegation.direction,
                office_zone=office_zone,
            )
            for shift in (timedelta(0), by)
        )
        if task.done is not None or before is None or after is None:
            continue
        if after < today <= before:
            overdue.append((task, after))
    dates = [(item, item.start.date) for item in items if item.start.date is not None]
    return Effects(
        overdue=tuple(overdue),
        holidays=_holidays(visited, start, end, by),
        closed=tuple(
            (item, day + by)
            for item, day in dates
            if item.kind not in _ANY_DAY
            and is_working_day(visited, day)
            and not is_working_day(visited, day + by)
        ),
        pinned=sum(item.pinned for item, _day in dates),
    )


def _holidays(
    country: str, start: date | None, end: date | None, by: timedelta
) -> tuple[tuple[date, str], ...]:
    """The holidays that a visit has only after it was moved."""
    if start is None:
        return ()
    last = end if end is not None and end >= start else start
    before = public_holidays(country, start, last)
    after = public_holidays(country, start + by, last + by)
    return tuple((day, name) for day, name in after.items() if day not in before)
