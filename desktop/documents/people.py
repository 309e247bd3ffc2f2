"""People and places as papers name them."""

from collections.abc import Iterable

from desktop.domain import ItemPerson, Organisation, Person, Place
from desktop.language import Language
from desktop.language.dates import clock_in_text
from desktop.language.names import display, with_honorific


def polite(language: Language, person: Person) -> str:
    """Name a person with the honorific that is given for this language, if one is.

    There is no falling back: a Danish paper has no use for 様, and a Japanese one none for Ms.
    """
    code = language.locale.language
    return with_honorific(language, person, getattr(person.honorific, code, ""))


def with_title(language: Language, person: Person) -> str:
    """Name a person and what they are: 例沢 修 様　参事官; MIHON Yuki, Science Officer."""
    parts = (polite(language, person), person.title.best(language.code))
    return ("　" if language.locale.language == "ja" else ", ").join(filter(None, parts))


def with_phone(language: Language, person: Person) -> str:
    """Name a person who is to be called on the day, with the number."""
    return " ".join(part for part in (polite(language, person), person.mobile) if part)


def organisation_name(language: Language, organisation: Organisation | None) -> str:
    """Name a body, or nothing."""
    return "" if organisation is None else organisation.name.best(language.code)


def listed(language: Language, names: Iterable[str]) -> str:
    """Write names after each other."""
    return language.listed(filter(None, names))


def joined(language: Language, parts: Iterable[str]) -> str:
    """Write different pieces of information on one line, with a gap between them."""
    return ("　" if language.locale.language == "ja" else " · ").join(filter(None, parts))


def with_exception(language: Language, person: ItemPerson) -> str:
    """Name a participant, and when they come late or leave early."""
    name, told = display(language, person.person), exception(language, person)
    return f"{name} ({told})" if told else name


def exception(language: Language, person: ItemPerson) -> str:
    """Say when a participant comes late or leaves early; nothing for one who does neither."""
    told = []
    if person.joins.time is not None:
        time = clock_in_text(language, person.joins.time)
        told.append(language.pgettext("document", "joins {time}").format(time=time))
    if person.leaves.time is not None:
        time = clock_in_text(language, person.leaves.time)
        told.append(language.pgettext("document", "leaves {time}").format(time=time))
    return listed(language, told)


def place_name(language: Language, place: Place | None) -> str:
    """Name a place; one without a name is where its organisation is."""
    if place is None:
        return ""
    return place.name.best(language.code) or organisation_name(language, place.organisation)


def addresses(language: Language, where: Place | Organisation | None) -> list[str]:
    """Give the address as a taxi driver reads it and, in a Latin paper, as the reader does."""
    if where is None:
        return []
    found = [where.address_local]
    if language.locale.language != "ja" or not where.address_local:
        found.append(where.address_latin)
    return [text for text in dict.fromkeys(found) if text]
