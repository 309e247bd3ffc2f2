from collections.abc import Iterator
from datetime import date, time

import pytest
from sqlalchemy.orm import Session

from desktop.domain import (
    AccessMember,
    Delegation,
    Exchange,
    Facility,
    Gate,
    Group,
    GroupMember,
    Instrument,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Office,
    Organisation,
    Person,
    Place,
    Slot,
    Task,
    Trilingual,
)
from desktop.domain.base import Entity
from desktop.domain.codes import GateState, Involvement
from desktop.errors import Problem
from desktop.store import records
from desktop.store.office import OfficeFile
from desktop.store.tree import (
    classes,
    is_loose,
    kind_of,
    record_of,
    reference_keys,
    with_parts,
)
from tests.store.kit import DAY, dangling, log, one_of_each, rows


def add(office: OfficeFile, *entities: Entity) -> None:
    with office.writing("create") as session:
        session.add_all(entities)


@pytest.fixture
def each(office: OfficeFile) -> Iterator[OfficeFile]:
    """An office with one of each kind; nothing dangles when the test is over."""
    add(office, *one_of_each())
    yield office
    assert dangling(office.path) == []


def first(session: Session, cls: type[Entity]) -> Entity:
    return session.query(cls).order_by(cls.id).all()[0]


def test_get_tells_the_kind_that_is_gone(office: OfficeFile) -> None:
    with office.reading() as session, pytest.raises(Problem) as problem:
        records.get(session, Person, "0" * 36)
    assert (problem.value.code, problem.value.values) == ("record_gone", {"kind": "person"})


def test_what_is_stored_is_tidy(office: OfficeFile) -> None:
    person = Person(family=" Prøve\0sen ", title=Trilingual(en="  Dr "))
    with office.writing("create") as session:
        records.add(session, person)
        assert person.title.en == "Dr"
    with office.writing("change") as session:
        records.update(session, Person, person.id, given="\tIda\n", diet=Trilingual(da=" vegansk"))
    with office.reading() as session:
        stored = session.get_one(Person, person.id)
        assert (stored.family, stored.given, stored.title.en, stored.diet.da) == (
            "Prøvesen",
            "Ida",
            "Dr",
            "vegansk",
        )


def test_a_column_of_a_text_can_be_set_alone(office: OfficeFile) -> None:
    person = Person(title=Trilingual(en="Dr"))
    add(office, person)
    with office.writing("change") as session:
        changed = records.update(session, Person, person.id, title_ja="博士")
        assert changed.title == Trilingual(ja="博士", en="Dr")
    with office.reading() as session:
        assert "博士" in session.get_one(Person, person.id).search


def test_a_field_that_does_not_exist_is_refused(office: OfficeFile) -> None:
    person = Person()
    add(office, person)
    with office.writing("change") as session, pytest.raises(TypeError, match="nickname"):
        records.update(session, Person, person.id, nickname="x")


def test_what_is_in_use_is_not_deleted_and_tells_where(office: OfficeFile) -> None:
    person = Person(family="Prøvesen")
    trips = [
        Delegation(reference=f"DEL-2027-00{number}", title=Trilingual(en=f"Trip {number}"))
        for number in range(3)
    ]
    members = [Member(delegation_id=trip.id, person_id=person.id) for trip in trips]
    stay = Exchange(host_person_id=person.id, title=Trilingual(ja="滞在"))
    add(office, person, *trips, *members, stay)
    before = rows(office.path)
    with pytest.raises(Problem) as problem, office.writing("delete") as session:
        records.delete(session, session.get_one(Person, person.id))
    assert problem.value.code == "in_use"
    assert problem.value.values["kind"] == "person"
    uses = problem.value.values["uses"]
    assert isinstance(uses, tuple)
    assert {(use.kind, use.field, use.record_kind, use.record_id) for use in uses} == {
        *(("member", "person_id", "delegation", trip.id) for trip in trips),
        ("exchange", "host_person_id", "exchange", stay.id),
    }
    assert {use.record_label for use in uses} == {*(trip.title for trip in trips), stay.title}
    assert rows(office.path) == before
    assert len(log(office)) == 1


REFERRED = [
    kind
    for kind, cls in sorted(classes().items())
    if any(not is_loose(column) for _cls, column in reference_keys(cls))
]


