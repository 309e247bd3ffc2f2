"""Backups make themselves when they are due; what is amiss is told, and not too often."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop.domain import Place, Trilingual
from desktop.store import backups
from desktop.store.backups import Worry, folder_of, list_backups
from desktop.ui.desk import Desk
from desktop.ui.protection.keeper import Keeper
from tests.ui.protection.kit import notices, troubles


def _leads(desk: Desk) -> list[tuple[str, str]]:
    told: list[tuple[str, str]] = []
    desk.led.connect(lambda text, _button, page: told.append((text(), page)))
    return told


def _look(qtbot: QtBot, keeper: Keeper) -> None:
    keeper.look()
    qtbot.waitUntil(lambda: not keeper.is_busy())


def test_a_backup_is_made_once_and_silently(qtbot: QtBot, desk: Desk) -> None:
    said = [notices(desk), troubles(desk), _leads(desk)]
    keeper = Keeper(desk)
    _look(qtbot, keeper)
    (made,) = list_backups([folder_of(desk.office.path)])
    assert made.at == desk.clock().replace(second=0, microsecond=0)
    _look(qtbot, keeper)
    assert len(list_backups([folder_of(desk.office.path)])) == 1
    assert said == [[], [], []]


def test_old_backups_are_thinned_out(
    qtbot: QtBot, desk: Desk, clock: Callable[[], datetime], monkeypatch: pytest.MonkeyPatch
) -> None:
    where = [folder_of(desk.office.path)]
    for hour in range(3):
        at = clock() - timedelta(days=20, hours=hour)
        backups.back_up_now(desk.office, where, at)
    with desk.office.writing("create") as session:
        session.add(Place(name=Trilingual(en="Hall")))
    monkeypatch.setattr(backups, "is_due", lambda *_asked: True)
    _look(qtbot, Keeper(desk))
    assert len(list_backups(where)) == 2  # the new one, and the newest of that old day


def test_a_place_that_is_gone_is_told_once(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.settings.backup_folder = str(tmp_path / "stick")
    told, keeper = troubles(desk), Keeper(desk)
    _look(qtbot, keeper)
    assert len(told) == 1
    assert "stick" in told[0]
    _look(qtbot, keeper)
    assert len(told) == 1
    assert len(list_backups([folder_of(desk.office.path)])) == 1


def test_what_matters_is_said_once_a_day_with_the_way_to_the_page(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    worried = [Worry("backups_one_disk"), Worry("sheet_never_printed")]
    monkeypatch.setattr(backups, "worries", lambda *_asked: worried)
    leads = _leads(desk)
    _look(qtbot, Keeper(desk))
    ((text, page),) = leads
    assert (text.startswith("The recovery sheet was never printed"), page) == (True, "protection")
    _look(qtbot, Keeper(desk))  # as after another start on the same day
    assert len(leads) == 1
    desk.settings.warned[str(desk.office.path)] -= timedelta(days=1)
    _look(qtbot, Keeper(desk))
    assert len(leads) == 2


def test_a_missing_second_disk_alone_is_not_said_again_and_again(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "worries", lambda *_asked: [Worry("backups_one_disk")])
    leads = _leads(desk)
    _look(qtbot, Keeper(desk))
    assert leads == []
