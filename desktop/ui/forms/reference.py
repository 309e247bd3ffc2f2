"""Fields that point at other records: one, or many as chips."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from desktop.language import _
from desktop.ui import look
from desktop.ui.forms.field import Field, Text, Unreadable
from desktop.ui.forms.lines import TextLine
from desktop.ui.forms.suggest import CREATE, Suggester, Suggestion
from desktop.ui.widgets import FlowLayout, IconButton, PlainLabel, row

Find = Callable[[str], Iterable[tuple[str, ...]]]
Create = Callable[[str], str | None]


def _suggestions(find: Find, create: Create | None, text: str) -> list[Suggestion]:
    found = [Suggestion(*entry) for entry in find(text)]
    known = any(entry.text.casefold() == text.casefold() for entry in found)
    if create is not None and text and not known:
        words = _("Create “{text}”").format(text=text)
        found.append(Suggestion(CREATE, words, icon="plus"))
    return found


class ReferenceField(Field):
    """One other record, found while typing; the value is its id, or None.

    `find(text)` gives (id, text, detail[, icon]) for what fits, all or the usual ones for no text.
    `name_of(id)` gives the text of an id. `create(text)` makes a new record of what was typed and
    gives its id, or None if that came to nothing. `go(id)` opens the record.
    """

    def __init__(
        self,
        label: Text,
        find: Find,
        name_of: Callable[[str], str],
        *,
        create: Create | None = None,
        go: Callable[[str], object] | None = None,
        placeholder: Text | None = None,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._name_of = name_of
        self._create = create
        self._find = find
        self._chosen: str | None = None
        self._shown = ""
        self._line = TextLine()
        self._open = IconButton("external-link", lambda: _("Open"), self._go)
        self._open.setVisible(False)
        self._can_open = go is not None
        self._go_to = go
        self._clear = IconButton("x", lambda: _("Clear"), self.clear)
        self._clear.setVisible(False)
        box = QWidget()
        box.setLayout(row(self._line, self._clear, self._open, spacing=look.XS))
        self.set_control(box, focus=self._line)
        self._suggester = Suggester(self._line, lambda text: _suggestions(find, create, text))
        self._suggester.chosen.connect(self._choose)
        self._line.installEventFilter(self)
        self.say(self._line.setPlaceholderText, placeholder or (lambda: _("Type to search")))

    def clear(self) -> None:
        """Point at nothing."""
        self._line.clear()
        self.commit()
        self._line.setFocus()

    @override
    def show_value(self, value: Any) -> None:
        self._chosen = value
        self._shown = self._name_of(value) if value else ""
        self._line.show_text(self._shown)
        self._clear.setVisible(bool(value))
        self._open.setVisible(bool(value) and self._can_open)

    @override
    def may_keep(self) -> bool:
        # Who empties the line is about to type something else.
        finding = self._suggester.is_open() or not self._line.text().strip()
        return super().may_keep() and not finding

    @override
    def read(self) -> str | None:
        text = self._line.text().strip()
        if not text:
            return None
        if self._chosen is not None and text == self._shown.strip():
            return self._chosen
        same = [entry for entry in self._find(text) if entry[1].casefold() == text.casefold()]
        if len(same) == 1:
            return same[0][0]
        if self._create is None:
            raise Unreadable(lambda: _("Please choose from the list."))
        raise Unreadable(lambda: _("Please choose from the list, or create it there."))

    def _choose(self, suggestion: Suggestion) -> None:
        chosen: str | None = suggestion.id
        if suggestion.id == CREATE and self._create is not None:
            chosen = self._create(self._line.text().strip())
        if chosen is None:
            return
        self._chosen = chosen
        self._shown = self._name_of(chosen)
        self._line.setText(self._shown)
        self.commit()

    def _go(self) -> None:
        if self._value and self._go_to is not None:
            self._go_to(self._value)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if _asks_for_list(event) and not self._suggester.is_open():
            if self.is_changed():
                self._suggester.offer()
            else:
                self._line.selectAll()
                self._suggester.offer_all()
            return True
        return super().eventFilter(watched, event)


class ChipsField(Field):
    """Many other records as chips, more of them by typing; the value is a tuple of their ids."""

    def __init__(
        self,
        label: Text,
        find: Find,
        name_of: Callable[[str], str],
        *,
        create: Create | None = None,
        go: Callable[[str], object] | None = None,
        placeholder: Text | None = None,
        hint: Text | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(label, hint=hint, parent=parent)
        self._name_of = name_of
        self._create = create
        self._go_to = go
        self._ids: tuple[str, ...] = ()
        self._chips: list[QWidget] = []
        self._line = TextLine()
        self._line.setMinimumWidth(look.COLUMN // 2)
        box = QWidget()
        self._flow = FlowLayout(box, spacing=look.XS)
        self._flow.addWidget(self._line)
        self.set_control(box, focus=self._line)
        self._suggester = Suggester(
            self._line,
            lambda text: [
                entry for entry in _suggestions(find, create, text) if entry.id not in self._ids
            ],
        )
        self._suggester.chosen.connect(self._choose)
        self._line.installEventFilter(self)
        self.say(self._line.setPlaceholderText, placeholder or (lambda: _("Type to add")))

    @override
    def normal(self, value: Any) -> tuple[str, ...]:
        return tuple(value or ())

    @override
    def show_value(self, value: Any) -> None:
        self._ids = value
        for chip in self._chips:
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._chips = [self._chip(each) for each in self._ids]
        for at, chip in enumerate(self._chips):
            self._flow.insert(at, chip)
        self._line.show_text("")

    @override
    def read(self) -> tuple[str, ...]:
        if self._line.text().strip():
            raise Unreadable(lambda: _("Please choose from the list."))
        return self._ids

    def remove(self, chip: str) -> None:
        """Take one out."""
        self._take(tuple(each for each in self._ids if each != chip))

    def _choose(self, suggestion: Suggestion) -> None:
        chosen: str | None = suggestion.id
        if suggestion.id == CREATE and self._create is not None:
            chosen = self._create(self._line.text().strip())
        if chosen is not None and chosen not in self._ids:
            self._take((*self._ids, chosen))

    def _take(self, ids: Sequence[str]) -> None:
        self._line.clear()
        self._ids = tuple(ids)
        self.commit()
        self._line.setFocus()

    def _chip(self, value: str) -> QWidget:
        name = self._name_of(value)
        chip = QFrame()
        chip.setProperty("role", "chip")
        layout = QHBoxLayout(chip)
        layout.setContentsMargins(look.M, 0, look.XS, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(PlainLabel(name))
        if self._go_to is not None:
            go = self._go_to
            layout.addWidget(
                IconButton(
                    "external-link",
                    lambda: _("Open {name}").format(name=name),
                    lambda: go(value),
                )
            )
        layout.addWidget(
            IconButton(
                "x", lambda: _("Remove {name}").format(name=name), lambda: self.remove(value)
            )
        )
        for button in chip.findChildren(IconButton):
            button.setIconSize(button.iconSize() * 0.75)
        chip.setFixedHeight(look.CONTROL - look.XS)
        return chip

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if _asks_for_list(event) and not self._suggester.is_open():
            self._suggester.offer()
            return True
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Backspace
            and not self._line.text()
            and self._ids
        ):
            self.remove(self._ids[-1])
            return True
        return super().eventFilter(watched, event)


def _asks_for_list(event: QEvent) -> bool:
    return (
        isinstance(event, QKeyEvent)
        and event.type() == QEvent.Type.KeyPress
        and event.key() == Qt.Key.Key_Down
    )
