"""The Calendar page: its views share the day and the filter, and follow the file."""

import threading
from contextlib import AbstractContextManager
from datetime import date, time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Exchange, Item, Moment, Task, Trilingual
from desktop.ui.calendar.agenda import AgendaView
from desktop.ui.calendar.month import MonthView
from desktop.ui.calendar.timeline import TimelineView
from desktop.ui.calendar.timeline_layout import By
from desktop.ui.calendar.view import Move
from desktop.ui.calendar.week import WeekView
from desktop.ui.desk import Desk
from desktop.ui.pages.calendar import CalendarPage

DAY = date(2027, 4, 19)


@pytest.fixture
def trip(desk: Desk) -> Delegation:
    """A visit in April with one item, and a stay in the same month."""
    trip = Delegation(
        title=Trilingual(en="Trip"), reference="DEL-1", start=DAY, end=date(2027, 4, 23)
    )
    stay = Exchange(
        title=Trilingual(en="Stay"), direction="jp_dk", visit_zone="Europe/Copenhagen", start=DAY
    )
    item = Item(
        delegation_id=trip.id,
        title=Trilingual(en="Call"),
        start=Moment(DAY, time(9), "Asia/Tokyo"),
    )
    with desk.office.writing("create") as session:
        session.add_all([trip, stay, item])
    return trip


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, trip: Delegation) -> CalendarPage:
    """The page, at the visit."""
    page = CalendarPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.go(DAY)
    _read(qtbot, page)
    return page


def _read(qtbot: QtBot, page: CalendarPage) -> None:
    qtbot.waitUntil(page.reading.is_ready)


def shown(page: CalendarPage) -> list[str]:
    view = page.view()
    assert isinstance(view, MonthView)
    return sorted(span.title.en for span in view.model.spans)


def test_it_begins_with_the_month_and_shows_what_is_in_it(qtbot: QtBot, page: CalendarPage) -> None:
    assert page.title() == "Calendar"
    assert page.bar.period.text() == "April 2027"
    assert shown(page) == ["Call", "Stay", "Trip"]
    page.bar.after.click()
    assert page.bar.period.text() == "May 2027"
    qtbot.waitUntil(lambda: shown(page) == [])
    page.bar.today.click()
    assert page.bar.period.text() == "November 2026"


def test_views_are_led_to_the_same_day_and_the_last_one_is_remembered(
    qtbot: QtBot, desk: Desk, page: CalendarPage
) -> None:
    page.bar.views["week"].click()
    assert isinstance(page.view(), WeekView)
    assert page.bar.period.text() == "Week 16 · 19–25 Apr 2027"
    page.use("agenda")
    assert isinstance(page.view(), AgendaView)
    assert page.view().day() == DAY
    assert desk.settings.calendar_view == "agenda"
    again = CalendarPage(desk)
    qtbot.addWidget(again)
    again.show()
    assert isinstance(again.view(), AgendaView)


def test_the_keyboard_chooses_the_view_and_turns(qtbot: QtBot, page: CalendarPage) -> None:
    page.activateWindow()
    page.begin_focus()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(page.view(), Qt.Key.Key_PageDown, alt)
    assert page.bar.period.text() == "May 2027"
    QTest.keyClick(page.view(), Qt.Key.Key_2, alt)
    assert isinstance(page.view(), WeekView)


def test_it_shows_only_what_fits_the_filter(page: CalendarPage) -> None:
    page.filters.clauses["b"].click()
    assert shown(page) == ["Stay"]
    page.filters.show_all()
    page.filters.text.setText("call")
    page.filters.changed.emit()
    assert shown(page) == ["Call"]


def test_it_follows_the_file_and_shows_what_it_had_meanwhile(
    qtbot: QtBot, desk: Desk, page: CalendarPage, trip: Delegation
) -> None:
    with desk.office.writing("create") as session:
        session.add(Delegation(title=Trilingual(en="Another"), reference="2", start=DAY))
    assert shown(page) == ["Call", "Stay", "Trip"]
    qtbot.waitUntil(lambda: "Another" in shown(page))


