"""Hears from the system that the computer is about to sleep."""

from __future__ import annotations

import sys
from ctypes import wintypes
from typing import Any

from PySide6.QtCore import (
    SLOT,
    QAbstractNativeEventFilter,
    QByteArray,
    QCoreApplication,
    QObject,
    Signal,
    Slot,
)
from typing_extensions import override

# learn.microsoft.com/windows/win32/power/wm-powerbroadcast
_WM_POWERBROADCAST, _PBT_APMSUSPEND = 0x0218, 4
_MESSAGES = b"windows_generic_MSG"


class Sleep(QObject):
    """Sends `coming` before the computer sleeps: told by logind on Linux, by Windows itself there.

    Elsewhere, and where nobody tells, `Absence` notices afterwards.
    """

    coming = Signal()

    def __init__(self, app: QCoreApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._messages: SuspendMessages | None = None
        if sys.platform == "linux":
            self._hear_logind()
        elif sys.platform == "win32":
            self._messages = SuspendMessages(self)
            app.installNativeEventFilter(self._messages)

    def stop(self) -> None:
        """Listen no more."""
        if self._messages is not None:
            self._app.removeNativeEventFilter(self._messages)

    @Slot(bool)
    def prepare(self, begins: bool) -> None:
        """Told before the sleep, and once more after it."""
        if begins:
            self.coming.emit()

    def _hear_logind(self) -> None:
        from PySide6.QtDBus import QDBusConnection

        bus = QDBusConnection.systemBus()
        if bus.isConnected():
            # freedesktop.org/software/systemd/man/org.freedesktop.login1.html
            bus.connect(
                "org.freedesktop.login1",
                "/org/freedesktop/login1",
                "org.freedesktop.login1.Manager",
                "PrepareForSleep",
                self,
                SLOT("prepare(bool)").encode(),
            )


class SuspendMessages(QAbstractNativeEventFilter):
    """Finds among the messages of Windows the one that the computer is about to sleep."""

    def __init__(self, sleep: Sleep) -> None:
        super().__init__()
        self._sleep = sleep

    @override
    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview[int], message: int
    ) -> Any:
        if eventType == _MESSAGES:
            told = wintypes.MSG.from_address(int(message))
            if (told.message, told.wParam) == (_WM_POWERBROADCAST, _PBT_APMSUSPEND):
                self._sleep.coming.emit()
        return False, 0
