"""What has changed in a record is told in short sentences, as each language says it."""

from datetime import date
from typing import Any

import pytest

from desktop.domain import Delegation, Group, Item, Person, Place
from desktop.domain.codes import Function, Involvement, ItemStatus
from desktop.domain.comparing import Comparison, compare
from desktop.language import Language
from desktop.words import changes, spoken
from tests.documents.kit import (
    COPENHAGEN,
    delegation,
    group,
    involved,
    item,
    of_groups,
    person,
    related,
    same,
)

EN, JA, DA = (Language.of(code) for code in ("en", "ja", "da"))
ANN, BO, CY = (person(name, "Prøvesen") for name in ("Ann", "Bo", "Cy"))


def _place(name: str) -> Place:
    return related(Place(name=same(name)), organisation=None)


HALL, ROOM = _place("Hall 1"), _place("Hall 2")


def _item(start: str = "2027-04-20 09:00", end: str = "2027-04-20 10:00", **values: Any) -> Item:
    base: dict[str, Any] = {"place": None, "end_place": None, "host_organisation": None}
    return item("Visit", start, end, id="visit", **{**base, "people": [], "groups": [], **values})


def _compared(before: list[Item], after: list[Item], **values: Any) -> Comparison:
    def trip(items: list[Item]) -> Delegation:
        return delegation(*items, members=[ANN, BO], lead_organisation=None, hotel=None, **values)

    return compare(trip(before), trip(after))


def _told(before: Item, after: Item, language: Language = EN) -> list[str]:
    (one,) = _compared([before], [after]).things
    return changes.told(one, language)


def test_what_is_new_gone_or_called_off_takes_one_word() -> None:
    (new,) = _compared([], [_item()]).things
    assert changes.told(new, EN) == ["New"]
    (gone,) = _compared([_item()], []).things
    assert changes.told(gone, EN) == ["Cancelled"]
    assert (changes.title(gone, EN), changes.when(gone, EN)) == (
        "Visit",
        "Tue 20 Apr, 09:00–10:00",
    )
    called_off = _item(status=ItemStatus.CANCELLED, room="B")
    assert _told(_item(), called_off) == ["Cancelled"]
    assert _told(called_off, _item()) == ["Takes place after all", "Place: none any more (was B)"]


def test_a_move_tells_both_times_and_the_day_where_it_is_another() -> None:
    later = _item("2027-04-20 10:00", "2027-04-20 11:30")
    assert _told(_item(), later) == ["Moved to Tue 20 Apr, 10:00–11:30 (was 09:00–10:00)"]
    next_day = _item("2027-04-21 09:00", "2027-04-21 10:00")
    assert _told(_item(), next_day) == [
        "Moved to Wed 21 Apr, 09:00–10:00 (was Tue 20 Apr, 09:00–10:00)"
    ]
    longer = _item(end="2027-04-20 10:30")
    assert _told(_item(), longer) == ["Time: Tue 20 Apr, 09:00–10:30 (was 09:00–10:00)"]


def test_another_clock_is_named() -> None:
    elsewhere = _item(zone=COPENHAGEN)
    assert _told(_item(), elsewhere) == [
        "Moved to Tue 20 Apr, 09:00–10:00 CEST (was 09:00–10:00 JST)"
    ]


def test_a_journey_tells_both_ends_on_their_own_clocks() -> None:
    flight = _item("2027-04-20 09:00", "2027-04-21 08:00")
    flight.end = flight.end.in_zone(COPENHAGEN)
    (one,) = _compared([], [flight]).things
    assert changes.when(one, EN) == "Tue 20 Apr, 09:00 JST to Wed 21 Apr 01:00 CEST"


def test_times_that_no_clock_gives_are_said_as_they_are() -> None:
    loose = _item("2027-04-20", "", zone="Asia/Tokyo")
    assert _told(_item(), loose) == ["Moved to Tue 20 Apr (was Tue 20 Apr, 09:00–10:00)"]
    unplaced = _item("", "")
    assert _told(_item(), unplaced) == ["No time any more (was Tue 20 Apr, 09:00–10:00)"]
    assert _told(unplaced, _item()) == ["Now on Tue 20 Apr, 09:00–10:00"]
    assert _told(_item(), _item(printed_time="about nine")) == [
        "Time: Tue 20 Apr, about nine (was 09:00–10:00)"
    ]


def test_a_place_tells_what_it_was() -> None:
    assert _told(_item(place=HALL), _item(place=ROOM, room="2.14")) == [
        "Place: Hall 2, 2.14 (was Hall 1)"
    ]
    assert _told(_item(), _item(place=HALL, end_place=ROOM)) == ["Place: Hall 1 → Hall 2"]


def test_people_are_told_by_what_they_do() -> None:
    before = _item(people=[involved(ANN, Involvement.HOST), involved(BO)], everyone=False)
    after = _item(people=[involved(BO, Involvement.HOST), involved(CY)], everyone=False)
    assert _told(before, after) == [
        "Host: Bo Prøvesen (was Ann Prøvesen)",
        "Also for: Cy Prøvesen",
        "No longer: Bo Prøvesen",
    ]


