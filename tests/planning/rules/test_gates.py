"""Whether a stay or a request is screened in time, and for as long as it lasts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from desktop.domain.codes import GateKind, GateState, ItemStatus, Rule, Severity
from desktop.domain.gate import ACCESS_GATES
from desktop.domain.plan import GateFact, Plan
from tests.planning.kit import COPENHAGEN, TODAY, TOKYO, found, journeys, request, slot, stay

CLEARED, OPEN, REFUSED = GateState.CLEARED, GateState.IN_PROGRESS, GateState.REFUSED
SAFETY = GateKind.SAFETY


def gate(kind: str = SAFETY, state: str = CLEARED, **fields: Any) -> GateFact:
    return GateFact(kind, kind, state, **fields)


def all_but(*kinds: GateKind) -> tuple[GateFact, ...]:
    return tuple(gate(kind, OPEN if kind in kinds else CLEARED) for kind in ACCESS_GATES)


def asked(
    day: date, *gates: GateFact, status: ItemStatus = ItemStatus.CONFIRMED, **fields: Any
) -> Plan:
    one = slot("a", "09:00", "17:00", day, status=status, **fields)
    return journeys(request(gates=gates), bookings=[one])


def test_what_is_agreed_is_cleared_a_month_before() -> None:
    for day, is_found in ((date(2027, 3, 31), True), (date(2027, 4, 1), False)):
        assert bool(found(asked(day, *all_but(SAFETY)), Rule.GATES_OPEN)) == is_found
    (finding,) = found(asked(date(2027, 3, 31), *all_but(SAFETY)), Rule.GATES_OPEN)
    assert finding.severity == Severity.WARNING
    assert (finding.values["gates"], finding.values["day"]) == ((SAFETY,), date(2027, 3, 31))


def test_a_gate_that_is_missing_is_not_cleared() -> None:
    (finding,) = found(asked(date(2027, 3, 10), *all_but()[:3]), Rule.GATES_OPEN)
    assert finding.values["gates"] == tuple(ACCESS_GATES[3:])


def test_a_wish_or_a_draft_may_wait() -> None:
    soon = date(2027, 3, 10)
    wish = asked(soon, *all_but(SAFETY), status=ItemStatus.TENTATIVE)
    assert found(wish, Rule.GATES_OPEN) == []
    assert found(asked(soon, *all_but(SAFETY), cancelled=True), Rule.GATES_OPEN) == []
    for status, is_found in (("planned", False), ("approved", True), ("in_progress", True)):
        known = stay("s", "2027-03-10", "2027-03-20", status=status, gates=(gate(state=OPEN),))
        assert bool(found(journeys(known), Rule.GATES_OPEN)) == is_found


def test_a_refused_gate_blocks_at_any_time() -> None:
    known = journeys(stay("s", "2028-03-10", "2028-03-20", gates=(gate(state=REFUSED),)))
    (finding,) = found(known, Rule.GATES_OPEN)
    assert (finding.severity, finding.values["reason"]) == (Severity.BLOCK, "refused")
    off = journeys(stay("s", "2028-03-10", "2028-03-20", gates=(gate(state=REFUSED),)))
    record = replace(off.records["exchange", "s"], cancelled=True)
    off = replace(off, records={("exchange", "s"): record})
    assert found(off, Rule.GATES_OPEN) == []


def test_a_clearance_lasts_until_the_end_or_the_last_slot() -> None:
    for expires, is_found in ((date(2027, 5, 30), True), (date(2027, 5, 31), False)):
        known = stay("s", "2027-05-01", "2027-05-31", gates=(gate(expires=expires),))
        assert bool(found(journeys(known), Rule.GATE_EXPIRES)) == is_found
    day = date(2027, 5, 31)
    (finding,) = found(asked(day, gate(expires=date(2027, 5, 30))), Rule.GATE_EXPIRES)
    assert (finding.values["end"], finding.values["right"]) == (day, date(2027, 5, 30))
    assert finding.severity == Severity.WARNING
    asking = gate(state=OPEN, expires=date(2027, 5, 30))
    assert found(asked(day, asking), Rule.GATE_EXPIRES) == []


def lapsing(start: str, end: str, one: GateFact, **fields: Any) -> list[dict[str, object]]:
    known = journeys(stay("s", start, end, gates=(one,), **fields))
    return [dict(finding.values) for finding in found(known, Rule.FISCAL_YEAR)]


def test_a_clearance_of_a_stay_whose_end_is_open_holds_at_its_start() -> None:
    def begins(day: str) -> Plan:
        return journeys(stay("s", day, gates=(gate(expires=date(2027, 4, 30)),)))

    assert found(begins("2027-04-30"), Rule.GATE_EXPIRES) == []
    (finding,) = found(begins("2027-05-01"), Rule.GATE_EXPIRES)
    assert finding.values["end"] == date(2027, 5, 1)
    assert finding.values["right"] == date(2027, 4, 30)


def test_a_clearance_of_one_fiscal_year_does_not_reach_into_the_next() -> None:
    (told,) = lapsing("2028-03-01", "2028-04-30", gate())
    assert (told["gates"], told["day"]) == ((SAFETY,), date(2028, 4, 1))
    assert told["right"] == date(2028, 3, 31)
    assert told["source"]


@pytest.mark.parametrize(
    ("start", "end", "one"),
    [
        ("2028-03-01", "2028-03-31", gate()),
        ("2028-04-01", "2028-04-30", gate()),
        ("2028-03-01", "2028-04-30", gate(expires=date(2028, 12, 31))),
        ("2028-03-01", "2028-04-30", gate(state=OPEN)),
        ("2028-03-01", "2028-04-30", gate(GateKind.AGREEMENT)),
        ("2028-03-01", "2028-04-30", gate(decided=date(2028, 4, 2))),
    ],
)
def test_within_a_year_or_with_a_longer_clearance_nothing_lapses(
    start: str, end: str, one: GateFact
) -> None:
    assert lapsing(start, end, one) == []


def test_of_a_stay_in_denmark_only_what_japan_clears_lapses() -> None:
    away = {"direction": "jp_dk", "home_zone": TOKYO, "visit_zone": COPENHAGEN}
    assert lapsing("2028-03-01", "2028-04-30", gate(), **away) == []
    kind = GateKind.EXPORT_CONTROL_JP
    assert len(lapsing("2028-03-01", "2028-04-30", gate(kind), **away)) == 1


def test_it_is_a_hint() -> None:
    known = journeys(stay("s", "2028-03-01", "2028-04-30", gates=(gate(),)))
    assert date(2028, 3, 1) > TODAY
    assert [one.severity for one in found(known, Rule.FISCAL_YEAR)] == [Severity.HINT]
