"""Reading a name as it was typed or pasted: which part is the family name, which the script.

Only what the writing itself says is read: capitals (the Japanese government's YAMADA Haruo), a
comma, the script. Where it says nothing, a Latin name is taken in Western order, and the officer
sees the result.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace

_PARTICLES = {"af", "av", "da", "de", "del", "den", "der", "di", "du", "la", "le", "van", "von"}
_LATIN_HONORIFIC = re.compile(
    r"((?:(?:mrs?|ms|miss|dr|prof(?:essor)?|assoc|asst|hr|fru|frk|h\.? ?e)\b\.?\s*)+)(?=\S)",
    re.IGNORECASE,
)
_JAPANESE_HONORIFIC = re.compile(r"(?<=\S)\s*(様|氏|先生|さん|殿|教授|博士|准教授)$")
_DANISH_HONORIFICS = ("hr", "fru", "frk")
_PARTS = re.compile(r"[()\[\]（）［］/／\n|｜]+")


@dataclass(frozen=True, slots=True)
class TypedName:
    """The parts of a name that the writing shows; a part that it does not show is ""."""

    family: str = ""
    given: str = ""
    name_ja: str = ""
    kana: str = ""
    honorific: str = ""

    def __bool__(self) -> bool:
        return bool(self.family or self.given or self.name_ja)

    def honorific_language(self) -> str:
        """The language that the honorific is of: "ja", "da" or "en"; "" where there is none."""
        if not self.honorific:
            return ""
        if is_japanese(self.honorific):
            return "ja"
        return "da" if self.honorific.lower().startswith(_DANISH_HONORIFICS) else "en"


def parse_name(text: str) -> TypedName:
    """Read a name: Signe Eksempelgaard; YAMADA Haruo; Yamada, Haruo; 見本 由紀（みほん ゆき）.

    Two scripts side by side, in brackets or with a stroke between them, are one person's name.
    A name in kana alone is the name itself; behind another Japanese form it is its reading.
    """
    name = TypedName()
    for part in _PARTS.split(unicodedata.normalize("NFC", text)):
        words = " ".join(part.replace("\u3000", " ").split())
        if not words:
            continue
        if not is_japanese(words):
            name = name if name.family or name.given else _latin(name, words)
        elif not name.name_ja:
            name = _japanese(name, words)
        elif is_kana(words):
            name = replace(name, kana=words)
    return name


def is_japanese(text: str) -> bool:
    """Whether the text has kana or kanji in it."""
    return any(
        "\u3041" <= char <= "\u30ff" or "\uff66" <= char <= "\uff9f" or _is_kanji(char)
        for char in text
    )


def is_kana(text: str) -> bool:
    """Whether the text is written in kana alone."""
    letters = [char for char in text if not char.isspace() and char not in "・･ー＝="]
    return bool(letters) and all(
        "\u3041" <= char <= "\u30ff" or "\uff66" <= char <= "\uff9f" for char in letters
    )


def _is_kanji(char: str) -> bool:
    return (
        "\u3400" <= char <= "\u9fff"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
        or char in "々〆〇"
    )


def _japanese(name: TypedName, words: str) -> TypedName:
    found = _JAPANESE_HONORIFIC.search(words)
    if found is None:
        return replace(name, name_ja=words)
    return replace(name, name_ja=words[: found.start()], honorific=found[1])


def _latin(name: TypedName, text: str) -> TypedName:
    found = _LATIN_HONORIFIC.match(text)
    if found is not None:
        name, text = replace(name, honorific=found[1].strip()), text[found.end() :]
    before, comma, after = text.partition(",")
    if comma and before.strip() and after.strip():
        return replace(name, family=_lowered(before.split()), given=after.strip())
    words = text.split()
    loud = [_is_loud(word) for word in words]
    if any(loud) and not all(loud):
        family = _lowered([word for word, is_loud in zip(words, loud, strict=True) if is_loud])
        given = [word for word, is_loud in zip(words, loud, strict=True) if not is_loud]
        return replace(name, family=family, given=" ".join(given))
    at = len(words) - 1
    while at > 1 and words[at - 1].lower() in _PARTICLES:
        at -= 1
    return replace(name, family=" ".join(words[at:]), given=" ".join(words[:at]))


def _is_loud(word: str) -> bool:
    """Whether a word is in capitals, more than an initial is."""
    return word.isupper() and sum(char.isalpha() for char in word) > 1


def _lowered(words: list[str]) -> str:
    return " ".join(word.title() if _is_loud(word) else word for word in words)
