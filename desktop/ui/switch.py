"""Switching the language of everything that is open."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QLibraryInfo,
    QLocale,
    QObject,
    QTranslator,
    Signal,
)
from PySide6.QtWidgets import QApplication

from desktop import language

_LOCALES = {"ja": "ja_JP", "da": "da_DK", "en": "en_GB", language.PSEUDO: "en_GB"}

_QTS_OWN = "qts-own-words"


class LanguageSwitch(QObject):
    """The one way to change the language while the program runs."""

    switched = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app

    def use(self, code: str) -> None:
        """Speak the language of `code` at once, in every open window."""
        language.use(code)
        locale = QLocale(_LOCALES[code])
        QLocale.setDefault(locale)
        for window in self._app.topLevelWidgets():
            window.setLocale(locale)
        former = self._app.findChild(QTranslator, _QTS_OWN)
        translator = QTranslator(self._app)
        translator.setObjectName(_QTS_OWN)
        translator.load(
            f"qtbase_{locale.name()[:2]}",
            QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath),
        )
        if former is not None:
            self._app.removeTranslator(former)
            former.setParent(None)
        self._app.installTranslator(translator)
        # Qt's own catalogue for English is empty, and installing an empty one tells nobody.
        QCoreApplication.sendEvent(self._app, QEvent(QEvent.Type.LanguageChange))
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LanguageChange.value)
        self.switched.emit(code)
