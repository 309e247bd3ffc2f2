"""Gates are told as they stand on a day."""

from datetime import date

import pytest

from desktop import language
from desktop.domain import Gate
from desktop.ui.gates.telling import has_expired, notice, obstacle, offers, summary

_ON = date(2027, 4, 19)


def test_a_clearance_expires_the_day_after_its_last() -> None:
    assert not has_expired(Gate(state="cleared", expires=_ON), _ON)
    assert has_expired(Gate(state="cleared", expires=date(2027, 4, 18)), _ON)
    assert not has_expired(Gate(state="in_progress", expires=date(2027, 4, 18)), _ON)


def test_the_summary_names_who_and_when() -> None:
    gate = Gate(
        state="cleared",
        responsible="A board",
        started=date(2027, 2, 1),
        decided=date(2027, 3, 1),
        expires=date(2028, 3, 31),
        conditions="Two visits\nat most",
    )
    told = summary(gate, _ON)
    assert told.split("  ·  ") == [
        "A board",
        "started 1 Feb 2027",
        "decided 1 Mar 2027",
        "valid until 31 Mar 2028",
        "Two visits",
    ]


def test_an_obstacle_says_the_state_or_that_it_expired() -> None:
    assert obstacle(Gate(kind="safety", state="in_progress"), _ON) == "Safety review (Under review)"
    gone = Gate(kind="safety", state="cleared", expires=date(2027, 3, 31))
    assert obstacle(gone, _ON) == "Safety review (expired 31 Mar 2027)"


def test_obstacles_are_told_in_the_language_of_the_moment() -> None:
    language.use("ja")
    assert "安全審査" in obstacle(Gate(kind="safety", state="refused"), _ON)


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (Gate(state="cleared", expires=date(2027, 5, 18)), None),
        (Gate(state="cleared", expires=date(2027, 5, 17)), ("Expires in 28 days", "warn")),
        (Gate(state="cleared", expires=_ON), ("Expires today", "warn")),
        (Gate(state="cleared", expires=date(2027, 4, 18)), ("Expired 18 Apr 2027", "bad")),
        (Gate(state="in_progress", expires=_ON), None),
        (Gate(state="in_progress", remind=date(2027, 4, 27)), None),
        (Gate(state="in_progress", remind=date(2027, 4, 26)), ("Reminder 26 Apr 2027", "info")),
        (Gate(state="in_progress", remind=_ON), ("Reminder 19 Apr 2027", "warn")),
        (Gate(state="refused", remind=_ON), ("Blocks everything", "bad")),
    ],
)
def test_what_must_not_be_overlooked(gate: Gate, told: tuple[str, str] | None) -> None:
    seen = notice(gate, _ON)
    assert (seen[:2] if seen is not None else None) == told


def test_usual_days_are_offered_from_the_decision() -> None:
    decided = Gate(decided=date(2027, 3, 15))
    assert [(one.field, one.day) for one in offers(decided, _ON)] == [
        # The fiscal year of the decision is over.
        ("expires", date(2028, 3, 14)),
    ]
    told = [one.text() for one in offers(Gate(), _ON)]
    assert told == [
        "Until 31 Mar 2028, the end of Japan’s fiscal year",
        "For one year, until 18 Apr 2028",
    ]


def test_a_reminder_is_offered_once_the_end_is_known() -> None:
    known = Gate(expires=date(2028, 3, 31))
    assert ("remind", date(2028, 3, 3)) in [(one.field, one.day) for one in offers(known, _ON)]
    assert date(2028, 3, 31) not in [one.day for one in offers(known, _ON)], "it is so already"
    set_already = Gate(expires=date(2028, 3, 31), remind=date(2028, 3, 3))
    assert [one.field for one in offers(set_already, _ON)] == ["expires"]
    near = Gate(expires=date(2027, 5, 1))
    assert "remind" not in [one.field for one in offers(near, _ON)], "that day is past"


def test_the_summary_names_a_reminder_that_is_to_come() -> None:
    assert summary(Gate(remind=date(2027, 9, 1)), _ON) == "reminder 1 Sept 2027"
    assert summary(Gate(remind=_ON), _ON) == ""
