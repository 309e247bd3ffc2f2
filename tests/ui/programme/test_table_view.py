"""The programme table typed into, moved, copied and deleted with the keyboard."""

import datetime as dt

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Item, Place
from desktop.domain.codes import ItemStatus
from desktop.domain.time import DayPart, Moment
from desktop.language import use
from desktop.store import records
from desktop.ui.desk import Desk
from desktop.ui.forms.choice import Choice
from desktop.ui.programme import ProgrammePanel
from desktop.ui.programme.cells import PlaceCell
from desktop.ui.programme.table_model import Column
from tests.ui.programme.conftest import COPENHAGEN, MONDAY, TOKYO, TUESDAY, Visit, at
from tests.ui.sweep import type_text


def index(panel: ProgrammePanel, visit: Visit, name: str, column: Column) -> QModelIndex:
    return panel.model.index(panel.model.row_of(visit.ids[name]), column)


def editor(panel: ProgrammePanel) -> QWidget:
    """The cell that is open."""
    viewport = panel.table.viewport()
    found = [*viewport.findChildren(QLineEdit), *viewport.findChildren(Choice)]
    shown = [cell for cell in found if cell.isVisible()]
    assert len(shown) == 1
    return shown[0]


def open_cell(panel: ProgrammePanel, visit: Visit, name: str, column: Column) -> QWidget:
    panel.table.setFocus()
    panel.table.setCurrentIndex(index(panel, visit, name, column))
    panel.table.open_cell(column)
    return editor(panel)


def enter(qtbot: QtBot, cell: QWidget, text: str, key: Qt.Key = Qt.Key.Key_Return) -> None:
    if isinstance(cell, QLineEdit):
        cell.selectAll()
    type_text(cell, text)
    QTest.keyClick(cell, key)
    qtbot.wait(1)  # Qt takes what Return leaves behind in the next turn of its loop


def is_open(panel: ProgrammePanel) -> bool:
    return panel.table.state() == QAbstractItemView.State.EditingState


@pytest.mark.parametrize("opening", [Qt.Key.Key_Return, Qt.Key.Key_F2])
def test_a_time_is_typed_into_its_cell(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, opening: Qt.Key
) -> None:
    panel.table.setFocus()
    panel.table.setCurrentIndex(index(panel, visit, "visit", Column.TIME))
    QTest.keyClick(panel.table, opening)
    cell = editor(panel)
    assert isinstance(cell, QLineEdit)
    assert (cell.text(), cell.accessibleName()) == ("10:00–11:30", "Local time: RIKEN visit")
    enter(qtbot, cell, "１２時半～14")
    assert visit.item("visit").start == at(MONDAY, "12:30")
    assert visit.item("visit").end == at(MONDAY, "14:00")
    assert visit.labels() == ("item.move", {"name": "RIKEN visit"})
    # The row has moved below the others, and the keyboard with it.
    assert panel.table.currentIndex() == index(panel, visit, "visit", Column.TIME)


@pytest.mark.parametrize(
    ("text", "start", "printed"),
    [
        ("morning", Moment(MONDAY, None, TOKYO, 0, DayPart.MORNING), ""),
        ("tbc", Moment(MONDAY, None, TOKYO, 0, DayPart.TBC), ""),
        ("17.30/18.00", at(MONDAY, "17:30"), "17.30/18.00"),
    ],
)
def test_a_time_may_be_rough_or_an_alternative(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, text: str, start: Moment, printed: str
) -> None:
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), text)
    item = visit.item("visit")
    assert (item.start, item.end, item.printed_time) == (start, Moment(), printed)


def test_a_new_time_takes_the_place_of_the_printed_one(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), "17.30/18.00")
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), "18-")
    item = visit.item("visit")
    assert (item.printed_time, item.open_end, item.start.time) == ("", True, dt.time(18))


