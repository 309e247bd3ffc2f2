"""The list of tasks over all records: under headings, ticked off and walked through by keys."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.ui.tasks.agenda import DueTask
from desktop.ui.tasks.arranged import Entry, Heading
from desktop.ui.tasks.task_delegate import ENTRY_ROLE, TaskDelegate
from desktop.ui.tasks.task_telling import heard

Index = QModelIndex | QPersistentModelIndex
_Keys = Qt.Key


class TaskModel(QAbstractListModel):
    """Tasks under their headings, one below the other; a heading cannot be chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.today = date.min
        self._entries: Sequence[Entry] = ()

    def set_entries(self, entries: Sequence[Entry], today: date) -> None:
        """Show these, as they stand on a day."""
        self.beginResetModel()
        self._entries, self.today = entries, today
        self.endResetModel()

    def entries(self) -> Sequence[Entry]:
        """Headings and tasks, from the top."""
        return self._entries

    def entry(self, at: int) -> Entry | None:
        """What stands in a place."""
        return self._entries[at] if 0 <= at < len(self._entries) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._entries)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if isinstance(self.entry(index.row()), DueTask):
            flag = Qt.ItemFlag
            return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable
        return Qt.ItemFlag.NoItemFlags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        entry = self.entry(index.row())
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return heard(entry, self.today)
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(entry, DueTask):
            # Qt takes the bare number for the state.
            done = entry.row.done is not None
            return (Qt.CheckState.Checked if done else Qt.CheckState.Unchecked).value
        return None


class TaskList(QTableView):
    """Shows a `TaskModel`. A double click or Return opens, Space or a click on the box ticks.

    `opened(task)` and `ticked(tasks)` tell of that; `typed(text)` gives letters that are meant
    for the filter. It is a table of one column: a list view asks for each of ten thousand rows
    where it stands, a table only for those in sight.
    """

    opened = Signal(object)
    ticked = Signal(object)
    typed = Signal(str)

    def __init__(self, model: TaskModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.hovered_row = -1
        self.today, self.by_record = date.min, False
        self.painter = TaskDelegate(self)
        self.setModel(model)
        self.setItemDelegate(self.painter)
        self.setMouseTracking(True)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.painter.height())
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    # -- for the page

    def show_entries(
        self, entries: Sequence[Entry], today: date, *, by_record: bool = False
    ) -> None:
        """Show these; what is chosen stays so, and the keyboard stays in its place.

        Where the headings name the records (`by_record`), the tasks below do not.
        """
        chosen = {one.row.id for one in self.chosen()}
        at, height = self.currentIndex().row(), self.verticalScrollBar().value()
        before = self.current()
        self.today, self.by_record = today, by_record
        self._model.set_entries(entries, today)
        places = {one.row.id: n for n, one in enumerate(entries) if isinstance(one, DueTask)}
        for task_id in chosen & places.keys():
            self.selectionModel().select(
                self._model.index(places[task_id]), QItemSelectionModel.SelectionFlag.Select
            )
        if before is not None:
            place = places.get(before.row.id, -1)
            # What it stood on is done: the next one is in its place now.
            place = place if place >= 0 else self._near(min(at, len(entries) - 1), 1)
            self._stand(place, choose=not chosen & places.keys())
        self.verticalScrollBar().setValue(height)

    def chosen(self) -> list[DueTask]:
        """The tasks that are selected, from the top."""
        found = (
            self._model.entry(at)
            for at in sorted(i.row() for i in self.selectionModel().selectedIndexes())
        )
        return [one for one in found if isinstance(one, DueTask)]

    def current(self) -> DueTask | None:
        """The task that the keyboard stands on."""
        entry = self._model.entry(self.currentIndex().row())
        return entry if isinstance(entry, DueTask) else None

    def tasks(self) -> list[DueTask]:
        """All tasks that are shown, from the top."""
        return [one for one in self._model.entries() if isinstance(one, DueTask)]

    def headings(self) -> list[Heading]:
        """The headings that are shown, from the top."""
        return [one for one in self._model.entries() if isinstance(one, Heading)]

    def begin_focus(self) -> None:
        """Lead the keyboard to where it was, else to the first task."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        # Qt lets the keyboard stand on a row that is not chosen, which nobody sees a use for.
        if not self.chosen():
            self._stand(self._near(max(0, self.currentIndex().row()), 1), choose=True)

    def menu_place(self, at: QPoint) -> QPoint:
        """Where a context menu opens that was asked for at a place, or with the keyboard."""
        return self.viewport().mapToGlobal(at)

    # -- keys

    @override
    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        move, last = QAbstractItemView.CursorAction, self._model.rowCount() - 1
        at = self.currentIndex().row()
        page = max(1, self.viewport().height() // self.painter.height() - 1)
        place, step = {
            move.MoveUp: (at - 1, -1),
            move.MovePrevious: (at - 1, -1),
            move.MoveDown: (at + 1, 1),
            move.MoveNext: (at + 1, 1),
            move.MovePageUp: (max(0, at - page), -1),
            move.MovePageDown: (min(last, at + page), 1),
            move.MoveHome: (0, 1),
            move.MoveEnd: (last, -1),
        }.get(action, (at, 1))
        found = self._near(place, step, both=action not in (move.MoveUp, move.MoveDown))
        return self._model.index(found) if found >= 0 else self.currentIndex()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (_Keys.Key_Return, _Keys.Key_Enter):
            if (task := self.current()) is not None:
                self.opened.emit(task)
        elif event.key() == _Keys.Key_Space:
            if tasks := self.chosen():
                self.ticked.emit(tasks)
        else:
            super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        if search.strip():
            self.typed.emit(search)

    def _near(self, place: int, step: int, *, both: bool = True) -> int:
        """The next task from a place on, or with `both` the last one before it; -1 for none."""
        for way in (step, -step) if both else (step,):
            at = place
            while 0 <= at < self._model.rowCount():
                if isinstance(self._model.entry(at), DueTask):
                    return at
                at += way
        return -1

    def _stand(self, place: int, *, choose: bool) -> None:
        if place >= 0:
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                self._model.index(place), flag.ClearAndSelect if choose else flag.NoUpdate
            )

    # -- the mouse

    def _boxed(self, event: QMouseEvent) -> DueTask | None:
        """The task whose box is under the mouse."""
        index = self.indexAt(event.position().toPoint())
        entry = self._model.entry(index.row())
        if event.button() != Qt.MouseButton.LeftButton or not isinstance(entry, DueTask):
            return None
        box = self.painter.box(self.visualRect(index))
        return entry if box.contains(event.position().toPoint()) else None

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        task = self._boxed(event)
        if task is None:
            super().mousePressEvent(event)
            return
        many = self.chosen()
        self.ticked.emit(many if task in many else [task])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._boxed(event) is not None:
            return  # the second press would meet the task that has moved up
        entry = self._model.entry(self.indexAt(event.position().toPoint()).row())
        if event.button() == Qt.MouseButton.LeftButton and isinstance(entry, DueTask):
            self.opened.emit(entry)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()
