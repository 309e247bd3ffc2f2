"""What of a programme has a time, what only a day, and what is not placed yet. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import lru_cache

from desktop.domain import Item
from desktop.domain.codes import ItemKind
from desktop.domain.plan import minute_of
from desktop.domain.time import Moment
from desktop.ui.grid.columns import Span
from desktop.ui.programme.programme import Programme

SHOWN = 30  # minutes that something without an end is drawn


@dataclass(frozen=True, slots=True)
class Contents:
    """A programme sorted by how exactly its times are known.

    `timed` have an instant, `vague` a day alone, `unplaced` neither; `open` are those of the timed
    whose end is not known.
    """

    items: dict[str, Item] = field(default_factory=dict)
    timed: dict[str, Span] = field(default_factory=dict)
    vague: dict[str, dt.date] = field(default_factory=dict)
    unplaced: tuple[str, ...] = ()
    open: frozenset[str] = frozenset()


def contents_of(programme: Programme) -> Contents:
    """Sort the items of a programme."""
    timed: dict[str, Span] = {}
    vague: dict[str, dt.date] = {}
    unplaced: list[str] = []
    unended: set[str] = set()
    items: dict[str, Item] = {}
    for line in programme.lines:
        item = line.item
        if item is None:
            continue
        items[item.id] = item
        span = _span(item)
        if span is not None:
            timed[item.id] = span
            if not _has_end(item):
                unended.add(item.id)
        elif line.day is not None:
            vague[item.id] = line.day
        else:
            unplaced.append(item.id)
    return Contents(items, timed, vague, tuple(unplaced), frozenset(unended))


def _span(item: Item) -> Span | None:
    start, end = item.start, item.end
    begin = _minute(start)
    if begin is None or start.zone is None:
        return None
    until = _minute(end)
    tells = item.kind != ItemKind.ONLINE
    if until is not None and until > begin and end.zone is not None:
        return Span(item.id, begin, until, start.zone, end.zone, tells)
    return Span(item.id, begin, begin + SHOWN, start.zone, start.zone, tells)


def _has_end(item: Item) -> bool:
    begin, until = _minute(item.start), _minute(item.end)
    return begin is not None and until is not None and until > begin


@lru_cache(maxsize=65536)
def _minute(moment: Moment) -> int | None:
    """The instant of a moment; the same moments are asked about after every change."""
    instant = moment.utc()
    return minute_of(instant) if instant is not None else None
