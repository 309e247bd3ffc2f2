"""The whole group split at an item, and brought together again."""

from datetime import time

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Moment,
    Place,
    Trilingual,
)
from desktop.domain.codes import Involvement
from desktop.errors import Problem
from desktop.store import delegations, groupings, records
from desktop.store.groupings import Half
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, TOKYO, dangling, item, people, rows

LATE = Moment(DAY, time(9, 30), TOKYO)


def members(session: Session) -> dict[str, set[str]]:
    """Who is in each group, by code and given name."""
    names = {person_id: name for name, person_id in people(session).items()}
    links = session.query(GroupMember).all()
    return {
        group.code: {names[link.person_id] for link in links if link.group_id == group.id}
        for group in session.query(Group)
    }


def groups_of(session: Session, item_id: str) -> list[str]:
    links = records.parts(session, ItemGroup, "item", item_id)
    return [session.get_one(Group, link.group_id).code for link in links]


def test_an_item_for_all_becomes_one_for_each_of_two_new_groups(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        place = records.add(session, Place(name=Trilingual(en="Wako")))
        visit = item(session, trip, "visit", place_id=place.id, kind="lab_tour")
        delegations.set_involved(session, visit.id, Involvement.PARTICIPANT, [ids["Cy"]])
        delegations.set_involved(session, visit.id, Involvement.HOST, [ids["Bo"]])
        session.flush()
        session.query(ItemPerson).filter_by(person_id=ids["Cy"]).one().joins = LATE
    before = rows(office.path)
    with office.writing("split") as session:
        halves = Half((ids["Ann"], ids["Bo"]), code="A"), Half((ids["Cy"],), code="B")
        first, second = groupings.split(session, visit.id, halves)
    with office.reading() as session:
        assert members(session) == {"A": {"Ann", "Bo"}, "B": {"Cy"}}
        one, other = (session.get_one(Item, each) for each in (first, second))
        assert first == visit.id
        assert (one.everyone, other.everyone) == (False, False)
        assert (groups_of(session, first), groups_of(session, second)) == (["A"], ["B"])
        assert (other.title, other.kind, other.start, other.end) == (
            *(one.title, "lab_tour"),
            *(one.start, one.end),
        )
        assert (one.place_id, other.place_id) == (place.id, None)
        links = {(link.item_id, link.involvement) for link in session.query(ItemPerson)}
        assert links == {(second, "participant"), (first, "host")}
    office.undo()
    assert rows(office.path) == before


def test_a_split_into_known_groups_gives_them_their_persons(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        known = records.add(session, Group(delegation_id=trip.id, code="K"))
        delegations.set_group_members(session, known.id, [ids["Ann"]])
        visit = item(session, trip, "visit")
    with office.writing("split") as session:
        halves = Half((ids["Ann"], ids["Cy"]), known.id), Half((ids["Bo"],), code="L")
        groupings.split(session, visit.id, halves)
    with office.reading() as session:
        assert members(session) == {"K": {"Ann", "Cy"}, "L": {"Bo"}}
        positions = [group.position for group in session.query(Group).order_by(Group.code)]
        assert positions == [0, 1]


def test_nobody_is_no_group(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        visit = item(session, trip, "visit")
        everybody = tuple(people(session).values())
    with pytest.raises(Problem, match="split_needs_two"), office.writing("split") as session:
        groupings.split(session, visit.id, (Half(everybody, code="A"), Half((), code="B")))


def test_parallel_items_become_one_again(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        wako, chofu = (
            records.add(session, Place(name=Trilingual(en=name))) for name in ("Wako", "Chofu")
        )
        visit = item(
            session,
            trip,
            "visit",
            place_id=wako.id,
            internal_note="Ask twice",
            topics=Trilingual(en="Qubits"),
        )
        halves = Half((ids["Ann"], ids["Bo"]), code="A"), Half((ids["Cy"],), code="B")
        first, second = groupings.split(session, visit.id, halves)
        records.update(
            session,
            Item,
            second,
            title=Trilingual("訪問", "", "Other visit"),
            place_id=chofu.id,
            gift="A book",
            internal_note="Bring boots",
            topics=Trilingual(en="Lasers"),
        )
        part = item(session, trip, "part", 9, parent_id=second)
        for each in (first, second):
            delegations.set_involved(session, each, Involvement.HOST, [ids["Bo"]])
    with office.writing("merge") as session:
        merged = groupings.merge(session, [first, second])
    assert merged == groupings.Merged(first, ("title", "place_id"))
    with office.reading() as session:
        one = session.get_one(Item, first)
        assert session.get(Item, second) is None
        assert (one.everyone, groups_of(session, first)) == (True, [])
        assert (one.title, one.place_id, one.gift) == (
            Trilingual(en="visit"),
            wako.id,
            "A book",
        )
        assert (one.topics.en, one.internal_note) == ("Qubits\nLasers", "Ask twice\nBring boots")
        assert session.get_one(Item, part.id).parent_id == first
        assert [link.involvement for link in session.query(ItemPerson)] == ["host"]
    assert dangling(office.path) == []


def test_groups_that_are_not_everyone_stay_groups(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        made = []
        for name in ("Ann", "Bo"):
            group = records.add(session, Group(delegation_id=trip.id, code=name))
            delegations.set_group_members(session, group.id, [ids[name]])
            one = item(session, trip, name)
            delegations.set_participants(session, one.id, everyone=False, group_ids=[group.id])
            made.append(one.id)
    with office.writing("merge") as session:
        merged = groupings.merge(session, made)
    with office.reading() as session:
        assert not session.get_one(Item, merged.item_id).everyone
        assert sorted(groups_of(session, merged.item_id)) == ["Ann", "Bo"]


def test_one_person_is_taken_out_of_everyone_a_group_or_a_list(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        group = records.add(session, Group(delegation_id=trip.id, code="A"))
        other = records.add(session, Group(delegation_id=trip.id, code="B"))
        delegations.set_group_members(session, group.id, [ids["Ann"], ids["Bo"]])
        delegations.set_group_members(session, other.id, [ids["Cy"]])
        everyone, of_groups, named = (item(session, trip, name) for name in "xyz")
        delegations.set_participants(
            session, of_groups.id, everyone=False, group_ids=[group.id, other.id]
        )
        delegations.set_participants(
            session, named.id, everyone=False, person_ids=[ids["Ann"], ids["Cy"]]
        )
    with office.writing("take out") as session:
        for one in (everyone, of_groups, named):
            groupings.take_out(session, one.id, ids["Ann"])
    with office.reading() as session:
        names = {person_id: name for name, person_id in people(session).items()}
        found = {
            one.title.en: sorted(
                names[link.person_id] for link in records.parts(session, ItemPerson, "item", one.id)
            )
            for one in (everyone, of_groups, named)
        }
        assert found == {"x": ["Bo", "Cy"], "y": ["Bo"], "z": ["Cy"]}
        assert groups_of(session, of_groups.id) == ["B"]
        assert not session.get_one(Item, everyone.id).everyone


@pytest.mark.parametrize(
    ("clocks", "fits"),
    [((9, 9), True), ((9, 10), False), ((10, 9), False), ((None, None), True), ((9, None), False)],
)
def test_only_what_is_at_one_time_comes_together(
    office: OfficeFile, trip: Delegation, clocks: tuple[int | None, int | None], fits: bool
) -> None:
    with office.writing("fill") as session:
        ids = [item(session, trip, "visit", clock).id for clock in clocks]
    if fits:
        with office.writing("merge") as session:
            assert groupings.merge(session, ids).item_id == ids[0]
        return
    with pytest.raises(Problem, match="merge_needs_two"), office.writing("merge") as session:
        groupings.merge(session, ids)


def test_what_overlaps_comes_together(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        ids = [item(session, trip, "visit", clock).id for clock in (9, 9)]
        records.update(session, Item, ids[0], start=LATE)
    with office.writing("merge") as session:
        groupings.merge(session, ids)
    with office.reading() as session:
        assert session.query(Item).one().start == LATE


def test_one_item_is_together_already(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        visit = item(session, trip, "visit")
    with pytest.raises(Problem, match="merge_needs_two"), office.writing("merge") as session:
        groupings.merge(session, [visit.id, visit.id])
