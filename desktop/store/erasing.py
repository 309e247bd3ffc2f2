"""Erasing what is known of somebody, from the records and from all that remembers them.

An erasure is no change that could be undone: it leaves nothing but a tombstone, by which it is
done again in an older file or backup that comes back.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, inspect, or_, select
from sqlalchemy.orm import Session

from desktop.domain import Closure, Exchange, Member, Permit, Person
from desktop.domain.base import Base, Entity
from desktop.domain.codes import DataClass
from desktop.domain.privacy import FIELDS, IDENTIFYING, PAPERS, REST
from desktop.errors import Problem
from desktop.store import editions, issued, redaction
from desktop.store.log import CHANGED, DELETED, Change
from desktop.store.office import OfficeFile
from desktop.store.redaction import Blank, Sight
from desktop.store.retention import columns_of
from desktop.store.sent import Sent, handed_to, invited_to
from desktop.store.tombstones import ALL, Erased, bury
from desktop.store.tree import classes, reference_keys
from desktop.store.values import stored_columns

# Shorter values would be found where somebody or something else is meant.
_LEAST = 5
_LEAST_NAME_JA = 3
_AT_ONCE = 4  # people whose data are erased in one write transaction
_PROGRAMMES = frozenset({"programme", "programme_day", "programme_folded", "slots"})
_NAME = ("family", "given", "name_ja", "kana")
_LINKED = frozenset({"person", "member", "exchange", "permit", "closure"})
_DELETED = "erasing.deleted"

Classes = Iterable[DataClass] | str
"""Classes of data, or ALL."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an erasure came to: whether the person is gone altogether, and the papers removed.

    Somebody whom records refer to stays in them as a person without a name. `kinds` are the kinds
    of entities that are different now.
    """

    gone: bool = False
    papers: int = 0
    kinds: frozenset[str] = frozenset()


def erase_in(office: OfficeFile, whom: Mapping[str, Classes]) -> dict[str, Outcome]:
    """Erase data of several people, by their identities, which cannot be undone.

    Each person is erased whole or not at all; a few at a time, so that other changes need not
    wait for many. Raises Problem `record_gone` for somebody of whom nothing is known, before
    anything is changed, and as `office.writing` does; who was erased until then stays erased.
    The old contents are also gone from the log beside the file. Listeners of commits are not
    told, so that it can be done on any thread: the caller tells them.
    """
    with office.reading() as session:
        values = {
            value
            for person_id, what in whom.items()
            for value in _known_by(session, person_id, what)[1]
        }
        sight = redaction.look(session, values)
    people = list(whom)
    done: dict[str, Outcome] = {}
    for first in range(0, len(people), _AT_ONCE):
        some = {one: whom[one] for one in people[first : first + _AT_ONCE]}
        with office.writing("privacy.erase") as session:
            done |= erase_all(session, some, office.clock(), sight)
    office.checkpoint()
    return done


def erase(session: Session, person_id: str, what: Classes, at: datetime) -> Outcome:
    """Erase classes of data of a person, or ALL of them, and remember only that it was done.

    Values that can be of nobody else (addresses, numbers; with ALL also full names) are replaced
    by a mark in free text. `at` is in UTC. Raises Problem `record_gone` (kind) for somebody of
    whom nothing is known.
    """
    return erase_all(session, {person_id: what}, at)[person_id]


def erase_all(
    session: Session, whom: Mapping[str, Classes], at: datetime, sight: Sight | None = None
) -> dict[str, Outcome]:
    """Erase data of several people as `erase` does; free text is gone through once for all.

    With a `sight` of their values it is not gone through at all, but for what is newer.
    """
    session.flush()
    session.info.pop(_DELETED, None)
    printed = issued.printed(session)
    values: set[str] = set()
    done = {}
    for person_id, what in whom.items():
        done[person_id], found = _erase(session, person_id, what, at, printed)
        values |= set(found)
    kinds = redaction.scrub(session, _longest_first(values), sight)
    session.expire_all()
    for person_id, outcome in done.items():
        if not outcome.gone:
            redaction.derive_again(session, "person", [person_id])
    editions.forget_read()
    return {one: replace(got, kinds=got.kinds | kinds) for one, got in done.items()}


def _erase(
    session: Session, person_id: str, what: Classes, at: datetime, printed: Sequence[int]
) -> tuple[Outcome, list[str]]:
    """Erase all but what stands in free text; gives also the values to be looked for there."""
    chosen, whole = _chosen(what), what == ALL
    aliases, values = _known_by(session, person_id, what)
    papers = _from_editions(session, person_id, chosen, values, printed, whole=whole)
    for one in aliases:
        for blank in _blanks(session, one, chosen, whole=whole):
            redaction.blank(session, blank)
    kinds, gone = {"person", "permit", "member"}, False
    if whole:
        redaction.forget_labels(session, "person", aliases)
        _forget_absences(session, aliases)
        _forget_calendars(session, person_id)
        gone = not _is_meant(session, person_id)
        if gone:
            people = Base.metadata.tables["person"]
            session.connection().execute(delete(people).where(people.c.id == person_id))
            redaction.forget_history(session, [person_id])
        kinds |= {"closure", "edition"}
    codes = [ALL] if whole else [one.value for one in chosen]
    bury(session, [Erased(person_id, code, "person", at) for code in codes])
    return Outcome(gone, papers, frozenset(kinds)), values


def _chosen(what: Classes) -> tuple[DataClass, ...]:
    return tuple(DataClass) if what == ALL else tuple(DataClass(one) for one in what)


def _known_by(session: Session, person_id: str, what: Classes) -> tuple[list[str], list[str]]:
    """The entries of a person, and the values that stand for this person alone."""
    _refuse_unknown(session, person_id)
    chosen, whole = _chosen(what), what == ALL
    values = _identifying(session, [person_id], chosen, whole=whole)
    entries = [person_id, *_merged(session, person_id, values)]
    return entries, _identifying(session, entries, chosen, whole=whole)


def _longest_first(values: Iterable[str]) -> list[str]:
    return sorted(values, key=lambda one: (-len(one), one))


def reapply(session: Session, erased: Iterable[Erased]) -> int:
    """Erase again what was erased before, as in a backup that comes back; gives how many people.

    Each erasure keeps its latest time. What is erased already stays as it is.
    """
    told = list(erased)
    what: dict[str, set[str]] = {}
    for one in told:
        what.setdefault(one.entity_id, set()).add(one.data_class)
    found = 0
    for person_id, codes in what.items():
        if not _is_known(session, person_id):
            continue
        known = {code for code in DataClass if code.value in codes}
        bury(session, [one for one in told if one.entity_id == person_id])
        when = min(one.at for one in told if one.entity_id == person_id)
        erase(session, person_id, ALL if ALL in codes else known, when)
        found += 1
    bury(session, told)
    return found


def is_removed(person: Person) -> bool:
    """Whether a person is only the place of somebody who was erased."""
    return person.former and not any(getattr(person, name) for name in _NAME)


def _refuse_unknown(session: Session, person_id: str) -> None:
    if not _is_known(session, person_id):
        raise Problem("record_gone", kind="person")


def _is_known(session: Session, person_id: str) -> bool:
    return (
        session.get(Person, person_id) is not None
        or session.scalar(select(Change.seq).where(Change.entity_id == person_id).limit(1))
        is not None
    )


def _fields(chosen: Iterable[DataClass], *, whole: bool) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in (*(FIELDS[one] for one in chosen), *([REST] if whole else [])):
        for kind, fields in part.items():
            found.setdefault(kind, []).extend(columns_of(kind, fields))
    return found


def _entities(session: Session, person_id: str, kind: str) -> list[str]:
    """The entities of a kind that hold data of a person, also those that only the log knows."""
    if kind == "person":
        return [person_id]
    if kind == "member":
        return _linked(session, Member, "person_id", [person_id])
    stays = _linked(session, Exchange, "person_id", [person_id])
    return _linked(session, Permit, "exchange_id", stays)


def _linked(session: Session, cls: type[Entity], key: str, targets: Collection[str]) -> list[str]:
    table = Base.metadata.tables[cls.__tablename__]
    there = session.scalars(select(table.c.id).where(table.c[key].in_(targets)))
    gone = {
        entity_id
        for entity_id, told in _deleted(session).get(cls.__tablename__, ())
        if told.get(key) in targets
    }
    return sorted({*there, *gone})


def _deleted(session: Session) -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """What was deleted of people and what is linked to them; read once for all who are erased."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] | None = session.info.get(_DELETED)
    if found is None:
        session.info[_DELETED] = found = {}
        query = select(Change.kind, Change.entity_id, Change.before)
        for row in session.execute(query.where(Change.action == DELETED, Change.kind.in_(_LINKED))):
            found.setdefault(row.kind, []).append((row.entity_id, json.loads(row.before)))
    return found


