"""Make the golden office file of today's schema: python3 tests/data/make_golden.py

Run it once per schema version, when the version is released, and never for an older version: the
file stands for what users have on their disks. Identities, clock and content are fixed, so that
the same program makes the same rows.
"""

import uuid
from datetime import UTC, date, datetime, time
from pathlib import Path

from desktop.domain import (
    Acceptance,
    AccessInstrument,
    AccessMember,
    AccessRequest,
    ChecklistLine,
    Closure,
    CountryClosure,
    DayPart,
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
from desktop.store.log import Author
from desktop.store.migrate import SCHEMA_VERSION
from desktop.store.office import OfficeFile

FOLDER = Path(__file__).parent
DAY = date(2027, 4, 19)
TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"


def key(name: str) -> str:
    """The fixed identity of a thing in the file."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"kakehashi:golden:{name}"))


def entities() -> list[Entity]:
    """A little of everything; all of it invented."""
    office, home, hotel = key("office"), key("organisation"), key("hotel")
    room = key("room")
    ida, hikaru = key("ida"), key("hikaru")
    lab, tool = key("lab"), key("tool")
    trip, stay, request = key("trip"), key("stay"), key("request")
    group, flight, visit, talk = key("group"), key("flight"), key("visit"), key("talk")
    return [
        Office(id=office, name=Trilingual("見本事務所", "Eksempelkontoret", "Example Office")),
        Organisation(
            id=home,
            name=Trilingual("見本大学", "Prøveuniversitetet", "Sample University"),
            city=Trilingual(da="Ålborg", en="Aalborg"),
            zone=COPENHAGEN,
        ),
        Place(id=hotel, name=Trilingual(en="Hotel Example"), kind="hotel", zone=TOKYO),
        Place(id=room, name=Trilingual(en="Meeting room"), kind="room", zone=TOKYO),
        Person(id=ida, family="Prøvesen", given="Ida", organisation_id=home),
        Person(id=hikaru, family="Kakū", given="Hikaru", name_ja="架空 光", kana="カクウ ヒカル"),
        Facility(id=lab, name=Trilingual(en="Cold Lab"), organisation_id=home, place_id=hotel),
        Instrument(id=tool, facility_id=lab, name=Trilingual(en="Refrigerator")),
        Delegation(
            id=trip,
            reference="DEL-2027-001",
            title=Trilingual("訪日", "Besøg i Japan", "Visit to Japan"),
            start=date(2027, 4, 17),
            end=date(2027, 4, 24),
            lead_organisation_id=home,
            hotel_id=hotel,
        ),
        Member(id=key("member"), delegation_id=trip, person_id=ida, function="head"),
        Group(id=group, delegation_id=trip, code="A"),
        GroupMember(id=key("group member"), group_id=group, person_id=ida),
        EmergencyContact(id=key("emergency"), delegation_id=trip, phone="+81-3-0000-0000"),
        Item(
            id=flight,
            delegation_id=trip,
            kind="flight",
            title=Trilingual(en="Flight"),
            start=Moment(date(2027, 4, 17), time(11, 20), COPENHAGEN),
            end=Moment(date(2027, 4, 18), time(7, 55), TOKYO),
        ),
        Item(id=visit, delegation_id=trip, start=Moment(DAY, None, TOKYO, 0, DayPart.MORNING)),
        Item(id=talk, delegation_id=trip, parent_id=visit, start=Moment(DAY, time(10), TOKYO)),
        ItemPerson(id=key("item person"), item_id=talk, person_id=hikaru, involvement="host"),
        ItemGroup(id=key("item group"), item_id=talk, group_id=group),
        ItemWindow(id=key("window"), item_id=talk, day=DAY, from_time=time(9), to_time=time(12)),
        ItemOrder(id=key("order"), item_id=talk, other_id=flight, kind="apart"),
        DraftDay(id=key("draft day"), delegation_id=trip, day=DAY, begins=time(9)),
        Exchange(id=stay, reference="EXC-2027-001", person_id=ida, host_person_id=hikaru),
        Item(id=key("arrival"), exchange_id=stay, title=Trilingual(en="Arrival")),
        Gate(id=key("stay gate"), exchange_id=stay, kind="agreement", state="cleared"),
        Task(id=key("task"), exchange_id=stay, anchor="start", offset_days=-14),
        Permit(id=key("permit"), exchange_id=stay, kind="visa", issued=DAY, valid_until=DAY),
        ChecklistLine(
            id=key("step"), template="delegation", code="letters", offset_days=-140, off=True
        ),
        AccessRequest(id=request, reference="ACC-2027-001", facility_id=lab, stage="submitted"),
        AccessInstrument(id=key("asked"), access_id=request, instrument_id=tool),
        AccessMember(id=key("team"), access_id=request, person_id=ida, role="PI"),
        Gate(id=key("request gate"), access_id=request, kind="safety"),
        StageMove(id=key("move"), access_id=request, on=DAY, to_stage="submitted"),
        Slot(
            id=key("slot"),
            access_id=request,
            instrument_id=tool,
            start=Moment(date(2027, 10, 31), time(2, 30), COPENHAGEN, 1),
        ),
        Closure(id=key("closure"), person_id=hikaru, first=DAY, last=DAY),
        Closure(id=key("service"), instrument_id=tool, kind="maintenance", first=DAY, last=DAY),
        CountryClosure(
            id=key("obon"), country="JP", first=DAY, last=DAY, name=Trilingual(ja="お盆")
        ),
        TravelTime(id=key("ride"), from_place_id=hotel, to_place_id=room, minutes=25),
        RuleSetting(id=key("rule"), rule="no_meal", severity="off"),
        Retention(id=key("retention"), data_class="passport", days=60),
        Edition(id=key("edition"), delegation_id=trip, number=2, on=DAY, recipients="Ministry"),
        EditionPaper(
            id=key("paper"), edition_id=key("edition"), name="programme.pdf", document="programme"
        ),
        Acceptance(
            id=key("accepted"), delegation_id=trip, rule="weekend", subject="weekend", reason="OK"
        ),
    ]


def make(path: Path) -> None:
    """Write the file: one action that made it all, one change, and one that was taken back."""
    author = Author("Ida Prøvesen", key("office"), "golden")
    office = OfficeFile.create(path, author, lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    with office.writing("create") as session:
        session.add_all(entities())
    with office.writing("change") as session:
        session.get_one(Person, key("ida")).title = Trilingual(da="Kontorchef")
    with office.writing("change") as session:
        session.get_one(Delegation, key("trip")).status = "confirmed"
    office.undo()
    office.close()
    path.with_name(f".{path.name}.lock").unlink()


if __name__ == "__main__":
    make(FOLDER / f"office-schema-{SCHEMA_VERSION}.kakehashi")
