from datetime import UTC, date, datetime, time

from desktop.domain import (
    AccessRequest,
    Delegation,
    Exchange,
    Facility,
    Gate,
    Instrument,
    Item,
    Moment,
    Permit,
    Place,
    Slot,
    StageMove,
    Trilingual,
)
from desktop.domain.codes import (
    DelegationStatus,
    ExchangeStatus,
    GateState,
    ItemStatus,
    PermitKind,
    SlotStatus,
    Stage,
)
from desktop.store import overview
from desktop.store.office import OfficeFile

TODAY = date(2027, 4, 19)


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
        Item(delegation_id=trip.id, start=Moment(date(2027, 4, 20)), title=Trilingual(en="later")),
        Item(delegation_id=trip.id, start=Moment(date(2027, 4, 18))),
        Item(delegation_id=trip.id),
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
        found = overview.next_events(session, since, TODAY, 10)
        first = overview.next_events(session, since, TODAY, 1)
        number = overview.count_events(session, since, TODAY, date(2027, 5, 3))
    assert [
        (one.record_kind, one.record_title.en, one.title.en, one.place.en) for one in found
    ] == [
        ("access_request", "Time", "Refrigerator", ""),
        ("delegation", "Trip", "visit", "Hall"),
        ("exchange", "Stay", "arrival", ""),
        ("access_request", "Time", "Time", ""),
        ("delegation", "Trip", "later", ""),
    ]
    assert number == 5
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
        assert overview.next_events(session, datetime(2027, 1, 1, tzinfo=UTC), TODAY, 10) == []


def test_first_and_last_days_of_records_come_before_the_times_of_their_day(
    office: OfficeFile,
) -> None:
    trip = Delegation(title=Trilingual(en="Trip"), start=TODAY)
    stay = Exchange(title=Trilingual(en="Stay"), start=date(2027, 4, 1), end=date(2027, 4, 20))
    next_stay = Exchange(reference="2", title=Trilingual(en="Next"), start=date(2027, 6, 1))
    gone = Exchange(reference="3", start=TODAY, status=ExchangeStatus.CANCELLED.value)
    with office.writing("create") as session:
        session.add_all([trip, stay, next_stay, gone, Item(delegation_id=trip.id, start=at(12))])
    with office.reading() as session:
        since = datetime(2027, 4, 19, 1, 0, tzinfo=UTC)
        found = overview.next_events(session, since, TODAY, 10)
        number = overview.count_events(session, since, TODAY, date(2027, 5, 3))
    assert [(one.sort, one.record_title.en) for one in found] == [
        (overview.BEGINNING, "Trip"),
        (overview.ITEM, "Trip"),
        (overview.DEPARTURE, "Stay"),
        (overview.ARRIVAL, "Next"),
    ]
    assert number == 3


def test_gates_that_expire_soon_or_whose_reminder_has_come(office: OfficeFile) -> None:
    stay = Exchange(reference="EXC-2027-001", end=date(2027, 9, 1))
    over = Exchange(reference="EXC-2026-001", end=date(2027, 4, 18))
    closed = AccessRequest(reference="ACC-2026-001", stage=Stage.CLOSED.value)
    request = AccessRequest(reference="ACC-2027-001")
    cleared = GateState.CLEARED.value
    gates = {
        "soon": Gate(exchange_id=stay.id, state=cleared, expires=date(2027, 6, 18)),
        "expired": Gate(access_id=request.id, state=cleared, expires=date(2027, 4, 18)),
        "reminded": Gate(access_id=request.id, remind=TODAY),
    }
    others = [
        Gate(exchange_id=stay.id, state=cleared, expires=date(2027, 6, 19)),
        Gate(exchange_id=stay.id, state="in_progress", expires=date(2027, 5, 1)),
        Gate(exchange_id=stay.id, remind=date(2027, 4, 20)),
        Gate(exchange_id=over.id, state=cleared, expires=date(2027, 5, 1)),
        Gate(access_id=closed.id, state=cleared, expires=date(2027, 5, 1)),
    ]
    with office.writing("create") as session:
        session.add_all([stay, over, closed, request, *gates.values(), *others])
    with office.reading() as session:
        found = overview.gates(session, TODAY, date(2027, 6, 18))
        assert overview.gates_expired(session, date(2027, 4, 16), TODAY) == 1
        assert overview.gates_expired(session, TODAY, TODAY) == 0
    assert [row.id for row in found] == [gates[key].id for key in ("expired", "reminded", "soon")]
    assert (found[2].record_kind, found[2].reference) == ("exchange", "EXC-2027-001")


def test_who_waits_for_an_answer_and_since_when(office: OfficeFile) -> None:
    request = AccessRequest(reference="ACC-2027-001", stage=Stage.REVIEW.value)
    untold = AccessRequest(reference="ACC-2027-002", stage=Stage.SUBMITTED.value)
    draft = AccessRequest(reference="ACC-2027-003")
    stay, over = Exchange(reference="EXC-2027-001"), Exchange(status="completed")
    moves = [
        StageMove(access_id=request.id, position=at, on=date(2027, 3, day), to_stage=to)
        for at, (day, to) in enumerate([(1, "submitted"), (5, "review")])
    ]
    applied = date(2027, 2, 1)
    permits = [
        Permit(exchange_id=stay.id, kind=PermitKind.VISA.value, applied=applied),
        Permit(exchange_id=stay.id, applied=applied, issued=date(2027, 3, 1)),
        Permit(exchange_id=stay.id),
        Permit(exchange_id=over.id, applied=applied),
    ]
    with office.writing("create") as session:
        session.add_all([request, untold, draft, stay, over, *moves, *permits])
    with office.reading() as session:
        found = overview.waiting(session)
    assert [(one.reference, one.state, one.since) for one in found] == [
        ("EXC-2027-001", "visa", applied),
        ("ACC-2027-001", "review", date(2027, 3, 5)),
        ("ACC-2027-002", "submitted", None),
    ]


def test_what_starts_in_which_month(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add_all(
            [
                Delegation(reference="1", start=date(2027, 4, 1)),
                Delegation(reference="2", start=date(2027, 4, 30)),
                Delegation(reference="3", start=date(2027, 4, 2), status="cancelled"),
                Exchange(reference="4", start=date(2028, 3, 31)),
                Exchange(reference="5", start=date(2028, 4, 1)),
                AccessRequest(reference="6"),
            ]
        )
    with office.reading() as session:
        found = overview.starts_by_month(session, date(2027, 4, 1), date(2028, 3, 31))
    assert found == {
        "delegation": {"2027-04": 2},
        "exchange": {"2028-03": 1},
        "access_request": {},
    }


def test_an_office_is_empty_until_it_has_a_record(office: OfficeFile) -> None:
    with office.reading() as session:
        assert overview.is_empty(session)
    with office.writing("create") as session:
        session.add(AccessRequest(reference="ACC-2027-001"))
    with office.reading() as session:
        assert not overview.is_empty(session)
