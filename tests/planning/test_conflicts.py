"""The findings of a plan, and how they are kept up to date, quiet or off."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import AcceptedFact, Booking, Plan
from desktop.domain.text import Trilingual
from desktop.planning.conflicts import Checker, find, usual_severity
from tests.planning.kit import MONDAY, TODAY, found, item, plan, with_visit

CLASH = (item("a", "10:00", "11:00"), item("b", "10:30", "12:00"))


def rules(findings: list[Finding]) -> set[Rule]:
    return {finding.rule for finding in findings}


def test_an_empty_plan_has_no_findings() -> None:
    assert find(Plan(TODAY)) == []


def test_findings_come_in_the_order_of_time() -> None:
    known = plan(
        *(
            replace(
                one,
                id=f"late {one.id}",
                start_minute=(one.start_minute or 0) + 2000,
                end_minute=(one.end_minute or 0) + 2000,
            )
            for one in CLASH
        ),
        *CLASH,
    )
    clashes = [one.bookings for one in find(known) if one.rule == Rule.PERSON_TWICE]
    assert clashes == [("a", "b"), ("late a", "late b")]


def test_every_rule_has_a_severity() -> None:
    assert all(usual_severity(rule) in Severity and usual_severity(rule) != "off" for rule in Rule)


def test_the_office_says_how_much_a_rule_matters() -> None:
    known = plan(*CLASH, severities={Rule.PERSON_TWICE: Severity.HINT})
    (finding,) = found(known, Rule.PERSON_TWICE)
    assert finding.severity == Severity.HINT
    off = plan(*CLASH, severities={Rule.PERSON_TWICE: Severity.OFF})
    assert found(off, Rule.PERSON_TWICE) == []
    assert Rule.PERSON_TWICE not in rules(
        Checker(plan(CLASH[0], severities=off.severities)).would_cause({"b": CLASH[1]})
    )


def accepting(known: Plan, finding: Finding) -> Plan:
    accepted = AcceptedFact(finding.key, finding.state, "he knows")
    return replace(known, accepted={finding.key: accepted})


def test_what_was_accepted_stays_quiet_while_nothing_it_depends_on_changes() -> None:
    known = plan(*CLASH)
    (finding,) = found(known, Rule.PERSON_TWICE)
    quiet = accepting(known, finding)
    assert [one.accepted for one in found(quiet, Rule.PERSON_TWICE)] == ["he knows"]
    renamed = replace(CLASH[1], title=Trilingual(en="New"), language="en")
    assert [
        one.accepted
        for one in found(replace(quiet, bookings={"a": CLASH[0], "b": renamed}), Rule.PERSON_TWICE)
    ] == ["he knows"]


@pytest.mark.parametrize(
    "changed",
    [
        item("b", "10:30", "12:30"),
        item("b", "10:30", "12:00", place_id="campus"),
        item("b", "10:30", "12:00", vehicle_id="bus"),
    ],
    ids=["time", "place", "vehicle"],
)
def test_a_change_brings_back_what_was_accepted(changed: Booking) -> None:
    known = plan(*CLASH)
    (finding,) = found(known, Rule.PERSON_TWICE)
    again = replace(accepting(known, finding), bookings={"a": CLASH[0], "b": changed})
    assert [one.accepted for one in found(again, Rule.PERSON_TWICE)] == [None]


def test_one_more_person_is_another_finding() -> None:
    both = [replace(one, people=item("", people=["ida", "bo"]).people) for one in CLASH]
    (one,), (other,) = found(plan(*CLASH), Rule.PERSON_TWICE), found(plan(*both), Rule.PERSON_TWICE)
    assert one.key != other.key


def test_a_checker_notices_what_comes_moves_and_goes() -> None:
    checker = Checker(plan(CLASH[0]))
    assert Rule.PERSON_TWICE not in rules(checker.findings())
    checker.replace({"b": CLASH[1]})
    assert Rule.PERSON_TWICE in rules(checker.findings())
    assert checker.plan.bookings["b"] == CLASH[1]
    checker.replace({"b": item("b", "11:00", "12:00")})
    assert Rule.PERSON_TWICE not in rules(checker.findings())
    checker.replace({"a": None})
    assert "a" not in checker.plan.bookings


def test_a_checker_leaves_the_plan_it_was_given_alone() -> None:
    known = plan(CLASH[0])
    Checker(known).replace({"b": CLASH[1]})
    assert set(known.bookings) == {"a"}


def test_a_finding_tells_the_state_its_bookings_have_now() -> None:
    checker = Checker(plan(*CLASH))
    (before,) = (one for one in checker.findings() if one.rule == Rule.PERSON_TWICE)
    # The overlap stays as it was.
    checker.replace({"b": item("b", "10:30", "12:30")})
    (after,) = (one for one in checker.findings() if one.rule == Rule.PERSON_TWICE)
    assert before.values == after.values
    assert before.state != after.state


def test_what_a_drop_would_cause_is_said_before_and_changes_nothing() -> None:
    checker = Checker(plan(item("a"), item("b", "13:00", "14:00"), item("c", "13:30", "14:00")))
    before = checker.findings()
    (new,) = checker.would_cause({"b": item("b", "10:30", "11:30")})
    assert (new.rule, new.bookings) == (Rule.PERSON_TWICE, ("a", "b"))
    assert checker.findings() == before
    assert checker.plan.bookings["b"] == item("b", "13:00", "14:00")


def test_a_drop_that_stays_as_bad_causes_nothing_new() -> None:
    checker = Checker(plan(*CLASH))
    assert checker.would_cause({"b": item("b", "10:45", "12:00")}) == []
    more = replace(CLASH[0], people=item("", people=["ida", "bo"]).people)
    other = replace(CLASH[1], people=more.people)
    assert rules(checker.would_cause({"a": more, "b": other})) == {Rule.PERSON_TWICE}


def test_a_drop_of_something_new_is_gone_afterwards() -> None:
    checker = Checker(plan(CLASH[0]))
    assert rules(checker.would_cause({"b": CLASH[1]})) == {Rule.PERSON_TWICE}
    assert "b" not in checker.plan.bookings
    assert Rule.PERSON_TWICE not in rules(checker.findings())


def test_moving_a_block_takes_its_parts_to_its_place() -> None:
    block = item("block", "09:00", "12:00", place_id="room")
    part = item("part", "09:00", "10:00", ["bo"], parent_id="block")
    checker = Checker(plan(block, part, item("x", "09:00", "10:00", ["eva"], place_id="room")))
    checker.replace({"block": replace(block, place_id="campus")})
    assert Rule.ROOM_TWICE not in rules(checker.findings())


@pytest.mark.parametrize("fields", [{"cancelled": True}, {"end": MONDAY.replace(month=2)}])
def test_a_record_that_is_called_off_or_over_has_no_findings(fields: dict[str, Any]) -> None:
    known = with_visit(plan(item("a"), item("b", day=MONDAY)), **fields)
    assert found(known, Rule.HOLIDAY_NEAR) == []
    assert bool(found(known, Rule.PERSON_TWICE)) is ("end" in fields)
