"""The table of participants: names that wrap, functions to choose, groups to tick, an order."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QDropEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from desktop import words
from desktop.domain.codes import Function
from desktop.ui import icons, look
from desktop.ui.forms import Choice
from desktop.ui.members.model import (
    CELL_ROLE,
    FIXED,
    FUNCTION,
    ICONS,
    NAME,
    NUMBER,
    POSITION,
    Cell,
    Index,
    MembersModel,
)

_WRAP = Qt.TextFlag.TextWordWrap.value | Qt.AlignmentFlag.AlignLeft.value
_UP_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class MembersDelegate(QStyledItemDelegate):
    """Draws a cell of two lines, both as long as they need, or a tick; edits the function."""

    def __init__(self, table: MembersTable) -> None:
        super().__init__(table)
        self._table = table

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell: Cell = index.data(CELL_ROLE)
        colours = look.colours()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or index.row() == self._table.hovered_row:
            painter.fillRect(option.rect, QColor(colours.selected if chosen else colours.hover))
        painter.setPen(QColor(colours.border))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        if cell.tick is not None:
            self._tick(painter, option.rect, on=cell.tick)
        else:
            self._lines(painter, option.rect, index, chosen=chosen)
        if self._table.hasFocus() and index == self._table.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(colours.accent))
            ring = option.rect.adjusted(1, 1, -2, -2)
            painter.drawRoundedRect(ring, look.XS, look.XS)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell: Cell = index.data(CELL_ROLE)
        width = self._table.columnWidth(index.column())
        if cell.tick is not None:
            return QSize(width, look.ROW)
        height = sum(box.height() for box, _font, _text in _boxes(cell, QRect(0, 0, width, 0)))
        return QSize(width, max(look.ROW, height + 2 * look.S))

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        choice = Choice(parent)
        for function in Function:
            choice.addItem(
                icons.icon(ICONS.get(function, "circle"), "soft"), words.word(function), function
            )
        choice.setAccessibleName(str(index.data()))
        choice.activated.connect(lambda _at: self._chosen(choice))
        QTimer.singleShot(0, choice, choice.showPopup)
        return choice

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, Choice):
            code = index.data(Qt.ItemDataRole.EditRole)
            editor.setCurrentIndex(list(Function).index(Function(code)))

    @override
    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        if isinstance(editor, Choice) and isinstance(model, MembersModel):
            model.setData(index, list(Function)[editor.currentIndex()].value)

    @override
    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = option.rect
        top = box.center().y() - look.CONTROL // 2
        editor.setGeometry(box.left(), top, box.width(), look.CONTROL)

    def _chosen(self, choice: Choice) -> None:
        self.commitData.emit(choice)
        self.closeEditor.emit(choice, QAbstractItemDelegate.EndEditHint.NoHint)

    def _lines(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        cell: Cell = index.data(CELL_ROLE)
        colours = look.colours()
        boxes = _boxes(cell, rect)
        high = sum(box.height() for box, _font, _text in boxes)
        top = rect.top() + max(look.S, (rect.height() - high) // 2)
        if cell.icon:
            square = QRect(rect.left() + look.S, top, look.ICON, boxes[0][0].height())
            colour = "accent" if cell.icon == ICONS[Function.HEAD] else "soft"
            icons.icon(cell.icon, colour).paint(painter, square)
        for at, (box, font, text) in enumerate(boxes):
            soft = at > 0 or index.column() == NUMBER
            plain = colours.soft if soft else colours.text
            painter.setPen(QColor(colours.on_selected if chosen else plain))
            painter.setFont(font)
            painter.drawText(box.translated(0, top), _WRAP, text)
            top += box.height()

    @staticmethod
    def _tick(painter: QPainter, rect: QRect, *, on: bool) -> None:
        colours = look.colours()
        box = QRect(0, 0, look.ICON, look.ICON)
        box.moveCenter(rect.center())
        painter.setPen(QColor(colours.accent_fill if on else colours.faint))
        painter.setBrush(QColor(colours.accent_fill if on else colours.surface))
        painter.drawRoundedRect(box, look.XS, look.XS)
        if on:
            icons.icon("check", "on_accent").paint(painter, box.adjusted(2, 2, -2, -2))


class MembersTable(QTableView):
    """Shows a `MembersModel`.

    Return opens the person, or the choice of the function; Space ticks a group; Alt+Up and
    Alt+Down, or dragging, change the order (`moved` has all ids anew); Delete removes.
    """

    person_asked = Signal(str)
    remove_asked = Signal()
    moved = Signal(list)

    def __init__(self, model: MembersModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.hovered_row = -1
        self._model = model
        self.setModel(model)
        self.setItemDelegate(MembersDelegate(self))
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setFixedHeight(look.HEADER)
        header.setMinimumSectionSize(look.ROW)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.timeout.connect(self.resizeRowsToContents)
        model.modelReset.connect(self._arrange)
        model.dataChanged.connect(lambda *_: self._arrange())

    def chosen(self) -> list[str]:
        """The ids of the selected participants, from the top."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.member(row).id for row in rows]

    def choose(self, ids: list[str], column: int = NAME) -> None:
        """Select participants, the first of them the current one."""
        model = self.selectionModel()
        model.clear()
        flag = model.SelectionFlag
        rows = [row for row, one in enumerate(self._model.members()) if one.id in ids]
        for row in rows:
            model.select(self._model.index(row, 0), flag.Select | flag.Rows)
        if rows:
            here = self._model.index(rows[0], min(column, self._model.columnCount() - 1))
            model.setCurrentIndex(here, flag.NoUpdate)
            self.scrollTo(here)

    def move_chosen(self, step: int) -> None:
        """Move the selected participants one place up (-1) or down (1)."""
        order = [member.id for member in self._model.members()]
        chosen = [at for at, one in enumerate(order) if one in self.chosen()]
        if not chosen or chosen[0] + step < 0 or chosen[-1] + step >= len(order):
            return
        for at in chosen if step < 0 else reversed(chosen):
            order[at], order[at + step] = order[at + step], order[at]
        self.moved.emit(order)

    def edit_function(self) -> None:
        """Open the choice of the current participant's function."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(index.siblingAtColumn(FUNCTION))

    def _arrange(self) -> None:
        """Give number, function and groups what they need, and share the rest."""
        unit = self.fontMetrics().horizontalAdvance("0")
        widths = {NUMBER: 6 * unit, FUNCTION: 20 * unit}
        for column in range(FIXED, self._model.columnCount()):
            title = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            widths[column] = max(look.ROW, self.fontMetrics().horizontalAdvance(title) + look.L)
        room = self.viewport().width() - sum(widths.values())
        widths[NAME] = max(20 * unit, room * 2 // 5)
        widths[POSITION] = max(24 * unit, room - widths[NAME])
        for column, width in widths.items():
            if column < self._model.columnCount():
                self.setColumnWidth(column, width)
        self._settle.start(0)

    def _hover(self, row: int) -> None:
        if row != self.hovered_row:
            self.hovered_row = row
            self.viewport().update()

    def _toggle(self, rows: list[int], column: int) -> None:
        """Tick a group for rows alike, by what the first of them is not."""
        ticked = Qt.CheckState(
            self._model.index(rows[0], column).data(Qt.ItemDataRole.CheckStateRole)
        )
        self._model.tick(rows, column, on=ticked != Qt.CheckState.Checked)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if index.isValid() and plain and event.button() == Qt.MouseButton.LeftButton:
            if index.column() >= FIXED:
                self._toggle([index.row()], index.column())
            elif index.column() == FUNCTION:
                self.edit(index)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in (NUMBER, NAME, POSITION):
            self.person_asked.emit(self._model.member(index.row()).name.id)

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
        index = self.currentIndex()
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if alt and event.key() in _UP_DOWN:
            self.move_chosen(_UP_DOWN[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Delete and self.chosen():
            self.remove_asked.emit()
        elif index.isValid() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if index.column() == FUNCTION:
                self.edit(index)
            elif index.column() < FIXED:
                self.person_asked.emit(self._model.member(index.row()).name.id)
        elif index.isValid() and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_F2):
            if index.column() >= FIXED:
                rows = sorted(one.row() for one in self.selectionModel().selectedRows())
                self._toggle(rows or [index.row()], index.column())
            else:
                self.edit_function()
        else:
            super().keyPressEvent(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        at = event.position().toPoint()
        index = self.indexAt(at)
        row = self._model.rowCount()
        if index.isValid():
            below = at.y() > self.visualRect(index).center().y()
            row = index.row() + int(below)
        # The order is changed in the file; the view must not take rows away by itself.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        order = [member.id for member in self._model.members()]
        chosen = self.chosen()
        before = [one for one in order[:row] if one not in chosen]
        after = [one for one in order[row:] if one not in chosen]
        if (moved := [*before, *chosen, *after]) != order:
            self.moved.emit(moved)


def _boxes(cell: Cell, rect: QRect) -> list[tuple[QRect, QFont, str]]:
    """The lines of a cell with the room that each needs in a column, from 0 downwards."""
    left = rect.left() + look.S + (look.ICON + look.S if cell.icon is not None else 0)
    width = max(look.XL, rect.right() - look.S - left)
    lines = [(cell.text, look.font()), (cell.below, look.font("small"))]
    result = []
    for text, font in lines:
        if text or font is lines[0][1]:
            room = QRect(left, 0, width, 1 << 16)
            needed = QFontMetrics(font).boundingRect(room, _WRAP, text or " ")
            result.append((QRect(left, 0, width, needed.height()), font, text))
    return result
