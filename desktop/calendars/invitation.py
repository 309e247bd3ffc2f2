"""Invitations (RFC 5546): one file for each event, with who asks and who is asked to come."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from desktop.calendars import written
from desktop.calendars.describe import Describer
from desktop.calendars.entry import CANCELLED, Entry, entry, gone
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

    `to` are the addresses of those who are asked; `without_address` are the names of the others.
    """

    uid: str
    name: str
    method: str
    content: bytes
    to: tuple[str, ...]
    without_address: tuple[str, ...]


def invitations(
    things: Iterable[tuple[Record, Thing]],
    revisions: Mapping[str, Revision],
    organizer: Organizer,
    language: Language,
    *,
    former: Iterable[tuple[Record, Thing | Task]] = (),
    reminders: Reminders | None = None,
    answers: bool = False,
    private: bool = False,
) -> list[Invitation]:
    """One invitation for each thing that has a time and people; in the order of time.

    `former` is what guests were told of and is planned no more, which is called off. `answers`
    asks the guests to reply. Those who are invited see each other's addresses.
    """
    describer = Describer(language, private=private)
    found: list[tuple[datetime, Invitation]] = []
    for record, thing, one in _entries(things, former, language, describer):
        guests = _guests(record, thing)
        asked = {person: role for person, role in guests.items() if is_address(person.email)}
        method = CANCEL if one.status == CANCELLED else REQUEST
        asking = parameter(organizer.name or organizer.email)
        people = [
            f"ORGANIZER;CN={asking}:{_mailto(organizer.email)}",
            *_attendees(asked, organizer, language, answers=answers and method == REQUEST),
        ]
        content = _file(one, revisions[one.uid], language, method, people, reminders or Reminders())
        others = tuple(names.display(language, person) for person in guests if person not in asked)
        to = tuple(dict.fromkeys(person.email for person in asked))
        made = Invitation(one.uid, one.summary.text, method, content, to, others)
        found.append((one.when.sort_key(), made))
    return [made for _at, made in sorted(found, key=lambda pair: (pair[0], pair[1].uid))]


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
