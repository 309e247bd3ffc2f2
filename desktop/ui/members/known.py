"""Pasted people and the office file: who is already known, and taking them as participants."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Member, Organisation, Person, Trilingual
from desktop.domain.codes import Function, PersonRole
from desktop.language.typed_name import TypedName, is_japanese
from desktop.store import delegations, records
from desktop.store.matching import PersonName
from desktop.store.search import normalise
from desktop.ui.find import person_of
from desktop.ui.members.reading import Candidate


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the office file, as much as is needed to recognise one."""

    name: PersonName
    email: str
    organisation: Trilingual
    is_member: bool


def known_people(session: Session, delegation_id: str) -> list[Known]:
    """Everybody in the file, and whether they are in that delegation already."""
    members = set(
        session.scalars(select(Member.person_id).where(Member.delegation_id == delegation_id))
    )
    rows = session.execute(
        select(Person, Organisation).outerjoin(
            Organisation, Organisation.id == Person.organisation_id
        )
    )
    return [
        Known(
            PersonName(
                person.id,
                person.family,
                person.given,
                person.name_ja,
                person.kana,
                person.nationality,
            ),
            person.email,
            home.name if home is not None else Trilingual(),
            person.id in members,
        )
        for person, home in rows
    ]


class Directory:
    """Finds the known person whom a pasted one is, by e-mail and name."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_email: dict[str, list[Known]] = {}
        self._by_name: dict[str, list[Known]] = {}
        for person in people:
            if person.email:
                self._by_email.setdefault(person.email.casefold(), []).append(person)
            for key in _name_keys(person.name):
                self._by_name.setdefault(key, []).append(person)

    def find(self, candidate: Candidate) -> Known | None:
        """The known person, or None; an address that several share counts with the name only.

        Of several with one name, the one of the same organisation is meant.
        """
        keys = _name_keys(candidate.name)
        named = list(dict.fromkeys(one for key in keys for one in self._by_name.get(key, ())))
        address = str(candidate.values.get("email", "")).casefold()
        mailed = self._by_email.get(address, []) if address else []
        for person in mailed:
            if person in named or (len(mailed) == 1 and _akin(person.name, candidate.name)):
                return person
        wanted = normalise(candidate.organisation)
        for person in named:
            if wanted and any(normalise(part) == wanted for part in person.organisation.parts()):
                return person
        return named[0] if named else None


def take(
    session: Session, delegation_id: str, chosen: Sequence[tuple[Candidate, str | None]]
) -> list[str]:
    """Make participants of pasted people; gives their ids.

    A known one (their id) is linked, and only what was empty is filled in; an organisation that
    is not known is made.
    """
    bodies = _Bodies(session)
    members = records.parts(session, Member, "delegation", delegation_id)
    present = {member.person_id for member in members}
    position = max((member.position for member in members), default=-1) + 1
    taken = []
    functions: list[tuple[Member, str]] = []
    for candidate, known in chosen:
        if known is None:
            person = person_of(candidate.name)
            person.roles = PersonRole.DELEGATE.value
            session.add(person)
        else:
            person = records.get(session, Person, known)
        _fill(person, candidate, bodies)
        taken.append(person.id)
        if person.id in present:
            continue
        present.add(person.id)
        member = Member(delegation_id=delegation_id, person_id=person.id, position=position)
        position += 1
        session.add(member)
        if candidate.function != Function.MEMBER:
            functions.append((member, candidate.function))
    session.flush()
    for member, function in functions:
        delegations.set_function(session, member.id, function)
    return taken


def _fill(person: Person, candidate: Candidate, bodies: _Bodies) -> None:
    name = person_of(candidate.name)
    values: dict[str, object] = {
        key: getattr(name, key) for key in ("family", "given", "name_ja", "kana", "honorific")
    }
    values |= candidate.values
    if candidate.organisation and person.organisation_id is None:
        values["organisation_id"] = bodies.find_or_make(candidate.organisation)
    for key, value in values.items():
        if value and not getattr(person, key):
            setattr(person, key, records.tidy(value))


class _Bodies:
    """The organisations by each of their names, and new ones as they are needed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, str] = {}
        for body in session.scalars(select(Organisation).order_by(Organisation.former.desc())):
            for name in (*body.name.parts(), body.short_name):
                if name:
                    self._known[normalise(name)] = body.id

    def find_or_make(self, name: str) -> str:
        """The identity of the organisation with that name."""
        key = normalise(name)
        if key not in self._known:
            text = Trilingual(ja=name) if is_japanese(name) else Trilingual(en=name)
            self._known[key] = records.add(self._session, Organisation(name=text)).id
        return self._known[key]


def _name_keys(name: PersonName | TypedName) -> list[str]:
    """What two writings of one name have in common: its words in any order, its Japanese form."""
    latin = sorted(normalise(f"{name.given} {name.family}").split())
    keys = ["latin " + " ".join(latin)] if len(latin) > 1 else []
    if name.name_ja:
        keys.append("ja " + normalise(name.name_ja).replace(" ", ""))
    return keys


def _akin(one: PersonName, other: TypedName) -> bool:
    """Whether two names may be one person's: nothing that both say is different altogether."""
    mine = set(normalise(f"{one.given} {one.family}").split())
    theirs = set(normalise(f"{other.given} {other.family}").split())
    return not mine or not theirs or bool(mine & theirs)
