"""The days that the calendar shows, and those it may be turned to next, read in the background."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from sqlalchemy.orm import Session

from desktop.errors import Problem
from desktop.store import spans as stored
from desktop.store.spans import Names, Span
from desktop.ui import look
from desktop.ui.desk import Desk

Period = tuple[date, date]
Wanted = Period | None
"""Some days, or all records with their slots, whatever their days are."""

_Found = tuple[Names, dict[Wanted, list[Span]]]


class CalendarReading(QObject):
    """Reads one thing after the other, what is shown before what may be; nobody waits for it.

    `arrived` tells that what was wanted last is there, at once where it was read ahead.
    """

    arrived = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.names = Names({}, {}, {})
        self._kept: dict[Wanted, list[Span]] = {}
        self._wanted: Wanted = None
        self._near: Sequence[Period] = ()
        self._turn = 0
        self._busy = False
        # Who leafs on quickly is not to wait for what is read ahead of days that are passed over.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(look.FILTER_MS)
        self._soon.timeout.connect(self._read_ahead)

    def forget(self) -> None:
        """Keep nothing: the file has changed."""
        self._kept.clear()
        self._turn += 1

    def want(self, current: Wanted, near: Sequence[Period]) -> None:
        """Read `current`, and these periods soon; keep them, but no others."""
        self._wanted, self._near = current, near
        for period in self._kept.keys() - {current, *near}:
            del self._kept[period]
        if current in self._kept:
            self.arrived.emit()
            self._soon.start()
        elif not self._busy:
            self._read(current)

    def spans(self) -> Sequence[Span]:
        """What there is in what was wanted last; nothing while that is being read."""
        return self._kept.get(self._wanted, ())

    def is_ready(self) -> bool:
        """Whether all that is wanted now or soon has been read."""
        return all(period in self._kept for period in (self._wanted, *self._near))

    def _read(self, period: Wanted) -> None:
        office, turn = self._desk.office, self._turn

        def work() -> _Found:
            with office.reading() as session:
                return stored.names(session), {period: _spans(session, period)}

        self._busy = True
        self._desk.background.run(work, partial(self._take, turn), self._failed, owner=self)

    def _take(self, turn: int, found: _Found) -> None:
        self._busy = False
        if turn == self._turn:
            self.names, read = found
            self._kept.update(read)
            if self._wanted in read:
                self.arrived.emit()
        if self._wanted in self._kept:
            self._soon.start()
        elif not self._busy:
            self._read(self._wanted)  # what came is older than what was asked for since

    def _read_ahead(self) -> None:
        missing = [period for period in self._near if period not in self._kept]
        if missing and not self._busy:
            self._read(missing[0])

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        if not isinstance(error, Problem):
            raise error
        # What could not be read ahead is read when it is asked for, and then tells why it cannot.
        if self._wanted not in self._kept:
            self._desk.trouble(error)


def _spans(session: Session, period: Wanted) -> list[Span]:
    if period is None:
        return stored.records_and_slots(session)
    return stored.between(session, *period)
