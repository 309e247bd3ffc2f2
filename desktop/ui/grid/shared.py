"""What the grid shares with the table: the model, told as sentences, and the selection."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QIdentityProxyModel,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Qt,
)
from typing_extensions import override

from desktop.ui.grid import wording
from desktop.ui.programme.table_model import Column, Index, ProgrammeModel

_FLAG = QItemSelectionModel.SelectionFlag


class SpokenModel(QIdentityProxyModel):
    """The model of the programme row for row, as screen readers hear it from the grid.

    The grid is a list: each item is one thing there, so its name says all that the table says in
    its columns. `mark` gives the severity of what is wrong with an item, `becomes` a sentence on
    what a draft makes of it.
    """

    def __init__(
        self,
        source: ProgrammeModel,
        mark: Callable[[str], str],
        becomes: Callable[[str], str],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._programme = source
        self._mark, self._becomes = mark, becomes
        self.setSourceModel(source)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.isValid():
            line = self._programme.line_at(index.row())
            texts = self._programme.texts()
            if line.item is None:
                return " ".join(texts.heading(line))
            told = wording.spoken(line.item, line.day, texts, self._mark(line.item.id))
            return ", ".join(part for part in (told, self._becomes(line.item.id)) if part)
        return super().data(index, role)


class SharedSelection(QObject):
    """Keeps the selection of the grid and that of another view of the same model alike."""

    def __init__(
        self, theirs: QItemSelectionModel, ours: QItemSelectionModel, proxy: SpokenModel
    ) -> None:
        super().__init__(ours)
        self._theirs, self._ours, self._proxy = theirs, ours, proxy
        theirs.selectionChanged.connect(self._take)
        theirs.currentChanged.connect(lambda current, _before: self._take_current(current))
        ours.selectionChanged.connect(self._give)
        ours.currentChanged.connect(lambda current, _before: self._give_current(current))
        self._take()
        self._take_current(theirs.currentIndex())

    def _take(self, *_changes: QItemSelection) -> None:
        if _rows(self._theirs) == _rows(self._ours):
            return
        selection = QItemSelection()
        for row in _rows(self._theirs):
            index = self._proxy.index(row, 0)
            selection.select(index, index)
        self._ours.select(selection, _FLAG.ClearAndSelect)

    def _give(self, *_changes: QItemSelection) -> None:
        if _rows(self._theirs) == _rows(self._ours):
            return
        model = self._theirs.model()
        selection = QItemSelection()
        for row in _rows(self._ours):
            selection.select(model.index(row, 0), model.index(row, len(Column) - 1))
        self._theirs.select(selection, _FLAG.ClearAndSelect)

    def _take_current(self, current: QModelIndex) -> None:
        if current.row() != self._ours.currentIndex().row():
            self._ours.setCurrentIndex(self._proxy.index(current.row(), 0), _FLAG.NoUpdate)

    def _give_current(self, current: QModelIndex) -> None:
        if current.row() != self._theirs.currentIndex().row():
            before = self._theirs.currentIndex()
            column = before.column() if before.isValid() else int(Column.TITLE)
            index = self._theirs.model().index(current.row(), column)
            self._theirs.setCurrentIndex(index, _FLAG.NoUpdate)


def _rows(selection: QItemSelectionModel) -> list[int]:
    return sorted({index.row() for index in selection.selectedIndexes()})
