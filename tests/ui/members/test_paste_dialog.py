"""Pasting participants: seen first, taken when the officer says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from desktop.domain import Member, Organisation, Person, Trilingual
from desktop.language import PSEUDO
from desktop.store import delegations, lists, records
from desktop.ui.desk import Desk
from desktop.ui.members.paste import Meaning
from desktop.ui.members.paste_dialog import PasteDialog
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import press, texts_left

LIST = (
    "Navn\tTitel\tE-mail\tNationalitet\n"
    "MIHON Yuki\t課長\tyuki@mihon.example\tJP\n"
    "Anna Prøvesen\tKontorchef\tanna(at)prove\tAtlantis\n"
    "\t\tnobody@prove.example\t\n"
    "Bo Alm\t\t\tDK\n"
)


def _visit(desk: Desk) -> str:
    def work(session: Session) -> str:
        body = Organisation(name=Trilingual(en="Sample Agency"))
        session.add(body)
        session.add(Person(family="Mihon", given="Yuki", organisation_id=body.id))
        alm = Person(family="Alm", given="Bo")
        session.add(alm)
        visit = delegations.create(session, desk.today())
        session.flush()
        delegations.add_member(session, visit.id, alm.id)
        return visit.id

    made = desk.do("create", work)
    assert made is not None
    return made


@pytest.fixture
def record(desk: Desk) -> str:
    """A delegation in which Bo Alm takes part; Yuki Mihon is known."""
    return _visit(desk)


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, record: str) -> PasteDialog:
    """The dialog with the list in it."""
    QGuiApplication.clipboard().setText(LIST)
    shown = PasteDialog(desk, lambda: record, record, None)
    shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(shown)
    shown.show()
    return shown


def _names(desk: Desk, record: str) -> list[str]:
    def read(session: Session) -> list[str]:
        members = records.parts(session, Member, "delegation", record)
        return [records.get(session, Person, member.person_id).family for member in members]

    return desk.read(read)


def _text(dialog: PasteDialog, row: int, column: int = 0) -> str:
    item = dialog.rows.item(row, column)
    return item.text() if item is not None else ""


def _choice(dialog: PasteDialog, row: int, column: int) -> QComboBox:
    holder = dialog.rows.cellWidget(row, column)
    assert holder is not None
    choice = holder.findChild(QComboBox)
    assert isinstance(choice, QComboBox)
    return choice


def test_each_row_says_what_becomes_of_it(dialog: PasteDialog) -> None:
    assert _choice(dialog, 1, 0).currentText() == "Already known: Yuki Mihon (Sample Agency)"
    assert _text(dialog, 2) == "New person"
    assert _text(dialog, 3) == "There is no name in this row."
    assert _text(dialog, 4) == "Takes part already"
    assert dialog._summary.text() == "4 rows read · 1 already known · 2 with doubts"
    assert dialog._add.text() == "Add 2 participants"


def test_a_doubt_is_named_in_its_cell(dialog: PasteDialog) -> None:
    assert _text(dialog, 2, 3) == ("anna(at)prove\nThis is not an e-mail address; it is left out.")
    assert _text(dialog, 2, 4).endswith("This country is not known; it is left out.")


def test_nothing_is_taken_before_the_officer_says_so(
    dialog: PasteDialog, desk: Desk, record: str
) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert _names(desk, record) == ["Alm"]


def test_taking_them_is_one_action_with_a_way_back(
    qtbot: QtBot, dialog: PasteDialog, desk: Desk, record: str
) -> None:
    with qtbot.waitSignal(desk.noticed) as told:
        dialog._add.click()
    assert told.args is not None
    assert (told.args[0](), told.args[1]) == ("2 participants added", True)
    assert _names(desk, record) == ["Alm", "Mihon", "Prøvesen"]
    assert desk.office.undo_label() == ("members.paste", {})
    desk.undo()
    assert _names(desk, record) == ["Alm"]


def test_a_namesake_can_be_another_person(dialog: PasteDialog, desk: Desk, record: str) -> None:
    dialog.rows._identified(1, 1)
    assert dialog._summary.text() == "4 rows read · 2 with doubts"
    dialog.accept()
    people = desk.read(lambda session: session.query(Person).filter_by(family="Mihon").count())
    assert people == 2


def test_a_row_can_be_left_out(dialog: PasteDialog, desk: Desk, record: str) -> None:
    item = dialog.rows.item(2, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    dialog.rows._identified(1, 2)
    assert _text(dialog, 2) == "Not added"
    assert not dialog._add.isEnabled()
    dialog.accept()
    assert _names(desk, record) == ["Alm"]


def test_what_a_column_means_can_be_changed(dialog: PasteDialog) -> None:
    assert dialog._table is not None
    assert dialog._table.meanings[1] is Meaning.TITLE
    item = dialog.rows.item(2, 0)
    assert item is not None
    item.setCheckState(Qt.CheckState.Unchecked)
    _choice(dialog, 0, 2).activated.emit(list(Meaning).index(Meaning.ORGANISATION))
    taken = dialog.rows.taken()
    assert taken[1].candidate.organisation == "Kontorchef"
    assert not taken[1].on  # what was chosen for a row before stays
    assert _choice(dialog, 0, 2).currentText() == "Organisation"


def test_an_empty_clipboard_says_what_to_do(qtbot: QtBot, desk: Desk, record: str) -> None:
    QGuiApplication.clipboard().clear()
    dialog = PasteDialog(desk, lambda: record, record, None)
    qtbot.addWidget(dialog)
    assert dialog._views.currentIndex() == 1
    assert not dialog._add.isEnabled()
    QGuiApplication.clipboard().setText(LIST)
    dialog.read_clipboard()
    assert dialog._views.currentIndex() == 0


def test_a_thousand_rows_are_refused_kindly(dialog: PasteDialog) -> None:
    dialog.show_text("Name\tTitle\n" + "\n".join(f"Anna Prøvesen{n}\tx" for n in range(1000)))
    assert dialog._summary.text() == (
        "The list has 1000 rows. At most 300 people can be added at once; please paste it in parts."
    )
    assert not dialog._add.isEnabled()


def test_forty_rows_are_taken(dialog: PasteDialog, desk: Desk, record: str) -> None:
    rows = "\n".join(f"Anna Prøvesen{n}\tChef" for n in range(40))
    dialog.show_text("Name\tTitle\n" + rows)
    dialog.accept()
    assert len(_names(desk, record)) == 41


def test_the_first_paste_makes_the_delegation(qtbot: QtBot, desk: Desk) -> None:
    made: list[str] = []

    def started() -> str:
        made.append(_visit(desk))
        return made[0]

    QGuiApplication.clipboard().setText("Name\nErik Prøvesen")
    dialog = PasteDialog(desk, started, "", None)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    assert desk.read(lambda session: lists.delegations(session)) == []
    dialog.accept()
    assert _names(desk, made[0]) == ["Alm", "Prøvesen"]


def test_nothing_is_left_in_the_language_before(
    dialog: PasteDialog, switch: LanguageSwitch
) -> None:
    switch.use(PSEUDO)
    data = ["Navn", "Titel", "E-mail", "Nationalitet", "MIHON Yuki", "課長", "Yuki Mihon", "Anna"]
    data += ["Prøvesen", "Kontorchef", "Atlantis", "nobody", "yuki", "anna", "prove", "example"]
    data += ["mihon", "(at)", "JP", "DK", "Bo Alm", "Sample Agency"]
    assert texts_left(dialog, data) == []
