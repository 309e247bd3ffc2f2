"""The quiet bar above a programme that says what is still to be solved in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain.codes import Rule
from desktop.domain.finding import Finding
from desktop.ui import look
from desktop.ui.conflicts.finding_list import FindingList
from desktop.ui.conflicts.telling import count, gravest, open_ones, severity_look
from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Scroll, ToolButton
from desktop.ui.widgets.labels import plain_tooltip
from desktop.words.findings import counted


class FindingsBar(Spoken, QWidget):
    """Counts what is found in one record; a click shows it in place, Esc folds it again.

    It follows the engine by itself, and is not there where nothing is found. `opened(booking_id)`
    is sent when the officer wants to see one. The count can stand elsewhere (`take_button`); what
    it folds out stays here.
    """

    opened = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._kind, self._record, self._language = "", "", ""
        self._found: list[Finding] = []
        self._button = ToolButton()
        self._button.setProperty("kind", "fold")
        self._room: Callable[[], int] | None = None  # where the button stands elsewhere
        self._button.setCheckable(True)
        self._button.toggled.connect(self.unfold)
        self.list = FindingList(desk)
        self.list.opened.connect(self.opened)
        self._scroll = Scroll(self.list, widest=look.WIDE)
        self._scroll.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._scroll)
        self.say(self._name, self._text)
        desk.watch.changed.connect(self.reload)
        self.hide()

    def load(self, kind: str, record: str, language: str = "") -> None:
        """Count what is found in a record; for a paper only texts of its `language` count."""
        if (kind, record) != (self._kind, self._record):
            self.unfold(False)
        self._kind, self._record, self._language = kind, record, language
        self.reload()

    def take_button(self, room: Callable[[], int]) -> ToolButton:
        """Give the button away, to stand where it has so many pixels; it is short if it must."""
        self._room = room
        self._show_parts()
        return self._button

    def reload(self) -> None:
        """Count again."""
        found = self._desk.watch.of_record(self._kind, self._record) if self._record else []
        self._found = open_ones(one for one in found if self._concerns(one))
        worst = gravest(count(self._found))
        if worst is not None:
            tone, icon = severity_look(worst)
            self._button.lead_with(icon, tone)
        self._show_parts()
        self.say_again()
        if not self._scroll.isHidden():
            self.list.load(self._found)
            self._fit()

    def unfold(self, opened: bool) -> None:
        """Show or hide the findings themselves."""
        self._button.setChecked(opened)
        self._scroll.setVisible(opened)
        self._show_parts()
        if opened:
            self.list.load(self._found)
            self._fit()

    def text(self) -> str:
        """What the bar says now; "" where nothing is found."""
        return self._button.accessibleName() if self._found else ""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._button.isChecked():
            self.unfold(False)
            self._button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _show_parts(self) -> None:
        self._button.setVisible(bool(self._found))
        self.setVisible(bool(self._found) and not (self._room and self._scroll.isHidden()))

    def _fit(self) -> None:
        """Be as high as the list is, but leave most of the room to what it is about."""
        needed = self.list.heightForWidth(self.width())
        around = self.parentWidget()
        most = look.COLUMN if around is None else min(look.COLUMN, around.height() * 2 // 5)
        self._scroll.setFixedHeight(max(2 * look.ROW, min(most, needed)))

    def _concerns(self, found: Finding) -> bool:
        if found.rule != Rule.TEXT_MISSING or not self._language:
            return True
        return found.values.get("language") == self._language

    def _text(self) -> str:
        return counted(count(self._found))

    def _name(self, text: str) -> None:
        self._button.setText(text)
        short = self._room is not None and self._button.sizeHint().width() > self._room()
        if short:
            self._button.setText(str(len(self._found)))
        self._button.setToolTip(plain_tooltip(text) if short else "")
        self._button.setAccessibleName(text)
