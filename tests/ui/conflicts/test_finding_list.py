"""Findings are settled with one click and accepted in place, by mouse and by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import Item, ItemPerson
from desktop.domain.codes import Rule, Severity
from desktop.domain.finding import Finding
from desktop.language import PSEUDO
from desktop.store import findings, records
from desktop.ui.conflicts import FindingList
from desktop.ui.conflicts.row import FindingRow
from desktop.ui.conflicts.telling import open_ones
from desktop.ui.desk import Desk
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button, PlainLabel, StatusChip
from tests.ui.conflicts.kit import Visit
from tests.ui.sweep import child, press, texts_left, type_text


def _list(qtbot: QtBot, desk: Desk, *, width: int = 900) -> FindingList:
    shown = FindingList(desk)
    qtbot.addWidget(shown)
    shown.resize(width, 500)
    shown.load(open_ones(desk.watch.findings()))
    desk.watch.changed.connect(lambda: shown.load(open_ones(desk.watch.findings())))
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def _rules(shown: FindingList) -> list[Rule]:
    return [row.found.rule for row in shown.rows()]


def _accepted(desk: Desk) -> dict[str, str]:
    kept = desk.read(findings.acceptances)
    return {one.rule: one.reason for one in kept.values()}


def test_the_gravest_stands_first_with_its_word_and_its_sentence(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    shown = _list(qtbot, desk)
    assert _rules(shown) == [Rule.PERSON_TWICE, Rule.CAPACITY, Rule.PASSPORT_EXPIRY]
    first = shown.rows()[0]
    assert child(first, StatusChip).text() == "Must be solved"
    told = [label.text() for label in first.findChildren(PlainLabel)]
    assert "A person in two places" in told
    assert (
        "“Talk” and “Tour” overlap for Ida Prøvesen: Mon 19 Apr 10:30–11:00 JST (03:30–04:00 CEST)"
        in told
    )
    assert "since 23 Nov 2026" in told
    assert first.accessibleName().startswith("Must be solved: “Talk” and “Tour”")


def test_one_click_settles_and_undo_brings_it_back(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    notices: list[str] = []
    desk.noticed.connect(lambda text, _undo: notices.append(text()))
    first = shown.rows()[0]
    button = next(one for one in _buttons(first) if one.text() == "Take Ida Prøvesen out")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert Rule.PERSON_TWICE not in _rules(shown)
    assert notices[0].startswith("Take Ida Prøvesen out: “T")
    desk.undo()
    assert _rules(shown)[0] == Rule.PERSON_TWICE


def test_the_keyboard_walks_opens_settles_and_accepts(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    shown = _list(qtbot, desk)
    opened: list[str] = []
    shown.opened.connect(opened.append)
    shown.begin_focus()
    rows = shown.rows()
    assert rows[0].has_keyboard()
    press(rows[0], Qt.Key.Key_Return)
    assert opened == [visit.talk]
    press(rows[0], Qt.Key.Key_Down)
    assert rows[1].has_keyboard()
    assert [one.rule for one in shown.chosen()] == [Rule.CAPACITY]
    press(rows[1], Qt.Key.Key_A)
    line = QApplication.focusWidget()
    assert line is not None
    type_text(line, "Standing room")
    press(line, Qt.Key.Key_Return)
    assert _accepted(desk) == {"capacity": "Standing room"}
    assert _rules(shown) == [Rule.PERSON_TWICE, Rule.PASSPORT_EXPIRY]
    # The keyboard stays in the list where it was.
    assert shown.rows()[1].has_keyboard()
    press(shown.rows()[1], Qt.Key.Key_Up)
    press(shown.rows()[0], Qt.Key.Key_F)
    assert _rules(shown) == [Rule.PASSPORT_EXPIRY]


def test_many_are_accepted_at_once_as_one_action(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    shown.begin_focus()
    press(shown.rows()[0], Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(shown.chosen()) == 2
    press(shown.rows()[1], Qt.Key.Key_A)
    line = shown._reason.line()
    assert line.accessibleName() == "Why are these 2 all right?"
    press(line, Qt.Key.Key_Return)
    assert _accepted(desk) == {}  # nobody knows later what was accepted without a reason
    type_text(line, "  Agreed with the host ")
    press(line, Qt.Key.Key_Return)
    assert _accepted(desk) == dict.fromkeys(("person_twice", "capacity"), "Agreed with the host")
    assert desk.office.undo_label() == ("finding.accept", {})
    desk.undo()
    assert _accepted(desk) == {}
    assert len(shown.rows()) == 3


def test_escape_turns_back_from_accepting(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    shown.begin_focus()
    press(shown.rows()[0], Qt.Key.Key_A)
    press(shown._reason.line(), Qt.Key.Key_Escape)
    assert shown._reason.isHidden()
    assert shown.rows()[0].has_keyboard()
    assert _accepted(desk) == {}


def test_ctrl_and_shift_choose_with_the_mouse(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    ctrl, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
    for number, modifiers, expected in (
        (0, Qt.KeyboardModifier.NoModifier, [0]),
        (2, ctrl, [0, 2]),
        (0, ctrl, [2]),
        (1, Qt.KeyboardModifier.NoModifier, [1]),
        (2, shift, [1, 2]),
    ):
        row = shown.rows()[number]
        QTest.mouseClick(row, Qt.MouseButton.LeftButton, modifiers, row.rect().bottomLeft())
        assert [_at(shown, one) for one in shown.chosen()] == expected
    shown.choose_all()
    assert len(shown.chosen()) == 3


def test_what_is_accepted_can_be_withdrawn(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    found = shown.rows()[1].found
    with desk.office.writing("finding.accept") as session:
        findings.accept(session, found, "Standing room", "Ida", desk.today())
    shown.load(desk.watch.findings())
    row = next(row for row in shown.rows() if row.found.rule == Rule.CAPACITY)
    assert child(row, StatusChip).text() == "Accepted"
    assert any("Reason: Standing room" in label.text() for label in row.findChildren(PlainLabel))
    row.asked.emit("withdraw")
    assert _accepted(desk) == {}


def test_a_passport_opens_the_person(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    asked: list[tuple[str, str]] = []
    desk.record_asked.connect(lambda kind, record: asked.append((kind, record)))
    shown.rows()[2].asked.emit("open")
    assert asked == [("person", visit.bo)]


def test_what_changes_elsewhere_is_shown_in_the_same_rows(
    qtbot: QtBot, desk: Desk, visit: Visit
) -> None:
    shown = _list(qtbot, desk)
    before = shown.rows()
    with desk.office.writing("edit") as session:
        tour = records.get(session, Item, visit.tour)
        records.update(session, Item, visit.tour, start=tour.start.moved(minutes=15))
    assert shown.rows()[0] is before[0]
    assert "10:45–11:00" in before[0].accessibleName()
    with desk.office.writing("edit") as session:
        for link in records.parts(session, ItemPerson, "item", visit.tour):
            session.delete(link)
    assert _rules(shown) == [Rule.CAPACITY, Rule.PASSPORT_EXPIRY]


def test_a_long_list_is_shown_in_parts(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    shown = _list(qtbot, desk)
    shown.load(
        Finding(Rule.WEEKEND, Severity.HINT, bookings=(visit.tour,), detail=str(number))
        for number in range(70)
    )
    assert len(shown.rows()) == 50
    assert shown._more.text() == "Show 20 more"
    shown._more.click()
    assert len(shown.rows()) == 70
    assert shown._more.isHidden()


def test_a_narrow_list_puts_the_buttons_below(qtbot: QtBot, desk: Desk, visit: Visit) -> None:
    for width, beside in ((1000, True), (320, False)):
        shown = _list(qtbot, desk, width=width)
        qtbot.wait(1)
        row = shown.rows()[0]
        button = next(iter(_buttons(row)))
        text = row.findChildren(PlainLabel)[1]
        right = button.mapTo(row, button.rect().topLeft()).x()
        assert (right > text.geometry().right()) is beside


def test_no_text_stays_behind(
    qtbot: QtBot, desk: Desk, visit: Visit, switch: LanguageSwitch
) -> None:
    shown = _list(qtbot, desk)
    shown.begin_focus()
    press(shown.rows()[0], Qt.Key.Key_A)
    switch.use(PSEUDO)
    data = ["Talk", "Tour", "Ida Prøvesen", "Bo Demo", "Hall"]
    assert texts_left(shown, data) == []


def _buttons(row: FindingRow) -> list[Button]:
    return [one for one in row.findChildren(Button) if one.isVisible()]


def _at(shown: FindingList, found: Finding) -> int:
    return [row.found.key for row in shown.rows()].index(found.key)