def _blanks(
    session: Session, person_id: str, chosen: Iterable[DataClass], *, whole: bool
) -> Iterable[Blank]:
    for kind, columns in _fields(chosen, whole=whole).items():
        stored = stored_columns(inspect(classes()[kind]))
        empty: dict[str, object] = {
            name: getattr(stored[name].default, "arg", None) for name in columns
        }
        if whole and kind == "person":
            # Nobody is offered a person without a name.
            empty |= {"organisation_id": None, "former": True}
        for entity_id in _entities(session, person_id, kind):
            yield Blank(kind, entity_id, empty)


def _identifying(
    session: Session, people: Iterable[str], chosen: Iterable[DataClass], *, whole: bool
) -> list[str]:
    """The values that stand for a person alone, now and ever before, the longest first."""
    fields = _fields(chosen, whole=whole)
    found: set[str] = set()
    for person_id in people:
        for kind, names in IDENTIFYING.items():
            wanted = set(names) & set(fields.get(kind, ()))
            for entity_id in _entities(session, person_id, kind):
                for values in _ever(session, kind, entity_id, wanted).values():
                    found |= values
        if whole:
            found |= _names(_ever(session, "person", person_id, set(_NAME)))
    kept = {one for one in found if len(one) >= (_LEAST if one.isascii() else _LEAST_NAME_JA)}
    return _longest_first(kept)


