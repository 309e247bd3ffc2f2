"""Who goes where when the whole group splits at an item."""

from __future__ import annotations

import string
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.domain import Group, Item, Person
from desktop.language import _, current, names, ngettext
from desktop.store.groupings import Half
from desktop.ui import icons, look
from desktop.ui.forms.choice import Choice
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.texts import TAKING_PART, item_name
from desktop.ui.speech import Spoken
from desktop.ui.widgets import Button, IconButton, PlainLabel, column, row

_ID = Qt.ItemDataRole.UserRole


class _People(QListWidget):
    """The persons of one side; an arrow key or Return sends the selected ones across."""

    sent = Signal(object)

    def __init__(self, key: Qt.Key) -> None:
        super().__init__()
        self._key = key
        self.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.setProperty("role", "boxed")
        self.itemDoubleClicked.connect(lambda _item: self.send())

    def show_people(self, people: Sequence[Person]) -> None:
        """Show these, the row that the keyboard is at kept."""
        at = self.currentRow()
        self.clear()
        for person in people:
            name = names.display(current(), person)
            line = QListWidgetItem(icons.icon("user-round", "soft"), name, self)
            line.setData(_ID, person.id)
        self.setCurrentRow(min(max(at, 0), self.count() - 1))

    def send(self) -> None:
        """Send the selected persons to the other side."""
        chosen = [item.data(_ID) for item in self.selectedItems()]
        if chosen:
            self.sent.emit(chosen)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (self._key, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.send()
        else:
            super().keyPressEvent(event)


class _Side(Spoken, QWidget):
    """One of the two groups: which one it is, who is in it, and what that changes."""

    changed = Signal()

    def __init__(
        self, groups: Sequence[Group], new: str, key: Qt.Key, within: frozenset[str]
    ) -> None:
        super().__init__()
        self._groups, self._new, self._within = groups, new, within
        self.choice = Choice()
        for group in groups:
            self.choice.addItem(_name(group))
        self.choice.addItem("")
        self.choice.activated.connect(lambda _at: self.changed.emit())
        self.list = _People(key)
        self.count = PlainLabel(role="soft")
        self.note = PlainLabel(role="hint", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.S)
        layout.addLayout(row(self.choice, self.count, spacing=look.S))
        layout.addWidget(self.list, 1)
        layout.addWidget(self.note)
        self.say(self._name_new, lambda: _("New group {code}").format(code=new))
        self.say(self.count.setText, self._counted)
        self.say(self.note.setText, self._consequence)
        self.say(self.choice.setAccessibleName, lambda: _("Group"))
        self.say(self.list.setAccessibleName, lambda: _("Persons of the group"))

    def group(self) -> Group | None:
        """The group that there is already; None for a new one."""
        at = self.choice.currentIndex()
        return self._groups[at] if at < len(self._groups) else None

    def half(self) -> Half:
        """The group with the persons who are in it now."""
        people = tuple(self.list.item(at).data(_ID) for at in range(self.list.count()))
        group = self.group()
        if group is None:
            return Half(people, code=self._new)
        # Whoever is in the group but not in the item stays in the group.
        others = [link.person_id for link in group.memberships]
        return Half((*people, *(one for one in others if one not in self._within)), group.id)

    def _name_new(self, text: str) -> None:
        self.choice.setItemText(len(self._groups), text)

    def _counted(self) -> str:
        number = self.list.count()
        return ngettext("{number} person", "{number} people", number).format(number=number)

    def _consequence(self) -> str:
        group = self.group()
        if group is None or {link.person_id for link in group.memberships} == set(
            self.half().person_ids
        ):
            return ""
        return _("Changes who is in group {group}, in the whole programme.").format(
            group=_name(group)
        )


class SplitDialog(Spoken, QDialog):
    """Two columns of people. With groups there are it begins with the first two of them."""

    def __init__(self, programme: Programme, item: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModal(True)
        self._people = takers(programme, item)
        self._on_left: set[str] = set()
        groups = programme.groups
        codes = [code for code in string.ascii_uppercase if code not in {g.code for g in groups}]
        within = frozenset(person.id for person in self._people)
        self.left = _Side(groups, codes[0], Qt.Key.Key_Right, within)
        self.right = _Side(groups, codes[1], Qt.Key.Key_Left, within)
        heading, sentence = (
            PlainLabel(role="section", wrap=True),
            PlainLabel(role="soft", wrap=True),
        )
        across = IconButton("chevron-right", lambda: _("To the right"), self.left.list.send)
        back = IconButton("chevron-left", lambda: _("To the left"), self.right.list.send)
        halves = Button(lambda: _("Half and half"), self._deal)
        self._split = Button(lambda: _("Split"), self.accept, kind="filled")
        cancel = Button(lambda: _("Cancel"), self.reject)
        sides = row(self.left, column(None, across, back, None), self.right, spacing=look.M)
        for at in (0, 2):
            sides.setStretch(at, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.XL, look.XL, look.XL, look.L)
        layout.setSpacing(look.M)
        layout.addWidget(heading)
        layout.addWidget(sentence)
        layout.addLayout(sides, 1)
        layout.addLayout(row(halves, None, cancel, self._split))
        for side in (self.left, self.right):
            side.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
            side.list.sent.connect(self._send)
            side.changed.connect(self._regroup)
        self.say(self.setWindowTitle, lambda: _("Split the group"))
        self.say(
            heading.setText,
            lambda: _("Split the group at “{name}”").format(name=item_name(item, current())),
        )
        self.say(
            sentence.setText,
            lambda: _(
                "Two items at the same time, one for each group. The second one waits for its "
                "place and host."
            ),
        )
        self.resize(look.PALETTE + look.COLUMN // 2, look.PALETTE)
        self._begin(groups if item.everyone else ())

    def halves(self) -> tuple[Half, Half]:
        """The two groups with their persons."""
        return self.left.half(), self.right.half()

    @override
    def respoken(self) -> None:
        if hasattr(self, "_split"):
            self._show()

    def _begin(self, groups: Sequence[Group]) -> None:
        if len(groups) >= 2:
            self.left.choice.setCurrentIndex(0)
            self.right.choice.setCurrentIndex(1)
        else:
            for side in (self.left, self.right):
                side.choice.setCurrentIndex(side.choice.count() - 1)
        self._on_left = {person.id for person in self._people}
        self._regroup()
        self.left.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _regroup(self) -> None:
        """Put the members of the chosen groups on their sides; the others stay where they are."""
        for side in (self.right, self.left):
            group = side.group()
            members = {link.person_id for link in group.memberships} if group is not None else set()
            members &= {person.id for person in self._people}
            self._on_left = (
                self._on_left | members if side is self.left else self._on_left - members
            )
        self._show()

    def _send(self, chosen: list[str]) -> None:
        self._on_left ^= set(chosen)
        self._show()

    def _deal(self) -> None:
        ids = [person.id for person in self._people]
        self._on_left = set(ids[: (len(ids) + 1) // 2])
        self._show()

    def _show(self) -> None:
        for side, on_left in ((self.left, True), (self.right, False)):
            side.list.show_people(
                [person for person in self._people if (person.id in self._on_left) == on_left]
            )
            side.say_again()
        same = self.left.group() is not None and self.left.group() is self.right.group()
        full = all(side.list.count() for side in (self.left, self.right))
        self._split.setEnabled(not same and full)


def takers(programme: Programme, item: Item) -> tuple[Person, ...]:
    """The members who take part in an item, in the order of the delegation."""
    if item.everyone:
        return programme.people
    groups = {link.group_id for link in item.groups}
    present = {link.person_id for link in item.people if link.involvement in TAKING_PART}
    for group in programme.groups:
        if group.id in groups:
            present |= {link.person_id for link in group.memberships}
    return tuple(person for person in programme.people if person.id in present)


def _name(group: Group) -> str:
    return group.code or group.label().best(current().code)
