"""The model of a programme: a heading for each day, below it the items of the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from enum import IntEnum
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from desktop.domain import Item
from desktop.domain.suspicious import visible
from desktop.domain.text import as_cell
from desktop.language import _, current, dates
from desktop.ui.lists.model import RECORD_ROLE
from desktop.ui.programme.programme import Line, Programme
from desktop.ui.programme.texts import Texts, item_name

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns, from the left."""

    TIME = 0
    OTHER = 1
    TITLE = 2
    PLACE = 3
    WHO = 4
    STATUS = 5


EDITABLE = (Column.TIME, Column.TITLE, Column.PLACE, Column.STATUS)


class ProgrammeModel(QAbstractTableModel):
    """Shows a `Programme`. `RECORD_ROLE` gives the `Line` of a row.

    Showing a changed programme removes, moves, adds and renews single rows, so that selections,
    open cells and other views of the model stay as they are. `edit(item id, column, value)` takes
    what was typed into a cell; without it nothing can be edited.
    """

    def __init__(
        self,
        clocks: Callable[[], tuple[str, str]],
        edit: Callable[[str, Column, Any], bool] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clocks = clocks
        self._edit = edit
        self._lines: list[Line] = []
        self._places: dict[tuple[str, str], int] = {}
        self._programme = Programme("", "", "", "", None, None)
        self._texts = Texts(current(), self._programme, clocks())

    # -- for those who show it

    def programme(self) -> Programme:
        """The programme that is shown."""
        return self._programme

    def texts(self) -> Texts:
        """What the programme says, in the language of the moment."""
        return self._texts

    def lines(self) -> Sequence[Line]:
        """All lines, from the top."""
        return self._lines

    def line_at(self, row: int) -> Line:
        """The line in a row."""
        return self._lines[row]

    def item_at(self, row: int) -> Item | None:
        """The item in a row; None for a heading, or where there is no row."""
        return self._lines[row].item if 0 <= row < len(self._lines) else None

    def row_of(self, item_id: str) -> int:
        """The row of an item, or -1."""
        return self._row_of(("item", item_id))

    def row_of_day(self, day: dt.date | None) -> int:
        """The row of a day's heading, or -1."""
        return self._row_of(("day", day.isoformat() if day else ""))

    def show(self, programme: Programme) -> None:
        """Show a programme, keeping in place what is the same."""
        self._programme = programme
        self._texts = Texts(current(), programme, self._clocks(), self._texts)
        new = list(programme.lines)
        wanted = {line.key for line in new}
        self._remove([row for row, line in enumerate(self._lines) if line.key not in wanted])
        known = {line.key for line in self._lines}
        self._arrange([line for line in new if line.key in known])
        self._insert(new)
        self._lines = new
        self._places = {line.key: row for row, line in enumerate(new)}
        self._tell()

    def respeak(self) -> None:
        """Say everything in the language of the moment."""
        self._texts = Texts(current(), self._programme, self._clocks())
        self._tell()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)

    def as_text(self, rows: Sequence[int]) -> str:
        """Rows as text to paste elsewhere: a line each, its columns apart by tabs."""
        told = []
        for row in rows:
            line = self._lines[row]
            day = dates.day_short(current(), line.day) if line.day else ""
            cells = (as_cell(self._text(line, column)) for column in Column)
            told.append("\t".join([day, *cells]))
        return "\n".join(told)

    # -- for Qt

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if self._lines[index.row()].item is None:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._edit is not None and index.column() in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self._lines[index.row()], Column(index.column())
        if role == RECORD_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(self._text(line, column))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(line, column)
        if role == Qt.ItemDataRole.EditRole and line.item is not None:
            return self._typed(line.item, column)
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        item = self.item_at(index.row())
        if role != Qt.ItemDataRole.EditRole or item is None or self._edit is None:
            return False
        return self._edit(item.id, Column(index.column()), value)

    @override
    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            Column.TIME: _("Local time"),
            Column.OTHER: _("Other country"),
            Column.TITLE: _("Title"),
            Column.PLACE: _("Place"),
            Column.WHO: _("Who"),
            Column.STATUS: _("Status"),
        }[Column(section)]

    # -- texts

    def _text(self, line: Line, column: Column) -> str:
        texts, item = self._texts, line.item
        if item is None:
            heading, aside = texts.heading(line)
            return f"{heading}   {aside}".strip() if column == Column.TIME else ""
        match column:
            case Column.TIME:
                return "  ".join(clock.spoken() for clock in texts.time(item))
            case Column.OTHER:
                return "  ".join(clock.spoken() for clock in texts.other(item))
            case Column.TITLE:
                return texts.title(item)
            case Column.PLACE:
                return texts.place(item)
            case Column.WHO:
                return texts.who(item).spoken()
            case Column.STATUS:
                return texts.status(item)

    def _spoken(self, line: Line, column: Column) -> str:
        """What a screen reader says: nothing that is only seen is left out."""
        item = line.item
        if item is None:
            return " ".join(self._texts.heading(line))
        if column == Column.TITLE:
            return item_name(item, current())
        if column == Column.STATUS:
            return self._texts.status_spoken(item)
        text = self._text(line, column)
        if column == Column.TIME and line.day is not None:
            return f"{text}, {dates.day_short(current(), line.day)}"
        return text

    def _typed(self, item: Item, column: Column) -> object:
        match column:
            case Column.TIME:
                return self._texts.edit_time(item)
            case Column.TITLE:
                return getattr(item.title, current().code, "")
            case Column.PLACE:
                return item.place_id
            case Column.STATUS:
                return item.status
            case _:
                return None

    # -- rows

    def _row_of(self, key: tuple[str, str]) -> int:
        return self._places.get(key, -1)

    def _remove(self, rows: list[int]) -> None:
        for first, last in reversed(_runs(rows)):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._lines[first : last + 1]
            self.endRemoveRows()

    def _arrange(self, lines: list[Line]) -> None:
        """Bring the rows that stay into their new order."""
        if [line.key for line in lines] == [line.key for line in self._lines]:
            return
        self.layoutAboutToBeChanged.emit()
        places = {line.key: row for row, line in enumerate(lines)}
        before = self.persistentIndexList()
        after = [
            self.index(places[self._lines[index.row()].key], index.column()) for index in before
        ]
        self._lines = lines
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _insert(self, new: list[Line]) -> None:
        known = {line.key for line in self._lines}
        for first, last in _runs([row for row, line in enumerate(new) if line.key not in known]):
            self.beginInsertRows(QModelIndex(), first, last)
            self._lines[first:first] = new[first : last + 1]
            self.endInsertRows()

    def _tell(self) -> None:
        if self._lines:
            last = self.index(len(self._lines) - 1, len(Column) - 1)
            self.dataChanged.emit(self.index(0, 0), last)


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    """Rows as stretches without a gap: 1 2 3 7 is (1, 3), (7, 7)."""
    stretches = []
    for _gap, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        found = [row for _at, row in run]
        stretches.append((found[0], found[-1]))
    return stretches
