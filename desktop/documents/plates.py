"""Name plates for the table and badges, to be cut out of sheets."""

from collections.abc import Iterable, Iterator

from desktop.documents.document import Data, Document
from desktop.documents.people import organisation_name, polite
from desktop.documents.visit import attending, chosen, paper, scripts, subjects, travelling
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, Item, Person
from desktop.domain.codes import Involvement
from desktop.language import Language


def has_people(item: Item) -> bool:
    """Whether somebody besides the delegation sits at an item."""
    return bool(item.involved(Involvement.HOST) or item.involved(Involvement.SPEAKER))


meetings = subjects(has_people)
"""The items whose hosts can have name plates too."""


def plates(material: Material, wish: Wish, language: Language) -> Document:
    """Give name plates that stand as tents, two a sheet: of the members, or of all at an item.

    Raises Problem `nothing_to_print` where there is nobody.
    """
    kind = language.pgettext("document", "Name plates")
    return _document(material, wish, language, "plates", kind)


def badges(material: Material, wish: Wish, language: Language) -> Document:
    """Give name badges of 90 × 55 mm; Problem `nothing_to_print` where there is nobody."""
    kind = language.pgettext("document", "Name badges")
    return _document(material, wish, language, "badges", kind)


def _document(
    material: Material, wish: Wish, language: Language, template: str, kind: str
) -> Document:
    people = {person.id: person for person in _people(material.delegation(), wish)}
    cards = list(_cards(people.values(), wish, language))
    return paper(material, wish, language, kind, (), template=template, cards=cards)


def _people(delegation: Delegation, wish: Wish) -> Iterator[Person]:
    if not wish.subject:
        yield from (member.person for member in travelling(delegation, wish.audience))
        return
    (item,) = chosen(delegation, wish, has_people)
    yield from item.involved(Involvement.HOST)
    yield from attending(delegation, item)
    yield from item.involved(Involvement.INTERPRETER)


def _cards(people: Iterable[Person], wish: Wish, language: Language) -> Iterator[Data]:
    for person in people:
        name, other = scripts(language, person)
        yield {
            "key": person.id,
            "name": polite(language, person) if Option.HONORIFICS in wish.options else name,
            "other": other,
            "title": person.title.best(language.code),
            "organisation": organisation_name(language, person.organisation),
        }
