from datetime import date

import pytest

from desktop.domain import AccessRequest, Gate, Slot
from desktop.domain.access import blocking, check_move, moves_from
from desktop.domain.codes import GateKind, GateState, SlotStatus, Stage
from desktop.domain.gate import ACCESS_GATES, EXCHANGE_GATES
from desktop.errors import Problem

TODAY = date(2027, 4, 1)
ENDED = {Stage.REJECTED, Stage.CLOSED, Stage.WITHDRAWN, Stage.EXPIRED}
# The picture of facts.md §4.2, spelled out once more by hand.
ARROWS = {
    (Stage.DRAFT, Stage.SUBMITTED),
    (Stage.SUBMITTED, Stage.REVIEW),
    (Stage.REVIEW, Stage.RETURNED),
    (Stage.REVIEW, Stage.APPROVED),
    (Stage.REVIEW, Stage.RESERVE),
    (Stage.REVIEW, Stage.REJECTED),
    (Stage.RETURNED, Stage.SUBMITTED),
    (Stage.RESERVE, Stage.APPROVED),
    (Stage.RESERVE, Stage.REJECTED),
    (Stage.APPROVED, Stage.PREPARING),
    (Stage.PREPARING, Stage.SCHEDULED),
    (Stage.SCHEDULED, Stage.PREPARING),
    (Stage.SCHEDULED, Stage.IN_USE),
    (Stage.IN_USE, Stage.REPORT_DUE),
    (Stage.REPORT_DUE, Stage.CLOSED),
}


def gates(state: GateState = GateState.CLEARED, **others: GateState) -> list[Gate]:
    return [Gate(kind=kind.value, state=others.get(kind.value, state)) for kind in ACCESS_GATES]


@pytest.mark.parametrize("origin", Stage)
@pytest.mark.parametrize("to", Stage)
def test_every_pair_of_stages(origin: Stage, to: Stage) -> None:
    allowed = (origin, to) in ARROWS
    if origin not in ENDED:
        allowed |= to in {Stage.WITHDRAWN, Stage.EXPIRED}
        allowed |= to == Stage.ON_HOLD and origin != Stage.ON_HOLD
    if origin == Stage.ON_HOLD:
        allowed |= to == Stage.REVIEW
    held_from = Stage.REVIEW.value if origin == Stage.ON_HOLD else ""
    request = AccessRequest(stage=origin.value, held_from=held_from)
    assert (to in moves_from(origin, held_from)) is allowed
    if allowed:
        check_move(request, gates(), to, TODAY)
        return
    with pytest.raises(Problem) as refused:
        check_move(request, gates(), to, TODAY)
    assert refused.value.code == "stage_move_not_allowed"
    assert refused.value.values == {"from_stage": origin.value, "to_stage": to.value}


def test_a_request_held_for_no_known_reason_goes_back_to_draft() -> None:
    assert moves_from(Stage.ON_HOLD)[0] == Stage.DRAFT


def held(gate_list: list[Gate], to: Stage, on: date = TODAY) -> set[str]:
    return {gate.kind for gate in blocking(gate_list, to, on)}


def test_approval_needs_feasibility_alone() -> None:
    assert held(gates(GateState.NOT_STARTED), Stage.APPROVED) == {GateKind.FEASIBILITY}
    cleared = gates(GateState.NOT_STARTED, feasibility=GateState.CLEARED_WITH_CONDITIONS)
    assert held(cleared, Stage.APPROVED) == set()


@pytest.mark.parametrize("missing", ACCESS_GATES)
@pytest.mark.parametrize("state", [GateState.NOT_STARTED, GateState.IN_PROGRESS, GateState.REFUSED])
def test_use_needs_all_five_gates(missing: GateKind, state: GateState) -> None:
    assert held(gates(**{missing.value: state}), Stage.IN_USE) == {missing}
    with pytest.raises(Problem) as refused:
        check_move(
            AccessRequest(stage=Stage.SCHEDULED),
            gates(**{missing.value: state}),
            Stage.IN_USE,
            TODAY,
        )
    assert refused.value.code == "gates_block"
    assert refused.value.values == {"to_stage": "in_use", "gates": (missing.value,)}


def test_use_is_possible_with_conditions() -> None:
    assert held(gates(GateState.CLEARED_WITH_CONDITIONS), Stage.IN_USE) == set()


@pytest.mark.parametrize("absent", ACCESS_GATES)
def test_a_gate_that_is_not_there_is_not_open(absent: GateKind) -> None:
    others = [gate for gate in gates() if gate.kind != absent]
    assert held(others, Stage.IN_USE) == {absent}
    assert held([], Stage.IN_USE) == set(ACCESS_GATES)
    assert held([], Stage.APPROVED) == {GateKind.FEASIBILITY}


def test_a_gate_expires_after_its_last_day() -> None:
    gate = Gate(kind="safety", state=GateState.CLEARED, expires=TODAY)
    assert gate.is_open(TODAY)
    assert not gate.is_open(date(2027, 4, 2))
    others = [one for one in gates() if one.kind != "safety"]
    assert held([*others, gate], Stage.IN_USE, TODAY) == set()
    assert held([*others, gate], Stage.IN_USE, date(2027, 4, 2)) == {GateKind.SAFETY}


@pytest.mark.parametrize("to", Stage)
def test_a_refused_gate_blocks_every_step_nearer_to_the_instrument(to: Stage) -> None:
    refused = gates(GateState.NOT_STARTED, research_security=GateState.REFUSED)
    nearer = {
        Stage.SUBMITTED,
        Stage.REVIEW,
        Stage.APPROVED,
        Stage.RESERVE,
        Stage.PREPARING,
        Stage.SCHEDULED,
        Stage.IN_USE,
    }
    assert (GateKind.RESEARCH_SECURITY in held(refused, to)) is (to in nearer)


def test_a_refused_gate_does_not_keep_a_slot_from_being_called_off() -> None:
    refused = gates(research_security=GateState.REFUSED)
    check_move(AccessRequest(stage=Stage.SCHEDULED), refused, Stage.PREPARING, TODAY)
    with pytest.raises(Problem, match="gates_block"):
        check_move(AccessRequest(stage=Stage.APPROVED), refused, Stage.PREPARING, TODAY)


def test_a_cancelled_slot_is_cancelled_by_either_side() -> None:
    cancelled = {status for status in SlotStatus if Slot(status=status.value).is_cancelled}
    assert cancelled == {SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY}


def test_the_gates_of_a_stay() -> None:
    # issue 2 §2: export control of both countries, research security, agreement
    assert set(EXCHANGE_GATES) == {
        GateKind.EXPORT_CONTROL_DK,
        GateKind.EXPORT_CONTROL_JP,
        GateKind.RESEARCH_SECURITY,
        GateKind.AGREEMENT,
    }
