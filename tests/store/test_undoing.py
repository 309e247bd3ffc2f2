"""Undo and redo: whatever is done, taken back and done again, the file is as it was."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time
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
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Group,
    Instrument,
    Item,
    Member,
    Moment,
    Organisation,
    Person,
    Place,
    Task,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.domain.codes import Involvement
from desktop.errors import Problem
from desktop.store import access, delegations, exchanges, programmes, records
from desktop.store.office import OfficeFile
from tests.store.conftest import Clock
from tests.store.kit import AUTHOR, DAY, Rows, dangling, log, one_of_each, rows

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
                programmes.move_to_day(session, [item.id], day)

    @rule(pick=PICK, day=DAYS)
    def duplicate_item(self, pick: int, day: date) -> None:
        with self.acting() as session:
            item = self.some(session, Item, pick)
            if item is not None and session.query(Item).count() < 20:
                programmes.duplicate_items(session, [item.id], day)

    @rule(pick=PICK)
    def delete_items(self, pick: int) -> None:
        with self.acting() as session:
            item = self.some(session, Item, pick)
            if item is not None:
                programmes.delete_items(session, [item.id])

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
