"""Who is in which programme item: everyone, groups and names, for many items at once."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, or_, select, type_coerce
from sqlalchemy.orm import Session

from desktop.domain import Exchange, Group, GroupMember, Item, ItemGroup, ItemPerson, Member, Moment
from desktop.domain.codes import Function, Involvement
from desktop.domain.plan import Attendance, minute_of

_MOMENT = ("date", "time", "zone", "fold", "part")
_Narrow = Callable[[Select[Any]], Select[Any]]


class Identities(dict[str | None, Any]):
    """Identities as the program writes them, by how SQLite holds them; the few are asked often.

    The column type's own conversion takes longer than all the rest of a query.
    """

    def __init__(self) -> None:
        super().__init__({None: None})

    def __missing__(self, stored: str) -> str:
        parts = (stored[:8], stored[8:12], stored[12:16], stored[16:20], stored[20:])
        self[stored] = written = "-".join(parts)
        return written


def raw(column: Any, name: str = "") -> ColumnElement[Any]:
    """An identity as SQLite holds it, for `Identities`; labelled with the column's own name."""
    return type_coerce(column, Text).label(name or column.key)


def moment_columns(cls: Any, name: str) -> list[ColumnElement[Any]]:
    """The five columns of a moment, in the order of `Moment`."""
    return [getattr(cls, f"{name}_{part}") for part in _MOMENT]


def minute_in(moment: Moment) -> int | None:
    """The instant of a moment in minutes since 1970; None when it is not exact."""
    instant = moment.utc()
    return None if instant is None else minute_of(instant)


class Attendances:
    """Who takes part in the items that `within` leaves of a query over `Item`.

    Where these are not the `whole` office, no more is read than they need.
    """

    def __init__(
        self, session: Session, ids: Identities, within: _Narrow, *, whole: bool = True
    ) -> None:
        items = None if whole else within
        self._everyone = _everyone(session, ids, items)
        self._in_group = _in_groups(session, ids, items)
        self._groups = _groups(session, ids, within)
        self._named = _named(session, ids, within)
        self._shared: dict[tuple[str, tuple[str, ...]], tuple[Attendance, ...]] = {}

    def groups(self, item_id: str) -> tuple[str, ...]:
        """The groups of an item."""
        return self._groups.get(item_id, ())

    def people(self, item_id: str, record_id: str, *, everyone: bool) -> tuple[Attendance, ...]:
        """All who are wanted in an item; who is named is there as the name says."""
        key = (record_id if everyone else "", self.groups(item_id))
        shared = self._shared.get(key)
        if shared is None:
            shared = self._shared[key] = self._together(*key)
        named = self._named.get(item_id)
        if named is None:
            return shared
        own = {one.person_id for one in named if one.involvement != Involvement.CONTACT}
        if not own or own.isdisjoint([one.person_id for one in shared]):
            return (*shared, *named)
        return (*(one for one in shared if one.person_id not in own), *named)

    def _together(self, record_id: str, group_ids: Sequence[str]) -> tuple[Attendance, ...]:
        """Everyone of a record and those in some groups, each once."""
        found: dict[str, Attendance] = {}
        several = [self._everyone.get(record_id, ())]
        several += [self._in_group.get(group_id, ()) for group_id in group_ids]
        for people in several:
            for one in people:
                found.setdefault(one.person_id, one)
        return tuple(found.values())


def _everyone(
    session: Session, ids: Identities, items: _Narrow | None
) -> dict[str, Sequence[Attendance]]:
    """Who "everyone" is, by record: the members of a delegation, the guest of a stay."""
    found: dict[str, list[Attendance]] = {}
    members = select(raw(Member.delegation_id), raw(Member.person_id), Member.function)
    guests = select(raw(Exchange.id), raw(Exchange.person_id))
    if items is not None:
        members = members.where(Member.delegation_id.in_(items(select(Item.delegation_id))))
        guests = guests.where(Exchange.id.in_(items(select(Item.exchange_id))))
    for delegation_id, person_id, function in session.execute(members.order_by(Member.position)):
        attendance = Attendance(ids[person_id], _part_of(function))
        found.setdefault(ids[delegation_id], []).append(attendance)
    for exchange_id, person_id in session.execute(guests.where(Exchange.person_id.is_not(None))):
        found[ids[exchange_id]] = [Attendance(ids[person_id])]
    return dict(found)


def _in_groups(
    session: Session, ids: Identities, items: _Narrow | None
) -> dict[str, Sequence[Attendance]]:
    found: dict[str, list[Attendance]] = {}
    links = (
        select(raw(GroupMember.group_id), raw(GroupMember.person_id), Member.function)
        .join(Group, Group.id == GroupMember.group_id)
        .outerjoin(
            Member,
            (Member.delegation_id == Group.delegation_id)
            & (Member.person_id == GroupMember.person_id),
        )
    )
    if items is not None:
        used = select(ItemGroup.group_id).join(Item, Item.id == ItemGroup.item_id)
        links = links.where(GroupMember.group_id.in_(items(used)))
    for group_id, person_id, function in session.execute(links.order_by(GroupMember.id)):
        attendance = Attendance(ids[person_id], _part_of(function))
        found.setdefault(ids[group_id], []).append(attendance)
    return dict(found)


def _part_of(function: str | None) -> Involvement:
    """What a member does in an item: an interpreter who travels along interprets everywhere."""
    return Involvement.INTERPRETER if function == Function.INTERPRETER else Involvement.PARTICIPANT


def _groups(session: Session, ids: Identities, within: _Narrow) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    links = select(raw(ItemGroup.item_id), raw(ItemGroup.group_id)).order_by(ItemGroup.id)
    for row in session.execute(within(links.join(Item, Item.id == ItemGroup.item_id))):
        item_id = ids[row.item_id]
        found[item_id] = (*found.get(item_id, ()), ids[row.group_id])
    return found


def _named(session: Session, ids: Identities, within: _Narrow) -> dict[str, list[Attendance]]:
    """The persons who are named, by item; the few who join or leave in between with their times."""

    def read(query: Select[Any]) -> Iterable[Any]:
        return session.execute(within(query.join(Item, Item.id == ItemPerson.item_id)))

    link = (raw(ItemPerson.item_id), raw(ItemPerson.person_id), ItemPerson.involvement)
    joins, leaves = moment_columns(ItemPerson, "joins"), moment_columns(ItemPerson, "leaves")
    for_a_while = or_(joins[0].is_not(None), leaves[0].is_not(None))
    for_times = select(*joins, *leaves)
    partly = {
        row[-1]: (minute_in(Moment(*row[0:5])), minute_in(Moment(*row[5:10])))
        for row in read(for_times.add_columns(raw(ItemPerson.id)).where(for_a_while))
    }
    found: dict[str, list[Attendance]] = {}
    query = select(*link, raw(ItemPerson.id)).order_by(ItemPerson.position)
    for item_id, person_id, involvement, link_id in read(query):
        times = partly.get(link_id, (None, None))
        attendance = Attendance(ids[person_id], involvement, *times, named=True)
        found.setdefault(ids[item_id], []).append(attendance)
    return found
