"""The board: a proposal beside the present programme, taken whole, by days, or by single visits."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Item
from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.domain.time import Moment
from desktop.planning.proposal import Change, DayOutline, Placement, Proposal
from desktop.store import programmes
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.drafting.board import Board
from desktop.ui.drafting.draft_grid import Shown
from desktop.ui.switch import LanguageSwitch
from tests.ui.drafting.board_kit import LONG, Visit, on, proposal, visit_of, without

TUESDAY, FRIDAY = date(2027, 4, 20), date(2027, 4, 23)


@pytest.fixture
def visit(desk: Desk) -> Visit:
    return visit_of(desk)


@pytest.fixture
def board(desk: Desk, visit: Visit, qtbot: QtBot) -> Board:
    """The board with the proposal, and all that was accepted in `board.told`."""
    made = Board(desk)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    show(made, visit, proposal(visit))
    return made


@pytest.fixture
def told(board: Board) -> list[list[str]]:
    found: list[list[str]] = []
    board.accepted.connect(found.append)
    return found


def show(board: Board, visit: Visit, drafted: Proposal | None) -> None:
    board.show_proposal(visit.id, drafted, visit.plan, visit.wishes)


def _at_place(number: int) -> tuple[Moment, Moment]:
    """The time of one of many visits: five days, each from 8 o'clock on."""
    day, hour = 19 + number % 5, 8 + number // 5
    return on(day, f"{hour:02}:00"), on(day, f"{hour:02}:45")


def day_of(board: Board, item_id: str) -> date | None:
    row = board.grid.programme_model.row_of(item_id)
    return board.grid.programme_model.line_at(row).day


def test_the_grid_shows_either_side_or_both(board: Board, visit: Visit) -> None:
    nict = visit.ids["nict"]
    scene = board.grid.scene()
    assert day_of(board, nict) == FRIDAY
    assert {block.item_id for block in scene.blocks if block.other is not None} == {
        nict,
        visit.ids["chiba"],
        visit.ids["meti"],
    }
    board.switch[Shown.PROPOSAL].click()
    assert day_of(board, nict) == FRIDAY
    assert not [block for block in board.grid.scene().blocks if block.other is not None]
    board.switch[Shown.PRESENT].click()
    assert day_of(board, nict) == TUESDAY
    assert not [block for block in board.grid.scene().blocks if block.other is not None]
    assert board.shown() == Shown.PRESENT


def test_what_is_left_out_stays_in_the_tray(board: Board, visit: Visit) -> None:
    assert board.grid.scene().tray == (visit.ids["out"],)
    board.show_side(Shown.PRESENT)
    assert set(board.grid.scene().tray) == {visit.ids["out"], visit.ids["new"]}


def test_the_tray_leaves_its_room_to_the_days_of_a_narrow_window(board: Board) -> None:
    board.resize(look.TWO_COLUMNS, 700)
    assert board.grid.frame().tray.isEmpty()
    before = board.grid.currentIndex()
    for _ in range(20):
        QTest.keyClick(board.grid, Qt.Key.Key_Right)
    assert board.grid.currentIndex() != before
    assert board.grid.item_id(board.grid.currentIndex()) not in board.grid.scene().tray


def test_what_changes_stands_out_by_a_word_too(board: Board, visit: Visit) -> None:
    picture = board.grid.picture()
    new, moved = picture.face(visit.ids["new"]), picture.face(visit.ids["nict"])
    assert new.becomes is not None
    assert new.becomes.word == "New"
    assert moved.becomes is not None
    assert moved.becomes.word == "Moved"
    assert new.becomes.icon != moved.becomes.icon
    assert picture.face(visit.ids["wrap"]).calm
    board.show_side(Shown.PRESENT)
    words = {
        each: face.becomes.word
        for each in ("new", "nict")
        if (face := board.grid.picture().face(visit.ids[each])).becomes is not None
    }
    assert words == {"new": "Gets a time", "nict": "Moves away"}


def test_the_legend_explains_what_is_shown(board: Board) -> None:
    assert board.legend.accessibleName().startswith("New  ·  Moved  ·  Now  ·  ≈ estimated")
    board.show_side(Shown.PROPOSAL)
    assert "Now" not in board.legend.accessibleName()
    board.show_side(Shown.PRESENT)
    assert board.legend.accessibleName().startswith("Moves away")


def test_the_legend_leaves_out_what_is_nowhere_to_be_seen(board: Board, visit: Visit) -> None:
    show(board, visit, without(proposal(visit), visit.ids["new"]))
    assert board.legend.accessibleName().startswith("Moved  ·  Now  ·  ≈ estimated")


