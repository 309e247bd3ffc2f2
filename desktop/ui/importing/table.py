"""The table of an import: ticks by mouse and keyboard, side by side what is and what would be."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.importing.model import EVENT, FIELD, FILE, NOW, WHAT, ProposalModel
from desktop.ui.speech import Spoken

# How the width is shared where it is more than the first and the third column need; and where
# all is new, so that nothing is told of now.
_SHARES = {EVENT: 4, NOW: 4, FILE: 6}
_ALL_NEW = {EVENT: 4, NOW: 1, FILE: 9}


class ProposalTable(Spoken, QTableView):
    """Shows the rows of an import; the space bar ticks the row where the keyboard is."""

    def __init__(self, rows: ProposalModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setProperty("role", "boxed")
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(look.ROW)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFixedHeight(look.HEADER)
        self.say(self.setAccessibleName, lambda: _("What the calendar file would change"))
        rows.modelReset.connect(self._share)

    @override
    def respoken(self) -> None:
        self._rows.say_again()
        self._share()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._rows.turn(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Give the first and the third column what they need, and the others the rest."""
        left = self.viewport().width()
        for column in (WHAT, FIELD):
            wide = min(self.sizeHintForColumn(column) + look.L, look.COLUMN)
            wide = max(wide, self.horizontalHeader().sectionSizeHint(column))
            self.setColumnWidth(column, wide)
            left -= wide
        rows = range(self._rows.rowCount())
        changes = any(self._rows.index(row, NOW).data() for row in rows)
        shares = _SHARES if changes else _ALL_NEW
        for column, share in shares.items():
            self.setColumnWidth(column, max(look.ROW, left * share // sum(shares.values())))
