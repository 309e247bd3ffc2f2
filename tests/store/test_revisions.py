"""SEQUENCE and the times of iCalendar, read from the change log."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessRequest,
    Delegation,
    Entity,
    Exchange,
    Facility,
    Item,
    ItemPerson,
    Moment,
    Person,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.revision import Revision
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.store.revisions import revisions

START = datetime(2026, 11, 23, 9, tzinfo=UTC)
NINE = Moment(date(2027, 4, 19), time(9), "Asia/Tokyo")


class Desk:
    """An officer at work: each action is a minute after the one before."""

    def __init__(self, path: Path) -> None:
        self.minutes = 0
        self.office = OfficeFile.create(path, clock=self.now)
        with self.office.writing("create") as session:
            self.place = records.add(session, Place(name=Trilingual(en="Hall")))
            self.person = records.add(session, Person(given="Signe", family="Eksempelgaard"))
            self.facility = records.add(session, Facility(name=Trilingual(en="Beam")))
            self.delegation = records.add(session, Delegation(reference="DEL-2027-001"))
            self.exchange = records.add(session, Exchange(reference="EXC-2027-001"))
            self.request = records.add(session, AccessRequest(reference="ACC-2027-001"))
            self.item = records.add(
                session, Item(delegation_id=self.delegation.id, start=NINE, status="confirmed")
            )
            self.slot = records.add(session, Slot(access_id=self.request.id, start=NINE))
            self.lunch = records.add(session, Item(exchange_id=self.exchange.id, start=NINE))

    def now(self) -> datetime:
        return START + timedelta(minutes=self.minutes)

    @contextmanager
    def action(self) -> Iterator[Session]:
        self.minutes += 1
        with self.office.writing("edit") as session:
            yield session

    def set(self, entity: Entity, **values: object) -> None:
        """Change fields of a thing as one action."""
        with self.action() as session:
            records.update(session, type(entity), entity.id, **values)

    def of(self, entity_id: str) -> Revision:
        with self.office.reading() as session:
            every, one = revisions(session), revisions(session, [entity_id])
        assert one == {entity_id: every[entity_id]}
        return one[entity_id]

    def told(self, entity_id: str) -> tuple[int, int]:
        """SEQUENCE, and the minute of the last change."""
        revision = self.of(entity_id)
        assert revision.created == START
        return revision.sequence, (revision.modified - START) // timedelta(minutes=1)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "office.kakehashi")
    yield made
    made.office.close()


def test_a_new_thing_has_not_moved(desk: Desk) -> None:
    for thing in (desk.item, desk.slot, desk.exchange, desk.lunch):
        assert desk.told(thing.id) == (0, 0)


@pytest.mark.parametrize(
    "change",
    [
        {"start": Moment(date(2027, 4, 19), time(10), "Asia/Tokyo")},
        {"start": Moment(date(2027, 4, 19), time(9), "Europe/Copenhagen")},
        {"start": Moment(date(2027, 4, 19), None, "Asia/Tokyo", 0, "morning")},
        {"end": Moment(date(2027, 4, 19), time(10), "Asia/Tokyo")},
        {"open_end": True},
        {"status": "cancelled"},
        {"room": "302"},
    ],
)
def test_a_move_raises_the_sequence(desk: Desk, change: dict[str, object]) -> None:
    desk.set(desk.item, **change)
    assert desk.told(desk.item.id) == (1, 1)
    assert desk.told(desk.lunch.id) == (0, 0)


@pytest.mark.parametrize("field", ["place_id", "end_place_id"])
def test_another_place_is_a_move(desk: Desk, field: str) -> None:
    desk.set(desk.item, **{field: desk.place.id})
    assert desk.told(desk.item.id) == (1, 1)


@pytest.mark.parametrize(
    "change",
    [
        {"title": Trilingual(ja="理研訪問")},
        {"topics": Trilingual(da="Emner")},
        {"dress": Trilingual(da="x")},
    ],
)
def test_a_new_text_changes_the_time_alone(desk: Desk, change: dict[str, object]) -> None:
    desk.set(desk.item, **change)
    assert desk.told(desk.item.id) == (0, 1)


def test_many_fields_in_one_action_are_one_move(desk: Desk) -> None:
    later = Moment(date(2027, 4, 20), time(10), "Asia/Tokyo")
    desk.set(desk.item, start=later, end=later.moved(minutes=60), room="302")
    desk.set(desk.item, room="303")
    assert desk.told(desk.item.id) == (2, 2)


def test_undo_and_redo_move_it_again(desk: Desk) -> None:
    desk.set(desk.item, room="302")
    desk.minutes = 5
    desk.office.undo()
    assert desk.told(desk.item.id) == (2, 5)
    desk.minutes = 7
    desk.office.redo()
    assert desk.told(desk.item.id) == (3, 7)


def test_one_deleted_and_brought_back_goes_on_counting(desk: Desk) -> None:
    desk.set(desk.item, room="302")
    with desk.action() as session:
        records.delete(session, records.get(session, Item, desk.item.id))
    desk.minutes = 3
    desk.office.undo()
    sequence, minute = desk.told(desk.item.id)
    assert sequence > 1
    assert minute == 3


def test_who_takes_part_is_part_of_it(desk: Desk) -> None:
    with desk.action() as session:
        link = records.add(session, ItemPerson(item_id=desk.item.id, person_id=desk.person.id))
    assert desk.told(desk.item.id) == (0, 1)
    desk.set(link, involvement="host")
    assert desk.told(desk.item.id) == (0, 2)
    with desk.action() as session:
        session.delete(records.get(session, ItemPerson, link.id))
    # A calendar that is told that it is theirs no more believes it only with a higher number.
    assert desk.told(desk.item.id) == (1, 3)
    with desk.action() as session:
        records.add(session, ItemPerson(item_id=desk.item.id, person_id=desk.person.id))
    assert desk.told(desk.item.id) == (2, 4)
    assert desk.told(desk.lunch.id) == (0, 0)


def test_who_is_at_a_block_is_told_in_all_within_it(desk: Desk) -> None:
    with desk.action() as session:
        block = records.add(session, Item(delegation_id=desk.delegation.id, start=NINE))
        part = records.add(
            session, Item(delegation_id=desk.delegation.id, start=NINE, parent_id=block.id)
        )
        records.update(session, Item, desk.item.id, parent_id=part.id)
    for within in (desk.item, part):
        assert desk.of(within.id).attended == desk.now()
    with desk.action() as session:
        link = records.add(session, ItemPerson(item_id=block.id, person_id=desk.person.id))
    steps = (
        partial(desk.set, link, involvement="host"),
        partial(desk.set, block, everyone=False),
        partial(desk.set, block, room="303"),
    )
    assert desk.of(desk.item.id).attended == desk.now()
    for step, at in zip(steps, (3, 4, 4), strict=True):
        step()
        for within in (desk.item, part):
            revision = desk.of(within.id)
            assert revision.attended == START + timedelta(minutes=at)
            # Nothing of it is told in a file that names nobody.
            assert (revision.sequence, revision.modified) == (0, START + timedelta(minutes=1))
    with desk.action() as session:
        session.delete(records.get(session, ItemPerson, link.id))
    assert desk.of(part.id).attended == desk.now()
    desk.set(desk.item, parent_id=None)
    desk.set(block, everyone=True)
    assert desk.of(part.id).attended == desk.now()
    assert desk.of(desk.item.id).attended == START + timedelta(minutes=7)


def test_the_record_is_named_in_each_event(desk: Desk) -> None:
    desk.set(desk.delegation, title=Trilingual(en="Delegation"))
    assert desk.told(desk.item.id) == (0, 1)
    desk.set(desk.delegation, note="for us alone")
    assert desk.told(desk.item.id) == (0, 1)
    desk.set(desk.request, title=Trilingual(en="Access"))
    assert desk.told(desk.slot.id) == (0, 3)


def test_calling_a_record_off_calls_its_parts_off(desk: Desk) -> None:
    desk.set(desk.delegation, status="confirmed")
    assert desk.told(desk.item.id) == (0, 0)
    desk.set(desk.delegation, status="cancelled")
    assert desk.told(desk.item.id) == (1, 2)
    desk.set(desk.delegation, status="tentative")
    assert desk.told(desk.item.id) == (2, 3)
    desk.set(desk.request, stage="withdrawn")
    assert desk.told(desk.slot.id) == (1, 4)
    desk.set(desk.exchange, status="cancelled")
    assert desk.told(desk.lunch.id) == (1, 5)
    assert desk.told(desk.exchange.id) == (1, 5)


def test_a_slot_is_where_its_facility_is(desk: Desk) -> None:
    desk.set(desk.request, facility_id=desk.facility.id)
    assert desk.told(desk.slot.id) == (1, 1)
    desk.set(desk.slot, status="confirmed")
    assert desk.told(desk.slot.id) == (2, 2)


def test_a_stay_moves_with_its_days(desk: Desk) -> None:
    desk.set(desk.exchange, start=date(2027, 9, 1), end=date(2027, 11, 30))
    assert desk.told(desk.exchange.id) == (1, 1)
    assert desk.told(desk.lunch.id) == (0, 0)
    desk.set(desk.exchange, funding="a grant")
    assert desk.told(desk.exchange.id) == (1, 2)


def test_an_item_takes_its_past_to_another_record(desk: Desk) -> None:
    desk.set(desk.item, room="302")
    with desk.action() as session:
        other = records.add(session, Delegation(reference="DEL-2027-002"))
    desk.set(desk.item, delegation_id=other.id)
    assert desk.told(desk.item.id) == (1, 3)


def test_a_clock_that_runs_back_turns_nothing_back(desk: Desk) -> None:
    desk.minutes = 10
    desk.set(desk.item, room="302")
    desk.minutes = -60
    desk.set(desk.item, room="303")
    assert desk.told(desk.item.id) == (2, 11)


def test_nothing_asked_is_nothing_read(desk: Desk) -> None:
    with desk.office.reading() as session:
        assert revisions(session, []) == {}
        assert revisions(session, ["no such thing"]) == {}
