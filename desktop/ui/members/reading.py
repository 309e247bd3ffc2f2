"""From the rows of a pasted list to people: each cell read, each doubt named, nothing stored."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache

from desktop import words
from desktop.domain.codes import Function
from desktop.domain.text import Trilingual, clean
from desktop.language import CODES, Language
from desktop.language.dates import parse_date
from desktop.language.typed_name import TypedName, is_japanese, parse_name
from desktop.store.search import normalise
from desktop.ui.members.paste import Meaning, Table

_EMAIL = re.compile(r"(?:mailto:)?([^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+)")
_IN_BRACKETS = re.compile(r"<([^<>]+)>")
_NATIONS = {
    "danish": "DK", "dansk": "DK", "dane": "DK", "dk": "DK", "denmark": "DK", "danmark": "DK",
    "でんまーく人": "DK", "japanese": "JP", "japansk": "JP", "jp": "JP", "jpn": "JP",
    "日本人": "JP", "dnk": "DK", "swedish": "SE", "svensk": "SE", "norwegian": "NO",
    "norsk": "NO", "german": "DE", "tysk": "DE", "british": "GB", "britisk": "GB", "uk": "GB",
    "usa": "US", "american": "US", "amerikansk": "US",
}  # fmt: skip
_FUNCTIONS = {
    "head": Function.HEAD, "leader": Function.HEAD, "leder": Function.HEAD,
    "deputy": Function.DEPUTY, "deputy head": Function.DEPUTY, "naestleder": Function.DEPUTY,
    "secretary": Function.SECRETARY, "sekretaer": Function.SECRETARY, "事務局": Function.SECRETARY,
    "随行": Function.SECRETARY, "団員": Function.MEMBER, "participant": Function.MEMBER,
    "deltager": Function.MEMBER, "accompanying": Function.ACCOMPANYING,
    "spouse": Function.ACCOMPANYING, "ledsager": Function.ACCOMPANYING,
    "通訳者": Function.INTERPRETER,
}  # fmt: skip


class Fault(StrEnum):
    """What could not be read in a pasted row."""

    NO_NAME = "no_name"
    EMAIL = "email"
    DATE = "date"
    NATIONALITY = "nationality"
    FUNCTION = "function"
    TWICE = "twice"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One pasted person; `values` are columns of a `Person`, `faults` go by their column.

    A cell with a fault is left out of the values; only a row without a name cannot be taken.
    """

    name: TypedName
    values: dict[str, object] = field(default_factory=dict)
    organisation: str = ""
    function: str = Function.MEMBER.value
    faults: tuple[tuple[int, Fault], ...] = ()

    @property
    def can_be_taken(self) -> bool:
        """Whether there is a name, and the row is not another one's twin."""
        return not any(fault in (Fault.NO_NAME, Fault.TWICE) for _at, fault in self.faults)


def read(table: Table, language: Language, today: date) -> list[Candidate]:
    """The people of a table, row by row.

    `language` tells which of two readings of a date or a word is meant, and in which language a
    Latin title is; `today` is the day from which dates are understood.
    """
    seen: set[str] = set()
    result = []
    for row in table.rows:
        candidate = _Row(language, today).read(row, table.meanings)
        key = _identity(candidate)
        if candidate.name and key in seen:
            at = _name_column(table.meanings)
            candidate = replace(candidate, faults=(*candidate.faults, (at, Fault.TWICE)))
        seen.add(key)
        result.append(candidate)
    return result


