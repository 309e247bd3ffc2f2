import shutil
import threading
from pathlib import Path

import pytest

from desktop.domain import Person
from desktop.errors import Problem
from desktop.store import backup
from desktop.store.backup import back_up
from desktop.store.cipher import Key
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, digests, log, make, rows


def test_a_copy_of_a_live_file_may_miss_what_a_backup_has(
    office: OfficeFile, tmp_path: Path
) -> None:
    with office.writing("create") as session:
        session.add(Person(given="Newest"))
    copy = tmp_path / "copy.kakehashi"
    shutil.copy(office.path, copy)
    assert rows(copy)["person"] == []
    kept = tmp_path / "backup.kakehashi"
    back_up(office.path, kept)
    assert rows(kept) == rows(office.path)
    assert len(rows(kept)["person"]) == 1
    OfficeFile.open(kept, AUTHOR).close()


def test_a_backup_is_one_file_with_the_log_and_all(office: OfficeFile, tmp_path: Path) -> None:
    with office.writing("create") as session:
        session.add(Person(given="Newest"))
    (tmp_path / "kept").mkdir()
    back_up(office.path, tmp_path / "kept" / "backup.kakehashi")
    assert set(digests(tmp_path / "kept")) == {"backup.kakehashi"}
    again = OfficeFile.open(tmp_path / "kept" / "backup.kakehashi", AUTHOR)
    assert [unit.label for unit, _ in log(again)] == ["create"]
    assert again.undo() == ("create", {})
    again.close()


def test_a_backup_is_consistent_while_others_write(office: OfficeFile, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            with office.writing("create") as session:
                session.add_all([Person(given="one"), Person(given="other")])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            kept = tmp_path / f"backup-{number}.kakehashi"
            back_up(office.path, kept)
            assert len(rows(kept)["person"]) % 2 == 0
    finally:
        done.set()
        writer.join()


def test_a_file_is_never_its_own_backup(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    before = digests(tmp_path)
    link = tmp_path / "link.kakehashi"
    link.symlink_to(path)
    for target in (path, link):
        with pytest.raises(Problem, match="backup_failed"):
            back_up(path, target)
    link.unlink()
    assert digests(tmp_path) == before


def test_a_backup_that_fails_leaves_the_older_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = make(tmp_path / "office.kakehashi")
    kept = tmp_path / "backup.kakehashi"
    kept.write_text("the older one", encoding="utf-8")
    before = digests(tmp_path)
    with pytest.raises(Problem, match="backup_failed"):
        back_up(tmp_path / "missing.kakehashi", kept)
    assert digests(tmp_path) == before

    def damaged(_copy: Path, _key: Key | None, *, thorough: bool) -> None:
        assert thorough
        raise OSError("the disk gave back something else")

    monkeypatch.setattr(backup, "check_sound", damaged)
    with pytest.raises(Problem, match="backup_failed"):
        back_up(path, kept)
    assert digests(tmp_path) == before
    with pytest.raises(Problem, match="backup_failed"):
        back_up(path, tmp_path / "no folder" / "backup.kakehashi")


def test_a_damaged_file_gives_no_backup(tmp_path: Path) -> None:
    path = make(tmp_path / "office.kakehashi")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(4096) + whole[8192:])
    with pytest.raises(Problem, match="backup_failed"):
        back_up(path, tmp_path / "backup.kakehashi")
    assert not (tmp_path / "backup.kakehashi").exists()
