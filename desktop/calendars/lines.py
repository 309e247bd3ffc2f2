"""Content lines of iCalendar (RFC 5545 §3.1): escaped, quoted, and folded where they are long."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

_WIDTH = 75
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_SEPARATORS = str.maketrans({"\t": " ", "\u2028": "\n", "\u2029": "\n"})
_BREAKING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
# A parameter can hold neither quotes nor breaks; "^" would be read as an escape (RFC 6868), and
# some readers take a backslash for one.
_IN_PARAMETERS = str.maketrans({'"': "'", "^": "'", "\\": "/", "\n": " "})
# RFC 5545 §3.1 asks for the first three; an equals sign alone misleads some readers.
_TO_BE_QUOTED = re.compile("[:;,=]")
_JOINER, _SMALL_KANA_MARKS = "\u200d", "\uff9e\uff9f"
_SKIN, _TAGS, _FLAGS = ("\U0001f3fb", "\U0001f3ff"), ("\U000e0020", "\U000e007f"), "\U0001f1e6"


def plain(text: str) -> str:
    """Text without what breaks lines or files in some reader: controls, odd line separators."""
    if text.isprintable():
        return text
    return _BREAKING.sub("", text.translate(_SEPARATORS))


def escaped(text: str) -> str:
    """A text as a value of type TEXT."""
    return plain(text).translate(_ESCAPES)


def parameter(text: str) -> str:
    """A text as the value of a parameter, quoted where it must be."""
    told = " ".join(plain(text).translate(_IN_PARAMETERS).split())
    return f'"{told}"' if _TO_BE_QUOTED.search(told) else told


def stamp(moment: datetime) -> str:
    """An instant in UTC, to the second."""
    at = moment if moment.tzinfo is UTC else moment.astimezone(UTC)
    return f"{at.year:04}{at.month:02}{at.day:02}T{at.hour:02}{at.minute:02}{at.second:02}Z"


def when(name: str, moment: datetime | date) -> str:
    """A line that says an instant on the clock of its zone, or a whole day."""
    if not isinstance(moment, datetime):
        return f"{name};VALUE=DATE:{moment:%Y%m%d}"
    if moment.tzinfo is UTC:
        return f"{name}:{stamp(moment)}"
    wall = f"{moment.year:04}{moment:%m%dT%H%M%S}"
    return f"{name};TZID={parameter(str(moment.tzinfo))}:{wall}"


def block(lines: Iterable[str]) -> bytes:
    """The lines as they stand in a file."""
    return "".join(
        f"{line}\r\n" if len(line) <= _WIDTH and line.isascii() else f"{_folded(line)}\r\n"
        for line in lines
    ).encode()


def _folded(line: str) -> str:
    data = line.encode()
    if len(data) <= _WIDTH:
        return line
    parts, start, width = [], 0, _WIDTH
    while len(data) - start > width:
        end = _cut(data, start, start + width)
        parts.append(data[start:end])
        start, width = end, _WIDTH - 1  # from now on a space leads
    parts.append(data[start:])
    return b"\r\n ".join(parts).decode()


def _cut(data: bytes, start: int, end: int) -> int:
    """The last place until `end` where a line may be cut: between two graphemes."""
    cut = end
    while cut > start:
        while data[cut] & 0xC0 == 0x80:  # within a character
            cut -= 1
        if not _joined(data, start, cut):
            return cut
        cut -= 1
    cut = end
    while data[cut] & 0xC0 == 0x80 or _escape(data, start, cut):
        cut -= 1
    return cut


def _escape(data: bytes, start: int, cut: int) -> bool:
    """Whether the character before is a backslash that escapes the one after."""
    before = data[start:cut]
    return (len(before) - len(before.rstrip(b"\\"))) % 2 == 1


def _joined(data: bytes, start: int, cut: int) -> bool:
    """Whether what stands before and after a place is one grapheme, or one escape."""
    if _escape(data, start, cut):
        return True
    if data[cut] < 0x80:
        return False
    after = data[cut : cut + 4].decode(errors="ignore")[0]
    before = data[max(start, cut - 4) : cut].decode(errors="ignore")[-1:]
    if before == _JOINER or after == _JOINER or unicodedata.category(after).startswith("M"):
        return True
    if after in _SMALL_KANA_MARKS or "\u1160" <= after <= "\u11ff":  # also the end of a syllable
        return True
    if _SKIN[0] <= after <= _SKIN[1] or _TAGS[0] <= after <= _TAGS[1]:
        return True
    return _is_flag(after) and _is_flag(before) and _flags(data[start:cut].decode()) % 2 == 1


def _is_flag(char: str) -> bool:
    return bool(char) and 0 <= ord(char) - ord(_FLAGS) < 26


def _flags(text: str) -> int:
    """How many letters of flags a text ends in: two make one flag."""
    number = 0
    while number < len(text) and _is_flag(text[-number - 1]):
        number += 1
    return number
