"""What every test stands on: no screen, no user's folders, a still clock, a silent log."""

import importlib.util
import logging
import os
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partialmethod
from importlib import import_module
from inspect import signature
from pathlib import Path

# Without this, Qt aborts the whole run on a machine that has no screen.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytestqt.qtbot import QtBot

from desktop.paths import Paths

PATIENCE_MS = 60_000
HOURS_MS = 10 * 60 * 60_000
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the switch that `dev.py test --extended` passes on."""
    parser.addoption("--extended", action="store_true", help="run the tests marked extended too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the demo office last, and leave the extended tests out of everyday runs.

    Those left out are neither run nor reported skipped.
    """
    items.sort(key=lambda item: item.path.name == "test_last_the_demo_office.py")
    if config.getoption("--extended"):
        return
    extended = [item for item in items if item.get_closest_marker("extended")]
    if extended:
        config.hook.pytest_deselected(items=extended)
        items[:] = [item for item in items if item not in extended]


class PatientBot(QtBot):
    """Waits a minute for what is to come, since a busy machine may stand still for seconds."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)  # noqa: N815 - pytest-qt's name
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)  # noqa: N815 - pytest-qt's name
    waitSignals = partialmethod(QtBot.waitSignals, timeout=PATIENCE_MS)  # noqa: N815 - pytest-qt's name


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """What drives a window, with patience; a wait that is fulfilled ends at once all the same."""
    return PatientBot(request)


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that stands at Monday 23 November 2026, 09:00 UTC."""
    return lambda: NOW


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """The user's folders of a user who never started the program before."""
    return Paths(tmp_path / "user")


@pytest.fixture(autouse=True)
def _no_users_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Code that finds the user's folders by itself, and each program it starts, finds these."""
    home = tmp_path / "home"
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    monkeypatch.setenv("APPDATA", str(home / "roaming"))
    monkeypatch.setenv("LOCALAPPDATA", str(home / "local"))
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Start each test in English, whatever language the one before it left."""
    if importlib.util.find_spec("desktop.language") is None:
        yield
        return
    use = import_module("desktop.language").use
    use("en")
    yield
    use("en")


@pytest.fixture(autouse=True)
def _no_hurry(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a window does by itself after seconds, it does not do while a test looks at it.

    A busy machine may stand still for as long between what a test does and what it looks for.
    """
    if "qapp" in request.fixturenames:
        for name in ("look.NOTICE_MS", "drafts.STORE_MS", "privacy.reminder.WAIT_MS"):
            monkeypatch.setattr(f"desktop.ui.{name}", HOURS_MS)


@pytest.fixture(autouse=True)
def _no_key_held() -> Iterator[None]:
    """Let go of Ctrl, Alt and Shift, which Qt takes to be held after a test pressed one with a key.

    What is done next would be done with that key, such as selecting one more row.
    """
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return
    if widgets.QApplication.keyboardModifiers():
        testing = import_module("PySide6.QtTest").QTest
        testing.keyRelease(widgets.QWidget(), import_module("PySide6.QtCore").Qt.Key.Key_Control)


@pytest.fixture(autouse=True)
def _silent_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs a warning or worse, unless it reads the log itself.

    A test that expects a record asks for ``caplog`` and asserts what is in it.
    """
    yield
    if "caplog" in signature(request.function).parameters:
        return
    records = caplog.get_records("setup") + caplog.get_records("call")
    loud = [record for record in records if record.levelno >= logging.WARNING]
    if loud:
        told = "; ".join(f"{record.name}: {record.getMessage()}" for record in loud)
        pytest.fail(f"unexpected log records: {told}")
