"""The decisions of `dev.py`; what it installs is proved on a bare machine, not here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import dev

Calls = list[list[str]]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Calls:
    """What dev.py would run, with everything already in place and nothing really run."""
    made: Calls = []

    def kept(name: str, module: list[str], **_: object) -> int:
        (tmp_path / f"{name}.log").touch()
        return call([str(dev.PYTHON), "-m", *module])

    def call(command: list[str], **_: object) -> int:
        made.append(command)
        return 0

    def execve(path: str, command: list[str], environment: dict[str, str]) -> None:
        assert path == command[0]
        assert environment["PYTHONPATH"] == str(dev.ROOT)
        made.append(command)
        raise SystemExit(0)

    monkeypatch.setattr(dev, "prepare", lambda lock, programs: None)
    monkeypatch.setattr(dev, "LOGS", tmp_path)
    monkeypatch.setattr(dev, "kept", kept)
    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(os, "execve", execve)
    return made


def test_only_what_is_missing_is_installed() -> None:
    present = {"libGL.so.1", "libxcb-xkb.so.1"}
    packages = dev.missing(dev.LIBRARIES, lambda library: library in present)
    assert len(packages) == len(dev.LIBRARIES) - 2
    assert "libegl1" in packages
    assert not {"libgl1", "libxcb-xkb1"} & set(packages)


def test_a_library_is_there_when_it_loads() -> None:
    assert not dev.loads("libnobody-has-this.so.1")


@pytest.mark.parametrize(
    ("root", "sudo", "front"), [(0, None, "env"), (1000, "/usr/bin/sudo", "sudo")]
)
def test_packages_come_as_root_or_through_sudo(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, root: int, sudo: str | None, front: str
) -> None:
    made: Calls = []

    def call(command: list[str], **_: object) -> int:
        made.append(command)
        return 0

    monkeypatch.setattr(dev, "LOGS", tmp_path)
    monkeypatch.setattr(subprocess, "call", call)
    monkeypatch.setattr(os, "geteuid", lambda: root, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: sudo if name == "sudo" else f"/usr/bin/{name}")
    dev.install_system(["libegl1", "xvfb"])
    assert [command[0] for command in made] == [front, front]
    assert "update" in made[0]
    assert made[1][-2:] == ["libegl1", "xvfb"]
    assert "--no-install-recommends" in made[1]


@pytest.mark.parametrize(
    ("there", "told"),
    [((), "libegl1"), (("apt-get",), "apt-get install --no-install-recommends libegl1")],
)
def test_who_may_not_install_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, there: tuple[str, ...], told: str
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr("shutil.which", lambda name: name if name in there else None)
    with pytest.raises(dev.Stopped, match=told):
        dev.install_system(["libegl1"])


def test_a_failed_step_names_its_log(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(dev, "LOGS", tmp_path / "logs")
    with pytest.raises(dev.Stopped, match=r"pip\.log tells why"):
        dev.logged(
            [sys.executable, "-c", "print('no such package'); raise SystemExit(1)"], "pip.log"
        )
    assert "no such package" in (tmp_path / "logs" / "pip.log").read_text(encoding="utf-8")


def prepared(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Calls:
    """Let `prepare` work on an empty folder, and give what it would run."""
    made: Calls = []

    def attempt(command: list[str], log: Path) -> bool:
        made.append(command)
        dev.PYTHON.parent.mkdir(parents=True, exist_ok=True)
        dev.PYTHON.touch()
        return True

    for lock in (dev.RUN, dev.TEST):
        (folder / lock).write_text(f"of {lock}", encoding="utf-8")
    monkeypatch.setattr(dev, "ROOT", folder)
    monkeypatch.setattr(dev, "VENV", folder / ".venv")
    monkeypatch.setattr(dev, "PYTHON", folder / ".venv" / "bin" / "python")
    monkeypatch.setattr(dev, "attempt", attempt)
    monkeypatch.setattr(dev, "install_system", lambda packages: None)
    return made


def test_the_second_start_installs_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = prepared(monkeypatch, tmp_path)
    dev.prepare(dev.TEST, {})
    assert [command[2] for command in made] == ["venv", "pip"]
    assert {"--require-hashes", str(tmp_path / dev.TEST)} < set(made[1])
    assert "Installing" in capsys.readouterr().err
    dev.prepare(dev.TEST, {})
    dev.prepare(dev.RUN, {})  # the tests' packages include the program's
    assert len(made) == 2
    assert capsys.readouterr() == ("", "")


def test_a_changed_lock_is_installed_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = prepared(monkeypatch, tmp_path)
    dev.prepare(dev.RUN, {})
    del made[:]
    (tmp_path / dev.RUN).write_text("newer", encoding="utf-8")
    dev.prepare(dev.RUN, {})
    assert str(tmp_path / dev.RUN) in made[-1]


def test_the_tests_need_more_than_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    made = prepared(monkeypatch, tmp_path)
    dev.prepare(dev.RUN, {})
    dev.prepare(dev.TEST, {})
    assert str(tmp_path / dev.TEST) in made[-1]


@pytest.mark.parametrize(
    ("platform", "environment", "screenless"),
    [
        ("linux", {}, True),
        ("linux", {"DISPLAY": ""}, True),
        ("linux", {"DISPLAY": ":0"}, False),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, False),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, False),
        ("win32", {}, False),
        ("darwin", {}, False),
    ],
)
def test_a_screen_is_noticed(platform: str, environment: dict[str, str], screenless: bool) -> None:
    assert dev.screenless(platform, environment) is screenless


def test_without_a_screen_run_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, calls: Calls, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "screenless", lambda platform, environment: True)
    assert dev.main(["run"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "xvfb-run -a python3 dev.py run" in told
    assert calls == []


def test_arguments_reach_the_program(calls: Calls) -> None:
    with pytest.raises(SystemExit):
        dev.main(["run", "list", "delegations", "--json"])
    assert calls[0][1:] == ["-P", "-m", "desktop", "list", "delegations", "--json"]


def test_test_without_arguments_runs_every_check(calls: Calls) -> None:
    assert dev.main(["test"]) == 0
    assert [command[2] for command in calls] == ["ruff", "ruff", "mypy", "pytest", "pytest"]
    assert {"desktop", "tests", "dev.py"} <= set(calls[2])


def test_extended_runs_every_check_and_more_tests(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    needed: dict[str, str] = {}
    locks: list[str] = []

    def prepare(lock: str, programs: dict[str, str]) -> None:
        locks.append(lock)
        needed.update(programs)

    monkeypatch.setattr(dev, "prepare", prepare)
    monkeypatch.setattr(dev, "install_system", lambda packages: None)
    monkeypatch.setattr(dev, "logged", lambda command, name: None)
    dev.main(["test", "--extended"])
    assert locks == [dev.TEST, dev.EXTENDED]
    assert [command[2] for command in calls] == ["ruff", "ruff", "mypy", "pytest", "pytest"]
    assert all(command[3] == "--extended" for command in calls[3:])
    assert needed.keys() >= dev.EXTENDED_PROGRAMS.keys()


def test_test_with_arguments_is_pytest_alone(calls: Calls) -> None:
    dev.main(["test", "-q", "-k", "calendar"])
    assert [command[1:] for command in calls] == [["-m", "pytest", "-q", "-k", "calendar"]]


def test_what_failed_is_said_again_at_the_end_and_hides_no_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """Who sees no more than the end of a long run sees what is to be mended."""
    modules = {
        "checker": "print('names no such module'); raise SystemExit(1)",
        "pytest": "import sys; part = sys.argv[1]; print(part, 'long ' * 9000)\n"
        "print('short test summary info\\nFAILED', part); raise SystemExit(part == 'tests/ui')",
    }
    for name, code in modules.items():
        (tmp_path / f"{name}.py").write_text(code, encoding="utf-8")
    monkeypatch.setattr(dev, "prepare", lambda lock, programs: None)
    monkeypatch.setattr(dev, "PYTHON", sys.executable)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(dev, "LOGS", tmp_path / "logs")
    monkeypatch.setattr(dev, "CHECKS", {"types": ["checker"]})
    assert dev.main(["test"]) == 1
    end = capfd.readouterr().out.rpartition("types failed (1):\n")
    assert "names no such module" in end[0]  # said at once, too
    assert "FAILED tests" in end[0]  # by the part that passed
    assert end[2] == (
        "names no such module\n\nwindow failed (1):\nshort test summary info\nFAILED tests/ui\n"
    )


def test_files_are_named_from_where_the_caller_stands(tmp_path: Path) -> None:
    (tmp_path / "test_here.py").touch()
    given = ["-q", "test_here.py::test_one", "tests/test_dev.py", "-k", "here"]
    named = ["-q", f"{tmp_path / 'test_here.py'}::test_one", "tests/test_dev.py", "-k", "here"]
    assert dev.from_root(given, tmp_path) == named
    assert dev.from_root(given, dev.ROOT) == given


@pytest.mark.parametrize("interrupted", ["prepare", "from_root"])
def test_ctrl_c_is_quiet(
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    interrupted: str,
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(dev, interrupted, stop)
    assert dev.main(["test"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("arguments", "code"), [([], 2), (["fly"], 2), (["--help"], 0)])
def test_usage_is_told(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int) -> None:
    assert dev.main(arguments) == code
    assert "dev.py test --extended" in capsys.readouterr().err


def test_an_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST", (4, 0))
    assert dev.main(["run", "--version"]) == 1
    assert "3.11 or newer" in capsys.readouterr().err


def test_only_the_standard_library_is_needed() -> None:
    code = (
        f"import sys; sys.path.append({str(dev.ROOT)!r}); import dev; "
        "print(sorted({name.partition('.')[0] for name in sys.modules} - sys.stdlib_module_names))"
    )
    bare = [sys.executable, "-I", "-S", "-c", code]
    told = subprocess.run(bare, capture_output=True, text=True, check=True).stdout
    assert told.strip() == "['__main__', 'dev']"
