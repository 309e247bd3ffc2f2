"""What a paper is before it is set: a template, its data, and the language it is written in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from desktop.documents.house import PLAIN, House
from desktop.language import Language

KEY = "key"
"""Names an entry of a list, so that two languages find each other; no text of the paper."""

Data: TypeAlias = dict[str, Any]
"""One level of a document's data, as JSON has it: texts, truths, lists and more of the same."""


@dataclass(frozen=True)
class Document:
    """A paper ready to be set.

    `template` is the stem of a file in `resources/documents`; `data` is what it shows, every word
    of it already in `language`; `title` names the PDF; `on` is the day it is made;
    `paper` is "a4" or "letter". A paper in two languages has a `second`, which stands under each
    line of the first or, where `beside`, in a column of its own (`pairing`). `house` is how the
    office's papers look.
    """

    template: str
    data: Mapping[str, Any]
    language: Language
    title: str
    on: date
    paper: str = "a4"
    second: Language | None = None
    beside: bool = False
    house: House = PLAIN

    def texts(self) -> Iterator[str]:
        """Give each text of the paper, the title first."""
        yield self.title
        yield from texts_in(self.data)


def texts_in(data: object) -> Iterator[str]:
    """Give each text that a document's data holds, however deep."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for name, part in data.items():
            if name != KEY:
                yield from texts_in(part)
    elif isinstance(data, list | tuple):
        for part in data:
            yield from texts_in(part)
