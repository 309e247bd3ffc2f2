"""Who may ask, which key opens a backup, and whether a folder is a good second place."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop.store import backups
from desktop.store.backups import Worry
from desktop.store.cipher import Key
from desktop.store.keys import Keys, keys_path, recovery_code, write_keys
from desktop.store.office import OfficeFile
from desktop.ui.protection import work
from desktop.ui.protection.work import Asked, check_folder, key_of_backup, look_at, prove
from tests.ui.protection.kit import OTHER, PASSWORD, code_of

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def copied(encrypted: tuple[Path, Key], tmp_path: Path) -> tuple[Path, Key]:
    """A copy of the encrypted office file, closed."""
    path = tmp_path / "copied.kakehashi"
    shutil.copy(encrypted[0], path)
    shutil.copy(keys_path(encrypted[0]), keys_path(path))
    return path, encrypted[1]


def test_the_password_and_the_recovery_code_prove_who_asks(copied: tuple[Path, Key]) -> None:
    path, key = copied
    prove(path, key, PASSWORD)
    prove(path, key, recovery_code(key).lower())
    assert code_of(lambda: prove(path, key, OTHER)) == "passphrase_wrong"
    assert code_of(lambda: prove(path, key, recovery_code(Key.new()))) == "passphrase_wrong"


def test_without_a_key_file_the_recovery_code_alone_proves_it(copied: tuple[Path, Key]) -> None:
    path, key = copied
    keys_path(path).unlink()
    assert code_of(lambda: prove(path, key, PASSWORD)) == "keys_missing"
    prove(path, key, recovery_code(key))


def test_a_plain_backup_needs_no_key(
    tmp_path: Path, clock: Callable[[], datetime], copied: tuple[Path, Key]
) -> None:
    path = tmp_path / "plain.kakehashi"
    OfficeFile.create(path, clock=clock).close()
    assert key_of_backup(path, copied[1]) is None


def test_a_backup_is_opened_by_our_own_key_or_by_its_password(copied: tuple[Path, Key]) -> None:
    path, key = copied
    assert key_of_backup(path, key) == key
    assert code_of(lambda: key_of_backup(path, None)) == "file_locked"
    assert code_of(lambda: key_of_backup(path, None, OTHER)) == "passphrase_wrong"
    assert key_of_backup(path, None, PASSWORD) == key
    assert key_of_backup(path, None, recovery_code(key)) == key
    assert code_of(lambda: key_of_backup(path, None, recovery_code(Key.new()))) == "key_wrong"


def test_a_backup_with_another_key_asks_for_its_password(copied: tuple[Path, Key]) -> None:
    other = Key.new()
    assert key_of_backup(copied[0], copied[1]) == copied[1]
    assert code_of(lambda: key_of_backup(copied[0], other)) == "file_locked"


def test_a_folder_that_cannot_be_written_is_refused_and_the_same_disk_noticed(
    tmp_path: Path,
) -> None:
    office = tmp_path / "office.kakehashi"
    assert code_of(lambda: check_folder(tmp_path / "gone", office)) == "file_unwritable"
    assert not check_folder(tmp_path, office)
    assert list(tmp_path.iterdir()) == []


def test_the_most_urgent_worry_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = [Worry("backups_one_disk"), Worry("sheet_never_printed"), Worry("backup_none")]
    monkeypatch.setattr(backups, "worries", lambda *_asked: told)
    asked = Asked(tmp_path / "office.kakehashi", None, (), NOW, "here")
    assert [worry.code for worry in work.worries(asked, None)] == [
        "backup_none",
        "sheet_never_printed",
        "backups_one_disk",
    ]


def test_how_an_encrypted_file_stands(copied: tuple[Path, Key]) -> None:
    path, key = copied
    asked = Asked(path, key, (backups.folder_of(path),), NOW, "here")
    standing = look_at(asked)
    assert (standing.encrypted, standing.printed, standing.remembered) == (True, None, False)
    assert [worry.code for worry in standing.worries] == ["backup_none", "sheet_never_printed"]
    write_keys(path, Keys.new(key, PASSWORD).with_computer(key, "here")[0])
    assert look_at(asked).remembered is True
    keys_path(path).unlink()
    standing = look_at(asked)
    assert standing.keys_fault is not None
    assert standing.keys_fault.code == "keys_missing"
