"""Finding, naming, creating and opening what a field refers to, the same in every editor.

`find.people(desk).one(lambda: _("Head"))` is a whole field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop import words
from desktop.domain import Facility, Instrument, Organisation, Person, Place, Trilingual
from desktop.domain.base import Entity
from desktop.domain.codes import OrganisationKind, PlaceKind
from desktop.domain.text import PARTS
from desktop.errors import Problem
from desktop.language import current, names, sorting
from desktop.language.names import PersonName
from desktop.language.typed_name import TypedName, parse_name
from desktop.store import directory, records
from desktop.store.search import normalise
from desktop.ui.desk import Desk
from desktop.ui.forms import ChipsField, ReferenceField
from desktop.ui.forms.reference import Create, Find

Text = Callable[[], str]

# More than this nobody reads; one more letter narrows it down.
_MOST = 50

_PLACE_ICONS = {
    PlaceKind.AIRPORT: "plane",
    PlaceKind.STATION: "train-front",
    PlaceKind.HOTEL: "hotel",
    PlaceKind.VEHICLE: "bus",
    PlaceKind.RESTAURANT: "utensils",
}


@dataclass(frozen=True, slots=True)
class Source:
    """The callbacks that a `ReferenceField` or a `ChipsField` wants, for one kind of record.

    `create` is None where nothing can be made of a mere name.
    """

    find: Find
    name_of: Callable[[str], str]
    create: Create | None
    go: Callable[[str], object]

    def one(self, label: Text, **options: Any) -> ReferenceField:
        """A field for one of these; `options` are the field's own."""
        return ReferenceField(
            label, self.find, self.name_of, create=self.create, go=self.go, **options
        )

    def many(self, label: Text, **options: Any) -> ChipsField:
        """A field for any number of these; `options` are the field's own."""
        return ChipsField(label, self.find, self.name_of, create=self.create, go=self.go, **options)


def people(desk: Desk) -> Source:
    """People, by any form of their name; a new one is made of the name as it was typed."""

    def find(text: str) -> list[tuple[str, ...]]:
        language = current()
        rows = [row for row in desk.read(lambda s: directory.people(s, text)) if not row.former]
        rows.sort(key=lambda row: sorting.person_sort_key(language, row.name))
        return [
            (
                row.id,
                names.display(language, row.name),
                row.organisation.best(language.code) or row.title.best(language.code),
                "user-round",
            )
            for row in _best_first(rows, text, lambda row: _forms(row.name))
        ]

    return Source(
        find,
        lambda record: _named(desk, Person, record, lambda p: names.display(current(), p)),
        lambda text: create_person(desk, text),
        partial(desk.open, "person"),
    )


def organisations(desk: Desk) -> Source:
    """Organisations, by name, short name or city."""

    def find(text: str) -> list[tuple[str, ...]]:
        rows = [r for r in desk.read(lambda s: directory.organisations(s, text)) if not r.former]
        return _by_name(rows, text, lambda row: row.city, lambda _row: "building-2")

    return Source(
        find,
        partial(_label, desk, Organisation),
        lambda text: _create(desk, Organisation, text, kind=OrganisationKind.OTHER.value),
        partial(desk.open, "organisation"),
    )


def places(desk: Desk, kind: PlaceKind = PlaceKind.VENUE) -> Source:
    """Places, by name, city or airport code; those of `kind` first, and a new one is of it."""

    def find(text: str) -> list[tuple[str, ...]]:
        rows = [row for row in desk.read(lambda s: directory.places(s, text)) if not row.former]
        if kind != PlaceKind.VENUE:
            rows.sort(key=lambda row: row.kind != kind)
        return _by_name(
            rows,
            text,
            lambda row: row.city or row.organisation,
            lambda row: _PLACE_ICONS.get(PlaceKind(row.kind), "map-pin"),
            first=(lambda row: row.kind == kind) if kind != PlaceKind.VENUE else None,
        )

    return Source(
        find,
        partial(_label, desk, Place),
        lambda text: _create(desk, Place, text, kind=kind.value),
        partial(desk.open, "place"),
    )


def facilities(desk: Desk) -> Source:
    """Facilities, by name, instruments or organisation."""

    def find(text: str) -> list[tuple[str, ...]]:
        rows = [r for r in desk.read(lambda s: directory.facilities(s, text)) if not r.former]
        return _by_name(rows, text, lambda row: row.organisation, lambda _row: "flask-conical")

    return Source(
        find,
        partial(_label, desk, Facility),
        lambda text: _create(desk, Facility, text),
        partial(desk.open, "facility"),
    )


