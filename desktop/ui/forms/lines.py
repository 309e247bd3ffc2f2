"""The controls that text is typed into, as every field uses them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui import look

_UNDO = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class TextLine(QLineEdit):
    """One line of text that tells when the officer is done with it.

    `finished` is sent when Return is pressed (True) or the focus goes elsewhere (False), but not
    for a popup or menu of its own; `abandoned` when Esc is pressed. Ctrl+Z belongs to the window
    as soon as nothing typed here is left to take back. `typed` is sent when the officer changed
    the text; while `composing`, an input method has more that is not in the text yet.
    """

    finished = Signal(bool)
    abandoned = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self.textEdited.connect(lambda _text: self.typed.emit())
        # Whether suggestions hang below the line: Return, Tab and Esc are theirs then.
        self.suggesting: Callable[[], bool] = lambda: False
        self.setMinimumWidth(look.XL)

    def show_text(self, text: str) -> None:
        """Show a text from its beginning, unless it stands there already."""
        if text != self.text() or self.isUndoAvailable():
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)

    def put(self, text: str) -> None:
        """Let a text stand here as if it had been typed."""
        self.setText(text)
        self.setModified(True)
        self.typed.emit()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and any(event.matches(key) for key in _UNDO)
            and not (self.isUndoAvailable() or self.isRedoAvailable())
        ):
            event.ignore()
            return False
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Tab
            and self.suggesting()
        ):
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            if not self.suggesting():
                self.abandoned.emit()
            return
        super().keyPressEvent(event)
        if not self.suggesting() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finished.emit(True)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit(False)


class TextArea(QPlainTextEdit):
    """Several lines of text, as high as the text within limits; Tab goes on to the next field."""

    finished = Signal(bool)
    abandoned = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._showing = False
        self._text = ""
        self.textChanged.connect(self._look_again)
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def text(self) -> str:
        """The whole text."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show a text, unless it stands there already."""
        if text != self.text() or self.document().isUndoAvailable():
            self._showing = True
            self.setPlainText(text)
            self._showing = False

    def put(self, text: str) -> None:
        """Let a text stand here as if it had been typed."""
        self.setPlainText(text)

    def _look_again(self) -> None:
        # Qt tells of more than the text here, such as what an input method has not given yet.
        before, self._text = self._text, self.text()
        if not self._showing and self._text != before:
            self.typed.emit()

    def _grow(self) -> None:
        # A plain text document measures its height in lines.
        least, most = look.LONG_TEXT_ROWS
        lines = max(least, min(most, round(self.document().size().height())))
        edge = 2 * (self.frameWidth() + look.XS) + round(2 * self.document().documentMargin())
        height = lines * self.fontMetrics().lineSpacing() + edge
        if height != self.minimumHeight():
            self.setFixedHeight(height)

    @override
    def sizeHint(self) -> QSize:
        return QSize(look.COLUMN, self.minimumHeight())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._grow()

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        document = self.document()
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and any(event.matches(key) for key in _UNDO)
            and not (document.isUndoAvailable() or document.isRedoAvailable())
        ):
            event.ignore()
            return False
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            event.ignore()
            self.abandoned.emit()
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finished.emit(True)
            return
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.finished.emit(False)
