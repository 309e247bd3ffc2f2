from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    Delegation,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Person,
    Task,
)
from desktop.domain.codes import Function, Involvement
from desktop.domain.item import programme
from desktop.errors import Problem
from desktop.store import delegations, records
from desktop.store.office import OfficeFile
from tests.store.kit import DAY, TOKYO, block_of, item, people, rows

NEXT = DAY + timedelta(days=1)


def functions(session: Session) -> dict[str, str]:
    names = {person_id: name for name, person_id in people(session).items()}
    return {names[member.person_id]: member.function for member in session.query(Member)}


@pytest.mark.parametrize(
    ("direction", "home", "visit"),
    [("dk_jp", "Europe/Copenhagen", "Asia/Tokyo"), ("jp_dk", "Asia/Tokyo", "Europe/Copenhagen")],
)
def test_a_new_delegation_may_be_empty_but_has_a_reference_and_zones(
    office: OfficeFile, direction: str, home: str, visit: str
) -> None:
    with office.writing("create") as session:
        made = delegations.create(session, date(2026, 12, 31), direction=direction)
        dated = delegations.create(session, date(2026, 12, 31), start=date(2027, 1, 2))
    assert (made.reference, dated.reference) == ("DEL-2026-001", "DEL-2027-001")
    assert (made.home_zone, made.visit_zone, made.status) == (home, visit, "draft")


