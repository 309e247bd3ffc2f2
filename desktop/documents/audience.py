"""Whom a programme is printed for, and which of its items concern them."""

from dataclasses import dataclass, field

from desktop.domain import Delegation, Group, Item, Person
from desktop.domain.concern import Concern
from desktop.errors import Problem


@dataclass(frozen=True)
class Audience:
    """Everyone, one group, or one person; a group or person is given by its identity.

    The person may be a member, or anyone who has something to do: an interpreter, a driver.
    """

    group: str | None = None
    person: str | None = None


EVERYONE = Audience()


@dataclass(frozen=True)
class Reader:
    """An audience found in a delegation, with the items that concern it.

    `people` are those whom the paper is for; none where it is for everyone.
    """

    items: list[Item]
    group: Group | None = None
    person: Person | None = None
    people: list[Person] = field(default_factory=list)

    @property
    def is_everyone(self) -> bool:
        """Whether the paper is for nobody in particular."""
        return self.group is None and self.person is None

    def is_person(self, person_id: str) -> bool:
        """Whether the paper is for that one person."""
        return self.person is not None and self.person.id == person_id


def reader_of(delegation: Delegation, audience: Audience) -> Reader:
    """Find an audience in a delegation; Problem `record_gone` when it is not there."""
    if audience.person is not None:
        return _one_person(delegation, audience.person)
    if audience.group is not None:
        return _one_group(delegation, audience.group)
    return Reader(delegation.items)


def people_of(delegation: Delegation, group: Group) -> list[Person]:
    """Give the persons of a group in the order of the delegation."""
    ids = {membership.person_id for membership in group.memberships}
    known = [m.person for m in delegation.ordered_members() if m.person_id in ids]
    others = [g.person for g in group.memberships if g.person_id not in {p.id for p in known}]
    return known + others


def _one_group(delegation: Delegation, group_id: str) -> Reader:
    group = next((group for group in delegation.groups if group.id == group_id), None)
    if group is None:
        raise Problem("record_gone", kind="group")
    people = people_of(delegation, group)
    chosen = Concern(frozenset(one.id for one in people), frozenset({group.id}), travels=True)
    return Reader(chosen.of(delegation.items), group=group, people=people)


def _one_person(delegation: Delegation, person_id: str) -> Reader:
    members = {member.person_id: member.person for member in delegation.members}
    involved = {link.person_id: link.person for item in delegation.items for link in item.people}
    person = (involved | members).get(person_id)
    if person is None:
        raise Problem("record_gone", kind="person")
    groups = frozenset(
        group.id
        for group in delegation.groups
        if any(membership.person_id == person_id for membership in group.memberships)
    )
    travels = person_id in members or bool(groups)
    chosen = Concern(frozenset({person_id}), groups, travels=travels)
    return Reader(chosen.of(delegation.items), person=person)
