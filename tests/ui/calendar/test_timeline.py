import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.store.spans import Names
from desktop.ui.calendar.timeline import TimelineView
from desktop.ui.calendar.timeline_layout import By
from desktop.ui.calendar.view import Move
from desktop.ui.desk import Desk
from tests.ui.calendar.timeline_kit import day, span

NOBODY = Names({}, {}, {})


@pytest.fixture
def view(desk: Desk, qtbot: QtBot) -> TimelineView:
    view = TimelineView(desk)
    qtbot.addWidget(view)
    view.resize(1000, 500)
    view.show_spans([span("2", day(25), 5), span("1", day(19), 5)], NOBODY)
    view.show()
    view.go(day(20))
    return view


def shown(view: TimelineView) -> list[str]:
    return [row.record_id for row in view.model.rows()]


def test_the_table_has_the_same_records_and_the_same_choice(view: TimelineView) -> None:
    view.timeline.choose_record("2")
    view.bar.table.setChecked(True)
    assert shown(view) == ["1", "2"]
    assert [row.record_id for row in view.table.chosen()] == ["2"]
    view.timeline.choose_record("1")
    assert [row.record_id for row in view.table.chosen()] == ["1"]
    QTest.keyClick(view.table, Qt.Key.Key_Down)
    current = view.timeline.current()
    assert current is not None
    assert current.bar.id == "2"
    view.show_spans([span("3", day(1), 2)], NOBODY)
    assert shown(view) == ["3"]


def test_a_row_of_the_table_opens_its_record(view: TimelineView, qtbot: QtBot) -> None:
    view.bar.table.setChecked(True)
    view.table.choose(["1"])
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert opened.args == ["exchange", "1", ""]


def test_what_the_menu_offers_is_done(view: TimelineView, qtbot: QtBot) -> None:
    view.timeline.choose_record("1")
    actions = {each.text().split("\t")[0]: each for each in view.menu().actions()}
    with qtbot.waitSignal(view.moved) as moved:
        actions["A week later"].trigger()
    assert moved.args == [[Move(span("1", day(19), 5), 7)]]
    with qtbot.waitSignal(view.opened) as opened:
        actions["Open"].trigger()
    assert opened.args == ["exchange", "1", ""]
    actions["Show in the table"].trigger()
    assert [row.record_id for row in view.table.chosen()] == ["1"]


def test_without_a_bar_the_menu_makes_something_new(view: TimelineView, qtbot: QtBot) -> None:
    (new,) = view.menu().actions()
    with qtbot.waitSignal(view.make_asked) as asked:
        new.trigger()
    assert asked.args == ["", view.day(), view.day()]


def test_the_page_leads_it_to_a_day_and_on(view: TimelineView, qtbot: QtBot) -> None:
    wanted = dt.date(2027, 9, 9)
    with qtbot.waitSignal(view.turned):
        view.go(wanted)
    assert view.day() == wanted
    first, last = view.period()
    assert first < wanted < last
    width = view.timeline.days()[1] - view.timeline.days()[0]
    view.turn(1)
    assert (view.day() - wanted).days == pytest.approx(width, abs=1)


@pytest.mark.parametrize(
    ("days", "heading"),
    [(1, "Thursday 9 September 2027"), (10, "6–15 Sept 2027"), (90, "August – November 2027")],
)
def test_the_days_in_sight_are_its_heading(view: TimelineView, days: int, heading: str) -> None:
    width = view.timeline.frame().body.width()
    view.timeline.zoom(width / days)
    view.go(dt.date(2027, 9, 9))
    if days == 1:
        view.timeline.pan(view.timeline.frame().x(dt.date(2027, 9, 9).toordinal()) - 208, 0)
    assert view.heading() == heading


def test_the_bar_steers_groups_zoom_and_folds(view: TimelineView) -> None:
    per_day = view.timeline.per_day()
    view.bar.larger.click()
    assert view.timeline.per_day() > per_day
    view.timeline.zoom(1e9)
    assert not view.bar.larger.isEnabled()
    menu = view.bar.groups.menu()
    menu.aboutToShow.emit()
    offered = {action.text(): action for action in menu.actions()}
    offered["By country"].trigger()
    assert view.timeline.by() == By.COUNTRY
    assert view.bar.groups.text() == "By country"
    offered["Fold all"].trigger()
    assert view.timeline.scene().is_folded(0)
    view.bar.fit.click()
    first, end = view.timeline.days()
    assert first < day(19).toordinal() < day(29).toordinal() < end
