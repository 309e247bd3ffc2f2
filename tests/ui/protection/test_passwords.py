"""Passwords are asked for, checked and chosen; what is wrong is told beside its field."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from desktop.errors import Problem
from desktop.ui.desk import Desk
from desktop.ui.protection.passwords import PasswordDialog
from desktop.ui.unlock.password import PasswordField, Tick
from tests.ui.protection.kit import OTHER, PASSWORD, type_into
from tests.ui.sweep import press


def _check(typed: str) -> None:
    if typed != PASSWORD:
        raise Problem("passphrase_wrong")


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk) -> PasswordDialog:
    """A dialog that asks for the password and for a new one."""
    dialog = PasswordDialog(
        desk.background,
        lambda: "Change",
        lambda: "About",
        lambda: "Change",
        check=_check,
        renewed=True,
    )
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def _said(field: PasswordField) -> str:
    return field.control().accessibleDescription()


def test_the_right_password_and_a_good_new_one_are_accepted(
    qtbot: QtBot, dialog: PasswordDialog
) -> None:
    type_into(dialog, now=PASSWORD, new=f" {OTHER} ", again=f" {OTHER} ")
    with qtbot.waitSignal(dialog.accepted):
        press(dialog.new.second.line, Qt.Key.Key_Return)
    assert dialog.chosen == f" {OTHER} "  # exactly what was typed


def test_return_leads_to_the_next_empty_line(dialog: PasswordDialog) -> None:
    type_into(dialog, now=PASSWORD)
    press(dialog.now.line, Qt.Key.Key_Return)
    assert dialog.focusWidget() is dialog.new.first.line
    assert not dialog.is_busy()


def test_a_wrong_password_is_told_beside_it_and_selected(
    qtbot: QtBot, dialog: PasswordDialog
) -> None:
    type_into(dialog, now="wrong", new=OTHER, again=OTHER)
    dialog.go()
    qtbot.waitUntil(lambda: not dialog.is_busy())
    assert dialog.isVisible()
    assert _said(dialog.now) == "This is not the password of this file."
    assert dialog.now.line.selectedText() == "wrong"


@pytest.mark.parametrize(
    ("new", "again", "at", "said"),
    [
        ("short", "short", "new", "A password has at least 8 characters."),
        (OTHER, PASSWORD, "again", "The two passwords are not the same."),
    ],
)
def test_a_new_password_that_is_no_good_is_told_before_anything_is_done(
    dialog: PasswordDialog, new: str, again: str, at: str, said: str
) -> None:
    type_into(dialog, now=PASSWORD, new=new, again=again)
    dialog.go()
    assert not dialog.is_busy()
    assert _said(dialog.new.first if at == "new" else dialog.new.second) == said


def test_other_problems_are_told_below(qtbot: QtBot, desk: Desk) -> None:
    def fails(_typed: str) -> None:
        raise Problem("keys_missing", path="office.keys")

    dialog = PasswordDialog(
        desk.background, lambda: "Ask", lambda: "About", lambda: "Go", check=fails
    )
    qtbot.addWidget(dialog)
    dialog.show()
    type_into(dialog, now="anything")
    dialog.go()
    qtbot.waitUntil(lambda: not dialog.is_busy())
    assert "office.keys" in dialog.fault()


def test_what_is_typed_is_hidden_until_it_is_to_be_seen(dialog: PasswordDialog) -> None:
    lines = [one.line for one in dialog.findChildren(PasswordField)]
    assert {one.echoMode() for one in lines} == {QLineEdit.EchoMode.Password}
    (tick,) = (one for one in dialog.findChildren(Tick) if one.isVisible())
    tick.click()
    assert {one.echoMode() for one in lines} == {QLineEdit.EchoMode.Normal}
