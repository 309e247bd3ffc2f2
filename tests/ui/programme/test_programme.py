"""A programme that follows its file by what changed is the one that is read anew."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Item, ItemPerson, Person, Place, Trilingual
from desktop.store import delegations, groupings, programmes, records
from desktop.store.groupings import Half
from desktop.ui.programme.programme import Programme, follow_programme, read_programme
from tests.ui.programme.conftest import TUESDAY, Visit, at

Work = Callable[[Session, Visit], object]


def _told(programme: Programme) -> list[object]:
    """All that a programme says, as plain values."""
    told: list[object] = [replace(programme, items=(), groups=(), people=(), lines=())]
    for line in programme.lines:
        item = line.item
        told.append((line.key, line.day, line.depth, line.zones, line.count))
        if item is None:
            continue
        told.append(
            (
                *(item.title, item.start, item.end, item.status, item.everyone, item.parent_id),
                item.place.name if item.place else None,
                sorted((link.person.latin(), link.involvement) for link in item.people),
                sorted(link.group.code for link in item.groups),
            )
        )
    return told


def _rename(session: Session, visit: Visit) -> None:
    item = visit.item("visit")
    assert item.place_id is not None
    records.update(session, Place, item.place_id, name=Trilingual(en="Elsewhere"))


def _halves(session: Session, visit: Visit) -> None:
    first, *others = [person.id for person in visit.programme().people]
    groupings.split(
        session, visit.ids["visit"], (Half((first,), code="X"), Half(tuple(others), code="Y"))
    )


def _elsewhere(session: Session, visit: Visit) -> None:
    other = Delegation(reference="DEL-2030-001")
    session.add(other)
    session.flush()
    session.get_one(Item, visit.ids["visit"]).delegation_id = other.id


WORKS: dict[str, Work] = {
    "a title": lambda s, v: records.update(
        s, Item, v.ids["visit"], title=Trilingual(en="Other title")
    ),
    "a time": lambda s, v: programmes.set_times(
        s, {v.ids["visit"]: (at(TUESDAY, "15:00"), at(TUESDAY, "16:00"))}
    ),
    "a new item": lambda s, v: delegations.add_item(
        s, delegation_id=v.id, start=at(TUESDAY, "08:00")
    ),
    "a deleted item": lambda s, v: programmes.delete_items(s, [v.ids["visit"]]),
    "people": lambda s, v: delegations.set_participants(
        s, v.ids["visit"], everyone=False, person_ids=[v.programme().people[0].id]
    ),
    "an item taken out of the days": lambda s, v: programmes.unplace(s, [v.ids["visit"]]),
    "a copy": lambda s, v: programmes.duplicate_items(s, [v.ids["visit"]], TUESDAY),
    "a place": _rename,
    "a group split": _halves,
    "another record's item": _elsewhere,
    "a person": lambda s, v: records.update(
        s, Person, v.programme().people[0].id, family="Andersnavn"
    ),
    "the record": lambda s, v: records.update(s, Delegation, v.id, start=TUESDAY),
}


@pytest.mark.parametrize("name", WORKS)
def test_what_followed_is_what_is_read_anew(visit: Visit, name: str) -> None:
    before = visit.programme()
    with visit.office.writing("work") as session:
        WORKS[name](session, visit)
    for _turn in range(2):
        with visit.office.reading() as session:
            followed = follow_programme(session, before)
        fresh = visit.programme()
        assert _told(followed) == _told(fresh)
        assert followed.seen == fresh.seen
        visit.office.undo()
        before = followed


def test_the_late_and_early_times_of_people_are_followed(visit: Visit) -> None:
    with visit.office.writing("people") as session:
        delegations.set_participants(
            session,
            visit.ids["visit"],
            everyone=False,
            person_ids=[visit.programme().people[0].id],
        )
    before = visit.programme()
    link = next(iter(visit.item("visit").people))
    with visit.office.writing("late") as session:
        session.get_one(ItemPerson, link.id).joins = at(TUESDAY, "15:30")
    with visit.office.reading() as session:
        item = follow_programme(session, before).item(visit.ids["visit"])
    assert item is not None
    assert [each.joins for each in item.people] == [at(TUESDAY, "15:30")]


def test_what_did_not_change_is_not_read_again(visit: Visit) -> None:
    before = visit.programme()
    with visit.office.writing("edit") as session:
        records.update(session, Item, visit.ids["visit"], title=Trilingual(en="Other title"))
    with visit.office.reading() as session:
        after = follow_programme(session, before)
    old = {item.id: item for item in before.items}
    anew = {item.id for item in after.items if item is not old.get(item.id)}
    assert anew == {visit.ids["visit"]}
    assert _told(after) == _told(read_it(visit))


def read_it(visit: Visit) -> Programme:
    with visit.office.reading() as session:
        return read_programme(session, "delegation", visit.id)
