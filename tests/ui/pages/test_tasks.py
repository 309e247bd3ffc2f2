"""The Tasks page: what is due over all records, filtered, ticked off, given to others."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.domain import AccessRequest, Delegation, Exchange, Task, Trilingual
from desktop.language import use
from desktop.store import records
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.forms import TextField
from desktop.ui.pages.tasks import TasksPage
from desktop.ui.switch import LanguageSwitch
from desktop.ui.tasks.arranged import WAITING, Grouping
from desktop.ui.tasks.due import Due, DueField
from desktop.ui.tasks.task_list import TaskList
from desktop.ui.tasks.task_menu import OneField
from desktop.ui.window import MainWindow

MONDAY = date(2026, 11, 23)


@pytest.fixture
def ids(desk: Desk) -> dict[str, str]:
    """Three records with tasks at all times; the names of records and tasks lead to their ids."""
    trip = Delegation(
        reference="DEL-2027-001",
        title=Trilingual(en="Trip", da="Rejse"),
        start=date(2027, 4, 17),
        end=date(2027, 4, 24),
    )
    stay = Exchange(reference="EXC-2027-001", title=Trilingual(en="Stay"), start=date(2027, 1, 11))
    visit = AccessRequest(reference="ACC-2027-001", title=Trilingual(en="Beam time"))
    off = Delegation(reference="DEL-2027-009", status="cancelled")
    made = {"trip": trip, "stay": stay, "visit": visit}
    tasks = {
        "late": Task(delegation_id=trip.id, due=date(2026, 11, 20), officer="Mette Demo"),
        "today": Task(exchange_id=stay.id, due=MONDAY, turn="guest"),
        "sunday": Task(exchange_id=stay.id, due=date(2026, 11, 29), officer="Bo Prøvesen"),
        # Counted to a Sunday, so due on the Friday before it.
        "month": Task(exchange_id=stay.id, anchor="start", offset_days=-22, turn="host"),
        "later": Task(access_id=visit.id, due=date(2027, 3, 1)),
        "someday": Task(access_id=visit.id, anchor="start", offset_days=-7),
        "done": Task(delegation_id=trip.id, due=MONDAY, done=date(2026, 11, 2)),
        "called off": Task(delegation_id=off.id, due=MONDAY),
    }
    for name, task in tasks.items():
        task.title = Trilingual(en=name)
    with desk.office.writing("create") as session:
        session.add_all([*made.values(), off, *tasks.values()])
    return {name: one.id for name, one in (made | tasks).items()}


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, ids: dict[str, str]) -> TasksPage:
    made = TasksPage(desk)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitSignal(desk.agenda.changed):
        made.show()
    return made


def _titles(page: TasksPage) -> list[str]:
    return [one.row.title.en for one in page.list.tasks()]


def _headings(page: TasksPage) -> list[tuple[str, int]]:
    return [(one.text(), one.number) for one in page.list.headings()]


def _choose(page: TasksPage, *names: str) -> None:
    page.list.clearSelection()
    entries = [str(page.list.model().index(at, 0).data()) for at in _rows(page)]
    for name in names:
        at = next(at for at, text in enumerate(entries) if text.startswith(f"{name},"))
        model = page.list.selectionModel()
        index = page.list.model().index(at, 0)
        model.setCurrentIndex(index, model.SelectionFlag.Select)


def _rows(page: TasksPage) -> range:
    return range(page.list.model().rowCount())


def _chosen(page: TasksPage) -> list[str]:
    return [one.row.title.en for one in page.list.chosen()]


def _stored(desk: Desk, task: str) -> Task:
    return desk.read(lambda session: records.get(session, Task, task))


def test_what_is_due_stands_under_its_time(page: TasksPage) -> None:
    assert page.title() == "Tasks"
    assert _headings(page) == [
        ("Overdue", 1),
        ("This week", 2),
        ("Next four weeks", 1),
        ("Later", 1),
        ("No date yet", 1),
    ]
    assert _titles(page) == ["late", "today", "sunday", "month", "later", "someday"]
    assert page._count.text() == "6"


def test_a_row_says_all_of_a_task(page: TasksPage) -> None:
    said = [str(page.list.model().index(at, 0).data()) for at in _rows(page)]
    assert said[0] == "Overdue (1)"
    assert said[1] == (
        "late, Overdue: 20 Nov 2026, 3 days ago, Delegation, "
        "DEL-2027-001 Trip · Our office · Mette Demo"
    )
    month = next(text for text in said if text.startswith("month"))
    assert month.startswith("month, Due 18 Dec 2026, in 25 days, Exchange")


def test_it_is_grouped_by_record_turn_and_officer(page: TasksPage) -> None:
    def group(by: Grouping) -> list[tuple[str, int]]:
        page._by.setCurrentIndex(list(Grouping).index(by))
        page._by.activated.emit(0)
        return _headings(page)

    assert group(Grouping.RECORD) == [
        ("DEL-2027-001 Trip", 1),
        ("EXC-2027-001 Stay", 3),
        ("ACC-2027-001 Beam time", 2),
    ]
    assert group(Grouping.TURN) == [("Our office", 4), ("Guest or researcher", 1), ("Host", 1)]
    assert group(Grouping.OFFICER) == [("Bo Prøvesen", 1), ("Mette Demo", 1), ("No officer", 4)]


def test_it_is_filtered_by_kind_turn_officer_and_text(page: TasksPage) -> None:
    def choose(choice: str, data: object) -> list[str]:
        page.show_all()
        box = getattr(page, choice)
        box.setCurrentIndex(box.findData(data))
        box.activated.emit(0)
        return _titles(page)

    assert choose("_kind", "exchange") == ["today", "sunday", "month"]
    assert choose("_turn", WAITING) == ["today", "month"]
    assert choose("_turn", "office") == ["late", "sunday", "later", "someday"]
    assert choose("_officer", "Mette Demo") == ["late"]
    assert choose("_officer", "") == ["today", "month", "later", "someday"]
    page.show_all()
    for typed, found in (
        ("beam SOME", ["someday"]),
        ("provesen", ["sunday"]),
        ("rejse", ["late"]),
        ("nothing like it", []),
    ):
        page._filter.setText(typed)
        page._show()
        assert _titles(page) == found
    assert page._hidden.isVisible()
    assert not page._nothing.isVisible()
    assert not page.list.isVisible()
    page.show_all()
    assert len(_titles(page)) == 6


def test_a_choice_can_be_asked_for_from_elsewhere(page: TasksPage) -> None:
    page.choose(turn=WAITING, by=Grouping.RECORD)
    assert _headings(page) == [("EXC-2027-001 Stay", 2)]


def test_what_is_done_is_shown_on_demand(page: TasksPage) -> None:
    page._done.click()
    assert _headings(page)[-1] == ("Done", 1)
    assert _titles(page)[-1] == "done"
    assert "called off" not in _titles(page)
    page._by.setCurrentIndex(list(Grouping).index(Grouping.RECORD))
    page._by.activated.emit(0)
    # It stands below what is open in each group.
    assert _titles(page)[:2] == ["late", "done"]


def test_space_ticks_off_and_the_keyboard_stays_in_its_place(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    page.begin_focus()
    assert _chosen(page) == ["late"]
    with qtbot.waitSignals([desk.agenda.changed, desk.noticed]):
        QTest.keyClick(page.list, Qt.Key.Key_Space)
        # At once, so that a second press is for the next one.
        assert _chosen(page) == ["today"]
    assert _titles(page)[0] == "today"
    assert _chosen(page) == ["today"]
    assert _stored(desk, ids["late"]).done == MONDAY
    assert desk.office.undo_label() == ("task.done", {})
    with qtbot.waitSignal(desk.agenda.changed):
        desk.undo()
    assert _titles(page)[0] == "late"


def test_many_are_ticked_off_as_one_action(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    page.begin_focus()
    QTest.keyClick(page.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(_chosen(page)) == 6
    with qtbot.waitSignal(desk.agenda.changed):
        QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert told == ["6 tasks done."]
    assert desk.office.undo_label() == ("task.done_many", {"count": 6})
    # A step that is counted keeps the day it was due.
    assert _stored(desk, ids["month"]).due == date(2026, 12, 18)
    assert page._nothing.isVisible()
    assert page._count.text() == ""
    with qtbot.waitSignal(desk.agenda.changed):
        desk.undo()
    assert len(_titles(page)) == 6
    assert _stored(desk, ids["month"]).due is None


def test_a_tick_is_taken_back(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    page._done.click()
    _choose(page, "done")
    with qtbot.waitSignal(desk.agenda.changed):
        QTest.keyClick(page.list, Qt.Key.Key_Space)
    assert _stored(desk, ids["done"]).done is None
    assert desk.office.undo_label() == ("task.undone", {})


def test_the_keys_pass_over_headings(qtbot: QtBot, page: TasksPage) -> None:
    page.begin_focus()
    seen = []
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_End, Qt.Key.Key_Down):
        QTest.keyClick(page.list, key)
        seen += _chosen(page)
    assert seen == ["today", "sunday", "today", "someday", "someday"]
    QTest.keyClick(page.list, Qt.Key.Key_Home)
    assert _chosen(page) == ["late"]
    QTest.keyClick(page.list, Qt.Key.Key_Up)
    assert _chosen(page) == ["late"]
    QTest.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert _chosen(page) == ["late", "today"]
    QTest.keyClick(page.list, Qt.Key.Key_PageDown)
    assert _chosen(page) == ["someday"]


def test_letters_go_to_the_filter_and_return_back_to_the_list(
    qtbot: QtBot, page: TasksPage
) -> None:
    page.activateWindow()
    page.begin_focus()
    QTest.keyClicks(page.list, "s")
    assert page._filter.text() == "s"
    QTest.keyClicks(page._filter, "unday")
    QTest.keyClick(page._filter, Qt.Key.Key_Return)
    assert _titles(page) == ["sunday"]
    assert _chosen(page) == ["sunday"]


def test_return_and_a_double_click_open_the_record_at_the_task(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    asked: list[tuple[str, ...]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    desk.part_asked.connect(lambda part: asked.append((part,)))
    page.begin_focus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    assert asked == [("delegation", ids["trip"]), (ids["late"],)]
    _mouse(page.list, 1, QEvent.Type.MouseButtonDblClick, x=300)
    assert asked[2:] == asked[:2]


def _mouse(shown: TaskList, row: int, kind: QEvent.Type, x: int) -> None:
    place = QPointF(x, shown.visualRect(shown.model().index(row, 0)).center().y())
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(
        kind, place, shown.viewport().mapToGlobal(place), left, left, Qt.KeyboardModifier.NoModifier
    )
    if kind == QEvent.Type.MouseButtonDblClick:
        shown.mouseDoubleClickEvent(event)
    else:
        shown.mousePressEvent(event)


def test_a_click_on_the_box_ticks_that_task_alone(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    _choose(page, "sunday")
    with qtbot.waitSignal(desk.agenda.changed):
        _mouse(page.list, 1, QEvent.Type.MouseButtonPress, x=12)
        # The second press of a double click must not tick what moved up.
        _mouse(page.list, 1, QEvent.Type.MouseButtonDblClick, x=12)
    assert _stored(desk, ids["late"]).done == MONDAY
    assert _titles(page) == ["today", "sunday", "month", "later", "someday"]
    assert _chosen(page) == ["sunday"]


def test_the_menu_gives_tasks_to_an_officer(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    _choose(page, "today", "later")
    menu = page.menu.make(page.list.chosen(), ["Bo Prøvesen", "Mette Demo"])
    who = next(action.menu() for action in menu.actions() if action.text() == "Officer")
    mette = next(action for action in who.actions() if action.text() == "Mette Demo")  # type: ignore[attr-defined]
    with qtbot.waitSignal(desk.agenda.changed):
        mette.trigger()
    assert {_stored(desk, ids[name]).officer for name in ("today", "later")} == {"Mette Demo"}
    assert desk.office.undo_label() == ("edit", {"kind": "task"})
    assert _chosen(page) == ["today", "later"]


def test_another_due_date_is_given_to_all_that_are_chosen(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    _choose(page, "today", "month")
    asked: list[OneField] = []

    def answer(dialog: OneField) -> int:
        asked.append(dialog)
        if isinstance(dialog.field, DueField):
            dialog.field.set_value(Due("fixed", date(2027, 2, 1)))
        elif isinstance(dialog.field, TextField):
            dialog.field.set_value("Keiko Mihon")
        return 1

    monkeypatch.setattr(OneField, "exec", answer)
    menu = page.menu.make(page.list.chosen(), [])
    change = next(action for action in menu.actions() if action.text() == "Change due date…")
    with qtbot.waitSignal(desk.agenda.changed):
        change.trigger()
    for name in ("today", "month"):
        task = _stored(desk, ids[name])
        assert (task.anchor, task.due, task.offset_days) == ("fixed", date(2027, 2, 1), 0)
    who = next(action.menu() for action in menu.actions() if action.text() == "Officer")
    other = next(action for action in who.actions() if action.text() == "Another name…")  # type: ignore[attr-defined]
    with qtbot.waitSignal(desk.agenda.changed):
        other.trigger()
    assert _stored(desk, ids["month"]).officer == "Keiko Mihon"
    assert len(asked) == 2


def test_it_follows_what_is_changed_elsewhere(
    qtbot: QtBot, desk: Desk, page: TasksPage, ids: dict[str, str]
) -> None:
    with qtbot.waitSignal(desk.agenda.changed), desk.office.writing("edit") as session:
        records.update(session, Exchange, ids["stay"], start=date(2026, 12, 1))
    assert _titles(page)[:2] == ["month", "late"]
    page.hide()
    with qtbot.waitSignal(desk.agenda.changed), desk.office.writing("delete") as session:
        records.delete(session, records.get(session, Delegation, ids["trip"]))
    page.show()
    assert "late" not in _titles(page)


def test_it_speaks_the_language_of_the_moment(page: TasksPage, switch: LanguageSwitch) -> None:
    switch.use("da")
    assert page.title() == "Opgaver"
    assert _headings(page)[0] == ("Overskredet", 1)
    assert "Rejse" in str(page.list.model().index(1, 0).data())
    use("en")


def test_an_office_without_tasks_is_told_so(qtbot: QtBot, desk: Desk) -> None:
    page = TasksPage(desk)
    qtbot.addWidget(page)
    with qtbot.waitSignal(desk.agenda.changed):
        page.show()
        assert page._reading.isVisible()
    assert page._nothing.isVisible()
    assert not page._reading.isVisible()
    assert not page._filters.isVisible()


def test_the_sidebar_counts_what_is_overdue(
    qtbot: QtBot, desk: Desk, switch: LanguageSwitch, ids: dict[str, str]
) -> None:
    with qtbot.waitSignal(desk.agenda.changed):
        window = MainWindow(desk, contents.pages(), contents.editors(), switch=switch)
        qtbot.addWidget(window)
        window.show()
    assert window.sidebar._buttons["tasks"].accessibleName() == "Tasks (1)"
