"""Which things of the records stand in a calendar: all of them, or those of one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from desktop.domain import AccessRequest, Delegation, Exchange, Item, Person, Slot

Record: TypeAlias = Delegation | Exchange | AccessRequest
Thing: TypeAlias = Item | Slot | Exchange


def things(
    records: Iterable[Record], person: Person | None = None
) -> Iterator[tuple[Record, Thing]]:
    """The things to be shown, each with its record; a stay is both.

    For one person: items by everyone, by group or by name; stays as guest or host; all slots of a
    request they work on.
    """
    for record in records:
        if isinstance(record, AccessRequest):
            if person is None or person.id in _team(record):
                yield from ((record, slot) for slot in record.slots)
            continue
        if isinstance(record, Exchange) and (
            person is None or person.id in (record.person_id, record.host_person_id)
        ):
            yield record, record
        shown = record.items if person is None else _items_of(person.id, record)
        yield from ((record, item) for item in shown)


def _items_of(person_id: str, record: Delegation | Exchange) -> list[Item]:
    if isinstance(record, Exchange):
        travels, group_ids = record.person_id == person_id, set[str]()
    else:
        travels = any(member.person_id == person_id for member in record.members)
        group_ids = {
            group.id
            for group in record.groups
            if any(link.person_id == person_id for link in group.memberships)
        }
    # "Everyone" is every member; somebody who does not travel is named where they are wanted.
    return [
        item
        for item in record.items
        if any(link.person_id == person_id for link in item.people)
        or ((travels or not item.everyone) and item.concerns(person_id, group_ids))
    ]


def _team(request: AccessRequest) -> set[str | None]:
    team = {member.person_id for member in request.team}
    return {request.investigator_id, request.local_contact_id, *team}
