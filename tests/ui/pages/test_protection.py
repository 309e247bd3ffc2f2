"""The page about protection: worries with what mends them, the password, and the backups."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.errors import Problem
from desktop.store import backups, protect, remember
from desktop.store.backups import folder_of, list_backups, places_of
from desktop.store.cipher import is_plain
from desktop.store.keys import keys_path, read_keys
from desktop.store.office import OfficeFile
from desktop.ui.desk import Desk
from desktop.ui.pages.protection import ProtectionPage
from desktop.ui.pages.settings import SettingsPage
from desktop.ui.protection.recovery import RecoveryDialog
from desktop.ui.widgets import Button, Confirm
from tests.ui.protection.conftest import encrypted, locked_desk
from tests.ui.protection.kit import OTHER, PASSWORD, Answers, Work, notices

__all__ = ["encrypted", "locked_desk"]


def _shown(qtbot: QtBot, desk: Desk) -> ProtectionPage:
    page = ProtectionPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.backups.isVisible())
    return page


@pytest.fixture
def answers(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What is typed into the password dialogs."""
    return Answers(qtbot, monkeypatch)


def _codes(page: ProtectionPage) -> list[str]:
    return [line.worry.code for line in page.worries.lines()]


def _asked(desk: Desk) -> list[Work]:
    works: list[Work] = []
    desk.replace_asked.connect(works.append)
    return works


# -- worries


def test_a_worry_goes_with_its_button(qtbot: QtBot, desk: Desk) -> None:
    page = _shown(qtbot, desk)
    assert _codes(page) == ["backup_none"]
    button = page.worries.lines()[0].button
    assert button.text() == "Back up now"
    assert button.property("kind") == "filled"
    button.click()
    qtbot.waitUntil(lambda: _codes(page) == ["backups_one_disk"])
    assert len(list_backups([folder_of(desk.office.path)])) == 1


def test_only_one_button_stands_out(qtbot: QtBot, desk: Desk, locked_desk: Desk) -> None:
    for each in (desk, locked_desk):
        page = _shown(qtbot, each)
        buttons = [one for one in page.findChildren(Button) if one.isVisibleTo(page)]
        assert sum(one.property("kind") == "filled" for one in buttons) == 1


def test_without_a_worry_there_is_one_calm_line(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "worries", lambda *_asked: [])
    page = _shown(qtbot, desk)
    assert page.worries.is_calm()
    assert page.password.protect.property("kind") == "filled"


# -- password


def test_a_plain_file_is_protected_with_a_password(
    qtbot: QtBot, desk: Desk, answers: Answers
) -> None:
    page, works = _shown(qtbot, desk), _asked(desk)
    assert not page.password.change.isVisible()
    answers.typed = {"new": OTHER, "again": OTHER}
    page.password.protect.click()
    (work,) = works
    path = desk.office.path
    assert is_plain(path)  # nothing before the file is closed
    desk.office.close()
    key = work(path, None)
    assert key is not None
    assert read_keys(path).unlock(OTHER) == key
    (made,) = list_backups([folder_of(path)])
    assert made.encrypted


def test_what_is_not_answered_changes_nothing(qtbot: QtBot, desk: Desk, answers: Answers) -> None:
    page, works = _shown(qtbot, desk), _asked(desk)
    answers.typed = {"new": OTHER, "again": PASSWORD}
    page.password.protect.click()
    assert (answers.opened, works) == (["Protect with a password"], [])


def test_the_password_is_removed_only_by_who_knows_it(
    qtbot: QtBot, locked_desk: Desk, answers: Answers
) -> None:
    page, works = _shown(qtbot, locked_desk), _asked(locked_desk)
    assert not page.password.protect.isVisible()
    answers.typed = {"now": OTHER}
    page.password.remove.click()
    assert works == []
    answers.typed = {"now": PASSWORD}
    page.password.remove.click()
    path, key = locked_desk.office.path, locked_desk.office.key
    locked_desk.office.close()
    assert works[0](path, key) is None
    assert is_plain(path)


def test_the_password_is_changed(qtbot: QtBot, locked_desk: Desk, answers: Answers) -> None:
    page, told = _shown(qtbot, locked_desk), notices(locked_desk)
    answers.typed = {"now": PASSWORD, "new": OTHER, "again": OTHER}
    page.password.change.click()
    qtbot.waitUntil(lambda: bool(told))
    assert read_keys(locked_desk.office.path).unlock(OTHER) == locked_desk.office.key


def test_a_lost_key_file_is_told_and_made_anew(
    qtbot: QtBot, locked_desk: Desk, answers: Answers
) -> None:
    keys_path(locked_desk.office.path).unlink()
    page = _shown(qtbot, locked_desk)
    assert "is not there" in page.password.fault()


