"""The participants of a delegation, driven as an officer drives them."""

from collections.abc import Callable
from datetime import date, time

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Group, Item, ItemGroup, Member, Moment, Organisation, Person, Trilingual
from desktop.domain.codes import Function
from desktop.language import PSEUDO, use
from desktop.store import delegations, records
from desktop.ui.desk import Desk
from desktop.ui.members.model import FIXED, FUNCTION, NAME, POSITION
from desktop.ui.members.panel import MembersPanel
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Confirm
from tests.ui.sweep import press, texts_left, type_text

NAMES = ("Alm", "Bjerg", "Cramer", "Dahl")


def _visit(desk: Desk, *, members: int = 4) -> str:
    def work(session: Session) -> str:
        home = Organisation(name=Trilingual("見本庁", "Prøvestyrelsen", "Sample Agency"))
        session.add(home)
        visit = delegations.create(session, desk.today(), title=Trilingual(en="Visit"))
        for at in range(members):
            person = Person(
                family=NAMES[at],
                given="Anna",
                name_ja="アンナ",
                title=Trilingual("課長", "Kontorchef", "Head of Unit"),
                organisation_id=home.id,
            )
            session.add(person)
            session.flush()
            delegations.add_member(session, visit.id, person.id)
        session.add(Person(family="Mihon", given="Yuki", name_ja="見本 由紀", kana="みほん ゆき"))
        return visit.id

    made = desk.do("create", work, kind="delegation")
    assert made is not None
    return made


@pytest.fixture
def panel(qtbot: QtBot, desk: Desk) -> MembersPanel:
    """The participants of a delegation of four, in a window."""
    record = _visit(desk)
    shown = MembersPanel(desk)
    qtbot.addWidget(shown)
    shown.resize(900, 600)
    shown.load(record)
    shown.show()
    desk.changed.connect(lambda _kinds: shown.load(record))
    return shown


def _names(panel: MembersPanel) -> list[str]:
    return [member.name.family for member in panel.roster.members]


def _groups(panel: MembersPanel) -> list[tuple[str, int]]:
    return [(group.code, group.items) for group in panel.roster.groups]


def _choose(panel: MembersPanel, *rows: int, column: int = NAME) -> None:
    panel.table.choose([panel.roster.members[row].id for row in rows], column)


def _heard(panel: MembersPanel, row: int, column: int) -> str:
    return str(panel.model.index(row, column).data(Qt.ItemDataRole.AccessibleTextRole))


def test_a_row_shows_both_writings_and_follows_the_language(panel: MembersPanel) -> None:
    assert _heard(panel, 0, NAME) == "Anna Alm アンナ"
    assert _heard(panel, 0, POSITION) == "Head of Unit Sample Agency"
    use("ja")
    panel.say_again()
    assert _heard(panel, 0, NAME) == "アンナ Anna Alm"
    assert _heard(panel, 0, FUNCTION) == "団員"


def test_a_known_person_is_found_while_typing(
    qtbot: QtBot, panel: MembersPanel, desk: Desk
) -> None:
    offered = panel._suggest("みほん")
    assert [one.text for one in offered] == ["Yuki Mihon", "Add “みほん” as a new person"]
    assert panel._suggest("alm") == [panel._suggest("alm")[-1]]  # who is in it is not offered
    panel._choose(offered[0])
    assert _names(panel) == [*NAMES, "Mihon"]
    assert desk.office.undo_label() == ("members.add", {})


def test_a_new_person_is_made_and_added_in_one_action(panel: MembersPanel, desk: Desk) -> None:
    type_text(panel._line, "PRØVESEN Erik")
    panel._choose(panel._suggest("PRØVESEN Erik")[-1])
    last = panel.roster.members[-1]
    assert (last.name.family, last.name.given) == ("Prøvesen", "Erik")
    assert panel._line.text() == ""
    desk.undo()
    assert _names(panel) == list(NAMES)
    assert [one.text for one in panel._suggest("prøvesen")] == ["Add “prøvesen” as a new person"]


def test_the_first_participant_makes_the_delegation(qtbot: QtBot, desk: Desk) -> None:
    panel = MembersPanel(desk, ensure=lambda: _visit(desk, members=0))
    qtbot.addWidget(panel)
    panel.load("")
    panel.add_new("Anna Prøvesen")
    panel.load(panel._record)
    assert _names(panel) == ["Prøvesen"]


