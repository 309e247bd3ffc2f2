"""What a restaurant is told about a group's food: how many need what, and never who."""

from collections import Counter
from collections.abc import Iterable

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import place_name
from desktop.documents.sheet import cell, table
from desktop.documents.visit import attending, paper, taking_place, title, travelling, when
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Person, Trilingual
from desktop.domain.codes import ItemKind
from desktop.language import Language

_MEALS = (ItemKind.MEAL, ItemKind.DINNER, ItemKind.RECEPTION)


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the dietary list, of the whole group and of each meal, without a name.

    Raises Problem `nothing_to_print` where nobody travels, or nobody needs anything.
    """
    delegation = material.delegation()
    people = [member.person for member in travelling(delegation)]
    kind = language.pgettext("document", "Dietary list")
    sections = [_whole(people, language), _meals(delegation, language)]
    return paper(material, wish, language, kind, sections if sections[0]["rows"] else ())


def _needs(people: Iterable[Person]) -> list[tuple[Trilingual, int]]:
    """Count each requirement, the most frequent first; the order is the same in each language."""
    counted = Counter(person.diet for person in people if person.diet)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0].parts()))


def _whole(people: list[Person], language: Language) -> Data:
    """Give how many need what, how many need nothing, and how many there are."""
    needs = _needs(people)
    rows = [[cell(need.best(language.code)), cell(str(number))] for need, number in needs]
    if rows:
        free = len(people) - sum(number for _, number in needs)
        if free:
            nothing = language.pgettext("document", "No special needs")
            rows.append([cell(nothing), cell(str(free))])
        total = language.pgettext("document", "Total")
        rows.append([cell(total, strong=True), cell(str(len(people)), strong=True)])
    return table(
        language.pgettext("document", "The whole group"),
        [words.field("diet", language), language.pgettext("document", "Number of persons")],
        [6, 3],
        rows,
    )


def _meals(delegation: Delegation, language: Language) -> Data:
    rows = []
    for item in taking_place(delegation):
        guests = attending(delegation, item)
        if item.kind not in _MEALS or not guests:
            continue
        text = language.pgettext("document", "{need}: {number}")
        needs = [
            text.format(need=need.best(language.code), number=number)
            for need, number in _needs(guests)
        ]
        day, time = when(language, item)
        rows.append(
            [
                cell(day, soft=[time]),
                cell(title(language, item), soft=[place_name(language, item.place)]),
                cell(str(len(guests))),
                cell(*(needs or [language.pgettext("document", "None")])),
            ]
        )
    return table(
        language.pgettext("document", "Meals"),
        [
            language.pgettext("document", "Time"),
            language.pgettext("document", "Meal"),
            language.pgettext("document", "Number of persons"),
            words.field("diet", language),
        ],
        [1.9, 4.4, 1.3, 3.4],
        rows,
    )
