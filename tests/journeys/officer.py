"""An officer at the window: presses what can be seen, types where the keyboard is, answers boxes.

Nothing here calls what a button would call. What cannot be reached by eye, mouse or keyboard
fails the journey, with a list of what could have been pressed instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMenu,
    QMenuBar,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.ui.page import Page
from desktop.ui.window import MainWindow
from tests.conftest import PATIENCE_MS

_SOON = 10
_ROUND = 60  # more stops than any page has


class Officer:
    """Uses a program as a person does. `acts` counts clicks and keys, a line of text as one."""

    def __init__(self, qtbot: QtBot, program: Program) -> None:
        self._qtbot = qtbot
        self.program = program
        self.acts = 0

    def begin_empty(self, name: str, office: str, path: Path, password: str = "") -> None:
        """Go from the first window to an empty office of one's own, plain or encrypted."""
        self.press("English")
        self.write("Your name", name)
        self.write("Your office", office)
        self.press("New file…")
        if password:
            self.write("New password", password)
            self.write("The same password again", password)
        with self.answering(lambda: self.save_as(path)):
            self.press("Continue" if password else "Without a password")
        self.until(lambda: self.program.office is not None)

    def unlock(self, password: str) -> None:
        """Give the password that the window asks for, and wait for the answer."""
        self.until(lambda: self.program.unlock is not None and self.program.unlock.isVisible())
        self.click(self.field("Password"))
        self.key("Ctrl+A")
        self.line(password)
        self.opened()

    def opened(self) -> None:
        """Wait until what was asked for was opened or refused."""
        self.until(lambda: self.program.unlock is None or not self.program.unlock.is_busy())

    # -- what is seen

    @property
    def window(self) -> MainWindow:
        """The main window."""
        assert self.program.window is not None, "no office is open"
        return self.program.window

    @property
    def page(self) -> Page:
        """The page that is shown."""
        page = self.window.current_page()
        assert page is not None
        return page

    def here(self) -> QWidget:
        """The window or box that takes what is pressed now."""
        modal = QApplication.activeModalWidget()
        if modal is not None:
            return modal
        for other in (self.program.unlock, self.program.start_window):
            if other is not None and other.isVisible():
                return other
        return self.window

    def names(self) -> list[str]:
        """What can be pressed now, as it is read or heard."""
        return [_name(button) for button in self._buttons()]

    def texts(self) -> list[str]:
        """Every label that can be read now."""
        labels = self.here().findChildren(QLabel)
        return [label.text() for label in labels if label.isVisible() and label.text()]

    def said(self) -> str:
        """What the bar at the foot says."""
        return self.window.bar.text() if self.window.bar.isVisible() else ""

    def focus(self) -> QWidget:
        """What the keyboard writes into."""
        self._wake()
        self.until(lambda: QApplication.focusWidget() is not None)
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    def table(self) -> QTableView:
        """The table that is seen."""
        seen = [table for table in self.here().findChildren(QTableView) if table.isVisible()]
        assert len(seen) == 1, f"{len(seen)} tables are seen"
        return seen[0]

    def rows(self, table: QTableView | None = None) -> list[list[str]]:
        """What a table says, row by row."""
        model = (table or self.table()).model()
        return [
            [str(model.index(row, at).data() or "") for at in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def lines(self) -> list[str]:
        """What the list that is seen says, line by line."""
        seen = [each for each in self.here().findChildren(QListView) if each.isVisible()]
        assert len(seen) == 1, f"{len(seen)} lists are seen"
        model = seen[0].model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def until(self, seen: Callable[[], bool], patience: int = PATIENCE_MS) -> None:
        """Wait for something to be seen."""
        self._qtbot.waitUntil(seen, timeout=patience)

    # -- mouse

    def press(self, name: str, *, first: bool = False) -> None:
        """Press the one button of a name, which must be in sight and able to be pressed.

        `first` takes the upper one where two of a name do the same.
        """
        fitting = [button for button in self._buttons() if _name(button) == name]
        assert fitting, f"no button {name!r} among {self.names()}"
        assert first or len(fitting) == 1, f"{len(fitting)} buttons {name!r}"
        self.click(fitting[0])

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, after scrolling to it as one would."""
        self._wake()
        _scroll_to(widget)
        place = at or (
            QPoint(10, widget.height() // 2)
            if isinstance(widget, QCheckBox)
            else widget.rect().center()
        )
        self.acts += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()

    def tab(self, beginning: str) -> None:
        """Bring a tab to the front by the beginning of what stands on it."""
        for bar in self.here().findChildren(QTabBar):
            for at in range(bar.count()):
                if bar.isVisible() and bar.tabText(at).startswith(beginning):
                    self.click(bar, bar.tabRect(at).center())
                    return
        raise AssertionError(f"no tab {beginning!r}")

    def tabs(self) -> list[str]:
        """What stands on the tabs in sight."""
        bars = [bar for bar in self.here().findChildren(QTabBar) if bar.isVisible()]
        return [bar.tabText(at) for bar in bars for at in range(bar.count())]

    def open_cell(self, row: int, column: int) -> None:
        """Click on a cell twice, so that it opens."""
        table = self.table()
        index = table.model().index(row, column)
        table.scrollTo(index)
        place = table.visualRect(index).center()
        self.click(table.viewport(), place)
        QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        self.acts += 1
        QApplication.processEvents()
        assert self.focus() is not table, "the cell did not open"

    def menu(self, *path: str) -> None:
        """Go through the menus by their names."""
        bar = self.window.findChildren(QMenuBar)[0]
        actions = bar.actions()
        for name in path[:-1]:
            action = _action(actions, name)
            self.acts += 1
            inner = action.menu()
            assert isinstance(inner, QMenu)
            actions = inner.actions()
        action = _action(actions, path[-1])
        assert action.isEnabled(), f"{path[-1]!r} cannot be chosen now"
        self.acts += 1
        action.trigger()
        QApplication.processEvents()

    # -- keyboard

    def key(self, keys: str) -> None:
        """Press keys such as "Return" or "Ctrl+2", wherever the keyboard is."""
        self._wake()
        popup = QApplication.activePopupWidget()
        inside = popup.focusWidget() if popup is not None else self.focus()
        self.acts += 1
        QTest.keySequence(inside if inside is not None else popup, QKeySequence(keys))
        QApplication.processEvents()

    def tab_to(self, name: str) -> None:
        """Press Tab until the keyboard is at a name; there and back is what a person would try."""
        start = self.focus()
        for keys in ("Tab", "Shift+Tab"):
            for _step in range(_ROUND):
                if self.focus().accessibleName() == name or _text(self.focus()) == name:
                    return
                self.key(keys)
            start.setFocus()
        raise AssertionError(f"Tab does not lead to {name!r}")

    def type(self, text: str) -> None:
        """Type any text where the keyboard is; one act."""
        self.acts += 1
        target = self.focus()
        if text.isascii():
            QTest.keyClicks(target, text)
        else:
            event = QInputMethodEvent()
            event.setCommitString(text)
            QCoreApplication.sendEvent(target, event)
        QApplication.processEvents()

    def line(self, text: str) -> None:
        """Type a line and press Return."""
        self.type(text)
        self.key("Return")

    def paste(self, text: str) -> None:
        """Copy a text in another program and press Ctrl+V here."""
        QGuiApplication.clipboard().setText(text)
        self.key("Ctrl+V")

    # -- fields

    def field(self, label: str) -> QWidget:
        """The control in sight that is named after a label."""
        kinds = (QLineEdit, QPlainTextEdit, QComboBox, QCheckBox, QAbstractButton)
        fitting = [
            widget
            for widget in self.here().findChildren(QWidget)
            if isinstance(widget, kinds) and widget.accessibleName() == label and widget.isVisible()
        ]
        assert len(fitting) == 1, f"{len(fitting)} fields {label!r}"
        return fitting[0]

    def write(self, label: str, text: str) -> None:
        """Write into a field, over what stands there, and go on to the next one."""
        self.click(self.field(label))
        self.key("Ctrl+A")
        self.type(text)
        self.key("Tab")

    def find(self, label: str, text: str, choice: str = "") -> None:
        """Type into a field that searches, and take what it offers: the first, or `choice`."""
        self.click(self.field(label))
        self.suggested(text, choice)

    def suggested(self, text: str, choice: str = "") -> None:
        """Type where the keyboard is, and take what is offered below."""
        self.type(text)
        self.until(lambda: isinstance(QApplication.activePopupWidget(), QAbstractItemView))
        if choice:
            self.take(choice)
        else:
            self.key("Return")

    def choose(self, label: str, choice: str) -> None:
        """Open a choice by its label, and take one of its entries."""
        self.click(self.field(label))
        self.take(choice)

    def take(self, choice: str) -> None:
        """Take an entry of the list that is open."""
        self.until(lambda: QApplication.activePopupWidget() is not None)
        popup = QApplication.activePopupWidget()
        assert popup is not None
        view = popup if isinstance(popup, QAbstractItemView) else popup.findChild(QListView)
        assert view is not None
        model, column = view.model(), view.currentIndex().column()
        entries = [str(model.index(row, column).data()) for row in range(model.rowCount())]
        assert choice in entries, f"{choice!r} is not offered: {entries}"
        steps = entries.index(choice) - view.currentIndex().row()
        for _step in range(abs(steps)):
            self.key("Down" if steps > 0 else "Up")
        self.key("Return")

    @contextmanager
    def choosing(self, entry: str) -> Iterator[None]:
        """Take an entry of the menu that the next step opens and waits at."""
        met: list[str] = []
        timer = QTimer()
        timer.setInterval(_SOON)

        def look() -> None:
            menu = QApplication.activePopupWidget()
            if isinstance(menu, QMenu):
                timer.stop()
                action = _action(menu.actions(), entry)
                met.append(entry)
                self.acts += 1
                QTest.mouseClick(
                    menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center()
                )

        timer.timeout.connect(look)
        timer.start()
        yield
        timer.stop()
        assert met, f"no menu with {entry!r} was opened"

    # -- boxes that wait for an answer

    @contextmanager
    def answering(self, answer: Callable[[], object]) -> Iterator[None]:
        """Answer the box that the next step opens and waits for."""
        before, met = QApplication.activeModalWidget(), [False]
        timer = QTimer()
        timer.setInterval(_SOON)

        def look() -> None:
            box = QApplication.activeModalWidget()
            if box is None or box is before:
                return
            timer.stop()
            try:
                answer()
                met[0] = True
            finally:
                if not met[0]:
                    box.close()  # what went wrong is told; nobody waits for the box any more

        timer.timeout.connect(look)
        timer.start()
        yield
        timer.stop()
        assert met[0], "no box was opened, or it could not be answered"

    def save_as(self, path: Path) -> None:
        """Answer the question where a file is to lie."""
        box = QApplication.activeModalWidget()
        assert isinstance(box, QFileDialog), f"{box} asks for no file"
        line = next(each for each in box.findChildren(QLineEdit) if each.isVisible())
        line.setFocus()
        self.key("Ctrl+A")
        self.type(str(path))
        self.key("Return")

    # -- inside

    def _wake(self) -> None:
        """Bring the window to the front, as a window manager does when a box or list is closed."""
        here = self.here()
        if QApplication.activePopupWidget() is None and QApplication.activeWindow() is not here:
            here.activateWindow()
            self.until(lambda: QApplication.activeWindow() is here)

    def _buttons(self) -> list[QAbstractButton]:
        return [
            button
            for button in self.here().findChildren(QAbstractButton)
            if button.isVisible() and button.isEnabled() and _name(button)
        ]


def settle() -> None:
    """Let go of what was closed, as the event loop would."""
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def cell(table: QTableView, row: int, column: int) -> QModelIndex:
    """A cell of a table."""
    return table.model().index(row, column)


def _text(widget: QWidget) -> str:
    return widget.text() if isinstance(widget, QAbstractButton) else ""


def _name(button: QAbstractButton) -> str:
    return button.accessibleName() or button.text().replace("&&", "\0").replace("&", "").replace(
        "\0", "&"
    )


def _action(actions: list[QAction], name: str) -> QAction:
    named = {action.text().replace("&&", "\0").replace("&", ""): action for action in actions}
    assert name in named, f"no entry {name!r} among {list(named)}"
    return named[name]


def _scroll_to(widget: QWidget) -> None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget)
        parent = parent.parentWidget()
