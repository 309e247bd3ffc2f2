"""How every form of a programme opens: what it is, of which edition, when, and for whom."""

from datetime import date

from desktop import words
from desktop.documents.audience import Reader
from desktop.documents.document import Data
from desktop.documents.people import listed, organisation_name
from desktop.documents.sheet import frame, period
from desktop.documents.standing import standing
from desktop.domain import Delegation, Item
from desktop.domain.codes import Clause, DelegationStatus
from desktop.domain.paper import Stand
from desktop.language import Language
from desktop.language.names import display


def opening(
    delegation: Delegation,
    reader: Reader,
    language: Language,
    stand: Stand,
    kind: str,
    on: date,
) -> Data:
    """Give the frame and the head of a paper; `kind` is what it calls itself."""
    called_off = delegation.status == DelegationStatus.CANCELLED
    first, last = first_and_last(reader.items)
    head = frame(
        language,
        kind,
        delegation.title,
        delegation.reference,
        Clause.DELEGATION,
        delegation.confidentiality,
        on,
    )
    return {
        **head,
        **standing(language, stand, ""),
        "period": period(language, delegation.start or first, delegation.end or last),
        "called_off": words.word(DelegationStatus.CANCELLED, language) if called_off else "",
        "reader": _reader(reader, language),
    }


def first_and_last(items: list[Item]) -> tuple[date | None, date | None]:
    """Give the first and the last day that the items touch."""
    starts = [item.start.date for item in items if item.start.date]
    ends = [item.end.date for item in items if item.start.date and item.end.date]
    return min(starts, default=None), max(starts + ends, default=None)


def titled(data: Data) -> str:
    """Name the file of a paper: the record, and whom the paper is for."""
    return " – ".join(filter(None, (data["title"], data["reader"]["name"])))


def _reader(reader: Reader, language: Language) -> Data:
    label = language.pgettext("document", "Programme for")
    if reader.person is not None:
        about = (
            reader.person.title.best(language.code),
            organisation_name(language, reader.person.organisation),
        )
        name = display(language, reader.person)
        return {"label": label, "name": name, "lines": [text for text in about if text]}
    if reader.group is not None:
        names = listed(language, (display(language, one) for one in reader.people))
        name = reader.group.label().best(language.code)
        return {"label": label, "name": name, "lines": [names] if names else []}
    return {"label": "", "name": "", "lines": []}
