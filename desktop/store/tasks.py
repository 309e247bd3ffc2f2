"""What is to be done for the records of an office, as plain rows, and ticking it off."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import AccessRequest, Delegation, Exchange, Task, Trilingual
from desktop.domain.codes import DueAnchor
from desktop.domain.revision import CALLED_OFF
from desktop.domain.task import counted_day
from desktop.store import records
from desktop.store.matching import matches, trilingual, word_columns

_RECORDS: tuple[tuple[Any, Any, str], ...] = (
    (Delegation, Task.delegation_id, "status"),
    (Exchange, Task.exchange_id, "status"),
    (AccessRequest, Task.access_id, "stage"),
)


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task with the record it belongs to.

    `counted` is the day that the count from the record's dates gives, or the day it was fixed to;
    `planning.agenda.due_of` moves it off weekends and holidays. `cancelled` says that the record
    was called off, so that nothing is to be done for it any more; `found_by` is the normalised text
    by which the task or its record is found.
    """

    id: str
    code: str
    title: Trilingual
    record_kind: str
    record_id: str
    reference: str
    record_title: Trilingual
    direction: str
    status: str
    cancelled: bool
    anchor: str
    offset_days: int
    turn: str
    officer: str
    counted: date | None
    done: date | None
    source: str
    checked: date | None
    note: str
    found_by: str = ""

    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.done is None and not self.cancelled


def tick(session: Session, due_days: Mapping[str, date | None], done: date | None) -> int:
    """Tick tasks off as done on a day, or take their ticks back with None; gives how many changed.

    `due_days` names the tasks and the day each was due. One that is counted from its record keeps
    that day while it is done, wherever the record moves, and is counted again without its tick.
    Raises Problem `record_gone` (kind) for one that is there no more.
    """
    changed = 0
    for task_id, due in due_days.items():
        task = records.get(session, Task, task_id)
        if (task.done is None) == (done is None):
            continue
        task.done = done
        if task.anchor != DueAnchor.FIXED:
            task.due = None if done is None else due
        changed += 1
    return changed


def rows(session: Session, query: str = "") -> list[TaskRow]:
    """Tasks of all records by the day they are counted to; those without a day come last."""
    found: list[TaskRow] = []
    for cls, key, status in _RECORDS:
        statement = select(
            *word_columns(Task, "title"),
            *word_columns(cls, "title", "record"),
            *(Task.id, Task.code, Task.anchor, Task.due, Task.offset_days, Task.turn),
            *(Task.officer, Task.done, Task.source, Task.checked, Task.note),
            *(cls.id.label("record_id"), cls.reference, cls.direction, cls.start, cls.end),
            getattr(cls, status).label("status"),
            (Task.search + "\n" + func.coalesce(cls.search, "")).label("found_by"),
        ).join(cls, cls.id == key)
        if query.strip():
            texts = (Task.search, func.coalesce(cls.search, ""))
            statement = statement.where(matches(query, *texts))
        found += [_row(cls.__tablename__, row) for row in session.execute(statement)]
    return sorted(found, key=lambda row: (row.counted or date.max, row.reference, row.title.en))


def _row(kind: str, row: Any) -> TaskRow:
    return TaskRow(
        row.id,
        row.code,
        trilingual(row, "title"),
        kind,
        row.record_id,
        row.reference,
        trilingual(row, "record"),
        row.direction,
        row.status,
        row.status in CALLED_OFF[kind],
        row.anchor,
        row.offset_days,
        row.turn,
        row.officer,
        counted_day(row.anchor, row.offset_days, row.due, row.done, row.start, row.end),
        row.done,
        row.source,
        row.checked,
        row.note,
        row.found_by,
    )
