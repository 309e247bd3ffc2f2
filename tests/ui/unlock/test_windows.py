"""The dialog of a new office and the unlock window: what they refuse, and what they say."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.store.cipher import Key
from desktop.store.keys import Keys, write_keys
from desktop.store.office import OfficeFile
from desktop.ui.switch import LanguageSwitch
from desktop.ui.unlock.new_office import NewOfficeDialog
from desktop.ui.unlock.window import UnlockWindow
from desktop.ui.widgets import Button
from tests.ui.sweep import texts_left

_NONE, _SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


def _no_place(_over: object) -> Path | None:
    return None


def _not_made(_path: Path, _password: str | None) -> OfficeFile:
    raise AssertionError("no place was chosen")


@pytest.fixture
def dialog(qapp: QApplication, qtbot: QtBot) -> NewOfficeDialog:
    """The dialog of a new office, shown."""
    dialog = NewOfficeDialog(None, _no_place, _not_made)
    qtbot.addWidget(dialog, before_close_func=lambda each: each.reject())
    dialog.show()
    return dialog


@pytest.fixture
def unlock(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> UnlockWindow:
    """The unlock window of a file that nobody opens, shown."""
    path = tmp_path / "office.kakehashi"
    path.write_bytes(os.urandom(4096))
    write_keys(path, Keys.new(Key.new(), "bridge over the sound"))

    def opening(_path: Path, _key: Key) -> OfficeFile:
        raise AssertionError("the password was wrong")

    unlock = UnlockWindow(path, "computer", opening)
    qtbot.addWidget(unlock)
    unlock.begin(ask=True)
    return unlock


def test_a_short_or_mistyped_password_is_refused_beside_its_field(
    dialog: NewOfficeDialog,
) -> None:
    new = dialog.new
    new.first.line.setText("short")
    assert new.take() is None
    assert new.first.below() == "A password has at least 8 characters."
    new.first.line.setText("bridge over the sound")
    new.second.line.setText("bridge over the pond")
    assert new.take() is None
    assert new.second.below() == "The two passwords are not the same."
    new.second.line.setText("bridge over the sound")
    assert new.take() == "bridge over the sound"


def test_a_password_is_hidden_until_it_is_asked_for(dialog: NewOfficeDialog) -> None:
    line = dialog.new.first.line
    line.setText("bridge over the sound")
    assert line.displayText() != line.text()
    dialog.new.show_it.click()
    assert line.displayText() == line.text()


def test_caps_lock_is_noticed_by_what_it_does(dialog: NewOfficeDialog) -> None:
    field = dialog.new.first
    for text, held, told in (("A", _SHIFT, False), ("A", _NONE, True), ("a", _SHIFT, True)):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, held, text)
        QApplication.sendEvent(field.line, event)
        assert ("Caps Lock" in field.below()) is told
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_CapsLock, _NONE)
    QApplication.sendEvent(field.line, event)
    assert "Caps Lock" not in field.below()


def test_no_text_stays_behind_in_a_new_office(
    dialog: NewOfficeDialog, switch: LanguageSwitch
) -> None:
    switch.use("qps")
    assert texts_left(dialog) == []


def test_no_text_stays_behind_in_the_unlock_window(
    unlock: UnlockWindow, switch: LanguageSwitch
) -> None:
    switch.use("qps")
    data = [unlock.path.name, str(unlock.path.parent)]
    assert texts_left(unlock, data) == []
    next(button for button in unlock.findChildren(Button) if "recovery" in button.text()).click()
    assert unlock.sheet.isVisible()
    assert texts_left(unlock, data) == []


def test_the_code_is_counted_while_it_is_typed(unlock: UnlockWindow) -> None:
    unlock.password.sheet_asked.emit()
    QTest.keyClicks(unlock.sheet.field.line, "ABCD 2345-ef")
    assert unlock.sheet.field.below().startswith("10 of 56 ")
