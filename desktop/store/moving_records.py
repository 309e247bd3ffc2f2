"""Moving what a calendar shows: whole records with all that is planned in them, items, slots."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from desktop.domain import AccessRequest, Delegation, Exchange, Item, Moment, Slot, Task
from desktop.domain.codes import DueAnchor, SlotStatus
from desktop.store import delegations, exchanges, programmes, records, wishes

_STAYS = frozenset(
    {SlotStatus.DONE, SlotStatus.CANCELLED_BY_USER, SlotStatus.CANCELLED_BY_FACILITY}
)


def move_record(session: Session, kind: str, record_id: str, days: int) -> None:
    """Move a delegation, a stay or a request by days, with its programme or its slots.

    Clock times stay, and due dates counted from start or end follow by themselves. Slots that
    were used or called off stay where they are. Raises Problem `record_gone`.
    """
    if kind == "access_request":
        _move_request(session, record_id, days)
        return
    record: Delegation | Exchange
    if kind == "delegation":
        record = records.get(session, Delegation, record_id)
        if record.start is not None:
            delegations.move_visit(session, record_id, record.start + timedelta(days=days))
            return
    else:
        record = records.get(session, Exchange, record_id)
        if record.start is not None:
            exchanges.move(session, record_id, record.start + timedelta(days=days))
            return
    record.start, record.end = _later(record.start, days), _later(record.end, days)
    for item in records.parts(session, Item, kind, record_id):
        programmes.shift(session, item, days)
    if kind == "delegation":
        wishes.move_along(session, record_id, days)


def move_item(session: Session, item_id: str, start: Moment, end: Moment) -> None:
    """Give an item other times, its parts moved along.

    Raises Problem `item_pinned` (title) or `record_gone`.
    """
    programmes.set_times(session, {item_id: (start, end)})


def move_slot(session: Session, slot_id: str, start: Moment, end: Moment) -> None:
    """Give a slot other times. Raises Problem `record_gone`."""
    records.update(session, Slot, slot_id, start=start, end=end)


def move_task(session: Session, task_id: str, due: date) -> None:
    """Fix the day on which a task is due. Raises Problem `record_gone`."""
    records.update(session, Task, task_id, anchor=DueAnchor.FIXED.value, due=due, offset_days=0)


def _move_request(session: Session, access_id: str, days: int) -> None:
    request = records.get(session, AccessRequest, access_id)
    request.start, request.end = _later(request.start, days), _later(request.end, days)
    for slot in records.parts(session, Slot, "access_request", access_id):
        if slot.status not in _STAYS:
            slot.start, slot.end = slot.start.moved(days=days), slot.end.moved(days=days)


def _later(day: date | None, days: int) -> date | None:
    return None if day is None else day + timedelta(days=days)
