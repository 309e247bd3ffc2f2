"""The table model over plain rows."""

from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from desktop.language import _, use
from desktop.ui.lists import Column, ListModel
from desktop.ui.lists.model import RECORD_ROLE, SORT_ROLE


@dataclass
class Row:
    id: str
    name: str
    start: date | None = None
    clause: str = "b"


ROWS = [
    Row("1", "Ørsted", date(2027, 4, 19)),
    Row("2", "Aabenraa", None, "c"),
    Row("3", "Zink", date(2027, 1, 5)),
]


@pytest.fixture
def model(qapp: QApplication) -> ListModel:
    return ListModel(
        [
            Column(
                name="name",
                title=lambda: _("Open"),
                text=lambda r: r.name,
                clause=lambda r: r.clause,
            ),
            Column(
                name="start",
                title=lambda: _("Clear"),
                text=lambda r: str(r.start or ""),
                sort=lambda r: r.start,
                right=True,
            ),
        ]
    )


def names(model: ListModel) -> list[str]:
    return [str(model.index(at, 0).data()) for at in range(model.rowCount())]


def test_qt_finds_no_fault(model: ListModel) -> None:
    # Its findings are warnings, and warnings of Qt fail a test.
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.set_rows(ROWS)
    model.sort_by("name")
    model.set_rows(ROWS[:1])
    model.set_rows([])
    model.respeak()
    assert tester.model() is model


def test_text_value_and_record_are_three_things(model: ListModel) -> None:
    model.set_rows(ROWS)
    index = model.index(0, 1)
    assert index.data() == "2027-04-19"
    assert index.data(SORT_ROLE) == date(2027, 4, 19)
    assert index.data(RECORD_ROLE) is ROWS[0]
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & Qt.AlignmentFlag.AlignRight
    heard = model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Delegation, Ørsted"


def test_text_sorts_as_the_language_does(model: ListModel) -> None:
    model.set_rows(ROWS)
    assert names(model) == ["Ørsted", "Aabenraa", "Zink"]
    model.sort_by("name")
    assert names(model) == ["Aabenraa", "Ørsted", "Zink"]
    use("da")
    model.respeak()
    assert names(model) == ["Zink", "Ørsted", "Aabenraa"]
    model.sort_by("name", descending=True)
    assert names(model) == ["Aabenraa", "Ørsted", "Zink"]
    model.sort_by("")
    assert names(model) == ["Ørsted", "Aabenraa", "Zink"]


def test_what_is_not_known_is_always_last(model: ListModel) -> None:
    model.set_rows(ROWS)
    model.sort_by("start")
    assert names(model) == ["Zink", "Ørsted", "Aabenraa"]
    model.sort_by("start", descending=True)
    assert names(model) == ["Ørsted", "Zink", "Aabenraa"]


def test_new_rows_keep_the_order_that_was_chosen(model: ListModel) -> None:
    model.sort_by("name")
    model.set_rows(ROWS)
    assert names(model) == ["Aabenraa", "Ørsted", "Zink"]
    assert model.place_of("3") == 2
    assert model.place_of("gone") == -1


def test_a_row_is_followed_when_the_order_changes(model: ListModel) -> None:
    model.set_rows(ROWS)
    kept = QPersistentModelIndex(model.index(0, 0))
    model.sort_by("start")
    assert kept.row() == 1
    assert model.row_at(kept.row()) is ROWS[0]


def test_headers_speak_at_paint_time_and_show_the_order(model: ListModel) -> None:
    across = Qt.Orientation.Horizontal
    assert model.headerData(0, across) == "Open"
    model.sort_by("name")
    use("qps")
    assert model.headerData(0, across) == "⟦Open⟧  ↑"
    model.sort_by("name", descending=True)
    assert model.headerData(0, across) == "⟦Open⟧  ↓"
    assert model.headerData(0, Qt.Orientation.Vertical) is None
