"""The files for all members, made on any thread: read once, then one person after another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from desktop.calendars.letter import Letter, Signature
from desktop.calendars.posts import Letters, Paper, Post, calendars, letter_to, posts, recipients
from desktop.documents.personal import personal
from desktop.documents.render import Renderer
from desktop.domain import Edition, Person
from desktop.language import Language
from desktop.making.materials import of_record
from desktop.store import calendar_source
from desktop.store.paper_source import paper_source

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.calendars.reminders import Reminders
    from desktop.domain.comparing import Record
    from desktop.domain.paper import PaperSource
    from desktop.making.workshop import Workshop
    from desktop.store.office import OfficeFile


@dataclass(frozen=True)
class Order:
    """What is wanted: files of a record, for whom and in which languages.

    `to` holds a person's identity and a language each. With `mails` they are mail drafts, which
    begin with the words of `opened`, by language, and tell what has changed `since` an edition.
    `reminders` are in the calendars. `on` is today, `workshop` tells where the papers are
    made, `paper` the size of their sheets.
    """

    kind: str
    record: str
    on: date
    workshop: Workshop
    paper: str
    signature: Signature
    to: tuple[tuple[str, str], ...] = ()
    mails: bool = False
    opened: Mapping[str, str] = field(default_factory=dict)
    since: str = ""
    reminders: Reminders | None = None


@dataclass(frozen=True)
class Readied:
    """A record read for an order."""

    record: Record
    people: Mapping[str, Person]
    letters: Letters


def ready(session: Session, order: Order) -> Readied:
    """Read what an order needs; Problem `record_gone`, or `content_gone` for the edition."""
    papers = paper_source(session, order.kind, order.record, order.since)
    edition = session.get(Edition, order.since) if order.since else None
    record = papers.record
    stand = papers.stand if edition is None else replace(papers.stand, previous=edition.number)
    return Readied(
        record,
        {person.id: person for person in recipients(record)},
        Letters(stand, order.signature, _paper(papers, order), order.opened, papers.comparison),
    )


def make(
    office: OfficeFile,
    order: Order,
    *,
    tell: Callable[[int, str], object],
    stopped: Callable[[], bool],
) -> list[Post]:
    """Make all files; `tell` is given how many are done and who is next, before each.

    Stops after the file at hand, with nothing in the end, once it is `stopped`.
    """
    with office.reading() as session:
        read = ready(session, order)
        people = [person for person, _code in order.to]
        sources = calendar_source.for_each(session, order.kind, order.record, people)
    calendar_of = calendars(sources, order.reminders)
    to = [(read.people[person], code) for person, code in order.to if person in read.people]
    files = posts(read.record, to, calendar_of, read.letters if order.mails else None)
    made: list[Post] = []
    for number, (person, _code) in enumerate(to):
        if stopped():
            return []
        tell(number, person.id)
        made.append(next(files))
    return made


def sample(read: Readied, order: Order, person: str, code: str) -> Letter:
    """What the mail to one person would say."""
    letters = replace(read.letters, opened=order.opened)
    return letter_to(read.record, letters, read.people[person], Language.of(code))


def _paper(papers: PaperSource, order: Order) -> Paper:
    """Makes the papers; the letterhead is read for the first, so that its faults are told then."""

    @cache
    def made() -> Paper:
        material = of_record(papers, order.workshop)
        return personal(Renderer(), material, order.on, since=order.since, paper=order.paper)

    return lambda person, language: made()(person, language)
