"""Before a window is taken away: dialogs are closed first, and what was copied is not left."""

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.ui.unlock.closing import clear_clipboard, when_alone


def test_dialogs_are_closed_before_it_goes_on(qapp: QApplication, qtbot: QtBot) -> None:
    owner, dialog, order = QObject(), QDialog(), []
    qtbot.addWidget(dialog)
    dialog.rejected.connect(lambda: order.append("dialog closed"))
    dialog.open()
    when_alone(owner, lambda: order.append("act"))
    assert order == []
    qtbot.waitUntil(lambda: order == ["dialog closed", "act"])


def test_a_question_that_waits_is_answered_before_it_goes_on(
    qapp: QApplication, qtbot: QtBot
) -> None:
    owner, dialog, order = QObject(), QDialog(), []
    qtbot.addWidget(dialog)
    when_alone(owner, lambda: order.append("at once"))
    assert order == ["at once"]
    QTimer.singleShot(0, owner, lambda: when_alone(owner, lambda: order.append("act")))
    dialog.exec()
    order.append("answered")
    qtbot.waitUntil(lambda: "act" in order)
    assert order == ["at once", "answered", "act"]


class _Busy(QDialog):
    """A dialog that stays while it is at work, as that of a folder whose papers are made."""

    @override
    def reject(self) -> None:
        pass


def test_a_dialog_that_keeps_itself_open_is_left_whole_before_it_goes_on(
    qapp: QApplication, qtbot: QtBot
) -> None:
    owner, dialog, order = QObject(), _Busy(), []
    qtbot.addWidget(dialog)

    def lock() -> None:
        order.append("locked")
        dialog.done(0)  # else nobody would, if it still stood there

    QTimer.singleShot(0, owner, lambda: when_alone(owner, lock))
    dialog.exec()
    order.append("left")
    qtbot.waitUntil(lambda: "locked" in order)
    assert order == ["left", "locked"]


@pytest.mark.parametrize("own", [True, False])
def test_only_what_was_copied_here_is_cleared(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, own: bool
) -> None:
    cleared: list[bool] = []

    class Clipboard:
        def ownsClipboard(self) -> bool:  # noqa: N802 - as Qt names it
            return own

        def clear(self) -> None:
            cleared.append(True)

    monkeypatch.setattr(QGuiApplication, "clipboard", lambda: Clipboard())
    clear_clipboard()
    assert bool(cleared) is own
