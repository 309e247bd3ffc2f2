"""Taking over what was drafted for a programme, as far as the officer accepts it."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from desktop.domain import Group, Item, ItemGroup, Trilingual
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.store import programmes, records

ACCEPT = "accept_draft"
"""What the unit of work is called that takes over a draft."""


class Placed(Protocol):
    """Where an item is to be, as `planning.proposal.Placement` says it."""

    @property
    def item_id(self) -> str:
        """The item."""

    @property
    def start(self) -> Moment:
        """When it is to start."""

    @property
    def end(self) -> Moment:
        """When it is to end."""

    @property
    def before(self) -> tuple[Moment, Moment] | None:
        """Where it was when the draft was made; None where it had no exact time."""

    @property
    def group_id(self) -> str | None:
        """The group that goes there, where the draft chose one."""


class Displaced(Protocol):
    """What a draft leaves out, as `planning.proposal.LeftOut` says it."""

    @property
    def item_id(self) -> str:
        """The item."""

    @property
    def before(self) -> tuple[Moment, Moment] | None:
        """Where it was when the draft was made."""


def accept(
    session: Session,
    delegation_id: str,
    placements: Sequence[Placed],
    displaced: Sequence[Displaced] = (),
) -> list[str]:
    """Put items where a draft has them; gives the identities of those that this changes.

    Parts of a block and those who join late or leave early move along, and what had no day gets
    one; what is displaced has none any more, and waits. Raises Problem `draft_outdated` (title)
    and changes nothing where an item is gone, cancelled, pinned elsewhere or not where it was when
    the draft was made, or its group is gone.
    """
    items = [_checked(session, delegation_id, one) for one in placements]
    waiting = [_checked_displaced(session, delegation_id, one) for one in displaced]
    programmes.unplace(session, waiting)
    changed = []
    moved = {}
    for item, one in zip(items, placements, strict=True):
        moves = (item.start, item.end) != (one.start, one.end)
        if moves:
            moved[item.id] = (one.start, one.end)
        if _goes_alone(session, item, one.group_id) or moves:
            changed.append(item.id)
    # On its day first, so that the parts of a block are carried on from a clock that they know.
    for item in items:
        if item.id in moved and item.start.date is None and (day := moved[item.id][0].date):
            programmes.move_to_day(session, [item.id], day)
    programmes.set_times(session, moved)
    session.flush()
    return changed


def _checked(session: Session, delegation_id: str, one: Placed) -> Item:
    """The item as it is now, if it is still what the draft was made from."""
    item = session.get(Item, one.item_id)
    if item is None or item.delegation_id != delegation_id:
        raise Problem("draft_outdated", title=Trilingual() if item is None else item.title)
    moves = (item.start, item.end) != (one.start, one.end)
    group = session.get(Group, one.group_id) if one.group_id else None
    if (
        item.is_cancelled
        or (item.pinned and moves)
        or not _is_where(item, one.before)
        or (one.group_id and (group is None or group.delegation_id != delegation_id))
    ):
        raise Problem("draft_outdated", title=item.title)
    return item


def _checked_displaced(session: Session, delegation_id: str, one: Displaced) -> str:
    item = session.get(Item, one.item_id)
    if item is None or item.delegation_id != delegation_id:
        raise Problem("draft_outdated", title=Trilingual() if item is None else item.title)
    if item.pinned or not _is_where(item, one.before):
        raise Problem("draft_outdated", title=item.title)
    return item.id


def _is_where(item: Item, before: tuple[Moment, Moment] | None) -> bool:
    """Whether an item is still there; on which clock that is written makes no difference."""
    start, end = item.start.utc(), item.end.utc()
    if before is None or start is None:
        return before is None and start is None
    return start == before[0].utc() and end in (None, before[1].utc())


def _goes_alone(session: Session, item: Item, group_id: str | None) -> bool:
    """Let one group alone take part in an item; False where that is so or nothing was chosen."""
    if group_id is None:
        return False
    links = records.parts(session, ItemGroup, "item", item.id)
    if not item.everyone and [link.group_id for link in links] == [group_id]:
        return False
    item.everyone = False
    for link in links:
        if link.group_id != group_id:
            session.delete(link)
    if group_id not in [link.group_id for link in links]:
        session.add(ItemGroup(item_id=item.id, group_id=group_id))
    return True
