"""Documents set as pages: PDF to keep and send, SVG to look at."""

import json
import re
import sys
import unicodedata
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from hashlib import sha256
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal

from desktop.documents.document import Document
from desktop.documents.stand_in import with_stand_ins
from desktop.errors import Problem
from desktop.paths import shipped

if TYPE_CHECKING:
    from typst import Compiler, TypstError

# What is never drawn (Unicode's Default_Ignorable_Code_Point) and may stand in a text from
# outside: joiners, marks of direction, selectors of a variant (辻󠄀), tags.
_INVISIBLE = (
    *((0x09, 0x0D), (0xAD, 0xAD), (0x61C, 0x61C), (0x180E, 0x180E)),
    *((0x200B, 0x200F), (0x2060, 0x2065), (0x206A, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0x1D173, 0x1D17A), (0xE0001, 0xE007F), (0xE0100, 0xE01EF)),
)

# What would show a line in another order: a stand-in tells where it stood, glyph or no glyph.
_REORDERING = ((0x202A, 0x202E), (0x2066, 0x2069))

# Where a message of Typst says that something is wrong: ┌─ common.typ:3:13
_PLACE = re.compile(r"┌─ (?:[^\n:]*[/\\])?([^\n:/\\]+\.typ):(\d+):\d+")

_MOST_KEPT = 8  # papers
_MOST_BYTES = 64_000_000  # of all of them together

# What Typst calls the sizes of paper.
_PAPERS = {"a4": "a4", "letter": "us-letter"}


class Renderer:
    """Sets documents with Typst; keep one, since the first page costs the most.

    The same document always gives the same bytes, on every system: only the bundled fonts are
    used, the date is the document's own, and its data comes in as JSON, so that what people typed
    is text and never markup. A character that no bundled font has is printed as a stand-in; who
    wants to know before asks `missing_glyphs`.

    The last few papers are kept, so that one that has not changed comes again at once. It may be
    asked from any thread; one paper is set at a time. Both ways to set one raise Problem
    `template_broken` where a template of the office's own is wrong.
    """

    def __init__(self) -> None:
        self._compiled_by: Compiler | None = None
        self._one_at_a_time = Lock()
        self._kept: OrderedDict[bytes, bytes | list[bytes]] = OrderedDict()

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
        plain = _handed_over(document)
        key = _key(document, plain, to)
        with self._one_at_a_time:
            if (kept := self._kept.get(key)) is not None:
                self._kept.move_to_end(key)
                return kept
            missing = [each.char for each in missing_glyphs(document)]
            data = _handed_over(with_stand_ins(document, missing)) if missing else plain
            self._kept[key] = result = self._set(document, data, to)
            self._let_go()
        return result

    def _let_go(self) -> None:
        """Forget the oldest papers, but never the newest."""
        sizes = {
            key: len(kept) if isinstance(kept, bytes) else sum(map(len, kept))
            for key, kept in self._kept.items()
        }
        while len(sizes) > 1 and (len(sizes) > _MOST_KEPT or sum(sizes.values()) > _MOST_BYTES):
            oldest, _ = self._kept.popitem(last=False)
            del sizes[oldest]

    def _set(self, document: Document, data: str, to: Literal["pdf", "svg"]) -> bytes | list[bytes]:
        from typst import TypstError

        midnight = datetime.combine(document.on, time(), UTC)
        house = document.house
        try:
            result = self._compiler().compile(
                _sources(document),
                format=to,
                sys_inputs={"data": data, "accent": house.colour, "logo": house.logo},
                pdf_standards=["ua-1"] if to == "pdf" else [],
                timestamp=int(midnight.timestamp()),
            )
        except TypstError as fault:
            if not house.templates:
                raise
            raise _of_template(fault, document) from fault
        assert result is not None
        return result

    def _compiler(self) -> "Compiler":
        if self._compiled_by is None:
            from typst import Compiler, Fonts

            fonts = Fonts(
                include_system_fonts=False,
                include_embedded_fonts=False,
                font_paths=[str(shipped("resources/fonts"))],
            )
            root = str(shipped("resources/documents"))
            self._compiled_by = Compiler(root=root, font_paths=fonts)
        return self._compiled_by


def _sources(document: Document) -> Any:
    """The template, or all of them with those of the office in place of the shipped ones."""
    folder, own = shipped("resources/documents"), document.house.templates
    main = f"{document.template}.typ"
    if not own:
        return str(folder / main)
    texts = {path.name: path.read_bytes() for path in folder.glob("*.typ")}
    texts |= {name: text.encode() for name, text in own.items()}
    # Typst takes "main.typ" for the file to begin with.
    return {**texts, "main.typ": texts[main]}


def _of_template(fault: "TypstError", document: Document) -> Problem:
    """Name the file and the line where a template of the office's own is wrong."""
    where = next(
        (
            (name, int(line))
            for name, line in _PLACE.findall(fault.diagnostic)
            if name in document.house.templates or name == "main.typ"
        ),
        ("main.typ", 0),
    )
    name = f"{document.template}.typ" if where[0] == "main.typ" else where[0]
    return Problem("template_broken", place=name, line=where[1], reason=fault.message)


def _key(document: Document, data: str, to: str) -> bytes:
    parts = (document.template, str(document.on), to, document.house.fingerprint, data)
    return sha256("\0".join(parts).encode()).digest()


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
    if _within(_REORDERING, char):
        return False
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
