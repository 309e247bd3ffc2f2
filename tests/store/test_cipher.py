"""An encrypted office file: nothing of it is readable, and nothing is ever written in clear."""

import ctypes.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.domain import Person
from desktop.errors import Problem
from desktop.store import cipher
from desktop.store.backup import back_up
from desktop.store.cipher import Key, is_plain
from desktop.store.identify import is_locked, schema_of
from desktop.store.keys import key_of_code, keys_path, read_keys, recovery_code
from desktop.store.migrate import SCHEMA_VERSION
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR

WORDS = "some quiet words"
ROOT = Path(__file__).resolve().parents[2]


def make(path: Path) -> Key:
    """An encrypted office in which one person stands."""
    office = OfficeFile.create(path, AUTHOR, passphrase=WORDS)
    with office.writing("person.create") as session:
        session.add(Person(family="Øvebjerg", given="Liv", passport_number="X1234567"))
    key = office.key
    office.close()
    assert key is not None
    return key


def family(path: Path, key: Key) -> list[str]:
    office = OfficeFile.open(path, AUTHOR, key=key)
    try:
        with office.reading() as session:
            return [person.family for person in session.query(Person)]
    finally:
        office.close()


def test_nothing_of_it_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    office = OfficeFile.create(path, AUTHOR, passphrase=WORDS)
    with office.writing("person.create") as session:
        session.add(Person(family="Øvebjerg", passport_number="X1234567"))
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        assert b"X1234567" not in content
        assert "Øvebjerg".encode() not in content
        assert b"SQLite format" not in content
    office.close()


def test_it_opens_with_its_passphrase_and_with_its_sheet_alone(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    key = make(path)
    assert is_locked(path)
    assert family(path, read_keys(path).unlock(WORDS)) == ["Øvebjerg"]
    keys_path(path).unlink()
    assert is_locked(path)
    assert family(path, key_of_code(recovery_code(key))) == ["Øvebjerg"]


def test_without_a_key_it_is_locked_and_with_a_wrong_one_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    key = make(path)
    before = path.read_bytes()
    with pytest.raises(Problem, match="file_locked"):
        OfficeFile.open(path, AUTHOR)
    with pytest.raises(Problem, match="key_wrong"):
        OfficeFile.open(path, AUTHOR, key=Key.new())
    assert path.read_bytes() == before
    assert schema_of(path, key) == SCHEMA_VERSION


@pytest.mark.parametrize("page", [0, 1, 5])
def test_damage_is_not_a_wrong_key(tmp_path: Path, page: int) -> None:
    path = tmp_path / "office.kakehashi"
    key = make(path)
    with path.open("r+b") as file:
        file.seek(page * 4096 + 100)
        file.write(b"damaged")
    with pytest.raises(Problem, match="file_damaged"):
        OfficeFile.open(path, AUTHOR, key=key)


def test_a_backup_is_encrypted_and_has_its_keys(tmp_path: Path) -> None:
    path, copy = tmp_path / "office.kakehashi", tmp_path / "copy.kakehashi"
    key = make(path)
    back_up(path, copy, key)
    assert not is_plain(copy)
    assert family(copy, read_keys(copy).unlock(WORDS)) == ["Øvebjerg"]
    with pytest.raises(Problem, match="backup_failed"):
        back_up(path, tmp_path / "other.kakehashi")


def test_a_key_file_of_another_office_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    keys_path(path).write_text("of another office", encoding="utf-8")
    with pytest.raises(Problem, match="file_exists"):
        OfficeFile.create(path, AUTHOR, passphrase=WORDS)
    assert keys_path(path).read_text(encoding="utf-8") == "of another office"
    assert not path.exists()


def test_a_library_that_cannot_encrypt_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    monkeypatch.setattr(cipher, "sqlite", sqlite3)
    empty = tmp_path / "empty.db"
    empty.touch()
    with pytest.raises(Problem, match="cipher_missing"), cipher.connected(empty, Key.new()):
        pytest.fail("it was opened")


PRELOADED = """
import sys
from pathlib import Path
from desktop.domain import Person
from desktop.store.driver import sqlite
from desktop.store.office import OfficeFile

path = Path(sys.argv[1])
office = OfficeFile.create(path, passphrase="some quiet words")
with office.writing("person.create") as session:
    session.add(Person(family="Demo", passport_number="X1234567"))
office.close()
print(path.read_bytes()[:6] != b"SQLite", sqlite.sqlite_version)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares functions like this")
def test_another_sqlite_in_the_process_does_not_answer(tmp_path: Path) -> None:
    """sqlcipher/sqlcipher#385: the system's SQLite, preloaded, wrote everything in clear."""
    library = ctypes.util.find_library("sqlite3")
    if library is None:
        pytest.skip("this system has no SQLite of its own")
    told = subprocess.run(
        [sys.executable, "-c", PRELOADED, str(tmp_path / "office.kakehashi")],
        env={**os.environ, "LD_PRELOAD": library, "PYTHONPATH": str(ROOT)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("True 3.5")
