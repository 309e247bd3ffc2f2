"""Papers in which a stand-in takes the place of characters that no bundled font has.

A tagged PDF must not hold a character that cannot be drawn, nor a byte-order mark (PDF/UA-1), so
without this a paper with such a character could not be made at all.
"""

import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from desktop.documents.document import Document

STAND_IN = "〓"
"""The geta mark, by which Japanese printers have always marked a missing type (U+3013)."""


_BYTE_ORDER_MARK = 0xFEFF


def with_stand_ins(document: Document, missing: Collection[str]) -> Document:
    """Give the same paper with each of the characters in `missing` replaced."""
    table = {ord(char): STAND_IN for char in missing} | {_BYTE_ORDER_MARK: ""}

    def replaced(part: Any) -> Any:
        if isinstance(part, str):
            return unicodedata.normalize("NFC", part).translate(table)
        if isinstance(part, Mapping):
            return {name: replaced(inner) for name, inner in part.items()}
        if isinstance(part, list | tuple):
            return [replaced(inner) for inner in part]
        return part

    return replace(document, title=replaced(document.title), data=replaced(document.data))
