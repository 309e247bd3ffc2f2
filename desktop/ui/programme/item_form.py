"""All fields of a programme item, the usual ones first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from desktop import words
from desktop.domain import Item
from desktop.domain.codes import Involvement, ItemKind, ItemStatus, PlaceKind
from desktop.domain.time import minutes_between
from desktop.language import _, current, dates
from desktop.store.search import normalise
from desktop.ui import find
from desktop.ui.desk import Desk
from desktop.ui.find import Source
from desktop.ui.forms import (
    ChoiceField,
    Form,
    LongTextField,
    MomentField,
    ReadOnlyField,
    SwitchField,
    TextField,
    TrilingualField,
)
from desktop.ui.programme.kinds import kind_icon
from desktop.ui.programme.language_field import WorkingLanguageField
from desktop.ui.programme.participants import (
    EVERYONE,
    PresencePanel,
    TakingPartField,
    is_partial,
    members_source,
    missing_from,
    takers_source,
)
from desktop.ui.programme.programme import DELEGATION, Programme
from desktop.ui.programme.texts import item_name
from desktop.ui.slots.item_line import SlotLine

INVOLVED = {
    "hosts": Involvement.HOST,
    "contacts": Involvement.CONTACT,
    "interpreters": Involvement.INTERPRETER,
    "speakers": Involvement.SPEAKER,
    "drivers": Involvement.DRIVER,
}
"""The fields that name the persons who do something in an item."""

_JOURNEYS = (ItemKind.FLIGHT, ItemKind.TRAIN, ItemKind.TRANSFER)


class ItemForm(Form):
    """The fields of one item of the programme that `programme` gives at that moment.

    The names of the fields are the item's attributes, those of `INVOLVED`, and `taking_part` and
    `people`. Late and early persons are in `presence`.
    """

    def __init__(self, desk: Desk, programme: Callable[[], Programme]) -> None:
        super().__init__()
        self._desk = desk
        self._programme = programme
        self._item: Item | None = None
        people = find.people(desk)
        members = members_source(programme, people.name_of, people.go)
        self._taking_part = TakingPartField(lambda: _("Everyone or groups"))
        self.presence = PresencePanel(members)
        self._add_time()
        self._add_where()
        everybody = takers_source(programme, _members_first(members, people))
        self._add_people(everybody, members, people)
        self._add_paper(people)

    def show_item(self, item: Item) -> None:
        """Show an item; what is being typed stays as it is."""
        self._item = item
        programme = self._programme()
        values: dict[str, object] = {
            name: getattr(item, name) for name in self.names() if hasattr(item, name)
        }
        for name, involvement in INVOLVED.items():
            values[name] = tuple(person.id for person in item.involved(involvement))
        self._taking_part.set_groups(
            [
                (group.id, group.code or group.label().best(current().code))
                for group in programme.groups
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
        values["without"] = missing = missing_from(item, programme)
        values["length"] = self._length
        self.load(values)
        self.presence.load(item)
        self._slot.load(item)
        self._who.setVisible(programme.owner_kind == DELEGATION)
        self.field("without").setVisible(item.everyone or bool(missing))
        journey = item.kind in _JOURNEYS
        self.field("end_place_id").setVisible(journey or item.end_place_id is not None)
        self.field("transport").setVisible(journey or bool(item.transport))
        backwards = (minutes_between(item.start, item.end) or 0) < 0
        self.problem("end", _before if backwards else None)

    # -- the fields

    def _add_time(self) -> None:
        desk = self._desk
        self.section()
        self.add("title", TrilingualField(lambda: _("Title")), wide=True)
        self.add(
            "kind",
            ChoiceField(lambda: _("Kind"), ItemKind, lambda code: words.word(ItemKind(code))),
        )
        self.add(
            "status",
            ChoiceField(lambda: _("Status"), ItemStatus, lambda code: words.word(ItemStatus(code))),
        )
        self.add("alternative", SwitchField(lambda: words.field("alternative")))
        self.section(lambda: _("When"))
        self._slot = SlotLine(desk)
        self.place(self._slot)
        self.add(
            "start",
            MomentField(
                lambda: _("Start"),
                zones=desk.zones,
                default_zone=lambda: self._programme().visit_zone or None,
                today=self._today,
            ),
            wide=True,
        )
        self.add(
            "end",
            MomentField(
                lambda: _("End"), zones=desk.zones, default_zone=self._end_zone, today=self._today
            ),
            wide=True,
        )
        self.add("length", ReadOnlyField(lambda: _("Duration")))
        self.add("open_end", SwitchField(lambda: _("Open end")))
        self.add("pinned", SwitchField(lambda: _("Pinned to its time")))
        self.add(
            "printed_time",
            TextField(
                lambda: _("Time as printed"),
                hint=lambda: _("Printed instead of the clock, such as 17.30/18.00."),
            ),
            wide=True,
        )

    def _add_where(self) -> None:
        people, places = find.people(self._desk), find.places(self._desk)
        self.section(lambda: _("Where"))
        self.add("place_id", places.one(lambda: _("Place")))
        self.add("room", TextField(lambda: _("Room")))
        self.add("end_place_id", places.one(lambda: _("Place of arrival")))
        self.add("transport", TextField(lambda: _("Flight or train number")))
        vehicles = find.places(self._desk, PlaceKind.VEHICLE)
        self.add("vehicle_id", vehicles.one(lambda: _("Vehicle")))
        self.section(lambda: _("Hosts"))
        self.add(
            "host_organisation_id",
            find.organisations(self._desk).one(lambda: _("Host institution")),
            wide=True,
        )
        self.add("hosts", people.many(lambda: _("Hosts (persons)")), wide=True)
        self.add("contacts", people.many(lambda: _("Contact on the day")), wide=True)

    def _add_people(self, everybody: Source, members: Source, people: Source) -> None:
        self._who = self.section(lambda: _("Who takes part"))
        self.add("taking_part", self._taking_part, wide=True)
        self.add("people", everybody.many(lambda: _("Persons")), wide=True)
        self.add("without", members.many(lambda: _("Everyone but")), wide=True)
        self.place(self.presence)
        self.section(lambda: _("Language"))
        self.add("interpreters", people.many(lambda: _("Interpreters")), wide=True)
        self.add("language", WorkingLanguageField(), wide=True)
        self.add("interpreted", SwitchField(lambda: _("Interpreted")))

    def _add_paper(self, people: Source) -> None:
        self.section(lambda: _("On paper"))
        self.add(
            "topics",
            TrilingualField(lambda: _("Topics"), long=True, hint=lambda: _("One on each line.")),
            wide=True,
        )
        self.add("printed_note", TrilingualField(lambda: _("Printed note"), long=True), wide=True)
        self.section(lambda: _("Briefing"), folded=True)
        self.add("purpose", TrilingualField(lambda: words.field("purpose"), long=True), wide=True)
        self.add(
            "questions",
            TrilingualField(
                lambda: words.field("questions"), long=True, hint=lambda: _("One on each line.")
            ),
            wide=True,
        )
        self.section(lambda: _("More"), folded=True)
        self.add("speakers", people.many(lambda: _("Speakers")), wide=True)
        self.add("drivers", people.many(lambda: _("Drivers")), wide=True)
        self.add("dress", TrilingualField(lambda: _("Dress code")))
        self.add("gift", TextField(lambda: _("Gift")))
        self.add("meeting_link", TextField(lambda: _("Video link")))
        self.add("closed_to_media", SwitchField(lambda: _("Closed to media")))
        self.add("parent_id", self._blocks().one(lambda: _("Part of")), wide=True)
        self.add("internal_note", LongTextField(lambda: _("Internal note")), wide=True)

    def _blocks(self) -> Source:
        """The items that the selected one can be a part of."""

        def others() -> list[Item]:
            programme, own = self._programme(), self._item.id if self._item else ""
            inside = {own, *(part.id for part in programme.parts_of(own))}
            lines = (line.item for line in programme.lines)
            return [item for item in lines if item is not None and item.id not in inside]

        def offer(text: str) -> list[tuple[str, ...]]:
            wanted = normalise(text)
            return [
                (item.id, item_name(item, current()), _day_of(item), kind_icon(item.kind))
                for item in others()
                if wanted in normalise(" ".join(item.title.parts()))
            ]

        def name_of(item_id: str) -> str:
            item = self._programme().item(item_id)
            return item_name(item, current()) if item is not None else ""

        return Source(offer, name_of, None, lambda _id: None)

    def _length(self) -> str:
        """The true length over all zones and clock changes."""
        item = self._item
        minutes = minutes_between(item.start, item.end) if item is not None else None
        return "" if minutes is None or minutes < 0 else dates.duration(current(), minutes)

    def _today(self) -> dt.date:
        day = self._item.start.date if self._item is not None else None
        return day or self._programme().first or self._desk.today()

    def _end_zone(self) -> str | None:
        start = self._item.start.zone if self._item is not None else None
        return start or self._programme().visit_zone or None


def _members_first(members: Source, people: Source) -> Source:
    """Everybody, the members before the others."""

    def offer(text: str) -> list[tuple[str, ...]]:
        first = list(members.find(text))
        known = {row[0] for row in first}
        return [*first, *(row for row in people.find(text) if row[0] not in known)]

    return Source(offer, people.name_of, people.create, people.go)


def _day_of(item: Item) -> str:
    return dates.day_short(current(), item.start.date) if item.start.date else ""


def _before() -> str:
    return _("This ends before it starts.")
