import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import Person
from desktop.domain.base import new_id
from desktop.errors import Problem
from desktop.store import backups
from desktop.store.backup import back_up
from desktop.store.backups import (
    back_up_now,
    folder_of,
    in_clear,
    is_due,
    list_backups,
    newest_good,
    places_of,
    prune,
    remove,
    rotation,
    worries,
)
from desktop.store.cipher import Key
from desktop.store.keys import Keys, keys_path, read_keys
from desktop.store.office import OfficeFile
from tests.conftest import NOW
from tests.store.kit import AUTHOR, digests, make, rows


@pytest.fixture(scope="module")
def secret(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficeFile]:
    path = tmp_path_factory.mktemp("secret") / "office.kakehashi"
    office = OfficeFile.create(path, AUTHOR, passphrase="correct horse")
    yield office
    office.close()


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[OfficeFile]:
    (tmp_path / "desk").mkdir()
    office = OfficeFile.open(make(tmp_path / "desk" / "office.kakehashi"), AUTHOR)
    yield office
    office.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def codes(
    path: Path, places: list[Path], now: datetime = NOW, keys: Keys | None = None
) -> set[str]:
    return {worry.code for worry in worries(path, places, now, keys)}


def touch(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))


def test_a_backup_is_made_in_every_place_and_can_be_opened(plain: OfficeFile, stick: Path) -> None:
    with plain.writing("create") as session:
        session.add(Person(given="Newest"))
    places = places_of(plain.path, str(stick))
    assert places == [plain.path.parent / "office.backups", stick / "office.backups"]
    made = back_up_now(plain, places, NOW)
    assert made.problems == ()
    assert [path.name for path in made.paths] == ["2026-11-23T0900Z.kakehashi"] * 2
    for path in made.paths:
        assert rows(path) == rows(plain.path)
        assert oct(path.parent.stat().st_mode & 0o777) == "0o700"
    first, second = list_backups(places)
    assert (first.path, first.place) == (made.paths[0], places[0])
    assert (second.at, second.encrypted) == (NOW, False)
    assert first.size == made.paths[0].stat().st_size


def test_an_encrypted_office_gives_encrypted_backups_with_their_key_file(
    secret: OfficeFile, stick: Path
) -> None:
    places = places_of(secret.path, str(stick))
    made = back_up_now(secret, places, NOW)
    assert made.problems == ()
    assert [one.encrypted for one in list_backups(places)] == [True, True]
    for path in made.paths:
        assert read_keys(path) == read_keys(secret.path)
        assert newest_good(secret.path, [path.parent], Key.new()) is None
    found = newest_good(secret.path, places, secret.key)
    assert found is not None
    assert found.path == made.paths[0]
    assert newest_good(secret.path, places, None) is None


def test_a_place_that_is_gone_or_refuses_spoils_no_other(
    plain: OfficeFile, tmp_path: Path, stick: Path
) -> None:
    (stick / "office.backups").write_text("a file where the folder should be", encoding="utf-8")
    places = [tmp_path / "unplugged" / "office.backups", *places_of(plain.path, str(stick))]
    made = back_up_now(plain, [*places, tmp_path / "no folder"], NOW)
    assert made.paths == (folder_of(plain.path) / "2026-11-23T0900Z.kakehashi",)
    assert [problem.code for problem in made.problems] == [
        "backup_place_missing",
        "backup_failed",
        "backup_place_missing",
    ]
    assert not (tmp_path / "unplugged").exists()
    assert not (tmp_path / "no folder").exists()
    assert len(list_backups(places)) == 1


