"""What a programme is drafted from: the wishes for its items and the frames of its days."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields
from datetime import date, time, timedelta
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    DraftDay,
    Exchange,
    Group,
    GroupMember,
    Item,
    ItemOrder,
    ItemWindow,
    Member,
    Moment,
)
from desktop.domain.codes import OrderKind
from desktop.domain.item import programme
from desktop.domain.wishes import DayFact, GroupFact, WindowFact, Wishes, WishFact
from desktop.store import records
from desktop.store.attendances import moment_columns
from desktop.store.matching import trilingual, word_columns

DAY_MINUTES = 24 * 60
_BEGINNINGS = ("begins", "lunch_from", "evening_from")
_ENDS = ("ends", "lunch_to", "evening_to")
_TIMES = (*_BEGINNINGS, *_ENDS)
_FRAME = frozenset(one.name for one in fields(DayFact)) - {"day"}


def read_wishes(session: Session, delegation_id: str) -> Wishes:
    """All that is wished of the programme of a delegation.

    That two share no day is told of both. What refers to an item that is gone is left out, and
    so are people of a group who travel no longer.
    """
    return Wishes(
        delegation_id,
        _items(session, delegation_id),
        _days(session, delegation_id),
        _groups(session, delegation_id),
    )


def set_windows(session: Session, item_id: str, windows: Sequence[WindowFact]) -> None:
    """Let an item have exactly these windows, in this order. Raises Problem `record_gone`."""
    records.get(session, Item, item_id)
    there = records.parts(session, ItemWindow, "item", item_id)
    for spare in there[len(windows) :]:
        session.delete(spare)
    for position, window in enumerate(windows):
        values = {
            "day": window.day,
            "from_time": _clock(window.start) if window.start > 0 else None,
            "to_time": _clock(window.end) if window.end < DAY_MINUTES else None,
            "position": position,
        }
        if position < len(there):
            _give(there[position], values)
        else:
            session.add(ItemWindow(item_id=item_id, **values))
    session.flush()


def set_orders(
    session: Session, item_id: str, apart: Collection[str], before: Collection[str]
) -> None:
    """Say which items share no day with one, whoever said so first, and which come after it.

    What is said to come after it is no longer before it. Others are items of the same programme;
    the rest of what is given is passed over. Raises Problem `record_gone`.
    """
    item = records.get(session, Item, item_id)
    others = set(
        session.scalars(
            select(Item.id).where(
                Item.id != item_id,
                Item.delegation_id == item.delegation_id,
                Item.exchange_id == item.exchange_id
                if item.exchange_id
                else Item.exchange_id.is_(None),
            )
        )
    )
    wanted = {
        *((OrderKind.APART.value, other) for other in others.intersection(apart)),
        *((OrderKind.BEFORE.value, other) for other in others.intersection(before)),
    }
    known: set[tuple[str, str]] = set()
    query = select(ItemOrder).where(
        or_(ItemOrder.item_id == item_id, ItemOrder.other_id == item_id)
    )
    for row in session.scalars(query.order_by(ItemOrder.id)).all():
        ours = row.item_id == item_id
        said = (row.kind, (row.other_id if ours else row.item_id) or "")
        if not ours and row.kind == OrderKind.BEFORE:
            if said in wanted:
                session.delete(row)
        elif said in wanted - known:
            known.add(said)
        else:
            session.delete(row)
    for kind, other in sorted(wanted - known):
        session.add(ItemOrder(item_id=item_id, other_id=other, kind=kind))
    session.flush()


def set_day(session: Session, delegation_id: str, day: date | None, **values: object) -> None:
    """Give the frame of a day, or of every day, other values: fields of `DayFact`.

    Clock times are minutes after midnight. A row is made where one is needed, and one that says
    nothing else than every day does is removed. Raises Problem `record_gone`.
    """
    records.get(session, Delegation, delegation_id)
    rows = _rows(session, delegation_id)
    usual = next((row for row in rows if row.day is None), None) or DraftDay()
    own = [row for row in rows if row.day == day]
    row = own[0] if own else DraftDay(delegation_id=delegation_id, day=day)
    for spare in own[1:]:
        session.delete(spare)
    if not own:
        row.parallel = day is not None and usual.parallel
    for name, value in values.items():
        if name not in _FRAME:
            raise TypeError(f"DraftDay has no field {name!r}")
        _give(row, {name: _clock(value) if name in _TIMES and isinstance(value, int) else value})
    parallel = day is not None and usual.parallel
    says = row.free or row.parallel != parallel
    says = says or any(getattr(row, name) is not None for name in _FRAME - {"free", "parallel"})
    if says and not own:
        session.add(row)
    elif own and not says:
        session.delete(row)
    session.flush()


def move_along(session: Session, delegation_id: str, days: int) -> None:
    """Let the windows and frames that are of one day go along with a visit that is moved."""
    windows = select(ItemWindow).join(Item, Item.id == ItemWindow.item_id)
    frames = select(DraftDay).where(DraftDay.delegation_id == delegation_id)
    for one in (
        *session.scalars(windows.where(Item.delegation_id == delegation_id)),
        *session.scalars(frames),
    ):
        if one.day is not None:
            one.day += timedelta(days=days)


def follow_copies(session: Session, copies: Mapping[str, str]) -> None:
    """Let copies of items stand to each other as their originals do: old identity to new."""
    query = select(ItemOrder).where(ItemOrder.item_id.in_(copies.values()))
    for row in session.scalars(query):
        row.other_id = copies.get(row.other_id or "", row.other_id)


def let_go(session: Session, item_ids: Collection[str]) -> None:
    """Let no order refer to items that leave their programme."""
    for row in session.scalars(select(ItemOrder).where(ItemOrder.other_id.in_(item_ids))).all():
        session.delete(row)


def hand_over(session: Session, item_ids: Collection[str], owner: Delegation | Exchange) -> None:
    """Keep of the wishes for items that went to another programme what makes sense there.

    That is their order among themselves, and when their hosts can on its days or on any.
    """
    orders = select(ItemOrder).where(
        or_(ItemOrder.item_id.in_(item_ids), ItemOrder.other_id.in_(item_ids))
    )
    for row in session.scalars(orders).all():
        if row.item_id not in item_ids or row.other_id not in item_ids:
            session.delete(row)
    first, last = owner.start or date.min, owner.end or owner.start or date.max
    windows = select(ItemWindow).where(ItemWindow.item_id.in_(item_ids))
    for window in session.scalars(windows).all():
        if window.day is not None and not first <= window.day <= last:
            session.delete(window)


def _items(session: Session, delegation_id: str) -> dict[str, WishFact]:
    mine = Item.delegation_id == delegation_id
    query = select(
        *moment_columns(Item, "start"),
        *(Item.id, Item.parent_id, Item.position),
        *(Item.minutes, Item.priority, Item.preferred_half, Item.one_group),
    ).where(mine)
    rows = {row.id: row for row in session.execute(query)}
    windows: dict[str, list[WindowFact]] = {}
    told = select(ItemWindow.item_id, ItemWindow.day, ItemWindow.from_time, ItemWindow.to_time)
    told = told.join(Item, Item.id == ItemWindow.item_id).where(mine)
    for item_id, day, start, end in session.execute(
        told.order_by(ItemWindow.position, ItemWindow.id)
    ):
        one = WindowFact(day, _minutes(start) or 0, _end(end) or DAY_MINUTES)
        windows.setdefault(item_id, []).append(one)
    apart: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    orders = select(ItemOrder.item_id, ItemOrder.other_id, ItemOrder.kind)
    orders = orders.join(Item, Item.id == ItemOrder.item_id).where(mine)
    for item_id, other_id, kind in session.execute(orders):
        if other_id is None or other_id == item_id or other_id not in rows:
            continue
        if kind == OrderKind.BEFORE:
            before.setdefault(item_id, set()).add(other_id)
        elif kind == OrderKind.APART:
            apart.setdefault(item_id, set()).add(other_id)
            apart.setdefault(other_id, set()).add(item_id)
    # Not stored: only for their order, which is that of every programme.
    ordered = programme(
        Item(id=row.id, parent_id=row.parent_id, position=row.position, start=Moment(*row[0:5]))
        for row in rows.values()
    )
    return {
        item.id: WishFact(
            item.id,
            rows[item.id].minutes,
            rows[item.id].priority,
            rows[item.id].preferred_half,
            rows[item.id].one_group,
            tuple(windows.get(item.id, ())),
            frozenset(apart.get(item.id, ())),
            frozenset(before.get(item.id, ())),
        )
        for item in ordered
    }


def _days(session: Session, delegation_id: str) -> dict[date | None, DayFact]:
    found: dict[date | None, DayFact] = {}
    for row in _rows(session, delegation_id):
        values = {name: getattr(row, name) for name in _FRAME}
        values |= {name: _minutes(values[name]) for name in _BEGINNINGS}
        values |= {name: _end(values[name]) for name in _ENDS}
        found.setdefault(row.day, DayFact(row.day, **values))
    return dict(sorted(found.items(), key=lambda one: (one[0] is not None, one[0] or date.min)))


def _rows(session: Session, delegation_id: str) -> list[DraftDay]:
    query = select(DraftDay).where(DraftDay.delegation_id == delegation_id)
    return list(session.scalars(query.order_by(DraftDay.id)))


def _groups(session: Session, delegation_id: str) -> tuple[GroupFact, ...]:
    query = select(Group.id, Group.code, *word_columns(Group, "name"))
    query = query.where(Group.delegation_id == delegation_id).order_by(Group.position, Group.id)
    people: dict[str, set[str]] = {}
    members = (
        select(GroupMember.group_id, GroupMember.person_id)
        .join(Group, Group.id == GroupMember.group_id)
        .join(
            Member,
            (Member.delegation_id == Group.delegation_id)
            & (Member.person_id == GroupMember.person_id),
        )
        .where(Group.delegation_id == delegation_id)
    )
    for group_id, person_id in session.execute(members):
        people.setdefault(group_id, set()).add(person_id)
    return tuple(
        GroupFact(row.id, row.code, trilingual(row, "name"), frozenset(people.get(row.id, ())))
        for row in session.execute(query)
    )


def _give(entity: Any, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        if getattr(entity, name) != value:
            setattr(entity, name, value)


def _clock(minutes: int) -> time:
    """The time of a day; its end is the midnight that follows."""
    if not 0 <= minutes <= DAY_MINUTES:
        raise ValueError(f"{minutes} minutes after midnight are not on that day")
    return time(*divmod(minutes % DAY_MINUTES, 60))


def _minutes(clock: time | None) -> int | None:
    return None if clock is None else clock.hour * 60 + clock.minute


def _end(clock: time | None) -> int | None:
    """An end in minutes: midnight is that after the day."""
    return _minutes(clock) or (None if clock is None else DAY_MINUTES)
