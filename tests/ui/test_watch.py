"""The findings follow the file: at once after an edit, in the background after the rest."""

from collections.abc import Collection
from datetime import date, time

import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    Exchange,
    Item,
    ItemPerson,
    Member,
    Moment,
    Person,
    Task,
)
from desktop.domain.codes import Rule
from desktop.domain.plan import Attendance, Booking
from desktop.store import programmes, records
from desktop.store.bookings import Key, read_bookings
from desktop.store.plan import last_change, read_plan
from desktop.ui.desk import Desk
from desktop.ui.watch import Watch, timed

DAY = date(2027, 4, 19)
TOKYO = "Asia/Tokyo"


def at(hour: int, minute: int = 0) -> Moment:
    return Moment(DAY, time(hour, minute), TOKYO)


@pytest.fixture
def items(desk: Desk) -> tuple[str, str]:
    """Two items of one person, one after the other."""
    person = Person(family="Prøvesen", given="Ida")
    trip = Delegation(reference="DEL-2027-001", start=DAY, end=DAY)
    first = Item(delegation_id=trip.id, start=at(9), end=at(10))
    second = Item(delegation_id=trip.id, start=at(10), end=at(11), everyone=False)
    with desk.office.writing("create") as session:
        session.add_all(
            [
                person,
                trip,
                first,
                second,
                Member(delegation_id=trip.id, person_id=person.id),
                ItemPerson(item_id=second.id, person_id=person.id),
            ]
        )
    return first.id, second.id


def rules(watch: Watch) -> list[Rule]:
    return [found.rule for found in watch.findings()]


def ready(qtbot: QtBot, desk: Desk) -> Watch:
    desk.watch.start()
    qtbot.waitUntil(desk.watch.is_ready)
    return desk.watch


def move(desk: Desk, item_id: str, start: Moment, end: Moment) -> None:
    desk.do("edit", lambda session: records.update(session, Item, item_id, start=start, end=end))


def test_it_reads_only_when_somebody_asks(desk: Desk, items: tuple[str, str]) -> None:
    assert not desk.watch.is_ready()
    assert desk.watch.plan.bookings == {}


def test_an_edit_is_checked_at_once(qtbot: QtBot, desk: Desk, items: tuple[str, str]) -> None:
    watch = ready(qtbot, desk)
    assert Rule.PERSON_TWICE not in rules(watch)
    told: list[None] = []
    watch.changed.connect(lambda: told.append(None))
    move(desk, items[1], at(9, 30), at(11))
    qtbot.waitUntil(lambda: bool(told))
    twice = next(found for found in watch.findings() if found.rule == Rule.PERSON_TWICE)
    assert set(twice.bookings) == set(items)
    assert twice in watch.of_booking(items[0])
    assert twice in watch.of_record(*twice.records[0])
    desk.undo()
    watch.catch_up()
    assert Rule.PERSON_TWICE not in rules(watch)


def test_what_is_deleted_collides_with_nothing(
    qtbot: QtBot, desk: Desk, items: tuple[str, str]
) -> None:
    watch = ready(qtbot, desk)
    move(desk, items[1], at(9, 30), at(11))
    desk.do("delete", lambda session: programmes.delete_items(session, [items[1]]))
    watch.catch_up()
    assert Rule.PERSON_TWICE not in rules(watch)
    assert items[1] not in watch.plan.bookings


def test_a_drop_is_judged_before_it_is_done(
    qtbot: QtBot, desk: Desk, items: tuple[str, str]
) -> None:
    watch = ready(qtbot, desk)
    before = list(watch.findings())
    caused = watch.would_cause({items[0]: (at(10, 30), at(11, 30))})
    assert Rule.PERSON_TWICE in [found.rule for found in caused]
    assert list(watch.findings()) == before


def test_a_changed_person_is_read_anew(qtbot: QtBot, desk: Desk, items: tuple[str, str]) -> None:
    watch = ready(qtbot, desk)
    (person,) = watch.plan.people

    soon = date(2027, 6, 1)
    desk.do("edit", lambda session: records.update(session, Person, person, passport_expiry=soon))
    qtbot.waitUntil(lambda: Rule.PASSPORT_EXPIRY in rules(watch))


@pytest.fixture
def overdue(desk: Desk) -> str:
    """A task of a stay that should have been done."""
    stay = Exchange(reference="EXC-2027-001", start=DAY, end=DAY)
    task = Task(exchange_id=stay.id, code="visa", due=date(2020, 1, 2), anchor="fixed")
    with desk.office.writing("create") as session:
        session.add_all([stay, task])
    return task.id


