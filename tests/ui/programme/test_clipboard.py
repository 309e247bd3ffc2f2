"""Items on the clipboard, and what other programs leave there."""

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.ui.programme import clipboard
from desktop.ui.programme.clipboard import Clip


def test_items_lie_there_as_text_and_as_themselves(qapp: QApplication) -> None:
    clipboard.put(["a", "b"], "Mon\tVisit", "office-1", cut=True)
    assert QGuiApplication.clipboard().text() == "Mon\tVisit"
    assert clipboard.taken("office-1") == Clip(("a", "b"), cut=True)
    assert clipboard.taken("office-2") is None
    clipboard.clear()
    assert clipboard.taken("office-1") is None


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"3", b'{"office": ""}', b'{"office": "", "ids": 3, "cut": 0}']
)
def test_anything_else_is_no_item(qapp: QApplication, data: bytes) -> None:
    mime = QMimeData()
    mime.setData("application/x-kakehashi-items", data)
    QGuiApplication.clipboard().setMimeData(mime)
    assert clipboard.taken("") is None
