"""The table of a list: calm rows, whole-row hover and selection, no grid."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QToolTip,
    QWidget,
)
from typing_extensions import override

from desktop.ui import icons, look
from desktop.ui.lists.column import Column
from desktop.ui.lists.model import COLUMN_ROLE, RECORD_ROLE, ListModel
from desktop.ui.widgets.labels import plain_tooltip
from desktop.ui.widgets.marks import chip_size, paint_badge, paint_chip

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Draws one cell of a row; hover and selection run over the whole row."""

    def __init__(self, table: ListTable) -> None:
        super().__init__(table)
        self._table = table

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = look.colours()
        column: Column = index.data(COLUMN_ROLE)
        row = index.data(RECORD_ROLE)
        text = str(index.data() or "")
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option.rect, index, chosen)
        rect = option.rect.adjusted(look.S, 0, -look.S, 0)
        painter.setFont(look.font(bold=column.look == "strong"))
        if column.clause is not None:
            paint_badge(painter, rect, column.clause(row))
            rect.setLeft(rect.left() + look.BADGE + look.S)
        if column.icon is not None and (name := column.icon(row)):
            top = rect.center().y() - look.ICON // 2 + 1
            tone = column.tone(row) if column.tone is not None else "soft"
            icons.icon(name, "on_selected" if chosen else tone).paint(
                painter, QRect(rect.left(), top, look.ICON, look.ICON)
            )
            rect.setLeft(rect.left() + look.ICON + look.S)
        status = column.status(row) if column.status is not None else None
        if status is not None and text:
            paint_chip(painter, rect, text, *status)
        else:
            ink = colours.on_selected if chosen else colours.soft if column.look == "soft" else ""
            painter.setPen(QColor(ink or colours.text))
            shown = painter.fontMetrics().elidedText(
                text.replace("\n", " "), Qt.TextElideMode.ElideRight, rect.width()
            )
            side = Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
            painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, shown)
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        # What is cut off is always to be had whole.
        text = str(index.data() or "")
        if self._needs(index, text) > option.rect.width():
            QToolTip.showText(event.globalPos(), plain_tooltip(text), view)
        else:
            QToolTip.hideText()
        return True

    def _needs(self, index: Index, text: str) -> int:
        column: Column = index.data(COLUMN_ROLE)
        if column.status is not None:
            return chip_size(text, "circle").width() + 2 * look.S
        extra = look.BADGE + look.S if column.clause is not None else 0
        extra += look.ICON + look.S if column.icon is not None else 0
        metrics = self._table.fontMetrics()
        return metrics.horizontalAdvance(text) + extra + 2 * look.S

    def _background(self, painter: QPainter, rect: QRect, index: Index, chosen: bool) -> None:
        colours = look.colours()
        hovered = index.row() == self._table.hovered_row
        if not chosen and not hovered:
            return
        header = self._table.horizontalHeader()
        at = header.visualIndex(index.column())
        box = QRectF(rect)
        # Only the ends of the row are round: in between, the shape runs on beyond the cell.
        if at > 0:
            box.setLeft(box.left() - 2 * look.RADIUS)
        if at < header.count() - 1:
            box.setRight(box.right() + 2 * look.RADIUS)
        painter.setClipRect(rect)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if chosen else colours.hover))
        painter.drawRoundedRect(box.adjusted(0, 1, 0, -1), look.RADIUS, look.RADIUS)
        if chosen and self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            painter.drawRoundedRect(box.adjusted(0.5, 1.5, -0.5, -1.5), look.RADIUS, look.RADIUS)


