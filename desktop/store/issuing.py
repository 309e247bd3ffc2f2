"""All that the files of an edition are made from, read at one moment."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from desktop.domain.paper import PaperSource
from desktop.store import calendar_source, editions
from desktop.store.calendar_source import CalendarSource
from desktop.store.editions import Prepared
from desktop.store.paper_source import paper_source


@dataclass(frozen=True, slots=True)
class Ready:
    """A record ready to be issued, what its papers and its calendars are made from.

    `since` is the edition that its papers are compared with, "" for none.
    """

    prepared: Prepared
    source: PaperSource
    events: CalendarSource
    since: str = ""


def ready(session: Session, kind: str, record_id: str, *, draft: bool, compared: bool) -> Ready:
    """Read a record for its next edition, and `compared` with the one before it if there is one.

    Raises Problem `record_gone`, or `content_gone` where that edition cannot be read any more.
    """
    prepared = editions.prepare(session, kind, record_id, draft=draft)
    last = next(iter(editions.editions(session, record_id)), None)
    since = last.id if last is not None and compared else ""
    source = paper_source(session, kind, record_id, since)
    return Ready(
        prepared,
        replace(source, record=prepared.record, stand=prepared.stand),
        calendar_source.one_record(session, kind, record_id),
        since,
    )
