"""Encrypting, decrypting and passphrases: nothing is lost, whatever fails on the way."""

import hashlib
import os
import shutil
import traceback
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain import Person
from desktop.errors import Problem
from desktop.store import keys as key_file
from desktop.store import protect
from desktop.store.cipher import PLAIN_HEADER, Key, connected, is_plain
from desktop.store.identify import check_sound, schema_of
from desktop.store.keys import Keys, PassphraseSlot, keys_path, read_keys, write_keys
from desktop.store.migrate import SCHEMA_VERSION
from desktop.store.office import OfficeFile
from tests.store.kit import AUTHOR, digests, log

WORDS = "correct horse 東京タワー"
NAME = "Prøvesen"


@pytest.fixture(autouse=True)
def _quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the tests the work that a passphrase costs on purpose; test_keys.py has it."""

    def derive(passphrase: str, slot: PassphraseSlot) -> bytes:
        return hashlib.sha256((slot.salt + passphrase).encode()).digest()

    monkeypatch.setattr(key_file, "_from_passphrase", derive)


@pytest.fixture
def plain(tmp_path: Path, empty_office: bytes) -> Path:
    """A closed plain office file with one person."""
    folder = tmp_path / "office"
    folder.mkdir()
    path = folder / "office.kakehashi"
    path.write_bytes(empty_office)
    office = OfficeFile.open(path, AUTHOR)
    with office.writing("create") as session:
        session.add(Person(given="Ida", family=NAME))
    office.close()
    return path


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Where the backup goes, in a folder of its own."""
    (tmp_path / "kept").mkdir()
    return tmp_path / "kept" / "before.kakehashi"


def people(path: Path, key: Key | None) -> list[str]:
    """The family names in a file, opened as the program opens it."""
    office = OfficeFile.open(path, AUTHOR, key=key)
    try:
        with office.reading() as session:
            return [person.family for person in session.query(Person)]
    finally:
        office.close()


def left(folder: Path) -> dict[str, str]:
    """The bytes of all files but the lock, which stays."""
    return {name: sum_ for name, sum_ in digests(folder).items() if not name.endswith(".lock")}


def test_an_encrypted_file_has_all_and_says_nothing(plain: Path, backup: Path) -> None:
    plain.chmod(0o600)
    key = protect.encrypt(plain, WORDS, backup)
    assert read_keys(plain).unlock(WORDS) == key
    assert people(plain, key) == [NAME]
    assert schema_of(plain, key) == SCHEMA_VERSION
    check_sound(plain, key, thorough=True)
    assert NAME.encode() not in plain.read_bytes()
    assert plain.stat().st_mode & 0o777 == 0o600 or os.name == "nt"
    assert set(left(plain.parent)) == {"office.kakehashi", "office.keys"}
    office = OfficeFile.open(plain, AUTHOR, key=key)
    assert [unit.label for unit, _ in log(office)] == ["create"]
    assert office.undo() == ("create", {})
    office.close()


def test_the_backup_made_before_is_encrypted_with_the_new_key(plain: Path, backup: Path) -> None:
    key = protect.encrypt(plain, WORDS, backup)
    assert not is_plain(backup)
    assert read_keys(backup).unlock(WORDS) == key
    assert people(backup, key) == [NAME]


def test_what_the_log_alone_holds_is_encrypted_too(plain: Path, backup: Path) -> None:
    with connected(plain, None) as connection:
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE person SET family = 'Nyere'")
        connection.commit()
        wal = plain.with_name(plain.name + "-wal")
        kept, content = wal.read_bytes(), plain.read_bytes()
    plain.write_bytes(content)
    wal.write_bytes(kept)  # as after a crash
    key = protect.encrypt(plain, WORDS, backup)
    assert people(plain, key) == ["Nyere"]
    assert set(left(plain.parent)) == {"office.kakehashi", "office.keys"}


def test_a_decrypted_file_is_the_plain_one_again(plain: Path, backup: Path) -> None:
    key = protect.encrypt(plain, WORDS, backup)
    second = backup.with_name("second.kakehashi")
    protect.decrypt(plain, key, second)
    assert plain.read_bytes().startswith(PLAIN_HEADER)
    assert people(plain, None) == [NAME]
    assert set(left(plain.parent)) == {"office.kakehashi"}
    assert people(second, read_keys(second).unlock(WORDS)) == [NAME]


