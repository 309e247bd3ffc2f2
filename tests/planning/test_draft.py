"""What a delegation asks of the drafting engine: items, days, windows, values, orders."""

import pickle
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from desktop.domain.codes import HalfDay, ItemKind, ItemStatus, Priority
from desktop.domain.plan import Attendance, ClosureFact, OrganisationFact, PersonFact, TravelFact
from desktop.domain.text import Trilingual
from desktop.domain.wishes import DayFact, WishFact
from desktop.errors import Problem
from desktop.planning.draft import ask
from desktop.planning.proposal import Aim, Hold, Wanted
from tests.planning import kit
from tests.planning.kit import moment
from tests.planning.kit_draft import (
    MONDAY,
    SUNDAY,
    TUESDAY,
    at,
    drafted,
    host,
    is_promised,
    question,
    reasons,
    visit,
    windows,
    wishes,
    within,
)

CONFIRMED = ItemStatus.CONFIRMED
HOURS = ((540.0, 1050.0),)
NOTHING = Wanted(hold=Hold.NOTHING)


def test_hosts_are_enough_for_a_first_draft() -> None:
    proposal = drafted(visit(host("a"), host("b", place_id="south"), host("c", place_id="east")))
    assert [one.change for one in proposal.placements] == ["new"] * 3
    for one in proposal.placements:
        assert one.start.date is not None
        assert one.start.time is not None
        assert one.start.date.weekday() < 5
        assert 9 <= one.start.time.hour < 17
        assert one.start.zone == kit.TOKYO
    assert proposal.left == ()


@pytest.mark.parametrize(
    ("record", "code"),
    [
        ({"start": None}, "draft_no_dates"),
        ({"end": None}, "draft_no_dates"),
        ({"end": date(2027, 4, 16)}, "draft_days_backwards"),
        ({"start": date(2027, 2, 1), "end": date(2027, 2, 5)}, "draft_no_days"),
        ({"end": date(2027, 6, 1)}, "draft_too_long"),
    ],
)
def test_wrong_dates_are_said_clearly(record: dict[str, Any], code: str) -> None:
    with pytest.raises(Problem) as caught:
        ask(visit(host("a"), **record), wishes())
    assert caught.value.code == code


def test_days_without_hours_or_items_are_said_clearly() -> None:
    backwards: dict[date | None, DayFact] = {
        None: DayFact(),
        MONDAY: DayFact(MONDAY, begins=600, ends=540),
    }
    with pytest.raises(Problem) as caught:
        ask(visit(host("a")), wishes(days=backwards))
    assert (caught.value.code, caught.value.values) == ("draft_day_backwards", {"day": MONDAY})
    free: dict[date | None, DayFact] = {None: DayFact(free=True)}
    for days, wanted in ((free, Wanted()), ({}, Wanted(days=frozenset({date(2028, 1, 1)})))):
        with pytest.raises(Problem) as caught:
            ask(visit(host("a")), wishes(days=days), wanted)
        assert caught.value.code == "draft_no_days"
    for plan in (visit(), visit(host("a", pinned=True)), visit(host("a", alternative=True))):
        with pytest.raises(Problem) as caught:
            ask(plan, wishes())
        assert caught.value.code == "draft_no_items"
    with pytest.raises(Problem) as caught:
        ask(visit(host("a")), replace(wishes(), delegation_id="gone"))
    assert caught.value.code == "draft_no_dates"


def test_free_past_and_unwanted_days_get_no_visits() -> None:
    plan = replace(visit(host("a")), today=MONDAY)
    days = {None: DayFact(), TUESDAY: DayFact(TUESDAY, free=True)}
    asked = question(plan, days=days)
    expected = [MONDAY, *(MONDAY + timedelta(days=n) for n in range(2, 6))]
    assert [one.day for one in asked.blocks] == expected
    only = question(plan, wanted=Wanted(days=frozenset({MONDAY})))
    assert [one.day for one in only.blocks] == [MONDAY]


def test_what_a_day_does_not_say_falls_back_to_every_day() -> None:
    days = {
        None: DayFact(begins=600, longest_minutes=400, lunch_minutes=0),
        MONDAY: DayFact(MONDAY, ends=900, begin_place_id="south", lunch_minutes=30),
    }
    asked = question(visit(host("a")), days=days)
    assert windows(asked, "a")[MONDAY] == ((600.0, 900.0),)
    assert windows(asked, "a")[TUESDAY] == ((600.0, 1050.0),)
    monday, tuesday = (next(b for b in asked.problem.blocks if b.day == n) for n in (2, 3))
    assert (monday.longest, tuesday.longest) == (400, 400)
    assert tuesday.lunch is None
    assert monday.lunch is not None
    assert monday.lunch.minutes == 30
    assert monday.start_place != tuesday.start_place == monday.end_place


