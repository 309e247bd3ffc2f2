"""The editor of a place: opening hours that are read, and coordinates that are found."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Place, Trilingual
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.editors.place import PlaceEditor
from desktop.ui.widgets import Button
from tests.ui.sweep import press, type_text


def _editor(qtbot: QtBot, desk: Desk, **values: object) -> PlaceEditor:
    with desk.office.writing("create") as session:
        made = records.add(session, Place(name=Trilingual(en="House"), **values))
    editor = PlaceEditor(desk, made.id)
    qtbot.addWidget(editor)
    editor.resize(1000, 700)
    editor.show()
    return editor


def _place(desk: Desk, editor: PlaceEditor) -> Place:
    place = desk.read(lambda session: session.get(Place, editor.record_id))
    assert place is not None
    return place


def _find(editor: PlaceEditor) -> None:
    buttons = [one for one in editor.findChildren(Button) if one.text() == "Find coordinates"]
    buttons[0].click()


def test_hours_are_kept_in_the_notation_of_the_file(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk)
    editor.form.focus("opening_hours")
    control = editor.form.field("opening_hours").control()
    type_text(control, "月～金 9:00～17:00 祝日休み")
    press(control, Qt.Key.Key_Return)
    assert _place(desk, editor).opening_hours == "Mo-Fr 09:00-17:00; PH off"


def test_coordinates_of_an_airport_are_found_as_one_action(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk, iata="HND", city=Trilingual(en="Tokyo"))
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    _find(editor)
    place = _place(desk, editor)
    assert place.latitude == pytest.approx(35.55, abs=0.01)
    assert place.longitude == pytest.approx(139.78, abs=0.01)
    assert editor.form.field("latitude").value() == place.latitude
    assert told == ["These are the coordinates of the airport."]
    desk.undo()
    assert _place(desk, editor).latitude is _place(desk, editor).longitude is None


def test_coordinates_of_a_city_are_said_to_be_only_its_middle(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk, city=Trilingual(ja="和光市"), country="JP")
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    _find(editor)
    assert _place(desk, editor).latitude == pytest.approx(35.79, abs=0.01)
    assert told[0].startswith("This is the middle of the city")


def test_where_nothing_is_known_nothing_is_changed(qtbot: QtBot, desk: Desk) -> None:
    editor = _editor(qtbot, desk, city=Trilingual(en="Atlantis"))
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    _find(editor)
    assert _place(desk, editor).latitude is None
    assert told == ["No coordinates are known for this airport code or city."]
