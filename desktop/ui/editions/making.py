"""Making all files of an edition, on any thread, from one state of the record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from desktop.calendars.export import calendar
from desktop.documents.issuing import Choice, Press, Progress, make_all, plan
from desktop.documents.render import Renderer
from desktop.documents.wish import Material
from desktop.planning.agenda import due_for
from desktop.store.editions import NewPaper, Prepared
from desktop.store.issuing import ready

if TYPE_CHECKING:
    from datetime import date

    from desktop.domain import Person
    from desktop.language import Language
    from desktop.store.office import OfficeFile


@dataclass(frozen=True)
class Asked:
    """What edition is wanted: of which record, whether a draft, made on which day, with what."""

    kind: str
    record_id: str
    draft: bool
    on: date
    choice: Choice
    home: str = "Asia/Tokyo"


@dataclass(frozen=True)
class Made:
    """A record as it was printed, with its files; `empty` persons had nothing to be told."""

    prepared: Prepared
    papers: tuple[NewPaper, ...]
    empty: int = 0


def make(office: OfficeFile, asked: Asked, progress: Progress) -> Made:
    """Make every file of an edition; NotMade where one cannot be, and none counts then."""
    with office.reading() as session:
        found = ready(
            session,
            asked.kind,
            asked.record_id,
            draft=asked.draft,
            compared=bool(asked.choice.options),
        )
    record, events = found.prepared.record, found.events

    def of(language: Language, person: Person | None) -> bytes:
        return calendar(events.records, events.revisions, language, person=person).content

    material = Material(
        found.source, due=partial(due_for, record=record, office_zone=asked.home), home=asked.home
    )
    press = Press(material, asked.choice, asked.on, of, Renderer(), found.since)
    planned = plan(record, asked.choice, found.prepared.stand)
    papers = tuple(
        NewPaper(one.name, content, one.document, " ".join(one.languages), one.audience)
        for one, content in make_all(press, planned, progress)
    )
    return Made(found.prepared, papers, progress.done - len(papers))
