"""What a calendar says about one task, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop.calendars.entry import CANCELLED, Told, called_off, summary, told
from desktop.domain.codes import CLAUSE_OF, Clause, Confidentiality

if TYPE_CHECKING:
    from desktop.calendars.describe import Describer
    from desktop.calendars.scope import Record
    from desktop.domain import Task
    from desktop.language import Language

OPEN, COMPLETED = "NEEDS-ACTION", "COMPLETED"


@dataclass(frozen=True, slots=True)
class Todo:
    """One task, in the words of the calendar's language; `status` is RFC 5545's."""

    uid: str
    clause: Clause
    due: date | None
    done: date | None
    status: str
    confidential: bool
    summary: Told
    description: tuple[str, ...]

    def sort_key(self) -> tuple[date, str]:
        """Order in a file: by day, those without one last."""
        return self.due or date.max, self.uid


def todo(
    record: Record, task: Task, due: date | None, language: Language, describer: Describer
) -> Todo:
    """What a calendar in that language says about a task of a record that is due on a day."""
    off = called_off(record) is not None
    status = COMPLETED if task.done is not None else CANCELLED if off else OPEN
    title = told(task.title, language) or told(record.title, language)
    return Todo(
        uid=task.id,
        clause=CLAUSE_OF[record.__tablename__],
        due=due,
        done=task.done,
        status=status,
        confidential=record.confidentiality == Confidentiality.CONFIDENTIAL,
        summary=summary(title or Told(record.reference, "en"), status, language),
        description=tuple(describer.task(record, task)),
    )
