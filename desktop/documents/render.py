"""Documents set as pages: PDF to keep and send, SVG to look at."""

import json
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Literal

from desktop.documents.document import Document
from desktop.paths import shipped

if TYPE_CHECKING:
    from typst import Compiler

# Unicode's general categories of what is never drawn: controls, and marks such as joiners.
_INVISIBLE = ("Cc", "Cf")


class Renderer:
    """Sets documents with Typst; keep one, since the first page costs the most.

    The same document always gives the same bytes, on every system: only the bundled fonts are
    used, the date is the document's own, and its data comes in as JSON, so that what people typed
    is text and never markup.
    """

    def __init__(self) -> None:
        self._kept: Compiler | None = None

    def pdf(self, document: Document) -> bytes:
        """Give the document as a tagged PDF that screen readers understand (PDF/UA-1)."""
        result = self._compile(document, "pdf")
        assert isinstance(result, bytes)
        return result

    def pages_svg(self, document: Document) -> list[bytes]:
        """Give each page as an SVG image, its text as outlines, for a preview."""
        result = self._compile(document, "svg")
        return result if isinstance(result, list) else [result]

    def _compile(self, document: Document, to: Literal["pdf", "svg"]) -> bytes | list[bytes]:
        midnight = datetime.combine(document.on, time(), UTC)
        result = self._compiler().compile(
            str(shipped("resources/documents") / f"{document.template}.typ"),
            format=to,
            sys_inputs={"data": _handed_over(document)},
            pdf_standards=["ua-1"] if to == "pdf" else [],
            timestamp=int(midnight.timestamp()),
        )
        assert result is not None
        return result

    def _compiler(self) -> "Compiler":
        if self._kept is None:
            from typst import Compiler, Fonts

            fonts = Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(shipped("resources/fonts"))],
            )
            self._kept = Compiler(root=str(shipped("resources/documents")), font_paths=fonts)
        return self._kept


@dataclass(frozen=True)
class Missing:
    """A character that no bundled font has, and the text it stands in."""

    char: str
    text: str


def missing_glyphs(document: Document) -> list[Missing]:
    """Find what would be printed as an empty box: each such character once, where it is first."""
    found: dict[str, Missing] = {}
    for text in document.texts():
        for char in unicodedata.normalize("NFC", text):
            if char not in found and not _drawable(char):
                found[char] = Missing(char, text)
    return list(found.values())


def _handed_over(document: Document) -> str:
    language = document.language.locale.language
    return json.dumps(
        {**document.data, "language": language, "document_title": document.title},
        ensure_ascii=False,
        sort_keys=True,
    )


def _drawable(char: str) -> bool:
    if unicodedata.category(char) in _INVISIBLE or _selects_variant(char):
        return True
    ranges = _covered()
    at = bisect_right(ranges, (ord(char), 0x110000)) - 1
    return at >= 0 and ord(char) <= ranges[at][1]


def _selects_variant(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _covered() -> list[tuple[int, int]]:
    return sorted(_ranges((shipped("resources/fonts") / "coverage.txt").read_text("ascii")))


def _ranges(lines: str) -> Iterator[tuple[int, int]]:
    for line in lines.split():
        first, _, last = line.partition("-")
        yield int(first, 16), int(last or first, 16)
