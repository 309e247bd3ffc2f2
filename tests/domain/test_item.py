from collections.abc import Sequence
from datetime import date, time
from itertools import permutations

import pytest
from sqlalchemy.orm.attributes import set_committed_value

from desktop.domain import DayPart, Item, ItemGroup, ItemPerson, Moment, Trilingual
from desktop.domain.base import new_id
from desktop.domain.codes import Involvement, ItemStatus
from desktop.domain.item import days, programme

DAY = date(2027, 4, 19)
TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"


def item(
    name: str,
    clock: str | None = None,
    day: date | None = DAY,
    *,
    zone: str | None = TOKYO,
    part: str = DayPart.EXACT,
    within: Item | None = None,
    position: int = 0,
) -> Item:
    at = None if clock is None else time.fromisoformat(clock)
    return Item(
        title=Trilingual(en=name),
        start=Moment(day, at, zone, 0, part),
        parent_id=None if within is None else within.id,
        position=position,
    )


def names(items: Sequence[Item]) -> list[str]:
    return [one.title.en for one in items]


def test_items_come_by_day_and_time_in_whatever_order_they_are_given() -> None:
    items = [
        item("all day", part=DayPart.ALL_DAY),
        item("early", "07:00"),
        item("morning", part=DayPart.MORNING),
        item("ten", "10:00"),
        item("evening", part=DayPart.EVENING),
        item("unknown"),
        item("past midnight", "00:30", date(2027, 4, 20)),
        item("no day", "09:00", None),
    ]
    for position, one in enumerate(items):
        one.position = -position  # the place in the list decides only between equal times
    expected = names(items)
    for given in (items, items[::-1], items[3:] + items[:3]):
        assert names(programme(given)) == expected


def test_equal_times_keep_the_order_they_were_entered_in() -> None:
    rooms = [item(f"room {number}", "10:00", position=number) for number in range(7)]
    assert names(programme(rooms[::-1])) == names(rooms)


def test_equal_times_and_places_have_one_order_for_good() -> None:
    rooms = [item(f"room {number}", "10:00") for number in range(4)]
    assert len({tuple(names(programme(given))) for given in permutations(rooms)}) == 1


def test_items_without_a_zone_are_ordered_by_the_usual_clock() -> None:
    items = [
        item("a", "09:00"),
        item("b", "10:00", zone=None),
        item("c", "11:00"),
        item("online, Copenhagen", "08:00", zone=COPENHAGEN),  # 15:00 in Tokyo
    ]
    assert names(programme(items[::-1])) == names(items)


def test_parts_follow_their_block() -> None:
    block = item("conference", "09:00")
    parts = [item("opening", "09:10", within=block), item("keynote", "09:30", within=block)]
    deeper = item("question", "09:50", within=parts[1])
    other = item("other room", "09:20")
    result = names(programme([other, deeper, *parts[::-1], block]))
    assert result == ["conference", "opening", "keynote", "question", "other room"]


def test_a_part_whose_block_is_elsewhere_stands_alone() -> None:
    block = item("conference", "09:00")
    part = item("keynote", "10:00", within=block)
    assert names(programme([item("later", "11:00"), part])) == ["keynote", "later"]


def test_blocks_that_name_each_other_do_not_vanish() -> None:
    first, second = item("first", "09:00"), item("second", "10:00")
    first.parent_id, second.parent_id = second.id, first.id
    alone = item("itself", "11:00")
    alone.parent_id = alone.id
    hanging = item("hanging", "12:00", within=second)
    items = [item("free", "13:00"), alone, hanging, second, first]
    assert sorted(names(programme(items))) == sorted(names(items))
    assert sorted(names([one for _, day in days(items) for one in day])) == sorted(names(items))


def test_days_hold_what_starts_on_them() -> None:
    items = [
        item("dinner", "19:00"),
        item("late train", "23:50"),
        item("past midnight", "00:30", date(2027, 4, 20)),
        item("no day", "09:00", None),
        item("day before", "23:00", date(2027, 4, 18)),
    ]
    found = [(day, names(on)) for day, on in days(items)]
    assert found == [
        (date(2027, 4, 18), ["day before"]),
        (DAY, ["dinner", "late train"]),
        (date(2027, 4, 20), ["past midnight"]),
        (None, ["no day"]),
    ]


def test_a_part_is_on_its_own_day_and_else_on_its_blocks() -> None:
    block = item("fair", "09:00")
    undated = item("stands", None, None, within=block)
    deeper = item("stand 5", None, None, within=undated)
    second_day = item("matchmaking", "10:00", date(2027, 4, 20), within=block)
    breakfast = item("breakfast", "08:00", date(2027, 4, 20))
    found = dict(days([second_day, deeper, undated, breakfast, block]))
    assert {day: names(on) for day, on in found.items()} == {
        DAY: ["fair", "stands", "stand 5"],
        date(2027, 4, 20): ["breakfast", "matchmaking"],
    }


def test_undated_blocks_that_name_each_other_end() -> None:
    first, second = item("first", None, None), item("second", None, None)
    first.parent_id, second.parent_id = second.id, first.id
    assert [(day, len(on)) for day, on in days([first, second])] == [(None, 2)]


@pytest.mark.parametrize(
    ("everyone", "group", "involvement", "concerned"),
    [
        (True, False, None, True),
        (False, False, None, False),
        (False, True, None, True),
        (False, False, Involvement.PARTICIPANT, True),
        (False, False, Involvement.SPEAKER, True),
        (False, False, Involvement.HOST, False),
        (False, False, Involvement.CONTACT, False),
    ],
)
def test_whom_an_item_concerns(
    everyone: bool, group: bool, involvement: Involvement | None, concerned: bool
) -> None:
    person, track = new_id(), new_id()
    one = Item(everyone=everyone)
    groups = [ItemGroup(group_id=new_id()), *([ItemGroup(group_id=track)] if group else [])]
    people = [ItemPerson(person_id=new_id())]
    if involvement is not None:
        people.append(ItemPerson(person_id=person, involvement=involvement.value))
    set_committed_value(one, "groups", groups)
    set_committed_value(one, "people", people)
    assert one.concerns(person, (code for code in [new_id(), track])) is concerned


def test_only_a_cancelled_item_is_cancelled() -> None:
    assert [Item(status=status.value).is_cancelled for status in ItemStatus] == [
        status == ItemStatus.CANCELLED for status in ItemStatus
    ]