def test_what_cannot_be_done_changes_nothing(plain: Path, backup: Path, tmp_path: Path) -> None:
    def refused(code: str, do: Callable[[], object]) -> None:
        before = left(tmp_path)
        with pytest.raises(Problem, match=code):
            do()
        assert left(tmp_path) == before

    refused("passphrase_short", lambda: protect.encrypt(plain, "ｓｈｏｒｔ  ", backup))
    refused("file_plain", lambda: protect.decrypt(plain, Key.new(), backup))
    refused("file_plain", lambda: protect.change_passphrase(plain, Key.new(), WORDS))
    refused("file_missing", lambda: protect.encrypt(tmp_path / "none", WORDS, backup))
    refused("file_exists", lambda: protect.encrypt(plain, WORDS, plain))
    office = OfficeFile.open(plain, AUTHOR)
    with pytest.raises(Problem, match="file_in_use"):
        protect.encrypt(plain, WORDS, backup)
    office.close()
    key = protect.encrypt(plain, WORDS, backup)
    second = backup.with_name("second.kakehashi")
    refused("file_encrypted", lambda: protect.encrypt(plain, WORDS, second))
    refused("key_wrong", lambda: protect.decrypt(plain, Key.new(), second))
    refused("file_exists", lambda: protect.decrypt(plain, key, backup))
    refused("key_wrong", lambda: protect.change_passphrase(plain, Key.new(), WORDS))
    refused("passphrase_short", lambda: protect.change_passphrase(plain, key, "1234567"))


def test_a_damaged_file_is_not_encrypted(plain: Path, backup: Path, tmp_path: Path) -> None:
    whole = plain.read_bytes()
    plain.write_bytes(whole[:4096] + os.urandom(len(whole) - 8192) + whole[-4096:])
    before = left(tmp_path)
    with pytest.raises(Problem, match="file_damaged"):
        protect.encrypt(plain, WORDS, backup)
    assert left(tmp_path) == before


