"""The printed programme of a delegation: for everyone, for one group, or for one person.

It has several forms: whole, a page a day, folded, for the press, and for the office alone. The
papers for drivers and interpreters are of another shape and stand in files of their own.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop import words
from desktop.documents.audience import Audience, Reader, reader_of
from desktop.documents.changes import Changes
from desktop.documents.document import Data, Document
from desktop.documents.items import Rows, columns, dated_rows
from desktop.documents.opening import first_and_last, opening, titled
from desktop.documents.people import (
    addresses,
    organisation_name,
    place_name,
    with_phone,
    with_title,
)
from desktop.documents.programme_lists import HELPING, lists
from desktop.documents.sheet import fact, facts
from desktop.documents.times import Clocks
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, Item, Person
from desktop.domain.codes import Function, Involvement, ItemKind
from desktop.domain.paper import Stand
from desktop.domain.time import minutes_between
from desktop.language import Language
from desktop.language.dates import week

# What the press is not told: how the guests travel and sleep, and what they do among themselves.
_NOT_FOR_THE_PRESS = (
    *(ItemKind.TRANSFER, ItemKind.FLIGHT, ItemKind.TRAIN, ItemKind.HOTEL, ItemKind.MEETING_POINT),
    *(ItemKind.FREE, ItemKind.FREE_LUNCH, ItemKind.PREPARATION, ItemKind.INTERNAL),
    ItemKind.BRIEFING,
)
# A flight that is shorter than this and ends on the next day still leaves a night in a bed.
_NIGHT_MINUTES = 240


@dataclass(frozen=True)
class Form:
    """One form of the programme: its template, and what it tells.

    `brief` tells of each item no more than when, what and where; `lists` are those at the end;
    `press` leaves out what is not for the press, `inside` tells what only the office is to know.
    """

    title: Callable[[Language], str]
    template: str = "programme"
    brief: bool = False
    lists: bool = True
    press: bool = False
    inside: bool = False


WHOLE = Form(lambda language: language.pgettext("document", "Visit programme"))
DAYS = Form(WHOLE.title, "days", lists=False)
FOLDED = Form(WHOLE.title, "folded", brief=True, lists=False)
PRESS = Form(lambda language: language.pgettext("document", "Programme for the press"), press=True)
INTERNAL = Form(lambda language: language.pgettext("document", "Internal programme"), inside=True)


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
    reader = reader_of(delegation, audience)
    clocks = Clocks(language, delegation.visit_zone, delegation.home_zone)
    return _Programme(delegation, reader, clocks, stand, WHOLE).document(on)


def made_as(form: Form) -> Callable[[Material, Wish, Language], Document]:
    """Give the maker of a form, for the catalogue."""

    def make(material: Material, wish: Wish, language: Language) -> Document:
        delegation = material.delegation()
        reader = reader_of(delegation, wish.audience)
        clocks = clocks_of(delegation, wish, language)
        changes = None if form.press else changes_of(material, wish, reader, clocks)
        paper = _Programme(
            delegation,
            reader,
            clocks,
            material.stand(),
            form,
            changes,
            listed=Option.CHANGES in wish.options,
        )
        return paper.document(wish.on)

    return make


def clocks_of(delegation: Delegation, wish: Wish, language: Language) -> Clocks:
    """Give the clocks of a paper, in the way that is wished for."""
    halves = Option.TWELVE_HOURS in wish.options
    return Clocks(language, delegation.visit_zone, delegation.home_zone, halves)


def changes_of(material: Material, wish: Wish, reader: Reader, clocks: Clocks) -> Changes | None:
    """Give what has changed for a reader, where the paper is compared with an edition."""
    source = material.source
    if source is None or source.comparison is None:
        return None
    struck = Option.STRUCK in wish.options
    return Changes(source.comparison, source.compared, reader, clocks, struck=struck)


@dataclass(frozen=True)
class _Programme:
    delegation: Delegation
    reader: Reader
    clocks: Clocks
    stand: Stand
    form: Form
    changes: Changes | None = None
    listed: bool = False

    @property
    def language(self) -> Language:
        return self.clocks.language

    def document(self, on: date) -> Document:
        data = self._data(on)
        return Document(self.form.template, data, self.language, titled(data), on)

    def _data(self, on: date) -> Data:
        language, delegation, form = self.language, self.delegation, self.form
        items, usual = self._items(), self._usual_contacts()
        rows = Rows(
            self.clocks,
            members=tuple(m.person for m in delegation.members if m.function not in HELPING),
            usual=tuple(person.id for person in usual),
            reader=self.reader.person.id if self.reader.person else None,
            links=not self.reader.is_everyone or form.inside,
            helpers=not form.press,
            inside=form.inside,
            brief=form.brief,
            unnamed=delegation.hotel_id if form.press else None,
            changes=self.changes,
        )
        nothing = language.pgettext("document", "The programme has no items yet.")
        closed = language.pgettext("document", "What is closed to the media is left out.")
        inside = language.pgettext("document", "INTERNAL")
        kind = form.title(language)
        return opening(delegation, self.reader, language, self.stand, kind, on) | {
            "internal": inside if form.inside else "",
            "purpose": [] if form.brief else delegation.purpose.best(language.code).splitlines(),
            "facts": facts("", self._cover(usual))["facts"],
            "note": "" if form.brief else self.clocks.note(*first_and_last(items)),
            "closed": closed if form.press else "",
            "marked": self.changes is not None,
            "columns": [] if form.brief else columns(language),
            "days": list(self._days(rows, items)),
            "empty": "" if items else nothing,
            "sections": list(self._sections(items)),
        }

    def _items(self) -> list[Item]:
        if self.changes is not None:
            return self.changes.items()
        if self.form.press:
            return for_the_press(self.delegation.items)
        return self.reader.items

    def _sections(self, items: list[Item]) -> Iterator[Data]:
        if self.form.lists:
            called = not self.form.press
            yield from lists(self.delegation, self.reader, items, self.language, called=called)
        if self.changes is not None and self.listed:
            found = self.changes.section()
            if found["rows"]:
                yield found

    def _cover(self, usual: list[Person]) -> Iterator[Data]:
        language, delegation = self.language, self.delegation
        head, hotel = delegation.with_function(Function.HEAD), delegation.hotel
        if not self.form.brief:
            yield fact(
                words.field("lead_organisation_id", language),
                [organisation_name(language, delegation.lead_organisation)],
            )
        if head is not None and not self.form.brief:
            yield fact(
                words.word(Function.HEAD, language),
                [
                    with_title(language, head.person),
                    organisation_name(language, head.person.organisation),
                ],
            )
        if self.form.press:
            return
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
                " ".join(
                    filter(None, (contact.name.best(language.code), contact.phone, contact.note))
                )
                for contact in delegation.emergency_contacts
            ],
        )
        if self.form.inside:
            yield fact(words.field("budget_holder", language), [delegation.budget_holder])
            yield fact(words.field("internal_note", language), [delegation.note])

    def _days(self, rows: Rows, items: list[Item]) -> Iterator[Data]:
        nights = [item for item in self.reader.items if _is_over_night(item)]
        for on, data in dated_rows(rows, items):
            if on is None:
                yield data
            else:
                night = "" if self.form.press else self._night(on, nights)
                yield data | {"beside": self._beside(on), "night": night}

    def _beside(self, on: date) -> str:
        """Number the day as readers of each country do: by the visit, or by the week."""
        start = self.delegation.start
        if self.language.locale.language == "da":
            return week(self.language, on)
        if start is None or not start <= on <= (self.delegation.end or on):
            return ""
        number = (on - start).days + 1
        return self.language.pgettext("document", "Day {number}").format(number=number)

    def _night(self, on: date, nights: list[Item]) -> str:
        """Say where the night after a day is spent; nothing where that is not known."""
        language = self.language
        spent = [
            item
            for item in nights
            if item.start.date and item.end.date and item.start.date <= on < item.end.date
        ]
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


def for_the_press(items: list[Item]) -> list[Item]:
    """Leave out what is not for the press, with all that is part of it, and what is called off."""
    known = {item.id: item for item in items}

    def is_open(item: Item, seen: frozenset[str]) -> bool:
        if item.closed_to_media or item.kind in _NOT_FOR_THE_PRESS or item.is_cancelled:
            return False
        block = known.get(item.parent_id or "")
        return block is None or block.id in seen or is_open(block, seen | {item.id})

    return [item for item in items if is_open(item, frozenset())]


def _is_over_night(item: Item) -> bool:
    first, last = item.start.date, item.end.date
    return first is not None and last is not None and first < last and not item.is_cancelled


def _takes_the_night(item: Item) -> bool:
    minutes = minutes_between(item.start, item.end)
    return minutes is None or minutes >= _NIGHT_MINUTES