def test_the_sheet_is_shown_to_who_knows_the_password(
    qtbot: QtBot, locked_desk: Desk, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[object] = []
    monkeypatch.setattr(RecoveryDialog, "show_sheet", lambda *asked: shown.append(asked[1]))
    page = _shown(qtbot, locked_desk)
    answers.typed = {"now": OTHER}
    page.password.print.click()
    assert shown == []
    answers.typed = {"now": PASSWORD}
    page.password.print.click()
    assert shown == [locked_desk.office.key]


def test_a_printed_sheet_is_told_and_worries_no_more(qtbot: QtBot, locked_desk: Desk) -> None:
    protect.mark_printed(locked_desk.office.path, locked_desk.today())
    page = _shown(qtbot, locked_desk)
    assert "sheet_never_printed" not in _codes(page)
    assert "23 Nov 2026 (today)" in page.password.sheet()


def test_this_computer_remembers_only_where_it_can(
    qtbot: QtBot, locked_desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remember, "available", lambda: False)
    page = _shown(qtbot, locked_desk)
    assert not page.password.form.field("remembered").isVisible()
    called: list[tuple[object, ...]] = []
    monkeypatch.setattr(remember, "available", lambda: True)
    monkeypatch.setattr(remember, "remember", lambda *asked: called.append(asked))
    monkeypatch.setattr(remember, "forget", lambda *asked: called.append(asked))
    page = _shown(qtbot, locked_desk)
    field = page.password.form.field("remembered")
    qtbot.waitUntil(field.isVisible)
    assert field.value() is False
    office, computer = locked_desk.office, locked_desk.settings.installation_id
    for on in (True, False):
        page.password.form.edited.emit("remembered", on)
    qtbot.waitUntil(lambda: len(called) == 2)
    assert set(called) == {(office.path, office.key, computer), (office.path, computer)}


def test_when_the_file_is_locked_is_kept(qtbot: QtBot, locked_desk: Desk) -> None:
    page = _shown(qtbot, locked_desk)
    field = page.password.form.field("lock")
    assert field.value() == "10"
    page.password.form.edited.emit("lock", "0")
    assert locked_desk.settings.lock_minutes == 0


# -- backups


def test_a_second_place_is_used_at_once(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_asked: str(folder))
    page = _shown(qtbot, desk)
    page.backups.choose_second()
    where = places_of(desk.office.path, str(folder))
    qtbot.waitUntil(lambda: len(list_backups(where)) == 2)
    assert desk.settings.backup_folder == str(folder)
    assert "lies on the same disk" in page.backups.second_said()
    page.backups.none.click()
    assert desk.settings.backup_folder == ""
    assert page.backups.second_said().startswith("A disk or")


def test_a_second_place_that_cannot_be_written_is_refused(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = _shown(qtbot, desk)
    page.backups.use_second(tmp_path / "gone")
    qtbot.waitUntil(lambda: "cannot be written to" in page.backups.second_said())
    assert desk.settings.backup_folder == ""


def test_the_list_tells_when_and_where(qtbot: QtBot, desk: Desk) -> None:
    backups.back_up_now(desk.office, places_of(desk.office.path), desk.clock())
    page = _shown(qtbot, desk)
    texts = [str(page.backups.model.index(0, at).data()) for at in range(5)]
    assert texts[:3] == ["23 Nov 2026 18:00", "today", "Beside the office file"]
    assert texts[3].endswith("kB")
    assert texts[4] == "Not encrypted"
    assert len(page.backups.table.chosen()) == 1


def test_what_is_not_encrypted_is_deleted_when_the_officer_says_so(
    qtbot: QtBot, locked_desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = places_of(locked_desk.office.path)
    plain = OfficeFile.create(tmp_path / "former.kakehashi", clock=locked_desk.clock)
    backups.back_up_now(plain, where, locked_desk.clock())
    plain.close()
    page = _shown(qtbot, locked_desk)
    assert "backups_in_clear" in _codes(page)
    monkeypatch.setattr(Confirm, "ask", lambda *_asked: False)
    page.backups.ask_delete_clear()
    locked_desk.background.run(lambda: None, lambda _none: None)
    qtbot.wait(50)
    assert len(list_backups(where)) == 1
    monkeypatch.setattr(Confirm, "ask", lambda *_asked: True)
    page.backups.ask_delete_clear()
    qtbot.waitUntil(lambda: not list_backups(where))


def test_the_file_is_looked_through(qtbot: QtBot, locked_desk: Desk) -> None:
    page, told = _shown(qtbot, locked_desk), notices(locked_desk)
    page.backups.check_button.click()
    qtbot.waitUntil(lambda: bool(told))
    office = str(locked_desk.office.path)
    assert locked_desk.settings.checked == {office: locked_desk.today()}


def test_damage_goes_to_whoever_helps_with_it(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def damaged(**_how: object) -> None:
        raise Problem("file_damaged", path="office.kakehashi", reason="page 3")

    monkeypatch.setattr(desk.office, "check", damaged)
    page = _shown(qtbot, desk)
    with qtbot.captureExceptions() as caught:
        page.backups.check()
        qtbot.waitUntil(lambda: bool(caught))
    assert isinstance(caught[0][1], Problem)
    assert page.backups.check_button.isEnabled()
    assert desk.settings.checked == {}


def test_settings_lead_to_the_page(qtbot: QtBot, desk: Desk) -> None:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    (button,) = (one for one in page.findChildren(Button) if one.text() == "Protection and backups")
    with qtbot.waitSignal(desk.page_asked) as asked:
        button.click()
    assert asked.args == ["protection"]
