"""The tasks of all records with the day each is due, kept up to date while the file is changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.errors import Problem
from desktop.planning.agenda import Soon, due_of, how_soon
from desktop.store import tasks
from desktop.store.search import normalise
from desktop.store.tasks import TaskRow
from desktop.ui.background import Background

if TYPE_CHECKING:
    from desktop.store.office import OfficeFile

_KINDS = frozenset({"task", "delegation", "exchange", "access_request"})


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task with the day it is due, on which somebody works; `found_by` has the officer, too."""

    row: TaskRow
    due: date | None
    found_by: str = ""

    def soon(self, today: date) -> Soon:
        """How soon it is due, seen from a day."""
        return how_soon(self.due, self.row.done, today)


def due_by(tasks: Iterable[DueTask], day: date) -> list[DueTask]:
    """The tasks that are still to be done and due by a day, in their order."""
    return [one for one in tasks if one.row.is_open() and one.due is not None and one.due <= day]


class _Normalised(dict[str, str]):
    """Names as they are searched for, each worked out once."""

    def __missing__(self, name: str) -> str:
        self[name] = normalise(name)
        return self[name]


class Agenda(QObject):
    """Knows the tasks of the office file; all pages that ask share one reading.

    Nothing is read before `start` is called, and then always in the background, since the days
    need the holidays of many years. `changed` is sent when the tasks may be others than before.
    """

    changed = Signal()

    def __init__(
        self,
        office: OfficeFile,
        background: Background,
        office_zone: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._office = office
        self._background = background
        self._office_zone = office_zone
        self._tasks: Sequence[DueTask] | None = None
        self._open: Sequence[DueTask] = ()
        self._zone = ""
        self._reading = False
        self._again = False
        self._stopped = False

    def start(self) -> None:
        """Read the tasks, unless that is done or under way."""
        if self._tasks is None and not self._reading:
            self._read()

    def is_ready(self) -> bool:
        """Whether the tasks have been read, so that none means that there is none."""
        return self._tasks is not None

    def is_current(self) -> bool:
        """Whether they are those of the file as it is now, as far as its changes were told."""
        return self.is_ready() and not self._reading

    def tasks(self) -> Sequence[DueTask]:
        """All tasks, done ones among them, in the order in which they are due."""
        return self._tasks or ()

    def overdue(self, today: date) -> int:
        """How many should have been done before a day."""
        return sum(one.soon(today) is Soon.OVERDUE for one in self._open)

    def due_by(self, day: date) -> list[DueTask]:
        """The tasks that are still to be done and due by a day, the longest overdue first."""
        return due_by(self._open, day)

    def follow(self, kinds: frozenset[str]) -> None:
        """Read again after a commit that changed such kinds."""
        if not _KINDS.isdisjoint(kinds):
            self._read_again()

    def follow_settings(self) -> None:
        """Read again where the office moved to another country, with other holidays."""
        if self._zone != self._office_zone():
            self._read_again()

    def stop(self) -> None:
        """Look at the file no more: it is about to be closed."""
        self._stopped = True

    def _read_again(self) -> None:
        if self._reading:
            self._again = True
        elif self._tasks is not None:
            self._read()

    def _read(self) -> None:
        if self._stopped:
            return
        self._reading, self._again = True, False
        office, self._zone = self._office, self._office_zone()
        zone = self._zone

        def work() -> tuple[list[DueTask], list[DueTask]]:
            names = _Normalised()
            with office.reading() as session:
                found = [
                    DueTask(row, due_of(row, zone), f"{row.found_by}\n{names[row.officer]}")
                    for row in tasks.rows(session)
                ]
            found.sort(key=lambda one: (one.due or date.max, one.row.reference))
            # Of years of tasks few are left to be done, and the window asks for those often.
            return found, [one for one in found if one.row.is_open()]

        self._background.run(work, self._take, self._failed, owner=self)

    def _take(self, found: tuple[list[DueTask], list[DueTask]]) -> None:
        self._reading = False
        self._tasks, self._open = found
        if self._again:
            self._read()  # what came is older than what its readers did since
        else:
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._reading = False
        if not isinstance(error, Problem):  # of a disk that fails, the page that reads next tells
            raise error
