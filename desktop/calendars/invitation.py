"""Invitations (RFC 5546): one file for each event, with who asks and who is asked to come."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from desktop.calendars import written
from desktop.calendars.describe import Describer
from desktop.calendars.entry import CANCELLED, Entry, entry, gone, taken_off
from desktop.calendars.head import opening, zones
from desktop.calendars.lines import block, parameter
from desktop.calendars.reminders import Reminders
from desktop.domain import AccessRequest, Delegation, Exchange, Item, Task
from desktop.domain.codes import Involvement
from desktop.domain.comparing import going
from desktop.errors import Problem
from desktop.language import names

if TYPE_CHECKING:
    from desktop.calendars.scope import Record, Thing
    from desktop.domain import Person
    from desktop.domain.revision import Revision
    from desktop.language import Language

REQUEST, CANCEL = "REQUEST", "CANCEL"
_ADDRESS = re.compile(r"[^\s@<>,;:\"]+@[^\s@<>,;:\"]+\.[^\s@<>,;:\"]+")
_IN_ADDRESSES = "@+!$'*/="
_CHAIR, _NEEDED, _TOLD = "CHAIR", "REQ-PARTICIPANT", "NON-PARTICIPANT"
_ROLES = {
    Involvement.HOST: _CHAIR,
    Involvement.CONTACT: _TOLD,
    Involvement.DRIVER: _TOLD,
}
_ORDER = (_CHAIR, _NEEDED, _TOLD)


def is_address(text: str) -> bool:
    """Whether a text is an e-mail address that a calendar can carry."""
    return text.isascii() and _ADDRESS.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Organizer:
    """Who invites, and to whom answers go; Problem `organizer_address` where that is no address."""

    name: str
    email: str

    def __post_init__(self) -> None:
        if not is_address(self.email):
            raise Problem("organizer_address", address=self.email)


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event to which people are invited, or which is called off (`method`), as a file.

    `title` is the name of the event, with those whom it tells that they take part no more. `to`
    are the addresses of those who are asked, and `people` their identities;
    `without_address` are the names of the others. `taken_off` are the names of those whom it tells
    that they take part no more, and nobody else; then another file is for those who still do.
    """

    uid: str
    name: str
    title: str
    method: str
    content: bytes
    to: tuple[str, ...]
    without_address: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    taken_off: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What tells it from the other files of a record."""
        return f"{self.uid} taken off" if self.taken_off else self.uid


def invitations(
    things: Iterable[tuple[Record, Thing]],
    revisions: Mapping[str, Revision],
    organizer: Organizer,
    language: Language,
    *,
    former: Iterable[tuple[Record, Thing | Task]] = (),
    invited: Mapping[str, Collection[Person]] | None = None,
    reminders: Reminders | None = None,
    answers: bool = False,
    private: bool = False,
) -> list[Invitation]:
    """One invitation for each thing that has a time and people; in the order of time.

    `former` is what guests were told of and is planned no more, which is called off. `invited`
    are those who were asked to each thing before: who of them takes part no more is told so, in a
    file beside that of the others. `answers` asks the guests to reply. Those who are invited see
    each other's addresses.
    """
    describer = Describer(language, private=private)
    maker = _Maker(revisions, organizer, language, reminders or Reminders(), answers=answers)
    found: list[tuple[datetime, Invitation]] = []
    for record, thing, one in _entries(things, former, language, describer):
        guests = _guests(record, thing)
        made = [maker.invitation(one, guests)]
        off = _taken_off((invited or {}).get(thing.id, ()), guests, organizer)
        if off:
            # What is called off for all has said so already.
            last = one if one.status == CANCELLED else taken_off(record, thing, language)
            made.append(maker.farewell(last, off))
        found += [(one.when.sort_key(), each) for each in made]
    return [made for _at, made in sorted(found, key=lambda pair: (pair[0], pair[1].key))]


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the files; who asks, and in which language, is the same for all."""

    revisions: Mapping[str, Revision]
    organizer: Organizer
    language: Language
    reminders: Reminders
    answers: bool

    def invitation(self, one: Entry, guests: Mapping[Person, str]) -> Invitation:
        """The file for all who take part, or who are told that it is called off."""
        asked = {person: role for person, role in guests.items() if is_address(person.email)}
        method = CANCEL if one.status == CANCELLED else REQUEST
        others = tuple(self._name(person) for person in guests if person not in asked)
        return Invitation(
            one.uid,
            one.summary.text,
            one.summary.text,
            method,
            self._file(one, method, asked),
            _addresses(asked),
            others,
            tuple(person.id for person in asked) if method == REQUEST else (),
        )

    def farewell(self, one: Entry, off: Mapping[Person, str]) -> Invitation:
        """The file for those alone who take part no more."""
        named = tuple(map(self._name, off))
        title = self.language.gettext("{text} ({remark})").format(
            text=one.summary.text, remark=self.language.listed(named)
        )
        content = self._file(one, CANCEL, off)
        return Invitation(
            one.uid, one.summary.text, title, CANCEL, content, _addresses(off), taken_off=named
        )

    def _name(self, person: Person) -> str:
        return names.display(self.language, person)

    def _file(self, one: Entry, method: str, asked: Mapping[Person, str]) -> bytes:
        asking = parameter(self.organizer.name or self.organizer.email)
        people = [
            f"ORGANIZER;CN={asking}:{_mailto(self.organizer.email)}",
            *_attendees(
                asked, self.organizer, self.language, answers=self.answers and method == REQUEST
            ),
        ]
        revision = self.revisions[one.uid].naming()
        return _file(one, revision, self.language, method, people, self.reminders)


