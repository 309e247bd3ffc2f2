"""A calendar of the whole office that is written again and again, each time what is new of it."""

from __future__ import annotations

from bisect import bisect_left, insort
from typing import TYPE_CHECKING

from desktop.calendars.export import Maker, Piece, TasksAs, assembled
from desktop.calendars.head import head
from desktop.calendars.reminders import Reminders
from desktop.calendars.scope import things
from desktop.domain import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from desktop.calendars.export import Calendar
    from desktop.calendars.scope import Record, Thing
    from desktop.domain.revision import Revision
    from desktop.errors import Problem
    from desktop.language import Language

Pair = tuple["Record", "Thing | Task"]


class KeptCalendar:
    """Keeps the events and tasks of a calendar as they were written.

    `due` gives the day of a task; without it there are no tasks. It gives the very bytes that
    `export.calendar` would.
    """

    def __init__(
        self,
        language: Language,
        *,
        due: Callable[[Task, Record], date | None] | None = None,
        tasks_as: TasksAs = TasksAs.TODO,
        reminders: Reminders | None = None,
        private: bool = False,
    ) -> None:
        self._language, self._due, self._tasks_as = language, due, tasks_as
        self._reminders, self._private = reminders or Reminders(), private
        self._head: list[str] = []
        self._only = ""
        self._pieces: list[Piece] = []
        self._of: dict[str, list[Piece]] = {}
        self._skipped: dict[str, Problem] = {}

    def whole(
        self,
        records: Iterable[Record],
        revisions: Mapping[str, Revision],
        tasks: Iterable[tuple[Task, Record]] = (),
        gone: Iterable[Pair] = (),
    ) -> Calendar:
        """The calendar of records, written anew; Problem `calendar_empty`."""
        every = list(records)
        self._head = head(every, self._language, None)
        # The calendar of one record is called as the record is.
        self._only = every[0].id if len(every) == 1 else ""
        self._of, self._skipped = {}, {}
        maker = self._made(things(every), revisions, gone, ((one, task) for task, one in tasks))
        self._pieces = sorted(maker.pieces, key=Piece.sort_key)
        self._take(maker)
        return assembled(self._head, self._pieces, self._skipped.values())

    def renewed(
        self,
        ids: Collection[str],
        changed: Iterable[Pair],
        revisions: Mapping[str, Revision],
        gone: Iterable[Pair] = (),
    ) -> Calendar:
        """The calendar in which some things are another, or no more; Problem `calendar_empty`."""
        for one in ids:
            self._skipped.pop(one, None)
            for piece in self._of.pop(one, ()):
                del self._pieces[bisect_left(self._pieces, piece.sort_key(), key=Piece.sort_key)]
        events, tasks = [], []
        for record, thing in changed:
            if record.id == self._only:
                self._head = head([record], self._language, None)
            if isinstance(thing, Task):
                tasks.append((record, thing))
            else:
                events.append((record, thing))
        maker = self._made(events, revisions, gone, tasks)
        for piece in maker.pieces:
            insort(self._pieces, piece, key=Piece.sort_key)
        self._take(maker)
        return assembled(self._head, self._pieces, self._skipped.values())

    def _made(
        self,
        events: Iterable[tuple[Record, Thing]],
        revisions: Mapping[str, Revision],
        gone: Iterable[Pair],
        tasks: Iterable[tuple[Record, Task]],
    ) -> Maker:
        maker = Maker(revisions, self._language, None, self._reminders, private=self._private)
        for record, thing in events:
            maker.add(record, thing)
        if self._due is not None:
            for record, task in tasks:
                maker.add_task(record, task, self._due(task, record), self._tasks_as)
        maker.add_gone(gone, None if self._due is None else self._tasks_as)
        return maker

    def _take(self, maker: Maker) -> None:
        for piece in maker.pieces:
            self._of.setdefault(piece.thing, []).append(piece)
        self._skipped |= {str(one.values["id"]): one for one in maker.skipped}
