"""Encrypted office files on the command line: a password is read, and never shown."""

import getpass
import os
import re
import stat
import subprocess
import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
from keyring.backends import fail

from desktop.__main__ import main
from desktop.cli import passphrase
from desktop.cli.work import Work
from desktop.paths import Paths
from desktop.settings import Settings, save
from desktop.store.cipher import Key, is_plain
from desktop.store.keys import Keys, key_of_code, keys_path, read_keys, recovery_code
from desktop.store.office import OfficeFile
from tests.store.keyring_kit import Kept, using

WORDS, OTHER = "correct horse 東京タワー", "quite other words"
Encrypted = tuple[dict[str, bytes], Key]


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Encrypted:
    """The bytes of an encrypted, empty office file and its key file, by their names."""
    path = tmp_path_factory.mktemp("made") / "office.kakehashi"
    office = OfficeFile.create(path, passphrase=WORDS)
    key = office.key
    office.close()
    assert key is not None
    return {one.name: one.read_bytes() for one in (path, keys_path(path))}, key


@pytest.fixture
def office(tmp_path: Path, encrypted: Encrypted) -> Path:
    for name, content in encrypted[0].items():
        (tmp_path / name).write_bytes(content)
    return tmp_path / "office.kakehashi"


@pytest.fixture
def key(encrypted: Encrypted) -> Key:
    return encrypted[1]


@contextmanager
def given(text: str) -> Iterator[int]:
    """A descriptor that gives a text."""
    out, into = os.pipe()
    os.write(into, text.encode())
    os.close(into)
    try:
        yield out
    finally:
        os.close(out)


Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; gives what it writes, or its complaint where `code` is not 0.

    An export says beside that what private details it leaves out.
    """
    # The slots of a computer go by its identity, which is kept in the settings.
    save(Paths(tmp_path / "data").settings_file(), Settings(installation_id="this-computer"))

    def do(*arguments: object, code: int = 0) -> str:
        result = main(["--data", str(tmp_path / "data"), *map(str, arguments)])
        out, err = capsys.readouterr()
        assert result == code, err
        assert (out if code else err) == "" or ("export" in arguments and len(err.split("\n")) == 2)
        assert WORDS not in out + err
        return err if code else out

    return do


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Be at a terminal: what is typed at each prompt, taken from the front."""
    typed: list[str] = []
    monkeypatch.setattr(passphrase, "_at_terminal", lambda: True)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: typed.pop(0))
    return typed


def test_a_command_reads_the_password_from_a_descriptor(run: Run, office: Path) -> None:
    with given(f"{WORDS}\nmore that is not read") as number:
        assert "sound" in run("--office", office, "check", "--passphrase-fd", number)
        assert os.read(number, 100) == b"more that is not read"
    with given(WORDS) as number:
        told = run("--office", office, "check", "--full", "--passphrase-fd", number)
        assert "Each encrypted page has the code that only the key of this file makes\n" in told
    with given(f"{WORDS}\r\n") as number:
        assert run("--passphrase-fd", number, "--office", office, "list", "people") == ""
    with given(OTHER) as number:
        told = run("--office", office, "check", "--passphrase-fd", number, code=1)
        assert told == "This is not the password of this file.\n"


def test_a_command_that_opens_the_file_twice_reads_the_password_once(
    run: Run, office: Path, tmp_path: Path
) -> None:
    with given(f"{WORDS}\n") as number:
        run("--office", office, "calendar", tmp_path / "o.ics", "--passphrase-fd", number, code=1)
    with given(f"{WORDS}\n") as number:
        told = run("--office", office, "export", tmp_path / "o.json", "--passphrase-fd", number)
        assert told.startswith("Written")


