"""Closes what stands open on top of a window, before the window itself is taken away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QThread, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

_AGAIN_MS = 20
_ROUNDS = 100  # some boxes are the system's own, and do not always obey
_FORCED = 10  # of these, for what is still at work by then


def when_alone(owner: QObject, act: Callable[[], object]) -> None:
    """Call `act` once no dialog or menu is open, and nobody waits for an answer of one.

    What still waits after about two seconds is not waited for any longer: a dialog that keeps
    itself open is closed without being asked.
    """
    _close_all(owner, act, _ROUNDS)


def _close_all(owner: QObject, act: Callable[[], object], rounds: int) -> None:
    dialogs = [
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, QDialog) and one.isVisible()
    ]
    popup = QApplication.activePopupWidget()
    waits = QThread.currentThread().loopLevel() > 1
    if rounds == 0 or not (dialogs or popup or waits):
        act()
        return
    # Each on its own: a dialog that asks before it closes would hold up all that follows.
    for dialog in dialogs:
        obeys = rounds > _FORCED
        QTimer.singleShot(0, dialog, dialog.reject if obeys else partial(_end, dialog))
    if popup is not None:
        QTimer.singleShot(0, popup, popup.close)
    QTimer.singleShot(_AGAIN_MS, owner, lambda: _close_all(owner, act, rounds - 1))


def _end(dialog: QDialog) -> None:
    """Close a dialog past what it would do first, so that whoever opened it can go on."""
    QDialog.done(dialog, QDialog.DialogCode.Rejected)


def clear_clipboard() -> None:
    """Take what was copied here off the clipboard; what comes from other programs stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
