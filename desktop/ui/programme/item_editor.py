"""The panel beside the programme that holds all fields of the selected item."""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.domain.time import Moment, minutes_between
from desktop.language import _, current, dates, ngettext
from desktop.store.search import normalise
from desktop.ui import find, look
from desktop.ui.desk import Desk
from desktop.ui.find import Source
from desktop.ui.forms import (
    ChoiceField,
    DateField,
    Form,
    LongTextField,
    MomentField,
    ReadOnlyField,
    SwitchField,
    TextField,
    TrilingualField,
)
from desktop.ui.programme.actions import Actions
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.participants import (
    EVERYONE,
    Presence,
    PresencePanel,
    TakingPartField,
    is_partial,
    members_source,
)
from desktop.ui.programme.programme import DELEGATION, Programme
from desktop.ui.programme.texts import item_name
from desktop.ui.speech import Spoken
from desktop.ui.widgets import ElidedLabel, IconButton, PictureLabel, PlainLabel, Scroll, row

_JOURNEYS = (ItemKind.FLIGHT, ItemKind.TRAIN, ItemKind.TRANSFER)
_INVOLVED = {
    "hosts": Involvement.HOST,
    "contacts": Involvement.CONTACT,
    "interpreters": Involvement.INTERPRETER,
    "speakers": Involvement.SPEAKER,
    "drivers": Involvement.DRIVER,
}


