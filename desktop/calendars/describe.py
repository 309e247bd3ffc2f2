"""What an event says in words: its description, line by line, in one language."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from typing_extensions import override

from desktop import words
from desktop.domain import AccessRequest, Exchange
from desktop.domain.codes import AccessMode, Involvement, PersonRole, SlotStatus, Turn
from desktop.domain.comparing import travellers
from desktop.domain.concern import blocks_around
from desktop.domain.time import DayPart, Moment, is_zone, minutes_between
from desktop.language import dates, names

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.calendars.scope import Record
    from desktop.domain import Item, Person, Slot, Task, Trilingual
    from desktop.language import Language


class Describer:
    """Writes the descriptions of one calendar.

    `person` is whose calendar it is, if it is one person's. Names of those who take part, phone
    numbers and internal notes are written only when it is `private`.
    """

    def __init__(
        self, language: Language, person: Person | None = None, *, private: bool = False
    ) -> None:
        self._language = language
        self._person = person
        self._private = private

    def item(self, record: Record, item: Item) -> list[str]:
        """The lines of a programme item."""
        involved = {
            role: self._names(item.involved(role))
            for role in (Involvement.HOST, Involvement.INTERPRETER)
        }
        way = [self._best(place.name) for place in (item.place, item.end_place) if place]
        hosts = [self._best(item.host_organisation.name)] if item.host_organisation else []
        interpreted = words.field("interpreted", self._language) if item.interpreted else ""
        spoken = names.spoken_languages(self._language, item.language)
        closed = words.field("closed_to_media", self._language) if item.closed_to_media else ""
        alternative = words.field("alternative", self._language) if item.alternative else ""
        groups = [self._best(link.group.label()) for link in item.groups]
        return [
            *self._times(record, item.start, item.end, open_end=item.open_end),
            *self._field("printed_time", item.printed_time),
            *self._mine(record, item),
            *([" → ".join(way)] if len(way) > 1 else []),
            *self._field("transport", item.transport),
            *self._role(Involvement.HOST, [*hosts, *involved[Involvement.HOST]]),
            *self._role(Involvement.CONTACT, self._contacts(item)),
            *self._field("language", self._listed([*spoken, interpreted])),
            *self._role(Involvement.INTERPRETER, involved[Involvement.INTERPRETER]),
            *self._line(words.kind("group", self._language), self._listed(groups)),
            *self._participants(record, item),
            *self._field("topics", self._best(item.topics)),
            *self._field("dress", self._best(item.dress)),
            *self._lines(alternative),
            *self._lines(closed),
            *self._field("meeting_link", item.meeting_link),
            *self._lines(self._best(item.printed_note)),
            *(self._field("internal_note", item.internal_note) if self._private else []),
            self.record(record),
        ]

    def slot(self, request: AccessRequest, slot: Slot) -> list[str]:
        """The lines of a slot at an instrument."""
        instrument = self._best(slot.instrument.name) if slot.instrument else ""
        return [
            *self._times(request, slot.start, slot.end),
            *self._field("instrument_id", instrument),
            *self._field("mode", words.word(AccessMode(request.mode), self._language)),
            *self._field("status", words.word(SlotStatus(slot.status), self._language)),
            *self._field("investigator_id", self._name(request.investigator)),
            *self._field("local_contact_id", self._name(request.local_contact)),
            *self._lines(self._best(slot.note)),
            self.record(request),
        ]

    def stay(self, stay: Exchange) -> list[str]:
        """The lines of a researcher's stay."""
        home, host = stay.home_organisation, stay.host_organisation
        researcher = words.word(PersonRole.RESEARCHER, self._language)
        return [
            *self._line(researcher, self._name(stay.person)),
            *self._field("home_organisation_id", self._best(home.name) if home else ""),
            *self._field("host_organisation_id", self._best(host.name) if host else ""),
            *self._field("host_person_id", self._name(stay.host_person)),
            *self._lines(self._best(stay.purpose)),
            self.record(stay),
        ]

    def task(self, record: Record, task: Task) -> list[str]:
        """The lines of a task; its note is the office's own."""
        return [
            *self._field("turn", words.word(Turn(task.turn), self._language)),
            *(self._field("officer", task.officer) if self._private else []),
            *self._field("source", task.source),
            self.record(record),
        ]

    def record(self, record: Record) -> str:
        """What a record is called: its reference and its title."""
        return " ".join(filter(None, (record.reference, self._best(record.title))))

    def remark(self, text: str, remark: str) -> str:
        """A text with a remark in brackets."""
        return self._language.gettext("{text} ({remark})").format(text=text, remark=remark)

    def part_of_day(self, moment: Moment) -> str:
        """How exactly an inexact time is known: a morning, to be confirmed; nothing if all day."""
        if moment.part == DayPart.ALL_DAY:
            return ""
        # A day without a time is one whose time is not known yet.
        part = DayPart.TBC if moment.part == DayPart.EXACT else DayPart(moment.part)
        word = words.word(part, self._language)
        return word[:1].lower() + word[1:]

    def _times(
        self, record: Record, start: Moment, end: Moment, *, open_end: bool = False
    ) -> list[str]:
        zones = _zones(record)
        first, last = self._clocks(start, zones), self._clocks(end, zones)
        if start.date is None:
            return []
        no_day = end.date is None or (not first and not last and end.date <= start.date)
        length = minutes_between(start, end) if first and last else None
        if open_end or no_day or (length is not None and length <= 0):
            return [self._with_day(start, first)]
        labels = [[label for _, label in clocks] for clocks in (first, last)]
        if first and start.date == end.date and labels[0] == labels[1]:
            dash = "～" if self._language.code == "ja" else "–"
            both = [
                (f"{early}{dash}{late}", label)
                for (early, label), (late, _) in zip(first, last, strict=True)
            ]
            return [self._with_day(start, both)]
        return [
            *self._field("start", self._with_day(start, first)),
            *self._field("end", self._with_day(end, last)),
        ]

    def _clocks(self, moment: Moment, zones: Iterable[str]) -> list[tuple[str, str]]:
        """The clock time at home and abroad, each with its zone and what day it is there."""
        instant = moment.utc() if moment.zone and is_zone(moment.zone) else None
        if instant is None or moment.zone is None:
            return []
        seen: dict[object, tuple[str, str]] = {}
        for zone in dict.fromkeys((moment.zone, *zones)):
            local = moment.in_zone(zone)
            shift = dates.date_shift(self._language, moment.shift_to(zone))
            label = dates.zone_label(self._language, zone, instant)
            if local.time is not None:
                told = self.remark(label, shift) if shift else label
                seen.setdefault(
                    (local.date, local.time), (dates.clock(self._language, local.time), told)
                )
        return list(seen.values())

    def _with_day(self, moment: Moment, clocks: list[tuple[str, str]]) -> str:
        if moment.date is None:
            return ""
        day = dates.day_short(self._language, moment.date)
        if clocks:
            return f"{day} " + " = ".join(f"{clock} {label}" for clock, label in clocks)
        told = self._listed([day, self.part_of_day(moment)])
        # A whole day belongs to a place as much as a clock time does.
        zone = moment.zone if moment.zone and is_zone(moment.zone) else None
        return self.remark(told, dates.zone_name(self._language, zone)) if zone else told

    def _mine(self, record: Record, item: Item) -> list[str]:
        """When the person whose calendar it is joins late or leaves early."""
        mine = [p for p in item.people if self._person and p.person_id == self._person.id]
        zones = _zones(record)
        return [
            line
            for link in mine
            for name, moment in (("joins", link.joins), ("leaves", link.leaves))
            if (clocks := self._clocks(moment, zones))
            for line in self._field(name, self._with_day(moment, clocks))
        ]

    def _contacts(self, item: Item) -> list[str]:
        people = item.involved(Involvement.CONTACT)
        if not self._private:
            return self._names(people)
        return [
            self.remark(self._name(person), person.mobile) if person.mobile else self._name(person)
            for person in people
        ]

    def _participants(self, record: Record, item: Item) -> list[str]:
        if not self._private:
            return []
        listed = list(dict.fromkeys(self._names(_taking_part(record, item))))
        return [
            *self._role(Involvement.PARTICIPANT, listed),
            *self._role(Involvement.SPEAKER, self._names(item.involved(Involvement.SPEAKER))),
            *self._role(Involvement.DRIVER, self._names(item.involved(Involvement.DRIVER))),
        ]

    def _best(self, text: Trilingual) -> str:
        return text.best(self._language.code)

    def _name(self, person: Person | None) -> str:
        return names.display(self._language, person) if person else ""

    def _names(self, people: Iterable[Person]) -> list[str]:
        return [self._name(person) for person in people]

    def _listed(self, texts: Iterable[str]) -> str:
        return self._language.listed(filter(None, texts))

    def _field(self, name: str, value: str) -> list[str]:
        return self._line(words.field(name, self._language), value)

    def _role(self, role: Involvement, people: Iterable[str]) -> list[str]:
        return self._line(words.word(role, self._language), self._listed(people))

    def _line(self, label: str, value: str) -> list[str]:
        if not value:
            return []
        colon = "：" if self._language.code == "ja" else ": "
        gap = "\n" if "\n" in value else ""
        return [f"{label}{colon.rstrip() if gap else colon}{gap}{value}"]

    @staticmethod
    def _lines(text: str) -> list[str]:
        return [text] if text else []


