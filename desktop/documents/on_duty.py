"""The programme as those need it who help on the way: drivers and interpreters."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desktop import words
from desktop.documents.audience import Reader, reader_of
from desktop.documents.changes import Changes
from desktop.documents.document import Data, Document
from desktop.documents.items import Rows, dated_rows
from desktop.documents.opening import opening, titled
from desktop.documents.people import listed, organisation_name, place_name, with_phone
from desktop.documents.programme import changes_of, clocks_of
from desktop.documents.programme_lists import HELPING
from desktop.documents.sheet import cell, fact, facts, table
from desktop.documents.times import Clocks
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Person, Place
from desktop.domain.codes import Involvement, ItemKind
from desktop.domain.comparing import concerned
from desktop.domain.paper import Stand
from desktop.language import Language
from desktop.language.names import display, spoken_languages

# The language in which a driver reads the name of a place, by its country.
_LOCAL = {"JP": "ja", "DK": "da"}
_NO_PASSENGERS = (Involvement.HOST, Involvement.CONTACT, Involvement.DRIVER)
_HEARD = (Involvement.HOST, Involvement.SPEAKER)


def for_drivers(material: Material, wish: Wish, language: Language) -> Document:
    """Give what a driver needs: when, from where to where in local script, whom, and whom to call.

    Raises Problem `record_gone` when the person or group is not part of the visit.
    """
    title = language.pgettext("document", "Programme for drivers")
    duty = _Duty.of(material, wish, language)
    return duty.document("driver", title, wish, _is_driven, duty.ride)


def for_interpreters(material: Material, wish: Wish, language: Language) -> Document:
    """Give what an interpreter prepares: languages, topics, names and how they are read.

    Raises Problem `record_gone` when the person or group is not part of the visit.
    """
    title = language.pgettext("document", "Programme for interpreters")
    duty = _Duty.of(material, wish, language)
    return duty.document("interpreter", title, wish, _is_interpreted, duty.talk, duty.names())


@dataclass(frozen=True)
class _Duty:
    delegation: Delegation
    reader: Reader
    clocks: Clocks
    stand: Stand
    changes: Changes | None

    @classmethod
    def of(cls, material: Material, wish: Wish, language: Language) -> "_Duty":
        delegation = material.delegation()
        reader = reader_of(delegation, wish.audience)
        clocks = clocks_of(delegation, wish, language)
        changes = changes_of(material, wish, reader, clocks)
        return cls(delegation, reader, clocks, material.stand(), changes)

    @property
    def language(self) -> Language:
        return self.clocks.language

    def document(
        self,
        template: str,
        kind: str,
        wish: Wish,
        wanted: Callable[[Item], bool],
        told: Callable[[Item], Data],
        sections: Iterable[Data] = (),
    ) -> Document:
        language = self.language
        every = self.reader.items if self.changes is None else self.changes.items()
        items = {item.id: item for item in every if wanted(item)}
        rows = Rows(self.clocks, brief=True, changes=self.changes)
        days = [
            data | {"items": [row | told(items[row["key"]]) for row in data["items"]]}
            for _, data in dated_rows(rows, items.values())
        ]
        nothing = language.pgettext("document", "The programme has no such items.")
        data = opening(self.delegation, self.reader, language, self.stand, kind, wish.on) | {
            "facts": facts("", self._cover())["facts"],
            "days": days,
            "columns": self._columns(template),
            "empty": "" if days else nothing,
            "sections": [section for section in sections if section["rows"]],
        }
        return Document(template, data, language, titled(data), wish.on)

    def ride(self, item: Item) -> Data:
        """Tell of one drive."""
        language, number = self.language, len(self._passengers(item))
        on_board = language.npgettext(
            "document", "{number} passenger", "{number} passengers", number
        )
        places = [item.place, item.end_place if item.end_place_id != item.place_id else None]
        label = language.pgettext("document", "Driver:")
        return {
            "stops": [self._stop(place) for place in places if place is not None],
            "vehicle": place_name(language, item.vehicle) or item.transport,
            "passengers": on_board.format(number=number) if number else "",
            "driver": self._called(item, Involvement.DRIVER, label),
            "contact": self._called(
                item, Involvement.CONTACT, language.pgettext("document", "Contact:")
            ),
            "notes": item.printed_note.best(language.code).splitlines(),
        }

    def talk(self, item: Item) -> Data:
        """Tell of one conversation that is interpreted."""
        language, code = self.language, self.language.code
        interpreters = item.involved(Involvement.INTERPRETER)
        return {
            "languages": listed(language, spoken_languages(language, item.language)),
            "interpreters": {
                "label": language.pgettext("document", "Interpreter:"),
                "lines": [display(language, person) for person in interpreters],
            },
            "people": [
                self._heard(link.person) for link in item.people if _speaks(link.involvement)
            ],
            "topics": {
                "label": language.pgettext("document", "Topics:"),
                "lines": item.topics.best(code).splitlines(),
            },
            "questions": {
                "label": words.field("questions", language),
                "lines": item.questions.best(code).splitlines(),
            },
            "notes": item.printed_note.best(code).splitlines(),
        }

    def names(self) -> Iterator[Data]:
        """List the travellers with every form of their names."""
        language = self.language
        members = [m for m in self.delegation.ordered_members() if m.function not in HELPING]
        rows = [
            [
                cell(str(number)),
                cell(member.person.name_ja, soft=[_reading(member.person)]),
                cell(_latin(member.person)),
                cell(
                    member.person.title.best(language.code),
                    soft=[organisation_name(language, member.person.organisation)],
                ),
            ]
            for number, member in enumerate(members, 1)
        ]
        yield table(
            language.pgettext("document", "Names of the participants"),
            [
                language.pgettext("document", "No."),
                language.pgettext("document", "Japanese name and reading"),
                language.pgettext("document", "Name in Latin letters"),
                language.pgettext("document", "Title"),
            ],
            [0.6, 3.2, 3, 4.2],
            rows,
        )

    def _columns(self, template: str) -> list[str]:
        language = self.language
        when = language.pgettext("document", "Local time")
        if template == "driver":
            route = language.pgettext("document", "From and to")
            return [when, route, language.pgettext("document", "Vehicle and contacts")]
        notes = language.pgettext("document", "Terms and notes")
        return [when, language.pgettext("document", "Item"), notes]

    def _cover(self) -> Iterator[Data]:
        language = self.language
        contacts = {
            person.id: person
            for item in self.delegation.items
            for person in item.involved(Involvement.CONTACT)
        }
        told = [with_phone(language, person) for person in contacts.values() if person.mobile]
        yield fact(words.word(Involvement.CONTACT, language), told)
        yield fact(
            words.kind("emergency_contact", language),
            [
                " ".join(filter(None, (contact.name.best(language.code), contact.phone)))
                for contact in self.delegation.emergency_contacts
            ],
        )

    def _stop(self, place: Place) -> Data:
        """Name a place as its signs do and, where that differs, as the reader does."""
        language = self.language
        own = place_name(language, place)
        code = _LOCAL.get(place.country)
        local = getattr(place.name, code) if code else ""
        return {
            "key": place.id,
            "name": local or own,
            "address": place.address_local or place.address_latin,
            "phone": place.phone,
            "own": "" if local in ("", own) else own,
        }

    def _called(self, item: Item, involvement: Involvement, label: str) -> Data:
        people = [with_phone(self.language, person) for person in item.involved(involvement)]
        return {"label": label, "lines": people}

    def _passengers(self, item: Item) -> frozenset[str]:
        """Whom the item concerns, but for those who stay where they are, and the driver."""
        staying = {link.person_id for link in item.people if link.involvement in _NO_PASSENGERS}
        taking_part = {
            link.person_id for link in item.people if link.involvement not in _NO_PASSENGERS
        }
        return concerned(item, self.delegation) - (staying - taking_part)

    def _heard(self, person: Person) -> Data:
        language = self.language
        return {
            "key": person.id,
            "name": person.name_ja or _latin(person),
            "reading": _reading(person),
            "latin": _latin(person) if person.name_ja else "",
            "about": [
                text
                for text in (
                    person.title.best(language.code),
                    organisation_name(language, person.organisation),
                )
                if text
            ],
        }


def _is_driven(item: Item) -> bool:
    driven = item.vehicle_id is not None or bool(item.involved(Involvement.DRIVER))
    return driven or item.kind == ItemKind.TRANSFER


def _is_interpreted(item: Item) -> bool:
    return item.interpreted or bool(item.involved(Involvement.INTERPRETER))


def _speaks(involvement: str) -> bool:
    return involvement in _HEARD


def _latin(person: Person) -> str:
    return display(Language.of("en"), person)


def _reading(person: Person) -> str:
    """How a name is read; nothing where it is written in kana already."""
    parts = (re.sub(r"[\s・＝=]", "", text) for text in (person.kana, person.name_ja))
    return "" if len({*parts}) == 1 else person.kana