class ItemEditor(Spoken, QWidget):
    """Edits the item, or the few things that several items have in common; saves as it goes."""

    close_asked = Signal()

    def __init__(self, desk: Desk, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._actions = actions
        self._programme = Programme(DELEGATION, "", "", "", None, None)
        self._items: list[Item] = []
        self.form = Form()
        self.form.edited.connect(self._edited)
        self._fill_form()
        self.common = Form()
        self.common.edited.connect(self._edited_common)
        self._fill_common()
        self._icon = PictureLabel("calendar")
        self._heading = ElidedLabel(role="section")
        close = IconButton("x", lambda: _("Close the details"), self.close_asked.emit)
        heading = row(self._icon, self._heading, close, spacing=look.S)
        heading.setStretchFactor(self._heading, 1)
        note = PlainLabel(role="soft", wrap=True)
        self.say(note.setText, lambda: _("Select an item to see its details."))
        nothing = QWidget()
        QVBoxLayout(nothing).addWidget(note)
        self._stack = QStackedWidget()
        for page in (nothing, Scroll(self.form), Scroll(self.common)):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(look.M, 0, 0, 0)
        layout.setSpacing(look.M)
        layout.addLayout(heading)
        layout.addWidget(self._stack, 1)
        self.say(self._heading.setText, self._heading_text)
        self.setMinimumWidth(look.COLUMN)

    def load(self, programme: Programme, ids: list[str]) -> None:
        """Show items of a programme; what is being typed stays as it is."""
        before = [item.id for item in self._items]
        if before != ids and self._items:
            self.commit()
        self._programme = programme
        self._items = [item for each in ids if (item := programme.item(each)) is not None]
        self._stack.setCurrentIndex(min(len(self._items), 2))
        self._icon.setVisible(len(self._items) == 1)
        if len(self._items) == 1:
            self._icon.show_icon(kind_icon(self._items[0].kind))
            self._show(self._items[0])
        elif self._items:
            self._show_common()
        self.say_again()

    def commit(self) -> bool:
        """Take what is being typed; False if it cannot be read."""
        return self.form.commit() if len(self._items) == 1 else True

    def focus(self, name: str = "title") -> None:
        """Lead to a field of the item."""
        if len(self._items) == 1:
            self.form.focus(name)

    # -- the fields

    def _fill_form(self) -> None:
        desk, form = self._desk, self.form
        people, places = find.people(desk), find.places(desk)
        form.section()
        form.add("title", TrilingualField(lambda: _("Title")), wide=True)
        form.add(
            "kind",
            ChoiceField(lambda: _("Kind"), ItemKind, lambda code: words.word(ItemKind(code))),
        )
        form.add(
            "status",
            ChoiceField(lambda: _("Status"), ItemStatus, lambda code: words.word(ItemStatus(code))),
        )
        form.section(lambda: _("When"))
        form.add(
            "start",
            MomentField(
                lambda: _("Start"),
                zones=desk.zones,
                default_zone=lambda: self._programme.visit_zone or None,
                today=self._today,
            ),
            wide=True,
        )
        form.add(
            "end",
            MomentField(
                lambda: _("End"), zones=desk.zones, default_zone=self._end_zone, today=self._today
            ),
            wide=True,
        )
        form.add("length", ReadOnlyField(lambda: _("Duration")))
        form.add("open_end", SwitchField(lambda: _("Open end")))
        form.add(
            "printed_time",
            TextField(
                lambda: _("Time as printed"),
                hint=lambda: _("Printed instead of the clock, such as 17.30/18.00."),
            ),
            wide=True,
        )
        form.section(lambda: _("Where"))
        form.add("place_id", places.one(lambda: _("Place")))
        form.add("room", TextField(lambda: _("Room")))
        form.add("end_place_id", places.one(lambda: _("Place of arrival")))
        form.add("transport", TextField(lambda: _("Flight or train number")))
        form.section(lambda: _("Hosts"))
        form.add(
            "host_organisation_id",
            find.organisations(desk).one(lambda: _("Host institution")),
            wide=True,
        )
        form.add("hosts", people.many(lambda: _("Hosts (persons)")), wide=True)
        form.add("contacts", people.many(lambda: _("Contact on the day")), wide=True)
        self._who = form.section(lambda: _("Who takes part"))
        members = members_source(lambda: self._programme, people.name_of, people.go)
        self._taking_part = form.add(
            "taking_part", TakingPartField(lambda: _("Everyone or groups")), wide=True
        )
        form.add("people", _members_first(members, people).many(lambda: _("Persons")), wide=True)
        self._presence = PresencePanel(members)
        self._presence.changed.connect(self._presence_changed)
        self._presence.added.connect(self._presence_added)
        form.place(self._presence)
        form.section(lambda: _("Language"))
        form.add("interpreters", people.many(lambda: _("Interpreters")), wide=True)
        form.add("language", TextField(lambda: _("Working language")))
        form.add("interpreted", SwitchField(lambda: _("Interpreted")))
        form.section(lambda: _("On paper"))
        form.add(
            "topics",
            TrilingualField(lambda: _("Topics"), long=True, hint=lambda: _("One on each line.")),
            wide=True,
        )
        form.add("printed_note", TrilingualField(lambda: _("Printed note"), long=True), wide=True)
        form.section(lambda: _("More"), folded=True)
        form.add("speakers", people.many(lambda: _("Speakers")), wide=True)
        form.add("drivers", people.many(lambda: _("Drivers")), wide=True)
        form.add("dress", TrilingualField(lambda: _("Dress code")))
        form.add("gift", TextField(lambda: _("Gift")))
        form.add("meeting_link", TextField(lambda: _("Video link")))
        form.add("closed_to_media", SwitchField(lambda: _("Closed to media")))
        form.add("parent_id", self._blocks().one(lambda: _("Part of")), wide=True)
        form.add("internal_note", LongTextField(lambda: _("Internal note")), wide=True)

    def _fill_common(self) -> None:
        self.common.section()
        self.common.add(
            "status",
            ChoiceField(lambda: _("Status"), ItemStatus, lambda code: words.word(ItemStatus(code))),
        )
        self.common.add("day", DateField(lambda: _("Day"), today=self._today))
        self.common.add("place_id", find.places(self._desk).one(lambda: _("Place")), wide=True)

    def _blocks(self) -> Source:
        """The items that the selected one can be a part of."""

        def others() -> list[Item]:
            inside = {item.id for item in self._items}
            for item in self._items:
                inside |= {part.id for part in self._programme.parts_of(item.id)}
            lines = (line.item for line in self._programme.lines)
            return [item for item in lines if item is not None and item.id not in inside]

        def offer(text: str) -> list[tuple[str, ...]]:
            wanted = normalise(text)
            return [
                (item.id, item_name(item, current()), _day_of(item), kind_icon(item.kind))
                for item in others()
                if wanted in normalise(" ".join(item.title.parts()))
            ]

        def name_of(item_id: str) -> str:
            item = self._programme.item(item_id)
            return item_name(item, current()) if item is not None else ""

        return Source(offer, name_of, None, lambda _id: None)

    # -- showing

    def _show(self, item: Item) -> None:
        values: dict[str, object] = {
            name: getattr(item, name) for name in self.form.names() if hasattr(item, name)
        }
        for name, involvement in _INVOLVED.items():
            values[name] = tuple(person.id for person in item.involved(involvement))
        self._taking_part.set_groups(
            [
                (group.id, group.code or group.label().best(current().code))
                for group in self._programme.groups
            ]
        )
        groups = tuple(link.group_id for link in item.groups)
        values["taking_part"] = (EVERYONE,) if item.everyone else groups
        values["people"] = tuple(
            link.person_id
            for link in item.people
            if link.involvement == Involvement.PARTICIPANT
            and not (item.everyone and is_partial(link))
        )
        values["length"] = self._length
        self.form.load(values)
        self._presence.load(item)
        self._who.setVisible(self._programme.owner_kind == DELEGATION)
        journey = item.kind in _JOURNEYS
        self.form.field("end_place_id").setVisible(journey or item.end_place_id is not None)
        self.form.field("transport").setVisible(journey or bool(item.transport))
        backwards = (minutes_between(item.start, item.end) or 0) < 0
        self.form.problem("end", _before if backwards else None)

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

    def _length(self) -> str:
        """The true length over all zones and clock changes."""
        if len(self._items) != 1:
            return ""
        minutes = minutes_between(self._items[0].start, self._items[0].end)
        return "" if minutes is None or minutes < 0 else dates.duration(current(), minutes)

    def _today(self) -> dt.date:
        day = self._items[0].start.date if self._items else None
        return day or self._programme.first or self._desk.today()

    def _end_zone(self) -> str | None:
        start = self._items[0].start.zone if self._items else None
        return start or self._programme.visit_zone or None

    # -- saving

    def _edited(self, name: str, value: Any) -> None:
        if len(self._items) != 1:
            return
        item = self._items[0]
        if name in _INVOLVED:
            self._actions.set_involved(item.id, _INVOLVED[name], value)
        elif name in ("taking_part", "people"):
            self._save_who(item, name, value)
        elif name == "start":
            self._actions.move(item.id, value, _following(item, value))
        elif name == "end":
            # An end that is known is not open.
            known = {"open_end": False} if value.time is not None and item.open_end else {}
            self._actions.move(item.id, item.start, value, **known)
        else:
            self._actions.save(item.id, **{name: value})

    def _save_who(self, item: Item, name: str, value: tuple[str, ...]) -> None:
        everyone, groups = item.everyone, tuple(link.group_id for link in item.groups)
        partial = [
            link.person_id
            for link in item.people
            if link.involvement == Involvement.PARTICIPANT and is_partial(link)
        ]
        people = list(self.form.field("people").value())
        if name == "taking_part":
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

    def _presence_added(self, person_id: str) -> None:
        if len(self._items) == 1 and self._actions.add_presence(self._items[0].id, person_id):
            self._presence.await_times(person_id)

    def _presence_changed(self, presence: Presence) -> None:
        if len(self._items) == 1:
            self._actions.set_presence(
                self._items[0].id, presence.link_id, presence.joins, presence.leaves
            )

    def _edited_common(self, name: str, value: Any) -> None:
        ids = [item.id for item in self._items]
        if name == "day":
            if value is not None:
                self._actions.move_to(ids, value)
        else:
            self._actions.save_all(ids, **{name: value})


def _members_first(members: Source, people: Source) -> Source:
    """Everybody, the members before the others."""

    def offer(text: str) -> list[tuple[str, ...]]:
        first = list(members.find(text))
        known = {row[0] for row in first}
        return [*first, *(row for row in people.find(text) if row[0] not in known)]

    return Source(offer, people.name_of, people.create, people.go)


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


def _day_of(item: Item) -> str:
    return dates.day_short(current(), item.start.date) if item.start.date else ""


def _before() -> str:
    return _("This ends before it starts.")
