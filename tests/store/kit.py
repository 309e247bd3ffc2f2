"""How the tests look into an office file from outside."""

import hashlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from desktop.domain import (
    Acceptance,
    AccessInstrument,
    AccessMember,
    AccessRequest,
    ChecklistLine,
    Closure,
    CountryClosure,
    Delegation,
    DraftDay,
    Edition,
    EditionPaper,
    EmergencyContact,
    Entity,
    Exchange,
    Facility,
    Gate,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemOrder,
    ItemPerson,
    ItemWindow,
    Member,
    Moment,
    Office,
    Organisation,
    Permit,
    Person,
    Place,
    Retention,
    RuleSetting,
    Slot,
    StageMove,
    Task,
    TravelTime,
    Trilingual,
)
from desktop.domain.base import Base
from desktop.errors import Problem
from desktop.store import delegations
from desktop.store.cipher import Key
from desktop.store.log import Author, Change, Unit
from desktop.store.office import OfficeFile

Rows = dict[str, list[tuple[Any, ...]]]
AUTHOR = Author("Ida Prøvesen", "office-1", "site-a")
LOCK = ".office.kakehashi.lock"
LOG = ("unit", "change", "kept", "sent", "tombstone")
DAY = date(2027, 4, 19)
TOKYO = "Asia/Tokyo"


@contextmanager
def watched(office: OfficeFile) -> Iterator[list[str]]:
    """Collect the SQL statements that an office sends; one executemany counts once."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    event.listen(office._engine, "before_cursor_execute", note)
    try:
        yield sent
    finally:
        event.remove(office._engine, "before_cursor_execute", note)


def rows(path: Path) -> Rows:
    """Everything in the tables of the records, derived columns too, as SQLite holds it."""
    with closing(sqlite.connect(path)) as connection:
        return {
            name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in Base.metadata.tables
            if name not in LOG
        }


def dangling(path: Path) -> list[tuple[Any, ...]]:
    """The keys that refer to nothing."""
    with closing(sqlite.connect(path)) as connection:
        found: list[tuple[Any, ...]] = connection.execute("PRAGMA foreign_key_check").fetchall()
        return found


def log(office: OfficeFile) -> list[tuple[Unit, list[Change]]]:
    """The change log, oldest unit first."""
    with office.reading() as session:
        changes = session.scalars(select(Change).order_by(Change.unit, Change.step)).all()
        return [
            (unit, [change for change in changes if change.unit == unit.seq])
            for unit in session.scalars(select(Unit).order_by(Unit.seq))
        ]


def digests(folder: Path) -> dict[str, str]:
    """Every file of a folder with the SHA-256 of its bytes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def one_of_each() -> list[Entity]:
    """An entity of every class, each field that refers to another set, parts with their owners."""
    organisation = Organisation(
        name=Trilingual("見本大学", "Prøveuniversitetet", "Sample University")
    )
    hotel = Place(name=Trilingual(en="Hotel Example"), organisation_id=organisation.id)
    room = Place(name=Trilingual(en="Room 1"), within_id=hotel.id)
    head = Person(family="Prøvesen", given="Ida", organisation_id=organisation.id)
    guest = Person(family="Kakū", given="Hikaru", name_ja="架空 光", kana="カクウ ヒカル")
    facility = Facility(
        name=Trilingual(en="Cold Lab"),
        organisation_id=organisation.id,
        place_id=room.id,
        contact_id=guest.id,
    )
    instrument = Instrument(facility_id=facility.id, name=Trilingual(en="Refrigerator"))
    delegation = Delegation(
        reference="DEL-2027-001", lead_organisation_id=organisation.id, hotel_id=hotel.id
    )
    group = Group(delegation_id=delegation.id, code="A")
    block = Item(
        delegation_id=delegation.id, place_id=room.id, end_place_id=hotel.id, vehicle_id=room.id
    )
    part = Item(
        delegation_id=delegation.id, parent_id=block.id, host_organisation_id=organisation.id
    )
    exchange = Exchange(
        reference="EXC-2027-001",
        person_id=guest.id,
        host_person_id=head.id,
        home_organisation_id=organisation.id,
        host_organisation_id=organisation.id,
        accommodation_id=hotel.id,
    )
    slot = Slot(instrument_id=instrument.id, start=Moment(DAY))
    access = AccessRequest(
        reference="ACC-2027-001",
        facility_id=facility.id,
        requester_organisation_id=organisation.id,
        investigator_id=guest.id,
        local_contact_id=head.id,
    )
    slot.access_id = access.id
    part.slot_id = slot.id
    closed = {
        "place_id": room,
        "organisation_id": organisation,
        "person_id": head,
        "facility_id": facility,
        "instrument_id": instrument,
    }
    kept = {"delegation_id": delegation, "exchange_id": exchange, "access_id": access}
    editions = [Edition(**{key: one.id}, number=2, on=DAY) for key, one in kept.items()]
    return [
        Office(name=Trilingual(en="Example Office")),
        *(organisation, hotel, room, head, guest, facility, instrument),
        *(delegation, group, block, part, exchange, access),
        Member(delegation_id=delegation.id, person_id=head.id, function="head"),
        GroupMember(group_id=group.id, person_id=head.id),
        EmergencyContact(delegation_id=delegation.id, phone="+81-3-0000-0000"),
        ItemPerson(item_id=part.id, person_id=head.id, joins=Moment(zone="Asia/Tokyo")),
        ItemGroup(item_id=part.id, group_id=group.id),
        ItemWindow(item_id=part.id, day=DAY, from_time=time(9), to_time=time(12)),
        ItemOrder(item_id=part.id, other_id=block.id, kind="before"),
        DraftDay(
            delegation_id=delegation.id, day=DAY, begin_place_id=hotel.id, end_place_id=hotel.id
        ),
        Item(exchange_id=exchange.id),
        Gate(exchange_id=exchange.id),
        Gate(access_id=access.id, kind="safety"),
        Task(delegation_id=delegation.id),
        Task(exchange_id=exchange.id),
        Task(access_id=access.id),
        AccessInstrument(access_id=access.id, instrument_id=instrument.id),
        AccessMember(access_id=access.id, person_id=guest.id),
        StageMove(access_id=access.id, on=DAY, from_stage="draft", to_stage="submitted"),
        slot,
        Permit(exchange_id=exchange.id, issued=DAY),
        ChecklistLine(template="delegation", code="letters", title=Trilingual(en="Letters")),
        *(Closure(**{key: one.id}, first=DAY, last=DAY) for key, one in closed.items()),
        CountryClosure(country="JP", first=DAY, last=DAY, name=Trilingual(ja="お盆")),
        TravelTime(from_place_id=hotel.id, to_place_id=room.id, minutes=25),
        RuleSetting(rule="no_meal", severity="off"),
        Retention(data_class="passport", days=60),
        *editions,
        EditionPaper(edition_id=editions[0].id, name="programme.pdf", document="programme"),
        *(
            Acceptance(**{key: one.id}, rule="weekend", subject="weekend")
            for key, one in kept.items()
        ),
    ]


