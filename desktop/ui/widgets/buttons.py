"""Buttons whose text follows the language."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractButton, QPushButton, QSizePolicy, QToolButton, QWidget
from typing_extensions import override

from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets.labels import plain_tooltip

_COLOURS = {"filled": "on_accent", "quiet": "accent", "danger": "bad", "chip": "warn"}


class Button(Spoken, QPushButton):
    """A button with words.

    `kind` is "" (outlined), "filled" (one on a page), "quiet", "danger", or "chip" for what is
    missing.
    """

    def __init__(
        self,
        text: Callable[[], str],
        pressed: Callable[[], object] | None = None,
        *,
        kind: str = "",
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if icon:
            self.setIconSize(QSize(look.ICON + look.XS, look.ICON))
        self.setProperty("kind", kind)
        self._show_icon(kind)
        self.say(self.setText, text)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())

    def set_kind(self, kind: str) -> None:
        """Look like another kind of button."""
        if self.property("kind") != kind:
            look.mark(self, "kind", kind)
            self._show_icon(kind)

    def _show_icon(self, kind: str) -> None:
        if self._icon:
            self.setIcon(icons.icon(self._icon, _COLOURS.get(kind, "soft"), leads=True))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _returned(self, event):
            super().keyPressEvent(event)


class ToolButton(QToolButton):
    """A small button that the keyboard reaches and presses, with Return as with the space bar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def lead_with(self, icon: str, colour: str) -> None:
        """Show an icon before the words, at a distance from them."""
        self.setIcon(icons.icon(icon, colour, leads=True))
        self.setIconSize(QSize(look.ICON + look.XS, look.ICON))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if self.toolButtonStyle() == Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            # Qt adds two spaces for words in the middle; beside an icon both stand at the right.
            hint.setWidth(hint.width() - 2 * self.fontMetrics().horizontalAdvance(" "))
        return hint

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not _returned(self, event):
            super().keyPressEvent(event)


class IconButton(Spoken, ToolButton):
    """A button with an icon alone; its name is its tooltip and what a screen reader says."""

    def __init__(
        self,
        icon: str,
        name: Callable[[], str],
        pressed: Callable[[], object] | None = None,
        *,
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setIcon(icons.icon(icon, "soft"))
        self.setIconSize(QSize(look.ICON, look.ICON))
        self._shortcut = shortcut
        self.say(self.rename, name)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())

    def rename(self, name: str) -> None:
        """Take a name, for the tooltip (with the shortcut) and for screen readers."""
        keys = QKeySequence(self._shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(f"{name}  {keys}" if keys else name))


def _returned(button: QAbstractButton, event: QKeyEvent) -> bool:
    """Press a button with Return too; by itself Qt listens to the space bar alone."""
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not plain:
        return False
    button.click()
    return True