@pytest.mark.parametrize("kind", REFERRED)
def test_each_reference_keeps_its_target(each: OfficeFile, kind: str) -> None:
    cls = classes()[kind]
    with each.reading() as session:
        used = {one.id for one in session.query(cls) if records.uses(session, one)}
        assert used, "one_of_each lacks a reference"
    for entity_id in used:
        with pytest.raises(Problem, match="in_use"), each.writing("delete") as session:
            records.delete(session, session.get_one(cls, entity_id))


def test_a_loose_link_lets_go_and_is_taken_up_again_by_undo(each: OfficeFile) -> None:
    with each.reading() as session:
        linked = session.query(Item).filter(Item.slot_id.is_not(None)).one()
    with each.writing("delete") as session:
        records.delete(session, session.get_one(Slot, str(linked.slot_id)))
    with each.reading() as session:
        assert session.get_one(Item, linked.id).slot_id is None
    each.undo()
    with each.reading() as session:
        assert session.get_one(Item, linked.id).slot_id == linked.slot_id


@pytest.mark.parametrize("kind", sorted(classes()))
def test_what_nothing_refers_to_goes_with_its_parts(each: OfficeFile, kind: str) -> None:
    cls = classes()[kind]
    with each.writing("delete") as session:
        unused = [one for one in session.query(cls) if not records.uses(session, one)]
        for one in unused:
            records.delete(session, one)
            session.flush()


def test_a_use_within_the_record_itself_keeps_nothing(office: OfficeFile) -> None:
    delegation, person = Delegation(), Person()
    group = Group(delegation_id=delegation.id)
    block = Item(delegation_id=delegation.id)
    part = Item(delegation_id=delegation.id, parent_id=block.id)
    add(
        office,
        delegation,
        person,
        group,
        block,
        part,
        ItemGroup(item_id=part.id, group_id=group.id),
    )
    with office.reading() as session:
        assert records.uses(session, session.get_one(Delegation, delegation.id)) == []
        assert len(records.uses(session, session.get_one(Group, group.id))) == 1
    with office.writing("delete") as session:
        records.delete(session, session.get_one(Delegation, delegation.id))
    assert {kind: len(held) for kind, held in rows(office.path).items() if held} == {
        "person": 1,
    }


def test_former_keeps_every_use(each: OfficeFile) -> None:
    with each.writing("former") as session:
        for cls in (Person, Organisation, Place, Facility, Instrument):
            for one in session.query(cls):
                records.update(session, cls, one.id, former=True)
    with each.reading() as session:
        assert all(person.former for person in session.query(Person))
        assert session.query(Member).count() == 1


def two_people(office: OfficeFile) -> tuple[Person, Person, Delegation]:
    old, new, trip = Person(family="Old"), Person(family="New"), Delegation()
    add(office, old, new, trip)
    return old, new, trip


def test_replace_moves_every_reference(office: OfficeFile) -> None:
    old, new, trip = two_people(office)
    stay = Exchange(person_id=old.id, host_person_id=old.id)
    add(office, stay, Member(delegation_id=trip.id, person_id=old.id))
    with office.writing("replace") as session:
        moved = records.replace(
            session, session.get_one(Person, old.id), session.get_one(Person, new.id)
        )
    assert moved == 3
    with office.writing("delete") as session:
        records.delete(session, session.get_one(Person, old.id))
        changed = session.get_one(Exchange, stay.id)
        assert (changed.person_id, changed.host_person_id) == (new.id, new.id)
    assert dangling(office.path) == []


def test_nobody_stands_twice_in_one_delegation(office: OfficeFile) -> None:
    old, new, trip = two_people(office)
    item = Item(delegation_id=trip.id)
    group = Group(delegation_id=trip.id)
    roles = (Involvement.PARTICIPANT, Involvement.SPEAKER)
    add(
        office,
        item,
        group,
        Member(delegation_id=trip.id, person_id=old.id, function="head", note="wheelchair"),
        Member(delegation_id=trip.id, person_id=new.id),
        GroupMember(group_id=group.id, person_id=old.id),
        GroupMember(group_id=group.id, person_id=new.id),
        *(ItemPerson(item_id=item.id, person_id=old.id, involvement=role.value) for role in roles),
        ItemPerson(item_id=item.id, person_id=new.id, involvement=Involvement.SPEAKER.value),
    )
    with office.writing("merge") as session:
        records.merge(session, session.get_one(Person, old.id), session.get_one(Person, new.id))
    with office.reading() as session:
        member = session.query(Member).one()
        # Whoever led under either name leads, and nothing that was noted is lost.
        assert (member.person_id, member.function, member.note) == (new.id, "head", "wheelchair")
        assert session.query(GroupMember).one().person_id == new.id
        found = {(link.person_id, link.involvement) for link in session.query(ItemPerson)}
        assert found == {(new.id, "participant"), (new.id, "speaker")}
        assert session.query(Person).one().id == new.id


