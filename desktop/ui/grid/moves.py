"""The new times of items that are moved, made longer, placed or taken out of the hours. No Qt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from desktop.domain import Item
from desktop.domain.plan import instant_of, minute_of
from desktop.domain.time import DayPart, Moment
from desktop.ui.grid.columns import Column, Span
from desktop.ui.grid.scene import Scene
from desktop.ui.grid.snapping import snapped, snapped_in

Times = dict[str, tuple[Moment, Moment]]
NEW = 60  # minutes that something newly placed lasts


def column_at(columns: Sequence[Column], instant: int) -> Column:
    """The column that shows an instant, or the nearest."""
    return min(columns, key=lambda column: max(column.begin - instant, instant - column.end + 1, 0))


def shifted(
    scene: Scene, ids: Iterable[str], grabbed: str, columns: int, minutes: int, step: int = 0
) -> Times:
    """Timed items moved by columns and by minutes of height.

    With a step, `grabbed` comes to stand on it and the others keep their distance from it. A
    journey keeps the clocks of its ends and its duration, and moved by days without a step, its
    time of the day; what else goes to another column, or beyond a change of the clock, takes the
    clock that runs there.
    """
    days = _days(scene)
    span = scene.contents.timed.get(grabbed)
    if span is None or not days:
        return {}
    target = _target(days, span.start, columns, minutes)
    if step:
        column = column_at(days, target)
        minutes += snapped_in(column, target, step) - target
    times: Times = {}
    for each in ids:
        span = scene.contents.timed.get(each)
        if span is not None:
            start = _target(days, span.start, columns, minutes)
            if span.travels and columns and not step:
                start = _days_on(days, scene.contents.items[each], span, columns) + minutes
            times[each] = started(scene, scene.contents.items[each], span, start)
    return times


def started(scene: Scene, item: Item, span: Span, start: int) -> tuple[Moment, Moment]:
    """The times of a timed item that begins at another instant."""
    days = _days(scene)
    before, after = column_at(days, span.start), column_at(days, start)
    if span.travels:
        zone, end_zone = span.start_zone, span.end_zone
    else:
        there = after.piece_at(start).zone
        own = span.start_zone != before.piece_at(span.start).zone
        zone = span.start_zone if own and after is before else there
        end_zone = zone
    begin = Moment.at(instant_of(start), zone)
    if span.id in scene.contents.open:
        days_on = (begin.date - item.start.date).days if begin.date and item.start.date else 0
        return begin, replace(item.end.moved(days=days_on), zone=item.end.zone and zone)
    return begin, Moment.at(instant_of(start + span.end - span.start), end_zone)


def resized(scene: Scene, item_id: str, instant: int, step: int, *, at_end: bool) -> Times:
    """An item that ends, or begins, at another instant; it stays one step long at the least."""
    span = scene.contents.timed.get(item_id)
    days = _days(scene)
    if span is None or not days:
        return {}
    item = scene.contents.items[item_id]
    piece = column_at(days, instant).piece_at(instant)
    instant = snapped(instant, piece, step)
    if at_end:
        end = max(instant, span.start + step)
        return {item_id: (item.start, Moment.at(instant_of(end), span.end_zone))}
    start = min(instant, span.end - step)
    end_moment = item.end
    if item_id in scene.contents.open:
        end_moment = Moment.at(instant_of(span.end), span.end_zone)
    return {item_id: (Moment.at(instant_of(start), span.start_zone), end_moment)}


def placed(scene: Scene, ids: Iterable[str], start: int) -> Times:
    """Items without a time, placed one after the other, an hour each."""
    times: Times = {}
    days = _days(scene)
    for each in ids:
        if each not in scene.contents.items or not days:
            continue
        zone = column_at(days, start).piece_at(start).zone
        end = start + NEW
        times[each] = Moment.at(instant_of(start), zone), Moment.at(instant_of(end), zone)
        start = end
    return times


def untimed(scene: Scene, ids: Iterable[str], slot: int) -> Times:
    """Items that keep only their day: in the strip they are of the day of a slot."""
    times: Times = {}
    column = scene.slots[slot].column
    for each in ids:
        item = scene.contents.items.get(each)
        if item is None:
            continue
        part = item.start.part if item.start.part != DayPart.EXACT else DayPart.TBC
        zone = item.start.zone or column.pieces[-1].zone
        days = 0
        if item.end.date is not None and item.start.date is not None:
            days = (column.day - item.start.date).days
        end = item.end.moved(days=days) if each in scene.contents.vague else Moment()
        times[each] = Moment(column.day, None, zone, 0, part), end
    return times


def between(scene: Scene, slot: int, start: int, end: int) -> tuple[Moment, Moment]:
    """Two instants as moments on the clocks that run there."""
    column = scene.slots[slot].column
    first, last = min(start, end), max(start, end)
    return (
        Moment.at(instant_of(first), column.piece_at(first).zone),
        Moment.at(instant_of(last), column.piece_at(first).zone),
    )


def instants(times: tuple[Moment, Moment]) -> tuple[int, int] | None:
    """The instants of new times; None for those of the strip."""
    start, end = times[0].utc(), times[1].utc()
    if start is None:
        return None
    first = minute_of(start)
    return first, minute_of(end) if end is not None else first


def unchanged(scene: Scene, times: Mapping[str, tuple[Moment, Moment]]) -> bool:
    """Whether all items have these times already."""
    items = scene.contents.items
    return all(
        item_id in items and (items[item_id].start, items[item_id].end) == new
        for item_id, new in times.items()
    )


def _days(scene: Scene) -> list[Column]:
    """The columns of all days; the lanes of a day are one."""
    return list(dict.fromkeys(slot.column for slot in scene.slots))


def _days_on(days: Sequence[Column], item: Item, span: Span, columns: int) -> int:
    """When a journey begins that goes some columns on, at the same time of its own clock."""
    at = days.index(column_at(days, span.start))
    to = max(0, min(len(days) - 1, at + columns))
    instant = item.start.moved(days=(days[to].day - days[at].day).days).utc()
    return minute_of(instant) if instant is not None else span.start


def _target(days: Sequence[Column], start: int, columns: int, minutes: int) -> int:
    """Where an instant comes to when it moves by columns and minutes, within all that is shown."""
    home = column_at(days, start)
    at = max(0, min(len(days) - 1, days.index(home) + columns))
    target = days[at].origin + home.height_at(start) + minutes
    return max(days[0].begin, min(days[-1].end - 1, target))
