"""The panel beside the programme that holds all fields of the selected item."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import Involvement, ItemStatus
from desktop.domain.time import Moment
from desktop.language import _, current, ngettext
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.forms import ChoiceField, DateField, Form
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.item_form import INVOLVED, ItemForm
from desktop.ui.programme.item_history import ItemHistory
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.moves import Moves
from desktop.ui.programme.participants import (
    EVERYONE,
    EVERYONE_TYPED,
    GROUP_TYPED,
    Presence,
    is_partial,
)
from desktop.ui.programme.programme import DELEGATION, Programme
from desktop.ui.programme.texts import item_name
from desktop.ui.speech import Spoken
from desktop.ui.widgets import (
    ElidedLabel,
    IconButton,
    PictureLabel,
    PlainLabel,
    Scroll,
    column,
    row,
)


class ItemEditor(Spoken, QWidget):
    """Edits the item, or the few things that several items have in common; saves as it goes.

    `findings_area` is for what collides with the items, and `shown` is sent with the ids of those
    that it is to be about.
    """

    close_asked = Signal()
    shown = Signal(list)

    def __init__(
        self, desk: Desk, actions: Actions, moves: Moves, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._moves = moves
        self._programme = Programme(DELEGATION, "", "", "", None, None)
        self._items: list[Item] = []
        self.form = ItemForm(desk, lambda: self._programme)
        self.form.edited.connect(self._edited)
        desk.drafts.follow(self.form, self._subject)
        self.form.presence.changed.connect(self._presence_changed)
        self.form.presence.added.connect(self._presence_added)
        self.common = Form()
        self.common.edited.connect(self._edited_common)
        self._fill_common()
        self._icon = PictureLabel("calendar")
        self._heading = ElidedLabel(role="section")
        keys = "Ctrl+Return"  # those that open it
        close = IconButton(
            "x", lambda: _("Close the details"), self.close_asked.emit, shortcut=keys
        )
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.close_asked)
        heading = row(self._icon, self._heading, close, spacing=look.S)
        heading.setStretchFactor(self._heading, 1)
        note = PlainLabel(role="soft", wrap=True)
        self.say(note.setText, lambda: _("Select an item to see its details."))
        nothing = QWidget()
        QVBoxLayout(nothing).addWidget(note)
        self._stack = QStackedWidget()
        self.history = ItemHistory(desk)
        one = QWidget()
        one.setLayout(column(self.form, self.history, spacing=look.XL))
        for page in (nothing, Scroll(one), Scroll(self.common)):
            self._stack.addWidget(page)
        self.findings_area = column(spacing=look.S)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(heading)
        layout.addLayout(self.findings_area)
        layout.addWidget(self._stack, 1)
        self.say(self._heading.setText, self._heading_text)
        self.setMinimumWidth(look.COLUMN)

    def load(self, programme: Programme, ids: list[str]) -> None:
        """Show items of a programme; what is being typed stays as it is."""
        before = [item.id for item in self._items]
        if before != ids and self._items:
            self.commit()
            if [item.id for item in self._items] == ids:
                return  # what was taken has led here again, with the newest programme
        self._programme = programme
        self._items = [item for each in ids if (item := programme.item(each)) is not None]
        self._stack.setCurrentIndex(min(len(self._items), 2))
        self._icon.setVisible(len(self._items) == 1)
        if len(self._items) == 1:
            self._icon.show_icon(kind_icon(self._items[0].kind))
            self.form.show_item(self._items[0])
            for name in ("start", "end"):
                self.form.field(name).keeps = not self._items[0].pinned
            self.history.load(programme.owner_id, self._items[0].id)
        elif self._items:
            self._show_common()
        self.say_again()
        self.shown.emit([item.id for item in self._items])

    def commit(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        return self.form.commit() if len(self._items) == 1 else True

    def focus(self, name: str = "title") -> None:
        """Lead to a field of the item."""
        if len(self._items) == 1:
            self.form.focus(name)

    # -- the fields

    def _fill_common(self) -> None:
        self.common.section()
        self.common.add(
            "status",
            ChoiceField(lambda: _("Status"), ItemStatus, lambda code: words.word(ItemStatus(code))),
        )
        self.common.add("day", DateField(lambda: _("Day"), today=self._first_day))
        self.common.add("place_id", find.places(self._desk).one(lambda: _("Place")), wide=True)

    # -- showing

    def _show_common(self) -> None:
        self.common.load(
            {
                "status": _same([item.status for item in self._items]),
                "day": _same([item.start.date for item in self._items]),
                "place_id": _same([item.place_id for item in self._items]),
            }
        )

    def _heading_text(self) -> str:
        if len(self._items) == 1:
            return item_name(self._items[0], current())
        number = len(self._items)
        if not number:
            return _("Details")
        return ngettext("{number} item selected", "{number} items selected", number).format(
            number=number
        )

    def _first_day(self) -> dt.date:
        return self._programme.first or self._desk.today()

    # -- saving

    def _subject(self) -> tuple[str, str]:
        return ("item", self._items[0].id) if len(self._items) == 1 else ("", "")

    def _edited(self, name: str, value: Any) -> None:
        if len(self._items) != 1:
            return
        item = self._items[0]
        if name in INVOLVED:
            self._actions.set_involved(item.id, INVOLVED[name], value)
        elif name in ("taking_part", "people", "without"):
            self._save_who(item, name, value)
        elif name == "start":
            self._moves.move(item.id, value, _following(item, value))
        elif name == "end":
            # An end that is known is not open.
            known = {"open_end": False} if value.time is not None and item.open_end else {}
            self._moves.move(item.id, item.start, value, **known)
        elif name == "language":
            self._actions.save(item.id, language="/".join(value))
        else:
            self._actions.save(item.id, **{name: value})

    def _save_who(self, item: Item, name: str, value: tuple[str, ...]) -> None:
        everyone, groups = item.everyone, tuple(link.group_id for link in item.groups)
        partial = [
            link.person_id
            for link in item.people
            if link.involvement == Involvement.PARTICIPANT and is_partial(link)
        ]
        typed = list(self.form.field("people").value())
        people = [one for one in typed if one != EVERYONE_TYPED and GROUP_TYPED not in one]
        if name == "without":
            members = [person.id for person in self._programme.people]
            people = [one for one in members if one not in value] if value else []
            everyone, groups = not value, ()
        elif EVERYONE_TYPED in typed:
            everyone, groups, people = True, (), []
        elif len(typed) > len(people):
            named = {one.removeprefix(GROUP_TYPED) for one in typed} - set(people)
            everyone, groups = False, tuple(dict.fromkeys([*groups, *sorted(named)]))
        elif name == "taking_part":
            everyone = EVERYONE in value
            groups = tuple(group for group in value if group != EVERYONE)
            people = [] if everyone else people
        elif people:
            everyone = False  # naming persons means them, and not all
        self._actions.set_participants(
            item.id,
            everyone=everyone,
            groups=groups,
            people=list(dict.fromkeys([*people, *(partial if everyone else [])])),
        )
        # Whoever types "Everyone" where everyone takes part changes nothing, and is shown so.
        self.form.show_item(self._items[0])

    def _presence_added(self, person_id: str) -> None:
        if len(self._items) == 1 and self._actions.add_presence(self._items[0].id, person_id):
            self.form.presence.await_times(person_id)

    def _presence_changed(self, presence: Presence) -> None:
        if len(self._items) == 1:
            self._actions.set_presence(
                self._items[0].id, presence.link_id, presence.joins, presence.leaves
            )

    def _edited_common(self, name: str, value: Any) -> None:
        ids = [item.id for item in self._items]
        if name == "day":
            if value is not None:
                self._moves.move_to(ids, value)
        else:
            self._actions.save_all(ids, **{name: value})


def _following(item: Item, start: Moment) -> Moment:
    """The end of an item whose start moves: as long after it as before, where that is known."""
    before, after = item.start.wall(), start.wall()
    if before is not None and after is not None and item.end.wall() is not None:
        minutes = round((after - before).total_seconds() / 60)
        end = item.end.moved(minutes=minutes)
        same_clock = item.end.zone == item.start.zone
        return Moment(end.date, end.time, start.zone if same_clock else end.zone, 0, end.part)
    if item.start.date is not None and start.date is not None:
        return item.end.moved(days=(start.date - item.start.date).days)
    return item.end


def _same(values: list[Any]) -> Any:
    """What all have in common, or None."""
    return values[0] if len(set(values)) == 1 else None