def test_hotel_items_say_where_a_day_begins() -> None:
    check_in = host("inn", "20:00", "", kind=ItemKind.HOTEL, place_id="tsukuba", day=MONDAY)
    asked = question(visit(host("a"), check_in))
    first, second, third = (next(b for b in asked.problem.blocks if b.day == n) for n in (1, 2, 3))
    assert first.start_place == first.end_place == second.start_place
    assert second.end_place == third.start_place == third.end_place != first.start_place


@pytest.mark.parametrize(
    "fields",
    [
        {"cancelled": True},
        {"alternative": True},
        {"pinned": True},
        {"parent_id": "a"},
        {"kind": ItemKind.TRANSFER},
        {"kind": ItemKind.HOTEL},
        {"kind": ItemKind.FREE},
        {"kind": ItemKind.MEETING_POINT},
        {"slot_id": "slot"},
    ],
)
def test_what_is_not_to_be_placed(fields: dict[str, Any]) -> None:
    asked = question(visit(host("a", parent_id=None), host("b"), host("c", **fields)))
    assert "c" not in asked.items
    assert "b" in asked.items


def test_how_long_a_visit_takes() -> None:
    by_clock = host("clock", "10:00", "11:20")
    wall = host("wall", day=MONDAY)
    half = replace(wall, start=moment("", MONDAY), end=moment("", MONDAY))
    plan = visit(by_clock, half, host("said"), host("usual"))
    asked = question(plan, WishFact("said", 45), WishFact("clock", 30), wanted=NOTHING)
    minutes = {visit.id: visit.minutes for visit in asked.problem.visits}
    assert minutes == {"clock": 80, "wall": 60, "said": 45, "usual": 60}


def test_values_follow_priorities_and_aims() -> None:
    plan = visit(host("a"), host("b"), host("c"))
    items = (WishFact("a", priority=Priority.MUST), WishFact("b", priority=Priority.COULD))

    def values(aim: Aim) -> list[tuple[float, bool]]:
        asked = question(plan, *items, wanted=Wanted(aim))
        return [(visit.value, visit.must) for visit in asked.problem.visits]

    assert values(Aim.BALANCED) == [(100, True), (15, False), (40, False)]
    assert values(Aim.MOST) == [(40, True), (40, False), (40, False)]
    costs = [question(plan, wanted=Wanted(aim)).problem for aim in Aim]
    assert [(one.travel_cost, one.end_cost) for one in costs] == [
        (0.02, 0.0),
        (0.2, 0.0),
        (0.02, 0.05),
        (0.02, 0.0),
    ]


def test_a_preferred_half_is_a_bonus_and_told() -> None:
    plan = visit(host("a"))
    asked = question(plan, WishFact("a", half=HalfDay.AFTERNOON))
    spans = {span for found in asked.problem.visits[0].bonus.values() for span in found}
    assert spans == {((720.0, 2880.0), 3.0)}
    proposal = drafted(plan, WishFact("a", half=HalfDay.AFTERNOON))
    assert at(proposal, "a").split()[1] >= "12:00"
    assert "half_met" in [note.code for note in proposal.placements[0].costs]


def test_a_day_without_a_clock_limits_the_windows() -> None:
    morning = replace(host("a"), start=moment("morning", TUESDAY))
    whole = replace(host("b"), start=moment("tbc", TUESDAY))
    evening = replace(host("c"), start=moment("evening", TUESDAY))
    asked = question(visit(morning, whole, evening))
    assert windows(asked, "a") == {TUESDAY: ((540.0, 720.0),)}
    assert windows(asked, "b") == {TUESDAY: HOURS}
    assert windows(asked, "c") == {TUESDAY: ((1080.0, 1260.0),)}
    drafted(asked.plan)


def test_dinners_and_receptions_are_in_the_evening() -> None:
    plan = visit(host("a", kind=ItemKind.DINNER), host("b", kind=ItemKind.RECEPTION))
    asked = question(plan, WishFact("b", windows=(within(None, 15, 17),)))
    assert windows(asked, "a")[MONDAY] == ((1080.0, 1260.0),)
    assert windows(asked, "b")[MONDAY] == ((900.0, 1020.0),)


