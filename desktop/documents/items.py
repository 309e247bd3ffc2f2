"""Programme items as rows of a paper, in whatever record they stand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from desktop import words
from desktop.documents.changes import Changes
from desktop.documents.document import Data, texts_in
from desktop.documents.people import (
    addresses,
    exception,
    joined,
    listed,
    organisation_name,
    place_name,
    with_exception,
    with_phone,
    with_title,
)
from desktop.documents.times import Clocks
from desktop.domain import DayPart, Group, Item, Person, Place
from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.domain.item import days
from desktop.domain.time import minutes_between
from desktop.language import Language
from desktop.language.dates import day_heading_official, duration
from desktop.language.names import display, spoken_languages

_TRAVEL = (ItemKind.FLIGHT, ItemKind.TRAIN)
_AT_TABLE = (ItemKind.MEAL, ItemKind.DINNER, ItemKind.RECEPTION)
# What needs no venue to be complete.
_ANYWHERE = (*_TRAVEL, ItemKind.TRANSFER, ItemKind.FREE, ItemKind.FREE_LUNCH, ItemKind.ONLINE)
_BULLETED = re.compile(r"^\s*(?:[-–*]\s+|[•・■○●]\s*)")
# A row is kept on one page unless it could be taller than one.
_LONG = 1500
# So many may be named as missing from an item that names nearly everyone.
_FEW = 2


@dataclass
class Rows:
    """Turns items into rows; an address is written where a place first comes up in a day.

    `members` are those who "everyone" is; `usual` are the identities of the contacts that the
    cover names for every item; `reader` is the one person the paper is for; `links` says whether
    addresses of video meetings may be on it, `helpers` whether those who interpret, drive and can
    be called, and the ways to travel, `inside` whether notes of the office; a `brief` row tells
    no more than when, what and where. `unnamed` is a place that is not told. `changes` marks what
    has changed.
    """

    clocks: Clocks
    members: tuple[Person, ...] = ()
    usual: tuple[str, ...] = ()
    reader: str | None = None
    links: bool = False
    helpers: bool = True
    inside: bool = False
    brief: bool = False
    unnamed: str | None = None
    changes: Changes | None = None
    _addressed: set[str] = field(default_factory=set)

    @property
    def language(self) -> Language:
        """The language of the paper."""
        return self.clocks.language

    def day(self, items: Iterable[Item]) -> list[Data]:
        """Give the rows of one day; a part of a block knows how deep it stands in it."""
        self._addressed.clear()
        depths: dict[str, int] = {}
        rows = []
        for item in items:
            depths[item.id] = depth = depths.get(item.parent_id or "", -1) + 1
            rows.append(self._row(item, depth))
        return rows

    def _row(self, item: Item, depth: int) -> Data:
        code = self.language.code
        gone = self.changes is not None and self.changes.is_gone(item)
        row: Data = {
            "key": item.id,
            "times": [
                line for line in self.clocks.lines(item) if not (self.brief and line["abroad"])
            ],
            "title": self._title(item),
            "cancelled": item.is_cancelled or gone,
            "marks": list(self._marks(item)),
            "changes": self.changes.labels(item) if self.changes else [],
            "changed": self.changes is not None and self.changes.marks(item),
            "was": self.changes.earlier_times(item) if self.changes else [],
            "groups": [group.label().best(code) for group in _groups(item)],
            "facts": [
                kept
                for line in (() if self.brief else self._facts(item))
                if (kept := [one for one in line if one["lines"]])
            ],
            "topics": None if self.brief else self._topics(item),
            "notes": [] if self.brief else item.printed_note.best(code).splitlines(),
            "place": list(self._place(item)),
            "depth": depth,
        }
        row["breakable"] = sum(map(len, texts_in(row))) > _LONG
        return row

    def _title(self, item: Item) -> str:
        title = item.title.best(self.language.code)
        title = title or words.word(ItemKind(item.kind), self.language)
        if not item.alternative:
            return title
        remark = words.field("alternative", self.language)
        text = self.language.gettext("{text} ({remark})")
        return text.format(text=title, remark=remark[:1].lower() + remark[1:])

    def _marks(self, item: Item) -> Iterator[str]:
        if item.status in (ItemStatus.TENTATIVE, ItemStatus.CANCELLED):
            yield words.word(ItemStatus(item.status), self.language)
        if item.closed_to_media:
            yield words.field("closed_to_media", self.language)

    def _facts(self, item: Item) -> Iterator[list[Data]]:
        """Give what is to be known of the item, line by line; a line may hold several things."""
        language = self.language
        yield [_fact("tbc", "", self._open(item))]
        if self.helpers:
            vehicle = language.pgettext("document", "Vehicle:")
            yield [_fact("travel", "", self._travel(item))]
            yield [_fact("vehicle", vehicle, [place_name(language, item.vehicle)])]
        yield [_fact("host", self._host_label(item), self._hosts(item))]
        yield [_fact("speaker", "", self._speakers(item))]
        present = language.pgettext("document", "Participants:")
        yield [_fact("participants", present, [self._participants(item)])]
        dress = language.pgettext("document", "Dress:")
        yield [
            _fact("language", language.pgettext("document", "Language:"), [self._spoken(item)]),
            _fact("dress", dress, [item.dress.best(language.code)]),
        ]
        if self.helpers:
            yield from self._helping(item)
        if self.links:
            link = language.pgettext("document", "Link:")
            yield [_fact("link", link, [item.meeting_link])]
        if self.inside:
            yield from self._inside(item)

    def _helping(self, item: Item) -> Iterator[list[Data]]:
        language = self.language
        interpreter = language.pgettext("document", "Interpreter:")
        yield [self._called(item, Involvement.INTERPRETER, interpreter)]
        if tuple(person.id for person in item.involved(Involvement.CONTACT)) != self.usual:
            contact = language.pgettext("document", "Contact:")
            yield [self._called(item, Involvement.CONTACT, contact)]
        driver = language.pgettext("document", "Driver:")
        yield [self._called(item, Involvement.DRIVER, driver)]

    def _inside(self, item: Item) -> Iterator[list[Data]]:
        """Give what only the office is to know."""
        language, code = self.language, self.language.code
        for name, text in (
            ("purpose", item.purpose.best(code)),
            ("questions", item.questions.best(code)),
            ("gift", item.gift),
            ("internal_note", item.internal_note),
        ):
            label = language.pgettext("document", "{label}:").format(
                label=words.field(name, language)
            )
            yield [_fact(name, label, text.splitlines())]

    def _open(self, item: Item) -> list[str]:
        """Say what is still to be settled, as English programmes do in brackets."""
        if item.is_cancelled or item.kind in _ANYWHERE or item.start.part != DayPart.TBC:
            return []
        settled = item.place is not None or item.room or item.meeting_link
        if settled or item.printed_time:
            return []
        return [self.language.pgettext("document", "(Time and venue to be confirmed)")]

    def _host_label(self, item: Item) -> str:
        if item.kind in _AT_TABLE:
            return self.language.pgettext("document", "Hosted by:")
        return self.language.pgettext("document", "Host:")

    def _topics(self, item: Item) -> Data | None:
        told = _without_bullets(item.topics.best(self.language.code))
        label = self.language.pgettext("document", "Topics:")
        return _fact("topics", label, told) if told else None

    def _travel(self, item: Item) -> list[str]:
        told = [item.transport]
        minutes = minutes_between(item.start, item.end)
        if item.kind in _TRAVEL and minutes is not None and minutes > 0:
            told.append(duration(self.language, minutes))
        return [joined(self.language, told)]

    def _hosts(self, item: Item) -> list[str]:
        """Name the host's body first, then its people; of another body, with that."""
        people = item.involved(Involvement.HOST)
        host = item.host_organisation
        if host is None and len({person.organisation_id for person in people}) == 1:
            host = people[0].organisation
        told = [organisation_name(self.language, host)]
        for person in people:
            elsewhere = host is None or person.organisation_id != host.id
            body = organisation_name(self.language, person.organisation if elsewhere else None)
            told.append(listed(self.language, (with_title(self.language, person), body)))
        return told

    def _speakers(self, item: Item) -> list[str]:
        text = self.language.pgettext("document", "Speaker: {name}")
        speakers = item.involved(Involvement.SPEAKER)
        return [text.format(name=with_title(self.language, person)) for person in speakers]

    def _called(self, item: Item, involvement: Involvement, label: str) -> Data:
        people = item.involved(involvement)
        named = [with_phone(self.language, person) for person in people]
        return _fact(involvement.value, label, named)

    def _participants(self, item: Item) -> str:
        """Name those who take part; of everyone, only those who come late or leave early.

        Where nearly all are named one by one, the few who are missing are named instead. A paper
        for one person names that person only to say when they come or go.
        """
        involved = [link for link in item.people if link.involvement == Involvement.PARTICIPANT]
        present = {link.person_id for link in involved}
        missing = [person for person in self.members if person.id not in present]
        nearly_all = not item.groups and len(missing) <= _FEW < len(present)
        told = []
        if nearly_all and missing and not item.everyone:
            names = listed(self.language, (display(self.language, one) for one in missing))
            text = self.language.pgettext("document", "all except {names}")
            told.append(text.format(names=names))
        for link in involved:
            silent = item.everyone or nearly_all or link.person_id == self.reader
            if not silent or exception(self.language, link):
                told.append(with_exception(self.language, link))
        return listed(self.language, told)

    def _spoken(self, item: Item) -> str:
        """Name the languages whose codes are given; anything else is printed as it stands."""
        named = listed(self.language, spoken_languages(self.language, item.language))
        interpreted = self.language.pgettext("document", "with interpretation")
        return joined(self.language, [named, interpreted if item.interpreted else ""])

    def _place(self, item: Item) -> Iterator[Data]:
        if self.unnamed is not None and self.unnamed in (item.place_id, item.end_place_id):
            return
        moves = item.end_place is not None and item.end_place_id != item.place_id
        addressed = item.kind not in _TRAVEL and not self.brief
        if item.place is not None:
            yield from self._where(item.place, item.room, "", addressed=addressed)
        elif item.room:
            yield _place_line("room", item.room)
        if moves and item.end_place is not None:
            yield from self._where(item.end_place, "", "→ ", addressed=addressed)

    def _where(self, place: Place, room: str, before: str, *, addressed: bool) -> Iterator[Data]:
        key = f"{before}{place.id}"
        yield _place_line(key, before + place_name(self.language, place))
        if room:
            yield _place_line("room", room)
        if addressed and place.id not in self._addressed:
            self._addressed.add(place.id)
            found = addresses(self.language, place) or [place.city.best(self.language.code)]
            for address in filter(None, found):
                # The local address is the same in every language; it is not told twice.
                local = address == place.address_local
                yield _place_line(f"{key} {'local' if local else 'latin'}", address, soft=True)


