from datetime import date, time

import pytest

from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Exchange,
    Facility,
    Gate,
    Instrument,
    Moment,
    Person,
    Slot,
    StageMove,
    Task,
)
from desktop.domain.codes import GateState, SlotStatus, Stage
from desktop.domain.gate import ACCESS_GATES, EXCHANGE_GATES
from desktop.errors import Problem
from desktop.store import access, exchanges, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, dangling, log, rows


@pytest.fixture
def request_id(office: OfficeFile) -> str:
    with office.writing("create") as session:
        return access.create(session, DAY).id


def clear(office: OfficeFile) -> None:
    with office.writing("clear") as session:
        for gate in session.query(Gate):
            gate.state = GateState.CLEARED.value


def go(office: OfficeFile, request_id: str, *stages: Stage) -> None:
    for stage in stages:
        with office.writing("move") as session:
            access.move(
                session, request_id, stage, on=DAY, by="Ida", reason=f"to {stage}", report_days=60
            )


def test_a_new_request_has_five_gates_and_a_reference(office: OfficeFile, request_id: str) -> None:
    with office.reading() as session:
        request = session.get_one(AccessRequest, request_id)
        assert (request.reference, request.stage) == ("ACC-2027-001", "draft")
        assert {gate.kind for gate in session.query(Gate)} == set(ACCESS_GATES)
        assert {gate.state for gate in session.query(Gate)} == {"not_started"}


def test_each_move_is_recorded(office: OfficeFile, request_id: str) -> None:
    go(office, request_id, Stage.SUBMITTED, Stage.REVIEW, Stage.RETURNED, Stage.SUBMITTED)
    with office.reading() as session:
        moves = records.parts(session, StageMove, "access_request", request_id)
        assert [(move.from_stage, move.to_stage) for move in moves] == [
            ("draft", "submitted"),
            ("submitted", "review"),
            ("review", "returned"),
            ("returned", "submitted"),
        ]
        assert {(move.on, move.moved_by) for move in moves} == {(DAY, "Ida")}
        assert moves[2].reason == "to returned"
        assert session.get_one(AccessRequest, request_id).stage == "submitted"


def test_a_refused_move_changes_nothing(office: OfficeFile, request_id: str) -> None:
    go(office, request_id, Stage.SUBMITTED, Stage.REVIEW)
    before, units = rows(office.path), len(log(office))
    for stage, code in ((Stage.IN_USE, "stage_move_not_allowed"), (Stage.APPROVED, "gates_block")):
        with pytest.raises(Problem, match=code):
            go(office, request_id, stage)
    assert rows(office.path) == before
    assert len(log(office)) == units


def test_a_request_on_hold_goes_back_to_where_it_was(office: OfficeFile, request_id: str) -> None:
    go(office, request_id, Stage.SUBMITTED, Stage.REVIEW, Stage.ON_HOLD)
    with pytest.raises(Problem, match="stage_move_not_allowed"):
        go(office, request_id, Stage.SUBMITTED)
    go(office, request_id, Stage.REVIEW)
    with office.reading() as session:
        request = session.get_one(AccessRequest, request_id)
        assert (request.stage, request.held_from) == ("review", "")


def scheduled(office: OfficeFile, request_id: str) -> list[str]:
    clear(office)
    with office.writing("slots") as session:
        slots = [Slot(access_id=request_id, status="confirmed") for _ in range(2)]
        session.add_all(slots)
    go(
        office,
        request_id,
        *(Stage.SUBMITTED, Stage.REVIEW, Stage.APPROVED, Stage.PREPARING, Stage.SCHEDULED),
    )
    return [slot.id for slot in slots]


