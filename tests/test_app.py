"""The program: what it opens at the start, what it does when that fails, and what it remembers."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop import app as application
from desktop import settings
from desktop.app import Program
from desktop.domain import Delegation, Office
from desktop.language import current
from desktop.paths import Paths
from desktop.settings import Settings
from desktop.store.office import OfficeFile


@pytest.fixture
def program(qapp: QApplication, paths: Paths, clock: Callable[[], datetime]) -> Iterator[Program]:
    """The program of an officer who gave name and office."""
    chosen = Settings(officer="Mette Demosen", office_name="Demo Embassy", language="en")
    program = Program(qapp, paths, chosen, clock)
    yield program
    program.end()
    if program.start_window is not None:
        program.start_window.close()


def test_the_first_start_lets_the_officer_choose(program: Program) -> None:
    program.begin()
    assert program.window is None
    assert program.start_window is not None
    assert program.start_window.isVisible()


def test_a_new_office_holds_the_officers_own_office(program: Program, tmp_path: Path) -> None:
    assert program.create(tmp_path / "new.kakehashi")
    assert program.office is not None
    with program.office.reading() as session:
        office = session.query(Office).one()
    assert office.name.en == "Demo Embassy"
    assert program.office.author.name == "Mette Demosen"
    assert program.office.author.office_id == office.id
    assert program.office.undo_label() is None


def test_the_file_used_last_is_opened_again(program: Program, tmp_path: Path, paths: Paths) -> None:
    program.create(tmp_path / "new.kakehashi")
    program.end()
    remembered = settings.load(paths.settings_file())
    assert remembered.office_file == str(tmp_path / "new.kakehashi")
    program.begin()
    assert program.window is not None
    assert program.window.isVisible()


def test_a_file_that_cannot_be_opened_is_said_on_the_start_window(
    program: Program, tmp_path: Path
) -> None:
    program.begin(tmp_path / "missing.kakehashi")
    assert program.window is None
    assert program.start_window is not None
    assert "missing.kakehashi" in program.start_window._said.text()


def test_a_bad_file_leaves_the_open_one_as_it_is(program: Program, tmp_path: Path) -> None:
    program.create(tmp_path / "good.kakehashi")
    bad = tmp_path / "bad.kakehashi"
    bad.write_text("no office")
    assert not program.open(bad)
    assert program.window is not None
    assert "bad.kakehashi" in program.window.bar.text()
    assert program.office is not None
    assert program.office.path.name == "good.kakehashi"
    assert bad.read_text() == "no office"


def test_another_file_replaces_the_window_and_frees_the_first(
    program: Program, tmp_path: Path
) -> None:
    program.create(tmp_path / "first.kakehashi")
    program.create(tmp_path / "second.kakehashi")
    assert program.office is not None
    assert program.office.path.name == "second.kakehashi"
    OfficeFile.open(tmp_path / "first.kakehashi").close()


def test_the_demo_office_is_made_once_and_kept(program: Program, paths: Paths) -> None:
    assert program.open_demo()
    assert program.office is not None
    with program.office.writing("edit") as session:
        session.query(Delegation).one().budget_holder = "kept"
    program.end()
    assert program.open_demo()
    assert program.office is not None
    with program.office.reading() as session:
        assert session.query(Delegation).one().budget_holder == "kept"


def test_the_language_is_remembered(program: Program, tmp_path: Path, paths: Paths) -> None:
    program.create(tmp_path / "new.kakehashi")
    assert program.window is not None
    program.window.use_language("ja")
    assert current().code == "ja"
    assert settings.load(paths.settings_file()).language == "ja"


def test_asking_for_a_place_adds_the_ending(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[object, ...]] = []

    def answer(*question: object) -> Path:
        asked.append(question)
        return tmp_path / "chosen.kakehashi"

    monkeypatch.setattr(application, "ask_save", answer)
    program.ask_new()
    assert asked
    assert program.office is not None
    assert program.office.path == tmp_path / "chosen.kakehashi"
