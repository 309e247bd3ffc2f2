"""The calendar of the whole office is the same whether it was kept or is made anew."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.calendars.export import TasksAs
from desktop.calendars.kept import KeptCalendar
from desktop.domain import Item, Place, Task
from desktop.errors import Problem
from desktop.making.office_calendar import OfficeCalendar, Wanted
from desktop.store import records
from desktop.store.interchange import demo_office
from desktop.store.office import OfficeFile

WANTED = Wanted("da", "Asia/Tokyo", TasksAs.TODO)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    made = demo_office(tmp_path / "demo.kakehashi")
    yield made
    made.close()


def _change(office: OfficeFile, kind: type[Item] | type[Task]) -> None:
    with office.writing("edit") as session:
        one = session.scalars(select(kind).order_by(kind.id)).first()
        assert isinstance(one, Item | Task)
        one.title = replace(one.title, da="Et nyt navn")


def test_what_is_kept_is_what_is_made_anew(
    office: OfficeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = 0
    make = KeptCalendar.whole

    def counted(*arguments: object, **named: object) -> object:
        nonlocal whole
        whole += 1
        return make(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(KeptCalendar, "whole", counted)
    calendar = OfficeCalendar(office)
    first = calendar.make(WANTED)
    assert calendar.make(WANTED).content == first.content
    for kind in (Item, Task):
        _change(office, kind)
        assert calendar.make(WANTED).content == OfficeCalendar(office).make(WANTED).content
    assert whole == 3  # once kept, and twice to compare with
    other = calendar.make(replace(WANTED, language="ja"))
    assert other.content != first.content
    assert whole == 4


def test_a_place_that_is_called_otherwise_is_so_in_every_event(office: OfficeFile) -> None:
    calendar = OfficeCalendar(office)
    calendar.make(WANTED)
    with office.writing("edit") as session:
        place = session.scalars(select(Place).where(Place.iata == "HND")).one()
        records.update(session, Place, place.id, name=replace(place.name, da="Hanedahavn"))
    assert "Hanedahavn" in calendar.make(WANTED).content.decode().replace("\r\n ", "")


def test_an_empty_office_says_so_and_is_asked_again(tmp_path: Path) -> None:
    office = OfficeFile.create(tmp_path / "empty.kakehashi")
    calendar = OfficeCalendar(office)
    for _turn in range(2):
        with pytest.raises(Problem) as problem:
            calendar.make(WANTED)
        assert problem.value.code == "calendar_empty"
    office.close()