def instruments(desk: Desk, facility: Callable[[], str | None] = lambda: None) -> Source:
    """Instruments of the facility that `facility` names, or of all; one is made only in one."""

    def find(text: str) -> list[tuple[str, ...]]:
        rows = desk.read(lambda session: _instruments(session, text, facility()))
        return _by_name(rows, text, lambda row: row.detail, lambda _row: "microscope")

    def create(text: str) -> str | None:
        where = facility()
        return None if where is None else _create(desk, Instrument, text, facility_id=where)

    def go(record: str) -> None:
        instrument = desk.read(lambda session: session.get(Instrument, record))
        if instrument is not None:
            desk.open("facility", instrument.facility_id)

    return Source(find, partial(_label, desk, Instrument), create, go)


def create_person(desk: Desk, text: str) -> str | None:
    """A new person with the name as it was typed; gives the id, or None if nothing came of it."""
    name = parse_name(text)
    if not name:
        return None
    made = desk.do(
        "create", lambda session: records.add(session, person_of(name)), kind="person", name=text
    )
    return None if made is None else made.id


def person_of(name: TypedName) -> Person:
    """A person with a typed name and nothing else, not stored yet."""
    honorific = Trilingual()
    if name.honorific:
        honorific = honorific.with_part(name.honorific_language(), name.honorific)
    return Person(
        family=name.family,
        given=name.given,
        name_ja=name.name_ja,
        kana=name.kana,
        honorific=honorific,
    )


def label_of(session: Session, kind: str, record: str) -> Trilingual:
    """What a record of a kind is called; empty when it is no more."""
    entity: Any = session.get(records.by_kind(kind), record)
    return entity.label() if entity is not None and hasattr(entity, "label") else Trilingual()


@dataclass(frozen=True, slots=True)
class _InstrumentRow:
    id: str
    name: Trilingual
    detail: Trilingual


def _instruments(session: Session, text: str, facility: str | None) -> list[_InstrumentRow]:
    query = select(Instrument, Facility).join(Facility, Facility.id == Instrument.facility_id)
    if facility is not None:
        query = query.where(Instrument.facility_id == facility)
    wanted = normalise(text).split()
    return [
        _InstrumentRow(instrument.id, instrument.name, home.name)
        for instrument, home in session.execute(query.where(Instrument.former.is_(False)))
        if all(word in instrument.search or word in home.search for word in wanted)
    ]


def _by_name(
    rows: Sequence[Any],
    text: str,
    detail: Callable[[Any], Trilingual],
    icon: Callable[[Any], str],
    *,
    first: Callable[[Any], bool] | None = None,
) -> list[tuple[str, ...]]:
    language = current()

    def name(row: Any) -> str:
        return str(row.name.best(language.code))

    ordered = sorted(rows, key=lambda row: sorting.sort_key(language, name(row)))
    if first is not None:
        ordered.sort(key=lambda row: not first(row))
    return [
        (row.id, name(row), detail(row).best(language.code), icon(row))
        for row in _best_first(ordered, text, lambda row: row.name.parts())
    ]


def _forms(name: PersonName) -> tuple[str, ...]:
    return (name.given, name.family, name.name_ja, name.kana)


def _best_first(rows: Sequence[Any], text: str, forms: Callable[[Any], Sequence[str]]) -> list[Any]:
    """Those of which a form of the name begins as typed, then the others, each in their order."""
    wanted = normalise(text)
    if not wanted:
        return list(rows[:_MOST])
    return sorted(
        rows,
        key=lambda row: not any(normalise(form).startswith(wanted) for form in forms(row)),
    )[:_MOST]


def _named(desk: Desk, cls: type[Any], record: str, name: Callable[[Any], str]) -> str:
    entity = desk.read(lambda session: session.get(cls, record))
    if entity is None:
        return words.problem(Problem("record_gone", kind=cls.__tablename__))
    return name(entity)


def _label(desk: Desk, cls: type[Entity], record: str) -> str:
    return _named(desk, cls, record, lambda entity: entity.label().best(current().code))


def _create(desk: Desk, cls: type[Entity], text: str, **values: object) -> str | None:
    code = current().code if current().code in PARTS else "en"
    made = desk.do(
        "create",
        lambda session: records.add(
            session, cls(name=Trilingual().with_part(code, text), **values)
        ),
        kind=cls.__tablename__,
        name=text,
    )
    return None if made is None else made.id
