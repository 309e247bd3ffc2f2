"""What is installed is what was tried, comes with hashes, and is free of known traps."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-extended.lock")


def pins(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;\\]+)", text, re.MULTILINE))


def names(requirements: list[str]) -> set[str]:
    """The packages asked for, as a lock spells them."""
    found = (re.match(r"[A-Za-z0-9._-]+", line) for line in requirements)
    return {re.sub(r"[._-]+", "-", match.group()).lower() for match in found if match}


def asked(path: str) -> list[str]:
    lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and line[0] not in "#-"]


def test_qt_is_the_version_that_keeps_its_references(qtbot: QtBot) -> None:
    """PySide6 6.12.0 drops one reference to None per call; Python 3.11 aborts when none is left."""
    assert pins("requirements.lock")["pyside6-essentials"] == "6.11.3"
    label = QLabel()
    qtbot.addWidget(label)
    before = sys.getrefcount(None)
    for number in range(1000):
        label.setText(str(number))
    assert sys.getrefcount(None) > before - 100


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_host(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"://|@|--(extra-)?index|--find-links|--trusted", text)


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_hashes_every_package(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", (ROOT / lock).read_text(encoding="utf-8").strip())
    assert len(blocks) == len(pins(lock))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}", block) for block in blocks)


def test_the_tests_run_on_what_the_program_runs_on() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-dev.lock").items()


def test_the_locks_hold_what_was_asked_for() -> None:
    assert names(asked("requirements.in")) <= pins("requirements.lock").keys()
    assert names(asked("requirements-dev.in")) <= pins("requirements-dev.lock").keys()
    assert names(asked("requirements-extended.in")) <= pins("requirements-extended.lock").keys()


def test_the_extended_tests_add_to_the_others() -> None:
    both = pins("requirements-extended.lock").keys() & pins("requirements-dev.lock").keys()
    assert both
    assert {name: pins("requirements-extended.lock")[name] for name in both} == {
        name: pins("requirements-dev.lock")[name] for name in both
    }


def test_types_are_checked_alike_with_and_without_the_extended_packages() -> None:
    """A machine that never ran the extended tests does not have them, such as a fresh clone."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    skipped = {
        module.removesuffix(".*")
        for override in project["tool"]["mypy"]["overrides"]
        if override.get("ignore_missing_imports") and override.get("follow_imports") == "skip"
        for module in override["module"]
    }
    assert names(asked("requirements-extended.in")) == skipped


def test_the_lock_of_npm_names_no_host_and_hashes_every_package() -> None:
    lock = (ROOT / "tests" / "calendars" / "readers" / "package-lock.json").read_text("utf-8")
    assert "://" not in lock
    assert lock.count('"node_modules/') == lock.count('"integrity": "sha512-') > 0


def test_the_package_asks_for_what_the_lock_pins() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # pinned for icalendar's and keyring's sake; we never import them
    indirect = {"importlib-metadata", "python-dateutil"}
    assert names(project["dependencies"]) == names(asked("requirements.in")) - indirect


def test_the_notices_name_everything_that_is_shipped() -> None:
    notices = (ROOT / "THIRD-PARTY-NOTICES.md").read_text(encoding="utf-8").lower()
    assert {name for name in pins("requirements.lock") if name not in notices} == set()
