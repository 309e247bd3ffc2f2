"""The two boxes of the Help menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QVBoxLayout, QWidget

from desktop import __version__
from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, Scroll, row


class AboutBox(Spoken, QDialog):
    """What the program is, which version this is, and whose work it stands on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        title = PlainLabel("Kakehashi", role="title")
        what, version = PlainLabel(wrap=True), PlainLabel(role="soft", select=True)
        thanks = PlainLabel(role="hint", wrap=True)
        self.say(self.setWindowTitle, lambda: _("About Kakehashi"))
        self.say(
            what.setText,
            lambda: _(
                "Plans delegations, researcher exchanges and facility access "
                "between Japan and Denmark."
            ),
        )
        self.say(version.setText, lambda: _("Version {number}").format(number=__version__))
        self.say(
            thanks.setText,
            lambda: _(
                "Built with Qt, Python, SQLite and Typst. Icons by Lucide; Noto typefaces. "
                "Kakehashi is free software under the MIT licence."
            ),
        )
        close = Button(lambda: _("Close"), self.accept)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        for label in (title, what, version, thanks):
            layout.addWidget(label)
        layout.addLayout(row(None, close))
        self.setFixedWidth(look.COLUMN + look.COLUMN // 2)


class ShortcutsBox(Spoken, QDialog):
    """All commands that have keys."""

    def __init__(self, parent: QWidget | None, actions: Sequence[QAction]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        heading = PlainLabel(role="section")
        self.say(self.setWindowTitle, lambda: _("Keyboard shortcuts"))
        self.say(heading.setText, lambda: _("Keyboard shortcuts"))
        listed = QWidget()
        grid = QGridLayout(listed)
        grid.setContentsMargins(0, 0, look.L, 0)
        grid.setHorizontalSpacing(look.XL)
        grid.setVerticalSpacing(look.S)
        for at, action in enumerate(
            action for action in actions if not action.shortcut().isEmpty()
        ):
            text = PlainLabel()
            self.say(text.setText, partial(_plain, action))
            grid.addWidget(text, at, 0)
            keys = [
                key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts()
            ]
            grid.addWidget(PlainLabel("  ".join(keys), role="soft"), at, 1)
        grid.setColumnStretch(0, 1)
        close = Button(lambda: _("Close"), self.accept)
        close.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(Scroll(listed), 1)
        layout.addLayout(row(None, close))
        self.resize(look.COLUMN * 2, look.COLUMN * 2)


def _plain(action: QAction) -> str:
    """The words of a command without its mnemonic."""
    return action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
