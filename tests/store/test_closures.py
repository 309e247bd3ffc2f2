"""All closures of an office in one list, changed and repeated from there."""

from datetime import date, time

import pytest

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
from desktop.domain.base import Entity
from desktop.store import closures
from desktop.store.closures import ClosureRow
from desktop.store.office import OfficeFile

DAY, LATER = date(2027, 8, 13), date(2027, 8, 16)


def _rows(office: OfficeFile) -> list[ClosureRow]:
    with office.reading() as session:
        return closures.rows(session)


def test_closures_of_all_kinds_come_by_day(office: OfficeFile) -> None:
    body, hall = Organisation(name=Trilingual(en="Body")), Place(name=Trilingual(en="Hall"))
    lab = Facility(name=Trilingual(en="Lab"))
    tool = Instrument(facility_id=lab.id, name=Trilingual(en="Tool"))
    ida = Person(family="Prøvesen", given="Ida")
    closed = [
        Closure(organisation_id=body.id, first=date(2027, 1, 2), last=date(2027, 1, 3)),
        Closure(place_id=hall.id, first=date(2027, 1, 1), name=Trilingual(en="Works")),
        Closure(facility_id=lab.id, first=date(2027, 1, 4), kind="maintenance"),
        Closure(instrument_id=tool.id, first=date(2027, 1, 5), from_time=time(9)),
        Closure(person_id=ida.id, note="holiday"),
        CountryClosure(country="JP", first=date(2026, 12, 28)),
    ]
    with office.writing("create") as session:
        session.add_all([body, hall, lab, tool, ida, *closed])
    found = _rows(office)
    assert [(row.of, row.called.en, row.owner) for row in found] == [
        ("country", "", "JP"),
        ("place", "Hall", hall.id),
        ("organisation", "Body", body.id),
        ("facility", "Lab", lab.id),
        ("instrument", "Tool", tool.id),
        ("person", "", ida.id),
    ]
    assert found[5].person is not None
    assert (found[5].person.family, found[5].note) == ("Prøvesen", "holiday")
    assert (found[1].name.en, found[3].kind, found[4].from_time) == (
        "Works",
        "maintenance",
        time(9),
    )


@pytest.mark.parametrize("of", [closures.COUNTRY, *closures.OWNERS])
def test_a_closure_is_added_changed_repeated_and_removed(office: OfficeFile, of: str) -> None:
    lab = Facility()
    owners: dict[str, Entity] = {
        "organisation": Organisation(),
        "place": Place(),
        "facility": lab,
        "instrument": Instrument(facility_id=lab.id),
        "person": Person(),
    }
    with office.writing("create") as session:
        session.add_all(owners.values())
    owner = "DK" if of == closures.COUNTRY else owners[of].id
    values = {"first": None, "last": DAY, "name": Trilingual(en="Closed"), "from_time": None}
    with office.writing("create") as session:
        closures.add(session, of, owner, values)
    (row,) = _rows(office)
    assert (row.of, row.owner, row.first, row.last, row.name.en) == (of, owner, DAY, DAY, "Closed")
    with office.writing("edit") as session:
        closures.change(session, row, "first", LATER)
    (row,) = _rows(office)
    assert (row.first, row.last) == (LATER, LATER)
    with office.writing("edit") as session:
        closures.change(session, row, "last", DAY)
    (row,) = _rows(office)
    assert (row.first, row.last) == (DAY, DAY)
    with office.writing("duplicate") as session:
        (copy,) = closures.repeat(session, [row])
    assert [(one.id, one.first, one.owner) for one in _rows(office)] == [
        (row.id, DAY, owner),
        (copy, date(2028, 8, 13), owner),
    ]
    with office.writing("delete") as session:
        closures.remove(session, _rows(office))
    assert _rows(office) == []


def test_the_29th_of_february_is_repeated_on_the_28th(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add(CountryClosure(country="DK", first=date(2028, 2, 29), last=date(2028, 3, 1)))
    with office.writing("duplicate") as session:
        closures.repeat(session, closures.rows(session))
    copy = _rows(office)[1]
    assert (copy.first, copy.last) == (date(2029, 2, 28), date(2029, 3, 1))
