"""The office sets the look of its papers in its settings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.documents.house_folder import read_house
from desktop.domain import Trilingual
from desktop.ui.desk import Desk
from desktop.ui.forms import Choice
from desktop.ui.pages.settings import SettingsPage
from tests.documents.test_house import SVG, png


def _page(qtbot: QtBot, desk: Desk) -> SettingsPage:
    page = SettingsPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.reload()
    return page


def _chosen(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    chosen: Callable[..., tuple[str, str]] = lambda *_args: (str(path), "")  # noqa: E731
    monkeypatch.setattr(QFileDialog, "getOpenFileName", chosen)


def test_letterhead_and_colour_are_kept_in_the_folder(qtbot: QtBot, desk: Desk) -> None:
    page = _page(qtbot, desk)
    page.form.edited.emit("house_letterhead", Trilingual(en="Royal Danish Embassy\nTokyo"))
    colour = page.form.field("house_accent").control()
    assert isinstance(colour, Choice)
    assert colour.currentText() == "That of the clause"
    colour.setCurrentIndex(colour.findText("Plum"))
    colour.activated.emit(colour.currentIndex())
    house = read_house(desk.documents)
    assert house.letterhead == Trilingual(en="Royal Danish Embassy\nTokyo")
    assert house.accent == "plum"
    page.reload()
    assert page.form.values()["house_letterhead"] == house.letterhead


@pytest.mark.parametrize(("name", "content"), [("a.svg", SVG.encode()), ("a.png", png())])
def test_a_logo_is_chosen_shown_and_removed(
    qtbot: QtBot,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    content: bytes,
) -> None:
    panel = _page(qtbot, desk).house.panel
    assert panel.picture.isHidden()
    (tmp_path / name).write_bytes(content)
    _chosen(monkeypatch, tmp_path / name)
    panel.choose.click()
    assert read_house(desk.documents).logo
    assert not panel.picture.pixmap().isNull()
    assert not panel.remove.isHidden()
    panel.remove.click()
    assert not read_house(desk.documents).logo
    assert panel.picture.isHidden()


def test_a_bad_logo_is_told_and_changes_nothing(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = _page(qtbot, desk).house.panel
    told: list[str] = []
    desk.troubled.connect(lambda text: told.append(text()))
    (tmp_path / "bad.svg").write_text("<svg><script/></svg>")
    _chosen(monkeypatch, tmp_path / "bad.svg")
    panel.choose.click()
    (text,) = told
    assert "“<script>” would" in text
    assert read_house(desk.documents).logo == ""


def test_a_fault_in_the_folder_is_told_and_templates_can_be_set_aside(
    qtbot: QtBot, desk: Desk
) -> None:
    desk.documents.mkdir(parents=True)
    (desk.documents / "house.json").write_text('{"accent": "navy"}')
    (desk.documents / "common.typ").write_text('#import "@preview/x:1.0.0"')
    page = _page(qtbot, desk)
    panel = page.house.panel
    assert "line 1" in panel.trouble.text()
    # What can be read is shown all the same.
    assert page.form.values()["house_accent"] == "navy"
    panel.aside.click()
    assert panel.trouble.isHidden()
    assert panel.aside.isHidden()
    assert (desk.documents / "common.typ.off").exists()


def test_the_templates_are_copied_and_their_folder_is_opened(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def opens(url: QUrl) -> bool:
        opened.append(url.toLocalFile())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", opens)
    _page(qtbot, desk).house.panel.copy.click()
    assert opened == [str(desk.documents)]
    assert (desk.documents / "originals" / "common.typ").exists()
