"""The program: what it opens at the start, what it does when that fails, and what it remembers."""

import gc
import threading
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from shutil import copy2

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop import app as application
from desktop import settings
from desktop.app import Program
from desktop.domain import Delegation, Office, Trilingual
from desktop.errors import Problem
from desktop.language import current
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store import records
from desktop.store.cipher import Key, is_plain
from desktop.store.keys import keys_path, read_keys, recovery_code
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.ui.editors.delegation import DelegationEditor
from desktop.ui.mailing.invitations import InvitationDialog
from desktop.ui.stage import Whereabouts
from desktop.ui.unlock.new_office import NewOfficeDialog
from desktop.ui.unlock.window import UnlockWindow
from desktop.ui.widgets import Button, Confirm

PASSWORD = "bridge over the sound"


@pytest.fixture
def program(qapp: QApplication, paths: Paths, clock: Callable[[], datetime]) -> Iterator[Program]:
    """The program of an officer who gave name and office."""
    chosen = Settings(officer="Mette Demosen", office_name="Demo Embassy", language="en")
    program = Program(qapp, paths, chosen, clock)
    yield program
    program.end()
    if program.start_window is not None:
        program.start_window.close()


def test_the_first_start_lets_the_officer_choose(program: Program) -> None:
    program.begin()
    assert program.window is None
    assert program.start_window is not None
    assert program.start_window.isVisible()


def test_a_new_office_holds_the_officers_own_office(program: Program, tmp_path: Path) -> None:
    assert program.create(tmp_path / "new.kakehashi")
    assert program.office is not None
    with program.office.reading() as session:
        office = session.query(Office).one()
    assert office.name.en == "Demo Embassy"
    assert program.office.author.name == "Mette Demosen"
    assert program.office.author.office_id == office.id
    assert program.office.undo_label() is None


def test_the_file_used_last_is_opened_again(program: Program, tmp_path: Path, paths: Paths) -> None:
    program.create(tmp_path / "new.kakehashi")
    program.end()
    remembered = settings.load(paths.settings_file())
    assert remembered.office_file == str(tmp_path / "new.kakehashi")
    program.begin()
    assert program.window is not None
    assert program.window.isVisible()


def test_a_file_that_cannot_be_opened_is_said_on_the_start_window(
    program: Program, tmp_path: Path
) -> None:
    program.begin(tmp_path / "missing.kakehashi")
    assert program.window is None
    assert program.start_window is not None
    assert "missing.kakehashi" in program.start_window._said.text()


def test_a_bad_file_leaves_the_open_one_as_it_is(program: Program, tmp_path: Path) -> None:
    program.create(tmp_path / "good.kakehashi")
    bad = tmp_path / "bad.kakehashi"
    bad.write_text("no office")
    assert not program.open(bad)
    assert program.window is not None
    assert "bad.kakehashi" in program.window.bar.text()
    assert program.office is not None
    assert program.office.path.name == "good.kakehashi"
    assert bad.read_text() == "no office"


def test_another_file_replaces_the_window_and_frees_the_first(
    program: Program, tmp_path: Path
) -> None:
    program.create(tmp_path / "first.kakehashi")
    program.create(tmp_path / "second.kakehashi")
    assert program.office is not None
    assert program.office.path.name == "second.kakehashi"
    OfficeFile.open(tmp_path / "first.kakehashi").close()


def test_the_demo_office_is_made_once_and_kept(program: Program, paths: Paths) -> None:
    assert program.open_demo()
    assert program.office is not None
    with program.office.writing("edit") as session:
        session.query(Delegation).one().budget_holder = "kept"
    program.end()
    assert program.open_demo()
    assert program.office is not None
    with program.office.reading() as session:
        assert session.query(Delegation).one().budget_holder == "kept"


def test_the_language_is_remembered(program: Program, tmp_path: Path, paths: Paths) -> None:
    program.create(tmp_path / "new.kakehashi")
    assert program.window is not None
    program.window.use_language("ja")
    assert current().code == "ja"
    assert settings.load(paths.settings_file()).language == "ja"


