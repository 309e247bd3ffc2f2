"""The import is asked for in the menu, or by a file that is dropped on the window."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.importing.asking import ImportCalendar
from desktop.ui.switch import LanguageSwitch
from desktop.ui.window import MainWindow


class Asked(ImportCalendar):
    """Remembers the files instead of showing them."""

    def __init__(self, desk: Desk, window: MainWindow) -> None:
        super().__init__(desk, window)
        self.files: list[str] = []

    def show_file(self, path: Path) -> None:
        self.files.append(path.name)


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, switch: LanguageSwitch) -> MainWindow:
    pages = [entry for entry in contents.pages() if entry.name == "people"]
    window = MainWindow(desk, pages, switch=switch)
    qtbot.addWidget(window)
    return window


def _drop(window: MainWindow, *names: str) -> bool:
    """Drag files over the window and let them go; tells whether they were welcome."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(f"/somewhere/{name}") for name in names])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(50, 50), copy, data, buttons, keys)
    enter.ignore()
    QApplication.sendEvent(window, enter)
    QApplication.sendEvent(window, QDropEvent(QPointF(50, 50), copy, data, buttons, keys))
    return enter.isAccepted()


def test_a_calendar_file_can_be_dropped(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    asked = Asked(desk, window)
    assert _drop(window, "Invitation.ICS")
    qtbot.waitUntil(lambda: asked.files == ["Invitation.ICS"])
    assert not _drop(window, "photo.png")
    assert not _drop(window, "a.ics", "b.ics")
    QApplication.processEvents()
    assert asked.files == ["Invitation.ICS"]


def test_the_menu_asks_for_a_file(
    desk: Desk, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = Asked(desk, window)
    answers = iter([None, Path("/somewhere/a.ics")])
    monkeypatch.setattr("desktop.ui.importing.asking.ask_open", lambda *_args: next(answers))
    (action,) = (one for one in window.menus.all_actions() if one.text() == "Import calendar file…")
    action.trigger()
    assert asked.files == []
    action.trigger()
    assert asked.files == ["a.ics"]
