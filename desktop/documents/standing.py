"""How final the paper of a stay or a request is, and what differs from an edition."""

from desktop.documents.document import Data
from desktop.documents.people import joined
from desktop.documents.sheet import cell, table
from desktop.documents.wish import Material, Option, Wish
from desktop.domain.comparing import Comparison, Difference
from desktop.domain.paper import Stand
from desktop.language import Language
from desktop.words import changes


def standing(language: Language, stand: Stand, state: str) -> Data:
    """Give what the head says of edition and state; a record of which none counts has only this."""
    if not stand.number:
        return {"edition": state}
    edition = language.pgettext("document", "Edition {number}").format(number=stand.number)
    older = language.pgettext("document", "Supersedes edition {number}")
    return {
        "edition": joined(language, (edition, state)),
        "draft": language.pgettext("document", "DRAFT") if stand.draft else "",
        "supersedes": older.format(number=stand.previous) if stand.previous else "",
    }


def differing(material: Material, wish: Wish, language: Language) -> list[Data]:
    """Give the list of changes, where one is wished for and there are any."""
    comparison = material.source.comparison if material.source is not None else None
    if not comparison or Option.CHANGES not in wish.options:
        return []
    return [_list(comparison, material.stand().previous, language)]


def _list(comparison: Comparison, edition: int, language: Language) -> Data:
    whole = changes.of_record(comparison, language)
    rows = [[cell(), cell(), cell(text)] for text in whole]
    keys = [f"record {number}" for number in range(len(whole))]
    for one in comparison.things:
        struck = Difference.CANCELLED in one.kinds
        rows.append(
            [
                cell(changes.when(one, language)),
                cell(changes.title(one, language), strong=True, struck=struck),
                cell(*changes.told(one, language)),
            ]
        )
        keys.append(one.id)
    heading = language.pgettext("document", "Changes since edition {number}")
    if not edition:
        heading = language.pgettext("document", "What has changed")
    return table(
        heading.format(number=edition),
        [
            language.pgettext("document", "Local time"),
            language.pgettext("document", "Item"),
            language.pgettext("document", "What has changed"),
        ],
        [2.7, 3.8, 4.5],
        rows,
        keys,
    )
