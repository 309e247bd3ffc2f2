"""Making all files of an edition, on any thread, from one state of the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.calendars.export import Calendar, calendar
from desktop.documents.issuing import Choice, Press, Progress, make_all, plan
from desktop.documents.render import Renderer
from desktop.making.materials import of_record
from desktop.making.workshop import Workshop
from desktop.store import calendar_source, editions
from desktop.store.calendar_source import CalendarSource
from desktop.store.editions import NewPaper, Prepared
from desktop.store.issuing import ready
from desktop.store.sent import remember

if TYPE_CHECKING:
    from datetime import date, datetime

    from sqlalchemy.orm import Session

    from desktop.domain import Edition, Person
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
    workshop: Workshop = field(default_factory=Workshop)


@dataclass(frozen=True)
class Made:
    """A record as it was printed, with its files; `empty` persons had nothing to be told.

    `handed_out` is what the calendars tell of, by the identity of whose they are ("" for all).
    """

    prepared: Prepared
    papers: tuple[NewPaper, ...]
    empty: int = 0
    handed_out: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


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
        planned = plan(found.prepared.record, asked.choice, found.prepared.stand)
        people = [one.person.id for one in planned if one.person is not None]
        parts = calendar_source.for_each(session, asked.kind, asked.record_id, people)
    handed_out: dict[str, Sequence[tuple[str, str]]] = {}

    def of(language: Language, person: Person | None) -> bytes:
        source = parts[person.id] if person is not None else found.events
        made = _written(source, language)
        handed_out[person.id if person is not None else ""] = made.handed_out
        return made.content

    material = of_record(found.source, asked.workshop)
    press = Press(material, asked.choice, asked.on, of, Renderer(), found.since)
    papers = tuple(
        NewPaper(one.name, content, one.document, " ".join(one.languages), one.audience)
        for one, content in make_all(press, planned, progress)
    )
    return Made(found.prepared, papers, progress.done - len(papers), handed_out)


def issue(
    session: Session, made: Made, *, on: date, at: datetime, recipients: str = "", note: str = ""
) -> Edition:
    """Issue what was made, and remember what each calendar told; Problem `edition_taken`."""
    edition = editions.issue(
        session, made.prepared, made.papers, on=on, recipients=recipients, note=note
    )
    for audience_id, things in made.handed_out.items():
        remember(session, things, at, audience_id)
    return edition


def _written(source: CalendarSource, language: Language) -> Calendar:
    return calendar(
        source.records, source.revisions, language, audience=source.audience, gone=source.gone
    )