def test_ways_between_visits_are_told_and_estimates_marked(board: Board) -> None:
    draft = board.grid.picture().marks.draft
    assert draft is not None
    assert any("estimated" in way.text and way.short.startswith("≈") for way in draft.ways)
    assert any("estimated" not in way.text for way in draft.ways)


def test_the_grid_cannot_be_changed(board: Board, visit: Visit) -> None:
    heard = Mock()
    for signal in (board.grid.moved, board.grid.created, board.grid.unplaced):
        signal.connect(heard)
    board.grid.choose([visit.ids["nict"]])
    board.grid.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Left):
        QTest.keyClick(board.grid, key, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(board.grid, Qt.Key.Key_N)
    heard.assert_not_called()


def test_the_list_and_the_grid_lead_each_other(board: Board, visit: Visit) -> None:
    nict, meti = visit.ids["nict"], visit.ids["meti"]
    board.changes.go_to(nict, keyboard=True)
    assert board.grid.chosen() == [nict]
    board.grid.setFocus()
    board.grid.choose([meti])
    assert board.changes.current() == meti
    QTest.keyClick(board.grid, Qt.Key.Key_Space)
    assert board.changes.ticks() == [meti]
    QTest.keyClick(board.grid, Qt.Key.Key_Return)
    row = next(row for row in board.changes.rows() if row.has_keyboard())
    assert (one := row.placement()) is not None
    assert one.item_id == meti


def test_the_first_change_is_in_sight_at_once(board: Board, visit: Visit, qtbot: QtBot) -> None:
    model, grid = board.grid.programme_model, board.grid
    index = grid.model().index(model.row_of(visit.ids["new"]), 0)
    qtbot.waitUntil(lambda: grid.chosen() == [visit.ids["new"]])
    assert grid.frame().body.contains(grid.visualRect(index).center())
    # The officer goes on from there: a better proposal leaves the grid where it is.
    grid.choose([visit.ids["nict"]])
    show(board, visit, without(proposal(visit), visit.ids["meti"]))
    assert grid.chosen() == [visit.ids["nict"]]


def test_what_is_asked_is_whole_in_a_small_window_too(board: Board, visit: Visit) -> None:
    board.resize(560, 440)
    board.accept([visit.ids["chiba"]])
    QApplication.processEvents()
    line = board.clash
    assert line.height() >= line.heightForWidth(line.width())
    assert board.rect().contains(line.geometry())


def test_what_is_ticked_is_accepted_and_the_button_says_how_much(
    board: Board, visit: Visit, told: list[list[str]]
) -> None:
    assert not board.accept_ticked.isEnabled()
    board.changes.turn(visit.ids["meti"])
    board.changes.turn(visit.ids["new"])
    assert board.accept_ticked.text() == "Accept 2 ticked"
    board.accept_ticked.click()
    assert told == [[visit.ids["new"], visit.ids["meti"]]]
    board.tick_all.click()
    assert len(board.changes.ticks()) == 4
    assert board.tick_all.text() == "Tick none"
    board.accept_ticked.click()
    assert len(told[-1]) == 4
    board.tick_all.click()
    assert board.changes.ticks() == []


def test_what_collides_with_the_present_is_said_before_and_taken_along(
    board: Board, visit: Visit, told: list[list[str]]
) -> None:
    tuesday = board.changes.heading(TUESDAY)
    assert tuesday is not None
    tuesday.accept.click()
    assert told == []
    assert board.clash.isVisible()
    said = board.clash.sentence.text()
    assert "QST Chiba" in said
    assert "collides with" in said
    assert "NICT" in said
    assert QApplication.focusWidget() is board.clash.take
    QTest.keyClick(board.clash.take, Qt.Key.Key_Escape)
    assert told == []
    assert not board.clash.isVisible()
    tuesday.accept.click()
    board.clash.take.click()
    assert told == [[visit.ids["chiba"], visit.ids["nict"]]]
    tuesday.accept.click()
    board.clash.anyway.click()
    assert told[-1] == [visit.ids["chiba"]]
    assert not board.clash.isVisible()


def test_what_the_rules_would_find_is_said_before_as_well(
    board: Board, visit: Visit, told: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = visit.ids

    def caused(times: Mapping[str, tuple[Moment, Moment]]) -> list[Finding]:
        assert times[ids["meti"]] == (on(22, "16:00"), on(22, "17:00"))
        return [Finding(Rule.TRAVEL_TIME, Severity.WARNING, (ids["meti"], ids["chiba"]), ())]

    watch = Mock(is_ready=lambda: True, would_cause=caused)
    monkeypatch.setattr(board._desk, "watch", watch)
    board.accept([ids["meti"]])
    assert told == []
    assert "QST Chiba" in board.clash.sentence.text()


def test_after_a_part_was_stored_the_rest_is_left_to_accept(board: Board, visit: Visit) -> None:
    nict = visit.ids["nict"]

    def work(session: Session) -> None:
        programmes.set_times(session, {nict: (on(23, "10:00"), on(23, "11:30"))})

    visit.desk.do("item.move", work)
    assert nict not in [one.item_id for row in board.changes.rows() if (one := row.placement())]
    assert len(board.changes.rows()) == 3
    assert board.grid.picture().face(nict).calm
    board.show_side(Shown.PRESENT)
    assert day_of(board, nict) == FRIDAY


def test_a_change_while_it_is_hidden_is_shown_when_it_comes_back(
    board: Board, visit: Visit
) -> None:
    board.hide()
    nict = visit.ids["nict"]
    visit.desk.do(
        "item.move",
        lambda session: programmes.set_times(session, {nict: (on(23, "10:00"), on(23, "11:30"))}),
    )
    board.show()
    assert len(board.changes.rows()) == 3


def test_a_better_proposal_takes_the_place_of_the_one_before(
    board: Board, visit: Visit, told: list[list[str]]
) -> None:
    board.accept([visit.ids["chiba"]])
    assert board.clash.isVisible()
    show(board, visit, without(proposal(visit), visit.ids["chiba"]))
    assert not board.clash.isVisible()  # it asked about what is proposed no more
    assert len(board.changes.rows()) == 3
    board.accept([visit.ids["chiba"]])
    assert told == []


def test_without_a_proposal_the_present_programme_is_shown_as_it_is(
    board: Board, visit: Visit
) -> None:
    show(board, visit, None)
    assert day_of(board, visit.ids["nict"]) == TUESDAY
    assert not board.grid.picture().face(visit.ids["wrap"]).calm
    assert not board.accept_ticked.isVisible()
    assert not board.switch[Shown.PROPOSAL].isEnabled()


def test_the_list_stands_below_the_grid_where_there_is_little_room(board: Board) -> None:
    assert board.splitter.orientation() == Qt.Orientation.Horizontal
    board.resize(640, 560)
    assert board.splitter.orientation() == Qt.Orientation.Vertical
    assert all(board.splitter.sizes())
    board.resize(1100, 640)
    assert board.splitter.orientation() == Qt.Orientation.Horizontal


def test_forty_visits_are_all_there(board: Board, visit: Visit) -> None:
    with visit.desk.office.writing("create") as session:
        items = [Item(delegation_id=visit.id, title=LONG) for _n in range(40)]
        session.add_all(items)
    ids = [item.id for item in items]
    before = on(18, "09:00"), on(18, "10:00")
    placements = tuple(
        Placement(each, *_at_place(n), Change.MOVED, before) for n, each in enumerate(ids)
    )
    days = tuple(DayOutline(date(2027, 4, 19 + n)) for n in range(5))
    show(board, visit, Proposal(visit.id, placements=placements, days=days))
    assert len(board.changes.rows()) == len(ids) == 40
    board.changes.begin_focus()
    for _time in range(39):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Down)
    last = board.changes.rows()[-1].placement()
    assert last is not None
    assert board.grid.chosen() == [last.item_id]


def test_everything_follows_the_language_and_the_theme(
    board: Board, visit: Visit, switch: LanguageSwitch, qapp: QApplication
) -> None:
    english = board.grab().toImage()
    switch.use("ja")
    texts = board.grid.programme_model.texts()
    assert texts.language.code == "ja"
    draft = board.grid.picture().marks.draft
    assert draft is not None
    assert "4/23（金）" in draft.told(visit.ids["nict"])
    japanese = board.grab().toImage()
    look.apply(qapp, "dark")
    assert board.grab().toImage() != japanese != english
    look.apply(qapp, "light")


def test_every_control_has_a_name(board: Board) -> None:
    from PySide6.QtWidgets import QAbstractButton

    buttons = board.findChildren(QAbstractButton)
    assert all(button.accessibleName() or button.text() for button in buttons)
    assert board.grid.accessibleName()


def test_a_placement_with_another_time_is_another_change(board: Board, visit: Visit) -> None:
    drafted = proposal(visit)
    nict = next(one for one in drafted.placements if one.item_id == visit.ids["nict"])
    later = replace(nict, start=on(23, "12:00"), end=on(23, "13:00"))
    rest = without(drafted, nict.item_id)
    show(board, visit, replace(drafted, placements=(*rest.placements, later)))
    item = board.grid.programme_model.programme().item(nict.item_id)
    assert item is not None
    assert item.start == on(23, "12:00")
