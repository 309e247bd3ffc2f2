"""The quiet bar counts what is found in a record, and folds out to show it."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Item, Trilingual
from desktop.domain.codes import Rule
from desktop.store import findings, records
from desktop.ui.conflicts import FindingsBar
from desktop.ui.desk import Desk
from tests.ui.conflicts.kit import Visit
from tests.ui.sweep import press


def _bar(qtbot: QtBot, desk: Desk, visit: Visit, language: str = "") -> FindingsBar:
    bar = FindingsBar(desk)
    qtbot.addWidget(bar)
    bar.resize(700, 400)
    bar.load("delegation", visit.trip, language)
    return bar


def test_it_counts_and_follows(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    bar = _bar(qtbot, desk, visit)
    assert bar.text() == "1 must be solved · 1 warning · 1 hint"
    assert not bar.isHidden()
    for found in desk.watch.of_record("delegation", visit.trip):
        with desk.office.writing("finding.accept") as session:
            findings.accept(session, found, "so", "Ida", desk.today())
    assert bar.text() == ""
    assert bar.isHidden()
    desk.undo()
    assert not bar.isHidden()


def test_it_is_not_there_without_a_record(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    bar = _bar(qtbot, desk, visit)
    bar.load("delegation", "")
    assert bar.isHidden()


def test_it_folds_out_and_escape_folds_it_again(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    bar = _bar(qtbot, desk, visit)
    bar.show()
    assert bar.list.rows() == []  # nothing is worked out before it is wanted
    bar._button.click()
    assert bar.list.rows()[0].found.rule == Rule.PERSON_TWICE
    asked: list[str] = []
    bar.opened.connect(asked.append)
    bar.list.rows()[0].asked.emit("open")
    assert asked == [visit.talk]
    press(bar.list.rows()[0], Qt.Key.Key_Escape)
    assert not bar._button.isChecked()


def test_its_button_stands_elsewhere_and_is_short_where_it_must(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    bar = _bar(qtbot, desk, visit)
    room = 1000
    button = bar.take_button(lambda: room)
    assert bar.isHidden()  # nothing is folded out
    assert button.text() == bar.text() == "1 must be solved · 1 warning · 1 hint"
    room = 100
    bar.say_again()
    assert (button.text(), button.toolTip()) == ("3", bar.text())
    assert button.accessibleName() == bar.text()
    bar.unfold(True)
    assert not bar.isHidden()
    bar.unfold(False)
    assert bar.isHidden()


def test_only_the_texts_of_the_papers_language_count(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    with desk.office.writing("edit") as session:
        records.update(session, Item, visit.talk, title=Trilingual("講演", "", "Talk"))
    assert "1 must be solved · 1 warning · 2 hints" in _bar(qtbot, desk, visit).text()
    assert "2 hints" in _bar(qtbot, desk, visit, "ja").text()
    assert "1 hint" in _bar(qtbot, desk, visit, "en").text()
