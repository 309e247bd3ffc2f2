"""What is held about a person: shown, saved, erased."""

import json
from contextlib import closing
from pathlib import Path

import pypdfium2
import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Person, Trilingual
from desktop.domain.codes import DataClass
from desktop.store.tombstones import ALL
from desktop.ui.desk import Desk
from desktop.ui.editors.person import PersonEditor
from desktop.ui.privacy import held_dialog
from desktop.ui.privacy.held_dialog import EraseDialog, HeldDialog
from desktop.ui.widgets import Confirm


@pytest.fixture
def person(desk: Desk) -> str:
    ann = Person(given="Ann", family="Prøve", email="ann@example.dk", diet=Trilingual(en="no egg"))
    with desk.office.writing("create") as session:
        session.add(ann)
    return ann.id


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, person: str) -> HeldDialog:
    made = HeldDialog(desk, person)
    qtbot.addWidget(made)
    return made


def save(qtbot: QtBot, desk: Desk, dialog: HeldDialog, path: Path) -> Path:
    with qtbot.waitSignal(desk.noticed):
        dialog.save_to(path)
    return path


def test_all_of_it_is_shown_and_saved(
    qtbot: QtBot, desk: Desk, dialog: HeldDialog, tmp_path: Path
) -> None:
    assert "ann@example.dk" in dialog.view.toPlainText()
    text = save(qtbot, desk, dialog, tmp_path / "told.txt")
    saved = text.read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.count(b"\n") == saved.count(b"\r\n") > 1
    assert text.read_text("utf-8-sig") == dialog.view.toPlainText()
    told = json.loads(save(qtbot, desk, dialog, tmp_path / "told.json").read_text("utf-8"))
    assert told["person"]["diet"] == {"en": "no egg"}


def test_it_is_handed_over_in_the_persons_language(
    qtbot: QtBot, desk: Desk, dialog: HeldDialog, tmp_path: Path
) -> None:
    dialog.language.set_value("da")
    dialog.language.edited.emit("da")
    assert "Efternavn: Prøve" in dialog.view.toPlainText()
    assert dialog.windowTitle() == "Data held about this person"
    pdf = save(qtbot, desk, dialog, tmp_path / "told.pdf").read_bytes()
    with closing(pypdfium2.PdfDocument(pdf)) as pages:
        assert "Efternavn" in pages[0].get_textpage().get_text_range()
    assert dialog.pdf.isEnabled()


def test_what_cannot_be_written_is_told(
    qtbot: QtBot, desk: Desk, dialog: HeldDialog, tmp_path: Path
) -> None:
    with qtbot.waitSignal(desk.troubled) as told:
        dialog.save_to(tmp_path / "nowhere" / "told.pdf")
    assert "told.pdf" in told.args[0]()
    assert dialog.pdf.isEnabled()


def test_the_name_of_the_file_holds_nothing_personal(
    dialog: HeldDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    offered: list[Path] = []
    monkeypatch.setattr(held_dialog, "ask_save", lambda _p, _t, path, _e: offered.append(path))
    for ending in ("pdf", "json", "txt"):
        dialog._save(ending)
    assert [one.name for one in offered] == [
        "person-data.pdf",
        "person-data.json",
        "person-data.txt",
    ]


def test_only_what_is_held_can_be_chosen(qtbot: QtBot) -> None:
    dialog = EraseDialog(frozenset({DataClass.CONTACT, DataClass.HEALTH}))
    qtbot.addWidget(dialog)
    assert list(dialog.boxes) == [DataClass.CONTACT, DataClass.HEALTH]
    assert not dialog._next.isEnabled()
    dialog.boxes[DataClass.HEALTH].setChecked(True)
    assert dialog.chosen() == [DataClass.HEALTH]
    dialog.everything.setChecked(True)
    assert dialog.chosen() == ALL
    assert not dialog.boxes[DataClass.HEALTH].isEnabled()


def test_erasing_somebody_leads_away_from_them(
    qtbot: QtBot, desk: Desk, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = PersonEditor(desk, person)
    qtbot.addWidget(editor)
    editor.show()
    assert editor._held.isVisible()
    dialog = HeldDialog(desk, person, editor)
    monkeypatch.setattr(Confirm, "ask", lambda *_all, **_named: False)
    dialog._erase_now(ALL)
    assert desk.read(lambda session: session.get(Person, person)) is not None
    monkeypatch.setattr(Confirm, "ask", lambda *_all, **_named: True)
    with qtbot.waitSignal(editor.gone):
        dialog._erase_now(ALL)
    assert desk.read(lambda session: session.get(Person, person)) is None


def test_a_new_person_has_nothing_to_tell(qtbot: QtBot, desk: Desk) -> None:
    editor = PersonEditor(desk)
    qtbot.addWidget(editor)
    editor.show()
    assert not editor._held.isVisible()
