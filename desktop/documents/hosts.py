"""The hosts of a visit, as its programme goes: who receives it where, and whom to call."""

from desktop import words
from desktop.documents.document import Document
from desktop.documents.people import (
    joined,
    listed,
    organisation_name,
    place_name,
    with_phone,
    with_title,
)
from desktop.documents.sheet import cell, table
from desktop.documents.visit import host_of, paper, taking_place, title, when
from desktop.documents.wish import Material, Wish
from desktop.domain.codes import Involvement
from desktop.language import Language


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the list of hosts; Problem `nothing_to_print` where no item has one."""
    rows = []
    for item in taking_place(material.delegation()):
        host, receiving = host_of(item), item.involved(Involvement.HOST)
        if host is None and not receiving:
            continue
        people = []
        for person in receiving:
            elsewhere = host is None or person.organisation_id != host.id
            body = organisation_name(language, person.organisation) if elsewhere else ""
            people.append(listed(language, (with_title(language, person), body)))
        contacts = item.involved(Involvement.CONTACT)
        # The day stands in each row, so that a list that runs on still tells it.
        day, time = when(language, item)
        rows.append(
            [
                cell(day or language.pgettext("document", "Not yet placed"), soft=[time]),
                cell(
                    title(language, item),
                    soft=[joined(language, (place_name(language, item.place), item.room))],
                    strong=True,
                ),
                cell(organisation_name(language, host), *people),
                cell(*(with_phone(language, person) for person in contacts)),
            ]
        )
    hosts = table(
        language.pgettext("document", "Hosts"),
        [
            language.pgettext("document", "Time"),
            language.pgettext("document", "Visit"),
            language.pgettext("document", "Host"),
            words.word(Involvement.CONTACT, language),
        ],
        [1.8, 3.8, 3.6, 2.4],
        rows,
    )
    kind = language.pgettext("document", "Hosts by visit")
    return paper(material, wish, language, kind, [hosts])
