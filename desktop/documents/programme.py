"""The printed programme of a delegation: for everyone, for one group, or for one person."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop import words
from desktop.documents.audience import Audience, Reader, people_of, reader_of
from desktop.documents.document import Data, Document
from desktop.documents.items import Rows, columns, dated_rows
from desktop.documents.people import (
    addresses,
    listed,
    organisation_name,
    place_name,
    with_phone,
    with_title,
)
from desktop.documents.sheet import cell, fact, facts, frame, period, table
from desktop.documents.times import Clocks
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Person
from desktop.domain.codes import Clause, DelegationStatus, Function, Involvement, ItemKind
from desktop.domain.paper import Stand
from desktop.domain.time import minutes_between
from desktop.language import Language
from desktop.language.dates import week
from desktop.language.names import display
from desktop.language.sorting import person_sort_key

_HELPING = (Function.LOCAL_TEAM, Function.INTERPRETER)
_CALLED = (Involvement.CONTACT, Involvement.INTERPRETER, Involvement.DRIVER)
_PLAIN = (Function.MEMBER, *_HELPING)
# A flight that is shorter than this and ends on the next day still leaves a night in a bed.
_NIGHT_MINUTES = 240


def document(
    delegation: Delegation,
    audience: Audience,
    language: Language,
    *,
    on: date,
    stand: Stand | None = None,
) -> Document:
    """Give the programme of a delegation that was loaded whole, as it is printed on a day.

    Without a `stand` its edition is the one that the delegation counts itself.

    Raises Problem `record_gone` when the group or person is not part of it.
    """
    stand = stand or Stand(delegation.edition, not delegation.edition_final)
    paper = _Programme(delegation, reader_of(delegation, audience), language, stand)
    data = paper.data(on)
    title = " – ".join(filter(None, (data["title"], data["reader"]["name"])))
    return Document("programme", data, language, title, on)


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the programme that is wished for."""
    return document(
        material.delegation(), wish.audience, language, on=wish.on, stand=material.stand()
    )


