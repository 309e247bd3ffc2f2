"""A table that is typed into like a sheet: single keys, short texts, choices, several rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from desktop.domain.text import as_cell
from desktop.ui import icons, look
from desktop.ui.forms import Choice, TextLine
from desktop.ui.lists import Column, ListModel, ListTable
from desktop.ui.lists.model import COLUMN_ROLE, RECORD_ROLE
from desktop.ui.lists.table import RowDelegate
from desktop.ui.programme.bubble import Bubble
from desktop.ui.programme.painting import line_in_cell, paint_cell_ring
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

Index = QModelIndex | QPersistentModelIndex
Text = Callable[[], str]

_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@dataclass(frozen=True, kw_only=True)
class Cell:
    """How the cells of a column are typed into.

    `typed` gives the text that a cell opens with, `take` stores a text for rows, and `fault` says
    why it would not, None where it would. A cell with `options` (text, words, icon) offers them
    instead of a line. `by_key` gives the text that one key stands for, to be taken at once.
    """

    typed: Callable[[Any], str]
    take: Callable[[Sequence[Any], str], object]
    fault: Callable[[Any, str], Text | None] = lambda _row, _text: None
    options: Callable[[], Sequence[tuple[str, str, str]]] | None = None
    by_key: Callable[[str], str | None] = lambda _key: None
    can_be_empty: bool = True


class CellModel(ListModel):
    """Rows of which the columns in `cells` can be edited; `is_usual` tells what nobody has said."""

    def __init__(
        self,
        columns: Sequence[Column],
        cells: Mapping[str, Cell],
        *,
        id_of: Callable[[Any], str],
        is_usual: Callable[[Any, str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(columns, id_of=id_of, parent=parent)
        self.cells = cells
        self._is_usual = is_usual

    def follow(self, rows: Sequence[Any]) -> bool:
        """Show these rows; tells whether they are the same ones in their places, renewed."""
        before = [self.id_of(row) for row in self._rows]
        self._given = list(rows)
        if self.sorted_by == "" and before == [self.id_of(row) for row in rows]:
            self._rows = list(rows)
            if rows:
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return True
        self.set_rows(rows)
        return False

    def cell(self, index: Index) -> Cell | None:
        """How a cell is edited; None for one that is only shown."""
        return self.cells.get(self.columns[index.column()].name) if index.isValid() else None

    def column_of(self, name: str) -> int:
        """Where a column stands in the model."""
        return next(at for at, column in enumerate(self.columns) if column.name == name)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == COLUMN_ROLE and index.isValid():
            column = self.columns[index.column()]
            usual = self._is_usual(self._rows[index.row()], column.name)
            return replace(column, look="soft") if usual else column
        return super().data(index, role)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if self.cell(index) is not None else flags


class CellDelegate(RowDelegate):
    """Draws the cells of a list and opens those that can be edited."""

    def __init__(self, table: CellTable) -> None:
        super().__init__(table)
        self._cells = table

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if self._cells.hasFocus() and index == self._cells.currentIndex():
            paint_cell_ring(painter, option.rect)

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        # What is shown by an icon alone is to be had in words.
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
        if spoken == index.data():
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), plain_tooltip(str(spoken)), view)
        return True

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        cell = self._cells.cell_model().cell(index)
        assert cell is not None
        editor: QWidget
        if cell.options is not None:
            choice = Choice(parent)
            for text, words, icon in cell.options():
                choice.addItem(icons.icon(icon, "soft"), words, text)
            choice.activated.connect(lambda _at: self._take(choice))
            QTimer.singleShot(0, choice, choice.showPopup)
            editor = choice
        else:
            line = TextLine(parent)
            name = self._cells.cell_model().columns[index.column()].name
            self._cells.keep(line, name, index.data(RECORD_ROLE))
            editor = line
        title = self._cells.cell_model().columns[index.column()].title()
        row = self._cells.cell_model().index(index.row(), 0).data()
        editor.setAccessibleName(f"{title}: {row}")
        return editor

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if editor.property("filled"):
            return  # a change elsewhere does not disturb what is being typed
        editor.setProperty("filled", True)
        cell = self._cells.cell_model().cell(index)
        text = cell.typed(index.data(RECORD_ROLE)) if cell is not None else ""
        if isinstance(editor, Choice):
            editor.setCurrentIndex(editor.findData(text))
        elif isinstance(editor, TextLine):
            editor.setText(text)
            editor.selectAll()

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        cell = self._cells.cell_model().cell(index)
        if cell is None:
            return
        row = index.data(RECORD_ROLE)
        if isinstance(editor, Choice):
            self._cells.take(index, str(editor.currentData()), several=True)
        elif isinstance(editor, TextLine):
            text = editor.text().strip()
            if text == cell.typed(row).strip():
                return  # opening a cell and leaving it again is no change
            fault = cell.fault(row, text)
            if fault is not None:
                # The cell is being left, and closes: the word must come after that.
                where = QPersistentModelIndex(index)
                QTimer.singleShot(0, self._cells, lambda: self._cells.refuse(where, fault))
                return
            self._cells.take(index, text)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        rect = QRect(option.rect)
        room = self._cells.viewport().width() - rect.left()
        rect.setWidth(min(room, max(rect.width(), look.COLUMN // 2)))
        editor.setGeometry(line_in_cell(rect))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and isinstance(watched, TextLine)
            and event.key() in _LEAVING
            and not watched.suggesting()
        ):
            index = self._cells.currentIndex()
            cell = self._cells.cell_model().cell(index)
            text = watched.text().strip()
            row = index.data(RECORD_ROLE)
            if cell is not None and text != cell.typed(row).strip():
                fault = cell.fault(row, text)
                if fault is not None:
                    self._cells.refuse(index, fault)
                    return True
            self._cells.bubble.hide()
        return super().eventFilter(watched, event)

    def _take(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.SubmitModelCache)


class CellTable(Spoken, ListTable):
    """Shows a `CellModel`. Typing opens a cell, Return and F2 too; Tab goes on, Delete empties.

    `pasted` is sent with a text that was pasted, `delete_asked` where Delete is pressed in a cell
    that cannot be empty. Choices and single keys hold for all selected rows.
    """

    pasted = Signal(str)

    def __init__(self, model: CellModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._rows = model
        # Follows what is typed into a cell of a row, by the name of its column.
        self.keep: Callable[[TextLine, str, Any], object] = lambda _line, _name, _row: None
        self.setItemDelegate(CellDelegate(self))
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.bubble = Bubble(self)
        self.bubble.closed.connect(self.setFocus)
        look.mark(self, "role", "boxed")
        self.selectionModel().currentChanged.connect(lambda *_: self._moved())

    def cell_model(self) -> CellModel:
        """The model that is shown."""
        return self._rows

    def is_editing(self) -> bool:
        """Whether a cell is open."""
        return self.state() == QAbstractItemView.State.EditingState

    def follow(self, rows: Sequence[Any]) -> None:
        """Show these rows with the same ones selected, and the keyboard in its column."""
        chosen = [self._rows.id_of(row) for row in self.chosen()]
        index = self.currentIndex()
        current = self._rows.id_of(index.data(RECORD_ROLE)) if index.isValid() else ""
        if self._rows.follow(rows):
            return
        self.choose(chosen)
        place = self._rows.place_of(current)
        if place >= 0:
            model = self.selectionModel()
            here = self._rows.index(place, max(0, index.column()))
            model.setCurrentIndex(here, model.SelectionFlag.NoUpdate)

    def choose_any(self) -> None:
        """Select the row that the keyboard is at, else the first: a cell may be open there."""
        model, index = self.selectionModel(), self.currentIndex()
        if index.isValid():
            model.select(index, model.SelectionFlag.Select | model.SelectionFlag.Rows)
        elif self._rows.rowCount():
            self.choose([self._rows.id_of(self._rows.row_at(0))])

    def refuse(self, index: Index, text: Text) -> None:
        """Say beside a cell why something cannot be taken."""
        if index.isValid():
            at = self.visualRect(index).translated(self.viewport().pos())
            self.bubble.refuse(at, text)

    def take(self, index: Index, text: str, *, several: bool = False) -> bool:
        """Store a text for the row of a cell, or for all selected rows too."""
        cell = self._rows.cell(index)
        if cell is None:
            return False
        here = index.data(RECORD_ROLE)
        rows = self.chosen() if several else []
        rows = rows if any(row is here for row in rows) else [here]
        for row in rows:
            fault = cell.fault(row, text)
            if fault is not None:
                self.refuse(index, fault)
                return False
        cell.take(rows, text)
        return True

    def as_text(self) -> str:
        """The selected rows as text to paste elsewhere: a line each, its columns apart by tabs."""
        columns = self._rows.columns
        lines = ("\t".join(as_cell(c.text(row)) for c in columns) for row in self.chosen())
        return "\n".join(lines)

    def next_cell(self, step: int) -> QModelIndex:
        """The next cell that can be typed into, along the row and on to the next one."""
        index = self.currentIndex()
        row, column = index.row(), index.column() + step
        while 0 <= row < self._rows.rowCount():
            while 0 <= column < len(self._rows.columns):
                here = self._rows.index(row, column)
                if not self.isColumnHidden(column) and self._rows.cell(here) is not None:
                    return here
                column += step
            row, column = row + step, 0 if step > 0 else len(self._rows.columns) - 1
        return QModelIndex()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        hints = QAbstractItemDelegate.EndEditHint
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        super().closeEditor(editor, hints.NoHint if hint in steps else hint)
        target = self.next_cell(steps[hint]) if hint in steps else QModelIndex()
        if target.isValid():
            self.setCurrentIndex(target)
            cell = self._rows.cell(target)
            if cell is not None and cell.options is None:  # a list that opens by itself startles
                self.edit(target)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if self.is_editing():
            if not enter:  # an open cell lets Return through when it has done its work
                QAbstractItemView.keyPressEvent(self, event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(QGuiApplication.clipboard().text())
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.as_text())
        elif not self._press(self.currentIndex(), event, enter=enter):
            QAbstractItemView.keyPressEvent(self, event)

    def _press(self, index: QModelIndex, event: QKeyEvent, *, enter: bool) -> bool:
        """Do what a key does to the current cell; False where it does nothing to it."""
        cell = self._rows.cell(index)
        if enter and cell is not None:
            self.edit(index)
        elif enter and index.isValid():
            self.opened.emit(index.data(RECORD_ROLE))
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and index.isValid():
            if cell is not None and cell.can_be_empty:
                self.take(index, "", several=True)
            elif event.key() == Qt.Key.Key_Delete and self.chosen():
                self.delete_asked.emit()
        elif cell is not None and (text := self._meant(cell, event)) is not None:
            self.take(index, text, several=True)
        else:
            # A letter that stands for nothing here opens no list.
            return cell is not None and cell.options is not None and bool(event.text().strip())
        return True

    @staticmethod
    def _meant(cell: Cell, event: QKeyEvent) -> str | None:
        plain = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        text = event.text().strip()
        return cell.by_key(text) if text and not plain else None

    def _moved(self) -> None:
        self.bubble.hide()
        self.viewport().update()

    @override
    def respoken(self) -> None:
        self._rows.respeak()
