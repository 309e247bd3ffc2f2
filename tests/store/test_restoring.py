import os
import shutil
import sys
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy.orm import Session

from desktop.domain import Delegation, Person, Place, Trilingual
from desktop.domain.base import new_id
from desktop.errors import Problem
from desktop.store import restoring
from desktop.store.backup import back_up
from desktop.store.backups import back_up_now, folder_of, prune
from desktop.store.cipher import Key
from desktop.store.identify import is_locked
from desktop.store.keys import keys_path, read_keys, write_keys
from desktop.store.office import OfficeFile
from desktop.store.restoring import differences, kept_name, restore
from desktop.store.tombstones import ALL, Erased, bury, erased
from tests.conftest import NOW
from tests.store.kit import AUTHOR, Rows, digests, make, rows

DATA = Path(__file__).parents[1] / "data"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed office file that has changed since its backup was made."""
    (tmp_path / "desk").mkdir()
    return make(tmp_path / "desk" / "office.kakehashi")


def backed_up(path: Path, key: Key | None = None) -> Path:
    office = OfficeFile.open(path, AUTHOR, key=key)
    (made,) = back_up_now(office, [folder_of(path)], NOW).paths
    office.close()
    return made


def add(path: Path, name: str, key: Key | None = None) -> str:
    office = OfficeFile.open(path, AUTHOR, key=key)
    with office.writing("create") as session:
        person = Person(given=name)
        session.add(person)
    office.close()
    return person.id


def bury_in(path: Path, *what: Erased, key: Key | None = None) -> None:
    office = OfficeFile.open(path, AUTHOR, key=key)
    with office.writing("privacy.erase") as session:
        bury(session, what)
    office.close()


def test_what_differs_is_counted_and_named_by_kind(path: Path) -> None:
    backup = backed_up(path)
    office = OfficeFile.open(path, AUTHOR)
    with office.writing("edit") as session:
        session.add_all(Person(given=f"New {number}") for number in range(12))
        session.add(Delegation(reference="DEL-2027-002"))
        hotel = session.query(Place).filter_by(name_en="Hotel Example").one()
        hotel.name = Trilingual(en="Hotel Sample")
    before = digests(backup.parent)
    with office.reading() as session:
        found = {one.kind: one for one in differences(session, backup, None).kinds}
    assert list(found) == ["delegation", "person", "place"]
    assert found["person"].only_here.number == 12
    assert len(found["person"].only_here.names) == restoring.NAMED
    assert found["person"].only_here.names[0].en.startswith("New ")
    assert found["delegation"].only_here.names == (Trilingual(en="DEL-2027-002"),)
    assert found["place"].changed.names == (Trilingual(en="Hotel Sample"),)
    assert (found["place"].only_here.number, found["place"].only_in_backup.number) == (0, 0)
    assert digests(backup.parent) == before
    office.close()
    office = OfficeFile.open(backup, AUTHOR)
    with office.reading() as session:
        (back,) = [one for one in differences(session, path, None).kinds if one.kind == "person"]
    office.close()
    assert back.only_in_backup.number == 12


def test_the_same_differs_in_nothing_and_no_file_is_left_beside(path: Path) -> None:
    copy = path.parent.parent / "copy.kakehashi"
    shutil.copy(path, copy)
    office = OfficeFile.open(path, AUTHOR)
    with office.reading() as session:
        assert differences(session, copy, None).are_none
    office.close()
    assert sorted(one.name for one in copy.parent.iterdir()) == ["copy.kakehashi", "desk"]


def test_an_older_backup_is_compared_in_todays_schema_and_stays_as_it_is(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(private))
    backup = tmp_path / "old.kakehashi"
    shutil.copy(DATA / "office-schema-1.kakehashi", backup)
    before = backup.read_bytes()
    office = OfficeFile.open(path, AUTHOR)
    with office.reading() as session:
        found = {one.kind: one for one in differences(session, backup, None).kinds}
    office.close()
    assert found["person"].only_in_backup.number == 2
    assert backup.read_bytes() == before
    assert list(private.iterdir()) == []


def test_many_entries_are_compared_without_holding_them(path: Path) -> None:
    backup = backed_up(path)
    office = OfficeFile.open(path, AUTHOR)
    with office.writing("import") as session:
        session.add_all(Place(name=Trilingual(en=f"Room {n}")) for n in range(3000))
    with office.reading() as session:
        (only,) = differences(session, backup, None).kinds
        assert not any(isinstance(one, Place) for one in session.identity_map.values())
    office.close()
    assert only.only_here.number == 3000


def test_restoring_puts_the_backup_in_place_and_keeps_what_was_there(path: Path) -> None:
    backup = backed_up(path)
    old = rows(path)
    add(path, "Later")
    newer = rows(path)
    (path.with_name(path.name + "-shm")).write_bytes(b"of a crash")
    told = kept_name(path, NOW)
    kept = restore(path, backup, None, NOW)
    assert kept == path.with_name("office.replaced-2026-11-23T0900Z.kakehashi")
    assert kept.name == told
    assert rows(kept) == newer
    assert rows(path) == old
    assert backup.exists()
    assert {one.name for one in path.parent.iterdir() if not one.name.startswith(".")} == {
        "office.backups",
        "office.kakehashi",
        kept.name,
    }
    assert [one.name for one in path.parent.glob(".*unfinished*")] == []
    again = restore(path, kept, None, NOW)
    assert again == path.with_name("office.replaced-2026-11-23T0900Z-2.kakehashi")
    assert rows(path) == newer


def test_what_a_crash_left_in_the_log_is_kept_and_does_not_come_into_the_backup(
    path: Path,
) -> None:
    backup = backed_up(path)
    old = rows(path)
    office = OfficeFile.open(path, AUTHOR)
    with office.writing("create") as session:
        session.add(Person(given="In the log"))
    crashed = path.parent / "crashed"
    crashed.mkdir()
    for end in ("", "-wal"):
        shutil.copy(f"{path}{end}", crashed / f"office.kakehashi{end}")
    office.close()
    left = crashed / "office.kakehashi"
    kept = restore(left, backup, None, NOW)
    assert rows(left) == old
    assert kept is not None
    opened = OfficeFile.open(kept, AUTHOR)
    with opened.reading() as session:
        assert session.query(Person).filter_by(given="In the log").count() == 1
    opened.close()


def test_a_damaged_file_is_replaced_and_kept_byte_for_byte(path: Path) -> None:
    backup = backed_up(path)
    old = rows(path)
    damaged = path.read_bytes()[:4096] + b"\xff" * 4096
    path.write_bytes(damaged)
    kept = restore(path, backup, None, NOW)
    assert kept is not None
    assert kept.read_bytes() == damaged
    assert rows(path) == old
    path.unlink()
    assert restore(path, backup, None, NOW) is None
    assert rows(path) == old


def test_what_is_no_good_backup_changes_nothing(path: Path, tmp_path: Path) -> None:
    backup = backed_up(path)
    whole = backup.read_bytes()
    other = tmp_path / "other.kakehashi"
    for content, code in (
        (whole[:8192] + bytes(4096) + whole[12288:], "file_damaged"),
        (b"a letter", "file_foreign"),
        (b"", "file_empty"),
    ):
        other.write_bytes(content)
        before = digests(path.parent)
        with pytest.raises(Problem, match=code):
            restore(path, other, None, NOW)
        assert digests(path.parent) == before
    with pytest.raises(Problem, match="restore_itself"):
        restore(path, path, None, NOW)
    open_elsewhere = OfficeFile.open(path, AUTHOR)
    with pytest.raises(Problem, match="file_in_use"):
        restore(path, backup, None, NOW)
    open_elsewhere.close()


def test_keys_follow_the_file_and_todays_password_stays(tmp_path: Path) -> None:
    path = tmp_path / "office.kakehashi"
    office = OfficeFile.create(path, AUTHOR, passphrase="correct horse")
    key = office.key
    office.close()
    assert key is not None
    backup = backed_up(path, key)
    write_keys(path, read_keys(path).with_passphrase(key, "another one"))
    kept = restore(path, backup, key, NOW)
    assert kept is not None
    assert read_keys(path).unlock("another one") == key
    assert read_keys(kept) == read_keys(path)
    # In the place of a plain file, the key file comes along; the other way round, it goes.
    plain = make(tmp_path / "plain.kakehashi")
    copy = tmp_path / "copy.kakehashi"
    back_up(plain, copy)
    restore(plain, backup, key, NOW)
    assert is_locked(plain)
    assert read_keys(plain) == read_keys(backup)
    restore(plain, copy, None, NOW)
    assert not keys_path(plain).exists()
    OfficeFile.open(plain, AUTHOR).close()


@pytest.fixture
def again(monkeypatch: pytest.MonkeyPatch) -> list[Erased]:
    """What is erased again; it blanks the names of those people."""
    done: list[Erased] = []

    def reapply(session: Session, what: Iterable[Erased]) -> int:
        told = list(what)
        done.extend(told)
        bury(session, told)
        for one in told:
            person = session.get(Person, one.entity_id)
            if person is not None:
                person.given = ""
        return len(told)

    monkeypatch.setitem(sys.modules, "desktop.store.erasing", SimpleNamespace(reapply=reapply))
    return done


def test_what_was_erased_a_second_time_is_erased_again_and_not_the_first_time(
    path: Path, again: list[Erased]
) -> None:
    twice, once = new_id(), new_id()
    first = Erased(twice, "passport", "person", NOW - timedelta(days=9))
    known = Erased(once, "passport", "person", NOW - timedelta(days=2))
    bury_in(path, first, known)
    backup = backed_up(path)
    # An older file knows of an earlier erasure of what the backup says was erased since.
    older = path.with_name("office.replaced-2026-11-20T0900Z.kakehashi")
    earlier = make(older)
    bury_in(earlier, Erased(once, "passport", "person", NOW - timedelta(days=5)))
    second = Erased(twice, "passport", "person", NOW)
    bury_in(path, second)
    restore(path, backup, None, NOW)
    assert again == [second]
    office = OfficeFile.open(path, AUTHOR)
    with office.reading() as session:
        assert set(erased(session)) == {second, known}
    office.close()


def test_an_earlier_time_does_not_take_the_place_of_a_later_one(path: Path) -> None:
    late = Erased(new_id(), ALL, "person", NOW)
    early = Erased(late.entity_id, ALL, "person", NOW - timedelta(days=1, microseconds=5))
    bury_in(path, late, early)
    office = OfficeFile.open(path, AUTHOR)
    with office.reading() as session:
        assert erased(session) == [late]
    office.close()


def test_what_was_erased_stays_erased(path: Path, again: list[Erased]) -> None:
    person = add(path, "Erased later")
    known = Erased(new_id(), ALL, "person", NOW - timedelta(days=9))
    bury_in(path, known)
    backup = backed_up(path)
    here = Erased(person, ALL, "person", NOW)
    bury_in(path, here)
    # A backup that is newer than the chosen one and than a file that was replaced meanwhile.
    elsewhere = Erased(new_id(), "passport", "person", NOW + timedelta(days=1))
    bury_in(path, elsewhere)
    shutil.copy(path, folder_of(path) / "2026-11-25T0900Z.kakehashi")
    shutil.copy(backup, path)
    restore(path, backup, None, NOW)
    assert again == [here, elsewhere]
    office = OfficeFile.open(path, AUTHOR)
    with office.reading() as session:
        assert set(erased(session)) == {known, here, elsewhere}
        assert session.query(Person).filter_by(given="Erased later").count() == 0
    assert office.undo_label() != ("privacy.erase", {})
    office.close()


def test_an_encrypted_file_of_another_key_is_asked_what_was_erased(
    tmp_path: Path, again: list[Erased]
) -> None:
    path = tmp_path / "office.kakehashi"
    office = OfficeFile.create(path, AUTHOR, passphrase="correct horse")
    key = office.key
    office.close()
    here = Erased(new_id(), ALL, "person", NOW)
    bury_in(path, here, key=key)
    backup = make(tmp_path / "plain.kakehashi")
    restore(path, backup, None, NOW, own_key=key)
    assert again == [here]


STEPS = (
    (os, "fsync"),
    (os, "replace"),
    (Path, "replace"),
    (Path, "unlink"),
    (shutil, "copyfileobj"),
    (restoring, "settle"),
    (restoring, "verify"),
)


def stopping(step: int, monkeypatch: pytest.MonkeyPatch, stop: Callable[[], None]) -> None:
    """Call `stop` in place of the step of that number that restoring takes on the disk."""
    taken = iter(range(1000))

    def instead(real: Callable[..., object]) -> Callable[..., object]:
        def do(*arguments: object, **more: object) -> object:
            if next(taken) == step:
                stop()
            return real(*arguments, **more)

        return do

    for owner, name in STEPS:
        monkeypatch.setattr(owner, name, instead(getattr(owner, name)))


def opened(path: Path) -> Rows:
    OfficeFile.open(path, AUTHOR).close()
    return rows(path)


def _as_before(path: Path, content: bytes) -> None:
    """The file as it was, without those that earlier tries kept: each is looked into again."""
    path.write_bytes(content)
    for kept in path.parent.glob("*.replaced-*"):
        kept.unlink()


def test_a_fault_in_any_step_leaves_the_old_file_or_the_new_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(path)
    old = rows(path)
    add(path, "Later")
    newer = rows(path)
    content = path.read_bytes()
    refused = 0
    for step in range(100):
        _as_before(path, content)
        fired = False

        def fail() -> None:
            nonlocal fired
            fired = True
            raise OSError(28, "No space left on device")

        expected = old
        with monkeypatch.context() as patch:
            stopping(step, patch, fail)
            try:
                restore(path, backup, None, NOW)
            except Problem:
                refused += 1
                expected = newer
        assert opened(path) == expected
        assert not any(path.parent.glob(".*unfinished*"))
        if not fired:
            break
    assert 5 < refused <= step < 99


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a process that can be cut short")
def test_a_power_cut_in_any_step_leaves_the_old_file_or_the_new_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backed_up(path)
    old = rows(path)
    add(path, "Later")
    newer = rows(path)
    content = path.read_bytes()
    ends = []
    for step in range(100):
        _as_before(path, content)
        child = os.fork()
        if child == 0:
            stopping(step, monkeypatch, lambda: os._exit(9))
            try:
                restore(path, backup, None, NOW)
                os._exit(0)
            finally:
                os._exit(1)
        _pid, status = os.waitpid(child, 0)
        ends.append(os.waitstatus_to_exitcode(status))
        assert opened(path) in (old, newer)
        if ends[-1] != 9:
            break
    assert ends[-1] == 0
    assert len(ends) > 5
    # What the cuts left half made is swept away with old backups.
    assert any(path.parent.glob(".*unfinished*"))
    prune([folder_of(path)], NOW + timedelta(days=40000))
    assert not any(path.parent.glob(".*unfinished*"))