def test_alt_and_arrows_change_the_order(panel: MembersPanel, desk: Desk) -> None:
    _choose(panel, 1)
    press(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert _names(panel) == ["Bjerg", "Alm", "Cramer", "Dahl"]
    assert panel.table.currentIndex().row() == 0
    press(panel.table, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)  # it is at the top
    _choose(panel, 0, 1)
    press(panel.table, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert _names(panel) == ["Cramer", "Bjerg", "Alm", "Dahl"]
    desk.undo()
    desk.undo()
    assert _names(panel) == list(NAMES)


def test_dragging_changes_the_order(panel: MembersPanel) -> None:
    _choose(panel, 0)
    below = panel.table.visualRect(panel.model.index(2, NAME)).bottomLeft()
    dragged = QMimeData()
    event = QDropEvent(
        QPointF(below),
        Qt.DropAction.MoveAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.table.dropEvent(event)
    action = event.dropAction()
    assert action == Qt.DropAction.IgnoreAction  # the view takes no row away by itself
    assert _names(panel) == ["Bjerg", "Cramer", "Alm", "Dahl"]


def test_the_head_stands_first_whatever_the_order(
    qtbot: QtBot, panel: MembersPanel, desk: Desk
) -> None:
    panel._set_function(panel.roster.members[2].id, Function.HEAD.value)
    assert _names(panel)[0] == "Cramer"
    _choose(panel, 0)
    with qtbot.waitSignal(desk.noticed):
        panel.table.move_chosen(1)
    assert _names(panel)[0] == "Cramer"


def test_a_function_is_chosen_in_the_table(qtbot: QtBot, panel: MembersPanel) -> None:
    index = panel.model.index(3, FUNCTION)
    with qtbot.waitSignal(panel._desk.changed):
        panel.model.setData(index, Function.INTERPRETER.value)
    assert panel.roster.members[3].function is Function.INTERPRETER
    assert panel.model.index(3, FUNCTION).data() == "Interpreter"
    _choose(panel, 3, column=FUNCTION)
    press(panel.table, Qt.Key.Key_Return)
    assert panel.table.isPersistentEditorOpen(index) or panel.table.state() == (
        panel.table.State.EditingState
    )


def test_return_opens_the_person(qtbot: QtBot, panel: MembersPanel, desk: Desk) -> None:
    _choose(panel, 2)
    with qtbot.waitSignal(desk.record_asked) as asked:
        press(panel.table, Qt.Key.Key_Return)
    assert asked.args == ["person", panel.roster.members[2].name.id]


def test_removing_takes_a_participant_out_of_groups_and_programme(
    qtbot: QtBot, panel: MembersPanel, desk: Desk
) -> None:
    panel.add_group()
    _choose(panel, 0, 1)
    with qtbot.waitSignal(desk.noticed) as told:
        press(panel.table, Qt.Key.Key_Delete)
    assert told.args is not None
    assert (told.args[0](), told.args[1]) == ("2 participants removed", True)
    assert _names(panel) == ["Cramer", "Dahl"]
    desk.undo()
    assert _names(panel) == list(NAMES)


def test_groups_are_named_and_ticked(panel: MembersPanel, desk: Desk) -> None:
    panel.add_group()
    (group,) = panel.roster.groups
    assert group.code == "A"
    panel.groups._form.edited.emit("name", Trilingual(en="Sensors"))
    _choose(panel, 0, 2, column=FIXED)
    press(panel.table, Qt.Key.Key_Space)
    assert [bool(member.groups) for member in panel.roster.members] == [True, False, True, False]
    assert panel.groups._buttons[group.id].text() == "A · Sensors: 2"
    assert _heard(panel, 0, FIXED) == "In group A · Sensors"
    assert _heard(panel, 1, FIXED) == "Not in group A · Sensors"
    press(panel.table, Qt.Key.Key_Space)
    assert not any(member.groups for member in panel.roster.members)
    desk.undo()
    assert sum(bool(member.groups) for member in panel.roster.members) == 2


def test_a_click_ticks_one_participant(panel: MembersPanel) -> None:
    panel.add_group()
    panel.groups.unfold("")
    at = panel.table.visualRect(panel.model.index(1, FIXED)).center()
    QTest.mouseClick(
        panel.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at
    )
    assert [bool(member.groups) for member in panel.roster.members] == [False, True, False, False]


def test_each_new_group_gets_the_next_letter(panel: MembersPanel) -> None:
    for _each in range(3):
        panel.add_group()
    assert [group.code for group in panel.roster.groups] == ["A", "B", "C"]


def test_deleting_a_group_that_is_used_asks_and_says_where(
    panel: MembersPanel, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.add_group()
    (group,) = panel.roster.groups
    with desk.office.writing("create") as session:
        item = Item(
            delegation_id=panel._record,
            everyone=False,
            start=Moment(date(2027, 4, 19), time(9), "Asia/Tokyo"),
        )
        session.add(item)
        session.add(ItemGroup(item_id=item.id, group_id=group.id))
    asked: list[str] = []

    def ask(_parent: object, _title: object, text: Callable[[], str], _action: object) -> bool:
        asked.append(text())
        return len(asked) > 1

    monkeypatch.setattr(Confirm, "ask", ask)
    panel._delete_group(group.id)
    assert asked == ["The group takes part in 1 programme item. In 1 of them nobody would be left."]
    assert _groups(panel) == [("A", 1)]
    panel._delete_group(group.id)
    assert _groups(panel) == []
    desk.undo()
    assert _groups(panel) == [("A", 1)]


def test_a_group_that_is_not_used_goes_without_a_question(panel: MembersPanel, desk: Desk) -> None:
    panel.add_group()
    panel._delete_group(panel.roster.groups[0].id)
    groups = desk.read(lambda s: records.parts(s, Group, "delegation", panel._record))
    assert groups == []


def test_the_menu_does_what_the_keys_do(panel: MembersPanel) -> None:
    assert panel.make_menu().actions() == []
    _choose(panel, 0)
    menu = panel.make_menu()
    texts = [action.text() for action in menu.actions() if action.text()]
    assert texts == [
        "Open person",
        "Function",
        "Arrival and departure",
        "Move up",
        "Move down",
        "Remove from the delegation",
    ]
    functions = menu.actions()[1].menu()
    assert isinstance(functions, QMenu)
    functions.actions()[0].trigger()
    assert panel.roster.members[0].function is Function.HEAD


def test_a_list_pasted_into_the_line_is_not_a_name(
    qtbot: QtBot, panel: MembersPanel, monkeypatch: pytest.MonkeyPatch
) -> None:
    pasted: list[bool] = []
    monkeypatch.setattr(panel._line, "_pasted", lambda: pasted.append(True))
    QGuiApplication.clipboard().setText("Anna Prøvesen\nBo Prøvesen")
    press(panel._line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (pasted, panel._line.text()) == ([True], "")
    QGuiApplication.clipboard().setText("Anna Prøvesen")
    press(panel._line, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert (pasted, panel._line.text()) == ([True], "Anna Prøvesen")


def test_forty_with_long_names_wrap_and_nothing_is_cut(qtbot: QtBot, desk: Desk) -> None:
    record = _visit(desk, members=0)
    with desk.office.writing("members.paste") as session:
        for at in range(40):
            person = Person(
                family="Eksempelgaard-Prøvesen-Testrup",
                given=f"Anna Margrethe Elisabeth {at}",
                name_ja="アンナ・マルグレーテ・エリーサベト・エクセンペルゴー＝プレーヴセン",
            )
            session.add(person)
            session.flush()
            session.add(Member(delegation_id=record, person_id=person.id, position=at))
    panel = MembersPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(640, 480)
    panel.load(record)
    panel.show()
    line = panel.table.fontMetrics().height()
    qtbot.waitUntil(lambda: all(panel.table.rowHeight(row) >= 3 * line for row in range(40)))


def test_nothing_is_left_in_the_language_before(
    panel: MembersPanel, switch: LanguageSwitch
) -> None:
    panel.add_group()
    switch.use(PSEUDO)
    data = ["Anna", *NAMES, "アンナ", "Head of Unit", "Sample Agency", "A", "Asia"]
    assert texts_left(panel, data) == []


def test_the_selection_stays_when_the_file_changes(panel: MembersPanel, desk: Desk) -> None:
    _choose(panel, 2, column=FUNCTION)
    panel.table.selectionModel().setCurrentIndex(
        panel.model.index(2, FUNCTION), QItemSelectionModel.SelectionFlag.NoUpdate
    )
    panel.add_new("Erik Prøvesen")
    assert panel.table.chosen() == [panel.roster.members[2].id]
    assert panel.table.currentIndex().column() == FUNCTION
    assert desk.office.undo_label() == ("members.add", {})
