"""How a programme is shown: to scale, as a table, or both beside each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QSplitter, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.settings import ProgrammeView
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.programme.bubble import Answer
from desktop.ui.programme.table_model import Column
from desktop.ui.programme.table_view import ProgrammeTable
from desktop.ui.speech import Spoken
from desktop.ui.widgets import ToolButton

if TYPE_CHECKING:
    from desktop.ui.grid.timeline import Timeline

_BESIDE = look.COLUMN * 2  # from this width on both stand beside each other, else above
_VIEWS: dict[ProgrammeView, Callable[[], str]] = {
    "timeline": lambda: _("Timeline"),
    "table": lambda: _("Table"),
    "both": lambda: _("Both"),
}


class Views(QSplitter):
    """The table and the timeline of one programme; the officer's choice is remembered.

    The timeline is made by `make_timeline` when it is first wanted, and then told by `made`.
    """

    made = Signal(object)

    def __init__(
        self, desk: Desk, table: ProgrammeTable, make_timeline: Callable[[], Timeline]
    ) -> None:
        super().__init__()
        self._desk, self._table, self._make = desk, table, make_timeline
        self.timeline: Timeline | None = None
        self.setChildrenCollapsible(False)
        self.addWidget(table)
        self.setFocusProxy(table)

    def show_view(self, view: ProgrammeView) -> None:
        """Show one of the two, or both."""
        if view != "table" and self.timeline is None:
            self.timeline = self._make()
            self.insertWidget(0, self.timeline)
            self.made.emit(self.timeline)
        if self.timeline is not None:
            self.timeline.setVisible(view != "table")
        self._table.setVisible(view != "timeline")
        self.setFocusProxy(self.timeline if view != "table" and self.timeline else self._table)
        self._arrange()
        if self._desk.settings.programme_view != view:
            self._desk.settings.programme_view = view
            self._desk.save_settings()

    def ask(self, item_id: str, text: Callable[[], str], answers: Sequence[Answer]) -> None:
        """Ask beside an item, where it is seen."""
        if self.timeline is not None and not self._table.isVisible():
            self.timeline.ask(item_id, text, answers)
        else:
            model = self._table.programme_model()
            self._table.ask(model.index(model.row_of(item_id), Column.TIME), text, answers)

    def show_current(self) -> None:
        """Bring what the keyboard is at into sight."""
        self._table.show_current()
        if self.timeline is not None:
            self.timeline.show_current()

    def _arrange(self) -> None:
        beside = self.width() >= _BESIDE
        way = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if self.orientation() != way:
            self.setOrientation(way)
        if self.timeline is not None and not self.sizes()[0] * self.sizes()[1]:
            whole = self.width() if beside else self.height()
            self.setSizes([whole // 2, whole - whole // 2])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()


class ViewSwitch(Spoken, QFrame):
    """Chooses among the views."""

    def __init__(self, views: Views, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.say(self.setAccessibleName, lambda: _("Programme view"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(look.EDGE, look.EDGE, look.EDGE, look.EDGE)
        layout.setSpacing(0)
        group = QButtonGroup(self)
        self.buttons: dict[ProgrammeView, ToolButton] = {}
        for view, text in _VIEWS.items():
            button = ToolButton()
            button.setProperty("kind", "segment")
            button.setCheckable(True)
            button.clicked.connect(partial(self._choose, views, view))
            self.say(button.setText, text)
            group.addButton(button)
            layout.addWidget(button)
            self.buttons[view] = button

    def show_chosen(self, view: ProgrammeView) -> None:
        """Mark the view that is shown."""
        self.buttons[view].setChecked(True)

    @staticmethod
    def _choose(views: Views, view: ProgrammeView, _on: bool = False) -> None:
        views.show_view(view)
        views.setFocus(Qt.FocusReason.OtherFocusReason)
