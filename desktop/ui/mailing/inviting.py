"""Makes invitations of a record: an event file and a mail draft for each item or slot."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.calendars.invitation import CANCEL, Invitation, Organizer, invitations
from desktop.calendars.letter import Signature, invitation
from desktop.calendars.mail import Mail, draft
from desktop.calendars.scope import things
from desktop.files import Part, distinct, file_name
from desktop.language import Language
from desktop.store.invited import invitation_source
from desktop.store.paper_source import paper_source

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.calendars.reminders import Reminders
    from desktop.store.calendar_source import CalendarSource


@dataclass(frozen=True)
class Inviting:
    """Who invites, in which language, and whether answers are asked for."""

    organizer: Organizer
    signature: Signature
    language: Language
    answers: bool = False
    reminders: Reminders | None = None


def read(session: Session, kind: str, record: str) -> CalendarSource:
    """A record with all whom it may invite or tell that it is off; Problem `record_gone`."""
    # Those of a team are read with its papers.
    paper_source(session, kind, record)
    return invitation_source(session, kind, record)


def made(source: CalendarSource, wanted: Inviting) -> list[Invitation]:
    """The invitations to all that has a time, and to what is called off, in its order."""
    return invitations(
        things(source.records),
        source.revisions,
        wanted.organizer,
        wanted.language,
        former=source.gone,
        invited=source.invited,
        reminders=wanted.reminders,
        answers=wanted.answers,
    )


def files(source: CalendarSource, wanted: Inviting, chosen: Collection[str]) -> list[Part]:
    """The event file and the mail draft of each that is chosen by its key."""
    found = [one for one in made(source, wanted) if one.key in chosen and one.to]
    reference = source.records[0].reference
    names = [
        file_name(f"{reference} {number:02} {one.title}", ".ics")
        for number, one in enumerate(found, start=1)
    ]
    parts = []
    for one, name in zip(found, distinct(names), strict=True):
        event = Part(name, one.content)
        parts += [event, Part(f"{name.removesuffix('.ics')}.eml", draft(_mail(one, event, wanted)))]
    return parts


def _mail(one: Invitation, event: Part, wanted: Inviting) -> Mail:
    said = invitation(
        one.name,
        wanted.signature,
        wanted.language,
        guests=len(one.to),
        called_off=one.method == CANCEL,
        taken_off=bool(one.taken_off),
    )
    return Mail(
        tuple(("", address) for address in one.to),
        said.subject,
        said.text,
        # Beside the invitation itself, for programs that show none of a draft.
        (event,),
        (wanted.organizer.name, wanted.organizer.email),
        (one.method, one.content),
    )
