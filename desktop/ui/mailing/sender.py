"""Who writes: the officer, as the settings know them, and their office in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.calendars.letter import Signature
from desktop.domain import Office, Trilingual

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.settings import Settings


def signature(session: Session, settings: Settings) -> Signature:
    """The name below a mail, and how the office is reached."""
    own = session.get(Office, settings.office_id) if settings.office_id else None
    office = own or session.scalar(select(Office).order_by(Office.position).limit(1))
    return Signature(
        settings.organizer_name or settings.officer,
        office.name if office is not None else Trilingual(en=settings.office_name),
        office.phone if office is not None else "",
        settings.organizer_email or (office.email if office is not None else ""),
    )
