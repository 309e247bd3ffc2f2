"""Editions: what was issued stays as it was, and what changed since is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from sqlalchemy import delete, inspect, select

from desktop.domain import (
    AccessRequest,
    Delegation,
    Edition,
    EditionPaper,
    Entity,
    Exchange,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Person,
    Place,
    Slot,
    Trilingual,
)
from desktop.domain.codes import Involvement, ItemStatus
from desktop.domain.comparing import Comparison, Difference, things_of
from desktop.domain.paper import Stand
from desktop.errors import Problem
from desktop.store import delegations, editions, loading, records
from desktop.store.editions import LABEL, NewPaper
from desktop.store.kept import Kept, kept
from desktop.store.office import OfficeFile
from desktop.store.paper_source import paper_source
from tests.store.kit import DAY, TOKYO, block_of, item, people
from tests.store.test_loading import fill

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
KINDS = ("delegation", "exchange", "access_request")
REFERENCES = {
    "delegation": "DEL-2027-001",
    "exchange": "EXC-2027-001",
    "access_request": "ACC-2027-001",
}
PAPER = NewPaper("programme.pdf", b"%PDF-1.7 the very bytes", "programme", "en")


def full(office: OfficeFile) -> dict[str, Entity]:
    """A whole record of each kind, with two of each of its parts."""
    made = fill(office)
    with office.writing("edit") as session:
        for kind, reference in REFERENCES.items():
            records.update(session, type(made[kind]), made[kind].id, reference=reference)
        # Only a delegation has groups.
        for link in session.scalars(select(ItemGroup).join(Item).where(Item.exchange_id != "")):
            session.delete(link)
    return made


def issued(
    office: OfficeFile, kind: str, record_id: str, *, draft: bool = False, on: date = DAY
) -> str:
    """Issue the next edition of a record with one paper; gives its identity."""
    with office.reading() as session:
        prepared = editions.prepare(session, kind, record_id, draft=draft)
    with office.writing(LABEL, number=prepared.stand.number) as session:
        return editions.issue(session, prepared, [PAPER], on=on, recipients="MEXT").id


def changes(office: OfficeFile, kind: str, edition_id: str) -> Comparison:
    with office.reading() as session:
        edition = session.get_one(Edition, edition_id)
        record = loading.record(session, kind, edition.record_id)
        return editions.since(session, edition, record)


def only(office: OfficeFile, edition_id: str) -> set[Difference]:
    """The ways in which the one thing that differs does so."""
    (one,) = changes(office, "delegation", edition_id).things
    return set(one.kinds)


def names(office: OfficeFile, ids: Iterable[str]) -> list[str]:
    with office.reading() as session:
        return [session.get_one(Person, one).given for one in ids]


@pytest.fixture
def visit(office: OfficeFile, trip: Delegation) -> str:
    """A visit at nine in the programme of `trip`."""
    with office.writing("create") as session:
        return item(session, trip, "visit", status=ItemStatus.CONFIRMED).id


@pytest.fixture
def first(office: OfficeFile, trip: Delegation, visit: str) -> str:
    """The first edition of `trip`, with `visit` in it."""
    return issued(office, "delegation", trip.id)


# -- issuing


def test_an_edition_keeps_what_was_issued(office: OfficeFile, trip: Delegation, first: str) -> None:
    with office.reading() as session:
        (edition,) = editions.editions(session, trip.id)
        assert (edition.id, edition.number, edition.on) == (first, 1, DAY)
        assert (edition.draft, edition.recipients) == (False, "MEXT")
        (paper,) = edition.papers
        assert (paper.name, paper.document, paper.languages) == ("programme.pdf", "programme", "en")
        assert paper.size == len(PAPER.content)
        assert kept(session, paper.digest) == PAPER.content
        delegation = session.get_one(Delegation, trip.id)
        assert (delegation.edition, delegation.edition_final) == (1, True)


def test_numbers_go_up_and_never_below_what_the_officer_set(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.writing("edit") as session:
        records.update(session, Delegation, trip.id, edition=3)
    issued(office, "delegation", trip.id, draft=True)
    issued(office, "delegation", trip.id)
    with office.reading() as session:
        found = editions.editions(session, trip.id)
        assert [(one.number, one.draft) for one in found] == [(4, False), (3, True), (1, False)]


def test_a_number_that_another_took_meanwhile_is_refused(
    office: OfficeFile, trip: Delegation, visit: str
) -> None:
    with office.reading() as session:
        prepared = editions.prepare(session, "delegation", trip.id, draft=False)
    issued(office, "delegation", trip.id)
    with pytest.raises(Problem) as problem, office.writing(LABEL, number=1) as session:
        editions.issue(session, prepared, [PAPER], on=DAY)
    assert (problem.value.code, problem.value.values) == ("edition_taken", {"number": 1})


def test_undoing_takes_the_edition_back_and_leaves_its_contents_for_the_redo(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.reading() as session:
        contents = set(session.scalars(select(Kept.digest)))
    office.undo()
    with office.reading() as session:
        assert editions.editions(session, trip.id) == []
        assert session.scalars(select(EditionPaper)).all() == []
        assert set(session.scalars(select(Kept.digest))) == contents
        assert session.get_one(Delegation, trip.id).edition_final is False
    office.redo()
    with office.reading() as session:
        (edition,) = editions.editions(session, trip.id)
        assert kept(session, edition.papers[0].digest) == PAPER.content
        assert editions.as_issued(session, edition).id == trip.id


def test_the_same_content_is_kept_once(office: OfficeFile, trip: Delegation, first: str) -> None:
    second = issued(office, "delegation", trip.id)
    with office.reading() as session:
        one, two = editions.editions(session, trip.id)
        assert {one.id, two.id} == {first, second}
        assert one.papers[0].digest == two.papers[0].digest
        digests = session.scalars(select(Kept.digest)).all()
        assert digests.count(one.papers[0].digest) == 1


def test_a_content_that_is_not_in_the_file_is_told(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.writing("edit") as session:
        session.connection().execute(delete(Kept))
    with office.reading() as session:
        (edition,) = editions.editions(session, trip.id)
        for digest in (edition.snapshot, edition.papers[0].digest):
            with pytest.raises(Problem, match="content_gone"):
                kept(session, digest)
        record = loading.record(session, "delegation", trip.id)
        assert not editions.is_current(session, edition, record)
        with pytest.raises(Problem, match="content_gone"):
            editions.since(session, edition, record)


# -- as it was

# What an edition does not hold: what is private, what was issued, what is derived.
_LEFT_OUT = {"search", "start_utc", "end_utc", "edition", "edition_final"}


def tree(one: Entity | None, seen: frozenset[str] = frozenset()) -> object:
    """An entity with all that loading joined to it, as plain values that can be compared."""
    if one is None or one.id in seen:
        return one and one.id
    seen |= {one.id}
    state: Any = inspect(one)
    joined: dict[str, object] = {}
    for relation in state.mapper.relationships:
        if relation.key in state.unloaded:
            continue
        value = getattr(one, relation.key)
        if relation.uselist:
            # Of two in the same place, either may be read first.
            parts = sorted(value, key=lambda part: (getattr(part, "position", 0), part.id))
            joined[relation.key] = [tree(part, seen) for part in parts]
        else:
            joined[relation.key] = tree(value, seen)
    columns = {
        column.key: getattr(one, column.key)
        for column in state.mapper.column_attrs
        if column.key not in _LEFT_OUT
    }
    return {**columns, **joined}


def same(was: object, now: object, at: str = "") -> list[str]:
    """Where two trees differ, in what the second one has."""
    if isinstance(now, dict) and isinstance(was, dict):
        return [line for key in now for line in same(was.get(key), now[key], f"{at}.{key}")]
    if isinstance(now, list) and isinstance(was, list) and len(was) == len(now):
        pairs = enumerate(zip(was, now, strict=True))
        return [line for n, (one, two) in pairs for line in same(one, two, f"{at}[{n}]")]
    return [] if was == now else [f"{at}: {was!r} is not {now!r}"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_as_issued_is_joined_as_if_it_had_been_loaded(
    office: OfficeFile, kind: str
) -> None:
    made = full(office)
    edition_id = issued(office, kind, made[kind].id)
    with office.reading() as session:
        loaded = tree(loading.record(session, kind, made[kind].id))
    with office.reading() as session:
        was = tree(editions.as_issued(session, session.get_one(Edition, edition_id)))
    assert same(was, loaded) == []


def test_parts_as_issued_stand_in_their_order(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.reading() as session:
        record = editions.as_issued(session, session.get_one(Edition, first))
        assert isinstance(record, Delegation)
        assert [member.person.given for member in record.members] == ["Ann", "Bo", "Cy"]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_differs_right_after_issuing(office: OfficeFile, kind: str) -> None:
    made = full(office)
    edition_id = issued(office, kind, made[kind].id)
    assert not changes(office, kind, edition_id)
    with office.reading() as session:
        record = loading.record(session, kind, made[kind].id)
        assert len(things_of(record)) == 2
        assert editions.stand(session, record) == Stand(1, draft=False, previous=0)


def test_what_was_deleted_since_is_still_there_as_it_was(
    office: OfficeFile, visit: str, first: str
) -> None:
    with office.writing("delete") as session:
        session.delete(session.get_one(Item, visit))
    (one,) = changes(office, "delegation", first).things
    assert one.gone
    assert one.kinds == {Difference.CANCELLED}
    assert one.before is not None
    assert isinstance(one.before, Item)
    assert one.before.title == Trilingual(en="visit")


# -- what changed


def edit(office: OfficeFile, item_id: str, **values: Any) -> None:
    with office.writing("edit") as session:
        records.update(session, Item, item_id, **values)


def test_each_way_of_changing_is_told_apart(office: OfficeFile, visit: str, first: str) -> None:
    with office.writing("create") as session:
        place = records.add(session, Place(name=Trilingual(en="Hall")))
    for values, kind in (
        ({"start": Moment(DAY, time(8), TOKYO)}, Difference.MOVED),
        ({"open_end": True}, Difference.MOVED),
        ({"place_id": place.id}, Difference.PLACE),
        ({"room": "2.14"}, Difference.PLACE),
        ({"everyone": False}, Difference.PEOPLE),
        ({"title": Trilingual(en="visit", da="besøg")}, Difference.TEXT),
        ({"status": ItemStatus.TENTATIVE}, Difference.TEXT),
        ({"status": ItemStatus.CANCELLED}, Difference.CANCELLED),
    ):
        edit(office, visit, **values)
        assert only(office, first) == {kind}, values
        office.undo()
        assert not changes(office, "delegation", first)


@pytest.mark.parametrize(
    "values",
    [
        {"internal_note": "The head is tired of visits."},
        {"pinned": True},
        {"gift": "A bowl"},
        {"purpose": Trilingual(en="To be polite")},
        {"source_uid": "a@b", "source_sequence": 3},
        {"position": 7},
    ],
)
def test_what_guests_are_not_told_makes_no_difference(
    office: OfficeFile, visit: str, first: str, values: dict[str, Any]
) -> None:
    edit(office, visit, **values)
    assert not changes(office, "delegation", first)


def test_a_corrected_name_of_a_place_is_no_change_of_plan(
    office: OfficeFile, trip: Delegation, visit: str
) -> None:
    with office.writing("create") as session:
        place = records.add(session, Place(name=Trilingual(en="Hal")))
        records.update(session, Item, visit, place_id=place.id)
    edition = issued(office, "delegation", trip.id)
    with office.writing("edit") as session:
        records.update(session, Place, place.id, name=Trilingual(en="Hall"))
    assert not changes(office, "delegation", edition)


def test_what_was_planned_and_called_off_between_two_editions_is_not_told(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.writing("create") as session:
        item(session, trip, "idea", status=ItemStatus.CANCELLED)
    assert not changes(office, "delegation", first)
    with office.writing("create") as session:
        item(session, trip, "plan")
    assert only(office, first) == {Difference.ADDED}


def test_a_record_called_off_cancels_all_of_it_and_takes_it_up_again(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.writing("edit") as session:
        records.update(session, Delegation, trip.id, status="cancelled")
    found = changes(office, "delegation", first)
    assert [one.kinds for one in found.things] == [{Difference.CANCELLED}]
    assert found.fields == ("status",)
    second = issued(office, "delegation", trip.id)
    office.undo()
    office.undo()
    office.redo()
    with office.writing("edit") as session:
        records.update(session, Delegation, trip.id, status="confirmed")
    assert second
    assert [one.kinds for one in changes(office, "delegation", first).things] == []


def test_everyone_is_affected_who_travels(office: OfficeFile, visit: str, first: str) -> None:
    with office.writing("edit") as session:
        cy = people(session)["Cy"]
        member = next(m for m in session.query(Member) if m.person_id == cy)
        member.function = "local_team"
    edition = issued(office, "delegation", _trip_of(office, visit))
    edit(office, visit, start=Moment(DAY, time(8), TOKYO))
    assert names(office, changes(office, "delegation", edition).affected()) == ["Ann", "Bo"]


def _trip_of(office: OfficeFile, item_id: str) -> str:
    with office.reading() as session:
        found = session.get_one(Item, item_id).delegation_id
    assert found is not None
    return found


def test_everyone_in_a_part_of_a_block_is_whom_the_block_concerns(
    office: OfficeFile, trip: Delegation
) -> None:
    with office.writing("create") as session:
        bo = people(session)["Bo"]
        block, _part, deeper = block_of(session, trip)
        group = records.add(session, Group(delegation_id=trip.id, code="A"))
        records.add(session, GroupMember(group_id=group.id, person_id=bo))
        block.everyone = False
        records.add(session, ItemGroup(item_id=block.id, group_id=group.id))
    edition = issued(office, "delegation", trip.id)
    edit(office, deeper.id, room="2.14")
    found = changes(office, "delegation", edition)
    assert names(office, found.affected()) == ["Bo"]
    assert [one.id for one in found.for_person(bo)] == [deeper.id]


def test_who_was_taken_out_and_who_came_in_are_both_affected(
    office: OfficeFile, trip: Delegation, visit: str
) -> None:
    with office.writing("edit") as session:
        known = people(session)
        records.update(session, Item, visit, everyone=False)
        link = records.add(session, ItemPerson(item_id=visit, person_id=known["Cy"]))
    edition = issued(office, "delegation", trip.id)
    with office.writing("edit") as session:
        session.delete(session.get_one(ItemPerson, link.id))
        records.add(session, ItemPerson(item_id=visit, person_id=known["Ann"]))
    found = changes(office, "delegation", edition)
    assert names(office, found.affected()) == ["Ann", "Cy"]
    assert found.for_person(known["Bo"]) == []


def test_a_late_participant_and_a_new_part_are_changes_of_people(
    office: OfficeFile, trip: Delegation, visit: str
) -> None:
    with office.writing("edit") as session:
        bo = people(session)["Bo"]
        link = records.add(session, ItemPerson(item_id=visit, person_id=bo))
    edition = issued(office, "delegation", trip.id)
    with office.writing("edit") as session:
        records.update(session, ItemPerson, link.id, joins=Moment(DAY, time(9, 30), TOKYO))
    assert only(office, edition) == {Difference.PEOPLE}
    with office.writing("edit") as session:
        records.update(
            session, ItemPerson, link.id, joins=Moment(), involvement=Involvement.SPEAKER
        )
    assert only(office, edition) == {Difference.PEOPLE}


def test_members_who_join_or_leave_are_told(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.writing("edit") as session:
        di = records.add(session, Person(given="Di"))
        delegations.add_member(session, trip.id, di.id)
        ann = people(session)["Ann"]
        members = {m.person_id: m for m in session.query(Member)}
        delegations.remove_member(session, members[ann].id)
    found = changes(office, "delegation", first)
    assert names(office, found.joined) == ["Di"]
    assert names(office, found.left) == ["Ann"]
    assert names(office, found.affected()) == ["Di", "Ann"]


def test_another_head_is_a_difference_of_the_delegation(
    office: OfficeFile, trip: Delegation, first: str
) -> None:
    with office.writing("edit") as session:
        member = session.query(Member).first()
        assert member is not None
        delegations.set_function(session, member.id, "head")
    assert changes(office, "delegation", first).fields == ("head",)


def test_a_stay_and_a_slot_plan_are_compared_as_well(office: OfficeFile) -> None:
    made = full(office)
    stay, request = made["exchange"], made["access_request"]
    of_stay = issued(office, "exchange", stay.id)
    of_request = issued(office, "access_request", request.id)
    with office.writing("edit") as session:
        records.update(session, Exchange, stay.id, end=date(2027, 9, 30))
        slot = session.scalars(select(Slot).order_by(Slot.id)).first()
        assert slot is not None
        records.update(session, Slot, slot.id, start=Moment(DAY, time(8), TOKYO))
    assert changes(office, "exchange", of_stay).fields == ("end",)
    found = changes(office, "access_request", of_request)
    assert [(one.id, set(one.kinds)) for one in found.things] == [(slot.id, {Difference.MOVED})]
    assert set(names(office, found.affected())) == {"P0", "P1"}
    assert isinstance(found.after, AccessRequest)


def test_two_editions_are_compared_with_each_other(
    office: OfficeFile, trip: Delegation, visit: str, first: str
) -> None:
    edit(office, visit, room="2.14")
    second = issued(office, "delegation", trip.id)
    edit(office, visit, room="3.1")
    with office.reading() as session:
        one, two = (session.get_one(Edition, key) for key in (first, second))
        (thing,) = editions.between(session, one, two).things
        assert isinstance(thing.before, Item)
        assert isinstance(thing.after, Item)
        assert (thing.before.room, thing.after.room) == ("", "2.14")


# -- where a record stands


def test_a_record_stands_on_the_way_to_the_next_edition_once_it_changed(
    office: OfficeFile, trip: Delegation, visit: str, first: str
) -> None:
    edit(office, visit, room="2.14")
    with office.reading() as session:
        record = loading.record(session, "delegation", trip.id)
        assert editions.stand(session, record) == Stand(2, draft=True, previous=1)
        source = paper_source(session, "delegation", trip.id, since=first)
        assert source.stand == Stand(2, draft=True, previous=1)
        assert source.comparison is not None
        assert source.comparison.of(visit) is not None


def test_without_editions_the_delegation_says_where_it_stands(
    office: OfficeFile, trip: Delegation, visit: str
) -> None:
    with office.writing("edit") as session:
        records.update(session, Delegation, trip.id, edition=2, edition_final=True)
    with office.reading() as session:
        record = loading.record(session, "delegation", trip.id)
        assert editions.stand(session, record) == Stand(2, draft=False)


def test_preparing_changes_nothing(office: OfficeFile, trip: Delegation, visit: str) -> None:
    with office.reading() as session:
        prepared = editions.prepare(session, "delegation", trip.id, draft=True)
        assert prepared.stand == Stand(1, draft=True, previous=0)
        assert replace(prepared.stand, draft=False) != prepared.stand
        assert editions.editions(session, trip.id) == []
        assert b'"editions"' not in prepared.snapshot


def test_what_the_office_holds_amiss_can_still_be_compared_later(office: OfficeFile) -> None:
    made = full(office)
    visit = made["delegation"]
    with office.writing("edit") as session:
        place = session.scalars(select(Place)).first()
        assert place is not None
        place.within_id, place.latitude = place.id, 999.0
        records.update(session, Delegation, visit.id, reference="", hotel_id=place.id)
    with office.writing(LABEL, number=1) as session:
        prepared = editions.prepare(session, "delegation", visit.id, draft=True)
        edition = editions.issue(session, prepared, [], on=DAY)
        issued = edition.id
    with office.reading() as session:
        edition = session.get_one(Edition, issued)
        record = loading.record(session, "delegation", visit.id)
        assert not editions.since(session, edition, record)


def test_what_could_not_be_read_again_is_not_issued(office: OfficeFile) -> None:
    visit = full(office)["delegation"]
    with office.writing("edit") as session:
        records.update(session, Delegation, visit.id, home_zone="Nowhere/Land")
    with office.reading() as session, pytest.raises(Problem) as problem:
        editions.prepare(session, "delegation", visit.id, draft=True)
    assert problem.value.code == "interchange_invalid"
