"""The middle of the window: the page that is shown, and the editors opened on top of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.language import _
from desktop.store import records
from desktop.ui import look
from desktop.ui.desk import Desk
from desktop.ui.page import Page
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, ElidedLabel, IconButton, PlainLabel
from desktop.ui.widgets.labels import plain_tooltip

_CRUMB = 24  # characters of a title in the way back

_PAGE_OF = {"drafting": "delegation"}  # a page of a record that is not its editor

MakeEditor = Callable[[Desk, str], Page]
_CRUMBS = 2  # editors below the one that is shown that are still named


@dataclass(frozen=True)
class PageEntry:
    """A page of the window; it is made when it is first shown.

    `section` says where it stands in the sidebar: "main" or "below"; one "aside" is reached from
    other pages, the menu and "find anything" alone.
    """

    name: str
    icon: str
    title: Callable[[], str]
    make: Callable[[Desk], Page]
    section: str = "main"


@dataclass(frozen=True)
class Whereabouts:
    """Where the officer is: a page of the sidebar, and the records opened on top of it."""

    page: str = ""
    records: tuple[tuple[str, str], ...] = ()


class Stage(Spoken, QWidget):
    """Shows one page, or the editor that was opened last, with the way back above it.

    Editors lie on each other as they were opened; Back goes down one, then to the page before.
    """

    moved = Signal()

    def __init__(
        self,
        desk: Desk,
        pages: Sequence[PageEntry],
        editors: Mapping[str, MakeEditor],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._entries = {entry.name: entry for entry in pages}
        self._editors = dict(editors)
        self._made: dict[str, Page] = {}
        self._name = ""
        self._opened: list[tuple[tuple[str, str], Page]] = []
        self._before: list[str] = []
        self._new_here = True
        self._stack = QStackedWidget()
        self._way = QWidget()
        self._crumbs = QHBoxLayout(self._way)
        self._crumbs.setContentsMargins(look.L, look.S, look.XL, 0)
        self._crumbs.setSpacing(look.S)
        self._way.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._way)
        layout.addWidget(self._stack, 1)

    def current(self) -> Page | None:
        """The page or editor that is shown."""
        return self._opened[-1][1] if self._opened else self._made.get(self._name)

    def page_name(self) -> str:
        """The page of the sidebar that is shown, or that lies under the editors."""
        return self._name

    def whereabouts(self) -> Whereabouts:
        """Where the officer is now; a record that is not begun yet is nowhere."""
        opened = ((key[0], page.record() or key[1]) for key, page in self._opened)
        return Whereabouts(self._name, tuple(takewhile(lambda one: bool(one[1]), opened)))

    def return_to(self, where: Whereabouts) -> None:
        """Go to where the officer was, as far as all that is still there."""
        if where.page in self._entries:
            self._go(where.page)
        for kind, record in takewhile(self._is_there, where.records):
            self.open(kind, record)

    def show_page(self, name: str) -> bool:
        """Show a page and close the editors; False where what is typed keeps the officer here."""
        if not self._may_leave():
            return False
        if self._name and name != self._name:
            self._before.append(self._name)
        self._go(name)
        return True

    def open(self, kind: str, record: str) -> bool:
        """Open a record in its editor, on top of what is shown."""
        if not self._may_leave():
            return False
        # A new record has its identity only since it was begun.
        keys = [(key[0], page.record() or key[1]) for key, page in self._opened]
        if (kind, record) in keys:
            self._close_above(keys.index((kind, record)) + 1)
            self._arrive()
            self.take_focus()
            return True
        editor = self._editors[kind](self._desk, record)
        editor.gone.connect(lambda: self._drop(editor))
        editor.renamed.connect(self._arrive)
        self._opened.append(((kind, record), editor))
        self._stack.addWidget(editor)
        self._arrive()
        editor.begin_focus()
        return True

    def show_part(self, part: str) -> None:
        """Lead to a part of the record that is shown."""
        page = self.current()
        if page is not None:
            page.show_part(part)

    def back(self) -> None:
        """Go one step back: an editor is closed, or the page before is shown."""
        if not self._may_leave():
            return
        if self._opened:
            self._close_above(len(self._opened) - 1)
            self._arrive()
        elif self._before:
            self._go(self._before.pop())
        self.take_focus()

    def take_focus(self) -> None:
        """Lead the keyboard into the page that is shown; nobody should have to look for it."""
        page = self.current()
        if page is not None and self._new_here:
            page.begin_focus()
        elif page is not None:
            page.take_focus()

    def can_go_back(self) -> bool:
        """Whether there is anywhere to go back to."""
        return bool(self._opened or self._before)

    def respoken(self) -> None:
        """Name the way back in the new language."""
        self._show_way()

    def _go(self, name: str) -> None:
        self._close_above(0)
        if name not in self._made:
            page = self._entries[name].make(self._desk)
            self._made[name] = page
            self._stack.addWidget(page)
        self._name = name
        self._arrive()

    def _may_leave(self) -> bool:
        page = self.current()
        return page is None or page.leave()

    def _is_there(self, opened: tuple[str, str]) -> bool:
        kind, record = opened
        of, _colon, identity = record.rpartition(":")  # a preview is of "kind:record"
        cls = records.by_kind(of or _PAGE_OF.get(kind, kind))
        return self._desk.read(lambda session: session.get(cls, identity) is not None)

    def _drop(self, editor: Page) -> None:
        """Close an editor whose record is no more, and what was opened from it."""
        pages = [page for _key, page in self._opened]
        if editor in pages:
            self._close_above(pages.index(editor))
            self._arrive()
            self.take_focus()

    def _close_above(self, number: int) -> None:
        while len(self._opened) > number:
            _key, editor = self._opened.pop()
            self._stack.removeWidget(editor)
            editor.hide()
            editor.deleteLater()

    def _arrive(self) -> None:
        page = self.current()
        if page is not None:
            # Asked now, because Qt leads the keyboard somewhere itself when pages change.
            self._new_here = page.focusWidget() is None
            self._stack.setCurrentWidget(page)
        self._show_way()
        self.moved.emit()

    def _show_way(self) -> None:
        while (item := self._crumbs.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._way.setVisible(bool(self._opened))
        if not self._opened:
            return
        self._crumbs.addWidget(
            IconButton("arrow-left", lambda: _("Back"), self.back, shortcut="Alt+Left")
        )
        self._crumb(self._entries[self._name].title, 0)
        below = list(enumerate(self._opened[:-1], start=1))
        if len(below) > _CRUMBS:
            self._crumbs.addWidget(PlainLabel("…  ›", role="soft"))
        for at, (_key, page) in below[-_CRUMBS:]:
            self._crumb(page.title, at)
        self._crumbs.addWidget(ElidedLabel(self._opened[-1][1].title(), role="strong"), 1)

    def _crumb(self, title: Callable[[], str], depth: int) -> None:
        crumb = Button(lambda: _short(title()), lambda: self._back_to(depth), kind="quiet")
        crumb.say(crumb.setToolTip, lambda: plain_tooltip(title()))
        self._crumbs.addWidget(crumb)
        self._crumbs.addWidget(PlainLabel("›", role="soft"))

    def _back_to(self, depth: int) -> None:
        if self._may_leave():
            self._close_above(depth)
            self._arrive()
            self.take_focus()


def _short(title: str) -> str:
    """As much of a title as a step of the way has room for."""
    return title if len(title) <= _CRUMB else title[: _CRUMB - 1].rstrip() + "…"
