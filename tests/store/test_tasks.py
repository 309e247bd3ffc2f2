"""Tasks over all records: told as rows, ticked off, and where the day they were due is kept."""

from datetime import date

import pytest

from desktop.domain import AccessRequest, Delegation, Exchange, Task, Trilingual
from desktop.domain.base import Entity
from desktop.domain.codes import DueAnchor
from desktop.errors import Problem
from desktop.store import records, tasks
from desktop.store.office import OfficeFile
from tests.store.kit import watched

TODAY = date(2026, 11, 23)


def add(office: OfficeFile, *entities: Entity) -> None:
    with office.writing("create") as session:
        session.add_all(entities)


def test_tasks_are_told_with_their_record_and_the_day_they_fall_due(office: OfficeFile) -> None:
    trip = Delegation(
        reference="DEL-2027-001", title=Trilingual(en="Trip"), start=date(2027, 4, 17)
    )
    stay = Exchange(reference="EXC-2027-001", end=date(2027, 6, 30))
    request = AccessRequest(reference="ACC-2027-001")
    add(
        office,
        trip,
        stay,
        request,
        Task(
            delegation_id=trip.id,
            title=Trilingual(en="visa"),
            anchor=DueAnchor.START,
            offset_days=-14,
        ),
        Task(
            exchange_id=stay.id, title=Trilingual(en="report"), anchor=DueAnchor.END, offset_days=60
        ),
        Task(access_id=request.id, title=Trilingual(en="someday"), anchor=DueAnchor.START),
        Task(access_id=request.id, title=Trilingual(en="fixed"), due=date(2027, 5, 1)),
    )
    with office.reading() as session:
        found = tasks.rows(session)
        assert [row.title.en for row in tasks.rows(session, "trip")] == ["visa"]
        assert [row.title.en for row in tasks.rows(session, "report exc")] == ["report"]
    assert [(row.title.en, row.counted, row.record_kind, row.reference) for row in found] == [
        ("visa", date(2027, 4, 3), "delegation", "DEL-2027-001"),
        ("fixed", date(2027, 5, 1), "access_request", "ACC-2027-001"),
        ("report", date(2027, 8, 29), "exchange", "EXC-2027-001"),
        ("someday", None, "access_request", "ACC-2027-001"),
    ]
    assert (found[0].record_title.en, found[0].record_id) == ("Trip", trip.id)


def test_rows_take_as_many_statements_however_many_there_are(office: OfficeFile) -> None:
    trips = [Delegation(reference=f"DEL-{n}", title=Trilingual(en="Demo")) for n in range(30)]
    stays = [Exchange(reference=f"EXC-{n}", title=Trilingual(en="Demo")) for n in range(30)]
    add(office, *trips, *stays)
    add(office, *(Task(delegation_id=one.id) for one in trips))
    add(office, *(Task(exchange_id=one.id) for one in stays))
    with office.reading() as session:
        for typed, number in (("", 60), ("demo", 60), ("nothing of that name", 0)):
            with watched(office) as sent:
                assert len(tasks.rows(session, typed)) == number
            assert len([one for one in sent if not one.startswith("BEGIN")]) == 3


def test_what_is_done_or_called_off_is_not_open(office: OfficeFile) -> None:
    trip = Delegation(reference="DEL-1")
    off = Exchange(reference="EXC-1", status="cancelled")
    refused = AccessRequest(reference="ACC-1", stage="withdrawn")
    add(
        office,
        *(trip, off, refused),
        Task(delegation_id=trip.id, title=Trilingual(en="open")),
        Task(delegation_id=trip.id, title=Trilingual(en="done"), done=TODAY),
        Task(exchange_id=off.id, title=Trilingual(en="off")),
        Task(access_id=refused.id, title=Trilingual(en="withdrawn")),
    )
    with office.reading() as session:
        found = tasks.rows(session)
    assert [row.title.en for row in found if row.is_open()] == ["open"]


def test_a_task_is_found_by_its_own_text_and_its_records(office: OfficeFile) -> None:
    trip = Delegation(reference="DEL-2027-001", title=Trilingual(da="Rejse på tværs"))
    add(office, trip, Task(delegation_id=trip.id, title=Trilingual(ja="ビザ申請"), note="Straße"))
    with office.reading() as session:
        (row,) = tasks.rows(session)
    for word in ("びざ申請", "strasse", "del-2027-001", "pa tvaers"):
        assert word in row.found_by


def stay_with_tasks(office: OfficeFile) -> tuple[str, str, str]:
    """A stay with a step that is counted from its start, and a task on a fixed day."""
    stay = Exchange(reference="EXC-2027-001", start=date(2027, 9, 1), end=date(2028, 2, 28))
    counted = Task(exchange_id=stay.id, anchor=DueAnchor.START, offset_days=-63)
    fixed = Task(exchange_id=stay.id, due=date(2027, 5, 1))
    add(office, stay, counted, fixed)
    return stay.id, counted.id, fixed.id


def test_a_tick_keeps_the_day_a_counted_task_was_due(office: OfficeFile) -> None:
    stay, counted, fixed = stay_with_tasks(office)
    days = {counted: date(2027, 6, 30), fixed: date(2027, 5, 1)}
    with office.writing("task.done_many", count=2) as session:
        assert tasks.tick(session, days, TODAY) == 2
    with office.writing("edit") as session:
        records.update(session, Exchange, stay, start=date(2027, 10, 1))
    with office.reading() as session:
        found = {row.id: row for row in tasks.rows(session)}
    assert (found[counted].counted, found[counted].done) == (date(2027, 6, 30), TODAY)
    assert (found[fixed].counted, found[fixed].done) == (date(2027, 5, 1), TODAY)
    with office.writing("task.undone") as session:
        assert tasks.tick(session, days, None) == 2
    with office.reading() as session:
        found = {row.id: row for row in tasks.rows(session)}
        assert session.get_one(Task, counted).due is None
    assert (found[counted].counted, found[counted].done) == (date(2027, 7, 30), None)
    assert found[fixed].counted == date(2027, 5, 1)


def test_what_is_done_already_is_not_done_again(office: OfficeFile) -> None:
    _stay, counted, fixed = stay_with_tasks(office)
    with office.writing("task.done") as session:
        assert tasks.tick(session, {counted: date(2027, 6, 30)}, TODAY) == 1
    with office.writing("task.done_many", count=2) as session:
        both = {counted: date(2027, 1, 1), fixed: None}
        assert tasks.tick(session, both, date(2026, 12, 24)) == 1
    with office.reading() as session:
        kept = session.get_one(Task, counted)
    assert (kept.done, kept.due) == (TODAY, date(2027, 6, 30))


def test_a_task_that_is_gone_is_a_problem(office: OfficeFile) -> None:
    with office.writing("task.done") as session, pytest.raises(Problem, match="record_gone"):
        tasks.tick(session, {"nothing": None}, TODAY)
