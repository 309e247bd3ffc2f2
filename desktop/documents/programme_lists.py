"""The lists at the end of a programme: who travels, in which groups, and whom to call."""

from collections.abc import Iterator

from desktop import words
from desktop.documents.audience import Reader, people_of
from desktop.documents.document import Data
from desktop.documents.people import listed, organisation_name
from desktop.documents.sheet import cell, table
from desktop.domain import Delegation, Item
from desktop.domain.codes import Function, Involvement
from desktop.language import Language
from desktop.language.names import display
from desktop.language.sorting import person_sort_key

HELPING = (Function.LOCAL_TEAM, Function.INTERPRETER)
"""Functions of those who do not travel with the others."""

_CALLED = (Involvement.CONTACT, Involvement.INTERPRETER, Involvement.DRIVER)
_PLAIN = (Function.MEMBER, *HELPING)


def lists(
    delegation: Delegation,
    reader: Reader,
    items: list[Item],
    language: Language,
    *,
    called: bool = True,
) -> Iterator[Data]:
    """Give the tables that have rows; whom to call, with the numbers, only where `called`."""
    found = [_participants(delegation, reader, language), _groups(delegation, reader, language)]
    if called:
        found.append(_contacts(delegation, items, language))
    yield from (section for section in found if section["rows"])


def _participants(delegation: Delegation, reader: Reader, language: Language) -> Data:
    shown = {person.id for person in reader.people}
    members = [
        member
        for member in delegation.ordered_members()
        if member.function not in HELPING and (not shown or member.person_id in shown)
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
                    strong=reader.is_person(member.person_id),
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


def _groups(delegation: Delegation, reader: Reader, language: Language) -> Data:
    rows = [
        [
            cell(group.label().best(language.code)),
            cell(listed(language, (display(language, one) for one in people))),
        ]
        for group in delegation.groups
        if (people := people_of(delegation, group)) and reader.group is None
    ]
    return table(
        language.pgettext("document", "Groups"),
        [words.kind("group", language), language.pgettext("document", "Members")],
        [3, 8],
        rows,
    )


def _contacts(delegation: Delegation, items: list[Item], language: Language) -> Data:
    team = {m.person_id: m.person for m in delegation.members if m.function in HELPING}
    called = {
        link.person_id: link.person
        for item in items
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
