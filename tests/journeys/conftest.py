"""A user's machine: folders nobody has used, a still clock, and a way to start the program."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import settings
from desktop.app import Program
from desktop.paths import Paths
from tests.journeys.officer import Officer, settle

Start = Callable[[], Officer]


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, paths: Paths, clock: Callable[[], datetime]
) -> Iterator[Start]:
    """Start the program as the command does: with the settings that the last time left."""
    started: list[Program] = []

    def begin() -> Officer:
        program = Program(qapp, paths, settings.load(paths.settings_file()), clock)
        started.append(program)
        program.begin()
        return Officer(qtbot, program)

    yield begin
    for program in started:
        program.end()
        if program.start_window is not None:
            program.start_window.close()
    settle()


@pytest.fixture
def officer(start: Start, tmp_path: Path) -> Officer:
    """An officer who gave name and office, with an empty office in front of her."""
    officer = start()
    officer.begin_empty("Mette Demosen", "Demo Embassy, Tokyo", tmp_path / "office.kakehashi")
    return officer
