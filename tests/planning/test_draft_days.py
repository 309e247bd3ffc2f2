"""The days of a draft: journeys, what stays, who comes late, groups, clock changes, pins."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.domain.plan import (
    Attendance,
    Booking,
    ClosureFact,
    PlaceFact,
    Plan,
    Presence,
    minute_of,
)
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.domain.wishes import DayFact, GroupFact, WindowFact, WishFact
from desktop.planning.draft import Asked
from desktop.planning.drafting.problem import Block
from desktop.planning.proposal import Aim, Change, Hold, Wanted
from tests.planning import kit
from tests.planning.kit import moment
from tests.planning.kit_draft import (
    MEMBERS,
    MONDAY,
    SUNDAY,
    TUESDAY,
    at,
    drafted,
    host,
    placement,
    question,
    visit,
    windows,
    within,
)

CONFIRMED = ItemStatus.CONFIRMED
NOTHING = Wanted(hold=Hold.NOTHING)
FRIDAY, SATURDAY = date(2027, 4, 23), date(2027, 4, 24)


def block(asked: Asked, day: date, group: str | None = None) -> Block:
    return next(
        asked.problem.blocks[number]
        for number, one in enumerate(asked.blocks)
        if (one.day, one.group_id) == (day, group)
    )


def flight(name: str, start: str, end: str, ways: tuple[str, str], **fields: Any) -> Booking:
    zones = ("", kit.TOKYO) if ways[0] == "CPH" else (kit.TOKYO, kit.COPENHAGEN)
    zone = kit.COPENHAGEN if ways[0] == "CPH" else kit.TOKYO
    return host(
        name,
        start,
        end,
        kind=ItemKind.FLIGHT,
        place_id=ways[0],
        end_place_id=ways[1],
        zone=zone,
        end_zone=zones[1],
        host_organisation_id=None,
        **fields,
    )


def arrival() -> Booking:
    return flight("in", "11:20", "07:55", ("CPH", "HND"), day=SUNDAY, last_day=MONDAY)


def departure() -> Booking:
    return flight("out", "13:00", "18:00", ("HND", "CPH"), day=FRIDAY)


def test_flights_bound_the_days_of_arrival_and_departure() -> None:
    asked = question(visit(host("a"), arrival(), departure()))
    days = [one.day for one in asked.blocks]
    assert days == [MONDAY + timedelta(days=number) for number in range(5)]
    first, last = block(asked, MONDAY), block(asked, FRIDAY)
    assert first.opens == 7 * 60 + 55 + 40
    assert last.closes == 11 * 60
    hotel = block(asked, TUESDAY).start_place
    assert first.start_place == last.end_place != hotel
    assert (first.end_place, last.start_place) == (hotel, hotel)
    assert first.fixed == last.fixed == ()
    assert asked.problem.travel[hotel][last.end_place] > 15  # it is really the airport
    drafted(visit(*(host(name) for name in "abcdefgh"), arrival(), departure()))


def test_after_the_flight_a_transfer_says_where_people_are() -> None:
    bus = host(
        "bus",
        "09:00",
        "10:30",
        kind=ItemKind.TRANSFER,
        place_id="HND",
        end_place_id="hotel",
        host_organisation_id=None,
    )
    asked = question(visit(host("a"), arrival(), bus))
    (stop,) = block(asked, MONDAY).fixed
    assert (stop.start, stop.end, stop.end_place) == (540, 630, block(asked, MONDAY).end_place)
    assert stop.place == block(asked, MONDAY).start_place
    assert windows(asked, "a")[MONDAY][0][0] == 630


def test_a_flight_at_noon_leaves_no_lunch_to_be_had() -> None:
    late = flight("in", "15:00", "13:20", ("CPH", "HND"), day=SUNDAY, last_day=MONDAY)
    asked = question(visit(host("a"), late))
    assert block(asked, MONDAY).lunch is None
    assert block(asked, TUESDAY).lunch is not None
    only = Wanted(days=frozenset({MONDAY}))
    assert at(drafted(visit(host("a"), late), wanted=only), "a") > "04-19 14:00"


def test_a_night_train_ends_one_day_and_begins_the_next() -> None:
    train = host(
        "train",
        "21:00",
        "08:30",
        kind=ItemKind.TRAIN,
        place_id="north",
        end_place_id="tsukuba",
        last_day=TUESDAY,
        host_organisation_id=None,
    )
    asked = question(visit(host("a"), train))
    monday, tuesday = block(asked, MONDAY), block(asked, TUESDAY)
    assert (monday.closes, tuesday.opens) == (21 * 60, 8 * 60 + 30)
    assert monday.end_place != tuesday.start_place


def test_stops_that_overlap_are_one() -> None:
    plan = visit(
        host("a"),
        host("long", "09:00", "12:00", pinned=True),
        host("inner", "09:30", "10:00", pinned=True, place_id="south"),
        host("later", "11:30", "14:00", pinned=True, place_id="east"),
        host("evening", "19:00", "23:30", pinned=True, place_id="tsukuba"),
    )
    days: dict[date | None, DayFact] = {None: DayFact(longest_minutes=120)}
    asked = question(plan, days=days)
    monday = block(asked, MONDAY)
    assert [(one.start, one.end) for one in monday.fixed] == [(540, 840), (1140, 1410)]
    assert monday.fixed[0].place != monday.fixed[0].end_place
    # What stays never breaks its day by itself, whatever was asked of the day.
    assert monday.longest is not None
    assert monday.longest >= 1410 - 540
    assert monday.closes >= 1410 + asked.problem.travel[monday.fixed[1].end_place][0]
    assert monday.lunch is None
    assert block(asked, TUESDAY).longest == 120
    drafted(plan, days=days)


def test_a_meal_in_the_lunch_hours_is_the_lunch() -> None:
    lunch = host("lunch", "12:00", "13:00", kind=ItemKind.MEAL)
    plan = visit(host("a"), host("b"), lunch, host("dinner", "19:00", kind=ItemKind.DINNER))
    asked = question(plan, wanted=NOTHING)
    assert [one.is_lunch for one in block(asked, MONDAY).fixed] == [True]
    assert "dinner" in asked.items
    nowhere = replace(lunch, place_id=None)
    assert block(question(visit(host("a"), nowhere)), MONDAY).lunch is None
    drafted(plan, wanted=NOTHING)


def test_a_lunch_that_a_host_gives_on_a_day_is_the_lunch_of_that_day() -> None:
    meal = replace(host("meal", kind=ItemKind.MEAL), start=moment("tbc", TUESDAY))
    plan = visit(meal, host("any", kind=ItemKind.MEAL), host("a"))
    asked = question(plan, WishFact("meal", 90))
    assert windows(asked, "meal") == {TUESDAY: ((690.0, 810.0),)}
    assert windows(asked, "any")[MONDAY] == ((690.0, 810.0), (1080.0, 1260.0))
    assert block(asked, TUESDAY).lunch is None
    assert block(asked, MONDAY).lunch is not None
    assert "04-20 11:30" <= at(drafted(plan, WishFact("meal", 90)), "meal") <= "04-20 12:00"
    window = WishFact("any", windows=(within(MONDAY, 12, 14),))
    assert block(question(plan, window), MONDAY).lunch is None


def test_what_has_no_place_leaves_people_where_they_were() -> None:
    ride = host("ride", "10:00", "11:00", kind=ItemKind.TRANSFER, place_id=None)
    asked = question(visit(host("a"), ride))
    assert block(asked, MONDAY).fixed == ()
    assert windows(asked, "a")[MONDAY] == ((540.0, 600.0), (660.0, 1050.0))


def test_what_few_are_in_takes_nobody_else_along() -> None:
    plan = visit(
        host("all"),
        host("two", people=("eva", "per"), everyone=False),
        host("call", "10:00", "11:00", people=("ida",), everyone=False, pinned=True),
    )
    asked = question(plan)
    assert block(asked, MONDAY).fixed == ()
    assert windows(asked, "two")[MONDAY] == ((540.0, 1050.0),)
    assert windows(asked, "all")[MONDAY] == ((540.0, 600.0), (660.0, 1050.0))
    far = replace(plan.bookings["call"], place_id="tsukuba")
    asked = question(replace(plan, bookings={**plan.bookings, "call": far}))
    way = asked.plan.travel or windows(asked, "all")[MONDAY][-1][0]
    assert isinstance(way, float)
    assert way > 660 + 30  # she has to come from there


def late(name: str, day: date, clock: str) -> Presence:
    instant = moment(clock, day).utc()
    assert instant is not None
    return Presence(name, arrives=minute_of(instant))


def test_a_delegation_does_not_wait_for_one_who_comes_late() -> None:
    members = [late("ida", TUESDAY, "12:00"), *(Presence(one) for one in MEMBERS[1:])]
    hers = flight("hers", "11:20", "07:55", ("CPH", "HND"), day=MONDAY, last_day=TUESDAY)
    hers = replace(hers, people=(Attendance("ida"),), everyone=False)
    speaker = Attendance("ida", Involvement.SPEAKER)
    plan = visit(
        host("all"),
        host("speech", people=(speaker, *MEMBERS[1:])),
        host("named", people=("ida", "ole"), everyone=False),
        hers,
        members=members,
    )
    asked = question(plan)
    assert windows(asked, "all")[MONDAY] == windows(asked, "all")[TUESDAY] == ((540.0, 1050.0),)
    for name in ("speech", "named"):
        assert MONDAY not in windows(asked, name)
        assert windows(asked, name)[TUESDAY] == ((720.0, 1050.0),)


def test_half_of_a_delegation_is_waited_for() -> None:
    members = [late(one, TUESDAY, "12:00") for one in MEMBERS[:2]]
    asked = question(visit(host("all"), members=[*members, *map(Presence, MEMBERS[2:])]))
    assert MONDAY not in windows(asked, "all")
    assert windows(asked, "all")[TUESDAY] == ((720.0, 1050.0),)


GROUPS = (
    GroupFact("A", people=frozenset(MEMBERS[:2])),
    GroupFact("B", people=frozenset(MEMBERS[2:])),
)
PARALLEL: dict[date | None, DayFact] = {None: DayFact(), MONDAY: DayFact(MONDAY, parallel=True)}


def in_group(name: str, *people: str, **fields: Any) -> Booking:
    return host(name, people=people, everyone=False, **fields)


def test_groups_go_ways_of_their_own_on_days_that_allow_it() -> None:
    plan = visit(
        host("all"),
        in_group("first", "ida", "ole"),
        in_group("mixed", "ida", "per"),
        host("any"),
        host("fixed", "10:00", "11:00", people=("eva", "per"), everyone=False, pinned=True),
    )
    asked = question(plan, WishFact("any", one_group=True), days=PARALLEL, groups=GROUPS)
    monday = [n for n, one in enumerate(asked.blocks) if one.day == MONDAY]
    assert [asked.blocks[n].group_id for n in monday] == [None, "A", "B"]
    blocks = [asked.problem.blocks[n] for n in monday]
    assert [(one.mode, one.track) for one in blocks] == [(0, 0), (1, 0), (1, 1)]
    assert len({one.day for one in blocks}) == 1
    open_to = {
        visit.id: [asked.blocks[n].group_id for n in monday if n in visit.windows]
        for visit in asked.problem.visits
    }
    assert open_to == {
        "all": [None],
        "first": [None, "A"],
        "mixed": [None],
        "any": [None, "A", "B"],
    }
    assert [len(one.fixed) for one in blocks] == [1, 0, 1]
    tuesday = [one.group_id for one in asked.blocks if one.day == TUESDAY]
    assert tuesday == [None]


def test_who_has_no_group_is_named_with_the_days() -> None:
    groups = (GroupFact("A", people=frozenset({"ida"})), GroupFact("B", people=frozenset({"ole"})))
    days = {**PARALLEL, TUESDAY: DayFact(TUESDAY, parallel=True)}
    members = [Presence("ida"), Presence("ole"), Presence("eva"), late("per", TUESDAY, "12:00")]
    asked = question(visit(host("a"), members=members), days=days, groups=groups)
    # One who comes later is missed on no day before.
    assert [(one.code, one.values) for one in asked.troubles] == [
        ("no_group", {"people": ("eva",), "days": (MONDAY,)}),
        ("no_group", {"people": ("eva", "per"), "days": (TUESDAY,)}),
    ]
    assert question(visit(host("a"), members=members), groups=groups).troubles == ()
    assert question(visit(host("a")), days=PARALLEL, groups=GROUPS).troubles == ()


FREE_MONDAY: dict[date | None, DayFact] = {None: DayFact(), MONDAY: DayFact(MONDAY, free=True)}


def test_a_visit_that_stays_on_a_day_marked_as_free_is_named() -> None:
    plan = visit(
        host("kept", "10:00", "11:00", status=CONFIRMED),
        host("pinned", "14:00", "15:00", pinned=True),
        host("loose", "16:00", "17:00", status=ItemStatus.TENTATIVE),
        host("ride", "12:00", "12:20", kind=ItemKind.TRANSFER, pinned=True),
        host("own", "19:00", "20:00", kind=ItemKind.FREE, pinned=True),
        host("new"),
    )
    asked = question(plan, days=FREE_MONDAY)
    assert [(one.code, one.values) for one in asked.troubles] == [
        ("on_free_day", {"item": "kept", "day": MONDAY}),
        ("on_free_day", {"item": "pinned", "day": MONDAY}),
    ]
    other_days = Wanted(days=frozenset({TUESDAY}))
    assert question(plan, days=FREE_MONDAY, wanted=other_days).troubles == ()
    assert question(replace(plan, today=TUESDAY), days=FREE_MONDAY).troubles == ()
    assert question(plan).troubles == ()


def instant(at: Moment) -> int:
    utc = at.utc()
    assert utc is not None
    return minute_of(utc)


def noon_of_monday() -> int:
    return instant(moment("12:10", MONDAY))


def test_nothing_is_placed_before_the_present_hour() -> None:
    plan = replace(
        visit(
            host("a"), host("b"), host("over", "09:00", "10:00"), host("later", "15:00", "16:00")
        ),
        today=MONDAY,
    )
    morning = WishFact("b", windows=(within(MONDAY, 9, 12), within(TUESDAY, 9, 12)))
    only_then = WishFact("a", windows=(within(MONDAY, 9, 12),))
    wanted = Wanted(hold=Hold.NOTHING, now=noon_of_monday())
    asked = question(plan, morning, wanted=wanted)
    assert windows(asked, "a")[MONDAY] == ((730.0, 1050.0),)
    assert windows(asked, "b") == {TUESDAY: ((540.0, 720.0),)}
    assert set(asked.items) == {"a", "b", "later"}  # what is over stays as it was
    for aim in Aim:
        proposal = drafted(plan, morning, wanted=replace(wanted, aim=aim))
        assert min(instant(one.start) for one in proposal.placements) >= noon_of_monday()
    left = question(plan, only_then, wanted=wanted).left
    assert [(one.item_id, [note.code for note in one.reasons]) for one in left] == [
        ("a", ["no_window"])
    ]


def test_the_hour_is_that_of_the_visit_wherever_the_office_is() -> None:
    # It is still Sunday in Denmark, where the office is, and in Japan Monday afternoon has begun.
    plan = replace(visit(host("a")), today=SUNDAY, office_zone=kit.COPENHAGEN)
    asked = question(plan, wanted=Wanted(now=noon_of_monday()))
    assert SUNDAY not in windows(asked, "a")
    assert windows(asked, "a")[MONDAY] == ((730.0, 1050.0),)


def test_what_two_groups_need_at_once_is_told_to_the_engine() -> None:
    guide = Attendance("yuki", kit.INTERPRETER)
    plan = visit(
        host("a", people=("ida", "ole", guide), everyone=False),
        host("b", people=("eva", "per", guide), everyone=False, place_id="south"),
        in_group("c", "eva", "per", place_id="room"),
        in_group("d", "ida", "ole", place_id="room"),
        in_group("e", "ida"),
    )
    asked = question(plan, days=PARALLEL, groups=GROUPS)
    assert asked.problem.alone == ((0, 1), (2, 3))
    assert question(plan, groups=GROUPS).problem.alone == ()
    only = Wanted(days=frozenset({MONDAY}))
    drafted(plan, days=PARALLEL, groups=GROUPS, wanted=only)


def test_a_draft_says_which_group_goes() -> None:
    plan = visit(*(host(f"v{number}", place_id="north") for number in range(10)))
    items = [WishFact(f"v{number}", 150, one_group=True) for number in range(10)]
    only = Wanted(days=frozenset({MONDAY}))
    proposal = drafted(plan, *items, days=PARALLEL, groups=GROUPS, wanted=only)
    assert {one.group_id for one in proposal.placements} == {"A", "B"}
    alone = drafted(plan, *items, wanted=only)
    assert len(proposal.placements) > len(alone.placements)
    assert {one.group_id for one in alone.placements} == {None}


def test_groups_that_share_people_are_named() -> None:
    shared = (*GROUPS, GroupFact("C", people=frozenset({"ida"})))
    asked = question(visit(host("a")), days=PARALLEL, groups=shared)
    assert {one.group_id for one in asked.blocks} == {None}
    (note,) = asked.troubles
    assert (note.code, dict(note.values)) == ("groups_overlap", {"people": ("ida",)})
    assert question(visit(host("a")), groups=shared).troubles == ()


def test_what_is_side_by_side_stays_so_while_confirmed_items_are_kept() -> None:
    one = host("a", "10:00", "11:00", people=("ida", "ole"), everyone=False, status=CONFIRMED)
    other = host("b", "10:00", "11:30", people=("eva", "per"), everyone=False, place_id="south")
    plan = visit(one, other, host("c"))
    asked = question(plan)
    assert (asked.held, asked.items) == (("a", "b"), ("c",))
    kept = [one.item_id for one in drafted(plan).placements if one.change == Change.KEPT]
    assert kept == ["a", "b"]
    assert question(plan, wanted=NOTHING).held == ()
    shut = ClosureFact("shut", "south", MONDAY, MONDAY)
    refused = question(replace(plan, closures=(shut,)))
    assert (refused.held, refused.items) == (("a",), ("b", "c"))
    later = WishFact("a", windows=(within(TUESDAY, 9, 12),))
    assert question(plan, later).held == ("b",)
    # On a day in groups the engine can keep them, and move one alone.
    asked = question(plan, days=PARALLEL, groups=GROUPS)
    assert asked.held == ()
    assert [visit.keep is not None for visit in asked.problem.visits] == [True, True, False]
    assert [len(route.stops) for route in asked.present.routes] == [1, 1]


def test_what_is_too_close_already_stays_so() -> None:
    plan = visit(
        host("a", "10:00", "11:00", status=CONFIRMED),
        host("b", "11:05", "12:00", status=CONFIRMED, place_id="south"),
        host("c"),
    )
    assert question(plan).held == ("a", "b")
    assert question(plan, wanted=NOTHING).held == ()


def test_the_hour_that_a_clock_change_takes_away() -> None:
    sunday = date(2027, 3, 28)
    plan = denmark(host("a", place_id="lyngby", host_organisation_id=None), sunday)
    named = WishFact("a", windows=(within(sunday, 9, 11),))
    one = placement(drafted(plan, named), "a")
    assert one is not None
    start = one.start.utc()
    assert start is not None
    assert (one.start.zone, start.hour) == (kit.COPENHAGEN, (one.start.time or start).hour - 2)


def test_an_evening_past_midnight_over_a_clock_change() -> None:
    saturday = date(2027, 10, 30)  # at three o'clock of the next morning it is two again
    plan = denmark(host("a", place_id="lyngby", host_organisation_id=None), saturday)
    night = WishFact("a", 300, windows=(WindowFact(saturday, 22 * 60, 28 * 60),))
    one = placement(drafted(plan, night), "a")
    assert one is not None
    start, end = one.start.utc(), one.end.utc()
    assert start is not None
    assert end is not None
    assert end - start == timedelta(hours=5)
    assert (one.start.date, one.end.date) == (saturday, saturday + timedelta(days=1))
    assert one.end.time is not None
    assert one.end.time.hour == 2
    fold = replace(
        plan.bookings["a"],
        start=replace(moment("02:30", saturday + timedelta(days=1), kit.COPENHAGEN), fold=1),
        end=moment("04:30", saturday + timedelta(days=1), kit.COPENHAGEN),
        host_organisation_id="dtu",
        status=CONFIRMED,
    )
    start, end = fold.start.utc(), fold.end.utc()
    assert start is not None
    assert end is not None
    fold = replace(fold, start_minute=minute_of(start), end_minute=minute_of(end))
    kept = placement(drafted(replace(plan, bookings={"a": fold})), "a")
    assert kept is not None
    assert (kept.change, kept.start) == (Change.KEPT, fold.start)


def denmark(booking: Booking, day: date) -> Plan:
    plan = visit(booking, visit_zone=kit.COPENHAGEN, home_zone=kit.TOKYO, hotel_id="inn")
    inn = PlaceFact("inn", city=Trilingual(en="Lyngby"), country="DK", zone=kit.COPENHAGEN)
    plan = replace(plan, places={**plan.places, "inn": inn})
    return kit.with_visit(plan, start=day, end=day + timedelta(days=1))


def test_danish_holidays_count_for_a_visit_to_denmark() -> None:
    maundy = date(2027, 3, 25)
    booking = host("a", place_id="lyngby", host_organisation_id="dtu")
    plan = kit.with_visit(denmark(booking, maundy), start=date(2027, 3, 24))
    assert set(windows(question(plan), "a")) == {date(2027, 3, 24)}
    asked = question(denmark(host("b"), date(2027, 4, 20)))
    assert [note.code for left in asked.left for note in left.reasons] == ["other_country"]


@pytest.mark.parametrize(
    ("pins", "expected"),
    [
        (
            (("a", "10:00", "11:00", {}), ("b", "10:30", "11:30", {})),
            ("pin_clash", {"item": "a", "other": "b"}),
        ),
        (
            (("b", "11:05", "12:00", {"place_id": "south"}), ("a", "10:00", "11:00", {})),
            ("pin_far", {"item": "a", "other": "b", "needed": 15, "there": 5}),
        ),
        (
            (("a", "10:00", "11:00", {"day": date(2027, 4, 26)}),),
            ("pin_outside", {"item": "a"}),
        ),
        (
            (("a", "10:00", "11:00", {"place_id": "museum"}),),
            ("pin_closed", {"item": "a", "what": "opening_hours"}),
        ),
        (
            (("a", "10:00", "11:00", {"place_id": "east"}),),
            ("pin_closed", {"item": "a", "what": Trilingual(en="Rebuilding")}),
        ),
    ],
)
def test_a_pin_that_cannot_be_is_named_at_once(
    pins: tuple[tuple[str, str, str, dict[str, Any]], ...], expected: tuple[str, object]
) -> None:
    shut = ClosureFact("shut", "east", MONDAY, MONDAY, name=Trilingual(en="Rebuilding"))
    items = [host(name, a, b, pinned=True, **more) for name, a, b, more in pins]
    plan = replace(visit(host("free"), *items), closures=(shut,))
    (note,) = question(plan).troubles
    assert (note.code, dict(note.values)) == expected


def test_pins_that_can_be_are_no_trouble() -> None:
    plan = visit(
        host("free"),
        host("a", "10:00", "11:00", pinned=True),
        host("b", "11:15", "12:00", pinned=True, place_id="south"),
        host("c", "10:00", "11:00", pinned=True, day=SATURDAY - timedelta(days=1)),
        host("d", "14:00", "15:00", pinned=True, place_id="museum", day=TUESDAY),
    )
    asked = question(plan)
    assert asked.troubles == ()
    assert asked.items == ("free",)
