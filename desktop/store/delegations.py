"""What an officer does to a delegation and its programme."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
)
from desktop.domain.codes import Direction, Function, Involvement
from desktop.store import programmes, records, wishes
from desktop.store.references import next_reference

_SINGLE = (Function.HEAD, Function.SECRETARY)
_ZONES = {
    Direction.DK_JP: ("Europe/Copenhagen", "Asia/Tokyo"),
    Direction.JP_DK: ("Asia/Tokyo", "Europe/Copenhagen"),
}


def zones_of(direction: str) -> tuple[str, str]:
    """The home and the visited zone that a direction usually means."""
    return _ZONES[Direction(direction)]


def create(session: Session, today: date, **values: object) -> Delegation:
    """A new delegation with its reference; it may be incomplete."""
    home, visit = zones_of(str(values.get("direction", Direction.DK_JP)))
    delegation = Delegation(**{"home_zone": home, "visit_zone": visit, **values})
    year = (delegation.start or today).year
    delegation.reference = next_reference(session, Delegation, year)
    return records.add(session, delegation)


def between(session: Session, first: date, last: date) -> list[Delegation]:
    """The delegations that travel on any of these days, without what belongs to them."""
    ends = func.coalesce(Delegation.end, Delegation.start)
    return list(
        session.scalars(
            select(Delegation)
            .where(Delegation.start <= last, ends >= first)
            .order_by(Delegation.start, Delegation.reference)
        )
    )


def add_member(
    session: Session, delegation_id: str, person_id: str, function: str = Function.MEMBER
) -> Member:
    """Put a person into a delegation, last; one who is in it already stays as they are."""
    members = records.parts(session, Member, "delegation", delegation_id)
    existing = next((member for member in members if member.person_id == person_id), None)
    if existing is not None:
        return existing
    member = Member(
        delegation_id=delegation_id,
        person_id=person_id,
        position=max((member.position for member in members), default=-1) + 1,
    )
    session.add(member)
    session.flush()
    if function != Function.MEMBER:
        set_function(session, member.id, function)
    return member


def set_function(session: Session, member_id: str, function: str) -> None:
    """Give a member a function; there is one head and one secretary, so another steps back."""
    member = records.get(session, Member, member_id)
    if function in _SINGLE:
        for other in records.parts(session, Member, "delegation", member.delegation_id):
            if other.id != member_id and other.function == function:
                other.function = Function.MEMBER.value
    member.function = str(function)


def remove_member(session: Session, member_id: str) -> None:
    """Take a person out of a delegation, its groups and its programme."""
    member = records.get(session, Member, member_id)
    for group in records.parts(session, Group, "delegation", member.delegation_id):
        for link in records.parts(session, GroupMember, "group", group.id):
            if link.person_id == member.person_id:
                session.delete(link)
    for item in records.parts(session, Item, "delegation", member.delegation_id):
        for involved in records.parts(session, ItemPerson, "item", item.id):
            if (
                involved.person_id == member.person_id
                and involved.involvement == Involvement.PARTICIPANT
            ):
                session.delete(involved)
    session.delete(member)


def set_group_members(session: Session, group_id: str, person_ids: Iterable[str]) -> None:
    """Let a group consist of exactly these persons."""
    wanted = list(dict.fromkeys(person_ids))
    links = records.parts(session, GroupMember, "group", group_id)
    for link in links:
        if link.person_id not in wanted:
            session.delete(link)
    present = {link.person_id for link in links}
    session.add_all(
        GroupMember(group_id=group_id, person_id=person_id)
        for person_id in wanted
        if person_id not in present
    )


def add_item(session: Session, **values: object) -> Item:
    """A new programme item; its owner and whatever is known of it are given as fields.

    Of items at the same time, the one entered first stays first.
    """
    item = Item(**{key: records.tidy(value) for key, value in values.items()})
    if "position" not in values:
        item.position = programmes.next_position(session, item)
    return records.add(session, item)


def set_participants(
    session: Session,
    item_id: str,
    *,
    everyone: bool,
    group_ids: Sequence[str] = (),
    person_ids: Sequence[str] = (),
) -> None:
    """Say who takes part in an item: all members, some groups, named persons, or a mixture."""
    item = records.get(session, Item, item_id)
    item.everyone = everyone
    groups = records.parts(session, ItemGroup, "item", item_id)
    for group in groups:
        if group.group_id not in group_ids:
            session.delete(group)
    present = {group.group_id for group in groups}
    session.add_all(
        ItemGroup(item_id=item_id, group_id=group_id)
        for group_id in dict.fromkeys(group_ids)
        if group_id not in present
    )
    set_involved(session, item_id, Involvement.PARTICIPANT, person_ids)


def set_involved(
    session: Session, item_id: str, involvement: Involvement, person_ids: Sequence[str]
) -> None:
    """Let exactly these persons do that in an item, in this order; times of the kept ones stay."""
    wanted = list(dict.fromkeys(person_ids))
    links = {
        link.person_id: link
        for link in records.parts(session, ItemPerson, "item", item_id)
        if link.involvement == involvement
    }
    for person_id, link in links.items():
        if person_id not in wanted:
            session.delete(link)
    for position, person_id in enumerate(wanted):
        known = links.get(person_id)
        if known is None:
            session.add(
                ItemPerson(
                    item_id=item_id,
                    person_id=person_id,
                    involvement=involvement.value,
                    position=position,
                )
            )
        elif known.position != position:
            known.position = position


def move_visit(session: Session, delegation_id: str, start: date) -> int:
    """Let a visit start on another day, its end and whole programme moved along; gives the days.

    So are the days that its hosts can on, and the frames of its days. Clock times stay, and due
    dates counted from start or end follow by themselves. A visit without a start only gets one.
    """
    delegation = records.get(session, Delegation, delegation_id)
    days = (start - delegation.start).days if delegation.start is not None else 0
    delegation.start = start
    if delegation.end is not None:
        delegation.end += timedelta(days=days)
    for item in records.parts(session, Item, "delegation", delegation_id):
        programmes.shift(session, item, days)
    wishes.move_along(session, delegation_id, days)
    return days


def copy(session: Session, delegation_id: str, today: date) -> Delegation:
    """A copy of a whole delegation as a new draft with a reference of its own."""
    original = records.get(session, Delegation, delegation_id)
    reference = next_reference(session, Delegation, (original.start or today).year)
    made = records.duplicate(
        session, original, reference=reference, status="draft", edition=1, edition_final=False
    )
    records.start_over(session, "delegation", made.id)
    return made
