"""A table model over plain rows, sorted as a Python list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.domain.suspicious import visible
from desktop.language import current, sorting
from desktop.ui.lists.column import Column
from desktop.ui.widgets.labels import plain_tooltip
from desktop.ui.widgets.marks import clause_name

Index = QModelIndex | QPersistentModelIndex

SORT_ROLE = Qt.ItemDataRole.UserRole
RECORD_ROLE = Qt.ItemDataRole.UserRole + 1
COLUMN_ROLE = Qt.ItemDataRole.UserRole + 2


class ListModel(QAbstractTableModel):
    """Shows row objects through columns.

    `SORT_ROLE` gives native values and `RECORD_ROLE` the row itself. Sorting is a Python sort of
    the list: a sort proxy takes seconds where this takes milliseconds.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        id_of: Callable[[Any], str] = lambda row: str(row.id),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.id_of = id_of
        self.sorted_by = ""
        self.descending = False
        self._given: list[Any] = []
        self._rows: list[Any] = []

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows, in the order that was chosen, or else in theirs."""
        self.beginResetModel()
        self._given = list(rows)
        self._arrange()
        self.endResetModel()

    def rows(self) -> list[Any]:
        """The rows in the order shown."""
        return list(self._rows)

    def row_at(self, index: int) -> Any:
        """The row shown at a place."""
        return self._rows[index]

    def place_of(self, record: str) -> int:
        """Where the row with an id is shown, or -1."""
        return next((at for at, row in enumerate(self._rows) if self.id_of(row) == record), -1)

    def sort_by(self, name: str, descending: bool = False) -> None:
        """Sort by a column; "" is the order in which the rows were given."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._rows[index.row()] for index in before]
        self.sorted_by, self.descending = name, descending
        self._arrange()
        places = {id(row): at for at, row in enumerate(self._rows)}
        after = [
            self.index(places[id(row)], index.column())
            for row, index in zip(rows, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self.retitle()

    def respeak(self) -> None:
        """Show all texts in the language of the moment, sorted by its rules."""
        self.sort_by(self.sorted_by, self.descending)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def retitle(self) -> None:
        """Say that the headers changed."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def sort_value(self, column: Column, row: Any) -> Any:
        """The native value by which a row sorts in a column; None is always last."""
        if column.sort is not None:
            return column.sort(row)
        text = column.text(row)
        return sorting.sort_key(current(), text) if text else None

    def _arrange(self) -> None:
        column = next((each for each in self.columns if each.name == self.sorted_by), None)
        self._rows = list(self._given)
        if column is None:
            return
        values = {id(row): self.sort_value(column, row) for row in self._rows}
        known = [row for row in self._rows if values[id(row)] is not None]
        known.sort(key=lambda row: values[id(row)], reverse=self.descending)
        self._rows = known + [row for row in self._rows if values[id(row)] is None]

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(column.text(row))
        if role == SORT_ROLE:
            return self.sort_value(column, row)
        if role == RECORD_ROLE:
            return row
        if role == COLUMN_ROLE:
            return column
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = column.text(row)
            return f"{clause_name(column.clause(row))}, {text}" if column.clause else text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            arrow = ("  ↓" if self.descending else "  ↑") if column.name == self.sorted_by else ""
            return column.title() + arrow
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.title())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None
