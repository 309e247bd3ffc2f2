"""The table of a list: columns share the room, and spare ones give way."""

from dataclasses import dataclass
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListModel, ListTable


@dataclass
class Row:
    id: str


@pytest.fixture
def table(qtbot: QtBot, desk: Desk) -> ListTable:
    """A table of a growing column, a plain one and two spare ones, 20 characters each."""
    assert desk is not None  # the application is dressed, so that sizes are the real ones
    columns = [
        Column(
            name=name,
            title=partial(str, name),
            text=lambda row: row.id,
            width=20,
            grows=name == "grows",
            spare=name.startswith("spare"),
            least=10 if name == "grows" else 0,
        )
        for name in ("grows", "plain", "spare one", "spare two")
    ]
    model = ListModel(columns)
    model.set_rows([Row(str(number)) for number in range(30)])
    table = ListTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    return table


def _hidden(table: ListTable) -> list[bool]:
    header = table.horizontalHeader()
    return [header.isSectionHidden(at) for at in range(header.count())]


def test_spare_columns_give_way_from_the_last_and_come_back(table: ListTable) -> None:
    header = table.horizontalHeader()
    table.resize(2000, 300)
    table.show()
    assert _hidden(table) == [False] * 4
    assert header.length() == table.viewport().width(), "the growing column takes the rest"
    unit = header.sectionSize(1)
    table.resize(unit * 7 // 2, 300)
    assert _hidden(table) == [False, False, False, True]
    table.resize(unit * 5 // 2, 300)
    assert _hidden(table) == [False, False, True, True]
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(2000, 300)
    assert _hidden(table) == [False] * 4
    assert header.sectionSize(3) == unit


def test_growing_columns_shrink_once_all_spare_ones_gave_way(table: ListTable) -> None:
    header = table.horizontalHeader()
    table.resize(2000, 300)
    table.show()
    unit = header.sectionSize(1)
    table.resize(unit * 7 // 4, 300)
    assert _hidden(table) == [False, False, True, True]
    assert unit // 2 < header.sectionSize(0) < unit
    assert table.horizontalScrollBar().maximum() == 0
    table.resize(unit, 300)
    assert table.horizontalScrollBar().maximum() > 0, "it shrinks no further"


def test_what_is_hidden_for_want_of_room_keeps_its_width(table: ListTable) -> None:
    table.resize(2000, 300)
    table.show()
    table.horizontalHeader().resizeSection(3, 111)
    table.resize(300, 300)
    kept = {str(entry["name"]): entry for entry in table.layout_kept()}
    assert "width" not in kept["spare two"]
    table.resize(2000, 300)
    assert table.horizontalHeader().sectionSize(3) == 111


def test_a_table_within_a_page_is_as_high_as_its_rows(table: ListTable) -> None:
    table.fit_rows(3)
    three = table.height()
    table.fit_rows(5)
    row = table.verticalHeader().defaultSectionSize()
    assert table.height() - three == 2 * row
