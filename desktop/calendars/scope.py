"""Which things of the records stand in a calendar: all of them, or those of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Group,
    Item,
    Organisation,
    Person,
    Slot,
)

Record: TypeAlias = Delegation | Exchange | AccessRequest
Thing: TypeAlias = Item | Slot | Exchange
Audience: TypeAlias = Person | Group | Organisation


def things(
    records: Iterable[Record], audience: Audience | None = None
) -> Iterator[tuple[Record, Thing]]:
    """The things to be shown, each with its record; a stay is both.

    For one person: items by everyone, by group or by name; stays as guest or host; all slots of a
    request they work on. For a group of a delegation: what it and its members go to. For an
    organisation: what it hosts, and all that its people have to do with.
    """
    for record in records:
        wanted = None if audience is None else _concern(record, audience)
        if isinstance(record, AccessRequest):
            if wanted is None or wanted.whole:
                yield from ((record, slot) for slot in record.slots)
            continue
        if isinstance(record, Exchange) and (wanted is None or wanted.whole):
            yield record, record
        shown = record.items if wanted is None else wanted.of(record.items)
        yield from ((record, item) for item in shown)


@dataclass(frozen=True, slots=True)
class _Concern:
    """Tells which items some people go to, or their organisation hosts.

    `travels` says that "everyone" includes them, `whole` that the stay or request is theirs.
    """

    people: frozenset[str]
    groups: frozenset[str] = frozenset()
    host: str | None = None
    travels: bool = False
    whole: bool = False

    def of(self, items: Iterable[Item]) -> list[Item]:
        """The items, in their order."""
        known = {item.id: item for item in items}
        return [item for item in known.values() if self._goes_to(item, known, frozenset())]

    def _goes_to(self, item: Item, known: dict[str, Item], above: frozenset[str]) -> bool:
        if self.host is not None and item.host_organisation_id == self.host:
            return True
        # Somebody who does not travel is named where they are wanted.
        if any(link.person_id in self.people for link in item.people):
            return True
        block = known.get(item.parent_id or "")
        if item.everyone and block is not None and block.id not in above:
            # "Everyone" within a block means everyone of the block.
            return self._goes_to(block, known, above | {item.id})
        return self.travels and item.concerns("", self.groups)


def _concern(record: Record, audience: Audience) -> _Concern:
    if isinstance(audience, Organisation):
        return _of_organisation(record, audience.id)
    if isinstance(audience, Group):
        return _of_group(audience)
    person = audience.id
    if isinstance(record, AccessRequest):
        return _Concern(frozenset({person}), whole=person in _team(record))
    if isinstance(record, Exchange):
        whole = person in (record.person_id, record.host_person_id)
        return _Concern(frozenset({person}), travels=record.person_id == person, whole=whole)
    groups = frozenset(
        group.id
        for group in record.groups
        if any(link.person_id == person for link in group.memberships)
    )
    member = any(member.person_id == person for member in record.members)
    return _Concern(frozenset({person}), groups, travels=member or bool(groups))


def _of_group(group: Group) -> _Concern:
    people = frozenset(link.person_id for link in group.memberships)
    return _Concern(people, frozenset({group.id}), travels=True)


def _of_organisation(record: Record, organisation: str) -> _Concern:
    people = frozenset(
        person.id for person in _people(record) if person.organisation_id == organisation
    )
    if isinstance(record, AccessRequest):
        facility = record.facility.organisation_id if record.facility else None
        bodies = {record.requester_organisation_id, facility}
        return _Concern(people, whole=organisation in bodies or bool(people))
    if isinstance(record, Exchange):
        theirs = people & {record.person_id, record.host_person_id}
        bodies = {record.home_organisation_id, record.host_organisation_id}
        whole = organisation in bodies or bool(theirs)
        return _Concern(people, host=organisation, travels=record.person_id in people, whole=whole)
    groups = frozenset(
        group.id
        for group in record.groups
        if any(link.person_id in people for link in group.memberships)
    )
    member = any(member.person_id in people for member in record.members)
    return _Concern(people, groups, organisation, travels=member or bool(groups))


def _people(record: Record) -> Iterator[Person]:
    """All whom a record names."""
    found: list[Person | None]
    if isinstance(record, AccessRequest):
        team = (member.person for member in record.team)
        found = [record.investigator, record.local_contact, *team]
    else:
        found = [link.person for item in record.items for link in item.people]
        if isinstance(record, Exchange):
            found += [record.person, record.host_person]
        else:
            found += [member.person for member in record.members]
            found += [link.person for group in record.groups for link in group.memberships]
    yield from (person for person in found if person is not None)


def _team(request: AccessRequest) -> set[str | None]:
    team = {member.person_id for member in request.team}
    return {request.investigator_id, request.local_contact_id, *team}
