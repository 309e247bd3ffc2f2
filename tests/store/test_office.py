"""Create, open, lock and close an office file; read and write it from several sides at once."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, IntegrityError

from desktop.domain import Member, Person
from desktop.errors import Problem
from desktop.store import office as office_module
from desktop.store.cipher import Key
from desktop.store.connection import APPLICATION_ID
from desktop.store.migrate import SCHEMA_VERSION, upgrade
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, LOCK, digests, log, make, refused, rows


def test_a_new_office_is_one_whole_file(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    assert set(digests(tmp_path)) == {"office.kakehashi", LOCK}
    header = path.read_bytes()[:100]
    assert int.from_bytes(header[60:64], "big") == SCHEMA_VERSION
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID


def test_what_was_written_is_there_again(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    again = OfficeFile.open(path, AUTHOR)
    with again.reading() as session:
        person = session.query(Person).filter_by(given="Hikaru").one()
        assert (person.name_ja, person.kana) == ("架空 光", "カクウ ヒカル")
    again.close()


def test_a_closed_file_is_complete_by_itself(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    (tmp_path / "elsewhere").mkdir()
    copy = shutil.copy(path, tmp_path / "elsewhere" / "copy.kakehashi")
    assert rows(Path(copy)) == rows(path)
    assert rows(path)["person"]


def test_a_closed_file_is_complete_though_somebody_looks_at_it(
    office: OfficeFile, tmp_path: Path
) -> None:
    looking = sqlcipher.connect(office.path)
    looking.execute("SELECT * FROM person").fetchall()
    with office.writing("create") as session:
        session.add(Person(given="Newest"))
    office.close()
    copy = shutil.copy(office.path, tmp_path / "copy.kakehashi")
    looking.close()
    assert len(rows(Path(copy))["person"]) == 1


def test_closing_twice_is_closing_once(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    first = OfficeFile.create(path, AUTHOR)
    first.close()
    second = OfficeFile.open(path, AUTHOR)
    first.close()
    with pytest.raises(Problem, match="file_in_use"):
        OfficeFile.open(path, AUTHOR)
    second.close()


def test_a_file_may_be_closed_by_another_thread(tmp_path: Path) -> None:
    opened: list[OfficeFile] = []
    path = tmp_path / "office.kakehashi"
    worker = threading.Thread(target=lambda: opened.append(OfficeFile.create(path, AUTHOR)))
    worker.start()
    worker.join()
    opened[0].close()
    OfficeFile.open(path, AUTHOR).close()


def test_a_folder_name_may_hold_anything(tmp_path: Path) -> None:
    folder = tmp_path / "東京 50% #1 ?a=b"
    folder.mkdir()
    path = make(folder / "架け橋 & co.kakehashi")
    OfficeFile.open(path, AUTHOR).close()


def test_every_connection_has_the_measured_settings(office: OfficeFile) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "busy_timeout": 5000,
        "cache_size": -65536,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }
    with office._engine.connect() as first, office._engine.connect() as second:
        for connection in (first, second):
            raw = connection.connection.driver_connection
            assert raw is not None
            found = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in expected}
            assert found == expected


def test_a_new_office_never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    path.write_text("dear diary", encoding="utf-8")
    before = digests(tmp_path)
    with pytest.raises(Problem, match="file_exists"):
        OfficeFile.create(path, AUTHOR)
    assert digests(tmp_path) == before


def test_a_file_that_appears_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "office.kakehashi"

    def slow_upgrade(partial: Path, key: Key | None = None) -> None:
        upgrade(partial, key=key)
        path.write_text("quicker", encoding="utf-8")

    monkeypatch.setattr(office_module, "upgrade", slow_upgrade)
    with pytest.raises(Problem, match="file_exists"):
        OfficeFile.create(path, AUTHOR)
    assert path.read_text(encoding="utf-8") == "quicker"
    assert set(digests(tmp_path)) == {"office.kakehashi"}


def test_of_many_that_race_one_makes_the_file(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    made: list[OfficeFile] = []
    codes: list[str] = []
    start = threading.Barrier(4)

    def race() -> None:
        start.wait()
        try:
            made.append(OfficeFile.create(path, AUTHOR))
        except Problem as problem:
            codes.append(problem.code)

    threads = [threading.Thread(target=race) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # A loser may also have come between the making and the opening of the winner.
    assert len(made) <= 1
    assert set(codes) <= {"file_exists", "file_in_use"}
    for one in made:
        one.close()
    OfficeFile.open(path, AUTHOR).close()
    assert set(digests(tmp_path)) == {"office.kakehashi", LOCK}


def test_nothing_is_left_of_an_office_that_could_not_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(partial: Path, key: Key | None = None) -> None:
        assert key is None
        partial.with_name(partial.name + "-wal").write_bytes(b"x")
        raise Problem("migration_failed")

    monkeypatch.setattr(office_module, "upgrade", failing)
    with pytest.raises(Problem, match="migration_failed"):
        OfficeFile.create(tmp_path / "office.kakehashi", AUTHOR)
    assert digests(tmp_path) == {}


@pytest.mark.parametrize("place", ["missing/office.kakehashi", "a file/office.kakehashi"])
def test_an_office_needs_a_folder(tmp_path: Path, place: str) -> None:
    (tmp_path / "a file").write_text("x", encoding="utf-8")
    with pytest.raises(Problem, match="file_unwritable"):
        OfficeFile.create(tmp_path / place, AUTHOR)
    assert set(digests(tmp_path)) == {"a file"}


def test_an_office_that_finds_the_disk_full_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (16384, hard))
    try:
        with pytest.raises(Problem) as problem:
            OfficeFile.create(tmp_path / "office.kakehashi", AUTHOR)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert problem.value.code in ("file_full", "file_unwritable")
    assert digests(tmp_path) == {}


# A program of its own that opens the file and waits to be told to end.
_OTHER = """
import sys
from pathlib import Path
from desktop.store.cipher import Key
from desktop.store.log import Author
from desktop.store.office import OfficeFile
office = OfficeFile.open(Path(sys.argv[1]), Author("Bo Testrup"))
print("open", flush=True)
sys.stdin.readline()
office.close()
"""


@pytest.fixture
def other_program(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    path = make(tmp_path / "office.kakehashi")
    with subprocess.Popen(
        [sys.executable, "-c", _OTHER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "open\n"
        yield program
        program.kill()


def test_a_file_that_another_program_has_open(
    tmp_path: Path, other_program: subprocess.Popen[str]
) -> None:
    path = tmp_path / "office.kakehashi"
    problem = refused(path)
    assert problem.code == "file_in_use"
    assert problem.values["who"] == "Bo Testrup"
    other_program.communicate("\n")
    OfficeFile.open(path, AUTHOR).close()


def test_a_program_that_crashed_leaves_the_file_free(
    tmp_path: Path, other_program: subprocess.Popen[str]
) -> None:
    path = tmp_path / "office.kakehashi"
    other_program.kill()
    other_program.wait()
    assert (tmp_path / ".office.kakehashi.holder").exists()
    OfficeFile.open(path, AUTHOR).close()
    assert set(digests(tmp_path)) == {"office.kakehashi", LOCK}


def test_one_file_under_two_names_is_one_file(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    link = tmp_path / "links" / "link.kakehashi"
    link.parent.mkdir()
    link.symlink_to(path)
    first = OfficeFile.open(link, AUTHOR)
    assert first.path == path
    with pytest.raises(Problem, match="file_in_use"):
        OfficeFile.open(tmp_path / "links" / ".." / "office.kakehashi", AUTHOR)
    first.close()
    assert set(digests(link.parent)) == {link.name}


@pytest.mark.parametrize("moment", ["check_sound", "_connected"])
def test_a_file_that_could_not_be_opened_is_free_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    path = make(tmp_path / "office.kakehashi")

    def failing(_path: Path, _key: Key | None) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(office_module, moment, failing)
        with pytest.raises(KeyboardInterrupt):
            OfficeFile.open(path, AUTHOR)
    OfficeFile.open(path, AUTHOR).close()


def test_a_file_whose_holder_cannot_be_noted_is_free_again(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    holder = tmp_path / ".office.kakehashi.holder"
    holder.mkdir()
    with pytest.raises(Problem, match="file_unwritable"):
        OfficeFile.open(path, AUTHOR)
    holder.rmdir()
    OfficeFile.open(path, AUTHOR).close()


@pytest.mark.parametrize("folder", ["Dropbox", "OneDrive - Example"])
def test_an_unsafe_place_is_refused(tmp_path: Path, folder: str) -> None:
    place = tmp_path / folder
    place.mkdir()
    with pytest.raises(Problem) as problem:
        OfficeFile.create(place / "office.kakehashi", AUTHOR)
    assert (problem.value.code, problem.value.values["reason"]) == ("file_unsafe_place", "sync")
    assert digests(place) == {}
    safe = make(tmp_path / "office.kakehashi")
    shutil.copy(safe, place / "office.kakehashi")
    assert refused(place / "office.kakehashi").code == "file_unsafe_place"


def test_a_link_into_an_unsafe_place_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "Dropbox"
    place.mkdir()
    shutil.copy(make(tmp_path / "office.kakehashi"), place / "shared.kakehashi")
    link = tmp_path / "link.kakehashi"
    link.symlink_to(place / "shared.kakehashi")
    with pytest.raises(Problem, match="file_unsafe_place"):
        OfficeFile.open(link, AUTHOR)


def test_readers_see_what_was_committed_when_they_began(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add(Person(given="First"))
    with office.reading() as one, office.reading() as two:
        assert one.query(Person).count() == 1
        with office.writing("create") as session:
            session.add(Person(given="Second"))
            session.flush()
            assert two.query(Person).count() == 1
        assert one.query(Person).count() == 1
    with office.reading() as three:
        assert three.query(Person).count() == 2


def test_a_writer_that_reads_first_does_not_fail_on_what_another_wrote(office: OfficeFile) -> None:
    with office.writing("create") as session:
        session.add(Person(given="Zero"))
    start = threading.Barrier(3)

    def count_up() -> None:
        start.wait()
        for _ in range(5):
            with office.writing("change") as session:
                person = session.query(Person).one()
                person.note = str(int(person.note or 0) + 1)

    with ThreadPoolExecutor(3) as pool:
        for counting in [pool.submit(count_up) for _ in range(3)]:
            counting.result()
    with office.reading() as session:
        assert session.query(Person).one().note == "15"


def test_a_write_unit_takes_the_lock_at_once(office: OfficeFile) -> None:
    begun: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("BEGIN"):
            begun.append(statement)

    event.listen(office._engine, "before_cursor_execute", note)
    with office.writing("nothing"):
        assert begun == ["BEGIN IMMEDIATE"]
    with office.reading() as session:
        session.query(Person).count()
    assert begun == ["BEGIN IMMEDIATE", "BEGIN"]


def test_a_key_that_refers_to_nothing_is_not_committed(office: OfficeFile) -> None:
    with pytest.raises(IntegrityError), office.writing("create") as session:
        session.add(Member(delegation_id="0" * 36, person_id="1" * 36))
    assert rows(office.path)["member"] == []
    assert log(office) == []


def test_a_full_disk_is_told_and_nothing_is_changed(office: OfficeFile) -> None:
    def full(connection: sqlcipher.Connection, *_rest: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    event.listen(office._engine, "checkout", full)
    with pytest.raises(Problem, match="file_full"), office.writing("create") as session:
        session.add(Person(note="x" * 1_000_000))
    assert rows(office.path)["person"] == []
    assert log(office) == []


def test_damage_that_shows_later_is_told(office: OfficeFile) -> None:
    damage = sqlcipher.DatabaseError("database disk image is malformed")
    for session_of in (office.reading, lambda: office.writing("change")):
        with pytest.raises(Problem, match="file_damaged"), session_of():
            raise DatabaseError("SELECT 1", {}, damage)


@pytest.mark.parametrize("passphrase", [None, "bridge over the sound"])
def test_an_open_file_is_looked_through(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "office.kakehashi"
    office = OfficeFile.create(path, AUTHOR, passphrase=passphrase)
    with office.writing("create") as session:
        session.add_all([Person(given=f"Demo {number}") for number in range(500)])
    key = office.key
    assert office.check()
    assert office.check(thorough=True)
    office.close()
    content = bytearray(path.read_bytes())
    content[-4096:-4032] = bytes(64)  # the beginning of the last page
    path.write_bytes(content)
    office = OfficeFile.open(path, AUTHOR, key=key, check=False)
    with pytest.raises(Problem) as told:
        office.check(thorough=True)
    assert told.value.code == "file_damaged"
    office.close()


def test_a_check_is_given_up_when_the_file_is_wanted_closed(office: OfficeFile) -> None:
    office.stop_checking()  # none is under way

    def interrupted(*_question: object, **_more: object) -> str:
        office.stop_checking()
        raise sqlcipher.OperationalError("interrupted")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office_module, "faults_of", interrupted)
        assert not office.check()
    assert office.check()


def test_a_closed_file_holds_no_key(tmp_path: Path) -> None:
    office = OfficeFile.create(tmp_path / "office.kakehashi", AUTHOR, passphrase="bridge over it")
    office.close()
    assert office.key is None


def test_a_bug_stays_a_bug(office: OfficeFile) -> None:
    with pytest.raises(IntegrityError), office.reading():
        raise IntegrityError("INSERT", {}, sqlcipher.IntegrityError("UNIQUE constraint failed"))
    with pytest.raises(ZeroDivisionError), office.writing("change"):
        raise ZeroDivisionError


def test_listeners_hear_which_kinds_changed_and_only_then(office: OfficeFile) -> None:
    heard: list[frozenset[str]] = []
    stop = office.on_commit(heard.append)
    with office.writing("create") as session:
        session.add(Person(given="First"))
        session.flush()
        assert heard == []
    assert heard == [frozenset({"person"})]
    with office.writing("nothing"):
        pass
    with suppress(ZeroDivisionError), office.writing("failing") as session:
        session.add(Person(given="Second"))
        session.flush()
        raise ZeroDivisionError
    assert len(heard) == 1
    office.undo()
    assert heard[1:] == [frozenset({"person"})]
    stop()
    office.redo()
    assert len(heard) == 2


def test_the_machines_clock_is_in_utc() -> None:
    now = office_module.utc_now()
    assert now.tzinfo is UTC
    assert abs(now - datetime.now(UTC)).days == 0
