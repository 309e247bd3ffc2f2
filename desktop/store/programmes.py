"""What an officer does to several items of a programme at once: their days and times."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Exchange, Item, ItemGroup, ItemPerson, Member
from desktop.domain.codes import Involvement, ItemStatus
from desktop.domain.shifting import Times, along, exceeds_a_day, is_moved, starting
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.store import records, wishes
from desktop.store.tree import with_parts


def set_times(session: Session, times: Times) -> None:
    """Give items other starts and ends.

    Where an item keeps its length it is moved: its parts, unless they have times here or are
    pinned, and the times at which persons join and leave move along. Where only its length
    changes they stay. Raises Problem `item_pinned` (title) and changes nothing.
    """
    chosen = [records.get(session, Item, item_id) for item_id in times]
    refuse_pinned(chosen)
    for item in chosen:
        before, (start, end) = item.start, times[item.id]
        if is_moved(item, start, end):
            for part in sub_items(session, item, apart=times):
                if not part.pinned:
                    _carry(session, part, before, start)
            _carry_people(session, item, before, start)
        item.start, item.end = start, end


def move_to_day(session: Session, item_ids: Iterable[str], day: date) -> None:
    """Move items so that each starts on that day, keeping clock times and lengths.

    The parts of a block move with it, and so do the times at which persons join and leave.
    Raises Problem `item_pinned` (title).
    """
    chosen = list(dict.fromkeys(item_ids))
    items = [records.get(session, Item, item_id) for item_id in chosen]
    refuse_pinned(items)
    for item in items:
        before, after = item.start, replace(item.start, date=day)
        for part in (item, *sub_items(session, item, apart=chosen)):
            if part is item or not part.pinned:
                _carry(session, part, before, after)


def move_days(session: Session, item_ids: Iterable[str], days: int) -> None:
    """Move items, and what is within them, by days; what has no day stays without one.

    Raises Problem `item_pinned` (title).
    """
    chosen = list(dict.fromkeys(item_ids))
    items = [records.get(session, Item, item_id) for item_id in chosen]
    refuse_pinned(items)
    parts = [part for item in items for part in sub_items(session, item, apart=chosen)]
    for item in dict.fromkeys([*items, *(part for part in parts if not part.pinned)]):
        shift(session, item, days)


def unplace(session: Session, item_ids: Iterable[str]) -> list[Item]:
    """Take items and their parts out of the days; their clocks stay, and say how long they are.

    An item of more than a day stays, since its clocks do not say that. Gives those that stay.
    Raises Problem `item_pinned` (title).
    """
    items = [records.get(session, Item, item_id) for item_id in dict.fromkeys(item_ids)]
    refuse_pinned(items)
    long = [item for item in items if exceeds_a_day(item)]
    for item in items:
        if item not in long:
            before, after = item.start, replace(item.start, date=None)
            for part in (item, *sub_items(session, item)):
                _carry(session, part, before, after)
    return long


def shift(session: Session, item: Item, days: int) -> None:
    """Move one item and its late and early persons by days, whether it is pinned or not."""
    item.start = item.start.moved(days=days)
    item.end = item.end.moved(days=days)
    for person in records.parts(session, ItemPerson, "item", item.id):
        person.joins = person.joins.moved(days=days)
        person.leaves = person.leaves.moved(days=days)


def refuse_pinned(items: Iterable[Item]) -> None:
    """Raise Problem `item_pinned` (title) if one of these is pinned to its time."""
    for item in items:
        if item.pinned:
            raise Problem("item_pinned", title=item.title)


def _carry(session: Session, item: Item, before: Moment, after: Moment) -> None:
    """Let an item go along with a start, perhaps its own, that goes from `before` to `after`."""
    old = item.start
    start = after if old == before else along(old, before, after)
    if old.date is None and after.date is not None:
        start = replace(old, date=after.date)
    end = starting(item, start)[1] if start.date is not None else replace(item.end, date=None)
    _carry_people(session, item, old, start)
    item.start, item.end = start, end


def _carry_people(session: Session, item: Item, before: Moment, after: Moment) -> None:
    for person in records.parts(session, ItemPerson, "item", item.id):
        person.joins = along(person.joins, before, after)
        person.leaves = along(person.leaves, before, after)


# -- items as a whole


def next_position(session: Session, item: Item) -> int:
    """The place after all others in the programme that an item belongs to."""
    last = session.scalar(
        select(func.max(Item.position)).where(
            Item.delegation_id == item.delegation_id
            if item.delegation_id
            else Item.exchange_id == item.exchange_id
        )
    )
    return 0 if last is None else last + 1


def sub_items(session: Session, item: Item, apart: Iterable[str] = ()) -> list[Item]:
    """The parts of a block and their parts, without those in `apart` and what hangs on them."""
    found: list[Item] = []
    seen = {item.id, *apart}
    waiting = [item.id]
    while waiting:
        for part in session.scalars(select(Item).where(Item.parent_id == waiting.pop())).all():
            if part.id not in seen:
                seen.add(part.id)
                found.append(part)
                waiting.append(part.id)
    return found


def duplicate_items(session: Session, item_ids: Iterable[str], day: date | None) -> list[Item]:
    """Copies of items, tentative, on the same day or on another; a block is copied with its parts.

    Nothing pins a copy or books its slot, and copies stand to each other as their originals do.
    Gives the copies of the chosen items alone, in order.
    """
    chosen = list(dict.fromkeys(item_ids))
    originals = [records.get(session, Item, item_id) for item_id in chosen]
    parts = [part for block in originals for part in sub_items(session, block, apart=chosen)]
    copies: dict[str, Item] = {}
    for original in dict.fromkeys([*originals, *parts]):
        position = next_position(session, original)
        copies[original.id] = records.duplicate(
            session,
            original,
            status=ItemStatus.TENTATIVE.value,
            position=position,
            pinned=False,
            slot_id=None,
        )
    for made in copies.values():
        block = copies.get(made.parent_id or "")
        if block is not None:
            made.parent_id = block.id
    session.flush()
    wishes.follow_copies(session, {original: copy.id for original, copy in copies.items()})
    made_for_chosen = [copies[item_id] for item_id in chosen]
    if day is not None:
        move_to_day(session, [made.id for made in made_for_chosen], day)
    return made_for_chosen


def delete_items(session: Session, item_ids: Iterable[str]) -> None:
    """Delete items, a block with its parts."""
    for item_id in item_ids:
        item = session.get(Item, item_id)
        if item is None:
            continue  # it was a part of a block before it in the list
        family = [item, *sub_items(session, item)]
        wishes.let_go(session, [part.id for part in family])
        for part in reversed(family):
            for member in reversed(list(with_parts(session, part))):
                session.delete(member)
        session.flush()


def paste_items(
    session: Session,
    item_ids: Iterable[str],
    owner: Delegation | Exchange,
    day: date | None,
    *,
    cut: bool = False,
) -> list[str]:
    """Put copies of items, or the items themselves if they were cut, into a programme.

    The earliest goes to that day, the others keep their distance to it; without a day they keep
    their own. In another programme, those who are no members of it are left out, its groups are
    not the groups of this one, and what was wished with a view to other items or days is gone.
    Gives the identities of what was put in. Raises Problem `record_gone`, or `item_pinned` (title)
    for what was cut.
    """
    chosen = list(dict.fromkeys(item_ids))
    items = [records.get(session, Item, item_id) for item_id in chosen]
    if cut:
        refuse_pinned(items)
    else:
        items = duplicate_items(session, chosen, None)
    ids = [item.id for item in items]
    parts = [part for item in items for part in sub_items(session, item, apart=ids)]
    everything = list(dict.fromkeys([*items, *parts]))
    strangers = [one for one in everything if owner.id not in (one.delegation_id, one.exchange_id)]
    for item in strangers:
        _hand_over(session, item, owner, with_block=item not in items)
    if strangers:
        wishes.hand_over(session, [item.id for item in strangers], owner)
    days = [item.start.date for item in items if item.start.date is not None]
    undated = [item.id for item in items if item.start.date is None]
    if day is not None and days:
        for item in everything:
            shift(session, item, (day - min(days)).days)
    if day is not None:
        move_to_day(session, undated, day)
    return ids


def _hand_over(
    session: Session, item: Item, owner: Delegation | Exchange, *, with_block: bool
) -> None:
    """Let an item belong to another programme, with those who take part in both."""
    travels = isinstance(owner, Delegation)
    item.delegation_id = owner.id if travels else None
    item.exchange_id = None if travels else owner.id
    item.position = next_position(session, item)
    if not with_block:
        item.parent_id = None
    if isinstance(owner, Delegation):
        members = {one.person_id for one in records.parts(session, Member, "delegation", owner.id)}
    else:
        members = {owner.person_id} if owner.person_id else set()
    for group in records.parts(session, ItemGroup, "item", item.id):
        session.delete(group)
    links = records.parts(session, ItemPerson, "item", item.id)
    joining = [link for link in links if link.involvement == Involvement.PARTICIPANT]
    for link in joining:
        if link.person_id not in members:
            session.delete(link)
    item.everyone = item.everyone or not any(link.person_id in members for link in joining)
    session.flush()