@pytest.mark.parametrize("state", [GateState.CLEARED, GateState.REFUSED])
def test_the_last_slot_called_off_takes_the_request_back(
    office: OfficeFile, request_id: str, state: GateState
) -> None:
    one, other = scheduled(office, request_id)
    with office.writing("gate") as session:
        session.query(Gate).all()[0].state = state.value
    for slot, stage in ((one, "scheduled"), (other, "preparing")):
        with office.writing("cancel") as session:
            access.cancel_slot(
                session, slot, SlotStatus.CANCELLED_BY_FACILITY, on=DAY, by="Facility"
            )
        with office.reading() as session:
            assert session.get_one(AccessRequest, request_id).stage == stage
            assert session.get_one(Slot, slot).is_cancelled
    with office.reading() as session:
        last = records.parts(session, StageMove, "access_request", request_id)[-1]
        assert (last.reason, last.moved_by) == ("cancelled_by_facility", "Facility")


def test_a_scheduled_request_on_hold_comes_back_to_preparing_without_its_slots(
    office: OfficeFile, request_id: str
) -> None:
    slots = scheduled(office, request_id)
    go(office, request_id, Stage.ON_HOLD)
    for slot in slots:
        with office.writing("cancel") as session:
            access.cancel_slot(session, slot, SlotStatus.CANCELLED_BY_USER, on=DAY, by="Ida")
    go(office, request_id, Stage.PREPARING)
    with office.reading() as session:
        assert session.get_one(AccessRequest, request_id).stage == "preparing"


def test_instruments_and_team_are_exactly_those_named(office: OfficeFile, request_id: str) -> None:
    with office.writing("fill") as session:
        facility = Facility()
        instruments = [Instrument(facility_id=facility.id) for _ in range(3)]
        team = [Person(given=name) for name in "ABC"]
        session.add_all([facility, *instruments, *team])
        one, two, three = (instrument.id for instrument in instruments)
        a, b, c = (person.id for person in team)
    with office.writing("set") as session:
        access.set_instruments(session, request_id, [one, two, one])
        access.set_team(session, request_id, [a, b, a])
        session.flush()
        session.query(AccessMember).filter_by(person_id=b).one().role = "PhD student"
        access.set_instruments(session, request_id, [two, three])
        access.set_team(session, request_id, [c, b])
    with office.reading() as session:
        assert {link.instrument_id for link in session.query(AccessInstrument)} == {two, three}
        members = records.parts(session, AccessMember, "access_request", request_id)
        assert [(member.person_id, member.role) for member in members] == [
            (c, ""),
            (b, "PhD student"),
        ]


def test_a_copied_request_is_a_new_draft(office: OfficeFile, request_id: str) -> None:
    scheduled(office, request_id)
    with office.writing("fill") as session:
        records.update(session, AccessRequest, request_id, report_due=DAY)
        session.add(Task(access_id=request_id, done=DAY))
    with office.writing("copy") as session:
        copy = access.copy(session, request_id, DAY)
    assert (copy.reference, copy.stage, copy.held_from) == ("ACC-2027-002", "draft", "")
    assert copy.report_due is None
    with office.reading() as session:
        owner = "access_request"
        gates = records.parts(session, Gate, owner, copy.id)
        slots = records.parts(session, Slot, owner, copy.id)
        tasks = records.parts(session, Task, owner, copy.id)
        assert {gate.state for gate in gates} == {"not_started"}
        assert {(gate.conditions, gate.remind) for gate in gates} == {("", None)}
        assert {slot.status for slot in slots} == {"requested"}
        assert [task.done for task in tasks] == [None]
        assert records.parts(session, StageMove, owner, copy.id) == []
        assert len(records.parts(session, StageMove, "access_request", request_id)) == 5
    assert dangling(office.path) == []


def test_a_stay_has_its_gates_and_is_copied_unscreened(office: OfficeFile) -> None:
    with office.writing("create") as session:
        stay = exchanges.create(session, DAY, start=date(2028, 1, 10), direction="jp_dk")
    assert (stay.reference, stay.home_zone) == ("EXC-2028-001", "Asia/Tokyo")
    with office.reading() as session:
        assert {gate.kind for gate in session.query(Gate)} == set(EXCHANGE_GATES)
    clear(office)
    with office.writing("copy") as session:
        records.update(session, Exchange, stay.id, status="approved")
        copy = exchanges.copy(session, stay.id, DAY)
    assert (copy.reference, copy.status) == ("EXC-2028-002", "draft")
    with office.reading() as session:
        gates = records.parts(session, Gate, "exchange", copy.id)
        assert {gate.state for gate in gates} == {"not_started"}
        assert len(gates) == len(EXCHANGE_GATES)


