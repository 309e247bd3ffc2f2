"""What stands by its name in the events of a calendar, and when it was called otherwise.

A place that is renamed changes each event that takes place there, though nobody touched the
events. What once stood in one counts until it was replaced, so that SEQUENCE never falls.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from desktop.domain import (
    AccessRequest,
    Exchange,
    Facility,
    Item,
    ItemGroup,
    ItemPerson,
    Place,
    Slot,
)
from desktop.store.log import CHANGED, DELETED, Change, Unit
from desktop.store.values import read_json

_NAME = frozenset({"name_ja", "name_da", "name_en"})
_ADDRESS = frozenset({"address_local", "address_latin"})
# Of each kind what is told in the event of something else.
_SHOWN: Mapping[str, frozenset[str]] = {
    "place": _NAME | _ADDRESS | {"kind", "latitude", "longitude", "organisation_id"},
    "organisation": _NAME | _ADDRESS | {"zone"},
    "facility": _NAME | {"zone", "place_id", "organisation_id"},
    "instrument": _NAME,
    "person": frozenset({"family", "given", "name_ja", "nationality"}),
    "group": _NAME | {"code"},
}
_Column = InstrumentedAttribute[Any]
_Query = Select[*tuple[Any, ...]]
# What a thing names; true where it stands in the title or the place and not in the notes alone.
_NAMED: tuple[tuple[_Column, Mapping[_Column, bool]], ...] = (
    (
        Item.id,
        {Item.place_id: True, Item.end_place_id: False, Item.host_organisation_id: False},
    ),
    (Slot.id, {Slot.instrument_id: True}),
    (
        Exchange.id,
        {
            Exchange.host_organisation_id: True,
            Exchange.home_organisation_id: False,
            Exchange.person_id: False,
            Exchange.host_person_id: False,
        },
    ),
    (ItemPerson.item_id, {ItemPerson.person_id: False}),
    (ItemGroup.item_id, {ItemGroup.group_id: False}),
)
# What a request names is in the events of all its slots.
_OF_REQUESTS: Mapping[_Column, bool] = {
    AccessRequest.facility_id: True,
    AccessRequest.investigator_id: False,
    AccessRequest.local_contact_id: False,
}
# What is named brings its house and address along; in this order.
_BROUGHT: tuple[tuple[_Column, tuple[_Column, ...]], ...] = (
    (Facility.id, (Facility.place_id, Facility.organisation_id)),
    (Place.id, (Place.organisation_id,)),
)
# Above every number of an action: what stands there now.
_STILL = 1 << 62


@dataclass(frozen=True, slots=True)
class Renamed:
    """In one action, something was called otherwise that stands in the event of a thing."""

    thing: str
    unit: int
    at: datetime
    moves: bool


@dataclass(frozen=True, slots=True)
class _Tie:
    """That a thing names something, until an action that put another in its place."""

    moves: bool
    until: int = _STILL


class _Ties:
    """What is named, each with the things that name it."""

    def __init__(self) -> None:
        self.of: defaultdict[str, dict[str, _Tie]] = defaultdict(dict)

    def add(self, named: str | None, thing: str, tie: _Tie) -> None:
        """Note a tie; of two between the same, the one that says more counts for both."""
        if named:
            known = self.of[named].get(thing, tie)
            self.of[named][thing] = _Tie(known.moves or tie.moves, max(known.until, tie.until))

    def bring(self, brought: str | None, by: str, until: int = _STILL) -> None:
        """Note that what is named brings along something else."""
        for thing, tie in list(self.of.get(by, {}).items()):
            self.add(brought, thing, _Tie(tie.moves, min(tie.until, until)))


def renamed(
    session: Session, ids: Collection[str] | None, slots: Mapping[str, Iterable[str]]
) -> Iterator[Renamed]:
    """Each change of a name, or of an address, that stands in the events of some things, or of all.

    `slots` are those of the requests, by request.
    """
    query: _Query = (
        select(Change.entity_id, Change.kind, Change.field, Change.unit, Unit.at)
        .join(Unit, Unit.seq == Change.unit)
        .where(Change.action == CHANGED, Change.kind.in_(list(_SHOWN)))
        .order_by(Change.unit, Change.step)
    )
    # Of the whole office the changes are soon found, and of a few things what they name.
    rows = _shown(session, query) if ids is None else None
    if rows is not None and not rows:
        return
    ties = _ties(session, ids, slots)
    if rows is None:
        rows = _shown(session, query.where(Change.entity_id.in_(list(ties.of))))
    for row in rows:
        for thing, tie in ties.of.get(row.entity_id, {}).items():
            if row.unit < tie.until:
                yield Renamed(thing, row.unit, row.at, tie.moves)


def _shown(session: Session, query: _Query) -> list[Any]:
    return [row for row in session.execute(query) if row.field in _SHOWN[row.kind]]


def _ties(
    session: Session, ids: Collection[str] | None, slots: Mapping[str, Iterable[str]]
) -> _Ties:
    ties = _Ties()
    for key, columns in _NAMED:
        for thing, column, named, until in _values(session, key, columns, ids):
            ties.add(named, thing, _Tie(columns[column], until))
    requests = None if ids is None else list(slots)
    for request, column, named, until in _values(session, AccessRequest.id, _OF_REQUESTS, requests):
        for slot in slots.get(request, ()):
            ties.add(named, slot, _Tie(_OF_REQUESTS[column], until))
    for key, brought in _BROUGHT:
        known = None if ids is None else list(ties.of)
        for named, _column, other, until in _values(session, key, brought, known):
            ties.bring(other, named, until)
    return ties


def _values(
    session: Session, key: _Column, columns: Iterable[_Column], ids: Collection[str] | None
) -> Iterator[tuple[str, _Column, str | None, int]]:
    """What stands, or stood until an action, in some columns of what has a key."""
    wanted = list(columns)
    for row in session.execute(_only(select(key, *wanted), key, ids)):
        for column, value in zip(wanted, row[1:], strict=True):
            yield row[0], column, value, _STILL
    if key.key != "id":
        return  # a part is replaced as a whole, which is a change of what it is a part of
    by_name = {column.key: column for column in wanted}
    kind = Change.kind == key.class_.__tablename__
    once: _Query = select(Change.entity_id, Change.field, Change.before, Change.unit).where(
        kind, Change.action == CHANGED, Change.field.in_(list(by_name))
    )
    for row in session.execute(_only(once, Change.entity_id, ids)):
        yield row.entity_id, by_name[row.field], read_json(row.before), row.unit
    # What is deleted is still told as called off, there where it was.
    deleted: _Query = select(Change.entity_id, Change.before).where(kind, Change.action == DELETED)
    for row in session.execute(_only(deleted, Change.entity_id, ids)):
        state = read_json(row.before)
        for name, column in by_name.items():
            yield row.entity_id, column, state.get(name), _STILL


def _only(query: _Query, key: ColumnElement[Any] | _Column, ids: Collection[str] | None) -> _Query:
    return query if ids is None else query.where(key.in_(list(ids)))
