"""Whom a record has invited to what, so that those who take part no more can be told.

That somebody was invited is known for each person and thing, and asked for all whom the log of
the record ever named.
"""

from collections.abc import Collection
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Person
from desktop.store.calendar_gone import give_guests
from desktop.store.calendar_source import CalendarSource, one_record
from desktop.store.log import CHANGED, Change
from desktop.store.revisions import revisions
from desktop.store.sent import invited_to, sent
from desktop.store.values import read_json

# What brings people to the things of a record, and by which of its keys.
_KINDS = (
    *("member", "group_member", "access_member", "item_person"),
    *("exchange", "access_request"),
)
_KEYS = frozenset({"person_id", "host_person_id", "investigator_id", "local_contact_id"})


def invitation_source(session: Session, kind: str, record_id: str) -> CalendarSource:
    """A record with all that its invitations tell, and to whom; Problem `record_gone` (kind)."""
    source = one_record(session, kind, record_id)
    give_guests(session, source.gone)
    invited = _invited(session, record_id, source.revisions)
    if not invited:
        return source
    # One file is for all guests, so whoever of them leaves or comes back counts.
    people = {person.id for those in invited.values() for person in those}
    return replace(
        source, invited=invited, revisions=revisions(session, source.revisions.keys(), people)
    )


def _invited(
    session: Session, record_id: str, things: Collection[str]
) -> dict[str, tuple[Person, ...]]:
    """Who was ever invited to each of some things of a record; nobody is left out of the result."""
    # A thing that was moved here has its early rows under the record it came from.
    moved = select(Change.record_id).where(Change.entity_id.in_(list(things))).distinct()
    records = {record_id, *session.scalars(moved)}
    known = sent(session, records).keys()
    named = _named(session, records) if known else set()
    found = {
        thing: {person for person in named if invited_to(person, thing) in known}
        for thing in things
    }
    wanted = set().union(*found.values())
    people = session.scalars(
        select(Person).where(Person.id.in_(wanted)).order_by(Person.family, Person.given, Person.id)
    ).all()
    return {
        thing: tuple(person for person in people if person.id in ids)
        for thing, ids in found.items()
        if ids
    }


def _named(session: Session, records: Collection[str]) -> set[str]:
    """The identities of all whom the log of some records ever named."""
    rows = session.execute(
        select(Change.action, Change.field, Change.before, Change.after).where(
            Change.record_id.in_(records), Change.kind.in_(_KINDS)
        )
    )
    found: set[str | None] = set()
    for row in rows:
        states = (read_json(row.before), read_json(row.after))
        if row.action == CHANGED:
            found.update(states if row.field in _KEYS else ())
        else:
            found.update(state.get(key) for state in states if state for key in _KEYS)
    return {person for person in found if person}
