"""The grid as it is seen: a view of the programme's model that paints only what is in sight."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QRegion, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget
from typing_extensions import override

from desktop.domain.plan import minute_of
from desktop.language import _
from desktop.ui import look
from desktop.ui.grid.frame import Frame, axis_width, card_height, frame_of, sizes_of, tray_head
from desktop.ui.grid.ground import Ground
from desktop.ui.grid.lanes import Mode
from desktop.ui.grid.picture import Marks, Picture
from desktop.ui.grid.scene import Block, Scene, Wanted, day_of, scene_of
from desktop.ui.grid.shared import SharedSelection, SpokenModel
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.table_model import Index, ProgrammeModel
from desktop.ui.speech import Spoken

_NOW_MS = 60_000


class GridView(Spoken, QListView):
    """Shows a `ProgrammeModel` to scale; the selection is shared with another view of it.

    `clocks` gives the zones of the two clocks, `now` the present instant. Every row of the model
    is an accessible child: an item where it is drawn, the heading of a day at the column's head.
    """

    shown = Signal()  # another day, mode or size

    def __init__(
        self,
        model: ProgrammeModel,
        selection: QItemSelectionModel,
        clocks: Callable[[], tuple[str, str]],
        parent: QWidget | None = None,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "grid")
        self._programme = model
        self._clocks, self._now = clocks, now
        self._wanted = Wanted()
        self._hour = float(look.GRID_HOUR)
        self._marks: Mapping[str, str] = {}
        self._scene: Scene | None = None
        self._slot = 0  # the column that the axis speaks for
        self._tray_offset = 0
        self._days: list[dt.date] = []
        self._busy: tuple[tuple[int, int, str], ...] = ()
        self._still: QPixmap | None = None
        self._hidden: frozenset[str] = frozenset()  # what is being dragged
        self._dropping = False  # the tray is shown as a place to drop on
        spoken = SpokenModel(model, lambda item_id: self._marks.get(item_id, ""), self)
        self.setModel(spoken)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self._shared = SharedSelection(selection, self.selectionModel(), spoken)
        for changed in (model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            changed.connect(self.lay_out)
        model.modelReset.connect(self.lay_out)
        model.dataChanged.connect(self.lay_out)
        self.say(self.setAccessibleName, lambda: _("Day grid"))
        minute = QTimer(self)
        minute.setInterval(_NOW_MS)
        minute.timeout.connect(self.viewport().update)
        minute.start()

    # -- what is shown

    def set_mode(self, mode: Mode) -> None:
        """Let the columns be days, or the lanes of the current day."""
        day = self.day()
        self._want(replace(self._wanted, mode=mode, day=day))
        self.set_day(day)

    def mode(self) -> Mode:
        """What the columns are."""
        return self._wanted.mode

    def set_day(self, day: dt.date | None) -> None:
        """Show the lanes of a day, or bring the day into sight among the others."""
        self._go_to(day)
        slots = self.scene().slots
        if slots and slots[self._slot].column.day == day:
            self.horizontalScrollBar().setValue(slots[self._slot].x)

    def day(self) -> dt.date | None:
        """The day of the current column."""
        slots = self.scene().slots
        return slots[min(self._slot, len(slots) - 1)].column.day if slots else None

    def _go_to(self, day: dt.date | None) -> None:
        self._want(replace(self._wanted, day=day))
        slots = self.scene().slots
        found = next((n for n, slot in enumerate(slots) if slot.column.day == day), -1)
        self._slot = max(found, 0)
        self.shown.emit()

    def days(self) -> list[dt.date]:
        """The days that have a column, or could have one."""
        return list(self._days)

    def stand_in(self, slot: int) -> None:
        """Make a column the current one, whose clocks are on the axis."""
        if slot != self._slot:
            self._slot = slot
            self.redraw()
            self.shown.emit()

    def set_people(self, ids: Sequence[str]) -> None:
        """The persons who have a lane; nobody named is everybody."""
        self._want(replace(self._wanted, people=tuple(ids)))

    def set_others(self, others: Sequence[tuple[str, Programme]]) -> None:
        """Show other programmes too, each with its reference; they cannot be moved."""
        self._want(replace(self._wanted, others=tuple(others)))

    def set_show_all_hours(self, everything: bool) -> None:
        """Show all hours, or only those in use."""
        self._want(replace(self._wanted, all_hours=everything))

    def set_marks(self, marks: Mapping[str, str]) -> None:
        """Mark items with the severity of what is wrong with them."""
        self._marks = dict(marks)
        self.redraw()

    def hour(self) -> float:
        """The height of an hour in pixels."""
        return self._hour

    def zoom(self, hour: float) -> None:
        """Make an hour so many pixels high; what is in the middle stays there."""
        low, high = look.GRID_HOURS
        hour = max(low, min(high, hour))
        middle = self.frame().body.height() // 2
        height = self.scene().axis.height(self.verticalOffset() + middle)
        self._hour = hour
        self.lay_out()
        self.shown.emit()
        self.verticalScrollBar().setValue(self.scene().axis.pixel(height) - middle)

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

    # -- where everything is

    def scene(self) -> Scene:
        """Everything laid out, as it is now."""
        if self._scene is None:
            room = self._frame(QPoint(), 1).body.width()
            programme = self._programme.programme()
            self._scene = scene_of(programme, self._wanted, sizes_of(room, self._hour))
            self._slot = max(0, min(self._slot, len(self._scene.slots) - 1))
            if self._wanted.mode == Mode.DAYS:
                self._days = [slot.column.day for slot in self._scene.slots]
            self._measure(self._scene)
        return self._scene

    def frame(self) -> Frame:
        """Where the parts of the view are, as it is scrolled now."""
        offset = QPoint(self.horizontalOffset(), self.verticalOffset())
        return self._frame(offset, self.scene().strip_rows())

    def lay_out(self, *_signal: object) -> None:
        """Lay everything out anew, before it is next looked at."""
        self._scene = None
        self.redraw()

    def redraw(self) -> None:
        """Paint everything again."""
        self._still = None
        self.viewport().update()

    def item_id(self, index: Index) -> str:
        """The item of an index; "" for a heading."""
        item = self._programme.item_at(index.row()) if index.isValid() else None
        return item.id if item is not None else ""

    def block_at(self, at: QPoint) -> Block | None:
        """The uppermost item among the hours at a place in the view."""
        frame = self.frame()
        if not frame.body.contains(at):
            return None
        x, y = frame.to_picture(at).toTuple()
        for block in reversed(self.scene().blocks):
            inside = 0 <= x - block.x < block.width and 0 <= y - block.y < block.height
            if inside and block.other is None:
                return block
        return None

    def _want(self, wanted: Wanted) -> None:
        self._wanted = wanted
        self.lay_out()

    def _frame(self, offset: QPoint, rows: int) -> Frame:
        programme = self._programme.programme()
        zones = {zone for zone in (*self._clocks(), programme.visit_zone) if zone}
        return frame_of(
            self.viewport().size(),
            rows=rows,
            axis=axis_width(two=len(zones) > 1),
            tray=self._programme.row_of_day(None) >= 0,
            rail=self._dropping,
            offset=offset,
            tray_offset=self._tray_offset,
        )

    def _measure(self, scene: Scene) -> None:
        body = self._frame(QPoint(), scene.strip_rows()).body
        for bar, whole, seen in (
            (self.horizontalScrollBar(), scene.width(), body.width()),
            (self.verticalScrollBar(), scene.axis.length(), body.height()),
        ):
            bar.setRange(0, max(0, whole - seen))
            bar.setPageStep(max(1, seen))
            bar.setSingleStep(look.XL)

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
    def selectionChanged(self, selected: object, deselected: object) -> None:
        super().selectionChanged(selected, deselected)  # type: ignore[arg-type]
        self.redraw()

    @override
    def respoken(self) -> None:
        self.lay_out()

    # -- painting

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.drawPixmap(0, 0, self.still())
        self.paint_over(painter)
        painter.end()

    def paint_over(self, painter: QPainter) -> None:
        """Paint what moves over what stands still."""

    def still(self) -> QPixmap:
        """All that stands still, as a picture that is kept until something changes."""
        if self._still is None:
            ratio = self.viewport().devicePixelRatioF()
            self._still = QPixmap(self.viewport().size() * ratio)
            self._still.setDevicePixelRatio(ratio)
            painter = QPainter(self._still)
            painter.fillRect(self.viewport().rect(), QColor(look.colours().window))
            self.picture().paint(painter)
            painter.end()
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
        )

    def picture(self) -> Picture:
        """What draws all that stands still."""
        focused = self.item_id(self.currentIndex()) if self.hasFocus() else ""
        hidden = frozenset(self._hidden)
        look_now = Marks(frozenset(self.chosen()), focused, self._marks, hidden)
        return Picture(self.ground(), self._programme.texts(), look_now)


def _way(low: int, high: int, least: int, most: int) -> int:
    """How far to scroll so that a stretch is within another; its beginning counts most."""
    if low < least or high - low > most - least:
        return low - least
    return max(0, high - most)
