"""An office file from elsewhere brings data and no rules; what is no file is never waited for."""

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from desktop.domain import Person
from desktop.errors import Problem
from desktop.files import open_ordinary
from desktop.store.cipher import Key, connected
from desktop.store.kept import Kept, keep, kept
from desktop.store.keys import read_keys
from desktop.store.migrate import SCHEMA_VERSION
from desktop.store.office import OfficeFile
from desktop.store.restoring import differences, restore
from desktop.store.salvage import salvage
from desktop.store.unaltered import check_unaltered
from tests.conftest import NOW
from tests.store.kit import digests, refused

DATA = Path(__file__).resolve().parent.parent / "data"
RULES = {
    "a trigger that erases": "CREATE TRIGGER t AFTER INSERT ON unit BEGIN DELETE FROM person; END",
    "a trigger that copies": (
        "CREATE TRIGGER t AFTER UPDATE ON person BEGIN"
        " INSERT INTO kept VALUES (new.id, new.family); END"
    ),
    "a view": "CREATE VIEW v AS SELECT * FROM person",
    "a virtual table": "CREATE VIRTUAL TABLE v USING fts5(text)",
    "a generated column": "ALTER TABLE person ADD COLUMN g TEXT AS (family || given) VIRTUAL",
    "a default that is reckoned": "ALTER TABLE person ADD COLUMN d TEXT CHECK (length(d) < 9)",
    "an index that is reckoned": "CREATE INDEX i ON person (lower(family))",
    "an index of some rows": "CREATE INDEX i ON person (family) WHERE given <> ''",
    "a table that deletes with another": (
        "CREATE TABLE x (id CHAR(32) REFERENCES person (id) ON DELETE CASCADE)"
    ),
    "a table that replaces": "CREATE TABLE x (id TEXT UNIQUE ON CONFLICT REPLACE)",
    "a rule behind a comment": 'CREATE TABLE x (a TEXT /* " */ CHECK (a <> 1) /* " */)',
}


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file with one person, closed."""
    path = tmp_path_factory.mktemp("sound") / "office.kakehashi"
    office = OfficeFile.create(path)
    with office.writing("create") as session:
        session.add(Person(family="Prøvesen"))
    office.close()
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    return Path(shutil.copyfile(sound, tmp_path / "office.kakehashi"))


def run(path: Path, *statements: str) -> None:
    with closing(sqlite.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
def test_a_file_with_rules_of_its_own_is_refused_untouched(path: Path, rule: str) -> None:
    run(path, rule)
    before = digests(path.parent)
    problem = refused(path)
    assert problem.code == "file_altered"
    assert problem.values["name"] in ("t", "v", "x", "i", "person")
    after = digests(path.parent)
    assert {name: after[name] for name in before} == before


def test_a_backup_with_rules_of_its_own_is_neither_compared_nor_restored(
    path: Path, sound: Path
) -> None:
    run(path, RULES["a trigger that erases"])
    here = Path(shutil.copyfile(sound, path.with_name("here.kakehashi")))
    office = OfficeFile.open(here)
    with office.reading() as session, pytest.raises(Problem, match="file_altered"):
        differences(session, path, None)
    office.close()
    before = here.read_bytes()
    with pytest.raises(Problem, match="file_altered"):
        restore(here, path, None, NOW)
    assert here.read_bytes() == before


def test_rules_are_not_salvaged(tmp_path: Path) -> None:
    for version in (1, SCHEMA_VERSION):
        source = tmp_path / f"{version}.kakehashi"
        shutil.copyfile(DATA / f"office-schema-{version}.kakehashi", source)
        run(source, RULES["a trigger that erases"].replace("UPDATE", "INSERT"))
        if version == SCHEMA_VERSION:
            run(source, "ALTER TABLE place ADD COLUMN g TEXT AS (upper(name_en)) VIRTUAL")
        target = tmp_path / f"saved-{version}.kakehashi"
        assert salvage(source, target, None).rows["person"] == 2
        check_unaltered(target, None, SCHEMA_VERSION)


def test_a_rule_that_stands_only_in_the_log_beside_is_found(path: Path) -> None:
    with closing(sqlite.connect(path)) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute(RULES["a trigger that erases"])
        connection.commit()
        assert path.with_name(path.name + "-wal").stat().st_size > 0
        with pytest.raises(Problem, match="file_altered"):
            OfficeFile.open(path)


def test_without_the_check_the_trigger_would_have_erased(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(path, RULES["a trigger that erases"])
    monkeypatch.setattr("desktop.store.office.check_unaltered", lambda *_: None)
    office = OfficeFile.open(path)
    try:
        with office.writing("create") as session:
            session.add(Person(family="Demo"))
        with office.reading() as session:
            assert session.query(Person).count() < 2
    finally:
        office.close()


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_files_of_every_schema_are_ours(tmp_path: Path, version: int) -> None:
    name = f"office-schema-{version}.kakehashi"
    OfficeFile.open(Path(shutil.copyfile(DATA / name, tmp_path / name))).close()


def test_a_table_that_only_holds_data_is_let_be(path: Path) -> None:
    run(path, 'CREATE TABLE "check" ("when" TEXT, note TEXT NOT NULL)', "ANALYZE")
    OfficeFile.open(path).close()


def test_a_file_that_lacks_a_column_is_damaged(path: Path) -> None:
    run(path, "ALTER TABLE person DROP COLUMN nationality")
    problem = refused(path)
    assert (problem.code, problem.values["reason"]) == ("file_damaged", "no person.nationality")


def test_a_table_whose_text_is_no_text_is_damaged(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content.replace(b"CREATE TABLE person", b"CREATE TABLE pers\x9fn"))
    assert refused(path).code == "file_damaged"


def test_a_files_rules_call_nothing_outside_also_while_it_is_only_read(path: Path) -> None:
    with connected(path, None, mode="ro") as connection:
        assert connection.execute("PRAGMA trusted_schema").fetchone() == (0,)
        with pytest.raises(sqlite.Error):
            connection.execute("SELECT load_extension('libm.so.6')")


def test_a_content_that_grows_without_end_is_not_unpacked(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.store.kept._LARGEST", 1000)
    office = OfficeFile.open(path)
    try:
        with office.writing("keep") as session:
            large, small = keep(session, bytes(100_000)), keep(session, b"small")
            session.add(Kept(digest="0" * 64, content=b"not packed"))
        with office.reading() as session:
            assert kept(session, small) == b"small"
            for digest in (large, "0" * 64):
                with pytest.raises(Problem, match="content_gone"):
                    kept(session, digest)
    finally:
        office.close()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def device(path: Path) -> None:
    path.symlink_to("/dev/zero")


NO_FILES: dict[str, Callable[[Path], None]] = {"a pipe": pipe, "a device": device}
needs_posix = pytest.mark.skipif(os.name != "posix", reason="only there are such files")


@needs_posix
@pytest.mark.parametrize("lay", NO_FILES.values(), ids=NO_FILES)
def test_what_is_no_file_is_refused_at_once(tmp_path: Path, lay: Callable[[Path], None]) -> None:
    path = tmp_path / "office.kakehashi"
    lay(path)
    with pytest.raises(Problem, match="file_not_ordinary"):
        OfficeFile.open(path)
    with pytest.raises(Problem, match="file_not_ordinary"):
        open_ordinary(path)
    lay(tmp_path / "other.keys")
    with pytest.raises(Problem, match="file_not_ordinary"):
        read_keys(tmp_path / "other.kakehashi")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        open_ordinary(tmp_path)


@needs_posix
def test_who_has_it_open_is_told_without_waiting_and_written_through_no_link(path: Path) -> None:
    victim = path.with_name("victim.txt")
    victim.write_text("untouched", encoding="utf-8")
    holder = path.with_name(f".{path.name}.holder")
    holder.symlink_to(victim)
    office = OfficeFile.open(path)
    try:
        assert victim.read_text(encoding="utf-8") == "untouched"
        holder.unlink()
        os.mkfifo(holder)
        assert refused(path).code == "file_in_use"
    finally:
        office.close()


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Key]:
    """An encrypted office file and its key."""
    path = tmp_path_factory.mktemp("encrypted") / "office.kakehashi"
    office = OfficeFile.create(path, passphrase="correct horse")
    key = office.key
    office.close()
    assert key is not None
    return path, key


def test_an_encrypted_file_with_a_trigger_is_refused(encrypted: tuple[Path, Key]) -> None:
    path, key = encrypted
    with connected(path, key) as connection:
        connection.execute(RULES["a trigger that erases"])
        connection.commit()
    with pytest.raises(Problem, match="file_altered"):
        OfficeFile.open(path, key=key)