@dataclass(frozen=True)
class _Programme:
    delegation: Delegation
    reader: Reader
    language: Language
    stand: Stand

    def data(self, on: date) -> Data:
        language, delegation = self.language, self.delegation
        kind = language.pgettext("document", "Visit programme")
        nothing = language.pgettext("document", "The programme has no items yet.")
        called_off = delegation.status == DelegationStatus.CANCELLED
        edition = language.pgettext("document", "Edition {number}")
        clocks = Clocks(language, delegation.visit_zone, delegation.home_zone)
        usual = self._usual_contacts()
        first, last = self._first_and_last()
        rows = Rows(
            clocks,
            members=tuple(self._travelling()),
            usual=tuple(person.id for person in usual),
            reader=self.reader.person.id if self.reader.person else None,
            links=not self.reader.is_everyone,
        )
        return frame(
            language,
            kind,
            delegation.title,
            delegation.reference,
            Clause.DELEGATION,
            delegation.confidentiality,
            on,
        ) | {
            "period": period(language, delegation.start or first, delegation.end or last),
            "edition": edition.format(number=self.stand.number),
            "draft": language.pgettext("document", "DRAFT") if self.stand.draft else "",
            "called_off": words.word(DelegationStatus.CANCELLED, language) if called_off else "",
            "reader": self._reader(),
            "purpose": delegation.purpose.best(language.code).splitlines(),
            "facts": facts("", self._cover(usual))["facts"],
            "note": clocks.note(first, last),
            "columns": columns(language),
            "days": list(self._days(rows)),
            "empty": "" if self.reader.items else nothing,
            "sections": [
                section
                for section in (self._participants(), self._groups(), self._contacts())
                if section["rows"]
            ],
        }

    def _reader(self) -> Data:
        language, person, group = self.language, self.reader.person, self.reader.group
        label = language.pgettext("document", "Programme for")
        if person is not None:
            about = (
                person.title.best(language.code),
                organisation_name(language, person.organisation),
            )
            return {"label": label, "name": display(language, person), "lines": _given(*about)}
        if group is not None:
            names = listed(language, (display(language, one) for one in self.reader.people))
            return {
                "label": label,
                "name": group.label().best(language.code),
                "lines": _given(names),
            }
        return {"label": "", "name": "", "lines": []}

    def _cover(self, usual: list[Person]) -> Iterator[Data]:
        language, delegation = self.language, self.delegation
        head, hotel = delegation.with_function(Function.HEAD), delegation.hotel
        yield fact(
            words.field("lead_organisation_id", language),
            [organisation_name(language, delegation.lead_organisation)],
        )
        if head is not None:
            yield fact(
                words.word(Function.HEAD, language),
                [
                    with_title(language, head.person),
                    organisation_name(language, head.person.organisation),
                ],
            )
        if hotel is not None:
            yield fact(
                words.word(ItemKind.HOTEL, language),
                [place_name(language, hotel), *addresses(language, hotel), hotel.phone],
            )
        yield fact(
            words.word(Involvement.CONTACT, language),
            [with_phone(language, person) for person in usual],
        )
        yield fact(
            words.kind("emergency_contact", language),
            [
                " ".join(_given(contact.name.best(language.code), contact.phone, contact.note))
                for contact in delegation.emergency_contacts
            ],
        )

    def _days(self, rows: Rows) -> Iterator[Data]:
        for on, data in dated_rows(rows, self.reader.items):
            yield (
                data
                if on is None
                else data
                | {
                    "beside": self._beside(on),
                    "night": self._night(on),
                }
            )

    def _beside(self, on: date) -> str:
        """Number the day as readers of each country do: by the visit, or by the week."""
        start = self.delegation.start
        if self.language.locale.language == "da":
            return week(self.language, on)
        if start is None or not start <= on <= (self.delegation.end or on):
            return ""
        number = (on - start).days + 1
        return self.language.pgettext("document", "Day {number}").format(number=number)

    def _night(self, on: date) -> str:
        """Say where the night after a day is spent; nothing where that is not known."""
        language = self.language
        spent = [
            item
            for item in self.reader.items
            if item.start.date and item.end.date and item.start.date <= on < item.end.date
        ]
        spent = [item for item in spent if not item.is_cancelled]
        if any(item.kind == ItemKind.FLIGHT and _takes_the_night(item) for item in spent):
            return language.pgettext("document", "Overnight in flight")
        hotels = [item.place for item in spent if item.kind == ItemKind.HOTEL and item.place]
        start, end = self.delegation.start, self.delegation.end
        if not hotels and self.delegation.hotel and start and end and start <= on < end:
            hotels = [self.delegation.hotel]
        names = dict.fromkeys(place_name(self.language, place) for place in hotels)
        if not any(names):
            return ""
        text = language.pgettext("document", "Overnight: {hotel}")
        return text.format(hotel=" / ".join(filter(None, names)))

    def _participants(self) -> Data:
        language = self.language
        shown = {person.id for person in self.reader.people}
        members = [
            member
            for member in self.delegation.ordered_members()
            if member.function not in _HELPING and (not shown or member.person_id in shown)
        ]
        rows = []
        for number, member in enumerate(members, 1):
            title = member.person.title.best(language.code)
            function = words.word(Function(member.function), language)
            told = member.function in _PLAIN or function.casefold() in title.casefold()
            rows.append(
                [
                    cell(str(number)),
                    cell(
                        display(language, member.person),
                        strong=self.reader.is_person(member.person_id),
                    ),
                    cell(title, soft=[] if told else [function]),
                    cell(organisation_name(language, member.person.organisation)),
                ]
            )
        return table(
            language.pgettext("document", "Participants"),
            [
                language.pgettext("document", "No."),
                language.pgettext("document", "Name"),
                language.pgettext("document", "Title"),
                words.kind("organisation", language),
            ],
            [0.6, 3, 3.6, 3.8],
            rows,
        )

    def _groups(self) -> Data:
        language = self.language
        rows = [
            [
                cell(group.label().best(language.code)),
                cell(listed(language, (display(language, one) for one in people))),
            ]
            for group in self.delegation.groups
            if (people := people_of(self.delegation, group)) and self.reader.group is None
        ]
        return table(
            language.pgettext("document", "Groups"),
            [words.kind("group", language), language.pgettext("document", "Members")],
            [3, 8],
            rows,
        )

    def _contacts(self) -> Data:
        language = self.language
        team = {m.person_id: m.person for m in self.delegation.members if m.function in _HELPING}
        called = {
            link.person_id: link.person
            for item in self.reader.items
            for link in item.people
            if link.involvement in _CALLED
        }
        people = sorted((team | called).values(), key=lambda one: person_sort_key(language, one))
        rows = [
            [
                cell(display(language, person)),
                cell(person.title.best(language.code)),
                cell(organisation_name(language, person.organisation)),
                cell(person.mobile),
            ]
            for person in people
        ]
        return table(
            language.pgettext("document", "Local team and contacts"),
            [
                language.pgettext("document", "Name"),
                language.pgettext("document", "Title"),
                words.kind("organisation", language),
                words.field("phone", language),
            ],
            [3, 3.4, 3, 2.2],
            rows,
            [person.id for person in people],
        )

    def _usual_contacts(self) -> list[Person]:
        """Give the contacts of most items: the cover names them once for all of those."""
        found = {
            tuple(person.id for person in people): people
            for item in self.reader.items
            if (people := item.involved(Involvement.CONTACT))
        }
        counts = Counter(
            tuple(person.id for person in item.involved(Involvement.CONTACT))
            for item in self.reader.items
        )
        ids, count = max(
            ((ids, counts[ids]) for ids in found), key=lambda pair: pair[1], default=((), 0)
        )
        return found[ids] if count > len(self.reader.items) / 2 else []

    def _travelling(self) -> Iterator[Person]:
        return (m.person for m in self.delegation.members if m.function not in _HELPING)

    def _first_and_last(self) -> tuple[date | None, date | None]:
        placed = [item for item in self.reader.items if item.start.date]
        starts = [item.start.date for item in placed if item.start.date]
        ends = [item.end.date for item in placed if item.end.date]
        return min(starts, default=None), max(starts + ends, default=None)


def _takes_the_night(item: Item) -> bool:
    minutes = minutes_between(item.start, item.end)
    return minutes is None or minutes >= _NIGHT_MINUTES


def _given(*texts: str) -> list[str]:
    return [text for text in texts if text]
