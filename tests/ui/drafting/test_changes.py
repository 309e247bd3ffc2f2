"""The list of changes: said day by day, walked with arrows, ticked, and asked for."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.planning.proposal import Proposal
from desktop.ui.desk import Desk
from desktop.ui.drafting.change_row import ChangeRow
from desktop.ui.drafting.changes import Changes
from desktop.ui.drafting.proposed import Proposed
from desktop.ui.programme.programme import read_programme
from desktop.ui.switch import LanguageSwitch
from tests.ui.drafting.board_kit import Visit, on, proposal, visit_of, without

MONDAY, TUESDAY, FRIDAY = date(2027, 4, 19), date(2027, 4, 20), date(2027, 4, 23)
Load = Callable[[Proposal | None], None]


@pytest.fixture
def visit(desk: Desk) -> Visit:
    return visit_of(desk)


@pytest.fixture
def changes(qtbot: QtBot) -> Changes:
    made = Changes()
    qtbot.addWidget(made)
    made.resize(360, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def load(changes: Changes, visit: Visit) -> Load:
    """Show a proposal in the list."""

    def show(drafted: Proposal | None) -> None:
        present = visit.desk.read(lambda session: read_programme(session, "delegation", visit.id))
        proposed = Proposed.of(present, drafted) if drafted is not None else None
        changes.load(proposed, visit.plan, visit.wishes)

    show(proposal(visit))
    return show


def row_of(changes: Changes, item_id: str) -> ChangeRow:
    return next(
        row for row in changes.rows() if (one := row.placement()) and one.item_id == item_id
    )


def texts(widget: QWidget) -> list[str]:
    found = widget.findChildren(QLabel)
    return [label.text() for label in found if not label.isHidden() and label.text()]


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(key: Qt.Key, times: int = 1) -> None:
    for _time in range(times):
        QTest.keyClick(focus(), key)


@pytest.mark.usefixtures("load")
def test_each_day_says_what_it_costs_and_each_line_what_becomes_of_an_item(
    changes: Changes, visit: Visit
) -> None:
    tuesday = changes.heading(TUESDAY)
    assert tuesday is not None
    assert "Tuesday 20 April 2027" in texts(tuesday)
    assert any("30 min more on the way" in text for text in texts(tuesday))
    assert not any("QST" in text for text in texts(tuesday))  # that is said in its line
    nict = row_of(changes, visit.ids["nict"])
    sentence = next(text for text in texts(nict) if "NICT" in text)
    assert "Tue 20 Apr" in sentence
    assert "Fri 23 Apr" in sentence
    # Of what was confirmed the host is told anew; of what the sentence says nothing is said twice.
    assert not nict._letter.isHidden()
    assert texts(nict) == [sentence]
    chiba = row_of(changes, visit.ids["chiba"])
    assert chiba._letter.isHidden()
    assert "10 min more on the way" in " ".join(texts(row_of(changes, visit.ids["meti"])))


@pytest.mark.usefixtures("load")
def test_a_screen_reader_hears_the_whole_line_where_the_keyboard_is(
    changes: Changes, visit: Visit
) -> None:
    changes.go_to(visit.ids["nict"], keyboard=True)
    told = focus().accessibleName()
    assert "NICT" in told
    assert "Fri 23 Apr" in told
    assert "New letter" in told


@pytest.mark.usefixtures("load")
def test_what_stays_is_folded_away_until_it_is_wanted(changes: Changes, visit: Visit) -> None:
    friday = changes.heading(FRIDAY)
    assert friday is not None
    assert friday.fold.text() == "1 stays as it is"
    assert len(changes.rows()) == 4
    friday.fold.click()
    row = row_of(changes, visit.ids["wrap"])
    assert row.isVisible()
    assert not row.tick.isVisible()
    assert not row.accept.isVisible()
    assert "stays" in texts(row)[0]
    friday.fold.click()
    assert not row.isVisible()
    # What the grid leads to is unfolded.
    changes.go_to(visit.ids["wrap"])
    assert row.isVisible()
    assert changes.current() == visit.ids["wrap"]


def test_a_day_on_which_all_stays_takes_little_room(
    changes: Changes, visit: Visit, load: Load
) -> None:
    friday = changes.heading(FRIDAY)
    assert friday is not None
    assert not friday.isAncestorOf(friday.fold)
    drafted = proposal(visit)
    load(without(drafted, visit.ids["nict"]))
    assert friday.isAncestorOf(friday.fold)
    assert friday.fold.isVisible()
    friday.fold.click()
    assert row_of(changes, visit.ids["wrap"]).isVisible()
    load(drafted)
    assert not friday.isAncestorOf(friday.fold)
    assert friday.fold.isVisible()


@pytest.mark.usefixtures("load")
def test_arrows_walk_space_ticks_and_return_asks_for_what_is_ticked(
    changes: Changes, visit: Visit, qtbot: QtBot
) -> None:
    ids = visit.ids
    at: list[str] = []
    changes.current_changed.connect(at.append)
    changes.begin_focus()
    press(Qt.Key.Key_Down, 2)
    assert changes.current() == ids["meti"] == at[-1]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_End)
    assert changes.current() == ids["nict"]
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Home)
    assert changes.current() == ids["new"]
    assert changes.ticks() == [ids["meti"], ids["nict"]]
    with qtbot.waitSignal(changes.accept_asked) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == [[ids["meti"], ids["nict"]]]
    changes.turn(ids["meti"])
    changes.turn(ids["nict"])
    with qtbot.waitSignal(changes.accept_asked) as asked:
        press(Qt.Key.Key_Return)
    assert asked.args == [[ids["new"]]]
    QTest.keyClick(focus(), Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert len(changes.ticks()) == 4


@pytest.mark.usefixtures("load")
def test_tab_leads_to_one_line_of_the_list_alone(changes: Changes) -> None:
    policies = [row.tick.focusPolicy() for row in changes.rows()]
    assert policies.count(Qt.FocusPolicy.StrongFocus) == 1


@pytest.mark.usefixtures("load")
def test_a_day_and_a_line_are_asked_for_with_a_button(
    changes: Changes, visit: Visit, qtbot: QtBot
) -> None:
    tuesday = changes.heading(TUESDAY)
    assert tuesday is not None
    assert tuesday.accept.accessibleName() == "Accept Tue 20 Apr"
    with qtbot.waitSignal(changes.accept_asked) as asked:
        tuesday.accept.click()
    assert asked.args == [[visit.ids["chiba"]]]
    row = row_of(changes, visit.ids["nict"])
    assert "NICT" in row.accept.accessibleName()
    with qtbot.waitSignal(changes.accept_asked) as asked:
        row.accept.click()
    assert asked.args == [[visit.ids["nict"]]]


def test_a_better_proposal_keeps_ticks_on_what_is_the_same(
    changes: Changes, visit: Visit, load: Load
) -> None:
    ids = visit.ids
    for each in ("nict", "meti"):
        changes.turn(ids[each])
    changes.go_to(ids["meti"], keyboard=True)
    better = proposal(visit)
    moved = visit.placed("nict", on(23, "12:00"), on(23, "13:30"))
    same = without(better, ids["nict"])
    load(Proposal(visit.id, placements=(*same.placements, moved), days=better.days))
    # The officer agreed to ten o'clock, not to noon.
    assert changes.ticks() == [ids["meti"]]
    assert changes.current() == ids["meti"]
    assert row_of(changes, ids["meti"]).has_keyboard()
    load(without(better, ids["meti"]))
    assert changes.ticks() == []
    assert any(row.has_keyboard() for row in changes.rows())


def test_without_a_proposal_or_changes_it_says_so(
    changes: Changes, visit: Visit, load: Load
) -> None:
    load(None)
    assert texts(changes) == ["There is no proposal yet."]
    assert changes.rows() == []
    load(Proposal(visit.id))
    assert texts(changes) == ["The proposal places nothing."]
    load(proposal(visit))
    assert len(changes.rows()) == 4


@pytest.mark.usefixtures("load")
def test_the_lines_follow_the_language_and_long_names_are_never_clipped(
    changes: Changes, visit: Visit, switch: LanguageSwitch, qtbot: QtBot
) -> None:
    switch.use("ja")
    row = row_of(changes, visit.ids["new"])
    label = next(each for each in row.findChildren(QLabel) if "架空量子科学技術" in each.text())
    monday = changes.heading(MONDAY)
    assert monday is not None
    assert "2027年4月19日（月）" in texts(monday)
    changes.resize(300, 500)
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()) > 40)
    switch.use("da")
    assert "Mandag den 19. april 2027" in texts(monday)
