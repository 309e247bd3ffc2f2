"""The schema and the way to it: nothing is lost, whatever a migration does."""

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from desktop.domain import Base, Person
from desktop.errors import Problem
from desktop.paths import shipped
from desktop.store import history, identify, migrate, office, soundness
from desktop.store.cipher import Key, is_plain
from desktop.store.connection import make_engine
from desktop.store.kept import Kept
from desktop.store.keys import read_keys
from desktop.store.log import Author
from desktop.store.migrate import SCHEMA_VERSION, upgrade
from desktop.store.office import OfficeFile
from desktop.store.sent import Sent
from desktop.store.tombstones import Tombstone
from tests.data import make_golden
from tests.store.kit import Rows, digests, encrypted_copy, log, rows

ROOT = Path(__file__).parents[1]
DATA = ROOT / "tests" / "data"
AUTHOR = Author("Bo Testrup")


@pytest.fixture
def golden(tmp_path: Path) -> Callable[[int], Path]:
    """A copy of the file that a released schema version left on users' disks."""

    def copy(version: int) -> Path:
        return Path(
            shutil.copy(DATA / f"office-schema-{version}.kakehashi", tmp_path / "office.kakehashi")
        )

    return copy


# --- today's schema --------------------------------------------------------------------------


def test_the_migrations_make_what_the_classes_say(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    path.touch()
    upgrade(path)
    engine = make_engine(path)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert {
            Kept.__tablename__,
            Sent.__tablename__,
            Tombstone.__tablename__,
        } <= Base.metadata.tables.keys()
        assert compare_metadata(context, Base.metadata) == []
    engine.dispose()


def test_every_version_is_numbered_kept_and_told() -> None:
    scripts = ScriptDirectory(str(shipped("migrations")))
    revisions = [script.revision for script in scripts.walk_revisions()][::-1]
    versions = range(1, SCHEMA_VERSION + 1)
    assert revisions == [f"{version:04d}" for version in versions]
    assert scripts.get_heads() == revisions[-1:]
    history_page = (ROOT / "docs" / "schema.md").read_text(encoding="utf-8")
    for version in versions:
        assert (DATA / f"office-schema-{version}.kakehashi").is_file()
        assert re.search(rf"^## Version {version}\b", history_page, re.MULTILINE)


def test_migrations_stand_by_themselves() -> None:
    for script in shipped("migrations").rglob("*.py"):
        assert "desktop" not in re.findall(
            r"^\s*(?:from|import)\s+(\w+)", script.read_text(encoding="utf-8"), re.MULTILINE
        ), script


def test_a_migrated_file_is_left_alone(golden: Callable[[int], Path]) -> None:
    path = golden(SCHEMA_VERSION)
    before = rows(path)
    upgrade(path)
    upgrade(path)
    assert rows(path) == before


# --- files of released versions --------------------------------------------------------------


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_a_file_of_every_released_version_opens(
    golden: Callable[[int], Path], version: int
) -> None:
    path = golden(version)
    opened = OfficeFile.open(path, AUTHOR)
    with opened.reading() as session:
        assert soundness.check(session).is_sound
        person = session.get_one(Person, make_golden.key("ida"))
        assert (person.latin(), person.title.da) == ("Ida Prøvesen", "Kontorchef")
        assert len(history.history(session, person.id)) == 2
    labels = [(unit.label, unit.mode) for unit, _ in log(opened)][:4]
    assert labels == [("create", "do"), ("change", "do"), ("change", "do"), ("change", "undo")]
    before = rows(path)
    while opened.undo() is not None:
        pass
    assert rows(path)["person"] == []
    while opened.redo() is not None:
        pass
    opened.close()
    after = rows(path)
    # The redo went on to the change that was taken back when the file was made.
    assert [name for name in after if after[name] != before[name]] == ["delegation"]
    assert len(after["delegation"]) == len(before["delegation"])


KEY = Key(bytes(range(32)))


def everything(path: Path, key: Key | None) -> Rows:
    """All rows of a file once it is of today's schema."""
    opened = OfficeFile.open(path, AUTHOR, key=key)
    with opened.reading() as session:
        assert soundness.check(session).is_sound
        run = session.connection().exec_driver_sql
        found = {
            name: sorted((tuple(row) for row in run(f'SELECT * FROM "{name}"')), key=repr)
            for name in Base.metadata.tables
        }
    opened.close()
    return found


@pytest.mark.parametrize("version", range(1, SCHEMA_VERSION + 1))
def test_an_encrypted_file_is_upgraded_alike_and_stays_encrypted(
    golden: Callable[[int], Path], tmp_path: Path, version: int
) -> None:
    plain, locked = golden(version), tmp_path / "locked.kakehashi"
    encrypted_copy(plain, locked, KEY)
    assert everything(locked, KEY) == everything(plain, None)
    # So is the backup that was made first.
    kept = sorted(tmp_path.glob("locked*.kakehashi"))
    assert len(kept) == (1 if version == SCHEMA_VERSION else 2)
    assert not any(is_plain(path) for path in kept)


def test_a_file_that_was_encrypted_long_ago_opens_with_its_password(
    golden: Callable[[int], Path], tmp_path: Path
) -> None:
    # A newer SQLCipher may encrypt differently by default, and a newer program wrap otherwise.
    path = tmp_path / "locked.kakehashi"
    for ending in (".kakehashi", ".keys"):
        shutil.copy(DATA / f"office-schema-5-encrypted{ending}", path.with_suffix(ending))
    key = read_keys(path).unlock("quiet words for nobody")
    assert key == KEY
    assert everything(path, key) == everything(golden(5), None)


def test_the_golden_file_is_what_its_script_makes(
    golden: Callable[[int], Path], tmp_path: Path
) -> None:
    again = tmp_path / "again.kakehashi"
    make_golden.make(again)
    # Should this fail, a class changed without a migration, or the script without the file.
    assert rows(again) == rows(golden(SCHEMA_VERSION))


# --- throwaway migrations --------------------------------------------------------------------

FAMILY = """
    op.create_table("parent", sa.Column("id", sa.Integer(), primary_key=True))
    op.create_table(
        "child",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("parent_id", sa.Integer()),
        sa.ForeignKeyConstraint(["parent_id"], ["parent.id"], name="fk", ondelete="CASCADE"),
    )
    op.execute("INSERT INTO parent VALUES (1), (2)")
    op.execute("INSERT INTO child VALUES (10, 1), (11, 1), (12, 2)")
"""
REBUILD = """
    with op.batch_alter_table("parent", recreate="always") as batch:
        batch.add_column(sa.Column("name", sa.Text()))
"""


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Writes a throwaway migration folder, and has `upgrade` use it."""
    folder = tmp_path / "50% migrations"  # Alembic's configuration reads % as its own

    def write(*bodies: str, after: int = 0) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(shipped("migrations"), folder, ignore=shutil.ignore_patterns("__pycache__"))
        if not after:
            shutil.rmtree(folder / "versions")
            (folder / "versions").mkdir()
        for number, body in enumerate(bodies, after + 1):
            before = repr(f"{number - 1:04d}") if number > 1 else None
            (folder / "versions" / f"{number:04d}_throwaway.py").write_text(
                "import sqlalchemy as sa\nfrom alembic import op\n"
                f"revision = '{number:04d}'\ndown_revision = {before}\n\n\n"
                f"def upgrade():\n{body}\n",
                encoding="utf-8",
            )
        monkeypatch.setattr(migrate, "shipped", lambda _name: folder)

    yield write
    shutil.rmtree(folder, ignore_errors=True)


def ask(path: Path, query: str) -> list[Any]:
    with closing(sqlite.connect(path)) as connection:
        return [row[0] for row in connection.execute(query).fetchall()]


def family(path: Path, scripts: Callable[..., None]) -> Path:
    path.touch()
    scripts(FAMILY)
    upgrade(path)
    assert ask(path, "SELECT id FROM child") == [10, 11, 12]
    return path


def test_a_rebuilt_table_keeps_its_children(tmp_path: Path, scripts: Callable[..., None]) -> None:
    path = family(tmp_path / "family.db", scripts)
    scripts(FAMILY, REBUILD)
    upgrade(path)
    assert ask(path, "SELECT id FROM child") == [10, 11, 12]
    assert "name" in ask(path, "SELECT name FROM pragma_table_info('parent')")
    assert ask(path, "SELECT version_num FROM alembic_version") == ["0002"]


def test_the_danger_is_real(tmp_path: Path, scripts: Callable[..., None]) -> None:
    # Should this fail, Alembic has mended what our recipe guards against; the recipe may stay.
    path = family(tmp_path / "family.db", scripts)
    scripts(FAMILY, REBUILD)
    engine = make_engine(path, foreign_keys=True)
    connection = engine.connect().execution_options(write=True)
    with connection, connection.begin():
        migrate._run(connection)
    engine.dispose()
    assert ask(path, "SELECT id FROM child") == []


def test_a_migration_that_loses_rows_is_refused(
    tmp_path: Path, scripts: Callable[..., None]
) -> None:
    path = family(tmp_path / "family.db", scripts)
    scripts(FAMILY, '    op.execute("DELETE FROM child WHERE id > 10")')
    with pytest.raises(Problem) as problem:
        upgrade(path)
    assert problem.value.code == "migration_failed"
    assert problem.value.values == {"reason": "rows lost", "tables": ("child",)}
    assert ask(path, "SELECT id FROM child") == [10, 11, 12]
    assert ask(path, "SELECT version_num FROM alembic_version") == ["0001"]


def test_a_migration_that_leaves_keys_dangling_is_refused(
    tmp_path: Path, scripts: Callable[..., None]
) -> None:
    path = family(tmp_path / "family.db", scripts)
    scripts(FAMILY, '    op.execute("INSERT INTO child VALUES (13, 99)")')
    with pytest.raises(Problem, match="foreign keys"):
        upgrade(path)
    assert ask(path, "SELECT id FROM child") == [10, 11, 12]


HALF = """
    op.create_table("halfway", sa.Column("id", sa.Integer(), primary_key=True))
    op.execute("UPDATE child SET parent_id = 2")
"""


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ("    op.execute('SELECT * FROM nowhere')", Problem),
        ("    op.execute('INSERT INTO parent VALUES (1)')", Problem),
        ("    raise RuntimeError('a bug in the migration')", RuntimeError),
    ],
)
def test_a_migration_that_fails_is_taken_back_whole(
    tmp_path: Path, scripts: Callable[..., None], fault: str, error: type[Exception]
) -> None:
    path = family(tmp_path / "family.db", scripts)
    scripts(FAMILY, REBUILD, HALF + fault)
    with pytest.raises(error):
        upgrade(path)
    assert "halfway" not in ask(path, "SELECT name FROM sqlite_master")
    assert "name" not in ask(path, "SELECT name FROM pragma_table_info('parent')")
    assert ask(path, "SELECT parent_id FROM child") == [1, 1, 2]
    assert ask(path, "SELECT version_num FROM alembic_version") == ["0001"]
    assert ask(path, "PRAGMA integrity_check") == ["ok"]


def test_a_revision_that_nobody_knows_is_told(tmp_path: Path, scripts: Callable[..., None]) -> None:
    path = family(tmp_path / "family.db", scripts)
    with closing(sqlite.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'future99'")
        connection.commit()
    with pytest.raises(Problem, match="migration_failed"):
        upgrade(path)


# --- an older file is upgraded when it is opened ----------------------------------------------


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> int:
    """The program of the version after this one."""
    for module in (migrate, identify, office):
        monkeypatch.setattr(module, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    return SCHEMA_VERSION + 1


ADD_COLUMN = """
    with op.batch_alter_table("delegation", recreate="always") as batch:
        batch.add_column(sa.Column("motto", sa.Text(), nullable=False, server_default=""))
"""


def without_motto(held: Rows) -> Rows:
    return {**held, "delegation": [row[:-1] for row in held["delegation"]]}


def test_an_older_file_is_upgraded_after_a_backup(
    golden: Callable[[int], Path], scripts: Callable[..., None], next_version: int
) -> None:
    path = golden(SCHEMA_VERSION)
    before = rows(path)
    scripts(ADD_COLUMN, after=SCHEMA_VERSION)
    OfficeFile.open(path, AUTHOR).close()
    assert ask(path, "PRAGMA user_version") == [next_version]
    after = rows(path)
    assert after.pop("alembic_version", None) == before.pop("alembic_version", None)
    assert without_motto(after) == before
    kept = path.with_name(f"office.schema-{SCHEMA_VERSION}.kakehashi")
    assert rows(kept) == before
    assert ask(kept, "PRAGMA user_version") == [SCHEMA_VERSION]


def test_an_older_file_that_cannot_be_upgraded_stays_as_it_was(
    golden: Callable[[int], Path], scripts: Callable[..., None], next_version: int
) -> None:
    path = golden(SCHEMA_VERSION)
    before = rows(path)
    scripts(ADD_COLUMN + "    op.execute('SELECT * FROM nowhere')", after=SCHEMA_VERSION)
    with pytest.raises(Problem, match="migration_failed"):
        OfficeFile.open(path, AUTHOR)
    assert rows(path) == before
    assert ask(path, "PRAGMA user_version") == [SCHEMA_VERSION] != [next_version]
    assert f"office.schema-{SCHEMA_VERSION}.kakehashi" in digests(path.parent)


@pytest.mark.usefixtures("next_version")
def test_without_a_backup_nothing_is_upgraded(
    golden: Callable[[int], Path], scripts: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = golden(SCHEMA_VERSION)
    before = digests(path.parent)
    scripts(ADD_COLUMN, after=SCHEMA_VERSION)

    def full(_source: Path, _target: Path, _key: Key | None) -> None:
        raise Problem("backup_failed")

    monkeypatch.setattr(office, "back_up", full)
    with pytest.raises(Problem, match="backup_failed"):
        OfficeFile.open(path, AUTHOR)
    assert digests(path.parent)["office.kakehashi"] == before["office.kakehashi"]
