"""What others have in their calendars and has no day any more, as it was when it last had one.

Without a day nothing stands in a calendar, so where it stood is told once more, as called off,
until the thing has a day again.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from desktop.domain import Exchange, Item, Slot, Task
from desktop.store.calendar_gone import Former, link
from desktop.store.knit import knit
from desktop.store.log import CHANGED, Change
from desktop.store.sent import Sent, handed_to
from desktop.store.values import forget_composites, from_json, read_json, stored_columns

_DAYS = ("start_date", "start")
_PARTS = ("date", "time", "zone", "fold", "part")
_TIMES = ("start", "end", *(f"{end}_{part}" for end in ("start", "end") for part in _PARTS))


def undated(
    session: Session, things: Iterable[Former], audience_id: str = ""
) -> tuple[Former, ...]:
    """Those of some things that were handed out and lost their day since, each with its record.

    With `audience_id` those that were in that somebody's calendars.
    """
    waiting = {
        handed_to(audience_id, thing.id) if audience_id else thing.id: (record, thing)
        for record, thing in things
        if not isinstance(thing, Task) and _day(thing) is None
    }
    if not waiting:
        return ()
    told = session.scalars(select(Sent.entity_id).where(Sent.entity_id.in_(list(waiting))))
    known = {waiting[key][1].id: waiting[key] for key in told}
    found: list[Former] = [
        (known[thing_id][0], _as_it_was(known[thing_id][1], before))
        for thing_id, before in _last_times(session, known).items()
    ]
    knit([thing for _record, thing in found])
    link(session, found)
    return tuple(found)


def _day(thing: Item | Slot | Exchange) -> object:
    return thing.start if isinstance(thing, Exchange) else thing.start.date


def _last_times(session: Session, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """When each thing was, until the action that last took its day away: times by column."""
    rows = session.execute(
        select(Change.entity_id, Change.unit, Change.field, Change.before, Change.after)
        .where(Change.entity_id.in_(list(ids)), Change.action == CHANGED, Change.field.in_(_TIMES))
        .order_by(Change.unit, Change.step)
    )
    before: defaultdict[tuple[str, int], dict[str, Any]] = defaultdict(dict)
    last: dict[str, dict[str, Any]] = {}
    for row in rows:
        times = before[row.entity_id, row.unit]
        times.setdefault(row.field, read_json(row.before))
        if row.field in _DAYS and read_json(row.after) is None:
            last[row.entity_id] = times
    return {thing: times for thing, times in last.items() if any(times.get(key) for key in _DAYS)}


def _as_it_was(thing: Item | Slot | Exchange, times: dict[str, Any]) -> Item | Slot | Exchange:
    """A thing at its former times, outside of any session."""
    columns = stored_columns(inspect(type(thing)))
    former = type(thing)()
    for key, column in columns.items():
        value = from_json(column, times[key]) if key in times else getattr(thing, key)
        setattr(former, key, value)
    forget_composites(former)
    return former
