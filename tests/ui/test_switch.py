"""Switching the language of what is open."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop import language
from desktop.ui.switch import LanguageSwitch


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[LanguageSwitch]:
    switch = LanguageSwitch(qapp)
    yield switch
    switch.use("en")


@pytest.mark.parametrize(
    ("code", "locale", "cancel"),
    [("ja", "ja_JP", "キャンセル"), ("da", "da_DK", "Annuller"), ("en", "en_GB", "Cancel")],
)
def test_catalogue_locale_and_qts_own_words_change(
    qtbot: QtBot, switch: LanguageSwitch, code: str, locale: str, cancel: str
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    switch.use(code)
    assert language.current().code == code
    assert QLocale().name() == locale
    assert window.locale().name() == locale
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == cancel


def test_only_one_of_qts_catalogues_is_installed(
    switch: LanguageSwitch, qapp: QApplication
) -> None:
    for code in ("ja", "da"):
        switch.use(code)
    LanguageSwitch(qapp).use("en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_the_switch_is_announced(qtbot: QtBot, switch: LanguageSwitch) -> None:
    with qtbot.waitSignal(switch.switched) as told:
        switch.use("da")
    assert told.args == ["da"]


def test_an_unknown_language_changes_nothing(switch: LanguageSwitch) -> None:
    with pytest.raises(ValueError, match="no such language"):
        switch.use("xx")
    assert language.current().code == "en"
