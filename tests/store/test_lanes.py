"""An item that is dragged to another lane is given to whom or to where the lane stands for."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop.domain import (
    Delegation,
    Group,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Person,
    Place,
    Trilingual,
)
from desktop.errors import Problem
from desktop.store.lanes import change_lane
from desktop.store.office import OfficeFile


class Kit:
    """A delegation with two groups and two members, and one item."""

    def __init__(self, office: OfficeFile, *, everyone: bool = False) -> None:
        self.office = office
        self.trip = Delegation(reference="DEL-2027-001")
        self.a, self.b = (Group(delegation_id=self.trip.id, code=code) for code in "AB")
        self.ida, self.hikaru = Person(family="Prøvesen"), Person(family="Kakū")
        self.hall, self.bus = Place(), Place(kind="vehicle")
        self.item = Item(
            delegation_id=self.trip.id, everyone=everyone, title=Trilingual(en="Lab tour")
        )
        with office.writing("create") as session:
            session.add_all(
                [self.trip, self.a, self.b, self.ida, self.hikaru, self.hall, self.bus, self.item]
                + [
                    Member(delegation_id=self.trip.id, person_id=person.id)
                    for person in (self.ida, self.hikaru)
                ]
            )

    def involve(self, *links: ItemPerson | ItemGroup) -> None:
        with self.office.writing("create") as session:
            for link in links:
                link.item_id = self.item.id
                session.add(link)

    def change(self, start: tuple[str, str], end: tuple[str, str], room: str = "") -> None:
        with self.office.writing("lane") as session:
            change_lane(session, [self.item.id], start, end, room)

    def who(self) -> tuple[bool, set[str], set[str]]:
        with self.office.reading() as session:
            groups = set(session.scalars(select(ItemGroup.group_id)))
            people = set(session.scalars(select(ItemPerson.person_id)))
            return session.get_one(Item, self.item.id).everyone, groups, people


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeFile]:
    file = OfficeFile.create(tmp_path / "office.kakehashi")
    yield file
    file.close()


def test_from_one_group_to_the_other(office: OfficeFile) -> None:
    kit = Kit(office)
    kit.involve(ItemGroup(group_id=kit.a.id))
    kit.change(("group", kit.a.id), ("group", kit.b.id))
    assert kit.who() == (False, {kit.b.id}, set())
    office.undo()
    assert kit.who() == (False, {kit.a.id}, set())


def test_to_everyone_and_from_there_to_a_group(office: OfficeFile) -> None:
    kit = Kit(office)
    kit.involve(ItemGroup(group_id=kit.a.id))
    kit.change(("group", kit.a.id), ("everyone", ""))
    assert kit.who() == (True, set(), set())
    kit.change(("everyone", ""), ("group", kit.b.id))
    assert kit.who() == (False, {kit.b.id}, set())


def test_from_named_people_to_a_group(office: OfficeFile) -> None:
    kit = Kit(office)
    kit.involve(ItemPerson(person_id=kit.ida.id))
    kit.change(("some", ""), ("group", kit.a.id))
    assert kit.who() == (False, {kit.a.id}, set())


def test_from_one_person_to_another(office: OfficeFile) -> None:
    kit = Kit(office)
    kit.involve(ItemPerson(person_id=kit.ida.id))
    kit.change(("person", kit.ida.id), ("person", kit.hikaru.id))
    assert kit.who() == (False, set(), {kit.hikaru.id})
    kit.involve(ItemPerson(person_id=kit.ida.id))
    kit.change(("person", kit.ida.id), ("person", kit.hikaru.id))
    assert kit.who() == (False, set(), {kit.hikaru.id})


def test_to_another_place_and_vehicle(office: OfficeFile) -> None:
    kit = Kit(office)
    kit.change(("place", ""), ("place", kit.hall.id), "B1")
    kit.change(("vehicle", ""), ("vehicle", kit.bus.id))
    with office.reading() as session:
        item = session.get_one(Item, kit.item.id)
        assert (item.place_id, item.room, item.vehicle_id) == (kit.hall.id, "B1", kit.bus.id)
    kit.change(("place", kit.hall.id), ("place", ""))
    with office.reading() as session:
        assert session.get_one(Item, kit.item.id).place_id is None


@pytest.mark.parametrize("kind", ["person", "group"])
def test_what_more_take_part_in_is_not_given_away(office: OfficeFile, kind: str) -> None:
    kit = Kit(office, everyone=True)
    ends = (kit.a.id, kit.b.id) if kind == "group" else (kit.ida.id, kit.hikaru.id)
    with pytest.raises(Problem) as problem:
        kit.change((kind, ends[0]), (kind, ends[1]))
    assert problem.value.code == "lane_not_alone"
    assert kit.who() == (True, set(), set())


def test_a_lane_of_nobody_in_particular_takes_nothing(office: OfficeFile) -> None:
    kit = Kit(office)
    with pytest.raises(Problem) as problem:
        kit.change(("group", kit.a.id), ("some", ""))
    assert problem.value.code == "lane_unclear"
