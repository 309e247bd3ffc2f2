"""What a delegation's drafts have to heed, as the panels read it from the office file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Delegation, DraftDay, Item, Place, Trilingual
from desktop.domain.codes import Involvement, ItemKind
from desktop.domain.time import minutes_between
from desktop.domain.wishes import DayFact, GroupFact, Wishes, WishFact
from desktop.planning.draft_programme import ONLY_NAMED
from desktop.planning.places import ON_THE_WAY
from desktop.store import wishes
from desktop.ui.programme.programme import DELEGATION, KINDS, Programme, read_programme

WISHES = KINDS | {"item_window", "item_order", "draft_day"}
"""The kinds of entities that tell what is wished."""

USUAL_MINUTES = 60
_MOST_DAYS = 31  # a longer visit is not drafted
NOWHERE = frozenset({*ON_THE_WAY, ItemKind.HOTEL, ItemKind.MEETING_POINT, ItemKind.FREE})
"""The kinds of items at which nobody is visited."""


@dataclass(frozen=True, slots=True)
class Host:
    """An item that a draft may place, and what is wished of it."""

    item: Item
    wish: WishFact

    @property
    def id(self) -> str:
        """The identity of the item."""
        return self.item.id

    @property
    def is_placed(self) -> bool:
        """Whether the item has an exact time."""
        return self.item.start.is_exact

    @property
    def clocked(self) -> int | None:
        """The minutes that its clocks say, None where they say none."""
        minutes = minutes_between(self.item.start, self.item.end)
        return minutes if minutes is not None and minutes > 0 else None

    @property
    def minutes(self) -> int | None:
        """How long it takes; None where nobody has said so."""
        return self.clocked if self.clocked is not None else self.wish.minutes


@dataclass(frozen=True, slots=True)
class Wished:
    """A delegation with its hosts, its days and their frames, and its groups with people in."""

    programme: Programme
    wishes: Wishes
    hosts: tuple[Host, ...] = ()
    days: tuple[dt.date, ...] = ()
    frames: Mapping[dt.date | None, DayFact] = field(default_factory=dict)
    groups: tuple[GroupFact, ...] = ()
    hotel: Trilingual = field(default_factory=Trilingual)
    rows: Mapping[dt.date | None, str] = field(default_factory=dict)

    def host(self, item_id: str) -> Host | None:
        """The host of an item."""
        return next((host for host in self.hosts if host.id == item_id), None)


NOTHING = Wished(Programme(DELEGATION, "", "", "", None, None), Wishes(""))
"""What is wished where no delegation is shown."""


def read_wished(session: Session, delegation_id: str) -> Wished:
    """All that the panels show of a delegation; Problem `record_gone`."""
    programme = read_programme(session, DELEGATION, delegation_id)
    wished = wishes.read_wishes(session, delegation_id)
    lines = [line.item for line in programme.lines if line.item is not None]
    hosts = [Host(item, wished.items.get(item.id, WishFact(item.id))) for item in lines]
    hosts = [host for host in hosts if is_drafted(host.item)]
    hosts.sort(key=lambda host: host.is_placed)
    return Wished(
        programme,
        wished,
        tuple(hosts),
        tuple(days_of(programme)),
        wished.days,
        tuple(group for group in wished.groups if group.people),
        _hotel(session, delegation_id),
        _rows(session, delegation_id),
    )


def _rows(session: Session, delegation_id: str) -> dict[dt.date | None, str]:
    """The identities of the frames of days."""
    query = select(DraftDay.day, DraftDay.id).where(DraftDay.delegation_id == delegation_id)
    return {row.day: row.id for row in session.execute(query)}


def _hotel(session: Session, delegation_id: str) -> Trilingual:
    """What the hotel of a delegation is called; empty where none is named."""
    query = select(Place).join(Delegation, Delegation.hotel_id == Place.id)
    place = session.scalars(query.where(Delegation.id == delegation_id)).first()
    return Trilingual() if place is None else place.name


def is_drafted(item: Item) -> bool:
    """Whether a draft may place an item, once it is not pinned any more."""
    named = item.host_organisation_id is not None or bool(item.involved(Involvement.HOST))
    return (
        not item.is_cancelled
        and not item.alternative
        and item.parent_id is None
        and item.kind not in NOWHERE
        and (not item.start.is_exact or named or item.kind not in ONLY_NAMED)
    )


def days_of(programme: Programme) -> list[dt.date]:
    """The days of the visit; none where it has no dates, or too many."""
    first, last = programme.first, programme.last
    if first is None or last is None or not 0 <= (last - first).days < _MOST_DAYS:
        return []
    return [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
