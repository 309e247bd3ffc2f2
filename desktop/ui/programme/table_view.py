"""The programme as a table: typed into, moved and copied with the keyboard alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.programme.bubble import Answer, Bubble
from desktop.ui.programme.cells import ProgrammeDelegate
from desktop.ui.programme.programme import DELEGATION
from desktop.ui.programme.table_model import EDITABLE, Column, Index, ProgrammeModel
from desktop.ui.speech import Spoken

_WHO = 14  # the width of the column, in characters
_WIDE = 108  # characters from which on all columns are shown
_NARROW = 62  # and below which the other country's time is left to the details


class ProgrammeTable(Spoken, QTableView):
    """Shows a `ProgrammeModel`; the selection model may be shared with other views of it.

    Return and F2 open a cell, Tab goes on to the next one, Ctrl+Return opens the details.
    `day_asked` is sent with the day that the keyboard or mouse is at, `entry_asked` when the
    heading of a day is opened.
    """

    details_asked = Signal()
    entry_asked = Signal()
    day_asked = Signal(object)
    menu_asked = Signal(QPoint)

    def __init__(self, model: ProgrammeModel, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._unfitted = True
        self._programme = model
        self._delegate = ProgrammeDelegate(self, desk)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.bubble = Bubble(self)
        self.bubble.closed.connect(self.setFocus)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(look.XL)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFixedHeight(look.HEADER)
        header.setMinimumSectionSize(look.XL)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        for changed in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            changed.connect(self._span)
        model.dataChanged.connect(self._fill)
        self.say(self.setAccessibleName, lambda: _("Programme"))
        self._span()

    # -- for the panel

    def programme_model(self) -> ProgrammeModel:
        """The model that is shown."""
        return self._programme

    def chosen(self) -> list[str]:
        """The ids of the selected items, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        found = (self._programme.item_at(row) for row in rows)
        return [item.id for item in found if item is not None]

    def choose(self, ids: Sequence[str], column: Column | None = None) -> None:
        """Select items, and bring the first into sight."""
        rows = [row for each in ids if (row := self._programme.row_of(each)) >= 0]
        selection, flag = self.selectionModel(), QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        for row in rows:
            selection.select(self._programme.index(row, 0), flag.Select | flag.Rows)
        if rows:
            kept = self.currentIndex().column() if self.currentIndex().isValid() else Column.TITLE
            index = self._programme.index(rows[0], kept if column is None else column)
            selection.setCurrentIndex(index, flag.NoUpdate)
            self.scrollTo(index)

    def show_day(self, day: dt.date | None) -> None:
        """Bring a day into sight."""
        row = self._programme.row_of_day(day)
        if row >= 0:
            self.scrollTo(self._programme.index(row, 0))

    def show_current(self) -> None:
        """Bring the row that the keyboard is at into sight."""
        if self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())

    def current_day(self) -> dt.date | None:
        """The day that the keyboard is at; None where there is none."""
        index = self.currentIndex()
        return self._programme.line_at(index.row()).day if index.isValid() else None

    def refuse(self, index: Index, text: Callable[[], str]) -> None:
        """Say beside a cell why something cannot be taken."""
        if index.isValid():
            self.bubble.refuse(self._beside(index), text)

    def ask(self, index: QModelIndex, text: Callable[[], str], answers: Sequence[Answer]) -> None:
        """Ask beside a cell."""
        self.scrollTo(index)
        self.bubble.ask(self._beside(index), text, answers)

    def open_cell(self, column: Column) -> None:
        """Open a cell of the current row to type into."""
        index = self._programme.index(self.currentIndex().row(), column)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setCurrentIndex(index)
            self.edit(index)

    # -- how it stands

    def _beside(self, index: Index) -> QRect:
        rect = self.visualRect(index)
        return rect.translated(self.viewport().pos())

    def _span(self) -> None:
        self.clearSpans()
        for row, line in enumerate(self._programme.lines()):
            if line.item is None:
                self.setSpan(row, 0, 1, len(Column))

    def _fit(self) -> None:
        """Give each row the height it needs."""
        for row in range(self._programme.rowCount()):
            height = self._delegate.row_height(row)
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)

    def _fill(self) -> None:
        """Give title and place the room that the other columns leave, once that is seen."""
        self._unfitted = not self.isVisible()
        if self._unfitted:
            return
        unit = self.fontMetrics().horizontalAdvance("0")
        room = self.viewport().width()
        wide = room >= _WIDE * unit
        shared = self._programme.programme().owner_kind == DELEGATION
        self.setColumnHidden(Column.OTHER, room < _NARROW * unit)
        self.setColumnHidden(Column.PLACE, not wide)
        self.setColumnHidden(Column.WHO, not (wide and shared))
        header = self.horizontalHeader()
        widths = {
            Column.TIME: self._delegate.clock_width(Column.TIME),
            Column.OTHER: self._delegate.clock_width(Column.OTHER),
            Column.WHO: _WHO * unit + 2 * look.S,
            Column.STATUS: self._delegate.status_width(words=wide),
        }
        for column, width in widths.items():
            if not self.isColumnHidden(column):
                width = max(width, header.sectionSizeHint(column))
                self.setColumnWidth(column, width)
                room -= width
        if wide:
            self.setColumnWidth(Column.PLACE, room * 3 // 8)
            room -= room * 3 // 8
        self.setColumnWidth(Column.TITLE, max(look.COLUMN // 2, room))
        self._fit()

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    # -- keyboard and mouse

    def _open(self, index: QModelIndex) -> None:
        if self._programme.item_at(index.row()) is None:
            self.entry_asked.emit()
        else:
            self.details_asked.emit()

    def _next_cell(self, step: int) -> QModelIndex:
        """The next cell that can be typed into, along the row and on to the next item."""
        columns = [column for column in EDITABLE if not self.isColumnHidden(column)]
        index = self.currentIndex()
        row, column = index.row(), index.column() + step
        while 0 <= row < self._programme.rowCount():
            if self._programme.item_at(row) is not None:
                fitting = [c for c in columns if (c >= column if step > 0 else c <= column)]
                if fitting:
                    return self._programme.index(row, fitting[0 if step > 0 else -1])
            row, column = row + step, 0 if step > 0 else len(Column)
        return QModelIndex()

    @override
    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        if not self.bubble.is_asking():
            self.bubble.hide()
        hints = QAbstractItemDelegate.EndEditHint
        steps = {hints.EditNextItem: 1, hints.EditPreviousItem: -1}
        if hint not in steps:
            super().closeEditor(editor, hint)
            return
        super().closeEditor(editor, hints.NoHint)
        target = self._next_cell(steps[hint])
        if target.isValid() and not self.bubble.is_asking():
            self.setCurrentIndex(target)
            self.edit(target)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.isValid() and not self.bubble.is_asking():
            self.bubble.hide()
        if current.isValid():
            self.day_asked.emit(self._programme.line_at(current.row()).day)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        index = self.currentIndex()
        if enter and self.state() == QAbstractItemView.State.EditingState:
            event.accept()  # an open cell lets Return through when it has done its work
        elif enter and index.isValid():
            editable = bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
            if editable and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.edit(index)
            else:
                self._open(index)
        else:
            super().keyPressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and not index.flags() & Qt.ItemFlag.ItemIsEditable:
            self._open(index)
        super().mouseDoubleClickEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Whoever comes with the keyboard stands on something.
        if not self.currentIndex().isValid() and self._programme.rowCount():
            first = next((row for row, line in enumerate(self._programme.lines()) if line.item), 0)
            self.setCurrentIndex(self._programme.index(first, Column.TIME))
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(at))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._unfitted:
            self._fill()

    @override
    def respoken(self) -> None:
        self._programme.respeak()
