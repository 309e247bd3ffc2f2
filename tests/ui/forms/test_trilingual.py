"""One text in three languages."""

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from desktop.domain.text import Trilingual
from desktop.ui.forms import TextArea, TrilingualField
from desktop.ui.switch import LanguageSwitch
from tests.ui.sweep import child, type_text


@pytest.fixture
def field(qtbot: QtBot) -> TrilingualField:
    field = TrilingualField(lambda: "Title")
    qtbot.addWidget(field)
    return field


def shown(field: TrilingualField) -> list[str]:
    return [code for code, line in field._lines.items() if not line.isHidden()]


def test_one_line_in_the_windows_language_stands_for_all(
    field: TrilingualField, qapp: QApplication
) -> None:
    assert shown(field) == ["en"]
    switch = LanguageSwitch(qapp)
    switch.use("ja")
    assert shown(field) == ["ja"]
    assert field.control() is field._lines["ja"]
    switch.use("en")
    child(field, QToolButton).click()
    assert shown(field) == ["ja", "da", "en"]


def test_what_stands_in_is_shown_faintly(field: TrilingualField) -> None:
    field.set_value(Trilingual(ja="量子"))
    assert field._lines["en"].text() == ""
    assert field._lines["en"].placeholderText() == "量子"


def test_missing_languages_are_marked_and_named(field: TrilingualField) -> None:
    field.set_value(Trilingual(ja="量子", en="Quantum"))
    button = child(field, QToolButton)
    assert button.text() == "● ja  ○ da  ● en"
    assert button.toolTip() == "Missing: Dansk"
    field.set_value(Trilingual("量子", "Kvante", "Quantum"))
    assert button.toolTip() == "All three languages are there"


def test_three_texts_are_one_change(field: TrilingualField) -> None:
    told: list[Trilingual] = []
    field.edited.connect(told.append)
    for code, text in (("ja", "量子"), ("da", "Kvanteø"), ("en", "Quantum")):
        type_text(field._lines[code], text)
    assert field.commit()
    assert told == [Trilingual("量子", "Kvanteø", "Quantum")]


def test_nothing_is_an_empty_text(field: TrilingualField) -> None:
    field.set_value(None)
    assert field.value() == Trilingual()
    assert not field.is_changed()


def test_long_texts_have_room(qtbot: QtBot) -> None:
    field = TrilingualField(lambda: "Notes", long=True)
    qtbot.addWidget(field)
    assert len(field.findChildren(TextArea)) == 3
    assert field._lines["da"].accessibleName() == "Notes: Dansk"
