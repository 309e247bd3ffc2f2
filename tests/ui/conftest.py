"""A window's surroundings without the window: a dressed application, a file, a desk."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from desktop.store.log import Author
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.switch import LanguageSwitch
from tests.ui.conflicts.kit import Engine, Visit, make_visit


@pytest.fixture
def office(tmp_path: Path, clock: Callable[[], datetime]) -> Iterator[OfficeFile]:
    """An empty office file, written by an invented officer."""
    file = OfficeFile.create(tmp_path / "office.kakehashi", Author("Mette Demo"), clock)
    yield file
    file.close()


@pytest.fixture
def desk(qapp: QApplication, office: OfficeFile, clock: Callable[[], datetime]) -> Iterator[Desk]:
    """What a page is given, in a dressed application that speaks English."""
    look.apply(qapp, "light")
    desk = Desk(office, Settings(), clock)
    yield desk
    desk.close()


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[LanguageSwitch]:
    """The way to another language, and back to English afterwards."""
    switch = LanguageSwitch(qapp)
    yield switch
    switch.use("en")


@pytest.fixture
def visit(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Visit:
    """A visit with a block, a warning and a hint, in an office whose engine answers at once."""
    made = make_visit(desk)
    desk.watch.stop()  # for good: a page of this test may outlive it
    monkeypatch.setattr(desk, "watch", Engine(desk))
    return made
