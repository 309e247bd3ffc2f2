"""The permits of a stay: listed with how far they are, filled in below, checked as one types."""

from datetime import date

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Permit
from desktop.store import exchanges, records
from desktop.ui.desk import Desk
from desktop.ui.permits import PermitPanel
from desktop.ui.switch import LanguageSwitch


@pytest.fixture
def stay_id(desk: Desk) -> str:
    """A stay without permits."""
    with desk.office.writing("create") as session:
        return exchanges.create(session, desk.today()).id


def _panel(qtbot: QtBot, desk: Desk, stay_id: str) -> PermitPanel:
    panel = PermitPanel(desk, lambda: stay_id)
    qtbot.addWidget(panel)
    panel.load(stay_id)
    desk.changed.connect(lambda _kinds: panel.load(stay_id))
    panel.show()
    return panel


def _add(desk: Desk, stay_id: str, **values: object) -> str:
    with desk.office.writing("create") as session:
        return records.add(session, Permit(exchange_id=stay_id, **values)).id


def _permits(desk: Desk, stay_id: str) -> list[Permit]:
    return desk.read(lambda session: records.parts(session, Permit, "exchange", stay_id))


def _told(panel: PermitPanel) -> list[list[str]]:
    model = panel.model
    return [
        [str(model.index(row, at).data() or "") for at in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_a_permit_is_made_with_its_first_field_as_one_action(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    panel = _panel(qtbot, desk, stay_id)
    panel.add()
    assert _permits(desk, stay_id) == []
    panel.form.edited.emit("number", "V-2027-1")
    (permit,) = _permits(desk, stay_id)
    assert (permit.kind, permit.number) == ("residence", "V-2027-1")
    panel.form.edited.emit("issued", date(2026, 11, 2))
    assert _told(panel) == [["Residence permit", "Issued", "V-2027-1", "", ""]]
    desk.undo()
    desk.undo()
    assert _permits(desk, stay_id) == []


def test_permits_stand_in_the_order_in_which_they_are_needed(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    _add(desk, stay_id, kind="visa", applied=date(2026, 11, 1))
    _add(desk, stay_id, kind="eligibility", issued=date(2026, 10, 1))
    _add(
        desk,
        stay_id,
        kind="visa",
        issued=date(2025, 1, 1),
        valid_from=date(2025, 1, 1),
        valid_until=date(2026, 11, 22),
    )
    assert _told(_panel(qtbot, desk, stay_id)) == [
        ["Certificate of Eligibility (CoE)", "Issued", "", "", ""],
        ["Visa", "Expired 22 Nov 2026", "", "1 Jan 2025", "22 Nov 2026"],
        ["Visa", "Applied for", "", "", ""],
    ]


def test_days_the_wrong_way_round_are_told_beside_them(
    qtbot: QtBot, desk: Desk, stay_id: str
) -> None:
    _add(desk, stay_id, issued=date(2026, 10, 1), valid_from=date(2027, 9, 1))
    panel = _panel(qtbot, desk, stay_id)

    def below(name: str) -> str:
        return panel.form.field(name).control().accessibleDescription()

    panel.form.edited.emit("valid_until", date(2027, 8, 31))
    assert below("valid_until") == "The end is before the start."
    panel.form.edited.emit("valid_until", date(2027, 9, 30))
    assert below("valid_until") == ""
    panel.form.edited.emit("applied", date(2026, 10, 2))
    assert below("issued") == "This is before it was applied for."
    panel.add()
    assert below("issued") == "", "a new permit has nothing wrong yet"


def test_the_states_follow_the_language(
    qtbot: QtBot, desk: Desk, stay_id: str, switch: LanguageSwitch
) -> None:
    _add(desk, stay_id, applied=date(2026, 11, 1))
    panel = _panel(qtbot, desk, stay_id)
    switch.use("qps")
    assert _told(panel)[0][1] == "⟦Applied for⟧"
