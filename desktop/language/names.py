"""Personal names in the order and script each language prints them in.

Nothing is guessed: not a reading from kanji, not a family name from a name, not a nationality
from a script.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from desktop.language.catalogue import N_

if TYPE_CHECKING:
    from desktop.language.catalogue import Language

# Codes of languages have two or three letters (ISO 639).
_CODE_LENGTH = 3
_OURS = ("ja", "da", "en")


class PersonName(Protocol):
    """What a name is made of; a part that is not known is ""."""

    @property
    def family(self) -> str:
        """The family name in Latin letters."""

    @property
    def given(self) -> str:
        """The given name in Latin letters."""

    @property
    def name_ja(self) -> str:
        """The whole name as Japanese papers print it: 見本 由紀, シーネ・エクセンペルゴー."""

    @property
    def kana(self) -> str:
        """The reading, family name first, in either kana."""

    @property
    def nationality(self) -> str:
        """The country, as an ISO 3166 code of two letters."""

    @property
    def former(self) -> bool:
        """Whether the person is no longer offered."""


class Speaker(Protocol):
    """Somebody of whom it is known what they speak."""

    @property
    def languages(self) -> str:
        """The codes of the languages, the best first, such as "ja en"."""


def preferred(person: Speaker, otherwise: str = "en") -> str:
    """The code of the language somebody is written to: the first they speak of ours."""
    spoken = re.split(r"[\s,;/+]+", person.languages.lower())
    return next((code for code in spoken if code in _OURS), otherwise)


def display(language: Language, person: PersonName) -> str:
    """Write a name: 見本 由紀; Signe Eksempelgaard; MIHON Yuki.

    In Latin letters a Japanese national's family name stands first and in capitals, as the rule
    of the Japanese government of 2020-01-01 has it. A missing script gives way to the other. Who is
    no longer offered and has no name was erased.
    """
    first, second = _latin(person), person.name_ja
    if language.locale.language == "ja":
        first, second = second, first
    if first or second or not person.former:
        return first or second
    return language.gettext(N_("removed person"))


def with_honorific(language: Language, person: PersonName, honorific: str) -> str:
    """Write a name with its honorific: 見本 由紀 様, Prof. Rasmus Ålekvist.

    An honorific in Japanese script follows the name, one in Latin letters stands before it; an
    empty one leaves the plain name (敬称略).
    """
    name = display(language, person)
    if not honorific or not (_latin(person) or person.name_ja):
        return name
    latin = honorific[0] < "\u3000"  # the Japanese scripts begin here
    return f"{honorific} {name}" if latin else f"{name} {honorific}"


def spoken_languages(language: Language, written: str) -> list[str]:
    """Name the spoken languages of a text such as "en/ja"; what holds no codes stays as it is."""
    parts = [part for part in re.split(r"[\s,;/+]+", written) if part]
    known = language.locale.languages
    if parts and all(len(part) <= _CODE_LENGTH and part in known for part in parts):
        return [str(known[part]) for part in parts]
    return [written] if written else []


def sort_fields(language: Language, person: PersonName) -> tuple[str, ...]:
    """Give the parts of a name in the order in which lists compare them.

    Japanese lists go by the reading; without one, by the Japanese form as it is written (a name in
    katakana is its own reading), without either by the Latin name, family name first.
    """
    if language.locale.language == "ja" and (reading := person.kana or person.name_ja):
        return (reading,)
    parts = tuple(part for part in (person.family, person.given) if part)
    return parts or (person.name_ja,)


def _latin(person: PersonName) -> str:
    parts = (person.given, person.family)
    if person.nationality == "JP":
        parts = (person.family.upper(), person.given)
    return " ".join(part for part in parts if part)
