"""Finds what flashes up as a window of its own, as Qt shows what has no parent yet."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from typing_extensions import override


class Strays(QObject):
    """Notes each widget that is shown as a window and is none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def watch(self) -> None:
        """Look at all that is shown from now on."""
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)

    def stop(self) -> None:
        """Look no more."""
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and not isinstance(watched, QMainWindow)
            and watched.windowType() == Qt.WindowType.Window
        ):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}")
        return False
