"""Text in up to three languages, and what text from outside may hold."""

import re
import unicodedata
from dataclasses import dataclass, fields, replace

# Forms of kanji that people write their names with; NFC would change them into other forms.
_NAME_FORMS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_FALLBACK = {"ja": ("ja", "en", "da"), "da": ("da", "en", "ja"), "en": ("en", "da", "ja")}


@dataclass(frozen=True, slots=True)
class Trilingual:
    """One text in Japanese, Danish and English; an empty part means "not given"."""

    ja: str = ""
    da: str = ""
    en: str = ""

    def best(self, code: str) -> str:
        """The text for a reader of `code`, falling back in a fixed order, or ""."""
        order = _FALLBACK.get(code, _FALLBACK["en"])
        return next((text for part in order if (text := getattr(self, part))), "")

    def with_part(self, code: str, text: str) -> "Trilingual":
        """A copy in which the part `code` ("ja", "da" or "en") is `text`."""
        return replace(self, **{code: text})

    def parts(self) -> tuple[str, ...]:
        """The texts that are given, Japanese first."""
        return tuple(text for text in (self.ja, self.da, self.en) if text)

    def __bool__(self) -> bool:
        return bool(self.ja or self.da or self.en)


PARTS = tuple(field.name for field in fields(Trilingual))


def as_cell(text: str) -> str:
    """Text for one cell of a spreadsheet: in one line, and never reckoned as a formula.

    A leading apostrophe is how every spreadsheet marks a text (OWASP, CSV injection).
    """
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_FORMULA) else line


def clean(text: str) -> str:
    """Text as it may be stored: NFC, no control characters but tab and newline, no edge spaces.

    SQLite keeps a NUL but miscounts from there on, iCalendar and Typst cannot carry one, and a
    lone surrogate cannot be written at all. Compatibility ideographs stay: a name is as typed.
    """
    kept = "".join(
        char
        for char in text.replace("\r\n", "\n").replace("\r", "\n")
        if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
    )
    pieces = _NAME_FORMS.split(kept.strip())
    # Every second piece is a run of such forms.
    pieces[::2] = [unicodedata.normalize("NFC", piece) for piece in pieces[::2]]
    return "".join(pieces)
