"""The rules of a stay in words: which count for it, and how each stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop import words
from desktop.domain.codes import GateState, PermitKind, Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import PermitFact, Plan, RecordFact
from desktop.language import N_, _, current
from desktop.planning.conflicts import usual_severity
from desktop.planning.journeys import days_of_stay
from desktop.ui.conflicts.telling import ACCEPTED, open_ones, severity_look

# What each rule looks at, said so that "fine" can stand beside it.
_SUBJECTS: Mapping[Rule, str] = {
    Rule.SHORT_STAY: N_("Length of the stay"),
    Rule.DAYS_IN_WINDOW: N_("Days of all stays together"),
    Rule.PERMIT_DATES: N_("Stay within its permits"),
    Rule.ENTRY_TOO_LATE: N_("Entry with the certificate"),
    Rule.PASSPORT_EXPIRY: N_("Passport"),
    Rule.STAY_TWICE: N_("One stay at a time"),
    Rule.STAY_ELSEWHERE: N_("Appointments elsewhere"),
    Rule.STAY_ON_HOLIDAY: N_("Public holidays on the first and last day"),
    Rule.GATES_OPEN: N_("Screening"),
    Rule.GATE_EXPIRES: N_("Clearances valid until the end"),
    Rule.FISCAL_YEAR: N_("Clearances at the turn of the fiscal year"),
    Rule.TASK_OVERDUE: N_("Deadlines"),
}
RULES = tuple(_SUBJECTS)
_CERTIFICATES = frozenset({PermitKind.ELIGIBILITY})
_THROUGH = frozenset({GateState.CLEARED, GateState.CLEARED_WITH_CONDITIONS})


@dataclass(frozen=True, slots=True)
class Need:
    """How one rule stands for a stay. `found` are what is to be seen to, or was accepted.

    `state` is "found", "accepted", "fine", "open" (screening that has time yet), "unknown"
    (something it needs is not filled in) or "off" (the office does not have it checked).
    """

    rule: Rule
    state: str
    found: tuple[Finding, ...] = ()


def needs_of(stay: RecordFact, plan: Plan, findings: Iterable[Finding]) -> list[Need]:
    """How each rule that counts for a stay stands."""
    by_rule: dict[str, list[Finding]] = {}
    for one in findings:
        by_rule.setdefault(one.rule, []).append(one)
    return [
        _need(rule, stay, plan, by_rule.get(rule, []))
        for rule in RULES
        if rule in by_rule or _counts(rule, stay)
    ]


def subject(rule: Rule) -> str:
    """What a rule looks at."""
    return _(_SUBJECTS[rule])


def need_word(need: Need) -> str:
    """How a rule stands, in a word or two."""
    return {
        "found": _("To be seen to"),
        "accepted": _("Accepted"),
        "fine": _("Fine"),
        "open": _("Not completed yet"),
        "unknown": _("Not known yet"),
        "off": _("Not checked"),
    }[need.state]


def need_look(need: Need) -> tuple[str, str]:
    """The tone and the icon of how a rule stands."""
    match need.state:
        case "found":
            return severity_look(need.found[0].severity)
        case "accepted":
            return ACCEPTED
        case "fine":
            return ("good", "circle-check")
        case "open":
            return ("info", "hourglass")
        case "unknown":
            return ("quiet", "circle-dashed")
    return severity_look(Severity.OFF)


def missing(stay: RecordFact, plan: Plan) -> str:
    """What has to be filled in before all rules can be checked, by the names of the fields."""
    guest = plan.people.get(stay.person_id or "")
    backwards = days_of_stay(stay) is None and stay.start is not None
    passport = guest.passport_expiry if guest is not None else None
    names = [
        (stay.start is None, _("First day")),
        (stay.end is None or backwards, _("Last day")),
        (stay.person_id is None, _("Person")),
        (passport is None, words.field("passport_expiry")),
        (bool(stay.permits) and not _are_issued(stay.permits), _("Issued on")),
    ]
    return current().listed([name for is_missing, name in names if is_missing])


def _are_issued(permits: Iterable[PermitFact]) -> bool:
    """Whether of permits, and of certificates, at least one each has been issued."""
    known = list(permits)
    return all(
        any(one.issued is not None for one in group)
        for kinds in (_CERTIFICATES, set(PermitKind) - _CERTIFICATES)
        if (group := [one for one in known if one.kind in kinds])
    )


def _counts(rule: Rule, stay: RecordFact) -> bool:
    """Whether a rule has anything to look at in a stay."""
    kinds = {permit.kind for permit in stay.permits}
    match rule:
        case Rule.PERMIT_DATES:
            return bool(kinds - _CERTIFICATES)
        case Rule.ENTRY_TOO_LATE:
            return PermitKind.ELIGIBILITY in kinds
        case Rule.GATES_OPEN | Rule.GATE_EXPIRES | Rule.FISCAL_YEAR:
            return bool(stay.gates)
        case Rule.TASK_OVERDUE:
            return bool(stay.tasks)
    return True


def _need(rule: Rule, stay: RecordFact, plan: Plan, found: list[Finding]) -> Need:
    still = open_ones(found)
    if still:
        return Need(rule, "found", tuple(still))
    if found:
        return Need(rule, "accepted", tuple(found))
    if plan.severities.get(rule, usual_severity(rule)) == Severity.OFF:
        return Need(rule, "off")
    if rule == Rule.GATES_OPEN and any(gate.state not in _THROUGH for gate in stay.gates):
        return Need(rule, "open")
    return Need(rule, "fine" if _is_known(rule, stay, plan) else "unknown")


def _is_known(rule: Rule, stay: RecordFact, plan: Plan) -> bool:
    guest = plan.people.get(stay.person_id or "")
    dated = days_of_stay(stay) is not None
    match rule:
        case Rule.PERMIT_DATES:
            return dated and _are_issued(
                one for one in stay.permits if one.kind not in _CERTIFICATES
            )
        case Rule.ENTRY_TOO_LATE:
            certificates = (one for one in stay.permits if one.kind in _CERTIFICATES)
            return stay.start is not None and _are_issued(certificates)
        case Rule.TASK_OVERDUE:
            return True
        case Rule.PASSPORT_EXPIRY:
            return dated and guest is not None and guest.passport_expiry is not None
        case Rule.DAYS_IN_WINDOW | Rule.STAY_TWICE | Rule.STAY_ELSEWHERE:
            return dated and stay.person_id is not None
    return dated
