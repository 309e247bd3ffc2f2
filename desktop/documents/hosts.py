"""The hosts of a visit, day by day: who receives the delegation where, and whom to call."""

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import (
    joined,
    listed,
    organisation_name,
    place_name,
    with_phone,
    with_title,
)
from desktop.documents.sheet import cell, table
from desktop.documents.visit import host_of, paper, title, when
from desktop.documents.wish import Material, Wish
from desktop.domain import Item
from desktop.domain.codes import Involvement
from desktop.domain.item import days
from desktop.language import Language
from desktop.language.dates import day_heading_official


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the list of hosts; Problem `nothing_to_print` where no item has one."""
    items = [item for item in material.delegation().items if not item.is_cancelled]
    kind = language.pgettext("document", "Hosts by visit")
    sections = []
    for day, found in days(items):
        heading = language.pgettext("document", "Not yet placed")
        hosted = [
            item for item in found if host_of(item) is not None or item.involved(Involvement.HOST)
        ]
        named = day_heading_official(language, day) if day else heading
        sections.append(_day(named, hosted, language))
    return paper(material, wish, language, kind, sections)


def _day(heading: str, items: list[Item], language: Language) -> Data:
    rows = []
    for item in items:
        host = host_of(item)
        people = []
        for person in item.involved(Involvement.HOST):
            elsewhere = host is None or person.organisation_id != host.id
            body = organisation_name(language, person.organisation) if elsewhere else ""
            people.append(listed(language, (with_title(language, person), body)))
        contacts = item.involved(Involvement.CONTACT)
        rows.append(
            [
                cell(when(language, item)[1]),
                cell(
                    title(language, item),
                    soft=[joined(language, (place_name(language, item.place), item.room))],
                    strong=True,
                ),
                cell(organisation_name(language, host), *people),
                cell(*(with_phone(language, person) for person in contacts)),
            ]
        )
    return table(
        heading,
        [
            language.pgettext("document", "Time"),
            language.pgettext("document", "Visit"),
            language.pgettext("document", "Host"),
            words.word(Involvement.CONTACT, language),
        ],
        [1.7, 3.8, 3.6, 2.4],
        rows,
    )
