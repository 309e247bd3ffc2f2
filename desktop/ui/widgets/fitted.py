"""A dialog as tall as its sentences are at its width."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog
from typing_extensions import override


class FittedDialog(QDialog):
    """Takes the height its content needs when it is shown, and grows when more is said in it.

    A plain dialog reckons a sentence that wraps as lower than it is, and clips what lies below.
    """

    @override
    def showEvent(self, event: QShowEvent) -> None:
        self.resize(self.width(), self._wanted())
        super().showEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        # By the time it comes here, the layout knows of what has changed.
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.resize(self.width(), max(self.height(), self._wanted()))
        return super().event(event)

    def _wanted(self) -> int:
        layout = self.layout()
        tall = layout.totalHeightForWidth(self.width()) if layout is not None else -1
        return tall if tall > 0 else self.height()
