"""The grid in the programme: what is dropped is done, what collides is told, choices stay."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop import words
from desktop.domain import Trilingual
from desktop.domain.finding import Finding
from desktop.language import Language
from desktop.store import delegations, findings, records
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.grid.lanes import EVERYONE, GROUP, PLACE, Lane, Mode
from desktop.ui.grid.timeline import Timeline
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.table_model import ProgrammeModel
from desktop.ui.switch import LanguageSwitch
from tests.ui.grid.kit import instant
from tests.ui.programme.conftest import MONDAY, TUESDAY, Visit, at, build

NONE = Qt.KeyboardModifier.NoModifier


@dataclass
class Bench:
    """A timeline on the small delegation, and what it asked for."""

    timeline: Timeline
    visit: Visit
    desk: Desk
    opened: list[str]

    def reload(self) -> None:
        """Show what the file has now."""
        self.timeline._model.show(self.visit.programme())
        self.timeline.show_programme()

    def centre(self, name: str) -> QPoint:
        """The middle of an item in the view."""
        grid, row = self.timeline.grid, self.timeline._model.row_of(self.visit.ids[name])
        return grid.visualRect(grid.model().index(row, 0)).center()

    def place(self, slot: int, when: str) -> QPoint:
        """The place of an instant in the middle of a column."""
        scene, frame = self.timeline.grid.scene(), self.timeline.grid.frame()
        column = frame.column(scene, slot, frame.body)
        y = frame.body.top() - frame.offset.y() + scene.y(slot, instant(when))
        return QPoint(column.center().x(), y)

    def lift(self, start: QPoint, end: QPoint) -> None:
        """Press and move, and keep it in the hand."""
        view = self.timeline.grid.viewport()
        QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, start)
        QTest.mouseMove(view, (start + end) / 2)
        QTest.mouseMove(view, end)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press, move, let go."""
        self.lift(start, end)
        view = self.timeline.grid.viewport()
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, end)

    def slot(self, lane: Lane) -> int:
        """The column of a lane."""
        return [each.lane for each in self.timeline.grid.scene().slots].index(lane)

    def accept(self, found: Finding) -> None:
        """Accept what was found."""
        today = self.desk.today()
        self.desk.do("accept", lambda session: findings.accept(session, found, "", "Mette", today))

    def undo_says(self) -> str:
        """What the last action is called."""
        label = self.visit.labels()
        assert label is not None
        return words.unit_label(*label, Language.of("en"))


@pytest.fixture
def visit(office: OfficeFile) -> Visit:
    """The small delegation in the file of this test."""
    return build(office)


@pytest.fixture
def make(qtbot: QtBot, desk: Desk, visit: Visit) -> Callable[[], Bench]:
    """A timeline in a window of its own."""

    def made() -> Bench:
        model = ProgrammeModel(desk.zones)
        actions, moves = Actions(desk, model.programme), Moves(desk, model.programme)
        timeline = Timeline(desk, model, QItemSelectionModel(model), actions, moves)
        bench = Bench(timeline, visit, desk, [])
        timeline.opened.connect(bench.opened.append)
        desk.changed.connect(lambda _kinds: bench.reload())
        qtbot.addWidget(timeline)
        timeline.resize(1100, 900)
        bench.reload()
        timeline.show()
        qtbot.waitExposed(timeline)
        return bench

    return made


@pytest.fixture
def bench(qtbot: QtBot, desk: Desk, make: Callable[[], Bench]) -> Bench:
    """A timeline in an office whose plans have been read."""
    made = make()
    desk.watch.start()
    qtbot.waitUntil(desk.watch.is_ready)
    return made


# -- what is dropped


def test_a_drop_is_one_action_that_says_what_it_was(bench: Bench) -> None:
    bench.drag(bench.centre("visit"), bench.centre("visit") + QPoint(0, look.GRID_HOUR))
    assert bench.visit.item("visit").start == at(MONDAY, "11:00")
    assert bench.visit.item("visit").end == at(MONDAY, "12:30")
    assert bench.undo_says() == "Move “RIKEN visit”"
    bench.desk.undo()
    assert bench.visit.item("visit").start == at(MONDAY, "10:00")
    assert bench.undo_says() != "Move “RIKEN visit”"


