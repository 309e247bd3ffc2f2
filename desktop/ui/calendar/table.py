"""What the tables of the calendar share under mouse and keyboard: walked, opened, moved, begun."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QTableView, QToolTip
from typing_extensions import override

from desktop.store.spans import Span
from desktop.ui import look
from desktop.ui.calendar import telling
from desktop.ui.calendar.view import Move
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

_KEY, _MOD = Qt.Key, Qt.KeyboardModifier
_ARROWS = (_KEY.Key_Left, _KEY.Key_Right, _KEY.Key_Up, _KEY.Key_Down)


class CalendarTable(Spoken, QTableView):
    """Arrows walk from cell to cell, Tab from thing to thing of the current day, Return opens.

    With Alt, arrows move the thing that Tab led to; so does dragging. N or a double click begins
    something new. `day_asked` asks for all of a day, `left` tells that an arrow led to a day that
    is not shown.
    """

    opened = Signal(object)
    moved = Signal(list)
    make_asked = Signal(date)
    day_asked = Signal(date)
    left = Signal(date)

    def __init__(self) -> None:
        self._entry: tuple[str, str] | None = None
        self._pressed: tuple[QPoint, Span] | None = None
        self._ghost: Move | None = None
        super().__init__()
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            header.setMinimumSectionSize(look.L)
            header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setFixedHeight(look.HEADER)
        self.horizontalHeader().sectionResized.connect(self.lay_out)
        self.verticalHeader().sectionResized.connect(self.lay_out)

    # -- for kinds of table

    def lay_out(self, *_signal: object) -> None:
        """Lay everything out anew when it is next painted."""
        raise NotImplementedError

    def spans(self) -> Sequence[Span]:
        """All things that are shown."""
        raise NotImplementedError

    def things(self) -> list[Span]:
        """What Tab goes through: the things of the current day that are drawn, from the top."""
        raise NotImplementedError

    def day(self) -> date:
        """The current day."""
        raise NotImplementedError

    def span_at(self, at: QPoint) -> Span | None:
        """The thing at a place in the view."""
        raise NotImplementedError

    def day_at(self, at: QPoint) -> date | None:
        """The day at a place in the view."""
        raise NotImplementedError

    def more_at(self, at: QPoint) -> bool:
        """Whether a place in the view is where it says that a day has more."""
        return False

    def tip_at(self, at: QPoint) -> str:
        """All that is to be known of a place in the view."""
        raise NotImplementedError

    def by_arrow(self, key: Qt.Key, span: Span) -> Move:
        """The move that an arrow makes."""
        raise NotImplementedError

    def by_hand(self, span: Span, start: QPoint, at: QPoint) -> Move | None:
        """The move from a place to another; None outside."""
        raise NotImplementedError

    def walk(self, key: Qt.Key) -> None:
        """Go on by an arrow, or to the beginning or end of a line."""
        raise NotImplementedError

    # -- what the keyboard is at

    def entry(self) -> Span | None:
        """The thing that the keyboard is at."""
        return next((one for one in self.spans() if (one.kind, one.id) == self._entry), None)

    def choose(self, span: Span | None) -> None:
        """Lead the keyboard to a thing of the current day, or to the day itself."""
        self._entry = None if span is None else (span.kind, span.id)
        self.viewport().update()
        if span is not None:
            text = telling.sentence(span)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def is_current(self, span: Span) -> bool:
        """Whether the keyboard is at a thing."""
        return self.hasFocus() and self._entry == (span.kind, span.id)

    # -- keyboard

    @override
    def focusNextPrevChild(self, next: bool) -> bool:
        things = self.things()
        keys = [None, *((one.kind, one.id) for one in things)]
        at = keys.index(self._entry) if self._entry in keys else 0
        to = at + (1 if next else -1)
        if 0 <= to < len(keys):
            self.choose(things[to - 1] if to else None)
            return True
        self._entry = None
        return super().focusNextPrevChild(next)

    @override
    def event(self, event: QEvent) -> bool:
        # Alt+Left leads back in the window; here it is ours while there is something to move.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            arrow = event.key() in _ARROWS and event.modifiers() & _MOD.AltModifier
            escape = event.key() == _KEY.Key_Escape and self._ghost is not None
            if escape or (arrow and self.entry() is not None):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, span = _KEY(event.key()), self.entry()
        plain = not event.modifiers() & ~_MOD.KeypadModifier
        if key in _ARROWS and event.modifiers() & _MOD.AltModifier:
            if span is not None:
                self.moved.emit([self.by_arrow(key, span)])
        elif key in (*_ARROWS, _KEY.Key_Home, _KEY.Key_End) and plain:
            self._entry = None
            self.walk(key)
            self.viewport().update()
        elif key in (_KEY.Key_Return, _KEY.Key_Enter):
            if span is not None:
                self.opened.emit(span)
            else:
                self.day_asked.emit(self.day())
        elif key == _KEY.Key_Escape and (self._ghost is not None or span is not None):
            self._let_go()
            self.choose(None)
        elif key == _KEY.Key_N and plain:
            self.make_asked.emit(self.day())
        else:
            event.ignore()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._let_go()

    # -- mouse

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        left = event.button() == Qt.MouseButton.LeftButton
        span, day, index = self.span_at(at), self.day_at(at), self.indexAt(at)
        if index.isValid():
            self.setCurrentIndex(index)
        self.choose(span)
        self._pressed = (at, span) if left and span is not None else None
        if left and day is not None and self.more_at(at):
            self.day_asked.emit(day)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        if self._pressed is None:
            return
        start, span = self._pressed
        far = (at - start).manhattanLength() >= QApplication.startDragDistance()
        move = self.by_hand(span, start, at) if far or self._ghost is not None else None
        if move is not None:
            self._ghost = move
            self.viewport().update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, ghost = self._pressed, self._ghost
        self._let_go()
        if ghost is not None:
            if ghost.days or ghost.start is not None:
                self.moved.emit([ghost])
        elif pressed is not None:
            self.opened.emit(pressed[1])

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        day = self.day_at(at)
        if day is not None and self.span_at(at) is None and not self.more_at(at):
            self.make_asked.emit(day)

    def _let_go(self) -> None:
        self._pressed = self._ghost = None
        self.viewport().update()

    # -- for Qt

    @override
    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tooltip(self.tip_at(event.pos())), self)
            return True
        return super().viewportEvent(event)

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.viewport().update()
