"""The page around a list, driven as a user drives it."""

from dataclasses import dataclass
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.lists import Column, ListPage
from desktop.ui.widgets import EmptyState, PlainLabel
from tests.ui.sweep import child, press, texts_left, type_text


@dataclass
class Row:
    id: str
    name: str


class Towns(ListPage):
    kinds = frozenset({"place"})

    def __init__(self, desk: Desk) -> None:
        self.given = [Row("1", "Odense"), Row("2", "Kyoto"), Row("3", "Nara")]
        self.done: list[tuple[str, list[str]]] = []
        self.reads = 0
        super().__init__(
            desk,
            name="towns",
            title=lambda: _("Results"),
            columns=[
                Column(name="name", title=lambda: _("Open"), text=lambda r: r.name, grows=True),
                Column(name="id", title=lambda: _("Clear"), text=lambda r: r.id, width=8),
            ],
            icon="map-pin",
            empty_title=lambda: _("Nothing found"),
            empty_text=lambda: _("Still needed"),
            new_text=lambda: _("Filter"),
            can_duplicate=True,
        )

    @override
    def rows(self, text: str) -> list[Row]:
        self.reads += 1
        return [row for row in self.given if text.lower() in row.name.lower()]

    @override
    def open_row(self, row: Any) -> None:
        self.done.append(("open", [row.id]))

    @override
    def new_record(self) -> None:
        self.done.append(("new", []))

    @override
    def duplicate_rows(self, rows: list[Any]) -> None:
        self.done.append(("duplicate", [row.id for row in rows]))

    @override
    def delete_rows(self, rows: list[Any]) -> None:
        self.done.append(("delete", [row.id for row in rows]))


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> Towns:
    page = Towns(desk)
    qtbot.addWidget(page)
    page.resize(800, 500)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def shown(page: Towns) -> list[str]:
    return [row.name for row in page.model.rows()]


def test_it_reads_when_it_is_shown_and_when_its_kind_changes(page: Towns, desk: Desk) -> None:
    assert page.reads == 1
    page.given.append(Row("4", "Ribe"))
    desk.changed.emit(frozenset({"person"}))
    assert page.reads == 1
    desk.changed.emit(frozenset({"place", "person"}))
    assert "Ribe" in shown(page)
    page.hide()
    desk.changed.emit(frozenset({"place"}))
    assert page.reads == 2
    page.show()
    assert page.reads == 3


def test_filtering_waits_for_the_typist_and_reads_once(page: Towns, qtbot: QtBot) -> None:
    field = page.filter_field
    assert field is not None
    for char in "kyo":
        type_text(field, char)
    assert page.reads == 1
    qtbot.waitUntil(lambda: shown(page) == ["Kyoto"])
    assert page.reads == 2
    press(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(shown(page)) == 3)


def test_a_filter_that_hides_all_says_so(page: Towns) -> None:
    assert page.filter_field is not None
    page.filter_field.setText("zzz")
    page.reload()
    state = next(s for s in page.findChildren(EmptyState) if s.isVisible())
    texts = [label.text() for label in state.findChildren(PlainLabel)]
    assert "No entry fits “zzz”." in texts
    child(state, QPushButton).click()
    page.reload()
    assert len(shown(page)) == 3


def test_an_empty_list_says_what_to_do_first(page: Towns) -> None:
    page.given = []
    page.reload()
    state = next(s for s in page.findChildren(EmptyState) if s.isVisible())
    child(state, QPushButton).click()
    assert page.done == [("new", [])]
    assert not page.table.isVisible()


def test_keys_and_double_clicks(page: Towns) -> None:
    page.table.selectRow(1)
    press(page.table, Qt.Key.Key_Return)
    page.table.doubleClicked.emit(page.model.index(2, 0))
    press(page.table, Qt.Key.Key_Delete)
    assert page.done == [("open", ["2"]), ("open", ["3"]), ("delete", ["2"])]


def test_the_menu_does_what_it_says_with_all_that_is_selected(page: Towns) -> None:
    page.table.choose(["1", "3"])
    menu = page.make_menu(page.table.chosen())
    actions = {action.text(): action for action in menu.actions() if action.text()}
    assert list(actions) == ["Open", "Duplicate", "Delete…"]
    actions["Duplicate"].trigger()
    actions["Delete…"].trigger()
    assert page.done == [("duplicate", ["1", "3"]), ("delete", ["1", "3"])]


def test_selection_survives_a_reload(page: Towns) -> None:
    page.table.choose(["2"])
    page.given.insert(0, Row("9", "Aalborg"))
    page.reload()
    assert [row.id for row in page.table.chosen()] == ["2"]
    page.open("3")
    assert [row.id for row in page.table.chosen()] == ["3"]


def test_order_and_widths_are_remembered(page: Towns, desk: Desk, qtbot: QtBot) -> None:
    header = page.table.horizontalHeader()
    header.sectionClicked.emit(0)
    assert shown(page) == ["Kyoto", "Nara", "Odense"]
    header.sectionClicked.emit(0)
    assert shown(page) == ["Odense", "Nara", "Kyoto"]
    header.resizeSection(1, 150)
    header.moveSection(1, 0)
    page._save_columns()
    again = Towns(desk)
    qtbot.addWidget(again)
    again.resize(800, 500)
    again.show()
    assert shown(again) == ["Odense", "Nara", "Kyoto"]
    other = again.table.horizontalHeader()
    assert other.sectionSize(1) == 150
    assert other.visualIndex(1) == 0
    again._usual()
    assert other.visualIndex(1) == 1
    assert desk.settings.columns == {}


def test_nothing_is_wider_than_the_room(page: Towns) -> None:
    assert page.table.horizontalHeader().length() <= page.table.viewport().width()


def test_columns_of_another_version_are_passed_over(page: Towns) -> None:
    page.table.restore_layout([{"name": "gone", "width": 10}, {"name": "id", "width": "x"}])
    assert page.table.horizontalHeader().visualIndex(1) == 0


def test_rows_are_tall_enough_for_japanese(page: Towns) -> None:
    assert page.table.rowHeight(0) >= look.ROW
    assert page.table.rowHeight(0) > page.table.fontMetrics().height()


def test_every_text_comes_from_the_catalogue(page: Towns, desk: Desk) -> None:
    from desktop.language import use

    use("qps")
    page.say_again()
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendEvent(page, QEvent(QEvent.Type.LanguageChange))
    assert texts_left(page, [*shown(page), "1", "2", "3"]) == []
