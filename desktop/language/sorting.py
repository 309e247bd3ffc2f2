"""Sort keys by the rules of each language, the same on every platform and without Qt.

A key is a tuple of strings. The first holds the primary order of the whole text, the others only
break ties, in this order: accents and voiced sounds, kinds of kana, capitals before small letters,
hiragana before katakana. So keys of one language are a total order; equal keys mean equal texts.

Everywhere: spaces and marks come first, then numbers by their value (Z2, Z10), then letters.

- Danish (Retskrivningsordbogen §4): æ ø å last; aa is å, and å stands before aa on a tie; ä is æ,
  ö is ø, ü is y, ð is d, þ is th. Japanese text follows the letters.
- English: letters without their accents; æ is ae, ø is o, å is a.
- Japanese: kana before Latin letters, kanji after both. Kana go by the 五十音 order, hiragana and
  katakana together, as JIS X 4061 has it: カ, ガ and カア, カー, small and repeated kana are told
  apart only on a tie. Kanji have no order without a reading, and none is guessed: they go by code
  point. Give the reading where one is known.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from typing_extensions import override

from desktop.language.names import sort_fields

if TYPE_CHECKING:
    from desktop.language.catalogue import Language
    from desktop.language.names import PersonName

SortKey: TypeAlias = tuple[str, ...]

# What a sorted text is made of, in this order; letters follow as themselves.
_MARK, _NUMBER, _KANA = "\x01", "\x02", "\x03"

_LETTERS = {"æ": "ae", "ø": "o", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ł": "l"}
# After z, where the Danish edition of ISO 646 had them: { is æ, | is ø, } is å.
_DANISH = {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "ü": "y"}
_DOUBLE_A = "\ue000"  # one private letter while a text is being sorted
_AA = re.compile("aa", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")

_SMALL = dict(zip("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ", strict=True))
_VOWELS = {
    kana: row[0]
    for row in (
        "アカサタナハマヤラワ",
        "イキシチニヒミリヰ",
        "ウクスツヌフムユル",
        "エケセテネヘメレヱ",
        "オコソトノホモヨロヲ",
    )
    for kana in row
}
_LONG = "ー"
_REPEATED = ("ヽ", "ヾ")  # and their hiragana, which are folded onto them
_VOICED = "\u3099"


def sort_key(language: Language, text: str) -> SortKey:
    """Give the key by which a text is sorted in a language."""
    normal = unicodedata.normalize("NFKC", text)
    letters = _letters(language.locale.language)
    spelled = _AA.sub(_DOUBLE_A, normal) if letters.danish else normal
    if spelled.isascii():
        return _numbered(spelled.translate(letters)), "", "", normal, text
    kinds = spelled.translate(_KINDS)
    if "0" in kinds or "2" in kinds:
        spelled = _spelled_out(spelled)
    differences = spelled.translate(letters.differences).rstrip("0")
    return _numbered(spelled.translate(letters)), differences, kinds, normal, text


def person_sort_key(language: Language, person: PersonName) -> SortKey:
    """Give the key by which a person stands in a list of names; see `names.sort_fields`."""
    return sort_key(language, " ".join(sort_fields(language, person)))


class _Table(dict[int, str]):
    """A table for `str.translate` that works out each character once."""

    def __missing__(self, codepoint: int) -> str:
        self[codepoint] = result = self.of(chr(codepoint))
        return result

    def of(self, char: str) -> str:
        """Give what a character is translated into."""
        raise NotImplementedError


class _Letters(_Table):
    """The primary order: what a character counts as when accents and capitals do not."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.danish = language == "da"
        self.differences = _Differences(self)
        self._kana_first = language == "ja"
        self._special = _LETTERS | (_DANISH if self.danish else {})

    @override
    def of(self, char: str) -> str:
        if char == _DOUBLE_A:
            return self._special["å"]
        if (kana := _kana(char)) is not None:
            return _KANA + kana if self._kana_first else kana
        folded = char.casefold()
        if folded in self._special:
            return self._special[folded]
        base = "".join(
            self._special.get(part, part)
            for part in unicodedata.normalize("NFD", folded)
            if not unicodedata.combining(part)
        )
        return base if char.isalnum() or not base else _MARK + char


class _Differences(_Table):
    """The first tie: 0 for a character that is what it counts as, else 1 and its own parts."""

    def __init__(self, letters: _Letters) -> None:
        super().__init__()
        self._letters = letters

    @override
    def of(self, char: str) -> str:
        if char == _DOUBLE_A:
            return "1"
        if (kana := _kana(char)) is not None:
            large = _SMALL.get(_folded(char), _folded(char))
            return "0" if large == kana else "1" + unicodedata.normalize("NFD", large)
        folded = char.casefold()
        plain = self._letters[ord(char)] in (folded, _MARK + char)
        own = self._letters.danish and folded in "æøå"
        return "0" if plain or own else "1" + unicodedata.normalize("NFD", folded)


class _Kinds(_Table):
    """The second tie, of JIS X 4061: ー, small kana, repetition, plain kana."""

    @override
    def of(self, char: str) -> str:
        folded = _folded(char)
        if folded == _LONG:
            return "0"
        if folded in _SMALL:
            return "1"
        return "2" if folded in _REPEATED else "3"


_KINDS = _Kinds()


@cache
def _letters(language: str) -> _Letters:
    return _Letters(language)


def _folded(char: str) -> str:
    """Turn hiragana into katakana, and leave the rest."""
    return chr(ord(char) + 0x60) if "ぁ" <= char <= "ゖ" or char in "ゝゞ" else char


def _kana(char: str) -> str | None:
    """Give the plain katakana of a kana: ガ, が and ゕ are カ; None for anything else."""
    folded = _folded(char)
    if not ("ァ" <= folded <= "ヺ" or folded == _LONG or folded in _REPEATED):
        return None
    base = unicodedata.normalize("NFD", folded)[0]
    return _SMALL.get(base, base)


def _spelled_out(text: str) -> str:
    """Replace ー by the vowel it prolongs and ヽ by the kana it repeats, one for one."""
    result: list[str] = []
    for char in text:
        before = _kana(result[-1]) if result else None
        folded = _folded(char)
        if before and folded == _LONG:
            char = _VOWELS.get(before, char)
        elif before and folded in _REPEATED:
            voiced = _VOICED if folded == _REPEATED[1] else ""
            char = unicodedata.normalize("NFC", before + voiced)[0]
        result.append(char)
    return "".join(result)


def _numbered(primary: str) -> str:
    """Let numbers compare by value: their length, then their digits."""
    return _DIGITS.sub(_number, primary)


def _number(found: re.Match[str]) -> str:
    digits = found[0].lstrip("0")
    return f"{_NUMBER}{chr(len(digits))}{digits}"
