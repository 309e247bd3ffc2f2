"""A calendar, an invitation and a list of the affected mean the same people by "everyone"."""

import random

import pytest

from desktop.domain import (
    Delegation,
    Exchange,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
)
from desktop.domain.comparing import concerned, going
from desktop.domain.concern import Concern, blocks_around

MEMBERS = ("ann", "bo", "cy")


def programme(chance: random.Random) -> list[Item]:
    """Items within blocks, each for everyone or not, with somebody named or a group."""
    items: list[Item] = []
    for number in range(6):
        item = Item(id=str(number), everyone=chance.random() < 0.6)
        item.parent_id = chance.choice([None, *(one.id for one in items)])
        named = [who for who in (*MEMBERS, "host") if chance.random() < 0.2]
        item.people = [ItemPerson(person_id=who, involvement="host") for who in named]
        grouped = not item.everyone and chance.random() < 0.5
        item.groups = [ItemGroup(group_id="g")] if grouped else []
        items.append(item)
    return items


def visit(items: list[Item]) -> Delegation:
    found = Delegation(id="visit")
    group = Group(id="g")
    group.memberships = [GroupMember(person_id="bo")]
    found.items, found.groups = items, [group]
    found.members = [
        Member(person_id=who, function="member", position=at) for at, who in enumerate(MEMBERS)
    ]
    return found


def shown(items: list[Item], who: str, *, member: bool, group: bool = False) -> set[str]:
    """What stands in the calendar of somebody."""
    groups = frozenset({"g"} if group else ())
    return {one.id for one in Concern(frozenset({who}), groups, travels=member).of(items)}


@pytest.mark.parametrize("seed", range(20))
def test_whoever_has_an_item_in_their_calendar_is_concerned_by_it(seed: int) -> None:
    items = programme(random.Random(seed))
    record = visit(items)
    for who in (*MEMBERS, "host"):
        told = {one.id for one in items if who in concerned(one, record)}
        assert shown(items, who, member=who in MEMBERS, group=who == "bo") == told


@pytest.mark.parametrize("seed", range(20))
def test_the_guest_of_a_stay_is_concerned_by_what_is_in_the_calendar(seed: int) -> None:
    items = programme(random.Random(seed))
    for one in items:
        one.groups = []
    stay = Exchange(id="stay", person_id="ann")
    stay.items = items
    told = {one.id for one in items if "ann" in concerned(one, stay)}
    assert shown(items, "ann", member=True) == told


@pytest.mark.parametrize("function", ["interpreter", "local_team"])
def test_who_helps_has_it_all_in_the_calendar_and_is_no_guest(function: str) -> None:
    record = visit([Item(id="dinner", everyone=True)])
    record.items[0].people, record.items[0].groups = [], []
    record.members[0].function = function
    assert shown(record.items, "ann", member=True) == {"dinner"}
    assert going(record.items[0], record) == {"bo", "cy"}


def test_blocks_within_each_other_end() -> None:
    one, other = (Item(id=name, everyone=True) for name in ("one", "other"))
    one.parent_id, other.parent_id = other.id, one.id
    assert blocks_around(one, [one, other]) == [other, one]
