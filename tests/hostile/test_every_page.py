"""Every page and editor of an office full of markup: it is shown as it was typed, nothing asked."""

import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, QUrl
from PySide6.QtGui import QAction, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.app import Program
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.ui.contents import editors, pages
from tests.hostile.kit import hostile_office
from tests.test_every_page_in_every_language import every_tab

IMAGE = "file:///kakehashi-was-asked.png"
MARKUP = f'<img src="{IMAGE}"><b>x</b>&lt;b&gt;'
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "urllib.Request")


@pytest.fixture
def program(
    qapp: QApplication, paths: Paths, clock: Callable[[], datetime], tmp_path: Path
) -> Iterator[Program]:
    """The program with an office open in which every text holds markup."""
    path = tmp_path / "office.kakehashi"
    hostile_office(path, MARKUP, clock).close()
    program = Program(qapp, paths, Settings(officer=MARKUP, office_name=MARKUP), clock)
    assert program.open(path)
    yield program
    program.end()


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What Python asked of the network or opened by the name in the markup, as it happens."""
    found: list[str] = []
    listening = True

    def note(event: str, arguments: tuple[Any, ...]) -> None:
        if listening and (
            event in NETWORK or (event == "open" and "kakehashi-was-asked" in str(arguments[0]))
        ):
            found.append(f"{event} {arguments}")

    sys.addaudithook(note)
    yield found
    listening = False


def rich(window: QWidget) -> Iterator[str]:
    """What would be drawn as markup, or has a document that loaded some."""
    for widget in (window, *window.findChildren(QWidget)):
        where = f"{type(widget).__name__} {widget.objectName()}".strip()
        if looks_rich(widget.toolTip()):
            yield f"tooltip of {where}: {widget.toolTip()}"
        if (
            isinstance(widget, QLabel)
            and widget.textFormat() != Qt.TextFormat.PlainText
            and looks_rich(widget.text())
        ):
            yield f"{where}: {widget.text()}"
        if isinstance(widget, QAbstractItemView) and widget.model() is not None:
            yield from in_cells(widget, where)
        if isinstance(widget, QMenu) and looks_rich(widget.title()):
            yield f"menu {where}: {widget.title()}"
    for action in window.findChildren(QAction):
        if looks_rich(action.toolTip()):
            yield f"tooltip of action {action.text()}: {action.toolTip()}"
    for document in window.findChildren(QTextDocument):
        url = QUrl(IMAGE)
        if document.resource(QTextDocument.ResourceType.ImageResource.value, url) is not None:
            yield f"a document loaded {IMAGE}"
        if "<img" in document.toHtml():
            yield "a document took a text for markup"


def in_cells(view: QAbstractItemView, where: str) -> Iterator[str]:
    model, root = view.model(), QModelIndex()
    columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(root)
    for row in range(min(model.rowCount(root), 30)):
        for column in range(columns):
            tip = model.index(row, column, root).data(Qt.ItemDataRole.ToolTipRole)
            if tip and looks_rich(str(tip)):
                yield f"tooltip of a cell of {where}: {tip}"


def looks_rich(text: str) -> bool:
    """Whether a text would bring the markup of the office to life; escaped it does not."""
    return "<img" in text or "<b>" in text


@pytest.mark.timeout(300)
def test_no_page_and_no_editor_takes_a_text_for_markup(
    qtbot: QtBot, program: Program, asked: list[str]
) -> None:
    window = program.window
    assert window is not None
    found: set[str] = set()
    for page in pages():
        window.show_page(page.name)
        for _ in every_tab(program):
            qtbot.wait(1)
            found.update(rich(window))
    for kind, record in records(program):
        window.stage.open(kind, record)
        for _ in every_tab(program):
            qtbot.wait(1)
            found.update(rich(window))
    shown = [label.text() for label in window.findChildren(QLabel)]
    assert any("<img" in text for text in shown), "the markup is nowhere to be seen"
    assert sorted(found) == []
    assert asked == []


def records(program: Program) -> Iterator[tuple[str, str]]:
    """A record for each editor."""
    from desktop.store.tree import classes

    assert program.office is not None
    with program.office.reading() as session:
        for kind in editors():
            cls = classes()["delegation" if kind in ("preview", "drafting") else kind]
            one = session.query(cls).first()
            assert one is not None
            yield kind, f"delegation:{one.id}" if kind == "preview" else one.id