def _addresses(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.email for person in people))


def _taken_off(
    invited: Iterable[Person], guests: Collection[Person], organizer: Organizer
) -> dict[Person, str]:
    """Those who were invited and take part no more, unless somebody still does at their address."""
    there = {person.id for person in guests}
    reached = {person.email.lower() for person in guests} | {organizer.email.lower()}
    return {
        person: _NEEDED
        for person in invited
        if person.id not in there
        and is_address(person.email)
        and person.email.lower() not in reached
    }


def _entries(
    things: Iterable[tuple[Record, Thing]],
    former: Iterable[tuple[Record, Thing | Task]],
    language: Language,
    describer: Describer,
) -> Iterator[tuple[Record, Thing, Entry]]:
    """What a calendar says about each thing that has a time, and had one."""
    shown = set()
    planned = ((record, thing, False) for record, thing in things)
    called_off = ((record, old, True) for record, old in former if not isinstance(old, Task))
    for record, thing, is_gone in (*planned, *called_off):
        if thing.id in shown:
            continue
        try:
            if is_gone:
                one = gone(record, thing, language)
            else:
                one = entry(record, thing, language, describer)
        except Problem:
            continue
        shown.add(thing.id)
        yield record, thing, one


def _file(
    one: Entry,
    revision: Revision,
    language: Language,
    method: str,
    people: list[str],
    reminders: Reminders,
) -> bytes:
    # What it belongs to is not in the file.
    alone = replace(one, parent=None)
    lines = written.event(alone, revision, language, reminders=reminders, people=people)
    moments = (one.when.start, one.when.end)
    years = [
        (str(moment.tzinfo), moment.year)
        for moment in moments
        if isinstance(moment, datetime) and moment.tzinfo is not UTC
    ]
    rules = [line for zone in zones(years) for line in zone]
    return block([*opening(method), *rules, *lines, "END:VCALENDAR"])


def _attendees(
    asked: Mapping[Person, str], organizer: Organizer, language: Language, *, answers: bool
) -> list[str]:
    lines: dict[str, str] = {}
    for person, role in asked.items():
        # Who invites need not be asked; one address is one guest.
        if person.email.lower() == organizer.email.lower() or person.email.lower() in lines:
            continue
        reply = ";RSVP=TRUE" if answers and role != _TOLD else ""
        lines[person.email.lower()] = (
            f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE={role};PARTSTAT=NEEDS-ACTION{reply}"
            f";CN={parameter(names.display(language, person))}:{_mailto(person.email)}"
        )
    return list(lines.values())


def _mailto(address: str) -> str:
    return f"mailto:{quote(address, safe=_IN_ADDRESSES)}"


def _guests(record: Record, thing: Thing) -> dict[Person, str]:
    """Those whom a thing concerns, each with the strongest part they have in it."""
    found: list[tuple[Person | None, str]] = []
    if isinstance(record, AccessRequest):
        found = [(record.investigator, _CHAIR), (record.local_contact, _NEEDED)]
        found += [(member.person, _NEEDED) for member in record.team]
    elif isinstance(thing, Exchange):
        found = [(thing.host_person, _CHAIR), (thing.person, _NEEDED)]
    elif isinstance(thing, Item):
        found = [
            (link.person, _ROLES.get(Involvement(link.involvement), _NEEDED))
            for link in thing.people
        ]
        found += [(person, _NEEDED) for person in _going(record, thing)]
    roles: dict[Person, str] = {}
    for person, role in sorted(found, key=lambda pair: _ORDER.index(pair[1])):
        if person is not None:
            roles.setdefault(person, role)
    return roles


def _going(record: Delegation | Exchange, item: Item) -> list[Person]:
    """Those who go to an item with everyone or by a group."""
    if isinstance(record, Exchange):
        known = [record.person]
    else:
        known = [member.person for member in record.ordered_members()]
        known += [link.person for group in record.groups for link in group.memberships]
        # "Everyone" of a block are those whom the block names.
        known += [link.person for one in record.items for link in one.people]
    wanted = going(item, record)
    return [person for person in known if person is not None and person.id in wanted]
