"""The first window: who the officer is, three ways to begin, and what stood in the way."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.errors import Problem
from desktop.settings import Settings
from desktop.ui.start import StartWindow
from desktop.ui.switch import LanguageSwitch
from desktop.ui.widgets import Button
from tests.ui.sweep import texts_left, type_text


@pytest.fixture
def settings() -> Settings:
    """The settings of somebody who was never here."""
    return Settings()


@pytest.fixture
def start(qtbot: QtBot, settings: Settings, switch: LanguageSwitch) -> StartWindow:
    """The first window, shown."""
    window = StartWindow(settings, switch)
    qtbot.addWidget(window)
    window.show()
    return window


def _press(start: StartWindow, text: str) -> None:
    next(button for button in start.findChildren(Button) if button.text() == text).click()


def test_an_empty_office_wants_a_name_and_an_office_first(
    start: StartWindow, settings: Settings
) -> None:
    asked: list[str] = []
    start.empty_asked.connect(lambda: asked.append("empty"))
    _press(start, "New file…")
    assert not asked
    for field, text in (("officer", "Mette Demosen"), ("office_name", "在デンマーク日本国大使館")):
        control = start.form.field(field).control()
        control.clear()  # type: ignore[attr-defined]
        type_text(control, text)
    _press(start, "New file…")
    assert asked == ["empty"]
    assert (settings.officer, settings.office_name) == ("Mette Demosen", "在デンマーク日本国大使館")


def test_the_demo_and_a_file_need_nothing_first(start: StartWindow) -> None:
    asked: list[str] = []
    start.demo_asked.connect(lambda: asked.append("demo"))
    start.open_asked.connect(lambda: asked.append("open"))
    _press(start, "Open the demo")
    _press(start, "Choose a file…")
    assert asked == ["demo", "open"]


def test_a_problem_is_said_in_the_windows_language(
    start: StartWindow, switch: LanguageSwitch
) -> None:
    start.show_problem(Problem("file_missing", path="office.kakehashi"))
    assert "There is no file" in start._said.text()
    switch.use("da")
    assert "findes ikke længere" in start._said.text()


def test_recent_files_that_are_still_there_are_offered(
    qtbot: QtBot, switch: LanguageSwitch, tmp_path: Path
) -> None:
    there = tmp_path / "there.kakehashi"
    there.touch()
    settings = Settings(recent=[str(there), str(tmp_path / "gone.kakehashi")])
    start = StartWindow(settings, switch)
    qtbot.addWidget(start)
    asked: list[str] = []
    start.recent_asked.connect(asked.append)
    names = [button.text() for button in start.findChildren(Button)]
    assert "there.kakehashi" in names
    assert "gone.kakehashi" not in names
    _press(start, "there.kakehashi")
    assert asked == [str(there)]


def test_no_text_stays_behind(
    qapp: QApplication, start: StartWindow, switch: LanguageSwitch
) -> None:
    switch.use("qps")
    assert texts_left(start) == []
