"""All days on which something of an office is closed or somebody away, as plain rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import (
    Closure,
    CountryClosure,
    Facility,
    Instrument,
    Organisation,
    Person,
    Place,
    Trilingual,
)
from desktop.domain.codes import ClosureKind
from desktop.store import records
from desktop.store.matching import PersonName, name_columns, name_of, trilingual, word_columns
from desktop.store.tree import kind_of

COUNTRY = "country"
OWNERS = ("organisation", "place", "facility", "instrument", "person")
_NAMED: tuple[tuple[Any, Any], ...] = (
    (Organisation, Closure.organisation_id),
    (Place, Closure.place_id),
    (Facility, Closure.facility_id),
    (Instrument, Closure.instrument_id),
)
_DAYS = ("first", "last", "name", "note")
_TIMES = ("from_time", "to_time", "kind")


@dataclass(frozen=True, slots=True)
class ClosureRow:
    """One closure, and what is closed; `of` is a kind of owner or "country".

    `owner` is the owner's identity or the country's code; of a person, `person` is the name.
    """

    id: str
    of: str
    owner: str
    called: Trilingual
    person: PersonName | None
    first: date | None
    last: date | None
    from_time: time | None
    to_time: time | None
    kind: str
    name: Trilingual
    note: str


def rows(session: Session) -> list[ClosureRow]:
    """All closures by their first day; those without one come last."""
    found = [*_countries(session), *_named(session), *_people(session)]
    return sorted(found, key=lambda row: (row.first or date.max, row.id))


def add(session: Session, of: str, owner: str, values: dict[str, Any]) -> Closure | CountryClosure:
    """Close something: a country by its code, anything else by its identity."""
    days = {name: values[name] for name in _DAYS if name in values}
    first = days.get("first") or days.get("last")
    days |= {"first": first, "last": days.get("last") or first}
    if of == COUNTRY:
        return records.add(session, CountryClosure(country=owner, **days))
    times = {name: values[name] for name in _TIMES if values.get(name) is not None}
    return records.add(session, Closure(**{f"{of}_id": owner}, **days, **times))


def change(session: Session, row: ClosureRow, name: str, value: Any) -> None:
    """Change one field; the last day is never left before the first."""
    cls = _class_of(row.of)
    days: Any = records.update(session, cls, row.id, **{name: value})
    if days.first is not None and days.last is not None and days.last < days.first:
        if name == "first":
            days.last = days.first
        else:
            days.first = days.last


def remove(session: Session, closures: list[ClosureRow]) -> None:
    """Delete closures."""
    for row in closures:
        records.delete(session, records.get(session, _class_of(row.of), row.id))


def repeat(session: Session, closures: list[ClosureRow]) -> list[str]:
    """Copy closures to the same days of the next year; gives the copies' identities."""
    made = []
    for row in closures:
        entity: Any = records.get(session, _class_of(row.of), row.id)
        days = {"first": _next_year(entity.first), "last": _next_year(entity.last)}
        made.append(str(records.duplicate(session, entity, **days).id))
    return made


def kind_of_row(of: str) -> str:
    """The table in which the closures of a kind of owner are kept."""
    return kind_of(_class_of(of))


def _class_of(of: str) -> type[Closure | CountryClosure]:
    return CountryClosure if of == COUNTRY else Closure


def _next_year(day: date | None) -> date | None:
    if day is None:
        return None
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if leap else day.day)


def _countries(session: Session) -> Iterator[ClosureRow]:
    for one in session.scalars(select(CountryClosure)):
        yield ClosureRow(
            one.id,
            COUNTRY,
            one.country,
            Trilingual(),
            None,
            one.first,
            one.last,
            None,
            None,
            ClosureKind.CLOSED,
            one.name,
            one.note,
        )


def _columns() -> list[Any]:
    closed = (Closure.id, Closure.first, Closure.last, Closure.from_time, Closure.to_time)
    return [*closed, Closure.kind, Closure.note, *word_columns(Closure, "name", "reason")]


def _named(session: Session) -> Iterator[ClosureRow]:
    for cls, key in _NAMED:
        query = select(*_columns(), cls.id.label("owner"), *word_columns(cls, "name", "called"))
        for row in session.execute(query.join(cls, cls.id == key)):
            yield _row(row, cls.__tablename__, trilingual(row, "called"), None)


def _people(session: Session) -> Iterator[ClosureRow]:
    query = select(*_columns(), Person.id.label("owner"), *name_columns(Person, "person"))
    for row in session.execute(query.join(Person, Person.id == Closure.person_id)):
        yield _row(row, "person", Trilingual(), name_of(row, "person"))


def _row(row: Any, of: str, called: Trilingual, person: PersonName | None) -> ClosureRow:
    return ClosureRow(
        row.id,
        of,
        row.owner,
        called,
        person,
        row.first,
        row.last,
        row.from_time,
        row.to_time,
        row.kind,
        trilingual(row, "reason"),
        row.note,
    )
