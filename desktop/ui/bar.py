"""The quiet bar at the foot of the window that says what happened."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, IconButton, PictureLabel, PlainLabel


class Bar(Spoken, QWidget):
    """Floats above the foot of `over`. A notice goes by itself, a problem waits to be closed."""

    undo_asked = Signal()
    page_asked = Signal(str)

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self._words: Callable[[], str] = str
        self._button: Callable[[], str] = str
        self._page = ""
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._icon = PictureLabel("circle-check", colour="good")
        self._text = PlainLabel(wrap=True)
        self._undo = Button(lambda: _("Undo"), self._undo_pressed, kind="quiet", icon="undo-2")
        self._way = Button(lambda: self._button(), self._way_pressed, kind="quiet")
        close = IconButton("x", lambda: _("Close the message"), self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.L, look.S, look.S, look.S)
        layout.setSpacing(look.M)
        for part in (self._icon, self._text, self._undo, self._way, close):
            layout.addWidget(part)
        layout.setStretchFactor(self._text, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(look.NOTICE_MS)
        self._timer.timeout.connect(self._go)
        self.say(self._show_text, lambda: self._words())
        over.installEventFilter(self)
        self.hide()

    def notice(self, text: Callable[[], str], undo: bool = False) -> None:
        """Say what happened."""
        self._tell(text, undo=undo, wrong=False)
        self._timer.start()

    def lead(self, text: Callable[[], str], button: Callable[[], str], page: str) -> None:
        """Say something, with a button that leads to a page."""
        self._button = button
        self._tell(text, undo=False, wrong=False, page=page)
        self._timer.start()

    def problem(self, text: Callable[[], str]) -> None:
        """Say what stood in the way, until the officer closes it."""
        self._tell(text, undo=False, wrong=True)
        self._timer.stop()

    def text(self) -> str:
        """What the bar says now; "" when it is not there."""
        return self._text.text() if self.isVisible() else ""

    def _tell(self, text: Callable[[], str], *, undo: bool, wrong: bool, page: str = "") -> None:
        self._words, self._page = text, page
        self._undo.setVisible(undo)
        self._way.setVisible(bool(page))
        self._way.say_again()
        # What only tells something is neither a success nor a fault.
        told = ("clock", "info") if page else ("circle-check", "good")
        self._icon.show_icon(*(("triangle-alert", "bad") if wrong else told))
        look.mark(self, "tone", "bad" if wrong else "good")
        self.say_again()
        self.show()
        self.raise_()
        self._place()
        announcement = QAccessibleAnnouncementEvent(self, self._text.text())
        if wrong:
            announcement.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(announcement)

    def _show_text(self, text: str) -> None:
        self._text.setText(text)
        self.setAccessibleName(text)
        self._place()

    def _place(self) -> None:
        room = self._over.rect()
        widest = max(look.COLUMN, min(look.PALETTE + look.COLUMN // 2, room.width() - 2 * look.XL))
        # As wide as one line of the text needs, so that no word stands alone on a second one.
        line = self._text.fontMetrics().horizontalAdvance(self._text.text()) + look.S
        wanted = self.sizeHint().width() - self._text.sizeHint().width() + line
        width = min(widest, max(look.COLUMN, wanted))
        height = max(self.heightForWidth(width), self.minimumSizeHint().height())
        self.setGeometry(
            (room.width() - width) // 2, room.height() - height - look.L, width, height
        )

    def _go(self) -> None:
        # What is being read or about to be pressed does not vanish.
        if self.underMouse() or self._undo.hasFocus() or self._way.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _undo_pressed(self) -> None:
        self.hide()
        self.undo_asked.emit()

    def _way_pressed(self) -> None:
        self.hide()
        self.page_asked.emit(self._page)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
