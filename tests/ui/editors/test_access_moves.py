"""The moves of a request so far, the stages it may take next, and what is found about it."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import AccessRequest, StageMove
from desktop.domain.codes import Stage
from desktop.store import access, interchange, records
from desktop.ui.desk import Desk
from desktop.ui.editors.access_moves import MovesPanel
from desktop.ui.editors.access_request import AccessRequestEditor
from desktop.ui.editors.access_stage import StagePanel


def test_the_first_move_may_say_only_where_the_request_began(qtbot: QtBot) -> None:
    panel = MovesPanel()
    qtbot.addWidget(panel)
    panel.load([StageMove(on=date(2027, 3, 1), to_stage=Stage.DRAFT.value)])
    model = panel.table.moves
    told = [model.index(0, at).data(Qt.ItemDataRole.DisplayRole) for at in range(3)]
    assert told == ["1 Mar 2027", "", "Draft"]


@pytest.mark.parametrize("begun", [False, True])
def test_stages_are_offered_only_where_there_are_some(
    qtbot: QtBot, desk: Desk, begun: bool
) -> None:
    panel = StagePanel(desk)
    qtbot.addWidget(panel)
    request = AccessRequest(stage=Stage.REVIEW.value) if begun else None
    panel.load(request)
    cards = [option.parentWidget() for option in panel.options.values()]
    assert bool(cards) == begun
    assert panel._card.isVisibleTo(panel) == begun
    assert panel._aside.isVisibleTo(panel) == begun


def test_what_is_found_folds_out_above_the_tab_that_is_shown(qtbot: QtBot, desk: Desk) -> None:
    interchange.import_demo(desk.office)
    with desk.office.writing("create") as session:
        late = access.create(session, desk.today(), stage=Stage.REPORT_DUE.value)
        records.update(session, AccessRequest, late.id, report_due=date(2026, 1, 5))
    editor = AccessRequestEditor(desk, late.id)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    qtbot.waitUntil(lambda: editor.findings.text() != "")
    assert editor.findings.text() == "1 warning"
    editor.show_tab(1)
    assert editor._tabs is not None
    editor._tabs.cornerWidget().click()  # type: ignore[attr-defined]
    assert editor.findings.list.isVisible()
    assert editor._tabs.currentIndex() == 1
