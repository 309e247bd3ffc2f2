"""`kakehashi calendar --mails`: a mail draft for everybody whom a record is about."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.calendars.reminders import chosen
from desktop.errors import Problem
from desktop.language import Language
from desktop.language.names import display, preferred
from desktop.making.mailing import Order, make, ready
from desktop.making.sender import writer
from desktop.store import editions
from desktop.store.sent import remember

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.calendars.posts import Post
    from desktop.making.workshop import Workshop
    from desktop.settings import Settings
    from desktop.store.office import OfficeFile
    from desktop.store.references import Record


def order(
    session: Session,
    record: Record,
    options: Namespace,
    settings: Settings,
    workshop: Workshop,
    today: date,
) -> Order:
    """What the options ask for: to all, each in their own language unless one is named.

    With `--since N` they tell what has changed since that edition; Problem `edition_unknown`.
    """
    issued = editions.editions(session, record.id)
    since = next((one for one in issued if one.number == options.since), None)
    if options.since is not None and since is None:
        raise Problem("edition_unknown", number=options.since, reference=record.reference)
    asked = Order(
        record.__tablename__,
        record.id,
        today,
        workshop,
        settings.paper,
        writer(session, settings),
        mails=True,
        since=since.id if since is not None else "",
        reminders=chosen(settings) if options.reminders else None,
    )
    people = ready(session, asked).people.values()
    return replace(asked, to=tuple((one.id, options.language or preferred(one)) for one in people))


def drafts(office: OfficeFile, asked: Order) -> list[Post]:
    """The drafts, made one after another."""
    return make(office, asked, tell=lambda _done, _person: None, stopped=lambda: False)


def note(session: Session, made: Sequence[Post], at: datetime) -> None:
    """Remember what each was told of, so that it can be called off."""
    for post in made:
        if post.calendar is not None:
            remember(session, post.calendar.handed_out, at, post.person.id)


def unaddressed(made: Sequence[Post], say: Language) -> str:
    """Says whose draft has nobody to go to yet, if there is anybody."""
    names = [display(say, post.person) for post in made if not post.addressed]
    told = say.gettext("No e-mail address: {names}.")
    return told.format(names=say.listed(names)) if names else ""
