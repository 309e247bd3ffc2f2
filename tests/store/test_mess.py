"""The mess of real programmes (issue 2 §2): each kind of it is stored, and comes back as it was."""

from collections.abc import Callable
from datetime import date, time

import pytest

from desktop.domain import (
    DayPart,
    Delegation,
    Group,
    GroupMember,
    Item,
    ItemGroup,
    ItemPerson,
    Member,
    Moment,
    Person,
    Place,
    Trilingual,
)
from desktop.domain.base import Entity, new_id
from desktop.domain.codes import Involvement
from desktop.domain.item import days, programme
from desktop.domain.time import minutes_between
from desktop.store import loading
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR

DAY, NEXT = date(2027, 4, 19), date(2027, 4, 20)
TOKYO, COPENHAGEN, HELSINKI = "Asia/Tokyo", "Europe/Copenhagen", "Europe/Helsinki"
TRIP = new_id()


def at(clock: str, zone: str | None = TOKYO, day: date = DAY) -> Moment:
    return Moment(day, time.fromisoformat(clock), zone)


def line(name: str = "", **values: object) -> Item:
    return Item(delegation_id=TRIP, title=Trilingual(en=name), **values)


def stored(office: OfficeFile, *entities: Entity) -> Delegation:
    """The delegation `TRIP` with these parts, read from the file after it was closed."""
    with office.writing("create") as session:
        session.add_all([Delegation(id=TRIP, reference="DEL-2027-001"), *entities])
    office.close()
    again = OfficeFile.open(office.path, AUTHOR)
    try:
        with again.reading() as session:
            return loading.delegation(session, TRIP)
    finally:
        again.close()


ALONE: dict[str, Callable[[], Item]] = {
    "a start only": lambda: line("visit", start=at("10:00")),
    "no time at all": lambda: line("visit", start=Moment(DAY)),
    "no day yet": lambda: line("visit", start=Moment(None, time(10), TOKYO)),
    "nothing but blanks": line,
    "only morning": lambda: line("x", start=Moment(DAY, None, TOKYO, 0, DayPart.MORNING)),
    "afternoon to evening": lambda: line(
        "x",
        start=Moment(DAY, None, TOKYO, 0, DayPart.AFTERNOON),
        end=Moment(DAY, None, TOKYO, 0, DayPart.EVENING),
    ),
    "to be confirmed": lambda: line("x", start=Moment(DAY, None, None, 0, DayPart.TBC)),
    "a time to be confirmed": lambda: line("x", start=Moment(DAY, time(10), TOKYO, 0, DayPart.TBC)),
    "printed alternatives": lambda: line("x", start=Moment(DAY), printed_time="17.30/18.00"),
    "an open end": lambda: line("x", start=at("19:00"), open_end=True, printed_time="19.00–close"),
    "all day": lambda: line("x", start=Moment(DAY, None, TOKYO, 0, DayPart.ALL_DAY)),
    "all day for two": lambda: line(
        "x",
        start=Moment(DAY, None, TOKYO, 0, DayPart.ALL_DAY),
        end=Moment(NEXT, None, TOKYO, 0, DayPart.ALL_DAY),
    ),
    "past midnight": lambda: line("x", start=at("22:00"), end=at("00:30", day=NEXT)),
    "no zone given": lambda: line("x", start=at("10:00", None), end=at("11:00", None)),
    "two zones": lambda: line(
        "flight", start=at("11:20", COPENHAGEN), end=at("07:55", TOKYO, NEXT), kind="flight"
    ),
    "an end before the start by the clock": lambda: line(
        "flight", start=at("17:00"), end=at("10:00", "America/Los_Angeles")
    ),
    "topics": lambda: line("x", topics=Trilingual(ja="一、量子\n二、人材", en="1. People")),
    "a room that is only a name": lambda: line("x", room="2F 会議室B (tbc)"),
    "a code nobody knows yet": lambda: line("x", kind="sauna", status="maybe"),
}


@pytest.mark.parametrize("mess", ALONE)
def test_one_untidy_item(office: OfficeFile, mess: str) -> None:
    original = ALONE[mess]()
    (found,) = stored(office, original).items
    fields = [column.key for column in Item.__table__.columns if not column.info.get("derived")]
    assert {key: getattr(found, key) for key in fields} == {
        key: getattr(original, key) for key in fields
    }
    assert (found.start, found.end) == (original.start, original.end)
    assert found.start_utc == original.start.utc()
    assert found.end_utc == original.end.utc()
    assert [one.id for _, lines in days([found]) for one in lines] == [original.id]


def test_a_time_without_a_zone_is_never_given_one(office: OfficeFile) -> None:
    (found,) = stored(office, line("x", start=at("10:00", None))).items
    assert (found.start.zone, found.start_utc, found.start.is_exact) == (None, None, False)


