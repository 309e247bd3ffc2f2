"""The change log: every change, field by field, in the transaction of the change itself."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, inspect, text, update
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    Gate,
    Item,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.base import Base, Entity
from desktop.store.log import CHANGED, CREATED, DELETED, Change, tick
from desktop.store.office import OfficeFile
from desktop.store.tree import classes
from desktop.store.values import from_json, stored_columns, to_json
from tests.store.conftest import Clock
from tests.store.kit import log, one_of_each, rows, watched


def told(changes: list[Change]) -> list[tuple[str, str, object, object]]:
    return [
        (change.action, change.field, json.loads(change.before), json.loads(change.after))
        for change in changes
    ]


def test_a_new_entity_is_one_row_of_its_first_values(office: OfficeFile) -> None:
    person = Person(family="Prøvesen", passport_expiry=date(2030, 1, 2))
    with office.writing("create", kind="person") as session:
        session.add(person)
    ((unit, (change,)),) = log(office)
    assert (unit.label, json.loads(unit.label_values)) == ("create", {"kind": "person"})
    assert (unit.author, unit.office_id, unit.site) == ("Ida Prøvesen", "office-1", "site-a")
    assert (unit.mode, unit.target) == ("do", None)
    # Opening the file asked the clock once, to see what was left there long ago.
    assert unit.at == datetime(2026, 11, 23, 9, 0, 2, tzinfo=UTC)
    assert (change.action, change.kind, change.entity_id) == (CREATED, "person", person.id)
    assert (change.record_kind, change.record_id) == ("person", person.id)
    after = json.loads(change.after)
    assert after["id"] == person.id
    assert (after["family"], after["given"], after["passport_expiry"]) == (
        "Prøvesen",
        "",
        "2030-01-02",
    )
    assert json.loads(change.before) is None


@pytest.mark.parametrize("kind", sorted(classes()))
def test_a_snapshot_holds_all_that_is_stored_and_nothing_derived(
    office: OfficeFile, kind: str
) -> None:
    with office.writing("create") as session:
        session.add_all(one_of_each())
    created = [change for _, changes in log(office) for change in changes if change.kind == kind]
    assert created, "one_of_each lacks a kind"
    mapper = inspect(classes()[kind])
    derived = {key for key, column in mapper.columns.items() if column.info.get("derived")}
    assert set(json.loads(created[0].after)) == set(mapper.columns.keys()) - derived
    assert derived == {
        key for key, _ in mapper.columns.items() if key == "search" or key.endswith("_utc")
    }


def test_fields_are_logged_one_by_one(office: OfficeFile) -> None:
    item = Item(start=Moment(date(2027, 4, 19), time(10), "Asia/Tokyo"), title=Trilingual(en="A"))
    with office.writing("create") as session:
        session.add(item)
    with office.writing("move visit") as session:
        changed = session.get_one(Item, item.id)
        changed.start = changed.start.moved(minutes=60)
        changed.title = Trilingual(ja="あ", en="A")
        changed.everyone = False
    _, (unit, changes) = log(office)
    assert unit.label == "move visit"
    assert sorted(told(changes), key=repr) == [
        (CHANGED, "everyone", True, False),
        (CHANGED, "start_time", "10:00", "11:00"),
        (CHANGED, "title_ja", "", "あ"),
    ]
    assert [change.step for change in changes] == [0, 1, 2]


def test_a_deleted_entity_is_one_row_of_its_last_values(office: OfficeFile) -> None:
    person = Person(family="Prøvesen")
    with office.writing("create") as session:
        session.add(person)
    with office.writing("delete") as session:
        session.delete(session.get_one(Person, person.id))
    _, (_, (change,)) = log(office)
    assert change.action == DELETED
    assert json.loads(change.before)["family"] == "Prøvesen"
    assert json.loads(change.after) is None


def test_what_was_changed_before_it_was_deleted_is_logged_as_it_was(office: OfficeFile) -> None:
    person = Person(family="Prøvesen")
    with office.writing("create") as session:
        session.add(person)
    before = rows(office.path)
    with office.writing("delete") as session:
        doomed = session.get_one(Person, person.id)
        doomed.family = "Changed on the way out"
        session.delete(doomed)
    _, (_, (change,)) = log(office)
    assert json.loads(change.before)["family"] == "Prøvesen"
    office.undo()
    assert rows(office.path) == before


def test_several_flushes_are_one_unit_with_steps_in_order(office: OfficeFile) -> None:
    with office.writing("create") as session:
        person = Person(family="A")
        session.add(person)
        session.flush()
        person.family = "B"
        session.flush()
        person.family = "C"
        session.flush()
        session.delete(person)
    ((_, changes),) = log(office)
    assert [(change.step, change.action) for change in changes] == [
        (0, CREATED),
        (1, CHANGED),
        (2, CHANGED),
        (3, DELETED),
    ]
    assert told(changes)[1:3] == [(CHANGED, "family", "A", "B"), (CHANGED, "family", "B", "C")]
    before = rows(office.path)
    assert office.undo() == ("create", {})
    assert rows(office.path) == before
    assert office.redo() == ("create", {})
    assert rows(office.path) == before


def test_a_unit_that_fails_leaves_no_trace(office: OfficeFile) -> None:
    def fail(session: Session) -> None:
        session.add(Person())
        session.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), office.writing("create") as session:
        fail(session)
    assert log(office) == []
    assert rows(office.path)["person"] == []


def test_a_unit_that_changes_nothing_writes_nothing(office: OfficeFile) -> None:
    person = Person(family="A", title=Trilingual(en="Dr"))
    with office.writing("create") as session:
        session.add(person)
    with office.writing("nothing"):
        pass
    with office.writing("the same") as session:
        same = session.get_one(Person, person.id)
        same.family = "A"
        same.title = Trilingual(en="Dr")
    with office.writing("there and back") as session:
        same = session.get_one(Person, person.id)
        same.family = "B"
        same.family = "A"
    assert [unit.label for unit, _ in log(office)] == ["create"]


def test_only_what_is_derived_is_written_without_a_log(office: OfficeFile) -> None:
    person = Person(family="Prøvesen")
    with office.writing("create") as session:
        session.add(person)
    with office.writing("a new way to search") as session:
        session.get_one(Person, person.id).search = "out of date"
    assert len(log(office)) == 1
    with office.writing("touch") as session:
        session.get_one(Person, person.id).note = "x"
    with office.reading() as reading:
        assert "provesen" in reading.get_one(Person, person.id).search
    assert [change.field for change in log(office)[1][1]] == ["note"]


def test_instants_follow_the_wall_clock(office: OfficeFile) -> None:
    slot = one_slot(office, Moment(date(2027, 10, 31), time(2, 30), "Europe/Copenhagen", 1))
    with office.reading() as session:
        assert session.get_one(Slot, slot).start_utc == datetime(2027, 10, 31, 1, 30, tzinfo=UTC)
    with office.writing("change") as session:
        session.get_one(Slot, slot).start = Moment(date(2027, 10, 31))
    with office.reading() as session:
        assert session.get_one(Slot, slot).start_utc is None


def one_slot(office: OfficeFile, start: Moment) -> str:
    with office.writing("create") as session:
        session.add_all(one_of_each())
        session.flush()
        slot = session.query(Slot).one()
        slot.start = start
    return slot.id


def test_a_part_is_logged_with_its_record(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add_all(one_of_each())
    ((_, changes),) = log(office)
    records = {change.kind: change.record_kind for change in changes}
    assert records["item_person"] == "delegation"
    assert records["group_member"] == "delegation"
    assert records["slot"] == "access_request"
    assert records["instrument"] == "facility"
    assert records["place"] == "place"
    assert all(
        change.record_id == change.entity_id
        for change in changes
        if change.kind == change.record_kind
    )


def test_a_part_that_goes_with_its_record_is_still_logged_with_it(office: OfficeFile) -> None:
    delegation, person = Delegation(), Person()
    member = Member(delegation_id=delegation.id, person_id=person.id)
    with office.writing("create") as session:
        session.add_all([delegation, person, member])
    with office.writing("delete") as session:
        for cls, entity_id in ((Member, member.id), (Delegation, delegation.id)):
            session.delete(session.get_one(cls, entity_id))
    deleted = log(office)[1][1]
    assert {change.record_id for change in deleted} == {delegation.id}


PERSON = Base.metadata.tables["person"]
BULK: dict[str, Callable[[Session, Person], object]] = {
    "update": lambda session, _: session.execute(update(Person).values(note="x")),
    "delete": lambda session, _: session.execute(delete(Person)),
    "insert": lambda session, _: session.execute(insert(Person), [{"id": "0" * 36}]),
    "query.update": lambda session, _: session.query(Person).update({"note": "x"}),
    "query.delete": lambda session, _: session.query(Person).delete(),
    "core": lambda session, _: session.execute(update(PERSON).values(note="x")),
    "text": lambda session, _: session.execute(text("UPDATE person SET note = 'x'")),
}


@pytest.mark.parametrize("how", BULK)
def test_a_bulk_statement_is_refused(office: OfficeFile, how: str) -> None:
    person = Person()
    with office.writing("create") as session:
        session.add(person)
    before = rows(office.path)
    with (
        pytest.raises(RuntimeError, match="would not be written to the change log"),
        office.writing("bulk") as session,
    ):
        BULK[how](session, person)
    assert rows(office.path) == before
    assert len(log(office)) == 1


def test_time_never_runs_backwards_in_the_log(office: OfficeFile, ticking: Clock) -> None:
    for step in (1, -3600, 0, 5, -86400, 1):
        ticking.now += timedelta(seconds=step)
        with office.writing("create") as session:
            session.add(Person())
    clocks = [unit.hlc for unit, _ in log(office)]
    assert clocks == sorted(set(clocks))
    assert all(clock.endswith("-site-a") for clock in clocks)


@given(st.lists(st.integers(min_value=0, max_value=2**40), min_size=1, max_size=30))
def test_the_clock_of_the_log_only_rises(millis: list[int]) -> None:
    last: str | None = None
    for value in millis:
        now = datetime.fromtimestamp(value / 1000, UTC)
        following = tick(now, last, "site-of-a-long-name")
        assert last is None or following > last
        assert following[:12] >= f"{int(now.timestamp() * 1000):012x}"
        last = following


def test_a_full_counter_takes_the_next_millisecond() -> None:
    now = datetime(2027, 1, 1, tzinfo=UTC)
    last = tick(now, None, "a")
    full = last[:13] + "ffff-a"
    assert tick(now, full, "a") > full
    assert tick(now, full, "a")[13:17] == "0000"


def test_a_large_import_writes_its_log_at_once(office: OfficeFile) -> None:
    delegation = Delegation()
    with office.writing("create") as session:
        session.add(delegation)

    def sent(count: int) -> int:
        people = [Person(family=f"Demo {number}") for number in range(count)]
        with watched(office) as statements, office.writing("import") as session:
            session.add_all(people)
            session.add_all(
                Member(delegation_id=delegation.id, person_id=person.id) for person in people
            )
        return len(statements)

    assert sent(2000) == sent(2)
    assert [len(changes) for _, changes in log(office)] == [1, 4000, 4]


def test_a_large_change_writes_its_log_at_once(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add_all(Person(family=f"Demo {number}") for number in range(500))
    with watched(office) as statements, office.writing("change") as session:
        for person in session.query(Person):
            person.former = True
    assert len([one for one in statements if "INSERT INTO change" in one.replace('"', "")]) == 1
    assert len(log(office)[1][1]) == 500


@pytest.mark.parametrize("cls", classes().values())
def test_every_value_comes_back_from_json(cls: type[Entity]) -> None:
    values: dict[str, Any] = {
        "DATE": date(2027, 4, 19),
        "TIME": time(9, 30, 15),
        "DATETIME": datetime(2027, 4, 19, 9, 30, tzinfo=UTC),
        "BOOLEAN": True,
        "INTEGER": 7,
        "TEXT": "架け橋 \\ \" '",
        "CHAR(32)": "0" * 36,
        "DOUBLE": 55.676,
        "FLOAT": 55.676,
    }
    for key, column in stored_columns(inspect(cls)).items():
        value = values[str(column.type)]
        through = json.loads(json.dumps(to_json(value)))
        assert from_json(column, through) == value, key
        assert from_json(column, None) is None


def test_identity_comes_first() -> None:
    for cls in (Person, Place, Organisation, Gate):
        assert next(iter(stored_columns(inspect(cls)))) == "id"