def test_what_opens_the_office_opens_its_backup(office: Path, key: Key, tmp_path: Path) -> None:
    backup, plain = tmp_path / "backup.kakehashi", tmp_path / "plain.kakehashi"
    backup.write_bytes(office.read_bytes())
    plain.write_bytes(b"SQLite format 3\0" + bytes(84))
    with given(recovery_code(key)) as number:
        options = Namespace(data=tmp_path / "data", recovery_fd=number, passphrase_fd=None)
        work = Work(options)
        assert [work._key(path) for path in (office, backup, plain)] == [key, key, None]


def test_the_recovery_code_opens_without_a_key_file(run: Run, office: Path, key: Key) -> None:
    keys_path(office).unlink()
    with given(recovery_code(key)) as number:
        assert "sound" in run("--office", office, "check", "--recovery-fd", number)
    with given(WORDS) as number:
        told = run("--office", office, "check", "--passphrase-fd", number, code=1)
        assert "recovery sheet" in told
    with given(recovery_code(key)[:-1]) as number:
        told = run("--office", office, "check", "--recovery-fd", number, code=1)
        assert "56 letters" in told


@pytest.mark.parametrize("content", ["", "\n", "x" * 5000])
def test_a_descriptor_that_gives_no_line_is_told(run: Run, office: Path, content: str) -> None:
    with given(content) as number:
        told = run("--office", office, "check", "--passphrase-fd", number, code=1)
    assert told == f"Nothing can be read from descriptor {number}.\n"
    assert "descriptor 9999" in run("--office", office, "check", "--passphrase-fd", "9999", code=1)


def test_without_terminal_and_descriptor_it_is_told_how(run: Run, office: Path) -> None:
    told = run("--office", office, "check", code=1)
    assert str(office) in told
    assert "--passphrase-fd" in told
    assert "--recovery-fd" in told


def test_at_a_terminal_the_password_is_asked_for(run: Run, office: Path, typing: list[str]) -> None:
    typing.append(WORDS)
    assert "sound" in run("--office", office, "check")
    assert typing == []


def test_a_new_file_is_encrypted(run: Run, tmp_path: Path, typing: list[str]) -> None:
    path = tmp_path / "new.kakehashi"
    typing += [WORDS, OTHER]
    assert "not the same" in run("new", path, code=1)
    typing += ["short"]
    assert "at least 8" in run("new", path, code=1)
    assert list(tmp_path.glob("*new*")) == []
    typing += [WORDS, WORDS]
    assert "recovery-sheet" in run("new", path)
    assert read_keys(path).unlock(WORDS).fingerprint() == read_keys(path).fingerprint
    with given(OTHER) as number:
        run("new", tmp_path / "other.kakehashi", "--passphrase-fd", number)
    assert not is_plain(tmp_path / "other.kakehashi")


