"""The days that the calendar may be turned to next, read before they are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desktop.store import spans as stored
from desktop.store.spans import Span
from desktop.ui import look
from desktop.ui.desk import Desk

Period = tuple[date, date]


class ReadAhead(QObject):
    """Reads periods in the background; one that is asked for earlier is read at once."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kept: dict[Period, list[Span]] = {}
        self._wanted: Sequence[Period] = ()
        self._turn = 0
        # Who leafs on quickly is not to wait for what is read ahead of days that are passed over.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(look.FILTER_MS)
        self._soon.timeout.connect(self._read)

    def forget(self) -> None:
        """Keep nothing: the file has changed."""
        self._kept.clear()
        self._turn += 1

    def of(self, period: Period) -> list[Span]:
        """What there is in a period."""
        found = self._kept.get(period)
        if found is None:
            found = self._desk.read(lambda session: stored.between(session, *period))
            self._kept[period] = found
        return found

    def want(self, current: Period, near: Sequence[Period]) -> None:
        """Read these periods soon, and keep them and the current one, but no others."""
        self._wanted = near
        for period in self._kept.keys() - {current, *near}:
            del self._kept[period]
        self._soon.start()

    def is_ready(self) -> bool:
        """Whether all that is wanted has been read."""
        return all(period in self._kept for period in self._wanted)

    def _read(self) -> None:
        missing = [period for period in self._wanted if period not in self._kept]
        desk, turn = self._desk, self._turn

        def read() -> dict[Period, list[Span]]:
            return {
                (first, last): desk.read(partial(stored.between, first=first, last=last))
                for first, last in missing
            }

        def keep(found: dict[Period, list[Span]]) -> None:
            if turn == self._turn:
                wanted = {key: spans for key, spans in found.items() if key in self._wanted}
                self._kept.update(wanted)

        # What could not be read ahead is read when it is asked for, and then tells why it cannot.
        if missing:
            desk.background.run(read, keep, lambda _error: None, owner=self)
