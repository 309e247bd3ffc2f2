"""Papers of records, made on any thread: read from the file, laid out, set by Typst."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from desktop.documents.catalogue import SHEETS, document
from desktop.documents.document import Document
from desktop.documents.house import PLAIN, House
from desktop.documents.house_folder import read_house
from desktop.documents.render import Missing, Renderer, missing_glyphs
from desktop.documents.wish import Material, Wish
from desktop.errors import Problem
from desktop.language import Language
from desktop.making.materials import material
from desktop.making.workshop import Workshop
from desktop.store.editions import editions
from desktop.store.plan import last_change
from desktop.ui.output.offers import Offers, offers

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.store.office import OfficeFile

T = TypeVar("T")

_KEPT = 8
_LARGEST = 64 * 2**20  # bytes of all pages that are kept


@dataclass(frozen=True)
class Pages:
    """A paper as pictures, one SVG a page, and the characters that no font has.

    `fault` is what is wrong with the office's own look or templates, which it had to do without.
    """

    wish: Wish
    title: str
    svgs: list[bytes]
    missing: list[Missing]
    fault: Problem | None = None


@dataclass(frozen=True)
class Shown:
    """What the preview shows: what can be chosen, and the pages or why there are none.

    `wish` is what was asked for, `pages.wish` what was made: a paper of the office that is about
    one month is about the present one until another is chosen.
    """

    wish: Wish
    offers: Offers
    pages: Pages | None = None
    problem: Problem | None = None


class Papers:
    """Makes papers from an office file; may be asked from any thread, one paper at a time.

    `workshop` tells where: in which office, with which letterhead. The last papers are kept, until
    something is changed in the file or in the office's own folder.
    """

    def __init__(self, office: OfficeFile, workshop: Callable[[], Workshop]) -> None:
        self._office, self._workshop = office, workshop
        self._renderer = Renderer()
        self._one_at_a_time = Lock()
        self._kept: OrderedDict[tuple[object, ...], Shown] = OrderedDict()

    def material_of(self, wish: Wish) -> Material:
        """What papers of the record that is wished for are made from; Problem `record_gone`."""
        with self._office.reading() as session:
            return self._read(session, wish)[0]

    def pages(self, wish: Wish) -> Pages:
        """The paper as pictures for the preview and the printer."""
        with self._office.reading() as session:
            known, fault = self._read(session, wish)
        return self._pages(known, wish, fault)

    def pdf(self, wish: Wish) -> bytes:
        """The paper as a PDF whose text can be searched; 〓 stands for what no font has.

        Raises Problem `record_gone` or `nothing_to_print`.
        """
        return self.pdf_and_fault(wish)[0]

    def pdf_and_fault(self, wish: Wish) -> tuple[bytes, Problem | None]:
        """The same, with what is wrong with the office's own look, if it had to do without."""
        with self._office.reading() as session:
            known, fault = self._read(session, wish)
        content, _made, broken = self._set(known, wish, self._renderer.pdf)
        return content, broken or fault

    def show(self, wish: Wish, language: Language) -> Shown:
        """The paper and what can be chosen of it, named in the reader's language.

        Raises Problem `record_gone` where there is no such record; what else stands in the way
        is told in the result.
        """
        workshop = self._workshop()
        with self._office.reading() as session:
            key = (wish, language.code, workshop, workshop.state(), last_change(session))
            with self._one_at_a_time:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    return self._kept[key]
            known, fault = self._read(session, wish)
            found = editions(session, wish.record) if wish.record else []
            offered = offers(SHEETS[wish.document], known, found, language)
            wanted = wish
            if not wish.record and offered.subjects and wish.subject not in offered.subjects:
                wanted = replace(wish, subject=_of_now(offered.subjects, wish.on))
                known, fault = self._read(session, wanted)
        try:
            made = Shown(wish, offered, self._pages(known, wanted, fault))
        except Problem as problem:
            made = Shown(wish, offered, problem=problem)
        self._keep(key, made)
        return made

    def _read(self, session: Session, wish: Wish) -> tuple[Material, Problem | None]:
        """What a paper is made from; and what is wrong with the office's own look, if it is."""
        workshop = self._workshop()
        house, fault = _house(workshop)
        known = material(session, wish, replace(workshop, documents=None))
        return replace(known, house=house), fault

    def _pages(self, known: Material, wish: Wish, fault: Problem | None) -> Pages:
        svgs, made, broken = self._set(known, wish, self._renderer.pages_svg)
        return Pages(wish, made.title, svgs, missing_glyphs(made), broken or fault)

    def _set(
        self, known: Material, wish: Wish, work: Callable[[Document], T]
    ) -> tuple[T, Document, Problem | None]:
        """Set a paper; with the shipped templates where one of the office's own is broken."""
        made = document(known, wish)
        try:
            with self._one_at_a_time:
                return work(made), made, None
        except Problem as problem:
            if problem.code != "template_broken":
                raise
            broken = problem
        shipped = replace(known, house=known.house.with_shipped_templates())
        made = document(shipped, wish)
        with self._one_at_a_time:
            return work(made), made, broken

    def _keep(self, key: tuple[object, ...], made: Shown) -> None:
        with self._one_at_a_time:
            self._kept[key] = made
            while len(self._kept) > 1 and (len(self._kept) > _KEPT or self._size() > _LARGEST):
                self._kept.popitem(last=False)

    def _size(self) -> int:
        shown = (one.pages for one in self._kept.values() if one.pages is not None)
        return sum(len(svg) for pages in shown for svg in pages.svgs)


def _house(workshop: Workshop) -> tuple[House, Problem | None]:
    """How papers look: as much of what the office set as can be read, and what is wrong."""
    try:
        return workshop.house(), None
    except Problem as problem:
        if workshop.documents is None or not problem.code.startswith("template_"):
            return PLAIN, problem
        return read_house(workshop.documents, templates=False), problem


def _of_now(subjects: Iterable[str], on: date) -> str:
    """The month, week or year of a day among those that a paper can be about, else the first."""
    year, week, _day = on.isocalendar()
    present = {f"{on:%Y-%m}", f"{year}-W{week:02}", f"{on:%Y}"}
    first, *_others = known = list(subjects)
    return next((code for code in known if code in present), first)
