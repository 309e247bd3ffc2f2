"""Whether a stay or a request is screened in time, and for as long as it lasts."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from desktop.domain.codes import ExchangeStatus, GateState, ItemStatus, Rule, Severity
from desktop.domain.gate import ACCESS_GATES
from desktop.domain.plan import SLOT, Booking, GateFact, RecordFact
from desktop.planning.ground import Ground
from desktop.planning.journeys import EXCHANGE, visited
from desktop.planning.laws import FISCAL_YEAR, law_of
from desktop.planning.trouble import Trouble

SOON = 30
"""Days before the start of what is agreed within which nothing may be open any more."""

_CLEARED = frozenset({GateState.CLEARED, GateState.CLEARED_WITH_CONDITIONS})
_AGREED = frozenset({ExchangeStatus.APPROVED, ExchangeStatus.IN_PROGRESS})
_ACCESS = "access_request"


def gates_open(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Screening that was refused, or is not through though what is agreed begins soon."""
    refused = [gate.kind for gate in record.gates if gate.state == GateState.REFUSED]
    if refused:
        values: dict[str, object] = {"reason": "refused", "gates": tuple(refused)}
        yield _trouble(Rule.GATES_OPEN, record, values, "refused", Severity.BLOCK)
    done = {gate.kind for gate in record.gates if gate.state in _CLEARED}
    wanted = [gate.kind for gate in record.gates]
    if record.kind == _ACCESS:
        wanted += [kind for kind in ACCESS_GATES if kind not in wanted]
    missing = [kind for kind in wanted if kind not in done and kind not in refused]
    start = _agreed_start(ground, record, bookings)
    if missing and start is not None and start <= ground.plan.today + timedelta(days=SOON):
        values = {"reason": "open", "gates": tuple(missing), "day": start}
        yield _trouble(Rule.GATES_OPEN, record, values, "open")


def _agreed_start(ground: Ground, record: RecordFact, bookings: Sequence[Booking]) -> date | None:
    """When what is agreed begins: an approved stay, or the next confirmed slot of a request."""
    if record.kind == EXCHANGE:
        return record.start if record.status in _AGREED else None
    slots = (
        one.start.date
        for one in bookings
        if one.sort == SLOT and one.status == ItemStatus.CONFIRMED and ground.is_live(one)
    )
    return min((day for day in slots if day is not None), default=None)


def gate_expires(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Screening that was done, and holds no longer when the end comes."""
    end = _span(ground, record, bookings)[1]
    if end is None:
        return
    for gate in record.gates:
        if gate.state in _CLEARED and gate.expires is not None and gate.expires < end:
            values = {"gates": (gate.kind,), "end": end, "right": gate.expires}
            yield _trouble(Rule.GATE_EXPIRES, record, values, gate.kind)


def fiscal_year(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> Iterator[Trouble]:
    """Screening that holds for a fiscal year only, of what goes on in the next one."""
    law = law_of(FISCAL_YEAR, visited(record))
    start, end = _span(ground, record, bookings)
    if law is None or start is None or end is None:
        return
    turns = [
        turn
        for year in range(start.year, end.year + 1)
        if (turn := date(year, law.month, law.day)) > start and turn <= end
    ]
    found: dict[date, list[str]] = {}
    for gate in record.gates:
        lapses = _lapses(gate, turns) if gate.kind in law.gates else None
        if lapses is not None:
            found.setdefault(lapses, []).append(gate.kind)
    for turn, kinds in found.items():
        right = turn - timedelta(days=1)
        values = {"gates": tuple(kinds), "day": turn, "right": right, **law.told()}
        yield _trouble(Rule.FISCAL_YEAR, record, values, turn.isoformat())


def _lapses(gate: GateFact, turns: Sequence[date]) -> date | None:
    """The turn of the year with which a clearance ends of which nothing else is known."""
    if gate.state not in _CLEARED or gate.expires is not None:
        return None
    later = (turn for turn in turns if gate.decided is None or gate.decided < turn)
    return next(later, None)


def _span(
    ground: Ground, record: RecordFact, bookings: Sequence[Booking]
) -> tuple[date | None, date | None]:
    """From when to when screening has to hold: the slots that take place, else the record."""
    slots = [one for one in bookings if one.sort == SLOT and ground.is_live(one)]
    starts = [one.start.date for one in slots if one.start.date is not None]
    ends = [day for one in slots if (day := one.end.date or one.start.date) is not None]
    last = record.end or record.start  # a stay whose end is open has to be screened at its start
    return min(starts, default=record.start), max(ends, default=last)


def _trouble(
    rule: Rule,
    record: RecordFact,
    values: Mapping[str, object],
    detail: str,
    severity: Severity | None = None,
) -> Trouble:
    return Trouble(
        rule,
        records=((record.kind, record.id),),
        values=values,
        detail=f"{record.id}:{detail}",
        severity=severity,
    )