def test_weekends_are_no_days_unless_a_window_names_one() -> None:
    own = host("d", host_organisation_id=None, kind=ItemKind.OTHER)
    plan = visit(host("a"), host("b"), host("c", host_organisation_id=None), own)
    named = WishFact("b", windows=(within(SUNDAY, 10, 12), within(None, 14, 16)))
    asked = question(plan, named)
    assert min(windows(asked, "a")) == MONDAY
    assert windows(asked, "b")[SUNDAY] == ((600.0, 720.0),)
    assert windows(asked, "b")[MONDAY] == ((840.0, 960.0),)
    assert min(windows(asked, "c")) == MONDAY  # somebody receives there, whoever it is
    assert windows(asked, "d")[SUNDAY] == HOURS  # nobody receives, so nobody has a day off
    drafted(plan, named)


def test_a_visit_may_move_although_nobody_is_named_as_its_host_but_a_meal_may_not() -> None:
    times = ("10:00", "11:00")
    kinds = {"a": ItemKind.VISIT, "b": ItemKind.MEETING, "c": ItemKind.MEAL}
    kinds |= {"d": ItemKind.CONFERENCE, "e": ItemKind.INTERNAL, "f": ItemKind.FREE}
    plan = visit(
        *(
            host(name, *times, kind=kind, host_organisation_id=None, day=day)
            for day, (name, kind) in zip(
                (MONDAY + timedelta(days=n) for n in range(6)), kinds.items(), strict=False
            )
        ),
        host("new"),
    )
    assert sorted(question(plan, wanted=NOTHING).items) == ["a", "b", "new"]
    assert question(plan, wanted=Wanted(hold=Hold.PLACED)).items == ("new",)


def test_opening_hours_and_closures_are_obeyed() -> None:
    shut = ClosureFact("shut", "north", MONDAY, MONDAY, name=Trilingual(en="Founding day"))
    plan = replace(visit(host("a"), host("b", place_id="museum")), closures=(shut,))
    asked = question(plan)
    assert MONDAY not in windows(asked, "a")
    assert windows(asked, "b") == {TUESDAY: ((600.0, 960.0),)}
    assert at(drafted(plan), "b").startswith("04-20")


def test_why_an_item_can_be_nowhere() -> None:
    week = (date(2027, 4, 1), date(2027, 4, 30))
    closures = (
        ClosureFact("shut", "south", *week, name=Trilingual(en="Rebuilding")),
        ClosureFact("ill", "yuki", *week),
    )
    guest = Attendance("yuki", kit.HOST)
    plan = visit(
        host("shut", place_id="south"),
        host("ill", people=("ida", guest)),
        host("long"),
        host("never"),
        host("weekend"),
        host("abroad", place_id="lyngby", host_organisation_id=None),
        host("call", place_id="lyngby", kind=ItemKind.ONLINE, host_organisation_id=None),
        host("ok"),
    )
    people = {**plan.people, "yuki": PersonFact("yuki", zone=kit.TOKYO)}
    asked = question(
        replace(plan, closures=closures, people=people),
        WishFact("long", 600, priority=Priority.MUST),
        WishFact("never", windows=(within(date(2027, 5, 3), 9, 17),)),
        days={None: DayFact()},
    )
    assert reasons(asked, "shut") == [("closed", {"what": Trilingual(en="Rebuilding")})]
    assert reasons(asked, "ill") == [("person_away", {"person": "yuki"})]
    assert reasons(asked, "long") == [("too_long", {"minutes": 600, "longest": 510})]
    assert reasons(asked, "never") == [("no_window", {})]
    assert reasons(asked, "abroad") == [("other_country", {"country": "DK"})]
    assert reasons(asked, "call") == reasons(asked, "ok") == []
    assert [one.must for one in asked.left if one.item_id == "long"] == [True]
    only_sunday = question(plan, wanted=Wanted(days=frozenset({SUNDAY})))
    assert reasons(only_sunday, "ok") == [("closed", {"what": "weekend"})]


def test_what_is_too_far_away_for_a_day() -> None:
    way = TravelFact("hotel", "tsukuba", 600)
    asked = question(replace(visit(host("a", place_id="tsukuba")), travel=(way,)))
    assert reasons(asked, "a") == [("too_far", {"minutes": 600})]