def test_everyone_gives_way_to_groups_and_back() -> None:
    some = _item(groups=of_groups(group("A", ANN)), everyone=False)
    assert _told(_item(), some) == ["No longer for everyone", "Now for: Group A"]
    assert _told(some, _item()) == ["For everyone now", "No longer: Group A"]


def test_details_are_told_by_their_field_and_long_ones_not_repeated() -> None:
    after = _item(
        dress=same("Dark suit"), topics=same("x" * 80), interpreted=True, language="en/ja"
    )
    assert _told(_item(language="en"), after) == [
        "Language: English, Japanese (was English)",
        "With interpretation",
        "Dress code: Dark suit",
        "Topics: changed",
    ]
    assert _told(_item(), _item(status=ItemStatus.TENTATIVE)) == [
        "Status: Tentative (was Confirmed)"
    ]


@pytest.mark.parametrize(
    ("language", "when"),
    [(JA, "4/20（火）"), (DA, "tirs. 20.4.")],
)
def test_days_are_written_as_the_language_writes_them(language: Language, when: str) -> None:
    (one,) = _compared([], [_item()]).things
    assert when in changes.when(one, language)


def test_of_the_record_its_period_its_head_and_its_members_are_told() -> None:
    before = delegation(
        members=[ANN, BO],
        functions={0: Function.HEAD},
        start=date(2027, 4, 17),
        end=date(2027, 4, 24),
        lead_organisation=None,
        hotel=HALL,
    )
    after = delegation(
        members=[BO, CY],
        functions={0: Function.HEAD},
        start=date(2027, 4, 17),
        end=date(2027, 4, 25),
        lead_organisation=None,
        hotel=ROOM,
    )
    assert changes.of_record(compare(before, after), EN) == [
        "Period: 17–25 April 2027 (was 17–24 April 2027)",
        "Hotel: Hall 2 (was Hall 1)",
        "Head of delegation: Bo Prøvesen (was Ann Prøvesen)",
        "New member: Cy Prøvesen",
        "No longer a member: Ann Prøvesen",
    ]


def _groups(first: list[Person], second: list[Person]) -> list[Group]:
    made = []
    for code, people in (("A", first), ("B", second)):
        one = group(code, *people, id=code)
        for link in one.memberships:
            link.person_id = link.person.id
        made.append(one)
    return made


def _split(groups: list[Group], **values: Any) -> Delegation:
    items = [_item(everyone=False, groups=of_groups(groups[0]))]
    for link in items[0].groups:
        link.group_id = link.group.id
    return _trip(items, groups=groups, **values)


def _trip(items: list[Item], **values: Any) -> Delegation:
    made = delegation(*items, members=[ANN, BO, CY], lead_organisation=None, hotel=None, **values)
    for member in made.members:
        member.person_id = member.person.id
    return made


def test_who_changes_groups_is_told_of_the_items_of_both() -> None:
    found = compare(_split(_groups([ANN, BO], [CY])), _split(_groups([ANN, CY], [BO])))
    (one,) = found.things
    assert changes.told(one, EN) == ["Also for: Cy Prøvesen", "No longer: Bo Prøvesen"]
    assert changes.told(one, JA)[0].endswith("Cy Prøvesen")
    assert set(found.affected()) == {ANN.id, BO.id, CY.id}
    assert not compare(_split(_groups([ANN], [BO])), _split(_groups([ANN], [BO, CY]))).things


def test_an_item_that_is_put_into_the_block_of_others_tells_who_goes_no_more() -> None:
    def trip(parent: str | None) -> Delegation:
        block = item("Block", "2027-04-20 08:00", "2027-04-20 12:00", id="block", everyone=False)
        related(block, place=None, end_place=None, host_organisation=None, groups=[])
        related(block, people=[involved(ANN, person_id=ANN.id)])
        return _trip([block, _item(parent_id=parent)])

    (one,) = compare(trip(None), trip("block")).things
    assert changes.told(one, EN) == ["No longer: Bo Prøvesen, Cy Prøvesen"]
    assert one.people == {ANN.id, BO.id, CY.id}
    (back,) = compare(trip("block"), trip(None)).things
    assert changes.told(back, DA) == ["Også for: Bo Prøvesen, Cy Prøvesen"]


def test_another_function_is_told_once_and_of_the_record() -> None:
    def trip(**functions: str) -> Delegation:
        by_place = {int(place[1:]): function for place, function in functions.items()}
        return _trip([_item()], functions=by_place)

    found = compare(trip(), trip(p1=Function.INTERPRETER))
    assert (found.count(), found.things) == (1, ())
    assert changes.of_record(found, EN) == ["Bo Prøvesen: Interpreter (was Member)"]
    handed_over = compare(trip(p0=Function.HEAD), trip(p1=Function.HEAD))
    assert changes.of_record(handed_over, EN) == [
        "Head of delegation: Bo Prøvesen (was Ann Prøvesen)"
    ]
    deputy = compare(trip(p0=Function.HEAD), trip(p0=Function.DEPUTY, p1=Function.HEAD))
    assert changes.of_record(deputy, EN)[1:] == [
        f"Ann Prøvesen: {words_of(Function.DEPUTY)} (was {words_of(Function.HEAD)})"
    ]


def words_of(function: Function) -> str:
    return spoken.word(function, EN)
