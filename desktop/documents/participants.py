"""The list of participants: 名簿, deltagerliste."""

from collections.abc import Iterator

from desktop import words
from desktop.documents.document import Data, Document
from desktop.documents.people import organisation_name, polite
from desktop.documents.sheet import cell, table
from desktop.documents.visit import HELPING, paper, travelling
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Member, Person
from desktop.domain.codes import Function
from desktop.language import Language
from desktop.language.names import display

_PLAIN = (Function.MEMBER, *HELPING)


def make(material: Material, wish: Wish, language: Language) -> Document:
    """Give the list of participants; Problem `nothing_to_print` where nobody travels yet."""
    kind = language.pgettext("document", "List of participants")
    delegation = material.delegation()
    with_honorifics = Option.HONORIFICS in wish.options
    # Without honorifics a Japanese heading says so: 敬称略.
    heading = language.pgettext("document", "Participants")
    if with_honorifics:
        heading = language.pgettext("with honorifics", "Participants")
    lists = [_list(heading, travelling(delegation, wish.audience), wish, language)]
    if wish.audience.group is None and lists[0]["rows"]:
        helping = [one for one in delegation.ordered_members() if one.function in HELPING]
        staff = language.pgettext("document", "Interpreters and local team")
        lists.append(_list(staff, helping, wish, language))
    return paper(material, wish, language, kind, lists)


def _list(heading: str, members: list[Member], wish: Wish, language: Language) -> Data:
    rows = []
    for number, member in enumerate(members, 1):
        person = member.person
        named = polite if Option.HONORIFICS in wish.options else display
        rows.append(
            [
                cell(str(number)),
                cell(named(language, person), soft=_reading(language, person, wish), strong=True),
                cell(person.title.best(language.code), soft=_function(language, member)),
                cell(organisation_name(language, person.organisation)),
            ]
        )
    return table(
        heading,
        [
            language.pgettext("document", "No."),
            language.pgettext("document", "Name"),
            language.pgettext("document", "Title"),
            words.kind("organisation", language),
        ],
        [0.6, 3.6, 3.1, 3.7],
        rows,
        [member.id for member in members],
    )


def _reading(language: Language, person: Person, wish: Wish) -> Iterator[str]:
    """How a name in a Japanese list is read: in kana, or in Latin letters where they are asked.

    In a list in two languages the other one has the Latin letters.
    """
    if language.locale.language != "ja":
        return
    if Option.ROMAJI in wish.options and len(wish.languages) == 1:
        yield display(Language.of("en"), person)
    elif Option.ROMAJI not in wish.options and person.kana != person.name_ja:
        yield person.kana


def _function(language: Language, member: Member) -> Iterator[str]:
    if member.function in _PLAIN:
        return
    function = words.word(Function(member.function), language)
    if function.casefold() not in member.person.title.best(language.code).casefold():
        yield function
