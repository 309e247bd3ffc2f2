"""The grid under the mouse: grasped, dragged, dropped, and what a drop would cause told before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.domain.time import Moment
from desktop.ui import look
from desktop.ui.grid import moves
from desktop.ui.grid.axis import HOUR
from desktop.ui.grid.drag import NOWHERE, Drag, Grip, Over, aim, grip_at, place_at
from desktop.ui.grid.ghost import Ghost
from desktop.ui.grid.lanes import Lane
from desktop.ui.grid.snapping import snapped_in
from desktop.ui.grid.view import GridView
from desktop.ui.programme.table_model import ProgrammeModel

PINNED = "pinned"
_FLAG = QItemSelectionModel.SelectionFlag
_SCROLL_MS = 30


class BusySpan(Protocol):
    """A time at which somebody or something cannot be had, in minutes since 1970."""

    @property
    def start(self) -> int:
        """From when."""

    @property
    def end(self) -> int:
        """Until when."""

    @property
    def reason(self) -> str:
        """Why, in a few words."""


Unavailable = Callable[[str], Sequence[BusySpan]]
WouldCause = Callable[[Mapping[str, tuple[Moment, Moment]]], Sequence[tuple[str, str]]]


class HandledGrid(GridView):
    """Lets items be dragged. It never writes: what is dropped is told by signals.

    `moved` has the new (start, end) of each item. `lane_moved` has the items, the lane they come
    from (None for what was not placed yet), the one they go to, and new times where they changed
    too; `moved` is not sent then. `refused` has an item and why. `unavailable` gives the times to
    be greyed while an item is dragged, `would_cause` pairs of severity and sentence for times that
    are not dropped yet.
    """

    moved = Signal(object)
    unplaced = Signal(object)
    lane_moved = Signal(object, object, object, object)
    created = Signal(object, object)
    details_asked = Signal(str)
    menu_asked = Signal(QPoint)
    refused = Signal(str, str)

    def __init__(
        self,
        model: ProgrammeModel,
        selection: QItemSelectionModel,
        clocks: Callable[[], tuple[str, str]],
        parent: QWidget | None = None,
        *,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        super().__init__(model, selection, clocks, parent, now=now)
        self.unavailable: Unavailable = lambda _item_id: ()
        self.would_cause: WouldCause = lambda _times: ()
        self._step = 15
        self._fixed = False
        self._drag: Drag | None = None
        self._pressed: QPoint | None = None
        self._pressed_id = ""
        self._at = QPoint()
        self._causes: Sequence[tuple[str, str]] = ()
        self._check = QTimer(self)
        self._check.setSingleShot(True)
        self._check.setInterval(look.CHECK_MS)
        self._check.timeout.connect(self.check_now)
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    # -- for the panel

    def set_step(self, minutes: int) -> None:
        """Let times fall on multiples of so many minutes."""
        self._step = minutes
        self.shown.emit()

    def set_fixed(self, fixed: bool) -> None:
        """Let everything be walked through and opened, and nothing be moved or begun."""
        self._fixed = fixed

    def step(self) -> int:
        """The minutes that times are multiples of."""
        return self._step

    def drag(self) -> Drag | None:
        """What is on its way now."""
        return self._drag

    def causes(self) -> Sequence[tuple[str, str]]:
        """What dropping it now would cause."""
        return self._causes

    def movable(self, ids: Iterable[str]) -> list[str]:
        """The items of some that are not pinned, with the parts of blocks; pinned ones refuse."""
        if self._fixed:
            return []
        programme = self._programme.programme()
        found: dict[str, None] = {}
        for item_id in ids:
            item = programme.item(item_id)
            if item is None:
                continue
            if item.pinned:
                self.refused.emit(item_id, PINNED)
                continue
            found[item_id] = None
            timed = self.scene().contents.timed
            for part in programme.parts_of(item_id):
                if part.id in timed and not part.pinned:
                    found[part.id] = None
        return list(found)

    # -- a drag from its beginning to its end

    def begin_drag(self, drag: Drag) -> None:
        """Take something up."""
        self._drag, self._causes = drag, ()
        self._hidden = frozenset(drag.ids) if drag.grip != Grip.NEW else frozenset()
        self._dropping = drag.grip == Grip.MOVE
        self.redraw()
        if drag.grabbed:
            # The first frame is not kept waiting by what the office knows of everyone's time.
            QTimer.singleShot(0, self, self._grey)

    def end_drag(self) -> Drag | None:
        """Let go, without dropping it anywhere; gives what it was."""
        drag, self._drag = self._drag, None
        self._check.stop()
        self._scroll.stop()
        self._causes, self._busy = (), ()
        self._hidden, self._dropping = frozenset(), False
        self.unreveal()
        self.viewport().unsetCursor()
        self.redraw()
        return drag

    def drop(self) -> None:
        """Drop it where it is held."""
        scene = self.scene()
        drag = self.end_drag()
        if drag is None:
            return
        if drag.over == Over.TRAY:
            placed = [each for each in drag.ids if each not in scene.contents.unplaced]
            if placed:
                self.unplaced.emit(placed)
        elif drag.grip == Grip.NEW:
            if drag.times:
                self.created.emit(*drag.times[""])
        else:
            # What was deleted meanwhile, as by an undo, is let fall.
            times = {each: new for each, new in drag.times.items() if each in scene.contents.items}
            if moves.unchanged(scene, times):
                times = {}
            if drag.changes_lane(scene):
                before = scene.slots[drag.slot].lane if drag.slot != NOWHERE else None
                self.tell_lane(drag.ids, before, scene.slots[drag.target].lane, times)
            elif times:
                self.moved.emit(times)

    def tell_lane(
        self, ids: Sequence[str], start: Lane | None, end: Lane | None, times: moves.Times
    ) -> None:
        """Tell that items go to another lane."""
        self.lane_moved.emit(list(ids), start, end, times)

    def aimed(self) -> None:
        """Show where it is held now, and look soon for what that would cause."""
        self._causes = ()
        self._check.start()
        self.viewport().update()

    def check_now(self) -> None:
        """Look for what dropping it now would cause."""
        drag = self._drag
        if drag is not None and drag.grip != Grip.NEW and drag.times:
            self._causes = tuple(self.would_cause(dict(drag.times)))
            self.viewport().update()

    def _grey(self) -> None:
        if self._drag is not None and self._drag.grabbed:
            spans = self.unavailable(self._drag.grabbed)
            self._busy = tuple((span.start, span.end, str(span.reason)) for span in spans)
            self.redraw()

    @override
    def paint_over(self, painter: QPainter) -> None:
        if self._drag is not None:
            Ghost(self._drag, self.picture(), self._causes).paint(painter)

    # -- the mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._drag is not None and self._drag.by_keys:
            self.end_drag()
        at = event.position().toPoint()
        index = self.indexAt(at)
        self._pressed_id = self.item_id(index)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = at
        adding = event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        )
        selection = self.selectionModel()
        block = self.block_at(at)
        if block is not None:
            self.stand_in(block.slot)
        elif self.frame().body.contains(at) and self.scene().slots:
            self.stand_in(self.scene().slot_at(self.frame().to_picture(at).x()))
        if not index.isValid():
            if not adding:
                selection.clearSelection()
            self.redraw()
        elif adding and event.button() == Qt.MouseButton.LeftButton:
            selection.setCurrentIndex(index, _FLAG.Toggle)
        elif not selection.isSelected(index):
            selection.setCurrentIndex(index, _FLAG.ClearAndSelect)
        else:
            selection.setCurrentIndex(index, _FLAG.NoUpdate)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self._hover(at)
            return
        if self._drag is None and self._pressed is not None:
            far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            if far:
                self._take_up(self._pressed)
        if self._drag is not None and not self._drag.by_keys:
            self._aim(at)
            if not self._scroll.isActive():
                self._scroll.start()
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        lone = self._drag is None and self._pressed is not None and self._pressed_id
        self._pressed = None
        if self._drag is not None and not self._drag.by_keys:
            self._aim(event.position().toPoint())
            self.drop()
        elif lone and not event.modifiers() and len(self.chosen()) > 1:
            # A click on one of several, without a drag, is for that one.
            row = self._programme.row_of(self._pressed_id)
            self.selectionModel().select(self.model().index(row, 0), _FLAG.ClearAndSelect)
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        item_id = self.item_id(self.indexAt(at))
        self._pressed = None
        if item_id:
            self.details_asked.emit(item_id)
        elif self.frame().body.contains(at) and self.scene().slots and not self._fixed:
            slot, instant = place_at(self.scene(), self.frame(), at)
            column = self.scene().slots[slot].column
            start = snapped_in(column, instant - self._step // 2, self._step)
            self.created.emit(*moves.between(self.scene(), slot, start, start + moves.NEW))
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.pos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def _take_up(self, at: QPoint) -> None:
        """Begin to drag what the mouse was pressed on."""
        scene, frame = self.scene(), self.frame()
        block = self.block_at(at)
        if not scene.slots or self._fixed:
            return
        slot, instant = place_at(scene, frame, at)
        if not self._pressed_id:
            if frame.body.contains(at):
                self.begin_drag(Drag(Grip.NEW, (), "", slot, instant))
            return
        grip = grip_at(block, frame.to_picture(at).y()) if block is not None else Grip.MOVE
        item = scene.contents.items[self._pressed_id]
        if item.id in scene.tray:
            slot = NOWHERE
        if item.pinned:
            self._pressed = None
            self.refused.emit(item.id, PINNED)
            return
        ids = self.movable(self.chosen()) if grip == Grip.MOVE else [item.id]
        if item.id not in ids:
            ids = [item.id, *ids]
        self.begin_drag(Drag(grip, tuple(ids), item.id, slot, instant))

    def _aim(self, at: QPoint) -> None:
        drag = self._drag
        if drag is None:
            return
        self._at = at
        before = (drag.times, drag.target, drag.over)
        aim(drag, self.scene(), self.frame(), at, self._step)
        if (drag.times, drag.target, drag.over) != before:
            self.aimed()

    def _hover(self, at: QPoint) -> None:
        block = self.block_at(at)
        item = self.scene().contents.items.get(block.item_id) if block is not None else None
        if block is None or item is None or item.pinned or self._fixed:
            self.viewport().unsetCursor()
            return
        grip = grip_at(block, self.frame().to_picture(at).y())
        if grip == Grip.MOVE:
            self.viewport().unsetCursor()
        else:
            self.viewport().setCursor(Qt.CursorShape.SizeVerCursor)

    def _scroll_on(self) -> None:
        """Scroll while something is held at an edge of the hours."""
        if self._drag is None:
            self._scroll.stop()
            return
        body = self.frame().body.adjusted(look.XL, look.XL, -look.XL, -look.XL)
        across = min(0, self._at.x() - body.left()) + max(0, self._at.x() - body.right())
        down = min(0, self._at.y() - body.top()) + max(0, self._at.y() - body.bottom())
        if not self.frame().body.contains(self._at):
            return
        before = (self.horizontalOffset(), self.verticalOffset())
        bar, axis = self.verticalScrollBar(), self.scene().axis
        if down > 0 and before[1] == bar.maximum():
            self.reveal(axis.first, axis.last + HOUR)
        elif down < 0 and before[1] == 0:
            self.reveal(axis.first - HOUR, axis.last)
        self.horizontalScrollBar().setValue(before[0] + across)
        self.verticalScrollBar().setValue(before[1] + down)
        if before != (self.horizontalOffset(), self.verticalOffset()):
            self._aim(self._at)