def test_what_is_not_placed_is_dropped_into_the_hours_and_taken_out_again(bench: Bench) -> None:
    bench.drag(bench.centre("someday"), bench.place(1, "20 09:00"))
    assert bench.visit.item("someday").start == at(TUESDAY, "09:00")
    tray = QPoint(bench.timeline.grid.viewport().width() - look.XL, 200)
    bench.drag(bench.centre("someday"), tray)
    assert bench.visit.item("someday").start.date is None
    bench.desk.undo()
    assert bench.visit.item("someday").start == at(TUESDAY, "09:00")


def test_another_lane_is_another_group(bench: Bench) -> None:
    bench.timeline.grid.set_mode(Mode.GROUPS)
    bench.timeline.grid.set_day(MONDAY)
    end = bench.place(bench.slot(Lane(GROUP, bench.visit.ids["A"])), "19 10:45")
    start = bench.place(bench.slot(Lane(EVERYONE)), "19 10:45")
    bench.drag(start, end)
    item = bench.visit.item("visit")
    assert [link.group_id for link in item.groups] == [bench.visit.ids["A"]]
    assert not item.everyone
    assert item.start == at(MONDAY, "10:00")
    assert bench.undo_says() == "Give “RIKEN visit” to others"
    bench.desk.undo()
    assert bench.visit.item("visit").everyone


def test_another_lane_is_another_place_and_another_time_in_one_action(bench: Bench) -> None:
    bench.timeline.grid.set_mode(Mode.PLACES)
    bench.timeline.grid.set_day(MONDAY)
    wako = bench.slot(Lane(PLACE, bench.visit.ids["wako"]))
    bench.drag(bench.centre("early"), bench.place(wako, "19 08:45"))
    item = bench.visit.item("early")
    assert item.place_id == bench.visit.ids["wako"]
    assert item.start == at(MONDAY, "08:30")
    assert bench.undo_says() == "Move “Early call”"
    bench.desk.undo()
    item = bench.visit.item("early")
    assert (item.place_id, item.start) == (None, at(MONDAY, "06:30"))


def test_what_is_drawn_is_made_and_its_details_opened(bench: Bench) -> None:
    bench.drag(bench.place(1, "20 09:00"), bench.place(1, "20 10:30"))
    (made,) = bench.opened
    item = bench.visit.programme().item(made)
    assert item is not None
    assert (item.start, item.end) == (at(TUESDAY, "09:00"), at(TUESDAY, "10:30"))
    assert bench.timeline.grid.chosen() == [made]


def test_what_is_pinned_asks_before_it_lets_go(bench: Bench) -> None:
    bench.timeline._moves.set_pinned([bench.visit.ids["visit"]], True)
    bench.drag(bench.centre("visit"), bench.centre("visit") + QPoint(0, look.GRID_HOUR))
    assert bench.visit.item("visit").start == at(MONDAY, "10:00")
    bubble = bench.timeline.bubble
    assert bubble.text() == "This is pinned to its time."
    assert [each.text() for each in bubble.answers()] == ["Leave it", "Unpin"]
    bubble.answers()[1].click()
    assert not bench.visit.item("visit").pinned
    assert bench.timeline.grid.hasFocus()


# -- what collides


def test_marks_follow_what_is_found(qtbot: QtBot, bench: Bench) -> None:
    marks = bench.timeline.grid._marks
    assert bench.visit.ids["visit"] not in marks
    bench.timeline._moves.place_at(bench.visit.ids["early"], at(MONDAY, "10:30"))

    def marked() -> bool:
        return bench.timeline.grid._marks.get(bench.visit.ids["visit"]) == "block"

    qtbot.waitUntil(marked)
    bench.desk.undo()
    qtbot.waitUntil(lambda: not marked())


