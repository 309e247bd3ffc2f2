"""The briefing sheet of a meeting: what it is for, who sits across, and what to say there."""

import re
from collections.abc import Callable, Iterable, Iterator

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import (
    addresses,
    joined,
    listed,
    organisation_name,
    place_name,
    polite,
    with_phone,
)
from desktop.documents.sheet import cell, fact, facts, table
from desktop.documents.times import Clocks
from desktop.documents.visit import attending, chosen, host_of, paper, subjects, title
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Organisation, Person
from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.language import Language
from desktop.language.dates import day_heading_official
from desktop.language.names import display, spoken_languages

_BULLETED = re.compile(r"^\s*(?:[-–*]\s+|[•・■○●]\s*)")

_BRIEFED = frozenset(
    {
        ItemKind.MEETING,
        ItemKind.COURTESY_CALL,
        ItemKind.VISIT,
        ItemKind.LAB_TOUR,
        ItemKind.WORKSHOP,
        ItemKind.WORKING_SESSION,
        ItemKind.ROUND_TABLE,
        ItemKind.CONFERENCE,
        ItemKind.MATCHMAKING,
        ItemKind.ONLINE,
        ItemKind.CEREMONY,
    }
)


def is_briefed(item: Item) -> bool:
    """Whether an item has a briefing sheet: a meeting, or anything with a purpose."""
    return item.kind in _BRIEFED or bool(item.purpose or item.questions)


meetings = subjects(is_briefed)
"""The meetings that a briefing sheet can be about."""


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the briefing sheet of one meeting, or of all, each on a page of its own."""
    delegation = material.delegation()
    kind = language.pgettext("document", "Briefing sheet")
    clocks = Clocks(language, delegation.visit_zone, delegation.home_zone)
    found = [_meeting(delegation, item, clocks) for item in chosen(delegation, wish, is_briefed)]
    return paper(
        material,
        wish,
        language,
        kind,
        (),
        template="briefing",
        meetings=found,
        notes=language.pgettext("document", "Notes"),
    )


def _meeting(delegation: Delegation, item: Item, clocks: Clocks) -> Data:
    language = clocks.language
    hosts, ours = item.involved(Involvement.HOST), attending(delegation, item)
    body = host_of(item)
    counterpart = language.pgettext("document", "Counterpart")
    sections = [
        _lines(words.field("purpose", language), item.purpose.best(language.code)),
        _people(counterpart, hosts, language, polite),
        _lines(words.field("topics", language), item.topics.best(language.code)),
        _lines(words.field("questions", language), item.questions.best(language.code)),
        _lines(words.field("internal_note", language), item.internal_note),
        # A long list runs on, lest it leave half a page empty; one's own side has no honorifics.
        _people(language.pgettext("document", "Our participants"), ours, language, display)
        | {"together": False},
    ]
    tentative = item.status == ItemStatus.TENTATIVE
    return {
        "key": item.id,
        "title": title(language, item),
        "kind": words.word(ItemKind(item.kind), language),
        "mark": words.word(ItemStatus.TENTATIVE, language) if tentative else "",
        "facts": facts("", _facts(item, clocks, counterpart, body, hosts, ours))["facts"],
        "sections": [
            part | {"key": number}
            for number, part in enumerate(sections)
            if part.get("rows") or part.get("lines")
        ],
    }


def _facts(
    item: Item,
    clocks: Clocks,
    counterpart: str,
    body: Organisation | None,
    hosts: list[Person],
    ours: list[Person],
) -> Iterator[Data]:
    language = clocks.language
    on = item.start.date
    times = (joined(language, (one["text"], one["tail"])) for one in clocks.lines(item))
    yield fact(
        language.pgettext("document", "Time"),
        [day_heading_official(language, on) if on else "", *times],
    )
    yield fact(
        words.field("place_id", language),
        [place_name(language, item.place), item.room, *addresses(language, item.place)],
    )
    yield fact(counterpart, [organisation_name(language, body)])
    if hosts and ours:
        yield fact(
            language.pgettext("document", "Level"),
            [_rank(language, hosts[0]), f"⇔ {_rank(language, ours[0])}"],
        )
    yield fact(
        words.field("language", language),
        [listed(language, spoken_languages(language, item.language))],
    )
    yield fact(
        words.word(Involvement.INTERPRETER, language),
        [with_phone(language, person) for person in item.involved(Involvement.INTERPRETER)]
        or [language.pgettext("document", "with interpretation") if item.interpreted else ""],
    )
    yield fact(
        words.word(Involvement.CONTACT, language),
        [with_phone(language, person) for person in item.involved(Involvement.CONTACT)],
    )
    yield fact(words.field("dress", language), [item.dress.best(language.code)])
    yield fact(words.field("gift", language), [item.gift])


def _rank(language: Language, person: Person) -> str:
    return person.title.best(language.code) or display(language, person)


def _people(
    heading: str,
    people: Iterable[Person],
    language: Language,
    named: Callable[[Language, Person], str],
) -> Data:
    return table(
        heading,
        [
            language.pgettext("document", "Name"),
            language.pgettext("document", "Title"),
            words.kind("organisation", language),
        ],
        [3.3, 2.9, 4],
        [
            [
                cell(named(language, person), strong=True),
                cell(person.title.best(language.code)),
                cell(organisation_name(language, person.organisation)),
            ]
            for person in people
        ],
    )


def _lines(heading: str, text: str) -> Data:
    """Give a section of plain lines; a list keeps its points, without the bullets as typed."""
    lines = [line for line in text.splitlines() if line.strip()]
    return {
        "kind": "lines",
        "heading": heading,
        "bullets": len(lines) > 1,
        "lines": [_BULLETED.sub("", line).strip() for line in lines],
    }
