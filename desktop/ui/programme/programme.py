"""A programme as it is read from the office file for the table, the editor and the day grid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Exchange, Group, Item, Organisation, Person, Place
from desktop.domain.item import days
from desktop.store import loading
from desktop.store.plan import last_change
from desktop.store.touched import touched_items
from desktop.ui.programme.known import Known

DELEGATION, EXCHANGE = "delegation", "exchange"
KINDS = frozenset(
    {DELEGATION, EXCHANGE, "item", "item_person", "item_group", "place", "organisation"}
    | {"person", "member", "group", "group_member"}
)

_OF_ITEMS = frozenset({"item", "item_person", "item_group"})
_MANY = 200  # from so many on, reading everything is as quick

# A delegation's days are all shown, also the empty ones; a stay of months only where it has items.
_DAYS_SHOWN = 31


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the programme: the heading of a day, or an item of that day.

    `depth` counts the blocks that the item is a part of. A line without an item is a heading;
    a heading without a day stands above the items that are not placed yet.
    """

    day: dt.date | None
    item: Item | None = None
    depth: int = 0
    zones: tuple[str, ...] = ()
    count: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """What the line is about, whatever its place in the programme."""
        if self.item is not None:
            return "item", self.item.id
        return "day", self.day.isoformat() if self.day else ""


@dataclass(frozen=True, slots=True)
class Programme:
    """The items of one delegation or stay, with who may take part in them."""

    owner_kind: str
    owner_id: str
    home_zone: str
    visit_zone: str
    first: dt.date | None
    last: dt.date | None
    items: tuple[Item, ...] = ()
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    lines: tuple[Line, ...] = field(default=(), compare=False)
    seen: int = field(default=0, compare=False)  # the last unit of the log that it knows of

    def item(self, item_id: str) -> Item | None:
        """The item with that identity."""
        return next((item for item in self.items if item.id == item_id), None)

    def parts_of(self, item_id: str) -> list[Item]:
        """The items within a block, and what is within those."""
        found = [item for item in self.items if item.parent_id == item_id]
        return found + [part for item in found for part in self.parts_of(item.id)]

    def days(self) -> list[dt.date]:
        """The days that the programme shows, in their order."""
        return [line.day for line in self.lines if line.item is None and line.day is not None]

    def of_items(self, items: Iterable[Item]) -> Programme:
        """The same delegation or stay with these items, in their order by day."""
        kept = tuple(items)
        return replace(self, items=kept, lines=tuple(_lines(kept, self.first, self.last)))

    def known_groups(self) -> list[Known]:
        """The groups as they can be typed: by code or name."""
        return [
            Known.of("group", group.id, group.label(), names=_codes(group.code))
            for group in self.groups
        ]


def read_programme(session: Session, owner_kind: str, owner_id: str) -> Programme:
    """The programme of a delegation or an exchange; Problem `record_gone`."""
    seen = last_change(session)
    if owner_kind == DELEGATION:
        owner: Delegation | Exchange = loading.programme(session, owner_id)
    else:
        owner = loading.exchange(session, owner_id)
    groups: tuple[Group, ...] = ()
    people: tuple[Person, ...] = ()
    if isinstance(owner, Delegation):
        groups = tuple(owner.groups)
        people = tuple(member.person for member in owner.ordered_members())
    elif owner.person is not None:
        people = (owner.person,)
    return Programme(
        owner_kind,
        owner_id,
        owner.home_zone,
        owner.visit_zone,
        owner.start,
        owner.end,
        tuple(owner.items),
        groups,
        people,
        tuple(_lines(owner.items, owner.start, owner.end)),
        seen,
    )


def follow_programme(session: Session, before: Programme) -> Programme:
    """A programme as it is now; only the items that changed meanwhile are read.

    The others stay the same objects. Problem `record_gone`.
    """
    seen = last_change(session)
    touched = touched_items(session, before.seen, KINDS - _OF_ITEMS)
    if touched is None or len(touched) > _MANY:
        return read_programme(session, before.owner_kind, before.owner_id)
    fresh = {
        item.id: item
        for item in loading.items(session, touched)
        if before.owner_id == (item.delegation_id or item.exchange_id)
    }
    stay = (fresh.pop(item.id, None) if item.id in touched else item for item in before.items)
    items = (*(item for item in stay if item is not None), *fresh.values())
    return replace(before.of_items(items), seen=seen)


def read_places(session: Session) -> list[Known]:
    """The places and organisations that can be meant by a name; former ones are left out."""
    organisations = {
        each.id: each for each in session.scalars(select(Organisation)) if not each.former
    }
    known = [
        Known.of(
            "place",
            place.id,
            place.name,
            search=place.search,
            zone=place.zone or _zone_of(organisations.get(place.organisation_id or "")),
            iata=place.iata,
            owner=place.organisation_id,
        )
        for place in session.scalars(select(Place))
        if not place.former
    ]
    return known + [
        Known.of(
            "organisation",
            each.id,
            each.name,
            names=(each.short_name,),
            search=each.search,
            zone=each.zone,
        )
        for each in organisations.values()
    ]


def _zone_of(organisation: Organisation | None) -> str:
    return organisation.zone if organisation is not None else ""


def _codes(code: str) -> tuple[str, ...]:
    return (code, f"{code}班", f"hold {code}", f"group {code}") if code else ()


def _lines(items: Iterable[Item], first: dt.date | None, last: dt.date | None) -> list[Line]:
    by_day = dict(days(items))
    shown = set(by_day) - {None}
    if first is not None and last is not None and 0 <= (last - first).days < _DAYS_SHOWN:
        shown |= {first + dt.timedelta(days=n) for n in range((last - first).days + 1)}
    elif first is not None and not shown:
        shown.add(first)
    order = [*sorted(day for day in shown if day is not None), *([None] if None in by_day else [])]
    lines: list[Line] = []
    for day in order:
        of_day = by_day.get(day, [])
        lines.append(Line(day, zones=_zones(of_day), count=len(of_day)))
        depths: dict[str, int] = {}
        for item in of_day:
            depths[item.id] = depths.get(item.parent_id or "", -1) + 1
            lines.append(Line(day, item, depths[item.id]))
    return lines


def _zones(items: Iterable[Item]) -> tuple[str, ...]:
    """The zones of a day in the order in which the group meets them."""
    zones = (zone for item in items for zone in (item.start.zone, item.end.zone) if zone)
    return tuple(dict.fromkeys(zones))