def test_nothing_is_read_on_the_windows_thread(
    qtbot: QtBot, desk: Desk, page: CalendarPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[threading.Thread] = []
    reading = desk.office.reading

    def told() -> AbstractContextManager[Session]:
        threads.append(threading.current_thread())
        return reading()

    monkeypatch.setattr(desk.office, "reading", told)
    for view in ("week", "agenda", "timeline", "month"):
        page.use(view)
        page.go(date(2028, 6, 1))
        page.reload()
        _read(qtbot, page)
    assert threads
    assert threading.main_thread() not in threads


def test_what_is_asked_for_while_another_is_read_is_read_next(
    qtbot: QtBot, desk: Desk, page: CalendarPage
) -> None:
    with desk.office.writing("create") as session:
        session.add(Exchange(title=Trilingual(en="Far"), reference="E", start=date(2029, 9, 9)))
    page.go(date(2028, 1, 1))
    page.go(date(2029, 9, 1))
    qtbot.waitUntil(lambda: shown(page) == ["Far"])


def test_a_move_is_written_shown_at_once_and_can_be_undone(
    qtbot: QtBot, desk: Desk, page: CalendarPage, trip: Delegation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.calendar.moving._agreed", lambda *_: True)
    view = page.view()
    assert isinstance(view, MonthView)
    span = next(one for one in view.model.spans if one.id == trip.id)
    view.moved.emit([Move(span, 7)])
    moved = {one.id: one.first for one in view.model.spans}
    assert moved[trip.id] == date(2027, 4, 26), "it stays where it was dropped"
    item = next(one.id for one in view.model.spans if one.kind == "item")

    def where(wanted: str) -> date:
        return next(one.first for one in view.model.spans if one.id == wanted)

    qtbot.waitUntil(lambda: where(item) == date(2027, 4, 26))
    assert where(trip.id) == date(2027, 4, 26)
    desk.undo()
    qtbot.waitUntil(lambda: where(trip.id) == DAY)


def test_what_is_opened_and_which_day_is_shown_alone(qtbot: QtBot, page: CalendarPage) -> None:
    view = page.view()
    with qtbot.waitSignal(page.desk.record_asked) as asked:
        view.opened.emit("delegation", "an id", "")
    assert asked.args == ["delegation", "an id"]
    view.day_asked.emit(date(2027, 4, 20))
    assert isinstance(page.view(), AgendaView)
    assert page.view().period()[0] == date(2027, 4, 20)


def test_something_new_may_be_any_of_three(qtbot: QtBot, page: CalendarPage) -> None:
    menu = page.make_menu(DAY, DAY)
    assert [action.text() for action in menu.actions()] == [
        *("New delegation", "New exchange", "New access request"),
    ]
    with qtbot.waitSignal(page.desk.record_asked) as asked:
        menu.actions()[1].trigger()
    assert asked.args is not None
    assert asked.args[0] == "exchange"


def test_holidays_come_by_themselves(qtbot: QtBot, page: CalendarPage) -> None:
    view = page.view()
    assert isinstance(view, MonthView)

    def marked() -> bool:
        return any(one.name == "昭和の日" for one in view.model.marks)

    qtbot.waitUntil(marked)
    page.filters._switch("JP", False)
    assert not marked()


def test_open_tasks_stand_on_their_days_and_move_with_the_mouse_or_are_left_out(
    qtbot: QtBot, desk: Desk, page: CalendarPage, trip: Delegation
) -> None:
    task = Task(delegation_id=trip.id, title=Trilingual(en="Book"), anchor="start", offset_days=-5)
    with desk.office.writing("create") as session:
        session.add(task)
    desk.agenda.start()
    qtbot.waitUntil(lambda: "Book" in shown(page))
    view = page.view()
    assert isinstance(view, MonthView)
    span = next(one for one in view.model.spans if one.id == task.id)
    assert span.first == date(2027, 4, 14)
    view.moved.emit([Move(span, 2)])
    qtbot.waitUntil(
        lambda: [one.first for one in view.model.spans if one.id == task.id] == [date(2027, 4, 16)]
    )
    desk.undo()
    qtbot.waitUntil(
        lambda: [one.first for one in view.model.spans if one.id == task.id] == [date(2027, 4, 14)]
    )
    page.filters.tasks.click()
    assert "Book" not in shown(page)
    assert "tasks" in desk.settings.calendar_hidden
    page.use("timeline")
    assert page.filters.tasks.isHidden()


def test_marked_days_lead_to_where_closures_are_entered(
    qtbot: QtBot, desk: Desk, page: CalendarPage
) -> None:
    menu = page.filters.marks.menu()
    menu.aboutToShow.emit()
    with qtbot.waitSignal(desk.page_asked) as asked:
        menu.actions()[-1].trigger()
    assert asked.args == ["closures"]


def test_the_timeline_is_shown_again_as_it_was_left(
    qtbot: QtBot, desk: Desk, page: CalendarPage
) -> None:
    page.use("timeline")
    view = page.view()
    assert isinstance(view, TimelineView)
    view.timeline.group_by(By.PERSON)
    view.timeline.zoom(20.0)
    view.bar.table.click()
    qtbot.waitUntil(lambda: desk.settings.timeline_day == 20.0)
    again = CalendarPage(desk)
    qtbot.addWidget(again)
    again.resize(1100, 700)
    again.show()
    new = again.view()
    assert isinstance(new, TimelineView)
    assert (new.timeline.by(), new.timeline.per_day()) == (By.PERSON, 20.0)
    assert new.table.isVisible()
    qtbot.waitUntil(lambda: sorted(span.reference for span in new.model.rows()) == ["", "DEL-1"])
    first, end = new.timeline.days()
    assert first < desk.today().toordinal() < end


def test_the_next_month_is_there_before_it_is_asked_for_and_follows_the_file(
    qtbot: QtBot, desk: Desk, page: CalendarPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    may = Exchange(title=Trilingual(en="Later"), reference="EXC-9", start=date(2027, 5, 20))
    with desk.office.writing("create") as session:
        session.add(may)
    _read(qtbot, page)
    monkeypatch.setattr(desk.background, "run", None)
    page.bar.turned.emit(1)
    assert shown(page) == ["Later"]
    monkeypatch.undo()
    page.bar.turned.emit(-1)
    _read(qtbot, page)
    with desk.office.writing("delete") as session:
        session.delete(session.get_one(Exchange, may.id))
    page.bar.turned.emit(1)
    qtbot.waitUntil(lambda: shown(page) == [])
