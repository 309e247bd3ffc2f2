"""One action taken back though others came after it, and the history of a part of a record."""

from datetime import time

import pytest

from desktop.domain import Delegation, Item, Moment, Person, Trilingual
from desktop.domain.codes import Involvement
from desktop.errors import Problem
from desktop.store import delegations, history, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, TOKYO, item, log, people, rows


def last(office: OfficeFile) -> int:
    """The number of the newest unit."""
    return log(office)[-1][0].seq


@pytest.fixture
def visit(office: OfficeFile, trip: Delegation) -> Item:
    """An item of the trip."""
    with office.writing("item.add", name="visit") as session:
        return item(session, trip, "visit")


def edit(office: OfficeFile, one: Item, **values: object) -> int:
    """Change fields of an item; gives the number of the unit."""
    with office.writing("edit", kind="item") as session:
        records.update(session, Item, one.id, **values)
    return last(office)


def test_an_older_action_is_taken_back_and_the_newer_stays(office: OfficeFile, visit: Item) -> None:
    renamed = edit(office, visit, title=Trilingual(en="Renamed"))
    edit(office, visit, room="101")
    assert office.take_back(renamed) == ("edit", {"kind": "item"})
    with office.reading() as session:
        one = session.get_one(Item, visit.id)
        assert (one.title.en, one.room) == ("visit", "101")
        assert history.standing(session, [renamed, renamed + 1]) == {renamed + 1}
    # It does not stand any more, so there is nothing to be taken back.
    before = len(log(office))
    assert office.take_back(renamed) is None
    assert len(log(office)) == before
    office.redo()
    with office.reading() as session:
        assert session.get_one(Item, visit.id).title.en == "Renamed"
        assert history.standing(session, [renamed]) == {renamed}


def test_only_what_is_of_one_record_alone_is_small(
    office: OfficeFile, trip: Delegation, visit: Item
) -> None:
    added = last(office)
    with office.writing("edit") as session:
        records.update(session, Item, visit.id, room="101")
        records.update(session, Person, people(session)["Ann"], note="too")
    with office.writing("copy") as session:
        copy = delegations.copy(session, trip.id, DAY)
    units = range(last(office) + 1)
    with office.reading() as session:
        assert history.small_actions(session, trip.id, units) == {added}
        assert history.small_actions(session, copy.id, units) == set()


def test_undo_passes_over_what_was_taken_back(office: OfficeFile, visit: Item) -> None:
    first = edit(office, visit, room="101")
    edit(office, visit, gift="A book")
    office.take_back(first)
    office.undo()
    with office.reading() as session:
        one = session.get_one(Item, visit.id)
        assert (one.room, one.gift) == ("", "")
    assert office.undo_label() == ("item.add", {"name": "visit"})


def test_what_was_changed_again_is_not_taken_back(office: OfficeFile, visit: Item) -> None:
    first = edit(office, visit, room="101")
    second = edit(office, visit, room="102")
    before = rows(office.path)
    with pytest.raises(Problem, match="undo_conflict"):
        office.take_back(first)
    assert rows(office.path) == before
    office.take_back(second)
    office.take_back(first)
    with office.reading() as session:
        assert session.get_one(Item, visit.id).room == ""


def test_a_thing_is_taken_back_only_as_it_was_made(
    office: OfficeFile, trip: Delegation, visit: Item
) -> None:
    made = last(office)
    changed = edit(office, visit, room="101")
    with pytest.raises(Problem, match="undo_conflict"):
        office.take_back(made)
    office.take_back(changed)
    with office.writing("item.people") as session:
        delegations.set_involved(session, visit.id, Involvement.HOST, [people(session)["Ann"]])
    host = last(office)
    before = rows(office.path)
    with pytest.raises(Problem, match="undo_conflict"):
        office.take_back(made)
    assert rows(office.path) == before
    office.take_back(host)
    office.take_back(made)
    with office.reading() as session:
        assert session.get(Item, visit.id) is None


def test_the_history_of_an_item_is_its_own_and_that_of_its_people(
    office: OfficeFile, trip: Delegation, visit: Item
) -> None:
    with office.writing("item.add") as session:
        other = item(session, trip, "other")
        ids = people(session)
        delegations.set_involved(session, other.id, Involvement.HOST, [ids["Bo"]])
    with office.writing("item.people") as session:
        delegations.set_involved(session, visit.id, Involvement.HOST, [ids["Ann"]])
    with office.writing("item.people") as session:
        delegations.set_involved(session, visit.id, Involvement.HOST, [])
    edit(office, visit, start=Moment(DAY, time(10), TOKYO))
    edit(office, other, room="elsewhere")
    with office.writing("edit") as session:
        records.update(session, Person, ids["Ann"], note="of a person")
    with office.reading() as session:
        found = history.history_of(session, trip.id, "item", visit.id)
        assert [(entry.action, entry.kind) for entry in found] == [
            ("changed", "item"),
            ("deleted", "item_person"),
            ("created", "item_person"),
            ("created", "item"),
        ]
        assert [entry.unit for entry in found] == sorted(
            (entry.unit for entry in found), reverse=True
        )
