"""What is held about a person: shown, saved, erased."""

import json
from pathlib import Path
from typing import Any

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


def test_all_of_it_is_shown_and_saved(
    qtbot: QtBot, desk: Desk, person: str, tmp_path: Path
) -> None:
    dialog = HeldDialog(desk, person)
    qtbot.addWidget(dialog)
    assert "ann@example.dk" in dialog.view.toPlainText()
    for ending in ("txt", "json"):
        dialog.save_to(tmp_path / f"told.{ending}")
    saved = (tmp_path / "told.txt").read_bytes()
    assert saved.startswith(b"\xef\xbb\xbf")
    assert saved.count(b"\n") == saved.count(b"\r\n") > 1
    assert (tmp_path / "told.txt").read_text("utf-8-sig") == dialog.view.toPlainText()
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert told["person"]["diet"] == {"en": "no egg"}
    troubles: list[Any] = []
    desk.troubled.connect(troubles.append)
    dialog.save_to(tmp_path / "nowhere" / "told.txt")
    assert "told.txt" in troubles[0]()


def test_the_name_of_the_file_holds_nothing_personal(
    qtbot: QtBot, desk: Desk, person: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = HeldDialog(desk, person)
    qtbot.addWidget(dialog)
    offered: list[Path] = []
    monkeypatch.setattr(held_dialog, "ask_save", lambda _p, _t, path, _e: offered.append(path))
    dialog._save("json")
    assert offered[0].name == "person-data.json"


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
