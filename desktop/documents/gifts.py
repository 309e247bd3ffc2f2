"""The list of gifts: which gift goes where, and who receives it."""

from desktop import words
from desktop.documents.document import Document
from desktop.documents.people import listed, organisation_name, polite
from desktop.documents.sheet import cell, table
from desktop.documents.visit import host_of, paper, taking_place, title, when
from desktop.documents.wish import Material, Wish
from desktop.domain.codes import Involvement
from desktop.language import Language


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the gift list; Problem `nothing_to_print` where no item has a gift."""
    rows = []
    for item in taking_place(material.delegation()):
        if not item.gift:
            continue
        hosts = item.involved(Involvement.HOST)
        day, time = when(language, item)
        rows.append(
            [
                cell(day, soft=[time]),
                cell(title(language, item)),
                cell(item.gift, strong=True),
                cell(
                    organisation_name(language, host_of(item)),
                    listed(language, (polite(language, person) for person in hosts)),
                ),
            ]
        )
    gifts = table(
        language.pgettext("document", "Gifts"),
        [
            language.pgettext("document", "Time"),
            language.pgettext("document", "Visit"),
            words.field("gift", language),
            language.pgettext("document", "Host"),
        ],
        [1.8, 3.6, 3.2, 3],
        rows,
    )
    kind = language.pgettext("document", "Gift list")
    return paper(material, wish, language, kind, [gifts])
