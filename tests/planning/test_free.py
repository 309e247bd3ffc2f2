"""Find a time: what fits comes, nothing else does, and the best comes first for a reason."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from desktop.domain.codes import Involvement, ItemKind
from desktop.domain.plan import (
    SLOT,
    Attendance,
    Booking,
    ClosureFact,
    InstrumentFact,
    OrganisationFact,
    PersonFact,
    PlaceFact,
    Presence,
    RecordFact,
    TravelFact,
)
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.planning.free import Query, query_for, relaxed, shortlist, suggest
from desktop.planning.office_days import Hours
from desktop.planning.search import Search
from tests.planning.kit_free import (
    COPENHAGEN,
    ORGANISATIONS,
    PEOPLE,
    PLACES,
    SUMMER,
    TODAY,
    TOKYO,
    WINTER,
    ZONES,
    at,
    booking,
    clocks,
    codes,
    plan,
    query,
)

# -- two offices


@pytest.mark.parametrize(
    ("japan", "denmark", "winter", "summer"),
    [
        ((9, 17), (9, 17), 0, 1),
        ((9, 17.5), (8.5, 16.5), 1, 2),
        ((9, 18), (8, 16), 2, 3),
        ((9, 19), (8, 16), 3, 4),
        ((8, 20), (7, 20), 5, 6),
    ],
)
def test_two_offices_overlap_as_the_table_says(
    japan: tuple[float, float], denmark: tuple[float, float], winter: int, summer: int
) -> None:
    hours = {
        country: Hours(round(opens * 60), round(closes * 60))
        for country, (opens, closes) in (("JP", japan), ("DK", denmark))
    }
    for day, expected in ((WINTER, winter), (SUMMER, summer)):
        wanted = query("yuki", "liv", day=day, hours=hours, keep_lunch=False)
        free = Search(plan(), wanted).free()
        assert sum(end - start for start, end in free) == expected * 60


def test_the_usual_hours_of_both_countries_leave_one_hour_in_winter_and_two_in_summer() -> None:
    assert clocks(suggest(plan(), query("yuki", "liv"))) == ["16:30"]
    summer = suggest(plan(), query("yuki", "liv", day=SUMMER))
    assert clocks(summer) == ["15:30", "16:00", "16:30"]
    assert [f"{one.moments[1][0].time:%H:%M}" for one in summer if one.start % 60 == 0] == ["09:00"]


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        (date(2027, 3, 19), date(2027, 3, 29)),  # until the 28th of March it is winter in Denmark
        (date(2027, 10, 29), date(2027, 11, 1)),
    ],
)
def test_a_standing_call_moves_with_the_danish_clock_change(friday: date, monday: date) -> None:
    before = clocks(suggest(plan(), query("yuki", "liv", day=friday)))
    after = clocks(suggest(plan(), query("yuki", "liv", day=monday)))
    one, two = ["16:30"], ["15:30", "16:00", "16:30"]
    # Easter Monday, which is the 29th of March in 2027, is no day for anybody in Denmark.
    assert after == ([] if monday == date(2027, 3, 29) else one)
    assert before == (one if monday.month == 3 else two)
    if monday.month == 3:
        tuesday = query("yuki", "liv", day=date(2027, 3, 30))
        assert clocks(suggest(plan(), tuesday)) == two


def test_each_clock_tells_its_own_time_and_day() -> None:
    wanted = query("yuki", zones=(TOKYO, "America/Los_Angeles"))
    first = min(suggest(plan(), wanted), key=lambda one: one.start)
    assert first.moments[0] == (
        Moment(WINTER, time(9), TOKYO),
        Moment(WINTER, time(10), TOKYO),
    )
    there = first.moments[1][0]
    assert (there.date, there.time) == (WINTER - timedelta(days=1), time(16))


# -- days off


def test_nobody_is_asked_on_a_weekend_or_a_holiday_of_either_country() -> None:
    for day in (date(2027, 2, 6), date(2027, 2, 11), date(2027, 5, 6)):
        assert suggest(plan(), query("yuki", "liv", day=day)) == []
    # The 11th of February is a holiday in Japan alone, Ascension Day in Denmark alone.
    assert suggest(plan(), query("liv", day=date(2027, 2, 11)))
    assert suggest(plan(), query("yuki", day=date(2027, 5, 6)))


def test_outside_hours_come_when_asked_for_and_last() -> None:
    found = suggest(plan(), query("yuki", "liv", outside=True))
    assert clocks(found[:1]) == ["16:30"]
    assert codes(found[0])[0] == "inside_hours"
    assert not found[0].clashes
    second = found[1]
    assert "outside_hours" in codes(second)
    assert [reason.values["minutes"] for reason in second.clashes] == [30]
    assert {one.moments[0][0].time for one in found} <= {
        time(h, m) for h in range(24) for m in (0, 30)
    }
    for one in found:
        for start, end in one.moments:
            assert time(7) <= (start.time or time(0))
            assert (end.time or time.max) <= time(22)
    holiday = suggest(plan(), query("yuki", day=date(2027, 2, 11), outside=True))
    assert holiday[0].clashes[0].values["name"] == "建国記念の日"


def test_fewer_people_outside_their_hours_is_better() -> None:
    found = suggest(plan(), query("yuki", "ken", "liv", outside=True))
    early = next(one for one in found if one.moments[0][0].time == time(15, 30))
    late = next(one for one in found if one.moments[0][0].time == time(17, 30))
    assert early.clashes[0].values["who"] == ("liv",)
    assert early.clashes[0].values["all"] is False
    assert late.clashes[0].values["who"] == ("yuki", "ken")
    assert early.score > late.score


def test_the_further_outside_office_hours_the_worse() -> None:
    found = suggest(plan(), query("yuki", "ken", outside=True))
    evening = [one for one in found if (one.moments[0][0].time or time()) >= time(17, 30)]
    assert [one.start for one in evening] == sorted(one.start for one in evening)
    last = evening[-1].clashes[0].values
    assert (last["minutes"], last["early"], last["all"]) == (4 * 60 + 30, False, True)


def test_an_embassy_keeps_the_hours_of_where_it_stands() -> None:
    embassy = OrganisationFact("embassy", country="DK", zone=TOKYO)
    people = {**PEOPLE, "mette": PersonFact("mette", organisation_id="embassy", nationality="DK")}
    facts = plan(people=people, organisations={**ORGANISATIONS, "embassy": embassy})
    assert clocks(suggest(facts, query("mette")))[0] == "09:00"
    assert suggest(facts, query("mette", day=date(2027, 2, 11))) == []


def test_a_person_can_have_other_hours() -> None:
    wanted = query("yuki", "liv", hours={"liv": Hours(7 * 60, 15 * 60)})
    assert clocks(suggest(plan(), wanted)) == ["15:00", "15:30", "16:00", "16:30"]


def test_quiet_days_are_offered_and_rank_lower() -> None:
    obon = ClosureFact("o", "JP", date(2027, 8, 11), date(2027, 8, 16), name=Trilingual(en="Obon"))
    wanted = query("yuki", day=date(2027, 8, 13), last=date(2027, 8, 17))
    found = suggest(plan(closures=(obon,)), wanted)
    assert found[0].moments[0][0].date == date(2027, 8, 17)
    assert found[-1].clashes[-1].values["name"] == Trilingual(en="Obon")


# -- what keeps people


def test_what_keeps_anybody_is_kept_free() -> None:
    busy = booking("b", at(WINTER, "09:30"), at(WINTER, "16:00"), "ken")
    assert clocks(suggest(plan(busy), query("yuki", "ken"))) == ["16:00", "16:30"]
    for change in ({"cancelled": True}, {"alternative": True}, {"people": ()}, {"kind": "free"}):
        changed = replace(busy, **change)
        assert "10:00" in clocks(suggest(plan(changed), query("yuki", "ken")))
    visit = RecordFact("delegation", "d", cancelled=True)
    called_off = plan(busy, records={("delegation", "d"): visit})
    assert "10:00" in clocks(suggest(called_off, query("yuki", "ken")))
    contact = replace(busy, people=(Attendance("ken", Involvement.CONTACT),))
    assert "10:00" in clocks(suggest(plan(contact), query("ken")))


def test_who_leaves_early_is_free_from_then_on() -> None:
    busy = booking("b", at(WINTER, "09:00"), at(WINTER, "17:30"))
    early = Attendance("ken", leaves=at(WINTER, "15:00"))
    found = suggest(plan(replace(busy, people=(early,))), query("ken"))
    assert clocks(found)[0] == "15:00"


def test_the_booking_that_is_moved_and_its_block_keep_nobody() -> None:
    whole = (at(WINTER, "09:00"), at(WINTER, "17:30"))
    block = booking("block", *whole, "yuki")
    part = replace(booking("part", *whole, "yuki"), parent_id="block")
    assert suggest(plan(block, part), query("yuki")) == []
    assert len(suggest(plan(block, part), query("yuki", moved="part"))) == 13
    assert len(suggest(plan(block, part), query("yuki", moved="block"))) == 13


def test_absences_closures_and_opening_hours_are_kept() -> None:
    away = ClosureFact("c", "yuki", WINTER, WINTER, time(9), time(15))
    assert clocks(suggest(plan(closures=(away,)), query("yuki")))[0] == "15:00"
    shut = ClosureFact("c", "riken", WINTER, WINTER)
    asked = query("liv", organisation_id="riken")
    assert suggest(plan(), asked)
    assert not suggest(plan(closures=(shut,)), asked)
    at_museum = clocks(suggest(plan(), query("yuki", place_id="museum")))
    assert (at_museum[0], at_museum[-1]) == ("10:00", "15:00")
    assert suggest(plan(), query("yuki", place_id="museum", day=date(2027, 2, 8))) == []


def test_a_room_and_an_instrument_are_for_one_at_a_time() -> None:
    taken = booking("b", at(WINTER, "09:00"), at(WINTER, "16:30"), "ken", place="room")
    assert clocks(suggest(plan(taken), query("yuki", place_id="room"))) == ["16:30"]
    open_all_day = InstrumentFact(
        "fridge", zone=TOKYO, country="JP", opening_hours="Mo-Fr 08:00-20:00"
    )
    slot = replace(taken, place_id=None, instrument_id="fridge", sort=SLOT)
    facts = plan(slot, instruments={"fridge": open_all_day})
    alone = query(instrument_id="fridge", minutes=30, outside=True)
    found = clocks(suggest(facts, alone))
    assert (found[0], found[-1]) == ("08:00", "19:30")
    assert "10:00" not in found
    assert "16:30" in found


# -- ways


def test_the_way_from_the_booking_before_and_to_the_one_after_is_kept_free() -> None:
    before = booking("a", at(WINTER, "09:00"), at(WINTER, "10:00"), "yuki", place="wako")
    after = booking("z", at(WINTER, "16:00"), at(WINTER, "17:00"), "yuki", place="wako")
    ways = (TravelFact("wako", "tsukuba", 90),)
    facts = plan(before, after, travel=ways)
    found = clocks(suggest(facts, query("yuki", place_id="tsukuba")))
    assert (found[0], found[-1]) == ("13:00", "13:30")
    no_lunch = suggest(facts, query("yuki", place_id="tsukuba", keep_lunch=False))
    assert clocks(no_lunch)[0] == "11:30"
    online = query("yuki", place_id="tsukuba", online=True, keep_lunch=False)
    assert clocks(suggest(facts, online))[0] == "10:00"
    earliest = min(no_lunch, key=lambda one: one.start)
    reason = next(one for one in earliest.reasons if one.code == "after")
    assert reason.values["booking"] == "a"
    assert (reason.values["minutes"], reason.values["source"]) == (90, "office")


def test_a_flight_leaves_time_at_its_airports() -> None:
    lands = replace(
        booking("in", at(WINTER, "08:00"), at(WINTER, "09:00"), "yuki", place="itami"),
        kind=ItemKind.FLIGHT,
        end_place_id="haneda",
    )
    leaves = replace(
        booking("out", at(WINTER, "16:00"), at(WINTER, "20:00"), "yuki", place="haneda"),
        kind=ItemKind.FLIGHT,
        end_place_id="kastrup",
    )
    airports = {"itami": "JP", "haneda": "JP", "kastrup": "DK"}
    places = {name: PlaceFact(name, country=country) for name, country in airports.items()}
    facts = plan(
        *(lands, leaves), places={**PLACES, **places}, travel=(TravelFact("haneda", "wako", 60),)
    )
    asked = query("yuki", place_id="wako", keep_lunch=False, minutes=30, step=10)
    found = clocks(suggest(facts, asked))
    assert (found[0], found[-1]) == ("10:40", "12:30")


def test_what_has_no_place_leaves_a_person_where_they_were() -> None:
    before = booking("a", at(WINTER, "09:00"), at(WINTER, "10:00"), "yuki", place="wako")
    call = booking("b", at(WINTER, "10:00"), at(WINTER, "10:30"), "yuki")
    facts = plan(before, call, travel=(TravelFact("wako", "tsukuba", 150),))
    asked = query("yuki", place_id="tsukuba", keep_lunch=False)
    assert clocks(suggest(facts, asked))[0] == "12:30"


def test_in_one_place_the_hours_of_that_place_count_for_all() -> None:
    found = suggest(plan(), query("yuki", "liv", place_id="wako"))
    assert clocks(found)[0] == "09:00"


def test_on_a_visit_a_person_keeps_the_hours_of_where_they_are() -> None:
    visit = RecordFact(
        "delegation",
        "d",
        start=WINTER,
        end=WINTER,
        home_zone=COPENHAGEN,
        visit_zone=TOKYO,
        members=(Presence("liv"),),
    )
    facts = plan(records={("delegation", "d"): visit})
    assert clocks(suggest(facts, query("yuki", "liv")))[0] == "09:00"
    next_day = query("yuki", "liv", day=WINTER + timedelta(days=1))
    assert clocks(suggest(facts, next_day)) == ["16:30"]
    called_off = plan(records={("delegation", "d"): replace(visit, cancelled=True)})
    assert clocks(suggest(called_off, query("yuki", "liv"))) == ["16:30"]


# -- the order, and a choice of it


def test_a_preferred_part_of_the_day_comes_first() -> None:
    morning = suggest(plan(), query("yuki", part="morning"))
    afternoon = suggest(plan(), query("yuki", part="afternoon"))
    assert morning[0].moments[0][0].time == time(10)
    assert afternoon[0].moments[0][0].time == time(13)
    assert len(morning) == len(afternoon)


def test_lunch_is_kept_free_unless_it_is_given_up() -> None:
    assert "12:00" not in clocks(suggest(plan(), query("yuki")))
    found = suggest(plan(), query("yuki", keep_lunch=False))
    noon = next(one for one in found if one.moments[0][0].time == time(12))
    assert "over_lunch" in codes(noon)
    assert noon.score < found[0].score


def test_sooner_is_better_among_equals_and_the_order_is_always_the_same() -> None:
    wanted = query("yuki", last=WINTER + timedelta(days=9))
    found = suggest(plan(), wanted)
    assert found == suggest(plan(), wanted)
    assert [(-one.score, one.start) for one in found] == sorted(
        (-one.score, one.start) for one in found
    )
    assert found[0].moments[0][0].date == WINTER
    earliest = min(found, key=lambda one: one.start)
    assert [one for one in found if "earliest" in codes(one)] == [earliest]


def test_what_is_past_is_not_offered() -> None:
    wanted = query("liv", first=TODAY - timedelta(days=9), last=TODAY)
    assert {one.moments[0][0].date for one in suggest(plan(), wanted)} == {TODAY}
    assert suggest(plan(), query("liv", day=TODAY - timedelta(days=1))) == []


def test_a_choice_holds_the_best_of_several_days() -> None:
    found = suggest(plan(), query("yuki", last=WINTER + timedelta(days=9), step=15))
    chosen = shortlist(found, 8)
    assert len(chosen) == 8
    assert chosen[0] == found[0]
    for number, one in enumerate(chosen):
        assert all(one.end <= o.start or o.end <= one.start for o in chosen[:number])
    days = [one.moments[0][0].date for one in chosen]
    assert max(days.count(day) for day in days) == 3


# -- for a booking that is there


def test_a_booking_asks_for_its_own_people_place_and_days() -> None:
    visit = RecordFact("delegation", "d", start=WINTER, end=WINTER + timedelta(days=3))
    tour = replace(
        booking("b", at(WINTER, "10:00"), at(WINTER, "11:15"), "yuki", "ken", place="wako"),
        host_organisation_id="riken",
        start=Moment(WINTER, time(10), TOKYO),
    )
    contact = Attendance("liv", Involvement.CONTACT)
    tour = replace(tour, people=(*tour.people, contact))
    facts = plan(tour, records={("delegation", "d"): visit})
    asked = query_for(facts, tour, (COPENHAGEN, TOKYO))
    assert asked == Query(
        people=("yuki", "ken"),
        minutes=75,
        first=WINTER,
        last=WINTER + timedelta(days=3),
        zones=(TOKYO, COPENHAGEN),
        place_id="wako",
        organisation_id="riken",
        moved="b",
    )
    assert at(WINTER, "10:00") in [one.start for one in suggest(facts, asked)]


def test_a_booking_of_which_nothing_is_known_yet_asks_for_an_hour_soon() -> None:
    empty = Booking("b", "delegation", "d", kind=ItemKind.ONLINE)
    asked = query_for(plan(empty), empty, ZONES)
    assert asked.online
    assert (asked.minutes, asked.first, asked.zones) == (60, TODAY, ZONES)
    assert asked.last > TODAY


# -- when nothing fits


def test_what_would_help_is_reckoned_for_each_wish() -> None:
    busy = booking("b", at(WINTER, "09:00"), at(WINTER, "12:00"), "yuki")
    rest = booking("c", at(WINTER, "13:00"), at(WINTER, "17:30"), "yuki")
    facts, asked = plan(busy, rest), query("yuki", "ken")
    assert suggest(facts, asked) == []
    helps = {one.code: one for one in relaxed(facts, asked)}
    assert helps["lunch"].times == 1
    assert helps["without"].values == {"person": "yuki"}
    assert helps["without"].times == 13
    assert "shorter" not in helps
    assert helps["longer"].times > 100
    for one in helps.values():
        assert len(suggest(facts, one.query)) == one.times
