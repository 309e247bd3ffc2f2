"""Texts that follow the language."""

import gc

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop.language import _
from desktop.ui.speech import Spoken
from desktop.ui.switch import LanguageSwitch


class Panel(Spoken, QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.label = QLabel(self)
        self.number = 1
        self.say(self.label.setText, lambda: f"{_('Cancel')} {self.number}")


class Dialog(Spoken, QDialog):
    def __init__(self) -> None:
        super().__init__()
        self.say(self.setWindowTitle, lambda: _("Cancel"))


class Window(Spoken, QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.action = QAction(self)
        self.panel = Panel()
        self.setCentralWidget(self.panel)
        self.say(self.action.setText, lambda: _("Cancel"))


def test_everything_open_follows_at_once(qtbot: QtBot, qapp: QApplication) -> None:
    window, dialog = Window(), Dialog()
    qtbot.addWidget(window)
    qtbot.addWidget(dialog)
    switch = LanguageSwitch(qapp)
    for code, text in (("qps", "⟦Cancel⟧"), ("en", "Cancel")):
        switch.use(code)
        assert window.panel.label.text() == f"{text} 1"
        assert window.action.text() == text
        assert dialog.windowTitle() == text


def test_data_in_a_text_is_read_anew(qtbot: QtBot) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.number = 2
    panel.say_again()
    assert panel.label.text() == "Cancel 2"


def test_a_label_that_is_gone_is_forgotten(qtbot: QtBot, qapp: QApplication) -> None:
    panel = Panel()
    qtbot.addWidget(panel)
    panel.say(QLabel(panel).setText, lambda: "other")
    panel.label.deleteLater()
    qapp.sendPostedEvents(panel.label, 52)  # QEvent.DeferredDelete
    gc.collect()
    panel.say_again()
    assert len(panel._told()) == 1
