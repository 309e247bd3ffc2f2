"""Everything that is held about one person, in the words of the interchange format."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Edition, EditionPaper, Organisation, Permit, Person
from desktop.domain.base import Entity
from desktop.domain.codes import DataClass
from desktop.domain.privacy import FIELDS
from desktop.store import interchange, issued, records, retention
from desktop.store.history import history
from desktop.store.log import CREATED, Change, Unit
from desktop.store.sent import Sent, handed_to
from desktop.store.tree import (
    classes,
    is_owner,
    keys,
    kind_of,
    record_of,
    reference_keys,
    referring,
    target_kind,
    with_parts,
)
from desktop.store.values import to_json

FORMAT, VERSION = "kakehashi-person", 1
Object = dict[str, Any]

# What an item or a group is known by; the rest of it, as notes, is not about one of its people.
_CALLED = ("code", "name", "title", "start", "end", "status")


def person_data(session: Session, person_id: str, at: datetime) -> Object:
    """What the office holds about a person, as JSON; docs/privacy.md describes it.

    `at` says when it was asked (UTC). Raises Problem `record_gone` (kind).
    """
    person = records.get(session, Person, person_id)
    absences = [one for one in with_parts(session, person) if one is not person]
    return {
        "format": FORMAT,
        "version": VERSION,
        "at": at.isoformat(),
        "person": interchange.entry(person),
        "organisation": _called(session, person),
        "absences": [interchange.entry(one) for one in absences],
        "source": _source(session, person_id),
        "retention": _retention(session, person_id),
        "records": _records(session, person),
        "editions": _editions(session, person_id),
        "calendars": _calendars(session, person_id),
        "history": _history(session, person_id),
    }


def _called(session: Session, person: Person) -> Object:
    if person.organisation_id is None:
        return {}
    found = session.get_one(Organisation, person.organisation_id)
    name: Object = interchange.entry(found).get("name", {})
    return name


def _source(session: Session, person_id: str) -> Object:
    """By whom, when and how the person came into the file; the first that the file knows."""
    row = session.execute(
        select(Unit.at, Unit.author, Unit.label)
        .join(Change, Change.unit == Unit.seq)
        .where(Change.entity_id == person_id, Change.action == CREATED)
        .order_by(Unit.seq)
        .limit(1)
    ).first()
    if row is None:
        return {}
    return {"at": row.at.isoformat(), "author": row.author, "action": row.label}


def _retention(session: Session, person_id: str) -> list[Object]:
    held, until = retention.held(session, person_id), retention.terms_of(session, person_id)
    kept = retention.days(session)
    return [
        {
            "class": one.value,
            "fields": {kind: list(names) for kind, names in FIELDS[one].items()},
            "days": kept[one],
            "until": to_json(until.get(one)),
        }
        for one in DataClass
        if one in held
    ]


def _records(session: Session, person: Person) -> list[Object]:
    """Each record that the person has to do with, and as what."""
    found: dict[str, tuple[Entity, list[Object]]] = {}
    for cls, column in reference_keys(Person):
        for one in session.scalars(referring(cls, column, person.id)):
            top = record_of(one, session.get)
            _top, parts = found.setdefault(top.id, (top, []))
            part: Object = {"as": str(column.key).removesuffix("_id"), "kind": kind_of(one)}
            if one is not top:
                part["entry"] = interchange.entry(one)
                part |= _within(session, one, top)
            if part["as"] == "person" and kind_of(one) == "exchange":
                part["permits"] = [
                    interchange.entry(permit)
                    for permit in records.parts(session, Permit, "exchange", one.id)
                ]
            parts.append(part)
    told = [_record(top, parts) for top, parts in found.values()]
    return sorted(told, key=lambda one: (one["kind"], one["reference"], one["id"]))


def _within(session: Session, one: Entity, top: Entity) -> Object:
    """The programme item or group through which the person is in a record; empty for none."""
    owners = (column for column in keys(type(one)) if is_owner(column))
    for column in owners:
        cls = classes()[target_kind(column)]
        owner = session.get_one(cls, getattr(one, column.key))
        if owner is not top:
            whole = interchange.entry(owner)
            told = {name: whole[name] for name in _CALLED if name in whole}
            return {"within": {"kind": kind_of(owner), **told}}
    return {}


def _record(top: Any, parts: list[Object]) -> Object:
    own = interchange.entry(top)
    return {
        "kind": kind_of(top),
        "id": top.id,
        "reference": own.get("reference", ""),
        "title": own.get("title") or own.get("name") or {},
        "start": own.get("start"),
        "end": own.get("end"),
        "parts": parts,
    }


def _editions(session: Session, person_id: str) -> list[Object]:
    """The editions issued of records in which the person was then."""
    digests = [one.digest for one in issued.snapshots(session).values() if one.names(person_id)]
    found = session.scalars(select(Edition).where(Edition.snapshot.in_(digests))).all()
    told = [_edition(session, one, person_id) for one in found]
    return sorted(told, key=lambda one: (one["on"] or "", one["reference"], one["number"]))


def _edition(session: Session, edition: Edition, person_id: str) -> Object:
    own_audience = f"person:{person_id}"
    papers = [
        one
        for one in records.parts(session, EditionPaper, "edition", edition.id)
        # What was made for somebody else alone is not told to this person.
        if one.audience == own_audience or not one.audience.startswith("person:")
    ]
    own: Any = record_of(edition, session.get)
    return {
        "reference": own.reference,
        "number": edition.number,
        "on": to_json(edition.on),
        "draft": edition.draft,
        "recipients": edition.recipients,
        "papers": [one.name for one in papers],
        "theirs": [one.name for one in papers if one.audience == own_audience],
    }


def _calendars(session: Session, person_id: str) -> list[Object]:
    """What was handed out in the person's own calendar, and when first."""
    rows = {row.entity_id: row for row in session.scalars(select(Sent))}
    told = ((rows.get(handed_to(person_id, one)), one) for one in rows)
    return [
        {"id": one, "record": row.record_id, "at": row.at.isoformat()}
        for row, one in told
        if row is not None
    ]


def _history(session: Session, person_id: str) -> list[Object]:
    return [
        {
            "at": one.at.isoformat(),
            "author": one.author,
            "action": one.action,
            "kind": one.kind,
            "field": one.field,
            "before": one.before,
            "after": one.after,
        }
        for one in history(session, person_id)
    ]


def as_text(data: Object) -> str:
    """The data as they stand in a file."""
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
