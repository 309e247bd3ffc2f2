"""`kakehashi itinerary` and `kakehashi documents`: which paper is meant, and how it is made."""

import re
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy.orm import Session

from desktop.cli.choose import only
from desktop.cli.text import Row, table
from desktop.documents.audience import EVERYONE, Audience
from desktop.documents.catalogue import SHEETS, Sheet, document, sheets_of
from desktop.documents.document import Document
from desktop.documents.folder import Entry, plan, usual
from desktop.documents.render import missing_glyphs
from desktop.documents.wish import Material, Option, Wish
from desktop.domain import Delegation, Person
from desktop.errors import Problem
from desktop.language import CODES, Language
from desktop.language.names import display
from desktop.making.materials import material
from desktop.making.workshop import Workshop
from desktop.store import naming
from desktop.store.editions import editions
from desktop.store.references import Record

_COMMAS = re.compile(r"[,;+、，；\s]+")
_MOST = 2


@dataclass(frozen=True)
class Printing:
    """What papers are made with: the day, the size of paper, and in which office."""

    on: date
    paper: str
    workshop: Workshop
    say: Language


def itinerary(session: Session, record: Record, options: Namespace, printing: Printing) -> Document:
    """The one paper that was asked for; a Problem says what cannot be understood."""
    sheet = one_of(sheets_of(record.__tablename__), options.document)
    if not sheet.audience and (options.person or options.group):
        raise Problem("paper_for_all", reference=record.reference)
    since = _edition(session, record, options.since) if options.since else ""
    wish = replace(
        _common(record, printing),
        document=sheet.code,
        languages=_languages(options.languages, printing.say),
        beside=options.side_by_side,
        options=frozenset({Option.CHANGES, Option.STRUCK}) if options.changes else frozenset(),
        since=since,
    )
    known = material(session, wish, printing.workshop)
    return document(known, replace(wish, audience=_audience(known, options, printing.say)))


def listed(record: Record, say: Language) -> list[str]:
    """One line for each paper of a record: its code, what it is called, and whom it is for."""
    rows: list[Row] = []
    for sheet in sheets_of(record.__tablename__):
        private = say.gettext("For the office only") if sheet.private else ""
        rows.append((sheet.code, sheet.name_in(say), private))
    return table(rows)


class Folder:
    """All usual papers of a record, which are made one after the other."""

    def __init__(
        self, session: Session, record: Record, options: Namespace, printing: Printing
    ) -> None:
        self._material = material(session, _common(record, printing), printing.workshop)
        spoken = one_by_one(options.languages, printing.say)
        wish = replace(_common(record, printing), beside=options.side_by_side)
        kind = record.__tablename__
        self.entries: Sequence[Entry] = plan(
            self._material, wish, usual(kind), spoken, printing.say
        )

    def document(self, entry: Entry) -> Document:
        """One of the papers; Problem `nothing_to_print` where it would be empty."""
        return document(self._material, entry.wish)


def missing(paper: Document) -> list[str]:
    """The characters of a paper that no bundled font has."""
    return [one.char for one in missing_glyphs(paper)]


def _common(record: Record, printing: Printing) -> Wish:
    return Wish(
        "", record.__tablename__, record.id, (printing.say.code,), printing.on, paper=printing.paper
    )


def one_of(offered: Sequence[Sheet], code: str | None) -> Sheet:
    """The paper of a code, the first without one; Problem `document_unknown` (name, names)."""
    if code is None:
        return offered[0]
    if code not in SHEETS or SHEETS[code] not in offered:
        codes = ", ".join(sheet.code for sheet in offered)
        raise Problem("document_unknown", name=code, names=codes)
    return SHEETS[code]


def _languages(written: str | None, say: Language) -> tuple[str, ...]:
    """One language, or two that stand together."""
    codes = [code for code in _COMMAS.split(written or say.code) if code]
    wrong = next((code for code in codes if code not in CODES), "")
    if wrong or not codes or len(codes) > _MOST or len(set(codes)) < len(codes):
        raise Problem("languages_unreadable", text=written or "")
    return tuple(codes)


def one_by_one(written: str | None, say: Language) -> list[tuple[str, ...]]:
    """Languages with commas between them, each a paper of its own; "ja+da" stand together.

    Raises Problem `languages_unreadable` (text).
    """
    if not written:
        return [(say.code,)]
    return [_languages(part, say) for part in re.split(r"[,;、，；\s]+", written) if part]


def _edition(session: Session, record: Record, number: str) -> str:
    for one in editions(session, record.id):
        if str(one.number) == number:
            return one.id
    raise Problem("edition_unknown", number=number, reference=record.reference)


def _audience(known: Material, options: Namespace, say: Language) -> Audience:
    if not (options.person or options.group):
        return EVERYONE
    visit: Delegation = known.delegation()
    if options.group:
        groups = naming.groups_called(visit.groups, options.group)
        names = [group.label().best(say.code) for group in groups]
        return Audience(group=only("group", options.group, groups, names).id)
    involved: dict[str, Person] = {
        link.person_id: link.person for item in visit.items for link in item.people
    }
    involved |= {member.person_id: member.person for member in visit.members}
    people = naming.called(involved.values(), options.person)
    found = only("person", options.person, people, [display(say, one) for one in people])
    return Audience(person=found.id)
