"""What is to be done for the records of an office, as plain rows."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.domain import AccessRequest, Delegation, Exchange, Task, Trilingual
from desktop.domain.revision import CALLED_OFF
from desktop.domain.task import counted_day
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
    `planning.deadlines.due_day` moves it off weekends and holidays.
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
    )
