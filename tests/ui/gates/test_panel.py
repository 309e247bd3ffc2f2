"""The gates of a record: one row each, decided in place, expired ones marked."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Gate
from desktop.domain.codes import GateState
from desktop.domain.gate import ACCESS_GATES, EXCHANGE_GATES
from desktop.store import access, exchanges, records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.gates import GatePanel
from desktop.ui.widgets import IconButton, StatusChip
from tests.ui.sweep import child, press, type_text


@pytest.fixture
def request_id(desk: Desk) -> str:
    """An access request with its five gates."""
    with desk.office.writing("create") as session:
        return access.create(session, desk.today()).id


def _panel(qtbot: QtBot, desk: Desk, owner_id: str) -> GatePanel:
    panel = GatePanel(desk, "access_request", lambda: owner_id)
    qtbot.addWidget(panel)
    panel.load(owner_id)
    desk.changed.connect(lambda _kinds: panel.load(owner_id))
    panel.show()
    return panel


def _gates(desk: Desk, owner_id: str, kind: str = "access_request") -> dict[str, Gate]:
    found = desk.read(lambda session: records.parts(session, Gate, kind, owner_id))
    return {gate.kind: gate for gate in found}


def test_there_is_a_row_for_each_gate_in_the_usual_order(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    panel = _panel(qtbot, desk, request_id)
    assert list(panel.rows) == list(ACCESS_GATES)


def test_the_state_is_never_cut_off(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    panel = _panel(qtbot, desk, request_id)
    panel.resize(400, 600)
    control = panel.rows["safety"].state_control()
    words = [control.itemText(at) for at in range(control.count())]
    longest = max(map(control.fontMetrics().horizontalAdvance, words))
    assert control.width() > longest + 2 * look.ICON + 2 * look.S


def test_the_state_is_chosen_with_the_keyboard_as_one_action(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    panel = _panel(qtbot, desk, request_id)
    control = panel.rows["safety"].state_control()
    assert control.accessibleName() == "State: Safety review"
    control.setFocus()
    press(control, Qt.Key.Key_Down)
    press(control, Qt.Key.Key_Down)
    assert _gates(desk, request_id)["safety"].state == GateState.CLEARED
    desk.undo()
    assert _gates(desk, request_id)["safety"].state == GateState.IN_PROGRESS


def test_each_state_is_a_word_with_an_icon(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    control = _panel(qtbot, desk, request_id).rows["safety"].state_control()
    assert [control.itemText(at) for at in range(control.count())] == [
        "Not started",
        "Under review",
        "Cleared",
        "Cleared with conditions",
        "Refused",
    ]
    assert all(not control.itemIcon(at).isNull() for at in range(control.count()))


def test_dates_and_conditions_are_below_the_row(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    row = _panel(qtbot, desk, request_id).rows["agreement"]
    assert not row.form.isVisible()
    child(row, IconButton).click()
    assert row.form.isVisible()
    field = row.form.field("responsible")
    type_text(field.control(), "Law office")
    press(field.control(), Qt.Key.Key_Return)
    assert _gates(desk, request_id)["agreement"].responsible == "Law office"


def test_an_expired_gate_is_marked(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    gate = _gates(desk, request_id)["safety"]
    with desk.office.writing("edit") as session:
        records.update(session, Gate, gate.id, state="cleared", expires=date(2026, 3, 31))
    panel = _panel(qtbot, desk, request_id)
    chip = child(panel.rows["safety"], StatusChip)
    assert chip.isVisible()
    assert chip.text() == "Expired 31 Mar 2026"
    assert not child(panel.rows["agreement"], StatusChip).isVisible()


def test_conditions_are_asked_for_where_it_is_cleared_with_some(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    gate = _gates(desk, request_id)["safety"]
    with desk.office.writing("edit") as session:
        records.update(session, Gate, gate.id, state="cleared_with_conditions")
    row = _panel(qtbot, desk, request_id).rows["safety"]
    assert row.form.field("conditions").control().accessibleDescription() == "Still needed"


def test_a_gate_that_is_missing_in_the_file_is_made_with_its_first_edit(
    qtbot: QtBot, desk: Desk
) -> None:
    with desk.office.writing("create") as session:
        stay = exchanges.create(session, desk.today())
        for gate in records.parts(session, Gate, "exchange", stay.id):
            session.delete(gate)
    panel = GatePanel(desk, "exchange", lambda: stay.id)
    qtbot.addWidget(panel)
    panel.load(stay.id)
    assert list(panel.rows) == list(EXCHANGE_GATES)
    panel.rows["agreement"].changed.emit("state", "cleared")
    gates = _gates(desk, stay.id, "exchange")
    assert [gate.state for gate in gates.values()] == ["cleared"]


def test_what_is_being_typed_stays_when_another_gate_changes(
    qtbot: QtBot, desk: Desk, request_id: str
) -> None:
    panel = _panel(qtbot, desk, request_id)
    panel.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is panel)
    row = panel.rows["safety"]
    row.unfold(True)
    control = row.form.field("responsible").control()
    control.setFocus()
    type_text(control, "Half a na")
    panel.rows["agreement"].changed.emit("state", "cleared")
    assert row.form.field("responsible").is_changed()
    assert panel.leave()
    assert _gates(desk, request_id)["safety"].responsible == "Half a na"


def test_usual_days_are_taken_with_one_press(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    row = _panel(qtbot, desk, request_id).rows["safety"]
    row.unfold(True)

    def offered() -> list[str]:
        return [button.text() for button in row.offers.buttons if button.isVisible()]

    # The office's day is 23 November 2026.
    assert offered()[0] == "Until 31 Mar 2027, the end of Japan’s fiscal year"
    row.offers.buttons[0].click()
    assert offered()[-1] == "Reminder four weeks before, on 3 Mar 2027"
    row.offers.buttons[len(offered()) - 1].click()
    gate = _gates(desk, request_id)["safety"]
    assert (gate.expires, gate.remind) == (date(2027, 3, 31), date(2027, 3, 3))
    desk.undo()
    assert _gates(desk, request_id)["safety"].remind is None


def test_a_refused_gate_is_unmistakable(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    panel = _panel(qtbot, desk, request_id)
    row = panel.rows["safety"]
    assert child(row, QWidget, "head").property("role") == ""
    row.changed.emit("state", "refused")
    assert child(row, QWidget, "head").property("role") == "refused"
    assert child(row, StatusChip).text() == "Blocks everything"
    row.changed.emit("state", "cleared")
    assert child(row, QWidget, "head").property("role") == ""


def test_a_gate_is_led_to(qtbot: QtBot, desk: Desk, request_id: str) -> None:
    panel = _panel(qtbot, desk, request_id)
    panel.lead_to(_gates(desk, request_id)["safety"].id)
    assert panel.rows["safety"].form.isVisible()
    assert not panel.rows["agreement"].form.isVisible()
