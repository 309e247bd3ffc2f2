"""A stay moves as a whole, and its copy begins anew."""

from datetime import date, time

from sqlalchemy.orm import Session

from desktop.domain import Exchange, Gate, Item, Moment, Permit, Task
from desktop.domain.codes import DueAnchor
from desktop.store import exchanges, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, TOKYO

FIRST, LAST = date(2027, 9, 1), date(2027, 11, 30)


def _stay(session: Session) -> Exchange:
    stay = exchanges.create(session, DAY, start=FIRST, end=LAST)
    records.add(
        session,
        Task(exchange_id=stay.id, anchor=DueAnchor.START.value, offset_days=-14, position=0),
    )
    records.add(session, Task(exchange_id=stay.id, due=date(2027, 8, 2), position=1))
    records.add(
        session,
        Permit(exchange_id=stay.id, number="P1", valid_from=FIRST, valid_until=LAST),
    )
    records.add(session, Item(exchange_id=stay.id, start=Moment(FIRST, time(9), TOKYO)))
    return stay


def test_a_stay_moves_with_its_end_its_deadlines_and_its_programme(office: OfficeFile) -> None:
    with office.writing("create") as session:
        stay = _stay(session)
    with office.writing("exchange.move") as session:
        assert exchanges.move(session, stay.id, date(2027, 9, 22)) == 21
    with office.reading() as session:
        moved = records.get(session, Exchange, stay.id)
        assert (moved.start, moved.end) == (date(2027, 9, 22), date(2027, 12, 21))
        (item,) = records.parts(session, Item, "exchange", stay.id)
        assert item.start == Moment(date(2027, 9, 22), time(9), TOKYO)
        counted, fixed = records.parts(session, Task, "exchange", stay.id)
        assert counted.due_on(moved.start, moved.end) == date(2027, 9, 8)
        assert fixed.due_on(moved.start, moved.end) == date(2027, 8, 2)
        (permit,) = records.parts(session, Permit, "exchange", stay.id)
        assert (permit.valid_from, permit.valid_until) == (FIRST, LAST)


def test_a_stay_without_a_first_day_only_gets_one(office: OfficeFile) -> None:
    with office.writing("create") as session:
        stay = exchanges.create(session, DAY, end=LAST)
        assert exchanges.move(session, stay.id, FIRST) == 0
        assert (stay.start, stay.end) == (FIRST, LAST)


def test_a_copy_has_no_permits_and_no_reminders(office: OfficeFile) -> None:
    with office.writing("create") as session:
        stay = _stay(session)
    with office.writing("edit") as session:
        gate = records.parts(session, Gate, "exchange", stay.id)[0]
        records.update(session, Gate, gate.id, state="cleared", expires=LAST, remind=FIRST)
    with office.writing("copy") as session:
        copy = exchanges.copy(session, stay.id, DAY)
    with office.reading() as session:
        assert records.parts(session, Permit, "exchange", copy.id) == []
        assert len(records.parts(session, Permit, "exchange", stay.id)) == 1
        gates = records.parts(session, Gate, "exchange", copy.id)
        assert {gate.remind for gate in gates} == {None}
        assert len(records.parts(session, Task, "exchange", copy.id)) == 2
