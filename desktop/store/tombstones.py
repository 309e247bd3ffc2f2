"""What was erased, so that it stays erased when an older file or backup comes back.

Tombstones hold identities and nothing personal. They are not in the change log: an erasure is
never undone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Text, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from desktop.domain.base import Base, Identity

ALL = "all"
"""Stands for a class of data where somebody was erased altogether."""


class Tombstone(Base):
    """One class of data of one entity that was erased, and when (UTC)."""

    __tablename__ = "tombstone"

    entity_id: Mapped[str] = mapped_column(Identity(), primary_key=True)
    data_class: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column()


@dataclass(frozen=True, slots=True)
class Erased:
    """A tombstone as a plain value: `data_class` is a code of DataClass, or ALL."""

    entity_id: str
    data_class: str
    kind: str
    at: datetime


def erased(session: Session) -> list[Erased]:
    """Everything that was ever erased in this file, oldest first."""
    rows = session.scalars(select(Tombstone).order_by(Tombstone.at, Tombstone.entity_id))
    return [Erased(row.entity_id, row.data_class, row.kind, row.at) for row in rows]


def bury(session: Session, what: Iterable[Erased]) -> None:
    """Remember erasures; of one that is told again the latest time counts.

    What was entered between two erasures is in the backups of that time, and must go there, too.
    """
    for one in what:
        row = {
            "entity_id": one.entity_id,
            "data_class": one.data_class,
            "kind": one.kind,
            "at": one.at,
        }
        new = insert(Tombstone).values(row)
        latest = func.max(Tombstone.at, new.excluded.at)
        key = (Tombstone.entity_id, Tombstone.data_class)
        session.connection().execute(
            new.on_conflict_do_update(index_elements=key, set_={"at": latest})
        )