def test_one_member_joins_late_and_another_leaves_early(office: OfficeFile) -> None:
    late, early, on_time = (Person(given=name) for name in ("Late", "Early", "Whole"))
    item = line("visit", start=at("09:00"), end=at("12:00"), everyone=False)
    found = stored(
        office,
        *(late, early, on_time, item),
        ItemPerson(item_id=item.id, person_id=late.id, joins=at("10:30"), position=0),
        ItemPerson(
            item_id=item.id,
            person_id=early.id,
            leaves=Moment(DAY, None, TOKYO, 0, DayPart.TBC),
            position=1,
        ),
        ItemPerson(item_id=item.id, person_id=on_time.id, position=2),
    )
    links = {link.person.given: link for link in found.items[0].people}
    assert list(links) == ["Late", "Early", "Whole"]
    assert (links["Late"].joins, links["Late"].leaves) == (at("10:30"), Moment())
    assert links["Early"].leaves.part == DayPart.TBC
    assert found.items[0].concerns(late.id)


def test_groups_fly_apart_and_merge(office: OfficeFile) -> None:
    people = [Person(given=name) for name in ("A", "B")]
    groups = [Group(delegation_id=TRIP, code=code) for code in ("SK", "AY")]
    flights = [
        line("direct", start=at("11:20", COPENHAGEN), end=at("07:55", TOKYO, NEXT), everyone=False),
        line("via", start=at("08:00", HELSINKI), end=at("06:30", TOKYO, NEXT), everyone=False),
    ]
    together = line("meet", start=at("10:00", TOKYO, NEXT))
    found = stored(
        office,
        *(*people, *groups, *flights, together),
        *(Member(delegation_id=TRIP, person_id=one.id) for one in people),
        *(
            GroupMember(group_id=group.id, person_id=one.id)
            for group, one in zip(groups, people, strict=True)
        ),
        *(
            ItemGroup(item_id=flight.id, group_id=group.id)
            for flight, group in zip(flights, groups, strict=True)
        ),
    )
    for one, group, flight in zip(people, groups, ("direct", "via"), strict=True):
        mine = [item for item in programme(found.items) if item.concerns(one.id, [group.id])]
        assert [item.title.en for item in mine] == [flight, "meet"]
    # 08:00 in Helsinki is 07:00 in Copenhagen.
    assert [item.title.en for item in programme(found.items)] == ["via", "direct", "meet"]


def test_all_day_stands_beside_timed_items(office: OfficeFile) -> None:
    found = stored(
        office,
        line("second", start=at("09:00")),
        line("first", start=Moment(DAY, None, TOKYO, 0, DayPart.ALL_DAY)),
    )
    assert [item.title.en for item in programme(found.items)] == ["first", "second"]


def test_several_zones_in_a_day(office: OfficeFile) -> None:
    found = stored(
        office,
        line("home", start=at("20:00", COPENHAGEN), end=at("21:00", COPENHAGEN)),
        line("stopover", start=at("15:30", HELSINKI), end=at("17:00", HELSINKI)),
        line("leaves", start=at("11:00", TOKYO), end=at("15:00", HELSINKI)),
    )
    ordered = programme(found.items)
    assert [item.title.en for item in ordered] == ["leaves", "stopover", "home"]
    assert [minutes_between(item.start, item.end) for item in ordered] == [600, 90, 60]


def test_a_block_has_parts(office: OfficeFile) -> None:
    block = line("conference", start=at("09:00"), end=at("17:00"))
    found = stored(
        office,
        line("beside", start=at("09:15")),
        line("keynote", start=at("10:00"), parent_id=block.id),
        block,
        line("opening", start=at("09:10"), parent_id=block.id),
    )
    names = [item.title.en for item in programme(found.items)]
    assert names == ["conference", "opening", "keynote", "beside"]


def test_seven_rooms_in_parallel(office: OfficeFile) -> None:
    rooms = [Place(name=Trilingual(en=f"Room {number}"), kind="room") for number in range(7)]
    found = stored(
        office,
        *rooms,
        *(
            line(f"talk {number}", start=at("10:00"), place_id=room.id, position=number)
            for number, room in enumerate(rooms)
        ),
    )
    assert [
        (item.title.en, item.place.name.en) for item in programme(found.items) if item.place
    ] == [(f"talk {number}", f"Room {number}") for number in range(7)]


def test_one_person_has_several_parts_in_an_item(office: OfficeFile) -> None:
    person, item = Person(), line("panel")
    roles = (Involvement.HOST, Involvement.SPEAKER, Involvement.CONTACT)
    found = stored(
        office,
        person,
        item,
        *(
            ItemPerson(item_id=item.id, person_id=person.id, involvement=role.value)
            for role in roles
        ),
    )
    for role in roles:
        assert [one.id for one in found.items[0].involved(role)] == [person.id]
