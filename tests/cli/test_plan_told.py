"""A draft on the terminal and as JSON: what is told of it, in which order, how items are named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from typing import Any

import pytest

from desktop import words
from desktop.cli.plan import Told
from desktop.domain import Delegation, Moment, Trilingual
from desktop.domain.plan import ITEM, Booking, Plan
from desktop.domain.wishes import GroupFact, Wishes
from desktop.errors import Problem
from desktop.language import Language
from desktop.planning.proposal import (
    Change,
    DayOutline,
    LeftOut,
    Note,
    Placement,
    Proposal,
)

DAY, NEXT = date(2027, 4, 20), date(2027, 4, 21)
EN = Language.of("en")


def at(clock: str, day: date = DAY) -> Moment:
    return Moment(day, time.fromisoformat(clock), "Asia/Tokyo")


def booking(name: str, start: Moment | None = None, end: Moment | None = None) -> Booking:
    return Booking(
        id=name,
        record_kind="delegation",
        record_id="trip",
        sort=ITEM,
        kind="meeting",
        title=Trilingual(ja=f"{name}（日）", en=f"{name} visit"),
        start=start or Moment(),
        end=end or Moment(),
    )


BOOKINGS = (
    booking("embassy", at("09:00"), at("10:00")),
    booking("riken", at("10:00", NEXT), at("11:00", NEXT)),
    booking("lab"),
    booking("kept", at("16:00"), at("17:00")),
    booking("far"),
    booking("farther"),
)
PROPOSAL = Proposal(
    "trip",
    placements=(
        Placement(
            "riken",
            at("11:00"),
            at("12:00"),
            Change.MOVED,
            (at("10:00", NEXT), at("11:00", NEXT)),
            letter=True,
            costs=(Note("moves_day", {"item": "riken", "day": DAY}), Note("half_met")),
        ),
        Placement("lab", at("14:00"), at("15:30"), Change.NEW, group_id="a"),
        Placement("kept", at("16:00"), at("17:00"), Change.KEPT, (at("16:00"), at("17:00"))),
    ),
    days=(
        DayOutline(
            DAY,
            ("embassy", "riken", "lab", "kept"),
            travel=80,
            travel_before=50,
            leaves=at("08:40"),
            returns=at("17:20"),
            costs=(Note("travel_more", {"minutes": 30}),),
        ),
        DayOutline(NEXT),
    ),
    left=(
        LeftOut("far", must=True, reasons=(Note("too_far", {"minutes": 400}),)),
        LeftOut("farther"),
    ),
    troubles=(Note("must_left", {"item": "far"}),),
    value=61.5,
    gap=0.0,
    seq=7,
)


def told(proposal: Proposal = PROPOSAL, **more: Any) -> Told:
    plan = Plan(today=DAY, bookings={one.id: one for one in BOOKINGS})
    wishes = Wishes("trip", groups=(GroupFact("a", "A", Trilingual(en="Team A")),))
    record = Delegation(reference="DEL-2027-001", title=Trilingual(en="Visit"))
    return Told(record, plan, wishes, proposal, more.pop("say", EN), **more)


def test_a_reader_sees_the_days_in_order_and_what_is_left_out() -> None:
    lines = told().lines()
    assert lines[0] == "DEL-2027-001 Visit"
    assert "proven best" in lines[2]
    assert "far visit" in lines[3]
    rows = [line for line in lines if " visit" in line and "–" in line]
    assert [line.split("  ")[1] for line in rows] == [
        "09:00–10:00",
        "11:00–12:00",
        "14:00–15:30",
        "16:00–17:00",
    ]
    assert "moved" in rows[1]
    assert "was Wed 21 Apr 10:00" in rows[1]
    assert "moves to" not in rows[1]
    assert "new" in rows[2]
    assert "Team A" in rows[2]
    assert "stays" in rows[3]
    assert any("30 min more on the way" in line for line in lines)
    left = lines.index("Left out")
    assert "far visit" in lines[left + 1]
    assert "farther visit" in lines[left + 2]
    letters = lines[left + 4 :]
    assert "riken visit" in letters[1]
    assert lines[-1] == "Nothing was changed; --accept stores this draft."


def test_what_was_stored_is_told() -> None:
    assert told(accepted=["lab"]).lines()[-1].startswith("Stored: 1 item changed.")
    assert told(accepted=[]).lines()[-1].startswith("Stored: 0 items changed.")


def test_a_time_on_the_same_day_is_told_without_it() -> None:
    before = (at("08:00"), at("09:00"))
    moved = replace(PROPOSAL.placements[0], before=before)
    lines = told(replace(PROPOSAL, placements=(moved, *PROPOSAL.placements[1:]))).lines()
    assert any("was 08:00" in line for line in lines)


def test_why_an_item_is_left_out_is_told_under_its_name() -> None:
    lines = told(why=("far", (Note("fits_nowhere"), Note("costs", {"minutes": 30})))).lines()
    at_ = lines.index("What “far visit” would take")
    assert lines[at_ + 1] == "  It does not fit, even if other visits give way"
    assert "30 min more" in lines[at_ + 2]


def test_programs_get_codes_identities_and_sentences() -> None:
    found = told(accepted=["riken"], why=("far", (Note("drops", {"items": ("lab",)}),))).as_json()
    assert (found["reference"], found["proven"], found["gap"]) == ("DEL-2027-001", True, 0.0)
    assert found["days"][0]["items"] == ["embassy", "riken", "lab", "kept"]
    assert found["days"][0]["leaves"] == "2027-04-20T08:40:00+09:00"
    assert found["days"][0]["costs"] == [
        {"code": "travel_more", "minutes": 30, "text": "30 min more on the way"}
    ]
    assert found["days"][1]["leaves"] is None
    riken = found["placements"][0]
    assert (riken["start"], riken["change"], riken["letter"]) == (
        "2027-04-20T11:00:00+09:00",
        "moved",
        True,
    )
    assert riken["before"] == ["2027-04-21T10:00:00+09:00", "2027-04-21T11:00:00+09:00"]
    assert riken["costs"][0]["day"] == "2027-04-20"
    assert found["placements"][1]["before"] is None
    assert [(one["item"], one["must"]) for one in found["left"]] == [
        ("far", True),
        ("farther", False),
    ]
    assert found["troubles"][0]["code"] == "must_left"
    assert found["accepted"] == ["riken"]
    assert found["why"]["notes"][0]["items"] == ["lab"]
    assert "why" not in told().as_json()


@pytest.mark.parametrize("typed", ["far", "farther visit", "FARTHER", "farther（日）"])
def test_an_item_that_is_left_out_is_found_by_name_and_identity(typed: str) -> None:
    assert told().left_item(typed) == ("far" if typed == "far" else "farther")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("atlantis", "Nothing that is left out is called “atlantis”."),
        ("visit", "“visit” may be any of these: far visit, farther visit."),
        ("riken visit", "“riken visit” is not left out: it has a place in the draft."),
        ("lab", "“lab visit” is not left out: it has a place in the draft."),
    ],
)
def test_another_name_is_refused(typed: str, sentence: str) -> None:
    with pytest.raises(Problem) as refused:
        told().left_item(typed)
    assert words.problem(refused.value, EN) == sentence


@pytest.mark.parametrize("name", ["lines", "as_json"])
def test_what_is_gone_is_told_all_the_same(name: str) -> None:
    gone = replace(
        PROPOSAL,
        placements=(Placement("gone", at("11:00"), at("12:00"), Change.NEW, group_id="gone"),),
        days=(DayOutline(DAY, ("gone", "gone too")),),
        left=(LeftOut("gone three"),),
        troubles=(),
        gap=None,
    )
    tell: Callable[[], object] = getattr(told(gone), name)
    assert tell()
