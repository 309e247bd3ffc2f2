"""A title that leads somewhere, as long as there is room for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip


class LinkButton(Spoken, QPushButton):
    """Text that is pressed; cut with an ellipsis where it is too long, whole in the tooltip."""

    def __init__(
        self,
        text: Callable[[], str],
        pressed: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "link")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._whole = ""
        self.clicked.connect(lambda: pressed())
        self.say(self._take, text)

    @override
    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self._whole), metrics.height())

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, QFontMetrics(self.font()).height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _take(self, text: str) -> None:
        self._whole = text
        self.setAccessibleName(text)
        self._fit()

    def _fit(self) -> None:
        shown = QFontMetrics(self.font()).elidedText(
            self._whole, Qt.TextElideMode.ElideRight, self.width()
        )
        self.setText(shown.replace("&", "&&"))
        self.setToolTip(plain_tooltip(self._whole) if shown != self._whole else "")
