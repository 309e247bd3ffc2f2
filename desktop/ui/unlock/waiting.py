"""What is shown while a key is made, a file is opened, or the whole file is worked at."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.background import Background
from desktop.ui.speech import Spoken
from desktop.ui.widgets import PlainLabel, column, row

T = TypeVar("T")


def centred(inside: QWidget) -> QHBoxLayout:
    """Something in the middle, as wide as is readable, and narrower where there is less room."""
    inside.setMaximumWidth(look.PALETTE)
    line = row(None, inside, None)
    line.setStretch(1, 100)
    return line


class Waiting(Spoken, QWidget):
    """A bar that moves, with a sentence; what it stands for cannot be torn off halfway."""

    def __init__(self, text: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        said, self._bar = PlainLabel(role="soft", wrap=True), QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.setLayout(column(said, self._bar, spacing=look.S))
        self.say(said.setText, text)
        self.say(self._bar.setAccessibleName, text)
        self.keep_room()

    def keep_room(self) -> None:
        """Hide, but let nothing around it move when it comes back."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()


class WaitingWindow(Spoken, QWidget):
    """Stands in the place of the main window while the office file itself is being changed."""

    def __init__(self, over: QWidget) -> None:
        super().__init__()
        self.setProperty("role", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.say(self.setWindowTitle, lambda: "Kakehashi")
        self._over = False
        self._background = Background(self)
        heading = PlainLabel(role="section", wrap=True)
        waiting = Waiting(
            lambda: _("This can take some minutes. Please leave the computer switched on.")
        )
        self.say(heading.setText, lambda: _("The office file is being changed…"))
        inside = QWidget()
        inside.setLayout(column(heading, waiting, spacing=look.M, margins=look.XL))
        self.setLayout(column(None, centred(inside), None))
        self.setGeometry(over.geometry())
        waiting.show()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[BaseException], object],
    ) -> None:
        """Run work on another thread, and close when it has come to its end."""

        def after(go_on: Callable[[], object]) -> None:
            try:
                go_on()  # first: when the last window closes, the program ends
            finally:
                self._over = True
                self.close()

        self._background.run(
            work,
            lambda made: after(lambda: done(made)),
            lambda error: after(lambda: failed(error)),
            owner=self,
        )

    def let_go(self) -> None:
        """Wait for the end of the work, and close: the program ends."""
        self._over = True
        self.close()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._over:
            event.ignore()
            return
        super().closeEvent(event)
        self._background.stop()
