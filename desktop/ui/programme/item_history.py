"""What happened to one item: who changed what and when, and a way to take each change back."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from sqlalchemy.orm import Session
from typing_extensions import override

from desktop import words
from desktop.domain.text import Trilingual
from desktop.language import _, current, dates
from desktop.store.called import called
from desktop.store.history import HistoryEntry, history_of, small_actions
from desktop.store.log import DO
from desktop.ui import icons, look
from desktop.ui.desk import Desk
from desktop.ui.history_panel import action_told, local_time, sentences
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, PlainLabel, ToolButton, column, row

_FIRST = 6  # so many actions are shown before the officer asks for all


class ItemHistory(Spoken, QWidget):
    """A folded part of the details; nothing is read from the file before it is opened."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._record = self._item = ""
        self._entries: list[HistoryEntry] = []
        self._names: dict[str, Trilingual] = {}
        self._standing: set[int] = set()
        self._all = False
        self._fold = ToolButton()
        self._fold.setProperty("kind", "fold")
        self._fold.setCheckable(True)
        self._fold.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fold.toggled.connect(lambda _on: self._show())
        self._lines = QWidget()
        self._layout = QVBoxLayout(self._lines)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.M)
        self.setLayout(column(self._fold, self._lines, spacing=look.M))
        self.say(self._fold.setText, lambda: _("History"))

    def load(self, record_id: str, item_id: str) -> None:
        """Be about an item of a record."""
        if item_id != self._item:
            self._all = False
        self._record, self._item = record_id, item_id
        self._show()

    def open(self) -> None:
        """Unfold."""
        self._fold.setChecked(True)

    def lines(self) -> list[str]:
        """What is shown, newest first."""
        labels = self._lines.findChildren(PlainLabel)
        return [label.text() for label in labels if label.property("role") != "hint"]

    @override
    def respoken(self) -> None:
        if hasattr(self, "_layout"):
            self._fill()

    def _show(self) -> None:
        opened = self._fold.isChecked()
        self._fold.setIcon(icons.icon("chevron-down" if opened else "chevron-right", "soft"))
        self._lines.setVisible(opened)
        if opened and self._item:
            self._entries, self._names, self._standing = self._desk.read(self._read)
            self._fill()

    def _read(self, session: Session) -> tuple[list[HistoryEntry], dict[str, Trilingual], set[int]]:
        entries = history_of(session, self._record, "item", self._item)
        stands = small_actions(session, self._record, (entry.unit for entry in entries))
        return entries, called(session, entries, words.everywhere), stands

    def _fill(self) -> None:
        while (place := self._layout.takeAt(0)) is not None:
            widget = place.widget()
            if widget is not None:
                widget.hide()  # else Qt may yet show it, as a window of its own
                widget.setParent(None)
                widget.deleteLater()
        actions = [list(group) for _unit, group in groupby(self._entries, lambda one: one.unit)]
        for action in actions if self._all else actions[:_FIRST]:
            self._layout.addWidget(self._action(action))
        if len(actions) > _FIRST and not self._all:
            self._layout.addWidget(Button(lambda: _("Show all"), self._show_all, kind="quiet"))

    def _show_all(self) -> None:
        self._all = True
        self._fill()

    def _action(self, action: Sequence[HistoryEntry]) -> QWidget:
        """When it was, what was done, and the way back as long as it stands."""
        first, language = action[0], current()
        said, whole = sentences(action, self._names)
        if not (said and whole and first.mode == DO):
            said.insert(0, action_told(action, self._names))
        at = local_time(first.at, self._desk.zones()[0])
        day, clock = dates.day_short(language, at.date()), dates.clock(language, at.time())
        when = PlainLabel(f"{day} {clock}", "hint")
        texts = [PlainLabel(text, wrap=True) for text in said]
        box = QWidget()
        heading = row(when, None, spacing=look.S)
        if first.unit in self._standing:
            back = Button(
                lambda: _("Take back"), partial(self._desk.take_back, first.unit), kind="quiet"
            )
            back.setAccessibleDescription(said[0])
            heading.addWidget(back)
        box.setLayout(column(heading, *texts, spacing=look.XS))
        return box