def make(path: Path) -> Path:
    """A closed office file with something of each kind in it."""
    made = OfficeFile.create(path, AUTHOR)
    with made.writing("create") as session:
        session.add_all(one_of_each())
    made.close()
    return path


def refused(path: Path) -> Problem:
    """The problem of opening a file; every byte and every name around it stays."""
    before = digests(path.parent) if path.parent.is_dir() else {}
    with pytest.raises(Problem) as problem:
        OfficeFile.open(path, AUTHOR)
    if path.parent.is_dir():
        after = digests(path.parent)
        after.pop(f".{path.name}.lock", None)
        before.pop(f".{path.name}.lock", None)
        assert after == before
    assert problem.value.values["path"] == str(path)
    return problem.value


def people(session: Session) -> dict[str, str]:
    """The identities of all persons by their given names."""
    return {person.given: person.id for person in session.query(Person)}


def item(
    session: Session, trip: Delegation, name: str, clock: int | None = 9, **more: object
) -> Item:
    """An item of an hour on the day of a delegation; without a clock, of that day alone."""
    at = None if clock is None else time(clock)
    end = Moment() if clock is None else Moment(DAY, time(clock + 1), TOKYO)
    values = {"start": Moment(DAY, at, TOKYO), "end": end, "title": Trilingual(en=name), **more}
    made = delegations.add_item(session, delegation_id=trip.id, **values)
    session.flush()
    return made


def block_of(session: Session, trip: Delegation) -> tuple[Item, Item, Item]:
    """A block with a part that has a part."""
    block = item(session, trip, "block")
    part = item(session, trip, "part", 10, parent_id=block.id)
    deeper = item(session, trip, "deeper", 11, parent_id=part.id)
    return block, part, deeper


def encrypted_copy(plain: Path, target: Path, key: Key) -> None:
    """Write a plain file anew, encrypted with a key, whatever its schema."""
    with closing(sqlite.connect(plain)) as connection:
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        connection.execute(f"ATTACH ? AS locked KEY \"x'{key.raw.hex()}'\"", (str(target),))
        connection.execute("SELECT sqlcipher_export('locked')")
        connection.execute(f"PRAGMA locked.user_version={version}")
        connection.execute(f"PRAGMA locked.application_id={application}")
        connection.execute("DETACH locked")