class _Row:
    """Reads the cells of one row."""

    def __init__(self, language: Language, today: date) -> None:
        self._language = language
        self._today = today
        self._name = TypedName()
        self._values: dict[str, object] = {}
        self._organisation = ""
        self._function = Function.MEMBER.value
        self._faults: list[tuple[int, Fault]] = []

    def read(self, row: tuple[str, ...], meanings: tuple[Meaning, ...]) -> Candidate:
        """The person of a row."""
        for at, (cell, meaning) in enumerate(zip(row, meanings, strict=True)):
            text = clean(cell)
            if text and (fault := self._take(text, meaning)) is not None:
                self._faults.append((at, fault))
        if not self._name:
            self._faults.append((_name_column(meanings), Fault.NO_NAME))
        return Candidate(
            self._name, self._values, self._organisation, self._function, tuple(self._faults)
        )

    def _take(self, text: str, meaning: Meaning) -> Fault | None:
        match meaning:
            case Meaning.NAME | Meaning.NAME_JA:
                self._merge(parse_name(text))
            case Meaning.FAMILY | Meaning.GIVEN:
                self._part(text, meaning)
            case Meaning.KANA:
                parts = (self._name.kana, unicodedata.normalize("NFKC", text))
                self._name = replace(self._name, kana=" ".join(filter(None, parts)))
            case Meaning.HONORIFIC:
                self._name = replace(self._name, honorific=text)
            case Meaning.ORGANISATION:
                self._organisation = " ".join(text.split())
            case Meaning.TITLE | Meaning.DIET:
                self._values[meaning.value] = _in_language(text, self._language)
            case Meaning.MOBILE:
                self._values["mobile"] = unicodedata.normalize("NFKC", text)
            case Meaning.PASSPORT:
                self._values["passport_number"] = unicodedata.normalize("NFKC", text)
            case Meaning.EMERGENCY:
                self._values["emergency_contact"] = text
            case Meaning.NOTE:
                self._values["note"] = text
            case Meaning.IGNORE:
                pass
            case _:
                return self._checked(text, meaning)
        return None

    def _checked(self, text: str, meaning: Meaning) -> Fault | None:
        """Take a cell that may be wrong."""
        if meaning is Meaning.EMAIL:
            address = _email(text)
            self._values |= {"email": address} if address else {}
            return None if address else Fault.EMAIL
        if meaning is Meaning.NATIONALITY:
            country = nation(text)
            self._values |= {"nationality": country} if country else {}
            return None if country else Fault.NATIONALITY
        if meaning is Meaning.PASSPORT_EXPIRY:
            day = _date(text, self._language, self._today)
            self._values |= {"passport_expiry": day} if day else {}
            return None if day else Fault.DATE
        function = function_of(text)
        self._function = function or self._function
        return None if function else Fault.FUNCTION

    def _merge(self, name: TypedName) -> None:
        mine = self._name
        self._name = TypedName(
            mine.family or name.family,
            mine.given or name.given,
            mine.name_ja or name.name_ja,
            mine.kana or name.kana,
            mine.honorific or name.honorific,
        )

    def _part(self, text: str, meaning: Meaning) -> None:
        if is_japanese(text):
            # 姓 and 名 in two columns make one Japanese form, in their own order.
            given_first = meaning is Meaning.FAMILY
            parts = (text, self._name.name_ja) if given_first else (self._name.name_ja, text)
            self._name = replace(self._name, name_ja=" ".join(filter(None, parts)))
            return
        loud = text.isupper() and len(text) > 2
        plain = text.title() if loud else text
        part = "family" if meaning is Meaning.FAMILY else "given"
        self._name = replace(self._name, **{part: " ".join(plain.split())})


def nation(text: str) -> str:
    """The ISO 3166 code of a country or nationality named in any of the three languages, or ""."""
    folded = normalise(text).strip(". ")
    return _NATIONS.get(folded) or _countries().get(folded, "")


def function_of(text: str) -> str:
    """The function in a delegation that a word names in any of the three languages, or ""."""
    folded = normalise(text)
    known = _FUNCTIONS.get(folded) or _function_words().get(folded)
    return known.value if known is not None else ""


@cache
def _countries() -> dict[str, str]:
    known: dict[str, str] = {}
    for code in CODES:
        for country, name in Language.of(code).locale.territories.items():
            if len(country) == 2 and country.isalpha():
                known[normalise(name)] = country
                known.setdefault(country.lower(), country)
    return known


@cache
def _function_words() -> dict[str, Function]:
    return {
        normalise(words.word(function, Language.of(code))): function
        for code in CODES
        for function in Function
    }


def _email(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    inside = _IN_BRACKETS.search(folded)
    found = _EMAIL.fullmatch((inside[1] if inside else folded).strip())
    return found[1] if found else ""


def _date(text: str, language: Language, today: date) -> date | None:
    others = (Language.of(code) for code in CODES if code != language.code)
    return next((day for one in (language, *others) if (day := parse_date(one, text, today))), None)


def _in_language(text: str, language: Language) -> Trilingual:
    if is_japanese(text):
        return Trilingual(ja=text)
    return Trilingual(da=text) if language.code == "da" else Trilingual(en=text)


def _identity(candidate: Candidate) -> str:
    name = candidate.name
    latin = " ".join(sorted(normalise(f"{name.given} {name.family}").split()))
    return f"{latin}|{normalise(name.name_ja)}|{candidate.values.get('email', '')}".casefold()


def _name_column(meanings: tuple[Meaning, ...]) -> int:
    names = (Meaning.NAME, Meaning.FAMILY, Meaning.NAME_JA, Meaning.GIVEN)
    return next((at for at, meaning in enumerate(meanings) if meaning in names), 0)
