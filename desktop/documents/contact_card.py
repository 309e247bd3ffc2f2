"""The card in a guest's pocket: whom to call, and how to get back to the hotel."""

from collections.abc import Iterator

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.emergency import called_most, public_numbers
from desktop.documents.people import place_name, with_phone
from desktop.documents.sheet import fact, facts, period
from desktop.documents.visit import local, paper, scripts, travelling
from desktop.documents.wish import Material, Wish
from desktop.domain import Delegation, Member
from desktop.domain.codes import Involvement
from desktop.language import Language


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give a card for each member, four a sheet, to be cut and folded.

    Raises Problem `nothing_to_print` where nobody travels yet.
    """
    delegation = material.delegation()
    kind = language.pgettext("document", "Contact card")
    numbers = facts("", _numbers(delegation, language))["facts"]
    cards = [
        _card(delegation, member, language) | {"facts": numbers}
        for member in travelling(delegation, wish.audience)
    ]
    return paper(material, wish, language, kind, (), template="contact_card", cards=cards)


def _card(delegation: Delegation, member: Member, language: Language) -> Data:
    name, other = scripts(language, member.person)
    groups = [
        group.label().best(language.code)
        for group in delegation.groups
        if any(each.person_id == member.person_id for each in group.memberships)
    ]
    return {
        "key": member.id,
        "name": name,
        "other": other,
        "period": period(language, delegation.start, delegation.end),
        "groups": groups,
        "way": _way(delegation, language),
    }


def _way(delegation: Delegation, language: Language) -> Data | None:
    """Give what a taxi driver is shown: the hotel in the script of the country."""
    hotel, there = delegation.hotel, local(delegation)
    if hotel is None:
        return None
    lines = (hotel.address_local or hotel.address_latin, hotel.phone)
    return {
        "lang": there.locale.language,
        "said": language.pgettext("document", "Please take me to this address."),
        "ask": there.pgettext("document", "Please take me to this address."),
        "name": place_name(there, hotel),
        "lines": [line for line in lines if line],
    }


def _numbers(delegation: Delegation, language: Language) -> Iterator[Data]:
    yield fact(
        words.kind("emergency_contact", language),
        [
            line
            for contact in delegation.emergency_contacts
            for line in (contact.name.best(language.code), contact.phone)
        ],
    )
    yield fact(
        words.word(Involvement.CONTACT, language),
        [with_phone(language, person) for person in called_most(delegation)],
    )
    yield fact(
        language.pgettext("document", "Public emergency numbers"),
        [f"{number}  {whom}" for whom, number in public_numbers(delegation, language)],
    )
