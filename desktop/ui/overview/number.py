"""A number as a chip that leads to what was counted."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy
from typing_extensions import override

from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.marks import chip_size, paint_chip


class NumberChip(Spoken, QAbstractButton):
    """A status chip that is pressed; `tone` is one of `look.TONES`."""

    def __init__(
        self, text: Callable[[], str], tone: str, icon: str, pressed: Callable[[], object]
    ) -> None:
        super().__init__()
        self._tone, self._icon_name, self._words = tone, icon, text
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.clicked.connect(lambda: pressed())
        self.say(self._take, lambda: self._words())

    def show_number(self, text: Callable[[], str], shown: bool = True) -> None:
        """Say another number, or none."""
        self._words = text
        self.say_again()
        self.setVisible(shown)

    @override
    def sizeHint(self) -> QSize:
        return chip_size(self.accessibleName(), self._icon_name)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_chip(painter, self.rect(), self.accessibleName(), self._tone, self._icon_name)
        if self.hasFocus() or self.underMouse():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(look.colours().pair(self._tone)[0]))
            box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _take(self, text: str) -> None:
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()