def test_a_new_file_is_asked_for_a_password_and_a_place(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(application, "ask_save", lambda *_question: tmp_path / "chosen.kakehashi")
    program.choose()
    program.ask_new()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewOfficeDialog)
    dialog.new.first.line.setText(PASSWORD)
    dialog.new.second.line.setText(PASSWORD)
    _press(dialog, "Continue")
    qtbot.waitUntil(lambda: program.office is not None)
    office = _office(program)
    assert office.path == tmp_path / "chosen.kakehashi"
    assert office.key is not None
    assert not is_plain(office.path)
    assert program.window is not None
    assert program.window.bar.text().startswith("Print the recovery sheet")


def test_a_new_file_without_a_password_is_an_explicit_choice(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = iter([None, tmp_path / "chosen.kakehashi"])
    monkeypatch.setattr(application, "ask_save", lambda *_question: next(places))
    program.choose()
    program.ask_new()
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, NewOfficeDialog)
    _press(dialog, "Without a password")  # no place is given, so the dialog stays
    assert dialog.isVisible()
    _press(dialog, "Without a password")
    qtbot.waitUntil(lambda: program.office is not None)
    assert _office(program).key is None
    assert is_plain(tmp_path / "chosen.kakehashi")


# -- encrypted files


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted office with one delegation, which no test changes: each takes a copy."""
    path = tmp_path_factory.mktemp("encrypted") / "office.kakehashi"
    office = OfficeFile.create(path, passphrase=PASSWORD)
    with office.writing("create") as session:
        records.add(session, Delegation(title=Trilingual(en="Visit to the qubit laboratory")))
    office.close()
    return path


@pytest.fixture
def locked(encrypted: Path, tmp_path: Path) -> Path:
    """A copy of the encrypted office."""
    for path in (encrypted, keys_path(encrypted)):
        copy2(path, tmp_path)
    return tmp_path / encrypted.name


def _office(program: Program) -> OfficeFile:
    assert program.office is not None
    return program.office


def _press(within: QWidget, text: str) -> None:
    next(button for button in within.findChildren(Button) if button.text() == text).click()


def _asked(qtbot: QtBot, program: Program) -> UnlockWindow:
    """The unlock window, once it asks."""
    qtbot.waitUntil(lambda: program.unlock is not None and program.unlock.isVisible())
    assert program.unlock is not None
    return program.unlock


def _unlock(qtbot: QtBot, program: Program, password: str = PASSWORD) -> None:
    asked = _asked(qtbot, program)
    asked.password.field.line.setText(password)
    asked.password.field.line.returnPressed.emit()
    qtbot.waitUntil(lambda: not asked.is_busy())


def test_an_encrypted_file_asks_for_its_password(
    qtbot: QtBot, program: Program, locked: Path
) -> None:
    program.begin(locked)
    asked = _asked(qtbot, program)
    assert asked.password.remember.isHidden()
    _unlock(qtbot, program, "not the password")
    assert program.office is None
    assert "not the password of this file" in asked.password.field.below()
    assert asked.password.field.line.selectedText() == "not the password"
    _unlock(qtbot, program)
    assert _office(program).key is not None
    assert program.window is not None
    assert program.window.isVisible()
    assert program.unlock is None


def test_a_computer_that_remembers_does_not_ask(
    qtbot: QtBot, program: Program, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = read_keys(locked).unlock(PASSWORD)
    monkeypatch.setattr(
        "desktop.store.remember.remembered",
        lambda _path, computer: key if computer == program.settings.installation_id else None,
    )
    program.begin(locked)
    qtbot.waitUntil(lambda: program.office is not None)
    program.lock()
    assert program.office is None
    assert _asked(qtbot, program).isVisible(), "who locks a file wants to be asked"


def test_remembering_is_offered_where_there_is_a_keyring(
    qtbot: QtBot, program: Program, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[tuple[Path, Key, str]] = []
    monkeypatch.setattr("desktop.store.remember.available", lambda: True)
    monkeypatch.setattr("desktop.store.remember.remember", lambda *what: kept.append(what))
    program.begin(locked)
    asked = _asked(qtbot, program)
    qtbot.waitUntil(asked.password.remember.isVisible)
    assert not asked.password.remember.isChecked()
    asked.password.remember.setChecked(True)
    _unlock(qtbot, program)
    assert kept == [(locked, _office(program).key, program.settings.installation_id)]


def test_the_recovery_sheet_opens_a_file_whose_keys_are_lost(
    qtbot: QtBot, program: Program, locked: Path
) -> None:
    code = recovery_code(read_keys(locked).unlock(PASSWORD))
    keys_path(locked).unlink()
    program.begin(locked)
    asked = _asked(qtbot, program)
    field = asked.sheet.field
    assert field.isVisible()
    field.line.setText(code[:-1])
    field.line.returnPressed.emit()
    qtbot.waitUntil(lambda: not asked.is_busy())
    assert "not complete or has a mistake" in field.below()
    field.line.setText(code.replace(" ", "").lower())
    field.line.returnPressed.emit()
    qtbot.waitUntil(asked.renewal.isVisible)
    asked.renewal.new.first.line.setText("another good password")
    asked.renewal.new.second.line.setText("another good password")
    asked.renewal.new.second.line.returnPressed.emit()
    qtbot.waitUntil(lambda: program.office is not None)
    assert read_keys(locked).unlock("another good password") == _office(program).key


def test_who_has_the_file_is_told_before_a_password_is_asked(
    program: Program, locked: Path
) -> None:
    key = read_keys(locked).unlock(PASSWORD)
    other = OfficeFile.open(locked, Author("Kenji Demoda"), key=key)
    try:
        program.begin(locked)
        assert program.unlock is None
        assert program.start_window is not None
        assert "Kenji Demoda" in program.start_window._said.text()
    finally:
        other.close()


def test_locking_lets_the_key_go_and_comes_back_to_the_same_record(
    qtbot: QtBot, program: Program, locked: Path
) -> None:
    known = _keys_in_memory()
    program.begin(locked)
    _unlock(qtbot, program)
    with _office(program).reading() as session:
        record = session.query(Delegation.id).scalar()
    window = program.window
    assert window is not None
    window.show_page("delegations")
    window.stage.open("delegation", record)
    page = window.current_page()
    assert isinstance(page, DelegationEditor)
    page.form.field("budget_holder").control().setText("typed last")  # type: ignore[attr-defined]
    Confirm(window, lambda: "", lambda: "", lambda: "").open()
    del window, page, session
    program.lock()
    asked = _asked(qtbot, program)
    assert QApplication.activeModalWidget() is None
    OfficeFile.open(locked, key=read_keys(locked).unlock(PASSWORD)).close()  # nobody has it
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    qtbot.waitUntil(lambda: not _keys_in_memory(known))
    assert "Visit" not in asked.windowTitle()
    _unlock(qtbot, program)
    window = program.window
    assert window is not None
    assert window.stage.whereabouts() == Whereabouts("delegations", (("delegation", record),))
    with _office(program).reading() as session:
        assert session.query(Delegation.budget_holder).scalar() == "typed last"


def test_what_cannot_be_stored_stands_in_its_field_again_after_a_lock(
    qtbot: QtBot, program: Program, locked: Path
) -> None:
    program.begin(locked)
    _unlock(qtbot, program)
    with _office(program).reading() as session:
        record = session.query(Delegation.id).scalar()
    window = program.window
    assert window is not None
    window.stage.open("delegation", record)
    page = window.current_page()
    assert isinstance(page, DelegationEditor)
    page.form.focus("start")
    line = page.form.field("start").findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    QTest.keyClicks(line, "31 Foo")
    del window, page, line
    program.lock()
    _unlock(qtbot, program)
    qtbot.waitUntil(lambda: _typed(program) == "31 Foo")
    assert QApplication.activeModalWidget() is None


def test_what_is_typed_in_a_box_waits_behind_a_lock_until_it_is_opened_again(
    qtbot: QtBot, program: Program, locked: Path
) -> None:
    program.begin(locked)
    _unlock(qtbot, program)
    with _office(program).reading() as session:
        record = session.query(Delegation.id).scalar()

    def ask() -> InvitationDialog:
        assert program._desk is not None
        dialog = InvitationDialog(program._desk, "delegation", record, program.window)
        dialog.open()
        return dialog

    dialog = ask()
    dialog.form.focus("name")
    QTest.keyClicks(dialog.form.field("name").control(), "Typed last")
    del dialog
    program.lock()
    _unlock(qtbot, program)
    assert QApplication.activeModalWidget() is None
    assert "Typed last" in str(ask().form.values()["name"])


def _typed(program: Program) -> str:
    """What stands in the line that has the cursor."""
    line = None if program.window is None else program.window.focusWidget()
    return line.text() if isinstance(line, QLineEdit) else ""


def _keys_in_memory(known: Sequence[Key] = ()) -> list[Key]:
    """All keys but those known already, which a frame of an earlier test may still hold."""
    gc.collect()
    old = {id(one) for one in known}
    return [one for one in gc.get_objects() if isinstance(one, Key) and id(one) not in old]


def test_a_plain_file_is_not_locked(program: Program, tmp_path: Path) -> None:
    program.create(tmp_path / "plain.kakehashi")
    program.lock()
    assert program.office is not None
    assert program.window is not None
    assert not program.window.menus.lock.isVisible()


def test_the_open_file_can_be_replaced_by_an_encrypted_one(
    qtbot: QtBot, program: Program, locked: Path, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.kakehashi"
    program.create(plain)
    key = read_keys(locked).unlock(PASSWORD)
    met: list[object] = []

    def work(path: Path, before: Key | None) -> Key:
        met.extend((before, threading.current_thread() is threading.main_thread()))
        OfficeFile.open(path).close()  # it is closed
        locked.replace(path)
        return key

    desk = program.window.desk if program.window is not None else None
    assert desk is not None
    program.window.show_page("people")  # type: ignore[union-attr]
    desk.replace_asked.emit(work)
    qtbot.waitUntil(lambda: program.waiting is None and bool(met))
    assert met == [None, False]
    assert _office(program).key == key
    assert program.window is not None
    assert program.window.stage.page_name() == "people"


def test_a_replacement_that_fails_leaves_the_file_open_as_it_was(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    program.create(tmp_path / "plain.kakehashi")

    def work(_path: Path, _key: Key | None) -> Key:
        raise Problem("file_full", path="plain.kakehashi")

    assert program.window is not None
    program.window.desk.replace_asked.emit(work)
    qtbot.waitUntil(lambda: program.window is not None and bool(program.window.bar.text()))
    assert _office(program).path == tmp_path / "plain.kakehashi"
    assert "full" in program.window.bar.text()


def test_damage_found_behind_the_window_leads_to_help(
    qtbot: QtBot,
    program: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    met: list[tuple[object, ...]] = []

    class Rescue(QDialog):
        def __init__(self, *what: object, **more: object) -> None:
            super().__init__()
            met.append(what)
            self.outcome = tmp_path / "rescued.kakehashi"
            QTimer.singleShot(0, self, self.accept)

    OfficeFile.create(tmp_path / "rescued.kakehashi").close()
    damage = Problem("file_damaged", path="plain.kakehashi", reason="malformed")

    def check(office: OfficeFile, *, thorough: bool) -> bool:
        if office.path.name == "plain.kakehashi":
            raise damage
        return thorough

    monkeypatch.setattr("desktop.ui.rescue.RescueDialog", Rescue)
    monkeypatch.setattr(OfficeFile, "check", check)
    program.create(tmp_path / "plain.kakehashi")
    qtbot.waitUntil(
        lambda: program.office is not None and program.office.path.name == "rescued.kakehashi"
    )
    assert met[0][:3] == (tmp_path / "plain.kakehashi", None, damage)
    assert "file_damaged" in caplog.text
    rescued = str(tmp_path / "rescued.kakehashi")
    qtbot.waitUntil(lambda: rescued in program.settings.checked)
