"""The table and the grid of one programme: one model, one selection."""

import pytest
from PySide6.QtCore import QAbstractItemModel, QItemSelectionModel
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.grid.grid import DayGrid
from desktop.ui.programme.table_model import Column, ProgrammeModel
from desktop.ui.programme.table_view import ProgrammeTable
from tests.ui.grid.kit import COPENHAGEN, TOKYO, item, programme

Both = tuple[ProgrammeTable, DayGrid, ProgrammeModel]


@pytest.fixture
def both(qtbot: QtBot, desk: Desk) -> Both:
    """The two views, without a window."""
    model = ProgrammeModel(desk.zones)
    model.show(
        programme(item("a", "19 10:00", "19 11:00"), item("b", "20 10:00", "20 11:00"), item("c"))
    )
    table = ProgrammeTable(model, desk)
    grid = DayGrid(model, table.selectionModel(), lambda: (TOKYO, COPENHAGEN))
    qtbot.addWidget(table)
    qtbot.addWidget(grid)
    return table, grid, model


def test_what_is_chosen_in_one_is_chosen_in_the_other(both: Both) -> None:
    table, grid, _model = both
    table.choose(["b", "c"])
    assert grid.chosen() == ["b", "c"]
    assert grid.item_id(grid.currentIndex()) == "b"
    grid.choose(["a"])
    assert table.chosen() == ["a"]
    table.clearSelection()
    assert grid.chosen() == []


def test_whole_rows_are_chosen_and_the_cell_of_the_table_stays(both: Both) -> None:
    table, grid, model = both
    table.choose(["a"], Column.STATUS)
    grid.choose(["b"])
    assert table.currentIndex() == model.index(model.row_of("b"), Column.STATUS)
    assert len(table.selectionModel().selectedIndexes()) == len(Column)


def test_what_goes_away_is_no_longer_chosen(both: Both) -> None:
    table, grid, model = both
    grid.choose(["a", "b"])
    model.show(programme(item("b", "19 08:00", "19 09:00")))
    assert (table.chosen(), grid.chosen()) == (["b"], ["b"])
    model.show(programme())
    assert (table.chosen(), grid.chosen()) == ([], [])


def test_the_grids_model_is_sound(both: Both) -> None:
    _table, grid, model = both
    spoken: QAbstractItemModel = grid.model()
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(spoken, mode)
    model.show(programme(item("new", "21 10:00"), item("b", "19 10:00", "19 11:00")))
    model.show(programme())
    assert tester.model() is spoken
    assert isinstance(grid.selectionModel(), QItemSelectionModel)