def columns(language: Language) -> list[str]:
    """Name the columns of a programme."""
    return [
        language.pgettext("document", "Local time"),
        language.pgettext("document", "Item"),
        language.pgettext("document", "Place"),
    ]


def dated_rows(rows: Rows, items: Iterable[Item]) -> Iterator[tuple[date | None, Data]]:
    """Give each day with its heading, its cities and its rows; items without a day come last."""
    language = rows.language
    for on, found in days(items):
        placed = [item for item in found if not item.is_cancelled]
        places = [place for item in placed for place in (item.place, item.end_place)]
        cities = dict.fromkeys(place.city.best(language.code) for place in places if place)
        heading = language.pgettext("document", "Not yet placed")
        yield (
            on,
            {
                "key": on.isoformat() if on else "",
                "heading": day_heading_official(language, on) if on else heading,
                "beside": "",
                "where": listed(language, cities),
                "items": rows.day(_side_by_side(found)),
                "night": "",
            },
        )


def _groups(item: Item) -> list[Group]:
    return sorted((link.group for link in item.groups), key=lambda group: group.position)


def _side_by_side(items: Sequence[Item]) -> Iterator[Item]:
    """Put parallel items, each with its parts, in the order of their groups."""
    known = {item.id for item in items}
    parts: dict[str | None, list[Item]] = {}
    for item in items:
        parts.setdefault(item.parent_id if item.parent_id in known else None, []).append(item)

    def within(block: str | None) -> Iterator[Item]:
        siblings = parts.pop(block, [])
        for _, together in groupby(siblings, key=lambda item: (item.start, item.position)):
            for item in sorted(together, key=lambda item: [g.position for g in _groups(item)]):
                yield item
                yield from within(item.id)

    yield from within(None)
    # Blocks that name each other as parent belong to none, and are printed all the same.
    yield from (item for left in parts.values() for item in left)


def _fact(key: str, label: str, lines: Iterable[str]) -> Data:
    return {"key": key, "label": label, "lines": [line for line in lines if line]}


def _place_line(key: str, text: str, *, soft: bool = False) -> Data:
    return {"key": key, "text": text, "soft": soft}


def _without_bullets(text: str) -> list[str]:
    """Give the lines of a list without the bullets that were typed; the paper sets its own."""
    return [kept for line in text.splitlines() if (kept := _BULLETED.sub("", line).strip())]