def test_the_copy_in_another_place_is_checked_there(
    plain: OfficeFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[Path] = []

    def noting(source: Path, target: Path, key: Key | None) -> None:
        checked.append(source)
        back_up(source, target, key)

    monkeypatch.setattr(backups, "back_up", noting)
    made = back_up_now(plain, places_of(plain.path, str(stick)), NOW)
    assert checked == [plain.path, made.paths[0]]


def test_nothing_that_is_there_is_ever_overwritten(plain: OfficeFile, tmp_path: Path) -> None:
    folder = folder_of(plain.path)
    folder.mkdir()
    outside = tmp_path / "outside"
    outside.write_text("mine", encoding="utf-8")
    (folder / "2026-11-23T0900Z.kakehashi").write_text("no backup", encoding="utf-8")
    (folder / "2026-11-23T0900Z-2.kakehashi").symlink_to(outside)
    (folder / "2026-11-23T0900Z-3.keys").write_text("a key", encoding="utf-8")
    before = digests(folder)
    made = back_up_now(plain, [folder], NOW)
    assert [path.name for path in made.paths] == ["2026-11-23T0900Z-4.kakehashi"]
    assert digests(folder).items() >= before.items()
    assert outside.read_text(encoding="utf-8") == "mine"


def test_what_else_lies_in_the_folder_is_passed_over(plain: OfficeFile, tmp_path: Path) -> None:
    folder = folder_of(plain.path)
    (good,) = back_up_now(plain, [folder], NOW).paths
    later = back_up_now(plain, [folder], NOW).paths[0]
    for name in ("notes.txt", "2026-13-45T9999Z.kakehashi", "2026-11-23T0901Z.kakehashi.part"):
        shutil.copy(good, folder / name)
    (folder / "2026-11-23T0902Z.kakehashi").mkdir()
    (folder / "2026-11-23T0903Z.kakehashi").write_bytes(b"")
    (folder / "2026-11-23T0904Z.kakehashi").write_text("a letter", encoding="utf-8")
    (folder / "2026-11-23T0905Z.kakehashi").symlink_to(good)
    (folder / "２０２６-11-23T0906Z.kakehashi").write_bytes(good.read_bytes())
    assert [one.path for one in list_backups([folder, folder, tmp_path / "gone"])] == [later, good]
    everything = digests(folder)
    prune([folder], NOW + timedelta(days=900))
    assert digests(folder) == everything


times = st.lists(
    st.datetimes(datetime(2025, 6, 1), datetime(2026, 12, 31), timezones=st.just(UTC)), max_size=120
)


@given(times)
def test_rotation_keeps_days_weeks_the_newest_and_what_was_made_lately(
    made: list[datetime],
) -> None:
    kept = rotation(made, NOW)
    past = sorted((at for at in made if at <= NOW), reverse=True)
    assert kept <= set(made)
    assert {at for at in made if at > NOW - timedelta(days=2)} <= kept
    assert not past or past[0] in kept
    days = sorted({at.date() for at in past}, reverse=True)[:14]
    assert {max(at for at in past if at.date() == day) for day in days} <= kept
    weeks = sorted({at.isocalendar()[:2] for at in past}, reverse=True)[:8]
    assert {max(at for at in past if at.isocalendar()[:2] == week) for week in weeks} <= kept
    assert len([at for at in kept if at <= NOW - timedelta(days=2)]) <= 14 + 8
    assert rotation(kept, NOW) == kept


@given(times)
def test_making_one_each_day_never_loses_the_last_fortnight(made: list[datetime]) -> None:
    kept = set(made)
    for day in range(30):
        now = NOW + timedelta(days=day)
        kept = rotation({*kept, now}, now)
    days = {(NOW + timedelta(days=day)).date() for day in range(16, 30)}
    assert days <= {at.date() for at in kept}


def test_a_clock_that_was_wrong_pushes_nothing_out() -> None:
    ahead = {NOW + timedelta(days=3650 + day) for day in range(20)}
    real = {NOW - timedelta(days=day) for day in range(14)}
    assert rotation(ahead | real, NOW) >= real


def test_pruning_removes_backups_with_their_keys_and_what_was_left_half_made(
    secret: OfficeFile, tmp_path: Path
) -> None:
    folder = tmp_path / "office.backups"
    (made,) = back_up_now(secret, [folder], NOW).paths
    for day in range(1, 40):
        other = folder / f"{NOW - timedelta(days=day):%Y-%m-%dT%H%M}Z.kakehashi"
        shutil.copy(made, other)
        shutil.copy(keys_path(made), keys_path(other))
    # Cut short: it stands for no day, and stays, as it may be all that there is.
    (cut,) = back_up_now(secret, [folder], NOW + timedelta(hours=1)).paths
    cut.write_bytes(cut.read_bytes()[:-100])
    abandoned = folder / f".2026-11-01T0900Z.kakehashi.{new_id()}.part"
    working = folder / f".2026-11-23T0900Z.kakehashi.{new_id()}.part"
    for path, age in ((abandoned, 2), (working, 0)):
        path.write_bytes(b"half")
        touch(path, NOW - timedelta(days=age))
    gone = prune([folder, tmp_path / "gone"], NOW)
    left = list_backups([folder])
    assert left[0].path == cut
    assert len(left) - 1 == 40 - len(gone) == len({*range(14)} | {15, 22, 29, 36})
    assert all(keys_path(one.path).exists() for one in left)
    assert not any(path.exists() or keys_path(path).exists() for path in gone)
    assert (abandoned.exists(), working.exists()) == (False, True)
    assert newest_good(tmp_path / "office.kakehashi", [folder], secret.key) == left[1]


def test_a_backup_is_due_once_a_day_and_only_after_a_change(
    plain: OfficeFile, tmp_path: Path, stick: Path
) -> None:
    plain.close()
    path = plain.path
    touch(path, NOW - timedelta(days=1))
    places = [folder_of(path)]
    assert is_due(path, places, NOW)
    (made,) = back_up_now(plain, places, NOW).paths
    assert not is_due(path, places, NOW)
    tomorrow = NOW + timedelta(days=1)
    assert not is_due(path, places, tomorrow)
    touch(path, NOW + timedelta(hours=2))
    assert not is_due(path, places, NOW + timedelta(hours=3))
    assert is_due(path, places, tomorrow)
    # What stands in the log alone is a change, too; an empty log is none.
    touch(path, NOW - timedelta(days=1))
    log = path.with_name(path.name + "-wal")
    log.write_bytes(b"")
    assert not is_due(path, places, tomorrow)
    log.write_bytes(b"pages")
    touch(log, NOW + timedelta(hours=2))
    assert is_due(path, places, tomorrow)
    log.unlink()
    # A place that is plugged in later gets its own; one that is gone is not waited for.
    assert is_due(path, [*places, stick], NOW)
    assert not is_due(path, [*places, tmp_path / "unplugged" / "office.backups"], NOW)
    # Half a backup is none, and neither is one of a clock that runs ahead.
    made.rename(made.with_name("2036-11-23T0900Z.kakehashi"))
    assert is_due(path, places, tomorrow)
    made.write_bytes((folder_of(path) / "2036-11-23T0900Z.kakehashi").read_bytes()[:-1])
    assert is_due(path, places, tomorrow)


def test_a_place_that_refuses_is_not_tried_again_and_again(
    plain: OfficeFile, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = [folder_of(plain.path), stick]
    back_up_now(plain, places[:1], NOW)
    assert is_due(plain.path, places, NOW)
    full = shutil.disk_usage(stick)._replace(free=10)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    assert not is_due(plain.path, places, NOW)


def test_the_newest_good_backup_is_not_a_damaged_one(plain: OfficeFile) -> None:
    places = [folder_of(plain.path)]
    made = [back_up_now(plain, places, NOW + timedelta(days=n)).paths[0] for n in range(3)]
    whole = made[2].read_bytes()
    made[2].write_bytes(whole[:8192] + bytes(4096) + whole[12288:])
    made[1].write_bytes(whole[:8192])
    found = newest_good(plain.path, [], Key.new())
    assert found is not None
    assert found.path == made[0]


def test_backups_in_clear_are_told_and_removed(secret: OfficeFile, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    places = [desk / "office.backups"]
    back_up_now(secret, places, NOW)
    plain = OfficeFile.create(tmp_path / "plain.kakehashi", AUTHOR)
    (readable,) = back_up_now(plain, places, NOW).paths
    plain.close()
    for name in ("office.schema-4", "office.replaced-2026-11-01T0900Z", "other.schema-4"):
        shutil.copy(readable, desk / f"{name}.kakehashi")
    found = in_clear(places)
    assert {one.path.stem for one in found} == {
        readable.stem,
        "office.schema-4",
        "office.replaced-2026-11-01T0900Z",
    }
    assert "backups_in_clear" in codes(secret.path, places, keys=read_keys(secret.path))
    remove(found)
    assert in_clear(places) == []
    assert len(list_backups(places)) == 1
    assert (desk / "other.schema-4.kakehashi").exists()


def test_a_backup_that_cannot_be_removed_is_told(
    plain: OfficeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up_now(plain, [folder_of(plain.path)], NOW)

    def refuse(_path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(13, "not yours")

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(Problem, match=r"backup_not_removed.*not yours"):
        remove(list_backups([folder_of(plain.path)]))


def test_worries(plain: OfficeFile, secret: OfficeFile, stick: Path, tmp_path: Path) -> None:
    path, places = plain.path, [folder_of(plain.path)]
    assert codes(path, places) == {"backup_none"}
    back_up_now(plain, places, NOW)
    plain.close()
    assert codes(path, places) == {"backups_one_disk"}
    touch(path, NOW + timedelta(hours=1))
    (old, _disk) = worries(path, places, NOW + timedelta(days=5), None)
    assert (old.code, old.values) == ("backup_old", {"days": 5})
    touch(path, NOW - timedelta(hours=1))
    assert codes(path, places, NOW + timedelta(days=5)) == {"backups_one_disk"}
    unplugged = tmp_path / "unplugged"
    (missing,) = worries(path, places_of(path, str(unplugged)), NOW, None)
    assert (missing.code, missing.values) == ("backup_place_missing", {"path": str(unplugged)})
    keys = read_keys(secret.path)
    assert "sheet_never_printed" in codes(path, places, keys=keys)
    assert "sheet_never_printed" not in codes(path, places, keys=keys.with_printed(NOW.date()))


def test_a_folder_that_is_synchronised_is_as_good_as_another_disk(
    plain: OfficeFile, tmp_path: Path
) -> None:
    synced = tmp_path / "Nextcloud"
    synced.mkdir()
    places = places_of(plain.path, str(synced))
    back_up_now(plain, places, NOW)
    assert codes(plain.path, places) == set()
