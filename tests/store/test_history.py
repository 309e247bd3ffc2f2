"""Undo, redo and the history of a record, one case at a time."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    Delegation,
    Gate,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Moment,
    Person,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.errors import Problem
from desktop.store import delegations, history, records
from desktop.store.log import CHANGED, DELETED, Change
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, DAY, dangling, log, one_of_each, rows


def add(office: OfficeFile, *entities: Entity) -> None:
    with office.writing("create") as session:
        session.add_all(entities)


def test_there_is_nothing_to_undo_in_a_new_file(office: OfficeFile) -> None:
    assert (office.undo(), office.redo()) == (None, None)
    assert (office.undo_label(), office.redo_label()) == (None, None)


def test_undo_and_redo_tell_what_they_do(office: OfficeFile) -> None:
    person = Person()
    with office.writing("create", kind="person", name="架空") as session:
        session.add(person)
    with office.writing("rename") as session:
        session.get_one(Person, person.id).family = "B"
    named = ("create", {"kind": "person", "name": "架空"})
    assert office.undo_label() == ("rename", {})
    assert office.undo() == ("rename", {})
    assert office.undo_label() == named
    assert office.redo_label() == ("rename", {})
    assert office.undo() == named
    assert office.redo() == named
    assert office.redo() == ("rename", {})
    assert office.redo() is None


def test_something_new_ends_what_could_be_redone(office: OfficeFile) -> None:
    add(office, Person())
    office.undo()
    add(office, Place())
    assert office.redo_label() is None
    assert office.redo() is None
    assert len(rows(office.path)["place"]) == 1
    office.undo()
    assert office.redo_label() == ("create", {})
    office.redo()
    assert len(rows(office.path)["place"]) == 1
    assert rows(office.path)["person"] == []


def test_a_unit_that_wrote_nothing_ends_nothing(office: OfficeFile) -> None:
    add(office, Person())
    office.undo()
    with office.writing("nothing"):
        pass
    assert office.redo() == ("create", {})


def test_undo_never_rewrites_what_happened(office: OfficeFile) -> None:
    add(office, Person())
    office.undo()
    office.redo()
    office.undo()
    units = [(unit.seq, unit.mode, unit.target, unit.label) for unit, _ in log(office)]
    assert units == [
        (1, "do", None, "create"),
        (2, "undo", 1, "create"),
        (3, "redo", 1, "create"),
        (4, "undo", 1, "create"),
    ]


def test_undo_and_redo_after_a_restart(office: OfficeFile) -> None:
    add(office, *one_of_each())
    before = rows(office.path)
    office.close()
    again = OfficeFile.open(office.path, AUTHOR)
    assert again.undo() == ("create", {})
    again.close()
    assert all(not held for name, held in rows(office.path).items() if name != "alembic_version")
    third = OfficeFile.open(office.path, AUTHOR)
    assert third.redo() == ("create", {})
    third.close()
    assert rows(office.path) == before


@pytest.mark.parametrize("field", ["title", "start"])
def test_a_text_and_a_moment_are_read_anew_right_after_undo(office: OfficeFile, field: str) -> None:
    before = {"title": Trilingual(en="A"), "start": Moment(DAY, time(10), "Asia/Tokyo")}
    after = {
        "title": Trilingual(en="B"),
        "start": Moment(DAY, time(10), "Asia/Tokyo").moved(days=1),
    }
    item = Item(**before)
    add(office, item)
    with office.writing("change") as session:
        records.update(session, Item, item.id, **{field: after[field]})
    unit = log(office)[-1][0].seq
    with office.writing("undo", mode="undo", target=unit) as session:
        kept = session.get_one(Item, item.id)
        assert getattr(kept, field) == after[field]
        history.reverse(session, unit)
        assert getattr(kept, field) == before[field]
    with office.reading() as session:
        assert session.get_one(Item, item.id).start_utc == datetime(2027, 4, 19, 1, tzinfo=UTC)


@contextmanager
def behind_the_log(office: OfficeFile) -> Iterator[Session]:
    """A session that changes the file without a log, as another program might."""
    with Session(office._writing) as session:
        yield session
        session.commit()


def test_a_field_that_changed_otherwise_is_not_overwritten(office: OfficeFile) -> None:
    person = Person(family="A")
    add(office, person)
    with office.writing("rename") as session:
        changed = session.get_one(Person, person.id)
        changed.family, changed.given = "B", "B"
    with behind_the_log(office) as session:
        session.get_one(Person, person.id).family = "Z"
    before, units = rows(office.path), len(log(office))
    with pytest.raises(Problem) as problem:
        office.undo()
    assert problem.value.code == "undo_conflict"
    assert problem.value.values == {"kind": "person", "field": "family"}
    assert rows(office.path) == before
    assert len(log(office)) == units


def test_what_is_gone_or_there_again_is_a_conflict(office: OfficeFile) -> None:
    person, place = Person(), Place()
    add(office, person, place)
    with behind_the_log(office) as session:
        session.delete(session.get_one(Person, person.id))
    with pytest.raises(Problem, match="undo_conflict"):
        office.undo()
    assert len(rows(office.path)["place"]) == 1
    with behind_the_log(office) as session:
        session.add(Person(id=person.id))
    office.undo()
    with behind_the_log(office) as session:
        session.add(Place(id=place.id))
    with pytest.raises(Problem, match="undo_conflict"):
        office.redo()


@pytest.mark.parametrize("column", ["kind", "field"])
def test_what_the_schema_has_no_more_is_a_conflict(office: OfficeFile, column: str) -> None:
    person = Person()
    add(office, person)
    with office.writing("rename") as session:
        session.get_one(Person, person.id).family = "B"
    with behind_the_log(office) as session:
        setattr(session.query(Change).order_by(Change.seq.desc()).all()[0], column, "gone")
    with pytest.raises(Problem, match="undo_conflict"):
        office.undo()


def test_a_record_whose_items_are_parents_of_each_other_goes_and_comes_back(
    office: OfficeFile,
) -> None:
    delegation = Delegation(reference="DEL-2027-001")
    items = [Item(delegation_id=delegation.id) for _ in range(3)]
    for item, block in zip(items, [*items[1:], items[0]], strict=True):
        item.parent_id = block.id
    add(office, delegation, *items)
    before = rows(office.path)
    with office.writing("delete") as session:
        records.delete(session, session.get_one(Delegation, delegation.id))
    assert rows(office.path)["item"] == []
    office.undo()
    assert rows(office.path) == before
    office.redo()
    assert rows(office.path)["delegation"] == []


def test_a_reference_comes_back_as_it_was(office: OfficeFile) -> None:
    with office.writing("create") as session:
        delegations.create(session, DAY)
    first = rows(office.path)
    office.undo()
    with office.writing("create") as session:
        assert delegations.create(session, DAY).reference == "DEL-2027-002"
    office.undo()
    office.redo()
    assert len(rows(office.path)["delegation"]) == 1
    assert rows(office.path) != first


def test_undo_of_a_merge_brings_back_every_link(office: OfficeFile) -> None:
    add(office, *one_of_each())
    with office.reading() as session:
        one, other = (person.id for person in session.query(Person).order_by(Person.family))
    before = rows(office.path)
    with office.writing("merge") as session:
        records.merge(session, session.get_one(Person, one), session.get_one(Person, other))
    merged = rows(office.path)
    assert len(merged["person"]) == 1
    assert office.undo() == ("merge", {})
    assert rows(office.path) == before
    assert office.redo() == ("merge", {})
    assert rows(office.path) == merged
    assert dangling(office.path) == []


def test_an_undo_that_another_thread_forestalls_takes_the_one_before(
    office: OfficeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(office, Person(family="first"))
    add(office, Person(family="second"))
    start = threading.Barrier(2)
    looked: list[int] = []
    reading = office.reading

    @contextmanager
    def slow_reading() -> Iterator[Session]:
        with reading() as session:
            yield session
        looked.append(1)
        if len(looked) <= 2:
            start.wait()  # both have looked before either writes

    monkeypatch.setattr(office, "reading", slow_reading)
    threads = [threading.Thread(target=office.undo) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert rows(office.path)["person"] == []
    assert [(unit.mode, unit.target) for unit, _ in log(office)][2:] == [("undo", 2), ("undo", 1)]


def test_the_history_of_a_record_is_newest_first(office: OfficeFile) -> None:
    delegation, person = Delegation(reference="DEL-2027-001"), Person()
    item = Item(delegation_id=delegation.id)
    add(office, delegation, person, item)
    with office.writing("move visit") as session:
        session.get_one(Item, item.id).start = Moment(DAY, time(11))
    with office.writing("other") as session:
        session.get_one(Person, person.id).family = "X"
    office.undo()
    office.undo()
    with office.reading() as session:
        entries = history.history(session, delegation.id)
    assert [(entry.mode, entry.label, entry.action, entry.field) for entry in entries] == [
        ("undo", "move visit", CHANGED, "start_time"),
        ("undo", "move visit", CHANGED, "start_date"),
        ("do", "move visit", CHANGED, "start_date"),
        ("do", "move visit", CHANGED, "start_time"),
        ("do", "create", "created", ""),
        ("do", "create", "created", ""),
    ]
    newest = entries[0]
    assert (newest.author, newest.kind, newest.entity_id) == ("Ida Prøvesen", "item", item.id)
    assert (newest.before, newest.after) == ("11:00", None)
    assert newest.at.tzinfo is not None


def test_a_deleted_record_keeps_its_history(office: OfficeFile) -> None:
    delegation = Delegation()
    add(office, delegation)
    with office.writing("delete") as session:
        session.delete(session.get_one(Delegation, delegation.id))
    with office.reading() as session:
        entries = history.history(session, delegation.id)
    assert [entry.action for entry in entries] == [DELETED, "created"]


@pytest.mark.parametrize("cls", [Gate, GroupMember, ItemGroup, ItemPerson, AccessInstrument, Slot])
def test_every_part_goes_and_comes_back(office: OfficeFile, cls: type[Entity]) -> None:
    add(office, *one_of_each())
    before = rows(office.path)
    with office.writing("delete") as session:
        records.delete(session, session.scalars(select(cls).order_by(cls.id)).all()[0])
    assert rows(office.path) != before
    office.undo()
    assert rows(office.path) == before
