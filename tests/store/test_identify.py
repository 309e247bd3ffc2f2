"""A file that is no sound office file is told as what it is, and stays byte for byte the same."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher

from desktop.domain import Person
from desktop.store.connection import APPLICATION_ID
from desktop.store.identify import is_locked
from desktop.store.migrate import SCHEMA_VERSION
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, LOCK, digests, make, one_of_each, refused


def test_a_missing_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "office.kakehashi").code == "file_missing"
    assert refused(tmp_path / "nowhere" / "office.kakehashi").code == "file_missing"
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert refused(tmp_path / "file" / "office.kakehashi").code == "file_missing"


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    path.touch()
    assert refused(path).code == "file_empty"


def test_a_folder(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    path.mkdir()
    assert refused(path).code == "file_unreadable"


def test_a_link_that_leads_to_itself(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    path.symlink_to(path)
    assert refused(path).code == "file_unreadable"


def other_database(path: Path, *pragmas: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("CREATE TABLE diary (text)")
        connection.commit()


FOREIGN: dict[str, Callable[[Path], object]] = {
    "text": lambda path: path.write_text("Dear diary, " * 100, encoding="utf-8"),
    "picture": lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000)),
    "one byte": lambda path: path.write_bytes(b"S"),
    "magic alone": lambda path: path.write_bytes(b"SQLite format 3\0"),
    "cut header": lambda path: path.write_bytes(make(path).read_bytes()[:99]),
    "another database": other_database,
    "an old database": lambda path: other_database(path, "user_version=1"),
    "no version": lambda path: other_database(path, f"application_id={APPLICATION_ID}"),
    "negative version": lambda path: other_database(
        path, f"application_id={APPLICATION_ID}", "user_version=-1"
    ),
}


@pytest.mark.parametrize("kind", FOREIGN)
def test_a_foreign_file(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "office.kakehashi"
    FOREIGN[kind](path)
    # Read as the header has it, a negative version is a very new one: refused either way.
    expected = {"file_newer"} if kind == "negative version" else {"file_foreign"}
    assert {refused(path).code} == expected


def test_an_office_without_its_tables_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    other_database(path, f"application_id={APPLICATION_ID}", f"user_version={SCHEMA_VERSION}")
    assert refused(path).code == "file_damaged"


def test_a_newer_file(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    with closing(sqlcipher.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    problem = refused(path)
    assert problem.code == "file_newer"
    assert problem.values["version"] == SCHEMA_VERSION + 1
    assert problem.values["known"] == SCHEMA_VERSION


def test_a_newer_file_whose_log_alone_says_so(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    connection = sqlcipher.connect(path)
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION + 1}")
    (tmp_path / "crashed").mkdir()
    crashed = tmp_path / "crashed" / path.name
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", f"{crashed}{end}")
    connection.close()
    assert crashed.read_bytes()[63] == SCHEMA_VERSION
    assert refused(crashed).code == "file_newer"


def _zeroed(data: bytes, page: int) -> bytes:
    return data[: page * 4096] + bytes(4096) + data[(page + 1) * 4096 :]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "half of it": lambda data: data[: len(data) // 2 // 4096 * 4096],
    "cut within a page": lambda data: data[: len(data) // 2 + 1234],
    "the first page alone": lambda data: data[:4096],
    "a header alone": lambda data: data[:100],
    "the schema zeroed": lambda data: data[:100] + bytes(3996) + data[4096:],
    "a wrong page size": lambda data: data[:16] + b"\x00\x07" + data[18:],
    "page 2 zeroed": lambda data: _zeroed(data, 1),
    "pages swapped": lambda data: data[:8192] + data[12288:16384] + data[8192:12288] + data[16384:],
    "random within": lambda data: data[:20000] + bytes(range(256)) * 8 + data[22048:],
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file(tmp_path: Path, damage: str) -> None:
    path = make(tmp_path / "office.kakehashi")
    path.write_bytes(DAMAGES[damage](path.read_bytes()))
    assert refused(path).code == "file_damaged"


def test_no_single_damaged_page_is_taken_for_a_sound_file(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    whole = path.read_bytes()
    for page in range(1, len(whole) // 4096, 7):
        path.write_bytes(_zeroed(whole, page))
        assert refused(path).code == "file_damaged", page
    path.write_bytes(whole)
    OfficeFile.open(path, AUTHOR).close()


def crashed_copy(office: OfficeFile, folder: Path) -> Path:
    """The files as a crash would leave them, with the newest row in the log alone."""
    folder.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{office.path}{end}", folder / f"{office.path.name}{end}")
    return folder / office.path.name


def test_after_a_crash_the_newest_row_is_there(office: OfficeFile, tmp_path: Path) -> None:
    with office.writing("create") as session:
        session.add(Person(given="Newest"))
    copy = crashed_copy(office, tmp_path / "crashed")
    again = OfficeFile.open(copy, AUTHOR)
    with again.reading() as session:
        assert session.query(Person).one().given == "Newest"
    again.close()
    assert set(digests(copy.parent)) == {copy.name, LOCK}


def test_a_file_that_is_damaged_beside_its_log_is_left_alone(
    office: OfficeFile, tmp_path: Path
) -> None:
    with office.writing("create") as session:
        session.add_all(one_of_each())
    with office._engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with office.writing("create") as session:
        session.add(Person(given="In the log"))
    copy = crashed_copy(office, tmp_path / "crashed")
    whole = copy.read_bytes()
    copy.write_bytes(_zeroed(whole, 1))
    assert refused(copy).code == "file_damaged"


def test_an_encrypted_file_whose_last_page_is_only_in_the_log_is_not_foreign(
    tmp_path: Path,
) -> None:
    # A disk that ran full while the log was written back; and the key file is lost.
    path = tmp_path / "office.kakehashi"
    path.write_bytes(bytes(range(256)) * 16 + b"part of a page")
    assert refused(path).code == "file_foreign"
    path.with_name("office.kakehashi-wal").write_bytes(b"x")
    assert is_locked(path)