def test_a_flight_keeps_the_clocks_of_its_two_ends(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    enter(qtbot, open_cell(panel, visit, "flight", Column.TIME), "11:45-18:40")
    assert visit.item("flight").start == at(TUESDAY, "11:45")
    assert visit.item("flight").end == at(TUESDAY, "18:40", COPENHAGEN)


def test_tab_goes_on_to_the_next_cell_and_the_next_item(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    enter(qtbot, open_cell(panel, visit, "early", Column.TIME), "6.45-7", Qt.Key.Key_Tab)
    assert panel.table.currentIndex() == index(panel, visit, "early", Column.TITLE)
    enter(qtbot, editor(panel), "Call with København", Qt.Key.Key_Tab)
    assert panel.table.currentIndex().column() == Column.PLACE
    QTest.keyClick(editor(panel), Qt.Key.Key_Tab)
    assert panel.table.currentIndex().column() == Column.STATUS
    QTest.keyClick(editor(panel), Qt.Key.Key_Tab)
    assert panel.table.currentIndex() == index(panel, visit, "visit", Column.TIME)
    QTest.keyClick(editor(panel), Qt.Key.Key_Backtab)
    assert panel.table.currentIndex() == index(panel, visit, "early", Column.STATUS)
    assert visit.item("early").start == at(MONDAY, "06:45")
    assert visit.item("early").title.en == "Call with København"


def test_looking_into_cells_changes_nothing(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    before = visit.labels()
    cell = open_cell(panel, visit, "visit", Column.TIME)
    for _cell in range(4):
        QTest.keyClick(cell, Qt.Key.Key_Tab)
        cell = editor(panel)
    assert visit.labels() == before


def test_escape_brings_the_old_text_back(qtbot: QtBot, panel: ProgrammePanel, visit: Visit) -> None:
    cell = open_cell(panel, visit, "visit", Column.TIME)
    type_text(cell, "99")
    QTest.keyClick(cell, Qt.Key.Key_Return)
    QTest.keyClick(cell, Qt.Key.Key_Escape)
    assert not is_open(panel)
    assert panel.table.bubble.text() == ""
    assert visit.item("visit").start == at(MONDAY, "10:00")


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_what_is_no_time_is_told_beside_the_cell_which_stays_open(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, key: Qt.Key
) -> None:
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), "soon", key)
    assert is_open(panel)
    assert panel.table.bubble.text().startswith("This is not a time.")
    assert visit.item("visit").start == at(MONDAY, "10:00")
    enter(qtbot, editor(panel), "9-10", key)
    assert panel.table.bubble.text() == ""
    assert visit.item("visit").start == at(MONDAY, "09:00")


def test_a_cell_that_is_left_with_what_is_no_time_changes_nothing(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    cell = open_cell(panel, visit, "visit", Column.TIME)
    type_text(cell, "soon")
    panel.table.setCurrentIndex(index(panel, visit, "early", Column.TITLE))
    qtbot.waitUntil(lambda: panel.table.bubble.text() != "")
    assert panel.table.bubble.text().startswith("This is not a time.")
    assert visit.item("visit").start == at(MONDAY, "10:00")


def on_day(visit: Visit, desk: Desk, day: dt.date) -> None:
    def work(session: Session) -> None:
        records.update(  # a day on which Danish clocks change
            session, Item, visit.ids["visit"], start=at(day, "10:00", COPENHAGEN), end=Moment()
        )

    desk.do("edit", work)


def test_a_time_that_comes_twice_is_asked_about_beside_the_cell(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    day = dt.date(2027, 10, 31)
    on_day(visit, desk, day)
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), "2.30")
    assert visit.item("visit").start == at(day, "10:00", COPENHAGEN)
    assert panel.table.bubble.is_asking()
    first, second = panel.table.bubble.answers()
    assert (first.text(), second.text()) == ("The first (CEST)", "The second (CET)")
    QTest.keyClick(second, Qt.Key.Key_Space)
    assert visit.item("visit").start == Moment(day, dt.time(2, 30), COPENHAGEN, 1)
    assert panel.table.hasFocus()


def test_a_time_that_is_skipped_offers_the_next_one(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    day = dt.date(2027, 3, 28)
    on_day(visit, desk, day)
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), "2.30", Qt.Key.Key_Tab)
    (answer,) = panel.table.bubble.answers()
    assert answer.hasFocus()
    QTest.keyClick(answer, Qt.Key.Key_Escape)
    assert not panel.table.bubble.is_asking()
    assert visit.item("visit").start.time == dt.time(10)
    enter(qtbot, open_cell(panel, visit, "visit", Column.TIME), "2.30")
    panel.table.bubble.answers()[0].click()
    assert visit.item("visit").start == at(day, "03:30", COPENHAGEN)