def test_a_library_that_cannot_encrypt_writes_nothing(
    plain: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = left(tmp_path)
    # The key is ignored, as another SQLite in the process would do.
    monkeypatch.setattr(Key, "pragma", lambda _key: "PRAGMA no_such_thing = 1")
    with pytest.raises(Problem, match="cipher_missing"):
        protect.encrypt(plain, WORDS, backup)
    assert left(tmp_path) == before


def test_a_key_file_of_another_time_is_kept(plain: Path, backup: Path) -> None:
    other = Key.new()
    write_keys(plain, Keys.new(other, "of another file"))
    before = keys_path(plain).read_bytes()
    key = protect.encrypt(plain, WORDS, backup)
    assert read_keys(plain).unlock(WORDS) == key
    (aside,) = plain.parent.glob("office.*.keys")
    assert aside.read_bytes() == before


class Steps:
    """Each step that reaches the disk: what is done before it, and which one fails."""

    def __init__(self, patch: pytest.MonkeyPatch, before: Callable[[int], None]) -> None:
        self.count = 0
        for owner, name in (
            *((os, name) for name in ("fsync", "replace")),
            *((protect, name) for name in ("connected", "check_sound", "check_written")),
            *((protect, name) for name in ("write_keys", "settle", "_set_aside", "_refuse_log")),
            (shutil, "copymode"),
            (Path, "unlink"),
        ):
            patch.setattr(owner, name, self._watched(getattr(owner, name), before))

    def _watched(self, done: Callable[..., object], before: Callable[[int], None]) -> object:
        def step(*args: object, **kwargs: object) -> object:
            self.count += 1
            before(self.count)
            return done(*args, **kwargs)

        return step


@pytest.fixture(params=["encrypt", "decrypt"])
def change(request: pytest.FixtureRequest, plain: Path, tmp_path: Path) -> Callable[[], object]:
    """Encrypt a plain file beside which a key file lies, or decrypt an encrypted one."""
    target = tmp_path / "kept" / "now.kakehashi"
    target.parent.mkdir(exist_ok=True)
    if request.param == "encrypt":
        write_keys(plain, Keys.new(Key.new(), "of another file"))
        return lambda: protect.encrypt(plain, WORDS, target)
    first = target.with_name("first.kakehashi")
    key = protect.encrypt(plain, WORDS, first)
    return lambda: protect.decrypt(plain, key, target)


def opened(path: Path) -> list[str]:
    """What is in a file, with the key file that lies beside it."""
    return people(path, None if is_plain(path) else read_keys(path).unlock(WORDS))


def test_whenever_the_power_goes_there_is_a_file_that_opens(
    plain: Path, change: Callable[[], object], tmp_path: Path
) -> None:
    shots: list[Path] = []

    def shot(number: int) -> None:
        shots.append(tmp_path / "shots" / str(number))
        shutil.copytree(plain.parent, shots[-1])

    with pytest.MonkeyPatch.context() as patch:
        Steps(patch, shot)
        change()
    assert len(shots) > 15
    states = set()
    for folder in shots:
        states.add(is_plain(folder / plain.name))
        assert opened(folder / plain.name) == [NAME]
    assert states == {True, False}


def failures(change: Callable[[], object], folder: Path, error: BaseException) -> Iterator[bool]:
    """Let each step fail once; gives whether it was seen, each time with the folder renewed."""
    before = folder.with_name("before")
    shutil.copytree(folder, before)
    step, count = 0, 1
    while step < count:
        step += 1

        def fail(number: int, at: int = step) -> None:
            if number == at:
                raise error

        with pytest.MonkeyPatch.context() as patch:
            steps = Steps(patch, fail)
            try:
                change()
                seen = False
            except (Problem, KeyboardInterrupt):
                seen = True
        count = max(count, steps.count)
        yield seen
        shutil.rmtree(folder)
        shutil.copytree(before, folder)


@pytest.mark.parametrize(
    "error",
    [
        OSError("the disk is away"),
        pytest.param(KeyboardInterrupt(), marks=pytest.mark.extended),
    ],
)
def test_whatever_fails_leaves_the_old_file_or_the_new_one(
    plain: Path, change: Callable[[], object], error: BaseException, tmp_path: Path
) -> None:
    was_plain, before = is_plain(plain), left(plain.parent)
    kept = set(left(tmp_path / "kept"))
    failed = 0
    for seen in failures(change, plain.parent, error):
        now = left(plain.parent)
        if is_plain(plain) == was_plain:
            assert seen
            failed += 1
            # A step of tidying up that fails itself may leave what it was to tidy up.
            assert now.items() >= before.items()
            assert all(name.startswith(".") for name in now.keys() - before.keys())
            assert set(left(tmp_path / "kept")) == kept
        assert opened(plain) == [NAME]
        for made in (tmp_path / "kept").glob("now.*"):
            made.unlink()
    assert failed > 8


def test_another_passphrase_opens_the_same_file(plain: Path, backup: Path) -> None:
    key = protect.encrypt(plain, WORDS, backup)
    protect.mark_printed(plain, date(2026, 11, 23))
    office = OfficeFile.open(plain, AUTHOR, key=key)
    protect.change_passphrase(plain, key, "other words now")
    office.close()
    assert people(plain, key) == [NAME]
    assert read_keys(plain).unlock("other words now") == key
    assert read_keys(plain).printed == date(2026, 11, 23)
    with pytest.raises(Problem, match="passphrase_wrong"):
        read_keys(plain).unlock(WORDS)


@pytest.mark.parametrize("content", [None, b"nothing that was ever a key file"])
def test_a_lost_key_file_is_made_anew_with_the_key(
    plain: Path, backup: Path, content: bytes | None
) -> None:
    key = protect.encrypt(plain, WORDS, backup)
    keys_path(plain).unlink()
    if content is not None:
        keys_path(plain).write_bytes(content)
    protect.change_passphrase(plain, key, "other words now")
    assert read_keys(plain).unlock("other words now") == key


def test_a_key_file_of_a_newer_version_is_left(plain: Path, backup: Path) -> None:
    key = protect.encrypt(plain, WORDS, backup)
    keys_path(plain).write_text('{"kakehashi_keys": 99}', encoding="utf-8")
    with pytest.raises(Problem, match="keys_newer"):
        protect.change_passphrase(plain, key, "other words now")


def test_no_problem_and_no_file_tells_the_passphrase_or_the_key(
    plain: Path, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = [Key.new(), Key.new()]
    keys = iter(made)
    monkeypatch.setattr(Key, "new", lambda: next(keys))

    def broken(*_args: object, **_kwargs: object) -> None:
        raise OSError("the disk is away")

    with monkeypatch.context() as patch:
        patch.setattr(protect, "settle", broken)
        patch.setattr(protect, "_refuse_log", broken)
        with pytest.raises(Problem) as caught:
            protect.encrypt(plain, WORDS, backup)
    told = "".join(traceback.format_exception(caught.value)) + str(caught.value)
    protect.encrypt(plain, WORDS, backup)
    files = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    for key in made:
        assert key.raw.hex() not in told.lower()
        assert key.raw not in files
        assert key.raw.hex().encode() not in files.lower()
        assert repr(key) == "Key()"
    assert WORDS not in told
    assert WORDS.encode() not in files
