"""What of a programme has a time, what only a day, and what is not placed yet. No Qt."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from desktop.domain import Item
from desktop.domain.codes import ItemKind
from desktop.domain.plan import minute_of
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
    start = item.start.utc()
    if start is None or item.start.zone is None:
        return None
    begin = minute_of(start)
    end, zone = begin + SHOWN, item.start.zone
    until = item.end.utc() if _has_end(item) else None
    if until is not None and item.end.zone is not None:
        end, zone = minute_of(until), item.end.zone
    return Span(item.id, begin, end, item.start.zone, zone, item.kind != ItemKind.ONLINE)


def _has_end(item: Item) -> bool:
    start, end = item.start.utc(), item.end.utc()
    return start is not None and end is not None and end > start