def test_a_title_is_typed_in_the_language_of_the_window(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    use("da")
    enter(qtbot, open_cell(panel, visit, "visit", Column.TITLE), "Besøg på RIKEN")
    title = visit.item("visit").title
    assert (title.ja, title.da, title.en) == ("理研訪問", "Besøg på RIKEN", "RIKEN visit")
    assert visit.labels() == ("edit", {"kind": "item", "name": "RIKEN visit"})


def test_a_place_is_found_while_it_is_typed(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    cell = open_cell(panel, visit, "early", Column.PLACE)
    assert isinstance(cell, PlaceCell)
    enter(qtbot, cell, "riken wako")
    assert visit.item("early").place_id == visit.ids["wako"]


def test_a_place_that_nobody_knows_is_made_on_purpose_only(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    cell = open_cell(panel, visit, "early", Column.PLACE)
    assert isinstance(cell, PlaceCell)
    cell.suggester.hide()
    enter(qtbot, cell, "Hotel Mihon")
    assert is_open(panel)
    assert panel.table.bubble.text() == "Please choose from the list, or create it there."
    assert visit.item("early").place_id is None
    cell.make()
    place = visit.item("early").place
    assert isinstance(place, Place)
    assert place.name.en == "Hotel Mihon"
    assert not is_open(panel)


def test_a_place_is_taken_away_by_emptying_its_cell(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    enter(qtbot, open_cell(panel, visit, "visit", Column.PLACE), "")
    cell = open_cell(panel, visit, "visit", Column.PLACE)
    assert isinstance(cell, PlaceCell)
    cell.clear()
    QTest.keyClick(cell, Qt.Key.Key_Return)
    qtbot.wait(1)
    assert visit.item("visit").place_id is None


def test_a_status_is_chosen_in_its_cell(panel: ProgrammePanel, visit: Visit) -> None:
    cell = open_cell(panel, visit, "visit", Column.STATUS)
    assert isinstance(cell, Choice)
    cell.setCurrentIndex(1)
    cell.activated.emit(1)
    assert visit.item("visit").status == ItemStatus.CONFIRMED
    assert not is_open(panel)


def choose(panel: ProgrammePanel, visit: Visit, *names: str) -> None:
    panel.table.setFocus()
    panel.table.choose([visit.ids[name] for name in names])


def test_items_move_to_the_next_day_and_keep_the_clock(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    choose(panel, visit, "visit", "block")
    QTest.keyClick(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert visit.item("visit").start == at(TUESDAY, "10:00")
    assert visit.item("visit").end == at(TUESDAY, "11:30")
    # What is within a block goes with it.
    assert visit.item("part").start == at(TUESDAY, "13:10")
    assert panel.table.chosen() == [visit.ids["visit"], visit.ids["block"]]
    assert visit.labels() == ("item.move_day", {"name": "RIKEN visit", "count": 1})
    QTest.keyClick(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert visit.item("part").start == at(MONDAY, "13:10")


def test_an_item_that_is_not_placed_moves_to_a_day(panel: ProgrammePanel, visit: Visit) -> None:
    choose(panel, visit, "someday")
    pick(panel, "Move to", "Mon 19 Apr")
    assert visit.item("someday").start.date == MONDAY


def pick(panel: ProgrammePanel, *names: str) -> None:
    """Choose from the context menu."""
    menu = panel.menu()
    for name in names:
        action = next(action for action in menu.actions() if action.text() == name)
        within = action.menu()
        if isinstance(within, QMenu):
            menu = within
        else:
            action.trigger()


def test_the_menu_copies_moves_and_confirms(panel: ProgrammePanel, visit: Visit) -> None:
    choose(panel, visit, "visit", "early")
    pick(panel, "Status", "Confirmed")
    assert visit.item("visit").status == visit.item("early").status == "confirmed"
    pick(panel, "Duplicate to", "Tue 20 Apr")
    copies = panel.table.chosen()
    assert len(copies) == 2
    programme = visit.programme()
    made = [programme.item(copy) for copy in copies]
    assert [item.start for item in made if item] == [at(TUESDAY, "06:30"), at(TUESDAY, "10:00")]
    assert {item.status for item in made if item} == {"tentative"}
    assert visit.item("visit").start == at(MONDAY, "10:00")


def test_a_block_is_copied_with_its_parts(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    choose(panel, visit, "block")
    QTest.keyClick(panel.table, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert visit.titles().count("First talk") == 2
    copies = panel.table.chosen()
    part = visit.programme().item(copies[1])
    assert part is not None
    assert part.parent_id == copies[0]


def test_delete_deletes_with_a_way_back(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    told: list[tuple[str, bool]] = []
    desk.noticed.connect(lambda text, undo: told.append((text(), undo)))
    choose(panel, visit, "block")
    QTest.keyClick(panel.table, Qt.Key.Key_Delete)
    assert visit.titles() == ["Early call", "RIKEN visit", "Flight home", "Company visit"]
    assert told == [("2 items deleted", True)]
    desk.undo()
    assert visit.titles()[2:4] == ["Seminar", "First talk"]
    assert panel.model.row_of(visit.ids["part"]) > 0


def test_keys_belong_to_the_text_while_a_cell_is_open(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    cell = open_cell(panel, visit, "visit", Column.TITLE)
    QTest.keyClick(cell, Qt.Key.Key_Delete)
    assert isinstance(cell, QLineEdit)
    assert cell.text() == ""
    assert "RIKEN visit" in visit.titles()


def test_what_is_selected_is_copied_as_text(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    choose(panel, visit, "visit", "early")
    QTest.keyClick(panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[3] for line in lines] == ["Early call", "RIKEN visit"]


def test_the_menu_opens_only_on_items(panel: ProgrammePanel, visit: Visit) -> None:
    panel.table.clearSelection()
    panel.table.menu_asked.emit(QPoint())
    assert not panel.table.findChildren(QMenu)


def test_headings_are_stopped_at_but_never_selected(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit
) -> None:
    choose(panel, visit, "part")
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert panel.table.current_day() == TUESDAY
    assert panel.table.chosen() == []
    assert panel.quick.day() == TUESDAY


def test_return_on_the_heading_of_a_day_leads_to_the_line_above(
    panel: ProgrammePanel, visit: Visit
) -> None:
    panel.table.setFocus()
    panel.table.setCurrentIndex(panel.model.index(panel.model.row_of_day(TUESDAY), 0))
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.quick.line.hasFocus()
    assert panel.quick.day() == TUESDAY


def test_what_is_being_typed_survives_a_change_elsewhere(
    panel: ProgrammePanel, visit: Visit
) -> None:
    cell = open_cell(panel, visit, "visit", Column.TITLE)
    type_text(cell, "Half a title")
    panel.actions_on_items.save(visit.ids["visit"], room="101")
    assert isinstance(cell, QLineEdit)
    assert cell.text() == "Half a title"


def test_typing_on_a_cell_begins_anew(panel: ProgrammePanel, visit: Visit) -> None:
    panel.table.setFocus()
    panel.table.setCurrentIndex(index(panel, visit, "visit", Column.TITLE))
    QTest.keyClick(panel.table, Qt.Key.Key_N)
    cell = editor(panel)
    assert isinstance(cell, QLineEdit)
    QTest.keyClicks(cell, "ew title")
    QTest.keyClick(cell, Qt.Key.Key_Tab)
    assert visit.item("visit").title.en == "new title"


def test_what_another_page_does_is_shown_at_once(
    panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    choose(panel, visit, "visit")
    desk.do(
        "edit",
        lambda session: records.update(
            session, Item, visit.ids["early"], start=at(TUESDAY, "06:00")
        ),
    )
    assert panel.model.row_of(visit.ids["early"]) > panel.model.row_of(visit.ids["visit"])
    assert panel.table.chosen() == [visit.ids["visit"]]


def test_a_narrow_table_keeps_both_clocks(panel: ProgrammePanel) -> None:
    panel.resize(600, 500)
    table = panel.table
    assert table.isColumnHidden(Column.PLACE)
    assert not table.isColumnHidden(Column.TIME)
    assert not table.isColumnHidden(Column.OTHER)
    panel.resize(1200, 500)
    assert not table.isColumnHidden(Column.PLACE)
