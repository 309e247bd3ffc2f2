"""The day grid under the keyboard: walked, moved, made longer, placed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QAbstractItemView
from typing_extensions import override

from desktop.ui import look
from desktop.ui.grid import moves, walking
from desktop.ui.grid.columns import Column
from desktop.ui.grid.drag import NOWHERE, Drag, Grip, Over, carry, first_free
from desktop.ui.grid.ghost import Ghost
from desktop.ui.grid.hand import HandledGrid
from desktop.ui.grid.lanes import Mode
from desktop.ui.grid.moves import Times
from desktop.ui.grid.snapping import stepped
from desktop.ui.grid.walking import Stop

_KEY, _MOD = Qt.Key, Qt.KeyboardModifier
_FLAG = QItemSelectionModel.SelectionFlag
_ARROWS = {_KEY.Key_Up: (0, -1), _KEY.Key_Down: (0, 1), _KEY.Key_Left: (-1, 0)}
_ARROWS[_KEY.Key_Right] = (1, 0)
_ENTER = (_KEY.Key_Return, _KEY.Key_Enter)
_CURSOR = QAbstractItemView.CursorAction
_ACTIONS = {
    _CURSOR.MoveUp: _KEY.Key_Up,
    _CURSOR.MoveDown: _KEY.Key_Down,
    _CURSOR.MoveLeft: _KEY.Key_Left,
    _CURSOR.MoveRight: _KEY.Key_Right,
    _CURSOR.MoveNext: _KEY.Key_Down,
    _CURSOR.MovePrevious: _KEY.Key_Up,
    _CURSOR.MoveHome: _KEY.Key_Home,
    _CURSOR.MoveEnd: _KEY.Key_End,
    _CURSOR.MovePageUp: _KEY.Key_PageUp,
    _CURSOR.MovePageDown: _KEY.Key_PageDown,
}


class DayGrid(HandledGrid):
    """A programme to scale.

    Arrows walk, with Shift they select more, with Control they walk alone and Space selects.
    Alt+Up and Alt+Down move what is selected by a step, Alt+Left and Alt+Right by a day or to the
    next lane; with Shift too, up and down change the end, left and right the start. M takes up
    what is selected: then arrows carry it, with what a drop would cause, Return drops it and
    Escape leaves it where it was. Return on what is not placed yet takes it up; on all else it
    asks for the details. N begins a new item.
    """

    # -- walking

    @override
    def moveCursor(
        self, cursorAction: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        return self._walked(_ACTIONS.get(cursorAction, _KEY.Key_Down))

    def _stops(self) -> dict[int, list[Stop]]:
        stops = walking.stops_of(self.scene(), heads=self.mode() == Mode.DAYS)
        if not self._has_tray():
            stops.pop(walking.TRAY, None)
        return stops

    def _walked(self, key: int) -> QModelIndex:
        """Where a key leads from where the keyboard is."""
        stops = self._stops()
        current = self.currentIndex()
        item_id = self.item_id(current)
        at = walking.stop_of(stops, item_id, self._slot) if current.isValid() else None
        if at is None:
            return self._index_of(self._first_stop(stops))
        body = self.frame().body.height()
        match key:
            case _KEY.Key_Up:
                at = walking.down(stops, at, -1)
            case _KEY.Key_Down:
                at = walking.down(stops, at, 1)
            case _KEY.Key_Left:
                at = walking.beside(stops, at, -1)
            case _KEY.Key_Right:
                at = walking.beside(stops, at, 1)
            case _KEY.Key_Home:
                at = stops[at.slot][0]
            case _KEY.Key_End:
                at = stops[at.slot][-1]
            case _KEY.Key_PageUp:
                at = walking.page(stops, at, -body)
            case _:
                at = walking.page(stops, at, body)
        return self._index_of(at)

    def _first_stop(self, stops: dict[int, list[Stop]]) -> Stop | None:
        order = [stop for slot in stops for stop in stops[slot] if stop.item_id]
        return next(
            (stop for stop in order if stop.slot >= self._slot), order[0] if order else None
        )

    def _index_of(self, stop: Stop | None) -> QModelIndex:
        if stop is None:
            return QModelIndex()
        if stop.slot != walking.TRAY:
            self.stand_in(stop.slot)
        if stop.item_id:
            row = self._programme.row_of(stop.item_id)
        else:
            row = self._programme.row_of_day(self.scene().slots[stop.slot].column.day)
        return self.model().index(row, 0) if row >= 0 else self.currentIndex()

    def _walk(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        index = self._walked(key)
        if not index.isValid():
            return
        selection = self.selectionModel()
        if modifiers & _MOD.ControlModifier:
            command = _FLAG.NoUpdate
        elif modifiers & _MOD.ShiftModifier:
            command = _FLAG.Select
        else:
            command = _FLAG.ClearAndSelect
        if index == self.currentIndex() and command == _FLAG.ClearAndSelect:
            selection.select(index, command)
        selection.setCurrentIndex(index, command)
        self.redraw()

    # -- keys

    @override
    def event(self, event: QEvent) -> bool:
        # Alt+Left leads back in the window, and Escape may close something: here they are ours,
        # where there is something to move or to let go.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            arrow = event.key() in _ARROWS and event.modifiers() & _MOD.AltModifier
            escape = event.key() == _KEY.Key_Escape and self._drag is not None
            if escape or (arrow and self.chosen() and not self._fixed):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, modifiers = event.key(), event.modifiers() & ~_MOD.KeypadModifier
        drag = self._drag
        handled = True
        if key == _KEY.Key_Escape and drag is not None:
            self._pressed = None
            self.end_drag()
        elif drag is not None:
            handled = not drag.by_keys or self._carried(drag, key)
        elif self._fixed and (modifiers & _MOD.AltModifier or key in (_KEY.Key_N, _KEY.Key_M)):
            handled = False
        elif key in _ARROWS and modifiers & _MOD.AltModifier:
            if self.scene().slots:  # there is none where nobody is known who could have a lane
                self._alter(key, modifiers)
        elif key in _ARROWS or key in _ACTIONS.values():
            self._walk(key, modifiers)
        elif modifiers in (_MOD.NoModifier, _MOD.ShiftModifier, _MOD.ControlModifier):
            handled = self._pressed_plain(key, modifiers)
        else:
            handled = False
        event.setAccepted(handled)

    def _pressed_plain(self, key: int, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers & _MOD.ControlModifier or key in (_KEY.Key_Plus, _KEY.Key_Minus):
            return self._zoomed(key) or self._toggled(key)
        plain: dict[int, Callable[[], object]] = {
            _KEY.Key_N: self._new,
            _KEY.Key_M: self._pick_up,
            _KEY.Key_Return: self._open,
            _KEY.Key_Enter: self._open,
            _KEY.Key_Space: lambda: self._toggled(_KEY.Key_Space),
        }
        act = plain.get(key)
        if act is not None:
            act()
        return act is not None

    def _zoomed(self, key: int) -> bool:
        factors: dict[int, float] = {
            _KEY.Key_Plus: 1.2,
            _KEY.Key_Equal: 1.2,
            _KEY.Key_Minus: 1 / 1.2,
        }
        if key == _KEY.Key_0:
            self.zoom(look.GRID_HOUR)
        elif key in factors:
            self.zoom(self.hour() * factors[key])
        return key == _KEY.Key_0 or key in factors

    def _toggled(self, key: int) -> bool:
        index = self.currentIndex()
        if key == _KEY.Key_A:
            self.choose([each.id for each in self.scene().contents.items.values()])
        elif key == _KEY.Key_Space and index.isValid():
            self.selectionModel().select(index, _FLAG.Toggle)
        else:
            return False
        return True

    def _open(self) -> None:
        item_id = self.item_id(self.currentIndex())
        if item_id in self.scene().contents.unplaced and not self._fixed:
            self._pick_up()
        elif item_id:
            self.details_asked.emit(item_id)
        else:
            self._new()

    def _new(self) -> None:
        """Begin a new item: right after the current one, else where the day is free."""
        scene = self.scene()
        if not scene.slots or self._fixed:
            return
        span = scene.contents.timed.get(self.item_id(self.currentIndex()))
        slot = self._slot
        column = scene.slots[slot].column
        start = first_free(scene, slot)
        if span is not None and column.begin <= span.end < column.end - self._step:
            start = span.end
        self.created.emit(*moves.between(scene, slot, start, start + moves.NEW))

    # -- moving at once

    def _alter(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        across, down = _ARROWS[_KEY(key)]
        if modifiers & _MOD.ShiftModifier:
            self._resize(across or down, at_end=not across)
        elif across and self.mode() != Mode.DAYS:
            self._change_lane(across)
        else:
            self._move(across, down)

    def _move(self, across: int, down: int) -> None:
        scene = self.scene()
        ids = self.movable(self.chosen())
        times: Times = {}
        timed = [each for each in ids if each in scene.contents.timed]
        current = self.item_id(self.currentIndex())
        if timed:
            lead = current if current in timed else timed[0]
            minutes = self._step_from(lead, down) if down else 0
            times |= moves.shifted(scene, timed, lead, across, minutes)
        for each in ids:
            slot = scene.slot_of(each)
            if each in scene.contents.vague and across and 0 <= slot + across < len(scene.slots):
                times |= moves.untimed(scene, [each], slot + across)
        self._tell(times)

    def _step_from(self, item_id: str, down: int) -> int:
        start = self.scene().contents.timed[item_id].start
        return stepped(start, self._column(start).piece_at(start), self._step, down) - start

    def _column(self, instant: int) -> Column:
        return moves.column_at([slot.column for slot in self.scene().slots], instant)

    def _resize(self, count: int, *, at_end: bool) -> None:
        scene = self.scene()
        times: Times = {}
        for each in self.movable(self.chosen()):
            span = scene.contents.timed.get(each)
            if span is not None:
                edge = span.end if at_end else span.start
                column = self._column(edge)
                instant = stepped(edge, column.piece_at(edge), self._step, count)
                times |= moves.resized(scene, each, instant, self._step, at_end=at_end)
        self._tell(times)

    def _change_lane(self, across: int) -> None:
        scene, slot = self.scene(), self._slot + across
        ids = self.movable(self.chosen())
        if ids and 0 <= slot < len(scene.slots):
            before = self._slot
            self.stand_in(slot)
            self.tell_lane(ids, scene.slots[before].lane, scene.slots[slot].lane, {})

    def _tell(self, times: Times) -> None:
        """Tell new times, and say them to a screen reader."""
        scene = self.scene()
        if not times or moves.unchanged(scene, times):
            return
        lead = next(iter(times))
        drag = Drag(Grip.MOVE, tuple(times), lead, self._slot, 0, dict(times))
        self._announce(drag)
        self.moved.emit(times)

    # -- carrying before dropping

    def _pick_up(self) -> None:
        """Take up what is selected, to be carried by the arrows."""
        scene = self.scene()
        current = self.item_id(self.currentIndex())
        ids = self.movable(self.chosen() or [current])
        if not ids or not scene.slots:
            return
        grabbed = current if current in ids else ids[0]
        span = scene.contents.timed.get(grabbed)
        slot = max(0, scene.slot_of(grabbed)) if span is not None else self._slot
        instant = span.start if span is not None else first_free(scene, slot)
        held = NOWHERE if grabbed in scene.tray else slot
        self.begin_drag(Drag(Grip.MOVE, tuple(ids), grabbed, held, instant, by_keys=True))
        self._hold(slot, instant)

    def _carried(self, drag: Drag, key: int) -> bool:
        if key in _ENTER:
            self._announce(drag)
            self.drop()
            return True
        if key not in _ARROWS:
            return False
        across, down = _ARROWS[_KEY(key)]
        scene = self.scene()
        held = moves.instants(drag.times[drag.grabbed]) if drag.grabbed in drag.times else None
        slot = max(0, min(len(scene.slots) - 1, drag.target + across))
        column = scene.slots[drag.target].column
        instant = held[0] if held is not None else drag.instant
        if down:
            instant = stepped(instant, column.piece_at(instant), self._step, down)
        height = column.height_at(instant)
        self._hold(slot, scene.slots[slot].column.instant_at(height))
        return True

    def _hold(self, slot: int, instant: int) -> None:
        """Hold what is carried at an instant of a slot."""
        drag = self._drag
        if drag is None:
            return
        column = self.scene().slots[slot].column
        self.reveal(column.height_at(instant), column.height_at(instant) + moves.NEW)
        carry(drag, self.scene(), slot, instant, self._step)
        self.stand_in(slot)
        self._show_held(drag)
        self._announce(drag)
        self.aimed()

    def _show_held(self, drag: Drag) -> None:
        """Bring what is carried into sight."""
        rect = next((rect for _id, rect, *_ends in Ghost(drag, self.picture()).places()), None)
        if rect is None:
            return
        self.bring_into_sight(rect)

    @override
    def check_now(self) -> None:
        super().check_now()
        drag = self.drag()
        if drag is not None and drag.by_keys:
            for _severity, sentence in self.causes():
                _say(self, sentence)

    def _announce(self, drag: Drag) -> None:
        lines = Ghost(drag, self.picture()).lines()
        if drag.over != Over.TRAY and lines:
            _say(self, lines[0])

    # -- focus

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        # Whoever comes with the keyboard stands on something.
        if not self.currentIndex().isValid():
            index = self._index_of(self._first_stop(self._stops()))
            if index.isValid():
                self.selectionModel().setCurrentIndex(index, _FLAG.NoUpdate)
        self.redraw()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._drag is not None and self._drag.by_keys:
            self.end_drag()
        self.redraw()


def _say(grid: DayGrid, text: str) -> None:
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(grid, text))
