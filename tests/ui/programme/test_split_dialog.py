"""The group split at an item by keyboard, and brought together again."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Person
from desktop.language import PSEUDO
from desktop.store import delegations, records
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.programme import ProgrammePanel
from desktop.ui.programme.split_dialog import SplitDialog
from desktop.ui.switch import LanguageSwitch
from tests.ui.programme.conftest import MONDAY, Visit, at
from tests.ui.sweep import texts_left


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, visit: Visit) -> SplitDialog:
    """The dialog at the visit to RIKEN; groups A and B have nobody yet."""
    made = SplitDialog(visit.programme(), visit.item("visit"))
    qtbot.addWidget(made)
    made.show()
    return made


def families(dialog: SplitDialog) -> tuple[list[str], list[str]]:
    left, right = (
        [side.list.item(at).text().split()[-1] for at in range(side.list.count())]
        for side in (dialog.left, dialog.right)
    )
    return left, right


def test_persons_are_sent_across_with_the_arrow_keys(dialog: SplitDialog, visit: Visit) -> None:
    assert families(dialog) == (["Eksempel", "Prøvesen", "Testrup"], [])
    assert not dialog._split.isEnabled()
    left, right = dialog.left.list, dialog.right.list
    left.setCurrentRow(1)
    QTest.keyClick(left, Qt.Key.Key_Right)
    assert families(dialog) == (["Eksempel", "Testrup"], ["Prøvesen"])
    assert dialog._split.isEnabled()
    QTest.keyClick(left, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(left, Qt.Key.Key_Return)
    assert families(dialog) == ([], ["Eksempel", "Prøvesen", "Testrup"])
    right.setCurrentRow(0)
    QTest.keyClick(right, Qt.Key.Key_Left)
    first, second = dialog.halves()
    assert (first.group_id, second.group_id) == (visit.ids["A"], visit.ids["B"])
    assert first.person_ids == (visit.ids["Eksempel"],)
    assert len(second.person_ids) == 2


def test_half_and_half_deals_in_the_order_of_the_list(dialog: SplitDialog) -> None:
    dialog._deal()
    assert families(dialog) == (["Eksempel", "Prøvesen"], ["Testrup"])
    assert dialog.left.count.text() == "2 people"
    assert dialog.left.note.text() == "Changes who is in group A, in the whole programme."


def test_known_groups_bring_their_members_and_new_ones_are_named_anew(
    qtbot: QtBot, visit: Visit, office: OfficeFile
) -> None:
    with office.writing("groups") as session:
        delegations.set_group_members(session, visit.ids["A"], [visit.ids["Testrup"]])
        delegations.set_group_members(session, visit.ids["B"], [visit.ids["Eksempel"]])
    dialog = SplitDialog(visit.programme(), visit.item("visit"))
    qtbot.addWidget(dialog)
    assert families(dialog) == (["Prøvesen", "Testrup"], ["Eksempel"])
    assert dialog.right.note.text() == ""
    dialog.right.choice.setCurrentIndex(2)
    dialog.right.changed.emit()
    assert dialog.right.choice.currentText() == "New group D"
    assert dialog.halves()[1].code == "D"
    dialog.right.choice.setCurrentIndex(0)
    dialog.right.changed.emit()
    assert not dialog._split.isEnabled()  # a group cannot be both


def test_a_group_splits_without_losing_those_who_are_not_there(
    qtbot: QtBot, panel: ProgrammePanel, visit: Visit, office: OfficeFile
) -> None:
    with office.writing("groups") as session:
        delegations.set_group_members(
            session, visit.ids["A"], [visit.ids["Testrup"], visit.ids["Eksempel"]]
        )
        delegations.set_group_members(
            session, visit.ids["B"], [visit.ids["Testrup"], visit.ids["Prøvesen"]]
        )
    panel.actions_on_items.set_participants(
        visit.ids["visit"], everyone=False, groups=[visit.ids["A"]], people=[]
    )
    dialog = SplitDialog(visit.programme(), visit.item("visit"))
    qtbot.addWidget(dialog)
    assert families(dialog) == (["Eksempel", "Testrup"], [])
    assert [side.choice.currentText() for side in (dialog.left, dialog.right)] == [
        "New group C",
        "New group D",
    ]
    dialog.right.choice.setCurrentIndex(1)
    dialog.right.changed.emit()
    assert families(dialog) == (["Eksempel"], ["Testrup"])
    assert set(dialog.halves()[1].person_ids) == {visit.ids["Testrup"], visit.ids["Prøvesen"]}
    assert dialog.right.note.text() == ""


def test_forty_people_have_room(qtbot: QtBot, visit: Visit, office: OfficeFile, desk: Desk) -> None:
    def add(session: Session) -> None:
        for at_ in range(40):
            person = records.add(session, Person(given="Anna", family=f"Demo{at_:02}"))
            delegations.add_member(session, visit.id, person.id)

    with office.writing("people") as session:
        add(session)
    dialog = SplitDialog(visit.programme(), visit.item("visit"))
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._deal()
    assert (dialog.left.list.count(), dialog.right.list.count()) == (22, 21)
    # A name that is typed is found.
    dialog.left.list.setFocus()
    QTest.keyClicks(dialog.left.list, "Anna Demo17")
    assert dialog.left.list.currentItem().text() == "Anna Demo17"


def test_the_dialog_speaks_every_language(
    qapp: QApplication, dialog: SplitDialog, visit: Visit
) -> None:
    dialog._deal()
    LanguageSwitch(qapp).use(PSEUDO)
    left = texts_left(dialog, {"RIKEN visit", "A", "B"})
    LanguageSwitch(qapp).use("en")
    assert [text for text in left if "Anna" not in text] == []


def answering(act: Callable[[SplitDialog], object]) -> None:
    """Answer the dialog as soon as it is open."""

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, SplitDialog)
        act(dialog)

    QTimer.singleShot(0, answer)


def test_an_item_is_split_and_brought_together_again(
    panel: ProgrammePanel, visit: Visit, desk: Desk
) -> None:
    said: list[str] = []
    desk.noticed.connect(lambda text, _undo: said.append(text()))
    desk.troubled.connect(lambda text: said.append(text()))

    def deal(dialog: SplitDialog) -> None:
        dialog._deal()
        dialog.accept()

    answering(deal)
    panel.table.setFocus()
    panel.table.choose([visit.ids["visit"]])
    control = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(panel.table, Qt.Key.Key_G, control)
    first, second = (panel.model.programme().item(one) for one in panel.table.chosen())
    assert first is not None
    assert second is not None
    assert first.id == visit.ids["visit"]
    assert (second.start, second.title.en, second.place) == (
        at(MONDAY, "10:00"),
        "RIKEN visit",
        None,
    )
    assert [link.group.code for one in (first, second) for link in one.groups] == ["A", "B"]
    assert visit.labels() == ("item.split", {"name": "RIKEN visit"})
    panel.actions_on_items.save(second.id, room="B2")
    panel.actions_on_items.save(first.id, room="A1")
    panel.table.choose([first.id, second.id])
    together = (a for a in panel.menu().actions() if a.text() == "Bring the group together")
    next(together).trigger()
    assert said == ["The group is together again. Given up: Room."]
    assert panel.table.chosen() == [first.id]
    assert visit.item("visit").everyone
    assert visit.titles().count("RIKEN visit") == 1


def test_cancelling_changes_nothing(panel: ProgrammePanel, visit: Visit) -> None:
    answering(lambda dialog: dialog.reject())
    panel.commands._asks.split(visit.item("visit"))
    assert visit.labels() == ("create", {})
    assert visit.item("visit").everyone
