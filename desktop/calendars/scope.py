"""Which things of the records stand in a calendar: all of them, or those of somebody."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
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
from desktop.domain.comparing import people_of
from desktop.domain.concern import Concern

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
        wanted, whole = (None, True) if audience is None else _concern(record, audience)
        if isinstance(record, AccessRequest):
            if whole:
                yield from ((record, slot) for slot in record.slots)
            continue
        if isinstance(record, Exchange) and whole:
            yield record, record
        shown = record.items if wanted is None else wanted.of(record.items)
        yield from ((record, item) for item in shown)


def _concern(record: Record, audience: Audience) -> tuple[Concern, bool]:
    """Which items of a record concern somebody, and whether the stay or request is theirs."""
    if isinstance(audience, Organisation):
        return _of_organisation(record, audience.id)
    if isinstance(audience, Group):
        people = frozenset(link.person_id for link in audience.memberships)
        return Concern(people, frozenset({audience.id}), travels=True), False
    people, whole = frozenset({audience.id}), audience.id in people_of(record)
    return _of_people(record, people), whole


def _of_organisation(record: Record, organisation: str) -> tuple[Concern, bool]:
    people = frozenset(
        person.id for person in _people(record) if person.organisation_id == organisation
    )
    concern = replace(_of_people(record, people), host=organisation)
    if isinstance(record, AccessRequest):
        facility = record.facility.organisation_id if record.facility else None
        bodies = {record.requester_organisation_id, facility}
        return concern, organisation in bodies or bool(people)
    if isinstance(record, Exchange):
        bodies = {record.home_organisation_id, record.host_organisation_id}
        return concern, organisation in bodies or not people.isdisjoint(people_of(record))
    return concern, False


def _of_people(record: Record, people: frozenset[str]) -> Concern:
    if isinstance(record, AccessRequest):
        return Concern(people)
    if isinstance(record, Exchange):
        return Concern(people, travels=record.person_id in people)
    groups = frozenset(
        group.id
        for group in record.groups
        if any(link.person_id in people for link in group.memberships)
    )
    member = any(member.person_id in people for member in record.members)
    return Concern(people, groups, travels=member or bool(groups))


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
