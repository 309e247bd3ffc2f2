"""The rules of a stay, each with how it stands."""

from dataclasses import replace
from datetime import date

from desktop.domain.codes import GateState, PermitKind, Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import GateFact, PermitFact, PersonFact, Plan, RecordFact, TaskFact
from desktop.ui.stay.telling import RULES, missing, need_look, need_word, needs_of, subject

TODAY = date(2027, 4, 19)
_KEY = ("exchange", "x")
BARE = RecordFact("exchange", "x", direction="dk_jp")
STAY = replace(BARE, start=date(2027, 9, 1), end=date(2027, 11, 30), person_id="ida")
PLAN = Plan(TODAY, people={"ida": PersonFact("ida", passport_expiry=date(2030, 1, 1))})


def _found(rule: Rule, severity: Severity = Severity.WARNING, **values: object) -> Finding:
    accepted = values.pop("accepted", None)
    return Finding(
        rule,
        severity,
        records=(_KEY,),
        values=values,
        accepted=str(accepted) if accepted else None,
    )


def _states(stay: RecordFact, plan: Plan = PLAN, *found: Finding) -> dict[Rule, str]:
    return {need.rule: need.state for need in needs_of(stay, plan, found)}


def test_what_a_stay_has_nothing_of_is_not_asked() -> None:
    states = _states(STAY)
    assert set(states.values()) == {"fine"}
    assert not {Rule.PERMIT_DATES, Rule.ENTRY_TOO_LATE, Rule.FISCAL_YEAR, Rule.GATES_OPEN} & set(
        states
    )
    whole = replace(
        STAY,
        permits=(PermitFact("p"), PermitFact("c", PermitKind.ELIGIBILITY)),
        gates=(GateFact("g", "safety"),),
        tasks=(TaskFact("t"),),
    )
    assert tuple(_states(whole)) == RULES


def test_what_cannot_be_known_is_not_called_fine() -> None:
    assert set(_states(BARE).values()) == {"unknown"}
    assert missing(BARE, PLAN) == "First day, Last day, Person, Passport expiry"
    without = Plan(TODAY, people={"ida": PersonFact("ida")})
    unknown = [rule for rule, state in _states(STAY, without).items() if state == "unknown"]
    assert unknown == [Rule.PASSPORT_EXPIRY]
    assert missing(STAY, without) == "Passport expiry"


def test_a_stay_that_ends_before_it_begins_is_not_called_fine() -> None:
    backwards = replace(STAY, start=STAY.end, end=STAY.start)
    assert "fine" not in _states(backwards).values()
    assert missing(backwards, PLAN) == "Last day"
    one_day = replace(STAY, end=STAY.start)
    assert set(_states(one_day).values()) == {"fine"}
    assert missing(one_day, PLAN) == ""


def test_a_permit_that_is_not_issued_yet_is_not_called_fine() -> None:
    applied, certificate = PermitFact("p"), PermitFact("c", PermitKind.ELIGIBILITY)
    stay = replace(STAY, permits=(applied, certificate))
    unknown = [rule for rule, state in _states(stay).items() if state == "unknown"]
    assert unknown == [Rule.PERMIT_DATES, Rule.ENTRY_TOO_LATE]
    assert missing(stay, PLAN) == "Issued on"
    issued = replace(applied, issued=TODAY)
    half = replace(STAY, permits=(issued, certificate))
    assert _states(half)[Rule.PERMIT_DATES] == "fine"
    assert _states(half)[Rule.ENTRY_TOO_LATE] == "unknown"
    whole = replace(STAY, permits=(issued, replace(certificate, issued=TODAY)))
    assert set(_states(whole).values()) == {"fine"}
    assert missing(whole, PLAN) == ""


def test_screening_that_has_time_yet_is_not_called_fine() -> None:
    for state, said in (
        (GateState.NOT_STARTED, "open"),
        (GateState.CLEARED_WITH_CONDITIONS, "fine"),
    ):
        stay = replace(STAY, gates=(GateFact("g", "safety", state),))
        assert _states(stay)[Rule.GATES_OPEN] == said


def test_what_was_found_comes_before_what_was_accepted() -> None:
    open_one = _found(Rule.PERMIT_DATES, Severity.BLOCK)
    accepted = _found(Rule.PERMIT_DATES, accepted="agreed")
    (need,) = (
        one for one in needs_of(STAY, PLAN, [accepted, open_one]) if one.rule == Rule.PERMIT_DATES
    )
    assert (need.state, need.found) == ("found", (open_one,))
    assert need_look(need)[0] == "bad"
    assert _states(STAY, PLAN, accepted)[Rule.PERMIT_DATES] == "accepted"


def test_a_rule_that_the_office_switched_off_is_not_called_fine() -> None:
    plan = replace(PLAN, severities={Rule.SHORT_STAY: Severity.OFF})
    need = needs_of(STAY, plan, [])[0]
    assert (need.rule, need_word(need)) == (Rule.SHORT_STAY, "Not checked")


def test_other_findings_of_the_stay_are_told_elsewhere() -> None:
    assert Rule.WEEKEND not in _states(STAY, PLAN, _found(Rule.WEEKEND))


def test_every_rule_says_what_it_looks_at() -> None:
    assert len({subject(rule) for rule in RULES}) == len(RULES)
