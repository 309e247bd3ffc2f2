"""The papers of a record, by shelf."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from desktop.documents.catalogue import Sheet, Shelf
from desktop.language import _, current
from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip
from desktop.words import papers as words

_CODE = Qt.ItemDataRole.UserRole
_ROW = QSize(0, look.CONTROL)


class _LockLast(QStyledItemDelegate):
    """Shows the picture of a line behind its words, so that all words begin in one place."""

    @override
    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        option.decorationPosition = QStyleOptionViewItem.Position.Right


class PaperList(Spoken, QListWidget):
    """One line for each paper, below the name of its shelf; `chosen` tells the code of one.

    A lock marks what is for the office only.
    """

    chosen = Signal(str)

    def __init__(self, sheets: Sequence[Sheet], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheets = sheets
        self._code = ""
        self.setProperty("role", "boxed")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setIconSize(QSize(look.ICON, look.ICON))
        self.setItemDelegate(_LockLast(self))
        self.setMinimumHeight(look.CONTROL * 3)
        self.say(self.setAccessibleName, lambda: _("Papers"))
        self._fill()
        self.currentItemChanged.connect(self._tell)

    def choose(self, code: str) -> None:
        """Mark a paper as the one that is shown."""
        self._code = code
        for row in range(self.count()):
            if self.item(row).data(_CODE) == code:
                self.setCurrentRow(row)

    @override
    def respoken(self) -> None:
        self._fill()

    def _fill(self) -> None:
        self.blockSignals(True)
        self.clear()
        shelves = {sheet.shelf for sheet in self._sheets}
        for shelf in Shelf:
            if shelf in shelves:
                self._add_shelf(shelf, alone=len(shelves) == 1)
        self.choose(self._code)
        self.blockSignals(False)

    def _add_shelf(self, shelf: Shelf, *, alone: bool) -> None:
        if not alone:
            heading = QListWidgetItem(words.shelf(shelf))
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            heading.setSizeHint(_ROW)
            heading.setFont(look.font("small", bold=True))
            self.addItem(heading)
        for sheet in self._sheets:
            if sheet.shelf != shelf:
                continue
            name = sheet.name_in(current())
            item = QListWidgetItem(name)
            if sheet.private:
                item.setIcon(icons.icon("lock", "soft"))
            told = _("{paper} (for the office only)").format(paper=name) if sheet.private else name
            item.setSizeHint(_ROW)
            item.setToolTip(plain_tooltip(told))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            item.setData(_CODE, sheet.code)
            self.addItem(item)

    def _tell(self, item: QListWidgetItem | None) -> None:
        code = item.data(_CODE) if item is not None else None
        if code and code != self._code:
            self._code = code
            self.chosen.emit(code)