def test_a_new_file_is_plain_only_when_that_is_said(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.kakehashi"
    assert "--without-passphrase" in run("new", path, code=1)
    assert list(tmp_path.glob("*new*")) == []
    assert run("new", path, "--without-passphrase") == f"Made {path}\n"
    assert is_plain(path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "x", "--without-passphrase", "--passphrase-fd", "3"),
        ("new", "x", "--recovery-fd", "3"),
        ("encrypt", "--recovery-fd", "3"),
        ("demo", "x", "--passphrase-fd", "3"),
        ("check", "--passphrase-fd", "3", "--recovery-fd", "4"),
        ("--passphrase-fd", "3"),
        ("check", "--passphrase", WORDS),
    ],
)
def test_what_would_not_be_read_is_wrong_usage(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(list(arguments)) == 2
    assert capsys.readouterr().out == ""


def test_a_file_is_encrypted_changed_and_made_plain(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.kakehashi"
    run("new", path, "--without-passphrase")
    common = ("--office", path)
    for command in ("decrypt", "password", "remember", "forget"):
        assert "is not encrypted" in run(*common, command, code=1)
    assert "is not encrypted" in run(*common, "recovery-sheet", tmp_path / "out.pdf", code=1)
    with given(WORDS) as number:
        told = run(*common, "encrypt", "--passphrase-fd", number)
    (backup,) = (tmp_path / "plain.backups").glob("*.kakehashi")
    assert str(backup) in told
    assert not is_plain(path)
    assert not is_plain(backup)
    with given(WORDS) as number:
        assert "already" in run(*common, "encrypt", "--passphrase-fd", number, code=1)
    with given(WORDS) as old, given(OTHER) as new:
        run(*common, "password", "--passphrase-fd", old, "--new-passphrase-fd", new)
    with given(OTHER) as number:
        run(*common, "decrypt", "--passphrase-fd", number)
    assert len(list(backup.parent.glob("*.kakehashi"))) == 2
    assert is_plain(path)
    assert not keys_path(path).exists()


def test_the_recovery_sheet_is_written_for_own_eyes(
    run: Run, office: Path, key: Key, tmp_path: Path
) -> None:
    out = tmp_path / "sheet.pdf"
    with given(recovery_code(key)) as number:
        told = run("--office", office, "recovery-sheet", out, "--recovery-fd", number)
    assert "delete" in told
    if os.name == "posix":
        assert stat.S_IMODE(out.stat().st_mode) == 0o600
    text = pypdfium2.PdfDocument(out)[0].get_textpage().get_text_range()
    found = re.findall(r"^(?:[A-Z2-7]{4} ?)+\s*$", text, re.MULTILINE)
    assert key_of_code("".join(found)) == key
    assert read_keys(office).printed is not None
    with given(recovery_code(key)) as number:
        run("--office", office, "recovery-sheet", out, "--recovery-fd", number, code=1)
    before = keys_path(office).read_bytes()
    command = ("--office", office, "recovery-sheet", keys_path(office), "--force")
    with given(recovery_code(key)) as number:
        assert "itself" in run(*command, "--recovery-fd", number, code=1)
    assert keys_path(office).read_bytes() == before


def test_a_computer_remembers_until_it_is_told_to_forget(run: Run, office: Path, key: Key) -> None:
    with using(Kept()):
        with given(recovery_code(key)) as number:
            run("--office", office, "remember", "--recovery-fd", number)
        assert "sound" in run("--office", office, "check")
        run("--office", office, "forget")
        assert "--passphrase-fd" in run("--office", office, "check", code=1)


def test_without_a_keyring_it_is_told(run: Run, office: Path, key: Key) -> None:
    with using(fail.Keyring()), given(recovery_code(key)) as number:  # type: ignore[no-untyped-call]
        told = run("--office", office, "remember", "--recovery-fd", number, code=1)
    assert "cannot remember" in told
    assert read_keys(office).computers == ()


@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="there is no /proc to look at")
def test_the_password_is_in_no_process_list(office: Path, tmp_path: Path) -> None:
    out, into = os.pipe()
    command = ("-m", "desktop", "--data", tmp_path / "data", "--office", office, "check")
    with subprocess.Popen(
        [sys.executable, *map(str, command), "--passphrase-fd", str(out)],
        pass_fds=[out],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    ) as process:
        os.close(out)
        # It waits for the end of the line, so that it can be looked at.
        os.write(into, WORDS.encode())
        for name in ("cmdline", "environ"):
            content = Path(f"/proc/{process.pid}/{name}").read_bytes()
            assert WORDS.encode() not in content
        os.write(into, b"\n")
        os.close(into)
        told, complaint = process.communicate()
    assert process.returncode == 0, complaint
    assert b"sound" in told
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert [path for path in files if WORDS.encode() in path.read_bytes()] == []


def test_a_key_of_another_file_changes_nothing(run: Run, office: Path) -> None:
    before = office.read_bytes(), keys_path(office).read_bytes()
    other = Keys.new(Key.new(), OTHER).unlock(OTHER)
    for command in (("check",), ("password",), ("decrypt",), ("recovery-sheet", "out.pdf")):
        with given(recovery_code(other)) as number:
            told = run("--office", office, *command, "--recovery-fd", number, code=1)
            assert "another key" in told
    assert (office.read_bytes(), keys_path(office).read_bytes()) == before
