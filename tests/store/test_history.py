"""Undo and redo: whatever is done, taken back and done again, the file is as it was."""

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from tempfile import mkdtemp
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Gate,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Slot,
    Task,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.domain.codes import Involvement
from desktop.errors import Problem
from desktop.store import access, delegations, exchanges, history, records
from desktop.store.log import CHANGED, DELETED
from desktop.store.office import OfficeFile
from tests.store.conftest import Clock
from tests.store.kit import AUTHOR, DAY, Rows, dangling, log, one_of_each, rows


def add(office: OfficeFile, *entities: Entity) -> None:
    with office.writing("create") as session:
        session.add_all(entities)


# --- a model of snapshots --------------------------------------------------------------------

TEXTS = st.sampled_from(["", "東京", "Ærø", "x\ny", '"\\', "%"])
DAYS = st.dates(min_value=date(2027, 1, 1), max_value=date(2027, 12, 31))
TIMES = st.one_of(st.none(), st.sampled_from([time(2, 30), time(9), time(23, 59, 59)]))
ZONES = st.sampled_from([None, "Asia/Tokyo", "Europe/Copenhagen"])
MOMENTS = st.builds(Moment, st.one_of(st.none(), DAYS), TIMES, ZONES, st.integers(0, 1))
WORDS = st.builds(Trilingual, TEXTS, TEXTS, TEXTS)
PICK = st.integers(min_value=0, max_value=10**6)


E = TypeVar("E", bound=Entity)


