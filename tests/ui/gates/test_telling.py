"""Gates are told as they stand on a day."""

from datetime import date

from desktop import language
from desktop.domain import Gate
from desktop.ui.gates.telling import has_expired, obstacle, summary

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
