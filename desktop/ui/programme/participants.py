"""Who takes part in an item: everyone, groups, persons, and who comes late or leaves early."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from desktop.domain import Item, ItemPerson, Person
from desktop.domain.time import DayPart, Moment
from desktop.language import _, current, names
from desktop.store.search import normalise, searchable
from desktop.ui import look
from desktop.ui.find import Source
from desktop.ui.forms import Field, ReferenceField, TimeField
from desktop.ui.forms.field import Text
from desktop.ui.programme.programme import Programme
from desktop.ui.programme.texts import TAKING_PART
from desktop.ui.speech import Spoken
from desktop.ui.widgets import FlowLayout, IconButton, PlainLabel, ToolButton, row

EVERYONE = ""
"""The choice of all members, where a group's id would stand."""
EVERYONE_TYPED, GROUP_TYPED = "everyone", "group:"
"""How everyone, and a group by its id, come out of a field that persons are typed into."""


@dataclass(frozen=True, slots=True)
class Presence:
    """That a person joins an item late or leaves it early."""

    link_id: str
    name: str
    joins: Moment
    leaves: Moment


class TakingPartField(Field):
    """Everyone, or any groups: buttons that are on or off; the value is a tuple of group ids.

    (EVERYONE,) stands for all members, which no group can be added to.
    """

    def __init__(self, label: Text, parent: QWidget | None = None) -> None:
        super().__init__(label, parent=parent)
        self._buttons: dict[str, ToolButton] = {}
        self._names: dict[str, str] = {}
        box = QWidget()
        self._flow = FlowLayout(box)
        self.set_control(box, focus=self._add(EVERYONE))

    def set_groups(self, groups: Sequence[tuple[str, str]]) -> None:
        """Offer these groups, each an id and a name."""
        wanted = dict(groups)
        for gone in set(self._buttons) - {EVERYONE, *wanted}:
            button = self._buttons.pop(gone)
            self._flow.removeWidget(button)
            button.deleteLater()
        self._names = wanted
        for group in wanted:
            if group not in self._buttons:
                self._add(group)
        self._speak()
        self.show_value(self._value)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(tuple(value or ()))

    @override
    def show_value(self, value: Any) -> None:
        for group, button in self._buttons.items():
            button.setChecked(group in (value or ()))

    @override
    def read(self) -> tuple[str, ...]:
        return tuple(group for group, button in self._buttons.items() if button.isChecked())

    @override
    def respoken(self) -> None:
        self._speak()

    def _add(self, group: str) -> ToolButton:
        button = ToolButton()
        button.setCheckable(True)
        button.setProperty("kind", "choice")
        button.clicked.connect(lambda on: self._clicked(group, on))
        self._buttons[group] = button
        self._flow.addWidget(button)
        self._speak()
        return button

    def _clicked(self, group: str, on: bool) -> None:
        # Everyone and a part of everyone cannot be meant at once.
        for other, button in self._buttons.items():
            if on and other != group and EVERYONE in (group, other):
                button.setChecked(False)
        self.commit()

    def _speak(self) -> None:
        for group, button in getattr(self, "_buttons", {}).items():
            name = _("Everyone") if group == EVERYONE else self._names.get(group, "")
            button.setText(name)
            self.name_part(button, name)


