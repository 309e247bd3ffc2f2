"""How the times of a programme move: what goes along, what stays, what two items exchange.

Nothing is changed here: these functions reckon, and the store writes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.domain.delegation import Group
from desktop.domain.item import Item
from desktop.domain.time import Moment, minutes_between
from desktop.errors import Problem

Times = Mapping[str, tuple[Moment, Moment]]
"""The starts and ends of items, by identity."""

_DAY = 24 * 60  # minutes


def along(moment: Moment, before: Moment, after: Moment) -> Moment:
    """A moment that goes along with another, which goes from `before` to `after`.

    From one day to another the clock stays; else the true distance stays, on the new clock.
    """
    if after.date is None:
        return replace(moment, date=None, fold=0)
    if moment.date is None:
        return moment if moment.time is None else first_after(after, moment)
    if before.date is None:
        return moment
    days = (after.date - before.date).days
    if (before.time, before.zone, before.part) == (after.time, after.zone, after.part):
        return moment.moved(days=days)
    instant, first, then = moment.utc(), before.utc(), after.utc()
    if instant is None or first is None or then is None or moment.zone is None:
        return moment.moved(days=days)
    clock = after.zone if moment.zone == before.zone else moment.zone
    return Moment.at(then + (instant - first), clock or moment.zone)


def starting(item: Item, start: Moment) -> tuple[Moment, Moment]:
    """The times of an item that is to start then, as long as it is now.

    An item that is not placed has its length between its two clock times.
    """
    begins, ends = item.start, item.end
    if begins.date is None and begins.time is not None and start.time is not None:
        # How far apart two clocks are depends on the season, so it is reckoned on the new day.
        begins = replace(begins, date=start.date)
        ends = first_after(begins, ends)
    return start, along(ends, begins, start)


def delayed(item: Item, minutes: int) -> tuple[Moment, Moment]:
    """The times of an item that starts so many true minutes later (or earlier, below zero)."""
    instant = item.start.utc()
    if instant is None or item.start.zone is None:
        return item.start, item.end
    start = Moment.at(instant + timedelta(minutes=minutes), item.start.zone)
    return start, along(item.end, item.start, start)


@dataclass(frozen=True, slots=True)
class Rest:
    """What moves when a day goes on later than planned, and what is pinned and stays."""

    moving: tuple[Item, ...]
    pinned: tuple[Item, ...]


def rest_of_day(items: Iterable[Item], groups: Iterable[Group], first: Item) -> Rest:
    """An item and what comes after it on its day, for those whom it keeps waiting.

    A day is that of each item's own clock. What is called off or has no clock time stays, and so
    does what only others take part in: one group's delay is not another's, until they meet again.
    The parts of a block go with it or stay with it, so they are not told apart from it.
    """
    items = list(items)
    held = _with_parts({item.id for item in items if item.pinned}, items)
    members = {group.id: {link.person_id for link in group.memberships} for group in groups}
    began = first.start.utc()
    later = sorted(
        (
            item
            for item in items
            if item.start.date == first.start.date
            and not item.is_cancelled
            and began is not None
            and (instant := item.start.utc()) is not None
            and instant >= began
        ),
        key=lambda item: (item.id != first.id, item.sort_key()),
    )
    moving: dict[str, Item] = {}
    pinned = []
    waiting = _who(first, members)
    for item in later:
        who = _who(item, members)
        if item.id != first.id and waiting is not None and who is not None and not waiting & who:
            continue
        if item.pinned:
            pinned.append(item)
        elif item.id in held:
            continue
        elif item.parent_id not in moving:
            moving[item.id] = item
            waiting = None if waiting is None or who is None else waiting | who
    return Rest(tuple(moving.values()), tuple(pinned))


def exchanged(first: Item, second: Item, others: Iterable[Item]) -> Times:
    """The times of two items that change places; each keeps its length.

    The later one takes the start of the earlier one. Where nothing lies between them, the earlier
    one follows it after the same gap, so that together they end when they ended before; else it
    takes the start of the later one. Raises Problem `swap_needs_times` when a start is not exact.
    """
    early, late = sorted((first, second), key=lambda item: item.start.sort_key())
    begins, ends, then = early.start.utc(), early.end.utc(), late.start.utc()
    if begins is None or then is None:
        raise Problem("swap_needs_times")
    late_start, late_end = starting(late, early.start)
    next_start = late.start
    if ends is not None and ends <= then and early.start.date == late.start.date:
        between = any(
            item.id not in (early.id, late.id)
            and not item.is_cancelled
            and item.parent_id not in (early.id, late.id)
            and (start := item.start.utc()) is not None
            and ends <= start < then
            for item in others
        )
        freed = late_end.utc()
        if not between and freed is not None and late.start.zone is not None:
            next_start = Moment.at(freed + (then - ends), late.start.zone)
    return {late.id: (late_start, late_end), early.id: starting(early, next_start)}


def _with_parts(ids: set[str], items: Iterable[Item]) -> set[str]:
    """These items with what is within them."""
    parts = {item.id for item in items if item.parent_id in ids} - ids
    return _with_parts(ids | parts, items) if parts else ids


def _who(item: Item, members: Mapping[str, set[str]]) -> set[str] | None:
    """The persons in an item; None for everyone."""
    if item.everyone:
        return None
    named = {link.person_id for link in item.people}
    return named.union(*(members.get(link.group_id, set()) for link in item.groups))


def first_after(start: Moment, end: Moment) -> Moment:
    """An end of which only the clock is known, on the day that makes it the first after a start."""
    if start.date is None or end.time is None:
        return end
    begins = start.utc()
    for days in (-1, 0, 1):
        found = replace(end, date=start.date + timedelta(days=days), fold=0)
        instant = found.utc()
        if begins is None or instant is None:
            later = start.time is not None and end.time <= start.time
            return replace(end, date=start.date + timedelta(days=int(later)))
        if instant > begins:
            return found
    return replace(end, date=start.date + timedelta(days=2))


def is_moved(item: Item, start: Moment, end: Moment) -> bool:
    """Whether such times move an item as a whole, rather than make it longer or shorter."""
    if start == item.start:
        return False
    before = minutes_between(item.start, item.end), _clock_length(item.start, item.end)
    after = minutes_between(start, end), _clock_length(start, end)
    # On the night of a clock change one of the two is kept, not both.
    return any(one is None or one == other for one, other in zip(before, after, strict=True))


def _clock_length(start: Moment, end: Moment) -> timedelta | None:
    first, last = start.wall(), end.wall()
    return None if first is None or last is None else last - first


def exceeds_a_day(item: Item) -> bool:
    """Whether an item is so long that its two clock times do not say how long."""
    minutes = minutes_between(item.start, item.end)
    if minutes is not None:
        return minutes > _DAY
    return None not in (item.start.date, item.end.date) and item.start.date != item.end.date
