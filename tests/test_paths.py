from pathlib import Path

import pytest

from desktop import paths as module
from desktop.paths import Paths, shipped

ROOT = Path(__file__).resolve().parent.parent


def test_a_checkout_ships_what_lies_beside_the_package() -> None:
    assert shipped("resources") == ROOT / "resources"


def test_a_wheel_ships_what_lies_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "_data" / "resources").mkdir(parents=True)
    monkeypatch.setattr(module, "_PACKAGE", tmp_path)
    assert shipped("resources") == tmp_path / "_data" / "resources"


def test_all_folders_lie_below_one_base(tmp_path: Path) -> None:
    paths = Paths(tmp_path / "new")
    folders = [paths.data_folder(), paths.config_folder(), paths.log_folder()]
    assert len(set(folders)) == 3
    assert all(folder.is_dir() and folder.parent == tmp_path / "new" for folder in folders)
    assert paths.settings_file().parent == paths.config_folder()
    assert paths.default_office().suffix == ".kakehashi"


def test_without_a_base_the_folders_are_the_systems_own(tmp_path: Path) -> None:
    folder = Paths().data_folder()
    assert folder.is_relative_to(tmp_path)  # conftest gives each test a home of its own
    assert folder.name == "kakehashi"