def _ever(
    session: Session, kind: str, entity_id: str, names: Collection[str]
) -> dict[str, set[str]]:
    """All values that fields of an entity ever had, but not the empty ones."""
    found: dict[str, set[str]] = {name: set() for name in names}
    entity: Any = session.get(classes()[kind], entity_id, populate_existing=True)
    if entity is not None:
        for name in names:
            found[name].add(str(getattr(entity, name) or ""))
    query = select(Change.action, Change.field, Change.before, Change.after)
    for row in session.execute(query.where(Change.kind == kind, Change.entity_id == entity_id)):
        for told in (json.loads(row.before), json.loads(row.after)):
            whole = {row.field: told} if row.action == CHANGED else told
            for name in names:
                if isinstance(whole, dict) and isinstance(whole.get(name), str):
                    found[name].add(whole[name])
    return {name: {one for one in values if one} for name, values in found.items()}


def _names(ever: Mapping[str, set[str]]) -> set[str]:
    """The full names of a person as they are written; a family name alone is of many."""
    found = {
        form
        for family in ever["family"]
        for given in ever["given"]
        for last in (family, family.upper())
        for form in (f"{given} {last}", f"{last} {given}", f"{last}, {given}")
    }
    for name in ever["name_ja"] | ever["kana"]:
        if not name.isascii():
            found |= {name, "".join(name.split())}
    return found


def _merged(session: Session, person_id: str, values: Collection[str]) -> list[str]:
    """Entries of the same person that are only in the log, as after two were merged."""
    if not values:
        return []
    wanted = set(values)
    found = set()
    for entity_id, before in _deleted(session).get("person", ()):
        told = {name: {str(value or "")} for name, value in before.items()}
        own = set().union(*(told.get(name, set()) for name in IDENTIFYING["person"]))
        if wanted & (own | _names({name: told.get(name, set()) for name in _NAME})):
            found.add(entity_id)
    return sorted(one for one in found - {person_id} if session.get(Person, one) is None)