def test_what_is_accepted_is_not_marked(qtbot: QtBot, bench: Bench) -> None:
    bench.timeline._moves.place_at(bench.visit.ids["early"], at(MONDAY, "10:30"))
    bench.desk.watch.catch_up()
    found = bench.desk.watch.of_booking(bench.visit.ids["early"])
    assert found
    for one in found:
        bench.accept(one)
    early = bench.visit.ids["early"]
    qtbot.waitUntil(lambda: early not in bench.timeline.grid._marks)


def test_what_a_drop_would_cause_is_told_before_it(qtbot: QtBot, bench: Bench) -> None:
    bench.lift(bench.centre("visit"), bench.place(0, "19 13:15"))
    bench.timeline.grid.check_now()
    told = {sentence: severity for severity, sentence in bench.timeline.grid.causes()}
    assert any("RIKEN visit" in sentence and "Seminar" in sentence for sentence in told), told
    assert "block" in told.values()
    assert bench.visit.item("visit").start == at(MONDAY, "10:00")
    QTest.keyClick(bench.timeline.grid, Qt.Key.Key_Escape)
    assert bench.timeline.grid.causes() == ()
    assert bench.visit.item("visit").start == at(MONDAY, "10:00")


def test_times_that_cannot_be_had_are_greyed_with_the_reason(qtbot: QtBot, bench: Bench) -> None:
    bench.lift(bench.centre("early"), bench.centre("early") + QPoint(0, look.GRID_HOUR))
    qtbot.waitUntil(lambda: bool(bench.timeline.grid._busy))
    reasons = [
        reason
        for start, end, reason in bench.timeline.grid._busy
        if (start, end) == (instant("19 10:00"), instant("19 11:30"))
    ]
    assert any("RIKEN visit" in reason for reason in reasons), bench.timeline.grid._busy


def test_days_name_the_holidays_of_both_countries(qtbot: QtBot, bench: Bench) -> None:
    bench.timeline._moves.move_to([bench.visit.ids["early"]], MONDAY.replace(day=29))
    assert list(bench.timeline.grid._notes.values()) == ["Showa Day (Japan)"]


# -- other delegations


def test_another_delegation_of_the_same_days_is_shown(bench: Bench) -> None:
    assert bench.timeline.also.isHidden()
    with bench.desk.office.writing("create") as session:
        other = delegations.create(
            session, MONDAY, title=Trilingual(en="Second visit"), start=TUESDAY, end=TUESDAY
        )
        delegations.add_item(
            session,
            delegation_id=other.id,
            title=Trilingual(en="Tour"),
            start=at(TUESDAY, "09:00"),
            end=at(TUESDAY, "10:00"),
        )
    assert not bench.timeline.also.isHidden()
    menu = bench.timeline.also.menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    (entry,) = menu.actions()
    assert entry.text() == f"{other.reference}  Second visit"
    entry.trigger()
    blocks = [each for each in bench.timeline.grid.scene().blocks if each.other is not None]
    assert len(blocks) == 1
    assert bench.timeline.also.text() == "Also show (1)"
    bench.desk.do("delete", lambda session: records.delete(session, other))
    assert not [each for each in bench.timeline.grid.scene().blocks if each.other is not None]
    assert bench.timeline.also.isHidden()


# -- what is remembered


def test_step_and_size_are_remembered_once_it_is_quiet(
    qtbot: QtBot, desk: Desk, bench: Bench, make: Callable[[], Bench]
) -> None:
    with qtbot.waitSignal(desk.settings_changed):
        bench.timeline.grid.set_step(5)
        bench.timeline.grid.zoom(90)
    assert (desk.settings.grid_step, desk.settings.grid_hour) == (5, 90)
    again = make()
    assert (again.timeline.grid.step(), again.timeline.grid.hour()) == (5, 90)


def test_the_language_switches_marks_and_bar(bench: Bench, switch: LanguageSwitch) -> None:
    bench.timeline.grid.set_mode(Mode.PEOPLE)
    switch.use("da")
    assert bench.timeline.also.text() == "Vis også…"
    assert bench.timeline.bar.modes[Mode.DAYS].text() == "Dage"
