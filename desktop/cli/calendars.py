"""The calendars that the command line asks for: whose, with what in them, and in which files."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from datetime import datetime
from email.utils import parseaddr
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.calendars.export import Calendar, TasksAs, calendar
from desktop.calendars.invitation import Invitation, Organizer, invitations
from desktop.calendars.reminders import chosen
from desktop.calendars.scope import things
from desktop.cli.choose import only
from desktop.domain import Delegation, Organisation
from desktop.errors import Problem
from desktop.files import Part, distinct, file_name
from desktop.language import Language
from desktop.language.names import display, preferred
from desktop.planning.agenda import due_for
from desktop.store import calendar_source, naming
from desktop.store.calendar_source import CalendarSource
from desktop.store.invited import invitation_source
from desktop.store.references import Record, find_record
from desktop.store.sent import remember, remember_invited

if TYPE_CHECKING:
    from desktop.settings import Settings


def source(session: Session, options: Namespace, say: Language) -> CalendarSource:
    """What the one calendar is made of that is asked for; Problem where a name means nobody."""
    if options.group:
        reference, _colon, name = options.group.partition(":")
        visit = _delegation(session, reference)
        (whole,) = calendar_source.one_record(session, "delegation", visit.id).records
        assert isinstance(whole, Delegation)
        found = naming.groups_called(whole.groups, name)
        names = [group.label().best(say.code) for group in found]
        return calendar_source.one_group(session, only("group", name, found, names).id)
    if options.organisation:
        return calendar_source.one_institution(session, _organisation(session, options, say).id)
    record = _record(session, options.record) if options.record else None
    if options.person:
        people = naming.called(naming.everybody(session), options.person)
        names = [display(say, person) for person in people]
        person = only("person", options.person, people, names)
        return calendar_source.one_person(session, person.id, record.id if record else None)
    if record is not None:
        return calendar_source.one_record(session, record.__tablename__, record.id)
    return calendar_source.whole_office(session)


def made(source: CalendarSource, options: Namespace, say: Language, settings: Settings) -> Calendar:
    """The calendar of that, as the options ask for it and with the reminders of the settings."""
    days = {task: due_for(task, owner, settings.home_zone) for task, owner in source.tasks}
    return calendar(
        source.records,
        source.revisions,
        say,
        tasks=days if options.tasks or options.tasks_as else None,
        tasks_as=TasksAs(options.tasks_as or TasksAs.TODO),
        reminders=chosen(settings) if options.reminders else None,
        audience=source.audience,
        gone=source.gone,
        private=options.private,
    )


def note(session: Session, source: CalendarSource, made: Calendar, at: datetime) -> None:
    """Remember what was handed out, so that it can be called off when it is deleted."""
    audience = source.audience.id if source.audience is not None else ""
    remember(session, made.handed_out, at, audience)


def for_members(
    session: Session, options: Namespace, settings: Settings
) -> list[tuple[Part, CalendarSource, Calendar]]:
    """A calendar for each member of a delegation who has anything in it, in their language."""
    visit = _delegation(session, options.members)
    found = []
    for source in calendar_source.members(session, visit.id):
        assert source.person is not None
        code = options.language or preferred(source.person)
        try:
            calendar = made(source, options, Language.of(code), settings)
        except Problem as problem:
            if problem.code != "calendar_empty":
                raise
            continue
        name = f"{visit.reference} {display(Language.of(code), source.person)}"
        found.append((file_name(name, ".ics"), source, calendar))
    names = distinct(name for name, _source, _calendar in found)
    return [
        (Part(name, calendar.content), source, calendar)
        for name, (_name, source, calendar) in zip(names, found, strict=True)
    ]


def inviting(
    session: Session, options: Namespace, say: Language, settings: Settings
) -> tuple[list[Part], list[Invitation]]:
    """The invitations to the events of a record: files for those that somebody gets, and all."""
    record = _record(session, options.invitations)
    source = invitation_source(session, record.__tablename__, record.id)
    name, email = parseaddr(options.organizer)
    sent = invitations(
        things(source.records),
        source.revisions,
        Organizer(name, email),
        say,
        former=source.gone,
        invited=source.invited,
        reminders=chosen(settings) if options.reminders else None,
        answers=options.answers,
        private=options.private,
    )
    asked = [one for one in sent if one.to]
    names = distinct(
        file_name(f"{number:03} {one.title}", ".ics") for number, one in enumerate(asked, 1)
    )
    parts = [Part(name, one.content) for name, one in zip(names, asked, strict=True)]
    return parts, sent


def note_invited(
    session: Session, reference: str, made: Iterable[Invitation], at: datetime
) -> None:
    """Remember to what others were invited, so that it can be called off."""
    record = _record(session, reference)
    remember_invited(session, record.id, [(one.uid, one.people) for one in made if one.to], at)


def not_invited(made: Iterable[Invitation], say: Language) -> str:
    """Says whom no invitation reaches, if there is anybody."""
    names = list(dict.fromkeys(name for one in made for name in one.without_address))
    told = say.gettext("Without an e-mail address, so not invited: {names}")
    return told.format(names=say.listed(names)) if names else ""


def taken_off(made: Iterable[Invitation], say: Language) -> list[str]:
    """Says who is told that they take part in something no more."""
    told = say.gettext("{names}: no longer taking part in “{title}”")
    return [
        told.format(names=say.listed(one.taken_off), title=one.name)
        for one in made
        if one.taken_off
    ]


def _record(session: Session, reference: str) -> Record:
    record = find_record(session, reference)
    if record is None:
        raise Problem("reference_unknown", reference=reference)
    return record


def _delegation(session: Session, reference: str) -> Delegation:
    record = _record(session, reference)
    if not isinstance(record, Delegation):
        raise Problem("calendar_for_delegations", reference=reference)
    return record


def _organisation(session: Session, options: Namespace, say: Language) -> Organisation:
    every = session.scalars(select(Organisation)).all()
    found = naming.by_name(
        every, options.organisation, lambda one: (*one.name.parts(), one.short_name)
    )
    names = [one.name.best(say.code) for one in found]
    return only("organisation", options.organisation, found, names)
