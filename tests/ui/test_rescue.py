"""A damaged office file: back to a good backup, saved as far as it can be read, or left alone."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.domain import Place, Trilingual
from desktop.errors import Problem
from desktop.store import backups, salvage
from desktop.store.backups import places_of
from desktop.store.identify import check_sound
from desktop.store.office import OfficeFile
from desktop.ui import look
from desktop.ui.rescue import RescueDialog
from desktop.ui.widgets import PlainLabel
from tests.ui.protection.kit import code_of

Damaged = tuple[Path, bytes]


@pytest.fixture
def damaged(tmp_path: Path, clock: Callable[[], datetime]) -> Damaged:
    """An office file with a backup, damaged in its middle after that."""
    path = tmp_path / "office.kakehashi"
    office = OfficeFile.create(path, clock=clock)
    with office.writing("create") as session:
        session.add_all(Place(name=Trilingual(en=f"Hall {number}")) for number in range(300))
    backups.back_up_now(office, places_of(path), clock())
    office.close()
    content = bytearray(path.read_bytes())
    half = len(content) // 2
    content[half : half + 3 * 4096] = b"\xff" * (3 * 4096)
    path.write_bytes(content)
    assert code_of(lambda: check_sound(path)) == "file_damaged"
    return path, bytes(content)


@pytest.fixture
def dialog(
    qtbot: QtBot, qapp: QApplication, damaged: Damaged, clock: Callable[[], datetime]
) -> Iterator[RescueDialog]:
    """The dialog about the damaged file, once it has found what there is."""
    look.apply(qapp, "light")
    path, _content = damaged
    problem = Problem("file_damaged", path=str(path))
    made = RescueDialog(path, None, problem, places_of(path), clock=clock, zone="Asia/Tokyo")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made.is_searching())
    yield made
    if made.isVisible():
        made.done(0)


def _texts(dialog: RescueDialog) -> str:
    labels = dialog.findChildren(PlainLabel)
    return "\n".join(one.text() for one in labels if one.isVisibleTo(dialog))


def test_the_newest_good_backup_takes_its_place_and_the_damaged_file_is_kept(
    qtbot: QtBot, dialog: RescueDialog, damaged: Damaged
) -> None:
    path, content = damaged
    assert "was made on 23 Nov 2026 18:00 (today)" in _texts(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.back.click()
    assert dialog.outcome == path
    check_sound(path, thorough=True)
    (kept,) = path.parent.glob("office.replaced-*.kakehashi")
    assert kept.read_bytes() == content


def test_without_a_good_backup_that_is_said(
    qtbot: QtBot, damaged: Damaged, clock: Callable[[], datetime]
) -> None:
    path, content = damaged
    for one in backups.list_backups(places_of(path)):
        one.path.write_bytes(content)
    dialog = RescueDialog(path, None, Problem("file_damaged"), places_of(path), clock=clock)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: not dialog.is_searching())
    assert "There is no backup that is whole." in _texts(dialog)
    assert not dialog.back.isVisible()
    dialog.done(0)


def test_what_can_be_read_is_saved_into_a_new_file(
    qtbot: QtBot, dialog: RescueDialog, damaged: Damaged, tmp_path: Path
) -> None:
    path, content = damaged
    target = tmp_path / "saved.kakehashi"
    dialog.save_into(target)
    assert not dialog.leave.isEnabled()
    dialog.reject()
    assert dialog.isVisible()  # what is half made is not left alone
    qtbot.waitUntil(dialog.open_new.isVisible)
    assert "saved." in _texts(dialog)
    dialog.open_new.click()
    assert dialog.outcome == target
    check_sound(target, thorough=True)
    assert path.read_bytes() == content


def test_what_fails_is_told_and_the_other_ways_stay_open(
    qtbot: QtBot, dialog: RescueDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_asked: object) -> None:
        raise Problem("file_exists", path="saved.kakehashi")

    monkeypatch.setattr(salvage, "salvage", fails)
    dialog.save_into(tmp_path / "saved.kakehashi")
    qtbot.waitUntil(lambda: "There is already a file" in _texts(dialog))
    assert dialog.back.isEnabled()
    assert dialog.outcome is None


def test_all_can_be_left_as_it_is(dialog: RescueDialog, damaged: Damaged) -> None:
    path, content = damaged
    dialog.leave.click()
    assert dialog.outcome is None
    assert not dialog.isVisible()
    assert path.read_bytes() == content
    assert list(path.parent.glob("*.replaced-*")) == []
