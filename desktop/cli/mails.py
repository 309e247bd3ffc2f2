"""`kakehashi calendar --mails`: a mail draft for everybody whom a record is about."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.calendars.letter import signature
from desktop.calendars.posts import Letters, Post, calendars, posts, recipients
from desktop.calendars.reminders import chosen
from desktop.documents.personal import personal
from desktop.documents.render import Renderer
from desktop.domain import Office
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.names import display, preferred
from desktop.making.materials import of_record
from desktop.store import calendar_source, editions
from desktop.store.paper_source import paper_source
from desktop.store.sent import remember

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.making.workshop import Workshop
    from desktop.settings import Settings
    from desktop.store.references import Record


def drafts(
    session: Session,
    record: Record,
    options: Namespace,
    settings: Settings,
    workshop: Workshop,
    today: date,
) -> list[Post]:
    """The drafts, each in the language of who gets it unless the options name one.

    With `--since N` they tell what has changed since that edition; Problem `edition_unknown`.
    """
    kind = record.__tablename__
    issued = editions.editions(session, record.id)
    since = next((one for one in issued if one.number == options.since), None)
    if options.since is not None and since is None:
        raise Problem("edition_unknown", number=options.since, reference=record.reference)
    edition = since.id if since is not None else ""
    papers = paper_source(session, kind, record.id, edition)
    people = recipients(papers.record)
    sources = calendar_source.for_each(session, kind, record.id, [one.id for one in people])
    material = of_record(papers, workshop)
    letters = Letters(
        replace(papers.stand, previous=since.number) if since is not None else papers.stand,
        signature(settings, session.get(Office, settings.office_id)),
        personal(Renderer(), material, today, since=edition, paper=settings.paper),
        comparison=papers.comparison,
    )
    to = [(one, options.language or preferred(one)) for one in people]
    calendar_of = calendars(sources, chosen(settings) if options.reminders else None)
    return list(posts(papers.record, to, calendar_of, letters))


def note(session: Session, made: Sequence[Post], at: datetime) -> None:
    """Remember what each was told of, so that it can be called off."""
    for post in made:
        if post.calendar is not None:
            remember(session, post.calendar.handed_out, at, post.person.id)


def without_address(made: Sequence[Post], say: Language) -> list[str]:
    """The names of those whose draft has nobody to go to yet."""
    return [display(say, post.person) for post in made if not post.addressed]
