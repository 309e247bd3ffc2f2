"""The thank-you list: who is written to after the visit, and for what."""

from desktop import words
from desktop.documents.document import Document
from desktop.documents.people import addresses, organisation_name, polite
from desktop.documents.sheet import cell, table
from desktop.documents.visit import BLANK, paper, taking_place, title
from desktop.documents.wish import Material, Wish
from desktop.domain import Item, Person
from desktop.domain.codes import Involvement
from desktop.language import Language
from desktop.language.dates import day_short


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give all who received the delegation or spoke to it, each once, in programme order.

    Raises Problem `nothing_to_print` where nobody did.
    """
    delegation = material.delegation()
    members = {member.person_id for member in delegation.members}
    people: dict[str, Person] = {}
    done: dict[str, list[Item]] = {}
    for item in taking_place(delegation):
        for person in (*item.involved(Involvement.HOST), *item.involved(Involvement.SPEAKER)):
            if person.id not in members:
                people[person.id] = person
                done.setdefault(person.id, []).append(item)
    thanked = table(
        language.pgettext("document", "To be thanked"),
        [
            language.pgettext("document", "Name"),
            words.kind("organisation", language),
            language.pgettext("document", "Visit"),
            language.pgettext("document", "Sent"),
        ],
        [2.8, 2.9, 4.9, 0.9],
        [
            [
                cell(
                    polite(language, person),
                    soft=[person.title.best(language.code)],
                    strong=True,
                ),
                cell(
                    organisation_name(language, person.organisation),
                    soft=addresses(language, person.organisation),
                ),
                cell(*(_told(item, language) for item in done[person.id])),
                cell(BLANK),
            ]
            for person in people.values()
        ],
        list(people),
    )
    kind = language.pgettext("document", "Thank-you list")
    return paper(material, wish, language, kind, [thanked] if people else ())


def _told(item: Item, language: Language) -> str:
    day = day_short(language, item.start.date) if item.start.date else ""
    return " ".join(filter(None, (day, title(language, item))))
