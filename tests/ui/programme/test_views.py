"""The programme to scale, as a table, or both: one model, one selection, one keyboard."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.settings import ProgrammeView, Settings
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.grid.timeline import Timeline
from desktop.ui.programme import ProgrammePanel
from tests.ui.programme.conftest import MONDAY, Visit, at
from tests.ui.sweep import press, type_text


def switch(panel: ProgrammePanel, view: ProgrammeView) -> None:
    press(panel.switch.buttons[view], Qt.Key.Key_Space)


def timeline(panel: ProgrammePanel) -> Timeline:
    assert panel.views.timeline is not None
    return panel.views.timeline


@pytest.fixture
def drawn(desk: Desk, visit: Visit, make_panel: Callable[[str], ProgrammePanel]) -> ProgrammePanel:
    """The panel as it is for whoever never chose a view."""
    desk.settings.programme_view = Settings().programme_view
    return make_panel(visit.id)


def test_a_programme_is_shown_to_scale_at_first(drawn: ProgrammePanel) -> None:
    assert timeline(drawn).isVisible()
    assert not drawn.table.isVisible()
    assert drawn.switch.buttons["timeline"].isChecked()


def test_the_choice_is_remembered(
    drawn: ProgrammePanel, desk: Desk, visit: Visit, make_panel: Callable[[str], ProgrammePanel]
) -> None:
    kept: list[str] = []
    desk.settings_changed.connect(lambda: kept.append(desk.settings.programme_view))
    switch(drawn, "both")
    assert timeline(drawn).isVisible()
    assert drawn.table.isVisible()
    switch(drawn, "table")
    assert not timeline(drawn).isVisible()
    assert drawn.table.isVisible()
    assert kept == ["both", "table"]
    again = make_panel(visit.id)
    assert again.table.isVisible()
    assert again.views.timeline is None  # nobody has wanted it there yet


def test_an_empty_programme_offers_no_views_until_it_has_an_item(empty: ProgrammePanel) -> None:
    assert not empty.switch.isVisible()
    type_text(empty.quick.line, "10-11 Visit")
    QTest.keyClick(empty.quick.line, Qt.Key.Key_Return)
    assert empty.switch.isVisible()


@pytest.mark.parametrize("view", ["timeline", "both"])
def test_the_keyboard_goes_to_what_is_chosen(drawn: ProgrammePanel, view: ProgrammeView) -> None:
    switch(drawn, "table")
    assert drawn.table.hasFocus()
    switch(drawn, view)
    assert timeline(drawn).grid.hasFocus()


def test_both_have_one_selection(drawn: ProgrammePanel, visit: Visit) -> None:
    switch(drawn, "both")
    drawn.table.choose([visit.ids["visit"]])
    assert timeline(drawn).grid.chosen() == [visit.ids["visit"]]
    timeline(drawn).grid.choose([visit.ids["flight"], visit.ids["early"]])
    assert drawn.table.chosen() == [visit.ids["early"], visit.ids["flight"]]
    switch(drawn, "table")
    assert drawn.table.chosen() == [visit.ids["early"], visit.ids["flight"]]


def test_an_edit_in_one_is_seen_in_the_other(drawn: ProgrammePanel, visit: Visit) -> None:
    drawn.moves.place_at(visit.ids["visit"], at(MONDAY, "15:00"))
    (block,) = timeline(drawn).grid.scene().of[visit.ids["visit"]]
    drawn.moves.place_at(visit.ids["visit"], at(MONDAY, "16:00"))
    (later,) = timeline(drawn).grid.scene().of[visit.ids["visit"]]
    assert later.y - block.y == round(timeline(drawn).grid.hour())


def test_keys_of_commands_work_in_the_timeline(drawn: ProgrammePanel, visit: Visit) -> None:
    grid = timeline(drawn).grid
    grid.setFocus()
    grid.choose([visit.ids["visit"]])
    QTest.keyClick(grid, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert visit.titles().count("RIKEN visit") == 2
    QTest.keyClick(grid, Qt.Key.Key_Delete)
    assert visit.titles().count("RIKEN visit") == 1
    # There, an arrow with Alt is a step of time, not a day.
    grid.choose([visit.ids["visit"]])
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert visit.item("visit").start == at(MONDAY, "10:15")


@pytest.mark.parametrize("view", ["timeline", "table", "both"])
def test_a_question_stands_beside_what_is_seen(
    drawn: ProgrammePanel, visit: Visit, view: ProgrammeView
) -> None:
    switch(drawn, view)
    drawn.moves.set_pinned([visit.ids["visit"]], True)
    drawn.moves.place_at(visit.ids["visit"], at(MONDAY, "15:00"))
    asked = timeline(drawn).bubble if view == "timeline" else drawn.table.bubble
    assert asked.text() == "Pinned to its time: RIKEN visit"
    assert visit.item("visit").start == at(MONDAY, "10:00")
    asked.answers()[1].click()
    assert visit.item("visit").start == at(MONDAY, "15:00")


def test_details_follow_what_is_selected_in_the_timeline(
    drawn: ProgrammePanel, visit: Visit
) -> None:
    grid = timeline(drawn).grid
    grid.choose([visit.ids["visit"]])
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert drawn.details is not None
    assert drawn.details.isVisible()
    field = drawn.details.form.field("title")
    assert field.value().en == "RIKEN visit"
    grid.choose([visit.ids["early"]])
    assert field.value().en == "Early call"


def test_wide_panels_have_both_beside_each_other(qtbot: QtBot, drawn: ProgrammePanel) -> None:
    switch(drawn, "both")
    drawn.resize(1500, 700)
    assert drawn.views.orientation() == Qt.Orientation.Horizontal
    assert all(drawn.views.sizes())
    drawn.views.resize(2 * look.COLUMN - 1, 700)  # too narrow for both
    assert drawn.views.orientation() == Qt.Orientation.Vertical
    assert all(drawn.views.sizes())
