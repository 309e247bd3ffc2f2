import json
import re
from pathlib import Path

from desktop.store.office import OfficeFile
from tests.cli.conftest import Run
from tests.store.kit import rows


def test_a_backup_is_made_listed_and_restored(run: Run, demo: Path) -> None:
    before = rows(demo)
    made = run("backup")
    (path,) = (demo.parent / "demo.backups").glob("*.kakehashi")
    assert made == f"Backup made: {path}\n"
    listed = run("backups")
    assert str(path) in listed
    assert "not encrypted" in listed
    assert "All backups lie on the same disk as the office file." in listed
    assert "the same as the office file" in run("restore", path, "--dry-run")
    run("undo")
    told = run("restore", path, "--dry-run")
    assert "only in the backup, and would come back: " in told
    assert rows(demo) != before
    restored = run("restore", path, "--yes").splitlines()
    assert restored[0] == f"Restored: {demo}"
    kept = Path(restored[1].removeprefix("The file that was replaced is kept: "))
    assert kept.exists()
    assert rows(demo) == before


def test_backups_for_other_programs(run: Run, demo: Path) -> None:
    assert json.loads(run("backups", "--json")) == {
        "backups": [],
        "worries": [{"code": "backup_none"}],
    }
    run("backup")
    (one,) = json.loads(run("backups", "--json"))["backups"]
    assert one["encrypted"] is False
    assert one["size"] == Path(one["path"]).stat().st_size


def test_a_backup_goes_into_a_chosen_folder(run: Run, demo: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    assert "is not there" in run("backup", "--to", stick, code=1)
    stick.mkdir()
    run("backup", "--to", stick)
    (path,) = stick.iterdir()
    OfficeFile.open(path).close()
    assert not (demo.parent / "demo.backups").exists()


def test_restoring_asks_to_be_sure(run: Run, demo: Path) -> None:
    assert "--dry-run --yes" in run("restore", demo, code=2)
    assert "is the office file itself" in run("restore", demo, "--yes", code=1)
    assert "There is no file" in run("restore", demo.parent / "gone", "--yes", code=1)


def test_a_damaged_file_is_salvaged(run: Run, demo: Path, tmp_path: Path) -> None:
    target = tmp_path / "saved.kakehashi"
    told = run("salvage", target)
    assert "Delegation" in told
    assert "saved: " in told
    assert "lost: " not in told
    assert rows(target) == rows(demo)


def test_the_whole_file_is_looked_through_when_asked(run: Run, demo: Path) -> None:
    read, references, logged, verdict = run("check", "--full").splitlines()
    assert re.match(r"\d{3} pages were read, and each index compared with its table$", read)
    assert references == "Each reference leads to an entry that is there"
    assert re.match(r"\d{3} entries have their beginning in the change log$", logged)
    assert verdict == "The file is sound. Its change log holds 1 action."
