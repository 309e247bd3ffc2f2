"""Find anything: one line that leads to every record, person and command."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import icons, look
from desktop.ui.forms.suggest import Suggestion, SuggestionDelegate, SuggestionModel
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Line, PlainLabel


class Found(NamedTuple):
    """A record that fits: kind and id to open it, its text, what tells it apart, an icon."""

    kind: str
    id: str
    text: str
    detail: str = ""
    icon: str = ""


class Palette(Spoken, QFrame):
    """A popup over the window. Arrows choose, Return goes there, Esc closes."""

    def __init__(
        self,
        window: QWidget,
        find: Callable[[str], Sequence[Found]],
        actions: Callable[[], Sequence[QAction]],
        go: Callable[[str, str], object],
    ) -> None:
        super().__init__(window, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("role", "popup")
        self._window = window
        self._find, self._actions, self._go = find, actions, go
        self._choices: list[Callable[[], object]] = []
        self._line = QLineEdit()
        self._line.setProperty("big", True)
        self._line.addAction(
            icons.icon("search", "faint"), QLineEdit.ActionPosition.LeadingPosition
        )
        self._line.installEventFilter(self)
        self._model = SuggestionModel(self)
        self._list = QListView()
        self._list.setModel(self._model)
        self._list.setItemDelegate(SuggestionDelegate(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setMouseTracking(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(self._choose)
        self._nothing = PlainLabel(role="soft")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.S, look.S, look.S, look.S)
        layout.setSpacing(look.XS)
        for part in (self._line, Line(), self._list, self._nothing):
            layout.addWidget(part)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(look.FILTER_MS)
        self._wait.timeout.connect(self.search)
        self._line.textChanged.connect(lambda _text: self._wait.start())
        self.say(
            self._line.setPlaceholderText, lambda: _("A record, a person, a place or a command")
        )
        self.say(self._line.setAccessibleName, lambda: _("Find anything"))
        self.say(self._list.setAccessibleName, lambda: _("Results"))
        self.say(self._nothing.setText, lambda: _("Nothing found"))

    def open_over(self) -> None:
        """Open over the upper part of the window, with an empty line."""
        self._line.clear()
        width = min(look.PALETTE, self._window.width() - 2 * look.XL)
        self.setFixedWidth(width)
        self.search()
        left = (self._window.width() - width) // 2
        self.move(self._window.mapToGlobal(QPoint(left, look.TOPBAR)))
        self.show()
        self._line.setFocus(Qt.FocusReason.PopupFocusReason)

    def search(self) -> None:
        """Show what fits the line now: records first, then commands."""
        self._wait.stop()
        text = self._line.text().strip()
        rows: list[Suggestion] = []
        self._choices = []
        for found in self._find(text) if text else ():
            rows.append(Suggestion(found.id, found.text, found.detail, found.icon))
            self._choices.append(partial(self._go, found.kind, found.id))
        for action in self._actions():
            words = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
            if text.casefold() in words.casefold():
                keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
                rows.append(Suggestion("", words, keys, "chevron-right"))
                self._choices.append(action.trigger)
        self._model.show(rows)
        self._list.setVisible(bool(rows))
        self._nothing.setVisible(not rows)
        if rows:
            self._list.setCurrentIndex(self._model.index(0, 0))
            height = self._list.sizeHintForRow(0) * min(len(rows), look.POPUP_ROWS)
            self._list.setFixedHeight(height + look.XS)
        self.adjustSize()

    def results(self) -> list[str]:
        """The texts that are offered now."""
        return [self._model.at(row).text for row in range(self._model.rowCount())]

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        chosen = self._choices[index.row()]
        self.hide()
        chosen()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
                QApplication.sendEvent(self._list, event)
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if self._wait.isActive():
                    self.search()
                self._choose(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)
