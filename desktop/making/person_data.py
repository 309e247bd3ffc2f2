"""What is held about a person, to be handed to that person: as a PDF, and as plain text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.documents.catalogue import of_the_house
from desktop.documents.data_held import document
from desktop.documents.render import Renderer
from desktop.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.documents.document import Data, Document
    from desktop.making.workshop import Workshop


def pdf(data: Mapping[str, Any], code: str, workshop: Workshop) -> bytes:
    """What `store.person_data` found, as a tagged PDF in the language of a code.

    Raises Problem as `Workshop.house` does, and `template_broken`.
    """
    house = workshop.house()
    made = of_the_house(document(data, house.language(code), workshop.home), house)
    # A renderer of its own, as one that goes on living keeps the last papers in memory.
    return Renderer().pdf(made)


def readable(data: Mapping[str, Any], language: Language, zone: str) -> str:
    """The same as plain text; times are on the clock of `zone`."""
    return "\n".join(_lines(document(data, language, zone))) + "\n"


def _lines(paper: Document) -> Iterator[str]:
    yield paper.title
    yield paper.data["period"]
    yield ""
    yield from paper.data["purpose"]
    for section in paper.data["sections"]:
        yield ""
        yield section["heading"]
        told = _of_facts(section) if section["kind"] == "facts" else _of_table(section)
        yield from (f"  {line}" for line in told)


def _of_facts(section: Data) -> Iterator[str]:
    for fact in section["facts"]:
        yield f"{fact['label']}: {' / '.join(fact['lines'])}"


def _of_table(section: Data) -> Iterator[str]:
    for row in section["rows"]:
        cells = (" / ".join((*cell["lines"], *cell["soft"])) for cell in row["cells"])
        yield "  ·  ".join(cell for cell in cells if cell)