def test_a_late_joiner_stays_late_when_merged(office: OfficeFile) -> None:
    old, new, trip = two_people(office)
    item = Item(delegation_id=trip.id)
    late = Moment(DAY, time(14), "Asia/Tokyo")
    add(
        office,
        item,
        ItemPerson(item_id=item.id, person_id=old.id, joins=late),
        ItemPerson(item_id=item.id, person_id=new.id),
    )
    with office.writing("merge") as session:
        records.merge(session, session.get_one(Person, old.id), session.get_one(Person, new.id))
    with office.reading() as session:
        assert session.query(ItemPerson).one().joins == late


def test_slots_are_not_links_and_all_stay(office: OfficeFile) -> None:
    entities = one_of_each()
    (slot,) = (one for one in entities if isinstance(one, Slot))
    (old,) = (one for one in entities if isinstance(one, Instrument))
    new = Instrument(facility_id=old.facility_id)
    add(office, *entities, new, Slot(access_id=slot.access_id, instrument_id=new.id))
    with office.writing("merge") as session:
        records.merge(
            session, session.get_one(Instrument, old.id), session.get_one(Instrument, new.id)
        )
    with office.reading() as session:
        assert [one.instrument_id for one in session.query(Slot)] == [new.id, new.id]
    assert dangling(office.path) == []


def test_merging_fills_what_is_empty_and_keeps_the_rest(office: OfficeFile) -> None:
    home = Organisation(name=Trilingual(en="Sample University"))
    duplicate = Person(
        family="Kaku",
        given="Hikaru",
        name_ja="架空 光",
        title=Trilingual(ja="教授", en="Prof"),
        former=True,
        organisation_id=home.id,
        passport_expiry=date(2030, 1, 1),
    )
    kept = Person(family="Kakū", title=Trilingual(en="Professor"))
    add(office, home, duplicate, kept)
    with office.writing("merge") as session:
        result = session.get_one(Person, kept.id)
        records.merge(session, session.get_one(Person, duplicate.id), result)
        assert result.title == Trilingual(ja="教授", en="Professor")
    with office.reading() as session:
        person = session.query(Person).one()
        assert (person.id, person.family, person.given) == (kept.id, "Kakū", "Hikaru")
        assert (person.name_ja, person.organisation_id) == ("架空 光", home.id)
        assert person.passport_expiry == date(2030, 1, 1)
        assert not person.former
        assert "教授" in person.search


def test_merged_parts_go_to_the_one_that_stays(office: OfficeFile) -> None:
    one, other = Facility(), Facility()
    instrument = Instrument(facility_id=one.id)
    add(office, one, other, instrument)
    with office.writing("merge") as session:
        records.merge(
            session, session.get_one(Facility, one.id), session.get_one(Facility, other.id)
        )
    with office.reading() as session:
        assert session.query(Instrument).one().facility_id == other.id
    assert dangling(office.path) == []


@pytest.mark.parametrize("kept_is_inner", [True, False])
def test_a_place_merged_with_the_one_around_it_is_not_within_itself(
    office: OfficeFile, kept_is_inner: bool
) -> None:
    venue = Place()
    room = Place(within_id=venue.id)
    add(office, venue, room)
    duplicate, kept = (venue, room) if kept_is_inner else (room, venue)
    with office.writing("merge") as session:
        records.merge(
            session, session.get_one(Place, duplicate.id), session.get_one(Place, kept.id)
        )
    with office.reading() as session:
        assert session.query(Place).one().within_id is None


