"""`kakehashi conflicts`: what the engine finds, as lines for a reader or for other programs."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop import words
from desktop.cli.text import Row, plain, table
from desktop.domain.codes import Severity
from desktop.domain.finding import Finding
from desktop.domain.plan import Plan
from desktop.language import Language
from desktop.words.findings import counted

_ORDER = list(Severity)


def chosen(
    found: Iterable[Finding], record: tuple[str, str] | None, *, accepted: bool
) -> list[Finding]:
    """Those of one record or of all, the gravest first; what is accepted only if asked for."""
    fitting = [
        one
        for one in found
        if (record is None or record in one.records) and (accepted or one.accepted is None)
    ]
    return sorted(fitting, key=lambda one: _ORDER.index(one.severity))


def lines(found: Sequence[Finding], plan: Plan, say: Language) -> list[str]:
    """One line for each: how grave it is, in which record, what is wrong, why it is accepted."""
    rows: list[Row] = []
    for one in found:
        references = (plan.records[key].reference for key in one.records if key in plan.records)
        reason = one.accepted
        told = say.gettext("Accepted: {reason}").format(reason=reason) if reason else ""
        rows.append(
            (
                words.word(one.severity, say),
                " ".join(references),
                words.finding(one, plan, say),
                told or (say.gettext("Accepted") if reason is not None else ""),
            )
        )
    return table(rows)


def as_json(found: Sequence[Finding], plan: Plan, say: Language) -> list[dict[str, Any]]:
    """The same for other programs: codes and identities, and the sentence."""
    return [
        {
            "rule": one.rule.value,
            "severity": one.severity.value,
            "records": [
                {"kind": kind, "id": record, "reference": _reference(plan, kind, record)}
                for kind, record in one.records
            ],
            "items": list(one.bookings),
            "people": list(one.people),
            "values": {name: plain(_listed(value)) for name, value in one.values.items()},
            "sentence": words.finding(one, plan, say),
            "fix": words.fix(one.fix, plan, say) if one.fix is not None else None,
            "accepted": one.accepted,
        }
        for one in found
    ]


def warning(found: Iterable[Finding], say: Language) -> str:
    """How much of what is printed or exported must or should be solved first; "" for nothing."""
    counts: Mapping[Severity, int] = Counter(one.severity for one in found if one.accepted is None)
    told = {each: counts[each] for each in (Severity.BLOCK, Severity.WARNING)}
    return counted(told, say)


def _reference(plan: Plan, kind: str, record: str) -> str:
    known = plan.records.get((kind, record))
    return known.reference if known is not None else ""


def _listed(value: object) -> object:
    return [_listed(part) for part in value] if isinstance(value, tuple) else value
