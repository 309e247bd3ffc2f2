"""What stands in an event by its name, and is called otherwise, is a change of that event."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain import (
    Entity,
    Group,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Organisation,
    Place,
    Slot,
    Trilingual,
)
from desktop.store import records
from tests.store.test_revisions import Desk

OTHER = Trilingual(en="Another name")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "office.kakehashi")
    yield made
    made.office.close()


def add(desk: Desk, entity: Entity) -> Entity:
    with desk.action() as session:
        return records.add(session, entity)


def test_a_place_that_is_renamed_moves_what_happens_there(desk: Desk) -> None:
    desk.set(desk.item, place_id=desk.place.id)
    desk.set(desk.place, name=OTHER)
    assert desk.told(desk.item.id) == (2, 2)
    assert desk.told(desk.lunch.id) == (0, 0)
    desk.set(desk.place, address_latin="1-2-3 Otemachi")
    assert desk.told(desk.item.id) == (3, 3)


def test_what_no_event_tells_of_a_place_changes_none(desk: Desk) -> None:
    desk.set(desk.item, place_id=desk.place.id)
    desk.set(desk.place, note="Ring twice.", phone="1", capacity=12)
    assert desk.told(desk.item.id) == (1, 1)


def test_sequence_does_not_fall_when_the_renamed_is_replaced_or_all_is_deleted(desk: Desk) -> None:
    house = add(desk, Organisation(name=Trilingual(en="House")))
    hall = add(desk, Place(name=Trilingual(en="Hall 2"), organisation_id=house.id))
    desk.set(desk.item, place_id=hall.id)
    desk.set(hall, name=OTHER)
    desk.set(house, name=OTHER)
    assert desk.told(desk.item.id) == (3, 5)
    desk.set(hall, organisation_id=None)
    assert desk.told(desk.item.id) == (4, 6)
    desk.set(desk.item, place_id=desk.place.id)
    assert desk.told(desk.item.id) == (5, 7)
    # It takes place elsewhere now.
    desk.set(hall, name=Trilingual(en="A third name"))
    assert desk.told(desk.item.id) == (5, 7)
    with desk.action() as session:
        records.delete(session, records.get(session, Item, desk.item.id))
    assert desk.told(desk.item.id) == (6, 9)
    # It is called off there where it was to be.
    desk.set(desk.place, name=OTHER)
    assert desk.told(desk.item.id) == (7, 10)


def test_undoing_a_new_name_is_one_more_change(desk: Desk) -> None:
    desk.set(desk.item, place_id=desk.place.id)
    desk.set(desk.place, name=OTHER)
    desk.minutes += 1
    desk.office.undo()
    assert desk.told(desk.item.id) == (3, 3)


def test_people_and_groups_stand_in_the_notes_alone(desk: Desk) -> None:
    group = add(desk, Group(delegation_id=desk.delegation.id, code="B"))
    add(desk, ItemPerson(item_id=desk.item.id, person_id=desk.person.id, involvement="host"))
    add(desk, ItemGroup(item_id=desk.item.id, group_id=group.id))
    desk.set(desk.person, family="Andersen")
    assert desk.told(desk.item.id) == (0, 4)
    desk.set(desk.person, email="signe@example.org")
    assert desk.told(desk.item.id) == (0, 4)
    desk.set(group, name=OTHER)
    assert desk.told(desk.item.id) == (0, 6)


def test_a_facility_and_all_that_it_brings_along_stand_in_every_slot(desk: Desk) -> None:
    house = add(desk, Organisation(name=Trilingual(en="House")))
    beam = add(desk, Instrument(facility_id=desk.facility.id, name=Trilingual(en="Beam 2")))
    desk.set(desk.request, facility_id=desk.facility.id, investigator_id=desk.person.id)
    desk.set(desk.slot, instrument_id=beam.id)
    desk.set(desk.facility, place_id=desk.place.id)
    desk.set(desk.place, organisation_id=house.id)
    assert desk.told(desk.slot.id) == (4, 6)
    for sequence, thing in enumerate((desk.facility, desk.place, house, beam), 5):
        desk.set(thing, name=OTHER)
        assert desk.told(desk.slot.id) == (sequence, sequence + 2)
    desk.set(desk.person, family="Andersen")
    assert desk.told(desk.slot.id) == (8, 11)
    assert desk.told(desk.item.id) == (0, 0)


def test_a_stay_is_told_with_its_bodies_and_people(desk: Desk) -> None:
    home = add(desk, Organisation(name=Trilingual(en="Home")))
    host = add(desk, Organisation(name=Trilingual(en="Host")))
    desk.set(
        desk.exchange,
        person_id=desk.person.id,
        home_organisation_id=home.id,
        host_organisation_id=host.id,
    )
    assert desk.told(desk.exchange.id) == (1, 3)
    desk.set(home, name=OTHER)
    desk.set(desk.person, given="Sine")
    assert desk.told(desk.exchange.id) == (1, 5)
    desk.set(host, name=OTHER)
    assert desk.told(desk.exchange.id) == (2, 6)


def test_a_new_name_before_the_thing_was_there_is_no_change_of_it(desk: Desk) -> None:
    desk.set(desk.place, name=OTHER)
    slot = add(desk, Slot(access_id=desk.request.id))
    item = add(desk, Item(delegation_id=desk.delegation.id, place_id=desk.place.id))
    for thing in (slot, item):
        assert desk.of(thing.id).sequence == 0
        assert desk.of(thing.id).modified == desk.of(thing.id).created