def test_the_office_knows_the_ways_and_guesses_are_marked() -> None:
    ways = (TravelFact("hotel", "north", 23), TravelFact("north", "south", 7, one_way=True))
    plan = visit(host("a"), host("b", place_id="south"), host("c", place_id=None))
    asked = question(replace(plan, travel=ways))
    travel, (hotel, north, south) = asked.problem.travel, (0, 1, 2)
    assert (travel[hotel][north], travel[north][hotel]) == (23, 23)
    assert (travel[north][south], travel[south][north]) == (7, 15)
    assert (north, south) not in asked.estimated
    assert (south, north) in asked.estimated
    nowhere = asked.problem.visits[2].place
    assert travel[north][nowhere] == 30
    placed = drafted(replace(plan, travel=ways)).placements
    hints = [one.item_id for one in placed if "no_place" in [note.code for note in one.costs]]
    assert hints == ["c"]


def test_without_a_place_a_host_is_where_its_only_house_is() -> None:
    plan = visit(host("a", place_id=None, host_organisation_id="nict"))
    house = replace(plan.places["tsukuba"], organisation_id="nict")
    plan = replace(
        plan,
        organisations={**plan.organisations, "nict": OrganisationFact("nict", country="JP")},
        places={**plan.places, "tsukuba": house},
    )
    asked = question(plan)
    assert asked.problem.travel[0][asked.problem.visits[0].place] > 30


def test_what_may_move_does_not_block_itself_or_others() -> None:
    plan = visit(host("a", "10:00", "12:00"), host("b", "10:00", "12:00", place_id="south"))
    asked = question(plan, wanted=NOTHING)
    assert windows(asked, "a")[MONDAY] == windows(asked, "b")[MONDAY] == HOURS
    proposal = drafted(plan, wanted=NOTHING)
    assert proposal.left == ()


def test_other_bookings_of_the_same_people_and_rooms_block() -> None:
    guest = Attendance("yuki", kit.HOST)
    other = replace(
        host("theirs", "10:00", "11:00", people=(guest,), place_id="room"), record_id="other"
    )
    plan = visit(
        host("a", people=("ida", guest), everyone=False), host("b", place_id="room"), other
    )
    asked = question(plan)
    # The host comes from the other side of the town, so that the way counts, too.
    assert windows(asked, "a")[MONDAY] == ((690.0, 1050.0),)
    assert windows(asked, "b")[MONDAY] == ((540.0, 600.0), (660.0, 1050.0))


def test_what_hosts_confirmed_is_kept_and_rather_moved_than_left_out() -> None:
    plan = visit(
        host("a", "10:00", "11:00", status=CONFIRMED), host("b", "14:00", "15:00"), host("c")
    )
    asked = question(plan)
    a, b, c = asked.problem.visits
    assert a.keep is not None
    assert b.keep is not None
    assert (a.keep.start, a.keep.cost, a.value) == (600, 1000, 1040)
    assert (b.keep.start, b.keep.cost, b.value) == (840, 3, 40)
    assert c.keep is None
    assert all(one.keep is None for one in question(plan, wanted=NOTHING).problem.visits)
    assert question(plan, wanted=Wanted(hold=Hold.PLACED)).items == ("c",)
    proposal = drafted(plan)
    assert (at(proposal, "a"), at(proposal, "b")) == ("04-19 10:00", "04-19 14:00")
    assert proposal.letters() == []


def test_what_is_confirmed_may_move_only_where_something_else_must() -> None:
    plan = visit(
        host("a", "10:00", "12:00", status=CONFIRMED),
        host("b", "14:00", "15:00", status=CONFIRMED, place_id="south"),
        host("c", "09:00", "10:00", day=TUESDAY, status=CONFIRMED),
        host("new"),
    )
    asked = question(plan)
    assert [bool(windows(asked, name)) for name in ("a", "b", "c", "new")] == [*[False] * 3, True]
    assert asked.wide is not None
    assert all(visit.windows for visit in asked.wide.visits)
    assert replace(asked.wide, visits=()) == replace(asked.problem, visits=())
    # On a day on which not all can stay, each of them may move.
    clash = host("clash", "11:30", "12:30", status=CONFIRMED)
    asked = question(visit(*plan.bookings.values(), clash))
    assert [bool(windows(asked, name)) for name in ("a", "b", "c")] == [True, True, False]
    pin = host("pin", "10:00", "11:00", pinned=True)
    asked = question(visit(*plan.bookings.values(), pin))
    assert [bool(windows(asked, name)) for name in ("a", "b", "c")] == [True, False, False]
    # A must may take the time of another, if there is no other time for it.
    only = WishFact("new", priority=Priority.MUST, windows=(within(MONDAY, 10, 12),))
    asked = question(plan, only)
    assert asked.wide is None
    assert all(visit.windows for visit in asked.problem.visits)
    assert at(drafted(plan, only), "new").startswith("04-19 1")


