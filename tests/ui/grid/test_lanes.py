"""Which lanes a day has, and in which of them an item stands."""

from desktop.domain import Group, GroupMember, Item, ItemGroup, ItemPerson, Person, Place
from desktop.domain.text import Trilingual
from desktop.language import Language
from desktop.ui.grid.lanes import Lane, Mode, concerns, lane_label, lanes_of
from tests.ui.grid.kit import item, programme

ENGLISH = Language.of("en")
A = Group(id="A", code="A", name=Trilingual(en="Academia"))
A.memberships = [GroupMember(group_id="A", person_id="anna")]
B = Group(id="B", code="B")
ANNA, BO = Person(id="anna", family="Prøvesen"), Person(id="bo", family="Testrup")


def lab() -> Item:
    made = item("lab", "19 10:00", "19 11:00", everyone=False)
    made.groups = [ItemGroup(item_id="lab", group_id="A", group=A)]
    return made


def test_groups_have_a_lane_each_and_named_people_one_when_there_are_any() -> None:
    lunch, call = item("lunch"), item("call", everyone=False)
    of = programme(lunch, lab(), groups=(A, B))
    lanes = [Lane("everyone"), Lane("group", "A"), Lane("group", "B")]
    assert lanes_of(Mode.GROUPS, of, [lunch, lab()], ()) == lanes
    assert lanes_of(Mode.GROUPS, of, [call], ()) == [*lanes, Lane("some")]
    assert [concerns(lane, lunch, of) for lane in lanes] == [True, True, True]
    assert [concerns(lane, lab(), of) for lane in lanes] == [False, True, False]
    assert concerns(Lane("some"), call, of)
    assert not concerns(Lane("some"), lunch, of)


def test_a_person_has_what_their_group_and_their_other_roles_bring() -> None:
    of = programme(groups=(A, B), people=(ANNA, BO))
    hosted = item("hosted", everyone=False)
    hosted.people = [ItemPerson(item_id="hosted", person_id="bo", involvement="interpreter")]
    anna, bo = lanes_of(Mode.PEOPLE, of, [], ())
    assert (anna, bo) == (Lane("person", "anna"), Lane("person", "bo"))
    assert lanes_of(Mode.PEOPLE, of, [], ["bo"]) == [bo]
    assert (concerns(anna, lab(), of), concerns(bo, lab(), of)) == (True, False)
    assert (concerns(anna, hosted, of), concerns(bo, hosted, of)) == (False, True)


def test_places_come_as_the_day_meets_them_and_what_has_none_last() -> None:
    nowhere = item("nowhere")
    hall, room = item("hall", place_id="hall"), item("room", place_id="hall", room="2F")
    lanes = lanes_of(Mode.PLACES, programme(), [nowhere, room, hall, room], ())
    assert lanes == [Lane("place", "hall", "2F"), Lane("place", "hall"), Lane("place")]
    assert concerns(lanes[1], hall, programme())
    assert not concerns(lanes[1], room, programme())


def test_vehicles_are_those_of_the_programme_and_transfers_may_lack_one() -> None:
    bus = item("bus", kind="transfer", vehicle_id="car")
    lacking, talk = item("lacking", kind="transfer"), item("talk")
    of = programme(bus, lacking, talk)
    lanes = lanes_of(Mode.VEHICLES, of, [lacking, talk], ())
    assert lanes == [Lane("vehicle", "car"), Lane("vehicle")]
    assert [concerns(lane, bus, of) for lane in lanes] == [True, False]
    assert [concerns(lane, lacking, of) for lane in lanes] == [False, True]
    assert [concerns(lane, talk, of) for lane in lanes] == [False, False]


def test_a_day_without_anything_still_has_a_lane() -> None:
    for mode in (Mode.PLACES, Mode.VEHICLES, Mode.GROUPS):
        assert len(lanes_of(mode, programme(), [], ())) == 1


def test_lanes_are_called_by_what_they_stand_for() -> None:
    hall = Place(id="hall", name=Trilingual(en="Great hall"))
    meeting = item("meeting", place_id="hall", place=hall)
    of = programme(meeting, groups=(A, B), people=(ANNA,))
    for lane, label in (
        (Lane("everyone"), ("Everyone", "")),
        (Lane("some"), ("Named people", "")),
        (Lane("group", "A"), ("A", "Academia")),
        (Lane("group", "B"), ("B", "")),
        (Lane("person", "anna"), ("Prøvesen", "")),
        (Lane("place", "hall", "2F"), ("Great hall", "2F")),
        (Lane("place"), ("No place yet", "")),
        (Lane("vehicle"), ("No vehicle yet", "")),
        (Lane("person", "gone"), ("", "")),
    ):
        assert lane_label(lane, of, ENGLISH) == label
