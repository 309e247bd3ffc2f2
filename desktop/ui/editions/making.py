"""Making all files of an edition, on any thread, from one state of the record."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from desktop.calendars.export import calendar
from desktop.documents.issuing import Choice, Press, is_empty, plan
from desktop.documents.render import Renderer
from desktop.documents.wish import Material
from desktop.errors import Problem
from desktop.planning.agenda import due_for
from desktop.store import calendar_source, editions
from desktop.store.editions import NewPaper, Prepared
from desktop.store.paper_source import paper_source

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


@dataclass
class Progress:
    """How far the making is, for whoever waits; setting `stopped` ends it after the next file."""

    total: int = 0
    done: int = 0
    stopped: bool = False


@dataclass(frozen=True)
class Made:
    """A record as it was printed, with its files; `empty` members had nothing to be told."""

    prepared: Prepared
    papers: tuple[NewPaper, ...]
    empty: int = 0


class NotMade(Exception):
    """One file could not be made: its name, and the Problem that stood in the way."""

    def __init__(self, name: str, problem: Problem) -> None:
        super().__init__(name)
        self.name, self.problem = name, problem


def make(office: OfficeFile, asked: Asked, progress: Progress) -> Made:
    """Make every file of an edition; NotMade where one cannot be, and none counts then."""
    with office.reading() as session:
        kind, record_id = asked.kind, asked.record_id
        prepared = editions.prepare(session, kind, record_id, draft=asked.draft)
        last = next(iter(editions.editions(session, record_id)), None)
        since = last.id if last is not None and asked.choice.options else ""
        source = paper_source(session, kind, record_id, since)
        events = calendar_source.one_record(session, kind, record_id)
    source = replace(source, record=prepared.record, stand=prepared.stand)

    def of(language: Language, person: Person | None) -> bytes:
        return calendar(events.records, events.revisions, language, person=person).content

    due = partial(due_for, record=prepared.record, office_zone=asked.home)
    material = Material(source, due=due, home=asked.home)
    press = Press(material, asked.choice, asked.on, of, Renderer(), since)
    planned = plan(prepared.record, asked.choice, prepared.stand)
    progress.total = len(planned)
    papers, empty = [], 0
    for one in planned:
        if progress.stopped:
            break
        try:
            content = press.make(one)
        except Problem as problem:
            if one.person is None or not is_empty(problem):
                raise NotMade(one.name, problem) from problem
            empty += 1
        else:
            papers.append(
                NewPaper(one.name, content, one.document, " ".join(one.languages), one.audience)
            )
        progress.done += 1
    return Made(prepared, tuple(papers), empty)
