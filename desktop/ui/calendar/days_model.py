"""Days as a table of weeks, for the keyboard and for a screen reader."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.domain.day_mark import DayMark
from desktop.language import current, dates
from desktop.store.spans import Names, Span
from desktop.ui.calendar import telling
from desktop.ui.calendar.lanes import WEEK, Week, laid_out, monday_of

Index = QModelIndex | QPersistentModelIndex


class DaysModel(QAbstractTableModel):
    """So many weeks, a row each, from a Monday on; `heading` writes what stands above a column."""

    def __init__(
        self, weeks: int, heading: Callable[[date], str], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.weeks = weeks
        self._heading = heading
        self.monday = date.min
        self.spans: Sequence[Span] = ()
        self.names = telling.NOBODY
        self.marks: Sequence[DayMark] = ()

    def go(self, day: date, weeks: int | None = None) -> None:
        """Begin with the week of a day, of as many weeks; what was shown is shown no more."""
        self.beginResetModel()
        self.weeks = weeks or self.weeks
        self.monday = monday_of(day)
        self.spans, self.marks = (), ()
        self.endResetModel()

    def fill(self, spans: Sequence[Span], names: Names) -> None:
        """Let these things be on the days."""
        self.spans, self.names = spans, names
        self._told()

    def mark(self, marks: Sequence[DayMark]) -> None:
        """Let these days not be like others."""
        self.marks = marks
        self._told()

    def day_at(self, row: int, column: int) -> date:
        """The day of a cell."""
        return self.monday + timedelta(days=row * WEEK + column)

    def day(self, index: Index) -> date:
        """The day of an index."""
        return self.day_at(index.row(), index.column())

    def last(self) -> date:
        """The last day."""
        return self.day_at(self.weeks - 1, WEEK - 1)

    def index_of(self, day: date) -> QModelIndex:
        """The index of a day; an invalid one for a day that is not shown."""
        if not self.monday <= day <= self.last():
            return QModelIndex()
        row, column = divmod((day - self.monday).days, WEEK)
        return self.index(row, column)

    def on(self, day: date) -> list[Span]:
        """What is on a day."""
        return [span for span in self.spans if span.first <= day <= span.last]

    def laid_out(self, lines: int) -> list[Week]:
        """The weeks with at most so many lines a day."""
        return laid_out(self.monday, self.weeks, self.spans, lines)

    def respeak(self) -> None:
        """Say all in the language of the moment."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, WEEK - 1)
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.weeks - 1)
        self._told()

    def _told(self) -> None:
        self.dataChanged.emit(self.index(0, 0), self.index(self.weeks - 1, WEEK - 1))

    # -- for Qt

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else self.weeks

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else WEEK

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if index.isValid() and role == Qt.ItemDataRole.AccessibleTextRole:
            day = self.day(index)
            return telling.day_sentence(day, self.marks, self.on(day))
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if self.monday == date.min:
            return None
        if orientation == Qt.Orientation.Horizontal:
            day = self.day_at(0, section)
            if role == Qt.ItemDataRole.DisplayRole:
                return self._heading(day)
            if role == Qt.ItemDataRole.AccessibleTextRole:
                return dates.weekday_name(current(), day)
        elif role == Qt.ItemDataRole.DisplayRole:
            return str(self.day_at(section, 0).isocalendar().week)
        elif role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return dates.week(current(), self.day_at(section, 0))
        return None