class PresencePanel(Spoken, QWidget):
    """Who joins late or leaves early, with the times; `changed` is sent with the whole presence.

    `added` is sent with the id of a person who is to be given such times.
    """

    changed = Signal(object)
    added = Signal(str)

    def __init__(self, members: Source, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[tuple[str, QWidget, TimeField, TimeField]] = []
        self._item: Item | None = None
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(look.S)
        self.field = ReferenceField(
            lambda: _("Joins late or leaves early"),
            members.find,
            members.name_of,
            placeholder=lambda: _("Type to add"),
        )
        self.field.edited.connect(self._add)
        self._layout.addWidget(self.field)

    def load(self, item: Item) -> None:
        """Show who is there only for a part of an item."""
        self._item = item
        present = presences(item)
        if [row[0] for row in self._rows] != [each.link_id for each in present]:
            for _link, box, _joins, _leaves in self._rows:
                self._layout.removeWidget(box)
                box.hide()
                box.deleteLater()
            self._rows = [self._row(each) for each in present]
        for each, (_link, _box, joins, leaves) in zip(present, self._rows, strict=True):
            joins.set_value(each.joins.time)
            leaves.set_value(each.leaves.time)

    def await_times(self, person_id: str) -> None:
        """Let the officer type the times of a person who was just added."""
        for link, _box, joins, _leaves in self._rows:
            if self._item is not None and _person_of(self._item, link) == person_id:
                joins.control().setFocus(Qt.FocusReason.OtherFocusReason)

    def _row(self, presence: Presence) -> tuple[str, QWidget, TimeField, TimeField]:
        joins = TimeField(lambda: _("Joins at"))
        leaves = TimeField(lambda: _("Leaves at"))
        for field in (joins, leaves):
            field.edited.connect(lambda _at: self._tell(presence.link_id))
        remove = IconButton(
            "x",
            lambda: _("Remove {name}").format(name=presence.name),
            lambda: self.changed.emit(Presence(presence.link_id, "", Moment(), Moment())),
        )
        box = QWidget()
        layout = QVBoxLayout(box)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look.XS)
        layout.addWidget(PlainLabel(presence.name, "strong"))
        layout.addLayout(row(joins, leaves, remove, spacing=look.S))
        self._layout.addWidget(box)
        return presence.link_id, box, joins, leaves

    def _tell(self, link_id: str) -> None:
        item = self._item
        for link, _box, joins, leaves in self._rows:
            if link == link_id and item is not None:
                self.changed.emit(
                    Presence(link, "", _within(item, joins.value()), _within(item, leaves.value()))
                )

    def _add(self, person_id: str | None) -> None:
        self.field.set_value(None)
        if person_id is not None:
            self.added.emit(person_id)


def presences(item: Item) -> list[Presence]:
    """Who takes part in an item for a part of the time only."""
    return [
        Presence(link.id, names.display(current(), link.person), link.joins, link.leaves)
        for link in item.people
        if link.involvement in TAKING_PART and is_partial(link)
    ]


def missing_from(item: Item, programme: Programme) -> tuple[str, ...]:
    """The members who do not take part, where most are named one by one."""
    present = {link.person_id for link in item.people if link.involvement in TAKING_PART}
    missing = tuple(person.id for person in programme.people if person.id not in present)
    named = not item.everyone and not item.groups
    return missing if named and 2 * len(missing) < len(programme.people) else ()


def is_partial(link: ItemPerson) -> bool:
    """Whether a person joins late or leaves early, though the time may still be missing."""
    return link.joins != Moment() or link.leaves != Moment()


def takers_source(programme: Callable[[], Programme], people: Source) -> Source:
    """All who can take part, as they can be typed: everyone, the groups, then persons."""

    def find(text: str) -> list[tuple[str, ...]]:
        wanted = normalise(text)
        return [
            *(
                (one, name, "", "users-round")
                for one, name in offers().items()
                if wanted in normalise(name)
            ),
            *people.find(text),
        ]

    def offers() -> dict[str, str]:
        groups = {
            f"{GROUP_TYPED}{group.id}": group.code or group.label().best(current().code)
            for group in programme().groups
        }
        return {EVERYONE_TYPED: _("Everyone"), **groups}

    def name_of(one: str) -> str:
        return offers().get(one) or people.name_of(one)

    return Source(find, name_of, people.create, people.go)


def members_source(
    programme: Callable[[], Programme], name_of: Callable[[str], str], go: Callable[[str], object]
) -> Source:
    """The members of the delegation, as a field offers them; nobody can be made here."""

    def find(text: str) -> list[tuple[str, ...]]:
        words = normalise(text).split()
        return [
            (person.id, names.display(current(), person), _home(person), "user-round")
            for person in programme().people
            if all(word in searchable(person.search_parts()) for word in words)
        ]

    return Source(find, name_of, None, go)


def _home(person: Person) -> str:
    return person.organisation.name.best(current().code) if person.organisation else ""


def _person_of(item: Item, link_id: str) -> str:
    return next((link.person_id for link in item.people if link.id == link_id), "")


def _within(item: Item, at: Any) -> Moment:
    """A time of day within an item, on the clock on which the item starts."""
    start, end = item.start, item.end
    if at is None:
        return Moment()
    day = start.date
    if start.time is not None and at < start.time and end.date is not None:
        day = end.date
    return Moment(day, at, start.zone, 0, DayPart.EXACT)
