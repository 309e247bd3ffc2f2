"""The bar above the timeline: what the lanes are grouped by, how large, and the table beside it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.calendar import timeline_words as wording
from desktop.ui.calendar.timeline_hand import Timeline
from desktop.ui.calendar.timeline_layout import By
from desktop.ui.speech import Spoken
from desktop.ui.widgets import FlowLayout, IconButton, ToolButton


class TimelineBar(Spoken, QWidget):
    """Steers a `Timeline`, and shows how it stands."""

    def __init__(self, timeline: Timeline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timeline = timeline
        self.groups = ToolButton()
        self.groups.setProperty("kind", "choice")
        self.groups.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.groups.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        menu = QMenu(self.groups)
        menu.aboutToShow.connect(lambda: self._fill(menu))
        self.groups.setMenu(menu)
        self.smaller = IconButton("minus", lambda: _("Zoom out"), partial(timeline.zoom_by, -1.0))
        self.larger = IconButton("plus", lambda: _("Zoom in"), partial(timeline.zoom_by, 1.0))
        self.fit = ToolButton()
        self.fit.setProperty("kind", "choice")
        self.fit.clicked.connect(lambda _on: timeline.fit())
        self.table = ToolButton()
        self.table.setProperty("kind", "choice")
        self.table.setCheckable(True)
        self.say(self.fit.setText, lambda: _("Show everything"))
        self.say(self.table.setText, lambda: _("Table"))
        self.say(self.table.setToolTip, lambda: _("Show the same records as a table beside it"))
        flow = FlowLayout(self, spacing=look.S)
        for button in (self.groups, self.smaller, self.larger, self.fit, self.table):
            flow.addWidget(button)
        timeline.zoomed.connect(self.follow)
        self.follow()

    def follow(self) -> None:
        """Show how the timeline stands."""
        low, high = self._timeline.limits()
        self.groups.setText(wording.by(self._timeline.by()))
        self.groups.setAccessibleName(_("Lanes"))
        self.smaller.setEnabled(self._timeline.per_day() > low)
        self.larger.setEnabled(self._timeline.per_day() < high)

    @override
    def respoken(self) -> None:
        self.follow()

    def _fill(self, menu: QMenu) -> None:
        menu.clear()
        for by in By:
            action = QAction(wording.by(by), menu)
            action.setCheckable(True)
            action.setChecked(by == self._timeline.by())
            action.triggered.connect(partial(self._group_by, by))
            menu.addAction(action)
        menu.addSeparator()
        for text, folded in ((_("Fold all"), True), (_("Unfold all"), False)):
            action = QAction(text, menu)
            action.triggered.connect(partial(self._fold_all, folded))
            menu.addAction(action)

    def _group_by(self, by: By, _on: bool = False) -> None:
        self._timeline.group_by(by)

    def _fold_all(self, folded: bool, _on: bool = False) -> None:
        keys = [group.key for group in self._timeline.scene().groups]
        self._timeline.fold(keys, folded=folded)
