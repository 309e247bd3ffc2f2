"""What is shown in the middle of the window: a page of the sidebar, or an editor on top of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from desktop.ui.desk import Desk
from desktop.ui.speech import Spoken


class Page(Spoken, QWidget):
    """One page. It reloads by itself when one of its `kinds` changed, at once or when next shown.

    An editor is a page too; it sends `gone` when its record is no more, and `renamed` when its
    title changed.
    """

    kinds: frozenset[str] = frozenset()
    gone = Signal()
    renamed = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self.desk = desk
        self.filter_field: QLineEdit | None = None
        self._stale = True
        desk.changed.connect(self._follow)

    def title(self) -> str:
        """What the page is called, in the language of the moment."""
        raise NotImplementedError

    def window_title(self) -> str:
        """What the window is called while this page is shown.

        Other programs, and whoever looks over a shoulder, read it: it names no person.
        """
        return self.title()

    def reload(self) -> None:
        """Read again from the office file and show it."""

    def record(self) -> str:
        """The record that an editor shows; "" while a new one is not begun, and for a page."""
        return ""

    def open(self, record: str) -> None:
        """Lead to one record on this page."""

    def show_state(self, state: str) -> None:
        """Show only what is in one state, where this page lists such things."""

    def show_part(self, part: str) -> None:
        """Lead to a part of the record that is shown, such as an item of its programme."""

    def chosen_booking(self) -> str:
        """The one item or slot that is selected on this page; "" for none or several."""
        return ""

    def leave(self) -> bool:
        """Take what is being typed, before another page is shown; False to stay."""
        return True

    def take_focus(self) -> None:
        """Lead the keyboard to where it was on this page, else to where work on it begins."""
        before = self.focusWidget()
        if before is not None and before.isVisibleTo(self) and before.isEnabled():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.begin_focus()

    def begin_focus(self) -> None:
        """Lead the keyboard to where work on this page begins: to its first control."""
        focus_first(self)

    def _follow(self, kinds: frozenset[str]) -> None:
        if self.kinds.isdisjoint(kinds):
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._stale = False
            self.reload()
        super().showEvent(event)


def focus_first(within: QWidget) -> None:
    """Lead the keyboard to the first control within a widget that Tab would reach."""
    widget = within.nextInFocusChain()
    while widget is not None and widget is not within:
        reached = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
        if reached and within.isAncestorOf(widget) and widget.isVisible() and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        widget = widget.nextInFocusChain()
