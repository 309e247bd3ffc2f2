"""Papers of records, made on any thread: read from the file, laid out, set by Typst."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING

from desktop.documents import programme, slots, stay
from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.document import Document
from desktop.documents.render import Missing, Renderer, missing_glyphs
from desktop.language import Language
from desktop.planning.agenda import due_for
from desktop.store import loading

if TYPE_CHECKING:
    from desktop.store.office import OfficeFile


@dataclass(frozen=True)
class Wish:
    """Which paper is wanted: of what record, in which language, for whom, made on which day."""

    kind: str
    record: str
    language: str
    on: date
    audience: Audience = EVERYONE
    paper: str = "a4"


@dataclass(frozen=True)
class Pages:
    """A paper as pictures, one SVG a page, and the characters that no font has."""

    wish: Wish
    title: str
    svgs: list[bytes]
    missing: list[Missing]


class Papers:
    """Makes papers from an office file; may be asked from any thread, one paper at a time.

    `home` tells the zone of the office, whose holidays hold for what is its turn.
    """

    def __init__(self, office: OfficeFile, home: Callable[[], str]) -> None:
        self._office, self._home = office, home
        self._renderer = Renderer()
        self._one_at_a_time = Lock()

    def document(self, wish: Wish) -> Document:
        """The paper before it is set; Problem `record_gone` when there is nothing to print."""
        return replace(self._laid_out(wish), paper=wish.paper)

    def pages(self, wish: Wish) -> Pages:
        """The paper as pictures for the preview and the printer."""
        document = self.document(wish)
        with self._one_at_a_time:
            svgs = self._renderer.pages_svg(document)
        return Pages(wish, document.title, svgs, missing_glyphs(document))

    def pdf(self, wish: Wish) -> bytes:
        """The paper as a PDF whose text can be searched; 〓 stands for what no font has."""
        document = self.document(wish)
        with self._one_at_a_time:
            return self._renderer.pdf(document)

    def _laid_out(self, wish: Wish) -> Document:
        language = Language.of(wish.language)
        with self._office.reading() as session:
            if wish.kind == "delegation":
                delegation = loading.delegation(session, wish.record)
                return programme.document(delegation, wish.audience, language, on=wish.on)
            if wish.kind == "exchange":
                exchange = loading.exchange(session, wish.record)
                due = partial(due_for, record=exchange, office_zone=self._home())
                return stay.document(exchange, language, on=wish.on, due=due)
            request = loading.access_request(session, wish.record)
            return slots.document(request, language, on=wish.on)
