"""The timeline under mouse and keyboard: panned, walked through, its bars opened and moved."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from desktop.language import current
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_area import Now, TimelineArea
from desktop.ui.calendar.timeline_bars import moved
from desktop.ui.calendar.timeline_frame import Frame
from desktop.ui.calendar.timeline_layout import By, Place, below, beside, edge, nearest

_SCROLL_MS = 30
_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
_KEYS = Qt.KeyboardModifier.KeypadModifier


class Timeline(TimelineArea):
    """Tells what is asked for, and writes nothing.

    `opened` has a bar's record (kind, identity); `moved` a bar and by how many days; `make_asked`
    the kind of the group ("" where it has none) and the day; `menu_asked` a place on the screen.
    """

    opened = Signal(str, str)
    moved = Signal(object, int)
    make_asked = Signal(str, object)
    menu_asked = Signal(QPoint)

    def __init__(
        self, zones: Callable[[], tuple[str, str]], now: Now, parent: QWidget | None = None
    ) -> None:
        super().__init__(zones, now, parent)
        self._pressed: QPoint | None = None
        self._held: Place | None = None
        self._again = False
        self._panned: QPoint | None = None
        self._days: int | None = None
        self._from = 0.0
        self._at = QPoint()
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_MS)
        self._scroll.timeout.connect(self._scroll_on)

    def dragged(self) -> int | None:
        """By how many days the held bar is moved; None while none is dragged."""
        return self._days

    # -- the mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        frame = self.frame()
        if event.button() == Qt.MouseButton.LeftButton and frame.names.contains(at):
            self._fold_at(at)
            return
        place = self.place_at(at)
        chosen = self.current()
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._held = at, place
            self._again = place is not None and chosen is not None and chosen.bar is place.bar
            self._from = frame.day_at(at.x())
        elif event.button() == Qt.MouseButton.MiddleButton:
            self._pressed, self._held = at, None
        if place is not None or event.button() == Qt.MouseButton.LeftButton:
            self.choose(place, reveal=False)
        event.accept()

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            over = self.place_at(at) is not None or self.frame().names.contains(at)
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            return
        far = (at - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._held is not None:
            if far and self._days is None:
                self._begin()
            if self._days is not None:
                self._aim(at)
        elif self._panned is not None or far:
            before = self._panned or self._pressed
            self._panned = at
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self.pan(before.x() - at.x(), before.y() - at.y())
        event.accept()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, days, again = self._held, self._days, self._again and self._pressed is not None
        self._let_go()
        if held is not None and days:
            self.moved.emit(held.bar.span, days)
        elif held is not None and days is None and again:
            self.opened.emit(held.bar.span.record_kind, held.bar.id)
        event.accept()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at, frame = event.position().toPoint(), self.frame()
        place = self.place_at(at)
        self._let_go()
        if place is not None:
            self.opened.emit(place.bar.span.record_kind, place.bar.id)
        elif frame.body.contains(at):
            group = self.scene().group_at(frame.height_at(at.y()))
            by_kind = group >= 0 and self.by() == By.KIND
            kind = self.scene().groups[group].key if by_kind else ""
            self.make_asked.emit(kind, dt.date.fromordinal(int(frame.day_at(at.x()))))
        event.accept()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at, chosen = event.pos(), self.current()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            if chosen is None:
                return
            frame = self.frame()
            at = frame.bar(chosen).intersected(frame.body).center()
        elif (place := self.place_at(at)) is not None:
            self.choose(place, reveal=False)
        self.menu_asked.emit(self.viewport().mapToGlobal(at))

    def _fold_at(self, at: QPoint) -> None:
        group = self.scene().group_at(self.frame().height_at(at.y()))
        if group >= 0:
            self._toggle(group)

    def _toggle(self, group: int) -> None:
        scene = self.scene()
        self.fold([scene.groups[group].key], folded=not scene.is_folded(group))

    # -- a drag

    def _begin(self) -> None:
        if self._held is not None:
            self._days = 0
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scroll.start()

    def _aim(self, at: QPoint) -> None:
        self._at = at
        self._days = round(self.frame().day_at(at.x()) - self._from)
        self.viewport().update()

    def _let_go(self) -> None:
        self._pressed, self._held, self._panned, self._days = None, None, None, None
        self._scroll.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _scroll_on(self) -> None:
        """Pan while a bar is held at an edge."""
        body = self.frame().body
        across = min(0, self._at.x() - body.left() - look.XL)
        across += max(0, self._at.x() - body.right() + look.XL)
        if across and self._days is not None:
            self.pan(across, 0)
            self._aim(self._at)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._let_go()

    @override
    def paint_over(self, painter: QPainter, frame: Frame) -> None:
        if self._days is None or self._held is None:
            return
        place = moved(self._held, self._days)
        rect, body = frame.bar(place), frame.body
        painter.setClipRect(body)
        self.painter_of_bars.draw(painter, rect, place.bar, body, look.TIMELINE_LABEL, chosen=True)
        painter.setClipping(False)
        lines = wording.moved(place.bar.first, place.bar.end, self._marks, current())
        _paint_box(painter, lines, rect.intersected(body), body)

    # -- the keyboard

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & ~_KEYS
        if key == Qt.Key.Key_Escape and (self._days is not None or self._pressed is not None):
            self._let_go()
        elif held & _ALT and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.push((1 if key == Qt.Key.Key_Right else -1) * (7 if held & _SHIFT else 1))
        elif held == _CTRL and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = self.frame().body.width() // 4
            self.pan(step if key == Qt.Key.Key_Right else -step, 0)
        elif held not in (Qt.KeyboardModifier.NoModifier, _SHIFT) or not self._plain(key):
            super().keyPressEvent(event)

    def push(self, days: int) -> None:
        """Ask for the chosen bar to be moved."""
        chosen = self.current()
        if chosen is not None:
            self.moved.emit(chosen.bar.span, days)

    def _plain(self, key: int) -> bool:
        """Do what a key alone asks for; False where it asks for nothing here."""
        chosen = self.current()
        match key:
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if chosen is not None:
                    self.opened.emit(chosen.bar.span.record_kind, chosen.bar.id)
            case Qt.Key.Key_Left | Qt.Key.Key_Right:
                self._walk(lambda at: beside(self.scene(), at, _way(key, Qt.Key.Key_Right)))
            case Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._walk(lambda at: below(self.scene(), at, _way(key, Qt.Key.Key_Down)))
            case Qt.Key.Key_Home | Qt.Key.Key_End:
                self._walk(lambda at: edge(self.scene(), at, _way(key, Qt.Key.Key_End)))
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                page = self.frame().body.height() * _way(key, Qt.Key.Key_PageDown)
                self.pan(0, page)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Minus:
                self.zoom_by(-1 if key == Qt.Key.Key_Minus else 1, self._middle())
            case Qt.Key.Key_0:
                self.fit()
            case Qt.Key.Key_T:
                self.go(self.today())
            case Qt.Key.Key_Space:
                if chosen is not None:
                    self._toggle(chosen.group)
            case _:
                return False
        return True

    def _middle(self) -> int | None:
        """The chosen bar, where it is in sight: it stays where it is while one zooms."""
        chosen, frame = self.current(), self.frame()
        if chosen is None:
            return None
        seen = frame.bar(chosen).intersected(frame.body)
        return seen.center().x() if not seen.isEmpty() else None

    def _walk(self, step: Callable[[Place], Place]) -> None:
        chosen = self.current()
        if chosen is not None:
            self.choose(step(chosen))
            return
        self.choose(self._first_in_sight())

    def _first_in_sight(self) -> Place | None:
        """Where the keys begin: the bar nearest to the middle in the first lane in sight."""
        frame, scene = self.frame(), self.scene()
        top, bottom = frame.heights()
        middle = sum(frame.days()) / 2
        for group in scene.seen(top, bottom):
            for lane in scene.lanes_seen(group, top, bottom):
                return Place(group, lane, nearest(scene.groups[group].lanes[lane], middle))
        return None


def _way(key: int, forward: Qt.Key) -> int:
    return 1 if key == forward else -1


def _paint_box(painter: QPainter, lines: list[str], beside_: QRect, body: QRect) -> None:
    """The new days, in a box under the bar or above it."""
    strong, small = look.font("small", bold=True), look.font("small")
    widths = [
        QFontMetrics(strong if not at else small).horizontalAdvance(t) for at, t in enumerate(lines)
    ]
    height = QFontMetrics(strong).height() + look.EDGE
    box = QRect(0, 0, max(widths) + 2 * look.M, height * len(lines) + 2 * look.S)
    box.moveTopLeft(beside_.bottomLeft() + QPoint(0, look.XS))
    if box.bottom() > body.bottom():
        box.moveBottom(beside_.top() - look.XS)
    box.moveLeft(max(body.left() + look.XS, min(box.left(), body.right() - box.width() - look.XS)))
    colours = look.colours()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(colours.border_strong), 1))
    painter.setBrush(QColor(colours.surface))
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), look.RADIUS, look.RADIUS)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    for number, line in enumerate(lines):
        painter.setFont(small if number else strong)
        painter.setPen(QColor(colours.soft if number else colours.text))
        place = QRect(
            box.left() + look.M, box.top() + look.S + number * height, max(widths) + 1, height
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, line)
