"""The list of pages at the left."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import icons, look
from desktop.ui.speech import Spoken
from desktop.ui.widgets import IconButton, ToolButton


class Sidebar(Spoken, QWidget):
    """A button with icon and words for each page; folded, the icons alone."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground, True)
        self._buttons: dict[str, ToolButton] = {}
        self._titles: dict[str, Callable[[], str]] = {}
        self._counts: dict[str, int] = {}
        self._group = QButtonGroup(self)
        self._folded = False
        self._above = 0
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(look.M, look.M, look.M, look.M)
        self._layout.setSpacing(look.XS)
        self._layout.addStretch(1)
        self._fold = IconButton(
            "panel-left", lambda: _("Show or hide the names of the pages"), self.toggle
        )
        self._layout.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self.say(self.setAccessibleName, lambda: _("Pages"))
        self.fold(False)

    def add(self, name: str, icon: str, title: Callable[[], str], *, below: bool = False) -> None:
        """Add a page; `below` puts it at the foot."""
        button = ToolButton()
        button.setProperty("kind", "side")
        button.setIcon(icons.icon(icon))
        button.setIconSize(QSize(look.ICON, look.ICON))
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._buttons[name], self._titles[name] = button, title
        self._group.addButton(button)
        # The main pages stand above the stretch, the others between it and the fold button.
        place = self._layout.indexOf(self._fold) if below else self._above
        self._above += 0 if below else 1
        self._layout.insertWidget(place, button)
        self.say(lambda _text: self._name(name), title)
        self.fold(self._folded)

    def show_chosen(self, name: str) -> None:
        """Mark the page that is shown; none where it stands aside."""
        if name in self._buttons:
            self._buttons[name].setChecked(True)
        elif (marked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            marked.setChecked(False)
            self._group.setExclusive(True)

    def show_count(self, name: str, number: int) -> None:
        """Say beside the name of a page how much waits there; 0 says nothing."""
        self._counts[name] = number
        if name in self._buttons:
            self._name(name)

    def fold(self, folded: bool) -> None:
        """Show the icons alone, or with their words."""
        self._folded = folded
        style = Qt.ToolButtonStyle
        for name, button in self._buttons.items():
            button.setToolButtonStyle(
                style.ToolButtonIconOnly if folded else style.ToolButtonTextBesideIcon
            )
            self._name(name)
        self.setFixedWidth(look.SIDEBAR_FOLDED if folded else self._width())

    def toggle(self) -> None:
        """Fold or unfold."""
        self.fold(not self._folded)

    def is_folded(self) -> bool:
        """Whether only the icons are shown."""
        return self._folded

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # The button at the foot was made first. Qt can move it only among what comes after.
        if self._buttons:
            QWidget.setTabOrder(list(self._buttons.values())[-1], self._fold)

    def _name(self, name: str) -> None:
        button, title = self._buttons[name], self._titles[name]()
        if number := self._counts.get(name, 0):
            title = _("{title} ({n})").format(title=title, n=number)
        button.setText("  " + title)
        button.setAccessibleName(title)
        button.setToolTip(title if self._folded else "")
        if not self._folded:
            self.setFixedWidth(self._width())

    def _width(self) -> int:
        """Wide enough for the longest name in bold, which the chosen page has."""
        bold = look.font(bold=True)
        longest = max(
            (
                QFontMetrics(bold).horizontalAdvance(button.text())
                for button in self._buttons.values()
            ),
            default=0,
        )
        return max(look.SIDEBAR, longest + look.ICON + 2 * look.M + 2 * look.L)
