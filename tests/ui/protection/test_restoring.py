"""Going back to a backup: the differences are shown first, and another password is asked for."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.domain import Place, Trilingual
from desktop.store import backups
from desktop.store.backups import places_of
from desktop.store.cipher import Key
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.protection.restoring import RestoreDialog
from desktop.ui.widgets import PlainLabel
from tests.ui.protection.kit import OTHER, PASSWORD, Work
from tests.ui.sweep import press


def _add(office: OfficeFile, name: str) -> str:
    with office.writing("create") as session:
        made = Place(name=Trilingual(en=name))
        session.add(made)
    return made.id


def _backup(desk: Desk) -> Path:
    return backups.back_up_now(desk.office, places_of(desk.office.path), desk.clock()).paths[0]


@pytest.fixture
def opened(qtbot: QtBot, desk: Desk) -> RestoreDialog:
    """A backup of a file that was changed since, compared."""
    _add(desk.office, "Old hall")
    backup = _backup(desk)
    with desk.office.writing("delete") as session:
        session.delete(session.query(Place).one())
    _add(desk.office, "New hall")
    dialog = RestoreDialog(desk, backup, desk.clock())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.go.isEnabled)
    return dialog


def _texts(dialog: RestoreDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(PlainLabel) if one.isVisibleTo(dialog)]


def test_what_differs_is_shown_and_where_the_file_of_now_is_kept(opened: RestoreDialog) -> None:
    texts = _texts(opened)
    assert "Backup of 23 Nov 2026 18:00 (today)" in texts
    assert "Only in the backup, will come back: 1 (Old hall)" in texts
    assert "Only here, will be gone: 1 (New hall)" in texts
    assert any("“office.replaced-2026-11-23T0900Z.kakehashi”" in text for text in texts)


def test_restoring_waits_until_the_file_is_closed(opened: RestoreDialog, desk: Desk) -> None:
    works: list[Work] = []
    desk.replace_asked.connect(works.append)
    opened.go.click()
    assert not opened.isVisible()
    (work,) = works
    path = desk.office.path
    desk.office.close()
    assert work(path, None) is None
    office = OfficeFile.open(path, clock=desk.clock)
    with office.reading() as session:
        assert [place.name.en for place in session.query(Place)] == ["Old hall"]
    office.close()


def test_the_differences_follow_the_language(opened: RestoreDialog) -> None:
    opened.say_again()
    assert "Only in the backup, will come back: 1 (Old hall)" in _texts(opened)


def test_the_same_is_told(qtbot: QtBot, desk: Desk) -> None:
    dialog = RestoreDialog(desk, _backup(desk), None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.go.isEnabled)
    assert "The backup holds the same as the office file." in _texts(dialog)


def test_a_backup_with_another_key_asks_for_its_password(
    qtbot: QtBot, desk: Desk, encrypted: tuple[Path, Key]
) -> None:
    path, key = encrypted
    dialog = RestoreDialog(desk, path, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(dialog.password.isVisible)
    assert not dialog.go.isVisible()
    assert dialog.fault() == ""
    line = dialog.password.line
    line.setText(OTHER)
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(dialog.fault()))
    line.setText(PASSWORD)
    press(line, Qt.Key.Key_Return)
    qtbot.waitUntil(dialog.go.isVisible)
    works: list[Work] = []
    desk.replace_asked.connect(works.append)
    dialog.go.click()
    path = desk.office.path
    desk.office.close()
    assert works[0](path, None) == key


def test_what_is_no_backup_is_told(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "letter.kakehashi"
    path.write_text("Dear colleague")
    dialog = RestoreDialog(desk, path, None)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.fault()))
    assert "is not an office file" in dialog.fault()
    assert not dialog.go.isEnabled()
