"""The panel as a whole: empty, in every language, beside and below, with a stay in it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.domain import Trilingual
from desktop.language import CODES, PSEUDO
from desktop.store import delegations, exchanges, records
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammePanel
from desktop.ui.programme.table_model import Column
from desktop.ui.switch import LanguageSwitch
from tests.ui.programme.conftest import MONDAY, TUESDAY, Visit, at
from tests.ui.sweep import texts_left, type_text


def test_an_empty_programme_says_what_to_type(empty: ProgrammePanel) -> None:
    assert not empty.table.isVisible()
    button = next(b for b in empty.findChildren(QPushButton) if b.isVisible())
    button.click()
    assert empty.quick.line.hasFocus()
    type_text(empty.quick.line, "10-11 Visit")
    QTest.keyClick(empty.quick.line, Qt.Key.Key_Return)
    assert empty.table.isVisible()
    assert [item.title.en for item in empty.model.programme().items] == ["Visit"]


def test_a_programme_without_dates_takes_items_that_name_their_day(
    office: OfficeFile, make_panel: Callable[[str], ProgrammePanel]
) -> None:
    with office.writing("create") as session:
        owner = delegations.create(session, MONDAY, title=Trilingual(en="Someday"))
    panel = make_panel(owner.id)
    type_text(panel.quick.line, "20/4/2027 10-11 Visit")
    QTest.keyClick(panel.quick.line, Qt.Key.Key_Return)
    assert panel.model.programme().days() == [TUESDAY]
    assert panel.quick.day() == TUESDAY


def test_the_pseudo_language_leaves_no_text_behind(
    qapp: QApplication, panel: ProgrammePanel, visit: Visit
) -> None:
    panel.table.choose([visit.ids["visit"]])
    panel.open_details()
    type_text(panel.quick.line, "20/4 ! 10-11 Visit @Hotel Mihon #C")
    LanguageSwitch(qapp).use(PSEUDO)
    panel.menu()  # made anew each time it is asked for
    data = {
        *visit.titles(),
        *("RIKEN Wako", "RIKEN", "Haneda Airport", "Copenhagen Airport", "SK984"),
        *("Anna Testrup", "Anna Prøvesen", "Anna Eksempel", "Hotel Mihon"),
        "10-11.30 Visit RIKEN @Wako",
    }
    left = texts_left(panel, data)
    LanguageSwitch(qapp).use("en")
    groups = {"A", "B"}
    assert [text for text in left if text.rpartition(": ")[2] not in groups] == []


@pytest.mark.parametrize("code", CODES)
def test_the_language_switches_while_it_is_open(
    qapp: QApplication, panel: ProgrammePanel, visit: Visit, code: str
) -> None:
    panel.table.choose([visit.ids["visit"]])
    panel.open_details()
    LanguageSwitch(qapp).use(code)
    row = panel.model.row_of(visit.ids["visit"])
    shown = panel.model.index(row, Column.TITLE).data()
    LanguageSwitch(qapp).use("en")
    assert shown == {"ja": "理研訪問", "da": "RIKEN visit", "en": "RIKEN visit"}[code]


def test_the_model_keeps_its_promises_through_a_days_work(
    panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    QAbstractItemModelTester(
        panel.model, QAbstractItemModelTester.FailureReportingMode.Fatal, panel
    )
    actions = panel.actions_on_items
    panel.moves.shift_days([visit.ids["block"]], 1)
    copies = actions.duplicate([visit.ids["visit"], visit.ids["block"]], TUESDAY)
    actions.delete([*copies, visit.ids["early"]])
    panel.moves.move_to([visit.ids["someday"]], MONDAY)
    for _turn in range(3):
        desk.undo()
    desk.redo()
    assert [line.key for line in panel.model.lines()] == [
        line.key for line in visit.programme().lines
    ]


@pytest.mark.parametrize("width", [760, 1400])
def test_details_stand_beside_the_table_and_leave_it_the_room(
    panel: ProgrammePanel, width: int
) -> None:
    panel.resize(width, 700)
    panel.open_details()
    table, details = panel._splitter.sizes()
    assert table > details > look.COLUMN
    other = panel.table.isColumnHidden(Column.OTHER)
    assert other == (width == 760)  # there the details show both clocks
    assert panel.details is not None
    panel.details.close_asked.emit()
    assert panel.details.isHidden()
    assert panel.table.hasFocus()


def test_return_on_what_cannot_be_typed_opens_the_details(
    panel: ProgrammePanel, visit: Visit
) -> None:
    panel.table.setFocus()
    row = panel.model.row_of(visit.ids["visit"])
    panel.table.setCurrentIndex(panel.model.index(row, Column.WHO))
    QTest.keyClick(panel.table, Qt.Key.Key_Return)
    assert panel.details is not None
    assert panel.details.isVisible()
    assert panel.details.form.field("title").control().hasFocus()


def test_a_change_while_hidden_is_shown_on_return(
    panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    panel.hide()
    panel.actions_on_items.save(visit.ids["visit"], title=Trilingual(en="Renamed"))
    row = panel.model.row_of(visit.ids["visit"])
    assert panel.model.index(row, Column.TITLE).data() == "RIKEN visit"
    panel.show()
    assert panel.model.index(row, Column.TITLE).data() == "Renamed"


def test_a_place_that_is_renamed_elsewhere_is_renamed_here(
    panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    from desktop.domain import Place

    desk.do(
        "edit",
        lambda session: records.update(
            session, Place, visit.ids["wako"], name=Trilingual(en="RQC building")
        ),
    )
    row = panel.model.row_of(visit.ids["visit"])
    assert panel.model.index(row, Column.PLACE).data() == "RQC building"
    type_text(panel.quick.line, "9-10 Talk @RQC building")
    assert panel.quick.answers() == []


def test_a_record_that_is_gone_is_let_be(panel: ProgrammePanel, office: OfficeFile) -> None:
    panel.load("00000000-0000-0000-0000-000000000000")
    assert panel.model.rowCount() > 0


def test_a_stay_has_a_programme_without_participants(
    qtbot: QtBot, desk: Desk, office: OfficeFile
) -> None:
    with office.writing("create") as session:
        stay = exchanges.create(session, MONDAY, start=MONDAY)
    panel = ProgrammePanel(desk, "exchange")
    qtbot.addWidget(panel)
    panel.resize(1200, 600)
    panel.load(stay.id)
    panel.show()
    type_text(panel.quick.line, "9-10 Arrival")
    QTest.keyClick(panel.quick.line, Qt.Key.Key_Return)
    (item,) = panel.model.programme().items
    assert (item.exchange_id, item.start) == (stay.id, at(MONDAY, "09:00"))
    assert panel.table.isColumnHidden(Column.WHO)
    panel.open_details()
    assert panel.details is not None
    assert not panel.details.form._who.isVisible()


def test_the_panel_lets_go_without_a_word(desk: Desk, visit: Visit) -> None:
    """An open cell and a line that waits for an answer die with the panel."""
    panel = ProgrammePanel(desk, "delegation")
    panel.load(visit.id)
    panel.show()
    panel.table.choose([visit.ids["visit"]])
    panel.table.open_cell(Column.TIME)
    type_text(panel.quick.line, "8-9 Breakfast @Hotel Mihon")
    panel.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
