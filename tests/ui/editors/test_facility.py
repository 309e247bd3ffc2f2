"""The editor of a facility and its instruments."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import (
    AccessInstrument,
    Facility,
    Instrument,
    Organisation,
    Trilingual,
)
from desktop.store import access, directory, records
from desktop.ui import usage
from desktop.ui.desk import Desk
from desktop.ui.editors.facility import FacilityEditor
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import press, texts_left, type_text


def _editor(qtbot: QtBot, desk: Desk, record: str = "") -> FacilityEditor:
    editor = FacilityEditor(desk, record)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    return editor


def _instruments(desk: Desk, record: str) -> list[str]:
    found = desk.read(lambda s: records.parts(s, Instrument, "facility", record))
    return [one.name.en for one in found]


@pytest.fixture
def facility_id(desk: Desk) -> str:
    """A facility with three instruments, in an order of their own."""
    with desk.office.writing("create") as session:
        made = records.add(session, Facility(name=Trilingual(en="Test bed")))
        for position, name in enumerate(("Cryostat", "Bench", "Analyser")):
            records.add(
                session,
                Instrument(facility_id=made.id, name=Trilingual(en=name), position=position),
            )
    return made.id


def test_the_first_field_makes_the_facility(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    control = editor.form.field("name").control()
    type_text(control, "Nanolab")
    press(control, Qt.Key.Key_Return)
    rows = desk.read(directory.facilities)
    assert [row.name.en for row in rows] == ["Nanolab"]
    assert editor.title() == "Nanolab"
    desk.undo()
    assert desk.read(directory.facilities) == []


def test_it_takes_its_organisations_zone_unless_it_has_one(
    qtbot: QtBot, desk: Desk, facility_id: str
) -> None:
    with desk.office.writing("create") as session:
        tokyo, lund = (
            records.add(session, Organisation(name=Trilingual(en=zone), zone=zone))
            for zone in ("Asia/Tokyo", "Europe/Stockholm")
        )
    editor = _editor(qtbot, desk, facility_id)
    editor.form.edited.emit("organisation_id", tokyo.id)
    editor.form.edited.emit("organisation_id", lund.id)
    facility = desk.read(lambda session: session.get(Facility, facility_id))
    assert facility is not None
    assert facility.zone == "Asia/Tokyo"


def test_instruments_are_added_last_and_from_the_first_field(
    qtbot: QtBot, desk: Desk, facility_id: str
) -> None:
    editor = _editor(qtbot, desk, facility_id)
    editor.show_tab(1)
    editor.instruments.add()
    assert len(_instruments(desk, facility_id)) == 3
    control = editor.instruments.form.field("name").control()
    type_text(control, "Oven")
    press(control, Qt.Key.Key_Return)
    assert _instruments(desk, facility_id) == ["Cryostat", "Bench", "Analyser", "Oven"]
    part = editor.instruments.part()
    assert part.name.en == "Oven"


def test_instruments_are_put_into_another_order_with_the_keyboard(
    qtbot: QtBot, desk: Desk, facility_id: str
) -> None:
    editor = _editor(qtbot, desk, facility_id)
    editor.show_tab(1)
    panel = editor.instruments
    editor.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is editor)
    panel.table.selectRow(2)
    panel.table.setFocus()
    press(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _instruments(desk, facility_id) == ["Cryostat", "Analyser", "Bench"]
    assert panel.part().name.en == "Analyser", "the moved one stays chosen"
    panel.shift(1)
    panel.shift(1)
    assert _instruments(desk, facility_id) == ["Cryostat", "Bench", "Analyser"]
    desk.undo()
    assert _instruments(desk, facility_id) == ["Cryostat", "Analyser", "Bench"]


def test_an_instrument_that_is_asked_for_is_not_deleted_but_asked_about(
    qtbot: QtBot, desk: Desk, facility_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = _editor(qtbot, desk, facility_id)
    chosen = editor.instruments.part_id
    with desk.office.writing("create") as session:
        request = access.create(session, desk.today(), facility_id=facility_id)
        session.add(AccessInstrument(access_id=request.id, instrument_id=chosen))
    asked: list[Any] = []
    monkeypatch.setattr(usage.StillUsed, "ask", lambda *args: asked.append(args[1:3]))
    editor.instruments.delete()
    assert asked == [("instrument", chosen)]
    assert len(_instruments(desk, facility_id)) == 3


def test_a_used_instrument_can_be_replaced_or_retired(
    qtbot: QtBot, desk: Desk, facility_id: str
) -> None:
    editor = _editor(qtbot, desk, facility_id)
    chosen = editor.instruments.part_id
    with desk.office.writing("create") as session:
        request = access.create(session, desk.today(), facility_id=facility_id)
        session.add(AccessInstrument(access_id=request.id, instrument_id=chosen))
    uses = desk.read(lambda s: records.uses(s, records.get(s, Instrument, chosen)))
    dialog = usage.StillUsed(desk, "instrument", chosen, uses, editor)
    dialog._retire()
    assert editor.instruments.part().former


def test_an_unused_instrument_goes_and_comes_back(
    qtbot: QtBot, desk: Desk, facility_id: str
) -> None:
    editor = _editor(qtbot, desk, facility_id)
    editor.instruments.delete()
    assert _instruments(desk, facility_id) == ["Bench", "Analyser"]
    desk.undo()
    assert _instruments(desk, facility_id) == ["Cryostat", "Bench", "Analyser"]


def test_the_first_instrument_of_a_new_facility_makes_the_facility(
    qtbot: QtBot, desk: Desk
) -> None:
    editor = _editor(qtbot, desk)
    editor.instruments.add()
    editor.instruments.form.edited.emit("name", Trilingual(en="Oven"))
    assert editor.record_id
    assert _instruments(desk, editor.record_id) == ["Oven"]


def test_every_text_of_every_tab_follows_the_language(
    qtbot: QtBot, desk: Desk, facility_id: str, switch: LanguageSwitch
) -> None:
    editor = _editor(qtbot, desk, facility_id)
    switch.use("qps")
    data = {"Test bed", "Cryostat", "Bench", "Analyser", "Mette Demo"}
    assert texts_left(editor, data, cells=False) == []
