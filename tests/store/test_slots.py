"""Slots in programmes: put there with a link, brought together again, chosen by the days."""

from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessRequest,
    Delegation,
    Facility,
    Instrument,
    Item,
    Moment,
    Organisation,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import ItemKind, ItemStatus, SlotStatus
from desktop.errors import Problem
from desktop.store import access, delegations, exchanges, programmes, records, slots
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, dangling

TOKYO = "Asia/Tokyo"


def at(day: int, hour: int) -> Moment:
    return Moment(date(2027, 10, day), time(hour), TOKYO)


@pytest.fixture
def slot_id(office: OfficeFile) -> str:
    """A confirmed night at the cryostat of a facility that has a place and an organisation."""
    with office.writing("create") as session:
        body = records.add(session, Organisation(name=Trilingual(en="Institute")))
        hall = records.add(session, Place(name=Trilingual(en="Hall")))
        session.flush()
        lab = records.add(
            session,
            Facility(name=Trilingual(en="Lab"), organisation_id=body.id, place_id=hall.id),
        )
        tool = records.add(session, Instrument(facility_id=lab.id, name=Trilingual(en="Cryostat")))
        session.flush()
        request = access.create(session, DAY, facility_id=lab.id)
        session.flush()
        slot = Slot(access_id=request.id, instrument_id=tool.id, start=at(20, 22), end=at(21, 6))
        slot.status = SlotStatus.CONFIRMED.value
        records.add(session, slot)
    return slot.id


@pytest.fixture
def trip_id(office: OfficeFile) -> str:
    """A visit on the days of the slot."""
    with office.writing("create") as session:
        return delegations.create(
            session,
            DAY,
            title=Trilingual(en="Visit"),
            start=date(2027, 10, 18),
            end=date(2027, 10, 22),
        ).id


def put(office: OfficeFile, slot_id: str, trip_id: str) -> str:
    with office.writing("access.place_slot") as session:
        trip = records.get(session, Delegation, trip_id)
        return slots.place(session, slot_id, trip, ItemKind.LAB_TOUR).id


def test_a_slot_becomes_an_item_at_its_time_and_place(
    office: OfficeFile, slot_id: str, trip_id: str
) -> None:
    item_id = put(office, slot_id, trip_id)
    with office.reading() as session:
        item = session.get_one(Item, item_id)
        slot = session.get_one(Slot, slot_id)
        assert (item.delegation_id, item.exchange_id, item.slot_id) == (trip_id, None, slot_id)
        assert (item.title.en, item.kind, item.status) == ("Cryostat", "lab_tour", "confirmed")
        assert (item.start, item.end) == (slot.start, slot.end)
        lab = session.query(Facility).one()
        assert (item.place_id, item.host_organisation_id) == (lab.place_id, lab.organisation_id)
        (told,) = slots.placed(session, slot_id)
        assert (told.item_id, told.record_kind, told.record_id) == (item_id, "delegation", trip_id)
        of = slots.slot_of(session, item.slot_id)
        assert of is not None
        assert (of.slot_id, of.instrument.en) == (slot_id, "Cryostat")
        assert of.reference == session.query(AccessRequest).one().reference
    office.undo()
    with office.reading() as session:
        assert session.query(Item).all() == []


def test_a_slot_that_is_not_agreed_makes_a_tentative_item_of_a_stay(
    office: OfficeFile, slot_id: str
) -> None:
    with office.writing("create") as session:
        records.update(session, Slot, slot_id, status=SlotStatus.TENTATIVE.value)
        stay = exchanges.create(session, DAY)
        session.flush()
        item = slots.place(session, slot_id, stay, ItemKind.WORKING_SESSION)
    assert (item.exchange_id, item.delegation_id) == (stay.id, None)
    assert item.status == ItemStatus.TENTATIVE


def test_either_side_takes_the_time_of_the_other(
    office: OfficeFile, slot_id: str, trip_id: str
) -> None:
    item_id = put(office, slot_id, trip_id)
    with office.writing("move") as session:
        records.update(session, Slot, slot_id, start=at(21, 9), end=at(21, 12))
    with office.writing("access.follow_slot") as session:
        slots.item_follows(session, item_id)
    with office.reading() as session:
        item = session.get_one(Item, item_id)
        assert (item.start, item.end) == (at(21, 9), at(21, 12))
    with office.writing("move") as session:
        programmes.set_times(session, {item_id: (at(22, 13), at(22, 15))})
    with office.writing("access.follow_slot") as session:
        slots.slot_follows(session, item_id)
    with office.reading() as session:
        slot = session.get_one(Slot, slot_id)
        assert (slot.start, slot.end) == (at(22, 13), at(22, 15))
        assert slot.start_utc == at(22, 13).utc()


def test_a_pinned_item_stays_where_it_is(office: OfficeFile, slot_id: str, trip_id: str) -> None:
    item_id = put(office, slot_id, trip_id)
    with office.writing("pin") as session:
        records.update(session, Item, item_id, pinned=True)
        records.update(session, Slot, slot_id, start=at(21, 9), end=at(21, 12))
    with (
        pytest.raises(Problem, match="item_pinned"),
        office.writing("access.follow_slot") as session,
    ):
        slots.item_follows(session, item_id)


def test_deleting_the_slot_lets_the_item_go(office: OfficeFile, slot_id: str, trip_id: str) -> None:
    item_id = put(office, slot_id, trip_id)
    with office.writing("delete") as session:
        records.delete(session, records.get(session, Slot, slot_id))
    with office.reading() as session:
        assert session.get_one(Item, item_id).slot_id is None
        assert slots.slot_of(session, None) is None
    assert dangling(office.path) == []


def test_the_programmes_of_those_days_are_offered_first(
    office: OfficeFile, slot_id: str, trip_id: str
) -> None:
    def stay(session: Session, name: str, first: date, last: date, **more: object) -> str:
        made = exchanges.create(
            session, DAY, title=Trilingual(en=name), start=first, end=last, **more
        )
        return made.id

    with office.writing("create") as session:
        later = stay(session, "Later", date(2027, 10, 25), date(2027, 12, 1))
        long = stay(session, "Long", date(2027, 9, 1), date(2027, 12, 1))
        stay(session, "Off", date(2027, 10, 1), date(2027, 12, 1), status="cancelled")
    with office.reading() as session:
        offered = slots.choices(session, slot_id)
        assert {one.id for one in offered[:2]} == {trip_id, long}
        assert [one.fits for one in offered] == [True, True, False]
        assert offered[2].id == later
        assert [one.id for one in slots.choices(session, slot_id, "later")] == [later]
    put(office, slot_id, trip_id)
    with office.reading() as session:
        assert trip_id not in {one.id for one in slots.choices(session, slot_id)}


def test_a_copied_programme_does_not_take_place_at_the_slot(
    office: OfficeFile, slot_id: str, trip_id: str
) -> None:
    item_id = put(office, slot_id, trip_id)
    with office.writing("duplicate") as session:
        (copy,) = programmes.duplicate_items(session, [item_id], None)
        trip = delegations.copy(session, trip_id, DAY)
    with office.reading() as session:
        assert session.get_one(Item, copy.id).slot_id is None
        (other, *_more) = records.parts(session, Item, "delegation", trip.id)
        assert other.slot_id is None
        assert session.get_one(Item, item_id).slot_id == slot_id
