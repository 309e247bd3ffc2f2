"""The demo office against the two data sets it was written from."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import AccessRequest, Delegation, Exchange, Moment, Person, Slot, Trilingual
from desktop.domain.codes import Function, GateKind, GateState, Involvement
from desktop.domain.item import programme
from desktop.domain.time import minutes_between
from desktop.language import Language
from desktop.language.names import display
from desktop.language.sorting import person_sort_key, sort_key
from desktop.paths import shipped
from desktop.store import directory, lists, loading, tasks
from desktop.store.interchange import export, import_demo, import_office
from desktop.store.office import OfficeFile
from desktop.store.references import find_record
from desktop.store.tree import classes

# Who takes part, by the place of the members in the list, where not all twelve do.
PARTICIPANTS = {
    "Meet at check-in, Copenhagen Airport Terminal 3": "1 2 3 4 5 6 7 8 9 10 12",
    "Flight SK983 Copenhagen – Tokyo Haneda": "1 2 3 4 5 6 7 8 9 10 12",
    "Separate arrival: flight via Helsinki to Narita": "11",
    "Transfer by chartered bus: Haneda – hotel": "1 2 3 4 5 6 7 8 9 10 12",
    "Free time (luggage storage; check-in from 15:00)": "1 2 3 4 5 6 7 8 9 10 12",
    "Transfer by train: Narita – hotel": "11",
    "Track A (academia): MEXT Quantum Research Promotion Office": "1 2 3 4 5 6 12",
    "Track B (industry): round table with Q-STAR members": "5 7 8 9 10 11",
    "Lab tour, group 1: superconducting quantum computer": "1 2 3 4 5 6",
    "Discussion with RQC researchers, group 2": "7 8 9 10 11 12",
    "Lab tour, group 2: superconducting quantum computer": "7 8 9 10 11 12",
    "Discussion with RQC researchers, group 1": "1 2 3 4 5 6",
    "Track A: working session on joint facility access": "1 2 5 6 10 12",
    "Track B: NIMS nanofabrication facility": "3 4 7 8 9 11",
    "One-to-one meetings (20-minute slots)": "2 3 4 5 6 7 8 9 10 11",
    "Round table on research security and export control": "1 12",
    "Online status meeting with Copenhagen (10:00 CEST)": "1 2 12",
    "Company visit (cancelled by host)": "7 11",
}
DUE = {
    "EXC-2027-001": "2027-02-03 2027-02-03 2027-03-03 2027-03-17 2027-04-14 2027-04-28 2027-05-12 "
    "2027-06-23 2027-07-21 2027-08-04 2027-08-11 2027-08-11 2027-09-01 2027-09-15 2027-09-15 "
    "2027-12-28",
    "EXC-2027-002": "2026-11-09 2026-11-09 2026-12-07 2026-12-21 2027-01-18 2027-02-01 2027-03-29 "
    "2027-05-10 2027-05-17 2027-05-17 2027-06-07 2027-09-10",
    "EXC-2027-003": "2027-03-22 2027-03-22 2027-04-19 2027-05-03 2027-05-31 2027-06-14 2027-08-09 "
    "2027-09-20 2027-09-27 2027-09-27 2027-10-18 2027-11-26",
    "EXC-2027-004": "2027-04-02 2027-04-30 2027-05-14 2027-05-28 2027-07-09 2027-07-23 2027-09-03 "
    "2027-08-06 2027-10-01 2027-10-08 2027-10-15 2028-10-28",
    "EXC-2027-005": "2026-08-17 2026-09-14 2026-09-28 2026-10-12 2027-01-18 2027-01-18 2026-12-21 "
    "2027-02-15 2027-04-23",
    "EXC-2027-006": "2026-12-01 2026-12-29 2027-01-12 2027-01-26 2027-03-09 2027-03-23 2027-05-04 "
    "2027-04-06 2027-06-01 2027-06-08 2027-10-28",
}
DANISH_ORDER = (
    "Dummysen Eksempelgård Eksempelgaard Mønsterholm Prøvesen Skabelonsen Testrup Ærøprøve "
    "Øvebjerg Øvelund Aagedemo Ålekvist"
)
KANA_ORDER = [
    *("安堂 てすと", "架空 光", "仮名井 真", "試田 量子", "雛形 純", "見本 由紀", "模木 沢子"),
    "例沢 修",
]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeFile]:
    file = OfficeFile.create(tmp_path_factory.mktemp("demo") / "demo.kakehashi")
    import_demo(file)
    yield file
    file.close()


@pytest.fixture
def session(demo: OfficeFile) -> Iterator[Session]:
    with demo.reading() as session:
        yield session


def delegation(session: Session) -> Delegation:
    record = find_record(session, "DEL-2027-001")
    assert record is not None
    return loading.delegation(session, record.id)


def exchange(session: Session, number: int) -> Exchange:
    record = find_record(session, f"EXC-2027-{number:03d}")
    assert record is not None
    return loading.exchange(session, record.id)


def access(session: Session, number: int) -> AccessRequest:
    record = find_record(session, f"ACC-2027-{number:03d}")
    assert record is not None
    return loading.access_request(session, record.id)


def test_the_demo_office_comes_out_as_it_went_in(demo: OfficeFile, tmp_path: Path) -> None:
    data = (shipped("resources") / "demo" / "office.json").read_bytes()
    with demo.reading() as session:
        text = export(session, private=True)
    assert text.encode() == data
    other = OfficeFile.create(tmp_path / "other.kakehashi")
    try:
        import_office(other, text)
        with other.reading() as session:
            assert export(session, private=True) == text
    finally:
        other.close()


def test_all_of_both_data_sets_is_there(session: Session) -> None:
    assert [row.members for row in lists.delegations(session)] == [12]
    assert [row.items for row in lists.delegations(session)] == [44]
    assert len(lists.exchanges(session)) == 6
    assert len(lists.access_requests(session)) == 5
    assert len(tasks.rows(session)) == 16 + 12 + 12 + 12 + 9 + 11
    assert len(directory.organisations(session)) == 27
    assert len(directory.places(session)) == 18
    # 20 and 12, of whom six are the same invented persons under other ids.
    assert len(directory.people(session)) == 26
    assert len(directory.facilities(session)) == 5


def test_every_title_is_in_three_languages(session: Session) -> None:
    for cls in classes().values():
        for entity in session.scalars(select(cls)):
            for name in ("title", "name", "city", "printed_note", "note", "diet"):
                words = getattr(entity, name, None)
                if isinstance(words, Trilingual) and words:
                    assert len(words.parts()) == 3, (cls.__name__, name, words)


def test_who_takes_part_is_as_in_the_data(session: Session) -> None:
    record = delegation(session)
    members = [member.person_id for member in record.members]
    found = {}
    for item in record.items:
        present = [
            str(number)
            for number, person_id in enumerate(members, 1)
            if item.concerns(
                person_id,
                [
                    group.id
                    for group in record.groups
                    if person_id in [link.person_id for link in group.memberships]
                ],
            )
        ]
        if not item.everyone:
            found[item.title.en] = " ".join(present)
    assert found == PARTICIPANTS


def test_members_have_their_functions(session: Session) -> None:
    record = delegation(session)
    ordered = [member.person.family for member in record.ordered_members()]
    assert ordered[:2] == ["Eksempelgaard", "Ålekvist"]
    assert ordered[-1] == "Dummysen"
    head = record.with_function(Function.HEAD)
    assert head is not None
    assert head.person.title == Trilingual("次長", "Vicedirektør", "Deputy Director General")
    assert (record.edition, record.edition_final) == (3, False)
    assert (record.start, record.end) == (date(2027, 4, 17), date(2027, 4, 24))


def test_flights_leave_in_one_zone_and_land_in_another(session: Session) -> None:
    flights = [item for item in programme(delegation(session).items) if item.kind == "flight"]
    assert [minutes_between(item.start, item.end) for item in flights] == [815, 820, 835]
    assert [item.transport for item in flights] == ["SK983", "", "SK984"]
    first = flights[0]
    assert (first.start.zone, first.end.zone) == ("Europe/Copenhagen", "Asia/Tokyo")
    assert first.place is not None
    assert first.end_place is not None
    assert (first.place.iata, first.end_place.iata) == ("CPH", "HND")


def test_the_interpreter_is_named_where_one_is_needed(session: Session) -> None:
    for item in delegation(session).items:
        interpreters = [one.family for one in item.involved(Involvement.INTERPRETER)]
        assert interpreters == (["Kamei"] if item.interpreted else [])
        assert [one.family for one in item.involved(Involvement.CONTACT)] == ["Mihon"]


def test_one_person_is_in_both_tracks_at_once(session: Session) -> None:
    record = delegation(session)
    names = {
        group.code: {link.person.family for link in group.memberships} for group in record.groups
    }
    assert names["A"] & names["B"] == {"Prøvesen"}
    assert names["1"] & names["2"] == set()
    tracks = {link.group.code: item for item in record.items for link in item.groups}
    assert tracks["A"].start == tracks["B"].start
    assert tracks["A"].start.date == date(2027, 4, 19)


def test_checklists_fall_due_as_in_the_data(session: Session) -> None:
    for reference, expected in DUE.items():
        record = find_record(session, reference)
        assert record is not None
        stay = loading.exchange(session, record.id)
        dues = [task.due_on(stay.start, stay.end) for task in stay.tasks]
        assert [str(due) for due in dues] == expected.split(), reference


def test_stays_have_their_gates(session: Session) -> None:
    stay = exchange(session, 1)
    states = {GateKind(gate.kind): GateState(gate.state) for gate in stay.gates}
    assert states == {
        GateKind.RESEARCH_SECURITY: GateState.CLEARED,
        GateKind.EXPORT_CONTROL_DK: GateState.IN_PROGRESS,
        GateKind.EXPORT_CONTROL_JP: GateState.NOT_STARTED,
        GateKind.AGREEMENT: GateState.NOT_STARTED,
    }
    assert [exchange(session, number).days() for number in range(1, 7)] == [
        *(91, 68, 12, 366, 40, 122)
    ]
    assert [exchange(session, number).status for number in range(1, 7)] == [
        *("planned", "approved", "draft", "planned", "approved", "on_hold")
    ]
    host = exchange(session, 4).host_person
    assert host is not None
    assert host.family == "Ålekvist"
    assert any(host.id == member.person_id for member in delegation(session).members)


def test_access_requests_have_their_course_and_slots(session: Session) -> None:
    stages = [access(session, number).stage for number in range(1, 6)]
    assert stages == ["review", "scheduled", "preparing", "submitted", "report_due"]
    course = [(str(move.on), move.from_stage, move.to_stage) for move in access(session, 5).moves]
    assert course == [
        ("2026-06-01", "draft", "submitted"),
        ("2026-09-10", "submitted", "approved"),
        ("2026-11-20", "approved", "scheduled"),
        ("2027-01-18", "scheduled", "in_use"),
        ("2027-01-22", "in_use", "report_due"),
    ]
    assert access(session, 5).report_due == date(2027, 3, 23)
    assert all(len(access(session, number).gates) == 5 for number in range(1, 6))
    elapsed = sorted(minutes_between(slot.start, slot.end) or 0 for slot in all_slots(session))
    assert elapsed == [120, 240, 480, 1440, 1440, 3360, 6180, 6240]


def all_slots(session: Session) -> list[Slot]:
    return list(session.scalars(select(Slot)))


def test_a_slot_over_a_clock_change_is_four_hours_long(session: Session) -> None:
    slots = sorted(access(session, 4).slots, key=lambda slot: slot.start.sort_key())
    assert minutes_between(slots[0].start, slots[0].end) == 240
    assert slots[0].start == Moment(date(2027, 10, 31), slots[0].start.time, "Europe/Copenhagen")
    assert "4" in slots[0].note.da


def test_people_stand_in_the_order_of_each_language(session: Session) -> None:
    danish, japanese = Language.of("da"), Language.of("ja")
    families = [member.person.family for member in delegation(session).members]
    ordered = sorted(families, key=lambda family: sort_key(danish, family))
    assert ordered == DANISH_ORDER.split()
    people = [
        row.name
        for row in directory.people(session)
        if row.name.nationality == "JP" and "researcher" not in row.roles
    ]
    ordered = [
        one.name_ja for one in sorted(people, key=lambda one: person_sort_key(japanese, one))
    ]
    assert ordered == KANA_ORDER


def test_names_are_displayed_as_in_the_data(session: Session) -> None:
    english, japanese = Language.of("en"), Language.of("ja")
    mihon = session.scalars(select(Person).where(Person.family == "Mihon")).one()
    assert display(english, mihon) == "MIHON Yuki"
    assert display(japanese, mihon) == "見本 由紀"
    head = session.scalars(select(Person).where(Person.family == "Eksempelgaard")).one()
    assert display(english, head) == "Signe Eksempelgaard"
    assert display(japanese, head) == "シーネ・エクセンペルゴー"
    assert head.honorific.ja == "様"


def test_the_demo_says_that_its_people_are_invented() -> None:
    data = json.loads((shipped("resources") / "demo" / "office.json").read_bytes())
    assert "invented" in data["delegations"][0]["note"]
    assert "(demo)" in data["offices"][0]["name"]["en"]
