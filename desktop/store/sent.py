"""What was ever handed out in a calendar, so that a thing deleted later can be called off there.

A calendar that others have keeps an event until it is told that the event is cancelled; what
nobody ever got need not be told. Handing out cannot be undone, so this is not in the change log.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.domain.base import Base, Identity


class Sent(Base):
    """One item, slot, stay or task that was in a calendar, its record, and when first (UTC).

    That it was in the calendar of one person, group or organisation, or that a person was invited
    to it, is a row of its own, whose `entity_id` is what `handed_to` or `invited_to` makes of the
    two.
    """

    __tablename__ = "sent"

    entity_id: Mapped[str] = mapped_column(Identity(), primary_key=True)
    record_id: Mapped[str] = mapped_column(Identity(), index=True)
    at: Mapped[datetime] = mapped_column()


def handed_to(audience_id: str, thing_id: str) -> str:
    """The identity of the fact that somebody has a thing in their calendar."""
    return str(uuid5(UUID(audience_id), thing_id))


def invited_to(person_id: str, thing_id: str) -> str:
    """The identity of the fact that a person was invited to a thing."""
    return str(uuid5(UUID(person_id), f"invited {thing_id}"))


def remember(
    session: Session, things: Iterable[tuple[str, str]], at: datetime, audience_id: str = ""
) -> None:
    """Note what is handed out: pairs of a thing's identity and its record's.

    `audience_id` is the person, group or organisation whose calendar it is, if it is somebody's.
    """
    rows = []
    for thing, record in things:
        rows.append({"entity_id": thing, "record_id": record, "at": at})
        if audience_id:
            told = handed_to(audience_id, thing)
            rows.append({"entity_id": told, "record_id": record, "at": at})
    if rows:
        session.connection().execute(insert(Sent).on_conflict_do_nothing(), rows)


def remember_invited(
    session: Session, record_id: str, invited: Iterable[tuple[str, Collection[str]]], at: datetime
) -> None:
    """Note to which things of a record others were invited, each with the people it asks.

    Who is invited has it in their calendar, too.
    """
    rows = []
    for thing, people in invited:
        facts = [fact(person, thing) for person in people for fact in (handed_to, invited_to)]
        rows += [{"entity_id": one, "record_id": record_id, "at": at} for one in (thing, *facts)]
    if rows:
        session.connection().execute(insert(Sent).on_conflict_do_nothing(), rows)


def sent(session: Session, record_ids: Iterable[str] | None = None) -> dict[str, str]:
    """What was handed out, each with its record; of all records, or of some."""
    query = select(Sent.entity_id, Sent.record_id)
    if record_ids is not None:
        query = query.where(Sent.record_id.in_(list(record_ids)))
    return {row.entity_id: row.record_id for row in session.execute(query)}
