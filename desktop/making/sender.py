"""Who writes: the officer, for their office in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from desktop.calendars.letter import Signature, signature
from desktop.domain import Office

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop.settings import Settings


def writer(session: Session, settings: Settings) -> Signature:
    """The name below a mail, and how the office is reached."""
    own = session.get(Office, settings.office_id) if settings.office_id else None
    first = select(Office).order_by(Office.position).limit(1)
    return signature(settings, own or session.scalar(first))
