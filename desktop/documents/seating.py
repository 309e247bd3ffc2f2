"""A proposal for who sits where: two sides of a table that face each other, by rank."""

from collections import deque
from collections.abc import Iterator, Sequence

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import organisation_name, place_name
from desktop.documents.sheet import fact, facts
from desktop.documents.visit import attending, chosen, host_of, paper, subjects, title, when
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Item, Person
from desktop.domain.codes import Involvement, ItemKind, ItemStatus
from desktop.language import Language
from desktop.language.dates import day_heading_official
from desktop.language.names import display

_SEATED = frozenset(
    {
        ItemKind.MEETING,
        ItemKind.COURTESY_CALL,
        ItemKind.WORKING_SESSION,
        ItemKind.ROUND_TABLE,
        ItemKind.CEREMONY,
        ItemKind.MEAL,
        ItemKind.DINNER,
    }
)


def is_seated(item: Item) -> bool:
    """Whether people sit down to an item by rank."""
    return item.kind in _SEATED


meetings = subjects(is_seated)
"""The meals and meetings that a seating plan can be about."""


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the seating plan of one meal or meeting, or of all, each on a page of its own."""
    delegation = material.delegation()
    found = [_plan(delegation, item, language) for item in chosen(delegation, wish, is_seated)]
    return paper(
        material,
        wish,
        language,
        language.pgettext("document", "Seating plan"),
        (),
        template="seating",
        meetings=found,
        guests=language.pgettext("document", "Guests"),
        hosts=language.pgettext("document", "Hosts (on the side of the entrance)"),
        note=language.pgettext(
            "document",
            "This is a proposal. The guests sit away from the entrance; the highest in rank face "
            "each other in the middle, the others follow in turn to their right and left.",
        ),
    )


def seated(people: Sequence[Person], *, second_first: bool) -> tuple[list[Person], int]:
    """Put people, given by rank, along one side of a table, and tell where the first one sits.

    The second sits on the first one's right, the third on the left, and so on. `second_first`
    says that the right hand is towards the beginning of the list.
    """
    side = deque(people[:1])
    for number, person in enumerate(people[1:]):
        if (number % 2 == 0) == second_first:
            side.appendleft(person)
        else:
            side.append(person)
    return list(side), side.index(people[0]) if people else 0


def _plan(delegation: Delegation, item: Item, language: Language) -> Data:
    hosts = item.involved(Involvement.HOST)
    receiving = {person.id for person in hosts}
    guests = [person for person in attending(delegation, item) if person.id not in receiving]
    interpreters = item.involved(Involvement.INTERPRETER)
    tentative = item.status == ItemStatus.TENTATIVE
    host = organisation_name(language, host_of(item))
    place = place_name(language, item.place)
    on = item.start.date
    return {
        "key": item.id,
        "title": title(language, item),
        "kind": words.word(ItemKind(item.kind), language),
        "mark": words.word(ItemStatus.TENTATIVE, language) if tentative else "",
        "facts": facts(
            "",
            [
                fact(
                    language.pgettext("document", "Time"),
                    [day_heading_official(language, on) if on else "", when(language, item)[1]],
                ),
                fact(words.field("place_id", language), [place, item.room]),
                fact(words.field("host_organisation_id", language), [host]),
            ],
        )["facts"],
        "rows": list(_rows(guests, hosts, language)),
        # Where the programme names no hosts, their side is left to be filled in.
        "unknown": "" if hosts else host or language.pgettext("document", "To be named"),
        "behind": _behind(interpreters, language),
    }


def _rows(guests: list[Person], hosts: list[Person], language: Language) -> Iterator[Data]:
    """Give the two sides row by row, so that those who are highest in rank face each other.

    The guests look to the right of the page, so that their right hand is further down on it.
    """
    left, left_head = seated(guests, second_first=False)
    right, right_head = seated(hosts, second_first=True)
    head = max(left_head, right_head)
    after = max(len(left) - left_head, len(right) - right_head, 1)
    for row in range(head + after):
        yield {
            "guest": _seat(guests, left, row - head + left_head, language),
            "host": _seat(hosts, right, row - head + right_head, language),
            "head": row == head,
        }


def _seat(ranked: list[Person], side: list[Person], place: int, language: Language) -> Data | None:
    if not 0 <= place < len(side):
        return None
    person = side[place]
    return {
        "rank": str(ranked.index(person) + 1),
        "name": display(language, person),
        "title": person.title.best(language.code),
    }


def _behind(interpreters: list[Person], language: Language) -> list[Data]:
    """Give the interpreters, who sit behind those who are highest in rank."""
    role = words.word(Involvement.INTERPRETER, language)
    return [
        {"key": person.id, "name": display(language, person), "title": role}
        for person in interpreters
    ]
