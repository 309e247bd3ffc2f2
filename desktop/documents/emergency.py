"""The emergency sheet, which the officer on duty keeps: whom to call, and for whom."""

from collections import Counter
from collections.abc import Iterator

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import addresses, organisation_name, place_name
from desktop.documents.sheet import cell, table
from desktop.documents.visit import paper, taking_place
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Organisation, Person, Place
from desktop.domain.codes import Direction, Involvement, ItemKind, OrganisationKind
from desktop.language import Language
from desktop.language.names import display

# So many of those who are the contact of items are named; more would not be called.
_CALLED = 2


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the emergency sheet of a delegation, with private details of its members."""
    delegation = material.delegation()
    return paper(
        material,
        wish,
        language,
        language.pgettext("document", "Emergency sheet"),
        [
            _contacts(delegation, language),
            _houses(delegation, language),
            _members(delegation, language),
        ],
    )


def public_numbers(delegation: Delegation, language: Language) -> list[tuple[str, str]]:
    """Whom anyone can call without a charge in the country that is visited, and the number."""
    if delegation.direction == Direction.DK_JP:
        return [
            (language.pgettext("document", "Police"), "110"),
            (language.pgettext("document", "Ambulance and fire brigade"), "119"),
        ]
    return [
        (language.pgettext("document", "Police, ambulance and fire brigade"), "112"),
        (language.pgettext("document", "Police, when not urgent"), "114"),
    ]


def called_most(delegation: Delegation) -> list[Person]:
    """Those who are the contact of most items, with a number to call."""
    people = [
        person
        for item in taking_place(delegation)
        for person in item.involved(Involvement.CONTACT)
        if person.mobile
    ]
    known = {person.id: person for person in people}
    return [known[one] for one, _ in Counter(person.id for person in people).most_common(_CALLED)]


def _contacts(delegation: Delegation, language: Language) -> Data:
    rows = [
        [cell(each.name.best(language.code), strong=True), cell(each.phone), cell(each.note)]
        for each in delegation.emergency_contacts
    ]
    rows += [
        [
            cell(display(language, person), soft=[person.title.best(language.code)]),
            cell(person.mobile),
            cell(words.word(Involvement.CONTACT, language)),
        ]
        for person in called_most(delegation)
    ]
    rows += [
        [cell(whom), cell(number), cell(language.pgettext("document", "Public emergency numbers"))]
        for whom, number in public_numbers(delegation, language)
    ]
    return table(
        language.pgettext("document", "Whom to call"),
        [
            language.pgettext("person or body", "Name"),
            words.field("phone", language),
            language.pgettext("document", "Remarks"),
        ],
        [4.5, 2.5, 4],
        rows,
    )


def _houses(delegation: Delegation, language: Language) -> Data:
    """Give the hotels and the embassies, where help is found at any hour."""
    rows = [
        [
            cell(place_name(language, hotel), strong=True),
            cell(*addresses(language, hotel)),
            cell(hotel.phone),
        ]
        for hotel in hotels(delegation)
    ]
    rows += [
        [
            cell(organisation_name(language, body), strong=True),
            cell(*addresses(language, body) or _found_at(language, body, house)),
            cell(body.phone or (house.phone if house else "")),
        ]
        for body, house in _embassies(delegation)
    ]
    return table(
        language.pgettext("document", "Hotel and embassy"),
        [
            language.gettext("Name"),
            words.field("address", language),
            words.field("phone", language),
        ],
        [4, 4.5, 2.5],
        rows,
    )


def hotels(delegation: Delegation) -> list[Place]:
    """The hotels of a visit, the usual one first."""
    found = [
        item.place
        for item in taking_place(delegation)
        if item.kind == ItemKind.HOTEL and item.place
    ]
    if delegation.hotel is not None:
        found.insert(0, delegation.hotel)
    return list({place.id: place for place in found}.values())


def _embassies(delegation: Delegation) -> Iterator[tuple[Organisation, Place | None]]:
    """Give each embassy once, with the house of its own that the programme goes to."""
    items = taking_place(delegation)
    places = [item.place for item in items if item.place is not None]
    bodies = [delegation.lead_organisation, *(item.host_organisation for item in items)]
    bodies += [place.organisation for place in places]
    for body in {body.id: body for body in bodies if body is not None}.values():
        if body.kind == OrganisationKind.EMBASSY:
            yield body, next((one for one in places if one.organisation_id == body.id), None)


def _found_at(language: Language, body: Organisation, house: Place | None) -> list[str]:
    """Give the address of a house; a residence is not the embassy itself, and is named."""
    name, address = place_name(language, house), addresses(language, house)
    return [name, *address] if address and name != organisation_name(language, body) else address


def _members(delegation: Delegation, language: Language) -> Data:
    members = delegation.ordered_members()
    return table(
        language.pgettext("document", "Participants"),
        [
            language.pgettext("document", "Name"),
            words.field("mobile", language),
            words.field("emergency_contact", language),
            language.pgettext("document", "Diet and allergies"),
        ],
        [3.2, 2.3, 3.3, 2.6],
        [
            [
                cell(
                    display(language, member.person),
                    soft=[organisation_name(language, member.person.organisation)],
                ),
                cell(member.person.mobile),
                cell(member.person.emergency_contact),
                cell(member.person.diet.best(language.code)),
            ]
            for member in members
        ],
    )
