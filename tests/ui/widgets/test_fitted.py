"""A dialog is as tall as what is said in it."""

import pytest
from PySide6.QtWidgets import QApplication, QVBoxLayout
from pytestqt.qtbot import QtBot

from desktop.ui import look
from desktop.ui.widgets import FittedDialog, PlainLabel

_LONG = "A sentence that goes on for several lines. " * 8


@pytest.fixture
def dialog(qtbot: QtBot, qapp: QApplication) -> FittedDialog:
    """A dialog with three long sentences, narrow enough that each takes many lines."""
    look.apply(qapp, "light")
    made = FittedDialog()
    qtbot.addWidget(made)
    layout = QVBoxLayout(made)
    for _number in range(3):
        layout.addWidget(PlainLabel(_LONG, role="soft", wrap=True))
    made.setFixedWidth(look.COLUMN)
    return made


def _clipped(dialog: FittedDialog) -> list[PlainLabel]:
    labels = dialog.findChildren(PlainLabel)
    return [one for one in labels if one.height() < one.heightForWidth(one.width())]


def test_nothing_is_clipped_and_no_room_is_left_over(dialog: FittedDialog) -> None:
    dialog.show()
    assert not _clipped(dialog)
    layout = dialog.layout()
    assert layout is not None
    assert dialog.height() == layout.totalHeightForWidth(dialog.width())


def test_it_grows_when_more_is_said(qtbot: QtBot, dialog: FittedDialog) -> None:
    first = dialog.findChildren(PlainLabel)[0]
    first.setText("Short.")
    dialog.show()
    before = dialog.height()
    first.setText(_LONG * 2)
    qtbot.waitUntil(lambda: dialog.height() > before)
    assert not _clipped(dialog)
