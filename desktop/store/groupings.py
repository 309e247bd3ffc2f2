"""Splitting the whole group at an item of its programme, and bringing it together again."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from desktop.domain import Group, GroupMember, Item, ItemGroup, ItemPerson, Member
from desktop.domain.codes import Involvement
from desktop.domain.text import PARTS, Trilingual
from desktop.domain.time import Moment
from desktop.errors import Problem
from desktop.store import delegations, records

# What an item alone says of itself; where two differ, one of them is given up.
_OWN = (
    "title",
    "end",
    "printed_time",
    "place_id",
    "end_place_id",
    "room",
    "vehicle_id",
    "host_organisation_id",
    "language",
    "dress",
    "gift",
    "transport",
    "meeting_link",
)
_JOINED = ("topics", "printed_note")


@dataclass(frozen=True, slots=True)
class Half:
    """One of the groups that an item is split into: one that there is, or a new one by its code.

    It then has exactly these persons, wherever it takes part.
    """

    person_ids: tuple[str, ...]
    group_id: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Merged:
    """The item that is left, and which fields of the others could not be kept."""

    item_id: str
    dropped: tuple[str, ...]


def split(session: Session, item_id: str, halves: tuple[Half, Half]) -> tuple[str, str]:
    """Make two parallel items of one for everyone, each for a group; gives their identities.

    The first keeps all it has; the second has kind, title and time, and is to be filled in.
    Persons who come late or leave early go with their group. Raises Problem `split_needs_two`
    when a group would be empty.
    """
    item = records.get(session, Item, item_id)
    if not all(half.person_ids for half in halves) or item.delegation_id is None:
        raise Problem("split_needs_two")
    groups = [_group_of(session, item.delegation_id, half) for half in halves]
    second = delegations.add_item(
        session,
        delegation_id=item.delegation_id,
        parent_id=item.parent_id,
        kind=item.kind,
        title=item.title,
        start=item.start,
        end=item.end,
        open_end=item.open_end,
        printed_time=item.printed_time,
        language=item.language,
        interpreted=item.interpreted,
        alternative=item.alternative,
        dress=item.dress,
        everyone=False,
    )
    session.flush()
    item.everyone = False
    for named in records.parts(session, ItemGroup, "item", item.id):
        session.delete(named)
    for link in records.parts(session, ItemPerson, "item", item.id):
        if link.involvement != Involvement.PARTICIPANT:
            continue
        if link.joins == link.leaves == Moment():
            session.delete(link)  # the group says it
        elif link.person_id in halves[1].person_ids:
            link.item_id = second.id
    session.add_all(
        ItemGroup(item_id=one.id, group_id=group)
        for one, group in zip((item, second), groups, strict=True)
    )
    return item.id, second.id


def merge(session: Session, item_ids: Sequence[str]) -> Merged:
    """Make one of parallel items again: the first keeps its fields, empty ones are filled.

    Notes and topics are joined, and so are all who host, interpret or speak. It is for everyone
    when the items together were. Raises Problem `merge_needs_two` unless they are at one time.
    """
    kept, *others = (records.get(session, Item, item_id) for item_id in dict.fromkeys(item_ids))
    if not others or not all(_is_parallel(kept, other) for other in others):
        raise Problem("merge_needs_two")
    everyone = _all_take_part(session, [kept, *others])
    dropped: dict[str, None] = {}
    for other in others:
        # A text is kept whole: parts of it in other languages would be of another thing.
        own = {name: value for name in _OWN if _is_given(value := getattr(kept, name))}
        for name, value in own.items():
            theirs = getattr(other, name)
            if _is_given(theirs) and theirs != value:
                dropped[name] = None
        for name in _JOINED:
            setattr(kept, name, _joined(getattr(kept, name), getattr(other, name)))
        kept.internal_note = _lines(kept.internal_note, other.internal_note)
        records.merge(session, other, kept)
        records.update(session, Item, kept.id, **own)
    session.flush()
    kept.everyone = everyone
    _drop_twins(session, kept)
    return Merged(kept.id, tuple(dropped))


def take_out(session: Session, item_id: str, person_id: str) -> None:
    """Let one person take no part in an item, whatever they do in it; all others do as before.

    A group of which that person is a member is named one by one from then on.
    """
    item = records.get(session, Item, item_id)
    links = records.parts(session, ItemPerson, "item", item_id)
    named = [link.person_id for link in links if link.involvement == Involvement.PARTICIPANT]
    groups = {
        link.group_id: [
            member.person_id
            for member in records.parts(session, GroupMember, "group", link.group_id)
        ]
        for link in records.parts(session, ItemGroup, "item", item_id)
    }
    broken = [people for people in groups.values() if person_id in people]
    kept = [group for group, people in groups.items() if person_id not in people]
    everyone = item.everyone
    if everyone and item.delegation_id is not None:
        members = records.parts(session, Member, "delegation", item.delegation_id)
        people = [member.person_id for member in members]
        # Without an interpreter or a driver who is no member, everyone is still everyone.
        if person_id in people:
            broken, everyone = [people], False
    elif everyone:
        # Of a stay, everyone is the guest alone.
        everyone = any(link.person_id == person_id for link in links)
    present = dict.fromkeys([*(one for people in broken for one in people), *named])
    present.pop(person_id, None)
    for link in links:
        if link.person_id == person_id and link.involvement != Involvement.PARTICIPANT:
            session.delete(link)
    delegations.set_participants(
        session, item_id, everyone=everyone, group_ids=kept, person_ids=list(present)
    )


def _group_of(session: Session, delegation_id: str, half: Half) -> str:
    group_id = half.group_id
    if not group_id:
        known = records.parts(session, Group, "delegation", delegation_id)
        position = max((group.position for group in known), default=-1) + 1
        group = Group(delegation_id=delegation_id, code=half.code, position=position)
        group_id = records.add(session, group).id
        session.flush()
    delegations.set_group_members(session, group_id, half.person_ids)
    return group_id


def _is_parallel(one: Item, other: Item) -> bool:
    first, second = sorted((one, other), key=lambda item: item.start.sort_key())
    ends, begins = first.end.utc(), second.start.utc()
    overlap = ends is not None and begins is not None and begins < ends
    return overlap or one.start == other.start


def _all_take_part(session: Session, items: Sequence[Item]) -> bool:
    if any(item.everyone for item in items):
        return True
    present: set[str] = set()
    for item in items:
        for group in records.parts(session, ItemGroup, "item", item.id):
            members = records.parts(session, GroupMember, "group", group.group_id)
            present |= {member.person_id for member in members}
        present |= {
            link.person_id
            for link in records.parts(session, ItemPerson, "item", item.id)
            if link.involvement == Involvement.PARTICIPANT
        }
    owner = items[0].delegation_id
    if owner is None:
        return True
    everyone = {member.person_id for member in records.parts(session, Member, "delegation", owner)}
    return bool(everyone) and everyone <= present


def _drop_twins(session: Session, item: Item) -> None:
    """Let each person do a thing once in an item, and no group take part where everyone does."""
    seen: set[tuple[str, str]] = set()
    for link in records.parts(session, ItemPerson, "item", item.id):
        whole = link.joins == link.leaves == Moment()
        named = item.everyone and link.involvement == Involvement.PARTICIPANT and whole
        if named or (link.person_id, link.involvement) in seen:
            session.delete(link)
        seen.add((link.person_id, link.involvement))
    groups: set[str] = set()
    for group in records.parts(session, ItemGroup, "item", item.id):
        if item.everyone or group.group_id in groups:
            session.delete(group)
        groups.add(group.group_id)


def _is_given(value: object) -> bool:
    return bool(value) and value != Moment()


def _joined(mine: Trilingual, theirs: Trilingual) -> Trilingual:
    return Trilingual(
        **{part: _lines(getattr(mine, part), getattr(theirs, part)) for part in PARTS}
    )


def _lines(mine: str, theirs: str) -> str:
    return "\n".join(dict.fromkeys(text for text in (mine, theirs) if text))