def _from_editions(
    session: Session,
    person_id: str,
    chosen: Collection[DataClass],
    values: Collection[str],
    printed: Sequence[int],
    *,
    whole: bool,
) -> int:
    """Take a person's data out of what was issued; gives how many papers had to be removed.

    `printed` are the changes that tell of editions.
    """
    known = issued.snapshots(session, printed)
    concerned = [one.digest for one in known.values() if one.names(person_id)]
    papers = 0
    if whole:
        papers = issued.remove_papers(session, concerned, (), printed)
    elif documents := frozenset().union(*(PAPERS[one] for one in chosen)):
        papers = issued.remove_papers(session, concerned, documents, printed)
        if DataClass.CONTACT in chosen:
            calling = [one for one in concerned if known[one].calls(person_id)]
            papers += issued.remove_papers(session, calling, _PROGRAMMES, printed)
    for one in known.values():
        before = json.dumps(one.document)
        document = _without(json.loads(before), person_id, chosen, values, whole=whole)
        if json.dumps(document) != before:
            issued.keep_instead(session, one, document, printed)
    return papers


def _without(
    document: dict[str, Any],
    person_id: str,
    chosen: Collection[DataClass],
    values: Collection[str],
    *,
    whole: bool,
) -> dict[str, Any]:
    """A record as issued, in the interchange format, without data of a person."""
    parts = [*(FIELDS[one] for one in chosen), *([REST] if whole else [])]
    fields = {kind: {name for part in parts for name in part.get(kind, ())} for kind in REST}
    for person in document.get("people", ()):
        if person["id"] == person_id:
            _drop(person, fields["person"])
            if whole:
                _drop(person, ("organisation", "closures"))
                person["former"] = True
    for stay in document.get("exchanges", ()):
        if stay.get("person") == person_id:
            for permit in stay.get("permits", ()):
                _drop(permit, fields["permit"])
    for visit in document.get("delegations", ()):
        for member in visit.get("members", ()):
            if member.get("person") == person_id:
                _drop(member, fields["member"])
    records = ("delegations", "exchanges", "access_requests")
    for name, entries in document.items():
        document[name] = _scrubbed(entries, values, everything=name in records)
    return document


def _drop(entry: dict[str, Any], names: Iterable[str]) -> None:
    for name in names:
        entry.pop(name, None)


def _scrubbed(told: Any, values: Collection[str], *, everything: bool, name: str = "") -> Any:
    if isinstance(told, dict):
        return {
            key: _scrubbed(part, values, everything=everything, name=key)
            for key, part in told.items()
        }
    if isinstance(told, list):
        return [_scrubbed(part, values, everything=everything, name=name) for part in told]
    return redaction.scrubbed_text(told, values) if everything or name == "note" else told


def _forget_absences(session: Session, people: Collection[str]) -> None:
    """Why somebody was away, and that they were, are theirs altogether."""
    ids = _linked(session, Closure, "person_id", people)
    table = Base.metadata.tables["closure"]
    session.connection().execute(delete(table).where(table.c.id.in_(ids)))
    redaction.forget_history(session, ids)


def _forget_calendars(session: Session, person_id: str) -> None:
    """That things were in the calendar of this person, and that they were invited to them."""
    things = set(session.scalars(select(Sent.entity_id)))
    facts = (handed_to, invited_to)
    theirs = things & {fact(person_id, one) for one in things for fact in facts}
    table = Base.metadata.tables["sent"]
    session.connection().execute(delete(table).where(table.c.entity_id.in_(theirs)))


def _is_meant(session: Session, person_id: str) -> bool:
    """Whether a record, or an action that might be undone, refers to a person."""
    for cls, column in reference_keys(Person):
        if session.scalar(select(cls).where(column == person_id).limit(1)) is not None:
            return True
    links = and_(
        Change.entity_id != person_id,
        or_(*(func.instr(text, person_id) > 0 for text in (Change.before, Change.after))),
    )
    return session.scalar(select(Change.seq).where(links).limit(1)) is not None
