"""The participants of a delegation as the list shows them, and what an officer does to them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from desktop.domain import Delegation, Group, Item, ItemGroup, Member, Person, Trilingual
from desktop.domain.codes import Function
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.language import Language, names
from desktop.language.typed_name import is_kana
from desktop.store import delegations, records
from desktop.store.matching import PersonName


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One participant."""

    id: str
    name: PersonName
    function: Function
    title: Trilingual
    organisation: Trilingual
    groups: frozenset[str]
    arrives: Moment = Moment()
    leaves: Moment = Moment()

    def other_form(self, language: Language) -> str:
        """The name in the writing that the first line does not show, with its reading."""
        name = self.name
        if language.code == "ja":
            latin = " ".join(part for part in (name.given, name.family) if part)
            reading = "" if is_kana(name.name_ja) else name.kana
            return reading or (latin if name.name_ja else "")
        if name.name_ja == names.display(language, name):
            return name.kana
        # A name in katakana is its own reading.
        reads = name.kana and name.name_ja and not is_kana(name.name_ja)
        return f"{name.name_ja}（{name.kana}）" if reads else name.name_ja or name.kana


@dataclass(frozen=True, slots=True)
class GroupRow:
    """One group, with how many belong to it and in how many programme items it takes part."""

    id: str
    code: str
    name: Trilingual
    members: int
    items: int


@dataclass(frozen=True, slots=True)
class Roster:
    """The participants in the order in which papers print them, and the groups."""

    members: tuple[MemberRow, ...] = ()
    groups: tuple[GroupRow, ...] = ()
    visit_zone: str = ""


def roster(session: Session, delegation_id: str) -> Roster:
    """The participants and groups of a delegation; empty when it is gone."""
    delegation = session.get(
        Delegation,
        delegation_id,
        options=[
            selectinload(Delegation.members)
            .joinedload(Member.person)
            .joinedload(Person.organisation),
            selectinload(Delegation.groups).selectinload(Group.memberships),
        ],
    )
    if delegation is None:
        return Roster()
    of_person: dict[str, set[str]] = {}
    for group in delegation.groups:
        for link in group.memberships:
            of_person.setdefault(link.person_id, set()).add(group.id)
    counts = session.execute(
        select(ItemGroup.group_id, func.count(ItemGroup.id))
        .join(Group, Group.id == ItemGroup.group_id)
        .where(Group.delegation_id == delegation_id)
        .group_by(ItemGroup.group_id)
    )
    uses = {row[0]: row[1] for row in counts}
    present = {member.person_id for member in delegation.members}
    return Roster(
        tuple(
            _member(member, frozenset(of_person.get(member.person_id, ())))
            for member in delegation.ordered_members()
        ),
        tuple(
            GroupRow(
                group.id,
                group.code,
                group.name,
                sum(link.person_id in present for link in group.memberships),
                uses.get(group.id, 0),
            )
            for group in delegation.groups
        ),
        delegation.visit_zone or "",
    )


def _member(member: Member, groups: frozenset[str]) -> MemberRow:
    person = member.person
    home = person.organisation
    return MemberRow(
        member.id,
        PersonName(
            person.id, person.family, person.given, person.name_ja, person.kana, person.nationality
        ),
        Function(member.function),
        person.title,
        home.name if home is not None else Trilingual(),
        groups,
        member.arrives,
        member.leaves,
    )


def reorder(session: Session, member_ids: Sequence[str]) -> bool:
    """Let the participants stand in this order; whether anything changed."""
    members = [records.get(session, Member, one) for one in member_ids]
    before = [member.position for member in members]
    records.reorder(members)
    return before != [member.position for member in members]


def set_presence(
    session: Session, member_ids: Sequence[str], field: str, moment: Moment | None
) -> int:
    """Let participants all arrive or leave (`field`) then, None with the others; gives how many."""
    for one in member_ids:
        records.update(session, Member, one, **{field: moment or Moment()})
    return len(member_ids)


def remove(session: Session, member_ids: Sequence[str]) -> int:
    """Take participants out of the delegation, its groups and its programme; gives how many."""
    for one in member_ids:
        delegations.remove_member(session, one)
        session.flush()
    return len(member_ids)


def add_group(session: Session, delegation_id: str) -> Group:
    """A new group, last, with the first letter that is free as its code."""
    groups = records.parts(session, Group, "delegation", delegation_id)
    taken = {group.code.upper() for group in groups}
    letters = (chr(code) for code in range(ord("A"), ord("Z") + 1))
    code = next((letter for letter in letters if letter not in taken), "")
    position = max((group.position for group in groups), default=-1) + 1
    return records.add(session, Group(delegation_id=delegation_id, code=code, position=position))


def set_in_group(session: Session, group_id: str, person_ids: Sequence[str], *, on: bool) -> None:
    """Put persons into a group, or take them out."""
    group = session.get(Group, group_id, options=[selectinload(Group.memberships)])
    if group is None:
        raise Problem("record_gone", kind="group")
    present = [link.person_id for link in group.memberships]
    kept = [one for one in present if on or one not in person_ids]
    delegations.set_group_members(session, group_id, [*kept, *(person_ids if on else ())])


def delete_group(session: Session, group_id: str) -> None:
    """Delete a group, and take it out of the programme items that it takes part in."""
    for link in session.scalars(select(ItemGroup).where(ItemGroup.group_id == group_id)):
        session.delete(link)
    session.flush()
    records.delete(session, records.get(session, Group, group_id))


def items_of_group_alone(session: Session, group_id: str) -> int:
    """In how many programme items nobody but this group takes part."""
    mine = select(ItemGroup.item_id).where(ItemGroup.group_id == group_id)
    items = session.scalars(
        select(Item)
        .where(Item.id.in_(mine), Item.everyone.is_(False))
        .options(selectinload(Item.groups), selectinload(Item.people))
    )
    return sum(len(item.groups) == 1 and not item.people for item in items)
