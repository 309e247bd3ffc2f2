"""The days that are not like others, reckoned in the background and kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal

from desktop.domain.day_mark import DayMark
from desktop.domain.plan import ClosureFact
from desktop.planning.day_marks import day_marks
from desktop.store.spans import Names
from desktop.ui.desk import Desk

COUNTRIES = ("JP", "DK")
_BEYOND = timedelta(days=92)  # reckoned ahead on both sides, so that turning on asks for nothing

Days = tuple[date, date]


class DayMarks(QObject):
    """Knows the marks of some days; `changed` tells that there are others than before.

    The library behind them is slow to import: nothing is reckoned on the window's thread.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._known: Days | None = None
        self._marks: Sequence[DayMark] = ()
        self._asked: tuple[Days, tuple[ClosureFact, ...]] | None = None
        self._closures: tuple[ClosureFact, ...] = ()
        desk.watch.changed.connect(self._follow)

    def of(self, first: date, last: date, names: Names) -> list[DayMark]:
        """What is known of these days already; the rest is asked for."""
        if self._known is None or first < self._known[0] or last > self._known[1]:
            self._ask((first - _BEYOND, last + _BEYOND), names)
        return [one for one in self._marks if one.first <= last and one.last >= first]

    def _ask(self, days: Days, names: Names) -> None:
        closures = self._desk.watch.plan.closures
        if self._asked == (days, closures):
            return
        self._asked = (days, closures)
        whose = {**names.organisations, **names.facilities}

        def work() -> tuple[Days, list[DayMark]]:
            return days, day_marks(COUNTRIES, *days, closures, whose)

        self._desk.background.run(work, self._take, owner=self)

    def _take(self, found: tuple[Days, list[DayMark]]) -> None:
        self._known, self._marks = found
        self.changed.emit()

    def _follow(self) -> None:
        closures = self._desk.watch.plan.closures
        if closures != self._closures:
            self._closures = closures
            self._known = self._asked = None
            self.changed.emit()