class Parting(Describer):
    """Describes what is no part of a calendar any more: when it was, and of which record."""

    @override
    def item(self, record: Record, item: Item) -> list[str]:
        """The lines of a programme item."""
        return [*self._times(record, item.start, item.end), self.record(record)]

    @override
    def slot(self, request: AccessRequest, slot: Slot) -> list[str]:
        """The lines of a slot at an instrument."""
        return [*self._times(request, slot.start, slot.end), self.record(request)]

    @override
    def stay(self, stay: Exchange) -> list[str]:
        """The lines of a researcher's stay."""
        return [self.record(stay)]


def _taking_part(record: Record, item: Item) -> list[Person]:
    """Those who go to an item with everyone, by a group or by name; of a block, if it is in one."""
    if isinstance(record, AccessRequest):
        return []
    blocks = blocks_around(item, record.items)
    outer = blocks[-1] if blocks else item
    if not outer.everyone:
        people = [link.person for group in outer.groups for link in group.group.memberships]
    elif isinstance(record, Exchange):
        people = [record.person] if record.person else []
    else:
        wanted = set(travellers(record))
        people = [one.person for one in record.ordered_members() if one.person_id in wanted]
    named = (one.involved(Involvement.PARTICIPANT) for one in (*reversed(blocks), item))
    return [*people, *chain.from_iterable(named)]


def _zones(record: Record) -> list[str]:
    """The zones of the two clocks of a record, home first."""
    if isinstance(record, AccessRequest):
        facility = record.facility
        organisation = facility.organisation if facility else None
        zones = [record.home_zone, facility.zone if facility else ""]
        zones.append(organisation.zone if organisation else "")
    else:
        zones = [record.home_zone, record.visit_zone]
    return [zone for zone in zones if zone and is_zone(zone)]
