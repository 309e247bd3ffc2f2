"""The calendar of the whole office, of which only what has changed is made again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from desktop.calendars.export import TasksAs
from desktop.calendars.kept import KeptCalendar
from desktop.language import Language
from desktop.planning.agenda import due_for
from desktop.store.calendar_changes import changed_since, last_unit
from desktop.store.calendar_source import whole_office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.calendars.export import Calendar
    from desktop.calendars.reminders import Reminders
    from desktop.store.office import OfficeFile


@dataclass(frozen=True)
class Wanted:
    """How the calendar is to be written; `tasks` is None for one without tasks.

    `home` is the zone of the office, whose holidays count for when a task is due.
    """

    language: str
    home: str
    tasks: TasksAs | None = None
    reminders: Reminders | None = None
    private: bool = False


class OfficeCalendar:
    """Keeps the calendar that was made last; may be asked from any thread."""

    def __init__(self, office: OfficeFile) -> None:
        self._office = office
        self._one_at_a_time = Lock()
        self._wanted: Wanted | None = None
        self._kept: KeptCalendar | None = None
        self._unit = 0

    def make(self, wanted: Wanted) -> Calendar:
        """The calendar as the office is now; Problem `calendar_empty`."""
        with self._one_at_a_time, self._office.reading() as session:
            # Let go first: what fails half way is not to be gone on with.
            kept, self._kept = self._kept if wanted == self._wanted else None, None
            changed = changed_since(session, self._unit) if kept is not None else None
            if kept is None or changed is None or changed.ids is None:
                return self._anew(session, wanted)
            made = kept.renewed(changed.ids, changed.things, changed.revisions, changed.gone)
            self._kept, self._unit = kept, changed.unit
            return made

    def _anew(self, session: Session, wanted: Wanted) -> Calendar:
        unit, source = last_unit(session), whole_office(session)
        kept = KeptCalendar(
            Language.of(wanted.language),
            due=None if wanted.tasks is None else partial(due_for, office_zone=wanted.home),
            tasks_as=wanted.tasks or TasksAs.TODO,
            reminders=wanted.reminders,
            private=wanted.private,
        )
        made = kept.whole(source.records, source.revisions, source.tasks, source.gone)
        self._wanted, self._kept, self._unit = wanted, kept, unit
        return made