def test_a_task_that_is_ticked_off_is_no_reason_to_read_the_office_again(
    qtbot: QtBot, desk: Desk, items: tuple[str, str], overdue: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch = ready(qtbot, desk)
    assert Rule.TASK_OVERDUE in rules(watch)
    asked: list[tuple[int, int]] = []

    def counted(session: Session, wanted: Collection[Key], items: Collection[str]) -> object:
        asked.append((len(wanted), len(items)))
        return read_bookings(session, wanted, items)

    monkeypatch.setattr("desktop.ui.watch.read_bookings", counted)
    monkeypatch.setattr("desktop.ui.watch.read_plan", None)
    desk.do("edit", lambda session: records.update(session, Task, overdue, done=DAY))
    watch.catch_up()
    assert Rule.TASK_OVERDUE not in rules(watch)
    move(desk, items[1], at(9, 30), at(11))
    watch.catch_up()
    assert asked == [(0, 0), (0, 1)]
    desk.undo()
    desk.undo()
    watch.catch_up()
    assert Rule.TASK_OVERDUE in rules(watch)


def test_a_stay_that_comes_goes_or_moves_is_followed_at_once(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = Person(family="Prøvesen", nationality="DK")
    with desk.office.writing("create") as session:
        session.add(guest)
    watch = ready(qtbot, desk)
    monkeypatch.setattr("desktop.ui.watch.read_plan", None)
    stay = Exchange(
        reference="EXC-2027-001",
        person_id=guest.id,
        start=date(2027, 9, 1),
        end=date(2027, 11, 30),
    )
    desk.do("create", lambda session: records.add(session, stay))
    watch.catch_up()
    assert Rule.SHORT_STAY in rules(watch)
    assert stay.id in watch.plan.bookings
    earlier = date(2027, 11, 29)
    desk.do("edit", lambda session: records.update(session, Exchange, stay.id, end=earlier))
    watch.catch_up()
    assert Rule.SHORT_STAY not in rules(watch)
    assert watch.plan.records["exchange", stay.id].end == earlier
    desk.undo()
    watch.catch_up()
    assert Rule.SHORT_STAY in rules(watch)
    desk.do(
        "delete",
        lambda session: records.delete(session, records.get(session, Exchange, stay.id)),
    )
    watch.catch_up()
    assert ("exchange", stay.id) not in watch.plan.records
    assert stay.id not in watch.plan.bookings
    assert watch.findings() == []


def test_the_clock_of_the_office_is_known_to_the_rules(qtbot: QtBot, desk: Desk) -> None:
    assert ready(qtbot, desk).plan.office_zone == desk.zones()[0] != ""


def test_what_happens_while_it_reads_is_not_missed(
    qtbot: QtBot, desk: Desk, items: tuple[str, str]
) -> None:
    desk.watch.start()
    move(desk, items[1], at(9, 30), at(11))
    qtbot.waitUntil(lambda: Rule.PERSON_TWICE in rules(desk.watch))


def test_another_day_is_another_today(qtbot: QtBot, desk: Desk, items: tuple[str, str]) -> None:
    days = [date(2027, 1, 1)]
    watch = Watch(desk.office, desk.background, lambda: days[0], desk)
    watch.start()
    qtbot.waitUntil(watch.is_ready)
    assert Rule.UNCONFIRMED not in rules(watch)
    days[0] = date(2027, 4, 15)
    watch.start()
    qtbot.waitUntil(lambda: Rule.UNCONFIRMED in rules(watch))


def test_a_snapshot_holds_the_last_change_and_stays_as_it_is(
    qtbot: QtBot, desk: Desk, items: tuple[str, str]
) -> None:
    assert desk.watch.snapshot() is None
    watch = ready(qtbot, desk)
    move(desk, items[1], at(9, 30), at(11))
    found = watch.snapshot()
    assert found is not None
    plan, seq = found
    assert plan == desk.read(lambda session: read_plan(session, desk.today(), desk.zones()[0]))
    assert seq == desk.read(last_change)
    desk.undo()
    watch.catch_up()
    assert plan.bookings[items[1]].start == at(9, 30)
    assert watch.plan.bookings[items[1]].start != at(9, 30)


def test_there_is_no_snapshot_of_another_day(
    qtbot: QtBot, desk: Desk, items: tuple[str, str]
) -> None:
    days = [date(2027, 1, 1)]
    watch = Watch(desk.office, desk.background, lambda: days[0], desk)
    watch.start()
    qtbot.waitUntil(watch.is_ready)
    assert watch.snapshot() is not None
    days[0] = date(2027, 4, 15)
    assert watch.snapshot() is None


def test_a_file_that_is_closed_is_left_alone(
    qtbot: QtBot, desk: Desk, items: tuple[str, str]
) -> None:
    watch = ready(qtbot, desk)
    move(desk, items[1], at(9, 30), at(11))
    watch.stop()
    desk.office.close()
    desk.background.stop()
    watch.catch_up()
    # A page that is not gone yet may still ask.
    assert Rule.PERSON_TWICE not in rules(watch)
    assert watch.of_record("delegation", "x") == []
    assert watch.plan.bookings == {}


def test_whoever_joins_late_does_so_as_much_later() -> None:
    start, end = at(9).utc(), at(10).utc()
    assert start is not None
    assert end is not None
    minute = int(start.timestamp()) // 60
    booking = Booking(
        "i",
        "delegation",
        "d",
        start=at(9),
        end=at(10),
        start_minute=minute,
        end_minute=minute + 60,
        people=(Attendance("p", joins=minute + 30),),
    )
    moved = timed(booking, at(11), at(12))
    assert (moved.start_minute, moved.end_minute) == (minute + 120, minute + 180)
    assert moved.people[0].joins == minute + 150
