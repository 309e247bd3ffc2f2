""" "Find a time" as it is reached from the window: for an item, for a new one, for nothing yet."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import words
from desktop.domain import Delegation, Item, Member, Moment, Person, Trilingual
from desktop.language import Language
from desktop.store import delegations, records
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.free.asking import FindTime
from desktop.ui.free.dialog import FindTimeDialog
from desktop.ui.switch import LanguageSwitch
from desktop.ui.window import MainWindow

MONDAY, TUESDAY = date(2027, 4, 19), date(2027, 4, 20)
TOKYO = "Asia/Tokyo"


def at(hour: int, minute: int = 0) -> Moment:
    return Moment(MONDAY, time(hour, minute), TOKYO)


@pytest.fixture
def trip(desk: Desk) -> tuple[str, str]:
    """A visit of one person with one meeting at seven in the morning; both ids."""
    with desk.office.writing("create") as session:
        person = records.add(session, Person(family="Prøvesen", given="Ida"))
        made: Delegation = delegations.create(
            session, MONDAY, title=Trilingual(en="Visit"), start=MONDAY, end=TUESDAY
        )
        made.visit_zone = TOKYO
        session.add(Member(delegation_id=made.id, person_id=person.id))
        item = delegations.add_item(
            session,
            delegation_id=made.id,
            title=Trilingual(en="Talk"),
            start=at(7),
            end=at(8),
        )
    return made.id, item.id


@pytest.fixture
def window(qtbot: QtBot, desk: Desk, switch: LanguageSwitch, trip: tuple[str, str]) -> MainWindow:
    """The main window with what an officer has in it."""
    window = MainWindow(desk, contents.pages(), contents.editors(), switch=switch)
    FindTime(desk, window)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def ready(qtbot: QtBot, desk: Desk, window: MainWindow) -> None:
    """The plans have been read."""
    desk.watch.start()
    qtbot.waitUntil(desk.watch.is_ready)


@pytest.fixture
def answering() -> Callable[[Callable[[FindTimeDialog], object]], list[str]]:
    """Answer the next dialog, once it has its times; gives what it will have offered."""
    timers: list[QTimer] = []

    def answer(act: Callable[[FindTimeDialog], object]) -> list[str]:
        seen: list[str] = []
        timer = QTimer()
        timer.setInterval(10)

        def look() -> None:
            box = QApplication.activeModalWidget()
            if isinstance(box, FindTimeDialog) and not box.is_asking():
                timer.stop()
                seen.extend(box.times.texts() or ["nobody is named"])
                try:
                    act(box)
                finally:
                    box.close()

        timer.timeout.connect(look)
        timer.start()
        timers.append(timer)
        return seen

    return answer


def press_find(window: MainWindow) -> None:
    QTest.keySequence(window, QKeySequence("Ctrl+T"))


def place(box: FindTimeDialog) -> None:
    QTest.keyClick(box.times, Qt.Key.Key_Return)


def editor(window: MainWindow) -> DelegationEditor:
    page = window.current_page()
    assert isinstance(page, DelegationEditor)
    return page


def items(desk: Desk, trip: str) -> list[Item]:
    return desk.read(lambda session: records.parts(session, Item, "delegation", trip))


Answering = Callable[[Callable[[FindTimeDialog], object]], list[str]]


@pytest.mark.usefixtures("ready")
def test_an_item_that_is_selected_is_moved(
    desk: Desk, window: MainWindow, trip: tuple[str, str], answering: Answering
) -> None:
    desk.open("delegation", *trip)
    seen = answering(place)
    press_find(window)
    assert seen
    (item,) = items(desk, trip[0])
    assert item.start.date in (MONDAY, TUESDAY)
    assert item.start.time is not None
    assert item.start.time >= time(9)
    assert item.end == item.start.moved(minutes=60)
    label = desk.office.undo_label()
    assert label is not None
    assert words.unit_label(*label, Language.of("en")) == "Move “Talk”"
    desk.undo()
    assert items(desk, trip[0])[0].start == at(7)


@pytest.mark.usefixtures("ready")
def test_a_new_item_comes_into_the_record_and_is_shown(
    qtbot: QtBot,
    desk: Desk,
    window: MainWindow,
    trip: tuple[str, str],
    answering: Answering,
) -> None:
    desk.open("delegation", trip[0])

    def ask(box: FindTimeDialog) -> None:
        people = box.question.field("people")
        people.set_value(tuple(desk.watch.plan.people))
        people.edited.emit(people.value())
        qtbot.waitUntil(lambda: not box.is_asking())
        place(box)

    seen = answering(ask)
    press_find(window)
    assert seen
    made = [item for item in items(desk, trip[0]) if item.id != trip[1]]
    assert len(made) == 1
    assert not made[0].everyone
    assert editor(window).chosen_booking() == made[0].id
    assert window.bar.text() == "The time is in the programme."
    desk.undo()
    assert [item.id for item in items(desk, trip[0])] == [trip[1]]


@pytest.mark.usefixtures("ready")
def test_without_a_record_the_time_is_copied_on_both_clocks(
    desk: Desk, window: MainWindow, trip: tuple[str, str]
) -> None:
    (finder,) = window.findChildren(FindTime)
    start = at(16)
    assert finder._add("", "", start, start.moved(minutes=60), None)
    copied = QGuiApplication.clipboard().text()
    assert "16:00–17:00" in copied
    assert "09:00–10:00" in copied
    assert window.bar.text() == f"Copied: {copied}"
    assert len(items(desk, trip[0])) == 1


def test_it_waits_until_the_plans_have_been_read(
    qtbot: QtBot, desk: Desk, window: MainWindow, trip: tuple[str, str], answering: Answering
) -> None:
    desk.open("delegation", *trip)
    desk.watch._checker = None  # as it is before the reading is done
    assert not desk.watch.is_ready()
    seen = answering(lambda _box: None)
    press_find(window)
    qtbot.waitUntil(lambda: bool(seen))
    assert desk.watch.is_ready()


@pytest.mark.usefixtures("ready")
def test_what_is_pinned_is_not_moved_and_says_so(
    desk: Desk, window: MainWindow, trip: tuple[str, str]
) -> None:
    desk.do("edit", lambda session: records.update(session, Item, trip[1], pinned=True))
    desk.open("delegation", *trip)
    press_find(window)
    assert window.bar.text() == "“Talk” is pinned to its time. Unpin it first."
    assert items(desk, trip[0])[0].start == at(7)
