"""Which changes cannot be taken alone, and the ways between what the same people go to."""

from collections.abc import Mapping, Sequence
from datetime import date

import pytest

from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import Attendance, Booking, Plan, RecordFact, TravelFact
from desktop.domain.plan import PlaceFact as Place
from desktop.domain.time import Moment
from desktop.domain.wishes import GroupFact, Wishes
from desktop.planning.proposal import Change, Placement, Proposal
from desktop.ui.drafting.proposed import Proposed
from desktop.ui.drafting.together import Comings, Times, Together, minutes_of
from tests.ui.grid.kit import at, item, programme

ALL = ("ida", "bo")
# Where each is now, and where the draft has it: one goes where the other is, in a chain.
NOW = {"a": ("19 09:00", "19 10:00"), "b": ("19 11:00", "19 12:00"), "c": ("19 13:00", "19 14:00")}
THEN = {"a": ("19 11:30", "19 12:30"), "b": ("19 13:30", "19 14:30"), "c": ("19 16:00", "19 17:00")}


def plan(people: Mapping[str, Sequence[str]] | None = None) -> Plan:
    who = dict.fromkeys(NOW, ALL) | dict(people or {})
    bookings = {
        each: Booking(
            each,
            "delegation",
            "visit",
            start=at(start),
            end=at(end),
            place_id=f"place-{each}",
            people=tuple(Attendance(one) for one in who[each]),
        )
        for each, (start, end) in NOW.items()
    }
    return Plan(
        date(2027, 4, 1),
        bookings,
        {("delegation", "visit"): RecordFact("delegation", "visit")},
        places={f"place-{each}": Place(f"place-{each}") for each in NOW},
        travel=(TravelFact("place-a", "place-b", 25), TravelFact("place-b", "place-c", 40)),
    )


def proposed(groups: Mapping[str, str] | None = None) -> Proposed:
    items = [item(each, *times) for each, times in NOW.items()]
    placements = tuple(
        Placement(
            each,
            at(start),
            at(end),
            Change.MOVED,
            (at(NOW[each][0]), at(NOW[each][1])),
            (groups or {}).get(each),
        )
        for each, (start, end) in THEN.items()
    )
    return Proposed.of(programme(*items), Proposal("visit", placements=placements))


def nothing(_times: Times) -> list[Finding]:
    return []


def test_what_goes_where_something_stands_collides_with_it() -> None:
    together = Together(proposed(), Comings(plan(), Wishes("visit")), nothing)
    assert together.clashing(["a"]) == {"a": ["b"]}
    assert together.clashing(["c"]) == {}
    assert together.clashing(["a", "b", "c"]) == {}


def test_all_that_is_in_the_way_is_taken_along_one_after_the_other() -> None:
    together = Together(proposed(), Comings(plan(), Wishes("visit")), nothing)
    assert together.with_others(["a"]) == ["a", "b", "c"]
    assert together.with_others(["b"]) == ["b", "c"]
    assert together.clashing(together.with_others(["a"])) == {}


def test_items_of_different_people_are_not_in_each_others_way() -> None:
    apart = Comings(plan({"a": ["ida"], "b": ["bo"]}), Wishes("visit"))
    assert Together(proposed(), apart, nothing).clashing(["a"]) == {}


def test_a_group_that_the_draft_chose_is_who_goes() -> None:
    wishes = Wishes("visit", groups=(GroupFact("g", people=frozenset({"ida"})),))
    comings = Comings(plan({"b": ["bo"]}), wishes)
    assert Together(proposed({"a": "g"}), comings, nothing).clashing(["a"]) == {}
    assert Together(proposed(), comings, nothing).clashing(["a"]) == {"a": ["b"]}


@pytest.mark.parametrize(
    ("severity", "clashing"), [(Severity.WARNING, {"c": ["a"]}), (Severity.HINT, {})]
)
def test_what_the_rules_find_counts_unless_it_is_a_hint(
    severity: Severity, clashing: dict[str, list[str]]
) -> None:
    asked: list[Mapping[str, tuple[Moment, Moment]]] = []

    def found(times: Times) -> list[Finding]:
        asked.append(times)
        return [Finding(Rule.TRAVEL_TIME, severity, ("c", "a"), ())]

    together = Together(proposed(), Comings(plan(), Wishes("visit")), found)
    assert together.clashing(["c"]) == clashing
    assert asked == [{"c": (at("19 16:00"), at("19 17:00"))}]


def times(which: Mapping[str, tuple[str, str]]) -> dict[str, tuple[int, int]]:
    made = {each: minutes_of(at(start), at(end)) for each, (start, end) in which.items()}
    return {each: both for each, both in made.items() if both is not None}


def test_ways_lead_from_what_the_same_people_were_at_last() -> None:
    comings = Comings(plan(), Wishes("visit"))
    found = [(way.from_id, way.to_id, way.leg.minutes) for way in comings.ways(times(NOW), {})]
    assert found == [("a", "b", 25), ("b", "c", 40)]
    # Who goes to the second alone does not come from the first.
    apart = Comings(plan({"a": ["ida"], "b": ["bo"]}), Wishes("visit"))
    found = [(way.from_id, way.to_id, way.leg.minutes) for way in apart.ways(times(NOW), {})]
    assert found == [("b", "c", 40)]


def test_after_a_night_nobody_asks_where_they_came_from() -> None:
    comings = Comings(plan(), Wishes("visit"))
    night = {"a": ("19 17:00", "19 18:00"), "b": ("20 09:00", "20 10:00")}
    assert not list(comings.ways(times(night), {}))
