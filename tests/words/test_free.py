"""Suggested times in words: both clocks, each reason, and what would help."""

import re
from collections.abc import Mapping
from datetime import date, time
from typing import Any

import pytest

from desktop.domain.plan import Booking, OrganisationFact, PersonFact, PlaceFact, Plan
from desktop.domain.text import Trilingual
from desktop.domain.time import Moment
from desktop.language import Language
from desktop.words import free

TOKYO, COPENHAGEN = "Asia/Tokyo", "Europe/Copenhagen"
DAY = date(2027, 2, 3)
ENGLISH, JAPANESE, DANISH = map(Language.of, ("en", "ja", "da"))
PLAN = Plan(
    DAY,
    bookings={
        "b": Booking("b", "delegation", "d", title=Trilingual("理研訪問", "", "RIKEN visit"))
    },
    people={
        "yuki": PersonFact("yuki", family="Mihon", given="Yuki", name_ja="見本 由紀"),
        **{name: PersonFact(name, family=name.title(), given="Liv") for name in ("a", "b", "c")},
    },
    places={"wako": PlaceFact("wako", Trilingual("和光", "", "Wako"))},
    organisations={"riken": OrganisationFact("riken", Trilingual("理研", "", "RIKEN"))},
)
HERE: dict[str, Any] = {"zone": TOKYO, "country": "JP", "day": DAY}
NOBODY: dict[str, Any] = {"who": (), "all": False}
WAY: dict[str, Any] = {"booking": "b", "minutes": 50, "spare": 10, "source": "office"}


@pytest.mark.parametrize(
    ("code", "values", "told"),
    [
        ("inside_hours", {}, "Within everyone’s office hours"),
        (
            "outside_hours",
            HERE | {"who": ("a", "b", "c", "yuki"), "all": False, "minutes": 90, "early": True},
            "From 1 h 30 min before office hours in Tokyo: Liv A, Liv B, Liv C, 1 more",
        ),
        (
            "outside_hours",
            HERE | {"who": ("riken",), "all": False, "minutes": 30, "early": False},
            "Until 30 min after office hours in Tokyo: RIKEN",
        ),
        (
            "outside_hours",
            HERE | {"who": ("a", "b"), "all": True, "minutes": 30, "early": False},
            "Until 30 min after office hours in Tokyo: everyone",
        ),
        ("weekend", HERE | NOBODY | {"name": ""}, "Weekend in Japan"),
        (
            "public_holiday",
            HERE | NOBODY | {"name": "海の日"},
            "Public holiday in Japan: Marine Day",
        ),
        (
            "quiet_day",
            HERE | {"name": Trilingual("お盆", "", "Obon")},
            "Many are away in Japan: Obon",
        ),
        ("over_lunch", HERE, "Over lunch in Tokyo"),
        ("day_begins", HERE | {"minutes": 0}, "Just as the office opens in Tokyo"),
        ("day_begins", HERE | {"minutes": 30}, "30 min after the office opens in Tokyo"),
        ("day_ends", HERE | {"minutes": 0}, "Until the office closes in Tokyo"),
        ("day_ends", HERE | {"minutes": 15}, "15 min before the office closes in Tokyo"),
        ("after", WAY, "After “RIKEN visit”: 50 min on the way, 10 min to spare"),
        (
            "before",
            WAY | {"source": "estimate"},
            "Before “RIKEN visit”: about 50 min on the way, 10 min to spare",
        ),
        ("after", WAY | {"minutes": 0, "spare": 0}, "Right after “RIKEN visit”"),
        ("before", WAY | {"minutes": 0}, "10 min before “RIKEN visit”"),
        ("part", {"part": "morning"}, "In the morning, as you prefer"),
        ("part", {"part": "afternoon"}, "In the afternoon, as you prefer"),
        ("earliest", {}, "The earliest of all"),
    ],
)
def test_each_reason_has_its_sentence(code: str, values: Mapping[str, Any], told: str) -> None:
    assert free.reason(code, values, PLAN, ENGLISH) == told
    for language in (JAPANESE, DANISH):
        assert not re.search(r"[{}]", free.reason(code, values, PLAN, language))


def test_names_are_those_of_the_language() -> None:
    assert free.name("yuki", PLAN, JAPANESE) == "見本 由紀"
    assert free.name("wako", PLAN, JAPANESE) == "和光"
    assert free.name("gone", PLAN, JAPANESE) == ""
    assert "理研訪問" in free.reason("after", WAY, PLAN, JAPANESE)
    assert "東京" in free.reason("over_lunch", HERE, PLAN, JAPANESE)


def test_a_time_is_told_on_a_clock_and_the_day_only_where_it_is_another() -> None:
    start, end = Moment(DAY, time(16, 30), TOKYO), Moment(DAY, time(17, 30), TOKYO)
    assert free.span(start, end, ENGLISH) == "Wed 3 Feb 16:30–17:30 JST"
    assert free.span(start, end, JAPANESE) == "2/3（水） 16:30～17:30 JST"
    there = start.in_zone(COPENHAGEN), end.in_zone(COPENHAGEN)
    assert free.span(*there, DANISH, beside=DAY) == "08.30–09.30 CET"
    assert free.span(Moment(), Moment(), ENGLISH) == ""


@pytest.mark.parametrize(
    ("code", "values", "told"),
    [
        ("lunch", {}, "Over lunch, too: 3 times"),
        ("outside", {}, "Outside office hours, too: 3 times"),
        ("shorter", {"minutes": 45}, "For 45 min only: 3 times"),
        ("online", {}, "As an online meeting: 3 times"),
        ("without", {"person": "yuki"}, "Without Yuki Mihon: 3 times"),
        ("longer", {"last": DAY}, "Until Wed 3 Feb: 3 times"),
    ],
)
def test_what_would_help_is_said_with_how_many_times(
    code: str, values: Mapping[str, Any], told: str
) -> None:
    assert free.relaxed(code, values, 3, PLAN, ENGLISH) == told
    assert free.relaxed(code, values, 1, PLAN, ENGLISH) == told.replace("3 times", "1 time")
