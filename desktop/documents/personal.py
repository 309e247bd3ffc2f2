"""The one paper of a record that goes to each person by mail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.catalogue import SHEETS, document
from desktop.documents.wish import Material, Option, Wish
from desktop.language import Language

if TYPE_CHECKING:
    from desktop.documents.render import Renderer
    from desktop.domain import Person

_PAPERS = {"delegation": "programme", "exchange": "stay", "access_request": "slots"}


def personal(
    renderer: Renderer, material: Material, on: date, *, since: str, paper: str
) -> Callable[[Person, Language], bytes]:
    """Makes the PDF for a person in a language, with what has changed `since` an edition marked.

    It raises what `catalogue.document` raises.
    """
    assert material.source is not None
    record = material.source.record
    kind = record.__tablename__
    sheet = SHEETS[_PAPERS[kind]]
    options = frozenset({Option.CHANGES} & set(sheet.options) if since else ())
    wish = Wish(sheet.code, kind, record.id, (), on, options=options, since=since, paper=paper)

    def make(person: Person, language: Language) -> bytes:
        audience = Audience(person=person.id) if sheet.audience else EVERYONE
        return renderer.pdf(
            document(material, replace(wish, languages=(language.code,), audience=audience))
        )

    return make
