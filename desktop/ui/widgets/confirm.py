"""The box that asks before something would be lost; nothing else is asked in a box.

What stood in the way is said in a box only over a dialog, which covers the bar.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.language import _
from desktop.ui import look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.buttons import Button
from desktop.ui.widgets.fitted import FittedDialog
from desktop.ui.widgets.frames import row
from desktop.ui.widgets.labels import PlainLabel


class Confirm(Spoken, FittedDialog):
    """A question with one button that says what will happen, and Cancel."""

    def __init__(
        self,
        parent: QWidget | None,
        title: Callable[[], str],
        text: Callable[[], str],
        action: Callable[[], str],
        *,
        danger: bool = True,
    ) -> None:
        super().__init__(parent)
        self.setModal(True)
        heading = PlainLabel(role="section", wrap=True)
        sentence = PlainLabel(role="soft", wrap=True)
        self.say(self.setWindowTitle, title)
        self.say(heading.setText, title)
        self.say(sentence.setText, text)
        cancel = Button(lambda: _("Cancel"), self.reject)
        confirm = Button(action, self.accept, kind="danger" if danger else "filled")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(sentence)
        layout.addSpacing(look.S)
        layout.addLayout(row(None, cancel, confirm))
        self.setMinimumWidth(look.COLUMN + look.COLUMN // 2)
        # Return keeps what is there; the officer chooses the loss with a key or a click of its own.
        cancel.setDefault(danger)
        confirm.setDefault(not danger)
        (cancel if danger else confirm).setFocus(Qt.FocusReason.OtherFocusReason)

    @classmethod
    def ask(
        cls,
        parent: QWidget | None,
        title: Callable[[], str],
        text: Callable[[], str],
        action: Callable[[], str],
        *,
        danger: bool = True,
    ) -> bool:
        """Ask, and tell whether the officer chose the action."""
        dialog = cls(parent, title, text, action, danger=danger)
        chosen = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return chosen


class Told(Spoken, FittedDialog):
    """What stood in the way, said over a dialog that covers where the window says it."""

    def __init__(self, parent: QWidget, text: Callable[[], str]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sentence = PlainLabel(wrap=True)
        self.say(self.setWindowTitle, lambda: _("That did not work"))
        self.say(sentence.setText, text)
        close = Button(lambda: _("Close"), self.accept, kind="filled")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(sentence)
        layout.addLayout(row(None, close))
        self.setMinimumWidth(look.COLUMN + look.COLUMN // 2)
        close.setDefault(True)
        close.setFocus(Qt.FocusReason.OtherFocusReason)
