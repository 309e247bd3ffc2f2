"""What a calendar is made from is read in few queries, however much there is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from sqlalchemy import event

from desktop.domain import Delegation, Item, ItemPerson, Member, Moment, Person, Place
from desktop.store import calendar_source, records
from desktop.store.office import OfficeFile


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    made = OfficeFile.create(
        tmp_path / "office.kakehashi", clock=lambda: datetime(2026, 11, 23, 9, tzinfo=UTC)
    )
    yield made
    made.close()


def fill(office: OfficeFile, delegations: int) -> list[str]:
    """Delegations of ten items each, every one with a place and a guest; gives the guests."""
    guests: list[str] = []
    with office.writing("create") as session:
        for number in range(delegations):
            tour = records.add(session, Delegation(reference=f"DEL-2027-9{len(guests):02}"))
            guest = records.add(session, Person(family=f"Guest {number}"))
            place = records.add(session, Place())
            guests.append(guest.id)
            session.add(Member(delegation_id=tour.id, person_id=guest.id))
            for hour in range(10):
                start = Moment(date(2027, 4, 19), time(hour), "Asia/Tokyo")
                item = Item(delegation_id=tour.id, place_id=place.id, start=start)
                session.add_all((item, ItemPerson(item_id=item.id, person_id=guest.id)))
    return guests


def queries(office: OfficeFile) -> int:
    """How many queries the calendar of the whole office takes."""
    asked: list[int] = []

    def count(*_values: object) -> None:
        asked.append(1)

    with office.reading() as session:
        event.listen(session, "do_orm_execute", count)
        source = calendar_source.whole_office(session)
    assert all(
        item.place and [link.person.family for link in item.people] and item.id in source.revisions
        for tour in source.records
        if isinstance(tour, Delegation)
        for item in tour.items
    )
    return len(asked)


def test_more_records_take_no_more_queries(office: OfficeFile) -> None:
    fill(office, 1)
    few = queries(office)
    with office.reading() as session:
        assert len(calendar_source.whole_office(session).revisions) == 10
    with office.writing("delete") as session:
        for tour in session.query(Delegation):
            records.delete(session, tour)
    fill(office, 8)
    assert queries(office) == few


def test_a_person_is_read_without_the_others(office: OfficeFile) -> None:
    guest = fill(office, 3)[1]
    with office.reading() as session:
        source = calendar_source.one_person(session, guest)
    (tour,) = source.records
    assert isinstance(tour, Delegation)
    assert source.person is not None
    assert source.person.id == guest
    assert source.revisions.keys() == {item.id for item in tour.items}
