"""What in a text may be another than it looks: hidden signs, signs that reorder, mixed alphabets.

Nothing of it is taken away from the data; whoever shows a text shows it, and warns. One rule for
editors, imports and papers (Unicode UAX #9, UTS #39 §5.1).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
# What is drawn as nothing at all, or as a space that is none: Default_Ignorable_Code_Point
# without the selectors of a variant (which Japanese names need), and blanks that are letters.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028\u2029\u2060-\u2065"
    "\u206a-\u206f\u2800\u3164\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a"
    "\U000e0000-\U000e007f]"
)
_JOINERS = "\u200c\u200d"
_TAGS = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_WORD = re.compile(r"[^\W\d_]+")
# Alphabets whose letters are taken for one another.
# Of Greek only those letters: Δ, µ and λ stand in many an honest name of an instrument.
_GREEK_ALIKE = frozenset("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγικνορυχϲϳ")
_ALIKE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
# Scripts whose spelling needs joiners: Arabic, Syriac, and those of South Asia.
_JOINED = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0f00-\u109f\u1780-\u18aa\ufb50-\ufdff\ufe70-\ufefc]"
)


class Oddity(StrEnum):
    """Why a text may be another than it looks."""

    REORDERING = "reordering"
    INVISIBLE = "invisible"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One reason, the signs it is about (each once), and the word in which alphabets mix."""

    oddity: Oddity
    signs: tuple[str, ...]
    word: str = ""


def suspicious(text: str) -> tuple[Suspicion, ...]:
    """What is odd about a text; nothing for what is written as its language is written."""
    if text.isascii():
        return ()
    hidden = {text[at] for at in _hidden(text)}
    found = [
        Suspicion(oddity, signs)
        for oddity, signs in (
            (Oddity.REORDERING, tuple(sorted(set(_REORDERING.findall(text))))),
            (Oddity.INVISIBLE, tuple(sorted(hidden))),
        )
        if signs
    ]
    return (*found, *_mixed(text))


def visible(text: str) -> str:
    """A text as it may be shown: what would hide or reorder something is written as its code."""
    if text.isascii():
        return text
    hidden = set(_hidden(text))
    return "".join(
        f"⟨{code(char)}⟩" if at in hidden or _REORDERING.match(char) else char
        for at, char in enumerate(text)
    )


def code(sign: str) -> str:
    """What a sign that cannot be seen is called: U+202E."""
    return f"U+{ord(sign):04X}"


def _hidden(text: str) -> Iterator[int]:
    """Where signs stand that cannot be seen and that the spelling does not need."""
    flags = [match.span() for match in _TAGS.finditer(text)]
    for match in _INVISIBLE.finditer(text):
        at = match.start()
        joins = text[at] in _JOINERS and 0 < at < len(text) - 1 and _joinable(text[:at])
        if not joins and not any(start <= at < end for start, end in flags):
            yield at


def _joinable(before: str) -> bool:
    """Whether a joiner makes sense after this: within a picture, or in a script that needs it."""
    last = before.rstrip("\ufe0f")[-1:]
    return bool(last) and (unicodedata.category(last) in ("So", "Sk") or bool(_JOINED.match(last)))


def _mixed(text: str) -> Iterator[Suspicion]:
    """The words in which letters of one alphabet stand between those of another."""
    for word in _WORD.findall(text):
        if word.isascii():
            continue
        alphabets: dict[str, list[str]] = {}
        for char in unicodedata.normalize("NFC", word):
            alphabet = unicodedata.name(char, "").partition(" ")[0]
            if alphabet in _ALIKE and (alphabet != "GREEK" or char in _GREEK_ALIKE):
                alphabets.setdefault(alphabet, []).append(char)
        if len(alphabets) > 1:
            usual = max(alphabets, key=lambda one: (len(alphabets[one]), one == "LATIN"))
            odd = {c for name, chars in alphabets.items() if name != usual for c in chars}
            yield Suspicion(Oddity.MIXED, tuple(sorted(odd)), word)
