"""What is not whole yet has no name that counts, and does not lie about for ever."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.base import new_id
from desktop.errors import Problem
from desktop.store import half_made
from desktop.store import office as office_module
from desktop.store.cipher import Key
from desktop.store.half_made import sweep_beside, take_name
from desktop.store.keys import Keys, keys_path, read_keys, write_keys
from desktop.store.office import OfficeFile
from tests.conftest import NOW
from tests.store.kit import AUTHOR

STEPS = ("upgrade", "check_written", "_clear_way", "write_keys", "take_name", "settle")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where an office is to be made."""
    return tmp_path / "office.kakehashi"


def kill(path: Path, step: str, passphrase: str | None, *, after: bool) -> None:
    """Have a child make an office and end before or after one of its steps, without any tidying."""
    child = os.fork()
    if child == 0:
        real = getattr(office_module, step)

        def stop(*args: object, **values: object) -> None:
            if after:
                real(*args, **values)
            os._exit(0)

        setattr(office_module, step, stop)
        try:
            OfficeFile.create(path, AUTHOR, passphrase=passphrase)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork is POSIX")
@pytest.mark.parametrize("passphrase", [None, "bridge over it"], ids=["plain", "encrypted"])
def test_a_kill_while_an_office_is_made_leaves_none_or_a_whole_one(
    path: Path, passphrase: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The cost of a passphrase is not what is tried here.
    monkeypatch.setattr("desktop.store.keys._MEMORY_KIB", 64)
    encrypted_only = ("_clear_way", "write_keys")
    for step in STEPS:
        for after in (False, True):
            if step in encrypted_only and passphrase is None:
                continue
            folder = path.parent / f"{step}-{after}"
            folder.mkdir()
            there = folder / path.name
            kill(there, step, passphrase, after=after)
            if step == "settle" or (step == "take_name" and after):
                key = read_keys(there).unlock(passphrase) if passphrase else None
                OfficeFile.open(there, AUTHOR, key=key).close()
                continue
            assert not there.exists(), step
            office = OfficeFile.create(there, AUTHOR, passphrase=passphrase)
            key = office.key
            office.close()
            if key is not None and passphrase is not None:
                assert read_keys(there).unlock(passphrase) == key


def test_a_key_file_of_another_office_is_never_taken_for_a_leftover(path: Path) -> None:
    key = Key.new()
    write_keys(path, Keys.new(key, "bridge over it"))
    kept = keys_path(path).read_bytes()
    half_made.half_made(path, Key.new().fingerprint()).write_bytes(b"half")
    with pytest.raises(Problem, match="file_exists"):
        OfficeFile.create(path, AUTHOR, passphrase="another one")
    assert keys_path(path).read_bytes() == kept
    assert not path.exists()


def test_a_name_that_was_taken_meanwhile_keeps_its_file_and_gets_no_key_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def quicker(partial: Path, target: Path) -> None:
        target.write_bytes(b"quicker")
        take_name(partial, target)

    monkeypatch.setattr(office_module, "take_name", quicker)
    with pytest.raises(Problem, match="file_exists"):
        OfficeFile.create(path, AUTHOR, passphrase="bridge over it")
    assert path.read_bytes() == b"quicker"
    assert not keys_path(path).exists()


def test_a_stick_without_links_takes_an_office_and_keeps_its_files(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_names: object) -> None:
        raise PermissionError("no links here")

    monkeypatch.setattr(os, "link", refuse)
    OfficeFile.create(path, AUTHOR).close()
    new = path.with_name("new")
    new.write_bytes(b"new")
    before = path.read_bytes()
    with pytest.raises(FileExistsError):
        take_name(new, path)
    assert path.read_bytes() == before


def test_opening_an_office_removes_what_was_left_half_made_of_it_alone(path: Path) -> None:
    OfficeFile.create(path, AUTHOR).close()
    one = new_id()
    ours = [
        f".office.kakehashi.{one}.new",
        f".office.kakehashi.{one}.new-wal",
        f".office.kakehashi.0123ABCD.{one}.new",
        f".office.schema-3.kakehashi.{one}.part",
    ]
    others = [
        f".office2.kakehashi.{one}.new",
        ".office.kakehashi.draft.new",
        f"office.kakehashi.{one}.new",
        f".office.kakehashi.{one}.new.txt",
        f".notes.txt.{one}.part",
    ]
    fresh = f".office.kakehashi.{new_id()}.part"
    folder = path.with_name(".office.saved.kakehashi.unfinished-ab12_x")
    linked = path.with_name(f".office.kakehashi.{new_id()}.part")
    kept = path.with_name("kept")
    kept.mkdir()
    (kept / "diary").write_bytes(b"dear diary")
    linked.symlink_to(kept)
    folder.mkdir()
    (folder / "damaged.kakehashi").write_bytes(b"in clear")
    for name in (*ours, *others, fresh):
        path.with_name(name).write_bytes(b"half")
    for name in (*ours, *others, folder.name):
        long_ago = (NOW - timedelta(days=2)).timestamp()
        os.utime(path.with_name(name), (long_ago, long_ago))
    os.utime(path.with_name(fresh), (NOW.timestamp(), NOW.timestamp()))
    OfficeFile.open(path, AUTHOR, clock=lambda: NOW).close()
    left = {one.name for one in path.parent.iterdir()}
    assert not left & {*ours, folder.name}
    assert {*others, fresh, linked.name} <= left
    assert (kept / "diary").exists()


def test_a_folder_that_is_gone_is_swept_in_silence(tmp_path: Path) -> None:
    sweep_beside(tmp_path / "gone" / "office.kakehashi", NOW)
