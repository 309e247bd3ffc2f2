"""What a calendar says about one task, before it is written down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.calendars.entry import CANCELLED, Told, called_off, summary, told
from desktop.domain import Exchange
from desktop.domain.codes import CLAUSE_OF, Clause, Confidentiality

if TYPE_CHECKING:
    from datetime import date

    from desktop.calendars.describe import Describer
    from desktop.calendars.scope import Record
    from desktop.domain import Task
    from desktop.language import Language

OPEN, COMPLETED = "NEEDS-ACTION", "COMPLETED"


@dataclass(frozen=True, slots=True)
class Todo:
    """One task, in the words of the calendar's language; `status` is RFC 5545's.

    `parent` is the UID of the stay it belongs to.
    """

    uid: str
    clause: Clause
    due: date | None
    done: date | None
    status: str
    confidential: bool
    summary: Told
    description: tuple[str, ...]
    parent: str | None = None


def todo(
    record: Record,
    task: Task,
    due: date | None,
    language: Language,
    describer: Describer,
    *,
    is_gone: bool = False,
) -> Todo:
    """What a calendar in that language says about a task of a record that is due on a day.

    `is_gone` calls it off, whatever it was.
    """
    off = is_gone or called_off(record) is not None
    done = None if is_gone else task.done
    status = COMPLETED if done is not None else CANCELLED if off else OPEN
    title = told(task.title, language) or told(record.title, language)
    return Todo(
        uid=task.id,
        clause=CLAUSE_OF[record.__tablename__],
        due=due,
        done=done,
        status=status,
        confidential=record.confidentiality == Confidentiality.CONFIDENTIAL,
        summary=summary(title or Told(record.reference, "en"), status, language),
        description=tuple(describer.task(record, task)),
        parent=record.id if isinstance(record, Exchange) else None,
    )
