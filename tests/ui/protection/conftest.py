"""An encrypted office file on a desk; made once, and copied for each test."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.settings import Settings
from desktop.store.cipher import Key
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.desk import Desk
from tests.ui.protection.kit import PASSWORD


@pytest.fixture(scope="session")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Key]:
    """An encrypted office file that is closed, and its key."""
    path = tmp_path_factory.mktemp("encrypted") / "office.kakehashi"
    office = OfficeFile.create(path, passphrase=PASSWORD)
    key = office.key
    office.close()
    assert key is not None
    return path, key


@pytest.fixture
def locked_desk(
    qapp: QApplication,
    encrypted: tuple[Path, Key],
    tmp_path: Path,
    clock: Callable[[], datetime],
) -> Iterator[Desk]:
    """The desk of an encrypted office file."""
    look.apply(qapp, "light")
    made, key = encrypted
    path = tmp_path / "locked" / "office.kakehashi"
    path.parent.mkdir()
    for ending in (".kakehashi", ".keys"):
        shutil.copy(made.with_suffix(ending), path.with_suffix(ending))
    office = OfficeFile.open(path, clock=clock, key=key)
    desk = Desk(office, Settings(), clock)
    yield desk
    desk.close()
    office.close()