def _slot(office: OfficeFile, request_id: str, day: int, status: SlotStatus, **more: object) -> str:
    zone = "Asia/Tokyo"
    start = Moment(date(2027, 10, day), time(22), zone)
    end = Moment(date(2027, 10, day + 1), time(6), zone)
    slot = Slot(access_id=request_id, start=start, end=end, status=status.value, **more)
    with office.writing("create") as session:
        records.add(session, slot)
    return slot.id


def _to_report(office: OfficeFile, request_id: str) -> None:
    clear(office)
    go(office, request_id, Stage.SUBMITTED, Stage.REVIEW, Stage.APPROVED, Stage.PREPARING)
    go(office, request_id, Stage.SCHEDULED, Stage.IN_USE, Stage.REPORT_DUE)


@pytest.mark.parametrize(("wanted", "due"), [(None, date(2027, 12, 20)), (14, date(2027, 11, 4))])
def test_the_day_of_the_report_is_reckoned_from_the_last_agreed_slot(
    office: OfficeFile, request_id: str, wanted: int | None, due: date
) -> None:
    with office.writing("create") as session:
        lab = records.add(session, Facility(report_days=wanted))
        session.flush()
        records.update(session, AccessRequest, request_id, facility_id=lab.id)
    _slot(office, request_id, 18, SlotStatus.DONE)
    _slot(office, request_id, 20, SlotStatus.CONFIRMED)
    _slot(office, request_id, 25, SlotStatus.CANCELLED_BY_USER)
    _to_report(office, request_id)
    with office.reading() as session:
        assert session.get_one(AccessRequest, request_id).report_due == due


def test_a_day_that_somebody_gave_the_report_stays(office: OfficeFile, request_id: str) -> None:
    with office.writing("edit") as session:
        records.update(session, AccessRequest, request_id, report_due=DAY)
    _slot(office, request_id, 20, SlotStatus.CONFIRMED)
    _to_report(office, request_id)
    with office.reading() as session:
        assert session.get_one(AccessRequest, request_id).report_due == DAY


@pytest.fixture
def link_id(office: OfficeFile, request_id: str) -> str:
    """One instrument that the request asks for."""
    with office.writing("create") as session:
        lab = records.add(session, Facility())
        session.flush()
        tool = records.add(session, Instrument(facility_id=lab.id))
        session.flush()
        access.set_instruments(session, request_id, [tool.id])
        return records.parts(session, AccessInstrument, "access_request", request_id)[0].id


def test_an_answer_is_of_the_day_on_which_it_is_written(office: OfficeFile, link_id: str) -> None:
    def said(**values: object) -> AccessInstrument:
        with office.writing("access.instruments") as session:
            return access.answer(session, link_id, DAY, **values)

    assert said(answer="accepted", allocated_minutes=1440).answered == DAY
    assert said(answered=date(2027, 1, 2)).answered == date(2027, 1, 2)
    assert said(answer="refused").answered == date(2027, 1, 2), "that it was answered stays"
    assert said(answer="asked").answered is None


def test_a_copy_waits_for_its_answers_and_was_not_used(
    office: OfficeFile, request_id: str, link_id: str
) -> None:
    _slot(office, request_id, 20, SlotStatus.DONE, used_minutes=300)
    with office.writing("edit") as session:
        answered = {"answer": "accepted", "allocated_minutes": 1440, "note": "At night"}
        access.answer(session, link_id, DAY, **answered)
    with office.writing("duplicate") as session:
        made = access.copy(session, request_id, DAY).id
    with office.reading() as session:
        (link,) = records.parts(session, AccessInstrument, "access_request", made)
        (slot,) = records.parts(session, Slot, "access_request", made)
        assert (link.answer, link.answered) == ("asked", None)
        assert (link.allocated_minutes, link.note) == (None, "")
        assert (slot.status, slot.used_minutes) == ("requested", None)
