"""The grid as it is seen: a view of the programme's model that paints only what is in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QToolTip
from typing_extensions import override

from desktop.domain.plan import minute_of
from desktop.ui import look
from desktop.ui.grid import wording
from desktop.ui.grid.frame import Frame, card_height, tray_head
from desktop.ui.grid.ground import Ground
from desktop.ui.grid.laid_out import LaidOut
from desktop.ui.grid.picture import Marks, Picture
from desktop.ui.grid.scene import Scene, day_of
from desktop.ui.programme.table_model import Index
from desktop.ui.widgets.labels import plain_tooltip


class GridView(LaidOut):
    """Shows a `ProgrammeModel` to scale; the selection is shared with another view of it.

    `clocks` gives the zones of the two clocks, `now` the present instant. Every row of the model
    is an accessible child: an item where it is drawn, the heading of a day at the column's head.
    """

    def choose(self, ids: Sequence[str]) -> None:
        """Select items, and bring the first into sight."""
        flag = QItemSelectionModel.SelectionFlag
        rows = [row for each in ids if (row := self._programme.row_of(each)) >= 0]
        self.selectionModel().clearSelection()
        for row in rows:
            self.selectionModel().select(self.model().index(row, 0), flag.Select)
        if rows:
            index = self.model().index(rows[0], 0)
            self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
            self._follow(index)

    def chosen(self) -> list[str]:
        """The ids of the selected items, in the order of the programme."""
        rows = sorted({index.row() for index in self.selectionModel().selectedIndexes()})
        return [item.id for row in rows if (item := self._programme.item_at(row)) is not None]

    def _tray_height(self) -> int:
        return tray_head() + len(self.scene().tray) * (card_height() + look.XS)

    # -- for Qt

    @override
    def visualRect(self, index: Index) -> QRect:
        scene, frame = self.scene(), self.frame()
        item_id = self.item_id(index)
        if not item_id:
            return self._head_rect(index, scene, frame)
        blocks = scene.of.get(item_id)
        if blocks:
            here = next((block for block in blocks if block.slot == self._slot), blocks[0])
            return frame.block(here)
        pills = scene.pill_of.get(item_id)
        if pills:
            here_pill = next((pill for pill in pills if pill.slot == self._slot), pills[0])
            return frame.pill(scene, here_pill)
        if item_id in scene.tray:
            return frame.card(scene.tray.index(item_id))
        return QRect()

    def _head_rect(self, index: Index, scene: Scene, frame: Frame) -> QRect:
        line = self._programme.line_at(index.row()) if index.isValid() else None
        if line is None:
            return QRect()
        if line.day is None:
            return QRect(frame.tray.topLeft(), QSize(frame.tray.width(), tray_head()))
        for number, slot in enumerate(scene.slots):
            if slot.column.day == line.day and slot.lane is None:
                return frame.column(scene, number, frame.head)
        return QRect()

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        scene, frame = self.scene(), self.frame()
        found = ""
        if (block := self.block_at(p)) is not None:
            found = block.item_id
        elif (left := self.left_at(p)) is not None:
            found = left.item_id
        elif frame.strip.contains(p):
            pills = (pill for pill in scene.pills if frame.pill(scene, pill).contains(p))
            found = next((pill.item_id for pill in pills), "")
        elif frame.tray.contains(p):
            cards = (each for at, each in enumerate(scene.tray) if frame.card(at).contains(p))
            found = next(cards, "")
        row = self._programme.row_of(found) if found else -1
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    @override
    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        rect = self.visualRect(index)
        if rect.isEmpty():
            return
        if self.item_id(index) in self.scene().tray:
            self._scroll_tray(rect)
            return
        self.bring_into_sight(rect, hours=self.item_id(index) in self.scene().of)

    def bring_into_sight(self, rect: QRect, *, hours: bool = True) -> None:
        """Scroll to a place in the view; only sideways for one that is not among the `hours`."""
        body = self.frame().body
        across = _way(rect.left(), rect.right(), body.left(), body.right())
        self.horizontalScrollBar().setValue(self.horizontalOffset() + across)
        if hours:
            down = _way(rect.top(), rect.bottom(), body.top(), body.bottom())
            self.verticalScrollBar().setValue(self.verticalOffset() + down)

    def _scroll_tray(self, rect: QRect) -> None:
        area = self.frame().tray
        self.scroll_tray_by(
            _way(rect.top(), rect.bottom(), area.top() + tray_head(), area.bottom())
        )

    def scroll_tray_by(self, pixels: int) -> None:
        """Scroll what is not placed yet."""
        most = max(0, self._tray_height() - self.frame().tray.height())
        self._tray_offset = max(0, min(most, self._tray_offset + pixels))
        self.redraw()

    @override
    def horizontalOffset(self) -> int:
        return self.horizontalScrollBar().value()

    @override
    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    @override
    def isIndexHidden(self, index: Index) -> bool:
        return self.visualRect(index).isEmpty()

    @override
    def visualRegionForSelection(self, selection: object) -> QRegion:
        return QRegion(self.viewport().rect())

    @override
    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        index = self.indexAt(rect.center())
        if index.isValid():
            self.selectionModel().select(index, command)

    @override
    def doItemsLayout(self) -> None:
        self.lay_out()

    @override
    def updateGeometries(self) -> None:
        pass  # `_measure` does it, where the scene is made

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self.lay_out()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.redraw()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(self._hour * (1.2 if event.angleDelta().y() > 0 else 1 / 1.2))
            event.accept()
        elif self.frame().tray.contains(event.position().toPoint()):
            self.scroll_tray_by(-event.angleDelta().y() // 2)
            event.accept()
        else:
            super().wheelEvent(event)

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tip_at(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def tip_at(self, at: QPoint) -> str:
        """All that the item at a place in the view may be too small to show."""
        index = self.indexAt(at)
        item = self._programme.item_at(index.row()) if index.isValid() else None
        if item is None:
            return ""
        day = self._programme.line_at(index.row()).day
        tip = wording.tip(item, day, self._programme.texts(), self._marks.get(item.id, ""))
        return "\n".join(part for part in (tip, self._becomes(item.id)) if part)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._follow(current)
        self.redraw()

    def _follow(self, index: Index) -> None:
        """Go to the column of an index, and bring it into sight."""
        if not index.isValid():
            return
        line, item_id = self._programme.line_at(index.row()), self.item_id(index)
        slot = self.scene().slot_of(item_id)
        if slot >= 0 and not self._in_slot(item_id, self._slot):
            self.stand_in(slot)
        elif slot < 0:
            # A head, or an item of a day whose lanes are not those that are shown.
            day = day_of(self.scene(), item_id) if item_id else line.day
            if day is not None and day != self.day():
                self._go_to(day)
        self.scrollTo(index)

    def _in_slot(self, item_id: str, slot: int) -> bool:
        scene = self.scene()
        places = [*scene.of.get(item_id, ()), *scene.pill_of.get(item_id, ())]
        return any(each.slot == slot for each in places)

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.redraw()

    @override
    def respoken(self) -> None:
        self._programme.respeak()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.lay_out()

    # -- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        still = self.still()
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, still)
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """Paint what moves over what stands still."""

    def still(self) -> QPixmap:
        """All that stands still, as a picture that is kept until something changes."""
        ratio = self.viewport().devicePixelRatioF()
        if self._still is None or self._still.devicePixelRatio() != ratio:
            # Laying out may move the scroll bars, which asks for another picture: so this one is
            # held here while it is painted, and laid out before.
            picture = self.picture()
            still = QPixmap(self.viewport().size() * ratio)
            still.setDevicePixelRatio(ratio)
            painter = QPainter(still)
            painter.fillRect(self.viewport().rect(), QColor(look.colours().window))
            picture.paint(painter)
            painter.end()
            self._still = still
        return self._still

    def ground(self) -> Ground:
        """What draws all but the items."""
        programme = self._programme.programme()
        return Ground(
            self.scene(),
            self.frame(),
            self._programme.texts().language,
            (*self._clocks(), programme.home_zone, programme.visit_zone),
            minute_of(self._now()),
            self._slot,
            self._busy,
            self._notes,
        )

    def picture(self) -> Picture:
        """What draws all that stands still."""
        focused = self.item_id(self.currentIndex()) if self.hasFocus() else ""
        hidden = frozenset(self._hidden)
        look_now = Marks(frozenset(self.chosen()), focused, self._marks, hidden, self._draft)
        return Picture(self.ground(), self._programme.texts(), look_now, self._drawn)


def _way(low: int, high: int, least: int, most: int) -> int:
    """How far to scroll so that a stretch is within another; its beginning counts most."""
    if low < least or high - low > most - least:
        return low - least
    return max(0, high - most)
