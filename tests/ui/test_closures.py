"""Closed days and absences are noted in place, as actions that can be taken back."""

from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop.domain import (
    Closure,
    Facility,
    Organisation,
    Person,
    Place,
    Trilingual,
)
from desktop.store import records
from desktop.ui.closures import ClosurePanel
from desktop.ui.desk import Desk
from desktop.ui.editors.facility import FacilityEditor
from desktop.ui.editors.organisation import OrganisationEditor
from desktop.ui.editors.person import PersonEditor
from desktop.ui.editors.place import PlaceEditor
from desktop.ui.editors.record import RecordEditor
from tests.ui.sweep import line, press, type_text

DAY, LATER = date(2027, 8, 13), date(2027, 8, 16)


@pytest.mark.parametrize(
    ("cls", "editor_of", "key"),
    [
        (Place, PlaceEditor, "place_id"),
        (Organisation, OrganisationEditor, "organisation_id"),
        (Person, PersonEditor, "person_id"),
        (Facility, FacilityEditor, "facility_id"),
    ],
)
def test_the_first_day_makes_a_closure_of_the_record(
    qtbot: QtBot,
    desk: Desk,
    cls: type[Place | Organisation | Person | Facility],
    editor_of: type[PlaceEditor | OrganisationEditor | PersonEditor | FacilityEditor],
    key: str,
) -> None:
    with desk.office.writing("create") as session:
        owner = records.add(session, cls())
    editor = editor_of(desk, owner.id)
    qtbot.addWidget(editor)
    editor.show()
    assert isinstance(editor, RecordEditor)
    editor.closures.add()
    control = line(editor.closures.form.field("first"))
    type_text(control, "13 Aug 2027")
    press(control, Qt.Key.Key_Return)
    (made,) = desk.read(lambda session: session.scalars(select(Closure)).all())
    assert getattr(made, key) == owner.id
    assert (made.first, made.last) == (DAY, DAY)
    assert [row.id for row in editor.closures.model.rows()] == [made.id]
    desk.undo()
    assert editor.closures.model.rows() == []


def _panel(qtbot: QtBot, desk: Desk) -> tuple[ClosurePanel, Closure]:
    with desk.office.writing("create") as session:
        hall = records.add(session, Place())
        made = records.add(session, Closure(place_id=hall.id, first=DAY, last=LATER))
    panel = ClosurePanel(desk, "place", lambda: hall.id)
    qtbot.addWidget(panel)
    panel.load(hall.id)
    desk.changed.connect(lambda _kinds: panel.load(hall.id))
    return panel, made


def _days(desk: Desk, closure: str) -> tuple[date | None, date | None]:
    kept = desk.read(lambda session: records.get(session, Closure, closure))
    return kept.first, kept.last


def test_the_last_day_is_never_before_the_first(qtbot: QtBot, desk: Desk) -> None:
    panel, made = _panel(qtbot, desk)
    panel.form.edited.emit("first", date(2027, 8, 20))
    assert _days(desk, made.id) == (date(2027, 8, 20), date(2027, 8, 20))
    panel.form.edited.emit("last", DAY)
    assert _days(desk, made.id) == (DAY, DAY)


def test_the_table_says_days_hours_and_why(qtbot: QtBot, desk: Desk) -> None:
    panel, made = _panel(qtbot, desk)

    def shown() -> list[str]:
        return [str(panel.model.index(0, at).data()) for at in range(panel.model.columnCount())]

    assert shown() == ["13–16 Aug 2027", "All day", ""]
    with desk.office.writing("edit") as session:
        records.update(
            session,
            Closure,
            made.id,
            from_time=time(9),
            to_time=time(12),
            name=Trilingual(en="Inventory"),
        )
    assert shown() == ["13–16 Aug 2027", "09:00–12:00", "Inventory"]
    with desk.office.writing("edit") as session:
        records.update(session, Closure, made.id, from_time=None)
    assert shown()[1] == "until 12:00"
