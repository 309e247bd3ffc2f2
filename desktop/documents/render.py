"""Documents set as pages: PDF to keep and send, SVG to look at."""

import json
import sys
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from typing import TYPE_CHECKING, Literal

from desktop.documents.document import Document
from desktop.documents.stand_in import with_stand_ins
from desktop.paths import shipped

if TYPE_CHECKING:
    from typst import Compiler

# What is never drawn (Unicode's Default_Ignorable_Code_Point) and may stand in a text from
# outside: joiners, marks of direction, selectors of a variant (辻󠄀), tags.
_INVISIBLE = (
    *((0x09, 0x0D), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E)),
    *((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0x1D173, 0x1D17A), (0xE0001, 0xE007F), (0xE0100, 0xE01EF)),
)


# What Typst calls the sizes of paper.
_PAPERS = {"a4": "a4", "letter": "us-letter"}


class Renderer:
    """Sets documents with Typst; keep one, since the first page costs the most.

    The same document always gives the same bytes, on every system: only the bundled fonts are
    used, the date is the document's own, and its data comes in as JSON, so that what people typed
    is text and never markup. A character that no bundled font has is printed as a stand-in; who
    wants to know before asks `missing_glyphs`.
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
        drawable = with_stand_ins(document, [each.char for each in missing_glyphs(document)])
        midnight = datetime.combine(document.on, time(), UTC)
        result = self._compiler().compile(
            str(shipped("resources/documents") / f"{document.template}.typ"),
            format=to,
            sys_inputs={"data": _handed_over(drawable)},
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
    seen: set[str] = set()
    for text in document.texts():
        new = [char for char in unicodedata.normalize("NFC", text) if char not in seen]
        seen.update(new)
        for char in dict.fromkeys(new):
            if not _drawable(char):
                found[char] = Missing(char, text)
    return list(found.values())


def _handed_over(document: Document) -> str:
    language = document.language.locale.language
    second = document.second.locale.language if document.second is not None else ""
    return json.dumps(
        {
            **document.data,
            "language": language,
            "second": second,
            "beside": document.beside,
            "document_title": document.title,
            "paper": _PAPERS[document.paper],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def _drawable(char: str) -> bool:
    return _within(_covered(), char) or _within(_INVISIBLE, char)


def _within(ranges: Sequence[tuple[int, int]], char: str) -> bool:
    at = bisect_right(ranges, (ord(char), sys.maxunicode)) - 1
    return at >= 0 and ord(char) <= ranges[at][1]


@cache
def _covered() -> list[tuple[int, int]]:
    return sorted(_ranges((shipped("resources/fonts") / "coverage.txt").read_text("ascii")))


def _ranges(lines: str) -> Iterator[tuple[int, int]]:
    for line in lines.split():
        first, _, last = line.partition("-")
        yield int(first, 16), int(last or first, 16)
