"""The history of one item, beside its fields, with a way to take each change back."""

import pytest
from PySide6.QtWidgets import QPushButton

from desktop.domain import Trilingual
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammePanel
from desktop.ui.programme.item_history import ItemHistory
from tests.ui.programme.conftest import MONDAY, Visit, at


@pytest.fixture
def history(panel: ProgrammePanel, visit: Visit) -> ItemHistory:
    """The history of the visit to RIKEN after three actions."""
    actions = panel.actions_on_items
    panel.moves.move(visit.ids["visit"], at(MONDAY, "12:00"), at(MONDAY, "13:00"))
    actions.set_participants(
        visit.ids["visit"], everyone=False, groups=[visit.ids["A"]], people=[visit.ids["Testrup"]]
    )
    actions.save(visit.ids["visit"], room="101")
    actions.save(visit.ids["early"], room="elsewhere")
    panel.table.choose([visit.ids["visit"]])
    panel.open_details()
    assert panel.details is not None
    panel.details.history.open()
    return panel.details.history


def buttons(history: ItemHistory) -> list[QPushButton]:
    return history.findChildren(QPushButton)


def test_it_tells_what_was_done_to_the_item_and_its_people(history: ItemHistory) -> None:
    lines = history.lines()
    assert lines[0] == "Mette Demo filled in “Room” of “RIKEN visit”: “101”"
    assert "Mette Demo added person in a programme item “Anna Testrup”" in lines
    assert "Mette Demo moved “RIKEN visit” from 10:00 to 12:00" in lines
    assert not any("elsewhere" in line for line in lines)


def test_one_of_several_changes_is_taken_back(
    history: ItemHistory, visit: Visit, desk: Desk
) -> None:
    buttons(history)[2].click()
    item = visit.item("visit")
    assert (item.start, item.end) == (at(MONDAY, "10:00"), at(MONDAY, "11:30"))
    assert (item.room, item.everyone) == ("101", False)
    # What is taken back stands there as such, and cannot be taken back again.
    assert history.lines()[0].startswith("Undone: Mette Demo")
    assert len(buttons(history)) == 2
    desk.redo()
    assert visit.item("visit").start == at(MONDAY, "12:00")


def test_what_was_built_upon_stays_and_is_told(
    history: ItemHistory, panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    said: list[str] = []
    desk.troubled.connect(lambda text: said.append(text()))
    panel.actions_on_items.save(visit.ids["visit"], room="102")
    buttons(history)[1].click()
    assert said == ["This can no longer be undone because it was changed in the meantime."]
    assert visit.item("visit").room == "102"


def test_it_goes_with_the_selection_and_shows_the_newest_first(
    history: ItemHistory, panel: ProgrammePanel, visit: Visit
) -> None:
    for number in range(8):
        title = Trilingual(en=f"Call {number}")
        panel.actions_on_items.save(visit.ids["early"], title=title)
    panel.table.choose([visit.ids["early"]])
    assert "elsewhere" not in " ".join(history.lines())
    next(button for button in buttons(history) if button.text() == "Show all").click()
    assert "elsewhere" in " ".join(history.lines())
    assert history.lines()[0].endswith("“Call 7”")