class ListTable(QTableView):
    """Shows a `ListModel`. Rows open with a double click or Return and go with Delete."""

    opened = Signal(object)
    delete_asked = Signal()
    columns_changed = Signal()

    def __init__(self, model: ListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._model = model
        self._filling = False
        self.setModel(model)
        self.setItemDelegate(RowDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(
            max(look.ROW, self.fontMetrics().height() + look.L)
        )
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setFixedHeight(look.HEADER)
        header.setMinimumSectionSize(look.ROW)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.sectionClicked.connect(self._sort)
        header.sectionResized.connect(self._resized)
        header.sectionMoved.connect(lambda *_: self.columns_changed.emit())
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(RECORD_ROLE)))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.usual_layout()

    def chosen(self) -> list[Any]:
        """The rows that are selected, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.row_at(row) for row in rows]

    def choose(self, ids: list[str]) -> None:
        """Select the rows with these ids."""
        model = self.selectionModel()
        model.clearSelection()
        flags = model.SelectionFlag.Select | model.SelectionFlag.Rows
        places = [place for each in ids if (place := self._model.place_of(each)) >= 0]
        for place in places:
            model.select(self._model.index(place, 0), flags)
        if places:
            model.setCurrentIndex(self._model.index(places[0], 0), model.SelectionFlag.NoUpdate)
            self.scrollTo(self._model.index(places[0], 0))

    def fit_rows(self, most: int) -> None:
        """Be as high as the rows are, up to so many; for a table within a page that scrolls."""
        rows = self.verticalHeader().defaultSectionSize() * min(self._model.rowCount(), most)
        self.setFixedHeight(rows + look.HEADER + 2 * self.frameWidth() + look.M)

    def layout_kept(self) -> list[dict[str, str | int | bool]]:
        """The columns as they stand, to be remembered."""
        header = self.horizontalHeader()
        kept: list[dict[str, str | int | bool]] = []
        for visual in range(header.count()):
            logical = header.logicalIndex(visual)
            name = self._model.columns[logical].name
            entry: dict[str, str | int | bool] = {"name": name}
            if not header.isSectionHidden(logical):
                entry["width"] = header.sectionSize(logical)
            if name == self._model.sorted_by:
                entry["sort"] = "down" if self._model.descending else "up"
            kept.append(entry)
        return kept

    def restore_layout(self, kept: list[dict[str, str | int | bool]]) -> None:
        """Stand the columns as they were remembered; columns that are unknown are passed over."""
        header = self.horizontalHeader()
        names = [column.name for column in self._model.columns]
        at = 0
        for entry in kept:
            name, width, order = entry.get("name"), entry.get("width"), entry.get("sort")
            if name not in names:
                continue
            logical = names.index(str(name))
            header.moveSection(header.visualIndex(logical), at)
            if isinstance(width, int) and not self._model.columns[logical].grows:
                header.resizeSection(logical, max(look.ROW, width))
            if order in ("up", "down"):
                self._model.sort_by(str(name), order == "down")
            at += 1
        self._fill()

    def usual_layout(self) -> None:
        """Stand the columns as they were made."""
        header = self.horizontalHeader()
        unit = self.fontMetrics().horizontalAdvance("0")
        for at, column in enumerate(self._model.columns):
            header.moveSection(header.visualIndex(at), at)
            header.resizeSection(at, column.width * unit + 2 * look.S)

    def _fill(self) -> None:
        """Give the growing columns the room that the others leave, or let spare ones give way."""
        header, columns = self.horizontalHeader(), self._model.columns
        unit = self.fontMetrics().horizontalAdvance("0")
        self._filling = True
        for at, column in enumerate(columns):
            header.setSectionHidden(at, False)
            if column.grows:
                header.resizeSection(at, column.width * unit + 2 * look.S)
        room = self.viewport().width() - header.length()
        for at in reversed(range(len(columns))):
            if room < 0 and columns[at].spare:
                room += header.sectionSize(at)
                header.setSectionHidden(at, True)
        shown = (at for at in range(len(columns)) if not header.isSectionHidden(at))
        growing = [at for at in shown if columns[at].grows]
        for at in growing:
            width = header.sectionSize(at)
            least = (columns[at].least or columns[at].width) * unit + 2 * look.S
            header.resizeSection(at, max(min(width, least), width + room // len(growing)))
        self._filling = False

    def _sort(self, section: int) -> None:
        name = self._model.columns[section].name
        again = name == self._model.sorted_by
        self._model.sort_by(name, again and not self._model.descending)
        self.columns_changed.emit()

    def _resized(self, section: int, _old: int, _new: int) -> None:
        if self._filling or self._model.columns[section].grows:
            return
        self._fill()
        self.columns_changed.emit()

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fill()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            index = self.currentIndex()
            if index.isValid():
                self.opened.emit(index.data(RECORD_ROLE))
            return
        if event.key() == Qt.Key.Key_Delete:
            if self.chosen():
                self.delete_asked.emit()
            return
        super().keyPressEvent(event)

    def menu_place(self, at: QPoint) -> QPoint:
        """Where a context menu opens that was asked for at a place, or with the keyboard."""
        return self.viewport().mapToGlobal(at)
