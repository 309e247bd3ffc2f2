"""The head of a record says that it has changed since its last edition, and leads to the next."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.editions.issue_dialog import IssueDialog
from desktop.ui.editions.reading import Known
from desktop.ui.editors.delegation import DelegationEditor
from tests.ui.editions.conftest import move, visits

Issue = Callable[..., str]


@pytest.fixture
def editor(qtbot: QtBot, demo: Desk, trip: str) -> DelegationEditor:
    """The demo delegation, not issued yet."""
    editor = DelegationEditor(demo, trip)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    return editor


def _read(qtbot: QtBot, editor: DelegationEditor) -> str:
    """What the line says after the editor was loaded anew; "" where it is not there."""
    editor.reload()
    line = editor._since
    assert line is not None
    qtbot.waitUntil(lambda: not line.is_loading())
    return "" if line.isHidden() else line.text()


def test_it_is_there_only_while_the_record_differs_from_its_edition(
    qtbot: QtBot, demo: Desk, trip: str, issue: Issue, editor: DelegationEditor
) -> None:
    assert _read(qtbot, editor) == ""
    issue()
    assert _read(qtbot, editor) == ""
    move(demo, visits(demo, trip)[0], 30)
    assert _read(qtbot, editor) == "Changed since edition 3"
    demo.undo()
    assert _read(qtbot, editor) == ""
    demo.redo()
    issue()
    assert _read(qtbot, editor) == ""


def test_it_leads_to_the_next_edition_and_leaves_the_word_to_the_tab(
    qtbot: QtBot,
    demo: Desk,
    trip: str,
    issue: Issue,
    editor: DelegationEditor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    issue()
    move(demo, visits(demo, trip)[0], 30)
    assert _read(qtbot, editor)
    asked: list[int] = []

    def ask(_desk: Desk, _kind: str, known: Known, _parent: object) -> None:
        asked.append(known.next_number)

    monkeypatch.setattr(IssueDialog, "ask", ask)
    line = editor._since
    assert line is not None
    line.asked.emit()
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [4]
    assert line.isHidden()
    editor.show_tab(editor._details_tab)
    assert not line.isHidden()