def test_unlike_things_do_not_merge(office: OfficeFile) -> None:
    person, place = Person(), Place()
    add(office, person, place)
    with office.writing("merge") as session:
        one, other = session.get_one(Person, person.id), session.get_one(Place, place.id)
        for pair in ((one, other), (one, one)):
            with pytest.raises(Problem, match="cannot_merge"):
                records.merge(session, *pair)


@pytest.mark.parametrize("kind", sorted(classes()))
def test_a_copy_is_whole_and_shares_nothing_of_its_own(each: OfficeFile, kind: str) -> None:
    cls = classes()[kind]
    with each.writing("copy") as session:
        original = first(session, cls)
        changes = {"reference": "COPY"} if hasattr(cls, "reference") else {}
        copy = records.duplicate(session, original, **changes)
        assert copy.id != original.id
    with each.reading() as session:
        family = [
            list(with_parts(session, session.get_one(cls, one.id))) for one in (original, copy)
        ]
        assert [[kind_of(one) for one in members] for members in family[:1]] == [
            [kind_of(one) for one in members] for members in family[1:]
        ]
        assert not {one.id for one in family[0]} & {one.id for one in family[1]}


def test_links_within_a_record_are_copied_to_the_copies(office: OfficeFile) -> None:
    trip = Delegation(reference="DEL-2027-001")
    group = Group(delegation_id=trip.id, code="A")
    block = Item(delegation_id=trip.id, title=Trilingual(en="block"))
    part = Item(delegation_id=trip.id, title=Trilingual(en="part"), parent_id=block.id)
    add(office, trip, group, block, part, ItemGroup(item_id=part.id, group_id=group.id))
    with office.writing("copy") as session:
        copy = records.duplicate(session, session.get_one(Delegation, trip.id), reference="")
        items = {
            item.title.en: item for item in records.parts(session, Item, "delegation", copy.id)
        }
        groups = records.parts(session, Group, "delegation", copy.id)
        links = records.parts(session, ItemGroup, "item", items["part"].id)
    assert items["part"].parent_id == items["block"].id
    assert [link.group_id for link in links] == [groups[0].id] != [group.id]


def test_a_copied_record_starts_over(office: OfficeFile) -> None:
    stay = Exchange()
    add(
        office,
        stay,
        Gate(exchange_id=stay.id, state=GateState.CLEARED, decided=DAY, expires=DAY, started=DAY),
        Task(exchange_id=stay.id, done=DAY),
        Item(exchange_id=stay.id, status="confirmed"),
        Item(exchange_id=stay.id, status="cancelled"),
    )
    with office.writing("start over") as session:
        records.start_over(session, "exchange", stay.id)
    with office.reading() as session:
        gate = session.query(Gate).one()
        assert (gate.state, gate.started, gate.decided, gate.expires) == (
            "not_started",
            None,
            None,
            None,
        )
        assert session.query(Task).one().done is None
        assert sorted(item.status for item in session.query(Item)) == ["cancelled", "tentative"]


def test_parts_come_in_their_order(office: OfficeFile) -> None:
    trip = Delegation()
    tasks = [Task(delegation_id=trip.id, position=place) for place in (2, 0, 1)]
    add(office, trip, *tasks)
    with office.writing("reorder") as session:
        found = records.parts(session, Task, "delegation", trip.id)
        assert [task.position for task in found] == [0, 1, 2]
        records.reorder(found[::-1])
        session.flush()
        again = records.parts(session, Task, "delegation", trip.id)
        assert [task.id for task in again] == [task.id for task in found[::-1]]
    moved = log(office)[1][1]
    assert len(moved) == 2  # the middle one keeps its place


def test_a_kind_is_named_by_its_table() -> None:
    assert records.by_kind("person") is Person
    with pytest.raises(KeyError):
        records.by_kind("unit")


@pytest.mark.parametrize(
    ("cls", "record"),
    [
        (ItemPerson, Delegation),
        (GroupMember, Delegation),
        (AccessMember, None),
        (Instrument, Facility),
        (Place, Place),
        (Office, Office),
    ],
)
def test_what_a_part_is_a_part_of(
    each: OfficeFile, cls: type[Entity], record: type[Entity] | None
) -> None:
    with each.reading() as session:
        found = record_of(first(session, cls), session.get)
    assert kind_of(found) == (kind_of(record) if record else "access_request")