def test_members_come_in_the_order_they_were_put_in_and_once(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("again") as session:
        again = delegations.add_member(session, trip.id, people(session)["Ann"])
        assert again.position == 0
        members = records.parts(session, Member, "delegation", trip.id)
        assert [member.position for member in members] == [0, 1, 2]


def test_one_leads_and_one_keeps_the_papers(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("functions") as session:
        ids = {
            name: delegations.add_member(session, trip.id, person_id).id
            for name, person_id in people(session).items()
        }
        for name in ("Ann", "Bo"):
            delegations.set_function(session, ids[name], Function.HEAD)
        for name in ("Ann", "Cy"):
            delegations.set_function(session, ids[name], Function.DEPUTY)
    with office.reading() as session:
        assert functions(session) == {"Ann": "deputy", "Bo": "head", "Cy": "deputy"}
    with office.writing("new head") as session:
        newcomer = records.add(session, Person(given="Di"))
        delegations.add_member(session, trip.id, newcomer.id, Function.HEAD)
    with office.reading() as session:
        assert functions(session) == {"Ann": "deputy", "Bo": "member", "Cy": "deputy", "Di": "head"}


def test_who_leaves_the_delegation_leaves_its_groups_and_items(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("fill") as session:
        ids = people(session)
        group = records.add(session, Group(delegation_id=trip.id))
        visit = item(session, trip, "visit")
        delegations.set_group_members(session, group.id, ids.values())
        delegations.set_participants(session, visit.id, everyone=False, person_ids=[*ids.values()])
        delegations.set_involved(session, visit.id, Involvement.HOST, [ids["Ann"]])
    with office.writing("remove") as session:
        member = session.query(Member).filter_by(person_id=ids["Ann"]).one()
        delegations.remove_member(session, member.id)
    with office.reading() as session:
        assert {member.person_id for member in session.query(Member)} == {ids["Bo"], ids["Cy"]}
        assert {link.person_id for link in session.query(GroupMember)} == {ids["Bo"], ids["Cy"]}
        left = [link for link in session.query(ItemPerson) if link.person_id == ids["Ann"]]
        assert [link.involvement for link in left] == ["host"]
        assert session.query(Person).count() == 3


def test_a_group_is_exactly_who_was_named(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("group") as session:
        ids = people(session)
        group = records.add(session, Group(delegation_id=trip.id))
        delegations.set_group_members(session, group.id, [ids["Ann"], ids["Bo"], ids["Ann"]])
        kept = session.query(GroupMember).filter_by(person_id=ids["Bo"]).one().id
        delegations.set_group_members(session, group.id, [ids["Bo"], ids["Cy"]])
    with office.reading() as session:
        links = {link.person_id: link.id for link in session.query(GroupMember)}
        assert set(links) == {ids["Bo"], ids["Cy"]}
        assert links[ids["Bo"]] == kept


def test_participants_are_all_groups_or_persons(office: OfficeFile, trip: Delegation) -> None:
    late = Moment(DAY, time(10), TOKYO)
    with office.writing("participants") as session:
        ids = people(session)
        group = records.add(session, Group(delegation_id=trip.id))
        visit = item(session, trip, "visit")
        delegations.set_participants(
            session,
            visit.id,
            everyone=False,
            group_ids=[group.id, group.id],
            person_ids=[ids["Ann"], ids["Bo"]],
        )
        session.flush()
        session.query(ItemPerson).filter_by(person_id=ids["Bo"]).one().joins = late
        delegations.set_participants(
            session,
            visit.id,
            everyone=False,
            group_ids=[group.id],
            person_ids=[ids["Bo"], ids["Cy"]],
        )
    with office.reading() as session:
        assert session.query(ItemGroup).count() == 1
        links = session.query(ItemPerson).order_by(ItemPerson.position).all()
        assert [(link.person_id, link.joins.time) for link in links] == [
            (ids["Bo"], time(10)),
            (ids["Cy"], None),
        ]
    with office.writing("everyone") as session:
        delegations.set_participants(session, visit.id, everyone=True)
    with office.reading() as session:
        assert session.get_one(Item, visit.id).everyone
        assert (session.query(ItemGroup).count(), session.query(ItemPerson).count()) == (0, 0)


def test_a_role_does_not_touch_the_others(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("roles") as session:
        ids = people(session)
        visit = item(session, trip, "visit")
        delegations.set_involved(session, visit.id, Involvement.HOST, [ids["Ann"]])
        delegations.set_involved(
            session, visit.id, Involvement.INTERPRETER, [ids["Ann"], ids["Bo"]]
        )
        delegations.set_involved(session, visit.id, Involvement.INTERPRETER, [ids["Bo"]])
    with office.reading() as session:
        found = {(link.person_id, link.involvement) for link in session.query(ItemPerson)}
        assert found == {(ids["Ann"], "host"), (ids["Bo"], "interpreter")}


def test_parallel_items_keep_the_order_they_were_typed_in(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("rooms") as session:
        for number in range(7):
            item(session, trip, f"Room {number}")
    with office.reading() as session:
        found = programme(session.query(Item).all())
        assert [one.title.en for one in found] == [f"Room {number}" for number in range(7)]


def test_a_copied_delegation_is_a_new_draft(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        records.update(
            session, Delegation, trip.id, status="confirmed", edition=3, edition_final=True
        )
        item(session, trip, "visit", status="confirmed")
        session.add(Task(delegation_id=trip.id, done=DAY))
    with office.writing("copy") as session:
        copy = delegations.copy(session, trip.id, DAY)
    assert copy.reference == "DEL-2027-002"
    assert (copy.status, copy.edition, copy.edition_final) == ("draft", 1, False)
    with office.reading() as session:
        (visit,) = records.parts(session, Item, "delegation", copy.id)
        (task,) = records.parts(session, Task, "delegation", copy.id)
        assert (visit.status, task.done) == ("tentative", None)
        assert len(records.parts(session, Member, "delegation", copy.id)) == 3


def test_what_is_gone_is_told(office: OfficeFile) -> None:
    for change in (
        lambda session: delegations.set_function(session, "0" * 36, "head"),
        lambda session: delegations.copy(session, "0" * 36, DAY),
    ):
        with pytest.raises(Problem, match="record_gone"), office.writing("x") as session:
            change(session)


def test_a_visit_moves_with_its_whole_programme(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        records.update(session, Delegation, trip.id, start=DAY, end=NEXT)
        block, part, deeper = block_of(session, trip)
        undated = item(session, trip, "undated", None)
        undated.start = Moment(None, time(9), TOKYO)
    before = rows(office.path)
    with office.writing("move visit") as session:
        assert delegations.move_visit(session, trip.id, DAY + timedelta(days=7)) == 7
    with office.reading() as session:
        moved = session.get_one(Delegation, trip.id)
        assert (moved.start, moved.end) == (DAY + timedelta(days=7), NEXT + timedelta(days=7))
        starts = [session.get_one(Item, one.id).start for one in (block, part, deeper, undated)]
        assert starts == [
            *(Moment(DAY + timedelta(days=7), time(hour), TOKYO) for hour in (9, 10, 11)),
            Moment(None, time(9), TOKYO),
        ]
    office.undo()
    assert rows(office.path) == before


def test_a_visit_without_a_start_only_gets_one(office: OfficeFile, trip: Delegation) -> None:
    with office.writing("fill") as session:
        visit = item(session, trip, "visit")
    with office.writing("move visit") as session:
        assert delegations.move_visit(session, trip.id, NEXT) == 0
    with office.reading() as session:
        assert session.get_one(Delegation, trip.id).start == NEXT
        assert session.get_one(Item, visit.id).start.date == DAY