class Undoing(RuleBasedStateMachine):
    """An office in which everything happens; `states` is what the file held after each action."""

    empty: bytes = b""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(mkdtemp())
        path = self.folder / "office.kakehashi"
        path.write_bytes(self.empty)
        self.office = OfficeFile.open(path, AUTHOR, Clock())
        self.states: list[Rows] = [rows(path)]
        self.at = 0

    def teardown(self) -> None:
        self.office.close()
        shutil.rmtree(self.folder)

    @contextmanager
    def acting(self) -> Iterator[Session]:
        units = len(log(self.office))
        try:
            with self.office.writing("act") as session:
                yield session
        except Problem as problem:
            if problem.code not in ("in_use", "cannot_merge"):
                raise
        now = rows(self.office.path)
        if len(log(self.office)) == units:
            assert now == self.states[self.at]
            return
        self.states[self.at + 1 :] = [now]
        self.at += 1

    @initialize()
    def fill(self) -> None:
        with self.acting() as session:
            session.add_all(one_of_each())

    def some(self, session: Session, cls: type[E], pick: int) -> E | None:
        found = session.scalars(select(cls).order_by(cls.id)).all()
        return found[pick % len(found)] if found else None

    @rule(name=TEXTS, title=WORDS)
    def create_person(self, name: str, title: Trilingual) -> None:
        with self.acting() as session:
            records.add(session, Person(family=name, title=title))

    @rule(day=DAYS, way=st.sampled_from(["dk_jp", "jp_dk"]))
    def create_records(self, day: date, way: str) -> None:
        with self.acting() as session:
            delegations.create(session, day, direction=way)
            exchanges.create(session, day, direction=way)
            access.create(session, day, direction=way)

    @rule(pick=PICK, start=MOMENTS, end=MOMENTS, title=WORDS)
    def change_item(self, pick: int, start: Moment, end: Moment, title: Trilingual) -> None:
        with self.acting() as session:
            item = self.some(session, Item, pick)
            if item is not None:
                records.update(session, Item, item.id, start=start, end=end, title=title)

    @rule(pick=PICK, names=st.lists(TEXTS, min_size=1, max_size=3))
    def change_in_several_flushes(self, pick: int, names: list[str]) -> None:
        with self.acting() as session:
            person = self.some(session, Person, pick)
            for name in names:
                if person is None:
                    return
                records.update(session, Person, person.id, family=name, note=name)
                session.flush()

    @rule(pick=PICK, other=PICK)
    def put_into(self, pick: int, other: int) -> None:
        with self.acting() as session:
            delegation = self.some(session, Delegation, pick)
            person = self.some(session, Person, other)
            if delegation is not None and person is not None:
                delegations.add_member(session, delegation.id, person.id, "head")
                item = delegations.add_item(session, delegation_id=delegation.id, start=Moment(DAY))
                session.flush()
                delegations.set_involved(session, item.id, Involvement.SPEAKER, [person.id])

    @rule(pick=PICK, day=DAYS)
    def move(self, pick: int, day: date) -> None:
        with self.acting() as session:
            item = self.some(session, Item, pick)
            if item is not None:
                delegations.move_to_day(session, [item.id], day)

    @rule(pick=PICK, day=DAYS)
    def duplicate_item(self, pick: int, day: date) -> None:
        with self.acting() as session:
            item = self.some(session, Item, pick)
            if item is not None and session.query(Item).count() < 20:
                delegations.duplicate_items(session, [item.id], day)

    @rule(pick=PICK)
    def delete_items(self, pick: int) -> None:
        with self.acting() as session:
            item = self.some(session, Item, pick)
            if item is not None:
                delegations.delete_items(session, [item.id])

    @rule(cls=st.sampled_from([Delegation, Exchange, AccessRequest]), pick=PICK, day=DAYS)
    def copy(self, cls: type[Entity], pick: int, day: date) -> None:
        how: dict[type, Callable[[Session, str, date], Entity]] = {
            Delegation: delegations.copy,
            Exchange: exchanges.copy,
            AccessRequest: access.copy,
        }
        with self.acting() as session:
            record = self.some(session, cls, pick)
            if record is not None and session.query(cls).count() < 5:
                how[cls](session, record.id, day)

    @rule(
        cls=st.sampled_from(
            [Person, Organisation, Place, Facility, Instrument, Delegation, Exchange, Group, Task]
        ),
        pick=PICK,
    )
    def delete(self, cls: type[Entity], pick: int) -> None:
        with self.acting() as session:
            entity = self.some(session, cls, pick)
            if entity is not None:
                records.delete(session, entity)

    @rule(
        cls=st.sampled_from([Person, Organisation, Place, Facility, Instrument]),
        one=PICK,
        other=PICK,
        merging=st.booleans(),
    )
    def replace(self, cls: type[Entity], one: int, other: int, merging: bool) -> None:
        with self.acting() as session:
            old, new = self.some(session, cls, one), self.some(session, cls, other)
            if old is None or new is None:
                return
            if merging:
                records.merge(session, old, new)
            elif old is not new:
                records.replace(session, old, new)

    @rule(pick=PICK)
    def reorder(self, pick: int) -> None:
        with self.acting() as session:
            delegation = self.some(session, Delegation, pick)
            if delegation is not None:
                members = records.parts(session, Member, "delegation", delegation.id)
                records.reorder(members[::-1])

    @rule(pick=PICK)
    def create_and_delete_at_once(self, pick: int) -> None:
        with self.acting() as session:
            place = records.add(session, Place())
            session.flush()
            session.delete(place)
            person = self.some(session, Person, pick)
            if person is not None:
                records.update(session, Person, person.id, note=place.id)

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.office.undo() is not None
        self.at -= 1
        assert rows(self.office.path) == self.states[self.at]

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        assert self.office.redo() is not None
        self.at += 1
        assert rows(self.office.path) == self.states[self.at]

    @rule()
    def reopen(self) -> None:
        self.office.close()
        self.office = OfficeFile.open(self.office.path, AUTHOR, Clock())

    @invariant()
    def nothing_dangles(self) -> None:
        assert dangling(self.office.path) == []

    @invariant()
    def what_can_be_undone_and_redone_is_known(self) -> None:
        assert (self.office.undo_label() is None) == (self.at == 0)
        assert (self.office.redo_label() is None) == (self.at == len(self.states) - 1)


@pytest.mark.parametrize(
    "examples", [5, pytest.param(150, marks=[pytest.mark.extended, pytest.mark.timeout(1200)])]
)
def test_whatever_is_done_can_be_undone_and_redone(
    empty_office: bytes, monkeypatch: pytest.MonkeyPatch, examples: int
) -> None:
    monkeypatch.setattr(Undoing, "empty", empty_office)
    run_state_machine_as_test(
        Undoing,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


# --- one by one ------------------------------------------------------------------------------


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


def test_a_text_and_a_moment_are_read_anew_right_after_undo(office: OfficeFile) -> None:
    item = Item(title=Trilingual(en="A"), start=Moment(DAY, time(10), "Asia/Tokyo"))
    add(office, item)
    with office.writing("move visit") as session:
        moved = session.get_one(Item, item.id)
        moved.title, moved.start = Trilingual(en="B"), moved.start.moved(days=1)
    unit = log(office)[-1][0].seq
    with office.writing("undo", mode="undo", target=unit) as session:
        kept = session.get_one(Item, item.id)
        assert (kept.title.en, kept.start.date) == ("B", DAY + timedelta(days=1))
        history.reverse(session, unit)
        assert (kept.title.en, kept.start.date) == ("A", DAY)
        assert kept.start_utc is not None
        assert kept.start_utc.day == DAY.day


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
