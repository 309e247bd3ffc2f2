"""Notices when the officer has gone: nothing is pressed for long, or the computer slept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

_TICK_MS = 5_000
# A tick that comes so late was held up by sleep, or by a clock that was set.
_SLEPT = timedelta(milliseconds=_TICK_MS) + timedelta(minutes=1)
_SIGNS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
        QEvent.Type.InputMethod,
    }
)


class Absence(QObject):
    """Sends `gone` after so many minutes without a sign of the officer, 0 for never, or a sleep.

    `clock` gives aware UTC. Signs are taken where they enter the program, at its windows, so
    that the many events inside pass untouched.
    """

    gone = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        minutes: Callable[[], int],
        clock: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._minutes, self._clock = minutes, clock
        self._sign = self._ticked = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._timer.start()
        self._watch(app.focusWindow())
        app.focusWindowChanged.connect(self._watch)

    def tick(self) -> None:
        """Look at the clock."""
        now, minutes = self._clock(), self._minutes()
        slept = now - self._ticked >= _SLEPT
        self._ticked = now
        self._sign = min(self._sign, now)  # a clock that was set back
        if slept or (minutes and now - self._sign >= timedelta(minutes=minutes)):
            self._sign = now
            self.gone.emit()

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # a second time is as good as once
            self._sign = self._clock()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _SIGNS:
            self._sign = self._clock()
        return False
