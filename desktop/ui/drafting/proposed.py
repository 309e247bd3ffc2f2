"""A proposal beside the present programme: what changes, and both as the day grid shows them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import inspect
from sqlalchemy.orm.attributes import set_committed_value

from desktop.domain import Item, ItemGroup
from desktop.domain.time import Moment
from desktop.planning.proposal import DayOutline, Placement, Proposal
from desktop.ui.programme.programme import Programme

_RELATED = ("place", "end_place", "vehicle", "host_organisation", "people", "groups")


@dataclass(frozen=True)
class Proposed:
    """A proposal against the programme as it is now.

    `changes` are the placements that are still to be accepted: an item that is at its proposed
    time already, or is gone, has none.
    """

    present: Programme
    proposal: Proposal
    changes: Mapping[str, Placement] = field(default_factory=dict)

    @staticmethod
    def of(present: Programme, proposal: Proposal) -> Proposed:
        """What a proposal changes of a programme."""
        items = {item.id: item for item in present.items}
        changes = {
            one.item_id: one
            for one in proposal.placements
            if (item := items.get(one.item_id)) is not None and not _is_there(item, one)
        }
        return Proposed(present, proposal, changes)

    def moved(self) -> list[str]:
        """The items that have another time now."""
        return [
            each
            for each, one in self.changes.items()
            if one.before is not None and one.before != (one.start, one.end)
        ]

    def programme(self) -> Programme:
        """The programme as it would be; what is within a block goes with it."""
        parts = {
            part.id: _shifted(part, shift)
            for each, one in self.changes.items()
            if (shift := _shift(self.present.item(each), one)) is not None
            for part in self.present.parts_of(each)
            if part.start.utc() is not None
        }
        placed = {
            each: _at(item, one.start, one.end, self._group(one))
            for each, one in self.changes.items()
            if (item := self.present.item(each)) is not None
        }
        return self.present.of_items(
            placed.get(item.id) or parts.get(item.id) or item for item in self.present.items
        )

    def places_left(self) -> Programme:
        """Only what moves, where it is now."""
        moved = set(self.moved())
        lines = (line for line in self.present.lines if line.item and line.item.id in moved)
        items = tuple(item for item in self.present.items if item.id in moved)
        return replace(self.present, items=items, lines=tuple(lines))

    def days(self) -> list[DayOutline]:
        """The days on which something changes or stays, in order."""
        told = {one.day: one for one in self.proposal.days}
        placed = {one.start.date for one in self.proposal.placements if one.start.date}
        wanted = placed | {one.day for one in self.proposal.days if one.costs}
        return [told.get(day) or DayOutline(day) for day in sorted(wanted)]

    def changes_on(self, day: date) -> list[Placement]:
        """What is still to be accepted on a day, in the order of its times."""
        return [one for one in self._on(day) if one.item_id in self.changes]

    def kept_on(self, day: date) -> list[Placement]:
        """What stays on a day as it is, or is as proposed already."""
        known = {item.id for item in self.present.items}
        return [
            one for one in self._on(day) if one.item_id not in self.changes and one.item_id in known
        ]

    def _on(self, day: date) -> list[Placement]:
        found = (one for one in self.proposal.placements if one.start.date == day)
        return sorted(found, key=lambda one: one.start.sort_key())

    def _group(self, one: Placement) -> list[ItemGroup] | None:
        group = next((each for each in self.present.groups if each.id == one.group_id), None)
        if group is None:
            return None
        link = ItemGroup(item_id=one.item_id, group_id=group.id)
        set_committed_value(link, "group", group)
        return [link]


def _is_there(item: Item, one: Placement) -> bool:
    """Whether an item is as a proposal has it: at its time, and for its group alone."""
    alone = one.group_id is None or [link.group_id for link in item.groups] == [one.group_id]
    return alone and (item.start, item.end) == (one.start, one.end)


def _at(item: Item, start: Moment, end: Moment, groups: list[ItemGroup] | None = None) -> Item:
    """An item at another time, as a value of its own that no session knows."""
    other = Item(id=item.id)
    for column in inspect(Item).column_attrs:
        set_committed_value(other, column.key, getattr(item, column.key))
    for name in _RELATED:
        if name in item.__dict__:
            set_committed_value(other, name, item.__dict__[name])
    other.start, other.end = start, end
    other.printed_time = ""  # what a paper prints in place of the old time
    if groups is not None:
        other.everyone = False
        set_committed_value(other, "groups", groups)
    return other


def _shift(item: Item | None, one: Placement) -> timedelta | None:
    """By how much an item that has an exact time moves."""
    now, then = item.start.utc() if item is not None else None, one.start.utc()
    return None if now is None or then is None else then - now


def _shifted(item: Item, by: timedelta) -> Item:
    return _at(item, _later(item.start, by), _later(item.end, by))


def _later(moment: Moment, by: timedelta) -> Moment:
    instant = moment.utc()
    return (
        moment if instant is None or moment.zone is None else Moment.at(instant + by, moment.zone)
    )
