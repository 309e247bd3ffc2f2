from datetime import date, time
from typing import Any

import pytest

from desktop.domain import AccessRequest, Delegation, Exchange, Item, Moment, Slot, Task
from desktop.errors import Problem
from desktop.store import moving_records
from desktop.store.office import OfficeFile

TOKYO = "Asia/Tokyo"


def at(day: int, hour: int = 9) -> Moment:
    return Moment(date(2027, 4, day), time(hour), TOKYO)


@pytest.mark.parametrize(("kind", "cls"), [("delegation", Delegation), ("exchange", Exchange)])
def test_a_record_moves_with_its_programme(office: OfficeFile, kind: str, cls: Any) -> None:
    record = cls(start=date(2027, 4, 19), end=date(2027, 4, 23))
    owner = {f"{kind}_id": record.id}
    item = Item(start=at(20), end=at(20, 10), pinned=True, **owner)
    task = Task(anchor="start", offset_days=-7, **owner)
    with office.writing("create") as session:
        session.add_all([record, item, task])
    with office.writing("record.move", name="Trip") as session:
        moving_records.move_record(session, kind, record.id, 3)
    with office.reading() as session:
        moved = session.get_one(cls, record.id)
        assert (moved.start, moved.end) == (date(2027, 4, 22), date(2027, 4, 26))
        assert session.get_one(Item, item.id).start == at(23)
        assert session.get_one(Task, task.id).due_on(moved.start, moved.end) == date(2027, 4, 15)
    office.undo()
    with office.reading() as session:
        assert session.get_one(cls, record.id).start == date(2027, 4, 19)
        assert session.get_one(Item, item.id).start == at(20)


def test_a_visit_of_which_only_the_end_is_known_moves_too(office: OfficeFile) -> None:
    trip = Delegation(end=date(2027, 4, 23))
    with office.writing("create") as session:
        session.add(trip)
    with office.writing("record.move", name="Trip") as session:
        moving_records.move_record(session, "delegation", trip.id, -1)
    with office.reading() as session:
        moved = session.get_one(Delegation, trip.id)
        assert (moved.start, moved.end) == (None, date(2027, 4, 22))


def test_a_request_moves_with_the_slots_that_are_still_to_come(office: OfficeFile) -> None:
    request = AccessRequest(start=date(2027, 4, 1))
    planned = Slot(access_id=request.id, start=at(5), end=at(5, 12), status="confirmed")
    used = Slot(access_id=request.id, start=at(2), status="done")
    off = Slot(access_id=request.id, start=at(3), status="cancelled_by_user")
    with office.writing("create") as session:
        session.add_all([request, planned, used, off])
    with office.writing("record.move", name="Request") as session:
        moving_records.move_record(session, "access_request", request.id, 7)
    with office.reading() as session:
        assert session.get_one(AccessRequest, request.id).start == date(2027, 4, 8)
        moved = session.get_one(Slot, planned.id)
        assert (moved.start, moved.end) == (at(12), at(12, 12))
        assert session.get_one(Slot, used.id).start == at(2)
        assert session.get_one(Slot, off.id).start == at(3)


def test_an_item_and_a_slot_get_other_times_unless_they_are_pinned(office: OfficeFile) -> None:
    trip, request = Delegation(reference="1"), AccessRequest()
    item = Item(delegation_id=trip.id, start=at(5), end=at(5, 10))
    pinned = Item(delegation_id=trip.id, start=at(5), pinned=True)
    slot = Slot(access_id=request.id, start=at(5), end=at(5, 10))
    with office.writing("create") as session:
        session.add_all([trip, request, item, pinned, slot])
    with office.writing("record.move", name="") as session:
        moving_records.move_item(session, item.id, at(6), at(6, 10))
        moving_records.move_slot(session, slot.id, at(7), at(7, 10))
    with office.reading() as session:
        assert session.get_one(Item, item.id).start == at(6)
        assert session.get_one(Slot, slot.id).end == at(7, 10)
    with (
        pytest.raises(Problem, match="item_pinned"),
        office.writing("record.move", name="") as session,
    ):
        moving_records.move_item(session, pinned.id, at(6), Moment())
