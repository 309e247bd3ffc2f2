from datetime import UTC, date, datetime, time

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Instrument,
    Item,
    Moment,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import DelegationStatus, ItemStatus, SlotStatus, Stage
from desktop.store import overview
from desktop.store.office import OfficeFile


def at(hour: int) -> Moment:
    return Moment(date(2027, 4, 19), time(hour), "Asia/Tokyo")


def test_what_comes_next(office: OfficeFile) -> None:
    trip, stay = Delegation(title=Trilingual(en="Trip")), Exchange(title=Trilingual(en="Stay"))
    request = AccessRequest(title=Trilingual(en="Time"), reference="ACC-2027-001")
    hall, lab = Place(name=Trilingual(en="Hall")), Facility()
    tool = Instrument(facility_id=lab.id, name=Trilingual(en="Refrigerator"))
    items = [
        Item(delegation_id=trip.id, start=at(12), title=Trilingual(en="visit"), place_id=hall.id),
        Item(exchange_id=stay.id, start=at(13), title=Trilingual(en="arrival")),
        Item(delegation_id=trip.id, start=at(9)),
        Item(delegation_id=trip.id, start=at(11), status=ItemStatus.CANCELLED),
        Item(delegation_id=trip.id, start=Moment(date(2027, 4, 20))),
    ]
    slots = [
        Slot(access_id=request.id, start=at(10), instrument_id=tool.id),
        Slot(access_id=request.id, start=at(14)),
        Slot(access_id=request.id, start=at(11), status=SlotStatus.CANCELLED_BY_USER),
    ]
    with office.writing("create") as session:
        session.add_all([trip, stay, request, hall, lab, tool, *items, *slots])
    since = datetime(2027, 4, 19, 1, 0, tzinfo=UTC)  # 10:00 in Tokyo
    with office.reading() as session:
        found = overview.next_events(session, since, 10)
        first = overview.next_events(session, since, 1)
    assert [
        (one.record_kind, one.record_title.en, one.title.en, one.place.en) for one in found
    ] == [
        ("access_request", "Time", "Refrigerator", ""),
        ("delegation", "Trip", "visit", "Hall"),
        ("exchange", "Stay", "arrival", ""),
        ("access_request", "Time", "Time", ""),
    ]
    assert first == found[:1]
    assert (found[1].record_id, found[1].start, found[1].status) == (trip.id, at(12), "tentative")


def test_how_many_records_are_in_which_state(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add_all(
            [
                Delegation(reference="1", status="draft"),
                Delegation(reference="2", status="draft"),
                Delegation(reference="3", status="cancelled"),
                AccessRequest(stage="review"),
            ]
        )
    with office.reading() as session:
        assert overview.state_counts(session) == {
            "delegation": {"draft": 2, "cancelled": 1},
            "exchange": {},
            "access_request": {"review": 1},
        }


def test_what_belongs_to_a_record_that_is_called_off_does_not_come(office: OfficeFile) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), status=DelegationStatus.CANCELLED.value)
    request = AccessRequest(reference="ACC-2027-001", stage=Stage.WITHDRAWN.value)
    with office.writing("create") as session:
        session.add_all([trip, request, Item(delegation_id=trip.id, start=at(12))])
        session.add(Slot(access_id=request.id, start=at(10)))
    with office.reading() as session:
        assert overview.next_events(session, datetime(2027, 1, 1, tzinfo=UTC), 10) == []