def test_what_cannot_stay_is_not_kept() -> None:
    shut = ClosureFact("shut", "north", MONDAY, MONDAY)
    plan = replace(visit(host("a", "10:00", "11:00", status=CONFIRMED)), closures=(shut,))
    asked = question(plan)
    assert not is_promised(asked, "a")
    proposal = drafted(plan)
    assert not at(proposal, "a").startswith("04-19")
    assert proposal.letters() == ["a"]
    assert [note.code for note in proposal.troubles] == ["keeps_broken"]


def test_a_host_who_asks_for_another_time_does_not_stay() -> None:
    plan = visit(host("a", "10:00", "11:00", status=CONFIRMED), host("b", "14:00", "15:00"))
    thursday = WishFact("a", windows=(within(date(2027, 4, 22), 9, 12),))
    assert not is_promised(question(plan, thursday), "a")
    assert at(drafted(plan, thursday), "a").startswith("04-22")
    same = WishFact("a", windows=(within(None, 9, 12),))
    assert is_promised(question(plan, same), "a")
    pin = host("pin", "16:00", "17:00", pinned=True)
    apart = WishFact("a", apart=frozenset({"pin"}))
    later = WishFact("pin", before=frozenset({"b"}))
    asked = question(visit(*plan.bookings.values(), pin), apart, later)
    assert [one.keep for one in asked.problem.visits] == [None, None]


def test_what_is_placed_on_other_days_than_the_wanted_stays() -> None:
    plan = visit(host("a", "10:00", "11:00"), host("b", day=TUESDAY), host("c"))
    tuesday = Wanted(hold=Hold.NOTHING, days=frozenset({TUESDAY}))
    assert question(plan, wanted=tuesday).items == ("b", "c")
    dated = replace(host("d"), start=moment("morning", MONDAY))
    assert question(visit(dated, host("c")), wanted=tuesday).items == ("c",)


def test_orders_that_name_items_which_are_not_there_are_ignored() -> None:
    plan = visit(host("a"), host("b"), host("c", "14:00", "15:00", day=TUESDAY, pinned=True))
    asked = question(
        plan,
        WishFact("a", apart=frozenset({"b", "gone"}), before=frozenset({"c", "gone", "a"})),
        WishFact("b", before=frozenset({"a"}), apart=frozenset({"a"})),
        WishFact("c", apart=frozenset({"b"})),
    )
    assert asked.problem.apart == ((0, 1),)
    assert asked.problem.before == ((1, 0),)
    # What stays is a limit like others.
    assert set(windows(asked, "a")) == {MONDAY, TUESDAY}
    assert max(windows(asked, "a")[TUESDAY])[1] <= 840
    assert TUESDAY not in windows(asked, "b")


def test_a_question_goes_to_another_process_as_it_is() -> None:
    asked = question(visit(host("a"), host("b", "10:00", "11:00")), WishFact("a", 45))
    assert pickle.loads(pickle.dumps(asked)) == asked


def test_forty_members_are_drafted_as_four() -> None:
    people = tuple(f"member {number}" for number in range(40))
    plan = kit.plan(*(host(name, people=people) for name in "abcdef"))
    proposal = drafted(plan)
    assert len(proposal.placements) == 6


def test_what_was_confirmed_for_before_a_late_arrival_moves() -> None:
    hosts = (
        host("a", "10:00", "11:00", status=CONFIRMED),
        host("b", "11:00", "12:00", status=CONFIRMED),
    )
    plan = visit(*hosts, start=TUESDAY)
    proposal = drafted(plan)
    assert {each[:5] for each in (at(proposal, "a"), at(proposal, "b"))} <= {"04-20", "04-21"}
    assert sorted(proposal.letters()) == ["a", "b"]
    assert [note.code for note in proposal.troubles] == ["keeps_broken"] * 2


def test_hosts_of_whom_only_the_title_is_known_are_not_all_in_one_house() -> None:
    unknown: dict[str, Any] = {"place_id": None, "host_organisation_id": None}
    plan = visit(host("a", **unknown), host("b", **unknown), host("c", place_id=None), host("d"))
    asked = question(replace(plan, bookings={**plan.bookings, "e": host("e", place_id=None)}))
    place = {one.id: one.place for one in asked.problem.visits}
    travel = asked.problem.travel
    assert travel[place["a"]][place["b"]] == travel[place["b"]][place["a"]] == 30
    assert travel[place["c"]][place["e"]] == 0  # of one organisation
