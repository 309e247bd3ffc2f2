"""The commands on selected items: their menu and their keys, for every view of a programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import ItemStatus
from desktop.language import _, current, dates
from desktop.ui import icons
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.programme import DELEGATION, Programme
from desktop.ui.speech import Setter
from desktop.ui.statuses import status_look

Text = Callable[[], str]
Keep = Callable[[Sequence[str]], object]


@dataclass(frozen=True, slots=True)
class Asks:
    """What the commands ask of the panel: for a day, a time, two groups, another start."""

    details: Callable[[], object]
    day: Callable[[Callable[[dt.date], object]], object]
    rest: Callable[[Item], object]
    place: Callable[[Item], object]
    split: Callable[[Item], object]
    shift: Callable[[], object]
    find: Callable[[str], object]
    copy: Callable[[bool], object]


class Commands:
    """Acts on what `chosen` gives, and selects with `choose` what came of it.

    `attach` gives their keys to a view; `say` lets their names follow the language.
    """

    def __init__(
        self,
        programme: Callable[[], Programme],
        actions: Actions,
        moves: Moves,
        asks: Asks,
        chosen: Callable[[], list[str]],
        choose: Keep,
        day: Callable[[], dt.date | None],
        say: Callable[[Setter, Text], object],
    ) -> None:
        self._programme = programme
        self._actions_on, self._moves, self._asks = actions, moves, asks
        self._chosen, self._choose, self._day = chosen, choose, day
        self._say = say
        self._made: dict[str, QAction] = {}

    def make(self, owner: QWidget, delete: Callable[[], object]) -> None:
        """Make the commands; `delete` deletes what is selected and stays at its place."""
        moves, asks, keep = self._moves, self._asks, self._keeping
        entries: tuple[tuple[str, Text, str, str, Callable[[], object]], ...] = (
            ("open", lambda: _("Details"), "pencil", "Ctrl+Return", asks.details),
            ("duplicate", lambda: _("Duplicate"), "copy", "Ctrl+D", self._duplicate),
            ("cut", lambda: _("Cut"), "scissors", "Ctrl+X", partial(asks.copy, True)),
            ("copy", lambda: _("Copy"), "copy", "Ctrl+C", partial(asks.copy, False)),
            ("paste", lambda: _("Paste"), "clipboard-paste", "Ctrl+V", self.paste),
            (
                *("earlier", lambda: _("Move to the day before"), "arrow-up", "Alt+Up"),
                lambda: keep(lambda ids: moves.shift_days(ids, -1)),
            ),
            (
                *("later", lambda: _("Move to the day after"), "arrow-down", "Alt+Down"),
                lambda: keep(lambda ids: moves.shift_days(ids, 1)),
            ),
            (
                *("rest", lambda: _("Move this and everything after it…"), "clock"),
                *("Ctrl+Shift+M", lambda: self._of_first(asks.rest)),
            ),
            (
                *("swap", lambda: _("Swap the two"), "arrow-left-right", "Ctrl+Shift+S"),
                lambda: keep(moves.swap),
            ),
            (
                *("place", lambda: _("Place at…"), "calendar-plus", "Ctrl+Shift+L"),
                lambda: self._of_first(asks.place),
            ),
            (
                *("find", lambda: _("Find a time…"), "calendar-clock", ""),
                lambda: self._of_first(lambda item: asks.find(item.id)),
            ),
            (
                *("unplace", lambda: _("Take out of the days"), "archive", "Ctrl+Shift+T"),
                lambda: keep(moves.unplace),
            ),
            ("pin", self._pin_text, "pin", "Ctrl+Shift+P", self._pin),
            (
                *("split", lambda: _("Split the group…"), "split", "Ctrl+Shift+G"),
                lambda: self._of_first(self._split),
            ),
            ("merge", lambda: _("Bring the group together"), "merge", "Ctrl+Shift+J", self._merge),
            ("delete", lambda: _("Delete"), "trash-2", "Delete", delete),
            ("shift", lambda: _("Shift the whole visit…"), "calendar-days", "", asks.shift),
        )
        for name, text, icon, keys, act in entries:
            action = QAction(icons.icon(icon, "soft"), "", owner)
            action.setShortcut(QKeySequence(keys))
            # Inside an open cell the same keys belong to the text.
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.triggered.connect(lambda _on=False, act=act: act())
            self._say(action.setText, text)
            self._made[name] = action

    def attach(self, view: QWidget, without: Sequence[str] = ()) -> None:
        """Let a view listen to the keys of the commands, but of those that it has itself."""
        for name, action in self._made.items():
            if name not in without:
                view.addAction(action)

    def menu(self, parent: QWidget) -> QMenu:
        """What can be done with the selected items."""
        menu, items = QMenu(parent), self._items()
        made = self._made
        self._made["pin"].setText(self._pin_text())
        delegation = self._programme().owner_kind == DELEGATION
        menu.addAction(made["open"])
        menu.addSeparator()
        menu.addAction(made["duplicate"])
        menu.addMenu(self._day_menu(menu, _("Duplicate to"), "copy", self._duplicate))
        for name in ("cut", "copy", "paste"):
            menu.addAction(made[name])
        menu.addSeparator()
        menu.addMenu(self._day_menu(menu, _("Move to"), "calendar", self._move))
        placed = any(item.start.date is not None for item in items)
        names = ["earlier", "later", "rest", "unplace"] if placed else ["place"]
        names += ["find"] if len(items) == 1 else []
        names += ["swap"] if len(items) == 2 else []
        for name in (*names, "pin"):
            menu.addAction(made[name])
        menu.addSeparator()
        menu.addMenu(self._status_menu(menu, items))
        if delegation and len(items) == 1:
            menu.addAction(made["split"])
        elif delegation:
            menu.addAction(made["merge"])
        menu.addSeparator()
        menu.addAction(made["delete"])
        if delegation:
            menu.addSeparator()
            menu.addAction(made["shift"])
        return menu

    def paste(self) -> None:
        """Put what was copied or cut onto the day that the keyboard is at."""
        pasted = self._actions_on.paste(self._day())
        if pasted:
            self._choose(pasted)

    # -- the menus within

    def _status_menu(self, parent: QMenu, items: Sequence[Item]) -> QMenu:
        menu = QMenu(_("Status"), parent)
        menu.setIcon(icons.icon("circle-dashed", "soft"))
        for status in ItemStatus:
            action = QAction(icons.icon(status_look(status)[1], "soft"), words.word(status), menu)
            action.triggered.connect(partial(self._save, status=status.value))
            menu.addAction(action)
        menu.addSeparator()
        alternative = QAction(words.field("alternative"), menu)
        alternative.setCheckable(True)
        alternative.setChecked(bool(items) and all(item.alternative for item in items))
        alternative.triggered.connect(lambda on: self._save(alternative=on))
        menu.addAction(alternative)
        return menu

    def _day_menu(
        self, parent: QMenu, title: str, icon: str, chosen: Callable[[dt.date], object]
    ) -> QMenu:
        menu = QMenu(title, parent)
        menu.setIcon(icons.icon(icon, "soft"))
        for day in self._programme().days():
            action = QAction(dates.day_short(current(), day), menu)
            action.triggered.connect(lambda _on=False, day=day: chosen(day))
            menu.addAction(action)
        menu.addSeparator()
        other = QAction(icons.icon("calendar", "soft"), _("Another day"), menu)
        other.triggered.connect(lambda: self._asks.day(chosen))
        menu.addAction(other)
        return menu

    # -- what they do

    def _items(self) -> list[Item]:
        found = map(self._programme().item, self._chosen())
        return [item for item in found if item is not None]

    def _keeping(self, act: Callable[[list[str]], object]) -> None:
        """Act on what is selected, and keep it selected and in sight."""
        ids = self._chosen()
        if ids:
            act(ids)
            self._choose(ids)

    def _of_first(self, act: Callable[[Item], object]) -> None:
        for item in self._items()[:1]:
            act(item)

    def _save(self, _on: bool = False, **values: object) -> None:
        self._keeping(lambda ids: self._actions_on.save_all(ids, **values))

    def _duplicate(self, day: dt.date | None = None) -> None:
        copies = self._actions_on.duplicate(self._chosen(), day)
        if copies:
            self._choose(copies)

    def _move(self, day: dt.date) -> None:
        self._keeping(lambda ids: self._moves.move_to(ids, day))

    def _pin_text(self) -> str:
        items = self._items()
        return _("Unpin") if items and all(item.pinned for item in items) else _("Pin")

    def _pin(self) -> None:
        pinned = not all(item.pinned for item in self._items())
        self._keeping(lambda ids: self._moves.set_pinned(ids, pinned))

    def _split(self, item: Item) -> None:
        if self._programme().owner_kind == DELEGATION:
            self._asks.split(item)

    def _merge(self) -> None:
        merged = self._actions_on.merge(self._chosen())
        if merged is not None:
            self._choose([merged])
