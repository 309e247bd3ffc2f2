"""What is typed into a box about a record: put back as that is opened again, else forgotten."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.domain import Person
from desktop.settings import Settings
from desktop.store import records
from desktop.store.drafts import Draft, DraftFile
from desktop.store.office import OfficeFile
from desktop.ui import contents
from desktop.ui.desk import Desk
from desktop.ui.drafts_box import Box
from desktop.ui.drafts_dialog import DraftsDialog
from desktop.ui.forms import Form, LongTextField
from desktop.ui.widgets import Button
from tests.ui.sweep import child, type_text

KINDS = contents.editors()
Start = Callable[[], Desk]


class _Ask(QDialog):
    """A box about a person that has one text."""

    def __init__(self, desk: Desk, person: str, usual: str = "") -> None:
        super().__init__()
        self.form = Form()
        self.form.section(lambda: "Note", folded=True)
        self.note = self.form.add("note", LongTextField(lambda: "Note"))
        self.form.load({"note": usual})
        QVBoxLayout(self).addWidget(self.form)
        box = Box(self, self.form, "ask", ("person", person), ("note",))
        self.was_put_back = desk.drafts.follow_box(box)

    def text(self) -> str:
        return self.note.written()["0"]


@pytest.fixture
def person(office: OfficeFile) -> str:
    """A person in the office file."""
    with office.writing("create") as session:
        return records.add(session, Person(family="Prøvesen")).id


@pytest.fixture
def start(office: OfficeFile, clock: Callable[[], datetime]) -> Iterator[Start]:
    """Give the desk on the office file, as after a start; the one before ended without a word."""
    opened: list[Desk] = []

    def begin() -> Desk:
        for former in opened:
            former.drafts._held = True
        _close(opened)
        desk = Desk(office, Settings(), clock)
        desk.watch.stop()
        opened.append(desk)
        return desk

    yield begin
    _close(opened)


def _close(opened: list[Desk]) -> None:
    for desk in opened:
        if not desk.drafts._closed:
            desk.close()
    opened.clear()


@pytest.fixture
def ask(qtbot: QtBot) -> Callable[..., _Ask]:
    """Open the box."""

    def show(desk: Desk, person: str, usual: str = "") -> _Ask:
        dialog = _Ask(desk, person, usual)
        qtbot.addWidget(dialog)
        dialog.open()
        return dialog

    return show


def _typed(dialog: _Ask, text: str) -> None:
    dialog.form.focus("note")
    type_text(dialog.note.control(), text)


def _left(office: OfficeFile) -> list[Draft]:
    return DraftFile(office.path, office.key).read()


def _press(within: QWidget, text: str) -> None:
    next(one for one in within.findChildren(Button) if one.text() == text).click()


def _settled(desk: Desk) -> None:
    desk.drafts._write()
    desk.drafts._thread.submit(lambda: None).result()


def test_what_was_typed_comes_back_after_a_crash(
    qtbot: QtBot, start: Start, office: OfficeFile, person: str, ask: Callable[..., _Ask]
) -> None:
    dialog = ask(start(), person)
    _typed(dialog, "Half a sent")
    qtbot.waitUntil(lambda: [one.texts for one in _left(office)] == [{"0": "Half a sent"}])
    desk = start()
    told: list[str] = []
    desk.noticed.connect(lambda text, _undo: told.append(text()))
    window = QWidget()
    qtbot.addWidget(window)
    desk.drafts.put_back(KINDS, window)
    assert told == []
    assert not window.findChildren(DraftsDialog), "it waits for its box"
    other = ask(desk, "another")
    assert not other.was_put_back
    other.reject()
    again = ask(desk, person)
    assert again.was_put_back
    assert again.text() == "Half a sent"
    assert again.note.isVisible()
    assert told == ["What you had typed and was not stored yet has been put back."]
    _settled(desk)
    assert len(_left(office)) == 1, "another crash loses nothing"


@pytest.mark.parametrize("end", [QDialog.accept, QDialog.reject])
def test_what_the_officer_finishes_is_forgotten(
    start: Start,
    office: OfficeFile,
    person: str,
    ask: Callable[..., _Ask],
    end: Callable[[QDialog], None],
) -> None:
    desk = start()
    dialog = ask(desk, person)
    _typed(dialog, "Done with")
    _settled(desk)
    assert len(_left(office)) == 1
    end(dialog)
    _settled(desk)
    assert _left(office) == []
    assert not ask(desk, person).was_put_back


@pytest.mark.parametrize("holds", [False, True])
def test_a_lock_closes_the_box_and_keeps_its_text(
    start: Start, office: OfficeFile, person: str, ask: Callable[..., _Ask], holds: bool
) -> None:
    desk = start()
    dialog = ask(desk, person)
    _typed(dialog, "Half a sent")
    desk.drafts.keep_boxes()
    dialog.reject()
    if holds:
        desk.drafts.hold()
    desk.close()
    assert [one.texts for one in _left(office)] == [{"0": "Half a sent"}]
    assert ask(start(), person).text() == "Half a sent"


def test_other_usual_words_are_not_overwritten(
    qtbot: QtBot, start: Start, office: OfficeFile, person: str, ask: Callable[..., _Ask]
) -> None:
    desk = start()
    _typed(ask(desk, person, "On 4 May"), "Dear all. ")
    _settled(desk)
    desk = start()
    dialog = ask(desk, person, "On 5 May")
    assert not dialog.was_put_back
    assert dialog.text() == "On 5 May"
    qtbot.waitUntil(lambda: bool(dialog.findChildren(DraftsDialog)))
    _press(child(dialog, DraftsDialog), "Put it there anyway")
    assert "Dear all." in dialog.text()
    assert "On 4 May" in dialog.text()
    dialog.accept()
    _settled(desk)
    assert _left(office) == []


def test_the_text_of_a_record_that_is_gone_is_offered_at_the_start(
    qtbot: QtBot, start: Start, office: OfficeFile, person: str, ask: Callable[..., _Ask]
) -> None:
    desk = start()
    _typed(ask(desk, person), "Half a sent")
    _settled(desk)
    with office.writing("delete") as session:
        records.delete(session, records.get(session, Person, person))
    desk = start()
    window = QWidget()
    qtbot.addWidget(window)
    desk.drafts.put_back(KINDS, window)
    _press(child(window, DraftsDialog), "Discard")
    _settled(desk)
    assert _left(office) == []
