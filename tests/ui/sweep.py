"""Finds text that a switch of language left behind, and types text as an input method does."""

import re
from collections.abc import Iterable, Iterator
from typing import TypeVar

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QObject, Qt
from PySide6.QtGui import QAction, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QGroupBox,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QWidget,
)

from desktop.ui.forms import Field, TextLine

Q = TypeVar("Q", bound=QObject)

# What no catalogue holds: names of languages and of the program, keys, and what Babel writes.
_NEVER_TRANSLATED = re.compile(
    r"日本語|Dansk|English|Kakehashi|Tokyo|Copenhagen|\b(?:ja|da|en)\b"
    r"|\b(?:Ctrl|Alt|Shift|Return|Del|Left|F1)\b|\+[A-Z0-9]\b"
    r"|\b(?:Mon|Tues?|Wednes|Thurs|Fri|Satur|Sun)(?:day)?\b|\b(?:Tue|Wed|Thu|Sat)\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
    r"|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b|\bC?EST\b|\bJST\b|\bCET\b"
)
_BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")


def texts_left(window: QWidget, allowed: Iterable[str] = (), *, cells: bool = True) -> list[str]:
    """The texts of a window, under the pseudo-language, that did not come from a catalogue.

    `allowed` are the data that the window shows: names and titles that no catalogue translates.
    With `cells`, what tables and lists show is looked at too.
    """
    data = sorted(allowed, key=len, reverse=True)
    return [
        f"{where}: {text}"
        for where, text in _texts(window, cells=cells)
        if any(char.isalpha() for char in _rest(text, data))
    ]


def type_text(widget: QWidget, text: str) -> None:
    """Type any text into a widget; `qtbot.keyClicks` aborts on anything but ASCII."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QCoreApplication.sendEvent(widget, event)


def press(
    widget: QWidget,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Press and let go a key."""
    QTest.keyClick(widget, key, modifiers)


def child(parent: QObject, kind: type[Q], name: str = "") -> Q:
    """The first part of a kind, with that object name if one is given."""
    found = parent.findChildren(kind, name) if name else parent.findChildren(kind)
    assert found, f"no {kind.__name__} {name!r}"
    return found[0]


def line(field: Field) -> TextLine:
    """The line of a field that has one."""
    control = field.control()
    assert isinstance(control, TextLine)
    return control


def _rest(text: str, data: Iterable[str]) -> str:
    before = ""
    while text != before:
        before, text = text, _BRACKETED.sub("", text)
    for known in data:
        text = text.replace(known, "")
    return _NEVER_TRANSLATED.sub("", text)


def _texts(window: QWidget, *, cells: bool) -> Iterator[tuple[str, str]]:
    for widget in (window, *window.findChildren(QWidget)):
        # Qt's own inner parts (the months of a calendar) speak through Qt's catalogue.
        if any(part.objectName().startswith("qt_") for part in _line_of(widget, window)):
            continue
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        for text in _of_widget(widget):
            yield where, text
        if isinstance(widget, QAbstractItemView):
            for text in _of_view(widget, cells=cells):
                yield where, text
    for action in window.findChildren(QAction):
        yield "QAction", action.text().replace("&", "")
        yield "QAction", action.toolTip().replace("&", "")


def _line_of(widget: QWidget, window: QWidget) -> Iterator[QWidget]:
    part: QWidget | None = widget
    while part is not None and part is not window:
        yield part
        part = part.parentWidget()


def _of_widget(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    yield widget.accessibleName()
    if widget.isWindow():
        yield widget.windowTitle()
    if isinstance(widget, QLabel | QAbstractButton):
        yield widget.text()
    if isinstance(widget, QLineEdit | QPlainTextEdit):
        yield widget.placeholderText()
    if isinstance(widget, QComboBox):
        yield from (widget.itemText(at) for at in range(widget.count()))
    if isinstance(widget, QGroupBox | QMenu):
        yield widget.title().replace("&", "")
    if isinstance(widget, QTabBar):
        yield from (widget.tabText(at) for at in range(widget.count()))


def _of_view(view: QAbstractItemView, *, cells: bool) -> Iterator[str]:
    model = view.model()
    root = QModelIndex()
    is_list = isinstance(view, QListView) or isinstance(model, QAbstractListModel)
    columns = 1 if is_list else model.columnCount(root)
    for column in range(columns):
        yield str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        if cells:
            for row in range(model.rowCount(root)):
                yield str(model.index(row, column, root).data() or "")
