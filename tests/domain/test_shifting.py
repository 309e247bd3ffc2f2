"""How times move, and which of a day's items go along."""

import datetime as dt

import pytest

from desktop.domain import Group, GroupMember, Item, ItemGroup, ItemPerson, Moment
from desktop.domain.shifting import (
    along,
    delayed,
    exceeds_a_day,
    exchanged,
    rest_of_day,
    starting,
)
from desktop.domain.time import DayPart
from desktop.errors import Problem

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
DAY = dt.date(2027, 4, 19)
NEXT = DAY + dt.timedelta(days=1)


def at(clock: str, day: dt.date | None = DAY, zone: str = TOKYO) -> Moment:
    return Moment(day, dt.time.fromisoformat(clock), zone)


def item(name: str, start: str, end: str = "", **more: object) -> Item:
    values = {"everyone": True, "pinned": False, "status": "tentative", "position": 0, **more}
    return Item(id=name, start=at(start), end=at(end) if end else Moment(), **values)


def names(items: tuple[Item, ...]) -> list[str]:
    return [one.id for one in items]


def test_a_moment_goes_along_by_true_minutes_onto_the_new_clock() -> None:
    assert along(at("10:30"), at("10:00"), at("12:10")) == at("12:40")
    there = at("09:00", NEXT, COPENHAGEN)
    assert along(at("10:30"), at("10:00"), there) == at("09:30", NEXT, COPENHAGEN)
    # An arrival stays on the clock of where it is.
    arrival = at("18:30", zone=COPENHAGEN)
    assert along(arrival, at("12:00"), at("13:00")) == at("19:30", zone=COPENHAGEN)


def test_from_day_to_day_the_clock_stays_over_a_change_of_clocks() -> None:
    saturday, sunday = dt.date(2027, 3, 27), dt.date(2027, 3, 28)
    start, end = at("01:00", saturday, COPENHAGEN), at("04:00", saturday, COPENHAGEN)
    one = Item(start=start, end=end)
    moved = starting(one, at("01:00", sunday, COPENHAGEN))
    assert moved == (at("01:00", sunday, COPENHAGEN), at("04:00", sunday, COPENHAGEN))
    # Within a day it is the true length that stays.
    assert delayed(Item(start=at("01:30", sunday, COPENHAGEN), end=Moment()), 60) == (
        at("03:30", sunday, COPENHAGEN),
        Moment(),
    )


def test_what_is_not_exact_moves_by_days_alone() -> None:
    morning = Moment(DAY, None, TOKYO, 0, DayPart.MORNING)
    assert delayed(Item(start=morning, end=Moment()), 60) == (morning, Moment())
    until = Moment(NEXT, None, None, 0, DayPart.ALL_DAY)
    assert along(until, Moment(DAY), Moment(NEXT)).date == NEXT + dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("start", "end", "there"),
    [
        (at("09:00", None), at("10:30", None), at("15:30")),
        (at("22:00", None), at("01:00", None), at("17:00")),
        (at("12:00", None), at("18:30", None, COPENHAGEN), at("20:30", zone=COPENHAGEN)),
    ],
)
def test_an_item_without_a_day_is_as_long_as_its_clocks_say(
    start: Moment, end: Moment, there: Moment
) -> None:
    assert starting(Item(start=start, end=end), at("14:00")) == (at("14:00"), there)


def test_more_than_a_day_is_more_than_two_clocks_can_say() -> None:
    assert not exceeds_a_day(Item(start=at("09:00"), end=at("09:00", NEXT)))
    assert exceeds_a_day(Item(start=at("09:00"), end=at("09:01", NEXT)))
    assert exceeds_a_day(Item(start=Moment(DAY), end=Moment(NEXT)))
    assert not exceeds_a_day(Item(start=Moment(), end=Moment()))


def test_the_rest_of_the_day_is_what_comes_after_on_that_days_own_clock() -> None:
    first = item("first", "10:00", "11:00")
    others = [
        item("before", "08:00", "09:00"),
        item("still going on", "09:00", "12:00"),
        item("at the same time", "10:00", "10:30"),
        item("after", "14:00"),
        item("called off", "15:00", status="cancelled"),
        item("pinned", "16:00", pinned=True),
        item("part", "14:10", parent_id="after"),
        item("part of pinned", "16:10", parent_id="pinned"),
        Item(id="morning", start=Moment(DAY, None, TOKYO, 0, DayPart.MORNING), end=Moment()),
        Item(id="next", start=at("00:10", NEXT), end=Moment(), everyone=True, status="tentative"),
    ]
    rest = rest_of_day([*others, first], [], first)
    assert names(rest.moving) == ["first", "at the same time", "after"]
    assert names(rest.pinned) == ["pinned"]


def test_one_groups_delay_is_not_the_others_until_they_meet() -> None:
    a = Group(id="a", memberships=[GroupMember(person_id="Ann")])
    b = Group(id="b", memberships=[GroupMember(person_id="Bo")])

    def of(group: Group, name: str, clock: str) -> Item:
        return item(name, clock, everyone=False, groups=[ItemGroup(group_id=group.id)])

    first = of(a, "first", "10:00")
    items = [
        first,
        of(b, "b alone", "11:00"),
        item("Ann too", "11:30", everyone=False, people=[ItemPerson(person_id="Ann")]),
        item("lunch", "12:00"),
        of(b, "b later", "14:00"),
    ]
    rest = rest_of_day(items, [a, b], first)
    assert names(rest.moving) == ["first", "Ann too", "lunch", "b later"]


def test_neighbours_change_places_and_keep_lengths_and_gap() -> None:
    short, long = item("short", "10:00", "10:30"), item("long", "11:00", "13:00")
    for pair in ((short, long), (long, short)):
        times = exchanged(*pair, [short, long])
        assert times["long"] == (at("10:00"), at("12:00"))
        assert times["short"] == (at("12:30"), at("13:00"))


def test_what_lies_between_makes_them_change_starts() -> None:
    short, long = item("short", "10:00", "10:30"), item("long", "13:00", "15:00")
    lunch = item("lunch", "12:00", "13:00")
    times = exchanged(short, long, [short, lunch, long])
    assert times == {"long": (at("10:00"), at("12:00")), "short": (at("13:00"), at("13:30"))}
    lunch.status = "cancelled"
    assert exchanged(short, long, [short, lunch, long])["short"] == (at("14:30"), at("15:00"))


def test_items_of_two_days_or_without_an_end_change_starts() -> None:
    one = item("one", "10:00", "11:00")
    other = Item(id="other", start=at("14:00", NEXT), end=Moment(), status="tentative")
    assert exchanged(one, other, [one, other]) == {
        "other": (at("10:00"), Moment()),
        "one": (at("14:00", NEXT), at("15:00", NEXT)),
    }


def test_only_exact_times_change_places() -> None:
    one = item("one", "10:00", "11:00")
    for start in (Moment(DAY), at("10:00", None)):
        with pytest.raises(Problem, match="swap_needs_times"):
            exchanged(one, Item(id="other", start=start, end=Moment()), [one])
