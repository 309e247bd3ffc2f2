"""A history names what it speaks of, also when that is gone."""

from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path

from desktop.domain import Delegation, Exchange, Gate, Item, Organisation, Person, Trilingual
from desktop.store import delegations, records
from desktop.store.called import called
from desktop.store.history import history
from desktop.store.office import OfficeFile


def _spell(code: StrEnum) -> Trilingual:
    return Trilingual(en=f"the {code}")


def _names(office: OfficeFile, record: str) -> dict[str, Trilingual]:
    with office.reading() as session:
        return called(session, history(session, record), _spell)


def test_things_links_and_gates_have_names(tmp_path: Path) -> None:
    office = OfficeFile.create(tmp_path / "o.kakehashi", clock=lambda: datetime.now(UTC))
    with office.writing("create") as session:
        person = Person(family="Prøvesen", given="Anna")
        body = Organisation(name=Trilingual(da="Prøvestyrelsen"))
        session.add_all([person, body])
        visit = delegations.create(session, date(2027, 1, 1), title=Trilingual(en="Visit"))
        item = Item(delegation_id=visit.id, title=Trilingual(ja="視察"))
        session.add(item)
        session.flush()
        member = delegations.add_member(session, visit.id, person.id)
        stay = Exchange(reference="EXC-2027-001")
        session.add(stay)
        gate = Gate(exchange_id=stay.id, kind="agreement")
        session.add(gate)
    with office.writing("edit") as session:
        records.update(session, Delegation, visit.id, lead_organisation_id=body.id)
    names = _names(office, visit.id)
    assert names[visit.id].en == "Visit"
    assert names[item.id].ja == "視察"
    assert names[member.id].en == "Anna Prøvesen"
    assert names[body.id].da == "Prøvestyrelsen"
    assert _names(office, stay.id)[gate.id].en == "the agreement"

    with office.writing("delete") as session:
        records.delete(session, records.get(session, Delegation, visit.id))
    gone = _names(office, visit.id)
    assert (gone[visit.id].en, gone[item.id].ja) == ("Visit", "視察")
    assert gone[member.id].en == "Anna Prøvesen"
    office.close()
