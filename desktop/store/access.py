"""What an officer does to an access request."""

from datetime import date

from sqlalchemy.orm import Session

from desktop.domain import (
    AccessInstrument,
    AccessMember,
    AccessRequest,
    Facility,
    Gate,
    Slot,
    StageMove,
)
from desktop.domain.access import check_move, report_day
from desktop.domain.codes import Direction, InstrumentAnswer, SlotStatus, Stage
from desktop.domain.gate import ACCESS_GATES
from desktop.store import records
from desktop.store.delegations import zones_of
from desktop.store.references import next_reference


def create(session: Session, today: date, **values: object) -> AccessRequest:
    """A new request with its reference and its five gates, none of them started."""
    home, _visit = zones_of(str(values.get("direction", Direction.DK_JP)))
    request = AccessRequest(**{"home_zone": home, **values})
    request.reference = next_reference(session, AccessRequest, (request.start or today).year)
    records.add(session, request)
    session.add_all(Gate(access_id=request.id, kind=kind.value) for kind in ACCESS_GATES)
    return request


def move(
    session: Session,
    access_id: str,
    to: Stage,
    *,
    on: date,
    by: str,
    reason: str = "",
    report_days: int | None = None,
) -> StageMove:
    """Move a request to another stage and record it.

    Where a report is due from now on and nobody said when, that is reckoned from the last slot;
    `report_days` after it where the facility does not ask for another number.
    Raises Problem as `desktop.domain.access.check_move` does.
    """
    request = records.get(session, AccessRequest, access_id)
    gates = records.parts(session, Gate, "access_request", access_id)
    check_move(request, gates, to, on)
    moves = records.parts(session, StageMove, "access_request", access_id)
    made = StageMove(
        access_id=access_id,
        position=max((move.position for move in moves), default=-1) + 1,
        on=on,
        from_stage=request.stage,
        to_stage=to.value,
        moved_by=by,
        reason=reason,
    )
    request.held_from = request.stage if to == Stage.ON_HOLD else ""
    request.stage = to.value
    if to == Stage.REPORT_DUE and request.report_due is None:
        slots = records.parts(session, Slot, "access_request", access_id)
        facility = session.get(Facility, request.facility_id or "")
        asked = facility.report_days if facility is not None else None
        request.report_due = report_day(slots, report_days if asked is None else asked)
    session.add(made)
    return made


def cancel_slot(session: Session, slot_id: str, status: SlotStatus, *, on: date, by: str) -> None:
    """Call a slot off; a scheduled request whose last slot goes is back to preparing."""
    slot = records.get(session, Slot, slot_id)
    slot.status = status.value
    session.flush()
    _fall_back(session, slot.access_id, on, by, status.value)


def delete_slot(session: Session, slot_id: str, *, on: date, by: str) -> None:
    """Delete a slot; a scheduled request whose last slot goes is back to preparing."""
    slot = records.get(session, Slot, slot_id)
    access_id = slot.access_id
    records.delete(session, slot)
    session.flush()
    _fall_back(session, access_id, on, by, "")


def _fall_back(session: Session, access_id: str, on: date, by: str, reason: str) -> None:
    slots = records.parts(session, Slot, "access_request", access_id)
    request = records.get(session, AccessRequest, access_id)
    if not all(slot.is_cancelled for slot in slots):
        return
    if request.stage == Stage.SCHEDULED:
        move(session, access_id, Stage.PREPARING, on=on, by=by, reason=reason)
    elif request.stage == Stage.ON_HOLD and request.held_from == Stage.SCHEDULED:
        request.held_from = Stage.PREPARING.value  # to which it comes back


def set_instruments(session: Session, access_id: str, instrument_ids: list[str]) -> None:
    """Let a request ask for exactly these instruments."""
    links = records.parts(session, AccessInstrument, "access_request", access_id)
    for link in links:
        if link.instrument_id not in instrument_ids:
            session.delete(link)
    present = {link.instrument_id for link in links}
    session.add_all(
        AccessInstrument(access_id=access_id, instrument_id=instrument_id)
        for instrument_id in dict.fromkeys(instrument_ids)
        if instrument_id not in present
    )


def answer(session: Session, link_id: str, today: date, **values: object) -> AccessInstrument:
    """Write down what the facility said to the wish for one instrument.

    The first answer is of today unless another day is given; one that is taken back has no day.
    """
    link = records.update(session, AccessInstrument, link_id, **values)
    if "answer" in values and "answered" not in values:
        if link.answer == InstrumentAnswer.ASKED:
            link.answered = None
        elif link.answered is None:
            link.answered = today
    return link


def set_team(session: Session, access_id: str, person_ids: list[str]) -> None:
    """Let the team consist of exactly these persons, in this order; kept ones keep their role."""
    links = {
        link.person_id: link
        for link in records.parts(session, AccessMember, "access_request", access_id)
    }
    for person_id, link in links.items():
        if person_id not in person_ids:
            session.delete(link)
    for position, person_id in enumerate(dict.fromkeys(person_ids)):
        known = links.get(person_id)
        if known is None:
            session.add(AccessMember(access_id=access_id, person_id=person_id, position=position))
        elif known.position != position:
            known.position = position


def copy(session: Session, access_id: str, today: date) -> AccessRequest:
    """A copy of a request as a new draft: gates, answers and slots start over.

    Moves are not copied, and no programme item takes place at the slots of the copy.
    """
    original = records.get(session, AccessRequest, access_id)
    reference = next_reference(session, AccessRequest, (original.start or today).year)
    made = records.duplicate(
        session,
        original,
        reference=reference,
        stage=Stage.DRAFT.value,
        held_from="",
        report_due=None,
    )
    for moved in records.parts(session, StageMove, "access_request", made.id):
        session.delete(moved)
    for slot in records.parts(session, Slot, "access_request", made.id):
        slot.status, slot.used_minutes = SlotStatus.REQUESTED.value, None
    for link in records.parts(session, AccessInstrument, "access_request", made.id):
        link.answer, link.answered = InstrumentAnswer.ASKED.value, None
        link.allocated_minutes, link.note = None, ""
    records.start_over(session, "access_request", made.id)
    return made
