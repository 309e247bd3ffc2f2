"""What papers are made from, read from the office file."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.domain import Edition, Task
from desktop.domain.comparing import Record
from desktop.domain.paper import PaperSource
from desktop.store import editions, loading


def paper_source(session: Session, kind: str, record_id: str, since: str = "") -> PaperSource:
    """A record with all that its papers tell; `since` is the edition whose changes are marked.

    Raises Problem `record_gone`, or `content_gone` where that edition cannot be read any more.
    """
    record = loading.record(session, kind, record_id)
    edition = session.get(Edition, since) if since else None
    return PaperSource(
        record,
        editions.stand(session, record),
        _tasks(session, record),
        editions.since(session, edition, record) if edition is not None else None,
        edition.number if edition is not None else 0,
    )


def _tasks(session: Session, record: Record) -> Sequence[Task]:
    key = {"delegation": Task.delegation_id, "exchange": Task.exchange_id}.get(
        record.__tablename__, Task.access_id
    )
    return session.scalars(select(Task).where(key == record.id).order_by(Task.position)).all()
